"""Whether two checkouts give the same results: example scenes, models, reports and maps, byte for byte; and how fast.

    python -m benchmarks.tools.same_results OLD_CHECKOUT NEW_CHECKOUT [--chile FOLDER] [--runs 1]

Runs the command line of both, one after the other, on one thread of the CPU: writes the example scene, trains on Quick
with a report and seed 0, and maps with all sensors, without the first one, and with the last one alone, each with
confidence, probabilities and sensors used. The same on a scene with a scene.json where --chile names one. Prints a
table with the seconds of each; the exit status tells whether all was the same.
"""

from __future__ import annotations

import csv
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from safetensors import safe_open

from ..common import ROOT, parser

HOME = ROOT / "build" / "same-results"
PRODUCTS = ("confidence", "probabilities", "sensors-used")
MODEL = "model.mamol.safetensors"
IGNORED_KEYS = ("created", "engine", "training.seconds")
IGNORED_TAGS = ("MAMOL_CREATED", "MAMOL_MODEL_SHA256", "MAMOL_VERSION")
IGNORED_IN_PAGES = {
    "when it was made": r"\d{4}-\d\d-\d\d \d\d:\d\d UTC",
    "training time": r"(?<=>)(\d+ min )?\d+ s(?=<)",
    "version": r"MaMOL Land Cover \d+\.\d+\.\d+",
}
IGNORED_IN_GEOPACKAGES = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z"
TEXTS = (".html", ".qml", ".xml", ".csv")
LOOKS = ("profile", "descriptions", "units", "colorinterp")
MOST_SAID = 5  # differences told of each file


def main() -> int:
    """Run both checkouts, compare, print: 0 where all is the same, 1 where something differs."""
    arguments = parser(__doc__)
    arguments.add_argument("checkouts", nargs=2, type=Path, metavar="CHECKOUT")
    arguments.add_argument("--chile", type=Path, help="folder with a scene.json and a label raster, mapped as well")
    arguments.add_argument("--runs", type=int, default=1, help="time every step so often; the shortest counts")
    asked = arguments.parse_args()
    real = asked.chile and asked.chile.resolve()
    homes = [HOME / name for name in ("old", "new")]
    shutil.rmtree(HOME, ignore_errors=True)
    for home in homes:
        (home / "example").mkdir(parents=True)
        if real:
            (home / real.name).mkdir()
    seconds: dict[str, list[float]] = {}
    for name, *words in steps(real):
        times = [[run(place, home, words) for place, home in zip(asked.checkouts, homes, strict=True)]
                 for _ in range(asked.runs)]  # fmt: skip
        seconds[name] = [min(column) for column in zip(*times, strict=True)]
        print(f"{name}: {seconds[name][0]:.1f} s, {seconds[name][1]:.1f} s", file=sys.stderr, flush=True)
    found = {name: compare(*(home / name for home in homes)) for name in files(homes)}
    print(page(seconds, found))
    return int(any(found.values()))


def steps(real: Path | None) -> Iterator[list[str]]:
    """Name of each step and the words of its command line; files are relative to the folder it runs in."""
    yield ["example: write", "example", "example/scene"]
    example = {name: f"example/scene/{name}.tif" for name in ("optical", "sar", "lidar", "hyperspectral")}
    labels = ["--labels", "example/scene/training_polygons.gpkg", "--field", "class"]
    yield from _steps_of("example", example, [*labels, "--classes", "example/scene/classes.csv"])
    if real:
        scene = json.loads((real / "scene.json").read_text(encoding="utf-8"))
        layers = {sensor: str(real / file) for sensor, file in scene["layers"].items()}
        labels = ["--labels", str(real / scene["labels"]["raster"])]
        labels += [word for code in scene["labels"].get("ignore", []) for word in ("--ignore", str(code))]
        if scene.get("classes"):
            table = HOME / "classes.csv"
            with table.open("w", newline="", encoding="utf-8") as file:
                csv.writer(file).writerows([("code", "name"), *scene["classes"].items()])
            labels += ["--classes", str(table)]
        yield from _steps_of(real.name, layers, labels)


def _steps_of(scene: str, layers: dict[str, str], labels: list[str]) -> Iterator[list[str]]:
    def given(sensors: list[str]) -> list[str]:
        return [word for sensor in sensors for word in ("--layer", f"{sensor}={layers[sensor]}")]

    sensors = list(layers)
    model = ["--model", f"{scene}/{MODEL}", "--device", "cpu"]
    learning = ["--effort", "quick", "--seed", "0", "--report", f"{scene}/report"]
    yield [f"{scene}: train", "train", *given(sensors), *labels, *model, *learning]
    for subset in (sensors, sensors[1:], sensors[-1:]):
        file = f"{scene}/{'-'.join(subset)}"
        outputs = ["--output", f"{file}.tif"]
        outputs += [word for product in PRODUCTS for word in (f"--{product}", f"{file}_{product}.tif")]
        yield [f"{scene}: map {' + '.join(subset)}", "classify", *given(subset), *model, *outputs]


