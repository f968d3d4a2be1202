"""What an adapter gains on another date or place, and what is forgotten: docs/adapting.md.

    python -m benchmarks.accuracy.adapting SCENES [--seeds 0 1 2] [--labels 20 100] [--only t2>t4 ...] [--page]
        [--jobs 15] [--limit SECONDS] [--keep FOLDER] [--again FOLDER]

SCENES is the folder with slovenia_s2_dem, flanders_series_a and _b. A model of one date, with all labels of its
training blocks, is brought to another date of the same land (slovenia, 20 directions), or to another place at about the
same season (flanders a to b, with the classes they share), with few labels of it: from nothing, continued as the
product does it, as it is, fitted to the layers without labels (--match), and with an adapter (--adapter) of every
strength. Where no adapter would be delivered, what the run says to do instead stands for it. All map the test blocks.

What is done is kept in benchmarks/results/adapting.json, trial by trial, until --limit seconds are over; --jobs trials
run side by side, each on one core. The assessment of the models that are trained for comparison, which changes none of
their weights, is left out. --keep keeps what each decision was made of, and --again decides anew from it.
"""

from __future__ import annotations

import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import torch
from scipy import ndimage

from mamol_core.adapters import ADAPTED, ADAPTER_SUFFIX, CANDIDATES, read_adapter_card
from mamol_core.contract import ClassifyRequest, Layer, TrainRequest
from mamol_core.model.adapter import save_adapter, tensors_of, weaken
from mamol_core.model.modelfile import Model, load_model
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.training.adapters.adaptation import STRENGTHS
from mamol_core.training.adapters.candidates import Candidate, Comparison
from mamol_core.training.adapters.decision import Decision, decide

from ..common import DOCS, measured, parser, read_results, stamp, write_results
from ..scenes import BUFFER, HELD_OUT, Split, checkerboard, divide, draw_regions, training, write_raster
from .adapting_page import page
from .matching import DATES, SEASONS, masked_layers, place_of, score

NAME = "adapting"
EFFORT, DEVICE = "quick", "cpu"
_PATIENCE = 600  # seconds that a transfer waits for its models
Trial = dict[str, Any]


@dataclass
class Transfer:
    """A model of ``source`` for ``target``: training and test blocks of both, and layers with their masks.

    ``old``, ``new``: files of the models of both.
    """

    key: Trial
    home: Split
    away: Split
    layers: tuple[tuple[Layer, ...], tuple[Layer, ...]]
    old: Path
    new: Path


