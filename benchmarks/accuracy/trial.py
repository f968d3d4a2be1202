"""Accuracy against the forests that analysts use today, for every combination of sensors.

    python -m benchmarks.accuracy SCENE... [--seeds 0 1 2] [--labels 100|all] [--effort standard] [--jobs 2]

SCENE is a folder with a scene.json. The protocol is in protocol.py, the competitors in forests.py. Ours is one model
for all patterns, trained and mapped by what the product runs for its commands train and classify. Finished parts are
kept in build/accuracy and not done again until what they depend on changes. Writes build/accuracy/LABELS-EFFORT.json.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import platform
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from mamol_core.accuracy.calibration import expected_calibration_error
from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.contract import ClassifyRequest, Layer, TrainRequest
from mamol_core.mapping.classify import classify
from mamol_core.reporting import Reporter
from mamol_core.training.train import train

from ..common import ROOT
from ..scenes import HELD_OUT
from .forests import KINDS, Forests, patterns, read_stack
from .protocol import Split, cloud_masks, divide, onto
from .table import table

HOME = ROOT / "build" / "accuracy"
GAPS = "gaps"  # the pattern in which every sensor misses about half of the scene
_HERE = Path(__file__).parent
_FOREST_SOURCES = [_HERE / "forests.py", _HERE / "protocol.py", ROOT / "mamol_core" / "model" / "features.py"]


def main() -> None:
    """Run what is missing, then print the table and write it as JSON."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="+", type=Path)
    parser.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    parser.add_argument("--labels", choices=("100", "all"), default="100")
    parser.add_argument("--effort", choices=("quick", "standard", "thorough"), default="standard")
    parser.add_argument("--jobs", type=int, default=1, help="scenes at a time; the cores are divided among them")
    asked = parser.parse_args()
    cores = len(os.sched_getaffinity(0))
    os.environ["OMP_NUM_THREADS"] = str(max(1, cores // asked.jobs))
    most = None if asked.labels == "all" else int(asked.labels)
    tasks = [(scene.resolve(), seed, most, asked.effort) for seed in asked.seeds for scene in asked.scenes]
    results: dict[tuple[str, int], dict[str, Any]] = {}
    began = time.monotonic()
    with ProcessPoolExecutor(asked.jobs, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        futures = {pool.submit(run, *task): task for task in tasks}
        for number, future in enumerate(as_completed(futures), 1):
            scene, seed, *_ = futures[future]
            results[scene.name, seed] = future.result()
            left = (time.monotonic() - began) / number * (len(tasks) - number)
            print(f"{number}/{len(tasks)} {scene.name} seed {seed}, about {left:.0f} s left", flush=True)
    report = {
        "labels": asked.labels,
        "effort": asked.effort,
        "seeds": asked.seeds,
        "machine": f"{cores} cores, {platform.machine()}, {asked.jobs} scenes at a time",
        "scenes": {
            scene.name: {str(seed): results[scene.name, seed] for seed in asked.seeds} for scene in asked.scenes
        },
    }
    file = HOME / f"{asked.labels}-{asked.effort}.json"
    file.write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(table(report))
    print(f"All figures are in {file}.")


def run(folder: Path, seed: int, most: int | None, effort: str) -> dict[str, Any]:
    """One scene and seed: {"patterns": names, "forests": {method: {pattern: figures}}, "mamol": {...}, "seconds"}."""
    name = f"{folder.name}-{most or 'all'}-{seed}"
    sensors = list(json.loads((folder / "scene.json").read_text(encoding="utf-8"))["layers"])
    with tempfile.TemporaryDirectory() as work:

        def fresh() -> Split:
            return divide(folder, seed, most, Path(work))

        forests = _kept(f"{name}-forests", _FOREST_SOURCES, lambda: score_forests(fresh(), seed, Path(work)))
        engine = [*(ROOT / "mamol_core").rglob("*.py"), _HERE / "protocol.py"]
        ours = _kept(f"{name}-{effort}", engine, lambda: score_product(fresh(), seed, effort, Path(work)))
    return {"sensors": sensors, "forests": forests, **ours}


def score_forests(split: Split, seed: int, work: Path) -> dict[str, Any]:
    """Figures of each method, ``bands`` or ``context``, ``-one`` model or ``-each`` pattern its own, per pattern."""
    stack = read_stack(split)
    cases = {subset: np.isin(np.arange(len(stack.masks)), subset) for subset in patterns(len(stack.masks))}
    available = {_name(subset): stack.masks & there[:, None, None] for subset, there in cases.items()}
    if len(stack.masks) > 1:
        clouds = cloud_masks(split, seed, work)
        masked = Split(split.name, split.layers, split.labels, split.table, split.truth, split.profile)
        available[GAPS] = stack.masks & _on_grid(masked, clouds, stack)
    found: dict[str, dict[str, Any]] = {}
    for kind in KINDS:
        forests = Forests(stack, kind, seed)
        for each in (False, True):
            for pattern, masks in available.items():
                codes = forests.map(masks, each)
                path = work / "forest.tif"
                profile = {"crs": stack.grid.crs, "transform": stack.grid.transform}
                _write_codes(path, codes, profile)
                found.setdefault(f"{kind}-{'each' if each else 'one'}", {})[pattern] = _score(split, onto(path, split))
    return found


def score_product(split: Split, seed: int, effort: str, work: Path) -> dict[str, Any]:
    """Train once, then map every pattern, partial gaps included; figures, calibration, seconds and map speed."""
    model = str(work / "model.mamol.safetensors")
    layers = tuple(Layer(sensor, str(path)) for sensor, path in split.layers.items())
    trained = train(
        TrainRequest(
            layers,
            str(split.labels),
            model,
            classes=str(split.table) if split.table else None,
            ignore=(HELD_OUT,),
            effort=effort,
            seed=seed,
        ),
        Reporter(),
    )
    cases = {_name(subset): tuple(layers[s] for s in subset) for subset in patterns(len(layers))}
    if len(layers) > 1:
        clouds = cloud_masks(split, seed, work)
        cases[GAPS] = tuple(Layer(layer.sensor, layer.path, str(clouds[layer.sensor])) for layer in layers)
    found, seconds, pixels = {}, 0.0, 0
    for pattern, chosen in cases.items():
        output, confidence = work / "map.tif", work / "confidence.tif"
        told = classify(
            ClassifyRequest(chosen, model, str(output), confidence=str(confidence), effort=effort), Reporter()
        )
        seconds, pixels = seconds + told["seconds"], pixels + told["width"] * told["height"]
        codes = onto(output, split)
        right, sure = codes == split.truth, onto(confidence, split) / 100
        there = (split.truth > 0) & (codes > 0)
        found[pattern] = {**_score(split, codes), "ece": expected_calibration_error(sure[there], right[there])}
    return {"mamol": found, "seconds": trained["seconds"], "mpx_per_second": pixels / seconds / 1e6}


def _name(subset: Sequence[int]) -> str:
    return "+".join(str(s) for s in subset)


def _score(split: Split, codes: np.ndarray) -> dict[str, Any]:
    present = np.unique(split.truth[split.truth > 0])
    everything = np.union1d(present, np.unique(codes[codes > 0]))
    numbers = np.zeros(int(everything.max()) + 1, np.int64)
    numbers[everything] = np.arange(1, len(everything) + 1)
    told = figures(confusion(numbers[split.truth], numbers[codes], len(everything)), everything.tolist())
    return {key: told[key] for key in ("oa", "macro_f1", "kappa", "pixels")}


def _on_grid(split: Split, clouds: dict[str, Path], stack: Any) -> np.ndarray:
    """The cloud masks (S, H, W) on the grid of the stack."""
    from mamol_core.rasters.reader import Reader
    from mamol_core.rasters.source import open_source

    masks = []
    for sensor, path in clouds.items():
        with Reader(open_source(Layer(sensor, str(split.layers[sensor]), str(path))), stack.grid, [0]) as reader:
            masks.append(reader.read(0, 0, stack.grid.height, stack.grid.width)[1])
    return np.stack(masks)


def _write_codes(path: Path, codes: np.ndarray, profile: dict[str, Any]) -> None:
    with rasterio.open(
        path, "w", driver="GTiff", count=1, height=codes.shape[0], width=codes.shape[1], dtype="uint16", nodata=0,
        **profile,
    ) as raster:  # fmt: skip
        raster.write(codes, 1)


def _kept(name: str, sources: Iterable[Path], work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The stored result, if the files it depends on are as they were; else a new one."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()
    file = HOME / "parts" / f"{name}.json"
    if file.exists():
        stored: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if stored.pop("digest") == digest:
            return stored["result"]
    result = work()
    file.parent.mkdir(parents=True, exist_ok=True)
    part = file.with_suffix(".part")
    part.write_text(json.dumps({"digest": digest, "result": result}), encoding="utf-8")
    part.replace(file)
    return result
