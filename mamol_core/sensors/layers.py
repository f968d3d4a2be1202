"""A layer as a sensor of a model: described when training, matched with what the model was trained with when mapping.

Where a layer differs from what is expected, a message says so: its values are converted where that is certain, or it is
refused. It is never mapped silently.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from ..errors import LayerError
from ..matching import Message, match_bands, names_known, position_names
from ..rasters.conversion import Conversion
from ..rasters.grid import Grid
from ..rasters.reader import Reader
from ..rasters.series import SensorReader
from ..rasters.source import Source
from ..rasters.window import GridWindow
from ..roles import DB, FULL_SCALE, MIXED, POWER, REFLECTANCE, ROLES
from .bands import log_assumptions, warn_if_bands_implausible
from .comparison import check_fit, is_fitted, warn_if_bands_permuted, warn_if_out_of_range
from .embeddings import match_embedding, read_embedding, version_of, warn_if_embedding
from .sensor import SensorSpec
from .statistics import (
    FEW_SAMPLES,
    MOST_SAMPLES,
    QUANTILES,
    Summary,
    but_impossible,
    check_possible,
    has_data,
    moved,
    own_grid,
    summarise,
    usable_bands,
)
from .units import TO_DB, find_conversion, find_offset, recognise, warn_if_amplitude

_FILLER_SAID = 0.002  # of the pixels
_SHARE_SAID = 0.001  # likewise


def describe_sensor(
    source: Source, grid: Grid, places: Sequence[GridWindow] = ()
) -> tuple[SensorSpec, list[int], Conversion | None, list[Message]]:
    """For training: the sensor as the model keeps it, the indexes of its usable bands, a conversion and messages.

    Bands without data or with one value everywhere are left out; linear SAR power is converted to dB. LayerError where
    nothing valid is left in the grid. ``places``: windows of the grid, as those with labels, where data is looked for
    if it is hard to find.
    """
    used, empty, constant, impossible = usable_bands(source, moved(places, grid, own_grid(source)))
    if ROLES[source.role].vector:  # of which no part can be left out
        used, constant = sorted(used + constant), []
    messages = log_assumptions(source)
    for dropped, why in ((empty, "without data"), (constant, "with one value everywhere")):
        if dropped:
            messages.append(
                ("warning", f"Layer {source.title}: left out, as bands {why}: {source.list_bands(dropped)}.")
            )
    if not used:
        check_possible(source, range(len(source.bands)), impossible)
        raise LayerError(
            f"Layer {source.title} holds no data in any band{but_impossible(source, impossible)}.",
            "Check its nodata value and its scale and offset, or leave it out.",
        )
    own, own_places = own_grid(source), moved(places, grid, own_grid(source))
    stored = summarise(source, own, used, places=own_places)
    messages += _warn_of_filler(source, stored)
    messages += _warn_of_impossible(source, stored, impossible)
    messages += warn_if_bands_implausible(source, used, stored)
    messages += warn_if_embedding(source, used)
    quantity, units = recognise(source, used, stored)
    conversion = None
    if ROLES[source.role].vector:
        conversion, units, more = read_embedding(source, used, stored)
        messages += more
    elif units == POWER:
        conversion, units = TO_DB, DB
        messages.append(("warning", f"Layer {source.title} holds linear backscatter power; converted to dB."))
    elif units == MIXED:
        text = "some bands are reflectance 0-1 and others x 10000; layers to be mapped must be the same"
        messages.append(("warning", f"Layer {source.title}: {text}."))
    summary = stored  # which is what there is of it on the same pixels
    if conversion is not None or own != grid:
        summary = summarise(source, grid, used, conversion, places)
    spec = SensorSpec(
        sensor=source.sensor,
        bands=position_names(source.bands, used),
        quantity=quantity,
        units=units,
        gsd=source.gsd,
        correlation=tuple(tuple(row) for row in summary.correlation.round(4).tolist()),
        version=version_of(source),
        **{name: tuple(getattr(summary, name).tolist()) for name in (*QUANTILES, "high")},
    )
    count = f"{len(used)} band{'s' * (len(used) > 1)}"
    messages.append(("log", f"Layer {source.title}: {count}, {units}, pixels of {source.gsd:.4g} m."))
    return spec, used, conversion, messages


@dataclass(frozen=True)
class LayerInput:
    """How a layer is read for a model: indexes of its bands in the model's order and the conversion to its units.

    ``empty``: it has no valid pixel in the grid. ``outside``: reflectance that lies outside what the model has seen.
    """

    source: Source
    bands: list[int]
    conversion: Conversion | None
    empty: bool = False
    outside: bool = False

    @property
    def parts(self) -> tuple[LayerInput, ...]:
        """The layers it is made of: itself."""
        return (self,)

    @property
    def count(self) -> int:
        """The layers that are read: one."""
        return 1

    def open(self, grid: Grid, apart: bool = False) -> SensorReader:
        """A reader of it; see :class:`Reader`. LayerError where a file can't be opened."""
        return Reader(self.source, grid, self.bands, self.conversion, apart)


