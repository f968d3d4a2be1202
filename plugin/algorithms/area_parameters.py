"""Where and how finely: the parameters of all that works on a scene, and what they say to the engine."""

from __future__ import annotations

from typing import Any, Dict, List

from qgis.core import (
    QgsProcessing,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProcessingParameterCrs,
    QgsProcessingParameterDefinition,
    QgsProcessingParameterExtent,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameterNumber,
)

from ..layers import inputs, labels
from ..layers.inputs import InputError
from ..texts import tr
from .layer_parameters import is_given


def where_parameters(extent: str) -> List[QgsProcessingParameterDefinition]:
    """EXTENT, with this title, and AOI."""
    polygons = [QgsProcessing.SourceType.TypeVectorPolygon]
    return [
        QgsProcessingParameterExtent("EXTENT", extent, optional=True),
        QgsProcessingParameterFeatureSource("AOI", tr("Area of interest"), polygons, optional=True),
    ]


def grid_parameters() -> List[QgsProcessingParameterDefinition]:
    """CRS and RESOLUTION."""
    return [
        QgsProcessingParameterCrs("CRS", tr("CRS of the map"), optional=True),
        QgsProcessingParameterNumber(
            "RESOLUTION",
            tr("Resolution of the map, in units of its CRS"),
            QgsProcessingParameterNumber.Type.Double,
            optional=True,
            minValue=0,
        ),
    ]


def area_values(
    algorithm: QgsProcessingAlgorithm,
    parameters: Dict[str, Any],
    context: QgsProcessingContext,
    feedback: QgsProcessingFeedback,
    folder: str,
) -> Dict[str, Any]:
    """The fields of a request that they set; ``folder`` takes the polygons. Raises InputError."""
    extent = algorithm.parameterAsExtent(parameters, "EXTENT", context)
    extent_crs = algorithm.parameterAsExtentCrs(parameters, "EXTENT", context)
    crs = algorithm.parameterAsCrs(parameters, "CRS", context)
    source = algorithm.parameterAsSource(parameters, "AOI", context) if is_given(parameters.get("AOI")) else None
    if source is None and is_given(parameters.get("AOI")):
        raise InputError(algorithm.invalidSourceError(parameters, "AOI"))
    values: Dict[str, Any] = {
        "crs": inputs.crs_text(crs) if crs.isValid() else None,
        "resolution": algorithm.parameterAsDouble(parameters, "RESOLUTION", context) or None,
        "aoi": labels.export_areas(source, folder, feedback) if source else None,
        "aoi_name": source.sourceName() if source else None,
    }
    if not extent.isNull():
        values["extent"] = (extent.xMinimum(), extent.yMinimum(), extent.xMaximum(), extent.yMaximum())
        values["extent_crs"] = inputs.crs_text(extent_crs) if extent_crs.isValid() else None
    return values
