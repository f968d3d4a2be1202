"""Windows of one sensor on the target grid: values and, per pixel, whether the sensor saw it."""

from __future__ import annotations

import math
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import TracebackType
from typing import Any

import numpy as np
import rasterio
from rasterio.io import DatasetReader

from ..contract import Range
from ..errors import LayerError
from .alignment import Alignment
from .conversion import Conversion
from .grid import Grid
from .masks import MaskRule
from .projection import GDAL_ERRORS
from .resampling import clear, nearest, resample, window_around
from .source import Source, moved_on_ground, open_raster
from .window import GridWindow

_MOST_VALUES = 32_000_000  # values read at once before a window is cut in two


class _File:
    """An open raster for several threads.

    They take turns at one dataset, so that no block is decoded for each of them; or, ``apart``, each has one of its
    own, so that they decode side by side.
    """

    def __init__(self, path: str, title: str, apart: bool) -> None:
        """LayerError where the file can't be opened."""
        self.path, self.title, self.apart = path, title, apart
        self._lock = threading.Lock()
        self._own = threading.local()
        self._own.dataset = self.first = open_raster(path, title)
        self._open = [self.first]

    @contextmanager
    def use(self) -> Iterator[DatasetReader]:
        """The dataset, for the calling thread alone while the context lasts."""
        if not self.apart:
            with self._lock:
                yield self.first
            return
        if not hasattr(self._own, "dataset"):
            self._own.dataset = open_raster(self.path, self.title)
            with self._lock:
                self._open.append(self._own.dataset)
        yield self._own.dataset

    def close(self) -> None:
        for dataset in self._open:
            dataset.close()


