"""A dialog that makes several layers the dates of one sensor."""

from __future__ import annotations

from typing import List, Optional, Sequence

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..layers import dates
from ..layers.dates import Dated
from ..layers.sensors import sensor_name
from ..texts import tr

_LAYER, _DATE, _MASK = range(3)


class DatesDialog(QDialog):
    """The project's layers that are alike, which of them are dates of the sensor, when they were taken and their masks.

    ``layer``: the one in the row, if any; ``chosen``: what the row has already.
    """

    def __init__(
        self, sensor: str, layer: Optional[QgsMapLayer], chosen: Sequence[Dated], parent: Optional[QWidget] = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Dates of {sensor}").format(sensor=sensor_name(sensor)))
        rasters = [one for one in QgsProject.instance().mapLayers().values() if isinstance(one, QgsRasterLayer)]
        rasters = [one for one in rasters if one.isValid() and one.providerType() == "gdal"]
        own = {one.id() for one, _ in chosen} | ({layer.id()} if layer is not None else set())
        self._masks = [one for one in dates.masks(rasters) if one.id() not in own]
        imagery = [one for one in rasters if one not in self._masks]
        self._known = {one.id(): mask for one, mask in chosen}
        self._first = layer
        offered = dates.alike(layer, imagery) if layer is not None else imagery
        offered += [one for one, _ in chosen if isinstance(one, QgsRasterLayer) and one not in offered]
        self._layers = sorted(offered, key=lambda one: (dates.date_of(one), one.name()))
        intro = QLabel(
            tr(
                "Tick the layers that show the same ground on other dates. Dates are read from names, tags and QGIS's "
                "temporal properties; change those that are wrong (year-month-day)."
            )
        )
        intro.setWordWrap(True)
        self.table = QTableWidget(len(self._layers), 3)
        self.table.setHorizontalHeaderLabels([tr("Layer"), tr("Taken on"), tr("Mask")])
        self.table.verticalHeader().hide()
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(_DATE, QHeaderView.ResizeMode.ResizeToContents)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        layout = QVBoxLayout(self)
        for widget in (intro, self.table, self.problem, self.buttons):
            layout.addWidget(widget)
        self.resize(560, 480)
        for row, one in enumerate(self._layers):
            self._fill(row, one)
        self.table.itemChanged.connect(self._check)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._check()

    def series(self) -> List[Dated]:
        """The layers that are ticked, by date, with their masks."""
        rows = sorted(self._ticked(), key=self._date)
        return [(self._layers[row], self.table.cellWidget(row, _MASK).currentData()) for row in rows]

    def accept(self) -> None:
        for row in self._ticked():
            if self._date(row) != dates.date_of(self._layers[row]):
                dates.say(self._layers[row], self._date(row))
        super().accept()

    def _fill(self, row: int, layer: QgsRasterLayer) -> None:
        date = dates.date_of(layer)
        likely = self._first is not None and (bool(date) or layer is self._first)
        ticked = layer.id() in self._known if self._known else likely
        name = QTableWidgetItem(layer.name())
        name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable)
        name.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        self.table.setItem(row, _LAYER, name)
        self.table.setItem(row, _DATE, QTableWidgetItem(date))
        combo = QComboBox()
        combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        combo.addItem(tr("No mask"), None)
        own = self._known[layer.id()] if layer.id() in self._known else dates.mask_for(layer, self._masks)
        offered: List[QgsMapLayer] = [*self._masks, *([own] if own is not None and own not in self._masks else [])]
        for mask in sorted(offered, key=lambda one: str(one.name())):
            combo.addItem(mask.name(), mask)
        if own is not None:
            combo.setCurrentIndex(next(place for place in range(combo.count()) if combo.itemData(place) is own))
        self.table.setCellWidget(row, _MASK, combo)

    def _ticked(self) -> List[int]:
        rows = range(self.table.rowCount())
        return [row for row in rows if self.table.item(row, _LAYER).checkState() == Qt.CheckState.Checked]

    def _date(self, row: int) -> str:
        return str(self.table.item(row, _DATE).text().strip())

    def _check(self, *_: object) -> None:
        """Say what is wrong with the dates before they can be taken."""
        problem = ""
        if all(self.table.item(row, _DATE) for row in range(self.table.rowCount())):
            problem = dates.wrong_dates([(self._layers[row].name(), self._date(row)) for row in self._ticked()])
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)