def run(checkout: Path, home: Path, words: list[str]) -> float:
    """Run a command of a checkout in the folder ``home``: its seconds. Ends the program where it fails."""
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "PYTHONPATH": str(checkout.resolve())}
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "mamol_core", *words], cwd=home, env=environment, capture_output=True, text=True
    )
    if done.returncode:
        sys.exit(f"{checkout}: {' '.join(words[:1])} failed:\n{done.stderr[-2000:]}")
    return time.perf_counter() - began


def files(homes: list[Path]) -> list[str]:
    """Every file that either has."""
    return sorted({path.relative_to(home).as_posix() for home in homes for path in home.rglob("*") if path.is_file()})


def compare(old: Path, new: Path) -> list[str]:
    """What differs between two files, in words; nothing where they are the same but for what is ignored."""
    for path, other in ((old, "new"), (new, "old")):
        if not path.exists():
            return [f"only the {other} one wrote it"]
    if old.name == MODEL:
        return _compare_models(old, new)
    if old.suffix == ".json":
        return list(_differences("", *(json.loads(path.read_text(encoding="utf-8")) for path in (old, new))))
    if _plain(old) == _plain(new):
        return []
    if old.suffix == ".tif":
        return _compare_rasters(old, new) or ["values, tags and colours are the same, the bytes are not"]
    if old.suffix in TEXTS:
        before, after = (_plain(path).decode().splitlines() for path in (old, new))
        lines = list(difflib.unified_diff(before, after, n=0, lineterm=""))[2:]
        return [line[:120] for line in lines] or ["the ends of lines differ"]
    return ["the bytes differ"]


def _plain(path: Path) -> bytes:
    """The file without what can't be the same."""
    content = path.read_bytes()
    if path.suffix == ".tif":
        for tag in IGNORED_TAGS:
            content = re.sub(rb'(<Item name="%s">)[^<]*' % tag.encode(), rb"\1", content)
    elif path.suffix == ".html":
        for pattern in IGNORED_IN_PAGES.values():
            content = re.sub(pattern.encode(), b"", content)
    elif path.suffix == ".gpkg":
        content = re.sub(IGNORED_IN_GEOPACKAGES.encode(), b"", content)
    return content


def _compare_models(old: Path, new: Path) -> list[str]:
    cards, tensors = [], []
    for path in (old, new):
        with safe_open(path, "np") as file:
            cards.append(json.loads(file.metadata()["mamol"]))
            tensors.append({name: file.get_tensor(name) for name in file.keys()})  # noqa: SIM118  # no dict
    said = list(_differences("", *cards))
    for name in sorted(tensors[0].keys() | tensors[1].keys()):
        if not all(name in found for found in tensors):
            said.append(f"only one has the tensor {name}")
            continue
        first, second = (found[name] for found in tensors)
        if first.dtype != second.dtype or first.tobytes() != second.tobytes():
            said.append(f"the tensor {name} differs")
    return said


def _differences(where: str, old: Any, new: Any) -> Iterator[str]:
    """Where two JSON values differ."""
    if where in IGNORED_KEYS:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*old, *(key for key in new if key not in old)]:
            yield from _differences(f"{where}.{key}".lstrip("."), old.get(key, "nothing"), new.get(key, "nothing"))
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for number, pair in enumerate(zip(old, new, strict=True)):
            yield from _differences(f"{where}[{number}]", *pair)
    elif old != new:
        yield f"{where}: {str(old)[:80]!r} became {str(new)[:80]!r}"


def _compare_rasters(old: Path, new: Path) -> list[str]:
    said: list[str] = []
    with rasterio.open(old) as first, rasterio.open(new) as second:
        said += _differences("", *({name: str(getattr(file, name)) for name in LOOKS} for file in (first, second)))
        tags = [{key: text for key, text in file.tags().items() if key not in IGNORED_TAGS} for file in (first, second)]
        said += _differences("tags", *tags)
        if first.shape == second.shape and first.count == second.count:
            differ = first.read() != second.read()
            said += [f"{int(np.count_nonzero(differ.any(0)))} pixels differ"] * bool(differ.any())
    return said


def page(seconds: dict[str, list[float]], found: dict[str, list[str]]) -> str:
    """What was compared and how long it took, in Markdown."""
    lines = ["| | old, s | new, s | new / old |", "|---|---:|---:|---:|"]
    total = [sum(column) for column in zip(*seconds.values(), strict=True)]
    for name, (old, new) in {**seconds, "**all**": total}.items():
        lines.append(f"| {name} | {old:.1f} | {new:.1f} | {new / old:.3f} |")
    differ = {name: said for name, said in found.items() if said}
    lines += ["", f"{len(found) - len(differ)} of {len(found)} files are the same."]
    for name, said in differ.items():
        more = [f"and {len(said) - MOST_SAID} more"] if len(said) > MOST_SAID else []
        lines.append(f"- {name}: {'; '.join([*said[:MOST_SAID], *more])}")
    ignored = [f"in models and reports {', '.join(IGNORED_KEYS)}", f"in maps the tags {', '.join(IGNORED_TAGS)}"]
    ignored += [f"in report pages {', '.join(IGNORED_IN_PAGES)}", "in GeoPackages times of change"]
    lines += ["", f"Ignored: {'; '.join(ignored)}."]
    return "\n".join(lines)


if __name__ == "__main__":
    sys.exit(main())
