"""What a GPU does for maps and trainings, and whether it does it right. Needs no network and no QGIS.

    python -m benchmarks.speed.gpu [--size 10980] [--small 2040] [--device auto] [--only SECTION ...] [--output docs]

On a generated Sentinel-2 + Sentinel-1 + elevation stack (stack.py). It checks that the map equals the CPU's,
that running out of memory and losing the card are survived, and that memory is handed back; and it measures maps from
the request to the finished file, each stage of them alone, and trainings beside two cores. Runs on a CPU as well: then
give small sizes. Writes gpu.json and gpu.md into the folder of --output, section by section.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import rasterio
import torch

from mamol_core.contract import ClassifyRequest, Layer, TrainRequest
from mamol_core.mapping import classify as classify_module
from mamol_core.mapping import compute, rows
from mamol_core.mapping.classify import classify
from mamol_core.mapping.merge import Assembly
from mamol_core.mapping.parts import Parts
from mamol_core.mapping.plan import Plan, make_plan
from mamol_core.mapping.tiles import CHUNK_COLS, CHUNK_ROWS, Blender
from mamol_core.model.device import Device, choose_device, count_cores
from mamol_core.model.runtimes import batches as batches_module
from mamol_core.model.runtimes import runtime as runtime_module
from mamol_core.model.runtimes.runtime import Runtime
from mamol_core.reporting import Reporter

from ..common import DOCS, RESULTS, ROOT, commit
from .gpu_page import page
from .stack import BLOCK, GRIDS, make_block, scene, trained

HOME = ROOT / "build" / "throughput"
REPEATS = 3
FEW_CORES = 2
TILE = 256


def main() -> None:
    """Run the sections one after the other; each is kept as it comes, and one that fails fails the program."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", type=int, default=10_980, help="side of the measured map, in pixels of 10 m")
    arguments.add_argument("--small", type=int, default=BLOCK, help="side of the maps that are compared")
    arguments.add_argument("--device", default="auto")
    arguments.add_argument("--only", nargs="*", choices=SECTIONS, default=list(SECTIONS))
    arguments.add_argument("--output", type=Path, help="folder for gpu.json and gpu.md; else where they are kept")
    arguments.add_argument("--train", nargs=2, metavar=("EFFORT", "DEVICE"), help="only train, and print the seconds")
    asked = arguments.parse_args()
    if asked.train:
        print(json.dumps(_train(*asked.train)))
        return
    device = choose_device(asked.device)
    report: dict[str, Any] = {
        "device": device.sentence, "gpu": _card(device), "cores": count_cores(), "torch": torch.__version__,
        "python": platform.python_version(), "commit": commit(), "size": asked.size, "small": asked.small,
        "sections": {}, "failed": {},
    }  # fmt: skip
    results, docs = (asked.output, asked.output) if asked.output else (RESULTS, DOCS)
    results.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    make_block(HOME)
    trained(HOME)
    report["preparing_s"] = time.perf_counter() - began
    for name in asked.only:
        began = time.perf_counter()
        try:
            report["sections"][name] = SECTIONS[name](asked, device)
        except Exception as error:
            traceback.print_exc()
            report["failed"][name] = f"{type(error).__name__}: {error}"
        print(f"{name}, {time.perf_counter() - began:.1f} s:", json.dumps(report["sections"].get(name)), flush=True)
        (results / "gpu.json").write_text(json.dumps(report, indent=1) + "\n")
    (docs / "gpu.md").write_text(page(report))
    if report["failed"]:
        sys.exit(f"Failed: {report['failed']}")


def _card(device: Device) -> dict[str, Any] | None:
    if device.name != "cuda":
        return None
    properties = torch.cuda.get_device_properties(device.index)
    return {"name": device.label, "memory_gib": properties.total_memory / 2**30, "cuda": torch.version.cuda}


def _request(size: int, folder: str, name: str, device: str, products: tuple[str, ...] = ()) -> ClassifyRequest:
    layers = tuple(Layer(sensor, str(path)) for sensor, path in scene(HOME, size, size).items())
    extra: dict[str, Any] = {product: f"{folder}/{name}-{product}.tif" for product in products}
    return ClassifyRequest(layers, str(trained(HOME)), f"{folder}/{name}.tif", device=device, **extra)


