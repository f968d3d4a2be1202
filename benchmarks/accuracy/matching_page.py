"""The page on fitting a model to the layers it maps, from the results of matching.py."""

from __future__ import annotations

import textwrap
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import numpy as np

from mamol_core.sensors.comparison import OTHER_CORRELATION

from ..common import table

Trial = dict[str, Any]
_SETS = ("slovenia", "flanders", "chile")
_FIGURES = ("as_it_is", "fitted")


def page(trials: Sequence[Trial], measured: str) -> str:
    """The page as Markdown."""
    by_set = {name: [trial for trial in trials if trial["set"] == name] for name in _SETS}
    flanders = [trial for trial in by_set["flanders"] if trial["layers"] == "optical"]
    runs = "\n".join(_run(effort, some) for (effort,), some in _groups(trials, "effort"))
    return f"""# Fitting a model to the layers it maps

<!-- Written by `python -m benchmarks.accuracy.matching`; do not edit. -->

{_paragraph(_INTRODUCTION)}

Overall accuracy and macro-F1 in per cent, means over seeds. {measured}

{runs}

## Another date, the same land

{_paragraph(_SLOVENIA)}

{_by_effort(by_set["slovenia"], _pairs)}

## Another place and year, the same season

{_paragraph(_FLANDERS)}

{_by_effort(flanders, _pairs)}

Fitting SAR as well was tried, and does not help; it is never fitted:

{_by_effort(by_set["flanders"], _radar)}

## Where it does harm

{_paragraph(_CHILE)}

{_by_effort(by_set["chile"], _harm)}

{_paragraph(_WARNING)}

{_by_effort(trials, _warned)}

{_paragraph(_UNTESTED)}
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
less than a third (median of the bands), where the correlations between bands differ by more than 0.35 in the mean,
and of a map that is more than 95 % one class. Whether the warnings were right, over all maps with an optical
layer on this page:"""
_UNTESTED = """No map on this page came to the limits of spread and correlations, so nothing here tests them. At another
place most harm came without a warning."""


def _run(effort: str, trials: Sequence[Trial]) -> str:
    """Command and seeds of an effort."""
    told = "; ".join(f"{name}: {_seeds(some)}" for (name,), some in _groups(trials, "set"))
    return f"- `python -m benchmarks.accuracy.matching SCENES --effort {effort}`\n  Seeds of {told}."


def _seeds(trials: Sequence[Trial]) -> str:
    """How many seeds, and of which models where not of all."""
    counts = {source: len({trial["seed"] for trial in some}) for (source,), some in _groups(trials, "source")}
    usual = Counter(counts.values()).most_common(1)[0][0]
    others = sorted({count for count in counts.values() if count != usual}, reverse=True)
    told = (f"{count} for {' and '.join(s for s, found in counts.items() if found == count)}" for count in others)
    return f"{', '.join(told)}, else {usual}" if others else str(usual)


def _by_effort(trials: Sequence[Trial], make: Callable[[Sequence[Trial]], str]) -> str:
    """What is made of each effort's trials, below its name where there are several."""
    parts = {effort: make(some) for (effort,), some in _groups(trials, "effort")}
    return "\n\n".join(parts.values() if len(parts) < 2 else (f"*{name}*:\n\n{text}" for name, text in parts.items()))


def _pairs(trials: Sequence[Trial]) -> str:
    rows = []
    for pair, found in _groups(trials, "source", "target"):
        told = " and ".join(dict.fromkeys(reason for trial in found for reason in _reasons(trial)))
        rows.append([*pair, *_means(found), told or "–"])
    head = ["model of", "map of", "as it is", "F1", "fitted", "F1", "OA gained", "warned of"]
    return f"{table(head, rows, left=2)}\n\n{_summary(trials)}"


def _summary(trials: Sequence[Trial]) -> str:
    before, after = (_over_transfers(trials, key) for key in _FIGURES)
    gains = [_gain(found) for _, found in _groups(trials, "source", "target")]
    return _paragraph(
        f"Mean over the {len(gains)} transfers: {before:.1f} as it is, {after:.1f} fitted ({after - before:+.1f}). "
        f"Fitting gained in {sum(gain > 0 for gain in gains)}; the worst of the others lost "
        f"{max(0.0, -min(gains)):.1f}."
    )


def _radar(trials: Sequence[Trial]) -> str:
    rows = []
    for layers, some in _groups([trial for trial in trials if "with_radar" in trial], "layers"):
        rows.append([*layers, *(f"{_over_transfers(some, key):.1f}" for key in (*_FIGURES, "with_radar"))])
    return table(["layers", "as it is", "optical fitted", "SAR fitted too"], rows)


def _over_transfers(trials: Sequence[Trial], key: str) -> float:
    """OA, the mean over transfers, each of which is the mean of its seeds."""
    transfers = _groups(trials, "source", "target")
    return float(100 * np.mean([np.mean([trial[key]["oa"] for trial in found]) for _, found in transfers]))


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
    for (name,), found in _groups([trial for trial in trials if "optical" in trial["layers"]], "set"):
        for title, told in (("warned of", True), ("not warned of", False)):
            some = [trial for trial in found if bool(_reasons(trial)) == told]
            if some:
                lost = sum(trial["fitted"]["oa"] - trial["as_it_is"]["oa"] < -0.02 for trial in some)
                rows.append([name, title, len(some), lost, f"{_gain(some):+.1f}"])
    return table(["set", "", "maps", "lost more than 2 OA", "OA gained, mean"], rows, left=2)


def _reasons(trial: Trial) -> list[str]:
    """What a run warns of."""
    found = (("within range", not trial["outside"]), ("likeness", trial["warned"]), ("one class", trial["one_class"]))
    return [reason for reason, told in found if told]


def _groups(trials: Sequence[Trial], *words: str) -> Iterable[tuple[tuple[str, ...], list[Trial]]]:
    """The trials that have the same under all these words."""
    found: dict[tuple[str, ...], list[Trial]] = {}
    for trial in trials:
        found.setdefault(tuple(trial[word] for word in words), []).append(trial)
    return list(found.items())


def _means(trials: Sequence[Trial]) -> list[str]:
    """OA and macro-F1 as it is and fitted, and what of OA was gained."""
    figures = [100 * np.mean([trial[a][b] for trial in trials]) for a in _FIGURES for b in ("oa", "macro_f1")]
    return [*(f"{value:.1f}" for value in figures), f"{_gain(trials):+.1f}"]


def _gain(trials: Sequence[Trial]) -> float:
    return float(100 * np.mean([trial["fitted"]["oa"] - trial["as_it_is"]["oa"] for trial in trials]))


def _paragraph(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 115)
