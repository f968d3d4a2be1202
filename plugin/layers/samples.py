"""Reference points as ``mamol:drawsample`` writes them: their design, their classes, and the pixel of each."""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from typing import Any, Dict, Optional, Tuple

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsGeometry,
    QgsMapLayer,
    QgsPointXY,
    QgsProviderRegistry,
    QgsVectorLayer,
)

from ...mamol_core.contract import DESIGN_SUFFIX, REFERENCE_FIELD


@dataclass
class SampleDesign:
    """``classes``: (code, name, colour). ``map_name``: the file that was drawn from, with its CRS and transform."""

    classes: Tuple[Tuple[int, str, str], ...]
    map_name: str
    crs: QgsCoordinateReferenceSystem
    transform: Tuple[float, ...]

    def pixel_at(self, point: QgsPointXY) -> QgsGeometry:
        """The outline of the pixel under a point, both in the map's CRS."""
        a, b, c, d, e, f = self.transform
        geotransform = (c, a, b, f, d, e)
        inverse = gdal.InvGeoTransform(geotransform)
        if inverse is None:
            return QgsGeometry()
        column, row = (int(part // 1) for part in gdal.ApplyGeoTransform(inverse, point.x(), point.y()))
        corners = [(0, 0), (1, 0), (1, 1), (0, 1)]
        places = [gdal.ApplyGeoTransform(geotransform, column + x, row + y) for x, y in corners]
        return QgsGeometry.fromPolygonXY([[QgsPointXY(*place) for place in places]])


def file_of(layer: Optional[QgsMapLayer]) -> str:
    """The file that a layer shows; empty where it is none."""
    provider = layer.dataProvider() if layer is not None else None
    if provider is None:
        return ""
    parts = QgsProviderRegistry.instance().decodeUri(provider.name(), layer.source())
    return str(parts.get("path") or "")


def design_beside(layer: Optional[QgsMapLayer]) -> Optional[str]:
    """The design file beside the points that a layer shows; None where there is none."""
    path = file_of(layer)
    design = os.path.splitext(path)[0] + DESIGN_SUFFIX if path else ""
    return design if design and os.path.isfile(design) else None


def design_of(layer: Optional[QgsMapLayer]) -> Optional[SampleDesign]:
    """The design of the points that a layer shows; None where it shows no drawn sample, or its design can't be read."""
    if not isinstance(layer, QgsVectorLayer) or layer.fields().lookupField(REFERENCE_FIELD) < 0:
        return None
    path = design_beside(layer)
    try:
        return _read(path) if path else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read(path: str) -> SampleDesign:
    with open(path, encoding="utf-8") as file:
        content: Dict[str, Any] = json.load(file)
    classes = tuple((int(entry["code"]), str(entry["name"]), str(entry["colour"])) for entry in content["classes"])
    source = content["map"]
    transform = tuple(float(part) for part in source["transform"])
    if len(transform) != 6:
        raise ValueError(path)
    return SampleDesign(classes, str(source["name"]), QgsCoordinateReferenceSystem(source["crs"]), transform)
