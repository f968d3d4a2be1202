"""Whether an adapter is delivered, of which strength, and what to map with where it is not."""

from __future__ import annotations

import math
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


def choose_base(comparison: Comparison, outside: bool) -> str:
    """Which way without labels to map, and to adapt.

    Where the layers' values lie ``outside`` what the model knows, that is to fit it to them, unless the labels clearly
    say otherwise: those of a few places suit now this map, now that, by chance, and the model as it is can be wrong of
    nearly all the land that they do not lie in (docs/adapting.md). Else it is the way that gives them the least loss.
    """
    if outside and MATCH in comparison.candidates and not comparison.clearly_better(AS_IT_IS, MATCH):
        return MATCH
    return min(comparison.candidates, key=comparison.loss)


def decide(comparison: Comparison, base: str, adapted: Mapping[float, Candidate]) -> Decision:
    """Of the strengths and the ``base``, which is none, that which gives labels kept aside the least loss.

    Labels of a few places can't show a gain beyond doubt, so the likelier side is taken, as for any choice of which
    both errors cost alike. What keeps the cost of an error small is that strengths between are among the choices.
    Two things a lower loss must not come from: doubt alone, so no fewer labels may be mapped right, and labels that
    nothing can tell, so it must be below that of giving all classes the same probability.
    """
    if not adapted:
        text = "No labels could be kept aside to tell whether an adapter pays: they come from too few places."
        return Decision(0.0, text, comparison)
    every = {strength: comparison.more(ADAPTED, entry) for strength, entry in adapted.items()}
    losses = {strength: found.loss(ADAPTED) for strength, found in every.items()}
    good = [strength for strength, found in every.items() if _pays(found, base)]
    best = min(good or losses, key=losses.__getitem__)
    return Decision(best if good else 0.0, None if good else _reason(every[best], base), every[best])


def _pays(found: Comparison, base: str) -> bool:
    return not _maps_fewer_right(found, base) and found.loss(ADAPTED) < min(found.loss(base), _loss_of_none(found))


def _maps_fewer_right(found: Comparison, base: str) -> bool:
    return bool(found.right(ADAPTED).mean() < found.right(base).mean())


def _loss_of_none(found: Comparison) -> float:
    """Of giving all classes the same probability."""
    return math.log(len(found.candidates[ADAPTED].areas))


def _reason(found: Comparison, base: str) -> str:
    before, after = (percent(found.figures(name)["oa"]) for name in (base, ADAPTED))
    text = f"Of the labels kept aside {CALLED[base]} maps {before} right, and {CALLED[ADAPTED]} {after}"
    if found.loss(ADAPTED) >= _loss_of_none(found):
        return f"{text}: what it learned of the others tells nothing of these. Do they lie where they should?"
    if _maps_fewer_right(found, base):
        return f"{text}: the adapter is no better."
    return f"{text}, without making their classes more probable: the adapter is no better."
