"""How far one layer lies from another: what it shows is predicted from the other, and the edges of both are matched.

A linear prediction of each component from all of the other layer's takes the place of equal brightness, which two dates
or two sensors do not have; a component that can't be predicted then counts for little. One of the components is how
strong edges are, whichever side is brighter.
"""

from __future__ import annotations

import math

import numpy as np

from .correlation import (
    Estimate,
    Surfaces,
    blocks_of,
    cross_correlate,
    displaced,
    estimate,
    gradients,
    join_blocks,
    multiply,
    nearest_shift,
    peak,
    scale,
    spread_of,
    surroundings_of,
)
from .features import Components

_PASSES = 4
_RIDGE = 1e-3


def compare_layers(one: Components, other: Components, margin: int) -> tuple[Estimate | None, float]:
    """Where ``one`` lies, seen from ``other``, None where too little is seen of both; and how far, in pixels, the
    answers are apart when either is predicted from the other. Both as :func:`with_edges` gives them."""
    forth = _match(one, other, margin)
    back = _match(other, one, margin).reversed()
    together = Surfaces(
        forth.sums / (forth.sums.sum(0).std() or 1) + back.sums / (back.sums.sum(0).std() or 1),
        forth.counts,
    )
    found, one_way, other_way = estimate(together), peak(forth), peak(back)
    if found is None or one_way is None or other_way is None:
        return None, 0.0
    return found, math.dist(one_way, other_way)


def _match(image: Components, template: Components, margin: int) -> Surfaces:
    """Where the image lies, seen from the template."""
    differences, there = gradients(image.values, image.valid)
    spread = spread_of(differences, there)
    around = [surroundings_of(window, margin) for window in scale(differences, spread)]
    usable = gradients(template.values[:, :0], template.valid)[1]
    counts = [
        cross_correlate(blocks_of(window, margin), surroundings_of(seen, margin))
        for window, seen in zip(usable, there, strict=True)
    ]
    shift = (0, 0)
    for _ in range(_PASSES):
        weights = _regress(image, template, shift).astype(np.float32)
        predicted = np.einsum("ij,njhw->nihw", weights, template.values)
        expected = scale(gradients(predicted, template.valid)[0], spread)
        sums = [
            cross_correlate(blocks_of(window, margin), values) for window, values in zip(expected, around, strict=True)
        ]
        surfaces = join_blocks(sums, counts)
        before, shift = shift, nearest_shift(surfaces)
        if shift == before:
            break
    return surfaces


def _regress(image: Components, template: Components, shift: tuple[int, int]) -> np.ndarray:
    """Coefficients (K, J) that predict the image's components, at ``shift``, from the template's."""
    both = displaced(image.valid, shift) & template.valid
    known = template.values.transpose(1, 0, 2, 3)[:, both].astype(np.float64)
    wanted = displaced(image.values, shift).transpose(1, 0, 2, 3)[:, both].astype(np.float64)
    if not known.size:
        return np.zeros((image.values.shape[1], template.values.shape[1]))
    square = multiply(known, known)
    square += np.eye(len(square)) * (_RIDGE * np.trace(square) / len(square) + 1e-12)
    weights: np.ndarray = np.linalg.solve(square, multiply(known, wanted)).T
    return weights
