"""Computes parts of a map on this machine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import torch
from torch import Tensor

from ..model.device import device_failed
from ..model.memory import warn_if_memory_is_short
from ..model.runtimes.runtime import Runtime, choose_runtime
from ..rasters.products import Product
from ..reporting import Reporter
from ..stages import MAPPING
from . import pipeline, rows
from .parts import NOT_A_NUMBER, Parts
from .plan import Plan, on_cpu
from .pooling import PIECE
from .tiles import SERIES_CHUNK, Strip, Tiling

_AHEAD = 2  # strips that wait to be written
Item = TypeVar("Item")


@dataclass(frozen=True)
class StoredStrip:
    """A strip as it is stored: its first row, and values (B, h, W) per product.

    ``undecided``: pixels that a sensor saw and for which the network computed no number; they are no data.
    """

    row: int
    values: dict[str, np.ndarray]
    undecided: int


def prepare(plan: Plan, reporter: Reporter) -> Runtime:
    """What computes every part of the map: it depends on the whole map, since runtimes round differently."""
    pixels = plan.grid.height * plan.grid.width
    runtime, sentence = choose_runtime(plan.model, plan.device, plan.given, plan.tiling.read_side, pixels)
    reporter.log(sentence)
    if runtime.problem:
        reporter.warn(runtime.problem)
    series = {position: count for position, count in plan.given.items() if plan.model.sensors[position].dates}
    if series and not runtime.by_rows:  # each worker holds all dates of so much; rows are cut to what the device holds
        planes = sum(count * plan.model.planes(position) for position, count in series.items())
        pixels = max(plan.tiling.read_side**2, PIECE * SERIES_CHUNK)
        needed = 4 * planes * pixels * runtime.workers.count
        warn_if_memory_is_short(needed, sum(series.values()), "Leave out some dates", reporter)
    return runtime


def compute_map(
    plan: Plan,
    parts: Parts,
    numbers: Iterable[int],
    runtime: Runtime,
    reporter: Reporter,
    finished: Callable[[int], object] = lambda number: None,
) -> None:
    """Compute and write parts; if the GPU fails on the way, the CPU goes on from those that are finished.

    ``finished`` is called with the number of each part. Raises MamolError.
    """
    device = plan.device
    try:
        compute_parts(plan, parts, numbers, runtime, reporter, finished)
    except RuntimeError as error:
        if not device_failed(error):
            raise
        reporter.warn(
            f"The {plan.device.label} failed while mapping ({str(error).splitlines()[0]}). The CPU makes the rest of "
            "the map. Restart the computer, or update the GPU's driver, if this happens again."
        )
        plan = on_cpu(plan)
        missing = set(numbers) - parts.finished()
        compute_parts(plan, parts, missing, prepare(plan, reporter), reporter, finished)
    finally:
        device.give_back_memory()


def compute_parts(
    plan: Plan,
    parts: Parts,
    numbers: Iterable[int],
    runtime: Runtime,
    reporter: Reporter,
    finished: Callable[[int], object] = lambda number: None,
) -> None:
    """Compute and write parts; neighbours share the row of tiles between them. Raises MamolError."""
    groups = _runs(numbers)
    runs = [range(parts.tile_rows(group[0]).start, parts.tile_rows(group[-1]).stop) for group in groups]
    reporter.stage(MAPPING, sum(tiles_to_map(plan.tiling, run) for run in runs))
    for run, numbers_of_run in zip(runs, groups, strict=True):
        strips = _in_background(_stored_strips(plan, parts.products, runtime, run, reporter))
        try:
            for number in numbers_of_run:
                with parts.writer(number, runtime.name) as writer:
                    undecided = 0
                    for _ in parts.tile_rows(number):
                        strip = next(strips)
                        writer.write(strip.row, strip.values)
                        undecided += strip.undecided
                    if undecided:
                        writer.tag(NOT_A_NUMBER, undecided)
                    plan.check_unchanged()  # a part, which a later run may take, is all of one state of the layers
                finished(number)
        finally:
            strips.close()


def tiles_to_map(tiling: Tiling, tile_rows: range) -> int:
    """Tiles that are reported while these rows of tiles are mapped: those of the row above the first included."""
    return (tile_rows.stop - max(0, tile_rows.start - 1)) * tiling.cols


def compute_strips(plan: Plan, runtime: Runtime, tile_rows: range, reporter: Reporter) -> Iterator[Strip]:
    """The blended strip of each row of tiles, from north to south; each is valid until the next is asked for."""
    map_rows = rows.map_rows if runtime.by_rows else pipeline.map_tiles
    return map_rows(plan, runtime, tile_rows, reporter)


def _stored_strips(
    plan: Plan, products: Sequence[Product], runtime: Runtime, tile_rows: range, reporter: Reporter
) -> Iterator[StoredStrip]:
    """Strips as they are stored, from north to south."""
    codes = torch.tensor([entry.code for entry in plan.model.classes], dtype=torch.int32, device=runtime.device.torch)
    for strip in compute_strips(plan, runtime, tile_rows, reporter):
        available = strip.seen > 0
        if plan.area is not None:
            inside = pipeline.inside_area(plan.area, plan.grid, strip.row, 0, *strip.seen.shape)
            available &= torch.from_numpy(inside).to(available.device)
        yield encode(strip, products, codes, available)


def encode(strip: Strip, products: Sequence[Product], codes: Tensor, available: Tensor) -> StoredStrip:
    """The strip as it is stored, no data where ``available`` (h, W) is False or a probability is not a number.

    ``codes`` (K,): the code of each class. Shares are stored in per cent; codes and bit masks as they are.
    """
    chosen, share = strip.most_likely()
    decided = available & ~share.isnan()
    undecided = int((available & ~decided).sum())
    values = {
        "output": codes[chosen][None],
        "confidence": share[None],
        "probabilities": strip.probabilities,
        "sensors_used": strip.seen[None],
        "dates_used": strip.dates,
    }
    stored = {}
    for product in products:
        plane = values[product.name]
        if plane is None:  # the types allow a strip without dates
            continue
        if product.percent:
            plane = (plane.clamp(0, 1) * 100).round()
        plane = plane.masked_fill(~decided, product.nodata)
        stored[product.name] = plane.to(getattr(torch, product.dtype)).cpu().numpy()
    return StoredStrip(strip.row, stored, undecided)


def _in_background(items: Iterator[Item]) -> Generator[Item, None, None]:
    """The items, made in a thread of their own a little ahead. What they raise is raised here."""
    with ThreadPoolExecutor(1, "strips", torch.set_num_threads, (1,)) as pool:
        waiting: deque[Future[Item | None]] = deque(pool.submit(next, items, None) for _ in range(_AHEAD))
        try:
            while (item := waiting.popleft().result()) is not None:
                waiting.append(pool.submit(next, items, None))
                yield item
        finally:
            for future in waiting:
                future.cancel()
            pool.submit(items.close)  # type: ignore[attr-defined]


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers in ascending order, consecutive ones together."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
