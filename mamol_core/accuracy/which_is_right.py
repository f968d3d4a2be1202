"""Which of two maps is right more often, on one sample of reference points."""

from __future__ import annotations

from typing import Any

import numpy as np

from ..contract import CompareRequest
from ..errors import LabelError
from ..rasters.legend import LandClass
from ..reporting import Reporter
from .classmap import ClassMap, difference
from .estimate import Sample, mcnemar, paired_difference, share_right
from .pixelareas import PixelAreas
from .population import NONE
from .reference import match_names, place_points, points_text, read_reference, say_unmapped
from .sampled import check_unchanged, codes_at, find_design, population_of, scan_map


def compare_accuracy(
    request: CompareRequest,
    first: ClassMap,
    second: ClassMap,
    legend: list[LandClass],
    areas: PixelAreas,
    reporter: Reporter,
) -> dict[str, Any]:
    """Overall accuracy of both maps, their difference with its interval, and McNemar's test. LabelError for the
    reference."""
    reference = read_reference(
        str(request.reference), request.field, request.reference_layer, request.reference_name, first, reporter
    )
    if not reference.points:
        raise LabelError(
            f"The reference {reference.layer.title} has polygons; two maps are compared on points.",
            "Give points, best those of a drawn sample.",
        )
    design = find_design(request, reporter)
    points = place_points(reference, first, reporter)
    new = match_names(reference, legend)
    drawn_from_second = design is not None and difference(design.map, second.fingerprint()) is None
    source, other = (second, first) if drawn_from_second else (first, second)
    strata = ClassMap(request.strata, "strata raster", on=first) if request.strata else None
    try:
        scan = scan_map(source, strata, areas, points, reporter)
        own_map = design is not None and check_unchanged(design, source, strata)
        population = population_of(request, design, own_map, source, strata, legend, points, scan, reporter)
    finally:
        if strata is not None:
            strata.close()
    at_other = codes_at(other, points)
    lacking = (at_other == 0) & (population.stratum >= 0)
    if lacking.any():
        population.stratum[lacking] = -1
        reporter.warn(
            f"Left out: {points_text(int(lacking.sum()))} where the {other.title} has no data. Both maps are compared "
            "where both are."
        )
    kept = population.stratum >= 0
    if not kept.any():
        raise LabelError("No reference point lies where both maps have a class.", "Check that all show the same place.")
    population.stratum = population.stratum[kept]
    code = reference.codes[points.feature[kept]]
    say_unmapped(code, np.array([entry.code for entry in legend]), new, reporter)
    right_source, right_other = scan.at_map[kept] == code, at_other[kept] == code
    right_first, right_second = (right_other, right_source) if drawn_from_second else (right_source, right_other)
    strata_used, stratum = population.strata([])
    nothing = np.zeros(len(stratum), np.int64)
    sample = Sample(stratum, nothing, nothing, areas.at(points.row[kept], points.column[kept]))
    sampled = population.estimator != NONE
    figures = {
        "first": share_right(sample, strata_used, right_first).to_json(),
        "second": share_right(sample, strata_used, right_second).to_json(),
        "difference": paired_difference(sample, strata_used, right_first, right_second).to_json(),
    }
    if not sampled:
        for figure in figures.values():
            figure.update(se=None, low=None, high=None)
    return {
        "estimator": population.estimator,
        "points": len(stratum),
        **figures,
        "only_first_right": int((right_first & ~right_second).sum()),
        "only_second_right": int((right_second & ~right_first).sum()),
        "both_right": int((right_first & right_second).sum()),
        "mcnemar_p": mcnemar(right_first, right_second) if sampled else None,
    }
