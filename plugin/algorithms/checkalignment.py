"""``mamol:checkalignment``: how far layers, and labels, lie from one another."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFileDestination,
)

from ...mamol_core.contract import AlignRequest
from ..layers.inputs import InputError
from ..texts import tr
from .from_request import given_values
from .layer_parameters import add_layer_parameters, is_given
from .scene_algorithm import SceneAlgorithm


class CheckAlignmentAlgorithm(SceneAlgorithm):
    """Writes a page on what lies off, and by how much."""

    def name(self) -> str:
        return "checkalignment"

    def displayName(self) -> str:
        return tr("Check alignment of layers and labels")

    def tags(self) -> List[str]:
        return tr("alignment,co-registration,shift,offset,geometry,displacement,labels").split(",")

    def shortDescription(self) -> str:
        return tr("Tells how far layers, and labels, lie from one another, to a fraction of a pixel.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Compares the edges that layers show with one another, and with those of polygons or of a class raster. "
            "The page tells for each pair by how many metres it lies off and how sure that is, with a picture, or that "
            "it can't be told: edges of a terrain model are seldom those of an image.</p>"
            "<p>A shift is only claimed beyond doubt, and from half a pixel on; up to six pixels are looked at. Give "
            "one layer and labels, or several layers. The metres that bring the labels to the layers are a result only "
            "where they can be told. Nothing is changed: move labels or layers, if you want to, with "
            "the advanced parameters of <i>Train a land-cover model</i> and <i>Classify land cover</i>.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        add_layer_parameters(self)
        self.add_labels(tr("Labels: polygons"), points=False)
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("Alignment"), tr("HTML files (*.html)"), optional=True, createByDefault=True
            )
        )
        self.addOutput(QgsProcessingOutputNumber("EAST", tr("Metres east that bring the labels to the layers")))
        self.addOutput(QgsProcessingOutputNumber("NORTH", tr("Metres north that bring the labels to the layers")))

    def check_layers(self, layers: Any, said: Any, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        self.check_labels(parameters)
        labelled = is_given(parameters.get("LABELS")) or is_given(parameters.get("LABELS_RASTER"))
        if len(layers) < 2 and not labelled:
            raise InputError(tr("One layer alone was given. Choose a second layer, or labels, to compare it with."))

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        request, result = self.ask_engine(parameters, context, feedback)
        if not any(found["sensor"] is None and found["east"] is not None for found in result["findings"]):
            return {"OUTPUT": request.output}  # no shift of labels can be told, which is not one of 0 m
        east, north = result["labels_shift"] or (0.0, 0.0)
        return {"OUTPUT": request.output, "EAST": east, "NORTH": north}

    def build_request(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> AlignRequest:
        values = given_values(self, AlignRequest, parameters, context)
        values.update(self.labels_values(values.get("field"), parameters, context, feedback, folder))
        return AlignRequest(layers=self._layers, **values)
