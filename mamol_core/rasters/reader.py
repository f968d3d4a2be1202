"""Windows of one sensor on the target grid: values and, per pixel, whether the sensor saw it."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from types import TracebackType

import numpy as np
import rasterio
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.windows import Window

from ..contract import Range
from ..errors import LayerError
from .alignment import Alignment
from .conversion import Conversion
from .grid import Grid
from .source import Source, open_raster

Block = tuple[int, int, int, int]  # row, column, height and width of a window

_MOST_VALUES = 32_000_000  # values read at once before a window is cut in two
_TIE = 1e-6  # pixels: a centre on an edge belongs to the next pixel, in spite of rounding
_AVERAGE_FROM = 1.5  # source pixels per grid pixel from which values are averaged, not interpolated


class Reader:
    """One sensor on one grid, with one open file; calls of several threads wait for one another."""

    def __init__(
        self, source: Source, grid: Grid, bands: Sequence[int] | None = None, conversion: Conversion | None = None
    ) -> None:
        """``bands``: indexes into ``source.bands``, all where None. LayerError where a file can't be opened."""
        self._source, self._grid, self._conversion = source, grid, conversion
        self.bands = list(range(len(source.bands)) if bands is None else bands)
        self._indexes = [source.indexes[band] for band in self.bands]
        gain = np.array([source.scales[band] for band in self.bands], np.float32)[:, None, None]
        offset = np.array([source.offsets[band] for band in self.bands], np.float32)[:, None, None]
        self._scaling = None if (gain == 1).all() and (offset == 0).all() else (gain, offset)
        self._lock = threading.Lock()
        lattice = (grid.crs, grid.transform, grid.width, grid.height)
        self._file = open_raster(source.path, source.title)
        self._alignment = Alignment(lattice, (source.crs, source.transform, source.width, source.height), source.title)
        self._mask: tuple[DatasetReader, Alignment] | None = None
        if source.mask_path:
            title = f"mask of {source.title}"
            file = open_raster(source.mask_path, title)
            self._mask = file, Alignment(lattice, (file.crs, file.transform, file.width, file.height), title)

    def read(self, row: int, col: int, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
        """((C, h, w) float32 in the model's units, 0 where unavailable; (h, w) bool availability).

        The window may reach over the grid's edges. A pixel is available exactly where the source pixel nearest to its
        centre is valid in every band and no mask forbids it. Values are read as they are where the lattices coincide;
        else they are averaged over the pixel from a finer source, or interpolated bilinearly, over valid pixels only.
        LayerError where the file can't be read.
        """
        values = np.zeros((len(self.bands), height, width), np.float32)
        available = np.zeros((height, width), bool)
        top, left = max(row, 0), max(col, 0)
        bottom, right = min(row + height, self._grid.height), min(col + width, self._grid.width)
        if top < bottom and left < right:
            part = slice(top - row, bottom - row), slice(left - col, right - col)
            with self._lock, rasterio.Env():
                self._fill(top, left, values[:, part[0], part[1]], available[part])
                if self._mask:
                    allowed = np.zeros(available[part].shape, bool)
                    self._fill_mask(*self._mask, top, left, allowed)
                    available[part] &= allowed
        if not available.all():
            values[:, ~available] = 0
        return values, available

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
        window = _window(y, x, (self._source.height, self._source.width), reach)
        if window is None:
            return
        if len(self.bands) * window[2] * window[3] > _MOST_VALUES and height * width > 1:
            for rows, cols in _halves(height, width):
                self._fill(row + rows.start, col + cols.start, values[:, rows, cols], available[rows, cols])
            return
        source_values = np.zeros((len(self.bands), *window[2:]), np.float32)
        valid = self._load(*window, source_values)
        resample(source_values, valid, y - window[0], x - window[1], self._alignment.scale, values, available)

    def _fill_mask(self, file: DatasetReader, at: Alignment, row: int, col: int, allowed: np.ndarray) -> None:
        height, width = allowed.shape
        y, x = at.centres(row, col, height, width)
        window = _window(y, x, (file.height, file.width), (1, 1))
        if window is None:
            return
        if window[2] * window[3] > _MOST_VALUES and height * width > 1:
            for rows, cols in _halves(height, width):
                self._fill_mask(file, at, row + rows.start, col + cols.start, allowed[rows, cols])
            return
        title = f"mask of {self._source.title}"
        raw = read_bands(file, title, 1, window)
        valid = (raw != 0) & (_read_mask(file, title, 1, window) > 0)
        if raw.dtype.kind == "f":
            valid &= np.isfinite(raw)
        allowed[...], _ = _nearest(valid, y - window[0], x - window[1])

    def _load(self, row: int, col: int, height: int, width: int, values: np.ndarray) -> np.ndarray:
        """Fill ``values`` (C, h, w), 0 where invalid, from a window of the source; its validity (h, w)."""
        source, window = self._source, (row, col, height, width)
        raw = read_bands(self._file, source.title, self._indexes, window)
        valid = np.asarray(valid_values(raw, [source.nodata[band] for band in self.bands]).all(axis=0))
        if source.alpha:
            valid &= read_bands(self._file, source.title, source.alpha, window) > 0
        if source.has_mask:
            valid &= _read_mask(self._file, source.title, self._indexes[0], window) > 0
        with np.errstate(over="ignore", invalid="ignore"):
            values[...] = raw
            if self._scaling:
                values *= self._scaling[0]
                values += self._scaling[1]
            if self._conversion:
                values[...], valid = self._conversion.apply(values, valid)
        if not valid.all():
            values[:, ~valid] = 0
        return valid


def valid_values(raw: np.ndarray, nodata: Sequence[tuple[Range, ...]]) -> np.ndarray:
    """Which stored values (C, h, w) are finite and outside their band's nodata ranges."""
    valid = np.isfinite(raw) if raw.dtype.kind == "f" else np.ones(raw.shape, bool)
    for band, ranges in enumerate(nodata):
        for low, high in ranges:
            if raw.dtype.kind == "f":
                low, high = (raw.dtype.type(bound) for bound in (low, high))
            valid[band] &= raw[band] != low if low == high else (raw[band] < low) | (raw[band] > high)
    return valid


def resample(
    source: np.ndarray,
    valid: np.ndarray,
    y: np.ndarray,
    x: np.ndarray,
    scale: tuple[float, float],
    values: np.ndarray,
    available: np.ndarray,
) -> None:
    """Fill ``values`` (C, h, w) and ``available`` (h, w) from source pixels (C, H, W), 0 where not ``valid`` (H, W).

    ``y``, ``x`` (h, w): where the pixels' centres lie, source pixel i covering i to i + 1. Means over the footprint of
    ``scale`` source pixels where that is larger than a pixel, else bilinear, in both cases of valid pixels only.
    """
    available[...], (rows, cols) = _nearest(valid, y, x)
    if not available.any():
        return
    rows, cols, y, x = rows[available], cols[available], y[available], x[available]
    if max(scale) > _AVERAGE_FROM:
        boxes = [
            _span(at, np.maximum(1, extent), nearest, size)
            for at, extent, nearest, size in zip((y, x), scale, (rows, cols), valid.shape, strict=True)
        ]
        count = _box_sum(valid, boxes)
        for band in range(len(source)):
            values[band][available] = _box_sum(source[band], boxes) / count
        return
    corners = _bilinear(valid, y, x)
    for band in range(len(source)):
        flat = source[band].ravel()
        values[band][available] = sum(weight * flat.take(place) for place, weight in corners)


def _nearest(valid: np.ndarray, y: np.ndarray, x: np.ndarray) -> tuple[np.ndarray, tuple[np.ndarray, np.ndarray]]:
    """Validity at the pixels that hold the points, and their rows and columns (within the array)."""
    height, width = valid.shape
    with np.errstate(invalid="ignore"):
        rows, cols = np.floor(y + _TIE), np.floor(x + _TIE)
        inside = (rows >= 0) & (rows < height) & (cols >= 0) & (cols < width)
    rows, cols = (np.where(inside, index, 0).astype(np.intp) for index in (rows, cols))
    return inside & valid[rows, cols], (rows, cols)


def _bilinear(valid: np.ndarray, y: np.ndarray, x: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Flat index and weight of the four pixels around each point; weights of valid pixels sum to 1."""
    height, width = valid.shape
    first_row, first_col = np.floor(y - 0.5), np.floor(x - 0.5)
    down, right = y - 0.5 - first_row, x - 0.5 - first_col
    places, weights = [], []
    for step_row, weight_row in ((0, 1 - down), (1, down)):
        for step_col, weight_col in ((0, 1 - right), (1, right)):
            rows, cols = first_row + step_row, first_col + step_col
            inside = (rows >= 0) & (rows < height) & (cols >= 0) & (cols < width)
            place = np.where(inside, rows * width + cols, 0).astype(np.intp)
            places.append(place)
            weights.append(weight_row * weight_col * (inside & valid.ravel().take(place)))
    total = sum(weights)
    return [(place, (weight / total).astype(np.float32)) for place, weight in zip(places, weights, strict=True)]


def _span(centre: np.ndarray, extent: float, nearest: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """First and end index of the pixels under a footprint along one axis; the nearest pixel is always one of them."""
    first = np.minimum(np.floor(centre - extent / 2 + 0.5 + _TIE), nearest).clip(0)
    end = np.maximum(np.floor(centre + extent / 2 + 0.5 + _TIE), nearest + 1).clip(None, size)
    return first.astype(np.intp), end.astype(np.intp)


def _box_sum(plane: np.ndarray, boxes: Sequence[tuple[np.ndarray, np.ndarray]]) -> np.ndarray:
    """Sums of a plane (H, W) over boxes (rows, columns), by a summed-area table (Crow 1984)."""
    table = np.zeros((plane.shape[0] + 1, plane.shape[1] + 1))
    np.cumsum(plane, axis=0, dtype=np.float64, out=table[1:, 1:])
    np.cumsum(table[1:, 1:], axis=1, out=table[1:, 1:])
    (top, bottom), (left, right) = boxes
    sums: np.ndarray = table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]
    return sums


def _window(y: np.ndarray, x: np.ndarray, shape: tuple[int, int], reach: Sequence[float]) -> Block | None:
    """The block of source pixels needed around points, None where there are none."""
    spans = []
    for at, size, margin in zip((y, x), shape, reach, strict=True):
        if np.isnan(at).all():
            return None
        first = max(0, int(np.floor(max(np.nanmin(at) - margin, -1))))
        end = min(size, int(np.ceil(min(np.nanmax(at) + margin, size + 1))))
        if first >= end:
            return None
        spans.append((first, end - first))
    return spans[0][0], spans[1][0], spans[0][1], spans[1][1]


def _halves(height: int, width: int) -> list[tuple[slice, slice]]:
    if height >= width:
        return [(slice(0, height // 2), slice(0, width)), (slice(height // 2, height), slice(0, width))]
    return [(slice(0, height), slice(0, width // 2)), (slice(0, height), slice(width // 2, width))]


def read_bands(file: DatasetReader, title: str, indexes: int | list[int], window: Block) -> np.ndarray:
    """Stored values (C, h, w), or (h, w) of one band; LayerError where the file can't be read."""
    try:
        place = Window(window[1], window[0], window[3], window[2])
        if isinstance(indexes, list) and len({file.dtypes[index - 1] for index in indexes}) > 1:
            return np.stack([file.read(index, window=place) for index in indexes])
        values: np.ndarray = file.read(indexes, window=place)
        return values
    except RasterioError as error:
        raise _unreadable(title, error) from None


def _read_mask(file: DatasetReader, title: str, index: int, window: Block) -> np.ndarray:
    try:
        mask: np.ndarray = file.read_masks(index, window=Window(window[1], window[0], window[3], window[2]))
        return mask
    except RasterioError as error:
        raise _unreadable(title, error) from None


def _unreadable(title: str, error: RasterioError) -> LayerError:
    cause = error.__cause__ or error
    found = f"Layer {title} can't be read to its end: it is cut short or damaged (GDAL: {cause})."
    return LayerError(found, "Copy it again, or make it anew.")
