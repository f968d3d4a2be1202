"""What experts are for where something stays frozen: docs/experts.md.

    python -m benchmarks.experts SCENES [--seeds 0 1 2 3 4] [--only adding adapting] [--limit SECONDS] [--work FOLDER]
        [--page]

SCENES is the folder of the scenes. A sensor is added to a model of the others, and a model is adapted to another date,
place or region with few labels of it, in every way of variants.py. What is done is kept in
benchmarks/results/experts.json, trial by trial, seed by seed, until --limit seconds are over; started again it goes on
where it stopped. Models that are added to or adapted are kept in --work. The page takes in what
benchmarks.experts.growing has measured of the product's command.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from operator import itemgetter
from pathlib import Path
from typing import Any

import numpy as np
import torch

from mamol_core.contract import Layer

from ..accuracy.adapting import blocks
from ..accuracy.matching import masked_layers, place_of
from ..common import DOCS, ROOT, measured, parser, read_results, stamp, write_results
from ..scenes import HELD_OUT, Split, divide, read_labels, write_raster
from . import growing
from .page import page
from .trial import Transfer, Trial, adapt_to, add_sensor

NAME = "experts"
LABELS = (20, 100, 5)
SENSORS = {
    "chile_s2_s1_dem": ("sar", "optical", "lidar"),
    "flanders_s2_s1": ("sar", "optical"),
    "ordway_hsi_rgb_lidar": ("lidar", "hyperspectral", "optical"),
    "amazon_s2_srtm_polygons": ("optical", "lidar"),
}
"""Which sensors are added to a model of the others."""
DATES = (("t2", "t4"), ("t0", "t3"))
PLACES = (("20190705", "20180715"),)
REGIONS = (("tanzania", "chile"), ("chile", "tanzania"))
FIRST = (
    ("t2", "t4", 20),
    ("chile_s2_s1_dem", "sar", 100),
    ("20190705", "20180715", 20),
    ("ordway_hsi_rgb_lidar", "lidar", 100),
    ("tanzania", "chile", 20),
    ("flanders_s2_s1", "sar", 100),
    ("t2", "t4", 100),
    ("chile_s2_s1_dem", "optical", 100),
    ("20190705", "20180715", 100),
    ("amazon_s2_srtm_polygons", "optical", 100),
    ("tanzania", "chile", 100),
)
"""What is measured first, on every seed, in an order in which every part of it is a fair one."""
Key = dict[str, Any]
Task = tuple[Key, Callable[[Path], Trial]]


def main() -> None:
    """Run what is missing and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("scenes", nargs="?", type=Path)
    arguments.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2, 3, 4])
    arguments.add_argument("--only", nargs="+", choices=("adding", "adapting"), default=["adding", "adapting"])
    arguments.add_argument("--limit", type=float, default=float("inf"), help="seconds after which no trial begins")
    arguments.add_argument("--work", type=Path, default=ROOT / "build" / "experts", help="where models are kept")
    arguments.add_argument("--page", action="store_true", help="measure nothing")
    given = arguments.parse_args()
    if not given.page:
        torch.set_num_threads(1)
        end = time.monotonic() + given.limit
        trials: list[Trial] = read_results(NAME).get("trials", [])
        done = {tuple(key_of(trial).values()) for trial in trials}
        for key, work in in_order(given.scenes.resolve(), given.seeds, given.work):
            if key["setting"] not in given.only or tuple(key.values()) in done or time.monotonic() > end:
                continue
            with tempfile.TemporaryDirectory() as folder:
                trials.append({**key, **work(Path(folder))})
            write_results(NAME, {**stamp(), "trials": trials})
            print(*key.values(), flush=True)
    (DOCS / f"{NAME}.md").write_text(stored_page(), encoding="utf-8")


def stored_page() -> str:
    """The page of what was measured."""
    report = read_results(NAME)
    return page(report["trials"], measured(report), growing.section())


def key_of(trial: Trial) -> Key:
    """What tells trials apart."""
    return {name: trial[name] for name in ("setting", "of", "to", "seed", "labels")}


