"""The published protocol of missing modalities, without its overlap of training and test pixels.

    python -m benchmarks.accuracy.published FOLDER --dataset houston2013|trento|augsburg|muufl
                                   [--seeds 0 1 2] [--effort standard]

FOLDER holds the .mat files (docs/published.md). 100 training pixels per class; 0, 50, 70 and 90 % of the test pixels
lack the first sensor, the second, or, half and half, one of the two; OA, AA and kappa. Every pattern is mapped once and
the confusion matrices are added with these shares as weights, which is what random draws of the pixels that lack a
sensor give in the mean. Writes build/published/DATASET-EFFORT.json, and the scene beside it.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.contract import EFFORTS, ClassifyRequest
from mamol_core.mapping.classify import classify
from mamol_core.reporting import Reporter
from mamol_core.training.train import train

from ..common import ROOT, parser
from ..scenes import FEWEST, HELD_OUT, Split, divide, numbered, onto, read_labels, training, write_classes, write_raster
from .matfiles import DATASETS, read_dataset, write_scene
from .stack import patterns

HOME = ROOT / "build" / "published"
MOST = 100  # training pixels per class
RATES = (0, 50, 70, 90)  # percent of the test pixels that lack a sensor
MISSING = {"first": (0,), "second": (1,), "both": (0, 1)}  # pattern to the sensors that lack in equal shares
MEANING = {
    "random": "Random pixels, training and test disjoint: nearly every test pixel lies close to a training pixel of "
    "its field or roof, so this says how well a map fills the gaps between labels; it compares with published figures.",
    "blocks": "Blocks apart in space: labels in small windows of some blocks train, other blocks score; this says how "
    "well places without any label are mapped.",
}


def main() -> None:
    """Write the scene, run both splits for every seed, print the table and write everything as JSON."""
    asking = parser(__doc__)
    asking.add_argument("folder", type=Path)
    asking.add_argument("--dataset", required=True, choices=DATASETS)
    asking.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    asking.add_argument("--effort", choices=EFFORTS, default="standard")
    asked = asking.parse_args()
    scene = HOME / asked.dataset
    write_scene(read_dataset(asked.folder, asked.dataset), asked.dataset, scene)
    report: dict[str, Any] = {
        "dataset": asked.dataset,
        "sensors": list(DATASETS[asked.dataset].bands),
        "effort": asked.effort,
        "seeds": asked.seeds,
        "meaning": MEANING,
        "splits": {"random": {}, "blocks": {}},
    }
    ways: dict[str, Callable[[Path, int, int, Path], Split]] = {"random": divide_at_random, "blocks": divide}
    for seed in asked.seeds:
        for name, way in ways.items():
            with tempfile.TemporaryDirectory() as work:
                split = way(scene, seed, MOST, Path(work))
                result = assess(split, seed, asked.effort, Path(work))
            report["splits"][name][str(seed)] = result
            print(f"{name}, seed {seed}: trained in {result['seconds']:.0f} s", flush=True)
    file = HOME / f"{asked.dataset}-{asked.effort}.json"
    file.write_text(json.dumps(report, indent=1), encoding="utf-8")
    print(table(report))
    print(f"All figures are in {file}.")


def divide_at_random(folder: Path, seed: int, most: int, work: Path) -> Split:
    """``most`` random pixels of each class train, at most half of them, all others score. Files go into ``work``.

    Classes with fewer labels than any split needs are left out; SystemExit where fewer than two are left.
    """
    told = json.loads((folder / "scene.json").read_text(encoding="utf-8"))
    truth, profile = read_labels(folder / told["labels"]["raster"])
    rng = np.random.default_rng(seed)
    labels = np.where(truth > 0, HELD_OUT, 0).astype(np.uint16)
    rows = []
    for code in np.unique(truth[truth > 0]):
        places = rng.permutation(np.flatnonzero(truth == code))
        if len(places) < 2 * FEWEST:
            truth[truth == code] = 0
            continue
        labels.flat[places[: min(most, len(places) // 2)]] = code
        rows.append((int(code), told["classes"].get(str(code), code)))
    if len(rows) < 2:
        raise SystemExit(f"{told['name']}: fewer than two classes have {2 * FEWEST} labelled pixels.")
    file = write_raster(work / "labels.tif", labels[None], profile, 0)
    names = write_classes(work / "classes.csv", rows)
    layers = {sensor: (folder / path).resolve() for sensor, path in told["layers"].items()}
    return Split(told["name"], layers, file, names, np.where(labels == HELD_OUT, truth, 0), profile)


def assess(split: Split, seed: int, effort: str, work: Path) -> dict[str, Any]:
    """Train once, map every subset of the sensors; figures of the subsets and of the published patterns and rates.

    ``training`` and ``test``: pixels by class code. A test pixel without a class in the map counts as wrong.
    """
    request = training(split, work / "model.mamol.safetensors", effort=effort, seed=seed)
    trained, layers, model = train(request, Reporter()), request.layers, str(request.model)
    with rasterio.open(split.labels) as raster:
        drawn = raster.read(1)
    codes = np.unique(split.truth[split.truth > 0])
    matrices = {}
    for subset in patterns(len(layers)):
        output = work / "map.tif"
        classify(ClassifyRequest(tuple(layers[k] for k in subset), model, str(output), effort=effort), Reporter())
        matrices[subset] = confusion_of(split.truth, onto(output, split), codes)
    rates = {
        pattern: {str(rate): summary(expected(matrices, shares(pattern, rate, len(layers))), codes) for rate in RATES}
        for pattern in MISSING
    }
    return {
        "training": {str(code): int((drawn == code).sum()) for code in codes},
        "test": {str(code): int((split.truth == code).sum()) for code in codes},
        "seconds": trained["seconds"],
        "warnings": trained["warnings"],
        "rates": rates,
        "subsets": {
            "+".join(layers[k].sensor for k in subset): {**summary(matrix, codes), "confusion": matrix.tolist()}
            for subset, matrix in matrices.items()
        },
    }


def confusion_of(truth: np.ndarray, mapped: np.ndarray, codes: np.ndarray) -> np.ndarray:
    """Confusion matrix (K + 1, K + 1) of two code images; the last column is for whatever is none of ``codes``."""
    found = numbered(mapped, codes)
    return confusion(numbered(truth, codes), np.where(found > 0, found, len(codes) + 1), len(codes) + 1)


def shares(pattern: str, rate: int, sensors: int) -> dict[tuple[int, ...], int]:
    """Percent of the test pixels that each subset of the sensors sees; ``rate``: percent that lack one."""
    everything = tuple(range(sensors))
    told = {everything: 100 - rate}
    for gone in MISSING[pattern]:
        told[everything[:gone] + everything[gone + 1 :]] = rate // len(MISSING[pattern])
    return told


def expected(matrices: dict[tuple[int, ...], np.ndarray], percent: dict[tuple[int, ...], int]) -> np.ndarray:
    """The expected confusion matrix in hundredths of a pixel, so that it stays in whole numbers."""
    return sum((share * matrices[subset] for subset, share in percent.items()), np.zeros((), np.int64))


def summary(matrix: np.ndarray, codes: np.ndarray) -> dict[str, float | None]:
    """OA, AA (the mean of the producer's accuracies) and kappa of a confusion matrix, fractions."""
    told = figures(matrix, [*codes, 0])
    producers = [entry["producers"] for entry in told["per_class"] if entry["producers"] is not None]
    return {"oa": told["oa"], "aa": float(np.mean(producers)), "kappa": told["kappa"]}


def table(report: dict[str, Any]) -> str:
    """Per split: a row a pattern, a column a missing rate; then every subset of the sensors alone."""
    first, second, *_ = report["sensors"]
    rows = {"first": f"{first} missing", "second": f"{second} missing", "both": "either, half and half"}
    lines = [f"{report['dataset']}, effort {report['effort']}: OA / AA / kappa in %, mean over seeds (SD of OA)"]
    for name, seeds in report["splits"].items():
        results = list(seeds.values())
        tested = [sum(result["test"].values()) for result in results]
        classes = sorted({len(result["test"]) for result in results})
        lines += ["", report["meaning"][name]]
        counted = " or ".join(map(str, classes))
        lines.append(f"{counted} classes, {min(tested)} to {max(tested)} test pixels, {len(results)} seeds")
        lines.append(f"{'':34}" + "".join(f"{f'{rate} %':>28}" for rate in RATES))
        for pattern, title in rows.items():
            cells = [_cell([result["rates"][pattern][str(rate)] for result in results]) for rate in RATES]
            lines.append(f"{title:34}" + "".join(f"{cell:>28}" for cell in cells))
        for subset in results[0]["subsets"]:
            cell = _cell([result["subsets"][subset] for result in results])
            lines.append(f"{f'only {subset}':34}{cell:>28}")
    return "\n".join(lines)


def _cell(found: list[dict[str, float]]) -> str:
    values = 100 * np.array([[entry["oa"], entry["aa"], entry["kappa"]] for entry in found], float)
    oa, aa, kappa = values.mean(0)
    return f"{oa:.1f} / {aa:.1f} / {kappa:.1f} ({values[:, 0].std(ddof=len(values) > 1):.1f})"


if __name__ == "__main__":
    main()
