"""The page docs/alignment.md of what the program beside this one found."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Sequence
from typing import Any

import numpy as np

from ..common import measured, table

Trial = dict[str, Any]
_WITHIN = 0.3  # pixels


def page(trials: Sequence[Trial], stamped: dict[str, Any]) -> str:
    """The page in Markdown."""
    lines = [
        "# Alignment: what is found, and what it is worth",
        "",
        "<!-- Written by `python -m benchmarks.accuracy.alignment`; do not edit. -->",
        "",
        *_wrapped(
            "How far layers and labels lie from one another is estimated from edges. The labelled pixels, painted in "
            "the mean colour that their class has in other blocks, or a layer as another one predicts it, are "
            "correlated with the layer's differences of neighbouring pixels, at shifts of up to 7 pixels, and told up "
            "to 6. A shift is said from half a pixel on, and only where the 99 % interval over blocks of the scene is "
            "at most 0.4 pixels wide to either side and leaves no doubt, the peak stands out, and two layers, either "
            "predicted from the other, give the same answer within half a pixel. Bands that repeat the pixels of a "
            "coarser raster are left out. The limits were set on these pairs and scenes; on others expect more errors. "
            "All figures are pixels of the grid. " + (measured(stamped) if stamped.get("date") else "")
        ),
        "",
        *_put_in(_of(trials, "put in")),
        *_none(_of(trials, "none")),
        *_series(_of(trials, "series")),
        *_gain(_of(trials, "gain")),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _of(trials: Sequence[Trial], kind: str) -> list[Trial]:
    return [trial for trial in trials if trial["kind"] == kind]


def _put_in(trials: Sequence[Trial]) -> list[str]:
    if not trials:
        return []
    rows = []
    for pair in dict.fromkeys(trial["pair"] for trial in trials):
        of_pair = sorted((trial for trial in trials if trial["pair"] == pair), key=lambda trial: trial["number"])
        base, moved = of_pair[0], of_pair[1:]
        told = [trial for trial in moved if trial["verdict"] != "unknown"]
        errors = [_error(trial, base) for trial in told] if base["found_east"] is not None else []
        right = sum(error <= _WITHIN for error in errors)
        rows.append(
            [
                pair,
                _place(base) if base["found_east"] is not None else "can't be told",
                len(moved),
                right if errors else "–" if told else 0,
                len(told) - right if errors or not told else f"{len(told)} (no base)",
                len(moved) - len(told),
                f"{np.sqrt(np.mean(np.square(errors))):.2f}" if errors else "–",
                f"{max(errors):.2f}" if errors else "–",
            ]
        )
    head = ["pair", "as it is", "put in", "within 0.3", "wrong", "can't be told", "RMS error", "largest"]
    return [
        "## Shifts that were put in",
        "",
        *_wrapped(
            "Twelve shifts of each pair, from 0.4 to 5 pixels in all directions, fractions too (of class rasters, "
            "which are read by nearest neighbour, whole pixels). What the pair shows *as it is* (east, north) is taken "
            "off, since some of these layers do lie off one another: the SAR of Chile, and the dates of Slovenia. "
            "Errors are distances."
        ),
        "",
        table(head, rows, left=2),
        "",
    ]


def _error(trial: Trial, base: Trial) -> float:
    return math.hypot(
        trial["found_east"] - base["found_east"] - trial["east"],
        trial["found_north"] - base["found_north"] - trial["north"],
    )


def _place(trial: Trial) -> str:
    return f"{trial['found_east']:+.1f}, {trial['found_north']:+.1f}"


def _none(trials: Sequence[Trial]) -> list[str]:
    if not trials:
        return []
    rows = []
    for what in dict.fromkeys(trial["what"] for trial in trials):
        looks = [trial for trial in trials if trial["what"] == what]
        counts = [sum(look["verdict"] == verdict for look in looks) for verdict in ("shifted", "in line", "unknown")]
        told = np.array([(look["found_east"], look["found_north"]) for look in looks if look["verdict"] != "unknown"])
        mean = f"{told[:, 0].mean():+.2f}, {told[:, 1].mean():+.2f}" if len(told) else "–"
        spread = f"{told.std(axis=0).max():.2f}" if len(told) > 1 else "–"
        rows.append([what, len(looks), *counts, mean, spread])
    head = ["what", "looks", "shift claimed", "in line", "can't be told", "mean east, north", "standard deviation"]
    return [
        "## Where nothing was moved",
        "",
        *_wrapped(
            "Random windows of each scene, or random halves of its polygons. Bands of one acquisition surely line up, "
            "and labels that were cut from another part of the scene surely tell nothing. How class rasters and "
            "polygons really lie, nobody knows: where every window tells the same to a few hundredths of a pixel, as "
            "of Slovenia and Potsdam, a shift of half a pixel and more is what their makers left, corner taken for "
            "centre for instance, or what the image was placed wrongly by. Polygons well inside of what they mean have "
            "no edges to compare."
        ),
        "",
        table(head, rows),
        "",
    ]


def _series(trials: Sequence[Trial]) -> list[str]:
    if not trials:
        return []
    rows = []
    for trial in trials:
        told = [date for date in trial["dates"] if date["verdict"] == "shifted"]
        north = [date["found_north"] for date in told]
        among = [date for date in trial["among"] if date["verdict"] == "shifted"]
        rows.append(
            [
                f"{trial['scene']}, {trial['labels']}",
                _place(trial["together"]) if trial["together"]["found_east"] is not None else "can't be told",
                f"{len(told)} of {len(trial['dates'])}",
                f"{min(north):.1f} to {max(north):.1f}" if north else "–",
                f"{len(among)} of {len(trial['among'])}",
                f"{trial['seconds']:.0f}",
            ]
        )
    head = ["series", "labels, all dates together", "dates it is said of", "north", "dates off one another", "seconds"]
    return [
        "## Flanders: labels that do lie off",
        "",
        *_wrapped(
            "The labels lie 1.2 to 1.5 pixels north of the bands of 10 m. Those of 20 m are left out here, since "
            "they repeat their pixels. The dates themselves lie up to a pixel off one another: each against the "
            "clearest date."
        ),
        "",
        table(head, rows, left=2),
        "",
    ]


def _gain(trials: Sequence[Trial]) -> list[str]:
    if not trials:
        return []
    rows = []
    for scene in dict.fromkeys(trial["scene"] for trial in trials):
        for who in ("forest", "ours"):
            means = []
            for moved in (False, True):
                of_arm = [trial for trial in trials if trial["scene"] == scene and trial["moved"] == moved]
                means.append([100 * np.mean([trial[who][key] for trial in of_arm]) for key in ("oa", "macro_f1")])
            gain = np.subtract(means[1], means[0])
            cells = [f"{oa:.1f} / {f1:.1f}" for oa, f1 in means]
            rows.append([scene, who, *cells, f"{gain[0]:+.1f} / {gain[1]:+.1f}"])
    steps = {trial["scene"]: trial["steps"] for trial in trials if trial["moved"]}
    seeds = len({trial["seed"] for trial in trials})
    said = "; ".join(f"{scene} by {east}, {north}" for scene, (east, north) in steps.items())
    head = ["scene", "model", "labels as they are", "labels moved", "gain"]
    return [
        "## What moving the labels gains",
        "",
        *_wrapped(
            f"OA / macro-F1 in per cent, means of {seeds} seeds, one summer date, crop types, all training labels; "
            "blocks apart score. The labels were moved by what all dates together show, in whole pixels (east, "
            f"north), as --labels-shift does: {said}. The shift was found with all labels, those that score too. "
            "Alone, the date of series b can't tell. What scores is moved as what trains. Forest: a random forest on "
            "the date's bands; ours: effort quick."
        ),
        "",
        table(head, rows, left=2),
        "",
    ]


def _wrapped(text: str) -> list[str]:
    return textwrap.wrap(text.strip(), 120, break_on_hyphens=False)
