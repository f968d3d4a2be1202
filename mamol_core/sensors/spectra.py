"""Whether the values of a layer, band by band, make spectra as plants, soil, water, snow or clouds have them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from ..matching import Band, bands_said
from ..presets import PRESETS
from .wavelengths import wavelengths

_NM = (443, 492, 560, 610, 665, 705, 740, 783, 833, 865, 945, 1375, 1610, 2200)
# Reflectance at these wavelengths, rounded from the curves of textbooks. Only their shape counts.
_SPECTRA = np.array([
    (0.02, 0.025, 0.05, 0.035, 0.025, 0.07, 0.20, 0.27, 0.29, 0.30, 0.30, 0.05, 0.13, 0.06),  # forest
    (0.03, 0.04, 0.08, 0.06, 0.05, 0.12, 0.30, 0.38, 0.41, 0.42, 0.41, 0.08, 0.24, 0.12),  # grass, crops
    (0.06, 0.08, 0.12, 0.14, 0.16, 0.19, 0.24, 0.27, 0.29, 0.31, 0.32, 0.15, 0.36, 0.28),  # dry plants
    (0.08, 0.10, 0.14, 0.18, 0.21, 0.23, 0.25, 0.26, 0.28, 0.29, 0.31, 0.20, 0.37, 0.34),  # soil
    (0.06, 0.055, 0.045, 0.03, 0.02, 0.015, 0.012, 0.011, 0.01, 0.01, 0.008, 0.003, 0.005, 0.004),  # clear water
    (0.06, 0.075, 0.11, 0.105, 0.09, 0.08, 0.05, 0.05, 0.035, 0.03, 0.02, 0.005, 0.008, 0.005),  # turbid water
    (0.12, 0.13, 0.15, 0.165, 0.175, 0.18, 0.185, 0.19, 0.20, 0.20, 0.20, 0.10, 0.22, 0.21),  # built-up
    (0.90, 0.90, 0.90, 0.89, 0.88, 0.87, 0.86, 0.85, 0.83, 0.80, 0.70, 0.10, 0.10, 0.08),  # snow
    (0.52, 0.50, 0.50, 0.50, 0.50, 0.51, 0.51, 0.52, 0.52, 0.52, 0.45, 0.10, 0.38, 0.27),  # cloud
])  # fmt: skip
_GREEN, _PLANTS = 2, 3  # the first ones are of green plants and of plants, whose spectra nothing else has
_FEWEST = 4  # bands: three have no shape to speak of
_ENOUGH = 6  # bands that show whether there are any plants
_CLEARLY = 0.1  # of a correlation
# A right order is beaten by another one in up to 1.4 % of the pixels, but then beats it in many more.
_SHARE, _TIMES = 0.01, 5.0
_DARKER, _FEW = 0.8, 0.1  # of the red; of the pixels
_SAME_UNITS = 1000.0


def contradiction(bands: Sequence[Band], pixels: np.ndarray) -> str:
    """What speaks against these bands, in words; empty where nothing does.

    ``pixels``: (N, C) values, in whatever units, of bands with known wavelengths. Looked at are the reverse order, the
    presets of as many bands, and whether there is anything but water.
    """
    centres = np.array([nm for nm in wavelengths(bands) if nm], float)
    if len(centres) < max(_FEWEST, len(bands)) or not len(pixels) or _differ_in_units(pixels):
        return ""
    others = {"in the reverse order": centres[::-1]}
    for preset in PRESETS:
        if preset.role == "optical" and len(preset.bands) == len(bands):
            others[f"as {preset.title}"] = np.array(wavelengths(bands_said(preset.bands)), float)
    own, nearest = _likeness(pixels, centres)
    found = []
    for words, nm in others.items():
        like, kind = _likeness(pixels, nm)
        better = float(((kind < _PLANTS) & (like > own + _CLEARLY)).mean())
        if better > max(_SHARE, _TIMES * (own > like + _CLEARLY).mean()):
            found.append((better, words))
    if found:
        share, words = max(found)
        return (
            f"with its bands named so, {share:.0%} of its pixels look like nothing known; with the bands taken {words} "
            "they look like plants"
        )
    red, infrared = (np.abs(centres - nm).argmin() for nm in (665, 840))
    darker = float((pixels[:, infrared] < _DARKER * pixels[:, red]).mean())
    if len(bands) >= _ENOUGH and darker > 0.5 and (nearest < _GREEN).mean() < _FEW:
        names = f"{bands[infrared].label} is darker than {bands[red].label}"
        return f"{names} in {darker:.0%} of its pixels, as it is over open water and hardly over land"
    return ""


def _differ_in_units(pixels: np.ndarray) -> bool:
    """Whether some bands are reflectance from 0 to 1 and others 10000 times that."""
    level = np.abs(np.median(pixels, axis=0))
    return bool(level.max() > _SAME_UNITS * level.min())


def _likeness(pixels: np.ndarray, centres: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """(N,) correlation, across the bands, of each pixel with the known spectrum it is most like; which one that is."""
    known = np.array([np.interp(centres, _NM, spectrum) for spectrum in _SPECTRA])
    like = _directions(pixels.astype(float)) @ _directions(known).T
    return like.max(axis=1), like.argmax(axis=1)


def _directions(rows: np.ndarray) -> np.ndarray:
    """Each row without its mean, of length 1; 0 where it is flat."""
    centred = rows - rows.mean(axis=1, keepdims=True)
    length = np.linalg.norm(centred, axis=1, keepdims=True)
    result: np.ndarray = centred / np.where(length > 0, length, 1)
    return result