def describe_date(
    source: Source,
    grid: Grid,
    first: SensorSpec,
    places: Sequence[GridWindow] = (),
    known: str = "the first date",
) -> tuple[SensorSpec, LayerInput, list[Message]]:
    """For training: a further date of a series, with the bands and in the units of the first; see
    :func:`describe_sensor`. ``known``: what a sentence calls what it is compared with.

    LayerError where it lacks bands, ValuesError where its units are others and no conversion is certain.
    """
    bands, matched = match_bands(source.title, source.bands, first.bands, known)
    messages = log_assumptions(source) + matched
    whole = own_grid(source)
    places = moved(places, grid, whole)
    summary = summarise(source, whole, bands, places=places, most=FEW_SAMPLES)
    messages += _warn_of_filler(source, summary) + _warn_of_impossible(source, summary)
    conversion = find_conversion(source, bands, summary, first, f"{known} has")
    if conversion is not None and conversion.to_db:
        summary = summarise(source, whole, bands, conversion, places, FEW_SAMPLES)
    elif conversion is not None:
        summary = summary.converted(conversion.gain, conversion.offset)
    conversion, summary, more = _with_offset(source, summary, first, conversion, known)
    messages += more
    if conversion is not None:
        text = f"Layer {source.title} is converted to the units of {known} ({first.units}): {conversion.name}."
        messages.append(("warning", text))
    statistics: dict[str, Any] = {name: tuple(getattr(summary, name).tolist()) for name in (*QUANTILES, "high")}
    correlation = tuple(tuple(row) for row in summary.correlation.round(4).tolist())
    spec = replace(first, sensor=source.sensor, gsd=source.gsd, correlation=correlation, **statistics)
    return spec, LayerInput(source, bands, conversion), messages


def match_layer(
    source: Source, grid: Grid, spec: SensorSpec, fit: bool | None = False
) -> tuple[LayerInput, list[Message]]:
    """For mapping: how to read the layer as the model's sensor, and messages.

    ``fit``: reflectance will be standardised by the layer (:mod:`mamol_core.model.scene`); None where that is still to
    be found out, and values out of range are no surprise. Raises LayerError or ValuesError where the layer is not what
    the model was trained with, or can't be fitted to.
    """
    bands, matched = match_bands(source.title, source.bands, spec.bands)
    messages = log_assumptions(source) + matched
    found, impossible = has_data(source, grid, bands)
    if not found:
        check_possible(source, bands, impossible)
        but = but_impossible(source, impossible)
        text = f"Layer {source.title} has no valid pixel in the area of the map{but} and does not contribute to it"
        messages.append(("warning", f"{text}. Check its nodata value, its mask and its CRS."))
        return LayerInput(source, bands, None, empty=True), messages
    places = moved([GridWindow(0, 0, grid.height, grid.width)], grid, own_grid(source))
    conversion, summary, more = _match_values(source, bands, spec, impossible, places)
    messages += more
    outside = warn_if_out_of_range(source, bands, summary, spec)
    if fit and is_fitted(spec):
        messages += check_fit(source, summary, spec, bool(outside))
    elif fit is not None or not is_fitted(spec):
        messages += outside
    if not names_known([source.bands[band] for band in bands], spec.bands):
        messages += warn_if_bands_permuted(source, summary, spec)
    return LayerInput(source, bands, conversion, outside=is_fitted(spec) and bool(outside)), messages


