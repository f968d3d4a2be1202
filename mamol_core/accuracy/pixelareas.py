"""What pixels cover on the ground, in square metres."""

from __future__ import annotations

import re

import numpy as np
from affine import Affine
from rasterio.crs import CRS

from ..rasters.projection import transform_points

_WGS84 = CRS.from_epsg(4326)
_AXIS, _FLATTENING = 6378137.0, 298.257223563
_TRUE = 0.01
"""Up to this deviation the areas of a projected CRS are taken as they are."""
_NODES = 129  # along each side of the raster, between which areas are interpolated


class PixelAreas:
    """Areas of the pixels of a grid. ``how``: a sentence on how they are known, for the report.

    In a projected CRS a pixel has its nominal area, unless the projection stretches areas by more than 1 % somewhere on
    the map (Web Mercator does by far): then, and in degrees, areas are those on the ellipsoid.
    """

    def __init__(self, crs: CRS, transform: Affine, width: int, height: int) -> None:
        self._shape = height, width
        self._rows: np.ndarray | None = None
        self._nodes: np.ndarray | None = None
        self._same = 0.0
        if crs.is_geographic and transform.b == transform.d == 0:
            axis, flattening = _ellipsoid(crs)
            edges = np.clip(transform.f + transform.e * np.arange(height + 1), -90, 90)
            bands = np.abs(np.diff(authalic(edges, flattening)))
            self._rows = axis**2 / 2 * np.radians(abs(transform.a)) * bands
            self.how = "Pixel areas are those of the ellipsoid, row by row."
            return
        unit = 1.0 if crs.is_geographic else float(crs.linear_units_factor[1])
        self._same = abs(transform.determinant) * unit**2
        self.how = "Pixel areas are those of the map's projection."
        rows, columns = np.linspace(0, height, _NODES), np.linspace(0, width, _NODES)
        true = _areas_at(crs, transform, *np.meshgrid(columns, rows))
        if crs.is_geographic or np.nanmax(np.abs(true / self._same - 1), initial=0) > _TRUE:
            true = np.where(np.isfinite(true), true, 0.0)  # beside the Earth there is no class either
            self._nodes = true
            self.how = "The map's projection does not keep areas; pixel areas are those on the ellipsoid."

    @property
    def equal(self) -> bool:
        """Whether all pixels have one area."""
        return self._rows is None and self._nodes is None

    def of(self, row: int, height: int) -> float | np.ndarray:
        """Of the pixels of whole rows: one number, or (height, width)."""
        if self.equal:
            return self._same
        shape = height, self._shape[1]
        if self._rows is not None:
            part = self._rows[slice(row, row + height)]
            return np.broadcast_to(part[:, None], shape)
        columns, nodes = np.arange(self._shape[1]) + 0.5, np.linspace(0, self._shape[1], _NODES)
        return np.stack([np.interp(columns, nodes, line) for line in self._lines(np.arange(row, row + height))])

    def at(self, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
        """Of single pixels (N,)."""
        if self._rows is not None:
            return self._rows[rows]
        if self._nodes is not None:
            place = (columns + 0.5) * (_NODES - 1) / self._shape[1]
            left = place.astype(int).clip(max=_NODES - 2)
            lines, point = self._lines(rows), np.arange(len(rows))
            return lines[point, left] * (1 - place + left) + lines[point, left + 1] * (place - left)
        return np.full(len(rows), self._same)

    def _lines(self, rows: np.ndarray) -> np.ndarray:
        """Areas at the nodes' columns in the middle of rows, (N, nodes)."""
        if self._nodes is None:
            raise ValueError("Pixels of one area need no interpolation.")
        nodes = np.linspace(0, self._shape[0], _NODES)
        return np.stack([np.interp(rows + 0.5, nodes, column) for column in self._nodes.T], axis=1)


def to_coordinates(transform: Affine, columns: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """x and y of places in pixels; with the inverse transform, columns and rows of coordinates."""
    a, b, c, d, e, f = transform[:6]
    return a * columns + b * rows + c, d * columns + e * rows + f


def authalic(latitude: np.ndarray, flattening: float = _FLATTENING) -> np.ndarray:
    """``q`` of Snyder 1987 (USGS Professional Paper 1395, equation 3-12) at latitudes in degrees.

    On an ellipsoid with the axis a, the area between two parallels and two meridians is
    ``a² / 2 · (longitude difference in radians) · (q2 - q1)``. ``flattening``: inverse, 0 for a sphere.
    """
    sine = np.sin(np.radians(latitude))
    if not flattening:
        return np.asarray(2 * sine)
    f = 1 / flattening
    e = np.sqrt(f * (2 - f))
    return np.asarray((1 - e**2) * (sine / (1 - (e * sine) ** 2) + np.arctanh(e * sine) / e))


def _ellipsoid(crs: CRS) -> tuple[float, float]:
    """Axis in metres and inverse flattening."""
    found = re.search(r'(?:SPHEROID|ELLIPSOID)\["[^"]*",\s*([\d.]+),\s*([\d.]+)', crs.to_wkt())
    return (float(found[1]), float(found[2])) if found else (_AXIS, _FLATTENING)


def _areas_at(crs: CRS, transform: Affine, columns: np.ndarray, rows: np.ndarray) -> np.ndarray:
    """Areas in m² of pixels centred at places of a raster (H, W), NaN where it shows no place on Earth."""

    def place(column: float, row: float) -> tuple[np.ndarray, np.ndarray]:
        x, y = to_coordinates(transform, columns + column, rows + row)
        longitude, latitude = transform_points(crs, _WGS84, x, y)
        return np.radians(longitude), authalic(latitude)

    (west, q_west), (east, q_east) = place(-0.5, 0), place(0.5, 0)
    (north, q_north), (south, q_south) = place(0, -0.5), place(0, 0.5)
    across, down = _turn(east - west), _turn(south - north)
    return np.asarray(_AXIS**2 / 2 * np.abs(across * (q_south - q_north) - down * (q_east - q_west)))


def _turn(angle: np.ndarray) -> np.ndarray:
    """A difference of longitudes, in radians, the short way round."""
    return np.asarray((angle + np.pi) % (2 * np.pi) - np.pi)
