"""Coordinates in another CRS. The only place that asks PROJ, whose errors are many and come unwrapped through rasterio.

A place without coordinates in the other CRS, such as a corner of a satellite's full disk that shows space, is NaN.
"""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import ArrayLike
from rasterio._err import CPLE_BaseError, CPLE_NotSupportedError  # rasterio lets GDAL's own errors through
from rasterio.crs import CRS
from rasterio.errors import CRSError, RasterioError
from rasterio.warp import transform, transform_bounds

from ..errors import GridError

Bounds = tuple[float, float, float, float]
GDAL_ERRORS = (RasterioError, CPLE_BaseError)
"""What GDAL raises through rasterio."""

_WGS84 = CRS.from_epsg(4326)
_FEW = 16  # points that are tried one by one
_SIDE = 33  # points along each side of a box that is looked at
_TWICE = 720.0  # degrees: longitudes may be counted from 0 to 360, and on from there
_OFF = 1e-3  # of the box: how far there and back may lead astray


def transform_points(source: CRS, target: CRS, xs: ArrayLike, ys: ArrayLike) -> np.ndarray:
    """(2, N) or (2, H, W): x and y in ``target`` of points (N,) or (H, W), NaN where they have none.

    GridError where no way leads from the one CRS to the other, as between planets.
    """
    points = np.array([xs, ys], np.float64)
    if source == target:
        return points
    found = np.full(points.shape, np.nan)
    flat, filled = points.reshape(2, -1), found.reshape(2, -1)
    if not _fill(source, target, flat, filled):
        rows = points.shape[1] if points.ndim == 3 else 1
        for part, line in zip(np.split(flat, rows, axis=1), np.split(filled, rows, axis=1), strict=True):
            _fill_piecewise(source, target, part, line)
    found[:, ~np.isfinite(found).all(axis=0)] = np.nan
    return found


def transform_box(source: CRS, target: CRS, bounds: Bounds) -> Bounds | None:
    """xmin, ymin, xmax, ymax in ``target`` of a box; None where it has none there or reaches too far to have.

    Far beyond the zone it is made for, a projection folds: different places get the same coordinates. So the box must
    lead back to itself. xmax exceeds 180 where a box in degrees crosses that meridian.
    """
    if source == target:
        return bounds
    inside = (np.arange(_SIDE) + 0.5) / _SIDE  # the rim itself may be where a projection ends
    size = np.array([bounds[2] - bounds[0], bounds[3] - bounds[1]])
    there = np.stack(np.meshgrid(bounds[0] + size[0] * inside, bounds[1] + size[1] * inside))
    found = transform_points(source, target, *there)
    known = np.isfinite(found).all(axis=0)
    on_earth = known | np.isfinite(transform_points(source, _WGS84, *there)).all(axis=0)
    if not known.any() or (on_earth & ~known).any():
        return None
    away = np.abs(transform_points(target, source, *found[:, known]) - there[:, known])
    if source.is_geographic:
        away[0] = np.minimum(away[0] % 360, -away[0] % 360)
    if not (away <= _OFF * size[:, None] + 1e-6 * np.abs(there[:, known])).all():  # so of NaN, too
        return None
    left, bottom, right, top = _exact(source, target, bounds)
    if target.is_geographic and left > right:
        right += 360
    if np.isfinite((left, bottom, right, top)).all():
        return left, bottom, right, top
    (xmin, ymin), (xmax, ymax) = found[:, known].min(axis=1).tolist(), found[:, known].max(axis=1).tolist()
    dx, dy = (xmax - xmin) / _SIDE, (ymax - ymin) / _SIDE  # the rim lies between two points
    return xmin - dx, ymin - dy, xmax + dx, ymax + dy


def lies_off_earth(crs: CRS, bounds: Bounds) -> bool:
    """Whether coordinates that should be degrees are none, as those in metres that were given the wrong CRS."""
    xmin, ymin, xmax, ymax = bounds
    return bool(crs.is_geographic) and (ymin > 90 or ymax < -90 or xmin > _TWICE or xmax < -_TWICE)


def _exact(source: CRS, target: CRS, bounds: Bounds) -> Bounds:
    try:
        left, bottom, right, top = transform_bounds(source, target, *bounds, densify_pts=21)
    except GDAL_ERRORS:
        return np.nan, np.nan, np.nan, np.nan
    return left, bottom, right, top


def _fill(source: CRS, target: CRS, points: np.ndarray, found: np.ndarray) -> bool:
    """Whether all points (2, N) could be transformed into ``found``."""
    try:
        found[:] = transform(source, target, points[0], points[1])
    except (CRSError, CPLE_NotSupportedError) as error:
        raise GridError(
            f"Nothing leads from the CRS {crs_label(source)} to {crs_label(target)}: they are of different bodies, or "
            "one of them is tied to no place on Earth.",
            "Check the CRS of the layers.",
        ) from error
    except GDAL_ERRORS:  # for one bad point all are refused
        return False
    return True


def _fill_piecewise(source: CRS, target: CRS, points: np.ndarray, found: np.ndarray) -> None:
    """The same, point by point where some have no coordinates. Those that have any lie together along a line."""
    count = points.shape[1]
    if _fill(source, target, points, found) or count == 1:
        return
    if count > _FEW:
        probes = np.linspace(0, count - 1, _FEW).astype(int)
        if not any(_fill(source, target, points[:, [at]], np.empty((2, 1))) for at in probes):
            found[:] = np.nan
            return
    for part in (slice(0, count // 2), slice(count // 2, count)):
        _fill_piecewise(source, target, points[:, part], found[:, part])


def crs_label(crs: CRS) -> str:
    """A CRS for a sentence: its code, or else its name."""
    if crs.to_epsg():
        return str(crs.to_string())
    wkt = str(crs.to_wkt())
    name = re.search(r'"([^"]+)"', wkt)
    return f"'{name[1][:60]}'" if name else wkt[:60]
