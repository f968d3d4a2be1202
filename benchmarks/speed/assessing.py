"""How long assessing a large map takes, and in how much memory: docs/assessment-speed.md.

    python -m benchmarks.speed.assessing [--side 10980]

On two generated class rasters, compressed and in tiles, every command by the command line in a process of its own,
start-up included. The first row is the bare reading of one of them. Writes benchmarks/results/assessment-speed.json.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import rasterio
import shapely
from rasterio.transform import from_origin
from rasterio.windows import Window

from mamol_core.accuracy.design import Design, design_path
from mamol_core.contract import REFERENCE_FIELD

from ..common import DOCS, ROOT, measured, parser, stamp, table, write_results

HOME = ROOT / "build" / "assessing"
CLASSES, PATCH, NOISE, ROWS = 11, 20, 0.03, 1024
_READ = """import sys, rasterio
with rasterio.open(sys.argv[1]) as file:
    for _, window in file.block_windows(1):
        file.read(1, window=window)"""


def main() -> None:
    """Make the maps, run the commands, write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("--side", type=int, default=10980, metavar="PIXELS")
    side = arguments.parse_args().side
    HOME.mkdir(parents=True, exist_ok=True)
    first, second = (make_map(HOME / f"map{seed}-{side}.tif", side, seed) for seed in (1, 2))
    points = HOME / "points.gpkg"
    points.unlink(missing_ok=True)
    report: dict[str, Any] = {**stamp(), "side": side, "runs": []}

    def run(name: str, *words: str) -> None:
        report["runs"].append({"what": name, **_run(words)})
        print(report["runs"][-1], flush=True)

    engine = ["-m", "mamol_core"]
    run("reading only", "-c", _READ, str(first))
    run("areas", *engine, "areas", "--map", str(first))
    run("sample, 500 points", *engine, "sample", "--map", str(first), "--output", str(points), "--size", "500")
    fill_in(points, first)
    known = ["--map", str(first), "--reference", str(points)]
    run("assess", *engine, "assess", *known, "--report", str(HOME / "report"))
    pair = [*engine, "compare", *known, "--other", str(second)]
    run("compare, on the same points", *pair)
    run("compare, with the difference as a raster", *pair, "--output", str(HOME / "difference.tif"))
    write_results("assessment-speed", report)
    (DOCS / "assessment-speed.md").write_text(page(report), encoding="utf-8")


def make_map(path: Path, side: int, seed: int) -> Path:
    """A map of patches with some noise, made once."""
    if path.exists():
        return path
    rng = np.random.default_rng(seed)
    patches = rng.integers(1, CLASSES + 1, (side // PATCH + 1, side // PATCH + 1), dtype=np.uint8)
    with rasterio.open(
        path, "w", driver="GTiff", height=side, width=side, count=1, dtype="uint8", nodata=0, crs="EPSG:32633",
        transform=from_origin(500_000, 5_400_000, 10, 10), compress="deflate", zlevel=1, tiled=True,
    ) as out:  # fmt: skip
        for row in range(0, side, ROWS):
            height = min(ROWS, side - row)
            codes = patches[np.arange(row, row + height)[:, None] // PATCH, np.arange(side) // PATCH]
            changed = rng.random(codes.shape) < NOISE
            codes[changed] = rng.integers(1, CLASSES + 1, int(changed.sum()), dtype=np.uint8)
            out.write(codes, 1, window=Window(0, row, side, height))
    return path


def fill_in(points: Path, source: Path) -> None:
    """Give every point a reference: the class of its stratum, the next one at each tenth."""
    design = Design.read(design_path(points))
    drawn = np.array(design.points)
    really = np.where(np.arange(len(drawn)) % 10, drawn[:, 3], drawn[:, 3] % CLASSES + 1).astype(np.int32)
    with rasterio.open(source) as raster:
        x, y = raster.xy(drawn[:, 1], drawn[:, 2])
    pyogrio.raw.write(
        points, geometry=shapely.to_wkb(shapely.points(x, y)), field_data=[really], fields=[REFERENCE_FIELD],
        geometry_type="Point", crs="EPSG:32633", driver="GPKG",
    )  # fmt: skip


def _run(words: Sequence[str]) -> dict[str, float]:
    """Seconds, seconds of all cores, and peak memory of a process."""
    began = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True
    )
    said = child.stderr.read() if child.stderr else ""
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise RuntimeError(said[-2000:])
    return {
        "seconds": time.perf_counter() - began,
        "cpu_seconds": used.ru_utime + used.ru_stime,
        "rss_mib": used.ru_maxrss / 1024,
    }


def page(report: dict[str, Any]) -> str:
    """The page in Markdown."""
    side = report["side"]
    rows = [
        [row["what"], *(f"{row[key]:.1f}" for key in ("seconds", "cpu_seconds")), f"{row['rss_mib']:.0f}"]
        for row in report["runs"]
    ]
    return f"""# Assessing a large map

<!-- Written by `python -m benchmarks.speed.assessing`; do not edit. -->

On maps of {side:,} x {side:,} pixels and {CLASSES} classes, compressed and in tiles, each command from the start of its
process to its end.

{measured(report)}

{table(["", "seconds", "seconds of all cores", "peak RSS, MiB"], rows)}
"""


if __name__ == "__main__":
    main()
