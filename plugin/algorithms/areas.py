"""``mamol:areas``: what each class of a map covers, as a whole and in zones."""

from __future__ import annotations

from typing import Any, ClassVar, Dict, List, Optional, Tuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingOutputNumber,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterField,
    QgsProcessingParameterFileDestination,
)

from ...mamol_core.contract import AreasRequest
from ..layers.inputs import InputError
from ..results.map_facts import area_caution
from ..results.pages import paragraph, table_html, write_page
from ..texts import in_figures, tr
from .base import as_advanced
from .layer_parameters import is_given
from .map_algorithm import POLYGON, MapAlgorithm, map_parameter


class AreasAlgorithm(MapAlgorithm):
    """Writes a table of areas."""

    request = AreasRequest
    maps: ClassVar[Dict[str, str]] = {"MAP": "map", "ZONES_RASTER": "zones"}
    features: ClassVar[Dict[str, Tuple[str, str]]] = {"ZONES": ("zones", "zone_field")}
    files = ("OUTPUT", "PAGE")

    def name(self) -> str:
        return "areas"

    def displayName(self) -> str:
        return tr("Area of each class")

    def tags(self) -> List[str]:
        return tr("area,hectares,zonal,histogram,statistics,class").split(",")

    def shortDescription(self) -> str:
        return tr("Hectares of each class of a map, in all and in each zone.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Sums up the hectares of each class of a map, in all and in each zone: polygons, such as "
            "municipalities, or a raster of zones. A pixel belongs to the zone that holds its centre. Of a map "
            "in degrees, areas are those on the ellipsoid.</p>"
            "<p>These are areas of the map, errors included. <i>Assess a map</i> estimates what the classes really "
            "cover.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        self.addParameter(map_parameter("MAP", tr("Map")))
        self.addParameter(QgsProcessingParameterFeatureSource("ZONES", tr("Zones"), [POLYGON], optional=True))
        self.addParameter(
            QgsProcessingParameterField(
                "ZONE_FIELD", tr("Field that names the zones"), parentLayerParameterName="ZONES", optional=True
            )
        )
        self.addParameter(as_advanced(map_parameter("ZONES_RASTER", tr("Or a raster of zones"), True)))
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "PAGE", tr("Table of areas"), tr("HTML files (*.html)"), optional=True, createByDefault=True
            )
        )
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "OUTPUT", tr("Table as CSV"), tr("CSV files (*.csv)"), optional=True, createByDefault=False
            )
        )
        self.addOutput(QgsProcessingOutputNumber("HECTARES", tr("Hectares in all")))

    def check_values(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> None:
        if is_given(parameters.get("ZONES")) and is_given(parameters.get("ZONES_RASTER")):
            raise InputError(tr("Both polygons and a raster of zones were given. Choose one of the two."))

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        request, result = self.ask_engine(parameters, context, feedback)
        outputs: Dict[str, Any] = {"HECTARES": result["total_ha"]}
        if request.output:
            outputs["OUTPUT"] = request.output
        if is_given(parameters.get("PAGE")):
            outputs["PAGE"] = self.parameterAsFileOutput(parameters, "PAGE", context)
            parts = [paragraph(area_caution()), *_tables(result)]
            write_page(outputs["PAGE"], tr("Area of each class, {0}").format(result["map"]), parts)
        return outputs


def _tables(result: Dict[str, Any]) -> List[str]:
    names = {entry["code"]: entry["name"] for entry in result["classes"]}
    whole = {"name": tr("Whole map"), "classes": result["classes"]}
    heads = [tr("Zone"), tr("Class"), tr("Pixels"), tr("Hectares"), tr("Share")]
    rows = [
        [
            zone["name"],
            names[entry["code"]],
            in_figures(entry["pixels"]),
            in_figures(entry["area_ha"], 2),
            tr("{} %").format(in_figures(100 * entry["share"], 1)),
        ]
        for zone in [whole, *result["zones"]]
        for entry in zone["classes"]
    ]
    if not result["zones"]:
        heads, rows = heads[1:], [row[1:] for row in rows]
    return [table_html(heads, rows)]
