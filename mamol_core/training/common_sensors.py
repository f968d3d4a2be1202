"""A sensor of a model over all scenes that have it: with the same bands, in the same units. No scene goes first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from ..errors import LayerError, ValuesError
from ..matching import common_bands, match_bands
from ..rasters.source import Source
from ..reporting import Reporter
from ..roles import ELEVATION, RELIEF, ROLES, sensor_name
from ..sensors.sensor import SensorSpec
from ..sensors.series import SensorInput, describe, describe_alike
from .scene import Scene

_STATISTICS: dict[str, Callable[..., np.ndarray]] = {
    "median": np.median, "p2": np.min, "p98": np.max, "low": np.min, "high": np.max,
}  # fmt: skip
"""How the numbers of several scenes become one."""


def describe_over(
    sensor: str, scenes: Sequence[Scene], given: Sequence[Mapping[str, Sequence[Source]]], reporter: Reporter
) -> SensorSpec | None:
    """The sensor as the model keeps it; the scenes are told how their layers are read as it.

    ``given``: the layers of each scene, by sensor. None only with a reporter that goes on after a refusal. Raises
    LayerError and ValuesError.
    """
    found: list[tuple[Scene, SensorSpec, SensorInput]] = []
    refused = False
    for scene, layers in zip(scenes, given, strict=True):
        if sensor not in layers or scene.grid is None:
            continue
        described = describe(layers[sensor], scene.grid, scene.told, scene.places)
        if described:
            found.append((scene, *described))
        refused |= described is None
    if len(found) > 1 and not refused:
        found = _alike(sensor, found, reporter)
    spec = _together([spec for _, spec, _ in found], reporter) if found else None
    for scene in scenes if spec else ():
        scene.layers.append(next((entry for other, _, entry in found if other is scene), None))
    return spec


def _alike(
    sensor: str, found: list[tuple[Scene, SensorSpec, SensorInput]], reporter: Reporter
) -> list[tuple[Scene, SensorSpec, SensorInput]]:
    """The same with the bands of all scenes, in the units of most of them; empty where that is refused."""
    wanted = None
    with reporter.about():
        wanted = _wanted(sensor, [spec for _, spec, _ in found], [scene.asked.name for scene, _, _ in found])
    if wanted is None:
        return []
    alike = []
    for scene, spec, entry in found:
        if scene.grid is None:
            continue
        again: tuple[SensorSpec, SensorInput] | None = (spec, entry)
        if spec is not wanted and not ROLES[spec.role].vector:
            again = describe_alike(spec, entry, scene.grid, wanted, scene.told, scene.places)
        if again is None:
            return []
        left_out = [band.label for band in spec.bands if band.label and band not in again[0].bands]
        if len(spec.bands) > len(again[0].bands):
            bands = ", ".join(left_out) or f"{len(spec.bands) - len(again[0].bands)} bands"
            scene.told.warn(f"{sensor_name(sensor)}: left out, since not every scene has them: {bands}.")
        alike.append((scene, *again))
    return alike


def _wanted(sensor: str, specs: Sequence[SensorSpec], names: Sequence[str]) -> SensorSpec:
    """A spec with the bands and units that the layers of all scenes are to be read with. Raises LayerError, ValuesError
    where there are none."""
    name = sensor_name(sensor)
    titles = [f"scene '{title}'" if title else "the layers given" for title in names]
    each = list(zip(titles, specs, strict=True))
    dated = [title for title, spec in each if spec.dates]
    if 0 < len(dated) < len(specs):
        others = ", ".join(title for title in titles if title not in dated)
        raise LayerError(
            f"{name} has dates in {', '.join(dated)} and none in {others}: a series is another sensor than an image.",
            f"Give all of its layers their dates, or give one of the two a name, such as {specs[0].role}:series.",
        )
    if ROLES[specs[0].role].vector and len({(spec.units, spec.version, len(spec.bands)) for spec in specs}) > 1:
        said = "; ".join(f"{title} has {len(s.bands)} bands, {s.units} {s.version}".rstrip() for title, s in each)
        raise LayerError(
            f"{name} is not the same in all scenes: {said}.",
            "Give embeddings of one model and version, or give one of them a name, such as embedding:other.",
        )
    if len({spec.units for spec in specs if spec.quantity == ELEVATION and spec.units}) > 1:
        said = "; ".join(f"{title} has {spec.units or 'unknown ones'}" for title, spec in each)
        raise ValuesError(
            f"{name} has heights in different units: {said}.", "Convert one of them (in QGIS: Raster calculator)."
        )
    bands = common_bands([spec.bands for spec in specs])
    if not bands:
        said = "; ".join(f"{title}: {', '.join(b.label or '?' for b in spec.bands[:12])}" for title, spec in each)
        raise LayerError(
            f"{name} has no bands that all scenes have ({said}).",
            f"Name the bands alike, or give one of the sensors a name of its own, such as {specs[0].role}:other.",
        )
    units = Counter(spec.units for spec in specs)
    first = max(specs, key=lambda spec: (units[spec.units], spec.bands == tuple(bands)))
    order = match_bands(f"of {name}", first.bands, bands, "another scene")[0]
    if order == list(range(len(first.bands))):
        return first
    picked: dict[str, Any] = {
        key: tuple(getattr(first, key)[place] for place in order) for key in ("bands", *_STATISTICS)
    }
    return replace(first, correlation=(), **picked)


def _together(specs: Sequence[SensorSpec], reporter: Reporter) -> SensorSpec:
    """The sensor that these are in single scenes: the values of a typical one, the range that of all."""
    first = specs[0]
    if len(specs) == 1:
        return first
    over: dict[str, Any] = {
        key: tuple(choose([getattr(spec, key) for spec in specs], axis=0).tolist())
        for key, choose in _STATISTICS.items()
    }
    shapes = {np.shape(spec.correlation) for spec in specs}
    correlation = np.mean([spec.correlation for spec in specs], axis=0).round(4).tolist() if len(shapes) == 1 else ()
    quantity = first.quantity
    if quantity == ELEVATION and _levels_apart(specs):
        quantity = RELIEF
        reporter.log(
            f"{sensor_name(first.sensor)}: heights lie at other levels in other scenes; what counts are slopes, and "
            "heights above their surroundings."
        )
    return replace(
        first,
        gsd=min(spec.gsd for spec in specs),
        quantity=quantity,
        correlation=tuple(tuple(row) for row in correlation),
        dates=tuple(sorted({date for spec in specs for date in spec.dates})),
        **over,
    )


def _levels_apart(specs: Sequence[SensorSpec]) -> bool:
    """Whether the first heights of two scenes differ by more than those within a scene: then they tell which scene it
    is, and not which class."""
    medians = [spec.median[0] for spec in specs]
    return max(medians) - min(medians) > max(spec.p98[0] - spec.p2[0] for spec in specs)
