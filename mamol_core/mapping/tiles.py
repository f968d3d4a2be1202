"""Tiles that overlap, blended in a ring of row strips: memory grows with the tile and the width, never the height."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..rasters.window import GridWindow

HALO = 16
"""Pixels read beyond each side of a tile's core. The outer half only lends context; the blend takes place around the
core's edge, over HALO pixels."""
_CONTEXT = HALO // 2  # pixels at each side of a window that only lend context
CHUNK_ROWS, CHUNK_COLS = 512, 2048
"""Pixels of the grid that a thread decodes at once for a GPU: many whole blocks, so that few are decoded twice."""
SERIES_CHUNK = 512
"""Rows and columns of a series that the CPU reads as a whole: a large block of a GeoTIFF, for the same reason."""


@dataclass(frozen=True)
class Tiling:
    """Tiles that cover a height x width grid, one begun every ``side`` pixels from its top-left corner.

    So attention windows fall alike in every tile, and as they often did in training. What the last tile leaves over is
    its own as well, where it contributes anyway.
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
        return self._count(self.height)

    @property
    def cols(self) -> int:
        return self._count(self.width)

    def _count(self, length: int) -> int:
        return max(1, -(-(length - HALO - _CONTEXT) // self.side))

    def window(self, tile_row: int, tile_col: int) -> GridWindow:
        """The window to read; it may reach beyond the grid."""
        return GridWindow(tile_row * self.side, tile_col * self.side, self.read_side, self.read_side)

    def contribution(self, tile_row: int, tile_col: int) -> tuple[slice, slice]:
        """Rows and columns of the grid that the tile contributes to."""
        return self._contribution(tile_row, self.rows, self.height), self._contribution(tile_col, self.cols, self.width)

    def _contribution(self, number: int, count: int, length: int) -> slice:
        start, stop = number * self.side + _CONTEXT, (number + 1) * self.side + _CONTEXT + HALO
        return slice(start if number > 0 else 0, stop if number < count - 1 else length)

    def strip(self, tile_row: int) -> slice:
        """Rows of the grid that are final once the tiles of ``tile_row`` and of those above are there."""
        rows = self._contribution(tile_row, self.rows, self.height)
        return rows if tile_row == self.rows - 1 else slice(rows.start, rows.stop - HALO)

    def weights(self, tile_row: int, tile_col: int) -> np.ndarray:
        """Weights (h, w) of a tile where it contributes: cosine ramps towards its neighbours."""
        rows, cols = self.contribution(tile_row, tile_col)
        return _ramps(rows, tile_row, self.rows)[:, None] * _ramps(cols, tile_col, self.cols)


def _ramps(part: slice, number: int, count: int) -> np.ndarray:
    """Weights along one axis of the ``number``-th of ``count`` tiles."""
    ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(HALO) + 0.5) / HALO)).astype(np.float32)
    weights = np.ones(part.stop - part.start, np.float32)
    if number > 0:
        weights[:HALO] = ramp
    if number < count - 1:
        weights[-HALO:] = ramp[::-1]
    return weights


@dataclass(frozen=True)
class Strip:
    """Finished rows of the map, on the device that computed them.

    ``probabilities`` (K, h, W) float32; ``seen`` (h, W) int32, the sensors-used bits; ``dates`` (N, h, W) int32: of
    each series that is counted the number of dates.
    """

    row: int
    probabilities: Tensor
    seen: Tensor
    dates: Tensor | None = None

    def most_likely(self) -> tuple[Tensor, Tensor]:
        """Position (h, W) of the class with the largest probability, the first of equals, and that probability.

        Class by class: a reduction over the first axis is several times slower on the CPU.
        """
        share = self.probabilities[0].clone()
        chosen = torch.zeros(share.shape, dtype=torch.int32, device=share.device)
        for position, candidate in enumerate(self.probabilities[1:], start=1):
            chosen.masked_fill_(candidate > share, position)
            torch.maximum(share, candidate, out=share)
        return chosen, share


class Blender:
    """Adds up weighted tiles, row of tiles by row of tiles, and hands out strips that no later tile can change.

    A strip needs the tiles of its own row and of the one above.
    """

    def __init__(
        self, tiling: Tiling, classes: int, first_row: int = 0, device: torch.device | None = None, series: int = 0
    ) -> None:
        """``first_row``: the row of tiles to begin with; ``series``: of how many the dates are counted."""
        self.tiling = tiling
        shape = (tiling.side + HALO + _CONTEXT, tiling.width)
        self._sum = torch.zeros((classes, *shape), device=device)
        self._seen = torch.zeros(shape, dtype=torch.int32, device=device)
        self._dates = torch.zeros((series, *shape), dtype=torch.int32, device=device)
        self._top = tiling.strip(first_row).start
        self._weights: dict[tuple[int, ...], Tensor] = {}

    def add(
        self, tile_row: int, tile_col: int, probabilities: Tensor, seen: Tensor, dates: Tensor | None = None
    ) -> None:
        """Blend in a tile: probabilities (K, S, S), sensors-used bits (S, S) and dates (N, S, S) of its read window."""
        self._scroll(tile_row)
        tiling = self.tiling
        rows, cols = tiling.contribution(tile_row, tile_col)
        top, left, _, _ = tiling.window(tile_row, tile_col)
        source = (_shifted(rows, -top), _shifted(cols, -left))
        target = (_shifted(rows, -self._top), cols)
        part = probabilities[(slice(None), *source)]
        self._sum[(slice(None), *target)].addcmul_(part, self._weigh(tile_row, tile_col))
        self._seen[target] = seen[source]
        if dates is not None:
            self._dates[(slice(None), *target)] = dates[(slice(None), *source)].to(self._dates.dtype)

    def finish_row(self, tile_row: int) -> Strip:
        """The strip that is final once all tiles of ``tile_row`` have been added; valid until the next tile."""
        self._scroll(tile_row)
        rows = self.tiling.strip(tile_row)
        part = _shifted(rows, -self._top)
        return Strip(rows.start, self._sum[:, part], self._seen[part], self._dates[:, part])

    def _weigh(self, tile_row: int, tile_col: int) -> Tensor:
        """The tile's weights on the device. Most tiles have the same, of which a copy stays there."""
        tiling = self.tiling
        edges = (tile_row > 0, tile_row < tiling.rows - 1, tile_col > 0, tile_col < tiling.cols - 1)
        if edges not in self._weights:
            weights = torch.from_numpy(tiling.weights(tile_row, tile_col))
            self._weights[edges] = weights.to(self._sum.device)
        return self._weights[edges]

    def _scroll(self, tile_row: int) -> None:
        """Bring the ring to a row of tiles; only what reaches into it from the row above stays."""
        down = self.tiling.strip(tile_row).start - self._top
        if down == 0:
            return
        kept = slice(down, down + HALO)
        for ring in (self._sum, self._seen, self._dates):
            ring[..., :HALO, :] = ring[..., kept, :]
            ring[..., HALO:, :] = 0
        self._top += down


def _shifted(part: slice, by: int) -> slice:
    return slice(part.start + by, part.stop + by)


def edges(length: int, origin: int, step: int) -> list[int]:
    """0, ``length``, and between them every number that is ``origin`` plus a multiple of ``step``."""
    return [0, *range(origin % step or step, length, step), length]
