"""A picker of one of the project's layers that never changes its mind by itself."""

from __future__ import annotations

from typing import Any, List, Optional

from qgis.core import QgsMapLayer, QgsProject
from qgis.gui import QgsMapLayerComboBox
from qgis.PyQt.QtCore import pyqtSignal
from qgis.PyQt.QtWidgets import QComboBox, QWidget


class LayerPicker(QgsMapLayerComboBox):
    """Falls back to no layer where its layer leaves the project; the plain combo box would take the next one.

    ``layerChanged`` tells every change, also one to no layer; ``lost`` that the layer was taken away. May be narrower
    than its longest name.
    """

    lost = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._kept = ""
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.activated.connect(lambda _index: self._keep(self.currentLayer()))
        QgsProject.instance().layersRemoved.connect(self._look_for_mine)

    def set_up(self, filters: Any, empty: str) -> None:
        """Offer the layers of these kinds, and an entry for none, which is chosen."""
        self.setFilters(filters)
        self.setAllowEmptyLayer(True, empty)
        self.choose(None)

    def setLayer(self, layer: Optional[QgsMapLayer]) -> None:
        super().setLayer(layer)
        self._keep(layer)

    def choose(self, layer: Optional[QgsMapLayer]) -> None:
        if layer is not None:
            self.setLayer(layer)
            return
        self._keep(None)
        self.setCurrentIndex(0)
        self.layerChanged.emit(None)

    def _keep(self, layer: Optional[QgsMapLayer]) -> None:
        # What was chosen, not what is shown: the list moves on before the project says that a layer has left.
        self._kept = layer.id() if layer is not None else ""

    def _look_for_mine(self, ids: List[str]) -> None:
        if self._kept in ids:
            self.choose(None)
            self.lost.emit()
