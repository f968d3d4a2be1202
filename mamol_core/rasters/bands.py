"""Which band of a layer is which band of the model."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import numpy as np

from ..errors import LayerError
from .sensor import Band, SensorSpec
from .source import Source

Note = tuple[str, str]  # ("log" or "warning", a sentence)

_POSITION = "band {}"  # the name of a nameless band in a model whose layer had bands that were dropped


def match_bands(source: Source, spec: SensorSpec) -> tuple[list[int], list[Note]]:
    """Indexes into ``source.bands`` in the order of ``spec.bands``, and what to tell people about the choice.

    By name where both sides have them (``B1`` = ``B01``), else by wavelength, else by count and order, which is warned
    of where one side has names. LayerError, naming both sides, where bands are missing or too many.
    """
    named = _all(source.bands, _name), _all(spec.bands, _name)
    if all(named):
        found = _by_name(source, spec)
        if found:
            return found, _other_order(source, found)
    waves = _all(source.bands, _wavelength), _all(spec.bands, _wavelength)
    if all(waves):
        return _by_wavelength(source, spec)
    if all(named) and len(spec.bands) == len(source.bands) == 1:
        text = f"Layer {source.title} has band '{source.bands[0].name}', the model was trained with"
        return [0], [("warning", f"{text} '{_say(spec.bands)}'. Check that they show the same.")]
    if all(named):
        missing = [band for band in spec.bands if _name(band) not in {_name(other) for other in source.bands}]
        raise LayerError(
            f"Layer {source.title} has bands {_say(source.bands)}; the model was trained with {_say(spec.bands)}. "
            f"Missing: {_say(missing or spec.bands)}.",
            "Choose the layer with those bands, or name its bands as the model does.",
        )
    positions = _positions(spec)
    if positions and len(source.bands) != len(spec.bands) and max(positions) < len(source.bands):
        return positions, []
    if len(source.bands) != len(spec.bands):
        raise LayerError(
            f"Layer {source.title} has {_count(source.bands)}; the model was trained with {_count(spec.bands)}.",
            "Choose the layer with those bands, in that order.",
        )
    order = list(range(len(spec.bands)))
    labelled = _say(source.bands), "" if positions else _say(spec.bands)
    if len(order) > 1 and any(labelled):
        names, without = ("the model", "the layer") if labelled[1] else ("the layer", "the model")
        text = f"Layer {source.title}: {names} names its bands, {without} does not, so they are taken in order"
        return order, [("warning", f"{text} ({labelled[1] or labelled[0]}). Check that this is their order.")]
    return order, []


def names_known(source: Source, bands: Sequence[int], spec: SensorSpec) -> bool:
    """Whether names or wavelengths on both sides settle which band is which."""
    chosen = [source.bands[band] for band in bands]
    return any(_all(chosen, key) and _all(spec.bands, key) for key in (_name, _wavelength))


def position_names(bands: Sequence[Band], used: Sequence[int]) -> tuple[Band, ...]:
    """The used bands for a model; nameless ones get a name by position where others were left out."""
    chosen = tuple(bands[band] for band in used)
    if len(used) == len(bands) or any(band.label for band in bands):
        return chosen
    return tuple(Band(_POSITION.format(band + 1)) for band in used)


def _name(band: Band) -> str:
    """A band's name without case, punctuation and leading zeros; empty where there is none."""
    text = re.sub(r"[^0-9a-z]", "", (band.name or "").lower())
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def _wavelength(band: Band) -> float:
    return band.wavelength_nm or 0.0


def _all(bands: Sequence[Band], key: Callable[[Band], object]) -> bool:
    """Whether every band has a key and no two the same."""
    keys = [key(band) for band in bands]
    return all(keys) and len(set(keys)) == len(keys)


def _positions(spec: SensorSpec) -> list[int]:
    positions = [re.fullmatch(_POSITION.format(r"(\d+)"), band.name or "") for band in spec.bands]
    return [int(found[1]) - 1 for found in positions if found] if all(positions) else []


def _by_name(source: Source, spec: SensorSpec) -> list[int]:
    places = {_name(band): place for place, band in enumerate(source.bands)}
    if all(_name(band) in places for band in spec.bands):
        return [places[_name(band)] for band in spec.bands]
    return []


def _by_wavelength(source: Source, spec: SensorSpec) -> tuple[list[int], list[Note]]:
    have = np.array([_wavelength(band) for band in source.bands])
    want = np.array([_wavelength(band) for band in spec.bands])
    distance = np.abs(have[None, :] - want[:, None])
    found = distance.argmin(axis=1)
    away = distance.min(axis=1)
    # Sensors of one kind sample some 6 to 12 nm apart; Sentinel-2's nearest bands are 23 nm apart.
    missing = [spec.bands[i] for i in np.flatnonzero(away > np.clip(0.01 * want, 6, 12))]
    if missing or len(set(found)) < len(found):
        raise LayerError(
            f"Layer {source.title} has {_count(source.bands)}; the model was trained with {_count(spec.bands)}. "
            + (f"No band near {_say(missing)}." if missing else "Its bands are too few to tell the model's apart."),
            "Choose a layer of the same sensor as the model's.",
        )
    notes = _other_order(source, list(found))
    if away.max() > 1:
        notes.append(("log", f"Layer {source.title}: bands matched by wavelength, up to {away.max():.1f} nm apart."))
    return [int(place) for place in found], notes


def _other_order(source: Source, found: list[int]) -> list[Note]:
    if found == list(range(len(source.bands))):
        return []
    return [("log", f"Layer {source.title}: {len(found)} of {len(source.bands)} bands taken, matched to the model's.")]


def _say(bands: Sequence[Band]) -> str:
    labels = [band.label or "?" for band in bands]
    if not any(band.label for band in bands):
        return ""
    return ", ".join(labels if len(labels) <= 16 else [*labels[:6], "...", *labels[-2:]])


def _count(bands: Sequence[Band]) -> str:
    said = _say(bands)
    return f"{len(bands)} band{'s' if len(bands) > 1 else ''}" + (f" ({said})" if said else " without names")
