"""What a reader should know before trusting the figures of an assessment: where intervals are too narrow."""

from __future__ import annotations

from typing import Any

import numpy as np

from .estimate import Estimate
from .population import NONE, Population

_FEW = 30  # points: fewer make an accuracy rough
_RARE = 5  # events: of fewer in a stratum, the normal approximation is poor
_MUCH = 0.5  # of a variance
_MOST = 6  # sentences on areas: of many classes only the worst are named


def doubts(value: dict[str, Any], found: Estimate, used: list[int], population: Population | None) -> list[str]:
    """Sentences, the weightiest first. ``value``: the result of the assessment; ``used``: codes of ``found``."""
    if population is None or population.estimator == NONE:
        return []
    names = {entry["code"]: entry["name"] for entry in value["classes"]}
    sampled = ~population.without_points
    points = np.bincount(population.stratum, minlength=len(population.codes))
    sentences = []
    alone = [population.names.get(int(code), f"Class {code}") for code in population.codes[points == 1]]
    if alone and (population.pixels[points == 1] > 1).any():
        sentences.append(
            f"Only one reference point lies in {_listed(alone)}: its variance is unknown and is taken to be the "
            "largest possible. At least two points are needed, better fifty."
        )
    few = [names[code] for number, code in enumerate(used) if _is_rough(found.counts[number], number)]
    if few:
        sentences.append(
            f"The user's accuracy of {_listed(few)} rests on fewer than {_FEW} points, or on fewer than {_RARE} that "
            "are right or that are wrong. It is rough, and its interval holds less often than in 95 of 100 samples."
        )
    areas = [
        sentence
        for number, code in enumerate(used)
        if (sentence := _area_doubt(number, names[code], found, population, sampled, value["assessed_ha"]))
    ]
    return sentences + [text for _, text in sorted(areas, reverse=True)[:_MOST]]


def _is_rough(row: np.ndarray, number: int) -> bool:
    """Whether a user's accuracy rests on few points. One without any mistake has an exact interval."""
    points, right = int(row.sum()), int(row[number])
    return 0 < points < _FEW or 0 < min(right, points - right) < _RARE


def _area_doubt(
    number: int, name: str, found: Estimate, population: Population, sampled: np.ndarray, hectares: float
) -> tuple[float, str] | None:
    """How far the interval of a class's area may fall short, as a share of the area, and in words; None where it does
    not.

    Of a class that none of n points in a stratum shows, up to 3/n of the stratum may still be (95 %; Hanley and
    Lippman-Hand 1983). Where that is more than half the interval, the interval says too little.
    """
    figure = found.area[number]
    if figure.estimate is None or figure.se is None:
        return None
    codes = population.codes[sampled]
    share = population.area[sampled] / population.area[sampled].sum()
    points = found.within.sum(1)
    seen, variance = found.within[:, number], found.contributions[:, number]
    unseen = np.where((seen == 0) & (points < population.pixels[sampled]), 3 / points, 0) * share
    worst, heavy = int(np.argmax(unseen)), int(np.argmax(variance))
    half = 0.0 if figure.high is None or figure.low is None else (figure.high - figure.low) / 2
    if unseen[worst] > half:
        stratum = population.names.get(int(codes[worst]), f"Class {codes[worst]}")
        text = (
            f"The area of '{name}' may be larger than its interval says: none of the {points[worst]} points in "
            f"'{stratum}' is '{name}', yet up to {unseen[worst] * hectares:,.0f} ha may have been missed by chance. "
            f"More points in '{stratum}' would show it."
        )
        return float(unseen[worst]), text
    events = int(min(seen[heavy], points[heavy] - seen[heavy]))
    if variance[heavy] > _MUCH * variance.sum() and events < _RARE:
        stratum = population.names.get(int(codes[heavy]), f"Class {codes[heavy]}")
        each = share[heavy] / points[heavy] * hectares
        text = (
            f"The area of '{name}' depends on {events or 'no'} of the {points[heavy]} points in '{stratum}', each of "
            f"which stands for {each:,.0f} ha. Its interval holds less often than in 95 of 100 samples."
        )
        return float(figure.se), text
    return None


def _listed(names: list[str]) -> str:
    return ", ".join(f"'{name}'" for name in names[:8]) + " …" * (len(names) > 8)
