"""Regions of one class: features burnt into a grid block by block, and what touches among labelled pixels."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
import rasterio.features
import shapely
from affine import Affine
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .grid import Grid
from .resampling import Block
from .windows import blocks_under

CONFLICT = -2


class Drawing:
    """Points and polygons on a grid, burnt where they are asked for.

    A pixel belongs to a polygon that holds its centre, and to a point that it holds; a polygon that holds no centre
    gets the pixel under its middle, where no feature of its class has it. ``blocks``: those that features reach into;
    ``outside``: number of features without a pixel, since they lie outside the grid.
    """

    def __init__(self, geometries: np.ndarray, classes: np.ndarray, grid: Grid) -> None:
        """``geometries`` (N,) shapely objects in the grid's CRS, ``classes`` (N,) positive integers."""
        self._geometries, self._classes, self._grid = geometries.copy(), classes, grid
        self._order = np.arange(len(geometries))  # in which they are burnt: among one class, the last one wins
        self._features: dict[Block, list[int]] = {}
        for feature, (left, bottom, right, top) in enumerate(shapely.bounds(geometries)):
            (row, last_row), (col, last_col) = (place.tolist() for place in self._pixel([left, right], [top, bottom]))
            for block in blocks_under(grid, row, col, last_row + 1 - row, last_col + 1 - col):
                self._features.setdefault(block, []).append(feature)
        self.blocks = sorted(self._features)
        self.outside = self._place_tiny()

    def burn(self, block: Block) -> np.ndarray:
        """Feature of each pixel of a block, (h, w) int32: 0 = none, i + 1 = ``geometries[i]``, CONFLICT where features
        of different classes claim it."""
        group = np.zeros(block[2:], dtype=np.int32)
        for burnt in self._layers(block, self._features.get(block, [])):
            claimed = burnt > 0
            group[claimed] = np.where(group[claimed] == 0, burnt[claimed], CONFLICT)
        return group

    def _layers(self, block: Block, features: Sequence[int]) -> Iterator[np.ndarray]:
        """The features of one class after the other, (h, w) int32."""
        row, col, height, width = block
        chosen = np.array(features, dtype=np.intp)
        chosen = chosen[np.argsort(self._order[chosen])]
        for number in np.unique(self._classes[chosen]):
            of_class = chosen[self._classes[chosen] == number]
            yield rasterio.features.rasterize(
                zip(self._geometries[of_class], (int(i) + 1 for i in of_class), strict=True),
                out_shape=(height, width),
                transform=self._grid.transform * Affine.translation(col, row),
                dtype="int32",
            )

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
            for burnt in self._layers(block, [feature for feature in features if doubtful[feature]]):
                seen[burnt[burnt > 0] - 1] = True
        tiny = np.flatnonzero(~seen & inside)
        self._geometries[tiny] = shapely.points(x[tiny], y[tiny])
        self._order[tiny] = -1 - tiny
        return int(np.count_nonzero(~seen & ~inside))

    def _pixel(self, x: Sequence[float] | np.ndarray, y: Sequence[float] | np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Rows and columns, int64, of the pixels that hold points; -1, or the grid's size, where they lie outside."""
        origin = self._grid.transform
        row, col = (np.asarray(y) - origin.f) / origin.e, (np.asarray(x) - origin.c) / origin.a
        row, col = np.floor(row).clip(-1, self._grid.height), np.floor(col).clip(-1, self._grid.width)
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
