"""The model designer in a person's hands."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from qgis.gui import QgsModelDesignerDialog
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import (
    QAbstractItemView,
    QAction,
    QApplication,
    QComboBox,
    QDialog,
    QDockWidget,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTabBar,
    QToolButton,
    QWidget,
)

from tests.desktop import hands, pictures, toolbox


def open_designer() -> Designer:
    """Open a designer from the menu Processing (it is called Graphical Modeler or Model Designer)."""
    before = set(_windows())
    for title in ("Graphical Modeler", "Model Designer"):
        if title in hands.entries("Processing"):
            hands.menu("Processing", title)
    (window,) = hands.wait_for(lambda: set(_windows()) - before, 10, "the model designer")
    window.setGeometry(60, 40, 1300, 800)
    return Designer(window)


def edit(title: str) -> Designer:
    """Open a saved model in the designer, from its entry in the toolbox."""
    before = set(_windows())
    tree = toolbox.find(title)
    place = tree.visualRect(tree.currentIndex()).center()
    hands.context_menu(tree.viewport(), place, "Edit Model")
    (window,) = hands.wait_for(lambda: set(_windows()) - before, 10, "the model designer")
    window.setGeometry(60, 40, 1300, 800)
    return Designer(window)


def _windows() -> list[Any]:
    tops = QApplication.topLevelWidgets()
    return [window for window in tops if isinstance(window, QgsModelDesignerDialog) and window.isVisible()]


class Designer:
    """A window of the model designer."""

    def __init__(self, window: QWidget) -> None:
        self.window = window

    def name(self, text: str) -> None:
        self._show_tab("Model Properties")
        hands.type_in(hands.the(QLineEdit, self.window, name="mNameEdit"), text)

    def add_input(self, kind: str, title: str) -> None:
        """Add an input of a kind, such as Raster Layer, with a title."""

        def fill(dialog: QDialog) -> None:
            hands.type_in(hands.shown(QLineEdit, dialog)[0], title)
            hands.press(QPushButton, dialog, "OK")

        self._show_tab("Inputs")
        tree = hands.the(QAbstractItemView, self.window, name="mInputsTreeWidget")
        hands.modal(lambda: hands.click_item(tree, _item(tree, kind), twice=True), fill)

    def add_algorithm(self, title: str, fill: Callable[[Step], Any]) -> None:
        """Search for an algorithm, add it, and fill in its dialog."""

        def act(dialog: QDialog) -> None:
            dialog.setGeometry(300, 20, 700, 850)
            fill(Step(dialog))
            hands.press(QPushButton, dialog, "OK")

        self._show_tab("Algorithms", "Toolbox")
        pane = hands.the(QDockWidget, self.window, name="mAlgorithmsDock")
        hands.type_in(hands.the(QLineEdit, pane), title)
        tree = hands.the(QAbstractItemView, pane)
        hands.wait_for(lambda: _item(tree, title), 10, f"the algorithm {title!r}")
        hands.modal(lambda: hands.click_item(tree, _item(tree, title), twice=True), act)

    def save(self, file: str) -> None:
        """Save under this name where QGIS keeps models, so that the toolbox lists it."""
        hands.modal(lambda: self._choose("mActionSave"), lambda dialog: name_file(dialog, file), QFileDialog)

    def take(self, name: str, width: int, height: int) -> None:
        """Save a picture of the model's beginning."""
        pictures.take(name, self.window.view().viewport(), 0, 0, width, height)

    def close(self) -> None:
        self._choose("mActionClose")

    def _choose(self, name: str) -> None:
        hands.choose_action(self.window.findChild(QAction, name))

    def _show_tab(self, *titles: str) -> None:
        for bar in self.window.findChildren(QTabBar):
            for number in range(bar.count()):
                if bar.tabText(number) in titles:
                    bar.setCurrentIndex(number)
        hands.pause(0.1)


class Step(toolbox.Dialog):
    """The dialog of an algorithm within a model, where a value comes from an input or from another step."""

    def use_input(self, title: str, name: str) -> None:
        self._from(title, "Model Input", name)

    def use_output(self, title: str, name: str) -> None:
        self._from(title, "Algorithm Output", name)

    def name_output(self, title: str, name: str) -> None:
        """Make this output a result of the model."""
        self.type_in(title, name)

    def _from(self, title: str, kind: str, name: str) -> None:
        field = self.field(title)
        button = hands.shown(QToolButton, field)[0]
        hands.choose_action(hands.entry(button.menu(), kind))
        hands.choose(hands.the(QComboBox, field), name)


def name_file(dialog: QFileDialog, file: str) -> None:
    """Type a file's name into the dialog that asks for one, and confirm."""
    field = hands.the(QLineEdit, dialog, name="fileNameEdit")
    field.setFocus()
    field.selectAll()
    QTest.keyClicks(field, file)
    QTest.keyClick(field, Qt.Key.Key_Return)


def _item(tree: QAbstractItemView, title: str) -> Any:
    return next((index for index in toolbox.below(tree.model()) if index.data() == title), None)
