"""Reference points from a class raster of any size: as many as asked, each pixel of a stratum equally likely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from rasterio.crs import CRS

from ..rasters.projection import transform_points
from ..reporting import Reporter
from ..stages import DRAWING_POINTS
from .classmap import ClassMap
from .design import Stratum
from .pixelareas import to_coordinates

_SPARE = 20  # candidates for each point that is to keep its distance
_WGS84 = CRS.from_epsg(4326)
_AXIS, _E2 = 6378137.0, 0.00669437999014


class Frame:
    """The pixels to draw from, and the stratum of each."""

    def __init__(self, source: ClassMap, strata: ClassMap | None, random: bool) -> None:
        self.map, self.strata, self._random = source, strata, random

    def strips(self) -> Iterator[tuple[int, np.ndarray, np.ndarray]]:
        """First row, strata (h, W) uint16 with 0 = not to be drawn, and the map's codes (h, W)."""
        if self.strata is not None:
            for row, codes, groups in self.map.strips_beside(self.strata):
                yield row, np.where(codes > 0, groups, 0), codes
        else:
            for row, codes in self.map.strips():
                yield row, (codes > 0).astype(np.uint16) if self._random else codes, codes


def draw_points(
    frame: Frame, strata: Sequence[Stratum], seed: int, distance: float | None, reporter: Reporter
) -> np.ndarray:
    """Points in random order, (N, 4) int64: id from 1, row, column and stratum's code.

    Of each stratum the wanted pixels are chosen by their number, in the order of rows and columns, without replacement;
    then the raster is read once more to find them.
    """
    rng = np.random.default_rng(seed)
    wanted: dict[int, np.ndarray] = {}
    for stratum in strata:
        spare = 1 if distance is None else _SPARE
        number = min(stratum.pixels, spare * stratum.points)
        wanted[stratum.code] = rng.choice(stratum.pixels, number, replace=False, shuffle=False)
    found = _find(frame, wanted, reporter)
    if distance is not None:
        found = _keep_apart(found, strata, distance, frame.map, rng, reporter)
    order = rng.permutation(len(found))  # the order of ids must not tell the stratum
    return np.column_stack([np.arange(1, len(found) + 1), found[order]])


def _find(frame: Frame, wanted: dict[int, np.ndarray], reporter: Reporter) -> np.ndarray:
    """Row, column and stratum (N, 3) int64 of pixels given by their number in each stratum."""
    passed = dict.fromkeys(wanted, 0)
    ordered = {code: np.sort(numbers) for code, numbers in wanted.items()}
    parts = [np.zeros((0, 3), np.int64)]
    reporter.stage(DRAWING_POINTS, frame.map.height)
    for row, groups, _ in frame.strips():
        flat = groups.ravel()
        counts = np.bincount(flat, minlength=1)
        begin = np.concatenate([[0], np.cumsum(counts)])
        places: np.ndarray | None = None
        for code in np.flatnonzero(counts).tolist():
            if code == 0:
                continue
            numbers, before = ordered[code], passed[code]
            first, last = np.searchsorted(numbers, [before, before + counts[code]])
            passed[code] += int(counts[code])
            if first < last:
                if places is None:
                    places = np.argsort(flat, kind="stable")
                at = places[begin[code] + numbers[slice(first, last)] - before]
                rows, columns = np.divmod(at, groups.shape[1])
                parts.append(np.column_stack([rows + row, columns, np.full(len(at), code)]))
        reporter.advance(len(groups))
    found = np.concatenate(parts)
    return found[np.lexsort((found[:, 1], found[:, 0]))]  # else the order would be that of the strips


def _keep_apart(
    found: np.ndarray,
    strata: Sequence[Stratum],
    distance: float,
    source: ClassMap,
    rng: np.random.Generator,
    reporter: Reporter,
) -> np.ndarray:
    """Of candidates in random order, the smallest stratum's first, those that lie ``distance`` m from all kept ones."""
    places = ground_coordinates(source, found[:, 0], found[:, 1])
    cells: dict[tuple[int, ...], list[np.ndarray]] = {}
    kept = []
    for stratum in sorted(strata, key=lambda entry: entry.pixels):
        candidates = rng.permutation(np.flatnonzero(found[:, 2] == stratum.code))
        number = 0
        for candidate in candidates:
            if number == stratum.points:
                break
            if _is_free(places[candidate], distance, cells):
                kept.append(candidate)
                number += 1
        if number < stratum.points:
            reporter.warn(
                f"Only {number} of {stratum.points} points in '{stratum.name}' are {distance:g} m from all others; the "
                "rest is left out. Choose a smaller distance for more."
            )
    reporter.warn(
        f"Points keep {distance:g} m apart: where the classes are patchy, pixels were not all equally likely to be "
        "drawn. Accuracy and intervals are computed as for a random sample, which is an approximation."
    )
    return found[kept]


def _is_free(place: np.ndarray, distance: float, cells: dict[tuple[int, ...], list[np.ndarray]]) -> bool:
    """Whether no kept place lies nearer; if so, it is kept."""
    cell = tuple(int(number) for number in np.floor(place / distance))
    for shift in np.ndindex(*[3] * len(cell)):
        near = tuple(number + step - 1 for number, step in zip(cell, shift, strict=True))
        for other in cells.get(near, ()):
            if np.square(other - place).sum() < distance**2:
                return False
    cells.setdefault(cell, []).append(place)
    return True


def ground_coordinates(source: ClassMap, rows: np.ndarray, columns: np.ndarray) -> np.ndarray:
    """Metres, of pixels' centres: (N, 2) in a projected CRS, (N, 3) from the Earth's centre for a map in degrees."""
    x, y = to_coordinates(source.transform, columns + 0.5, rows + 0.5)
    if not source.crs.is_geographic:
        return np.column_stack([x, y]) * float(source.crs.linear_units_factor[1])
    longitude, latitude = np.radians(transform_points(source.crs, _WGS84, x, y))
    normal = _AXIS / np.sqrt(1 - _E2 * np.sin(latitude) ** 2)
    return np.column_stack(
        [
            normal * np.cos(latitude) * np.cos(longitude),
            normal * np.cos(latitude) * np.sin(longitude),
            normal * (1 - _E2) * np.sin(latitude),
        ]
    )
