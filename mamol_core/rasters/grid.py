"""The target grid: where the pixels of a map lie."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from affine import Affine
from rasterio.crs import CRS

from ..errors import GridError
from .projection import Bounds, crs_label, transform_box
from .source import WGS84, Source, ground_size

_MOST_PIXELS = 4e10
_SAME_SIZE = 0.01
_COARSEST = 100  # times the model's pixels: coarser layers show nothing that it has learned
_MOST_APART = 500  # times: a training works on the finest pixels, so that coarser ones are cut up
_WIDEST_UTM = 20.0  # degrees of longitude: up to there UTM's scale is true within 1.5 %
_EDGE = 0.01  # pixels that an extent may reach over a pixel's edge without taking the next pixel


@dataclass(frozen=True)
class Grid:
    """A north-up pixel grid; pixels are square, or as nearly so as those of the layer the grid is taken from."""

    crs: CRS
    transform: Affine
    width: int
    height: int

    @property
    def crs_name(self) -> str:
        """``EPSG:32718``, or WKT where the CRS has no code."""
        authority = self.crs.to_authority()
        return ":".join(authority) if authority else str(self.crs.to_wkt())

    @property
    def resolution(self) -> tuple[float, float]:
        """Pixel width and height in the units of the CRS."""
        return abs(self.transform.a), abs(self.transform.e)

    @property
    def bounds(self) -> Bounds:
        """xmin, ymin, xmax, ymax in the grid's CRS."""
        return _affine_bounds(self.transform, self.width, self.height)

    @property
    def gsd(self) -> float:
        """Ground size of a pixel at the centre in metres."""
        return ground_size(self.crs, self.transform, self.width / 2, self.height / 2)


def choose_grid(
    sources: Sequence[Source],
    gsd: float | None,
    *,
    crs: str | None = None,
    resolution: float | None = None,
    extent: Bounds | None = None,
    extent_crs: str | None = None,
    aoi_bounds: tuple[Bounds, CRS] | None = None,
) -> Grid:
    """The grid of a map of ``sources`` at ``gsd`` metres, the finest layer's where None.

    CRS: see :func:`choose_crs`. Pixels: exactly those of a layer in that
    CRS whose pixel has the asked size within 1 %, so that it is not resampled; else square ones, snapped to the finest
    layer in that CRS. Extent: all layers together, within ``extent`` and ``aoi_bounds``.
    ``resolution`` is in units of the grid's CRS, ``extent`` too where ``extent_crs`` is None.

    GridError: layers that do not meet, an extent or area of interest outside them, an impossible CRS or size.
    """
    target = choose_crs(sources, crs)
    limits = []
    if extent is not None:
        given_crs = _parse(extent_crs) if extent_crs else target
        if not _holds(extent, given_crs, sources):
            limits.append(("extent", _warp_bounds(extent, given_crs, target, "extent")))
    if aoi_bounds is not None:
        limits.append(("area of interest", _warp_bounds(*aoi_bounds, target, "area of interest")))
    bounds = _union(sources, target, bool(limits))
    for what, limit in limits:
        bounds = limit if bounds is None else _within(bounds, limit, what, target)
    if bounds is None:
        raise GridError("No layer has a place in the map's CRS.", "Choose another CRS.")
    size = _pixel_size(sources, gsd, resolution, target, bounds)
    width, height = (bounds[2] - bounds[0]) / size, (bounds[3] - bounds[1]) / size
    if not width * height <= _MOST_PIXELS:
        raise GridError(
            f"The map would have {width:.3g} x {height:.3g} pixels of {size:g} in units of {crs_label(target)}; at "
            f"most {_MOST_PIXELS:.0e} pixels are made at once.",
            "Give a coarser resolution or a smaller extent, and check the unit of the CRS.",
        )
    lattice = _lattice(sources, target, size, tolerance=_SAME_SIZE if resolution is None else 1e-6)
    return _snapped(target, lattice, bounds)


def choose_crs(sources: Sequence[Source], asked: str | None) -> CRS:
    """The CRS of a map: the one asked for, else that of the finest projected layer, else UTM.

    Layers in degrees that span more than UTM can show keep their own CRS. GridError where there is no such CRS.
    """
    if asked is not None:
        return _parse(asked)
    projected = [source for source in sources if source.crs.is_projected]
    if projected:
        return min(projected, key=lambda source: source.gsd).crs
    return _utm(sources) or min(sources, key=lambda source: source.gsd).crs


