"""``mamol:suggest``: places where a label would teach a model most."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessing,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterFile,
    QgsProcessingParameterVectorDestination,
)

from ...mamol_core.contract import SuggestRequest
from ..layers.inputs import InputError
from ..results.samples import load_places
from ..texts import tr
from .area_parameters import area_values, grid_parameters, where_parameters
from .base import as_advanced, device_parameter, geopackage_problem, named_files
from .from_request import given_values, number
from .layer_parameters import add_layer_parameters, check_bands
from .scene_algorithm import SceneAlgorithm


class SuggestAlgorithm(SceneAlgorithm):
    """Writes squares to label, and opens them with a form for their classes."""

    def name(self) -> str:
        return "suggest"

    def displayName(self) -> str:
        return tr("Where to label next")

    def tags(self) -> List[str]:
        return tr("active learning,labels,training,uncertainty,samples,suggest").split(",")

    def shortDescription(self) -> str:
        return tr("Suggests places to label: those a model is unsure of and that are unlike its labels so far.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Suggests where to label next: places of the scene where a model is unsure, and that look unlike the "
            "labels there are, spread over the scene. The result is a layer of squares with an empty field "
            "<code>class</code>, the most useful place first: fill it in where you can tell, and train further with "
            "this layer as labels.</p>"
            "<p>Give the model's layers as for <i>Classify land cover</i>, and the labels so far, so that none of "
            "their places is suggested again.</p>"
            "<p>These places are chosen, not drawn at random: use them to train, never to assess a map.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.addParameter(QgsProcessingParameterFile("MODEL", tr("Model"), extension="safetensors"))
        add_layer_parameters(self)
        self.addParameter(number(SuggestRequest, "places", tr("Number of places")))
        self.add_labels(tr("Labels so far"))
        for parameter in where_parameters(tr("Extent to look at")):
            self.addParameter(parameter)
        for parameter in [*grid_parameters(), device_parameter()]:
            self.addParameter(as_advanced(parameter))
        polygons = QgsProcessing.SourceType.TypeVectorPolygon
        self.addParameter(QgsProcessingParameterVectorDestination("OUTPUT", tr("Places to label"), polygons))

    def check_layers(self, layers: Any, said: Any, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        problem = geopackage_problem(named_files(parameters, ["OUTPUT"]))
        if problem:
            raise InputError(problem)
        check_bands(layers, said, self.parameterAsFile(parameters, "MODEL", context))
        self.check_labels(parameters)

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        request, _ = self.ask_engine(parameters, context, feedback)
        load_places(request.output, request.model, context)
        return {"OUTPUT": request.output}

    def build_request(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> SuggestRequest:
        values = {
            **given_values(self, SuggestRequest, parameters, context),
            **area_values(self, parameters, context, feedback, folder),
        }
        values.update(self.labels_values(values.get("field"), parameters, context, feedback, folder))
        return SuggestRequest(layers=self._layers, **values)
