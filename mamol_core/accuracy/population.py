"""What reference points are a sample of: the strata, their size on the map, and the stratum of each point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from affine import Affine
from rasterio.crs import CRS

from ..errors import LabelError
from ..rasters.projection import transform_points
from ..reporting import Reporter
from .classmap import ClassMap
from .design import Design
from .estimate import Strata
from .pixelareas import to_coordinates
from .reference import Points, are_clustered, points_text
from .tally import Pairs

STRATIFIED, OTHER_STRATA, RANDOM, NONE = "stratified", "other strata", "simple random", "none"
"""Estimators: strata are the map's classes, strata are something else, one stratum, no probability sample."""


@dataclass
class Population:
    """``codes``, ``pixels``, ``area`` in m² (H,): of the strata, ``names`` by code. ``stratum`` (N,): number of each
    point's, -1 where it is no part of the sample. ``pairs``: stratum and map class of the map's pixels, where known.

    ``estimator``: one of the constants above.
    """

    estimator: str
    codes: np.ndarray
    pixels: np.ndarray
    area: np.ndarray
    names: dict[int, str]
    stratum: np.ndarray
    pairs: Pairs | None

    def strata(self, classes: list[int]) -> tuple[Strata, np.ndarray]:
        """The strata that have points, and the number of each point's among them (N,); map classes are ``classes``."""
        sampled, number = np.unique(self.stratum, return_inverse=True)
        holds = np.ones((len(sampled), len(classes)), bool)
        if self.pairs is not None:
            holds[:] = False
            row = {int(code): place for place, code in enumerate(self.codes[sampled])}
            column = {code: place for place, code in enumerate(classes)}
            for first, second in zip(self.pairs.first.tolist(), self.pairs.second.tolist(), strict=True):
                if first in row and second in column:
                    holds[row[first], column[second]] = True
        area = self.area[sampled]
        return Strata(area / area.sum(), self.pixels[sampled], holds), number

    @property
    def without_points(self) -> np.ndarray:
        """Strata of which nothing is known, (H,) bool."""
        return np.bincount(self.stratum[self.stratum >= 0], minlength=len(self.codes)) == 0


def of_design(
    design: Design,
    own_map: bool,
    source: ClassMap,
    points: Points,
    at_strata: np.ndarray,
    pairs: Pairs,
    reporter: Reporter,
) -> Population:
    """The population of a sample whose design is known. ``own_map``: it was drawn from this very map."""
    estimator = RANDOM if design.design == "random" else OTHER_STRATA
    if own_map and design.strata_raster is None and estimator != RANDOM:
        estimator = STRATIFIED
    drawn_at = _stratum_drawn(design, source, points)
    strange = drawn_at == 0
    if strange.any():
        reporter.warn(
            f"Left out, since on no pixel of the drawn sample (added or moved since): "
            f"{points_text(int(np.count_nonzero(strange)))}."
        )
    if strange.all():
        raise LabelError(
            "None of the points lies where the sample was drawn.",
            "Give the points that belong to this sampling design, or leave the design file out.",
        )
    lacking = len(design.points) - int(np.count_nonzero(~strange))
    if lacking:
        reporter.warn(
            f"Of the {len(design.points)} points that were drawn, {lacking} have no reference class here. If those are "
            "the hard ones, the map looks better than it is."
        )
    names = {stratum.code: stratum.name for stratum in design.strata}
    if own_map:
        codes = np.array([stratum.code for stratum in design.strata])
        pixels = np.array([stratum.pixels for stratum in design.strata])
        area = np.array([stratum.area for stratum in design.strata])
        at = drawn_at
        inside = pairs.where(pairs.first > 0) if estimator == STRATIFIED else None
    else:
        inside = pairs.where((pairs.first > 0) & (pairs.second > 0))
        if estimator == RANDOM:
            inside.first[:] = 1
        codes, pixels, area = _sizes(inside)
        at = np.where(strange, 0, at_strata if estimator == OTHER_STRATA else 1)
    number = _numbers(at, codes)
    return Population(estimator, codes, pixels, area, names, number, inside)


def assumed(
    random: bool,
    strata: ClassMap | None,
    legend: dict[int, str],
    points: Points,
    at_map: np.ndarray,
    at_strata: np.ndarray,
    pairs: Pairs,
    reporter: Reporter,
    said: bool,
) -> Population:
    """The population where no design is known: the map's classes are the strata, or those of the strata raster, or all
    is one. ``said``: that it was drawn so is the user's word. Clustered points are no probability sample."""
    inside = pairs.where((pairs.first > 0) & (pairs.second > 0))
    estimator = RANDOM if random else STRATIFIED if strata is None else OTHER_STRATA
    if random:
        inside.first[:] = 1
    codes, pixels, area = _sizes(inside)
    at = np.where(at_map > 0, np.ones(len(at_map), np.int64) if random else at_strata, 0)
    number = _numbers(at, codes)
    if random:
        names = {1: "whole map"}
    else:
        names = legend if strata is None else {e.code: e.name for e in strata.legend(codes.tolist())}
    there = number >= 0
    if are_clustered(points.row[there], points.column[there], number[there], pixels):
        reporter.warn(
            "The points lie in clusters, closer together than points drawn at random would: they are no probability "
            "sample. The figures describe these places, and no interval is given. Draw a sample to assess the map."
        )
        estimator_used = NONE
    else:
        estimator_used = estimator
        if not said:
            reporter.warn(
                "No sampling design is known. The figures are those of points drawn at random within each "
                f"{'class of the map' if strata is None else 'stratum'}; if the points were chosen in another way, "
                "neither they nor their intervals hold."
            )
    return Population(estimator_used, codes, pixels, area, names, number, inside)


def _stratum_drawn(design: Design, source: ClassMap, points: Points) -> np.ndarray:
    """Code of the stratum in which a pixel under each point was drawn, (N,) int64, 0 = none was."""
    layout = design.map
    crs = CRS.from_user_input(layout["crs"])
    x, y = (points.x, points.y) if crs == source.crs else transform_points(source.crs, crs, points.x, points.y)
    column, row = np.floor(np.nan_to_num(to_coordinates(~Affine(*layout["transform"]), x, y), nan=-1.0)).astype(
        np.int64
    )
    drawn = {(row, column): stratum for _, row, column, stratum in design.points}
    places = zip(row.tolist(), column.tolist(), strict=True)
    return np.array([drawn.get(place, 0) for place in places], np.int64)


def _sizes(pairs: Pairs) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Codes, pixels and area of the strata."""
    sums = pairs.sums("first")
    return (
        np.array(list(sums), np.int64),
        np.array([pixels for pixels, _ in sums.values()]),
        np.array([area for _, area in sums.values()]),
    )


def _numbers(at: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Number of each code of ``at`` (N,) in ``codes``, ascending; -1 where it is not there.

    LabelError where there are no codes.
    """
    if not len(codes):
        raise LabelError(
            "The strata raster has no stratum where the map has a class.", "Check that both show one place."
        )
    place = np.searchsorted(codes, at).clip(max=len(codes) - 1)
    return np.where(codes[place] == at, place, -1)