@contextmanager
def _runtime(change: Callable[[Runtime], Runtime]) -> Iterator[None]:
    """Maps made in this context are computed by a changed runtime."""
    chosen = vars(classify_module)["prepare"]
    with mock.patch.object(classify_module, "prepare", lambda plan, reporter: change(chosen(plan, reporter))):
        yield


def _name(device: Device) -> str:
    return f"cuda:{device.index}" if device.name == "cuda" else "cpu"


def _by_rows(runtime: Runtime) -> Runtime:
    return replace(runtime, by_rows=True, batch=max(runtime.batch, 4))


# --- checks


def equality(asked: argparse.Namespace, device: Device) -> dict[str, Any]:
    """Share of pixels whose class differs from that of PyTorch on the CPU, tile by tile."""
    tf32, precision = torch.backends.cudnn.allow_tf32, runtime_module.GPU_PRECISION
    with tempfile.TemporaryDirectory(dir=HOME) as folder, _without_openvino():
        classify(_request(asked.small, folder, "cpu", "cpu"), Reporter())
        with _runtime(_by_rows):
            classify(_request(asked.small, folder, "half", _name(device)), Reporter())
            torch.backends.cudnn.allow_tf32, runtime_module.GPU_PRECISION = False, torch.float32
            try:
                classify(_request(asked.small, folder, "single", _name(device)), Reporter())
            finally:
                torch.backends.cudnn.allow_tf32, runtime_module.GPU_PRECISION = tf32, precision
        maps = {name: _read(f"{folder}/{name}.tif") for name in ("cpu", "half", "single")}
    equal = {name: float((maps[name] == maps["cpu"]).mean()) for name in ("half", "single")}
    if equal["half"] < 0.995 or equal["single"] < 0.9999:
        raise RuntimeError(f"The maps are not alike: {equal}")
    return {"pixels": maps["cpu"].size, "equal_bfloat16": equal["half"], "equal_float32": equal["single"]}


