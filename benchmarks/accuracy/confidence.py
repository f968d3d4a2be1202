"""The confidence of maps with and without what helpers in new places tell of it: docs/confidence.md.

    python -m benchmarks.accuracy.confidence SCENE... [--seeds 0 1 2] [--page]

Each scene is trained on Quick with 100 labels a class, divided as in the accuracy benchmark, and the scoring blocks are
mapped twice by the same weights: with the temperature that the model was delivered with, and with the one that it
would have had without the helpers (mamol_core/training/newplaces.py). What is done is kept in
benchmarks/results/confidence.json; started again the program goes on where it stopped. --page only writes the page.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from torch import Tensor

from mamol_core.accuracy.calibration import fit_temperature
from mamol_core.contract import TrainRequest
from mamol_core.model.modelfile import load_model
from mamol_core.reporting import Reporter
from mamol_core.training.train import train

from ..common import DOCS, measured, parser, read_results, stamp, table, write_results
from ..scenes import divide, training
from .trial import map_patterns

NAME = "confidence"
EFFORT, LABELS = "quick", 100
Trial = dict[str, Any]


def main() -> None:
    """Run what is missing, and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("scenes", nargs="*", type=Path)
    arguments.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    arguments.add_argument("--page", action="store_true", help="measure nothing")
    given = arguments.parse_args()
    trials: list[Trial] = read_results(NAME).get("trials", [])
    for seed in () if given.page else given.seeds:
        for scene in given.scenes:
            if any((trial["scene"], trial["seed"]) == (scene.name, seed) for trial in trials):
                continue
            trials.append({"scene": scene.name, "seed": seed, **measure(scene.resolve(), seed)})
            write_results(NAME, {**stamp(), "trials": trials})
            print(scene.name, seed, f"{_gain(trials[-1]):+.3f}", flush=True)
    (DOCS / f"{NAME}.md").write_text(page(read_results(NAME)), encoding="utf-8")


def measure(scene: Path, seed: int) -> Trial:
    """Calibration error of the maps of every pattern, by the same weights ``with`` the helpers and ``without``."""
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        split = divide(scene, seed, LABELS, work)
        request = training(split, work / "with.mamol.safetensors", effort=EFFORT, seed=seed)
        without = _train(request)
        model, card = load_model(str(request.model))
        model.temperature.copy_(without)
        other = replace(request, model=str(work / "without.mamol.safetensors"))
        model.save(str(other.model), card)
        maps = {"with": map_patterns(split, request, work)[0], "without": map_patterns(split, other, work)[0]}
    return {way: {pattern: figures["ece"] for pattern, figures in found.items()} for way, found in maps.items()}


def _train(request: TrainRequest) -> Tensor:
    """The temperature that the model, which is trained, would have had without the helpers."""
    found: list[Tensor] = []

    def fit(predictions: Any, areas: Any, regions: int, added: int, fixed: Any, expected: float) -> Tensor:
        found.append(fit_temperature(predictions, areas, regions, added, fixed, expected=0.0))
        return fit_temperature(predictions, areas, regions, added, fixed, expected)

    with patch("mamol_core.training.validate.fit_temperature", fit):
        train(request, Reporter())
    (temperature,) = found
    return temperature


def _mean(trial: Trial, way: str) -> float:
    return float(np.mean(list(trial[way].values())))


def _gain(trial: Trial) -> float:
    return _mean(trial, "with") - _mean(trial, "without")


def page(report: dict[str, Any]) -> str:
    """The page as Markdown."""
    trials: list[Trial] = report["trials"]
    gains = [_gain(trial) for trial in trials]
    scenes = dict.fromkeys(trial["scene"] for trial in trials)
    rows = [_row(scene, [trial for trial in trials if trial["scene"] == scene]) for scene in scenes]
    error = np.std(gains, ddof=1) / len(gains) ** 0.5
    return f"""\
# Does it pay to ask helpers how right they are in new places?

<!-- Written by `python -m benchmarks.accuracy.confidence`; do not edit. -->

The confidence of a model that is trained with few labels begins from how right helper classifiers are in labelled
places that they have not learned from ([docs/accuracy.md](accuracy.md), "Confidence with few labels"). Here each
training, effort *{EFFORT}*, {LABELS} labels a class, mapped the scoring blocks twice with the same weights: with the
temperature that the model was delivered with, and with the one that it would have had without the helpers. Figures are
expected calibration errors, the mean over every pattern of sensors.

{table(["scene", "with helpers", "without", "difference, seed by seed"], [*rows, _row("**mean**", trials, False)])}

With the helpers the error is {abs(np.mean(gains)):.3f} {"lower" if np.mean(gains) < 0 else "higher"} in the mean
(± {error:.3f}, standard error over {len(gains)} scene-seeds), and lower in {sum(gain < 0 for gain in gains)} of them.

{measured(report)}
"""


def _row(name: str, trials: Sequence[Trial], each: bool = True) -> list[str]:
    cells = [f"{np.mean([_mean(trial, way) for trial in trials]):.3f}" for way in ("with", "without")]
    return [name, *cells, ", ".join(f"{_gain(trial):+.3f}" for trial in trials) if each else ""]


if __name__ == "__main__":
    main()