class Reader:
    """One sensor on one grid, for several threads."""

    def __init__(
        self,
        source: Source,
        grid: Grid,
        bands: Sequence[int] | None = None,
        conversion: Conversion | None = None,
        apart: bool = False,
    ) -> None:
        """``bands``: indexes into ``source.bands``, all where None. ``apart``: threads that read large windows, each of
        its own blocks, decode them side by side. LayerError where a file can't be opened.

        ``impossible``: a stored value met so far that no such sensor can have and no nodata value names; None at first.
        """
        self.impossible: float | None = None
        self._source, self._grid, self._conversion = source, grid, conversion
        self.bands = list(range(len(source.bands)) if bands is None else bands)
        self._indexes = [source.indexes[band] for band in self.bands]
        gain = np.array([source.scales[band] for band in self.bands], np.float32)[:, None, None]
        offset = np.array([source.offsets[band] for band in self.bands], np.float32)[:, None, None]
        self._scaling = None if (gain == 1).all() and (offset == 0).all() else (gain, offset)
        lattice = (grid.crs, grid.transform, grid.width, grid.height)
        self._file = _File(source.path, source.title, apart)
        self._alignment = Alignment(lattice, (source.crs, source.transform, source.width, source.height), source.title)
        self._mask: tuple[_File, Alignment, MaskRule] | None = None
        if source.mask_path and source.mask:
            file = _File(source.mask_path, f"mask of {source.title}", apart)
            first = file.first
            size = first.width, first.height
            transform = moved_on_ground(first.crs, first.transform, *size, source.shift)
            alignment = Alignment(lattice, (first.crs, transform, *size), file.title)
            self._mask = file, alignment, source.mask

    def read(self, row: int, col: int, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
        """((C, h, w) float32 in the model's units, 0 where unavailable; (h, w) bool availability).

        The window may reach over the grid's edges. A pixel is available exactly where the source pixel nearest to its
        centre is valid in every band and no mask forbids it. Values are read as they are where the lattices coincide;
        else they are averaged over the pixel from a finer source, or interpolated bilinearly, over valid pixels only;
        a mean of vectors of length 1 is given that length.
        LayerError where the file can't be read.
        """
        values = np.empty((len(self.bands), height, width), np.float32)
        available = np.empty((height, width), bool)
        self.read_into(row, col, values, available)
        return values, available

    def read_into(self, row: int, col: int, values: np.ndarray, available: np.ndarray) -> None:
        """As :meth:`read`, into arrays (C, h, w) and (h, w), whatever they hold before."""
        height, width = available.shape
        if not self._covers(row, col, height, width):
            values.fill(0)
            available.fill(False)
        top, left = max(row, 0), max(col, 0)
        bottom, right = min(row + height, self._grid.height), min(col + width, self._grid.width)
        if top < bottom and left < right:
            part = slice(top - row, bottom - row), slice(left - col, right - col)
            with rasterio.Env():
                self._fill(top, left, values[:, part[0], part[1]], available[part])
                if self._mask:
                    allowed = np.zeros(available[part].shape, bool)
                    self._fill_mask(*self._mask, top, left, allowed)
                    available[part] &= allowed
                    clear(values, available)
                if self._conversion:
                    self._conversion.finish(values[:, part[0], part[1]], available[part])

    def _covers(self, row: int, col: int, height: int, width: int) -> bool:
        """Whether a window lies within the grid and a raster on the same lattice, so that all of it is read."""
        if not self._alignment.shift or row < 0 or col < 0:
            return False
        top, left = row + self._alignment.shift[0], col + self._alignment.shift[1]
        within = row + height <= self._grid.height and col + width <= self._grid.width
        source = self._source
        return within and top >= 0 and left >= 0 and top + height <= source.height and left + width <= source.width

    @property
    def channels(self) -> int:
        """Planes of a window's values."""
        return len(self.bands)

    @property
    def origin(self) -> tuple[int, int] | None:
        """Row and column of the grid where the raster begins, if both have the same lattice."""
        shift = self._alignment.shift
        return None if shift is None else (-shift[0], -shift[1])

    def close(self) -> None:
        """Close the files."""
        self._file.close()
        if self._mask:
            self._mask[0].close()

    def __enter__(self) -> Reader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def _fill(self, row: int, col: int, values: np.ndarray, available: np.ndarray) -> None:
        """Fill views of a window within the grid."""
        height, width = available.shape
        if self._alignment.shift:
            top, left = row + self._alignment.shift[0], col + self._alignment.shift[1]
            first, start = max(0, -top), max(0, -left)
            last, end = min(height, self._source.height - top), min(width, self._source.width - left)
            if first < last and start < end:
                part = slice(first, last), slice(start, end)
                available[part] = self._load(
                    top + first, left + start, last - first, end - start, values[:, part[0], part[1]]
                )
            return
        y, x = self._alignment.centres(row, col, height, width)
        reach = tuple(scale / 2 + 1 for scale in self._alignment.scale)
        window = window_around(y, x, (self._source.height, self._source.width), reach)
        if window is None:
            return
        if len(self.bands) * window.height * window.width > _MOST_VALUES and height * width > 1:
            for rows, cols in _halves(height, width):
                self._fill(row + rows.start, col + cols.start, values[:, rows, cols], available[rows, cols])
            return
        source_values = np.empty((len(self.bands), window.height, window.width), np.float32)
        valid = self._load(*window, source_values)
        if valid.any():
            resample(source_values, valid, y - window.row, x - window.col, self._alignment.scale, values, available)

    def _fill_mask(self, file: _File, at: Alignment, rule: MaskRule, row: int, col: int, allowed: np.ndarray) -> None:
        height, width = allowed.shape
        y, x = at.centres(row, col, height, width)
        window = window_around(y, x, (file.first.height, file.first.width), (1, 1))
        if window is None:
            return
        if window.height * window.width > _MOST_VALUES and height * width > 1:
            for rows, cols in _halves(height, width):
                self._fill_mask(file, at, rule, row + rows.start, col + cols.start, allowed[rows, cols])
            return
        with file.use() as dataset:
            valid = rule.usable(read_bands(dataset, file.title, list(rule.bands), window))
            if not rule.zero_counts:
                valid &= _read_mask(dataset, file.title, rule.bands[0], window) > 0
        allowed[...] = nearest(valid, y - window.row, x - window.col)

    def _load(self, row: int, col: int, height: int, width: int, values: np.ndarray) -> np.ndarray:
        """Fill ``values`` (C, h, w), 0 where invalid, from a window of the source; its validity (h, w)."""
        source, window = self._source, GridWindow(row, col, height, width)
        masks = []
        with self._file.use() as dataset:
            raw = read_bands(dataset, source.title, self._indexes, window)
            if source.alpha:
                masks.append(read_bands(dataset, source.title, source.alpha, window))
            if source.has_mask:
                masks.append(_read_mask(dataset, source.title, self._indexes[0], window))
        valid = np.ones((height, width), bool)
        for band, stored in zip(self.bands, raw, strict=True):
            within = valid_values(stored, source.nodata[band], source.possible[band])
            if self.impossible is None and not within.all():
                self.impossible = impossible_value(stored, within, source.nodata[band], source.possible[band])
            valid &= within
        for mask in masks:
            valid &= mask > 0
        if not valid.any():
            values[...] = 0
            return valid
        with np.errstate(over="ignore", invalid="ignore"):
            values[...] = raw
            if self._scaling:
                values *= self._scaling[0]
                values += self._scaling[1]
            if self._conversion:
                self._conversion.apply(values, valid)
        if not valid.all():
            clear(values, valid)
        return valid


def valid_values(raw: np.ndarray, nodata: Sequence[Range], possible: Range) -> np.ndarray:
    """Which of a band's stored values (h, w) are finite, within the possible range and outside its nodata ranges."""
    valid = np.ones(raw.shape, bool)
    if _reaches_beyond(raw, possible):
        low, high = _bounds(raw.dtype, possible)
        valid &= (raw >= low) & (raw <= high)
    for entry in nodata:
        low, high = _bounds(raw.dtype, entry)
        valid &= raw != low if low == high else (raw < low) | (raw > high)
    return valid


def impossible_value(raw: np.ndarray, valid: np.ndarray, nodata: Sequence[Range], possible: Range) -> float | None:
    """The first finite value that is not ``valid`` since it lies beyond the possible range, and not in ``nodata``."""
    if not _reaches_beyond(raw, possible):
        return None
    low, high = _bounds(raw.dtype, possible)
    beyond = raw[~valid]
    beyond = beyond[((beyond < low) | (beyond > high)) & np.isfinite(beyond)]
    for entry in nodata if beyond.size else ():
        low, high = _bounds(raw.dtype, entry)
        beyond = beyond[(beyond < low) | (beyond > high)]
    return float(beyond[0]) if beyond.size else None


def _reaches_beyond(raw: np.ndarray, possible: Range) -> bool:
    """Whether stored values lie beyond a range or are not finite; those of small types need not be looked at."""
    if raw.dtype.kind != "f":
        limits = np.iinfo(raw.dtype)
        if possible[0] <= limits.min and limits.max <= possible[1]:
            return False
    low, high = _bounds(raw.dtype, possible)
    return not (low <= raw.min() and raw.max() <= high)  # so of NaN, too


def _bounds(dtype: np.dtype, entry: Range) -> tuple[Any, Any]:
    """A closed range of finite values in the raster's own type: integers are compared as such, several times as fast.

    Low above high where the type has no such value.
    """
    if dtype.kind == "f":
        least, most = float(np.finfo(dtype).min), float(np.finfo(dtype).max)
    else:
        least, most = int(np.iinfo(dtype).min), int(np.iinfo(dtype).max)
    low, high = max(entry[0], least), min(entry[1], most)
    if low > high:
        return 1, 0
    return (dtype.type(low), dtype.type(high)) if dtype.kind == "f" else (math.ceil(low), math.floor(high))


def _halves(height: int, width: int) -> list[tuple[slice, slice]]:
    if height >= width:
        return [(slice(0, height // 2), slice(0, width)), (slice(height // 2, height), slice(0, width))]
    return [(slice(0, height), slice(0, width // 2)), (slice(0, height), slice(width // 2, width))]


def read_bands(file: DatasetReader, title: str, indexes: int | list[int], window: GridWindow) -> np.ndarray:
    """Stored values (C, h, w), or (h, w) of one band; LayerError where the file can't be read."""
    try:
        place = window.to_rasterio()
        if isinstance(indexes, list) and len({file.dtypes[index - 1] for index in indexes}) > 1:
            return np.stack([file.read(index, window=place) for index in indexes])
        values: np.ndarray = file.read(indexes, window=place)
        return values
    except GDAL_ERRORS as error:
        raise _unreadable(title, error) from None


def _read_mask(file: DatasetReader, title: str, index: int, window: GridWindow) -> np.ndarray:
    try:
        mask: np.ndarray = file.read_masks(index, window=window.to_rasterio())
        return mask
    except GDAL_ERRORS as error:
        raise _unreadable(title, error) from None


def _unreadable(title: str, error: Exception) -> LayerError:
    cause = error.__cause__ or error
    found = f"Layer {title} can't be read to its end: it is cut short or damaged (GDAL: {cause})."
    return LayerError(found, "Copy it again, or create it again.")
