"""The command ``compare``: where and how two maps differ, and which of them is right more often."""

from __future__ import annotations

from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np

from ..contract import MAX_CODE, CompareRequest
from ..errors import LayerError, RequestError
from ..fields import inputs
from ..rasters.grid import Grid
from ..rasters.legend import LandClass, default_colours, is_nameless, plain_name
from ..rasters.output import Outputs, check_outputs
from ..rasters.products import DIFFERENCE
from ..release import version
from ..reporting import Reporter
from ..stages import READING_MAP, WRITING_DIFFERENCE
from .change_report import write_change_report
from .classmap import ClassMap
from .page import check_report_folder, percent
from .pixelareas import PixelAreas
from .sample import zero_sentence
from .tally import Crosstab, Pairs
from .which_is_right import compare_accuracy

_SAME = "#d9d9d9"
_MOST_CLASSES = 1000


def compare(request: CompareRequest, reporter: Reporter) -> dict[str, Any]:
    """Change matrix, agreement and difference in area of two maps; with ``output`` a raster of the changes, with
    ``reference`` whether one is right more often.

    The second map is read on the pixels of the first, by nearest neighbour. LayerError for the maps, LabelError for the
    reference, OutputError for results.
    """
    check_outputs({DIFFERENCE: request.output}, inputs(request))
    if request.report:
        check_report_folder(request.report, "agreement")
    with ExitStack() as stack:
        first = stack.enter_context(ClassMap(request.map, "map", request.map_name))
        second = stack.enter_context(ClassMap(request.other, "second map", request.other_name, on=first))
        if second.warped:
            reporter.log(f"The {second.title} is read on the pixels of the {first.title}, by nearest neighbour.")
        areas = PixelAreas(first.crs, first.transform, first.width, first.height)
        table = Crosstab()
        reporter.plan([(READING_MAP, 1.0), (WRITING_DIFFERENCE, 2.0 if request.output else 0.0)])
        reporter.stage(READING_MAP, first.height)
        for row, codes, others in first.strips_beside(second):
            table.add(codes, others, areas.of(row, len(codes)))
            reporter.advance(len(codes))
        pairs = table.pairs()
        both = pairs.where((pairs.first > 0) & (pairs.second > 0))
        if not len(both.first):
            raise LayerError(
                f"The {first.title} and the {second.title} have no classified pixel in common.",
                "Check that both show the same place, and the CRS of each.",
            )
        kinds = len(np.union1d(both.first, both.second))
        if kinds > _MOST_CLASSES:
            raise LayerError(
                f"The maps have {kinds} classes together; at most {_MOST_CLASSES} are compared.",
                "Give class rasters, not rasters of segments or measurements.",
            )
        for source in (first, second):
            if source.zeros:
                reporter.warn(zero_sentence(source))
        _say_uncommon(pairs, both, first, second, reporter)
        legend = _legend(first, second, both, request.classes, reporter)
        value: dict[str, Any] = {
            "map": request.map_name or Path(request.map).name,
            "other": request.other_name or Path(request.other).name,
            "engine": version(),
            "areas": areas.how,
            **_change(both, legend),
            "accuracy": None,
            "output": request.output,
        }
        reporter.log(f"{percent(value['agreement'])} of the area that both maps show has the same class.")
        if request.output:
            changes = _change_classes(both, legend)
            _write(request.output, first, second, both, changes, value, reporter)
            value["changes"] = [change.to_json() for change in changes]
        if request.reference:
            value["accuracy"] = compare_accuracy(request, first, second, legend, areas, reporter)
        value["warnings"] = list(reporter.warnings)
    return value | (write_change_report(request.report, value) if request.report else {})


def _say_uncommon(pairs: Pairs, both: Pairs, first: ClassMap, second: ClassMap, reporter: Reporter) -> None:
    """Warn of ground that only one of the maps shows."""
    common = float(both.area.sum())
    for one, other, codes in ((first, second, pairs.first), (second, first, pairs.second)):
        total = float(pairs.area[codes > 0].sum())
        if total > common * 1.0001:
            reporter.warn(
                f"{100 * (1 - common / total):.2g} % of the {one.title} lies where the {other.title} has no data: it "
                "is not compared."
            )


