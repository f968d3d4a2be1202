"""From a request and the files it names to the population that the reference points are a sample of."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ..contract import AssessRequest, CompareRequest
from ..errors import LabelError, RequestError
from ..rasters.legend import LandClass
from ..reporting import Reporter
from ..stages import READING_MAP
from .classmap import ClassMap, difference
from .design import Design, design_path
from .pixelareas import PixelAreas
from .population import Population, assumed, of_design
from .reference import Points, points_text
from .tally import Crosstab, Pairs


@dataclass
class Scan:
    """The whole map, read once. ``pairs``: pixels and area by stratum (or map class) and map class; the codes of both
    at the points, (N,)."""

    pairs: Pairs
    at_map: np.ndarray
    at_strata: np.ndarray


def find_design(request: AssessRequest | CompareRequest, reporter: Reporter) -> Design | None:
    """The design of the sample: the file that was named, or the one beside the points."""
    path = Path(request.design_file) if request.design_file else design_path(str(request.reference))
    if not request.design_file and not path.exists():
        return None
    design = Design.read(path)
    reporter.log(f"The sampling design is read from '{path.name}'.")
    if request.design is not None and request.design != design.design:
        raise RequestError(
            f"The sampling design '{path.name}' is {design.design}, and a {request.design} one was asked for.",
            "Leave the choice to the file, or move it away if it does not belong to these points.",
        )
    return design


def check_unchanged(design: Design, source: ClassMap, strata: ClassMap | None) -> bool:
    """Whether the map is the one that the sample was drawn from; RequestError where it is not, nor is the strata raster
    what was."""
    changed = difference(design.map, source.fingerprint())
    drawn_from = design.strata_raster or design.map
    if strata is None and changed is not None:
        raise RequestError(
            f"The {source.title} is not the one that the sample was drawn from ('{design.map['name']}'): {changed}.",
            "Assess that map, or draw a new sample. To assess another map with this sample, give what it was drawn "
            f"from ('{drawn_from['name']}') as the strata raster.",
        )
    if strata is not None and changed is None and design.strata_raster is None:
        raise RequestError(
            f"The sample was drawn from the {source.title} without a strata raster.", "Leave the strata raster out."
        )
    if strata is not None and (changed is not None or design.strata_raster is not None):
        other = difference(drawn_from, strata.fingerprint())
        if other is not None:
            raise RequestError(
                f"The {strata.title} is not what the sample was drawn from ('{drawn_from['name']}'): {other}.",
                "Give the raster as it was when the sample was drawn, or draw a new sample.",
            )
    return changed is None


def scan_map(
    source: ClassMap, strata: ClassMap | None, areas: PixelAreas, points: Points | None, reporter: Reporter
) -> Scan:
    """Read the whole map, and the strata raster where there is one, on its pixels."""
    table = Crosstab()
    count = 0 if points is None else len(points.row)
    at_map, at_strata = np.zeros(count, np.int64), np.zeros(count, np.int64)
    reporter.plan([(READING_MAP, 1.0)])
    reporter.stage(READING_MAP, source.height)
    strips = ((row, codes, codes) for row, codes in source.strips()) if strata is None else source.strips_beside(strata)
    for row, codes, groups in strips:
        table.add(groups, codes, areas.of(row, len(codes)))
        if points is not None:
            part = slice(*np.searchsorted(points.row, [row, row + len(codes)]))
            at_map[part] = codes[points.row[part] - row, points.column[part]]
            at_strata[part] = groups[points.row[part] - row, points.column[part]]
        reporter.advance(len(codes))
    return Scan(table.pairs(), at_map, at_strata)


def population_of(
    request: AssessRequest | CompareRequest,
    design: Design | None,
    own_map: bool,
    source: ClassMap,
    strata: ClassMap | None,
    legend: list[LandClass],
    points: Points,
    scan: Scan,
    reporter: Reporter,
) -> Population:
    """What the points are a sample of; those that are no part of it are marked, and said."""
    unmapped = scan.at_map == 0
    if unmapped.any():
        reporter.warn(f"Left out: {points_text(int(np.count_nonzero(unmapped)))} where the map has no data.")
    if unmapped.all():
        raise LabelError(
            f"The {source.title} has no class at any of the points.", "Check that both show the same place."
        )
    if design is not None:
        population = of_design(design, own_map, source, points, scan.at_strata, scan.pairs, reporter)
    else:
        names = {entry.code: entry.name for entry in legend}
        random, said = request.design == "random", request.design is not None
        population = assumed(random, strata, names, points, scan.at_map, scan.at_strata, scan.pairs, reporter, said)
    population.stratum[unmapped] = -1
    outside = ~unmapped & (population.stratum < 0)
    if design is None and outside.any():
        reporter.warn(f"Left out: {points_text(int(np.count_nonzero(outside)))} where the strata raster has no data.")
    if (population.stratum < 0).all():
        raise LabelError("None of the points lies in a stratum.", "Check the strata raster.")
    mapped = float(scan.pairs.area[scan.pairs.second > 0].sum())
    uncovered = 100 * (1 - population.area.sum() / mapped)
    if uncovered > 1e-6:
        reporter.warn(f"{uncovered:.2g} % of the mapped area lies in no stratum: all figures are of the rest.")
    _say_unsampled(population, reporter)
    return population


def _say_unsampled(population: Population, reporter: Reporter) -> None:
    without = population.without_points
    if not without.any():
        return
    share = 100 * population.area[without].sum() / population.area.sum()
    called = [population.names.get(int(code), f"Class {code}") for code in population.codes[without]]
    listed = ", ".join(f"'{name}'" for name in called[:8]) + " …" * (len(called) > 8)
    reporter.warn(
        f"No reference point lies in {listed} ({share:.2g} % of the mapped area). Nothing can be said of that part: "
        "all figures are of the rest."
    )


def codes_at(source: ClassMap, points: Points) -> np.ndarray:
    """A map's codes at points, which are in the order of rows, (N,) int64."""
    found = np.zeros(len(points.row), np.int64)
    for row, codes in source.strips():
        part = slice(*np.searchsorted(points.row, [row, row + len(codes)]))
        found[part] = codes[points.row[part] - row, points.column[part]]
    return found
