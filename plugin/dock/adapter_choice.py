"""The adapter to map with, among those that lie beside the model; shown where there are some."""

from __future__ import annotations

import os
from typing import Any, Dict, Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox

from ...mamol_core.adapters import ADAPTER_SUFFIX, adapters_beside
from ..texts import tr


class AdapterChoice(QObject):
    """What the box says. ``changed``: a person chose another one.

    An adapter that was chosen stays chosen where its file is gone: the engine's check then says so.
    """

    changed = pyqtSignal()

    def __init__(self, box: QComboBox) -> None:
        super().__init__(box)
        self._box, self._folder, self._wish = box, "", ""
        self._cards: Dict[str, Dict[str, Any]] = {}
        box.hide()
        box.activated.connect(lambda _row: self.changed.emit())

    def name(self) -> str:
        """The adapter that is chosen; empty for the model as it is."""
        return str(self._box.currentData() or "")

    def card(self) -> Optional[Dict[str, Any]]:
        """The card of the adapter that is chosen; None where there is none."""
        return self._cards.get(self.name())

    def parameters(self) -> Dict[str, Any]:
        """What ``mamol:classify`` is told."""
        return {"ADAPTER": os.path.join(self._folder, self.name() + ADAPTER_SUFFIX)} if self.name() else {}

    def choose(self, name: str) -> None:
        """Choose an adapter of the model that is shown next."""
        self._wish = name

    def show_for(self, path: str, card: Optional[Dict[str, Any]]) -> None:
        """List the adapters of a model by its file and card."""
        self._folder = os.path.dirname(os.path.abspath(path)) if path else ""
        self._box.clear()
        self._box.addItem(tr("The model as it is"), "")
        self._cards = {found["name"]: found for found in (adapters_beside(path, card) if card else ())}
        for name in self._cards:
            self._box.addItem(tr("Adapter {0}").format(name), name)
        wish, self._wish = self._wish, ""
        if wish and card and self._box.findData(wish) < 0:
            self._box.addItem(tr("Adapter {0}").format(wish), wish)
        self._box.setCurrentIndex(max(0, self._box.findData(wish)))
        self._box.setVisible(self._box.count() > 1)