def source_bounds(source: Source, crs: CRS) -> Bounds | None:
    """xmin, ymin, xmax, ymax of a layer in ``crs``; None where it has no place there or reaches too far to have one."""
    return transform_box(source.crs, crs, _affine_bounds(source.transform, source.width, source.height))


def beside(bounds: Bounds, other: Bounds, crs: CRS) -> Bounds:
    """The same bounds, in degrees counted so that they are as near to ``other`` as can be."""
    if not crs.is_geographic:
        return bounds
    turn = 360 * round((other[0] + other[2] - bounds[0] - bounds[2]) / 720)
    return bounds[0] + turn, bounds[1], bounds[2] + turn, bounds[3]


def _union(sources: Sequence[Source], crs: CRS, limited: bool) -> Bounds | None:
    """Bounds of all layers; None, if the map is ``limited`` anyway, where one reaches too far for the CRS."""
    parts: list[Bounds] = []
    for source in sources:
        part = source_bounds(source, crs)
        if part is None and not limited:
            raise GridError(
                f"Layer {source.title} reaches beyond what the map's CRS ({crs_label(crs)}) can show.",
                "Choose an extent or an area of interest, or another CRS.",
            )
        if part is not None:
            parts.append(beside(part, parts[0] if parts else part, crs))
    if len(parts) == len(sources):
        _check_overlap(sources, parts)
        return (
            min(part[0] for part in parts),
            min(part[1] for part in parts),
            max(part[2] for part in parts),
            max(part[3] for part in parts),
        )
    return None