def in_order(scenes: Path, seeds: Sequence[int], kept: Path) -> Iterator[Task]:
    """The trials of all seeds, the FIRST of each before the rest of any."""
    every = [list(tasks(scenes, seed, kept)) for seed in seeds]
    place = {key: number for number, key in enumerate(FIRST)}
    for of_seed in every:
        first = [(place.get((key["of"], key["to"], key["labels"]), len(FIRST)), key, work) for key, work in of_seed]
        yield from ((key, work) for number, key, work in sorted(first, key=itemgetter(0)) if number < len(FIRST))
    for of_seed in every:
        yield from ((key, work) for key, work in of_seed if (key["of"], key["to"], key["labels"]) not in place)


def tasks(scenes: Path, seed: int, kept: Path) -> Iterator[Task]:
    """The trials of a seed, and what carries them out in a folder for what is passing."""
    adding = [
        ({"setting": "adding", "of": scene, "to": sensor, "seed": seed, "labels": 100},
         partial(add_sensor, scenes / scene, sensor, seed, kept))
        for scene, sensors in SENSORS.items() for sensor in sensors
    ]  # fmt: skip
    adapting = [
        ({"setting": "adapting", "of": of, "to": to, "seed": seed, "labels": most},
         partial(_adapt, partial(make, scenes, of, to, seed), kept / f"{of}-{seed}", seed, most))
        for most in LABELS
        for pairs, make in ((DATES, _dates), (PLACES, _places), (REGIONS, _regions))
        for of, to in pairs
    ]  # fmt: skip
    yield from adding
    yield from adapting


def _adapt(make: Callable[[int, Path], Transfer], old: Path, seed: int, most: int, work: Path) -> Trial:
    return adapt_to(make(most, work), old, seed, work)


def _dates(scenes: Path, of: str, to: str, seed: int, most: int, work: Path) -> Transfer:
    """Two dates of slovenia: the same land, the same blocks."""
    folder = scenes / "slovenia_s2_dem"
    splits = []
    for date, count in ((of, None), (to, most)):
        layers = {"optical": folder / f"optical_s2l1c_{date}.tif", "lidar": folder / "dem.tif"}
        splits.append(replace(divide(folder, seed, count, _part(work, date)), layers=layers))
    return Transfer(splits[0], splits[1], (_plain(splits[0]), _plain(splits[1])))


def _places(scenes: Path, of: str, to: str, seed: int, most: int, work: Path) -> Transfer:
    """Two places of flanders, a year apart at about the same season, with the classes they share."""
    parts = [_part(work, date) for date in (of, to)]
    home = blocks(place_of(scenes, of, parts[0]), None, seed, parts[0])
    away = blocks(place_of(scenes, to, parts[1]), most, seed, parts[1])
    return Transfer(home, away, (masked_layers(scenes, of), masked_layers(scenes, to)))


def _regions(scenes: Path, of: str, to: str, seed: int, most: int, work: Path) -> Transfer:
    """Two regions on the legend of a global map, with the classes they share."""
    names = [f"{place}_s2_s1_dem" for place in (of, to)]
    home = divide(scenes / names[0], seed, None, _part(work, of))
    away = divide(scenes / names[1], seed, most, _part(work, to))
    shared = np.intersect1d(home.truth, away.truth)
    splits = [_with_classes(split, shared) for split in (home, away)]
    return Transfer(splits[0], splits[1], (_plain(splits[0]), _plain(splits[1])))


def _with_classes(split: Split, codes: np.ndarray) -> Split:
    """The same with labels of some classes alone."""
    labels, profile = read_labels(split.labels)
    labels = np.where(np.isin(labels, [*codes, HELD_OUT]), labels, 0)
    write_raster(split.labels, labels[None], profile, nodata=0)
    return replace(split, truth=np.where(np.isin(split.truth, codes), split.truth, 0))


def _plain(split: Split) -> tuple[Layer, ...]:
    return tuple(Layer(sensor, str(path)) for sensor, path in split.layers.items())


def _part(work: Path, name: str) -> Path:
    folder = work / name
    folder.mkdir()
    return folder


if __name__ == "__main__":
    main()
