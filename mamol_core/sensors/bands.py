"""Bands that a person has named: what is assumed is said, and whether the values go with the names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..matching import Message
from ..rasters.source import Source
from ..roles import ROLES
from .statistics import Summary
from .wavelengths import wavelengths

_VISIBLE, _INFRARED, _SHORT_WAVE = (400, 690), (730, 930), (1500, 2500)  # nm; the red edge is neither
_CLEARLY_CLOSER = 0.2  # a correlation: over clouds and snow, where all bands are alike, right bands differ by up to 0.12


def log_assigned_bands(source: Source) -> list[Message]:
    """What is assumed of a layer whose bands were named by a person."""
    if not source.bands_given:
        return []
    listed = ", ".join(f"{index} {band.label}" for index, band in zip(source.indexes, source.bands, strict=True))
    return [("log", f"Layer {source.title}: its bands are taken as {listed}, as was said of them.")]


def warn_if_bands_implausible(source: Source, bands: Sequence[int], summary: Summary) -> list[Message]:
    """A warning where bands named by a person have values that go with those of another part of the spectrum.

    Over plants and soil visible bands go together, and so do those of the near and those of the short-wave infrared,
    but the near infrared goes with neither of the others: a band that is closer to another part than to its own is
    hardly what it is said to be.
    """
    if not (source.bands_given and ROLES[source.role].spectral) or summary.correlation.shape != (len(bands),) * 2:
        return []
    centres = [nm or 0 for nm in wavelengths([source.bands[band] for band in bands])]
    visible, infrared, short_wave = (
        [place for place, nm in enumerate(centres) if low <= nm <= high]
        for low, high in (_VISIBLE, _INFRARED, _SHORT_WAVE)
    )
    found = [
        place
        for own, other in ((visible, infrared), (infrared, visible + short_wave), (short_wave, infrared))
        for place in own
        if _excess(summary.correlation, place, own, other) > _CLEARLY_CLOSER
    ]
    if not found:
        return []
    said = source.list_bands([bands[place] for place in found])
    text = f"the values of {said} go with those of another part of the spectrum than the names say"
    return [("warning", f"Layer {source.title}: {text}. Check which band is which; another preset may fit.")]


def _excess(correlation: np.ndarray, place: int, own: Sequence[int], other: Sequence[int]) -> float:
    """How much closer a band is to the other bands than to those of its own part; or, where the other part is a single
    band, how much closer that is to the rest of this part than the band itself."""
    rest = [band for band in own if band != place]
    if not rest or not other:
        return 0.0
    closest = float(correlation[place, rest].max())
    if len(other) == 1 and len(rest) > 1:
        return float(correlation[other[0], rest].max()) - closest
    return float(correlation[place, other].max()) - closest
