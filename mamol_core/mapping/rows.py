"""From layers to blended strips on one device: all cores decode rows of the layers, the device does the rest.

A GPU waits for whoever feeds it. So every block of a layer is decoded once, by as many threads as there are cores to
spare, and travels while the device computes what came before. Values stay there; what comes back is a finished strip.
"""

from __future__ import annotations

import functools
import math
import threading
from bisect import bisect_right
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, nullcontext
from dataclasses import dataclass
from itertools import pairwise

import torch
import torch.nn.functional as F
from torch import Tensor

from ..errors import DeviceError
from ..model.device import Device
from ..model.runtimes.batches import Batches
from ..model.runtimes.runtime import Runtime
from ..rasters.series import SensorReader
from ..reporting import Reporter
from .pipeline import inside_area, is_asked
from .plan import Plan
from .tiles import CHUNK_COLS, CHUNK_ROWS, Blender, Strip, Tiling, edges

_BAND_SHARE = 0.1  # of the device's free memory, for the values of a band of rows, of which there are a few
_LEAST_ROWS, _LEAST_COLS = 32, 256  # of a chunk of many bands
_MOST_VALUES = 32_000_000  # in a chunk


def map_rows(plan: Plan, runtime: Runtime, tile_rows: range, reporter: Reporter) -> Iterator[Strip]:
    """The strip of each row of tiles, from north to south; each is valid until the next is asked for.

    Reports every tile, those of the row above the first included.
    """
    tiling = plan.tiling
    first = max(0, tile_rows.start - 1)
    device = runtime.device.torch
    blender = Blender(tiling, len(plan.model.classes), first, device, len(plan.counted))
    batches = Batches(runtime, plan.effort, reporter)
    with ExitStack() as stack:
        layers = stack.enter_context(_Layers(plan, plan.open_readers(stack, apart=True), runtime, first, tile_rows))
        for tile_row in range(first, tile_rows.stop):
            reporter.check_cancelled()
            values, masks = _in_memory(layers, tile_row, runtime.device)
            seen, dates = _bits(masks), _count_dates(plan, values, masks)
            tiles = [part.unfold(-1, tiling.read_side, tiling.side) for part in (seen[None], masks, dates)]
            with_data = (tiles[0] > 0).any(3).any(1)[0].tolist()
            cols = [col for col, some in enumerate(with_data) if some and is_asked(plan, tile_row, col)]
            cut = functools.partial(_cut_all, values, masks, tiling)
            for batch, probabilities in batches.predict(cols, cut):
                for col, part in zip(batch, probabilities, strict=True):
                    blender.add(tile_row, col, part, tiles[0][0, :, col], tiles[2][:, :, col])
            reporter.advance(tiling.cols)
            if tile_row in tile_rows:
                yield blender.finish_row(tile_row)


def _in_memory(layers: _Layers, tile_row: int, device: Device) -> tuple[list[Tensor | None], Tensor]:
    """A row of tiles. DeviceError where the device's memory does not hold it."""
    try:
        return layers.rows(tile_row)
    except torch.OutOfMemoryError:
        raise DeviceError(
            f"The memory of the {device.label} is too small for a row of tiles as wide as the map.",
            "Map a narrower extent, or choose the device cpu.",
        ) from None


def _bits(masks: Tensor) -> Tensor:
    """Masks (S, h, W) bool to sensors-used bits (h, W) int32."""
    bits = torch.zeros(masks.shape[1:], dtype=torch.int32, device=masks.device)
    for position, mask in enumerate(masks):
        bits |= mask.int() << position
    return bits


def _count_dates(plan: Plan, values: Sequence[Tensor | None], masks: Tensor) -> Tensor:
    """Of each series that is counted the number of dates (N, h, W) int32 that saw a pixel."""
    counts = torch.zeros(len(plan.counted), *masks.shape[1:], dtype=torch.int32, device=masks.device)
    for count, position in zip(counts, plan.counted, strict=True):
        part, planes = values[position], plan.model.planes(position)
        if part is not None:
            torch.sum(part[slice(planes - 1, None, planes)] > 0, 0, dtype=torch.int32, out=count)
    return counts


def _cut_all(
    values: Sequence[Tensor | None], masks: Tensor, tiling: Tiling, cols: Sequence[int]
) -> tuple[list[Tensor | None], Tensor]:
    """Values (B, C, S, S) per sensor and masks (B, sensors, S, S) of the tiles at these columns of tiles of a row."""
    return [None if part is None else _cut(part, cols, tiling) for part in values], _cut(masks, cols, tiling).float()


def _cut(row: Tensor, cols: Sequence[int], tiling: Tiling) -> Tensor:
    return torch.stack([row.narrow(2, col * tiling.side, tiling.read_side) for col in cols])


@dataclass
class _Band:
    """Rows of the grid on the device, from ``top`` on; complete when all ``chunks`` are done.

    ``values``: (C, h, W) per sensor, None where it has no layer; ``masks``: (sensors, h, W) bool.
    """

    top: int
    values: list[Tensor | None]
    masks: Tensor
    chunks: list[Future[None]]

    @property
    def bottom(self) -> int:
        return self.top + self.masks.shape[1]


