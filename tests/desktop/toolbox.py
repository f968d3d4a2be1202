"""The Processing toolbox, and the dialog of an algorithm, in a person's hands."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from qgis.gui import QgsFilterLineEdit
from qgis.PyQt.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDockWidget,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTextEdit,
    QToolButton,
    QTreeView,
    QWidget,
)
from qgis.utils import iface

from tests.desktop import hands


def run_dialog(title: str, act: Callable[[Dialog], Any]) -> Any:
    """Search the toolbox for an algorithm, open its dialog by a double click, and use it."""
    tree = find(title)
    return hands.modal(
        lambda: hands.click_item(tree, tree.currentIndex(), twice=True), lambda window: act(Dialog(window))
    )


def run_batch(title: str, act: Callable[[QWidget], Any]) -> Any:
    """Search the toolbox for an algorithm, open its batch table from the context menu, and use it."""
    tree = find(title)
    place = tree.visualRect(tree.currentIndex()).center()
    return hands.modal(lambda: hands.context_menu(tree.viewport(), place, "Execute as Batch Process"), act)


def find(title: str, search: str = "") -> Any:
    """The toolbox's tree, with the algorithm of that title found and chosen; ``search``: other words to type."""
    toolbox = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    if not toolbox.isVisible():
        hands.menu("Processing", "Toolbox")
    hands.wait_for(toolbox.isVisible)
    hands.type_in(hands.the(QgsFilterLineEdit, toolbox), search or title)
    tree = hands.the(QTreeView, toolbox)

    def chosen() -> bool:
        return title == tree.currentIndex().data()

    def look() -> bool:
        for index in below(tree.model()):
            if index.data() == title:
                hands.click_item(tree, index)
                return chosen()
        return False

    hands.wait_for(look, 10, f"the algorithm {title!r} in the toolbox")
    return tree


def below(model: Any, parent: Any = None) -> list[Any]:
    rows = model.rowCount(parent) if parent is not None else model.rowCount()
    found = []
    for row in range(rows):
        index = model.index(row, 0, parent) if parent is not None else model.index(row, 0)
        found += [index, *below(model, index)]
    return found


class Dialog:
    """The dialog of an algorithm; fields go by the titles that stand above them."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def field(self, title: str) -> QWidget:
        """What stands below, or beside, a title."""
        for label in hands.shown(QLabel, self.window):
            if re.sub(r" \[optional\]$", "", hands.plain(label.text())) == title:
                layout = label.parentWidget().layout()
                place = layout.indexOf(label)
                return layout.itemAt(place + 1).widget()
        titles = [hands.plain(label.text()) for label in hands.shown(QLabel, self.window)]
        raise AssertionError(f"there is no field {title!r} among {titles}")

    def choose(self, title: str, entry: str) -> None:
        hands.choose(hands.the(QComboBox, self.field(title)), entry)

    def type_in(self, title: str, text: str) -> None:
        hands.type_in(hands.the(QLineEdit, self.field(title)), text)

    def show_advanced(self) -> None:
        """Unfold the advanced parameters, which QGIS keeps as they were in the last dialog."""
        group = hands.the(QGroupBox, self.window, name="grpAdvanced")
        if group.property("collapsed"):
            hands.click(hands.the(QToolButton, group, name="collapseButton"))

    def tick(self, title: str) -> None:
        hands.click(hands.the(QCheckBox, self.window, text=title))

    def run(self, seconds: float = 120) -> str:
        """Press Run, wait for the end, and return what the log says."""
        asked = len(hands.boxes())
        hands.press(QPushButton, self.window, "Run")
        hands.wait_for(lambda: self.is_over() or len(hands.boxes()) > asked, seconds, "the end of the run")
        assert len(hands.boxes()) == asked, f"Run was refused: {hands.boxes()[-1]}"
        return self.log()

    def is_over(self) -> bool:
        """Whether the log tells that the run has ended, and what came out has been opened."""
        return bool(re.search(r"Execution failed after|Algorithm '.*' finished", self.log()))

    def log(self) -> str:
        return "\n".join(text.toPlainText() for text in self.window.findChildren(QTextEdit))

    def close(self) -> None:
        hands.press(QPushButton, self.window, "Close")


class Batch:
    """The batch table of an algorithm; rows count from 0, columns go by their heads."""

    def __init__(self, window: QWidget) -> None:
        self.window = window
        self.table = hands.the(QTableWidget, window)

    def add_row(self) -> None:
        hands.click(hands.the(QToolButton, self.window, name="btnAdd"))

    def cell(self, row: int, title: str) -> QWidget:
        heads = [self.table.horizontalHeaderItem(column) for column in range(self.table.columnCount())]
        column = [head.text() if head else "" for head in heads].index(title)
        self.table.scrollTo(self.table.model().index(row + 1, column))  # the first line fills whole columns
        return self.table.cellWidget(row + 1, column)

    def choose(self, row: int, title: str, entry: str) -> None:
        hands.choose(hands.the(QComboBox, self.cell(row, title)), entry)

    def type_in(self, row: int, title: str, text: str) -> None:
        hands.type_in(hands.the(QLineEdit, self.cell(row, title)), text)

    def load_layers(self) -> None:
        box = hands.the(QCheckBox, self.window, text="Load layers on completion")
        if not box.isChecked():
            hands.click(box)

    def show_all(self) -> None:
        """Make the window as wide as the screen lets it, and go to the first column."""
        self.window.setGeometry(120, 180, 1200, 340)
        self.table.horizontalScrollBar().setValue(0)

    def run(self, seconds: float = 180) -> str:
        """Press Run, wait until all rows are done, and return what the log says."""
        hands.press(QPushButton, self.window, "Run")
        hands.wait_for(lambda: "Batch execution completed" in self.log(), seconds, "the end of the batch")
        return self.log()

    def log(self) -> str:
        return "\n".join(text.toPlainText() for text in self.window.findChildren(QTextEdit))
