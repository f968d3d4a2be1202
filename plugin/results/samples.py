"""Reference points and places to label in the project: named, styled, with a form of the classes."""

from __future__ import annotations

from qgis.core import QgsMapLayer, QgsProcessingContext, QgsProcessingFeedback, QgsVectorLayer

from ...mamol_core.cards import read_card
from ..labelling import form
from ..layers.labels import CODE_FIELD
from ..layers.samples import design_of
from ..paths import stem
from .loading import ResultPostProcessor, is_temporary


class OnTop(ResultPostProcessor):
    """Puts a layer above all others: it would be of no use below an image."""

    def postProcessLayer(
        self, layer: QgsMapLayer, context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> None:
        super().postProcessLayer(layer, context, feedback)
        root = (layer.project() or context.project()).layerTreeRoot()
        node = root.findLayer(layer.id())
        if node is not None:
            root.insertChildNode(0, node.clone())
            node.parent().removeChildNode(node)


class SamplePostProcessor(OnTop):
    """Gives reference points the form and the symbols."""

    def style(self, layer: QgsMapLayer) -> None:
        design = design_of(layer)
        if design is not None and isinstance(layer, QgsVectorLayer):
            form.prepare_sample(layer, design)


class PlacesPostProcessor(OnTop):
    """Gives places to label the form and the symbols, with the classes of the model."""

    def __init__(self, path: str, model: str) -> None:
        super().__init__(path, None, 0, visible=True)
        card = read_card(model)
        self._classes = [(entry["name"], entry["colour"]) for entry in card["classes"]]

    def style(self, layer: QgsMapLayer) -> None:
        if isinstance(layer, QgsVectorLayer):
            form.prepare_places(layer, CODE_FIELD, self._classes)


def load_sample(path: str, context: QgsProcessingContext) -> None:
    """Name and style the reference points that QGIS will load."""
    if context.willLoadLayerOnCompletion(path):
        details = context.layerToLoadOnCompletionDetails(path)
        details.name = stem(path)
        details.setPostProcessor(SamplePostProcessor(path, None, 0, visible=True))


def load_places(path: str, model: str, context: QgsProcessingContext) -> None:
    """Name and style the places to label that QGIS will load."""
    if context.willLoadLayerOnCompletion(path):
        details = context.layerToLoadOnCompletionDetails(path)
        if not is_temporary(path):
            details.name = stem(path)
        details.setPostProcessor(PlacesPostProcessor(path, model))
