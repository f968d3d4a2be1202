"""How far an image lies from a template, by the cross-correlation of their gradients, and how sure that is.

Everything is added up over blocks of the scene: what one block says of the shift is independent enough of what another
says that drawing blocks at random, again and again, tells how far the answer would change with other ground (the
bootstrap; Efron and Tibshirani 1993, An Introduction to the Bootstrap).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import scipy.fft
import scipy.ndimage as ndi

REACH = 7
"""Pixels along each axis that shifts are looked for in."""
BLOCK = 16  # pixels
_PLACES = 2 * REACH + 1  # along each axis
_SIZE = scipy.fft.next_fast_len(BLOCK + 2 * REACH, real=True)
_BLUR = 0.7  # pixels: edges are so sharp that a parabola through three places would favour whole pixels
_FAR = 2.5  # pixels from the peak, from where on the surface is noise
_DRAWS = 200
_WITHIN = 99.0  # per cent of the draws lie in the interval
_MOST = 3.0  # standard deviations that one difference of two pixels counts at most
_LEAST_BLOCKS = 6
_SMALL = 2**18  # multiplications of a matrix product that runs in one thread

_Y, _X = np.indices((3, 3)).reshape(2, 9) - 1.0
_PARABOLOID = np.linalg.pinv(np.column_stack([np.ones(9), _Y, _X, _Y**2, _X * _Y, _X**2]))  # least squares


@dataclass(frozen=True)
class Surfaces:
    """Per block the correlation at each shift: ``sums`` and ``counts`` (B, 2 * REACH + 1, 2 * REACH + 1), of ``counts``
    pairs of pixels each. The middle is no shift; rows count down, columns to the right."""

    sums: np.ndarray
    counts: np.ndarray

    def reversed(self) -> Surfaces:
        """The same as seen from the other image."""
        back = (slice(None), slice(None, None, -1), slice(None, None, -1))
        return Surfaces(self.sums[back], self.counts[back])


@dataclass(frozen=True)
class Estimate:
    """Where the image lies, seen from the template, in pixels: ``shift`` (down, right).

    ``low``, ``high``: ends of the interval of each. ``height``: of the peak over the mean of the surface, in standard
    deviations of the surface far from the peak; ``second``: the same of the highest place there. ``surface``
    (2 * REACH + 1, 2 * REACH + 1) in the same unit. ``blocks``: how many told something.
    """

    shift: tuple[float, float]
    low: tuple[float, float]
    high: tuple[float, float]
    height: float
    second: float
    surface: np.ndarray
    blocks: int

    @property
    def at_edge(self) -> bool:
        """Whether the peak lies at the edge of what was looked at: it may well lie beyond."""
        return max(abs(self.shift[0]), abs(self.shift[1])) > REACH - 1


def gradients(values: np.ndarray, valid: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Differences to the next pixel to the right and below, (N, 2K, h, w), of (N, K, h, w); where there are any
    (N, 2, h, w).

    0 where one of the two pixels is not ``valid`` (N, h, w).
    """
    count, planes, height, width = values.shape
    found = np.zeros((count, 2, planes, height, width), np.float32)
    there = np.zeros((count, 2, height, width), bool)
    found[:, 0, :, :, :-1] = np.diff(values, axis=3)
    found[:, 1, :, :-1] = np.diff(values, axis=2)
    there[:, 0, :, :-1] = valid[:, :, 1:] & valid[:, :, :-1]
    there[:, 1, :-1] = valid[:, 1:] & valid[:, :-1]
    found *= there[:, :, None]
    return found.reshape(count, 2 * planes, height, width), there


