"""A virtual raster (GDAL's VRT) over the files of a product: no pixel is copied."""

from __future__ import annotations

import os
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree import ElementTree as xml  # nosec B405: writes, never parses

import rasterio
from rasterio.errors import NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader

from ..errors import LayerError

_TYPES = {
    "uint8": "Byte", "int8": "Int8", "uint16": "UInt16", "int16": "Int16", "uint32": "UInt32", "int32": "Int32",
    "float32": "Float32", "float64": "Float64",
}  # fmt: skip
_DRIFT = 0.01  # of a pixel of the finest file


@dataclass(frozen=True)
class BandFile:
    """A band of a virtual raster: the file that GDAL opens and its band there, and what is known of it.

    ``wavelength_nm``: of its centre. Reflectance, where the values are such, is ``scale * value + offset``.
    """

    path: str
    index: int = 1
    name: str = ""
    wavelength_nm: float | None = None
    scale: float = 1.0
    offset: float = 0.0
    nodata: float | None = None


@dataclass(frozen=True)
class Parts:
    """What a product is made of. ``date``: when it was taken, ISO 8601, None where nothing tells."""

    kind: str
    role: str
    bands: tuple[BandFile, ...]
    mask: tuple[BandFile, ...]
    date: str | None


def virtual_raster(bands: Sequence[BandFile], title: str, tags: Mapping[str, str], folder: str | None = None) -> str:
    """The VRT, as XML, on the pixels of the finest file; coarser ones are repeated onto them.

    ``folder``: where the VRT will lie, to name files relative to it where that is possible. LayerError, naming
    ``title``, where a file can't be opened or the files do not lie on one grid.
    """
    files = {path: _look(path, title) for path in dict.fromkeys(band.path for band in bands)}
    finest = min(files.values(), key=lambda file: abs(file.transform.a))
    root = xml.Element("VRTDataset", rasterXSize=str(finest.width), rasterYSize=str(finest.height))
    xml.SubElement(root, "SRS").text = finest.crs
    coefficients = finest.transform.to_gdal()
    xml.SubElement(root, "GeoTransform").text = ", ".join(repr(float(number)) for number in coefficients)
    about = xml.SubElement(root, "Metadata")
    for key, value in tags.items():
        xml.SubElement(about, "MDI", key=key).text = value
    for number, band in enumerate(bands, start=1):
        _add_band(root, number, band, files[band.path], finest, title, folder)
    return xml.tostring(root, encoding="unicode")


@dataclass(frozen=True)
class _File:
    width: int
    height: int
    transform: rasterio.Affine
    crs: str
    dtypes: tuple[str, ...]
    nodata: tuple[float | None, ...]
    blocks: tuple[int, int]


def _look(path: str, title: str) -> _File:
    try:
        with warnings.catch_warnings(), rasterio.open(path) as dataset:
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            return _facts(dataset, path, title)
    except RasterioError as error:
        raise LayerError(
            f"{title}: {os.path.basename(path)} can't be read (GDAL: {error}).", "Copy the product again."
        ) from None


def _facts(dataset: DatasetReader, path: str, title: str) -> _File:
    if not dataset.crs or dataset.transform.is_identity:
        raise LayerError(
            f"{title}: {os.path.basename(path)} has no place on a map: it is not terrain corrected.",
            "Choose a product that is orthorectified or terrain corrected.",
        )
    rows, cols = dataset.block_shapes[0]
    return _File(
        dataset.width, dataset.height, dataset.transform, dataset.crs.to_wkt(), dataset.dtypes, dataset.nodatavals,
        (cols, rows),
    )  # fmt: skip


def _add_band(
    root: xml.Element, number: int, band: BandFile, file: _File, finest: _File, title: str, folder: str | None
) -> None:
    # Where the file lies in pixels of the finest one.
    left, top = ~finest.transform * (file.transform.c, file.transform.f)
    right, bottom = ~finest.transform * (file.transform * (file.width, file.height))
    if file.crs != finest.crs or max(abs(left), abs(top)) > file.transform.a / finest.transform.a:
        raise LayerError(
            f"{title}: {os.path.basename(band.path)} does not lie on the grid of the product's other files.",
            "Give products of different tiles or dates one by one.",
        )
    dtype = _TYPES.get(file.dtypes[band.index - 1])
    if dtype is None:
        raise LayerError(f"{title}: {os.path.basename(band.path)} has values of type {file.dtypes[band.index - 1]}.")
    entry = xml.SubElement(root, "VRTRasterBand", dataType=dtype, band=str(number))
    if band.name:
        xml.SubElement(entry, "Description").text = band.name
    if band.wavelength_nm:
        imagery = xml.SubElement(entry, "Metadata", domain="IMAGERY")
        xml.SubElement(imagery, "MDI", key="CENTRAL_WAVELENGTH_UM").text = f"{band.wavelength_nm / 1000:.6g}"
    nodata = file.nodata[band.index - 1] if band.nodata is None else band.nodata
    if nodata is not None:
        xml.SubElement(entry, "NoDataValue").text = f"{nodata:.17g}"
    if (band.scale, band.offset) != (1.0, 0.0):
        xml.SubElement(entry, "Offset").text = repr(band.offset)
        xml.SubElement(entry, "Scale").text = repr(band.scale)
    source = xml.SubElement(entry, "SimpleSource")
    relative = _relative(band.path, folder)
    name = xml.SubElement(source, "SourceFilename", relativeToVRT="1" if relative else "0")
    name.text = relative or band.path
    xml.SubElement(source, "SourceBand").text = str(band.index)
    xml.SubElement(
        source, "SourceProperties", RasterXSize=str(file.width), RasterYSize=str(file.height), DataType=dtype,
        BlockXSize=str(file.blocks[0]), BlockYSize=str(file.blocks[1]),
    )  # fmt: skip
    xml.SubElement(source, "SrcRect", xOff="0", yOff="0", xSize=str(file.width), ySize=str(file.height))
    xml.SubElement(
        source, "DstRect", xOff=_pixels(left), yOff=_pixels(top), xSize=_pixels(right - left),
        ySize=_pixels(bottom - top),
    )  # fmt: skip


def _pixels(number: float) -> str:
    whole = round(number)
    return str(whole) if abs(number - whole) < _DRIFT else repr(float(number))


def _relative(path: str, folder: str | None) -> str | None:
    """The path as seen from the VRT's folder; None for files in archives, and on another drive of Windows."""
    if folder is None or path.startswith("/vsi"):
        return None
    try:
        return os.path.relpath(path, folder).replace(os.sep, "/")
    except ValueError:
        return None
