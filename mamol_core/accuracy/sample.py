"""The command ``sample``: how many reference points, drawn from a class raster, and their design beside them."""

from __future__ import annotations

import json
import math
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely

from ..contract import ALLOCATIONS, MAX_CLASSES, REFERENCE_FIELD, SampleRequest
from ..errors import LayerError, OutputError, RequestError
from ..fields import inputs
from ..files import remove, replace_all, reporting_write_errors, temporary
from ..labels.vector import spare_filled_in
from ..release import version
from ..reporting import Reporter
from ..stages import DRAWING_POINTS, READING_MAP
from .classmap import ClassMap, check_table
from .design import (
    EXPECTED,
    FEWEST,
    TARGET_SE,
    Design,
    Stratum,
    allocate,
    design_path,
    parse_allocation,
    read_expected,
    sample_size,
)
from .draw import Frame, draw_points
from .pixelareas import PixelAreas, to_coordinates
from .tally import Crosstab

_MOST_POINTS = 100_000


def sample(request: SampleRequest, reporter: Reporter) -> dict[str, Any]:
    """Size and allocation of a sample and, with ``output``, the points and their design beside them.

    RequestError for sizes that are impossible, LayerError for the rasters, OutputError for the files.
    """
    _check(request)
    with ExitStack() as stack:
        source = stack.enter_context(ClassMap(request.map, "map", request.map_name))
        strata_map = None
        if request.strata:
            strata_map = stack.enter_context(ClassMap(request.strata, "strata raster", on=source))
        frame = Frame(source, strata_map, request.design == "random")
        strata, classes = _survey(frame, request, reporter)
        strata = _plan(strata, request, reporter)
        points = None
        if request.output:
            points = draw_points(frame, strata, request.seed, request.distance, reporter)
            strata = _counted(strata, points)
        legend = source.legend([code for code in np.flatnonzero(source.found).tolist() if code], request.classes)
        design = Design(
            design=request.design,
            strata=tuple(strata),
            classes=tuple(legend),
            map={"name": Path(request.map).name, **source.fingerprint()},
            strata_raster=None
            if strata_map is None
            else {"name": Path(str(request.strata)).name, **strata_map.fingerprint()},
            allocation=request.allocation,
            seed=request.seed,
            distance=request.distance,
            points=() if points is None else tuple(map(tuple, points.tolist())),
        )
        listed = ", ".join(f"{stratum.name} {stratum.points}" for stratum in strata[:40])
        reporter.log(f"{sum(stratum.points for stratum in strata)} points: {listed}{' …' * (len(strata) > 40)}.")
        value: dict[str, Any] = {
            "output": None,
            "design_file": None,
            "design": request.design,
            "size": sum(stratum.points for stratum in strata),
            "strata": design.to_json()["strata"],
            "classes": classes,
            "reference_field": REFERENCE_FIELD,
            "warnings": reporter.warnings,
        }
        if request.output and points is not None:
            path = Path(request.output)
            _write(path, points, source, design)
            value |= {"output": str(path), "design_file": str(design_path(path))}
    return value


def _check(request: SampleRequest) -> None:
    if request.size is not None and request.target_se is not None:
        raise RequestError("Both a size and a standard error were given.", "Give one: the size follows from the other.")
    if request.minimum is not None and request.minimum < 0:
        raise RequestError(f"The minimum is {request.minimum}; 0 or more points were expected.")
    if request.distance is not None and not (math.isfinite(request.distance) and request.distance > 0):
        raise RequestError(f"The distance is {request.distance:g} m; a number above 0 was expected.")
    named = request.allocation not in ALLOCATIONS
    if named and (request.size, request.target_se, request.minimum) != (None, None, None):
        raise RequestError(
            "The points of each class were given, and a size, a standard error or a minimum as well.",
            "Leave one of them out.",
        )
    if named and request.design == "random":
        raise RequestError("A simple random sample has no points of each class.", "Give the number of all points.")
    if request.design == "random" and request.strata:
        raise RequestError(
            "A simple random sample has no strata.", "Leave the strata raster out, or choose a stratified design."
        )
    if request.output:
        path = Path(request.output)
        if path.suffix.lower() != ".gpkg":
            raise OutputError(f"The point file '{path.name}' does not end in .gpkg.", "Points are a GeoPackage.")
        check_table(path, inputs(request))
        check_table(design_path(path), inputs(request))
        spare_filled_in(path, REFERENCE_FIELD)


