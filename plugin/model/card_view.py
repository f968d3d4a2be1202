"""A model's card to read, as a widget; names and colours of the classes can be edited in it."""

from __future__ import annotations

from typing import Any, Dict, List, Optional, Sequence

from qgis.core import QgsProcessingUtils
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap
from qgis.PyQt.QtWidgets import QColorDialog, QLabel, QTableWidgetItem, QVBoxLayout, QWidget

from ...mamol_core.expectations import FLAGGED_BELOW, ClassFigure, class_figures, weak_classes
from ..layers.labels import Category, write_table
from ..layers.sensors import capitalised, join_sensors
from ..tables import add_row, fit_height, make_table, wrap_rows
from ..texts import tr
from .about import summary
from .accuracy import Card, class_sentence, expectation, interval, percent


def write_class_table(classes: Sequence[Dict[str, Any]]) -> str:
    """Classes as a temporary table of code, name and colour for the algorithm's CLASSES; its path."""
    path = QgsProcessingUtils.generateTempFilename("classes.csv")
    write_table(path, {entry["code"]: Category(entry["name"], entry["colour"]) for entry in classes})
    return path


class CardView(QWidget):
    """A card to read. Names and colours of the classes can be edited in place; ``classes_changed`` tells of it."""

    classes_changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._about = QLabel()
        self._about.setTextFormat(Qt.TextFormat.RichText)
        self._about.setWordWrap(True)
        self._about.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._accuracy = make_table([tr("Sensors"), tr("OA"), tr("F1")], stretch=0)
        wrap_rows(self._accuracy)
        self._accuracy.setAccessibleName(tr("Accuracy for each combination of sensors"))
        self._accuracy.setToolTip(
            tr("Overall accuracy and macro-F1 on validation blocks that were kept out of training")
        )
        self._classes = make_table([tr("Code"), tr("Class"), tr("Accuracy")], stretch=1)
        self._figures: Dict[int, ClassFigure] = {}
        self._classes.setAccessibleName(tr("Classes of the model"))
        self._classes.setToolTip(
            tr(
                "Double-click a name to rename the class, its code to choose another colour. Accuracy is the lower of "
                "producer's and user's accuracy, with all sensors"
            )
        )
        self._classes.itemChanged.connect(self._renamed)
        self._classes.itemActivated.connect(self._recolour)
        layout.addWidget(self._about)
        layout.addWidget(_caption(tr("Accuracy in validation")))
        layout.addWidget(self._accuracy)
        layout.addWidget(_caption(tr("Classes (double-click to rename or recolour)")))
        layout.addWidget(self._classes)
        self._original: List[Dict[str, Any]] = []
        self._entries: List[Dict[str, Any]] = []

    def show_card(
        self, card: Card, edited: Optional[List[Dict[str, Any]]] = None, adapters: Sequence[Card] = ()
    ) -> None:
        """Show a card, with the classes a person edited earlier where they still have the same codes.

        ``adapters``: the cards of those that lie beside the model.
        """
        self._about.setText(summary(card, adapters))
        self._accuracy.setRowCount(0)
        for entry in card.get("accuracy", []):
            flagged = "⚠ " if weak_classes(entry) else ""
            texts = [flagged + capitalised(join_sensors(entry["sensors"])), interval(entry), percent(entry["macro_f1"])]
            add_row(self._accuracy, texts, numbers=(1, 2), tip=f"{texts[0]}\n{expectation(card, entry['sensors'])}")
        self._accuracy.resizeRowsToContents()
        fit_height(self._accuracy)
        full: Dict[str, Any] = next(iter(card.get("accuracy", [])), {})
        self._figures = {figure.code: figure for figure in class_figures(full)}
        self._original = [dict(entry) for entry in card["classes"]]
        same = edited and [entry["code"] for entry in edited] == [entry["code"] for entry in self._original]
        self._entries = [dict(entry) for entry in (edited if same else self._original)]
        self._show_classes()

    def edited_classes(self) -> Optional[List[Dict[str, Any]]]:
        """The classes as edited; None where they are as the model has them."""
        return self._entries if self._entries != self._original else None

    def _show_classes(self) -> None:
        self._classes.blockSignals(True)
        self._classes.setRowCount(0)
        for entry in self._entries:
            figure, text, tip = self._figures.get(entry["code"]), "", ""
            if figure is not None:
                text = ("⚠ " if figure.value < FLAGGED_BELOW else "") + percent(figure.value)
                tip = class_sentence(figure, entry["name"])
            add_row(self._classes, [str(entry["code"]), entry["name"], text], numbers=(2,), editable=(1,), tip=tip)
            self._classes.item(self._classes.rowCount() - 1, 0).setIcon(_swatch(entry["colour"]))
        self._classes.blockSignals(False)
        fit_height(self._classes)

    def _renamed(self, item: QTableWidgetItem) -> None:
        name = item.text().strip()
        if item.column() != 1 or name == self._entries[item.row()]["name"]:
            return
        if name:
            self._entries[item.row()]["name"] = name
            self.classes_changed.emit()
        else:
            self._show_classes()

    def _recolour(self, item: QTableWidgetItem) -> None:
        if item.column() != 0:
            return
        entry = self._entries[item.row()]
        title = tr("Colour of {name}").format(name=entry["name"])
        colour = QColorDialog.getColor(QColor(entry["colour"]), self, title)
        if colour.isValid():
            entry["colour"] = colour.name()
            item.setIcon(_swatch(entry["colour"]))
            self.classes_changed.emit()


def _caption(text: str) -> QLabel:
    label = QLabel(text)
    label.setWordWrap(True)
    return label


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(44, 28)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)
