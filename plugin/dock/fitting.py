"""Whether the model is fitted to the layers: offered where they lie outside what it knows."""

from __future__ import annotations

from typing import Any, Dict

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox

from .check import RunCheck


class Fitting(QObject):
    """What the box says. It shows where the engine's check finds reason to offer it, and while it is ticked.

    ``changed``: a person ticked it or no more.
    """

    changed = pyqtSignal()

    def __init__(self, box: QCheckBox) -> None:
        super().__init__(box)
        self._box = box
        box.hide()
        box.toggled.connect(lambda _checked: self.changed.emit())

    def chosen(self) -> bool:
        return self._box.isChecked()

    def parameters(self) -> Dict[str, Any]:
        """What ``mamol:classify`` is told."""
        return {"MATCH": True} if self.chosen() else {}

    def take_up(self, chosen: bool) -> None:
        """Choose what was kept."""
        self._box.setChecked(chosen)
        self._box.setVisible(chosen)

    def show_for(self, check: RunCheck) -> None:
        """Offer it, or take the offer back, by what the engine says; while that is awaited nothing changes."""
        if check.answered:
            outside = any(entry.get("outside") for entry in check.layers.values())
            self._box.setVisible(outside or self.chosen())
