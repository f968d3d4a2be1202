"""Units of a layer's values: recognised at training, compared with the model's when mapping. Never silent."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..errors import LayerError, ValuesError
from ..matching import Note, match_bands, names_known, position_names
from ..rasters.conversion import Conversion
from ..rasters.grid import Grid
from ..rasters.resampling import Block
from ..rasters.source import Source, height_unit
from .sensor import BACKSCATTER, COUNTS, ELEVATION, INDEX, REFLECTANCE, RELIEF, SensorSpec
from .statistics import Summary, has_data, moved, own_grid, summarise, usable_bands

__all__ = ["Conversion", "LayerInput", "Note", "Summary", "describe_sensor", "match_layer", "match_values", "summarise"]

_FRACTION, _PERCENT, _TEN_THOUSAND = "reflectance 0-1", "reflectance in percent", "reflectance x 10000"
_MIXED = "reflectance, scale differs between bands"
_EIGHT_BIT, _SIXTEEN_BIT, _INDEX = "8-bit counts", "16-bit counts", "index"
_DB, _SCALED_DB, _POWER, _AMPLITUDE = "dB", "dB x a factor", "linear power", "amplitude counts"
_FULL_SCALE = {_FRACTION: 1.0, _INDEX: 1.0, _PERCENT: 100.0, _TEN_THOUSAND: 10_000.0}
_INDEX_NAME = re.compile(r"ndvi|ndwi|ndmi|ndbi|savi|evi\b|index", re.IGNORECASE)

_TO_DB = Conversion("linear backscatter power, taken as 10 log10, in dB", to_db=True)
_MEASURED = {"lidar": "a height", "sar": "backscatter"} | dict.fromkeys(("optical", "hyperspectral"), "reflectance")
_QUANTILES = ("low", "p2", "median", "p98")
_MUCH_BETTER = 0.3  # of the distance between the layer's bands and the model's
_FILLER_SAID = 0.002  # of the pixels
_FAR_SCALE = 30.0  # other landscapes are within this factor of the model's values, other units are not
_MARGIN = 0.25  # of the model's range: how far a layer may reach out of it without a warning
_S2_OFFSET = 0.1  # reflectance that Sentinel-2's processing baselines from 04.00 (2022) add


def describe_sensor(
    source: Source, grid: Grid, places: Sequence[Block] = ()
) -> tuple[SensorSpec, list[int], Conversion | None, list[Note]]:
    """For training: the sensor as the model keeps it, the indexes of its usable bands, a conversion and notes.

    Bands without data or with one value everywhere are left out; linear SAR power is converted to dB. LayerError where
    nothing valid is left in the grid. ``places``: windows of the grid, as those with labels, where data is looked for
    if it is hard to find.
    """
    used, empty, constant, impossible = usable_bands(source, moved(places, grid, own_grid(source)))
    notes: list[Note] = []
    for dropped, why in ((empty, "without data"), (constant, "with one value everywhere")):
        if dropped:
            notes.append(("warning", f"Layer {source.title}: left out, as bands {why}: {_list(source, dropped)}."))
    if not used:
        raise LayerError(
            f"Layer {source.title} holds no data in any band{_but_impossible(source, impossible)}.",
            "Check its nodata value and its scale and offset, or leave it out.",
        )
    stored = summarise(source, own_grid(source), used, places=moved(places, grid, own_grid(source)))
    notes += _said_filler(source, stored)
    notes += _said_impossible(source, stored.impossible if impossible is None else impossible)
    quantity, units = _recognise(source, used, stored)
    conversion = None
    if units == _POWER:
        conversion, units = _TO_DB, _DB
        notes.append(("warning", f"Layer {source.title} holds linear backscatter power; converted to dB."))
    elif units == _MIXED:
        text = "some bands are reflectance 0-1 and others x 10000; layers to be mapped must be the same"
        notes.append(("warning", f"Layer {source.title}: {text}."))
    summary = summarise(source, grid, used, conversion, places)
    spec = SensorSpec(
        sensor=source.sensor,
        bands=position_names(source.bands, used),
        quantity=quantity,
        units=units,
        gsd=source.gsd,
        correlation=tuple(tuple(row) for row in summary.correlation.round(4).tolist()),
        **{name: tuple(getattr(summary, name).tolist()) for name in (*_QUANTILES, "high")},
    )
    count = f"{len(used)} band{'s' * (len(used) > 1)}"
    notes.append(("log", f"Layer {source.title}: {count}, {units}, pixels of {source.gsd:.4g} m."))
    return spec, used, conversion, notes


@dataclass(frozen=True)
class LayerInput:
    """How a layer is read for a model: indexes of its bands in the model's order and the conversion to its units.

    ``empty``: it has no valid pixel in the grid.
    """

    source: Source
    bands: list[int]
    conversion: Conversion | None
    empty: bool = False


def match_layer(source: Source, grid: Grid, spec: SensorSpec) -> tuple[LayerInput, list[Note]]:
    """For mapping: how to read the layer as the model's sensor, and notes.

    Raises LayerError or ValuesError where the layer is not what the model was trained with.
    """
    bands, notes = match_bands(source.title, source.bands, spec.bands)
    found, impossible = has_data(source, grid, bands)
    if not found:
        but = _but_impossible(source, impossible)
        text = f"Layer {source.title} has no valid pixel in the area of the map{but} and adds nothing to it"
        notes.append(("warning", f"{text}. Check its nodata value, its mask and its CRS."))
        return LayerInput(source, bands, None, empty=True), notes
    places = moved([(0, 0, grid.height, grid.width)], grid, own_grid(source))
    conversion, more = match_values(source, bands, spec, impossible, places)
    return LayerInput(source, bands, conversion), notes + more


def match_values(
    source: Source,
    bands: Sequence[int],
    spec: SensorSpec,
    impossible: float | None = None,
    places: Sequence[Block] = (),
) -> tuple[Conversion | None, list[Note]]:
    """For mapping: the conversion to the model's units, None where the layer has them, and notes.

    Units belong to the file, so the whole layer is looked at, not only its part in a grid. ValuesError where units
    differ and no conversion is beyond doubt. ``impossible``: a value met before that no such sensor can have;
    ``places``: windows of the layer to look at where data is hard to find.
    """
    whole = own_grid(source)
    summary = summarise(source, whole, bands, places=places)
    notes = _said_filler(source, summary)
    notes += _said_impossible(source, summary.impossible if impossible is None else impossible)
    conversion = _to_units(source, bands, summary, spec)
    if conversion is not None and conversion.to_db:
        summary = summarise(source, whole, bands, conversion, places)
        notes += _amplitude(source, summary, spec)
    elif conversion is not None:
        summary = _converted(summary, conversion.gain, conversion.offset)
    if spec.role == "optical" and spec.quantity == REFLECTANCE and spec.units in _FULL_SCALE:
        shift, said = _offset(source, summary, spec)
        notes += said
        if shift:
            before = conversion or Conversion("")
            name = " and ".join(filter(None, [before.name, f"{shift:+g} (Sentinel-2's offset)"]))
            conversion = Conversion(name, before.gain, before.offset + shift)
            summary = _converted(summary, 1, shift)
    if conversion is not None:
        text = f"Layer {source.title} is converted to the model's units"
        notes.append(("warning", f"{text} ({spec.units}): {conversion.name}."))
    notes += _out_of_range(source, bands, summary, spec)
    if not names_known([source.bands[band] for band in bands], spec.bands):
        notes += _other_order(source, summary, spec)
    return conversion, notes


def _recognise(source: Source, bands: Sequence[int], summary: Summary) -> tuple[str, str]:
    """Quantity and units of a layer, by its role and values."""
    eight_bit = summary.integers and summary.low.min() >= 0 and summary.high.max() <= 255
    if source.role == "sar":
        if summary.low.min() < -1:
            return BACKSCATTER, _DB if summary.p2.min() > -90 else _SCALED_DB
        return (COUNTS, _AMPLITUDE) if summary.integers or summary.median.max() > 5 else (BACKSCATTER, _POWER)
    if source.role == "lidar":
        if source.dtype == "uint8":
            return COUNTS, _EIGHT_BIT
        tagged = next((source.band_units[band] for band in bands if source.band_units[band]), "")
        return ELEVATION, tagged or height_unit(source.crs)
    names = " ".join([source.sensor, *(source.bands[band].label for band in bands)])
    top = summary.p98.max()
    if top <= 2 and not summary.integers and (_INDEX_NAME.search(names) or summary.low.min() < -0.15):
        return INDEX, _INDEX
    if eight_bit and top > 1:
        return COUNTS, _EIGHT_BIT
    if top <= 2:
        return REFLECTANCE, _FRACTION
    if not summary.integers and summary.p98.min() <= 2 and top > 200:
        return REFLECTANCE, _MIXED
    if top <= 110 and not summary.integers:
        return REFLECTANCE, _PERCENT
    return (COUNTS, _SIXTEEN_BIT) if top > 25_000 else (REFLECTANCE, _TEN_THOUSAND)


def _to_units(source: Source, bands: Sequence[int], summary: Summary, spec: SensorSpec) -> Conversion | None:
    """The conversion of a layer to a model's units, None where it has them."""
    quantity, units = _recognise(source, bands, summary)
    if units == spec.units or ELEVATION in (quantity, spec.quantity):
        return None
    if (units, spec.units) == (_POWER, _DB):
        return _TO_DB
    if units in _FULL_SCALE and spec.units in _FULL_SCALE:
        gain = _FULL_SCALE[spec.units] / _FULL_SCALE[units]
        model = np.abs(spec.median).mean()
        if gain == 1:
            return None
        if 1 / _FAR_SCALE < gain * np.abs(summary.median).mean() / max(model, 1e-12) < _FAR_SCALE:
            return Conversion(f"{units} to {spec.units}, times {gain:g}", gain)
    raise ValuesError(
        f"Layer {source.title} holds what looks like {units}: {_range(summary)}; the model was trained with "
        f"{spec.units}: {_range(spec)}.",
        "Choose the layer in the model's units, or convert it (in QGIS: Raster calculator), or train a model with it.",
    )