def _survey(frame: Frame, request: SampleRequest, reporter: Reporter) -> tuple[list[Stratum], list[dict[str, Any]]]:
    """The strata, without points, and the map's classes with their pixels."""
    source = frame.map
    areas = PixelAreas(source.crs, source.transform, source.width, source.height)
    table = Crosstab()
    reporter.plan([(READING_MAP, 1.0), (DRAWING_POINTS, 1.0 if request.output else 0.0)])
    reporter.stage(READING_MAP, source.height)
    for row, groups, codes in frame.strips():
        table.add(groups, codes, areas.of(row, len(codes)))
        reporter.advance(len(codes))
    pairs = table.pairs()
    of_map = {code: sums for code, sums in pairs.sums("second").items() if code}
    if not of_map:
        raise LayerError(
            f"The {source.title} holds no class: all its pixels are 0 or no data.", "Choose the map with the classes."
        )
    if source.zeros:
        reporter.warn(zero_sentence(source))
    inside = pairs.where(pairs.first > 0)
    groups_found = inside.sums("first")
    if not groups_found:
        raise LayerError(
            "The strata raster has no stratum where the map has a class.", "Check that both show one place."
        )
    if len(groups_found) > MAX_CLASSES:
        raise RequestError(
            f"There are {len(groups_found)} strata; at most {MAX_CLASSES} are drawn from.",
            "Choose a simple random sample, or give a raster with fewer strata.",
        )
    left_out = sum(area for _, area in of_map.values()) - float(inside.area.sum())
    total = float(inside.area.sum())
    if left_out > 1e-9 * total:
        reporter.warn(
            f"{100 * left_out / (left_out + total):.1f} % of the mapped area lies in no stratum: no point is drawn "
            "there, and the sample will say nothing of it."
        )
    legend = _stratum_names(frame, request, list(groups_found))
    strata = [
        Stratum(code, legend[code], pixels, area, area / total, EXPECTED)
        for code, (pixels, area) in groups_found.items()
    ]
    classes = [
        entry.to_json() | {"pixels": of_map[entry.code][0], "area_ha": of_map[entry.code][1] / 1e4}
        for entry in source.legend(list(of_map), request.classes)
    ]
    return _expect(strata, classes, request), classes


def zero_sentence(source: ClassMap) -> str:
    """What to say of a map that has pixels of the value 0."""
    return (
        f"{source.zeros} pixels of the {source.title} have the value 0, which means no data here. If it is a class, "
        "recode it to another value."
    )


def _stratum_names(frame: Frame, request: SampleRequest, codes: list[int]) -> dict[int, str]:
    if request.design == "random":
        return {1: "whole map"}
    raster, table = (frame.map, request.classes) if frame.strata is None else (frame.strata, None)
    return {entry.code: entry.name for entry in raster.legend(codes, table)}


def _expect(strata: list[Stratum], classes: list[dict[str, Any]], request: SampleRequest) -> list[Stratum]:
    """The strata with the accuracy that is expected of each."""
    if not request.expected:
        return strata
    if request.design == "stratified":
        known = read_expected(request.expected, strata)
        return [replace(s, expected=known.get(number, EXPECTED)) for number, s in enumerate(strata)]
    total = sum(entry["pixels"] for entry in classes)
    of_map = [Stratum(entry["code"], entry["name"], entry["pixels"], 0.0, 0.0, EXPECTED) for entry in classes]
    known = read_expected(request.expected, of_map)
    mean = sum(known.get(number, EXPECTED) * s.pixels / total for number, s in enumerate(of_map))
    return [replace(strata[0], expected=mean)]


def _plan(strata: list[Stratum], request: SampleRequest, reporter: Reporter) -> list[Stratum]:
    """The strata with the points to draw in each."""
    asked = parse_allocation(request.allocation, strata) if request.design == "stratified" else None
    if asked is None:
        size = request.size
        if size is None:
            size = sample_size(strata, TARGET_SE if request.target_se is None else request.target_se)
        minimum = request.minimum
        if minimum is None:
            minimum = min(FEWEST, max(1, size // (2 * len(strata))))
        needed = sum(min(minimum, stratum.pixels) for stratum in strata)
        if request.size is None and needed > size:
            reporter.warn(
                f"{size} points would do for that standard error; {needed} are drawn, since each of {len(strata)} "
                f"strata is to have {minimum}."
            )
            size = needed
        if size > sum(stratum.pixels for stratum in strata):
            reporter.warn("There are fewer pixels than points: every pixel is drawn.")
        rule = request.allocation if request.design == "stratified" else "proportional"
        asked = allocate(strata, size, rule, minimum)
    if sum(asked) > _MOST_POINTS:
        raise RequestError(f"The sample would have {sum(asked)} points; at most {_MOST_POINTS} are drawn.")
    few = [s.name for s, number in zip(strata, asked, strict=True) if number < 2 and number < s.pixels]
    if few:
        reporter.warn(
            f"Fewer than two points fall to {', '.join(map(repr, few[:8]))}{' …' * (len(few) > 8)}: no standard error "
            "can be computed from them. Raise the minimum."
        )
    return [replace(stratum, points=number) for stratum, number in zip(strata, asked, strict=True)]


def _counted(strata: list[Stratum], points: np.ndarray) -> list[Stratum]:
    return [replace(stratum, points=int((points[:, 3] == stratum.code).sum())) for stratum in strata]


def _write(path: Path, points: np.ndarray, source: ClassMap, design: Design) -> None:
    """Points with an id and empty fields, which tell nothing of map or stratum, and the design beside them."""
    x, y = to_coordinates(source.transform, points[:, 2] + 0.5, points[:, 1] + 0.5)
    count = len(points)
    part, design_part = temporary(path), temporary(design_path(path))
    nothing = np.ones(count, bool)
    note = np.full(count, None, object)
    with reporting_write_errors(path, pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError):
        try:
            pyogrio.raw.write(
                str(part),
                geometry=shapely.to_wkb(shapely.points(x, y)),
                field_data=[points[:, 0].astype(np.int32), np.zeros(count, np.int32), note],
                field_mask=[None, nothing, None],
                fields=["id", REFERENCE_FIELD, "note"],
                geometry_type="Point",
                crs=source.crs_name,
                driver="GPKG",
                dataset_options={"VERSION": "1.2"},  # QGIS 3.22 warns of newer ones
                layer=path.stem,
            )
            content = {"engine": version(), **design.to_json()}
            design_part.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            replace_all([(design_part, design_path(path)), (part, path)])
        finally:
            remove([part, design_part])
