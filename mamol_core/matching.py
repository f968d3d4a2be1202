"""Which band of a layer is which band of a model: the engine accepts, and the plugin guesses, by this alone.

The standard library only and Python 3.9 syntax, like the contract.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .errors import LayerError
from .roles import sensor_name

Message = tuple[str, str]
"""("log" or "warning", a sentence)."""

_MODEL = "the model"  # of which a sentence tells what it was trained with, and not what it has
_POSITION = "band {}"  # the name of a nameless band in a model whose layer had bands that were dropped
_UNITS_OF_WAVELENGTH = {"nm": 1.0, "nanometer": 1.0, "um": 1e3, "µm": 1e3, "μm": 1e3, "micrometer": 1e3, "micron": 1e3}
_WAVELENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(nanometer|nm|micrometer|micron|um|µm|μm)s?\b", re.IGNORECASE)
_GENERIC_NAME = re.compile(r"(band|layer)?[ _#-]*\d*", re.IGNORECASE)


@dataclass(frozen=True)
class Band:
    """A band's name and centre wavelength in nanometres, each None where the file does not tell."""

    name: str | None = None
    wavelength_nm: float | None = None

    @property
    def label(self) -> str:
        """What to call the band in a sentence; empty where neither name nor wavelength is known."""
        return self.name or (f"{self.wavelength_nm:.5g} nm" if self.wavelength_nm else "")


def bands_of(
    descriptions: Sequence[str | None],
    tags: Sequence[Mapping[str, str]],
    imagery: Sequence[Mapping[str, str]],
    envi: Mapping[str, str],
    of_file: Iterable[int],
) -> list[Band]:
    """The bands at the positions ``of_file``, from GDAL's metadata.

    ``descriptions``, ``tags`` and ``imagery`` (the domain IMAGERY) have an entry per band of the file, ``envi`` is the
    file's domain ENVI.
    """
    listed = envi.get("wavelength", "").strip("{} ").split(",")
    bands = []
    for i in of_file:
        name = descriptions[i] or ""
        wavelength = _number(imagery[i].get("CENTRAL_WAVELENGTH_UM", ""), "um")
        if wavelength is None:
            wavelength = _number(tags[i].get("wavelength", ""), tags[i].get("wavelength_units", ""))
        if wavelength is None and len(listed) == len(descriptions):
            wavelength = _number(listed[i], envi.get("wavelength_units", ""))
        found = _WAVELENGTH.search(name)
        if found:
            wavelength = _number(found[1], found[2]) if wavelength is None else wavelength
            name = name.replace(found[0], "").replace("()", "").replace("[]", "")
        bands.append(Band(_meaningful(name), wavelength))
    return bands


def bands_said(texts: Sequence[str]) -> list[Band]:
    """The bands that a person names as a file would, such as ``B02 (492 nm)``."""
    nothing: list[Mapping[str, str]] = [{}] * len(texts)
    return bands_of(texts, nothing, nothing, {}, range(len(texts)))


def is_alpha(marked: bool, description: str | None) -> bool:
    """Whether a band that the file marks, or does not mark, as alpha is one.

    GDAL marks the fourth band of any new 8-bit GeoTIFF as alpha; one that is named, as nir, is none.
    """
    name = (description or "alpha").lower()
    return marked and ("alpha" in name or not _meaningful(name))


def check_sensor(sensor: str, known: Sequence[str]) -> None:
    """Raise LayerError where the model has no such sensor."""
    if sensor in known:
        return
    listed = ", ".join(map(sensor_name, known))
    raise LayerError(
        f"The model was not trained with {sensor_name(sensor)} layers; it knows {listed}.",
        "Give the layer to one of these, leave it out, or train a model with it.",
    )


def match_bands(
    title: str, have: Sequence[Band], want: Sequence[Band], other: str = _MODEL
) -> tuple[list[int], list[Message]]:
    """Indexes into ``have``, the bands of the layer called ``title``, in the order of ``want``; messages.

    By name where both sides have them (``B1`` = ``B01``), else by wavelength, else by count and order, which is warned
    of where one side has names. LayerError, naming both sides, where bands are missing or too many; ``other``: what a
    sentence calls what has the bands that are wanted.
    """
    they = f"{other} was trained with" if other == _MODEL else f"{other} has"
    named = _all(have, _name), _all(want, _name)
    if all(named):
        found = _by_name(have, want)
        if found:
            return found, _reordering_message(title, have, found, other)
    waves = _all(have, _wavelength), _all(want, _wavelength)
    if all(waves):
        return _by_wavelength(title, have, want, other, they)
    if all(named) and len(want) == len(have) == 1:
        text = f"Layer {title} has band '{have[0].name}', {they}"
        return [0], [("warning", f"{text} '{_say(want)}'. Check that they show the same.")]
    if all(named):
        missing = [band for band in want if _name(band) not in {_name(one) for one in have}]
        raise LayerError(
            f"Layer {title} has bands {_say(have)}; {they} {_say(want)}. Missing: {_say(missing or want)}.",
            f"Choose the layer with those bands, or name its bands as {other} does.",
        )
    positions = _positions(want)
    if positions and len(have) != len(want) and max(positions) < len(have):
        return positions, []
    if len(have) != len(want):
        raise LayerError(
            f"Layer {title} has {_count(have)}; {they} {_count(want)}.",
            "Choose the layer with those bands, in that order.",
        )
    order = list(range(len(want)))
    labelled = _say(have), "" if positions else _say(want)
    if len(order) > 1 and any(labelled):
        names, without = (other, "the layer") if labelled[1] else ("the layer", other)
        text = f"Layer {title}: {names} names its bands, {without} does not, so they are taken in order"
        return order, [("warning", f"{text} ({labelled[1] or labelled[0]}). Check that this is their order.")]
    return order, []