def main() -> None:
    """Run what is missing and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("scenes", nargs="?", type=Path)
    arguments.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    arguments.add_argument("--labels", nargs="+", type=int, default=[20, 100])
    arguments.add_argument("--only", nargs="+", help="some transfers, such as t2>t4")
    arguments.add_argument("--page", action="store_true", help="measure nothing")
    arguments.add_argument("--jobs", type=int, default=1, help="trials side by side")
    arguments.add_argument("--limit", type=float, default=float("inf"), help="seconds after which no trial counts")
    arguments.add_argument("--keep", type=Path, help="folder for what decisions are made of")
    arguments.add_argument("--again", type=Path, help="measure nothing, decide anew from what was kept")
    given = arguments.parse_args()
    trials: list[Trial] = read_results(NAME).get("trials", [])
    if given.again:
        trials = [_decided(trial, given.again) for trial in trials]
        write_results(NAME, {**read_results(NAME), "trials": trials})
    elif not given.page:
        _measure(given, trials)
    (DOCS / f"{NAME}.md").write_text(stored_page(), encoding="utf-8")


def stored_page() -> str:
    """The page of what was measured."""
    report = read_results(NAME)
    return page(report["trials"], measured(report))


def _measure(given: Any, trials: list[Trial]) -> None:
    """Add the trials that are missing."""
    end = time.monotonic() + given.limit
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        chosen = [
            transfer
            for seed in given.seeds
            for most in given.labels
            for transfer in _transfers(given.scenes, seed, most, work)
            if given.only is None or f"{transfer.key['source']}>{transfer.key['target']}" in given.only
            if not any(all(entry[k] == v for k, v in transfer.key.items()) for entry in trials)
        ]
        numbers = multiprocessing.get_context("spawn").Queue()
        for number in range(given.jobs):
            numbers.put(number)
        os.environ["OMP_NUM_THREADS"] = "1"
        with multiprocessing.get_context("spawn").Pool(given.jobs, _settle, (numbers, given.jobs)) as pool:
            found = pool.imap_unordered(partial(_work, work, given.keep), _in_order(chosen))
            try:
                while (left := end - time.monotonic()) > 0:
                    trial = found.next(None if left == float("inf") else left)
                    if trial:
                        trials.append(trial)
                        write_results(NAME, {**stamp(), "trials": trials})
                        print(*(trial[k] for k in chosen[0].key), flush=True)
            except (StopIteration, multiprocessing.TimeoutError):
                pass
            pool.terminate()


def _settle(numbers: Any, jobs: int) -> None:
    """Give a process of several a core of its own."""
    cores = sorted(os.sched_getaffinity(0))
    if jobs > 1:
        os.sched_setaffinity(0, {cores[numbers.get() % len(cores)]})
    torch.set_num_threads(1)


Job = tuple[Path, Split, tuple[Layer, ...], int] | Transfer
"""A model to train, its labels, layers and seed; or a transfer, which waits for its models."""


def _in_order(chosen: Sequence[Transfer]) -> Iterator[Job]:
    """Each model once, those of a seed before the transfers of the one before."""
    seeds = list(dict.fromkeys(transfer.key["seed"] for transfer in chosen))
    done: set[Path] = set()
    for seed, before in zip([*seeds, None], [None, *seeds], strict=True):
        for transfer in chosen:
            if transfer.key["seed"] == seed:
                for path, split, layers in zip(
                    (transfer.old, transfer.new), (transfer.home, transfer.away), transfer.layers, strict=True
                ):
                    if path not in done:
                        done.add(path)
                        yield path, split, layers, transfer.key["seed"]
        yield from (transfer for transfer in chosen if transfer.key["seed"] == before)


def _work(folder: Path, keep: Path | None, job: Job) -> Trial | None:
    """The trial of a transfer; None after the training of a model."""
    with (
        tempfile.TemporaryDirectory(dir=folder) as work,
        patch("mamol_core.training.trainer.Trainer.assess", lambda trainer, *_, **__: ([], trainer.model.temperature)),
    ):
        if isinstance(job, Transfer):
            until = time.monotonic() + _PATIENCE
            while not (job.old.exists() and job.new.exists()):
                if time.monotonic() > until:
                    raise TimeoutError(f"no model of {job.key}")
                time.sleep(0.1)
            return measure(job, Path(work), keep)
        path, split, layers, seed = job
        made = Path(work) / path.name
        _train(split, layers, seed, model=str(made))
        path.parent.mkdir(parents=True, exist_ok=True)
        made.replace(path)
        return None


def _transfers(scenes: Path, seed: int, most: int, work: Path) -> Iterator[Transfer]:
    folder = scenes / "slovenia_s2_dem"
    every, few = (work / f"{seed}-{name}" for name in ("all", most))
    for part in (every, few):
        part.mkdir(exist_ok=True)
    home, away = divide(folder, seed, None, every), divide(folder, seed, most, few)
    for source in DATES:
        for target in DATES:
            if source != target:
                splits = [
                    replace(
                        split, layers={"optical": folder / f"optical_s2l1c_{date}.tif", "lidar": folder / "dem.tif"}
                    )
                    for split, date in ((home, source), (away, target))
                ]
                layers = [tuple(Layer(name, str(path)) for name, path in split.layers.items()) for split in splits]
                key = {"set": "slovenia", "source": source, "target": target, "seed": seed, "labels": most}
                yield _transfer(key, splits, layers, every, few)
    for source, target in SEASONS:
        splits = [
            blocks(place_of(scenes, date, part), count, seed, part)
            for date, count, part in ((source, None, every), (target, most, few))
        ]
        key = {"set": "flanders", "source": source, "target": target, "seed": seed, "labels": most}
        yield _transfer(key, splits, [masked_layers(scenes, date) for date in (source, target)], every, few)


def _transfer(
    key: Trial, splits: Sequence[Split], layers: Sequence[tuple[Layer, ...]], every: Path, few: Path
) -> Transfer:
    old, new = (
        part / "models" / f"{key['set']}-{key[end]}.mamol.safetensors"
        for part, end in ((every, "source"), (few, "target"))
    )
    return Transfer(key, splits[0], splits[1], (layers[0], layers[1]), old, new)


def blocks(split: Split, most: int | None, seed: int, work: Path) -> Split:
    """A place whose checkerboard blocks train, with ``most`` pixels of each class, None for all, and score."""
    rng = np.random.default_rng(seed)
    scoring = checkerboard(split.truth.shape, rng)
    labels = np.where(ndimage.distance_transform_edt(~scoring) > BUFFER, split.truth, 0).astype(np.uint16)
    if most is not None:
        labels = draw_regions(labels, most, rng)
    labels[scoring] = HELD_OUT
    file = write_raster(work / f"blocks-{split.name}.tif", labels[None], split.profile, nodata=0)
    return replace(split, labels=file, truth=np.where(scoring, split.truth, 0))


def measure(transfer: Transfer, work: Path, keep: Path | None) -> Trial:
    """Figures of every way to map the target, and of what the source's date is mapped as afterwards."""
    (home, away), seed = transfer.layers, transfer.key["seed"]
    old = work / transfer.old.name
    old.write_bytes(transfer.old.read_bytes())
    further = work / "further.mamol.safetensors"
    _train(transfer.away, away, seed, model=str(further), continue_from=str(old))
    found: Trial = {
        **transfer.key,
        "nothing": _figures(transfer.new, away, transfer.away, work),
        "continued": _figures(further, away, transfer.away, work),
        "as_it_is": _figures(old, away, transfer.away, work),
        "match": _figures(old, away, transfer.away, work, match=True),
        "old_before": _figures(old, home, transfer.home, work),
        "old_continued": _figures(further, home, transfer.home, work),
    }
    told: dict[str, Any] = {}
    ends: list[Model] = []

    def judge(comparison: Comparison, base: str, adapted: Mapping[float, Candidate]) -> Decision:
        """What the run would decide, which delivers the adapter all the same here."""
        told.update(comparison=comparison, base=base, adapted=adapted)
        forced = comparison.more(ADAPTED, adapted.get(1.0, comparison.candidates[base]))
        return Decision(1.0, None, forced)

    def catch(adapted: Model, model: Model, _: float) -> Model:
        ends[:] = adapted, model
        return adapted

    began = time.process_time()
    with (
        patch("mamol_core.training.adapters.adapt.decide", judge),
        patch("mamol_core.training.adapters.adapt.weaken", catch),
    ):
        _train(transfer.away, away, seed, adapter="whole", continue_from=str(old))
    found["seconds"] = time.process_time() - began
    card, start = read_adapter_card(str(work / f"whole{ADAPTER_SUFFIX}")), load_model(str(old))[0]
    for strength in STRENGTHS:
        file = work / f"part{ADAPTER_SUFFIX}"
        save_adapter(str(file), card, tensors_of(weaken(ends[0], ends[1], strength), start))
        found[f"adapted_{strength}"] = _figures(old, away, transfer.away, work, adapter="part")
    found["old_adapted"] = _figures(old, home, transfer.home, work, adapter="whole")
    if keep:
        keep.mkdir(parents=True, exist_ok=True)
        _keep(keep / _kept(found), told)
    return _with_decision(found, told)


