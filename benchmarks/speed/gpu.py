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
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np
import rasterio
import torch

from mamol_core.contract import ClassifyRequest, Layer, TrainRequest
from mamol_core.mapping import classify as classify_module
from mamol_core.mapping import compute
from mamol_core.mapping.classify import classify
from mamol_core.mapping.plan import make_plan
from mamol_core.model.device import Device, choose_device, count_cores
from mamol_core.model.runtimes import batches as batches_module
from mamol_core.model.runtimes import runtime as runtime_module
from mamol_core.model.runtimes.runtime import Runtime
from mamol_core.reporting import Reporter

from ..common import DOCS, RESULTS, ROOT, parser, stamp, write_results
from .gpu_page import page
from .gpu_profile import profile
from .gpu_stages import alone
from .mapping import HOME, Stages, seconds
from .stack import BLOCK, GRIDS, make_block, scene, trained

REPEATS = 3
FEW_CORES = 2
TILE = 256


def main() -> None:
    """Run the sections one after the other; each is kept as it comes, and one that fails fails the program."""
    arguments = parser(__doc__)
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
        **stamp(), "device": device.sentence, "gpu": _card(device), "torch": torch.__version__,
        "python": platform.python_version(), "size": asked.size, "small": asked.small,
        "sections": {}, "failed": {},
    }  # fmt: skip
    results, docs = (asked.output, asked.output) if asked.output else (RESULTS, DOCS)
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
        write_results("gpu", report, results)
    (docs / "gpu.md").write_text(page(report), encoding="utf-8")
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
    if device.name == "cuda":
        torch.cuda.reset_peak_memory_stats(device.index)
    stages = Stages()
    took = seconds(lambda: classify(request, Reporter(stages)))
    peak = torch.cuda.max_memory_allocated(device.index) / 2**30 if device.name == "cuda" else None
    return {"mpx_s": size**2 / took / 1e6, "seconds": took, "stages": stages.seconds(), "peak_gib": peak}


def stages(asked: argparse.Namespace, device: Device) -> dict[str, Any]:
    """Megapixels per second that each stage does alone."""
    with tempfile.TemporaryDirectory(dir=HOME) as folder, rasterio.Env(), _without_openvino():
        plan = make_plan(_request(asked.size, folder, "map", _name(device)), Reporter())
        runtime = _by_rows(compute.prepare(plan, Reporter()))
        return alone(plan, runtime, device, Path(folder))


def where(asked: argparse.Namespace, device: Device) -> dict[str, Any]:
    """Where the time of a map goes."""
    return profile(lambda folder: _request(asked.size, folder, "map", _name(device)))


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

    layers = tuple(Layer(name, str(HOME / f"{name}.tif")) for name in GRIDS)
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        request = TrainRequest(
            layers, str(HOME / "labels.tif"), f"{folder}/m.mamol.safetensors", classes=str(HOME / "classes.csv"),
            effort=effort, device=device,
        )  # fmt: skip
        stages = Stages()
        result = train(request, Reporter(stages))
        took = stages.seconds()
    oa = result["card"]["accuracy"][0].get("oa")
    return {"seconds": sum(took.values()), "oa": oa, "stages": took, "cores": count_cores()}


SECTIONS: dict[str, Callable[[argparse.Namespace, Device], dict[str, Any]]] = {
    "equality": equality, "stages": stages, "maps": maps, "where": where, "trouble": trouble,
    "training": training,
}  # fmt: skip

if __name__ == "__main__":
    os.environ.setdefault("PYTHONUNBUFFERED", "1")
    main()
