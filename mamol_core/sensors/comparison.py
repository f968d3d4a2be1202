"""How much the values of a layer are like those that a model was trained with, by their statistics."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..errors import ValuesError
from ..matching import Message
from ..rasters.source import Source
from ..roles import RELIEF, ROLES
from .sensor import SensorSpec
from .statistics import QUANTILES, Summary

_MARGIN = 0.25  # of the model's range: how far a layer may reach out of it without a warning
FEWEST_FITTED = 1000  # pixels that a sensor is standardised by
# From there on a layer seems to show other classes. Set by judgement: no map that was measured came so far.
OTHER_SPREAD, OTHER_CORRELATION = 3.0, 0.35
_MUCH_BETTER = 0.3  # of the distance between the layer's bands and the model's


def distance(summary: Summary, spec: SensorSpec) -> float:
    """Mean difference of quantiles in units of the model's spread."""
    width = _width(spec)
    return float(np.mean([np.abs(getattr(summary, name) - getattr(spec, name)) / width for name in QUANTILES]))


def _width(statistics: Summary | SensorSpec) -> np.ndarray:
    width = np.asarray(statistics.p98) - np.asarray(statistics.p2)
    return np.asarray(np.maximum(width, 1e-3 * np.abs(statistics.median) + 1e-9))


def warn_if_out_of_range(source: Source, bands: Sequence[int], summary: Summary, spec: SensorSpec) -> list[Message]:
    """A warning where a band's usual values lie outside all that the model has seen."""
    if spec.quantity == RELIEF:
        return []
    low, high = np.asarray(spec.low), np.asarray(spec.high)
    margin = _MARGIN * np.maximum(high - low, _width(spec))
    outside = np.flatnonzero((summary.p2 < low - margin) | (summary.p98 > high + margin))
    if not len(outside):
        return []
    examples = "; ".join(
        f"{source.list_bands([bands[i]])}: {summary.p2[i]:.4g} to {summary.p98[i]:.4g}, "
        f"model {low[i]:.4g} to {high[i]:.4g}"
        for i in outside[:3]
    )
    count = f"{len(outside)} of {len(bands)} bands" if len(bands) > 1 else "its band"
    text = f"values of {count} lie outside the range that the model was trained with ({examples})"
    remedy = ". If it is another date of the same land, fit the model to the layer" if is_fitted(spec) else ""
    return [("warning", f"Layer {source.title}: {text}. The map may be wrong there{remedy}.")]


def is_fitted(spec: SensorSpec) -> bool:
    """Whether a sensor can be standardised by the layer that is mapped: reflectance of one date.

    Heights mean the same everywhere, backscatter was measured not to gain, and a series shows another course of the
    year where its dates are others.
    """
    return ROLES[spec.role].spectral and not spec.dates


def check_fit(source: Source, summary: Summary, spec: SensorSpec, outside: bool) -> list[Message]:
    """What there is to say of standardising a sensor by a layer's own values, see :mod:`mamol_core.model.scene`.

    That supposes that the layer shows about the training's classes. A warning where it seems to show others, or where
    values are not ``outside`` what the model has seen, which knows them then; ValuesError where it has too few pixels.
    """
    if summary.pixels < FEWEST_FITTED:
        raise ValuesError(
            f"The model can't be fitted to layer {source.title}: it has {summary.pixels} valid pixels, and at least "
            f"{FEWEST_FITTED} are needed.",
            "Give a larger part of the scene, or map without fitting.",
        )
    messages: list[Message] = [("log", f"The model is fitted to layer {source.title}: its own values standardise it.")]
    if not outside:
        text = "its values lie within the range that the model was trained with, where fitting does more harm than good"
        return [*messages, ("warning", f"Layer {source.title}: {text}. Compare with a map made without fitting.")]
    spread, unlike = likeness(summary, spec)
    signs = []
    if not 1 / OTHER_SPREAD < spread < OTHER_SPREAD:
        signs.append(f"its values spread {spread:.2g} times as wide as in training")
    if unlike > OTHER_CORRELATION:
        signs.append(f"its bands go together otherwise (correlations differ by {unlike:.2f} in the mean)")
    if signs:
        text = f"fitting supposes the classes of the training area, and it seems to show others: {' and '.join(signs)}"
        messages.append(("warning", f"Layer {source.title}: {text}. Compare with a map made without fitting."))
    return messages


def likeness(summary: Summary, spec: SensorSpec) -> tuple[float, float]:
    """What a change of light or haze leaves alike and other classes do not: by how much the layer's values spread more
    than the model's, the median of the bands, and the mean difference between correlations of bands, 0 if not known."""
    spread = float(np.median(_width(summary) / _width(spec)))
    if not spec.correlation or summary.correlation.shape != np.shape(spec.correlation):
        return spread, 0.0
    return spread, float(np.abs(summary.correlation - np.asarray(spec.correlation)).mean())


def warn_if_bands_permuted(source: Source, summary: Summary, spec: SensorSpec) -> list[Message]:
    """A warning where the statistics fit the model much better with the bands in another order."""
    count = len(spec.bands)
    if count < 2 or not spec.correlation or summary.correlation.shape != (count, count):
        return []
    layer, known = (np.array([getattr(side, name) for name in QUANTILES]) for side in (summary, spec))
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
    listed = ", ".join(str(place + 1) for place in moved[:12])
    text = f"bands {listed} look as if they were in another order than the model's"
    return [("warning", f"Layer {source.title}: {text}.")]
