"""What of a layer can be compared with another one or with labels: few components without noise of their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import scipy.ndimage as ndi

from .correlation import multiply

MOST_BANDS = 16
"""Bands of a layer that are read; of more, some spread evenly."""
_MOST_COMPONENTS = 4
_LEAST_VARIANCE = 1e-3  # of the first component's
_LEAST_STEPS = 1e-4  # of the variance of the component with the largest steps
_MOST_STEP = 3.0  # standard deviations of a component that one step counts at most
_REPEATED = 0.15  # mean change of the share of equal pixels from line to line
_LOOKED_AT = 20_000  # pixels, that percentiles are made of
_SMOOTH = 6.0  # pixels: coarser patterns tell nothing of a shift


@dataclass(frozen=True)
class Components:
    """A layer's windows, reduced: ``values`` (N, K, h, w) float32, 0 where not ``valid`` (N, h, w).

    ``repeated``: every band shows pixels of a coarser raster several times, so that their edges, not the ground,
    would be matched.
    """

    values: np.ndarray
    valid: np.ndarray
    repeated: bool


def reduce(values: np.ndarray, valid: np.ndarray) -> Components | None:
    """The first principal components of windows (N, C, h, w), scaled to unit variance, where ``valid`` (N, h, w).

    Bands are scaled by their percentiles first, so that clouds or outliers do not make the components. Bands of a
    coarser raster, repeated onto finer pixels, are left out where there are others. None where all is constant.
    """
    native = [band for band in range(values.shape[1]) if not is_repeated(values[:, band], valid)]
    bands = native or list(range(values.shape[1]))
    pixels = np.stack([values[:, band][valid] for band in bands])
    if not pixels.size:
        return None
    some = pixels[:, :: -(-pixels.shape[1] // _LOOKED_AT)].astype(np.float64)
    low, middle, high = np.percentile(some, [2, 50, 98], axis=1)
    varied = high > low
    if not varied.any():
        return None
    low, middle, high = (ends[varied, None].astype(np.float32) for ends in (low, middle, high))
    pixels = pixels[varied] if not varied.all() else pixels
    pixels -= middle
    pixels /= high - low
    np.clip(pixels, -1.5, 1.5, out=pixels)
    pixels -= pixels.mean(axis=1, dtype=np.float64, keepdims=True).astype(np.float32)
    spread, directions = np.linalg.eigh(multiply(pixels, pixels) / pixels.shape[1])
    order = np.argsort(-spread)[:_MOST_COMPONENTS]
    order = order[spread[order] > _LEAST_VARIANCE * spread[order[0]]]
    turn = (directions[:, order] / np.sqrt(spread[order])).astype(np.float32)
    components = np.einsum("bk,bn->kn", turn, pixels)
    reduced = np.zeros((len(order), *valid.shape), np.float32)
    reduced[:, valid] = components
    return Components(_apart(reduced.transpose(1, 0, 2, 3), valid), valid, not native)


def _apart(values: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """(N, K, h, w) so turned and scaled that differences of neighbouring pixels are uncorrelated and of unit variance.

    What edges of one component tell then adds to what those of the others do (minimum noise fraction; Green et al.
    1988, IEEE TGRS 26).
    """
    square = np.zeros((values.shape[1], values.shape[1]))
    for window, there in zip(values, valid, strict=True):
        for step, both in (
            (np.diff(window, axis=2), there[:, 1:] & there[:, :-1]),
            (np.diff(window, axis=1), there[1:] & there[:-1]),
        ):
            known = step[:, both].clip(-_MOST_STEP, _MOST_STEP).astype(np.float64)
            square += multiply(known, known)
    spread, directions = np.linalg.eigh(square)
    if spread[-1] <= 0:  # no two valid pixels lie beside one another
        return values
    keep = spread > _LEAST_STEPS * spread[-1]
    turn = (directions[:, keep] / np.sqrt(spread[keep])).astype(np.float32)
    turned = np.einsum("kj,nkhw->njhw", turn, values)
    return (turned / turned.std(dtype=np.float64)).astype(np.float32)


def is_repeated(band: np.ndarray, valid: np.ndarray) -> bool:
    """Whether windows (N, h, w) of a band show each pixel of a coarser raster several times.

    Then neighbouring columns (or rows) are equal all the way down, or differ all the way, by turns.
    """
    for axis in (1, 2):
        lines = np.moveaxis(band, axis, 0), np.moveaxis(valid, axis, 0)
        both = lines[1][1:] & lines[1][:-1]
        equal = (np.diff(lines[0], axis=0) == 0) & both
        # windows begin anywhere: what alternates is looked at window by window
        seen = both.sum(axis=2)
        share = equal.sum(axis=2) / np.maximum(seen, 1)
        known = (seen[1:] > 8) & (seen[:-1] > 8)
        if known.any() and np.abs(np.diff(share, axis=0))[known].mean() > _REPEATED:
            return True
    return False


def with_edges(components: Components) -> Components:
    """The same with one component more: how strong edges are, whichever side is brighter. Coarse patterns are removed.

    Two sensors seldom agree on which of two fields is brighter, but on where one ends.
    """
    values, inner = [], np.stack([ndi.minimum_filter(valid, 3, mode="constant") for valid in components.valid])
    for window, valid in zip(components.values, inner, strict=True):
        across, down = np.gradient(window, axis=(2, 1))
        strength = np.log1p(np.sqrt((across**2 + down**2).sum(0)))
        both = np.concatenate([window, np.where(valid, strength, 0)[None]])
        values.append(_without_coarse(both, valid))
    stacked = np.stack(values)
    spread = stacked.transpose(1, 0, 2, 3)[:, inner].std(axis=1) if inner.any() else np.ones(stacked.shape[1])
    return Components(stacked / np.maximum(spread, 1e-6)[:, None, None].astype(np.float32), inner, components.repeated)


def _without_coarse(values: np.ndarray, valid: np.ndarray) -> np.ndarray:
    """(K, h, w) less its mean around each pixel, of ``valid`` ones only."""
    smooth = np.stack([ndi.gaussian_filter(np.where(valid, band, 0), _SMOOTH) for band in values])
    if not valid.all():
        smooth /= np.maximum(ndi.gaussian_filter(valid.astype(np.float32), _SMOOTH), 1e-3)
    return np.where(valid, values - smooth, 0).astype(np.float32)


def choose_bands(bands: Sequence[int]) -> list[int]:
    """At most MOST_BANDS of a layer's bands, spread evenly."""
    if len(bands) <= MOST_BANDS:
        return list(bands)
    return [bands[round(position)] for position in np.linspace(0, len(bands) - 1, MOST_BANDS)]