class _Layers:
    """The layers' values on the device, for one row of tiles after another; a context manager."""

    def __init__(
        self, plan: Plan, readers: Sequence[SensorReader | None], runtime: Runtime, first: int, tile_rows: range
    ) -> None:
        self._plan, self._readers, self._device = plan, readers, runtime.device.torch
        tiling = plan.tiling
        self._width = (tiling.cols - 1) * tiling.side + tiling.read_side
        # Chunks begin where blocks do of the layer that takes longest to decode.
        largest = max((reader for reader in readers if reader and reader.origin), key=_bands, default=None)
        row, col = largest.origin if largest and largest.origin else (0, 0)
        bands = sum(reader.channels for reader in readers if reader)
        rows = CHUNK_ROWS
        while rows > _LEAST_ROWS and 4 * bands * rows * self._width > _BAND_SHARE * runtime.device.free_memory():
            rows //= 2
        self._tops = edges(plan.grid.height, row, rows)
        cols = max(_LEAST_COLS, min(CHUNK_COLS, _MOST_VALUES // (CHUNK_ROWS * bands)))
        self._lefts = edges(plan.grid.width, col, cols)
        self._chunk = rows * cols
        self._next = bisect_right(self._tops, first * tiling.side) - 1
        self._stop = min(plan.grid.height, (tile_rows.stop - 1) * tiling.side + tiling.read_side)
        self._bands: deque[_Band] = deque()
        self._ahead = 1 + math.ceil((runtime.workers.count + 1) / (len(self._lefts) - 1))
        self._pool = ThreadPoolExecutor(runtime.workers.count, "decode", torch.set_num_threads, (1,))
        self._staging = threading.local()
        self._stream = torch.cuda.Stream(self._device) if self._device.type == "cuda" else None

    def __enter__(self) -> _Layers:
        return self

    def __exit__(self, *_: object) -> None:
        self._pool.shutdown(cancel_futures=True)

    def rows(self, tile_row: int) -> tuple[list[Tensor | None], Tensor]:
        """Values (C, S, W) per sensor, None where it has no layer, and masks (sensors, S, W) bool of a row of tiles.

        0 and False beyond the grid. Rows of tiles are asked for from north to south.
        """
        tiling = self._plan.tiling
        top, bottom = tile_row * tiling.side, tile_row * tiling.side + tiling.read_side
        while self._bands and self._bands[0].bottom <= top:
            self._bands.popleft()
        most = self._ahead + math.ceil(tiling.read_side / CHUNK_ROWS)
        while self._tops[self._next] < self._stop and len(self._bands) < most:
            self._bands.append(self._begin(self._tops[self._next], self._tops[self._next + 1]))
            self._next += 1
        used = [band for band in self._bands if band.top < bottom]
        for band in used:
            for chunk in band.chunks:
                chunk.result()
        spans = [slice(max(0, top - band.top), bottom - band.top) for band in used]
        masks = self._joined([band.masks[:, span] for band, span in zip(used, spans, strict=True)])
        values: list[Tensor | None] = []
        for position in range(len(self._readers)):
            parts = [
                part[:, span]
                for band, span in zip(used, spans, strict=True)
                if (part := band.values[position]) is not None
            ]
            values.append(self._joined(parts) if parts else None)
        return values, masks

    def _joined(self, parts: Sequence[Tensor]) -> Tensor:
        """Rows below one another, filled up with zeros to the side of a tile."""
        rows = torch.cat(list(parts), 1)
        return F.pad(rows, (0, 0, 0, self._plan.tiling.read_side - rows.shape[1]))

    def _begin(self, top: int, bottom: int) -> _Band:
        """A band whose chunks are being read."""
        height = bottom - top
        with self._copying():
            masks = torch.zeros(len(self._readers), height, self._width, dtype=torch.bool, device=self._device)
            values = [
                None if reader is None else torch.zeros(reader.channels, height, self._width, device=self._device)
                for reader in self._readers
            ]
        band = _Band(top, values, masks, [])
        if self._stream:
            for part in (masks, *values):
                if part is not None:
                    part.record_stream(torch.cuda.current_stream(self._device))
        for left, right in pairwise(self._lefts):
            band.chunks.append(self._pool.submit(self._load, band, left, right - left))
        return band

    def _copying(self) -> AbstractContextManager[object]:
        return torch.cuda.stream(self._stream) if self._stream else nullcontext()

    def _load(self, band: _Band, left: int, width: int) -> None:
        """Read a chunk of every layer and bring it to the device, where it is when this returns."""
        height = band.masks.shape[1]
        margin = self._plan.tiling.read_side  # tiles see beyond the area of interest
        around = (band.top - margin, left - margin, height + 2 * margin, width + 2 * margin)
        if self._plan.area is not None and not inside_area(self._plan.area, self._plan.grid, *around).any():
            return
        with self._copying():
            for position, (reader, target) in enumerate(zip(self._readers, band.values, strict=True)):
                if reader is None or target is None:
                    continue
                values, mask = self._stage(position, reader.channels, height, width)
                reader.read_into(band.top, left, values.numpy(), mask.numpy())
                if mask.any():
                    target.narrow(2, left, width).copy_(values, non_blocking=True)
                    band.masks[position].narrow(1, left, width).copy_(mask, non_blocking=True)
            if self._stream:
                event = torch.cuda.Event()
                event.record(self._stream)
                event.synchronize()

    def _stage(self, position: int, bands: int, height: int, width: int) -> tuple[Tensor, Tensor]:
        """The thread's own memory to read a sensor's chunk into; pinned where a GPU fetches it."""
        if not hasattr(self._staging, "sensors"):
            self._staging.sensors = {}
        if position not in self._staging.sensors:
            pixels, pinned = self._chunk, self._stream is not None
            self._staging.sensors[position] = (
                torch.empty(bands * pixels, pin_memory=pinned),
                torch.empty(pixels, dtype=torch.bool, pin_memory=pinned),
            )
        values, mask = self._staging.sensors[position]
        return values[: bands * height * width].view(bands, height, width), mask[: height * width].view(height, width)


def _bands(reader: SensorReader) -> int:
    return reader.channels
