"""The dates of a series, read and pooled once for every pixel of a map, however many tiles see it."""

from __future__ import annotations

import threading
from bisect import bisect_left, bisect_right
from concurrent.futures import Future
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import torch

from ..model.runtimes.runtime import Predictor
from ..rasters.series import SensorReader, count_dates
from ..rasters.window import GridWindow
from .tiles import SERIES_CHUNK, Tiling, edges

PIECE = 64
"""Rows of a chunk that a thread reads of all dates at once."""


class PooledTile(NamedTuple):
    """A tile of a series: what the network reads (F, S, S), what any date saw (S, S), and how many did."""

    features: np.ndarray
    mask: np.ndarray
    dates: np.ndarray


@dataclass(frozen=True)
class _Piece:
    """Some rows of a chunk, pooled by whichever thread comes first. ``claimed``: held from then on."""

    window: GridWindow
    claimed: threading.Lock
    done: Future[None]


class _Chunk:
    """A part of the grid that is read as a whole; what is pooled of it, and the pieces in which that is done."""

    def __init__(self, window: GridWindow, channels: int) -> None:
        row, col, height, width = self.window = window
        self.features = np.empty((channels, height, width), np.float32)
        self.mask, self.dates = np.zeros((height, width), bool), np.zeros((height, width), np.int32)
        self.pieces = [
            _Piece(GridWindow(top, col, min(PIECE, row + height - top), width), threading.Lock(), Future())
            for top in range(row, row + height, PIECE)
        ]


class PooledSeries:
    """Tiles of a series for several threads, which share what they pool. Each tile is asked for once, row by row.

    A chunk is kept as long as a tile still needs it: memory grows with the width of the map, never the height.
    """

    def __init__(
        self, reader: SensorReader, predictor: Predictor, position: int, planes: int, tiling: Tiling, tile_rows: range
    ) -> None:
        """``position``: of the sensor; ``planes``: of a date; ``tile_rows``: those that will be asked for."""
        self._reader, self._predictor, self._position, self._planes = reader, predictor, position, planes
        self._tiling, self._tile_rows = tiling, tile_rows
        row, col = reader.origin or (0, 0)
        self._tops, self._lefts = edges(tiling.height, row, SERIES_CHUNK), edges(tiling.width, col, SERIES_CHUNK)
        self._chunks: dict[tuple[int, int], _Chunk] = {}
        self._left: dict[tuple[int, int], int] = {}  # tiles that still need a chunk
        self._lock, self._memory = threading.Lock(), threading.local()
        nothing = torch.zeros(1, reader.channels, 1, 1), torch.zeros(1, 1, 1, 1)
        self._blank = predictor.extract_features(position, *nothing)[0].numpy().copy()

    def read(self, tile_row: int, tile_col: int) -> PooledTile:
        """LayerError where a file can't be read."""
        window, size = self._tiling.window(tile_row, tile_col), (self._tiling.read_side,) * 2
        chunks = [self._chunk(key) for key in self._keys(tile_row, tile_col)]
        for chunk in chunks:
            for piece in chunk.pieces:
                if piece.claimed.acquire(blocking=False):
                    self._pool(chunk, piece)
        features = np.empty((len(self._blank), *size), np.float32)
        features[:] = self._blank
        mask, dates = np.zeros(size, bool), np.zeros(size, np.int32)
        for chunk in chunks:
            for piece in chunk.pieces:
                if _common(piece.window, window):
                    piece.done.result()
            common = _common(chunk.window, window)
            if common:
                there, here = _slices(common, chunk.window), _slices(common, window)
                features[:, here[0], here[1]] = chunk.features[:, there[0], there[1]]
                mask[here], dates[here] = chunk.mask[there], chunk.dates[there]
        self.leave_out(tile_row, tile_col)
        return PooledTile(features, mask, dates)

    def leave_out(self, tile_row: int, tile_col: int) -> None:
        """Instead of reading a tile: forget the chunks that only this one still needed."""
        with self._lock:
            for key in self._keys(tile_row, tile_col):
                self._left[key] = self._left.get(key, self._count(key)) - 1
                if not self._left[key]:
                    self._chunks.pop(key, None)

    def _chunk(self, key: tuple[int, int]) -> _Chunk:
        with self._lock:
            if key not in self._chunks:
                self._chunks[key] = _Chunk(self._window(key), len(self._blank))
            return self._chunks[key]

    def _window(self, key: tuple[int, int]) -> GridWindow:
        """Of a chunk, without rows that no tile sees."""
        (row, col), tiling = key, self._tiling
        first, last = self._tile_rows.start, self._tile_rows.stop - 1
        top = max(self._tops[row], first * tiling.side)
        bottom = min(self._tops[row + 1], last * tiling.side + tiling.read_side)
        return GridWindow(top, self._lefts[col], bottom - top, self._lefts[col + 1] - self._lefts[col])

    def _keys(self, tile_row: int, tile_col: int) -> list[tuple[int, int]]:
        """The chunks that a tile sees something of."""
        top, left, height, width = self._tiling.window(tile_row, tile_col)
        rows = range(bisect_right(self._tops, top) - 1, bisect_left(self._tops, top + height))
        cols = range(bisect_right(self._lefts, left) - 1, bisect_left(self._lefts, left + width))
        return [(row, col) for row in rows if row < len(self._tops) - 1 for col in cols if col < len(self._lefts) - 1]

    def _count(self, key: tuple[int, int]) -> int:
        """Tiles that see something of a chunk."""
        side, reach = self._tiling.side, self._tiling.read_side
        counts = []
        for edge, number, tiles in zip(
            (self._tops, self._lefts), key, (self._tile_rows, range(self._tiling.cols)), strict=True
        ):
            counts.append(sum(tile * side < edge[number + 1] and tile * side + reach > edge[number] for tile in tiles))
        return counts[0] * counts[1]

    def _pool(self, chunk: _Chunk, piece: _Piece) -> None:
        row, col, height, width = piece.window
        try:
            values, seen = self._room(height, width)
            self._reader.read_into(row, col, values, seen)
            place = _slices(piece.window, chunk.window)
            if seen.any():
                given = torch.from_numpy(values)[None], torch.from_numpy(seen)[None, None].float()
                with torch.inference_mode():
                    pooled = self._predictor.extract_features(self._position, *given)[0]
                chunk.features[:, place[0], place[1]] = pooled.numpy()
                chunk.dates[place] = count_dates(values, self._planes)
            else:
                chunk.features[:, place[0], place[1]] = self._blank
            chunk.mask[place] = seen
            piece.done.set_result(None)
        except BaseException as error:
            piece.done.set_exception(error)
            raise

    def _room(self, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
        """The thread's own memory to read a piece into: new memory would take as long as reading."""
        if not hasattr(self._memory, "values"):
            self._memory.values = np.empty(self._reader.channels * PIECE * SERIES_CHUNK, np.float32)
        count = self._reader.channels
        values = self._memory.values[: count * height * width].reshape(count, height, width)
        return values, np.empty((height, width), bool)


def _common(one: GridWindow, other: GridWindow) -> GridWindow | None:
    """What two windows have in common."""
    top, left = max(one.row, other.row), max(one.col, other.col)
    bottom = min(one.row + one.height, other.row + other.height)
    right = min(one.col + one.width, other.col + other.width)
    return GridWindow(top, left, bottom - top, right - left) if top < bottom and left < right else None


def _slices(window: GridWindow, whole: GridWindow) -> tuple[slice, slice]:
    """Rows and columns of a window in the array of one around it."""
    top, left = window.row - whole.row, window.col - whole.col
    return slice(top, top + window.height), slice(left, left + window.width)
