"""Class rasters: codes on the target grid, names from the category names beside the file, colours from its table."""

from __future__ import annotations

import warnings
from collections.abc import Collection
from pathlib import Path
from xml.parsers import expat

import numpy as np
import rasterio
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.errors import NotGeoreferencedWarning
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT

from ..contract import MAX_CLASSES, MAX_CODE
from ..errors import LabelError, MamolError
from ..rasters.grid import Grid
from ..rasters.projection import GDAL_ERRORS
from ..rasters.window import GridWindow
from .windows import blocks_under

_CACHE_MB = 128  # holds a row of blocks; what was read need not stay: GDAL would keep a twentieth of the memory


def open_class_raster(
    path: str, called: str | None = None, noun: str = "label raster", error: type[MamolError] = LabelError
) -> DatasetReader | None:
    """The raster, None where the file is none; ``error`` where it can't be a class raster (bands, CRS, position).

    ``noun``: what it is to its user.
    """
    name = called or Path(path).name
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            source = rasterio.open(path)
    except GDAL_ERRORS:
        return None
    bands = [band for band in source.colorinterp if band != ColorInterp.alpha]
    if not bands:
        problem = "has no raster band of its own", "Name the subdataset that holds the classes."
    elif len(bands) > 1:
        problem = f"has {len(bands)} bands; a class raster with one was expected", "Export the band with the classes."
    elif source.dtypes[0].startswith("complex"):
        problem = "holds complex numbers; whole class codes were expected", "Give a class raster."
    elif source.crs is None:
        problem = "has no CRS", f"Assign the coordinate system of the {noun}."
    elif source.transform.is_identity and not source.gcps[0]:
        problem = "has no position (geotransform)", f"Georeference the {noun}."
    else:
        return source
    source.close()
    raise error(f"The {noun} '{name}' {problem[0]}.", problem[1])


class ClassRaster:
    """The codes of a class raster on a grid, by nearest neighbour, read by block.

    0, NaN, nodata and the codes in ``ignore`` are no label. LabelError where values are not whole numbers from 1 to
    65535, there are too many of them or the file is cut short.
    """

    def __init__(self, source: DatasetReader, grid: Grid, ignore: Collection[int], called: str | None = None) -> None:
        self._name, self._ignore = called or Path(source.name).name, list(ignore)
        self._codes: set[int] = set()
        self.blocks = list(blocks_under(grid, 0, 0, grid.height, grid.width))
        # GDAL's warper has 64-bit integers that doubles can't hold come out as 0, which means no label.
        wide = source.dtypes[0] in ("int64", "uint64")
        # Of a nodata value that is the largest of them, rasterio tells no more than that there is one.
        unsaid = wide and source.nodata is None and MaskFlags.nodata in source.mask_flag_enums[0]
        self._missing = float(np.iinfo(source.dtypes[0]).max) if unsaid else None
        masked = MaskFlags.per_dataset in source.mask_flag_enums[0] and ColorInterp.alpha not in source.colorinterp
        try:
            self._warped = WarpedVRT(
                source,
                crs=grid.crs,
                transform=grid.transform,
                width=grid.width,
                height=grid.height,
                resampling=Resampling.nearest,
                add_alpha=masked,
                dtype="float64" if wide else source.dtypes[0],
            )
        except GDAL_ERRORS as problem:
            raise self._unreadable(problem) from problem

    def read(self, block: GridWindow) -> tuple[np.ndarray, np.ndarray]:
        """Codes of a block, (h, w) uint16 with 0 = none, and (h, w) bool, True where a code of ``ignore`` is."""
        window = block.to_rasterio()
        try:
            with rasterio.Env(GDAL_CACHEMAX=_CACHE_MB):
                values = self._warped.read(1, window=window)
                valid = self._warped.read_masks(1, window=window) > 0
        except GDAL_ERRORS as problem:
            raise self._unreadable(problem) from problem
        if values.dtype.kind == "f":
            valid &= ~np.isnan(values)
        if self._missing is not None:
            valid &= values != self._missing
        left_out = valid & np.isin(values, self._ignore)
        labelled = valid & ~left_out & (values != 0)
        for code in _whole(np.unique(values[labelled]), self._name):
            _check_code(code, self._name)
            self._codes.add(code)
        if len(self._codes) > MAX_CLASSES:
            raise LabelError(
                f"The label raster '{self._name}' holds more than {MAX_CLASSES} different values.",
                "Give a raster of class codes, not of measurements.",
            )
        codes = np.zeros(values.shape, dtype=np.uint16)
        codes[labelled] = values[labelled]
        return codes, left_out

    def close(self) -> None:
        """Close the view of the raster, not the raster."""
        self._warped.close()

    def _unreadable(self, problem: Exception) -> LabelError:
        return LabelError(
            f"The label raster '{self._name}' can't be read: {reason(problem)}.",
            "The file may be cut short; copy it again.",
        )


def _whole(found: np.ndarray, name: str) -> list[int]:
    broken = found[(found != np.round(found)) | np.isinf(found)] if found.dtype.kind == "f" else found[:0]
    if broken.size:
        raise LabelError(
            f"The label raster '{name}' holds {broken[0]:g}; whole class codes were expected.",
            "Give a raster of class codes, not of measurements. If it means no data, declare it as the raster's nodata "
            "value.",
        )
    return [int(value) for value in found]


def _check_code(code: int, name: str) -> None:
    if 0 < code <= MAX_CODE:
        return
    called = str(code) if abs(code) < 10**15 else f"{code:.6g}"
    found = f"holds the negative code {called}" if code < 0 else f"holds code {called}"
    raise LabelError(
        f"The label raster '{name}' {found}; codes from 1 to {MAX_CODE} were expected.",
        "Declare it as the raster's nodata value, leave it out, or recode the class.",
    )


def reason(problem: BaseException) -> str:
    """The innermost cause: rasterio's outer message only says to look there."""
    while problem.__cause__ is not None:
        problem = problem.__cause__
    return str(problem).rstrip(".")


def category_names(path: str) -> dict[int, str]:
    """Names by code from the category names that GDAL keeps in ``<path>.aux.xml``; empty where there are none."""
    try:
        content = Path(path + ".aux.xml").read_bytes()
    except OSError:
        return {}
    names: list[str] = []
    inside: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        inside.append(tag)
        if tag == "Category":
            names.append("")

    def text(data: str) -> None:
        if inside[-2:] == ["CategoryNames", "Category"]:
            names[-1] += data

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = lambda _: inside.pop()
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        return {}
    return {code: name.strip() for code, name in enumerate(names) if name.strip()}


def table_colours(source: DatasetReader) -> dict[int, str]:
    """Colours by code from the raster's colour table; black entries say nothing (GDAL fills gaps with them)."""
    try:
        table = source.colormap(1)
    except ValueError:
        return {}
    return {code: f"#{r:02x}{g:02x}{b:02x}" for code, (r, g, b, alpha) in table.items() if alpha and (r or g or b)}
