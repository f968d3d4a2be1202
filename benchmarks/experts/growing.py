"""Adding a sensor to a trained model, against training anew with all sensors: a part of docs/experts.md.

    python -m benchmarks.experts.growing SCENE... [--seeds 0 1 2] [--labels 100|all] [--effort standard]

For each sensor of a scene a model of all others is trained, and then that sensor is added with the same labels, as the
product does it with ``train --continue``: stem, specific experts and last layer are new, all else is frozen. Beside it
stands one model trained anew with all sensors. All map the test blocks, with all sensors and without the added one,
where the map must be the old model's. What is done is kept in benchmarks/results/growing.json, which
python -m benchmarks.experts --page takes in.
"""

from __future__ import annotations

import tempfile
import textwrap
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from safetensors.torch import load_file

from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.contract import ClassifyRequest, Layer
from mamol_core.reporting import Reporter
from mamol_core.run import run

from ..common import measured, parser, read_results, stamp, table, write_results
from ..scenes import Split, divide, numbered, onto, training

NAME = "growing"
Trial = dict[str, Any]


def main() -> None:
    """Run what is missing."""
    arguments = parser(__doc__)
    arguments.add_argument("scenes", nargs="*", type=Path)
    arguments.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    arguments.add_argument("--labels", choices=("100", "all"), default="100")
    arguments.add_argument("--effort", default="standard")
    given = arguments.parse_args()
    most = None if given.labels == "all" else int(given.labels)
    trials: list[Trial] = read_results(NAME).get("trials", [])
    for seed in given.seeds:
        for scene in given.scenes:
            key = {"scene": scene.name, "seed": seed, "labels": given.labels, "effort": given.effort}
            if any(all(entry[name] == value for name, value in key.items()) for entry in trials):
                continue
            with tempfile.TemporaryDirectory() as work:
                trials += [{**key, **entry} for entry in grow(scene, seed, most, given.effort, Path(work))]
            write_results(NAME, {**stamp(), "trials": trials})
            print(*key.values(), flush=True)


def grow(scene: Path, seed: int, most: int | None, effort: str, work: Path) -> list[Trial]:
    """A trial for each sensor that is added."""
    split = divide(scene, seed, most, work)
    anew = work / "anew.mamol.safetensors"
    seconds = train(split, anew, seed, effort)
    trained_anew = {"anew": _score(anew, split, tuple(split.layers), work), "anew_seconds": seconds}
    trained_anew["anew_parameters"] = _parameters(anew)
    found = []
    for sensor in split.layers:
        others = tuple(name for name in split.layers if name != sensor)
        fewer = replace(split, layers={name: split.layers[name] for name in others})
        old, grown = work / "old.mamol.safetensors", work / "grown.mamol.safetensors"
        train(fewer, old, seed, effort)
        seconds = train(split, grown, seed, effort, continue_from=str(old))
        before, kept = (map_with(model, split, others, work) for model in (old, grown))
        found.append({
            "sensor": sensor,
            **trained_anew,
            "old": _score(old, split, others, work),
            "grown": _score(grown, split, tuple(split.layers), work),
            "grown_seconds": seconds,
            "grown_parameters": _parameters(grown) - _parameters(old),
            "same": bool((before == kept).all()),
        })  # fmt: skip
    return found


def train(split: Split, model: Path, seed: int, effort: str, **more: Any) -> float:
    """Train, and the seconds of all cores that it took: how busy the machine is plays no part in them."""
    began = time.process_time()
    run(training(split, model, effort=effort, seed=seed, **more), Reporter())
    return time.process_time() - began


def _parameters(model: Path) -> int:
    """Numbers in the network's layers, without running statistics."""
    named = load_file(model).items()
    return sum(
        value.numel() for name, value in named if name.startswith("network.") and "running" not in name and value.ndim
    )


def map_with(model: Path, split: Split, sensors: Sequence[str], work: Path) -> np.ndarray:
    """Land cover and every class's probability (1 + K, H, W)."""
    layers = tuple(Layer(sensor, str(split.layers[sensor])) for sensor in sensors)
    paths = work / "map.tif", work / "probabilities.tif"
    run(ClassifyRequest(layers, str(model), str(paths[0]), probabilities=str(paths[1])), Reporter())
    parts = []
    for path in paths:
        with rasterio.open(path) as raster:
            parts.append(raster.read())
    return np.concatenate(parts)