def _affine_bounds(transform: Affine, width: int, height: int) -> Bounds:
    xs, ys = zip(*(transform * corner for corner in ((0, 0), (width, 0), (0, height), (width, height))), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _parse(text: str) -> CRS:
    try:
        crs = CRS.from_user_input(text)
    except ValueError:  # CRSError is one
        raise GridError(f"'{text[:80]}' is not a CRS.", "Give one such as EPSG:32718.") from None
    if not (crs.is_projected or crs.is_geographic):
        raise GridError(f"The CRS '{text[:80]}' is neither projected nor geographic.", "Give one such as EPSG:32718.")
    return crs


def _holds(extent: Bounds, crs: CRS, sources: Sequence[Source]) -> bool:
    """Whether an extent holds all layers and so limits nothing, as that of a canvas which shows the world does.

    It may reach beyond what the map's CRS can show.
    """
    parts = [source_bounds(source, crs) for source in sources]
    return all(
        part is not None
        and extent[0] <= part[0] <= part[2] <= extent[2]
        and extent[1] <= part[1] <= part[3] <= extent[3]
        for part in parts
    )


def _warp_bounds(bounds: Bounds, crs: CRS, target: CRS, what: str) -> Bounds:
    if not (np.isfinite(bounds).all() and bounds[0] < bounds[2] and bounds[1] < bounds[3]):
        raise GridError(
            f"The {what} is empty: xmin, ymin, xmax, ymax are {_say(bounds)}.", "Give xmin < xmax and ymin < ymax."
        )
    found = transform_box(crs, target, bounds)
    if found is None:
        raise GridError(
            f"The {what} can't be transformed to the map's CRS ({crs_label(target)}), or reaches beyond what that can "
            "show.",
            "Choose another CRS or extent.",
        )
    return found


def _check_overlap(sources: Sequence[Source], bounds: Sequence[Bounds]) -> None:
    """Refuse layers that fall apart into groups of which none touches another."""
    together = {0}
    while True:
        near = {i for i, b in enumerate(bounds) if any(_meet(b, bounds[j]) for j in together)}
        if near == together:
            break
        together = near
    if len(together) < len(sources):
        apart = ", ".join(source.title for i, source in enumerate(sources) if i not in together)
        raise GridError(
            f"The layers do not overlap: {apart} and {sources[0].title} have no ground in common.",
            "Check the layers' CRS, or leave out those of another place.",
        )


def _meet(one: Bounds, two: Bounds) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _within(bounds: Bounds, limit: Bounds, what: str, crs: CRS) -> Bounds:
    limit = beside(limit, bounds, crs)
    if not _meet(bounds, limit):
        raise GridError(
            f"The {what} ({_say(limit)}) lies outside the layers ({_say(bounds)}, {crs_label(crs)}).",
            f"Choose an {what} that meets the layers, and check its CRS.",
        )
    return (
        max(bounds[0], limit[0]),
        max(bounds[1], limit[1]),
        min(bounds[2], limit[2]),
        min(bounds[3], limit[3]),
    )


def _utm(sources: Sequence[Source]) -> CRS | None:
    """UTM zone of the middle of all layers, UPS beyond UTM's latitudes; None where they span too much for either."""
    parts: list[Bounds] = []
    for source in sources:
        part = source_bounds(source, WGS84)
        if part is None:
            return None
        parts.append(beside(part, parts[0] if parts else part, WGS84))
    west, east = min(part[0] for part in parts), max(part[2] for part in parts)
    lat = (min(part[1] for part in parts) + max(part[3] for part in parts)) / 2
    if not -80 <= lat <= 84:
        return CRS.from_epsg(32661 if lat > 0 else 32761)
    if east - west > _WIDEST_UTM:
        return None
    zone = int(((west + east) / 2 + 180) % 360 // 6) + 1
    return CRS.from_epsg((32600 if lat >= 0 else 32700) + zone)


def _pixel_size(
    sources: Sequence[Source], gsd: float | None, resolution: float | None, crs: CRS, bounds: Bounds
) -> float:
    """Side of a pixel in units of the CRS."""
    if resolution is not None:
        if not (math.isfinite(resolution) and resolution > 0):
            raise GridError(f"The resolution is {resolution:g}; a number above 0 is expected.")
        return resolution
    finest = min(sources, key=lambda source: source.gsd)
    if gsd is not None and finest.gsd > _COARSEST * gsd:
        raise GridError(
            f"The pixels of {finest.title} measure {finest.gsd:.4g} m, the finest of all layers; the map's would be "
            f"{gsd:.4g} m, as those that the model was trained with.",
            "Choose layers of a finer resolution, or a resolution for the map if this one is meant.",
        )
    coarsest = max(sources, key=lambda source: source.gsd)
    if gsd is None and coarsest.gsd > _MOST_APART * finest.gsd:
        raise GridError(
            f"The pixels of {coarsest.title} measure {coarsest.gsd:.4g} m, those of {finest.title} {finest.gsd:.4g} m; "
            f"layers that are trained on together may be up to {_MOST_APART} times apart.",
            "Average the finer layer to a coarser resolution, or leave one of them out.",
        )
    if gsd is None:
        gsd = finest.gsd
        if finest.crs.is_geographic:
            gsd = float(f"{gsd:.2g}")
    unit = 1e-4 if crs.is_geographic else 1.0
    centre = Affine(unit, 0, (bounds[0] + bounds[2]) / 2, 0, -unit, (bounds[1] + bounds[3]) / 2)
    return unit * gsd / ground_size(crs, centre, 0, 0)


def _lattice(sources: Sequence[Source], crs: CRS, size: float, tolerance: float) -> Affine:
    """Transform of which the grid's pixels are a part: a layer's own one where its pixel has the asked size."""
    native = sorted((source for source in sources if source.crs == crs), key=lambda source: source.gsd)
    for source in native:
        a, b, _, d, e, _ = source.transform[:6]
        if b == d == 0 and a > 0 > e and max(abs(a / size - 1), abs(-e / size - 1)) < tolerance:
            return source.transform
    origin = native[0].transform if native else Affine.identity()
    return Affine(size, 0, origin.c, 0, -size, origin.f)


def _snapped(crs: CRS, lattice: Affine, bounds: Bounds) -> Grid:
    """The smallest grid on the lattice that holds the bounds."""
    (left, top), (right, bottom) = (~lattice * corner for corner in ((bounds[0], bounds[3]), (bounds[2], bounds[1])))
    col, row = math.floor(left + _EDGE), math.floor(top + _EDGE)
    width, height = max(1, math.ceil(right - _EDGE) - col), max(1, math.ceil(bottom - _EDGE) - row)
    return Grid(crs, lattice * Affine.translation(col, row), width, height)


def _say(bounds: Bounds) -> str:
    return ", ".join(f"{value:.8g}" for value in bounds)
