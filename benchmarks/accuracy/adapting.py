"""What an adapter gains on another date or place, and what is forgotten: docs/adapting.md.

    python -m benchmarks.accuracy.adapting SCENES [--seeds 0 1 2] [--labels 20 100] [--only t2>t4 ...] [--page]

SCENES is the folder with slovenia_s2_dem, flanders_series_a and _b. A model of one date, with all labels of its
training blocks, is brought to another date of the same land (slovenia, 20 directions), or to another place at about the
same season (flanders a to b, with the classes they share), with few labels of it: from nothing, continued as the
product does it, as it is, fitted to the layers without labels (--match), and with an adapter (--adapter). Where no
adapter is delivered, what the run says to do instead stands for it, and the adapter is mapped with all the same, to
tell what that caution gains and costs. All map the test blocks. What is done is kept in
benchmarks/results/adapting.json.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
from scipy import ndimage

from mamol_core.contract import ClassifyRequest, Layer, TrainRequest
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.training.adapters.adapt import advice, reason_against
from mamol_core.training.adapters.candidates import Comparison

from ..common import DOCS, measured, parser, read_results, stamp, write_results
from ..scenes import BUFFER, HELD_OUT, Split, checkerboard, divide, draw_regions, training, write_raster
from .adapting_page import page
from .matching import DATES, SEASONS, masked_layers, place_of, score

NAME = "adapting"
EFFORT = "quick"
Trial = dict[str, Any]


@dataclass
class Transfer:
    """A model of ``source`` for ``target``: training and test blocks of both, and layers with their masks."""

    name: str
    source: str
    target: str
    home: Split
    away: Split
    layers: Mapping[str, tuple[Layer, ...]]


def main() -> None:
    """Run what is missing and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("scenes", nargs="?", type=Path)
    arguments.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    arguments.add_argument("--labels", nargs="+", type=int, default=[20, 100])
    arguments.add_argument("--only", nargs="+", help="some transfers, such as t2>t4")
    arguments.add_argument("--page", action="store_true", help="measure nothing")
    given = arguments.parse_args()
    trials: list[Trial] = read_results(NAME).get("trials", [])
    for seed in () if given.page else given.seeds:
        for most in given.labels:
            with tempfile.TemporaryDirectory() as folder:
                for transfer in _transfers(given.scenes, seed, most, Path(folder)):
                    key = {"set": transfer.name, "source": transfer.source, "target": transfer.target}
                    key |= {"seed": seed, "labels": most}
                    wanted = given.only is None or f"{transfer.source}>{transfer.target}" in given.only
                    if not wanted or any(all(entry[k] == v for k, v in key.items()) for entry in trials):
                        continue
                    trials.append({**key, **measure(transfer, seed, Path(folder))})
                    write_results(NAME, {**stamp(), "trials": trials})
                    print(*key.values(), flush=True)
    (DOCS / f"{NAME}.md").write_text(stored_page(), encoding="utf-8")


def stored_page() -> str:
    """The page of what was measured."""
    report = read_results(NAME)
    return page(report["trials"], measured(report))


def _transfers(scenes: Path, seed: int, most: int, work: Path) -> Iterator[Transfer]:
    folder = scenes / "slovenia_s2_dem"
    (work / "all").mkdir()
    home, away = divide(folder, seed, None, work / "all"), divide(folder, seed, most, work)
    for source in DATES:
        for target in DATES:
            if source != target:
                splits = [
                    replace(
                        split, layers={"optical": folder / f"optical_s2l1c_{date}.tif", "lidar": folder / "dem.tif"}
                    )
                    for split, date in ((home, source), (away, target))
                ]
                layers = {
                    date: tuple(Layer(sensor, str(path)) for sensor, path in split.layers.items())
                    for split, date in zip(splits, (source, target), strict=True)
                }
                yield Transfer("slovenia", source, target, splits[0], splits[1], layers)
    for source, target in SEASONS:
        splits = [
            _blocks(place_of(scenes, date, work), few, seed, work) for date, few in ((source, None), (target, most))
        ]
        masked = {date: masked_layers(scenes, date) for date in (source, target)}
        yield Transfer("flanders", source, target, splits[0], splits[1], masked)


def _blocks(split: Split, most: int | None, seed: int, work: Path) -> Split:
    """A place whose checkerboard blocks train, with ``most`` pixels of each class, None for all, and score."""
    rng = np.random.default_rng(seed)
    scoring = checkerboard(split.truth.shape, rng)
    labels = np.where(ndimage.distance_transform_edt(~scoring) > BUFFER, split.truth, 0).astype(np.uint16)
    if most is not None:
        labels = draw_regions(labels, most, rng)
    labels[scoring] = HELD_OUT
    file = write_raster(work / f"blocks-{split.name}.tif", labels[None], split.profile, nodata=0)
    return replace(split, labels=file, truth=np.where(scoring, split.truth, 0))


def measure(transfer: Transfer, seed: int, work: Path) -> Trial:
    """Figures of every way to map the target, and of what the source's date is mapped as afterwards."""
    home, away = (transfer.layers[date] for date in (transfer.source, transfer.target))
    old = _trained(transfer.home, home, work / f"{transfer.name}-{transfer.source}.mamol.safetensors", seed)
    new = _trained(transfer.away, away, work / f"{transfer.name}-new-{transfer.target}.mamol.safetensors", seed)
    further = work / "further.mamol.safetensors"
    _train(transfer.away, away, seed, model=str(further), continue_from=str(old))
    before = _figures(old, home, transfer.home, work)
    found: Trial = {
        "nothing": _figures(new, away, transfer.away, work),
        "continued": _figures(further, away, transfer.away, work),
        "as_it_is": _figures(old, away, transfer.away, work),
        "match": _figures(old, away, transfer.away, work, match=True),
        "old_before": before,
        "old_continued": _figures(further, home, transfer.home, work),
    }
    told: dict[str, Any] = {}

    def judge(comparison: Comparison) -> None:
        """What the run would say, which delivers the adapter all the same here."""
        told.update(why=reason_against(comparison), instead=advice(comparison))

    with patch("mamol_core.training.adapters.adapt.reason_against", judge):
        _train(transfer.away, away, seed, adapter="trial", continue_from=str(old))
    made = told["why"] is None
    found |= {**told, "made": made, "in_any_case": _figures(old, away, transfer.away, work, adapter="trial")}
    found["adapted"] = found["in_any_case" if made else told["instead"]]
    found["old_adapted"] = _figures(old, home, transfer.home, work, adapter="trial")
    return found


def _trained(split: Split, layers: tuple[Layer, ...], model: Path, seed: int) -> Path:
    """The model of a split's labels, trained once in a folder."""
    if not model.exists():
        _train(split, layers, seed, model=str(model))
    return model


def _train(split: Split, layers: tuple[Layer, ...], seed: int, model: str | None = None, **more: Any) -> None:
    request: TrainRequest = training(split, model or "", effort=EFFORT, seed=seed, **more)
    run(replace(request, model=model, layers=layers), Reporter())


def _figures(model: Path, layers: tuple[Layer, ...], split: Split, work: Path, **more: Any) -> dict[str, float]:
    output = work / "map.tif"
    run(ClassifyRequest(layers, str(model), str(output), **more), Reporter())
    return score(output, split)


if __name__ == "__main__":
    main()
