"""What a model's card says to a person: sensors, accuracy, classes; and the widget that shows it."""

from __future__ import annotations

import csv
import html
from typing import TYPE_CHECKING, Any, Collection, Dict, List, Optional, Sequence

from qgis.core import QgsProcessingUtils
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QColorDialog,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from ..mamol_core.expectations import (
    FLAGGED_BELOW,
    ClassFigure,
    class_figures,
    class_names,
    weak_classes,
    weakest_class,
)
from .engine.words import units_text
from .guess import count_bands
from .texts import in_figures, tr

if TYPE_CHECKING:
    from .check import RunCheck

Card = Dict[str, Any]


def role_names() -> Dict[str, str]:
    """Sensor roles as they are written inside a sentence."""
    return {
        "optical": tr("optical"),
        "sar": tr("SAR"),
        "lidar": tr("LiDAR"),
        "hyperspectral": tr("hyperspectral"),
    }


def sensor_name(sensor: str) -> str:
    """``optical:ndvi`` as people read it inside a sentence: "optical ndvi"."""
    role, _, name = sensor.partition(":")
    return f"{role_names().get(role, role)} {name}".strip()


def sensor_title(sensor: str, bands: int = 0) -> str:
    """The same at the head of a row, with the number of bands where it is known: "Optical · 12 bands"."""
    title = tr("LiDAR or elevation") if sensor == "lidar" else _capital(sensor_name(sensor))
    return f"{title} · {count_bands(bands)}" if bands else title


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def join_sensors(sensors: Sequence[str]) -> str:
    return " + ".join(sensor_name(sensor) for sensor in sensors)


def percent(fraction: Optional[float]) -> str:
    return "–" if fraction is None else tr("{} %").format(round(100 * fraction))


def accuracy_of(card: Card, sensors: Sequence[str]) -> Optional[Dict[str, Any]]:
    """The card's figures for exactly these sensors; None where it has none."""
    return next((entry for entry in card.get("accuracy", []) if set(entry["sensors"]) == set(sensors)), None)


def outlook(card: Optional[Card], present: Collection[str], check: RunCheck) -> str:
    """What Classify will do with the layers chosen, in a sentence or two: no more than the engine's check confirms."""
    if card is None:
        return tr("Choose a model, or train one with these layers.")
    if not present:
        return tr("Choose a layer for at least one of the model's sensors.")
    sensors = [spec["sensor"] for spec in card["sensors"]]
    if check.answered:
        present = [sensor for sensor in present if check.layers.get(sensor, {}).get("state") == "used"]
        if not present:
            return tr("None of the layers has a valid pixel in the area to map.")
    present = [sensor for sensor in sensors if sensor in present]
    absent = [sensor for sensor in sensors if sensor not in present]
    text = tr("Maps with {sensors}.").format(sensors=join_sensors(present))
    if absent:
        missing = tr("Missing: {sensors}. Each pixel is classified from the remaining sensors.")
        text += " " + missing.format(sensors=join_sensors(absent))
    more = ""
    if check.waiting:
        more = tr("Checking the layers…")
    elif check.answered:
        more = expectation(card, present)
    elif check.problem:
        more = check.problem
    return "\n".join(filter(None, [text, more]))


def expectation(card: Card, sensors: Sequence[str]) -> str:
    """The accuracy to expect with these sensors, how sure it is, and a line on the classes that will be bad."""
    figures = accuracy_of(card, sensors)
    if figures is None or figures["oa"] is None:
        return tr("The accuracy with these sensors was not assessed.")
    text = tr("Expected accuracy: {oa}.").format(oa=overall(figures))
    if not figures.get("oa_interval"):
        text += " " + tr("How certain that is, this model does not say.")
    names = class_names(card["classes"])
    weak, weakest = weak_classes(figures), weakest_class(figures)
    if weak:
        listed = "; ".join(class_sentence(figure, names.get(figure.code, "")) for figure in weak[:3])
        more = tr(" and %n more class(es)", n=len(weak) - 3) if len(weak) > 3 else ""
        return f"{text}\n⚠ " + tr("Not to be relied on: {classes}.").format(classes=listed + more)
    if weakest is None or len(names) < 2:
        return text
    sentence = class_sentence(weakest, names.get(weakest.code, ""))
    return f"{text}\n" + tr("Weakest class: {classes}.").format(classes=sentence)


def overall(figures: Dict[str, Any]) -> str:
    """``89 % (74–95 %), from 46 places``; the figure alone where an older model has no more."""
    text = percent(figures["oa"])
    interval = figures.get("oa_interval")
    if interval:
        low, high = (round(100 * end) for end in interval)
        text = tr("{oa} ({low}–{high} %)").format(oa=text, low=low, high=high)
    if figures.get("places"):
        text += tr(", from %n place(s)", n=figures["places"])
    return text


def interval(figures: Dict[str, Any]) -> str:
    """``89 % (74–95)`` for a table."""
    ends = figures.get("oa_interval")
    return percent(figures["oa"]) + (f" ({round(100 * ends[0])}–{round(100 * ends[1])})" if ends else "")


