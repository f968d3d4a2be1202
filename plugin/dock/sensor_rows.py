"""A row for each sensor, from which the layers and masks of a run are collected."""

from __future__ import annotations

from typing import Dict, List, Optional, Sequence

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QVBoxLayout, QWidget

from ..layers import dates, guess
from ..layers.dates import Dated
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
        QWidget.setTabOrder(row.combo, row.dates_button)
        QWidget.setTabOrder(row.dates_button, row.bands_button)
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
                their = theirs[row.sensor]
                row.take_over(their.layer(), their.mask(), their.series())
        self._guess([row for row in free if row.sensor not in theirs])

    def _guess(self, open_rows: List[SensorRow]) -> None:
        layers = QgsProject.instance().mapLayers().values()
        rasters = [layer for layer in layers if isinstance(layer, QgsRasterLayer) and layer.isValid()]
        taken = {layer.id() for row in self.rows if row not in open_rows for _, layer, _ in row.entries()}
        facts = [
            guess.facts_of(layer) for layer in rasters if layer.providerType() == "gdal" and layer.id() not in taken
        ]
        guesses = guess.guess_layers(facts, [row.wanted for row in open_rows])
        used = {found.layer_id for found in guesses.values()}
        left = [entry for entry in facts if entry.layer_id not in used]
        for row in open_rows:
            found = guesses.get(row.wanted.sensor)
            row.prefill(found, "" if found else guess.unused(left, row.wanted))
            if row.wanted.series and row.layer() is not None and not row.was_picked:
                dated = _dates_like(row, [one for one in rasters if one.id() not in taken])
                if dated:  # else it keeps the mask that came with its layer
                    row.take_over(dated[0][0], None, dated)

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
            entries = row.entries()
            if ":" in row.sensor or "@" in entries[0][0] or row.sensor.upper() in values:
                more += [text for key, layer, _ in entries for text in (key, layer.id())]
            else:
                values[row.sensor.upper()] = row.layer().id()
        if more:
            values["MORE_LAYERS"] = more
        masked = [(key, mask) for row in rows for key, _, mask in row.entries() if mask is not None]
        masks = [text for key, mask in masked for text in (key, mask.id())]
        if masks:
            values["MASKS"] = masks
        return values

    def _taken(self, sensor: str) -> bool:
        return sum(row.sensor == sensor and row.layer() is not None for row in self.rows) > 1

    def _explain_names(self) -> None:
        for row in self.rows:
            if isinstance(row, NamedSensorRow):
                row.explain()


def _dates_like(row: SensorRow, layers: Sequence[QgsRasterLayer]) -> List[Dated]:
    """The layers that look like other dates of the row's layer, by date, with it and their masks.

    None where it has no date itself, and of two layers of one date the first.
    """
    if not dates.date_of(row.layer()):
        return []
    by_date: Dict[str, QgsMapLayer] = {dates.date_of(row.layer()): row.layer()}
    for layer in dates.alike(row.layer(), layers):
        by_date.setdefault(dates.date_of(layer), layer)
    by_date.pop("", None)
    masks = dates.masks(layers)
    found: List[Dated] = [(by_date[date], dates.mask_for(by_date[date], masks)) for date in sorted(by_date)]
    return found if len(found) > 1 else []