def _score(model: Path, split: Split, sensors: Sequence[str], work: Path) -> dict[str, float]:
    map_with(model, split, sensors, work)
    mapped = onto(work / "map.tif", split)
    codes = np.union1d(np.unique(split.truth[split.truth > 0]), np.unique(mapped[mapped > 0]))
    found = figures(confusion(numbered(split.truth, codes), numbered(mapped, codes), len(codes)), codes.tolist())
    return {"oa": found["oa"], "macro_f1": found["macro_f1"]}


def section() -> str:
    """What was measured, as a part of the page on experts."""
    report = read_results(NAME)
    efforts = list(dict.fromkeys(trial["effort"] for trial in report["trials"]))
    parts = [_of_effort([trial for trial in report["trials"] if trial["effort"] == effort]) for effort in efforts]
    return "\n\n".join([_WAY, *parts, _paragraph(_READING), measured(report)])


def _of_effort(trials: Sequence[Trial]) -> str:
    """A table, and its mean in words."""
    keys = list(dict.fromkeys((trial["scene"], trial["sensor"]) for trial in trials))
    groups = [[trial for trial in trials if (trial["scene"], trial["sensor"]) == key] for key in keys]
    mean = [float(np.mean(column)) for column in zip(*map(_values, groups), strict=True)]  # of the rows
    same = sum(trial["same"] for trial in trials)
    rows = [
        [*key, *_cells(_values(found), sum(trial["same"] for trial in found), len(found))]
        for key, found in zip(keys, groups, strict=True)
    ]
    rows.append(["**mean**", "", *_cells(mean, same, len(trials))])
    head = ["scene", "added", "without it", "added", "anew", "added − anew", "F1 added − anew"]
    head += ["trained", "seconds", "rest unchanged"]
    told = _paragraph(
        _MEAN,
        effort=trials[0]["effort"],
        labels=trials[0]["labels"],
        seeds=", ".join(map(str, sorted({trial["seed"] for trial in trials}))),
        oa=f"{mean[3]:+.1f}",
        parameters=f"{mean[5]:.1f}",
        seconds=f"{mean[6]:.0f}",
        same=f"{same} of {len(trials)}",
    )
    return f"{told}\n\n{table(head, rows, left=2)}"


_WAY = """\
`train --continue MODEL` with a layer of a sensor that the model does not know adds that sensor: its stem, its specific
expert in each block and a last layer beside the head are new and learn, everything else stays as it is. Every map made
without the new sensor is the old model's, bit for bit, and so is every pixel that is farther from it than the network
reaches, 80 pixels: what the new parts compute is added, times the share that the sensor saw, to what the others make,
and is computed beside it (`tests/core/test_growing.py`)."""
_MEAN = """Effort *{effort}*, {labels} labelled pixels a class at most, seeds {seeds}: in the mean of the rows, adding
comes out {oa} OA against training anew, with {parameters} % of its trainable parameters and {seconds} % of its seconds.
{same} maps without the new sensor were the same."""
_READING = """For each sensor of a scene, a model of all others was trained, and the sensor then added with the same
labels; beside it stands a model trained anew with all sensors. Overall accuracy on test blocks in per cent. A sensor
is added with half of the steps of an effort, but with sixty at least, which are all that *quick* has. Chosen with
*quick*: the sixty steps on these scenes with seeds 0 to 2, where thirty had come out lower; the last layer of its own
on the trials of the study above. *Trained*: of the parameters of a new model, how many learn. *Seconds*: of all cores,
against training anew. *Rest unchanged*: maps with the probability of every class, made without the new sensor by the
old model and by the one it was added to, that are the same in every pixel."""


def _paragraph(text: str, **values: str) -> str:
    return textwrap.fill(" ".join(text.format(**values).split()), 115)


def _values(trials: Sequence[Trial]) -> list[float]:
    """OA before, added and anew, what adding gains in OA and F1, shares of parameters and seconds: per cent."""
    pairs = [("grown", "anew", figure) for figure in ("oa", "macro_f1")]
    values = [np.mean([trial[name]["oa"] for trial in trials]) for name in ("old", "grown", "anew")]
    values += [np.mean([trial[one][figure] - trial[other][figure] for trial in trials]) for one, other, figure in pairs]
    for name in ("parameters", "seconds"):
        values.append(np.mean([trial[f"grown_{name}"] / trial[f"anew_{name}"] for trial in trials]))
    return [100 * float(value) for value in values]


def _cells(values: Sequence[float], same: int, count: int) -> list[str]:
    shown = [f"{value:.1f}" for value in values[:3]] + [f"{gap:+.1f}" for gap in values[3:5]]
    return [*shown, *(f"{share:.1f} %" for share in values[5:]), f"{same} of {count}"]


if __name__ == "__main__":
    main()