def _amplitude(source: Source, summary: Summary, spec: SensorSpec) -> list[Note]:
    """A warning where dB values made from power lie at half the model's, as they do where it was amplitude."""
    power, amplitude = (float(np.abs(factor * summary.median - spec.median).mean()) for factor in (1, 2))
    if power < 3 or amplitude > power / 2:
        return []
    text = f"its values are {power:.1f} dB from the model's and would be {amplitude:.1f} dB from them as amplitude"
    return [("warning", f"Layer {source.title} was taken as power, but {text}. If it is amplitude, square it first.")]


def _offset(source: Source, summary: Summary, spec: SensorSpec) -> tuple[float, list[Note]]:
    """Sentinel-2's offset to add or take away in the model's units, and a warning where it may be needed.

    Beyond doubt is a layer that is much like the model's with the change and far from it without. A hint of it is
    that one side has no pixel darker than the offset, which water and shadow else are, and the other has.
    """
    offset = _S2_OFFSET * _FULL_SCALE[spec.units]
    now = _distance(summary, spec)
    for shift in (offset, -offset):
        then = _distance(_converted(summary, 1, shift), spec)
        if now > 0.3 and then < 0.25 * now:
            return shift, []
    dark, model_dark = summary.low.min(), min(spec.low)
    for with_offset, without, who in (
        (model_dark, dark, "the model's values seem to carry Sentinel-2's offset of {0:g}, the layer's not"),
        (dark, model_dark, "its values seem to carry Sentinel-2's offset of {0:g}, the model's not"),
    ):
        if with_offset > 0.9 * offset and without < 0.6 * offset:
            text = who.format(offset)
            return 0.0, [("warning", f"Layer {source.title}: {text}. Nothing was changed, since it can't be known.")]
    return 0.0, []


