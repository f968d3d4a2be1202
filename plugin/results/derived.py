"""What becomes of a layer that was made of a map: where it comes from goes along, and is added to.

Post-processors keep it with the layers of the project; the files say it themselves as well.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Dict, List, Optional, Sequence, Tuple

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFillSymbol,
    QgsLayerMetadata,
    QgsMapLayer,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingLayerPostProcessorInterface,
    QgsProject,
    QgsRendererCategory,
    QgsVectorLayer,
)

from ...mamol_core.files import remove
from ..layers.labels import Category
from ..paths import version
from ..texts import tr
from . import layer_actions, map_facts

# Processing keeps only the C++ half of a post-processor.
_alive: List["DerivedPostProcessor"] = []


def step_text(what: str, name: str) -> str:
    """A line for the history of a layer; ``what``: what was done, ``name``: with which map."""
    return tr("{what} Made with MaMOL Land Cover {version} from '{name}'.").format(
        what=what, version=version(), name=name
    )


def with_steps(source: QgsLayerMetadata, steps: List[str]) -> QgsLayerMetadata:
    """The metadata of a map, with these steps in its history. ``steps``: all, of which it may have the first."""
    metadata = source.clone()
    for step in steps:
        if step not in metadata.history():
            metadata.addHistoryItem(step)
    metadata.setType("dataset")
    return metadata


def class_renderer(field: str, classes: Dict[int, Category]) -> QgsCategorizedSymbolRenderer:
    """Polygons by the code of their class, in the map's colours."""
    categories = []
    for code, entry in sorted(classes.items()):
        symbol = QgsFillSymbol.createSimple({"color": entry.colour, "outline_color": "#404040", "outline_width": "0.1"})
        categories.append(QgsRendererCategory(code, symbol, entry.name))
    return QgsCategorizedSymbolRenderer(field, categories)


class DerivedPostProcessor(QgsProcessingLayerPostProcessorInterface):
    """Styles and describes a layer that was made of a map. ``facts``: of a map, with what its pixels are now."""

    def __init__(
        self,
        metadata: QgsLayerMetadata,
        renderer: Optional[QgsCategorizedSymbolRenderer] = None,
        facts: Optional[map_facts.Facts] = None,
    ) -> None:
        super().__init__()
        self._metadata, self._renderer, self._facts = metadata, renderer, facts
        _alive.append(self)

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        project = layer.project() or context.project() or QgsProject.instance()
        layer.setName(map_facts.free_title(layer.name(), project, layer))
        if self._renderer is not None and isinstance(layer, QgsVectorLayer):
            layer.setRenderer(self._renderer.clone())
        elif self._renderer is None:
            layer.loadNamedStyle(os.path.splitext(layer.source())[0] + ".qml")  # Processing loads it without one
        if self._facts is not None:
            map_facts.keep_facts(layer, self._facts)
            layer_actions.offer(layer)
        self._metadata.setTitle(layer.name())
        self._metadata.setIdentifier(os.path.basename(layer.source()).partition("|")[0])
        self._metadata.setCrs(layer.crs())
        layer.setMetadata(self._metadata)
        layer.triggerRepaint()
        node = project.layerTreeRoot().findLayer(layer.id())
        if node is not None:
            node.setExpanded(True)
        if self in _alive:
            _alive.remove(self)


def prepare_loading(
    destination: str, name: str, title: str, post_processor: DerivedPostProcessor, context: QgsProcessingContext
) -> None:
    """Have QGIS name and describe what it loads; ``name``: of the output, which a person may have changed."""
    if not context.willLoadLayerOnCompletion(destination):
        return
    details = context.layerToLoadOnCompletionDetails(destination)
    if details.name == name:
        details.name = title
    details.setPostProcessor(post_processor)


def remove_vector(path: str) -> None:
    """Remove a vector file that was begun, with what its database has beside it; what is no file stays."""
    if os.path.isfile(path):
        remove([Path(path + suffix) for suffix in ("", "-journal", "-wal", "-shm")])


def style_file(path: str, metadata: QgsLayerMetadata, renderer: QgsCategorizedSymbolRenderer) -> None:
    """Write style and metadata beside a vector file, for QGIS to find and a person to read."""
    layer = QgsVectorLayer(path, os.path.splitext(os.path.basename(path))[0], "ogr")
    if not layer.isValid():
        return
    stem = os.path.splitext(path)[0]
    layer.setRenderer(renderer.clone())
    layer.saveNamedStyle(stem + ".qml", QgsMapLayer.StyleCategory.Symbology)
    described = metadata.clone()
    described.setTitle(layer.name())
    described.setCrs(layer.crs())
    layer.setMetadata(described)
    layer.saveNamedMetadata(stem + ".qmd")


def recounted(facts: Optional[map_facts.Facts], counts: Sequence[Tuple[str, int]]) -> Optional[map_facts.Facts]:
    """The facts about a map with the names and pixels that its classes have now; None of no facts."""
    if facts is None:
        return None
    classes: List[Dict[str, Any]] = [{"name": name, "pixels": pixels} for name, pixels in counts]
    return {**facts, "classes": classes}
