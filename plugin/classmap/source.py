"""A class raster as the algorithms after the map read it: codes as a plain file, classes, what a pixel covers."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Any, Dict, List, Optional, Tuple

from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransformContext,
    QgsCsException,
    QgsDistanceArea,
    QgsFeedback,
    QgsGeometry,
    QgsLayerMetadata,
    QgsPalettedRasterRenderer,
    QgsPointXY,
    QgsRasterLayer,
    QgsUnitTypes,
)
from qgis.PyQt.QtGui import QColor

from ...mamol_core.contract import MAX_CODE
from ..layers import inputs
from ..layers.inputs import InputError
from ..layers.labels import Category, palette
from ..results.map_facts import Facts, facts_of
from ..texts import tr

STEPS_TAG = "MAMOL_STEPS"
"""Tag of a GeoTIFF that tells, a line each, what was done to a map after it was made."""
_STRIP = 4_000_000  # pixels that are read together
_TRUE = 0.01  # up to this deviation the pixel areas of a projected CRS are taken as they are
_PLACES = (0.02, 0.25, 0.5, 0.75, 0.98)  # of the width and height of a raster, where its pixels are measured


class Cancelled(Exception):
    """The run was cancelled."""


@dataclass
class PixelArea:
    """What pixels cover on the ground, in m²: in the middle of the raster, the smallest and the largest.

    ``on_ellipsoid``: measured there, as the projection does not keep areas.
    """

    middle: float
    smallest: float
    largest: float
    on_ellipsoid: bool

    def varies(self) -> bool:
        return self.largest > (1 + _TRUE) * self.smallest


@dataclass
class ChosenMap:
    """What is known of a map's layer without reading its pixels; taken in the thread that the layer belongs to.

    ``path``: what GDAL opens. ``known``: the classes that the layer is drawn with, by code.
    """

    name: str
    path: str
    crs: QgsCoordinateReferenceSystem
    pixel: PixelArea
    known: Dict[int, Category]
    metadata: QgsLayerMetadata
    facts: Optional[Facts]


@dataclass
class ClassRaster:
    """A class raster whose codes were brought into one form. ``pixels``: how many pixels each code has.

    ``path``: a GeoTIFF of one band, uint8 or uint16, in which 0 is no data. ``tags``: the file's own that tell where it
    comes from. ``steps``: what was done to it earlier.
    """

    name: str
    path: str
    pixels: Dict[int, int]
    classes: Dict[int, Category]
    tags: Dict[str, str]
    steps: List[str]


def check(layer: QgsRasterLayer) -> None:
    """Raise InputError, in a sentence, where a layer can't be a map of classes, as far as is known without reading."""
    inputs.raster_path(layer)
    bands = len(inputs.bands_of_layer(layer))
    if bands != 1:
        raise InputError(tr("Layer '{0}' has %n band(s); a map of classes has one.", n=bands).format(layer.name()))
    if not layer.crs().isValid():
        raise InputError(
            tr("Layer '{0}' has no CRS, so what a pixel covers is not known. Set it in the layer's properties.").format(
                layer.name()
            )
        )


def look_at(layer: QgsRasterLayer, folder: str, context: QgsCoordinateTransformContext) -> ChosenMap:
    """What is known of a layer, as QGIS shows it; ``folder`` takes temporary files. Raises InputError."""
    check(layer)
    return ChosenMap(
        name=layer.name(),
        path=inputs.as_displayed(layer, folder, zero_is_empty=True),
        crs=layer.crs(),
        pixel=pixel_area(layer, context),
        known=_drawn_with(layer),
        metadata=layer.metadata().clone(),
        facts=facts_of(layer),
    )


