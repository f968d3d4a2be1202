"""What each stage of a map on a GPU does alone, in megapixels per second."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import torch

from mamol_core.mapping import compute, rows
from mamol_core.mapping.merge import Assembly
from mamol_core.mapping.parts import Parts
from mamol_core.mapping.plan import Plan
from mamol_core.mapping.tiles import CHUNK_COLS, CHUNK_ROWS, Blender
from mamol_core.model.device import Device, count_cores
from mamol_core.model.runtimes.batches import Batches
from mamol_core.model.runtimes.runtime import Runtime
from mamol_core.reporting import Reporter

from .mapping import HOME, seconds


def alone(plan: Plan, runtime: Runtime, device: Device, folder: Path) -> dict[str, Any]:
    """Megapixels per second that each stage does alone."""
    pixels = plan.tiling.height * plan.tiling.width
    figures: dict[str, Any] = {"workers": runtime.workers.count}
    figures["decode_mpx_s"] = pixels / _decode(plan, runtime.workers.count) / 1e6
    figures["decode_all_cores_mpx_s"] = pixels / _decode(plan, count_cores()) / 1e6
    figures["decode_and_copy_mpx_s"] = pixels / _decode_and_copy(plan, runtime) / 1e6
    figures["copy_mpx_s"], figures["copy_gb_s"] = _copy(plan, device)
    figures.update(_compute(plan, runtime, device))
    figures["write_mpx_s"] = pixels / _write(plan, folder) / 1e6
    return figures


def _decode(plan: Plan, threads: int) -> float:
    """Seconds to read every chunk of every layer with so many threads, nothing else."""
    tiling = plan.tiling
    places = [(top, left) for top in range(0, tiling.height, CHUNK_ROWS) for left in range(0, tiling.width, CHUNK_COLS)]
    with ExitStack() as stack:
        readers = plan.open_readers(stack, apart=True)

        def read(place: tuple[int, int]) -> None:
            height = min(CHUNK_ROWS, tiling.height - place[0])
            width = min(CHUNK_COLS, tiling.width - place[1])
            for reader in readers:
                if reader is not None:
                    reader.read(*place, height, width)

        with ThreadPoolExecutor(threads) as pool:
            return seconds(lambda: list(pool.map(read, places)))


def _decode_and_copy(plan: Plan, runtime: Runtime) -> float:
    """Seconds to have every row of tiles on the device."""
    tiling = plan.tiling

    def run() -> None:
        with ExitStack() as stack:
            readers = plan.open_readers(stack, apart=True)
            layers = stack.enter_context(rows._Layers(plan, readers, runtime, 0, range(tiling.rows)))
            for row in range(tiling.rows):
                layers.rows(row)
            finish(runtime.device)

    return seconds(run)


def _copy(plan: Plan, device: Device) -> tuple[float, float]:
    """Mpx/s and GB/s at which pinned memory travels to the device."""
    bands = sum(len(part.bands) for entry in plan.inputs if entry is not None for part in entry.parts)
    pixels = CHUNK_ROWS * CHUNK_COLS
    here = torch.empty(bands * pixels, pin_memory=device.name == "cuda")
    there = torch.empty(bands * pixels, device=device.torch)
    there.copy_(here)
    finish(device)

    def run() -> None:
        for _ in range(20):
            there.copy_(here, non_blocking=True)
        finish(device)

    took = seconds(run) / 20
    return pixels / took / 1e6, here.nbytes / took / 1e9


def _compute(plan: Plan, runtime: Runtime, device: Device) -> dict[str, float]:
    """Rows of tiles that lie on the device already: to stored strips, and through the network alone."""
    tiling, effort, reporter = plan.tiling, plan.effort, Reporter()
    row = min(1, tiling.rows - 1)
    with ExitStack() as stack:
        readers = plan.open_readers(stack, apart=True)
        layers = stack.enter_context(rows._Layers(plan, readers, runtime, row, range(row, row + 1)))
        values, masks = layers.rows(row)
    cols = list(range(tiling.cols))
    blender = Blender(tiling, len(plan.model.classes), 0, device.torch)
    batches = Batches(runtime, effort, reporter)
    codes = torch.arange(1, len(plan.model.classes) + 1, dtype=torch.int32, device=device.torch)
    parts = Parts(Path("unused"), plan.layout)

    def whole(count: int) -> None:
        for number in range(count):
            bits = rows._bits(masks).unfold(-1, tiling.read_side, tiling.side)
            for batch, probabilities in batches.predict(cols, partial(rows._cut_all, values, masks, tiling)):
                for col, part in zip(batch, probabilities, strict=True):
                    blender.add(number, col, part, bits[:, col])
            strip = blender.finish_row(number)
            compute.encode(strip, parts.products, codes, strip.seen > 0)
        finish(device)

    repeats = min(20, tiling.rows) if device.name == "cuda" else 1
    whole(1)
    blender._top = tiling.strip(0).start
    took = seconds(lambda: whole(repeats)) / repeats
    row_pixels = tiling.side * tiling.width
    some = cols[: max(1, batches._size)]
    cut, cut_masks = rows._cut_all(values, masks, tiling, some)

    def forward(count: int) -> None:
        for _ in range(count):
            runtime.predict(cut, cut_masks, effort, reporter)
        finish(device)

    forward(1)
    forward_s = seconds(lambda: forward(repeats)) / repeats
    return {
        "compute_mpx_s": row_pixels / took / 1e6,
        "forward_mpx_s": len(some) * tiling.side**2 / forward_s / 1e6,
        "tiles_at_once": len(some),
    }


def _write(plan: Plan, folder: Path) -> float:
    """Seconds to write the parts of a map and put them together meanwhile, nothing else."""
    with rasterio.open(HOME / "truth.tif") as raster:
        block = raster.read(1)
    tiling = plan.tiling
    wide = np.tile(block, (1, -(-tiling.width // block.shape[1])))[:, : tiling.width]
    parts = Parts(folder / "written.parts", plan.layout)
    parts.folder.mkdir()

    def run() -> None:
        with (
            Assembly([parts] * len(parts), {"output": str(folder / "written.tif")}) as assembly,
            ThreadPoolExecutor(1) as pool,
        ):
            copies = []
            for number in range(len(parts)):
                with parts.writer(number, "none") as writer:
                    for row in parts.tile_rows(number):
                        strip = tiling.strip(row)
                        lines = np.arange(strip.start, strip.stop) % len(block)
                        writer.write(strip.start, {"output": wide[lines][None]})
                copies.append(pool.submit(assembly.copy, number))
            for entry in copies:
                entry.result()
            assembly.commit(False, Reporter())

    return seconds(run)


def finish(device: Device) -> None:
    if device.name == "cuda":
        torch.cuda.synchronize(device.index)
