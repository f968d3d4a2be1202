"""Class rasters of any size, read once from top to bottom: codes, names, colours and a fingerprint of the content."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags, Resampling
from rasterio.io import DatasetReader
from rasterio.vrt import WarpedVRT
from rasterio.windows import Window

from ..contract import MAX_CLASSES, MAX_CODE
from ..errors import LayerError, RequestError
from ..files import check_writable, is_special_file
from ..labels.classraster import category_names, open_class_raster, reason, table_colours
from ..labels.vector import is_virtual
from ..rasters.legend import LandClass, is_nameless, make_legend, read_table
from ..rasters.projection import GDAL_ERRORS
from ..rasters.window import GridWindow

_TILE = 256  # rows of the tiles that rasters are written in
_STRIP = 4_000_000  # pixels that are looked at together
_CACHE = 128_000_000  # bytes of GDAL's cache, or as many as a row of blocks has
_GREY = "#999999"
_SAME_PLACE = 0.01  # pixels that two grids may be apart and still be one


class ClassMap:
    """A class raster, a context manager. ``title``: how a sentence names it. ``found`` and ``zeros`` are known once all
    strips were read: the pixels of each code, (65536,) int64, and of the value 0 where that is not the nodata value.

    ``noun``: what it is to the user ("map", "strata raster"). ``called``: what its user calls it. ``on``: the map on
    whose pixels it is read, by nearest neighbour. LayerError where it can't be read or holds no whole codes from 1 to
    65535.
    """

    def __init__(self, path: str, noun: str = "map", called: str | None = None, on: ClassMap | None = None) -> None:
        self.path = path
        self.title = f"{noun} '{called or Path(path).name}'"
        self.warped = False
        self._stack = ExitStack()
        source = None if is_special_file(path) else open_class_raster(path, called, noun, LayerError)
        if source is None:
            problem = "can't be opened as a raster" if _is_there(path) else "does not exist"
            raise LayerError(f"The {self.title} {problem}.", "Check the path, and choose a class raster.")
        self._stack.callback(source.close)
        self._source: DatasetReader | WarpedVRT = source
        self._nodata = source.nodata
        masked = MaskFlags.per_dataset in source.mask_flag_enums[0]
        self._masked = masked and not (ColorInterp.alpha in source.colorinterp and on is not None)
        self._colours = table_colours(source)
        try:
            if on is not None and not self._lies_on(on):
                self._warp(source, on, masked)
        except GDAL_ERRORS as error:
            self.close()
            raise self._unreadable(error) from error
        self.found = np.zeros(MAX_CODE + 1, np.int64)
        self.zeros = 0
        self._digest = hashlib.sha256()

    def _lies_on(self, on: ClassMap) -> bool:
        return (
            (self.width, self.height) == (on.width, on.height)
            and self.crs == on.crs
            and all(
                abs(one - two) < _SAME_PLACE
                for corner in ((0, 0), (self.width, 0), (0, self.height))
                for one, two in zip(~on.transform * (self.transform * corner), corner, strict=True)
            )
        )

    def _warp(self, source: DatasetReader, on: ClassMap, masked: bool) -> None:
        self.warped = True
        wide = source.dtypes[0] in ("int64", "uint64")  # GDAL's warper does not know them
        self._nodata = 0 if source.nodata is None else source.nodata
        self._source = self._stack.enter_context(
            WarpedVRT(
                source,
                crs=on.crs,
                transform=on.transform,
                width=on.width,
                height=on.height,
                resampling=Resampling.nearest,
                nodata=self._nodata,
                add_alpha=masked and ColorInterp.alpha not in source.colorinterp,
                dtype="float64" if wide else source.dtypes[0],
            )
        )
        self._masked = masked

    @property
    def crs(self) -> CRS:
        """Its CRS."""
        return self._source.crs

    @property
    def transform(self) -> Affine:
        """Column and row to coordinates."""
        return self._source.transform

    @property
    def width(self) -> int:
        """Columns."""
        return int(self._source.width)

    @property
    def height(self) -> int:
        """Rows."""
        return int(self._source.height)

    @property
    def crs_name(self) -> str:
        """``EPSG:32718``, or WKT where the CRS has no code."""
        authority = self.crs.to_authority()
        return ":".join(authority) if authority else str(self.crs.to_wkt())

    def strips(self, rows: int | None = None) -> Iterator[tuple[int, np.ndarray]]:
        """First row and codes (h, width) uint16, 0 = no data, of the whole raster from top to bottom.

        ``rows``: what the height of all but the last is a multiple of; left out, it suits the file.
        """
        self.found[:] = 0
        self.zeros = 0
        self._digest = hashlib.sha256()
        block = self._source.block_shapes[0][0]
        step = block if rows is None else rows
        height = max(1 if rows is None else rows, _STRIP // self.width)
        if height > step:
            height -= height % step
        cache = max(_CACHE, 2 * block * self.width * np.dtype(self._source.dtypes[0]).itemsize)
        for row in range(0, self.height, height):
            with rasterio.Env(GDAL_CACHEMAX=cache, GDAL_NUM_THREADS="ALL_CPUS"):
                codes, zeros = self._read(Window(0, row, self.width, min(height, self.height - row)))
            self.zeros += zeros
            self.found += np.bincount(codes.ravel(), minlength=MAX_CODE + 1)
            self._digest.update(np.ascontiguousarray(codes, "<u2").data)
            yield row, codes

    def strips_beside(self, other: ClassMap) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
        """First row, own codes and those of a raster on the same pixels; rows are multiples of those of a tile."""
        for (row, codes), (_, others) in zip(self.strips(_TILE), other.strips(_TILE), strict=True):
            yield row, codes, others

    def read(self, window: GridWindow) -> np.ndarray:
        """Codes (height, width) uint16 of a part, 0 = no data."""
        return self._read(window.to_rasterio())[0]

    def _read(self, window: Window) -> tuple[np.ndarray, int]:
        """Codes of a window, and how many pixels have the value 0 though that is not the nodata value."""
        try:
            values = self._source.read(1, window=window)
            mask = self._source.read_masks(1, window=window) if self._masked else None
        except GDAL_ERRORS as error:
            raise self._unreadable(error) from error
        missing = None if mask is None else mask == 0
        if self._nodata is not None and self._nodata == self._nodata and self._nodata != 0:
            declared = values == self._nodata
            missing = declared if missing is None else missing | declared
        if values.dtype.kind == "f":
            broken = ~np.isfinite(values)
            missing = broken if missing is None else missing | broken
        if missing is not None:
            values[missing] = 0
        if values.dtype not in (np.uint8, np.uint16):
            self._check(values)
        codes = values.astype(np.uint16, copy=False)
        none = 0 if missing is None else int(np.count_nonzero(missing))
        zeros = 0 if self._nodata == 0 else codes.size - int(np.count_nonzero(codes)) - none
        return codes, zeros

    def _check(self, values: np.ndarray) -> None:
        low, high = values.min(), values.max()
        if low < 0 or high > MAX_CODE:
            raise LayerError(
                f"The {self.title} holds {low if low < 0 else high:g}; class codes from 1 to {MAX_CODE} were expected.",
                "Recode the classes, or declare that value as nodata.",
            )
        if values.dtype.kind == "f" and (broken := values[values != np.round(values)]).size:
            raise LayerError(
                f"The {self.title} holds {broken[0]:g}; whole class codes were expected.",
                "Give a raster of class codes, not of measurements.",
            )

    def fingerprint(self) -> dict[str, Any]:
        """What tells this content from any other, whatever the file's format.

        Known once all strips were read; of a raster that is read on another's pixels it is that of its own ones.
        """
        if self.warped:
            with ClassMap(self.path, self.title) as own:
                for _ in own.strips():
                    pass
                return own.fingerprint()
        return {
            "width": self.width,
            "height": self.height,
            "crs": self.crs_name,
            "transform": list(self.transform)[:6],
            "sha256": self._digest.hexdigest(),
        }

    def legend(self, codes: list[int], table: str | None = None) -> list[LandClass]:
        """Classes of these codes: names and colours of ``table`` (a file), else the raster's, else defaults.

        Of more than 255 classes those without a colour are grey.
        """
        names, colours = category_names(self.path), dict(self._colours)
        if table is not None:
            known = {entry.code: entry for entry in read_table(table)}
            names |= {code: entry.name for code, entry in known.items() if not is_nameless(entry)}
            colours |= {code: entry.colour for code, entry in known.items()}
        if len(codes) > MAX_CLASSES:
            return [LandClass(c, names.get(c) or f"Class {c}", colours.get(c) or _GREY) for c in sorted(set(codes))]
        wanted = set(codes)
        return make_legend(codes, names, {code: colour for code, colour in colours.items() if code in wanted})

    def _unreadable(self, error: Exception) -> LayerError:
        return LayerError(
            f"The {self.title} can't be read: {reason(error)}.", "The file may be cut short; copy it again."
        )

    def close(self) -> None:
        """Close the file."""
        self._stack.close()

    def __enter__(self) -> ClassMap:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _is_there(path: str) -> bool:
    return os.path.exists(path) or is_virtual(path)


def difference(before: dict[str, Any], now: dict[str, Any]) -> str | None:
    """In which way a raster is another than when its fingerprint was taken, None where it is the same."""
    if (before["width"], before["height"]) != (now["width"], now["height"]):
        return f"it had {before['width']} x {before['height']} pixels and has {now['width']} x {now['height']}"
    step = max(abs(number) for number in (before["transform"][0], before["transform"][4], before["transform"][1]))
    apart = max(abs(one - two) for one, two in zip(before["transform"], now["transform"], strict=True))
    if before["crs"] != now["crs"] or apart > _SAME_PLACE * step:
        return "it lies in another place or has another CRS"
    return None if before["sha256"] == now["sha256"] else "pixels have other classes than before"


def check_table(path: Path, inputs: Iterable[str]) -> None:
    """OutputError where a file can't be written, RequestError where it would replace an input."""
    check_writable(path)
    if any(os.path.exists(name) and os.path.exists(path) and os.path.samefile(name, path) for name in inputs):
        raise RequestError(f"The result '{path.name}' would replace an input.", "Choose another file name.")
