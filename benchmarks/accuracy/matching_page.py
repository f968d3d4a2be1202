"""The page on fitting a model to the layers it maps, from the results of matching.py."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from mamol_core.sensors.comparison import OTHER_CORRELATION

from ..common import table

Trial = dict[str, Any]
_FIGURES = ("as_it_is", "fitted")


def page(trials: Sequence[Trial], effort: str, measured: str) -> str:
    """The page as Markdown."""
    by_set = {name: [trial for trial in trials if trial["set"] == name] for name in ("slovenia", "flanders", "chile")}
    seeds = {name: len({trial["seed"] for trial in found}) for name, found in by_set.items()}
    return f"""# Fitting a model to the layers it maps

<!-- Written by `python -m benchmarks.accuracy.matching`; do not edit. -->

{_paragraph(_INTRODUCTION)}

`python -m benchmarks.accuracy.matching SCENES --effort {effort}`: models trained on *{effort}*, overall accuracy and
macro-F1 in per cent, mean over seeds ({", ".join(f"{name}: {count}" for name, count in seeds.items())}). {measured}

## Another date, the same land

{_paragraph(_SLOVENIA)}

{_pairs(by_set["slovenia"])}

{_summary(by_set["slovenia"])}

## Another place and year, the same season

{_paragraph(_FLANDERS)}

{_pairs([trial for trial in by_set["flanders"] if trial["layers"] == "optical"])}

{_summary([trial for trial in by_set["flanders"] if trial["layers"] == "optical"])}

{_radar(by_set["flanders"])}

## Where it does harm

{_paragraph(_CHILE)}

{_harm(by_set["chile"])}

{_paragraph(_WARNING)}

{_warned(trials)}
"""


_INTRODUCTION = """`--match` (in the dock *Fit the model to these layers*) replaces the centre and spread by which
optical and hyperspectral bands and indices are standardised, those of the training area, by those of the layer that
is mapped. No label is used, nothing is trained and the model file stays as it is. This page tells where that helps
and where not."""
_SLOVENIA = """Five dates of one scene (Sentinel-2 L1C, one of them cloudy, none with a mask). The model of each, with
elevation, maps the test blocks at the four others. Elevation is never fitted."""
_FLANDERS = """Two places and years with three classes in common (annual cropland, grassland, other), whose shares
differ. A model of one maps all of the other at about the same day of the year, clouds masked. Optical alone:"""
_CHILE = """A model of the whole of chile (optical alone) maps squares of 64 x 64 pixels of the scene it was trained
on, each fitted to by itself. As it is it needs no fitting there, so this shows what fitting costs where the classes
are others: a square shows some of them, or one in a larger share."""
_WARNING = """A run warns where fitting is not called for: where no band has values outside the range that the model
knows, as in all these squares. It also warns where the values spread more than three times as wide as in training or
less than a third (median of the bands), where the correlations between bands differ by more than 0.35 in the mean, as
on snow, and of a map that is more than 95 % one class. Whether the warnings were right, over all maps with an optical
layer on this page:"""


def _pairs(trials: Sequence[Trial]) -> str:
    rows = []
    for pair, found in _groups(trials, lambda trial: (trial["source"], trial["target"])):
        told = " and ".join(dict.fromkeys(reason for trial in found for reason in _reasons(trial)))
        rows.append([*pair, *_means(found), told or "–"])
    head = ["model of", "map of", "as it is", "F1", "fitted", "F1", "OA gained", "warned of"]
    return table(head, rows, left=2)


def _summary(trials: Sequence[Trial]) -> str:
    if not trials:
        return ""
    gains = [_gain(found) for _, found in _groups(trials, lambda trial: (trial["source"], trial["target"]))]
    before, _, after, _, gained = _means(trials)
    return _paragraph(
        f"Mean over the {len(gains)} transfers: {before} as it is, {after} fitted ({gained}). Fitting gained in "
        f"{sum(gain > 0 for gain in gains)}; the worst of the others lost {max(0.0, -min(gains)):.1f}."
    )


def _radar(trials: Sequence[Trial]) -> str:
    found = [trial for trial in trials if "with_radar" in trial]
    if not found:
        return ""
    rows = []
    for layers, some in _groups(found, lambda trial: (trial["layers"],)):
        values = [100 * np.mean([trial[key]["oa"] for trial in some]) for key in (*_FIGURES, "with_radar")]
        rows.append([*layers, *(f"{value:.1f}" for value in values)])
    head = ["layers", "as it is", "optical fitted", "SAR fitted too"]
    return f"Fitting SAR as well was tried, and does not help; it is never fitted:\n\n{table(head, rows)}"


def _harm(trials: Sequence[Trial]) -> str:
    edges = [(0.0, 0.15), (0.15, 0.25), (0.25, OTHER_CORRELATION), (OTHER_CORRELATION, 9.0)]
    rows = []
    for low, high in edges:
        some = [trial for trial in trials if low <= trial["unlike"] < high]
        if some:
            title = f"{low:g} to {high:g}" if high < 1 else f"{low:g} and more"
            rows.append([title, len(some), *_means(some)])
    head = ["difference of correlations", "maps", "as it is", "F1", "fitted", "F1", "OA gained"]
    return table(head, rows)


def _warned(trials: Sequence[Trial]) -> str:
    rows = []
    optical = [trial for trial in trials if "optical" in trial["layers"]]
    for title, told in (("warned of", True), ("not warned of", False)):
        some = [trial for trial in optical if bool(_reasons(trial)) == told]
        if some:
            gains = np.array([trial["fitted"]["oa"] - trial["as_it_is"]["oa"] for trial in some])
            rows.append([title, len(some), f"{100 * (gains < -0.02).mean():.0f} %", f"{100 * gains.mean():+.1f}"])
    return table(["", "maps", "lost more than 2 OA", "OA gained, mean"], rows)


def _reasons(trial: Trial) -> list[str]:
    """What a run warns of."""
    found = (("within range", not trial["outside"]), ("likeness", trial["warned"]), ("one class", trial["one_class"]))
    return [reason for reason, told in found if told]


def _groups(trials: Sequence[Trial], key: Callable[[Trial], Any]) -> Iterable[tuple[Any, list[Trial]]]:
    keys = list(dict.fromkeys(key(trial) for trial in trials))
    return [(entry, [trial for trial in trials if key(trial) == entry]) for entry in keys]


def _means(trials: Sequence[Trial]) -> list[str]:
    """OA and macro-F1 as it is and fitted, and what of OA was gained."""
    figures = [100 * np.mean([trial[a][b] for trial in trials]) for a in _FIGURES for b in ("oa", "macro_f1")]
    return [*(f"{value:.1f}" for value in figures), f"{_gain(trials):+.1f}"]


def _gain(trials: Sequence[Trial]) -> float:
    return float(100 * np.mean([trial["fitted"]["oa"] - trial["as_it_is"]["oa"] for trial in trials]))


def _paragraph(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 115)
