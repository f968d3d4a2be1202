"""The command ``areas``: what each class of a map covers, as a whole and in zones."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import rasterio.features
import shapely
from affine import Affine

from ..contract import MAX_CODE, AreasRequest
from ..errors import LayerError, OutputError
from ..fields import inputs
from ..files import reporting_write_errors, write_texts
from ..labels.vector import choose_field, open_vector, read_column, read_geometries
from ..reporting import Reporter
from ..stages import READING_MAP
from .classmap import ClassMap, check_table
from .page import percent
from .pixelareas import PixelAreas
from .reference import features_text
from .report import csv_text, hectares
from .sample import zero_sentence
from .tally import Crosstab, Pairs

OUTSIDE = "outside all zones"

# Zones of a strip of the map, several where they overlap: first row and height to arrays (h, W) uint16, 0 = none.
_Zones = Callable[[int, int], list[np.ndarray]]


def areas(request: AreasRequest, reporter: Reporter) -> dict[str, Any]:
    """Pixels, hectares and share of each class, in all and in each zone; with ``output`` as a CSV file, too.

    A pixel belongs to the zone that holds its centre. LayerError for map and zones, OutputError for the file.
    """
    if request.output:
        path = Path(request.output)
        if path.suffix.lower() != ".csv":
            raise OutputError(f"The table '{path.name}' does not end in .csv.", "Choose such a name.")
        check_table(path, inputs(request))
    with ExitStack() as stack:
        source = stack.enter_context(ClassMap(request.map, "map", request.map_name))
        sizes = PixelAreas(source.crs, source.transform, source.width, source.height)
        zones, names = _open_zones(request, source, stack, reporter)
        whole, inside, covered = Crosstab(), Crosstab(), Crosstab()
        reporter.plan([(READING_MAP, 1.0)])
        reporter.stage(READING_MAP, source.height)
        for row, codes in source.strips():
            area = sizes.of(row, len(codes))
            whole.add(codes, codes, area)
            if zones is not None:
                layers = zones(row, len(codes))
                for layer in layers:
                    inside.add(layer, codes, area)
                covered.add(np.max(layers, axis=0).astype(bool).astype(np.uint16), codes, area)
            reporter.advance(len(codes))
        of_map = {code: sums for code, sums in whole.pairs().sums("first").items() if code}
        if not of_map:
            raise LayerError(f"The {source.title} holds no class: all its pixels are 0 or no data.", "Choose another.")
        if source.zeros:
            reporter.warn(zero_sentence(source))
        legend = source.legend(list(of_map), request.classes)
        total = sum(area for _, area in of_map.values())
        classes = [
            entry.to_json()
            | {
                "pixels": of_map[entry.code][0],
                "area_ha": of_map[entry.code][1] / 1e4,
                "share": of_map[entry.code][1] / total,
            }
            for entry in legend
        ]
        for entry in classes[:40]:
            reporter.log(f"{entry['name']}: {hectares(entry['area_ha'])} ha, {percent(entry['share'])}.")
        found = [] if zones is None else _zone_rows(inside.pairs(), covered.pairs(), names(), reporter)
    value: dict[str, Any] = {
        "map": request.map_name or Path(request.map).name,
        "areas": sizes.how,
        "total_ha": total / 1e4,
        "classes": classes,
        "zones": found,
        "output": request.output,
        "warnings": reporter.warnings,
    }
    if request.output:
        with reporting_write_errors(Path(request.output)):
            write_texts({Path(request.output): _table(value)})
    return value


def _open_zones(
    request: AreasRequest, source: ClassMap, stack: ExitStack, reporter: Reporter
) -> tuple[_Zones | None, Callable[[], dict[int, str]]]:
    """How to read the zones of a strip, None without zones, and their names by number."""
    if request.zones is None:
        return None, dict
    vector = open_vector(request.zones, request.zones_layer, LayerError, request.zones_name)
    if vector is None:
        raster = stack.enter_context(ClassMap(request.zones, "zone raster", request.zones_name, on=source))
        strips = raster.strips(1)
        rest = [np.zeros((0, source.width), np.uint16)]

        def read(_: int, height: int) -> list[np.ndarray]:
            while len(rest[0]) < height:
                rest[0] = np.concatenate([rest[0], next(strips)[1]])
            now, rest[0] = rest[0][:height], rest[0][height:]
            return [now]

        return read, lambda: {
            e.code: e.name for e in raster.legend([code for code in np.flatnonzero(raster.found).tolist() if code])
        }
    fids, geometries, mended = read_geometries(vector, source.crs, None)
    reporter.pass_on([("warning", f"{vector.title}: {sentence}.") for sentence in mended])
    lost = pyogrio.read_info(vector.path, layer=vector.name, force_feature_count=True)["features"] - len(fids)
    if lost:
        reporter.warn(f"Left out: {features_text(lost)} of {vector.title} without a place on the map.")
    if not len(geometries) or (shapely.get_dimensions(geometries) != 2).any():
        raise LayerError(f"The zones {vector.title} are not polygons.", "Give polygons, or a raster of zones.")
    texts = [str(fid) for fid in fids.tolist()]
    if request.zone_field is not None:
        all_fids, values = read_column(vector, choose_field(vector, request.zone_field))
        order = np.argsort(all_fids)
        values = values[order][np.searchsorted(all_fids[order], fids)]
        texts = [_called(value) for value in values.tolist()]
    called = sorted(set(texts), key=lambda text: (not text.isdecimal(), int(text) if text.isdecimal() else 0, text))
    if len(called) > MAX_CODE:
        raise LayerError(f"There are {len(called)} zones; at most {MAX_CODE} are possible.", "Choose another field.")
    number = {text: place for place, text in enumerate(called, start=1)}
    of_zone = np.array([number[text] for text in texts])
    codes = np.arange(1, len(called) + 1)
    layers = _apart(np.array([shapely.union_all(geometries[of_zone == code]) for code in codes], object), codes)
    return lambda row, height: _burn(layers, source, row, height), lambda: {n: text for text, n in number.items()}


def _called(value: Any) -> str:
    if value is None or value != value:
        return "(no name)"
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)


def _apart(geometries: np.ndarray, codes: np.ndarray) -> list[tuple[np.ndarray, np.ndarray]]:
    """Zones and their codes, parted so that within a part no two overlap."""
    tree = shapely.STRtree(geometries)
    one, two = tree.query(geometries, predicate="intersects")
    once = one < two
    one, two = one[once], two[once]
    if len(one):
        shared = shapely.area(shapely.intersection(geometries[one], geometries[two])) > 0
        one, two = one[shared], two[shared]
    part = np.zeros(len(geometries), int)
    meets: dict[int, list[int]] = {}
    for a, b in zip(one.tolist(), two.tolist(), strict=True):
        meets.setdefault(b, []).append(a)
    for later in sorted(meets):
        taken = {part[earlier] for earlier in meets[later]}
        part[later] = next(number for number in range(len(taken) + 1) if number not in taken)
    return [(geometries[part == number], codes[part == number]) for number in range(part.max() + 1)]


def _burn(layers: list[tuple[np.ndarray, np.ndarray]], source: ClassMap, row: int, height: int) -> list[np.ndarray]:
    """Zones of a strip (height, W) uint16, one array for each part."""
    transform = source.transform * Affine.translation(0, row)
    corners = [transform * corner for corner in ((0, 0), (source.width, 0), (0, height), (source.width, height))]
    strip = shapely.MultiPoint(corners).envelope
    burnt = []
    for geometries, codes in layers:
        near = shapely.intersects(shapely.envelope(geometries), strip)
        pairs = zip(geometries[near], codes[near].tolist(), strict=True)
        shape = height, source.width
        zone = np.zeros(shape, np.uint16)
        if near.any():
            rasterio.features.rasterize(pairs, out=zone, transform=transform, dtype="uint16")
        burnt.append(zone)
    return burnt


def _zone_rows(inside: Pairs, covered: Pairs, names: dict[int, str], reporter: Reporter) -> list[dict[str, Any]]:
    """One entry for each zone, with its classes, and one for what lies in none."""
    zoned = inside.where((inside.first > 0) & (inside.second > 0))
    rows = []
    for code, name in names.items():
        mine = zoned.where(zoned.first == code)
        rows.append({"code": code, "name": name} | _content(mine))
    empty = [row["name"] for row in rows if not row["pixels"]]
    if empty:
        listed = ", ".join(f"'{name}'" for name in empty[:8]) + " …" * (len(empty) > 8)
        reporter.warn(f"The map has no class in {len(empty)} of {len(rows)} zones: {listed}.")
    if len(empty) == len(rows):
        raise LayerError(
            "The map has no class in any of the zones.", "Check that both show the same place, and the CRS of each."
        )
    rest = covered.where((covered.first == 0) & (covered.second > 0))
    if len(rest.first):
        rows.append({"code": 0, "name": OUTSIDE} | _content(rest))
    return rows


def _content(pairs: Pairs) -> dict[str, Any]:
    total = float(pairs.area.sum())
    return {
        "pixels": int(pairs.pixels.sum()),
        "area_ha": total / 1e4,
        "classes": [
            {"code": int(code), "pixels": int(pixels), "area_ha": float(area) / 1e4, "share": float(area) / total}
            for code, pixels, area in zip(pairs.second, pairs.pixels, pairs.area, strict=True)
        ],
    }


def _table(value: dict[str, Any]) -> str:
    names = {entry["code"]: entry["name"] for entry in value["classes"]}
    rows: list[list[Any]] = [["zone", "code", "class", "pixels", "area_ha", "share"]]
    zones = value["zones"] or [{"name": "whole map", "classes": value["classes"]}]
    for zone in zones:
        for entry in zone["classes"]:
            figures = [entry["pixels"], round(entry["area_ha"], 6), round(entry["share"], 8)]
            rows.append([zone["name"], entry["code"], names[entry["code"]], *figures])
    return csv_text(rows)
