"""The area to map: all layers, the map canvas, the extent of a layer, or a layer's polygons."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsReferencedRectangle,
)
from qgis.gui import QgsMapCanvas
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QComboBox

from ..texts import tr
from .layer_picker import LayerPicker

LAYERS, CANVAS, EXTENT, POLYGONS = "layers", "canvas", "extent", "polygons"


class AreaChoice(QObject):
    """What the widgets for the area say. ``changed``: another area now. ``picked``: a person chose it."""

    changed = pyqtSignal()
    picked = pyqtSignal()

    def __init__(self, canvas: QgsMapCanvas, kind: QComboBox, layer: LayerPicker, selected: QCheckBox) -> None:
        super().__init__(kind)
        self._canvas, self._kind, self._layer, self._selected = canvas, kind, layer, selected
        kind.addItem(tr("Full extent of the layers"), LAYERS)
        kind.addItem(tr("Map canvas extent"), CANVAS)
        kind.addItem(tr("Extent of a layer"), EXTENT)
        kind.addItem(tr("Polygons of a layer"), POLYGONS)
        layer.hide()
        selected.hide()
        canvas.extentsChanged.connect(self._canvas_moved)
        kind.currentIndexChanged.connect(self._kind_changed)
        layer.layerChanged.connect(self._layer_changed)
        for picker in (kind, layer):
            picker.activated.connect(lambda _index: self.picked.emit())
        selected.toggled.connect(lambda _checked: (self.picked.emit(), self.changed.emit()))

    def unload(self) -> None:
        """Listen to the canvas no more."""
        self._canvas.extentsChanged.disconnect(self._canvas_moved)

    def parameters(self) -> Dict[str, Any]:
        """EXTENT or AOI of ``mamol:classify``; neither where all layers are to be mapped."""
        kind, layer = self._kind.currentData(), self._layer.currentLayer()
        if kind == CANVAS:
            crs = self._canvas.mapSettings().destinationCrs()
            return {"EXTENT": QgsReferencedRectangle(self._canvas.extent(), crs)}
        if kind == EXTENT and layer is not None:
            return {"EXTENT": QgsReferencedRectangle(layer.extent(), layer.crs())}
        if kind == POLYGONS and layer is not None:
            only_selected = not self._selected.isHidden() and self._selected.isChecked()
            return {"AOI": QgsProcessingFeatureSourceDefinition(layer.id(), only_selected)}
        return {}

    def missing_reason(self) -> str:
        """What is still to be chosen; empty where nothing is."""
        if self._needs_layer() and self._layer.currentLayer() is None:
            return tr("Choose the layer that gives the area.")
        return ""

    def state(self) -> Optional[List[str]]:
        """Kind and layer id, to be kept in a project; None for what is chosen at first."""
        kind, layer = self._kind.currentData(), self._layer.currentLayer()
        if kind == LAYERS:
            return None
        return [kind, layer.id() if layer and self._needs_layer() else ""]

    def take_up(self, state: Optional[List[str]]) -> None:
        """Choose what was kept."""
        kind, layer_id = state or [LAYERS, ""]
        self._kind.setCurrentIndex(max(0, self._kind.findData(kind)))
        self._kind_changed(0)
        if layer_id:
            self._layer.choose(QgsProject.instance().mapLayer(layer_id))

    def _needs_layer(self) -> bool:
        return self._kind.currentData() in (EXTENT, POLYGONS)

    def _kind_changed(self, _index: int) -> None:
        filters = QgsMapLayerProxyModel.Filter
        polygons = self._kind.currentData() == POLYGONS
        kinds = filters.PolygonLayer if polygons else filters.HasGeometry | filters.RasterLayer
        self._layer.set_up(kinds, tr("Choose a layer…"))
        if self._layer.count() == 2:
            self._layer.choose(self._layer.layer(1))
        self._layer.setVisible(self._needs_layer())

    def _layer_changed(self, layer: Optional[QgsMapLayer]) -> None:
        polygons = self._kind.currentData() == POLYGONS
        self._selected.setVisible(polygons and layer is not None and layer.selectedFeatureCount() > 0)
        self.changed.emit()

    def _canvas_moved(self) -> None:
        if self._kind.currentData() == CANVAS:
            self.changed.emit()
