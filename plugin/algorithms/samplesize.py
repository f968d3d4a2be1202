"""``mamol:samplesize``: how many reference points a map needs, and how many in each class."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, List, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFile,
    QgsProcessingParameterFileDestination,
    QgsProcessingParameterString,
)

from ...mamol_core import contract
from ...mamol_core.contract import SampleRequest
from ..layers.inputs import InputError
from ..results.pages import paragraph, table_html, write_page
from ..texts import in_figures, tr
from .base import as_advanced
from .from_request import choice, given_values, number
from .layer_parameters import is_given
from .map_algorithm import MapAlgorithm, map_parameter


class SampleSizeAlgorithm(MapAlgorithm):
    """Tells the size of a sample, and its allocation to the strata."""

    request = SampleRequest
    maps: ClassVar[Dict[str, str]] = {"MAP": "map", "STRATA": "strata"}

    def name(self) -> str:
        return "samplesize"

    def displayName(self) -> str:
        return tr("Sample size")

    def tags(self) -> List[str]:
        return tr("accuracy,sample,reference,stratified,allocation,Olofsson,Cochran").split(",")

    def shortDescription(self) -> str:
        return tr("Tells how many reference points a map needs, and how many in each class.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Tells how many reference points are needed to know how right a map is, and how many of them in each "
            "class, before anything is drawn (Cochran 1977; Olofsson et al. 2014).</p>"
            "<p><i>Standard error</i> is the uncertainty of the overall accuracy that you aim at: 0.02 gives an "
            "interval of about ± 4 percentage points. Or give the <i>number of points</i> that you can label. "
            "<i>Proportional</i> allocation follows the area of the classes, but gives each class the <i>least number "
            "of points</i>; <i>equal</i> treats rare classes like large ones; <i>optimal</i> makes the overall "
            "accuracy as certain as can be.</p>"
            "<p>Any class raster will do, whatever made it. 0 and no data are left out.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.addParameter(map_parameter("MAP", tr("Map")))
        self._add_sampling()
        page = QgsProcessingParameterFileDestination(
            "PAGE", tr("Table of sample sizes"), tr("HTML files (*.html)"), optional=True, createByDefault=True
        )
        self.addParameter(page)
        self.addOutput(QgsProcessingOutputNumber("POINTS", tr("Number of points")))

    def _add_sampling(self) -> None:
        self.addParameter(number(self.request, "target_se", tr("Standard error to aim at (default: 0.02)")))
        self.addParameter(number(self.request, "size", tr("Or the number of points")))
        how = tr("proportional: by area; equal: as many in each class; optimal: for the overall accuracy")
        self.addParameter(
            choice("allocation", tr("Allocation to the classes"), contract.ALLOCATIONS, "proportional", how)
        )
        least = tr("Without it 50, or fewer of a small sample")
        self.addParameter(number(self.request, "minimum", tr("Least number of points of each class"), least))
        how = tr("stratified: so many in each class; random: at random from the whole map")
        advanced = [
            choice("design", tr("How points are drawn"), contract.DESIGNS, "stratified", how),
            QgsProcessingParameterString(
                "COUNTS", tr("Points of each class, in place of the allocation (water=50, forest=120)"), optional=True
            ),
            QgsProcessingParameterFile(
                "EXPECTED",
                tr("Accuracy that is expected of each class (table of class and fraction)"),
                optional=True,
                fileFilter=tr("Table (*.csv *.tsv)"),
            ),
            map_parameter("STRATA", tr("Raster of strata, if not the classes of the map"), True),
        ]
        for parameter in advanced:
            self.addParameter(as_advanced(parameter))

    def check_values(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        if is_given(parameters.get("SIZE")) and is_given(parameters.get("TARGET_SE")):
            raise InputError(
                tr("Both a number of points and a standard error were given. Give one: one follows from the other.")
            )
        design = given_values(self, self.request, parameters, context).get("design")
        if design == "random" and is_given(parameters.get("STRATA")):
            raise InputError(
                tr("A simple random sample has no strata. Leave the raster of strata out, or draw a stratified sample.")
            )

    def build_request(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback, folder: str
    ) -> contract.Request:
        if is_given(parameters.get("COUNTS")):
            self._values["allocation"] = self.parameterAsString(parameters, "COUNTS", context)
            parameters = {**parameters, "ALLOCATION": None}
        return super().build_request(parameters, context, feedback, folder)

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        _, result = self.ask_engine(parameters, context, feedback)
        heads, rows = allocation_table(result)
        outputs: Dict[str, Any] = {"POINTS": result["size"]}
        if is_given(parameters.get("PAGE")):
            outputs["PAGE"] = self.parameterAsFileOutput(parameters, "PAGE", context)
            total = tr("%n point(s) in all.", n=result["size"])
            write_page(outputs["PAGE"], tr("Sample size"), [paragraph(total), table_html(heads, rows)])
        return outputs


def allocation_table(result: Dict[str, Any]) -> Any:
    """Heads and rows: each stratum's share of the area, the accuracy expected of it, and its points."""
    heads = [tr("Stratum"), tr("Share of the area"), tr("Expected accuracy"), tr("Points")]
    rows = [
        [
            stratum["name"],
            tr("{} %").format(in_figures(100 * stratum["share"], 2)),
            in_figures(stratum["expected"], 2),
            in_figures(stratum["points"]),
        ]
        for stratum in result["strata"]
    ]
    return heads, rows
