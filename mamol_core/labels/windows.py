"""How a grid is walked: the windows that a model learns from, and the blocks that labels are read by."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from ..rasters.grid import Grid
from ..rasters.window import GridWindow

SIDE = 128  # of a window, which owns the cell of STEP x STEP pixels in its middle
STEP = 96
MARGIN = (SIDE - STEP) // 2
MOST_WINDOWS = 192
_BLOCK = 16 * STEP

Corner = tuple[int, int]  # row and column of a window's first pixel, which may lie outside the grid


def blocks_under(grid: Grid, row: int, col: int, height: int, width: int) -> Iterator[GridWindow]:
    """The blocks, of at most 16 x 16 cells, that a part of the grid (in pixels, cut at its edges) lies in."""
    for top in range(max(0, row) // _BLOCK * _BLOCK, min(row + height, grid.height), _BLOCK):
        for left in range(max(0, col) // _BLOCK * _BLOCK, min(col + width, grid.width), _BLOCK):
            yield GridWindow(top, left, min(_BLOCK, grid.height - top), min(_BLOCK, grid.width - left))


def count_cells(codes: np.ndarray, block: GridWindow) -> np.ndarray:
    """What the cells of a block hold, (M, 4) int64: row and column of a cell, code above 0, pixels of it.

    ``codes`` (h, w) uint16.
    """
    found = []
    for row in range(0, block.height, STEP):
        for col in range(0, block.width, STEP):
            inside = codes[slice(row, row + STEP), slice(col, col + STEP)]
            if inside.any():
                counts = np.bincount(inside.ravel())
                cell = (block.row + row) // STEP, (block.col + col) // STEP
                found += [(*cell, code, counts[code]) for code in np.flatnonzero(counts[1:]) + 1]
    return np.array(found, dtype=np.int64).reshape(-1, 4)


def choose_windows(cells: np.ndarray, codes: np.ndarray, seed: int, most: int = MOST_WINDOWS) -> list[Corner]:
    """Corners of the windows to learn from: all that own labels or, of very many, ``most``, fair to every class.

    ``cells`` (M, 2): row and column of a cell, and ``codes`` (M,): a class that it holds. The same seed chooses alike.
    """
    unique, inverse = np.unique(cells, axis=0, return_inverse=True)
    inverse = inverse.reshape(-1)
    chosen = np.arange(len(unique))
    if len(unique) > most:
        generator = np.random.default_rng(seed)
        queues = [generator.permutation(np.unique(inverse[codes == code])) for code in np.unique(codes)]
        picked: dict[int, None] = {}
        for turn in range(max(len(entries) for entries in queues)):
            for entries in queues:
                if turn < len(entries) and len(picked) < most:
                    picked[int(entries[turn])] = None
        chosen = np.sort(np.fromiter(picked, int))
    return [(int(row) * STEP - MARGIN, int(col) * STEP - MARGIN) for row, col in unique[chosen]]
