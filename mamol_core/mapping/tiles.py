"""Tiles that overlap, blended in a ring of row strips: memory grows with the tile and the width, never the height."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

HALO = 16
"""Pixels read beyond each side of a tile's core. The outer half only lends context; the blend takes place around the
core's edge, over HALO pixels. Twice as many cost a quarter more time and changed no map for the better (docs/overlap.md)."""
_REACH = HALO // 2


@dataclass(frozen=True)
class Tiling:
    """Cores of ``side`` pixels that cover a height x width grid from its top-left corner.

    What the last one leaves over is its own as well, where it has a say there anyway.
    """

    height: int
    width: int
    side: int

    @property
    def read_side(self) -> int:
        """Side of the window that is read and computed for one tile."""
        return self.side + 2 * HALO

    @property
    def rows(self) -> int:
        return max(1, -(-(self.height - _REACH) // self.side))

    @property
    def cols(self) -> int:
        return max(1, -(-(self.width - _REACH) // self.side))

    def window(self, tile_row: int, tile_col: int) -> tuple[int, int, int, int]:
        """(row, col, height, width) of the window to read; it may reach beyond the grid."""
        return tile_row * self.side - HALO, tile_col * self.side - HALO, self.read_side, self.read_side

    def reach(self, tile_row: int, tile_col: int) -> tuple[slice, slice]:
        """Rows and columns of the grid in which the tile has a say."""
        top, left = tile_row * self.side - _REACH, tile_col * self.side - _REACH
        return (
            slice(max(0, top), min(self.height, top + self.side + HALO)),
            slice(max(0, left), min(self.width, left + self.side + HALO)),
        )

    def strip(self, tile_row: int) -> slice:
        """Rows of the grid that are final once the tiles of ``tile_row`` and of those above are there."""
        top, last = tile_row * self.side - _REACH, tile_row == self.rows - 1
        return slice(max(0, top), self.height if last else top + self.side)

    def weights(self, number: int, count: int) -> np.ndarray:
        """Weights (side + HALO,) of the ``number``-th of ``count`` tiles along one axis: cosine ramps inside."""
        ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(HALO) + 0.5) / HALO)).astype(np.float32)
        weights = np.ones(self.side + HALO, np.float32)
        if number > 0:
            weights[:HALO] = ramp
        if number < count - 1:
            weights[-HALO:] = ramp[::-1]
        return weights


@dataclass(frozen=True)
class Strip:
    """Finished rows of the map. ``probabilities`` (K, h, W) float32; ``seen`` (h, W) sensors-used bits."""

    row: int
    probabilities: np.ndarray
    seen: np.ndarray

    def most_likely(self) -> tuple[np.ndarray, np.ndarray]:
        """Position (h, W) of the class with the largest probability, the first of equals, and that probability.

        Class by class, since NumPy's argmax would copy all of a wide strip.
        """
        share = self.probabilities[0].copy()
        chosen = np.zeros(share.shape, np.uint16)
        for position, candidate in enumerate(self.probabilities[1:], start=1):
            np.copyto(chosen, position, where=candidate > share)
            np.maximum(share, candidate, out=share)
        return chosen, share


class Blender:
    """Adds up weighted tiles, row of tiles by row of tiles, and hands out strips that no later tile can change.

    A strip needs the tiles of its own row and of the one above.
    """

    def __init__(self, tiling: Tiling, classes: int, first_row: int = 0) -> None:
        """``first_row``: the row of tiles to begin with."""
        self.tiling = tiling
        shape = (tiling.side + HALO, tiling.width)
        self._sum = np.zeros((classes, *shape), np.float32)
        self._seen = np.zeros(shape, np.uint16)
        self._top = first_row * tiling.side - _REACH

    def add(self, tile_row: int, tile_col: int, probabilities: np.ndarray, seen: np.ndarray) -> None:
        """Blend in a tile: probabilities (K, S, S) and sensors-used bits (S, S) of its read window."""
        self._scroll(tile_row)
        tiling = self.tiling
        rows, cols = tiling.reach(tile_row, tile_col)
        top, left, _, _ = tiling.window(tile_row, tile_col)
        source = (_shifted(rows, -top), _shifted(cols, -left))
        target = (_shifted(rows, -self._top), cols)
        down = tiling.weights(tile_row, tiling.rows)[_shifted(rows, -top - _REACH)]
        across = tiling.weights(tile_col, tiling.cols)[_shifted(cols, -left - _REACH)]
        self._sum[(slice(None), *target)] += probabilities[(slice(None), *source)] * (down[:, None] * across)
        self._seen[target] = seen[source]

    def finish_row(self, tile_row: int) -> Strip:
        """The strip that is final once all tiles of ``tile_row`` have been added; valid until the next tile."""
        self._scroll(tile_row)
        rows = self.tiling.strip(tile_row)
        part = _shifted(rows, -self._top)
        return Strip(rows.start, self._sum[:, part], self._seen[part])

    def _scroll(self, tile_row: int) -> None:
        """Bring the ring to a row of tiles; only what reaches into it from the row above stays."""
        top = tile_row * self.tiling.side - _REACH
        if top == self._top:
            return
        for ring in (self._sum, self._seen):
            ring[..., :HALO, :] = ring[..., -HALO:, :]
            ring[..., HALO:, :] = 0
        self._top = top


def _shifted(part: slice, by: int) -> slice:
    return slice(part.start + by, part.stop + by)
