"""A virtual mosaic (GDAL's VRT): one raster that only points to the files of its rows."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as xml  # nosec B405: writes, never parses

from ..files import write_texts
from ..geotiff import reporting_errors
from .grid import Grid
from .legend import LandClass
from .products import Product
from .styles import class_style, ramp_style

_TYPES = {"uint8": "Byte", "uint16": "UInt16"}


def write_mosaic(
    path: Path, grid: Grid, product: Product, classes: Sequence[LandClass], files: Sequence[tuple[Path, slice]]
) -> None:
    """Write ``path`` and, for land cover and shares, a QGIS style beside it.

    ``files``: full-width rasters and the rows of ``grid`` that each covers; named relative to the mosaic where
    they lie on one drive. OutputError.
    """
    root = xml.Element("VRTDataset", rasterXSize=str(grid.width), rasterYSize=str(grid.height))
    xml.SubElement(root, "SRS").text = grid.crs.to_wkt()
    xml.SubElement(root, "GeoTransform").text = ", ".join(f"{value:.17g}" for value in grid.transform.to_gdal())
    for number, description in enumerate(product.bands, 1):
        band = xml.SubElement(root, "VRTRasterBand", dataType=_TYPES[product.dtype], band=str(number))
        xml.SubElement(band, "Description").text = description
        xml.SubElement(band, "NoDataValue").text = str(product.nodata)
        if product.name == "output":
            _add_legend(band, classes)
        for file, rows in files:
            size: dict[str, Any] = {"xSize": str(grid.width), "ySize": str(rows.stop - rows.start)}
            source = xml.SubElement(band, "SimpleSource")
            name = xml.SubElement(source, "SourceFilename", relativeToVRT="1")
            try:
                name.text = os.path.relpath(file, path.parent)
            except ValueError:  # on Windows: no way leads from one drive to another
                name.text = os.path.abspath(file)
                name.set("relativeToVRT", "0")
            xml.SubElement(source, "SourceBand").text = str(number)
            xml.SubElement(source, "SrcRect", xOff="0", yOff="0", **size)
            xml.SubElement(source, "DstRect", xOff="0", yOff=str(rows.start), **size)
    texts = {path: xml.tostring(root, encoding="unicode")}
    if product.name == "output":
        texts = {path.with_suffix(".qml"): class_style(classes), **texts}
    elif product.percent:
        texts = {path.with_suffix(".qml"): ramp_style(), **texts}
    with reporting_errors(path):
        write_texts(texts)


def _add_legend(band: xml.Element, classes: Sequence[LandClass]) -> None:
    by_code = {entry.code: entry for entry in classes}
    xml.SubElement(band, "ColorInterp").text = "Palette"
    table = xml.SubElement(band, "ColorTable")
    names = xml.SubElement(band, "CategoryNames")
    for code in range(max(by_code) + 1):
        entry = by_code.get(code)
        red, green, blue = entry.rgb if entry else (0, 0, 0)
        xml.SubElement(table, "Entry", c1=str(red), c2=str(green), c3=str(blue), c4="255" if entry else "0")
        xml.SubElement(names, "Category").text = entry.name if entry else ("no data" if code == 0 else "")
