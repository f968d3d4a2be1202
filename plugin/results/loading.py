"""What becomes of results in the project: styled, named, and side by side in one group.

Post-processors run only where Processing loads layers, so the files carry their style themselves as well (a QML
beside each, written by the engine). They also place the group, since QGIS 3.22 has no ``LayerDetails.groupName``.
"""

from __future__ import annotations

import csv
import os
from typing import Dict, List, Optional, Tuple

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLayerTreeGroup,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProcessingUtils,
    QgsProject,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ..layers import products
from ..paths import stem
from ..texts import tr
from . import layer_actions, map_facts

# Processing keeps only the C++ half of a post-processor.
_alive: List["ResultPostProcessor"] = []


class ResultGroup:
    """The layer-tree group of one run, made when its first layer arrives."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._group: Optional[QgsLayerTreeGroup] = None
        self._positions: Dict[str, int] = {}

    def adopt(self, layer: QgsMapLayer, project: QgsProject, position: int, visible: bool) -> None:
        """Move the layer into the group, in order of ``position`` from the top."""
        root = project.layerTreeRoot()
        node = root.findLayer(layer.id())
        if node is None:
            return
        parent = node.parent()
        if self._group is None:
            # On top, since the layer itself may be within the group of an earlier result.
            self._group = root.insertGroup(0, self._name)
        moved = node.clone()
        moved.setItemVisibilityChecked(visible)
        moved.setExpanded(position == 0)
        # On a desktop the new layer may be in the group already, wherever QGIS put it.
        places = [self._positions.get(child.layerId(), -1) for child in self._group.findLayers()]
        self._group.insertChildNode(next((k for k, place in enumerate(places) if place > position), -1), moved)
        self._positions[layer.id()] = position
        parent.removeChildNode(node)


class ResultPostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Styles a loaded result from the QML beside its file and puts it into its group."""

    def __init__(
        self,
        path: str,
        group: Optional[ResultGroup],
        position: int,
        visible: bool,
        facts: Optional[map_facts.Facts] = None,
    ) -> None:
        super().__init__()
        self._path, self._group, self._position, self._visible = path, group, position, visible
        self._facts = facts
        _alive.append(self)

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        self.style(layer)
        if self._facts is not None:
            layer.setName(map_facts.free_title(layer.name(), layer.project() or context.project(), layer))
            map_facts.keep_with(layer, self._facts)
            layer_actions.offer(layer)
        if self._group is not None:
            self._group.adopt(layer, layer.project() or context.project(), self._position, self._visible)
        else:
            node = (layer.project() or context.project()).layerTreeRoot().findLayer(layer.id())
            if node is not None:
                node.setExpanded(True)
        if self in _alive:
            _alive.remove(self)

    def style(self, layer: QgsMapLayer) -> None:
        style = os.path.splitext(self._path)[0] + ".qml"
        if os.path.exists(style):
            layer.loadNamedStyle(style)
            layer.triggerRepaint()


class LabelPostProcessor(ResultPostProcessor):
    """Draws the example's training polygons in the colours of its class table."""

    def __init__(self, path: str, group: ResultGroup, position: int, field: str, table: str) -> None:
        super().__init__(path, group, position, visible=True)
        self._field, self._table = field, table

    def style(self, layer: QgsMapLayer) -> None:
        if not isinstance(layer, QgsVectorLayer):
            return
        index = layer.fields().lookupField(self._field)
        with open(self._table, newline="", encoding="utf-8") as file:
            classes = list(csv.DictReader(file))
        categories = []
        for entry in classes:
            value = int(entry["code"]) if layer.fields().at(index).isNumeric() else entry["name"]
            symbol = QgsFillSymbol.createSimple({"color": entry["colour"], "outline_color": "#202020"})
            categories.append(QgsRendererCategory(value, symbol, entry["name"]))
        layer.setRenderer(QgsCategorizedSymbolRenderer(self._field, categories))


def is_temporary(path: str) -> bool:
    """Whether the file lies in Processing's temporary folder, which QGIS empties when it closes."""
    folder = os.path.realpath(QgsProcessingUtils.tempFolder())
    return os.path.realpath(path).startswith(folder + os.sep)


def prepare_loading(paths: Dict[str, Optional[str]], facts: map_facts.Facts, context: QgsProcessingContext) -> None:
    """Name, style and group those outputs of a classification that QGIS will load; ``paths``: output name -> file.

    A map whose file a person named has that name, others are called by model and sensors. The side products are grouped
    below the land cover and not drawn at first, as they would cover one another.
    """
    loaded = {name: path for name, path in paths.items() if path and context.willLoadLayerOnCompletion(path)}
    main = paths["OUTPUT"]
    title = map_facts.title(facts) if is_temporary(main) else stem(main)
    group = ResultGroup(title) if len(loaded) > 1 else None
    for position, (name, path) in enumerate(loaded.items()):
        details = context.layerToLoadOnCompletionDetails(path)
        if name == "OUTPUT" and details.name == tr("Land cover"):
            details.name = title
        kept = facts if name == "OUTPUT" else None
        details.setPostProcessor(ResultPostProcessor(path, group, position, name == "OUTPUT", kept))


def load_styled(path: str, default: str, title: str, context: QgsProcessingContext) -> None:
    """Name and style a raster that QGIS will load. ``default``: what it is called where a person named no file."""
    if context.willLoadLayerOnCompletion(path):
        details = context.layerToLoadOnCompletionDetails(path)
        if details.name == default:
            details.name = title if is_temporary(path) else stem(path)
        details.setPostProcessor(ResultPostProcessor(path, None, 0, visible=True))


def load_example(files: Dict[str, Tuple[str, str]], field: str, table: str, context: QgsProcessingContext) -> None:
    """Ask Processing to open the example scene; ``files``: output name -> (file, title), from the top down."""
    group = ResultGroup(tr("Example scene (simulated)"))
    for position, (name, (path, title)) in enumerate(files.items()):
        details = QgsProcessingContext.LayerDetails(title, context.project(), name)
        if name == "LABELS":
            details.setPostProcessor(LabelPostProcessor(path, group, position, field, table))
        else:
            details.setPostProcessor(ResultPostProcessor(path, group, position, visible=name != "TRUTH"))
        context.addLayerToLoadOnCompletion(path, details)


class ProductPostProcessor(ResultPostProcessor):
    """Keeps the cloud mask of a product with its layer."""

    def __init__(self, path: str, group: Optional[ResultGroup], mask: Optional[str]) -> None:
        super().__init__(path, group, position=0, visible=True)
        self._mask = mask

    def style(self, layer: QgsMapLayer) -> None:
        if self._mask:
            products.keep_mask_with(layer, self._mask)


def load_product(path: str, name: str, mask: Optional[str], context: QgsProcessingContext) -> None:
    """Ask Processing to open a product's raster and, below it and not drawn, its cloud mask."""
    group = ResultGroup(name) if mask else None
    details = QgsProcessingContext.LayerDetails(name, context.project(), "OUTPUT")
    details.setPostProcessor(ProductPostProcessor(path, group, mask))
    context.addLayerToLoadOnCompletion(path, details)
    if mask:
        details = QgsProcessingContext.LayerDetails(
            tr("Cloud mask of {product}").format(product=name), context.project(), "MASK"
        )
        details.setPostProcessor(ResultPostProcessor(mask, group, 1, visible=False))
        context.addLayerToLoadOnCompletion(mask, details)
