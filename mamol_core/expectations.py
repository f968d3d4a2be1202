"""What a model's validation lets one expect: its weakest class, and figures in words. Standard library only: the plugin
reads the same numbers from the card, and makes its own sentences of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

FLAGGED_BELOW = 0.5
"""A class with less producer's or user's accuracy than this is flagged wherever the overall accuracy is shown."""


@dataclass(frozen=True)
class ClassFigure:
    """The lower of a class's two accuracies.

    ``measure``: ``producers``, ``right`` of the ``of`` reference pixels of the class were found by the map; or
    ``users``, ``right`` of the ``of`` pixels that were mapped as the class are of it. ``value = right / of``.
    """

    code: int
    measure: str
    value: float
    right: int
    of: int


def class_figures(entry: dict[str, Any]) -> list[ClassFigure]:
    """The lower accuracy of every class that was assessed, weakest first, from an ``accuracy`` entry of a card.

    Empty where the entry has no figures of classes, or no confusion matrix that they fit.
    """
    rows, matrix = entry.get("per_class") or [], entry.get("confusion") or []
    if any(len(reference) != len(rows) for reference in (matrix, *matrix)):
        return []
    found = []
    for number, row in enumerate(rows):
        if not row.get("support"):
            continue
        right = matrix[number][number]
        mapped = sum(reference[number] for reference in matrix)
        figure = ClassFigure(row["code"], "producers", right / row["support"], right, row["support"])
        if mapped and right / mapped < figure.value:
            figure = ClassFigure(row["code"], "users", right / mapped, right, mapped)
        found.append(figure)
    return sorted(found, key=lambda figure: (figure.value, -figure.of))


def weakest_class(entry: dict[str, Any]) -> ClassFigure | None:
    """The class with the lowest producer's or user's accuracy; None where no class was assessed."""
    return next(iter(class_figures(entry)), None)


def weak_classes(entry: dict[str, Any]) -> list[ClassFigure]:
    """The classes to flag, weakest first: those with a producer's or user's accuracy below one half."""
    return [figure for figure in class_figures(entry) if figure.value < FLAGGED_BELOW]


def overall_text(entry: dict[str, Any]) -> str:
    """``89 % (74–95 %), from 46 places``; without the interval where an older model has none."""
    if entry.get("oa") is None:
        return "not assessed"
    text = f"{_percent(entry['oa'])} %"
    if entry.get("oa_interval"):
        low, high = entry["oa_interval"]
        text += f" ({_percent(low)}–{_percent(high)} %)"
    if entry.get("places"):
        text += f", from {entry['places']} place" + ("s" if entry["places"] > 1 else "")
    return text


def class_text(figure: ClassFigure, name: str) -> str:
    """``crops: none of 46 pixels found``, ``shrubs: 30 % of 212 mapped pixels right``."""
    pixels = "pixel" if figure.of == 1 else "pixels"
    share = "none" if not figure.right else "all" if figure.right == figure.of else f"{_percent(figure.value)} %"
    if figure.measure == "producers":
        return f"{name}: {share} of {figure.of} {pixels} found"
    return f"{name}: {share} of {figure.of} mapped {pixels} right"


def class_names(classes: Sequence[dict[str, Any]]) -> dict[int, str]:
    """Names by code, of a card's classes."""
    return {entry["code"]: entry["name"] for entry in classes}


def _percent(fraction: float) -> int:
    return round(100 * fraction)