def _distance(summary: Summary, spec: SensorSpec) -> float:
    """Mean difference of quantiles in units of the model's spread."""
    width = _width(spec)
    return float(np.mean([np.abs(getattr(summary, name) - getattr(spec, name)) / width for name in _QUANTILES]))


def _width(statistics: Summary | SensorSpec) -> np.ndarray:
    width = np.asarray(statistics.p98) - np.asarray(statistics.p2)
    return np.asarray(np.maximum(width, 1e-3 * np.abs(statistics.median) + 1e-9))


def _converted(summary: Summary, gain: float, offset: float) -> Summary:
    changed = {name: gain * getattr(summary, name) + offset for name in (*_QUANTILES, "high")}
    return replace(summary, **changed)


def _out_of_range(source: Source, bands: Sequence[int], summary: Summary, spec: SensorSpec) -> list[Note]:
    """A warning where a band's usual values lie outside all that the model has seen."""
    if spec.quantity == RELIEF:
        return []
    low, high = np.asarray(spec.low), np.asarray(spec.high)
    margin = _MARGIN * np.maximum(high - low, _width(spec))
    outside = np.flatnonzero((summary.p2 < low - margin) | (summary.p98 > high + margin))
    if not len(outside):
        return []
    examples = "; ".join(
        f"{_list(source, [bands[i]])}: {summary.p2[i]:.4g} to {summary.p98[i]:.4g}, model {low[i]:.4g} to {high[i]:.4g}"
        for i in outside[:3]
    )
    count = f"{len(outside)} of {len(bands)} bands" if len(bands) > 1 else "its band"
    text = f"values of {count} reach out of what the model was trained with ({examples})"
    return [("warning", f"Layer {source.title}: {text}. The map may be wrong there.")]


