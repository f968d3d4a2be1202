"""Many dates as one sensor against forests on all dates, with clouds and with dates missing: docs/series.md.

    python -m benchmarks.accuracy.series SCENE... [--seeds 0 1 2] [--labels 100 all] [--effort standard] [--page]

SCENE is a folder with a scene.json whose layers ``optical@DATE`` are dates of one sensor, with their masks. Of the
folder slovenia_s2_dem the five dates are taken, whose true dates are not known: they get nominal ones, spread over a
year. Labels are divided as scenes.py divides them, and are taken as they are. Nothing but the optical dates is used.
Trials that benchmarks/results/series.json holds are not done again. Ours is what the product's commands train and
classify do, without the training that only assesses. --page measures nothing.
"""

from __future__ import annotations

import json
import multiprocessing
import tempfile
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from sklearn.ensemble import RandomForestClassifier
from sklearn.model_selection import GroupKFold, cross_val_predict

from mamol_core.contract import EFFORTS, ClassifyRequest, Layer, TrainRequest
from mamol_core.mapping.classify import classify
from mamol_core.model.device import choose_device
from mamol_core.rasters.grid import choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.reporting import Reporter
from mamol_core.training.material import load_training_data
from mamol_core.training.trainer import Trainer

from ..common import DOCS, measured, parser, read_results, stamp, write_results
from ..scenes import HELD_OUT, Split, divide, onto
from .rivals import TREES
from .series_page import page
from .trial import score

NAME = "series"
_NOMINAL = ("2016-02-10", "2016-04-20", "2016-06-30", "2016-09-10", "2016-11-20")
_QUANTILES = (0.1, 0.5, 0.9)
_PLACE, _FOLDS = 16, 5  # side of a place in pixels, and parts of a cross-validation

Score = dict[str, float]


