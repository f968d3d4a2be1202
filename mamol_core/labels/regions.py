"""Regions of one class: features burnt into a grid block by block, and what touches among labelled pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import rasterio
import rasterio.features
import shapely
from affine import Affine
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from ..rasters.grid import Grid
from ..rasters.window import GridWindow
from .windows import blocks_under

CONFLICT = -2
_TOGETHER = 512  # pixels: features of one class that begin in one square of this side are burnt in one go


class Drawing:
    """Points and polygons on a grid, burnt where they are asked for.

    A pixel belongs to a polygon that holds its centre, and to a point that it holds; a polygon that holds no centre
    gets the pixel under its middle, where no feature of its class has it. Among features of one class the last wins.
    ``blocks``: those that features reach into; ``outside``: number of features without a pixel, since they lie outside
    the grid.
    """

    def __init__(self, geometries: np.ndarray, classes: np.ndarray, grid: Grid) -> None:
        """``geometries`` (N,) shapely objects in the grid's CRS, ``classes`` (N,) positive integers."""
        self._geometries, self._grid = geometries.copy(), grid
        self._classes = np.concatenate([[0], classes, [CONFLICT, 0]])  # by group: 0, features from 1, CONFLICT, -1
        self._order = np.arange(len(geometries) + 3)  # by group: which of one class wins
        bounds = shapely.bounds(geometries)
        self._first = np.stack(self._pixel(bounds[:, 0], bounds[:, 3]), 1) - 1  # a pixel more on all sides:
        self._last = np.stack(self._pixel(bounds[:, 2], bounds[:, 1]), 1) + 1  # corners may be rounded off
        self._features: dict[GridWindow, list[int]] = {}
        for feature, (first, last) in enumerate(zip(self._first.tolist(), self._last.tolist(), strict=True)):
            for block in blocks_under(grid, first[0], first[1], last[0] + 1 - first[0], last[1] + 1 - first[1]):
                self._features.setdefault(block, []).append(feature)
        self.blocks = sorted(self._features)
        self.outside = self._place_tiny()

    def burn(self, block: GridWindow) -> np.ndarray:
        """Feature of each pixel of a block, (h, w) int32: 0 = none, i + 1 = ``geometries[i]``, CONFLICT where features
        of different classes claim it."""
        group = np.zeros((block.height, block.width), dtype=np.int32)
        with rasterio.Env():
            for part, burnt in self._burn(block, self._features.get(block, [])):
                held = group[part]
                claimed = burnt > 0
                old, new = held[claimed], burnt[claimed]
                winner = np.where(self._order[new] > self._order[old], new, old)
                winner[self._classes[new] != self._classes[old]] = CONFLICT
                held[claimed] = np.where(old == 0, new, winner)
        return group

    def _burn(self, block: GridWindow, features: Sequence[int]) -> Iterator[tuple[tuple[slice, slice], np.ndarray]]:
        """Parts of a block, and in each some features of one class, int32."""
        chosen = np.array(features, dtype=np.intp)
        chosen = chosen[np.argsort(self._order[chosen + 1])]
        corner, size = (block.row, block.col), (block.height, block.width)
        first = np.maximum(self._first[chosen], corner)
        end = np.minimum(self._last[chosen] + 1, np.add(corner, size))
        keys = np.column_stack([self._classes[chosen + 1], first // _TOGETHER])
        kinds, kind = np.unique(keys, axis=0, return_inverse=True)
        for number in range(len(kinds)):
            members = np.flatnonzero(kind.reshape(-1) == number)
            (row, col), (end_row, end_col) = first[members].min(0).tolist(), end[members].max(0).tolist()
            burnt = rasterio.features.rasterize(
                [(self._geometries[feature], int(feature) + 1) for feature in chosen[members]],
                out_shape=(end_row - row, end_col - col),
                transform=self._grid.transform * Affine.translation(col, row),
                dtype="int32",
            )
            yield (slice(row - block.row, end_row - block.row), slice(col - block.col, end_col - block.col)), burnt

    def _place_tiny(self) -> int:
        """Make points of the features that hold no pixel's centre; the number of those that lie outside."""
        middles = shapely.point_on_surface(self._geometries)
        row, col = self._pixel(shapely.get_x(middles), shapely.get_y(middles))
        inside = (row >= 0) & (row < self._grid.height) & (col >= 0) & (col < self._grid.width)
        origin = self._grid.transform
        x, y = origin.c + origin.a * (col + 0.5), origin.f + origin.e * (row + 0.5)
        seen = inside & shapely.contains_xy(self._geometries, x, y)
        doubtful = ~seen
        for block, features in self._features.items():
            for _, burnt in self._burn(block, [feature for feature in features if doubtful[feature]]):
                seen[burnt[burnt > 0] - 1] = True
        tiny = np.flatnonzero(~seen & inside)
        self._geometries[tiny] = shapely.points(x[tiny], y[tiny])
        self._order[tiny + 1] = -tiny
        return int(np.count_nonzero(~seen & ~inside))

    def _pixel(self, x: np.ndarray, y: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows and columns, int64, of the pixels that hold points; -1, or the grid's size, where they lie outside."""
        origin = self._grid.transform
        row = np.floor((y - origin.f) / origin.e).clip(-1, self._grid.height)
        col = np.floor((x - origin.c) / origin.a).clip(-1, self._grid.width)
        return row.astype(np.int64), col.astype(np.int64)


def connected_regions(place: np.ndarray, index: np.ndarray, width: int) -> np.ndarray:
    """Number from 1 the regions of equal class that touch at a side or corner, (N,) int32.

    ``place`` (N,) int64, ascending: row * ``width`` + column of a labelled pixel; ``index`` (N,) its class. Regions are
    numbered by class and, within one, by their first pixel.
    """
    if not len(place):
        return np.zeros(0, dtype=np.int32)
    run_on = (np.diff(place) == 1) & (np.diff(index.astype(np.int64)) == 0) & (place[1:] % width > 0)
    run = np.concatenate([[0], np.cumsum(~run_on)])
    pairs = [np.empty((2, 0), dtype=run.dtype)]
    for shift in (-1, 0, 1):
        column = place % width + shift
        below = place + width + shift
        at = np.searchsorted(place, below).clip(max=len(place) - 1)
        touching = (place[at] == below) & (index[at] == index) & (column >= 0) & (column < width)
        pair = np.stack([run[touching], run[at[touching]]])
        pairs.append(pair[:, np.append(True, np.diff(pair, axis=1).any(axis=0))[: pair.shape[1]]])
    upper, lower = np.concatenate(pairs, axis=1)
    graph = coo_matrix((np.ones(len(upper), dtype=bool), (upper, lower)), shape=(run[-1] + 1, run[-1] + 1))
    region = connected_components(graph, directed=False)[1]
    first = np.unique(region, return_index=True)[1]  # run with which each region begins
    kind = index[np.searchsorted(run, first)]
    number = np.empty(len(first), dtype=np.int32)
    number[np.lexsort((first, kind))] = np.arange(1, len(first) + 1)
    return number[region[run]]