def _other_order(source: Source, summary: Summary, spec: SensorSpec) -> list[Note]:
    """A warning where the statistics fit the model much better with the bands in another order."""
    count = len(spec.bands)
    if count < 2 or not spec.correlation or summary.correlation.shape != (count, count):
        return []
    layer, known = (np.array([getattr(side, name) for name in _QUANTILES]) for side in (summary, spec))
    width = (_width(summary)[:, None] + _width(spec)[None, :]) / 2
    cost = np.abs(layer[:, :, None] - known[:, None, :]).mean(axis=0) / width
    model = np.asarray(spec.correlation)
    cost += np.abs(summary.correlation[:, None, :] - model[None, :, :]).mean(axis=2)
    before = np.trace(cost)
    if before - cost.min(axis=1).sum() < _MUCH_BETTER * before:  # no order can be that much better
        return []
    from scipy.optimize import linear_sum_assignment  # some 25 MB, seldom needed

    _, order = linear_sum_assignment(cost)
    moved = np.flatnonzero(order != np.arange(count))
    if not len(moved) or before - cost[np.arange(count), order].sum() < _MUCH_BETTER * before:
        return []
    said = ", ".join(str(place + 1) for place in moved[:12])
    return [("warning", f"Layer {source.title}: bands {said} look as if they were in another order than the model's.")]


def _said_filler(source: Source, summary: Summary) -> list[Note]:
    if summary.filler_fraction < _FILLER_SAID:
        return []
    text = f"{summary.filler_fraction:.1%} of the pixels are {summary.filler:g} in every band, as undeclared nodata is"
    hint = f"If it is, set {summary.filler:g} as the layer's nodata value."
    return [("warning", f"Layer {source.title}: {text}. {hint}")]


def _said_impossible(source: Source, value: float | None) -> list[Note]:
    if value is None:
        return []
    text = f"{value:g}, stored in some of its pixels, can't be {_MEASURED[source.role]}; they are taken as no data"
    return [("warning", f"Layer {source.title}: {text}.")]


def _but_impossible(source: Source, value: float | None) -> str:
    return "" if value is None else f" but values such as {value:g}, which can't be {_MEASURED[source.role]}"


def _list(source: Source, bands: Sequence[int]) -> str:
    labels = [source.bands[band].label or f"{band + 1}" for band in bands]
    return ", ".join(labels if len(labels) <= 8 else [*labels[:6], f"... ({len(labels)} in all)"])


def _range(statistics: Summary | SensorSpec) -> str:
    return f"medians {min(statistics.median):.4g} to {max(statistics.median):.4g}"