def spread_of(differences: np.ndarray, there: np.ndarray) -> np.ndarray:
    """Standard deviation (2K,) of the differences (N, 2K, h, w) of all windows, of which there are (N, 2, h, w)."""
    squares = np.einsum("nkhw,nkhw->k", differences, differences, dtype=np.float64)
    counts = np.repeat(there.sum((0, 2, 3)), len(squares) // 2)
    spread: np.ndarray = np.sqrt(squares / np.maximum(counts, 1))
    return spread


def scale(differences: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """(N, K, h, w) in units of ``spread`` (K,), cut where one difference would outweigh many."""
    units = np.maximum(spread, 1e-9).astype(np.float32)[:, None, None]
    return np.clip(differences / units, -_MOST, _MOST)


def blocks_of(window: np.ndarray, margin: int) -> np.ndarray:
    """The blocks of a window (C, h, w) without its margin, row by row: (N, C, BLOCK, BLOCK)."""
    kept = (slice(margin, size - margin) for size in window.shape[1:])
    inner = window[(slice(None), *kept)]
    rows, cols = (size // BLOCK for size in inner.shape[1:])
    return inner.reshape(-1, rows, BLOCK, cols, BLOCK).transpose(1, 3, 0, 2, 4).reshape(-1, len(window), BLOCK, BLOCK)


def surroundings_of(window: np.ndarray, margin: int) -> np.ndarray:
    """Spectra of what lies around each of the same blocks, as far as shifts reach, for :func:`cross_correlate`."""
    side = BLOCK + 2 * REACH
    rows, cols = ((size - 2 * margin) // BLOCK for size in window.shape[1:])
    views = np.lib.stride_tricks.sliding_window_view(window, (side, side), axis=(1, 2))
    starts = (slice(margin - REACH, margin - REACH + count * BLOCK, BLOCK) for count in (rows, cols))
    chosen = views[(slice(None), *starts)]
    return _spectra(chosen.transpose(1, 2, 0, 3, 4).reshape(-1, len(window), side, side))


def cross_correlate(blocks: np.ndarray, surroundings: np.ndarray) -> np.ndarray:
    """Sums (N, 2 * REACH + 1, 2 * REACH + 1) of the products of blocks (N, C, BLOCK, BLOCK) with what lies at each
    shift from them; ``surroundings``: its spectra."""
    product = (np.conj(_spectra(blocks)) * surroundings).sum(1)
    found: np.ndarray = scipy.fft.irfft2(product, (_SIZE, _SIZE))[:, :_PLACES, :_PLACES]
    return found


def _spectra(arrays: np.ndarray) -> np.ndarray:
    found: np.ndarray = scipy.fft.rfft2(arrays.astype(np.float32, copy=False), (_SIZE, _SIZE))
    return found


def multiply(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The matrix product of (I, N) with the transposed of (J, N).

    Made of pieces that are so small that it does not wake a thread on every core, which would make it several times
    slower where these are busy.
    """
    step = max(1, _SMALL // (len(one) * len(other)))
    pieces = [slice(start, start + step) for start in range(0, one.shape[1], step)]
    found: np.ndarray = sum((one[:, piece] @ other[:, piece].T for piece in pieces), np.zeros((len(one), len(other))))
    return found


def displaced(array: np.ndarray, shift: tuple[int, int]) -> np.ndarray:
    """What lies at ``shift`` (down, right) from each pixel of (..., h, w); 0 where that is outside."""
    found = np.zeros_like(array)
    height, width = array.shape[-2:]
    to, at = zip(*(_overlap(step, size) for step, size in zip(shift, (height, width), strict=True)), strict=True)
    found[(..., *to)] = array[(..., *at)]
    return found


def _overlap(step: int, size: int) -> tuple[slice, slice]:
    """Where along an axis there is something at ``step``, and that."""
    return slice(max(0, -step), size - max(0, step)), slice(max(0, step), size - max(0, -step))


def nearest_shift(found: Surfaces) -> tuple[int, int]:
    """Where the peak of all blocks together lies, in whole pixels."""
    whole = _mean(found.sums.sum(0), found.counts.sum(0))
    row, col = np.unravel_index(int(whole.argmax()), whole.shape)
    return int(row) - REACH, int(col) - REACH


def join_blocks(sums: list[np.ndarray], counts: list[np.ndarray]) -> Surfaces:
    """Those of the blocks of all windows, of what :func:`cross_correlate` gave of each window."""
    return Surfaces(np.concatenate(sums).astype(np.float64), np.maximum(np.concatenate(counts), 0).astype(np.float64))


def peak(found: Surfaces) -> tuple[float, float] | None:
    """Where the peak of all blocks together lies (down, right); None where too few of them tell anything."""
    told = _telling(found)
    if len(told.sums) < _LEAST_BLOCKS:
        return None
    return _peak(_smooth(_mean(told.sums.sum(0), told.counts.sum(0))))


def estimate(found: Surfaces, seed: int = 0) -> Estimate | None:
    """Where the peak of all blocks together lies, and how sure that is; None where too few of them tell anything."""
    told = _telling(found)
    shift = peak(told)
    if shift is None:
        return None
    sums, counts = told.sums, told.counts
    whole = _mean(sums.sum(0), counts.sum(0))
    rows, cols = np.indices(whole.shape) - REACH
    far = whole[np.hypot(rows - shift[0], cols - shift[1]) > _FAR]
    unit = far.std() or 1.0
    drawn = np.random.default_rng(seed).multinomial(len(sums), np.full(len(sums), 1 / len(sums)), _DRAWS)
    draws = drawn.astype(np.float64)
    summed = (multiply(draws, array.reshape(len(array), -1).T).reshape(-1, *whole.shape) for array in (sums, counts))
    peaks = [_peak(mean) for mean in _smooth(_mean(*summed))]
    low, high = np.percentile(peaks, [50 - _WITHIN / 2, 50 + _WITHIN / 2], axis=0)
    surface = (whole - far.mean()) / unit
    return Estimate(
        shift=shift,
        low=(float(low[0]), float(low[1])),
        high=(float(high[0]), float(high[1])),
        height=float(surface.max()),
        second=float((far.max() - far.mean()) / unit),
        surface=surface,
        blocks=len(sums),
    )


def _telling(found: Surfaces) -> Surfaces:
    """Those of the blocks that tell anything."""
    told = np.abs(found.sums).max(axis=(1, 2), initial=0) > 0
    return Surfaces(found.sums[told], found.counts[told])


def _mean(sums: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The mean product, where at least a quarter of the most pairs were found; else nothing is known: the least.

    Of surfaces (..., 2 * REACH + 1, 2 * REACH + 1).
    """
    enough = counts > 0.25 * counts.max((-2, -1), keepdims=True)
    mean = sums / np.maximum(counts, 1)
    least = np.where(enough, mean, 0).min((-2, -1), keepdims=True)
    return np.where(enough, mean, np.minimum(least, 0))


def _smooth(surfaces: np.ndarray) -> np.ndarray:
    """(..., 2 * REACH + 1, 2 * REACH + 1), as :func:`_peak` reads it."""
    smooth: np.ndarray = ndi.gaussian_filter(surfaces, _BLUR, mode="nearest", axes=(-2, -1))
    return smooth


def _peak(surface: np.ndarray) -> tuple[float, float]:
    """The highest place of a smooth surface, from its middle, to a fraction of a pixel by a paraboloid through the nine
    places around it: along each axis alone, a ridge that runs askew would lead astray."""
    row, col = (int(place) for place in np.unravel_index(int(surface.argmax()), surface.shape))
    down = right = 0.0
    if 0 < row < _PLACES - 1 and 0 < col < _PLACES - 1:
        around = surface[slice(row - 1, row + 2), slice(col - 1, col + 2)].ravel()
        _, y, x, yy, xy, xx = _PARABOLOID @ around
        curvature = 4 * yy * xx - xy**2
        if yy < 0 and xx < 0 and curvature > 0:
            down, right = np.clip(((xy * x - 2 * xx * y) / curvature, (xy * y - 2 * yy * x) / curvature), -0.7, 0.7)
    return row + float(down) - REACH, col + float(right) - REACH
