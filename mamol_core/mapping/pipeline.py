"""From layers to blended strips of class probabilities: tiles are read and computed side by side, a little ahead."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import numpy as np
import torch
from rasterio.features import geometry_mask
from rasterio.transform import Affine

from ..model.device import Workers
from ..model.runtimes.runtime import Runtime
from ..rasters.grid import Grid
from ..rasters.series import SensorReader, count_dates
from ..reporting import Reporter
from .plan import Plan
from .pooling import PooledSeries
from .tiles import Blender, Strip

if TYPE_CHECKING:
    from shapely import Geometry

Item = TypeVar("Item")
Result = TypeVar("Result")


@dataclass(frozen=True)
class Tile:
    """A tile as read: values (C, S, S) and mask (S, S) per sensor of the model, None where it saw nothing; of a sensor
    that was pooled its features in place of values.

    ``dates`` (N, S, S): of each series that is counted the number of dates that saw the pixel.
    """

    row: int
    col: int
    layers: list[tuple[np.ndarray, np.ndarray] | None]
    seen: np.ndarray
    dates: np.ndarray


def map_tiles(plan: Plan, runtime: Runtime, tile_rows: range, reporter: Reporter) -> Iterator[Strip]:
    """The strip of each row of tiles, from north to south; each is valid until the next is asked for.

    Reports every tile, those of the row above the first included.
    """
    tiling = plan.tiling
    first = max(0, tile_rows.start - 1)
    blender = Blender(tiling, len(plan.model.classes), first, series=len(plan.counted))
    places = [(row, col) for row in range(first, tile_rows.stop) for col in range(tiling.cols)]
    with ExitStack() as stack:
        readers = plan.open_readers(stack)
        pooled = _pooled_series(plan, runtime, readers, range(first, tile_rows.stop))

        def compute(place: tuple[int, int]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor] | None:
            reporter.check_cancelled()
            tile = _read_tile(plan, readers, pooled, *place)
            if tile is None:
                return None
            probabilities = runtime.predict(*_tensors(tile), plan.effort, reporter, pooled)
            return probabilities[0], torch.from_numpy(tile.seen), torch.from_numpy(tile.dates)

        for (row, col), computed in zip(places, ahead(compute, places, runtime.workers), strict=True):
            if computed is not None:
                blender.add(row, col, *computed)
            reporter.advance()
            if col == tiling.cols - 1 and row in tile_rows:
                yield blender.finish_row(row)


def ahead(task: Callable[[Item], Result], items: Iterable[Item], workers: Workers) -> Iterator[Result]:
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


def _pooled_series(
    plan: Plan, runtime: Runtime, readers: Sequence[SensorReader | None], tile_rows: range
) -> dict[int, PooledSeries]:
    """By position, the series that are pooled once for all tiles: whose channels are few, and no neighbours matter."""
    found = {}
    for position, reader in enumerate(readers):
        series = plan.model.series(position)
        if reader and series and series.mix and series.by_rows:
            planes = plan.model.planes(position)
            found[position] = PooledSeries(reader, runtime.predictor, position, planes, plan.tiling, tile_rows)
    return found


def _read_tile(
    plan: Plan,
    readers: Sequence[SensorReader | None],
    pooled: Mapping[int, PooledSeries],
    tile_row: int,
    tile_col: int,
) -> Tile | None:
    tiling = plan.tiling
    if not is_asked(plan, tile_row, tile_col):
        for series in pooled.values():
            series.leave_out(tile_row, tile_col)
        return None
    layers: list[tuple[np.ndarray, np.ndarray] | None] = []
    seen = np.zeros((tiling.read_side, tiling.read_side), np.int32)
    dates = np.zeros((len(plan.counted), *seen.shape), np.int32)
    for position, reader in enumerate(readers):
        layer = counts = None
        if position in pooled:
            features, mask, counts = pooled[position].read(tile_row, tile_col)
            layer = features, mask
        elif reader is not None:
            layer = reader.read(*tiling.window(tile_row, tile_col))
        if layer is not None and layer[1].any():
            seen |= layer[1].astype(np.int32) << position
            if position in plan.counted:
                counts = count_dates(layer[0], plan.model.planes(position)) if counts is None else counts
                dates[plan.counted.index(position)] = counts
        else:
            layer = None
        layers.append(layer)
    return Tile(tile_row, tile_col, layers, seen, dates) if seen.any() else None


def _tensors(tile: Tile) -> tuple[list[torch.Tensor | None], torch.Tensor]:
    """Values (1, C, S, S) per sensor, None where it saw nothing, and masks (1, sensors, S, S)."""
    masks = torch.zeros(1, len(tile.layers), *tile.seen.shape)
    values: list[torch.Tensor | None] = []
    for position, layer in enumerate(tile.layers):
        values.append(None if layer is None else torch.from_numpy(layer[0])[None])
        if layer is not None:
            masks[0, position] = torch.from_numpy(layer[1])
    return values, masks


def is_asked(plan: Plan, tile_row: int, tile_col: int) -> bool:
    """Whether some pixel to which a tile contributes lies in the area of interest."""
    if plan.area is None:
        return True
    rows, cols = plan.tiling.contribution(tile_row, tile_col)
    size = (rows.stop - rows.start, cols.stop - cols.start)
    return bool(inside_area(plan.area, plan.grid, rows.start, cols.start, *size).any())


def inside_area(area: Geometry | None, grid: Grid, row: int, col: int, height: int, width: int) -> np.ndarray:
    """Pixels (height, width) whose centre lies in the area of interest, all where there is none."""
    if area is None:
        return np.ones((height, width), bool)
    transform = grid.transform * Affine.translation(col, row)
    inside: np.ndarray = geometry_mask([area], (height, width), transform, invert=True)
    return inside
