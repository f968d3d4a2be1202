"""Layers that differ by date only, as one sensor of a model: a series."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..errors import LayerError
from ..matching import match_bands
from ..rasters.grid import Grid
from ..rasters.reader import Reader
from ..rasters.series import SensorReader, SeriesReader
from ..rasters.source import Source
from ..rasters.window import GridWindow
from ..reporting import Reporter
from ..roles import ROLES, sensor_name, split_date
from .layers import LayerInput, describe_date, describe_sensor, match_layer
from .sensor import SensorSpec
from .statistics import has_data, moved, own_grid, usable_bands


@dataclass(frozen=True)
class SeriesInput:
    """How the dates of a series, in their order, are read for a model."""

    dates: tuple[LayerInput, ...]

    @property
    def parts(self) -> tuple[LayerInput, ...]:
        """The layers it is made of."""
        return self.dates

    @property
    def count(self) -> int:
        """The layers that are read."""
        return len(self._used)

    @property
    def empty(self) -> bool:
        """Whether no date has a valid pixel in the grid."""
        return all(entry.empty for entry in self.dates)

    def open(self, grid: Grid, apart: bool = False) -> SensorReader:
        """A reader of the dates that have data; see :class:`Reader`. LayerError where a file can't be opened."""
        readers = [Reader(entry.source, grid, entry.bands, entry.conversion, apart) for entry in self._used]
        return SeriesReader(readers, [day_of_year(entry.source) for entry in self._used])

    @property
    def _used(self) -> list[LayerInput]:
        return [entry for entry in self.dates if not entry.empty] or [self.dates[0]]


SensorInput = LayerInput | SeriesInput
"""What a model's sensor is read from."""


def day_of_year(source: Source) -> int:
    """From 1 to 366; of a layer of a series."""
    return datetime.date.fromisoformat(split_date(source.sensor)[1] or "").timetuple().tm_yday