def _match_values(
    source: Source, bands: Sequence[int], spec: SensorSpec, impossible: float | None, places: Sequence[GridWindow]
) -> tuple[Conversion | None, Summary, list[Message]]:
    """The conversion to the model's units, None where the layer has them, its statistics in these, and messages.

    Units belong to the file, so the whole layer is looked at, not only its part in a grid. ValuesError where units
    differ and no conversion is certain. ``impossible``: a value met before that no such sensor can have;
    ``places``: windows of the layer to look at where data is hard to find.
    """
    whole, most = own_grid(source), FEW_SAMPLES if spec.dates else MOST_SAMPLES
    summary = summarise(source, whole, bands, places=places, most=most)
    messages = _warn_of_filler(source, summary) + _warn_of_impossible(source, summary, impossible)
    messages += warn_if_bands_implausible(source, bands, summary)
    if ROLES[spec.role].vector:
        conversion, more = match_embedding(source, bands, summary, spec)
        messages += more
    else:
        conversion = find_conversion(source, bands, summary, spec)
    if conversion is not None and not conversion.linear:
        summary = summarise(source, whole, bands, conversion, places, most)
        messages += warn_if_amplitude(source, summary, spec) if conversion.to_db else []
    elif conversion is not None:
        summary = summary.converted(conversion.gain, conversion.offset)
    conversion, summary, more = _with_offset(source, summary, spec, conversion)
    messages += more
    if conversion is not None and not ROLES[spec.role].vector:
        text = f"Layer {source.title} is converted to the model's units"
        messages.append(("warning", f"{text} ({spec.units}): {conversion.name}."))
    return conversion, summary, messages


def _with_offset(
    source: Source, summary: Summary, spec: SensorSpec, conversion: Conversion | None, known: str = "the model"
) -> tuple[Conversion | None, Summary, list[Message]]:
    """The conversion, and statistics in its units, with Sentinel-2's offset where that differs; see
    :func:`find_offset`."""
    if not (ROLES[spec.role].sentinel2 and spec.quantity == REFLECTANCE and spec.units in FULL_SCALE):
        return conversion, summary, []
    shift, messages = find_offset(source, summary, spec, known)
    if shift:
        before = conversion or Conversion("")
        name = " and ".join(filter(None, [before.name, f"{shift:+g} (Sentinel-2's offset)"]))
        conversion = Conversion(name, before.gain, before.offset + shift)
        summary = summary.converted(1, shift)
    return conversion, summary, messages


def _warn_of_filler(source: Source, summary: Summary) -> list[Message]:
    if summary.filler_fraction < _FILLER_SAID:
        return []
    text = (
        f"{summary.filler_fraction:.1%} of the pixels are {summary.filler:g} in every band, "
        "which looks like undeclared nodata"
    )
    hint = f"If it is, set {summary.filler:g} as the layer's nodata value."
    return [("warning", f"Layer {source.title}: {text}. {hint}")]


def _warn_of_impossible(source: Source, summary: Summary, met: float | None = None) -> list[Message]:
    """``met``: an impossible value that was met before the statistics were made; None where none was."""
    value = summary.impossible if met is None else met
    if value is None:
        return []
    share = summary.impossible_share
    what, where = (f"{value:g} and the like", f"{share:.1%}") if share >= _SHARE_SAID else (f"{value:g}", "some")
    text = f"{what}, stored in {where} of its pixels, can't be {ROLES[source.role].measured}; they are taken as no data"
    return [("warning", f"Layer {source.title}: {text}.")]