def common_bands(layers: Sequence[Sequence[Band]]) -> list[Band]:
    """The bands that all layers of a sensor have: by name where all have them, else by wavelength, else those of the
    layer with the fewest, taken in order."""
    fewest = min(layers, key=len)
    if all(_all(have, _name) for have in layers):
        return [band for band in fewest if all(_name(band) in map(_name, have) for have in layers)]
    if all(_all(have, _wavelength) for have in layers):
        return [band for band in fewest if all(_nearest(band, have)[0] <= _apart(band) for have in layers)]
    return list(fewest)


def names_known(have: Sequence[Band], want: Sequence[Band]) -> bool:
    """Whether names or wavelengths on both sides settle which band is which."""
    return any(_all(have, key) and _all(want, key) for key in (_name, _wavelength))


def position_names(bands: Sequence[Band], used: Sequence[int]) -> tuple[Band, ...]:
    """The used bands for a model; nameless ones get a name by position where others were left out."""
    chosen = tuple(bands[band] for band in used)
    if len(used) == len(bands) or any(band.label for band in bands):
        return chosen
    return tuple(Band(_POSITION.format(band + 1)) for band in used)


def plain_name(name: str | None) -> str:
    """A band's name without case, punctuation and leading zeros; empty where there is none."""
    text = re.sub(r"[^0-9a-z]", "", (name or "").lower())
    return re.sub(r"(?<!\d)0+(?=\d)", "", text)


def _name(band: Band) -> str:
    return plain_name(band.name)


def _wavelength(band: Band) -> float:
    return band.wavelength_nm or 0.0


def _all(bands: Sequence[Band], key: Callable[[Band], Any]) -> bool:
    """Whether every band has a key and no two the same."""
    keys = [key(band) for band in bands]
    return all(keys) and len(set(keys)) == len(keys)


def _positions(want: Sequence[Band]) -> list[int]:
    positions = [re.fullmatch(_POSITION.format(r"(\d+)"), band.name or "") for band in want]
    return [int(found[1]) - 1 for found in positions if found] if all(positions) else []


def _by_name(have: Sequence[Band], want: Sequence[Band]) -> list[int]:
    places = {_name(band): place for place, band in enumerate(have)}
    if all(_name(band) in places for band in want):
        return [places[_name(band)] for band in want]
    return []


def _by_wavelength(
    title: str, have: Sequence[Band], want: Sequence[Band], other: str, they: str
) -> tuple[list[int], list[Message]]:
    found, away = [], []
    for band in want:
        off, place = _nearest(band, have)
        away.append(off)
        found.append(place)
    missing = [band for band, off in zip(want, away) if off > _apart(band)]
    if missing or len(set(found)) < len(found):
        raise LayerError(
            f"Layer {title} has {_count(have)}; {they} {_count(want)}. "
            + (f"No band near {_say(missing)}." if missing else "It has too few bands to tell them apart."),
            "Choose a layer of the same sensor.",
        )
    messages = _reordering_message(title, have, found, other)
    if max(away) > 1:
        messages.append(("log", f"Layer {title}: bands matched by wavelength, up to {max(away):.1f} nm apart."))
    return found, messages


def _nearest(band: Band, have: Sequence[Band]) -> tuple[float, int]:
    """Nanometres to the band with the nearest wavelength, and its place."""
    return min((abs(_wavelength(other) - _wavelength(band)), place) for place, other in enumerate(have))


def _apart(band: Band) -> float:
    """Nanometres up to which another band may be the same: sensors of one kind sample some 6 to 12 nm apart, and the
    nearest bands of Sentinel-2 are 23 nm apart."""
    return min(max(0.01 * _wavelength(band), 6), 12)


def _reordering_message(title: str, have: Sequence[Band], found: list[int], other: str) -> list[Message]:
    if found == list(range(len(have))):
        return []
    return [("log", f"Layer {title}: {len(found)} of {len(have)} bands taken, matched to those of {other}.")]


def _say(bands: Sequence[Band]) -> str:
    labels = [band.label or "?" for band in bands]
    if not any(band.label for band in bands):
        return ""
    return ", ".join(labels if len(labels) <= 16 else [*labels[:6], "...", *labels[-2:]])


def _count(bands: Sequence[Band]) -> str:
    said = _say(bands)
    return f"{len(bands)} band{'s' if len(bands) > 1 else ''}" + (f" ({said})" if said else " without names")


def _meaningful(name: str | None) -> str | None:
    name = (name or "").strip()
    return None if _GENERIC_NAME.fullmatch(name) else name


def _number(text: str, unit: str) -> float | None:
    """A wavelength in nanometres; without a known unit, what is below 30 is taken for micrometres."""
    try:
        value = float(text)
    except ValueError:
        return None
    unit = unit.strip().lower()
    factor = _UNITS_OF_WAVELENGTH.get(unit[:-1] if unit.endswith("s") else unit, 1e3 if value < 30 else 1.0)
    return value * factor if math.isfinite(value) and value > 0 else None
