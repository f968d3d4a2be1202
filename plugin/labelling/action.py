"""The entry Label points in the context menu of layers of reference points."""

from __future__ import annotations

from typing import TYPE_CHECKING, List, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsVectorLayer
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction, QMessageBox

from ..paths import ICON
from ..texts import tr

if TYPE_CHECKING:
    from .panel import LabelPanel


class LabelAction:
    """Offers the entry to layers with a sampling design beside their file. ``unload`` takes it and the panel back."""

    def __init__(self, iface: QgisInterface) -> None:
        self._iface = iface
        self.panel: Optional["LabelPanel"] = None
        self._action = QAction(QIcon(ICON), tr("&Label points…"), iface.mainWindow())
        self._action.triggered.connect(lambda _checked=False: self._open())
        iface.addCustomActionForLayerType(self._action, "", QgsVectorLayer("None", "", "memory").type(), False)
        self._layers_added(list(QgsProject.instance().mapLayers().values()))
        QgsProject.instance().layersAdded.connect(self._layers_added)

    def unload(self) -> None:
        QgsProject.instance().layersAdded.disconnect(self._layers_added)
        self._iface.removeCustomActionForLayerType(self._action)
        self._action.deleteLater()
        self._remove_panel()

    def _layers_added(self, layers: List[QgsMapLayer]) -> None:
        points = [layer for layer in layers if isinstance(layer, QgsVectorLayer)]
        if points:
            from ..layers.samples import design_beside  # not before somebody has a vector layer

            for layer in points:
                if design_beside(layer) is not None:
                    self._iface.addCustomActionForLayer(self._action, layer)

    def _open(self) -> None:
        from ..layers.samples import design_beside, design_of

        layer = self._iface.activeLayer()
        design = design_of(layer)
        if design is None or not isinstance(layer, QgsVectorLayer):
            text = tr("The sampling design of layer '{0}' can't be read: {1}. Draw the points anew.")
            name = layer.name() if layer is not None else ""
            QMessageBox.warning(
                self._iface.mainWindow(), tr("Label points"), text.format(name, design_beside(layer) or tr("none"))
            )
            return
        from .panel import LabelPanel

        self._remove_panel()
        self.panel = LabelPanel(self._iface, layer, design)
        self._iface.addTabifiedDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.panel, raiseTab=True)

    def _remove_panel(self) -> None:
        if self.panel is not None:
            self.panel.leave()
            self._iface.removeDockWidget(self.panel)
            self.panel.deleteLater()
            self.panel = None