def main() -> None:
    """Run what is missing, a line of JSON for each trial, and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("scenes", nargs="*", type=Path)
    arguments.add_argument("--seeds", nargs="*", type=int, default=[0, 1, 2])
    arguments.add_argument("--labels", nargs="*", default=["100", "all"])
    arguments.add_argument("--effort", choices=EFFORTS, default="standard")
    arguments.add_argument("--jobs", type=int, default=2)
    arguments.add_argument("--name", default=NAME, help="of the results")
    arguments.add_argument("--page", action="store_true")
    given = arguments.parse_args()
    trials = read_results(given.name).get("trials", [])
    done = {(entry["scene"], entry["seed"], entry["labels"], entry["effort"]) for entry in trials}
    asked = [
        (scene, seed, labels, given.effort)
        for labels in given.labels
        for seed in given.seeds
        for scene in ([] if given.page else given.scenes)
        if (scene.name, seed, labels, given.effort) not in done
    ]
    with ProcessPoolExecutor(given.jobs, multiprocessing.get_context("spawn"), torch.set_num_threads, (1,)) as pool:
        for running in as_completed([pool.submit(run, *words) for words in asked]):
            trials.append(running.result())
            trials.sort(key=lambda entry: (entry["scene"], entry["labels"], entry["seed"], entry["effort"]))
            write_results(given.name, {"trials": trials})
            print(running.result(), flush=True)
            if given.name == NAME:
                (DOCS / f"{NAME}.md").write_text(page(trials, measured), encoding="utf-8")
    if given.page:
        (DOCS / f"{NAME}.md").write_text(page(trials, measured), encoding="utf-8")


def run(scene: Path, seed: int, labels: str, effort: str) -> dict[str, Any]:
    """One trial, as it is stored."""
    began = time.process_time()
    with tempfile.TemporaryDirectory() as work:
        scores = trial(scene, seed, None if labels == "all" else int(labels), effort, Path(work))
    key = {"scene": scene.name, "seed": seed, "labels": labels, "effort": effort}
    return {**key, **stamp(), "cpu_seconds": time.process_time() - began, "scores": scores}


def trial(scene: Path, seed: int, most: int | None, effort: str, work: Path) -> dict[str, Score]:
    """OA and macro-F1 of every row of the table."""
    layers = dated_layers(scene)
    split = divide(scene, seed, most, work)
    rng = np.random.default_rng(100 + seed)
    every = list(range(len(layers)))
    left = sorted(rng.permutation(every)[: (len(every) + 1) // 2].tolist())
    odd, even = every[1::2], every[::2]
    cube = read_cube(layers, split)
    scores, best, chosen = forests(cube, split, seed, left, odd, even)
    ours = Ours(split, layers, seed, effort, work)
    everything = ours.train(every)
    scores["ours, all dates"] = ours.score(everything, every)
    scores["ours, half removed"] = ours.score(everything, left)
    for name, date in (("best single date", best), ("single date chosen by its labels", chosen)):
        same = name != "best single date" and date == best
        scores[f"ours, {name}"] = (
            scores["ours, best single date"] if same else ours.score(ours.train([date], single=True), [date])
        )
    scores["ours, other half"] = ours.score(ours.train(even), odd)
    return scores


def dated_layers(scene: Path) -> list[Layer]:
    """The optical dates of a scene, in their order."""
    if scene.name == "slovenia_s2_dem":
        return [Layer(f"optical@{day}", str(scene / f"optical_s2l1c_t{n}.tif")) for n, day in enumerate(_NOMINAL)]
    told = json.loads((scene / "scene.json").read_text(encoding="utf-8"))
    masks = {sensor: str(scene / name) for sensor, name in told.get("masks", {}).items()}
    return [
        Layer(sensor, str(scene / name), masks.get(sensor))
        for sensor, name in sorted(told["layers"].items())
        if sensor.startswith("optical@")
    ]


@dataclass
class Cube:
    """``values`` (T, C, H, W), NaN where not seen; ``labels`` and ``truth`` (H, W): codes, 0 where there is none."""

    values: np.ndarray
    labels: np.ndarray
    truth: np.ndarray


def read_cube(layers: Sequence[Layer], split: Split) -> Cube:
    """The dates on the grid of the labels, through the product's readers; SystemExit where they lie on another."""
    sources = [open_source(layer) for layer in layers]
    grid = choose_grid(sources, None)
    if grid.transform != split.profile["transform"] or (grid.height, grid.width) != split.truth.shape:
        raise SystemExit(f"{split.name}: layers and labels are not on one grid.")
    parts = []
    for source in sources:
        with Reader(source, grid) as reader:
            values, seen = reader.read(0, 0, grid.height, grid.width)
            parts.append(np.where(seen, values, np.nan))
    labels = onto(split.labels, split)
    return Cube(np.stack(parts), np.where(labels == HELD_OUT, 0, labels), split.truth)


