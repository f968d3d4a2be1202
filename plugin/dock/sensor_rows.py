"""A row for each sensor, from which the layers and masks of a run are collected."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..layers import guess
from ..layers.guess import Wanted
from ..layers.sensors import join_sensors
from ..texts import tr
from .named_row import NamedSensorRow
from .sensor_row import SensorRow


class SensorRows(QWidget):
    """A row per sensor. ``changed`` and ``picked`` as in :class:`SensorRow`."""

    changed = pyqtSignal()
    picked = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.rows: List[SensorRow] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(4)

    def set_sensors(self, sensors: Sequence[Wanted]) -> None:
        """Start anew with a row for each sensor."""
        for row in list(self.rows):
            self.remove_row(row)
        for wanted in sensors:
            self.add_row(SensorRow(wanted))

    def add_row(self, row: SensorRow) -> None:
        previous = self.rows[-1].codes_button if self.rows else None
        self.rows.append(row)
        self._layout.addWidget(row)
        if isinstance(row, NamedSensorRow):
            row.name_taken = self._taken
            row.changed.connect(self._explain_names)
        row.changed.connect(self.changed)
        row.picked.connect(self.picked)
        if previous is not None:
            QWidget.setTabOrder(previous, row.combo)
        QWidget.setTabOrder(row.combo, row.bands_button)
        QWidget.setTabOrder(row.bands_button, row.mask_button)
        QWidget.setTabOrder(row.mask_button, row.mask_combo)
        QWidget.setTabOrder(row.mask_combo, row.codes_button)

    def remove_row(self, row: SensorRow) -> None:
        self.rows.remove(row)
        self._layout.removeWidget(row)
        row.retire()

    def prefill(self) -> None:
        """Guess anew for the rows that no person has chosen for, among the layers not taken."""
        self._guess([row for row in self.rows if not row.was_picked])

    def follow(self, others: "SensorRows") -> None:
        """Take over the layers, masks and *Absent* of other rows, and guess for the sensors that they leave open.

        What a person has chosen here stays.
        """
        theirs = {row.sensor: row for row in others.rows if row.was_picked or row.layer() is not None}
        free = [row for row in self.rows if not row.was_picked]
        for row in free:
            if row.sensor in theirs:
                row.take_over(theirs[row.sensor].layer(), theirs[row.sensor].mask())
        self._guess([row for row in free if row.sensor not in theirs])

    def _guess(self, open_rows: List[SensorRow]) -> None:
        layers = QgsProject.instance().mapLayers().values()
        rasters = [layer for layer in layers if isinstance(layer, QgsRasterLayer) and layer.isValid()]
        taken = {row.layer().id() for row in self.rows if row not in open_rows and row.layer() is not None}
        facts = [
            guess.facts_of(layer) for layer in rasters if layer.providerType() == "gdal" and layer.id() not in taken
        ]
        guesses = guess.guess_layers(facts, [row.wanted for row in open_rows])
        used = {found.layer_id for found in guesses.values()}
        left = [entry for entry in facts if entry.layer_id not in used]
        for row in open_rows:
            found = guesses.get(row.wanted.sensor)
            row.prefill(found, "" if found else guess.unused(left, row.wanted))

    def layers(self) -> Dict[str, QgsMapLayer]:
        """The layer of each sensor that has one, in the order of the rows."""
        return {row.sensor: row.layer() for row in self.rows if row.layer() is not None}

    def masks(self) -> Dict[str, QgsMapLayer]:
        """The mask of each sensor that has a layer and a mask."""
        return {row.sensor: row.mask() for row in self.rows if row.layer() is not None and row.mask() is not None}

    def refusal(self) -> str:
        """Which rows are to be mended before a run; empty where none is."""
        refused = [row.sensor for row in self.rows if row.refusal()]
        return (
            tr("Fix the problem shown below the layer first: {sensors}.").format(sensors=join_sensors(refused))
            if refused
            else ""
        )

    def parameters(self, usable: bool = False) -> Dict[str, object]:
        """What the algorithms' parameters for layers and masks are to be; ``usable``: without rows with a problem."""
        rows = [row for row in self.rows if row.layer() is not None and not (usable and row.problem())]
        values: Dict[str, object] = {}
        more: List[str] = []
        for row in rows:
            if ":" in row.sensor or row.sensor.upper() in values:
                more += [row.sensor, row.layer().id()]
            else:
                values[row.sensor.upper()] = row.layer().id()
        if more:
            values["MORE_LAYERS"] = more
        masks = [text for row in rows if row.mask() is not None for text in (row.sensor, row.mask().id())]
        if masks:
            values["MASKS"] = masks
        return values

    def _taken(self, sensor: str) -> bool:
        return sum(row.sensor == sensor and row.layer() is not None for row in self.rows) > 1

    def _explain_names(self) -> None:
        for row in self.rows:
            if isinstance(row, NamedSensorRow):
                row.explain()
