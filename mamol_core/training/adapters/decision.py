"""Whether an adapter is delivered, of which strength, and what to map with where it is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...accuracy.page import percent
from ...adapters import ADAPTED, AS_IT_IS, MATCH
from .candidates import Candidate, Comparison

CALLED = {AS_IT_IS: "the model as it is", MATCH: "the model fitted to the layers", ADAPTED: "adapted to the labels"}


@dataclass(frozen=True)
class Decision:
    """``strength``: share of the way to the adapted model that is delivered, 0 where nothing is; ``reason``: why not.
    ``comparison``: with the strength that did best beside the ways without labels."""

    strength: float
    reason: str | None
    comparison: Comparison


def choose_base(comparison: Comparison) -> str:
    """Which way without labels to map, and to adapt: the one that gives the labels the least loss."""
    return min(comparison.candidates, key=comparison.loss)


def decide(comparison: Comparison, base: str, adapted: Mapping[float, Candidate]) -> Decision:
    """Of the strengths and the ``base``, which is none, that which gives labels kept aside the least loss.

    Labels of a few places can't show a gain beyond doubt, so the likelier side is taken, as for any choice of which
    both errors cost alike. What keeps the cost of an error small is that strengths between are among the choices.
    """
    if not adapted:
        text = "No labels could be kept aside to tell whether an adapter pays: they come from too few places."
        return Decision(0.0, text, comparison)
    every = {strength: comparison.more(ADAPTED, entry) for strength, entry in adapted.items()}
    best = min(every, key=lambda strength: every[strength].loss(ADAPTED, True))
    found = every[best]
    if found.loss(ADAPTED, True) < found.loss(base, True):
        return Decision(best, None, found)
    before, after = (percent(found.figures(name)["oa"]) for name in (base, ADAPTED))
    text = (
        f"Of the labels kept aside {CALLED[base]} maps {before} right, and {CALLED[ADAPTED]} {after}: adapting "
        f"does not make their classes more probable."
    )
    return Decision(0.0, text, found)