def forests(
    cube: Cube, split: Split, seed: int, left: list[int], odd: list[int], even: list[int]
) -> tuple[dict[str, Score], int, int]:
    """Scores of the forests, the date whose forest was best, and the date that the labels alone would choose."""
    training, scoring = cube.labels > 0, cube.truth > 0
    blocks = np.ravel_multi_index(tuple(np.argwhere(training).T // _PLACE), cube.labels.shape)

    def fit(table: np.ndarray) -> RandomForestClassifier:
        return RandomForestClassifier(TREES, random_state=seed).fit(table[training], cube.labels[training])

    def promise(table: np.ndarray) -> float:
        """Overall accuracy in a cross-validation of the labels that are learned, whole places apart."""
        folds = GroupKFold(min(_FOLDS, len(np.unique(blocks))))
        forest = RandomForestClassifier(TREES, random_state=seed)
        found = cross_val_predict(forest, table[training], cube.labels[training], groups=blocks, cv=folds)
        return float((found == cube.labels[training]).mean())

    def ask(forest: RandomForestClassifier, table: np.ndarray) -> Score:
        codes = np.zeros_like(cube.truth)
        codes[scoring] = forest.predict(table[scoring])
        return score(split, codes)

    found: dict[str, Score] = {}
    stacked = _stacked(cube, range(len(cube.values)))
    forest = fit(stacked)
    found["forest, all dates stacked"] = ask(forest, stacked)
    found["forest, half removed, means filled in"] = ask(forest, _stacked(cube, left))
    again = _stacked(cube, left)[..., _planes(cube, left)]
    found["forest, trained again on the half left"] = ask(fit(again), again)
    statistics = fit(_statistics(cube.values))
    found["forest, temporal statistics"] = ask(statistics, _statistics(cube.values))
    found["forest, temporal statistics, half removed"] = ask(statistics, _statistics(cube.values[left]))
    found["forest, temporal statistics, other half"] = ask(
        fit(_statistics(cube.values[even])), _statistics(cube.values[odd])
    )
    tables = [_stacked(cube, [date])[..., _planes(cube, [date])] for date in range(len(cube.values))]
    single = [ask(fit(table), table) for table in tables]
    best = int(np.argmax([entry["oa"] for entry in single]))
    chosen = int(np.argmax([promise(table) for table in tables]))
    found["forest, best single date"] = single[best]
    found["forest, single date chosen by its labels"] = single[chosen]
    return found, best, chosen


def _stacked(cube: Cube, dates: Sequence[int]) -> np.ndarray:
    """Bands of all dates (H, W, T * C); what is cloudy, or of a date that is not among ``dates``, is the mean of the
    band at that date."""
    means = np.nan_to_num(np.nanmean(cube.values, axis=(2, 3), keepdims=True))
    there = np.isin(np.arange(len(cube.values)), dates)[:, None, None, None]
    filled = np.where(np.isnan(cube.values) | ~there, means, cube.values)
    return filled.reshape(-1, *cube.truth.shape).transpose(1, 2, 0)


def _planes(cube: Cube, dates: Sequence[int]) -> list[int]:
    bands = cube.values.shape[1]
    return [date * bands + band for date in dates for band in range(bands)]


def _statistics(values: np.ndarray) -> np.ndarray:
    """Mean, SD and quantiles (H, W, 5 * C) of each band over the dates that saw the pixel."""
    parts = [np.nanmean(values, 0), np.nanstd(values, 0), *np.nanquantile(values, _QUANTILES, 0)]
    return np.nan_to_num(np.concatenate(parts)).transpose(1, 2, 0)


@dataclass
class Ours:
    """Models of a scene's dates."""

    split: Split
    layers: list[Layer]
    seed: int
    effort: str
    work: Path

    def train(self, dates: Sequence[int], single: bool = False) -> tuple[str, bool]:
        """The model file of a training on these dates; ``single``: one layer that is no series."""
        path = str(self.work / f"model-{len(list(self.work.iterdir()))}.mamol.safetensors")
        request = TrainRequest(
            self._given(dates, single), str(self.split.labels), path, ignore=(HELD_OUT,), effort=self.effort,
            seed=self.seed,
        )  # fmt: skip
        data = load_training_data(request, Reporter())
        trainer = Trainer(data.model, data.windows, self.effort, choose_device("cpu"), self.seed, Reporter())
        trainer.fit_all(trainer.teach_all())
        data.model.save(path, {"name": "model"})
        return path, single

    def score(self, model: tuple[str, bool], dates: Sequence[int]) -> Score:
        """Of a map of these dates."""
        path, single = model
        output = self.work / "map.tif"
        classify(ClassifyRequest(self._given(dates, single), path, str(output)), Reporter())
        return score(self.split, onto(output, self.split))

    def _given(self, dates: Sequence[int], single: bool) -> tuple[Layer, ...]:
        chosen = [self.layers[date] for date in dates]
        return tuple(Layer("optical" if single else layer.sensor, layer.path, layer.mask) for layer in chosen)


if __name__ == "__main__":
    main()