def trouble(asked: argparse.Namespace, device: Device) -> dict[str, Any]:
    """A device that fails in mid-run, and too little memory: the map must be there all the same, and it is said."""
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(dir=HOME) as folder, _without_openvino(), _runtime(_by_rows):
        if device.name == "cuda":
            torch.cuda.reset_peak_memory_stats(device.index)
        classify(_request(asked.small, folder, "whole", _name(device)), Reporter())
        whole = _read(f"{folder}/whole.tif")
        peak = device.peak()
        calls = (asked.small // TILE + 1) // 2  # rows of tiles: the device fails half way
        with _runtime(_Failure(calls)):
            said = _said(_request(asked.small, folder, "failed", _name(device)))
        figures["said of a failure"] = [line for line in said if "failed while mapping" in line]
        figures["equal after a failure"] = float((_read(f"{folder}/failed.tif") == whole).mean())
        if device.name == "cuda":
            figures["peak_gib"] = peak / 2**30
            device.give_back_memory()
            figures["reserved_mib_after"] = torch.cuda.memory_reserved(device.index) / 2**20
            with _short_of_memory(device, 0.7 * peak):
                said = _said(_request(asked.small, folder, "little", _name(device)))
            figures["said of little memory"] = [line for line in said if "memory" in line and "Device" not in line]
            figures["equal with little memory"] = float((_read(f"{folder}/little.tif") == whole).mean())
            if not figures["said of little memory"]:
                raise RuntimeError("The cap on memory was not felt.")
    if not figures["said of a failure"] or figures["equal after a failure"] < 0.995:
        raise RuntimeError(f"The failure was not survived: {figures}")
    return figures


class _Failure:
    """Lets the device of the first runtime fail at the given call, once, as a card does that fell off the bus."""

    def __init__(self, call: int) -> None:
        self._call, self._used = call, False

    def __call__(self, runtime: Runtime) -> Runtime:
        """The runtime, whose device will fail."""
        if self._used:
            return runtime
        self._used = True
        ask, count = runtime.predictor.probabilities, iter(range(self._call))

        def probabilities(*inputs: Any) -> torch.Tensor:
            if runtime.by_rows and next(count, None) is None:
                raise torch.AcceleratorError("CUDA error: unspecified launch failure")
            return ask(*inputs)

        runtime.predictor.probabilities = probabilities  # type: ignore[method-assign, assignment]
        return runtime


@contextmanager
def _short_of_memory(device: Device, limit: float) -> Iterator[None]:
    """This process may only take so many bytes, and believes that there is room for every tile."""
    total = torch.cuda.get_device_properties(device.index).total_memory
    torch.cuda.set_per_process_memory_fraction(limit / total, device.index)
    share, batches_module._MEMORY_SHARE = batches_module._MEMORY_SHARE, 1e9
    try:
        yield
    finally:
        batches_module._MEMORY_SHARE = share
        torch.cuda.set_per_process_memory_fraction(1.0, device.index)


def _said(request: ClassifyRequest) -> list[str]:
    said: list[str] = []
    classify(request, Reporter(lambda event: said.append(event.get("message", ""))))
    return [line for line in said if line]


def _read(path: str) -> np.ndarray:
    with rasterio.open(path) as raster:
        values: np.ndarray = raster.read(1)
        return values


@contextmanager
def _without_openvino() -> Iterator[None]:
    pixels = runtime_module.WORTH_COMPILING
    runtime_module.WORTH_COMPILING = sys.maxsize
    try:
        yield
    finally:
        runtime_module.WORTH_COMPILING = pixels


# --- figures


def maps(asked: argparse.Namespace, device: Device) -> dict[str, Any]:
    """Seconds from the request to the finished file, in a process that has imported everything, by stage."""
    figures: dict[str, Any] = {}
    for name, products in (("land cover", ()), ("with probabilities", ("confidence", "probabilities", "sensors_used"))):
        runs = []
        for _ in range(REPEATS if device.name == "cuda" and not products else 1):
            with tempfile.TemporaryDirectory(dir=HOME) as folder:
                runs.append(_map(_request(asked.size, folder, "map", _name(device), products), asked.size, device))
        figures[name] = {"runs": runs, "mpx_s": sorted(run["mpx_s"] for run in runs)[len(runs) // 2]}
    return figures


def _map(request: ClassifyRequest, size: int, device: Device) -> dict[str, Any]:
    marks: list[tuple[str, float]] = []

    def hear(event: dict[str, Any]) -> None:
        if event["event"] == "progress" and (not marks or marks[-1][0] != event["stage"]):
            marks.append((event["stage"], time.perf_counter()))

    if device.name == "cuda":
        torch.cuda.reset_peak_memory_stats(device.index)
    began = time.perf_counter()
    classify(request, Reporter(hear))
    ended = time.perf_counter()
    ends = [at for _, at in marks[1:]] + [ended]
    stages = {"before": marks[0][1] - began}
    for (stage, at), end in zip(marks, ends, strict=True):
        stages[stage] = stages.get(stage, 0) + end - at
    peak = torch.cuda.max_memory_allocated(device.index) / 2**30 if device.name == "cuda" else None
    return {"mpx_s": size**2 / (ended - began) / 1e6, "seconds": ended - began, "stages": stages, "peak_gib": peak}


def stages(asked: argparse.Namespace, device: Device) -> dict[str, Any]:
    """Megapixels per second that each stage does alone."""
    with tempfile.TemporaryDirectory(dir=HOME) as folder, rasterio.Env(), _without_openvino():
        plan = make_plan(_request(asked.size, folder, "map", _name(device)), Reporter())
        runtime = _by_rows(compute.prepare(plan, Reporter()))
        pixels = asked.size**2
        figures: dict[str, Any] = {"workers": runtime.workers.count}
        figures["decode_mpx_s"] = pixels / _decode(plan, runtime.workers.count) / 1e6
        figures["decode_all_cores_mpx_s"] = pixels / _decode(plan, count_cores()) / 1e6
        figures["decode_and_copy_mpx_s"] = pixels / _decode_and_copy(plan, runtime) / 1e6
        figures["copy_mpx_s"], figures["copy_gb_s"] = _copy(plan, device)
        figures.update(_compute(plan, runtime, device))
        figures["write_mpx_s"] = pixels / _write(plan, Path(folder)) / 1e6
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
            return _seconds(lambda: list(pool.map(read, places)))


def _decode_and_copy(plan: Plan, runtime: Runtime) -> float:
    """Seconds to have every row of tiles on the device."""
    tiling = plan.tiling

    def run() -> None:
        with ExitStack() as stack:
            readers = plan.open_readers(stack, apart=True)
            layers = stack.enter_context(rows._Layers(plan, readers, runtime, 0, range(tiling.rows)))
            for row in range(tiling.rows):
                layers.rows(row)
            _finish(runtime.device)

    return _seconds(run)


def _copy(plan: Plan, device: Device) -> tuple[float, float]:
    """Mpx/s and GB/s at which pinned memory travels to the device."""
    bands = sum(len(entry.bands) for entry in plan.inputs if entry is not None)
    pixels = CHUNK_ROWS * CHUNK_COLS
    here = torch.empty(bands * pixels, pin_memory=device.name == "cuda")
    there = torch.empty(bands * pixels, device=device.torch)
    there.copy_(here)
    _finish(device)

    def run() -> None:
        for _ in range(20):
            there.copy_(here, non_blocking=True)
        _finish(device)

    seconds = _seconds(run) / 20
    return pixels / seconds / 1e6, here.nbytes / seconds / 1e9


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
    batches = batches_module.Batches(runtime, effort, reporter)
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
        _finish(device)

    repeats = min(20, tiling.rows) if device.name == "cuda" else 1
    whole(1)
    blender._top = tiling.strip(0).start
    seconds = _seconds(lambda: whole(repeats)) / repeats
    row_pixels = tiling.side * tiling.width
    some = cols[: max(1, batches._size)]
    cut, cut_masks = rows._cut_all(values, masks, tiling, some)

    def forward(count: int) -> None:
        for _ in range(count):
            runtime.predict(cut, cut_masks, effort, reporter)
        _finish(device)

    forward(1)
    alone = _seconds(lambda: forward(repeats)) / repeats
    return {
        "compute_mpx_s": row_pixels / seconds / 1e6,
        "forward_mpx_s": len(some) * tiling.side**2 / alone / 1e6,
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

    return _seconds(run)


def training(_asked: argparse.Namespace, device: Device) -> dict[str, Any]:
    """Seconds of a training in a process of its own, on the device and on two cores."""
    figures = {}
    for effort in ("quick", "standard"):
        for where, cores in ((_name(device), 0), ("cpu", FEW_CORES)):
            if device.name == "cpu" and not cores:
                continue
            done = subprocess.run(
                [*(["taskset", "-c", f"0-{cores - 1}"] if cores else []), sys.executable, "-W", "ignore", "-m",
                 "benchmarks.speed.gpu", "--train", effort, where],
                cwd=ROOT, capture_output=True, text=True,
            )  # fmt: skip
            if done.returncode:
                raise RuntimeError(done.stderr[-2000:])
            figures[f"{effort}, {'GPU' if not cores else f'{cores} cores'}"] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _train(effort: str, device: str) -> dict[str, Any]:
    """Train in this process and print seconds by stage."""
    from mamol_core.training.train import train

    marks: list[tuple[str, float]] = []

    def hear(event: dict[str, Any]) -> None:
        if event["event"] == "progress" and (not marks or marks[-1][0] != event["stage"]):
            marks.append((event["stage"], time.perf_counter()))

    layers = tuple(Layer(name, str(HOME / f"{name}.tif")) for name in GRIDS)
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        request = TrainRequest(
            layers, str(HOME / "labels.tif"), f"{folder}/m.mamol.safetensors", classes=str(HOME / "classes.csv"),
            effort=effort, device=device,
        )  # fmt: skip
        began = time.perf_counter()
        result = train(request, Reporter(hear))
        ended = time.perf_counter()
    ends = [at for _, at in marks[1:]] + [ended]
    by_stage: dict[str, float] = {}
    for (stage, at), end in zip(marks, ends, strict=True):
        by_stage[stage] = by_stage.get(stage, 0) + end - at
    return {
        "seconds": ended - began,
        "oa": result["card"]["accuracy"][0].get("oa"),
        "stages": by_stage,
        "cores": count_cores(),
    }


def _finish(device: Device) -> None:
    if device.name == "cuda":
        torch.cuda.synchronize(device.index)


def _seconds(task: Callable[[], Any]) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


SECTIONS: dict[str, Callable[[argparse.Namespace, Device], dict[str, Any]]] = {
    "equality": equality, "stages": stages, "maps": maps, "trouble": trouble, "training": training,
}  # fmt: skip

if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