def _kept(trial: Trial) -> str:
    return "-".join(str(trial[key]) for key in ("set", "source", "target", "seed", "labels")) + ".npz"


def _keep(file: Path, told: Mapping[str, Any]) -> None:
    plain: Comparison = told["comparison"]
    parts: dict[str, Any] = {"kind": plain.kind, "place": plain.place, "base": np.array(told["base"])}
    for name, entry in {**plain.candidates, **told["adapted"]}.items():
        parts |= {f"values {name}": entry.values, f"areas {name}": entry.areas}
    np.savez_compressed(file, **parts)


def _read_kept(file: Path) -> dict[str, Any]:
    with np.load(file) as parts:
        names = [name.removeprefix("areas ") for name in parts.files if name.startswith("areas ")]
        found = {name: Candidate(parts[f"values {name}"], parts[f"areas {name}"]) for name in names}
        plain = {name: found.pop(name) for name in names if name in CANDIDATES}
        comparison = Comparison(parts["kind"], parts["place"], plain)
        adapted = {float(name): entry for name, entry in found.items()}
        return {"comparison": comparison, "base": str(parts["base"]), "adapted": adapted}


def _decided(trial: Trial, folder: Path) -> Trial:
    """The trial as it would be decided today."""
    file = folder / _kept(trial)
    return _with_decision(trial, _read_kept(file)) if file.exists() else trial


def _with_decision(trial: Trial, told: Mapping[str, Any]) -> Trial:
    decision = decide(told["comparison"], told["base"], told["adapted"])
    delivered = f"adapted_{decision.strength}" if decision.strength else told["base"]
    more = {"base": told["base"], "strength": decision.strength, "why": decision.reason}
    return {**trial, **more, "made": decision.strength > 0, "delivered": trial[delivered]}


def _train(split: Split, layers: tuple[Layer, ...], seed: int, model: str | None = None, **more: Any) -> None:
    request: TrainRequest = training(split, model or "", effort=EFFORT, seed=seed, device=DEVICE, **more)
    run(replace(request, model=model, layers=layers), Reporter())


def _figures(model: Path, layers: tuple[Layer, ...], split: Split, work: Path, **more: Any) -> dict[str, float]:
    output = work / "map.tif"
    run(ClassifyRequest(layers, str(model), str(output), device=DEVICE, **more), Reporter())
    return score(output, split)


if __name__ == "__main__":
    main()
