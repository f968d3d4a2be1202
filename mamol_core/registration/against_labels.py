"""How far a layer lies from labels: labelled pixels are painted in the mean colour of their class, and the layer's
edges are matched with the painted ones.

Where labels and layer fit, the variance within classes is least. Of that variance only what lies at the edges of places
tells of a shift; correlating differences of neighbouring pixels keeps that and leaves out the slow changes within
places, which would drown it. Each block is painted in means of other blocks: in its own it would seem to fit wherever
these were taken.
"""

from __future__ import annotations

import numpy as np
import scipy.ndimage as ndi

from .correlation import (
    BLOCK,
    Surfaces,
    cross_correlate,
    displaced,
    gradients,
    join_blocks,
    nearest_shift,
    scale,
    spread_of,
    surroundings_of,
)
from .features import Components

_RING = 4  # pixels around a place that stand for what is not labelled
_FEWEST = 10  # pixels that make a mean
_PASSES = 3


def match_labels(layer: Components, kinds: np.ndarray, margin: int) -> Surfaces:
    """Where the layer lies, seen from the labels: how well both match at each shift.

    ``kinds`` (N, h, w): of pixels, see :func:`with_rings`. Of each window ``margin`` pixels around are context only.
    """
    differences, there = gradients(layer.values, layer.valid)
    spread = spread_of(differences, there)
    around = [
        (surroundings_of(now, margin), surroundings_of(seen, margin))
        for now, seen in zip(scale(differences, spread), there, strict=True)
    ]
    shift = (0, 0)
    for _ in range(_PASSES):
        sums, counts = _sum_up(layer, kinds, shift, margin)
        every, number = sums.sum((0, 1, 2)), counts.sum((0, 1, 2))
        left = number - _near(counts)
        means = (every - _near(sums)) / np.maximum(left, 1)[..., None]
        painted = [_paint(*each, margin) for each in zip(kinds, means, left >= _FEWEST, strict=True)]
        pairs = list(zip(painted, around, strict=True))
        surfaces = join_blocks(
            [cross_correlate(scale(template, spread), values) for (template, _), (values, _) in pairs],
            [cross_correlate(used, seen) for (_, used), (_, seen) in pairs],
        )
        before, shift = shift, nearest_shift(surfaces)
        if shift == before:
            break
    return surfaces


def with_rings(classes: np.ndarray) -> np.ndarray:
    """Kinds of pixels (h, w) int64, of the numbers of their classes from 1, 0 = no label: labelled ones of each class,
    and unlabelled ones around places of each; 0 elsewhere."""
    classes = classes.astype(np.int64)
    if not classes.any():
        return classes
    distance, nearest = ndi.distance_transform_edt(classes == 0, return_indices=True)
    around = 2 * classes[tuple(nearest)]
    return np.where(classes > 0, 2 * classes - 1, np.where(distance <= _RING, around, 0))


def _near(array: np.ndarray) -> np.ndarray:
    """Sums (N, R, C, ...) over each block and the eight around it, of (N, R + 2, C + 2, ...)."""
    views = np.lib.stride_tricks.sliding_window_view(array, (3, 3), axis=(1, 2))
    found: np.ndarray = views.sum((-2, -1))
    return found


def _sum_up(layer: Components, kinds: np.ndarray, shift: tuple[int, int], margin: int) -> tuple[np.ndarray, np.ndarray]:
    """Of what lies at ``shift`` from the pixels of a kind, in each of the R x C blocks of a window, with an empty block
    more on all sides: sums (N, R + 2, C + 2, kinds, K) and numbers (N, R + 2, C + 2, kinds)."""
    windows, components, height, width = layer.values.shape
    most = int(kinds.max(initial=0)) + 1
    rows, cols = (np.arange(size) - margin for size in (height, width))
    inside = [(step >= 0) & (step < size - 2 * margin) for step, size in ((rows, height), (cols, width))]
    down, across = ((size - 2 * margin) // BLOCK + 2 for size in (height, width))
    block = (rows // BLOCK + 1)[:, None] * across + (cols // BLOCK + 1)[None]
    sums, counts = np.zeros((windows, down * across * most, components)), np.zeros((windows, down * across * most))
    for window in range(windows):
        seen = displaced(layer.valid[window], shift) & (kinds[window] > 0) & inside[0][:, None] & inside[1][None]
        key = block[seen] * most + kinds[window][seen]
        counts[window] = np.bincount(key, minlength=counts.shape[1])
        for number, band in enumerate(displaced(layer.values[window], shift)):
            sums[window, :, number] = np.bincount(key, band[seen], minlength=counts.shape[1])
    return sums.reshape(windows, down, across, most, components), counts.reshape(windows, down, across, most)


def _paint(kinds: np.ndarray, means: np.ndarray, known: np.ndarray, margin: int) -> tuple[np.ndarray, np.ndarray]:
    """Gradients (R * C, 2K, BLOCK, BLOCK) of a window's blocks of kinds (h, w) in their means (R, C, kinds, K), and
    where those of edges are (R * C, 2, BLOCK, BLOCK). ``known`` (R, C, kinds): of which kinds there are means."""
    count, inner = means.shape[0] * means.shape[1], (slice(margin, 1 - margin),) * 2
    views = np.lib.stride_tricks.sliding_window_view(kinds[inner], (BLOCK + 1, BLOCK + 1))[::BLOCK, ::BLOCK]
    parts = views.reshape(count, BLOCK + 1, BLOCK + 1)
    block = np.arange(count)[:, None, None]
    painted = means.reshape(count, *means.shape[2:])[block, parts].transpose(0, 3, 1, 2)
    template, used = gradients(painted, known.reshape(count, -1)[block, parts] & (parts > 0))
    used[:, 0, :, :-1] &= np.diff(parts, axis=2) != 0
    used[:, 1, :-1] &= np.diff(parts, axis=1) != 0
    template *= np.repeat(used, means.shape[-1], axis=1)
    return template[..., :BLOCK, :BLOCK], used[..., :BLOCK, :BLOCK]
