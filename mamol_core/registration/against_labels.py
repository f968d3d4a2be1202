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


def match_labels(layer: Components, classes: np.ndarray, margin: int) -> Surfaces:
    """Where the layer lies, seen from the labels: how well both match at each shift.

    ``classes`` (N, h, w) int: number from 1 of a pixel's class, 0 = no label. Of each window ``margin`` pixels around
    are context only.
    """
    kinds = np.stack([_with_rings(window) for window in classes.astype(np.int64)])
    differences = [gradients(*pair) for pair in zip(layer.values, layer.valid, strict=True)]
    spread = spread_of(differences)
    around = [
        (surroundings_of(scale(now, spread), margin), surroundings_of(there, margin)) for now, there in differences
    ]
    shift = (0, 0)
    for _ in range(_PASSES):
        sums, counts = _sum_up(layer, kinds, shift, margin)
        every, number = sums.sum((0, 1, 2)), counts.sum((0, 1, 2))
        painted = []
        for window, row, col in np.ndindex(*_inner(counts)):
            near = window, slice(row, row + 3), slice(col, col + 3)
            left = number - counts[near].sum((0, 1))
            means = (every - sums[near].sum((0, 1))) / np.maximum(left, 1)[:, None]
            corner = margin + row * BLOCK, margin + col * BLOCK
            template, used = _paint(kinds[window], means, left >= _FEWEST, corner)
            painted.append((scale(template, spread), used))
        surfaces = _compare(painted, around)
        before, shift = shift, nearest_shift(surfaces)
        if shift == before:
            break
    return surfaces


def _compare(painted: list[tuple[np.ndarray, np.ndarray]], around: list[tuple[np.ndarray, np.ndarray]]) -> Surfaces:
    """Of the painted blocks of all windows, and of what lies around those of each window."""
    sums, counts, first = [], [], 0
    for values, there in around:
        last = first + len(values)
        templates, used = (np.stack([block[which] for block in painted[first:last]]) for which in (0, 1))
        sums.append(cross_correlate(templates, values))
        counts.append(cross_correlate(used, there))
        first = last
    return join_blocks(sums, counts)


def _with_rings(classes: np.ndarray) -> np.ndarray:
    """The classes (h, w) of a window, and other numbers for the unlabelled pixels around places of each."""
    if not classes.any():
        return classes
    distance, nearest = ndi.distance_transform_edt(classes == 0, return_indices=True)
    around = 2 * classes[tuple(nearest)]
    return np.where(classes > 0, 2 * classes - 1, np.where(distance <= _RING, around, 0))


def _inner(counts: np.ndarray) -> tuple[int, int, int]:
    """Windows, and the blocks of one along each axis."""
    return counts.shape[0], counts.shape[1] - 2, counts.shape[2] - 2


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


def _paint(
    kinds: np.ndarray, means: np.ndarray, known: np.ndarray, corner: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Gradients (2K, BLOCK, BLOCK) of a block of kinds (h, w) in their means (kinds, K), and where those of edges are
    (2, BLOCK, BLOCK)."""
    part = kinds[slice(corner[0], corner[0] + BLOCK + 1), slice(corner[1], corner[1] + BLOCK + 1)]
    template, used = gradients(means[part].transpose(2, 0, 1), known[part] & (part > 0))
    used[0, :, :-1] &= np.diff(part, axis=1) != 0
    used[1, :-1] &= np.diff(part, axis=0) != 0
    template *= np.repeat(used, means.shape[1], axis=0)
    inner = (slice(None), slice(BLOCK), slice(BLOCK))
    return template[inner], used[inner]
