"""What sensors cost while training, and dates of a series while training and mapping: docs/series-speed.md.

    python -m benchmarks.speed.series [--effort standard] [--size 4096 4096] [--sensors 1 3 6] [--dates 1 5 12 24]

On the generated stack (stack.py), of whose optical layer dates are made by other light and other clouds; a scene is
VRTs that repeat them. Each run is the command line in a process of its own, one after the other on all cores. One date
is one layer that is no series.
"""

from __future__ import annotations

import datetime
import multiprocessing
import os
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from scipy import ndimage

from mamol_core.contract import EFFORTS

from ..common import DOCS, ROOT, measured, parser, read_results, stamp, table, write_results
from ..scenes import write_raster
from .mapping import HOME
from .stack import BANDS, BLOCK, GRIDS, make_block, repeated

NAME = "series-speed"
MOST_SENSORS, MOST_DATES, MOST_TIMES = 1.6, 1.5, 2.5
_DAYS = [datetime.date(2023, 1, 10) + datetime.timedelta(days=15 * number) for number in range(24)]


def main() -> None:
    """Measure, and write the page after every run."""
    arguments = parser(__doc__)
    arguments.add_argument("--effort", choices=EFFORTS, default="standard")
    arguments.add_argument("--size", nargs=2, type=int, default=(4096, 4096), metavar=("HEIGHT", "WIDTH"))
    arguments.add_argument("--sensors", nargs="*", type=int, default=[1, 3, 6])
    arguments.add_argument("--dates", nargs="*", type=int, default=[1, 5, 12, 24])
    arguments.add_argument("--map-dates", nargs="*", type=int, default=[1, 12])
    arguments.add_argument("--page", action="store_true", help="measure nothing")
    given = arguments.parse_args()
    report = read_results(NAME)
    if not given.page:
        most = max([*given.dates, *given.map_dates], default=1)
        with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as apart:
            apart.submit(_prepare, most).result()  # here it would count as the peak memory of every run
        asked = {"threads": os.environ.get("OMP_NUM_THREADS"), "effort": given.effort, "size": list(given.size)}
        report = {**stamp(), **asked, "sensors": [], "dates": [], "maps": []}
        with tempfile.TemporaryDirectory(dir=HOME) as folder:
            for count in given.sensors:
                report["sensors"].append({"count": count, **train(sensors(count), given.effort, Path(folder))})
                write_results(NAME, report)
            for count in sorted({*given.dates, *given.map_dates}):
                trained = train(dates(count), given.effort, Path(folder))
                if count in given.dates:
                    report["dates"].append({"count": count, **trained})
                if count in given.map_dates:
                    height, width = given.size
                    report["maps"].append({"count": count, **map_scene(count, height, width, Path(folder))})
                write_results(NAME, report)
                print(report, flush=True)
    (DOCS / f"{NAME}.md").write_text(page(report), encoding="utf-8")


def sensors(count: int) -> dict[str, Path]:
    """So many sensors, files of their own: those of the stack, and again under another name."""
    names = [*GRIDS, *(f"{sensor}:other" for sensor in GRIDS)][:count]
    found = {}
    for name in names:
        role, _, other = name.partition(":")
        found[name] = HOME / f"{role}{other}.tif"
        if other and not found[name].exists():
            found[name].write_bytes((HOME / f"{role}.tif").read_bytes())
    return found


def dates(count: int) -> dict[str, Path]:
    """So many dates of the optical sensor; one is a layer without a date."""
    if count == 1:
        return {"optical": HOME / "date-0.tif"}
    return {f"optical@{_DAYS[number]}": HOME / f"date-{number}.tif" for number in range(count)}


def _prepare(count: int) -> None:
    make_block(HOME)
    make_dates(count)


