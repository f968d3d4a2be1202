"""``mamol:compare``: where and how two maps differ, and which of them is right more often."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, List, Optional, Tuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputHtml,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFolderDestination,
    QgsProcessingParameterRasterDestination,
)

from ...mamol_core.contract import CompareRequest
from ..results.loading import load_styled
from ..texts import tr
from .map_algorithm import POINT, MapAlgorithm, map_parameter, reference_parameters


class CompareAlgorithm(MapAlgorithm):
    """Writes a raster of the changes between two maps, and a report on them."""

    request = CompareRequest
    maps: ClassVar[Dict[str, str]] = {"MAP": "map", "OTHER": "other", "STRATA": "strata"}
    named = ("MAP", "OTHER")
    features: ClassVar[Dict[str, Tuple[str, str]]] = {"REFERENCE": ("reference", "field")}
    files = ("OUTPUT",)

    def name(self) -> str:
        return "compare"

    def displayName(self) -> str:
        return tr("Compare two maps")

    def tags(self) -> List[str]:
        return tr("difference,change,agreement,McNemar,accuracy,transition").split(",")

    def shortDescription(self) -> str:
        return tr("Where and how two maps differ and, with reference points, which is right more often.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Tells where and how two maps differ: a layer of the differences, a table of what became what, and the "
            "area of each class in both. The second map is read on the pixels of the first.</p>"
            "<p>With reference points, also which map is right more often: the difference of their accuracies with its "
            "95 % interval, and McNemar's test. The points should be a sample drawn from the first map, or from the "
            "raster given as strata.</p>"
            "<p>The difference of two maps is not a measure of change on the ground: both have errors.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.addParameter(map_parameter("MAP", tr("First map")))
        self.addParameter(map_parameter("OTHER", tr("Second map")))
        for parameter in reference_parameters(True, [POINT]):
            self.addParameter(parameter)
        self.addParameter(
            QgsProcessingParameterRasterDestination("OUTPUT", tr("Differences"), optional=True, createByDefault=True)
        )
        self.addParameter(QgsProcessingParameterFolderDestination("REPORT", tr("Report folder"), optional=True))
        self.addOutput(QgsProcessingOutputHtml("REPORT_HTML", tr("Comparison of two maps")))
        self.addOutput(QgsProcessingOutputNumber("AGREEMENT", tr("Share of the area with the same class")))

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        request, result = self.ask_engine(parameters, context, feedback)
        outputs: Dict[str, Any] = {"AGREEMENT": result["agreement"]}
        if request.output:
            outputs["OUTPUT"] = request.output
            title = tr("Differences, {0} to {1}").format(request.map_name, request.other_name)
            load_styled(request.output, tr("Differences"), title, context)
        if request.report:
            outputs.update(REPORT=request.report, REPORT_HTML=result["report_html"])
        return outputs
