"""The command ``assess``: how right a map is and what its classes cover, from reference points or polygons."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from ..contract import MAX_CLASSES, AssessRequest
from ..errors import LabelError, LayerError
from ..rasters.legend import LandClass, is_nameless
from ..release import version
from ..reporting import Reporter
from .classmap import ClassMap
from .design import Design
from .doubts import doubts
from .estimate import Estimate, Figure, Sample, estimate, f1_scores, kappa, macro_f1, without_intervals
from .methods import methods_text
from .page import check_report_folder
from .pixelareas import PixelAreas
from .population import NONE, Population
from .reference import (
    Points,
    Reference,
    count_polygons,
    match_names,
    place_points,
    points_text,
    read_reference,
    say_unmapped,
)
from .report import plus_minus, write_report
from .sample import zero_sentence
from .sampled import Scan, check_unchanged, find_design, population_of, scan_map


def assess(request: AssessRequest, reporter: Reporter) -> dict[str, Any]:
    """Confusion matrix, accuracies and areas with standard errors and 95 % intervals, and the report.

    RequestError, LayerError, LabelError: what of the request, the rasters or the reference does not do; also where the
    map is another than the one that the sample was drawn from.
    """
    if request.report:
        check_report_folder(request.report, "estimator")
    with ExitStack() as stack:
        source = stack.enter_context(ClassMap(request.map, "map", request.map_name))
        strata = None
        if request.strata:
            strata = stack.enter_context(ClassMap(request.strata, "strata raster", on=source))
        design = find_design(request, reporter)
        reference = read_reference(
            request.reference, request.field, request.reference_layer, request.reference_name, source, reporter
        )
        points = place_points(reference, source, reporter) if reference.points else None
        areas = PixelAreas(source.crs, source.transform, source.width, source.height)
        scan = scan_map(source, strata, areas, points, reporter)
        of_map = {code: sums for code, sums in scan.pairs.sums("second").items() if code}
        if not of_map:
            raise LayerError(f"The {source.title} holds no class: all its pixels are 0 or no data.", "Choose another.")
        own_map = design is not None and check_unchanged(design, source, strata)
        legend = _legend(source, design if own_map else None, list(of_map), request.classes)
        new = match_names(reference, legend)
        if points is None:
            population = None
            used, found = _of_polygons(reference, source, of_map, reporter)
        else:
            population = population_of(request, design, own_map, source, strata, legend, points, scan, reporter)
            used, found = _of_points(reference, new, population, points, scan, areas, source, reporter)
        if source.zeros:
            reporter.warn(zero_sentence(source))
        extra = source.legend([code for code in used if code not in of_map])
        legend += [LandClass(entry.code, new.get(entry.code, entry.name), entry.colour) for entry in extra]
        if len(legend) > MAX_CLASSES:  # the others have no point, and nothing is to be said of them
            legend = [entry for entry in legend if entry.code in used]
        value = {
            "map": request.map_name or Path(request.map).name,
            "reference": request.reference_name or Path(request.reference).name,
            "field": reference.field,
            "engine": version(),
            "areas": areas.how,
            **_described(population, design),
            **_figures(used, found, of_map, population, sorted(legend, key=lambda entry: entry.code)),
        }
        for sentence in doubts(value, found, used, population):
            reporter.warn(sentence)
        reporter.log(f"Overall accuracy: {plus_minus(value['overall'])}, from {points_text(value['points'])}.")
        value |= {"methods": methods_text(value), "warnings": list(reporter.warnings)}
    return value | (write_report(request.report, value) if request.report else {})


def _legend(source: ClassMap, design: Design | None, codes: list[int], table: str | None) -> list[LandClass]:
    """Names and colours of the map's classes; those that it has no name for are called as in the design."""
    drawn = {} if design is None else {entry.code: entry for entry in design.classes}
    legend = source.legend(codes, table)
    return [drawn.get(entry.code, entry) if is_nameless(entry) else entry for entry in legend]


def _of_points(
    reference: Reference,
    new: dict[int, str],
    population: Population,
    points: Points,
    scan: Scan,
    areas: PixelAreas,
    source: ClassMap,
    reporter: Reporter,
) -> tuple[list[int], Estimate]:
    """Codes of the classes that map or reference have at the points, and the figures. ``new``: see
    :func:`match_names`."""
    kept = population.stratum >= 0
    population.stratum = population.stratum[kept]
    at_map, code = scan.at_map[kept], reference.codes[points.feature[kept]]
    used = _classes(np.concatenate([at_map, code]), source)
    say_unmapped(code, scan.pairs.second, new, reporter)
    strata, stratum = population.strata(used)
    sample = Sample(
        stratum,
        np.searchsorted(used, at_map),
        np.searchsorted(used, code),
        areas.at(points.row[kept], points.column[kept]),
    )
    found = estimate(sample, strata, len(used))
    return used, without_intervals(found.proportions, found.counts) if population.estimator == NONE else found


