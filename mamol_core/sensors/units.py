"""Units of a layer's values: recognised from their statistics, converted to those of a model where that is certain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..errors import ValuesError
from ..matching import Message
from ..rasters.conversion import Conversion
from ..rasters.source import Source, height_unit
from ..roles import DB, ELEVATION, FULL_SCALE, POWER, ROLES, LayerValues
from .comparison import distance
from .sensor import SensorSpec
from .statistics import Summary

TO_DB = Conversion("linear backscatter power, taken as 10 log10, in dB", to_db=True)
_MODEL_HAS = "the model was trained with"
_FAR_SCALE = 30.0  # other landscapes are within this factor of the model's values, other units are not
_S2_OFFSET = 0.1  # reflectance that Sentinel-2's processing baselines from 04.00 (2022) add


def recognise(source: Source, bands: Sequence[int], summary: Summary) -> tuple[str, str]:
    """Quantity and units of a layer, by its role and the statistics of the bands at these indexes."""
    unit = next((source.band_units[band] for band in bands if source.band_units[band]), "")
    names = " ".join([source.sensor, *(source.bands[band].label for band in bands)])
    values = LayerValues(names, source.dtype, unit or height_unit(source.crs), summary)
    return ROLES[source.role].recognise(values)


def find_conversion(
    source: Source,
    bands: Sequence[int],
    summary: Summary,
    spec: SensorSpec,
    they: str = _MODEL_HAS,
) -> Conversion | None:
    """The conversion of a layer to a model's units, None where it has them; ValuesError where none is certain.

    ``they``: how a sentence begins to tell of what is wanted.
    """
    quantity, units = recognise(source, bands, summary)
    if units == spec.units or ELEVATION in (quantity, spec.quantity):
        return None
    if (units, spec.units) == (POWER, DB):
        return TO_DB
    if units in FULL_SCALE and spec.units in FULL_SCALE:
        gain = FULL_SCALE[spec.units] / FULL_SCALE[units]
        model = np.abs(spec.median).mean()
        if gain == 1:
            return None
        if 1 / _FAR_SCALE < gain * np.abs(summary.median).mean() / max(model, 1e-12) < _FAR_SCALE:
            return Conversion(f"{units} to {spec.units}, times {gain:g}", gain)
    raise ValuesError(
        f"Layer {source.title} holds what looks like {units}: {_range(summary)}; {they} {spec.units}: {_range(spec)}.",
        "Convert it (in QGIS: Raster calculator), or choose the layer in those units"
        + (", or train a model with it." if they == _MODEL_HAS else "."),
    )


def warn_if_amplitude(source: Source, summary: Summary, spec: SensorSpec) -> list[Message]:
    """A warning where dB values made from power lie at half the model's, as they do where it was amplitude."""
    power, amplitude = (float(np.abs(factor * summary.median - spec.median).mean()) for factor in (1, 2))
    if power < 3 or amplitude > power / 2:
        return []
    text = f"its values are {power:.1f} dB from the model's and would be {amplitude:.1f} dB from them as amplitude"
    return [("warning", f"Layer {source.title} was taken as power, but {text}. If it is amplitude, square it first.")]


def find_offset(
    source: Source, summary: Summary, spec: SensorSpec, known: str = "the model"
) -> tuple[float, list[Message]]:
    """Sentinel-2's offset to add or take away in the model's units, and a warning where it may be needed.

    ``known``: what a sentence calls what the layer is compared with.

    It is certain where a layer is much like the model's with the change and far from it without. A hint of it is
    that one side has no pixel darker than the offset, which water and shadow else are, and the other has.
    """
    offset = _S2_OFFSET * FULL_SCALE[spec.units]
    now = distance(summary, spec)
    for shift in (offset, -offset):
        then = distance(summary.converted(1, shift), spec)
        if now > 0.3 and then < 0.25 * now:
            return shift, []
    dark, model_dark = summary.low.min(), min(spec.low)
    for with_offset, without, who in (
        (model_dark, dark, "{1}'s values seem to carry Sentinel-2's offset of {0:g}, the layer's not"),
        (dark, model_dark, "its values seem to carry Sentinel-2's offset of {0:g}, {1}'s not"),
    ):
        if with_offset > 0.9 * offset and without < 0.6 * offset:
            text = who.format(offset, known)
            return 0.0, [
                ("warning", f"Layer {source.title}: {text}. Nothing was converted, since this is not certain.")
            ]
    return 0.0, []


def _range(statistics: Summary | SensorSpec) -> str:
    return f"medians {min(statistics.median):.4g} to {max(statistics.median):.4g}"
