"""Values of a raster at the pixels of a grid, from the raster's valid pixels only.

The centres of the grid's pixels are given in the raster's coordinates ``y`` and ``x``, pixel i covering i to i + 1.
Both have the shape (h, w), NaN where a centre has no place in the raster; or (h, 1) and (1, w) where the grid's rows
and columns are parallel to the raster's, and then the work is done along one axis after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

Block = tuple[int, int, int, int]  # row, column, height and width of a window
_Weigh = Callable[[np.ndarray], np.ndarray]  # a plane (H, W) to its weighted sums (h, w)

_TIE = 1e-6  # pixels: a centre on an edge belongs to the next pixel, in spite of rounding
_AVERAGE_FROM = 1.5  # raster pixels per grid pixel from which values are averaged, not interpolated


def block_around(y: np.ndarray, x: np.ndarray, shape: tuple[int, int], reach: Sequence[float]) -> Block | None:
    """The block of a raster of ``shape`` within ``reach`` pixels (down, across) of the centres; None where empty."""
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


def nearest(valid: np.ndarray, y: np.ndarray, x: np.ndarray) -> np.ndarray:
    """Validity (h, w) of the pixels of ``valid`` (H, W) that hold the centres; False outside."""
    (in_rows, rows), (in_cols, cols) = (_holder(at, size) for at, size in zip((y, x), valid.shape, strict=True))
    found: np.ndarray = in_rows & in_cols
    if not valid.all():
        found &= valid[rows[:, 0]][:, cols[0]] if _parallel(y, x) else valid[rows, cols]
    return found


def resample(
    source: np.ndarray,
    valid: np.ndarray,
    y: np.ndarray,
    x: np.ndarray,
    scale: tuple[float, float],
    values: np.ndarray,
    available: np.ndarray,
) -> None:
    """Fill ``values`` (C, h, w) and ``available`` (h, w) from raster pixels (C, H, W), 0 where not ``valid`` (H, W).

    Means over the footprint of ``scale`` raster pixels where that is larger than a pixel, else bilinear, in both cases
    of valid pixels only. Available is what the nearest pixel is; values are 0 elsewhere.
    """
    available[...] = nearest(valid, y, x)
    if not available.any():
        values[...] = 0
        return
    if max(scale) > _AVERAGE_FROM:
        weigh, weight = _box(y, x, valid.shape, scale)
    else:
        weigh, weight = _bilinear(y, x, valid.shape)
    if not valid.all():
        weight = weigh(valid)
    with np.errstate(divide="ignore", invalid="ignore"):
        for band, plane in zip(values, source, strict=True):
            np.divide(weigh(plane), weight, out=band, casting="same_kind")
    if not available.all():
        np.copyto(values, 0, where=~available)


def _parallel(y: np.ndarray, x: np.ndarray) -> bool:
    return y.shape != x.shape


def _holder(at: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Along one axis: whether points lie within the raster, and the pixel that holds each, else one at its end."""
    index = np.floor(at + _TIE)
    # Of a NaN and a number, fmin and fmax take the number.
    return (index >= 0) & (index < size), np.fmin(np.fmax(index, 0), size - 1).astype(np.intp)


def _bilinear(y: np.ndarray, x: np.ndarray, shape: tuple[int, int]) -> tuple[_Weigh, np.ndarray]:
    """Bilinear interpolation, at the raster's rim from the rim's pixels; and the sum of its weights, 1."""
    (top, bottom, down), (left, right, across) = (_between(at, size) for at, size in zip((y, x), shape, strict=True))
    if _parallel(y, x):

        def weigh(plane: np.ndarray) -> np.ndarray:
            columns = plane[:, left[0]] * (1 - across) + plane[:, right[0]] * across
            return columns[top[:, 0]] * (1 - down) + columns[bottom[:, 0]] * down

    else:
        corners = [
            (row * shape[1] + col, row_weight * col_weight)
            for row, row_weight in ((top, 1 - down), (bottom, down))
            for col, col_weight in ((left, 1 - across), (right, across))
        ]

        def weigh(plane: np.ndarray) -> np.ndarray:
            (place, weight), *others = corners
            total: np.ndarray = plane.take(place) * weight
            for place, weight in others:
                total += plane.take(place) * weight
            return total

    return weigh, np.ones((1, 1), np.float32)


def _between(at: np.ndarray, size: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Along one axis: the two pixels between whose centres each point lies, and the weight of the second (float32)."""
    _, holder = _holder(at, size)
    first = np.maximum(holder - (at - holder < 0.5), 0)
    return first, np.minimum(first + 1, size - 1), np.clip(at - 0.5 - first, 0, 1).astype(np.float32)


def _box(y: np.ndarray, x: np.ndarray, shape: tuple[int, int], scale: tuple[float, float]) -> tuple[_Weigh, np.ndarray]:
    """Sums over each footprint, and its size in pixels."""
    (top, bottom), (left, right) = (_span(*axis) for axis in zip((y, x), shape, scale, strict=True))
    if _parallel(y, x):

        def weigh(plane: np.ndarray) -> np.ndarray:
            rows = _sums(plane, top[:, 0], bottom[:, 0])
            return _sums(np.ascontiguousarray(rows.T), left[0], right[0]).T

    else:

        def weigh(plane: np.ndarray) -> np.ndarray:
            """By a summed-area table (Crow 1984)."""
            table = np.zeros((shape[0] + 1, shape[1] + 1))
            np.cumsum(plane, axis=0, dtype=np.float64, out=table[1:, 1:])
            np.cumsum(table[1:, 1:], axis=1, out=table[1:, 1:])
            return table[bottom, right] - table[top, right] - table[bottom, left] + table[top, left]

    return weigh, (bottom - top) * (right - left)


def _span(at: np.ndarray, size: int, extent: float) -> tuple[np.ndarray, np.ndarray]:
    """First and end index of the pixels under a footprint along one axis; the pixel at its centre is one of them."""
    _, holder = _holder(at, size)
    half = max(1, extent) / 2
    first = np.fmin(np.floor(at - half + 0.5 + _TIE), holder).clip(0)
    end = np.fmax(np.floor(at + half + 0.5 + _TIE), holder + 1).clip(None, size)
    return first.astype(np.intp), end.astype(np.intp)


def _sums(plane: np.ndarray, first: np.ndarray, end: np.ndarray) -> np.ndarray:
    """Sums (h, W) of the rows first to end of a plane (H, W), in float64."""
    sums = np.empty((len(first), plane.shape[1]))
    for row, start, stop in zip(sums, first.tolist(), end.tolist(), strict=True):
        np.add.reduce(plane[start:stop], axis=0, out=row)
    return sums