def _of_polygons(
    reference: Reference, source: ClassMap, of_map: dict[int, tuple[int, float]], reporter: Reporter
) -> tuple[list[int], Estimate]:
    pairs = count_polygons(reference, source, reporter)
    if not len(pairs.first):
        raise LabelError(
            f"The {source.title} has no class under any of the polygons.", "Check that both show the same place."
        )
    reporter.warn(
        "The reference has polygons, which somebody chose to draw where they are: they are no probability sample. The "
        "figures describe these places, and no interval is given. Draw a sample of points to assess the map."
    )
    used = _classes(np.concatenate([pairs.first, pairs.second]), source)
    counts = np.zeros((len(used), len(used)), np.int64)
    counts[np.searchsorted(used, pairs.first), np.searchsorted(used, pairs.second)] = pairs.pixels
    mapped = counts.sum(1)
    area = np.array([of_map[code][1] if code in of_map else 0.0 for code in used])
    weight = np.where(mapped > 0, area, 0.0) / np.maximum(mapped, 1)
    proportions = counts * weight[:, None]
    return used, without_intervals(proportions / proportions.sum(), counts)


def _classes(codes: np.ndarray, source: ClassMap) -> list[int]:
    used = np.unique(codes)
    if len(used) > MAX_CLASSES:
        raise LabelError(
            f"The {source.title} and the reference have {len(used)} different classes at the points; at most "
            f"{MAX_CLASSES} are assessed at once.",
            "Choose the field with the classes, or merge classes.",
        )
    return [int(code) for code in used]


def _described(population: Population | None, design: Design | None) -> dict[str, Any]:
    """How the reference was chosen and which estimator follows."""
    return {
        "estimator": NONE if population is None else population.estimator,
        "intervals": population is not None and population.estimator != NONE,
        "reference_kind": "polygons" if population is None else "points",
        "design": None
        if design is None
        else {
            "design": design.design,
            "allocation": design.allocation,
            "seed": design.seed,
            "distance": design.distance,
            "drawn": len(design.points),
            "map": design.map["name"],
            "strata_raster": design.strata_raster and design.strata_raster["name"],
        },
        "strata": []
        if population is None
        else [
            {
                "code": int(code),
                "name": population.names.get(int(code), f"Class {code}"),
                "pixels": int(population.pixels[number]),
                "area_ha": float(population.area[number]) / 1e4,
                "points": int((population.stratum == number).sum()),
            }
            for number, code in enumerate(population.codes)
            if len(population.codes) <= MAX_CLASSES or (population.stratum == number).any()
        ],
    }


def _figures(
    used: list[int],
    found: Estimate,
    of_map: dict[int, tuple[int, float]],
    population: Population | None,
    legend: list[LandClass],
) -> dict[str, Any]:
    """Everything that was computed, ready for JSON; areas in ha."""
    if population is None:
        assessed = sum(of_map[code][1] for number, code in enumerate(used) if found.counts[number].any())
    else:
        assessed = float(population.area[~population.without_points].sum())
    mapped = sum(area for _, area in of_map.values())
    hectares, scores = assessed / 1e4, f1_scores(found.proportions)
    classes = []
    for entry in legend:
        number = used.index(entry.code) if entry.code in used else None
        pixels, area = of_map.get(entry.code, (0, 0.0))
        nothing = Figure(None)
        users, producers, share = (
            (nothing, nothing, nothing)
            if number is None
            else (found.users[number], found.producers[number], found.area[number])
        )
        classes.append(
            entry.to_json()
            | {
                "mapped_pixels": pixels,
                "mapped_ha": area / 1e4,
                "mapped_share": area / mapped,
                "points_mapped": users.points,
                "points_reference": producers.points or share.points,
                "users": users.to_json(),
                "producers": producers.to_json(),
                "f1": None if number is None else scores[number],
                "area_share": share.to_json(),
                "area_ha": share.to_json(hectares),
            }
        )
    return {
        "points": int(found.counts.sum()),
        "mapped_ha": mapped / 1e4,
        "assessed_ha": hectares,
        "overall": found.overall.to_json(),
        "macro_f1": macro_f1(found.proportions),
        "kappa": kappa(found.proportions),
        "classes": classes,
        "matrix": {"codes": used, "counts": found.counts.tolist(), "proportions": found.proportions.tolist()},
    }
