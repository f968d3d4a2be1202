"""Which labelled pixels train and which validate: apart in space, so that the figures do not flatter."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

from ..labels.labels import Labels
from ..labels.windows import SIDE

UNUSED, TRAIN, VALIDATION = 0, 1, 2
GUARD = 4  # pixels between a training and a validation pixel
_MOST, _LEAST = 0.6, 0.05  # share of a class's pixels that may at most, and must at least, validate (or train)
_LARGEST_BLOCK, _SMALLEST_BLOCK, _BLOCKS_ACROSS = 32, 8, 5


def spatial_split(labels: Labels, seed: int, fraction: float = 0.3) -> np.ndarray:
    """Side of each pixel of the labels, (N,) uint8: 0 unused, 1 training, 2 validation.

    The scene is cut into blocks of 32 pixels (fewer on small scenes). A drawn feature, or a region of a class raster no
    larger than a block, goes to one side whole, with the block that holds its middle; larger regions of a class raster
    are cut at the blocks. Blocks are dealt so that about ``fraction`` of each class's pixels validate. Training pixels
    within 4 pixels of a validation pixel are unused. A class that can't be on both sides that way, with 5 % of its
    pixels or more, only trains, and so is not assessed: one with a single polygon, for example. The same seed gives
    the same split.
    """
    labelled, unit, pixels, rng = _units(labels, seed)
    split = np.zeros(len(labels.place), dtype=np.uint8)
    split[labelled] = _deal(pixels, fraction, rng)[unit]
    _keep_apart(split, labels)
    return split


def spatial_folds(labels: Labels, seed: int, count: int) -> list[np.ndarray]:
    """Sides as :func:`spatial_split` gives them, ``count`` times: what is dealt as one validates once and trains in the
    other times; where no other place has a class of it, it trains in all."""
    labelled, unit, pixels, rng = _units(labels, seed)
    fold = _deal_folds(pixels, count, rng)[unit]
    splits = []
    for number in range(count):
        split = np.zeros(len(labels.place), dtype=np.uint8)
        split[labelled] = np.where(fold == number, VALIDATION, TRAIN)
        _keep_apart(split, labels)
        splits.append(split)
    return splits


def _units(labels: Labels, seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.random.Generator]:
    """Labelled pixels (N,), the unit of each (N,), which goes to a side as one, and its pixels of each class (U, K)."""
    rng = np.random.default_rng(seed)
    blocks = _Blocks.across((labels.grid.height, labels.grid.width), rng)
    labelled = np.flatnonzero(labels.index)
    row, column = np.divmod(labels.place[labelled], labels.grid.width)
    home = _homes(labels, blocks)[labels.group[labelled]]
    units, unit = np.unique(np.where(home >= 0, home, blocks.at(row, column)), return_inverse=True)
    classes = len(labels.classes)
    key = unit * classes + labels.index[labelled] - 1
    return labelled, unit, np.bincount(key, minlength=len(units) * classes).reshape(-1, classes), rng


def label_places(labels: Labels, seed: int) -> np.ndarray:
    """Where each labelled pixel comes from, (N,) int32 from 1, 0 where there is no label: what the split of that seed
    deals as one, save that features and regions that share a block are told apart."""
    blocks = _Blocks.across((labels.grid.height, labels.grid.width), np.random.default_rng(seed))
    labelled = np.flatnonzero(labels.index)
    group = labels.group[labelled]
    block = blocks.at(*np.divmod(labels.place[labelled], labels.grid.width))
    cut = _homes(labels, blocks)[group] < 0
    places = np.zeros(len(labels.place), dtype=np.int32)
    pairs = group * np.int64(blocks.number + 1) + np.where(cut, block + 1, 0)
    places[labelled] = np.unique(pairs, return_inverse=True)[1].reshape(-1) + 1
    return places


@dataclass(frozen=True)
class _Blocks:
    """Square blocks of ``size`` pixels over a grid; the first begins ``shift`` pixels (rows, columns) outside it."""

    size: int
    shift: tuple[int, int]
    columns: int
    number: int

    @classmethod
    def across(cls, shape: tuple[int, ...], rng: np.random.Generator) -> _Blocks:
        """Blocks for a grid of (H, W) pixels, five or more across it, at a random place."""
        size = int(np.clip(min(shape) // _BLOCKS_ACROSS, _SMALLEST_BLOCK, _LARGEST_BLOCK))
        down, right = (int(part) for part in rng.integers(0, size, 2))
        rows, columns = (shape[0] + down) // size + 1, (shape[1] + right) // size + 1
        return cls(size, (down, right), columns, rows * columns)

    def at(self, row: np.ndarray, column: np.ndarray) -> np.ndarray:
        """Block of each place, int64."""
        down, right = (np.asarray(row) + self.shift[0]) // self.size, (np.asarray(column) + self.shift[1]) // self.size
        return (down * self.columns + right).astype(np.int64)


def _homes(labels: Labels, blocks: _Blocks) -> np.ndarray:
    """Unit that each group belongs to as a whole, by group id, int64; -1 where its pixels go with their own blocks."""
    size, row, column, extent, kind = _describe_groups(labels)
    middle = blocks.at(row, column)
    whole = labels.drawn | (extent <= blocks.size)
    homes = np.where(whole, middle, -1)
    for number in range(1, len(labels.classes) + 1):
        members = np.flatnonzero((kind == number) & (size > 0))
        if len(members) == 1 and size[members[0]] < blocks.size**2:
            homes[members] = middle[members]  # too small to be cut: it must not validate itself
        elif len(members) > 1 and whole[members].all() and len(np.unique(middle[members])) == 1:
            homes[members] = blocks.number + members  # all in one block: each is dealt by itself
    return homes


def _describe_groups(labels: Labels) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, np.ndarray]:
    """By group id: pixels, middle row, middle column, larger side of the bounding box, class number."""
    labelled = np.flatnonzero(labels.index)
    group = labels.group[labelled]
    size = np.bincount(group)
    kind = np.zeros(len(size), dtype=np.uint16)
    kind[group] = labels.index[labelled]
    middles, extents = [], []
    for place in np.divmod(labels.place[labelled], labels.grid.width):
        low, high = np.full(len(size), max(labels.grid.height, labels.grid.width)), np.full(len(size), -1)
        np.minimum.at(low, group, place)
        np.maximum.at(high, group, place)
        middles.append(np.bincount(group, place) // np.maximum(size, 1))
        extents.append(high - low + 1)
    return size, *middles, np.maximum(*extents), kind


def _deal(pixels: np.ndarray, fraction: float, rng: np.random.Generator) -> np.ndarray:
    """Side of each unit, (U,) uint8, from its pixels of each class (U, K).

    Units with rare classes go first. Each validates where that brings the classes' validation shares, squared
    differences summed, nearer to ``fraction``. At last units change sides for classes that are on one side only.
    """
    there = pixels > 0
    shares, spread = pixels / np.maximum(pixels.sum(axis=0), 1), there.sum(axis=0)
    sides = np.full(len(pixels), TRAIN, dtype=np.uint8)
    rarity = np.where(there, spread, len(pixels) + 1).min(axis=1)
    dealt = np.zeros(pixels.shape[1])
    for unit in np.lexsort((rng.random(len(pixels)), rarity)):
        after = dealt + shares[unit]
        nearer = (shares[unit] * (fraction - dealt - shares[unit] / 2)).sum() > 0
        if nearer and rarity[unit] > 1 and after[there[unit]].max() <= _MOST:
            sides[unit] = VALIDATION
            dealt = after
    for number in np.flatnonzero(spread > 1):
        for wanted in (VALIDATION, TRAIN):
            if not there[sides == wanted, number].any():
                _change_one(sides, there, pixels, int(number), wanted)
    return sides


def _deal_folds(pixels: np.ndarray, count: int, rng: np.random.Generator) -> np.ndarray:
    """Fold of each unit, (U,), from its pixels of each class (U, K); -1 where it alone has a class.

    Units with rare classes go first, each to the fold that has least of its classes.
    """
    there = pixels > 0
    shares, spread = pixels / np.maximum(pixels.sum(axis=0), 1), there.sum(axis=0)
    rarity = np.where(there, spread, len(pixels) + 1).min(axis=1)
    dealt = np.zeros((count, pixels.shape[1]))
    folds = np.full(len(pixels), -1)
    for unit in np.lexsort((rng.random(len(pixels)), rarity)):
        if rarity[unit] > 1:
            folds[unit] = (dealt * there[unit]).sum(axis=1).argmin()
            dealt[folds[unit]] += shares[unit]
    return folds


def _change_one(sides: np.ndarray, there: np.ndarray, pixels: np.ndarray, number: int, wanted: int) -> None:
    """Move the unit with the fewest pixels of a class to the wanted side, sparing other classes their last unit."""
    spared = there[sides != wanted].sum(axis=0) > 1
    movable = (~there | spared).all(axis=1)
    candidates = np.flatnonzero((sides != wanted) & there[:, number] & movable)
    if len(candidates):
        sides[candidates[np.argmin(pixels[candidates, number])]] = wanted


def _keep_apart(split: np.ndarray, labels: Labels) -> None:
    """Leave ``GUARD`` pixels unused between training and validation, in place.

    Where too few pixels of a class are left on a side, it only trains, and validation gives way to it.
    """
    total = _pixels(labels, split > 0)
    validating = _pixels(labels, split == VALIDATION)
    training = _pixels(labels, (split == TRAIN) & ~_near(labels, split == VALIDATION))
    few = (training < np.maximum(1, _LEAST * total)) | ((validating > 0) & (validating < _LEAST * total))
    numbers = np.flatnonzero(few & (total > 0)) + 1
    if len(numbers):
        kept = np.isin(labels.index, numbers)
        split[kept & (split > 0)] = TRAIN
        split[(split == VALIDATION) & _near(labels, kept)] = 0
    split[(split == TRAIN) & _near(labels, split == VALIDATION)] = 0


def _pixels(labels: Labels, where: np.ndarray) -> np.ndarray:
    return np.bincount(labels.index[where], minlength=len(labels.classes) + 1)[1:]


def _near(labels: Labels, chosen: np.ndarray) -> np.ndarray:
    """Which pixels of the labels (N,) lie near the ``chosen`` (N,) ones."""
    found = np.zeros(len(chosen), dtype=bool)
    for row, col in labels.windows:
        pixels, rows, cols = labels.find(row, col, SIDE, SIDE)
        found[pixels] = near(labels, chosen, row, col)[rows, cols]
    return found


def near(labels: Labels, chosen: np.ndarray, row: int, col: int) -> np.ndarray:
    """Pixels of a window, (SIDE, SIDE) bool, within ``GUARD`` rows and columns of the ``chosen`` (N,) of the labels."""
    side = SIDE + 2 * GUARD
    mask = labels.paint(chosen, row - GUARD, col - GUARD, side, side)
    wide = ndimage.maximum_filter(mask.view(np.uint8), size=2 * GUARD + 1, mode="constant")
    return wide[GUARD:-GUARD, GUARD:-GUARD].view(bool)