def make_dates(count: int) -> None:
    """Write date-N.tif where they are not: the optical block in another light, under other clouds."""
    with rasterio.open(HOME / "optical.tif") as raster:
        values, profile = raster.read(), {"crs": raster.crs, "transform": raster.transform}
    blocks = {"tiled": True, "blockxsize": 512, "blockysize": 512}
    for number in range(count):
        path = HOME / f"date-{number}.tif"
        if path.exists():
            continue
        rng = np.random.default_rng(number)
        gain = rng.uniform(0.7, 1.3, (len(BANDS), 1, 1))
        clouds = ndimage.zoom(rng.standard_normal((BLOCK // 128, BLOCK // 128)), 128, order=1)
        date = np.where(clouds > np.quantile(clouds, 0.7), 0, (values * gain).clip(0, 10_000)).astype(np.uint16)
        part = write_raster(path.with_suffix(".part.tif"), date, {**profile, **blocks}, 0, BANDS)
        part.replace(path)


def train(layers: dict[str, Path], effort: str, folder: Path) -> dict[str, float]:
    """Seconds, processor seconds and peak memory (MiB) of a training; the model is left in ``folder``."""
    words = [word for name, path in layers.items() for word in ("--layer", f"{name}={path}")]
    words += ["--labels", str(HOME / "labels.tif"), "--model", str(folder / "model.mamol.safetensors")]
    return _run(["train", *words, "--effort", effort])


def map_scene(count: int, height: int, width: int, folder: Path) -> dict[str, float]:
    """The same of a map with that model, and Mpx/s."""
    words = []
    for name, path in dates(count).items():
        file = folder / f"{path.stem}-{count}.vrt"
        file.write_text(repeated("optical", path, height, width))
        words += ["--layer", f"{name}={file}"]
    words += ["--model", str(folder / "model.mamol.safetensors"), "--output", str(folder / "map.tif")]
    found = _run(["classify", *words, "--device", "cpu"])
    return {**found, "mpx_s": height * width / found["seconds"] / 1e6}


def _run(words: list[str]) -> dict[str, float]:
    began = time.perf_counter()
    command = [sys.executable, "-W", "ignore", "-m", "mamol_core", *words]
    child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    said = child.stderr.read() if child.stderr else ""
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise RuntimeError(said[-2000:])
    seconds = time.perf_counter() - began
    return {"seconds": seconds, "cpu_seconds": used.ru_utime + used.ru_stime, "rss_mib": used.ru_maxrss / 1024}


def page(report: dict[str, Any]) -> str:
    """The page in Markdown."""

    def rows(entries: list[dict[str, Any]]) -> list[list[str]]:
        first = entries[0]
        return [
            [
                str(entry["count"]),
                f"{entry['seconds']:.0f}",
                f"{entry['cpu_seconds']:.0f}",
                f"{entry['rss_mib']:.0f}",
                f"{entry['cpu_seconds'] / first['cpu_seconds']:.2f}",
            ]
            for entry in entries
        ]

    def times(entries: list[dict[str, Any]], more: int, fewer: int, key: str, most: float) -> str:
        found = {entry["count"]: entry[key] for entry in entries}
        if more not in found or fewer not in found:
            return "not measured"
        ratio = found[more] / found[fewer]
        return f"{ratio:.2f} (at most {most:g} was wanted: {'reached' if ratio <= most else 'missed'})"

    head = ["", "seconds", "processor seconds", "peak RSS, MiB", "processor seconds, against the first row"]
    maps = [
        [str(entry["count"]), f"{entry['mpx_s']:.3f}", *cells[1:]]
        for entry, cells in zip(report["maps"], rows(report["maps"]) if report["maps"] else [], strict=True)
    ]
    size = "{} x {}".format(*report["size"])
    threads = f" `OMP_NUM_THREADS={report['threads']}`." if report.get("threads") else ""
    return f"""# What sensors and dates cost

<!-- Written by `python -m benchmarks.speed.series`; do not edit. -->

Where other work had the cores, seconds tell little and processor seconds more.

{measured(report)} Effort of the trainings: {report["effort"]}.{threads}

## Training, sensors

{table(["sensors", *head[1:]], rows(report["sensors"]) if report["sensors"] else [])}

Six against three, processor seconds: {times(report["sensors"], 6, 3, "cpu_seconds", MOST_SENSORS)}.

## Training, dates of one sensor

{table(["dates", *head[1:]], rows(report["dates"]) if report["dates"] else [])}

Twelve against one, processor seconds: {times(report["dates"], 12, 1, "cpu_seconds", MOST_DATES)}.

## A map of {size} pixels of one optical sensor, {len(BANDS)} bands

{table(["dates", "Mpx/s", *head[1:]], maps)}

Twelve dates against one: processor seconds {times(report["maps"], 12, 1, "cpu_seconds", MOST_TIMES)}, memory
{times(report["maps"], 12, 1, "rss_mib", MOST_TIMES)}.
"""


if __name__ == "__main__":
    main()
