"""``mamol:drawsample``: reference points from a map, to be labelled."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputFile,
    QgsProcessingOutputNumber,
    QgsProcessingParameterVectorDestination,
)

from ..layers.inputs import InputError
from ..results.samples import load_sample
from ..texts import tr
from .base import as_advanced, geopackage_problem, named_files
from .from_request import number
from .map_algorithm import POINT, map_parameter
from .samplesize import SampleSizeAlgorithm


class DrawSampleAlgorithm(SampleSizeAlgorithm):
    """Draws a sample of reference points, and opens it with a form for their classes."""

    files = ("OUTPUT",)

    def name(self) -> str:
        return "drawsample"

    def displayName(self) -> str:
        return tr("Draw reference points")

    def shortDescription(self) -> str:
        return tr("Draws a random sample of points from a map, to be labelled with what is really there.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Draws points at random from a map, so many in each class, to be labelled with what is really there. "
            "<i>Assess a map</i> then tells how right the map is and what its classes cover, with intervals.</p>"
            "<p>Without a <i>number of points</i>, as many are drawn as the <i>standard error</i> needs; "
            "<i>Sample size</i> tells beforehand.</p>"
            "<p>The points don't tell the class of the map, so that nobody is swayed by it. They open with a form of "
            "the map's classes; a right click on their layer offers <i>Label points</i>, which goes from point to "
            "point. How they were drawn is stored in a file beside them, named <code>.design.json</code>: keep the two "
            "together.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.addParameter(map_parameter("MAP", tr("Map")))
        self._add_sampling()
        self.addParameter(as_advanced(number(self.request, "distance", tr("Least distance between points, in metres"))))
        self.addParameter(as_advanced(number(self.request, "seed", tr("Seed"))))
        self.addParameter(QgsProcessingParameterVectorDestination("OUTPUT", tr("Reference points"), POINT))
        self.addOutput(QgsProcessingOutputNumber("POINTS", tr("Number of points")))
        self.addOutput(QgsProcessingOutputFile("DESIGN_FILE", tr("Sampling design")))

    def check_values(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        super().check_values(parameters, context)
        if not named_files(parameters, self.files):
            raise InputError(
                tr(
                    "Choose a file for the reference points. Labelling takes hours, and a temporary file is gone when "
                    "QGIS closes."
                )
            )

        problem = geopackage_problem(named_files(parameters, self.files))
        if problem:
            raise InputError(problem)

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        request, result = self.ask_engine(parameters, context, feedback)
        feedback.pushInfo(
            tr("To label the points, right-click their layer and choose Label points. The design is in {0}.").format(
                result["design_file"]
            )
        )
        load_sample(request.output, context)
        return {"OUTPUT": request.output, "POINTS": result["size"], "DESIGN_FILE": result["design_file"]}
