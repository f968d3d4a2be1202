"""From layers to blended strips of class probabilities: tiles are read and computed side by side, a little ahead."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from rasterio.features import geometry_mask
from rasterio.transform import Affine

from ..errors import DeviceError
from ..model.device import Device, Workers
from ..model.runtime import Predictor, Runtime
from ..rasters.reader import Reader
from ..reporting import Reporter
from .plan import Plan
from .tiles import Blender, Strip, Tiling

Computed = tuple[int, int, np.ndarray, np.ndarray]  # row and column of a tile, its probabilities and what was seen

BATCH = {"cpu": 1, "cuda": 8}
Item = TypeVar("Item")
Result = TypeVar("Result")
_FLIPS: tuple[tuple[int, ...], ...] = ((), (-1,), (-2,), (-2, -1))


@dataclass(frozen=True)
class Tile:
    """A tile as read: values (C, S, S) and mask (S, S) per sensor of the model, None where it saw nothing."""

    row: int
    col: int
    layers: list[tuple[np.ndarray, np.ndarray] | None]
    seen: np.ndarray


def map_rows(plan: Plan, runtime: Runtime, tile_rows: range, reporter: Reporter) -> Iterator[Strip]:
    """The strip of each row of tiles, from north to south; each is valid until the next is asked for.

    Reports every tile, those of the row above the first included.
    """
    tiling, device = plan.tiling, plan.device
    first = max(0, tile_rows.start - 1)
    blender = Blender(tiling, len(plan.model.classes), first)
    flips = _FLIPS if plan.effort == "thorough" else _FLIPS[:1]
    groups = _groups(range(first, tile_rows.stop), tiling.cols, BATCH[device.name])
    with ExitStack() as stack:
        readers = plan.open_readers(stack)

        def compute(places: Sequence[tuple[int, int]]) -> list[Computed]:
            reporter.check_cancelled()
            tiles = [tile for row, col in places if (tile := _read_tile(plan, readers, row, col)) is not None]
            if not tiles:
                return []
            probabilities = predict(runtime.predictor, tiles, flips, device, reporter)
            return [(tile.row, tile.col, part, tile.seen) for tile, part in zip(tiles, probabilities, strict=True)]

        for group, computed in zip(groups, _ahead(compute, groups, runtime.workers), strict=True):
            for tile in computed:
                blender.add(*tile)
            reporter.advance(len(group))
            row, col = group[-1]
            if col == tiling.cols - 1 and row in tile_rows:
                yield blender.finish_row(row)


def tiles_to_map(tiling: Tiling, tile_rows: range) -> int:
    """Tiles that :func:`map_rows` reports for these rows."""
    return (tile_rows.stop - max(0, tile_rows.start - 1)) * tiling.cols


def available_pixels(plan: Plan, strip: Strip) -> np.ndarray:
    """Pixels (h, W) of a strip that some sensor saw, within the area of interest where there is one."""
    available = strip.seen > 0
    if plan.area is not None:
        available &= _inside(plan, strip.row, 0, *strip.seen.shape)
    return available


def _groups(tile_rows: range, cols: int, size: int) -> list[list[tuple[int, int]]]:
    """Rows and columns of tiles that are computed at once, at most ``size`` of one row of tiles."""
    return [
        [(row, col) for col in range(first, min(first + size, cols))]
        for row in tile_rows
        for first in range(0, cols, size)
    ]


def _ahead(task: Callable[[Item], Result], items: Iterable[Item], workers: Workers) -> Iterator[Result]:
    """What the task returns for each item, in order, computed by several threads a little ahead."""
    pool = ThreadPoolExecutor(workers.count, "tiles", torch.set_num_threads, (workers.threads,))
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(task, item))
            if len(waiting) > workers.count + 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _read_tile(plan: Plan, readers: Sequence[Reader | None], tile_row: int, tile_col: int) -> Tile | None:
    tiling = plan.tiling
    rows, cols = tiling.reach(tile_row, tile_col)
    size = (rows.stop - rows.start, cols.stop - cols.start)
    if plan.area is not None and not _inside(plan, rows.start, cols.start, *size).any():
        return None
    layers = []
    seen = np.zeros((tiling.read_side, tiling.read_side), np.uint16)
    for position, reader in enumerate(readers):
        layer = None if reader is None else reader.read(*tiling.window(tile_row, tile_col))
        if layer is not None:
            seen |= layer[1].astype(np.uint16) << position
        layers.append(layer if layer is not None and layer[1].any() else None)
    return Tile(tile_row, tile_col, layers, seen) if seen.any() else None


def _inside(plan: Plan, row: int, col: int, height: int, width: int) -> np.ndarray:
    """Pixels (height, width) whose centre lies in the area of interest."""
    transform = plan.grid.transform * Affine.translation(col, row)
    return geometry_mask([plan.area], (height, width), transform, invert=True)


def _see(predictor: Predictor, tiles: Sequence[Tile], device: Device) -> tuple[list[torch.Tensor | None], torch.Tensor]:
    """Features per sensor (None where no tile of the batch has it) and masks (B, S, H, W)."""
    sensors = len(tiles[0].layers)
    masks = torch.zeros(len(tiles), sensors, *tiles[0].seen.shape)
    features: list[torch.Tensor | None] = []
    for position in range(sensors):
        layers = [tile.layers[position] for tile in tiles]
        filled = next((layer for layer in layers if layer is not None), None)
        if filled is None:
            features.append(None)
            continue
        if len(tiles) == 1:
            values = torch.from_numpy(filled[0])[None]
        else:
            empty = np.zeros_like(filled[0])
            values = torch.from_numpy(np.stack([empty if layer is None else layer[0] for layer in layers]))
        for number, layer in enumerate(layers):
            if layer is not None:
                masks[number, position] = torch.from_numpy(layer[1])
        features.append(predictor.see(position, values.to(device.torch), masks[:, [position]].to(device.torch)))
    return features, masks.to(device.torch)


def predict(
    predictor: Predictor, tiles: Sequence[Tile], flips: Sequence[tuple[int, ...]], device: Device, reporter: Reporter
) -> np.ndarray:
    """Class probabilities (B, K, S, S) float32, averaged over mirrored copies where ``flips`` asks for them."""
    half = torch.autocast(device.name, torch.bfloat16, enabled=device.name == "cuda")
    try:
        with torch.inference_mode():
            features, masks = _see(predictor, tiles, device)
            with half:
                total = predictor.probabilities(features, masks)
                for dims in flips[1:]:
                    reporter.check_cancelled()
                    turned = [None if part is None else part.flip(dims) for part in features]
                    total += predictor.probabilities(turned, masks.flip(dims)).flip(dims)
            probabilities: np.ndarray = (total / len(flips) if len(flips) > 1 else total).cpu().numpy()
            return probabilities
    except torch.OutOfMemoryError:
        if len(tiles) == 1:
            raise DeviceError(
                f"The {device.label} ran out of memory.", "Choose a smaller tile, or the device cpu."
            ) from None
    reporter.log(f"The {device.label} ran out of memory with {len(tiles)} tiles at once; trying half of them.")
    middle = len(tiles) // 2
    halves = (tiles[:middle], tiles[middle:])
    return np.concatenate([predict(predictor, part, flips, device, reporter) for part in halves])
