"""The plugin's dock and its training dialog, in a person's hands."""

from __future__ import annotations

from typing import Any

from qgis.PyQt.QtWidgets import QLabel, QPushButton, QTableWidget
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
    hands.press(QPushButton, dock, "Train")
    dialog = hands.the(hands.QDialog, name="TrainDialog")
    table = dialog.findChild(QTableWidget, "classes")
    hands.wait_for(table.rowCount, 20, "the classes in the training dialog")
    return dialog


def said(dock: Any) -> str:
    """What the dock's messages say."""
    return " ".join(label.text() for label in dock.messages.findChildren(QLabel) if label.isVisible())