def read(chosen: ChosenMap, folder: str, feedback: QgsFeedback) -> ClassRaster:
    """Bring the codes of a map into ``folder``.

    Raises InputError where there are no whole codes from 1 to 65535, and Cancelled.
    """
    import numpy as np

    source = gdal.Open(chosen.path)
    if source is None:
        raise InputError(tr("Layer '{0}' could not be read by GDAL: {1}").format(chosen.name, gdal.GetLastErrorMsg()))
    band = source.GetRasterBand(1)
    kind = gdal.GDT_Byte if band.DataType == gdal.GDT_Byte else gdal.GDT_UInt16
    path = os.path.join(folder, "codes.tif")
    target = create(path, source, kind)
    counts = np.zeros(MAX_CODE + 1, np.int64)
    step = max(1, _STRIP // source.RasterXSize)
    for row in range(0, source.RasterYSize, step):
        if feedback.isCanceled():
            raise Cancelled
        codes = _codes(band, row, min(step, source.RasterYSize - row), chosen.name)
        counts += np.bincount(codes.ravel(), minlength=MAX_CODE + 1)
        target.GetRasterBand(1).WriteArray(codes, 0, row)
        feedback.setProgress(100 * row / source.RasterYSize)
    target.FlushCache()
    found = {int(code): int(counts[code]) for code in np.flatnonzero(counts) if code}
    if not found:
        raise InputError(tr("Layer '{0}' holds no class: all its pixels are 0 or no data.").format(chosen.name))
    kept = {name: text for name, text in source.GetMetadata().items() if name.startswith(("MAMOL_", "TIFFTAG_"))}
    steps = kept.pop(STEPS_TAG, "").splitlines()
    names = dict(enumerate(band.GetCategoryNames() or []))
    return ClassRaster(chosen.name, path, found, _classes(chosen.known, names, list(found)), kept, steps)


def _codes(band: gdal.Band, row: int, height: int, name: str) -> Any:
    """Codes (height, width) of some rows, 0 = no data."""
    import numpy as np

    values = band.ReadAsArray(0, row, band.XSize, height)
    mask = band.GetMaskBand().ReadAsArray(0, row, band.XSize, height)
    if values is None or mask is None:
        raise InputError(tr("Layer '{0}' could not be read by GDAL: {1}").format(name, gdal.GetLastErrorMsg()))
    values[(mask == 0) | ~np.isfinite(values)] = 0
    wrong = values[(values < 0) | (values > MAX_CODE) | (values != np.round(values))]
    if wrong.size:
        raise InputError(
            tr("Layer '{0}' holds {1}; a map of classes holds whole codes from 1 to {2}.").format(
                name, f"{wrong[0]:g}", MAX_CODE
            )
        )
    return values.astype(np.uint8 if band.DataType == gdal.GDT_Byte else np.uint16)


def create(path: str, like: gdal.Dataset, kind: int) -> gdal.Dataset:
    """A GeoTIFF of one band of codes, 0 = no data, on the pixels of another raster. Raises InputError."""
    options = ["TILED=YES", "COMPRESS=DEFLATE", "BIGTIFF=IF_SAFER"]
    made = gdal.GetDriverByName("GTiff").Create(path, like.RasterXSize, like.RasterYSize, 1, kind, options)
    if made is None:
        raise InputError(tr("{0} can't be written: {1}").format(os.path.basename(path), gdal.GetLastErrorMsg()))
    made.SetGeoTransform(like.GetGeoTransform())
    made.SetSpatialRef(like.GetSpatialRef())
    made.GetRasterBand(1).SetNoDataValue(0)
    return made


def _drawn_with(layer: QgsRasterLayer) -> Dict[int, Category]:
    """Name and colour of the codes that the layer is drawn with, or else that its file has."""
    if isinstance(layer.renderer(), QgsPalettedRasterRenderer):
        return palette(layer)
    table = layer.dataProvider().colorTable(1)
    return {int(item.value): Category(item.label, QColor(item.color).name()) for item in table}


def _classes(known: Dict[int, Category], names: Dict[int, str], codes: List[int]) -> Dict[int, Category]:
    """Name and colour of each code: as the layer is drawn, else by the ``names`` of the file, else made up."""
    classes = {}
    for number, code in enumerate(sorted(codes)):
        entry = known.get(code) or Category("", "")
        drawn = entry.name if entry.name != str(code) else ""
        name = drawn or names.get(code) or tr("Class {0}").format(code)
        classes[code] = Category(name, entry.colour or QColor.fromHsv((number * 137) % 360, 150, 200).name())
    return classes


def measure(crs: QgsCoordinateReferenceSystem, context: QgsCoordinateTransformContext) -> QgsDistanceArea:
    """What measures areas on the ellipsoid of a CRS."""
    area = QgsDistanceArea()
    area.setSourceCrs(crs, context)
    area.setEllipsoid(crs.ellipsoidAcronym() or "EPSG:7030")
    return area


def square_metres(crs: QgsCoordinateReferenceSystem) -> float:
    """The nominal area of a square unit of a projected CRS, in m²."""
    metres, _ = QgsUnitTypes.decodeDistanceUnit("meters")  # whose name as an enum differs between QGIS 3 and 4
    return float(QgsUnitTypes.fromUnitToUnitFactor(crs.mapUnits(), metres)) ** 2


def pixel_area(layer: QgsRasterLayer, context: QgsCoordinateTransformContext) -> PixelArea:
    """What the layer's pixels cover.

    In a projected CRS that is their nominal area, unless the projection stretches areas by more than 1 % somewhere on
    the raster; then, and in degrees, it is the area on the ellipsoid.
    """
    crs, extent = layer.crs(), layer.extent()
    wide, high = extent.width() / layer.width(), extent.height() / layer.height()
    found = []
    for down in _PLACES:
        for across in _PLACES:
            centre = extent.xMinimum() + across * extent.width(), extent.yMinimum() + down * extent.height()
            found.append(_area_at(crs, context, centre, (wide, high)))
    nominal = 0.0 if crs.isGeographic() else wide * high * square_metres(crs)
    if nominal and all(abs(area / nominal - 1) <= _TRUE for area in found):
        return PixelArea(nominal, nominal, nominal, on_ellipsoid=False)
    return PixelArea(found[len(found) // 2], min(found), max(found), on_ellipsoid=True)


def _area_at(
    crs: QgsCoordinateReferenceSystem,
    context: QgsCoordinateTransformContext,
    centre: Tuple[float, float],
    size: Tuple[float, float],
) -> float:
    """The area on the ellipsoid, in m², of a pixel of that size; of many together, as one alone is measured roughly."""
    many = 10
    (x, y), (wide, high) = centre, size
    half = many * wide / 2, many * high / 2
    corners = [(x + i * half[0], y + j * half[1]) for i, j in ((-1, -1), (1, -1), (1, 1), (-1, 1))]
    square = QgsGeometry.fromPolygonXY([[QgsPointXY(*corner) for corner in corners]])
    try:
        return abs(measure(crs, context).measureArea(square)) / many**2
    except QgsCsException:  # beside the Earth
        return 0.0