def _legend(first: ClassMap, second: ClassMap, both: Pairs, table: str | None, reporter: Reporter) -> list[LandClass]:
    """Classes of both maps; where both name a code, as the first does. Warns where they name it otherwise."""
    known = {entry.code: entry for entry in first.legend(np.unique(both.first).tolist(), table)}
    rest = []
    for entry in second.legend(np.unique(both.second).tolist(), table):
        here = known.get(entry.code)
        if here is None:
            rest.append(entry)
        elif not (is_nameless(here) or is_nameless(entry)) and plain_name(here.name) != plain_name(entry.name):
            reporter.warn(
                f"Code {entry.code} is '{here.name}' in the {first.title} and '{entry.name}' in the {second.title}. "
                "Codes are compared, not names: recode one of the maps if they mean different classes."
            )
    return sorted([*known.values(), *rest], key=lambda entry: entry.code)


def _change(both: Pairs, legend: list[LandClass]) -> dict[str, Any]:
    """Matrices and figures of the pixels that both maps have."""
    codes = [entry.code for entry in legend]
    rows, columns = np.searchsorted(codes, both.first), np.searchsorted(codes, both.second)
    pixels, area = np.zeros((len(codes), len(codes)), np.int64), np.zeros((len(codes), len(codes)))
    pixels[rows, columns], area[rows, columns] = both.pixels, both.area / 1e4
    total = float(area.sum())
    before, after, same = area.sum(1), area.sum(0), np.diag(area)
    return {
        "common_ha": total,
        "agreement": float(same.sum() / total),
        "classes": [
            entry.to_json()
            | {
                "first_ha": float(before[number]),
                "second_ha": float(after[number]),
                "difference_ha": float(after[number] - before[number]),
                "only_first_ha": float(before[number] - same[number]),
                "only_second_ha": float(after[number] - same[number]),
            }
            for number, entry in enumerate(legend)
        ],
        "matrix": {"codes": codes, "pixels": pixels.tolist(), "area_ha": area.tolist()},
    }


def _change_classes(both: Pairs, legend: list[LandClass]) -> list[LandClass]:
    """Classes of the difference raster: 1 where both agree, then the changes, the largest first."""
    names = {entry.code: entry.name for entry in legend}
    colours = {entry.code: entry.colour for entry in legend}
    differing = both.where(both.first != both.second)
    if len(differing.first) >= MAX_CODE:
        raise RequestError(
            f"There are {len(differing.first)} different changes; a raster can show {MAX_CODE - 1}.",
            "Leave the difference raster out, or merge classes.",
        )
    order = np.argsort(-differing.area, kind="stable")
    called, wanted = ["unchanged"], [_SAME]
    for first, second in zip(differing.first[order].tolist(), differing.second[order].tolist(), strict=True):
        called.append(f"{names[first]} → {names[second]}")
        wanted.append("" if colours[second] in wanted else colours[second])
    shown = default_colours(called, [colour or None for colour in wanted])
    return [LandClass(code, name, colour) for code, (name, colour) in enumerate(zip(called, shown, strict=True), 1)]


def _write(
    path: str,
    first: ClassMap,
    second: ClassMap,
    both: Pairs,
    changes: list[LandClass],
    value: dict[str, Any],
    reporter: Reporter,
) -> None:
    """The raster of changes on the first map's pixels."""
    grid = Grid(first.crs, first.transform, first.width, first.height)
    differing = both.where(both.first != both.second)
    order = np.argsort(-differing.area, kind="stable")
    rows, columns = np.unique(both.first), np.unique(both.second)
    number = np.zeros((len(rows) + 1, len(columns) + 1), np.uint16)
    same = np.intersect1d(rows, columns)
    number[np.searchsorted(rows, same) + 1, np.searchsorted(columns, same) + 1] = 1
    places = np.searchsorted(rows, differing.first[order]) + 1, np.searchsorted(columns, differing.second[order]) + 1
    number[places] = np.arange(2, len(order) + 2)
    of_row, of_column = np.zeros(MAX_CODE + 1, np.uint16), np.zeros(MAX_CODE + 1, np.uint16)
    of_row[rows], of_column[columns] = np.arange(1, len(rows) + 1), np.arange(1, len(columns) + 1)
    dtype = np.uint8 if len(changes) <= 255 else np.uint16
    tags = {"COMPARED": f"{value['map']} with {value['other']}", "SOFTWARE": f"MaMOL Land Cover {value['engine']}"}
    reporter.stage(WRITING_DIFFERENCE, first.height)
    with Outputs({DIFFERENCE: path}, grid, changes, [], tags) as outputs:
        for row, codes, others in first.strips_beside(second):
            outputs.write(row, {DIFFERENCE: number[of_row[codes], of_column[others]].astype(dtype)[None]})
            reporter.advance(len(codes))
        outputs.commit()
