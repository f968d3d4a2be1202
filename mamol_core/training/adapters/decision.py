"""Whether an adapter is delivered, of which strength, and what to map with where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .candidates import Candidate, Comparison


@dataclass(frozen=True)
class Decision:
    """``strength``: share of the way to the adapted model that is delivered, 0 where nothing is; ``reason``: why not.
    ``comparison``: the model as it is, fitted, and adapted with the strength that did best, on the same labels."""

    strength: float
    reason: str | None
    comparison: Comparison


def choose_base(comparison: Comparison) -> str:
    """Which way without labels to map, and to adapt."""
    losses = {name: comparison.loss(name) for name in comparison.candidates}
    return min(losses, key=lambda name: losses[name])


def decide(comparison: Comparison, base: str, adapted: Mapping[float, Candidate]) -> Decision:
    """Which strength to deliver, against the base: the one that gives the labels the least loss."""
    if not adapted:
        return Decision(0.0, "nothing to compare", comparison)
    every = {strength: comparison.more(ADAPTED, entry) for strength, entry in adapted.items()}
    best = min(every, key=lambda strength: every[strength].loss(ADAPTED))
    found = every[best]
    if found.loss(ADAPTED) >= found.loss(base):
        return Decision(0.0, "no better", found)
    return Decision(best, None, found)
