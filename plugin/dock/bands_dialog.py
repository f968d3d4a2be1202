"""A small dialog that says which band of a layer is which."""

from __future__ import annotations

from typing import List, Optional

from qgis.core import QgsRasterLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ...mamol_core.presets import LEFT_OUT, check_bands, read_wavelengths
from ..layers import bands
from ..texts import tr

_TABLE = "table"  # stands for a file, among the presets


class BandsDialog(QDialog):
    """The bands of a layer, a preset to fill their names in, and a name for each, open to change."""

    def __init__(self, layer: QgsRasterLayer, role: str, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._layer = layer
        self.setWindowTitle(tr("Bands of {layer}").format(layer=layer.name()))
        self._of_file = [
            layer.dataProvider().generateBandName(number) for number in range(1, layer.dataProvider().bandCount() + 1)
        ]
        intro = QLabel(tr("Say what each band is, where the file does not. A dash leaves a band out."))
        intro.setWordWrap(True)
        self.presets = QComboBox()
        self.presets.setAccessibleName(tr("Preset"))
        self.presets.addItem(tr("As in the file"), None)
        for found in bands.proposals(layer, role):
            self.presets.addItem(found.preset.title, found.preset.bands)
        self.presets.addItem(tr("Wavelengths from a table…"), _TABLE)
        self.table = QTableWidget(len(self._of_file), 2)
        self.table.setHorizontalHeaderLabels([tr("In the file"), tr("Is")])
        self.table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        self.problem.setTextFormat(Qt.TextFormat.PlainText)
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        layout = QVBoxLayout(self)
        for widget in (intro, self.presets, self.table, self.problem, self.buttons):
            layout.addWidget(widget)
        self.resize(420, 480)
        self._fill(bands.said_of(layer))
        self.presets.activated.connect(self._take_preset)
        self.table.itemChanged.connect(self._check)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._check()

    def said(self) -> Optional[bands.Bands]:
        """What each band is; None where no band was given a name, so that the file's names hold."""
        texts: List[str] = [self.table.item(row, 1).text().strip() for row in range(self.table.rowCount())]
        if not any(texts):
            return None
        return tuple(None if text == LEFT_OUT else text for text in texts)

    def accept(self) -> None:
        bands.say(self._layer, self.said())
        super().accept()

    def _fill(self, names: Optional[bands.Bands]) -> None:
        for row, of_file in enumerate(self._of_file):
            fixed = QTableWidgetItem(of_file)
            fixed.setFlags(Qt.ItemFlag.ItemIsEnabled)
            self.table.setItem(row, 0, fixed)
            text = "" if names is None or row >= len(names) else names[row] or LEFT_OUT
            self.table.setItem(row, 1, QTableWidgetItem(text))

    def _take_preset(self, place: int) -> None:
        chosen = self.presets.itemData(place)
        if chosen == _TABLE:
            self._take_table()
            return
        self._fill(chosen)
        self._check()

    def _take_table(self) -> None:
        """Ask for a file with the wavelength of each band, and name the bands by it."""
        tables = tr("Tables (*.csv *.txt *.tsv);;All files (*)")
        path, _ = QFileDialog.getOpenFileName(self, tr("Wavelengths of the bands"), "", tables)
        if not path:
            return
        problem, names = "", None
        try:
            names = read_wavelengths(path)
        except ValueError as error:
            problem = str(error)
        if names is not None and len(names) != len(self._of_file):
            problem = tr("The table has lines for {lines} bands; the layer has {bands} bands.").format(
                lines=len(names), bands=len(self._of_file)
            )
        if problem:
            self.presets.setCurrentIndex(0)
            self._show(problem)
            return
        self._fill(names)
        self._check()

    def _check(self, *_: object) -> None:
        """Say what is wrong with the names before they can be taken."""
        problem = ""
        if all(self.table.item(row, 1) for row in range(self.table.rowCount())):
            said = self.said()
            try:
                if said is not None:
                    check_bands(said)
                    if any("," in (name or "") for name in said):
                        problem = tr("A name can't hold a comma.")
            except ValueError as error:
                problem = str(error)
        self._show(problem)
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(not problem)

    def _show(self, problem: str) -> None:
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