def class_sentence(figure: ClassFigure, name: str) -> str:
    """``crops: none of 46 pixels found``."""
    n = figure.of
    if figure.measure == "producers":
        texts = tr("{name}: none of {of} pixel(s) found", n=n), tr("{name}: {share} of {of} pixel(s) found", n=n)
    else:
        none = tr("{name}: none of {of} mapped pixel(s) right", n=n)
        texts = none, tr("{name}: {share} of {of} mapped pixel(s) right", n=n)
    return texts[bool(figure.right)].format(name=name, share=percent(figure.value), of=in_figures(n))


def summary(card: Card) -> str:
    """Where the model comes from, in a few lines of rich text."""
    training = card.get("training") or {}
    pixels = sum((training.get("pixels") or {}).values())
    facts = [
        (tr("Trained"), str(card.get("created") or "")[:10]),
        (tr("Pixel size"), tr("{} m").format(in_figures(card["gsd"])) if card.get("gsd") else ""),
        (tr("Labels"), tr("{} pixel(s)", n=pixels).format(in_figures(pixels)) if pixels else ""),
        (tr("Effort"), _effort(training.get("effort"))),
        (tr("Continued from"), training.get("continued_from")),
    ]
    for spec in card["sensors"]:
        facts.append((sensor_title(spec["sensor"]), f"{count_bands(len(spec['bands']))}, {_units(spec)}"))
    facts += [
        (tr("Author"), card.get("author")),
        (tr("Licence"), card.get("licence")),
        (tr("Citation"), card.get("citation")),
        (tr("Data"), card.get("attribution")),
    ]
    rows = "".join(
        f"<tr><td style='padding-right:8px'>{html.escape(title)}</td><td>{html.escape(str(value))}</td></tr>"
        for title, value in facts
        if value
    )
    return f"<table>{rows}</table>"


def _effort(word: Optional[str]) -> Optional[str]:
    names = {"quick": tr("quick"), "standard": tr("standard"), "thorough": tr("thorough")}
    return names.get(word, word)


def _units(spec: Dict[str, Any]) -> str:
    return units_text(str(spec.get("units") or ""))


def write_class_table(classes: Sequence[Dict[str, Any]]) -> str:
    """Classes as a temporary table of code, name and colour for the algorithm's CLASSES; its path."""
    path = QgsProcessingUtils.generateTempFilename("classes.csv")
    with open(path, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(["code", "name", "colour"])
        table.writerows([entry["code"], entry["name"], entry["colour"]] for entry in classes)
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
        self._accuracy = _table([tr("Sensors"), tr("OA"), tr("F1")], stretch=0)
        self._accuracy.setAccessibleName(tr("Accuracy for each combination of sensors"))
        self._accuracy.setToolTip(
            tr("Overall accuracy and macro-F1 on validation blocks that were kept out of training")
        )
        self._classes = _table([tr("Code"), tr("Class"), tr("Accuracy")], stretch=1)
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

    def show_card(self, card: Card, edited: Optional[List[Dict[str, Any]]] = None) -> None:
        """Show a card, with the classes a person edited earlier where they still have the same codes."""
        self._about.setText(summary(card))
        self._accuracy.setRowCount(0)
        for entry in card.get("accuracy", []):
            flagged = "⚠ " if weak_classes(entry) else ""
            texts = [flagged + _capital(join_sensors(entry["sensors"])), interval(entry), percent(entry["macro_f1"])]
            _add_row(self._accuracy, texts, numbers=(1, 2), tip=f"{texts[0]}\n{expectation(card, entry['sensors'])}")
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
            _add_row(self._classes, [str(entry["code"]), entry["name"], text], numbers=(2,), editable=(1,), tip=tip)
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


def _table(headers: List[str], stretch: int) -> QTableWidget:
    table = QTableWidget(0, len(headers))
    table.setHorizontalHeaderLabels(headers)
    table.setIconSize(QSize(22, 14))
    dress_table(table, stretch)
    return table


def dress_table(table: QTableWidget, stretch: int) -> None:
    """A plain list to read: compact rows, no grid, and column ``stretch`` takes the room that is left."""
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(0)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 6)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeaderItem(stretch).setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def plain_tip(text: str) -> str:
    """A tool tip that shows the text as it is, whatever it looks like: Qt would take what resembles HTML for it."""
    return "<p>" + html.escape(text).replace("\n", "<br>") + "</p>"


def _add_row(
    table: QTableWidget, texts: List[str], numbers: Sequence[int], editable: Sequence[int] = (), tip: str = ""
) -> None:
    row = table.rowCount()
    table.insertRow(row)
    for column, text in enumerate(texts):
        item = QTableWidgetItem(text)
        if column not in editable:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        if column in numbers:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(plain_tip(tip or text))
        table.setItem(row, column, item)


def fit_height(table: QTableWidget, most: int = 8) -> None:
    """Show all rows where they are few; more of them scroll."""
    rows = min(table.rowCount(), most)
    height = sum(table.rowHeight(row) for row in range(rows))
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + height + 2 * table.frameWidth())


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(44, 28)
    pixmap.fill(QColor(colour))
    return QIcon(pixmap)
