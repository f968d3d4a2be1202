"""Regions of one class on a grid: burnt from features or found in a class raster, in strips of bounded size."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import rasterio.features
import shapely
from affine import Affine
from scipy import ndimage
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from .grid import Grid

_STRIP_PIXELS = 2_000_000
_CONFLICT = -1
_EIGHT_NEIGHBOURS = np.ones((3, 3), dtype=np.uint8)


def strips(height: int, width: int) -> Iterator[slice]:
    """Row slices that cover a grid from top to bottom, each of about two million pixels."""
    rows = max(1, _STRIP_PIXELS // width)
    for start in range(0, height, rows):
        yield slice(start, min(height, start + rows))


def burn(geometries: np.ndarray, classes: np.ndarray, grid: Grid) -> tuple[np.ndarray, int, int]:
    """Burn points and polygons, given in the grid's CRS, into the grid.

    ``geometries`` (N,) shapely objects, ``classes`` (N,) positive integers. Returns the group of each pixel, (H, W)
    int32 with 0 = none and i + 1 = ``geometries[i]``; the number of pixels left out because features of different
    classes claim them; and the number of features that have no pixel since they lie outside the grid. A pixel belongs
    to a polygon that holds its centre, and to a point that it holds; a polygon that holds no centre gets the pixel
    under its middle.
    """
    group = np.zeros((grid.height, grid.width), dtype=np.int32)
    seen = np.zeros(len(geometries) + 1, dtype=bool)
    origin = grid.transform
    bounds = shapely.bounds(geometries)
    first_row = np.floor((bounds[:, 3] - origin.f) / origin.e)
    last_row = np.floor((bounds[:, 1] - origin.f) / origin.e)
    for rows in strips(grid.height, grid.width):
        inside = np.flatnonzero((first_row < rows.stop) & (last_row >= rows.start))
        for number in np.unique(classes[inside]):
            chosen = inside[classes[inside] == number]
            burnt = rasterio.features.rasterize(
                zip(geometries[chosen], (int(i) + 1 for i in chosen), strict=True),
                out_shape=(rows.stop - rows.start, grid.width),
                transform=Affine(origin.a, 0, origin.c, 0, origin.e, origin.f + origin.e * rows.start),
                dtype="int32",
            )
            seen[burnt.ravel()] = True
            part = group[rows]
            claimed = burnt > 0
            part[claimed] = np.where(part[claimed] == 0, burnt[claimed], _CONFLICT)
    outside = _place_tiny(group, geometries, classes, np.flatnonzero(~seen[1:]), grid)
    conflicts = 0
    for rows in strips(grid.height, grid.width):
        part = group[rows]
        conflicts += int(np.count_nonzero(part == _CONFLICT))
        part[part == _CONFLICT] = 0
    return group, conflicts, outside


def _place_tiny(group: np.ndarray, geometries: np.ndarray, classes: np.ndarray, unseen: np.ndarray, grid: Grid) -> int:
    """Give features without a pixel the one under their middle; the number of those that lie outside."""
    outside = 0
    middles = shapely.point_on_surface(geometries[unseen])
    rows = np.floor((shapely.get_y(middles) - grid.transform.f) / grid.transform.e)
    columns = np.floor((shapely.get_x(middles) - grid.transform.c) / grid.transform.a)
    for feature, row, column in zip(unseen, rows, columns, strict=True):
        if not (0 <= row < grid.height and 0 <= column < grid.width):
            outside += 1
            continue
        place = int(row), int(column)
        if group[place] == 0:
            group[place] = feature + 1
        elif group[place] > 0 and classes[group[place] - 1] != classes[feature]:
            group[place] = _CONFLICT
    return outside


def connected_regions(index: np.ndarray) -> np.ndarray:
    """Number the regions of equal class, (H, W) uint16 with 0 = none, that touch at a side or corner: (H, W) int32."""
    height, width = index.shape
    group = np.zeros((height, width), dtype=np.int32)
    total = 0
    pairs = [np.zeros((2, 1), dtype=np.int32)]
    for rows in strips(height, width):
        part = index[rows]
        for number in np.unique(part[part > 0]):
            regions, count = ndimage.label(part == number, _EIGHT_NEIGHBOURS)
            inside = regions > 0
            group[rows][inside] = regions[inside] + total
            total += count
        if rows.start:
            seam = slice(rows.start - 1, rows.start + 1)
            pairs.append(_joined(index[seam], group[seam]))
    above, below = np.concatenate(pairs, axis=1)
    graph = coo_matrix((np.ones(above.size, dtype=np.int8), (above, below)), shape=(total + 1, total + 1))
    components = connected_components(graph, directed=False)[1]
    numbers = np.where(components == components[0], 0, components + 1).astype(np.int32)
    for rows in strips(height, width):
        group[rows] = numbers[group[rows]]
    return group


def _joined(index: np.ndarray, group: np.ndarray) -> np.ndarray:
    """Pairs (2, P) of regions that touch across a seam, from the row above it and the row below, each (2, W)."""
    width = index.shape[1]
    found = []
    for shift in (-1, 0, 1):
        top = slice(max(0, -shift), width - max(0, shift))
        bottom = slice(max(0, shift), width - max(0, -shift))
        same = (index[0, top] == index[1, bottom]) & (index[0, top] > 0)
        found.append(np.stack([group[0, top][same], group[1, bottom][same]]))
    return np.unique(np.concatenate(found, axis=1), axis=1)
