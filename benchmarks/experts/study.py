"""The study of experts: MaMOL against other mixtures of LoRAs and without its parts, with sensors missing.

    python -m benchmarks.experts SCENE [SCENE ...] [--seeds 5] [--variants mamol soft] [--jobs 2]

SCENE is a folder with a scene.json. Results are kept in build/experts, one file for each scene, seed and variant, and
only what is missing or out of date is done; then results/experts.json, docs/experts.md and docs/images/experts.png are
written from them.
"""

from __future__ import annotations

import functools
import multiprocessing
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch

from mamol_core.contract import EFFORTS
from mamol_core.model.device import choose_device

from ..common import ROOT, kept, parser, stamp
from .adapters import VARIANTS
from .trial import COMPLETE, prepare, run

HOME = ROOT / "build" / "experts"
SOURCES = ("mamol_core/model", "mamol_core/training", "benchmarks/experts")


@dataclass(frozen=True)
class Task:
    """The variants of one scene and seed; results are kept in ``home``."""

    scene: Path
    seed: int
    variants: Sequence[str]
    effort: str
    device: str
    home: Path

    def file(self, variant: str) -> Path:
        """Where a result is kept."""
        return self.home / f"{self.scene.name}-{self.effort}-{self.device}-{self.seed}-{variant}.json"


def main() -> None:
    """Do what is missing, then write figures, page and picture."""
    from .report import costs_of, write_report  # draws: the workers do without

    asking = parser(__doc__)
    asking.add_argument("scenes", nargs="+", type=Path, metavar="SCENE")
    asking.add_argument("--seeds", type=int, default=5, help="number of seeds, from 0")
    asking.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS), metavar="VARIANT")
    asking.add_argument("--jobs", type=int, default=1, help="processes, of one thread each")
    asking.add_argument("--effort", choices=EFFORTS, default="quick")
    asking.add_argument("--device", choices=("auto", "cpu", "cuda"), default="cpu")
    asking.add_argument("--home", type=Path, default=HOME, help="where results are kept")
    asked = asking.parse_args()
    fixed = asked.variants, asked.effort, asked.device, asked.home
    tasks = [Task(scene.resolve(), seed, *fixed) for seed in range(asked.seeds) for scene in asked.scenes]
    trials, began = [], time.monotonic()
    with ProcessPoolExecutor(asked.jobs, multiprocessing.get_context("spawn")) as pool:
        for number, future in enumerate(as_completed([pool.submit(carry_out, task) for task in tasks]), 1):
            trials += future.result()
            left = (time.monotonic() - began) / number * (len(tasks) - number)
            print(f"{number} of {len(tasks)} scene-seeds; {left / 60:.0f} min left", flush=True)
    trials.sort(key=lambda trial: (trial["scene"], trial["seed"], asked.variants.index(trial["variant"])))
    device = choose_device(asked.device).label
    head = {**stamp(), "torch": torch.__version__, "device": device, "effort": asked.effort}
    write_report({**head, "costs": costs_of(asked.variants), "trials": trials})


def carry_out(task: Task) -> list[dict[str, Any]]:
    """Every result of the task; the scene is read once, and only if one is missing or out of date."""
    torch.set_num_threads(1)
    device = choose_device(task.device)
    sources = [path for folder in SOURCES for path in (ROOT / folder).rglob("*.py")]
    sources += [ROOT / "benchmarks" / "scenes.py", task.scene / "scene.json"]
    work = task.home / f"{task.scene.name}-{task.seed}"
    work.mkdir(parents=True, exist_ok=True)
    case = functools.cache(lambda: prepare(task.scene, task.seed, work))

    def trial(variant: str) -> dict[str, Any]:
        found = run(case(), variant, task.effort, device, task.seed)
        oa, seconds = found["conditions"][COMPLETE]["oa"], found["seconds"]
        print(f"{task.scene.name}, seed {task.seed}, {variant}: OA {oa:.1%} complete, {seconds:.0f} s", flush=True)
        return {"scene": task.scene.name, "seed": task.seed, "variant": variant, **found}

    return [kept(task.file(name), sources, functools.partial(trial, name)) for name in task.variants]
