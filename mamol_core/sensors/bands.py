"""Bands that a person has named: what is assumed is said, and whether the values go with the names."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..matching import Band, Message, bands_said
from ..presets import propose
from ..rasters.masks import PLAIN
from ..rasters.source import Source
from ..roles import ROLES
from . import spectra
from .statistics import Summary, own_grid, summarise
from .wavelengths import wavelengths

_VISIBLE, _INFRARED, _SHORT_WAVE = (400, 690), (730, 930), (1500, 2500)  # nm; the red edge is neither
_CLEARLY_CLOSER = 0.2  # a correlation; right bands differ by up to 0.12, in scenes of cloud or snow alone


def log_assumptions(source: Source) -> list[Message]:
    """What is assumed of a product, of bands that a person has named, of a mask that is no plain one; and a shift."""
    messages: list[Message] = []
    if source.product:
        messages.append(("log", f"Layer {source.title}: {source.product}, {len(source.bands)} bands."))
        if source.mask_path is None and source.role != "sar":
            text = f"Layer {source.title} brings no cloud mask that can be used, so clouds count as ground."
            messages.append(("warning", f"{text} Give the layer a mask where there are any."))
    if source.bands_given:
        listed = ", ".join(f"{index} {band.label}" for index, band in zip(source.indexes, source.bands, strict=True))
        messages.append(("log", f"Layer {source.title}: its bands are taken as {listed}, as was said of them."))
    if source.mask and source.mask.kind != PLAIN:
        messages.append(("log", f"Mask of layer {source.title}: {source.mask.sentence}."))
    if source.shift:
        text = f"moved by {source.shift[0]:g},{source.shift[1]:g} (metres east, north), as asked"
        messages.append(("log", f"Layer {source.title} is {text}."))
    return messages


def warn_if_bands_implausible(source: Source, bands: Sequence[int], summary: Summary) -> list[Message]:
    """A warning where bands named by a person have values that go with other names."""
    if not (source.bands_given and ROLES[source.role].spectral):
        return []
    against = contradiction([source.bands[band] for band in bands], summary)
    return [("warning", f"Layer {source.title}: {against}. Check which band is which.")] if against else []


def contradiction(bands: Sequence[Band], summary: Summary) -> str:
    """What speaks in the values against these names of the bands, in words; empty where nothing does."""
    if summary.correlation.shape != (len(bands),) * 2:
        return ""
    of_pixels = spectra.contradiction(bands, summary.sample)
    if of_pixels:
        return of_pixels
    found = misplaced(bands, summary.correlation)
    if not found:
        return ""
    listed = ", ".join(bands[place].label or str(place + 1) for place in found)
    return f"the values of {listed} go with those of another part of the spectrum than the names say"


def misplaced(bands: Sequence[Band], correlation: np.ndarray) -> list[int]:
    """Positions of bands whose values go with those of another part of the spectrum than their names say.

    Over plants and soil visible bands go together, and so do those of the near and those of the short-wave infrared,
    but the near infrared goes with neither of the others: a band that is closer to another part than to its own is
    hardly what it is said to be. ``correlation``: (C, C), between the bands.
    """
    centres = [nm or 0 for nm in wavelengths(bands)]
    visible, infrared, short_wave = (
        [place for place, nm in enumerate(centres) if low <= nm <= high]
        for low, high in (_VISIBLE, _INFRARED, _SHORT_WAVE)
    )
    return [
        place
        for own, other in ((visible, infrared), (infrared, visible + short_wave), (short_wave, infrared))
        for place in own
        if _excess(correlation, place, own, other) > _CLEARLY_CLOSER
    ]


def propose_presets(source: Source) -> list[dict[str, str]]:
    """The presets that a layer without names for its bands may have, the likeliest first: ``key``, ``title``, ``why``.

    Those that its values speak against come last and say so. For a person to choose from. LayerError where the layer
    can't be read or has no valid pixel.
    """
    if any(band.label for band in source.bands):
        return []
    summary = summarise(source, own_grid(source))
    low, high = float(summary.p2.min()), float(summary.p98.max())
    likely: list[dict[str, str]] = []
    unlikely: list[dict[str, str]] = []
    for proposal in propose(source.role, len(source.bands), source.dtype, low, high):
        preset, why = proposal.preset, proposal.reason
        against = contradiction(bands_said(preset.bands), summary)
        if against:
            why += f"; but {against}"
        (unlikely if against else likely).append({"key": preset.key, "title": preset.title, "why": why})
    return likely + unlikely


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
