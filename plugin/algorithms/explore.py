"""``mamol:explore``: what looks alike in a scene, before anything is labelled."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterRasterDestination,
)

from ...mamol_core.contract import ExploreRequest
from ..results.loading import load_styled
from ..texts import tr
from .area_parameters import area_values, grid_parameters, where_parameters
from .base import as_advanced
from .from_request import given_values, number
from .layer_parameters import add_layer_parameters
from .scene_algorithm import SceneAlgorithm


class ExploreAlgorithm(SceneAlgorithm):
    """Writes a raster of clusters."""

    def name(self) -> str:
        return "explore"

    def displayName(self) -> str:
        return tr("Explore without labels")

    def tags(self) -> List[str]:
        return tr("cluster,k-means,unsupervised,segmentation,explore").split(",")

    def shortDescription(self) -> str:
        return tr("Groups pixels that look alike into clusters, from whichever sensors are there.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Groups the pixels of a scene into clusters that look alike to whichever sensors are there, without any "
            "label or model (k-means). A pixel that some sensors did not see goes to the cluster that is nearest in "
            "what the others saw.</p>"
            "<p>Clusters are no classes: one class may fall into several, and one cluster may hold several classes. "
            "Look at them to see what there is to label. To use them as labels, name them in the layer's style, give "
            "those that belong together one code (in QGIS: Reclassify by table), and train with that class raster.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        add_layer_parameters(self)
        self.addParameter(number(ExploreRequest, "clusters", tr("Number of clusters")))
        for parameter in where_parameters(tr("Extent to look at")):
            self.addParameter(parameter)
        for parameter in [*grid_parameters(), number(ExploreRequest, "seed", tr("Seed"))]:
            self.addParameter(as_advanced(parameter))
        self.addParameter(QgsProcessingParameterRasterDestination("OUTPUT", tr("Clusters")))

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        request, _ = self.ask_engine(parameters, context, feedback)
        load_styled(request.output, tr("Clusters"), tr("Clusters"), context)
        return {"OUTPUT": request.output}

    def build_request(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> ExploreRequest:
        values = {
            **given_values(self, ExploreRequest, parameters, context),
            **area_values(self, parameters, context, feedback, folder),
        }
        return ExploreRequest(layers=self._layers, **values)
