"""Patches of a map that are smaller than the minimum mapping unit take the class of their largest neighbour."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Callable, Dict, List, Tuple

from osgeo import gdal
from qgis.core import QgsFeedback, QgsMapLayer, QgsPalettedRasterRenderer, QgsRasterLayer
from qgis.PyQt.QtGui import QColor

from ...mamol_core.contract import MAX_CODE
from ...mamol_core.errors import OutputError
from ...mamol_core.files import check_writable, remove, replace_all, reporting_write_errors, temporary
from ..layers.inputs import InputError
from ..layers.labels import Category
from ..texts import tr
from .source import STEPS_TAG, Cancelled, ClassRaster, PixelArea, create

_STRIP = 4_000_000  # pixels that are counted together
_SMALLEST_VIEW = 256  # pixels of the coarsest overview


def least_pixels(area: float, pixel: PixelArea) -> int:
    """The pixels that a patch of at least ``area`` m² has."""
    return max(1, math.ceil(area / pixel.middle - 1e-6))


def progress_of(feedback: QgsFeedback, start: float = 0, end: float = 100) -> Callable[..., int]:
    """What GDAL calls as it works: shows the share done between ``start`` and ``end``; 0 ends the work."""

    def show(done: float, *_: object) -> int:
        feedback.setProgress(start + done * (end - start))
        return 0 if feedback.isCanceled() else 1

    return show


def sieve(source: str, target: str, least: int, connectedness: int, progress: Callable[..., int]) -> Dict[int, int]:
    """Write the codes of ``source`` to ``target``, without patches of less than ``least`` pixels: pixels of each code.

    ``connectedness``: 4, or 8 where pixels that touch at a corner belong together. What is no data stays no data, and
    takes no part. Raises InputError where the target can't be written, and Cancelled.
    """
    import numpy as np  # which takes longer to import than all of the plugin

    codes = gdal.Open(source)
    band = codes.GetRasterBand(1)
    made = create(target, codes, band.DataType)
    gdal.ErrorReset()
    failed = gdal.SieveFilter(band, band.GetMaskBand(), made.GetRasterBand(1), least, connectedness, callback=progress)
    if progress(1.0) == 0:
        raise Cancelled
    made.FlushCache()
    if failed or gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise InputError(tr("{0} can't be written: {1}").format(os.path.basename(target), gdal.GetLastErrorMsg()))
    counts = np.zeros(MAX_CODE + 1, np.int64)
    step = max(1, _STRIP // made.RasterXSize)
    for row in range(0, made.RasterYSize, step):
        height = min(step, made.RasterYSize - row)
        written = made.GetRasterBand(1).ReadAsArray(0, row, made.RasterXSize, height)
        counts += np.bincount(written.ravel(), minlength=MAX_CODE + 1)
    return {int(code): int(counts[code]) for code in np.flatnonzero(counts) if code}


def check_target(path: str, raster: str) -> None:
    """Raise InputError where a map can't be written to ``path``, or would replace the one it is made of."""
    if os.path.splitext(path)[1].lower() not in (".tif", ".tiff"):
        raise InputError(tr("{0} does not end in .tif: maps are written as GeoTIFF.").format(os.path.basename(path)))
    if os.path.exists(path) and os.path.exists(raster) and os.path.samefile(path, raster):
        raise InputError(tr("The result would replace the map it is made of. Choose another file name."))
    try:
        check_writable(Path(path))
    except OutputError as error:
        raise InputError(str(error)) from None


def write_map(part: str, path: str, raster: ClassRaster, codes: List[int], step: str) -> None:
    """Give the finished codes in ``part`` what makes them a map, and the name ``path``: colours, names, tags, style.

    ``codes``: the classes it has. ``step``: what was done to it. Raises InputError where that fails.
    """
    classes = {code: raster.classes[code] for code in codes}
    final = Path(path)
    dataset = gdal.Open(part, gdal.GA_Update)
    band = dataset.GetRasterBand(1)
    table = gdal.ColorTable()
    table.SetColorEntry(0, (0, 0, 0, 0))
    for code, entry in classes.items():
        colour = QColor(entry.colour)
        table.SetColorEntry(code, (colour.red(), colour.green(), colour.blue(), 255))
    band.SetColorTable(table)
    dataset.SetMetadata({**raster.tags, STEPS_TAG: "\n".join([*raster.steps, step])})
    sides = max(dataset.RasterXSize, dataset.RasterYSize)
    factors = [2**power for power in range(1, 16) if sides / 2**power > _SMALLEST_VIEW / 2]
    gdal.ErrorReset()
    if factors:
        dataset.BuildOverviews("NEAREST", factors)
    names = [tr("no data"), *(classes[code].name if code in classes else "" for code in range(1, max(codes) + 1))]
    dataset.FlushCache()
    del band, dataset
    if gdal.GetLastErrorType() >= gdal.CE_Failure:
        raise InputError(tr("{0} can't be written: {1}").format(final.name, gdal.GetLastErrorMsg()))
    named = gdal.Open(part)  # read only, so that the names go into the file beside it
    named.GetRasterBand(1).SetCategoryNames(names)
    named.FlushCache()
    del named
    style = os.path.splitext(part)[0] + ".qml"
    layer = QgsRasterLayer(part, final.stem)
    draw(layer, classes)
    layer.saveNamedStyle(style, QgsMapLayer.StyleCategory.Symbology)
    del layer
    changes = [
        (Path(f"{part}.aux.xml"), Path(f"{path}.aux.xml")),
        (Path(style), final.with_suffix(".qml")),
        (None, Path(f"{path}.ovr")),
        (None, Path(f"{path}.msk")),
        (Path(part), final),
    ]
    try:
        with reporting_write_errors(final):
            replace_all(changes)
    except OutputError as error:
        raise InputError(str(error)) from None


def draw(layer: QgsRasterLayer, classes: Dict[int, Category]) -> None:
    """Draw a class raster in the colours of its classes, with their names."""
    entries = [
        QgsPalettedRasterRenderer.Class(code, QColor(entry.colour), entry.name) for code, entry in classes.items()
    ]
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, entries))


def part_of(path: str) -> str:
    """A name beside ``path`` to write to."""
    return str(temporary(Path(path)))


def remove_part(part: str) -> None:
    """Remove what a run that went wrong has left."""
    remove([Path(part), Path(f"{part}.aux.xml"), Path(os.path.splitext(part)[0] + ".qml")])


def changes(raster: ClassRaster, pixels: Dict[int, int]) -> Tuple[List[Tuple[str, int, int]], List[str]]:
    """Name, pixels before and after of each class, and the names of the classes that are gone."""
    rows = [(entry.name, raster.pixels[code], pixels.get(code, 0)) for code, entry in sorted(raster.classes.items())]
    return rows, [name for name, _, after in rows if not after]
