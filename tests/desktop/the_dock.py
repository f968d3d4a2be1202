"""The plugin's dock and its training dialog, in a person's hands."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QDialog, QLabel, QLineEdit, QPushButton, QTableWidget
from qgis.utils import iface

from tests.desktop import hands


def open_dock() -> Any:
    """Open the dock through the menu Raster, unless it is open."""
    dock = find_dock()
    if dock is None or not dock.isVisible():
        hands.menu("Raster", "MaMOL Land Cover")
    return hands.wait_for(find_dock, 10, "the dock")


def find_dock() -> Any:
    """The dock, once it has been opened."""
    return next((one for one in iface.mainWindow().findChildren(hands.QWidget, "MamolDock")), None)


def open_training(dock: Any) -> Any:
    """Click Train… and wait until the dialog has counted the classes."""
    hands.click(hands.the(QPushButton, dock, name="trainButton"))  # the labelling panel has one of that name too
    dialog = hands.the(QDialog, name="TrainDialog")
    table = dialog.findChild(QTableWidget, "classes")
    hands.wait_for(table.rowCount, 20, "the classes in the training dialog")
    return dialog


def more(dock: Any, title: str) -> None:
    """Choose an entry of the menu ⋯."""
    hands.choose_from(lambda: hands.click(dock.moreButton), title)


def row(rows: Any, sensor: str) -> Any:
    """The row of a sensor, in the dock or in the training dialog."""
    return next(row for row in rows.rows if row.sensor == sensor)


def train(dock: Any, model: Any) -> str:
    """Train on Quick with what the dialog guesses, wait for the end, and return what the dock says."""
    dialog = open_training(dock)
    hands.choose(dialog.effort, "Quick")
    hands.type_in(hands.the(QLineEdit, dialog.model), str(model))
    hands.press(QPushButton, dialog, "Train")
    return wait_for_end(dock)


def type_model(dock: Any, model: str) -> None:
    hands.type_in(hands.the(QLineEdit, dock.modelFile), model)


def classify(dock: Any) -> None:
    """Click Classify as soon as it can be clicked; the run has begun."""
    button = dock.classifyButton
    hands.wait_for(button.isEnabled, 30, f"Classify; the dock says: {dock.expectedResult.text()}")
    hands.click(button)


def is_running(dock: Any) -> bool:
    return dock.cancelButton.isVisible()


def wait_for_end(dock: Any, seconds: float = 120) -> str:
    """Wait until nothing runs any more: what the dock says then."""
    hands.wait_for(lambda: not is_running(dock), seconds, "the end of the run")
    return said(dock)


def said(dock: Any) -> str:
    """What the dock's messages say."""
    return " ".join(label.text() for label in dock.messages.findChildren(QLabel) if label.isVisible())
