"""The study of experts: MaMOL against other mixtures of LoRAs and without its parts, with sensors missing.

    python -m benchmarks.experts SCENE [SCENE ...] [--seeds 5] [--variants mamol soft] [--jobs 2]

SCENE is a folder with a scene.json. Results are kept in build/experts, one file for each scene, seed and variant, and
only what is missing or out of date is done; then benchmarks/results/experts.json, docs/experts.md and
docs/images/experts.png are written from them.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import multiprocessing
import os
import time
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, field
from multiprocessing.sharedctypes import Synchronized
from pathlib import Path
from typing import Any

import torch

from mamol_core.contract import EFFORTS
from mamol_core.model.device import choose_device

from ..common import DOCS, ROOT
from .adapters import VARIANTS
from .trial import COMPLETE, prepare, run

HOME = ROOT / "build" / "experts"
DEPENDS = ("mamol_core/model", "mamol_core/training")
DEPENDS_HERE = ("accuracy/protocol.py", "experts/adapters.py", "experts/missing.py", "experts/trial.py")


@dataclass
class Progress:
    """Trials done of ``total``, counted over all processes; printed as lines."""

    total: int
    done: Synchronized[int] = field(default_factory=lambda: multiprocessing.get_context("spawn").Value("i", 0))
    began: float = field(default_factory=time.time)

    def count(self, said: str) -> None:
        """Say that one more is done."""
        with self.done.get_lock():
            self.done.value += 1
            done = self.done.value
        left = (time.time() - self.began) / done * (self.total - done)
        print(f"{done} of {self.total}: {said}; {left / 60:.0f} min left", flush=True)


_shared: dict[str, Progress] = {}  # what a worker process begins with: a lock can't be sent with a task


def main() -> None:
    """Do what is missing, then write the pages."""
    from .report import write_report  # draws: the workers do without

    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("scenes", nargs="+", type=Path, metavar="SCENE")
    arguments.add_argument("--seeds", type=int, default=5, help="number of seeds, from 0")
    arguments.add_argument("--variants", nargs="+", choices=VARIANTS, default=list(VARIANTS), metavar="VARIANT")
    arguments.add_argument("--jobs", type=int, default=1, help="processes, of one thread each")
    arguments.add_argument("--effort", choices=EFFORTS, default="quick")
    arguments.add_argument("--device", choices=("auto", "cpu", "cuda"), default="cpu")
    arguments.add_argument("--home", type=Path, default=HOME, help="where results are kept")
    arguments.add_argument("--docs", type=Path, default=DOCS, help="where the page goes")
    chosen = arguments.parse_args()
    plan = Plan(chosen.scenes, range(chosen.seeds), chosen.variants, chosen.effort, chosen.device, chosen.home)
    carry_out(plan, chosen.jobs)
    write_report(chosen.docs, stored(plan), list(chosen.variants))
    print(f"Written: {chosen.docs / 'experts.md'}, images/experts.png and benchmarks/results/experts.json.")


@dataclass(frozen=True)
class Plan:
    """What is to be trained: each variant once for each scene and seed."""

    scenes: Sequence[Path]
    seeds: Sequence[int]
    variants: Sequence[str]
    effort: str
    device: str
    home: Path

    def path(self, scene: Path, seed: int, variant: str) -> Path:
        """Where a result is kept."""
        return self.home / f"{name_of(scene)}-{seed}-{variant}.json"


def name_of(scene: Path) -> str:
    """Folder name of the scene; of a plot, with the plot's."""
    return scene.name if (scene / "scene.json").exists() else f"{scene.parent.name}_{scene.name}"


def carry_out(plan: Plan, jobs: int) -> None:
    """Do every trial whose result is missing or out of date; a scene is read once for all variants of a seed."""
    tasks = []
    for seed in plan.seeds:
        for scene in plan.scenes:
            print_of = fingerprint(plan, scene)
            todo = [name for name in plan.variants if _load(plan.path(scene, seed, name), print_of) is None]
            if todo:
                tasks.append((plan, scene, seed, todo, print_of))
    progress = Progress(sum(len(task[3]) for task in tasks))
    plan.home.mkdir(parents=True, exist_ok=True)
    if jobs == 1:
        _begin(progress)
        for task in tasks:
            _work(*task)
        return
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, spawn, _begin, (progress,)) as pool:
        futures = [pool.submit(_work, *task) for task in tasks]
        try:
            for future in as_completed(futures):
                future.result()
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def stored(plan: Plan) -> list[dict[str, Any]]:
    """Every result of the plan that is there and up to date."""
    found = []
    for scene in plan.scenes:
        print_of = fingerprint(plan, scene)
        for seed in plan.seeds:
            found += [_load(plan.path(scene, seed, name), print_of) for name in plan.variants]
    return [entry for entry in found if entry]


def fingerprint(plan: Plan, scene: Path) -> str:
    """Hash of what a result depends on: how the engine models and trains, the study's own code, scene and effort."""
    sources = [path for folder in DEPENDS for path in sorted((ROOT / folder).glob("*.py"))]
    sources += [ROOT / "benchmarks" / name for name in DEPENDS_HERE]
    told = scene if (scene / "scene.json").exists() else scene.parent
    digest = hashlib.sha256(f"{plan.effort} {plan.device}".encode())
    for path in [*sources, told / "scene.json"]:
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _load(path: Path, print_of: str) -> dict[str, Any] | None:
    if not path.exists():
        return None
    result: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return result if result["fingerprint"] == print_of else None


def _begin(progress: Progress) -> None:
    _shared["progress"] = progress
    torch.set_num_threads(1)


def _work(plan: Plan, scene: Path, seed: int, variants: Sequence[str], print_of: str) -> None:
    device = choose_device(plan.device)
    work = plan.home / f"{name_of(scene)}-{seed}"
    work.mkdir(exist_ok=True)
    case = prepare(scene, seed, work)
    for name in variants:
        found = {
            "scene": name_of(scene),
            "seed": seed,
            "variant": name,
            "effort": plan.effort,
            "device": device.label,
            "fingerprint": print_of,
            **run(case, name, plan.effort, device, seed),
        }
        path = plan.path(scene, seed, name)
        part = path.with_suffix(f".part-{os.getpid()}")
        part.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
        part.replace(path)
        oa = found["conditions"][COMPLETE]["oa"]
        _shared["progress"].count(
            f"{name_of(scene)}, seed {seed}, {name}: OA {oa:.1%} complete, {found['seconds']:.0f} s"
        )
