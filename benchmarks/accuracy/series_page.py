"""The page docs/series.md: many dates as one sensor, from the trials of series.py."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from ..common import table

ROWS = (
    ("All dates", ("ours, all dates", "forest, all dates stacked", "forest, temporal statistics",
                   "forest, single date chosen by its labels", "forest, best single date")),
    ("Half of the dates removed when mapping", ("ours, half removed", "forest, half removed, means filled in",
                                                "forest, trained again on the half left",
                                                "forest, temporal statistics, half removed")),
    ("One date", ("ours, single date chosen by its labels", "forest, single date chosen by its labels",
                  "ours, best single date", "forest, best single date")),
    ("Trained on every other date, mapped with the others", ("ours, other half",
                                                             "forest, temporal statistics, other half")),
)  # fmt: skip
_FAIR = ("forest, all dates stacked", "forest, temporal statistics", "forest, single date chosen by its labels")
_RIVALS = (*_FAIR, "forest, best single date")
_INTRODUCTION = """One model of a whole series (`optical@DATE`, the scene classification of each date as its mask: 0, 1,
3, 8, 9 and 10 are not used) against random forests of 300 trees: on all dates stacked, with the mean of band and date
where a date is cloudy; on temporal statistics (mean, SD, quantiles of each band over the cloudless dates); and on a
single date. Which one is chosen as an analyst can choose it, by the accuracy of its forest in a cross-validation of the
labels that are learned from, five folds of whole places of 16 x 16 pixels; and, as the *best* one, with the scoring
labels, which nobody has. Only the optical dates are used. Labels and scoring pixels are apart as on the page
[accuracy](accuracy.md), and labels are taken as they are. Slovenia's dates are not known; they got nominal ones.
Figures are OA / macro-F1, in per cent, and means over seeds."""


def page(trials: Sequence[dict[str, Any]], measured: Callable[[dict[str, Any]], str]) -> str:
    """The page as Markdown."""
    if not trials:
        return "# Many dates as one sensor\n\nNothing is measured yet.\n"
    efforts = sorted({entry["effort"] for entry in trials})
    parts = "\n".join(_part(effort, [entry for entry in trials if entry["effort"] == effort]) for effort in efforts)
    return f"""# Many dates as one sensor

<!-- Written by `python -m benchmarks.accuracy.series`; do not edit. -->

{textwrap.fill(" ".join(_INTRODUCTION.split()), 115)}

{measured(trials[-1])}

{parts}"""


def _part(effort: str, trials: Sequence[dict[str, Any]]) -> str:
    """The tables of an effort."""
    groups = sorted({(entry["scene"], entry["labels"]) for entry in trials})
    head = ["", *(f"{scene}, {labels}" for scene, labels in groups), "mean"]
    lines = []
    for title, methods in ROWS:
        lines.append([f"**{title}**", *[""] * (len(groups) + 1)])
        for method in methods:
            cells = [_mean(_of(trials, scene, labels), method) for scene, labels in groups]
            lines.append([method, *map(_said, cells), _said(np.mean(cells, axis=0))])
    seeds = {f"{scene}, {labels}": len(_of(trials, scene, labels)) for scene, labels in groups}
    counted = "; ".join(f"{name}: {count}" for name, count in seeds.items())
    return f"""## Effort *{effort}*

Seeds of each column: {counted}.

{table(head, lines)}

### Against what was wanted

{table(["wanted, in the mean over all columns", "OA", "macro-F1", ""], _targets(trials, groups))}
"""


def _of(trials: Sequence[dict[str, Any]], scene: str, labels: str) -> list[dict[str, Any]]:
    return [entry for entry in trials if (entry["scene"], entry["labels"]) == (scene, labels)]


def _mean(trials: Sequence[dict[str, Any]], method: str) -> np.ndarray:
    """OA and macro-F1, per cent."""
    pairs = [[entry["scores"][method][key] for key in ("oa", "macro_f1")] for entry in trials]
    return np.asarray(100 * np.mean(pairs, axis=0))


def _said(pair: np.ndarray) -> str:
    return f"{pair[0]:.1f} / {pair[1]:.1f}"


def _targets(trials: Sequence[dict[str, Any]], groups: Sequence[tuple[str, str]]) -> list[list[str]]:
    def over(method: str) -> np.ndarray:
        return np.asarray(np.mean([_mean(_of(trials, *group), method) for group in groups], axis=0))

    best, fair = (np.max([over(method) for method in rivals], axis=0) for rivals in (_RIVALS, _FAIR))
    below = [
        _mean(_of(trials, *group), "ours, all dates") - _mean(_of(trials, *group), "ours, best single date")
        for group in groups
    ]
    half, single = over("ours, half removed"), over("ours, best single date")
    rows = [
        ("all dates: 2 above the best forest that one can have", over("ours, all dates") - fair, (2.0, 2.0)),
        ("the same, with the single date that is best", over("ours, all dates") - best, (2.0, 2.0)),
        ("half removed: OA 5 above the forest with means", half - over(ROWS[1][1][1]), (5.0, None)),
        ("half removed: not below the forest trained again", half - over(ROWS[1][1][2]), (0.0, None)),
        ("all dates: at most 1 OA below ours on the best single date", over("ours, all dates") - single, (-1.0, None)),
        ("the same, of the column where it is worst", min(below, key=lambda pair: pair[0]), (-1.0, None)),
    ]
    return [
        [
            text,
            *(f"{number:+.1f}" for number in found),
            "reached"
            if all(want is None or have >= want for have, want in zip(found, wanted, strict=True))
            else "missed",
        ]
        for text, found, wanted in rows
    ]