def by_sensor(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """The layers of each sensor, those of a series by date."""
    found: dict[str, list[Source]] = {}
    for source in sources:
        found.setdefault(split_date(source.sensor)[0], []).append(source)
    return {sensor: sorted(given, key=lambda source: source.sensor) for sensor, given in found.items()}


def describe(
    sources: Sequence[Source], grid: Grid, reporter: Reporter, places: Sequence[GridWindow] = ()
) -> tuple[SensorSpec, SensorInput] | None:
    """For training: the sensor that these layers are, and how they are read; see :func:`describe_sensor`.

    Dates without any data in the grid are left out. None only with a reporter that goes on after a refusal. Raises
    LayerError and ValuesError.
    """
    if split_date(sources[0].sensor)[1] is None:
        with reporter.about(sources[0].sensor):
            spec, bands, conversion, messages = describe_sensor(sources[0], grid, places)
            reporter.pass_on(messages)
            return spec, LayerInput(sources[0], bands, conversion)
        return None
    if ROLES[sources[0].role].vector:
        with reporter.about(sources[0].sensor):
            raise LayerError(
                f"Layer {sources[0].title} is given with a date, but an embedding is of a whole year.",
                "Give it without a date. Those of two years are two sensors with names, such as embedding:2023.",
            )
        return None
    specs: list[SensorSpec] = []
    dates: list[LayerInput] = []
    for source in sources:
        with reporter.about(source.sensor):
            dates.append(_date(source, grid, specs, reporter, places))
    if len(dates) < len(sources):
        return None
    if not specs:
        name = sensor_name(split_date(sources[0].sensor)[0])
        with reporter.about(sources[0].sensor):
            raise LayerError(
                f"No date of {name} has a valid pixel in the area of the labels.",
                "Check the layers' nodata values, masks and CRS.",
            )
        return None
    return _together(specs), SeriesInput(tuple(dates))


def _date(
    source: Source, grid: Grid, specs: list[SensorSpec], reporter: Reporter, places: Sequence[GridWindow]
) -> LayerInput:
    """How one date is read; what it is, with the bands and in the units of the first, is added to ``specs``."""
    if specs:  # what else it holds, or lacks, does not count
        bands = match_bands(source.title, source.bands, specs[0].bands, "the first date")[0]
    else:
        bands = usable_bands(source, moved(places, grid, own_grid(source))).used
    if not has_data(source, grid, bands or None)[0]:
        reporter.warn(f"Layer {source.title} has no valid pixel in the area of the labels and is left out.")
        return LayerInput(source, [], None, empty=True)
    if specs:
        spec, entry, messages = describe_date(source, grid, specs[0], places)
    else:
        spec, bands, conversion, messages = describe_sensor(source, grid, places)
        entry = LayerInput(source, bands, conversion)
    specs.append(spec)
    reporter.pass_on(messages)
    return entry


def describe_alike(
    spec: SensorSpec,
    entry: SensorInput,
    grid: Grid,
    wanted: SensorSpec,
    reporter: Reporter,
    places: Sequence[GridWindow] = (),
) -> tuple[SensorSpec, SensorInput] | None:
    """For training with several scenes: a sensor that :func:`describe` found in one, with the bands and in the units
    ``wanted``; as it was, where it has them.

    None only with a reporter that goes on after a refusal. Raises LayerError and ValuesError.
    """
    specs: list[SensorSpec] = []
    parts: list[LayerInput] = []
    for part in entry.parts:
        if part.empty:
            parts.append(part)
            continue
        with reporter.about(part.source.sensor):
            found, again, messages = describe_date(part.source, grid, wanted, places, "another scene")
            reporter.pass_on([message for message in messages if message[0] == "warning"])
            specs.append(found)
            parts.append(again)
    if len(parts) < len(entry.parts):
        return None
    same = all(
        one.bands == two.bands and one.conversion == two.conversion for one, two in zip(entry.parts, parts, strict=True)
    )
    if same:
        return replace(spec, bands=wanted.bands), entry
    if isinstance(entry, SeriesInput):
        return _together(specs), SeriesInput(tuple(parts))
    return specs[0], parts[0]


def _together(specs: Sequence[SensorSpec]) -> SensorSpec:
    """The series that these dates are: statistics as of a typical date, the range that of all of them."""

    def over(name: str, how: str) -> tuple[float, ...]:
        return tuple(getattr(np, how)([getattr(spec, name) for spec in specs], axis=0).tolist())

    return replace(
        specs[0],
        sensor=split_date(specs[0].sensor)[0],
        gsd=min(spec.gsd for spec in specs),
        median=over("median", "mean"),
        p2=over("p2", "mean"),
        p98=over("p98", "mean"),
        low=over("low", "min"),
        high=over("high", "max"),
        correlation=tuple(
            tuple(row) for row in np.mean([spec.correlation for spec in specs], axis=0).round(4).tolist()
        ),
        dates=tuple(split_date(spec.sensor)[1] or "" for spec in specs),
    )


def match(
    sources: Sequence[Source], grid: Grid, spec: SensorSpec, reporter: Reporter, fit: bool | None = False
) -> SensorInput | None:
    """For mapping: how these layers are read as the model's sensor; see :func:`match_layer`.

    A model's series takes any dates, one alone, too; a sensor that is none takes one layer, of whatever date. None only
    with a reporter that goes on after a refusal. Raises LayerError and ValuesError.
    """
    name, fits = sensor_name(spec.sensor), False
    with reporter.about(sources[0].sensor):
        if not spec.dates and len(sources) > 1:
            raise LayerError(
                f"The model was trained with one layer of {name}, not with a series; {len(sources)} dates were given.",
                "Give one of them, or train a model with the dates.",
            )
        if spec.dates and split_date(sources[0].sensor)[1] is None:
            raise LayerError(
                f"The model takes {name} as a series of dates; layer {sources[0].title} has no date.",
                f"Give it its date (on the command line: {spec.sensor}@2024-05-03).",
            )
        fits = True
    if not fits:
        return None
    found: list[LayerInput] = []
    for source in sources:
        with reporter.about(source.sensor):
            entry, messages = match_layer(source, grid, spec, fit)
            reporter.pass_on(messages)
            found.append(entry)
    if len(found) < len(sources):
        return None
    return SeriesInput(tuple(found)) if spec.dates else found[0]
