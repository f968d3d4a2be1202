"""Whether the interval beside the accuracy covers the accuracy on the whole truth: docs/interval-coverage.md.

    python -m benchmarks.accuracy.intervals [--seeds 20] [--scene SEED] [--page]

Each seed makes an example scene, trains it on Quick from its polygons, and maps the scene with every combination of
sensors by the delivered model; the interval of the model card is compared with the agreement of map and truth. With
--scene the scene stays the same, and only the training has another seed. A seed whose line is there already, by the
same commit, is not run again; --page only writes the page.
"""

from __future__ import annotations

import tempfile
import time
from typing import Any

import numpy as np
import rasterio
import torch

from mamol_core.accuracy.intervals import LEVEL
from mamol_core.contract import ClassifyRequest, Layer, TrainRequest
from mamol_core.example.scene import write_example
from mamol_core.reporting import Reporter
from mamol_core.run import run

from ..common import DOCS, measured, parser, read_results, stamp, table, write_results


def main() -> None:
    """Run the seeds that are missing, one line of JSON each, and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("--seeds", type=int, default=20)
    arguments.add_argument("--scene", type=int, help="train this scene with every seed")
    arguments.add_argument("--page", action="store_true", help="measure nothing")
    given = arguments.parse_args()
    made_by = {**stamp(), "torch": torch.__version__, "threads": torch.get_num_threads()}
    trials = read_results("interval-coverage").get("trials", [])
    for seed in () if given.page else range(given.seeds):
        scene = seed if given.scene is None else given.scene
        kind = "other scenes" if given.scene is None else f"scene {scene}"
        trials = [t for t in trials if t["kind"] != kind or t["commit"] == made_by["commit"]]
        if any(t["kind"] == kind and t["seed"] == seed for t in trials):
            continue
        trials.append({"kind": kind, "seed": seed, **made_by, **trial(scene, seed)})
        write_results("interval-coverage", {"trials": trials})
        full = trials[-1]["patterns"][0]
        print(f"{kind}, seed {seed}: {full}", flush=True)
    (DOCS / "interval-coverage.md").write_text(page(trials), encoding="utf-8")


def trial(scene: int, seed: int) -> dict[str, Any]:
    """Train, map, compare; per combination of sensors: OA, interval and places of the card, accuracy on the truth."""
    began = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        example = write_example(f"{folder}/scene", seed=scene)
        layers = tuple(Layer(sensor, path) for sensor, path in example["layers"].items())
        model = f"{folder}/example.mamol.safetensors"
        request = TrainRequest(layers, example["labels"], model, field=example["field"], effort="quick", seed=seed)
        card = run(request, Reporter())["card"]
        with rasterio.open(example["truth"]) as raster:
            truth = raster.read(1)
        patterns = []
        for number, entry in enumerate(card["accuracy"]):
            output = f"{folder}/map{number}.tif"
            given = tuple(layer for layer in layers if layer.sensor in entry["sensors"])
            run(ClassifyRequest(given, model, output), Reporter())
            with rasterio.open(output) as raster:
                mapped = raster.read(1)
            known = (truth > 0) & (mapped > 0)
            patterns.append(
                {
                    "sensors": " + ".join(entry["sensors"]),
                    "oa": round(entry["oa"], 4),
                    "interval": entry["oa_interval"],
                    "places": entry["places"],
                    "truth": round(float((mapped[known] == truth[known]).mean()), 4),
                }
            )
    return {"seconds": round(time.monotonic() - began), "patterns": patterns}


def page(trials: list[dict[str, Any]]) -> str:
    """The page as Markdown."""
    lines = [
        "# Does the interval cover the truth?",
        "",
        f"Beside the overall accuracy a model card has an interval of {LEVEL:.0%}, from the places (polygons, points,",
        "connected regions) that validated: `mamol_core/accuracy/intervals.py` says how. Here it is compared with the",
        "accuracy on the whole truth of the simulated example scene, which a real analyst never has. The scene is",
        "trained on Quick from its polygons; the map is made by the delivered model. Simulated: it shows that the",
        "interval does what it says where labels are drawn as an analyst draws them, no more.",
        "",
    ]
    for kind in sorted({trial["kind"] for trial in trials}):
        of_kind = sorted((trial for trial in trials if trial["kind"] == kind), key=lambda trial: trial["seed"])
        lines += _section(kind, of_kind)
    return "\n".join(lines)


def _section(kind: str, trials: list[dict[str, Any]]) -> list[str]:
    fixed = kind.removeprefix("scene ") if kind.startswith("scene ") else None
    command = f"python -m benchmarks.accuracy.intervals --seeds {len(trials)}" + (f" --scene {fixed}" if fixed else "")
    title = f"Scene {fixed}, trained with {len(trials)} seeds" if fixed else f"{len(trials)} scenes, each with its seed"
    made_by = dict.fromkeys(
        f"{measured(entry)} PyTorch {entry['torch']}, threads: {entry['threads']}." for entry in trials
    )
    seconds = f"{np.median([entry['seconds'] for entry in trials]):.0f} s a seed (median, beside other work)."
    head = ["sensors", "covered", "mean width", "mean OA", "mean accuracy on the truth", "places (median)"]
    rows = []
    for number, first in enumerate(trials[0]["patterns"]):
        found = [trial["patterns"][number] for trial in trials]
        covered = sum(entry["interval"][0] <= entry["truth"] <= entry["interval"][1] for entry in found)
        width = np.mean([entry["interval"][1] - entry["interval"][0] for entry in found])
        oa, truth = (np.mean([entry[name] for entry in found]) for name in ("oa", "truth"))
        places = np.median([entry["places"] for entry in found])
        cells = [f"{width:.2f}", f"{oa:.3f}", f"{truth:.3f}", f"{places:.0f}"]
        rows.append([first["sensors"], f"{covered} of {len(found)}", *cells])
    return [f"## {title}", "", f"`{command}`", "", *made_by, seconds, "", table(head, rows), ""]


if __name__ == "__main__":
    main()
