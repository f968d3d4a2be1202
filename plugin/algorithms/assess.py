"""``mamol:assess``: how right a map is and what its classes cover, from reference points."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, List, Optional, Tuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
)

from ...mamol_core.contract import AssessRequest
from ..texts import tr
from .map_algorithm import POINT, POLYGON, MapAlgorithm, map_parameter, reference_parameters


class AssessAlgorithm(MapAlgorithm):
    """Writes the report on a map's accuracy and areas."""

    request = AssessRequest
    maps: ClassVar[Dict[str, str]] = {"MAP": "map", "STRATA": "strata"}
    features: ClassVar[Dict[str, Tuple[str, str]]] = {"REFERENCE": ("reference", "field")}

    def name(self) -> str:
        return "assess"

    def displayName(self) -> str:
        return tr("Assess a map")

    def tags(self) -> List[str]:
        return tr(
            "accuracy,area,confusion matrix,confidence interval,validation,user's accuracy,producer's accuracy,kappa"
        ).split(",")

    def shortDescription(self) -> str:
        return tr("Accuracy and area of each class, with 95 % intervals, from reference points.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Tells how right a map is and what its classes really cover, each figure with its 95 % interval, as "
            "good practice asks for (Olofsson et al. 2014; Stehman 2014). The report is a page that prints well, "
            "with a paragraph on the methods ready to paste.</p>"
            "<p>The reference is best a sample from <i>Draw reference points</i>, whose design is found by itself. Of "
            "other points, say under <i>Advanced</i> how they were drawn. Polygons, or points in clusters, are no "
            "probability sample: they are counted, and get no interval. The class may be a name or a code; the "
            "names are those of the map's layer.</p>"
            "<p>A map that has changed since the sample was drawn is refused. To assess another map with the same "
            "sample, give the map it was drawn from as the raster of strata.</p>"
            "<p>Any class raster will do, whatever made it. Names, colours and nodata values are the layer's.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.addParameter(map_parameter("MAP", tr("Map")))
        for parameter in reference_parameters(False, [POINT, POLYGON]):
            self.addParameter(parameter)
        self.addParameter(QgsProcessingParameterFolderDestination("REPORT", tr("Report folder")))
        self.addOutput(QgsProcessingOutputHtml("REPORT_HTML", tr("Accuracy of the map")))
        self.addOutput(QgsProcessingOutputNumber("OA", tr("Overall accuracy")))
        self.addOutput(QgsProcessingOutputNumber("OA_LOW", tr("Overall accuracy, lower end of the interval")))
        self.addOutput(QgsProcessingOutputNumber("OA_HIGH", tr("Overall accuracy, upper end of the interval")))

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        request, result = self.ask_engine(parameters, context, feedback)
        overall = result["overall"]
        outputs = {"OA": overall["estimate"], "OA_LOW": overall["low"], "OA_HIGH": overall["high"]}
        return {"REPORT": request.report, "REPORT_HTML": result["report_html"], **outputs}
