"""Accuracy against the classifiers that analysts use today, for every combination of sensors.

    python -m benchmarks.accuracy SCENE... [--seeds 0 1 2] [--labels 100|all] [--effort standard] [--jobs 2]

SCENE is a folder with a scene.json. How labels are divided is in scenes.py, the competitors in rivals.py. Ours is one
model for all patterns, trained and mapped by what the product runs for its commands train and classify. Finished parts
are kept in build/accuracy and not done again until what they depend on changes. Writes
build/accuracy/LABELS-EFFORT.json.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path
from typing import Any

import numpy as np

from mamol_core.accuracy.calibration import expected_calibration_error
from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.contract import EFFORTS, ClassifyRequest, Layer, TrainRequest
from mamol_core.mapping.classify import classify
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.reporting import Reporter
from mamol_core.training.train import train

from ..common import ROOT, kept, parser, stamp, write_results
from ..scenes import Split, cloud_masks, divide, numbered, onto, training, write_raster
from .rivals import RIVALS, Fitted
from .stack import Stack, patterns, read_stack

HOME = ROOT / "build" / "accuracy"
PARTS = HOME / "parts"
GAPS = "gaps"  # the pattern in which every sensor misses about half of the scene
_SPLIT = ROOT / "benchmarks" / "scenes.py"
_HERE = ROOT / "benchmarks" / "accuracy"
_FEATURES = [ROOT / "mamol_core" / name for name in ("model/features.py", "training/teacher.py")]
USED_BY_RIVALS = [_SPLIT, _HERE / "rivals.py", _HERE / "stack.py", *_FEATURES]
PRODUCT = [_SPLIT, *(ROOT / "mamol_core").rglob("*.py")]


def main() -> None:
    """Run what is missing, then print the tables and write everything as JSON."""
    from .page import sections  # draws: the workers do without

    asking = parser(__doc__)
    asking.add_argument("scenes", nargs="+", type=Path)
    asking.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    asking.add_argument("--labels", choices=("100", "all"), default="100")
    asking.add_argument("--effort", choices=EFFORTS, default="standard")
    asking.add_argument("--jobs", type=int, default=1, help="scenes at a time; the cores are divided among them")
    asked = asking.parse_args()
    report = {"labels": asked.labels, "effort": asked.effort, "jobs": asked.jobs, **stamp(), "trials": []}
    os.environ["OMP_NUM_THREADS"] = str(max(1, report["cores"] // asked.jobs))
    most = None if asked.labels == "all" else int(asked.labels)
    tasks = [(scene.resolve(), seed, most, asked.effort) for seed in asked.seeds for scene in asked.scenes]
    began = time.monotonic()
    with ProcessPoolExecutor(asked.jobs, multiprocessing.get_context("spawn"), max_tasks_per_child=1) as pool:
        futures = {pool.submit(run, *task): task for task in tasks}
        for number, future in enumerate(as_completed(futures), 1):
            report["trials"].append(future.result())
            left = (time.monotonic() - began) / number * (len(tasks) - number)
            scene, seed, *_ = futures[future]
            print(f"{number}/{len(tasks)} {scene.name} seed {seed}, about {left:.0f} s left", flush=True)
    names = [scene.name for scene in asked.scenes]
    report["trials"].sort(key=lambda trial: (names.index(trial["scene"]), trial["seed"]))
    write_results(f"{asked.labels}-{asked.effort}", report, HOME)
    print("\n".join(sections(report)))
    print(f"All figures are in {HOME / f'{asked.labels}-{asked.effort}.json'}.")


def run(folder: Path, seed: int, most: int | None, effort: str) -> dict[str, Any]:
    """One scene and seed: {"rivals": {method: {pattern: figures}}, "mamol": {pattern: figures}, "seconds", ...}."""
    name = f"{folder.name}-{most or 'all'}-{seed}"
    with tempfile.TemporaryDirectory() as work:

        def fresh() -> Split:
            return divide(folder, seed, most, Path(work))

        rivals = kept(PARTS / f"{name}-rivals.json", USED_BY_RIVALS, lambda: score_rivals(fresh(), seed, Path(work)))
        ours = kept(PARTS / f"{name}-{effort}.json", PRODUCT, lambda: score_product(fresh(), seed, effort, Path(work)))
    return {"scene": folder.name, "seed": seed, "rivals": rivals, **ours}


def score_rivals(split: Split, seed: int, work: Path) -> dict[str, Any]:
    """Figures and calibration of each of the :data:`RIVALS` per pattern."""
    stack = read_stack(split)
    cases = {subset: np.isin(np.arange(len(stack.masks)), subset) for subset in patterns(len(stack.masks))}
    available = {_name(subset): stack.masks & there[:, None, None] for subset, there in cases.items()}
    if len(stack.masks) > 1:
        clouds = cloud_masks(split, seed, work)
        available[GAPS] = stack.masks & _on_grid(split, clouds, stack)
    profile = {"crs": stack.grid.crs, "transform": stack.grid.transform}
    found: dict[str, dict[str, Any]] = {}
    for method, rival in RIVALS.items():
        fitted = Fitted(stack, rival, seed)
        for pattern, masks in available.items():
            codes, chances = fitted.map(masks)
            output, confidence = work / "rival.tif", work / "chances.tif"
            write_raster(output, codes[None], profile, nodata=0)
            write_raster(confidence, chances[None], profile, nodata=0)
            found.setdefault(method, {})[pattern] = score(split, onto(output, split), onto(confidence, split))
    return found


def score_product(split: Split, seed: int, effort: str, work: Path) -> dict[str, Any]:
    """Train once, then map every pattern, partial gaps included; figures, calibration, seconds and map speed."""
    request = training(split, work / "model.mamol.safetensors", effort=effort, seed=seed)
    seconds = train(request, Reporter())["seconds"]
    found, speed = map_patterns(split, request, work)
    return {"mamol": found, "seconds": seconds, "mpx_per_second": speed}


def map_patterns(split: Split, trained: TrainRequest, work: Path) -> tuple[dict[str, Any], float]:
    """Figures and calibration of the maps that the model of a request makes of every pattern; megapixels a second."""
    layers = trained.layers
    cases = {_name(subset): tuple(layers[s] for s in subset) for subset in patterns(len(layers))}
    if len(layers) > 1:
        clouds = cloud_masks(split, trained.seed, work)
        cases[GAPS] = tuple(Layer(layer.sensor, layer.path, str(clouds[layer.sensor])) for layer in layers)
    found, seconds, pixels = {}, 0.0, 0
    for pattern, chosen in cases.items():
        output, confidence = work / "map.tif", work / "confidence.tif"
        mapping = ClassifyRequest(
            chosen, str(trained.model), str(output), confidence=str(confidence), effort=trained.effort
        )
        told = classify(mapping, Reporter())
        seconds, pixels = seconds + told["seconds"], pixels + told["width"] * told["height"]
        found[pattern] = score(split, onto(output, split), onto(confidence, split) / 100)
    return found, pixels / seconds / 1e6


def _name(subset: Sequence[int]) -> str:
    return "+".join(str(s) for s in subset)


def score(split: Split, codes: np.ndarray, confidence: np.ndarray | None = None) -> dict[str, Any]:
    """OA and macro-F1 of a map (H, W); with the ``confidence`` (H, W), from 0 to 1, its calibration error."""
    present = np.unique(split.truth[split.truth > 0])
    everything = np.union1d(present, np.unique(codes[codes > 0]))
    truth, mapped = numbered(split.truth, everything), numbered(codes, everything)
    told = figures(confusion(truth, mapped, len(everything)), everything.tolist())
    found = {key: told[key] for key in ("oa", "macro_f1")}
    if confidence is not None:
        there = (split.truth > 0) & (codes > 0)
        found["ece"] = expected_calibration_error(confidence[there], (codes == split.truth)[there])
    return found


def _on_grid(split: Split, clouds: dict[str, Path], stack: Stack) -> np.ndarray:
    """The cloud masks (S, H, W) on the grid of the stack."""
    masks = []
    for sensor, path in clouds.items():
        with Reader(open_source(Layer(sensor, str(split.layers[sensor]), str(path))), stack.grid, [0]) as reader:
            masks.append(reader.read(0, 0, stack.grid.height, stack.grid.width)[1])
    return np.stack(masks)
