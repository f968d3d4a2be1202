"""Where the pixel centres of a grid fall in a raster of any other grid."""

from __future__ import annotations

import numpy as np
from affine import Affine
from numpy.polynomial.chebyshev import chebpts1, chebvander
from rasterio.crs import CRS

from ..errors import GridError, LayerError
from .projection import transform_points

Lattice = tuple[CRS, Affine, int, int]  # CRS, transform, width and height of a raster

_SAME_LATTICE = 0.01  # pixels of drift over the whole grid that are not worth a resampling
_NODES = 9
_TOLERANCE = 1e-5  # pixels


class Alignment:
    """From the pixels of a grid to those of a raster.

    ``shift``: (rows, columns) to add to a pixel of the grid where both lattices coincide, else None.
    ``scale``: raster pixels per grid pixel along the raster's rows and columns, where the two overlap.
    """

    def __init__(self, grid: Lattice, raster: Lattice, title: str) -> None:
        self._grid_crs, self._grid_transform, width, height = grid
        self._crs, transform, raster_width, raster_height = raster
        self._title = title
        self._longitude = (transform * (raster_width / 2, raster_height / 2))[0]
        if self._grid_crs == self._crs and self._crs.is_geographic:
            centre = (self._grid_transform * (width / 2, height / 2))[0]
            turns = round((centre - self._longitude) / 360)  # longitudes may be counted on beyond 180
            transform = Affine.translation(360 * turns, 0) * transform
        self._inverse = ~transform
        self._affine = self._inverse * self._grid_transform if self._grid_crs == self._crs else None
        self.shift = None if self._affine is None else _shift(self._affine, width, height)
        self.scale = (1.0, 1.0) if self.shift else self._scale(width, height, raster_width, raster_height)

    def centres(self, row: int, col: int, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
        """Raster coordinates (y, x), each (h, w) float64, of a grid window's pixel centres; NaN where there are none.

        (h, 1) and (1, w) where the two lattices are parallel: y depends on the row alone, x on the column alone.
        Pixel i of the raster covers i to i + 1. Between two CRS the coordinates are smooth functions over a window:
        they are interpolated through Chebyshev nodes (Trefethen, Approximation Theory and Approximation Practice,
        chapters 2 to 8), checked at other points, and computed one by one where the check fails.
        """
        rows, cols = row + 0.5 + np.arange(height), col + 0.5 + np.arange(width)
        if self._affine is not None and self._affine.b == self._affine.d == 0:
            return self._points(rows, cols[:1])[0], self._points(rows[:1], cols)[1]
        if self._affine is not None:
            y, x = self._points(rows, cols)
            return y, x
        unit, between = chebpts1(_NODES), np.linspace(-1, 1, 5)
        at_nodes = self._points(row + height * (1 + unit) / 2, col + width * (1 + unit) / 2)
        truth = self._points(row + height * (1 + between) / 2, col + width * (1 + between) / 2)
        to_coefficients = np.linalg.inv(chebvander(unit, _NODES - 1))
        if np.isnan(at_nodes).all() and np.isnan(truth).all():
            return np.full((height, width), np.nan), np.full((height, width), np.nan)
        check = chebvander(between, _NODES - 1) @ to_coefficients
        if not np.abs(check @ at_nodes @ check.T - truth).max() < _TOLERANCE:
            y, x = self._points(rows, cols)
            return y, x
        down = chebvander(2 * (rows - row) / height - 1, _NODES - 1) @ to_coefficients
        along = chebvander(2 * (cols - col) / width - 1, _NODES - 1) @ to_coefficients
        # A matrix product of this size would wake a thread on every core, several times slower when these are busy.
        y, x = np.einsum("hn,cnw->chw", down, at_nodes @ along.T)
        return y, x

    def _points(self, rows: np.ndarray, cols: np.ndarray) -> np.ndarray:
        """(2, rows, cols): y and x of the raster at the grid's rows and columns."""
        matrix = self._grid_transform if self._affine is None else self._affine
        x = matrix.a * cols[None, :] + matrix.b * rows[:, None] + matrix.c
        y = matrix.d * cols[None, :] + matrix.e * rows[:, None] + matrix.f
        if self._affine is not None:
            return np.stack([y, x])
        try:
            x, y = transform_points(self._grid_crs, self._crs, x, y)
        except GridError as error:
            raise LayerError(f"Layer {self._title}: {error.message}", error.hint) from None
        if self._crs.is_geographic:
            x = self._longitude + (x - self._longitude + 180) % 360 - 180
        inverse = self._inverse
        return np.stack([inverse.d * x + inverse.e * y + inverse.f, inverse.a * x + inverse.b * y + inverse.c])

    def _scale(self, width: int, height: int, raster_width: int, raster_height: int) -> tuple[float, float]:
        y, x = self._points(np.linspace(0, height, 33), np.linspace(0, width, 33))
        distance = np.hypot((y / raster_height - 0.5), (x / raster_width - 0.5))
        if not np.isfinite(distance).any():
            return 1.0, 1.0
        row, col = np.unravel_index(np.nanargmin(distance), distance.shape)
        rows, cols = np.array([0, 1]) + row * height / 32, np.array([0, 1]) + col * width / 32
        y, x = self._points(rows, cols)
        scale = [abs(v[0, 1] - v[0, 0]) + abs(v[1, 0] - v[0, 0]) for v in (y, x)]
        return (float(scale[0]), float(scale[1])) if np.isfinite(scale).all() else (1.0, 1.0)


def _shift(affine: Affine, width: int, height: int) -> tuple[int, int] | None:
    """Rows and columns between two lattices, None where they drift apart by more than a trace of a pixel."""
    corners = np.array([affine * corner for corner in ((0, 0), (width, 0), (0, height), (width, height))])
    moved = corners - [(0, 0), (width, 0), (0, height), (width, height)]
    shift = np.round(moved[0])
    return (int(shift[1]), int(shift[0])) if np.abs(moved - shift).max() < _SAME_LATTICE else None
