"""What training costs on a whole Sentinel-2 tile with a few polygons, against the same polygons on a crop around them.

    python -m benchmarks.training_memory [--side 10980] [--effort standard]

On a generated Sentinel-2 + Sentinel-1 + elevation scene (benchmarks/stack.py). Every row is a process of its own, one
after the other. Fails where accuracy or weights differ; else writes docs/training-memory.md.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import rasterio
import shapely
import torch
from rasterio.transform import from_origin
from safetensors.numpy import load_file

from mamol_core.contract import Layer, TrainRequest
from mamol_core.labels.windows import MOST_WINDOWS, SIDE, STEP
from mamol_core.reporting import Reporter
from mamol_core.training.train import gather, train

from .experts_report import processor
from .stack import BLOCK, CRS, GRIDS, LEFT, TOP, make_block, scene

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "training-memory"
CELLS = 6  # side of the square, in cells of the windows' lattice, that holds the polygons
AROUND = 2  # cells between it and the crop's edge
POLYGONS = 8  # of each class
SQUARE = 9  # side of a polygon in pixels
ROWS = {
    "crop": "a few polygons, crop",
    "scene": "the same polygons, whole scene",
    "labelled-half": "every pixel labelled, half as wide and high: up to the cut windows",
    "labelled": "every pixel labelled, whole scene: up to the cut windows",
}


def main() -> None:
    """Run the rows one after the other, compare them, and write the page."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--side", type=int, default=10_980, help="of the scene, in pixels of 10 m")
    arguments.add_argument("--effort", choices=("quick", "standard", "thorough"), default="standard")
    arguments.add_argument("--row", choices=ROWS, help="run this one here and print its figures")
    asked = arguments.parse_args()
    if asked.row:
        print(json.dumps(_row(asked.row, asked.side, asked.effort)))
        return
    make_block(HOME)
    draw_polygons(asked.side)
    crop_layers(asked.side)
    for name in ("labelled", "labelled-half"):
        label_all(HOME / f"{name}.tif", _side(name, asked.side))
    rows: dict[str, Any] = {}
    for name in ROWS:
        words = ["--row", name, "--side", str(asked.side), "--effort", asked.effort]
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.training_memory", *words],
            cwd=ROOT, capture_output=True, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{name}: {done.stderr[-2000:]}")
        rows[name] = json.loads(done.stdout.splitlines()[-1])
        print(name, {key: rows[name][key] for key in ("seconds", "rss_mib", "pixels")}, flush=True)
    for what in ("accuracy", "weights"):
        if rows["scene"][what] != rows["crop"][what]:
            sys.exit(f"The {what} of scene and crop differ.")
    text = page(rows, asked.side, asked.effort)
    print(text)
    (ROOT / "docs" / "training-memory.md").write_text(text, encoding="utf-8")


def place(side: int) -> tuple[int, int]:
    """First pixel, in rows and columns alike, and side of the crop in the middle of the scene, on the lattice."""
    cells = CELLS + 2 * AROUND
    return (side // STEP - cells) // 2 * STEP, cells * STEP


def draw_polygons(side: int) -> None:
    """polygons.gpkg: squares on ground of one class, POLYGONS of each class that has so many, amid the crop."""
    first, _ = place(side)
    top = first + AROUND * STEP
    with rasterio.open(HOME / "truth.tif") as raster:
        truth = raster.read(1)
    rows = (top + np.arange(CELLS * STEP)) % BLOCK
    ground = truth[np.ix_(rows, rows)]
    rng = np.random.default_rng(0)
    spots = [(row, col) for row in range(0, len(rows), 2 * SQUARE) for col in range(0, len(rows), 2 * SQUARE)]
    squares: dict[int, list[shapely.Geometry]] = {}
    for row, col in rng.permutation(spots):
        found = np.unique(ground[row : row + SQUARE, col : col + SQUARE])
        if len(found) == 1 and len(squares.setdefault(int(found[0]), [])) < POLYGONS:
            x, y = LEFT + 10 * (top + col), TOP - 10 * (top + row)
            squares[int(found[0])].append(shapely.box(x, y - 10 * SQUARE, x + 10 * SQUARE, y))
    kept = [(code, square) for code, drawn in sorted(squares.items()) if len(drawn) == POLYGONS for square in drawn]
    path = HOME / "polygons.gpkg"
    path.unlink(missing_ok=True)
    pyogrio.raw.write(
        str(path), shapely.to_wkb(np.array([square for _, square in kept])), [np.array([code for code, _ in kept])],
        ["code"], geometry_type="Polygon", crs=CRS, driver="GPKG",
    )  # fmt: skip


def crop_layers(side: int) -> None:
    """SENSOR-crop.tif: the crop of each layer, the same pixels in a GeoTIFF."""
    first, size = place(side)
    for name, path in scene(HOME, side, side).items():
        grid = GRIDS[name]
        row, count = round(first * 10 / grid.pixel), round(size * 10 / grid.pixel)
        corner = LEFT + grid.shift + row * grid.pixel, TOP - grid.shift - row * grid.pixel
        with rasterio.open(path) as source:
            values = source.read(window=rasterio.windows.Window(row, row, count, count))
        with rasterio.open(
            HOME / f"{name}-crop.tif", "w", driver="GTiff", width=count, height=count, count=len(values), crs=CRS,
            dtype=grid.dtype, nodata=grid.nodata, transform=from_origin(*corner, grid.pixel, grid.pixel),
            tiled=True, blockxsize=512, blockysize=512, compress="deflate",
        ) as raster:  # fmt: skip
            raster.write(values)
            raster.descriptions = grid.bands


def label_all(path: Path, side: int) -> None:
    """The block's truth, repeated over the whole scene."""
    with rasterio.open(HOME / "truth.tif") as raster:
        truth = raster.read(1)
    times = -(-side // BLOCK)
    with rasterio.open(
        path, "w", driver="GTiff", width=side, height=side, count=1, crs=CRS, dtype="uint8", nodata=0,
        transform=from_origin(LEFT, TOP, 10, 10), tiled=True, blockxsize=512, blockysize=512, compress="deflate",
    ) as raster:  # fmt: skip
        raster.write(np.tile(truth, (times, times))[:side, :side], 1)


def _side(name: str, side: int) -> int:
    return side // 2 if name == "labelled-half" else side


def _row(name: str, side: int, effort: str) -> dict[str, Any]:
    """One training: seconds, peak RSS, accuracy per pattern of sensors and a digest of the weights."""
    if name == "crop":
        layers = {sensor: HOME / f"{sensor}-crop.tif" for sensor in GRIDS}
    else:
        layers = scene(HOME, _side(name, side), _side(name, side))
    given = tuple(Layer(sensor, str(path)) for sensor, path in layers.items())
    figures: dict[str, Any] = {}
    with tempfile.TemporaryDirectory() as folder:
        request = TrainRequest(given, str(HOME / "polygons.gpkg"), f"{folder}/m.mamol.safetensors", device="cpu")
        began = time.perf_counter()
        if name.startswith("labelled"):
            material = gather(replace(request, labels=str(HOME / f"{name}.tif")), Reporter())
            seconds, pixels = time.perf_counter() - began, sum(material.counts)
        else:
            card = train(replace(request, field="code", effort=effort), Reporter())["card"]
            seconds, pixels = time.perf_counter() - began, sum(card["training"]["pixels"].values())
            weights = hashlib.sha256()
            for key, values in sorted(load_file(request.model).items()):
                weights.update(key.encode() + values.tobytes())
            figures = {"accuracy": card["accuracy"], "classes": len(card["classes"]), "weights": weights.hexdigest()}
    rss = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"seconds": seconds, "rss_mib": rss, "pixels": pixels, **figures}


def page(rows: dict[str, Any], side: int, effort: str) -> str:
    """The page in Markdown."""
    _, size = place(side)
    sides = {"crop": size, "scene": side, "labelled": side, "labelled-half": side // 2}
    lines = []
    for name, words in ROWS.items():
        row = rows[name]
        scores = [f"{row['accuracy'][0][key]:.4f}" for key in ("oa", "macro_f1")] if "accuracy" in row else ["", ""]
        cells = [words, f"{sides[name]:,}", f"{row['pixels']:,}", *scores, f"{row['seconds']:.0f}"]
        lines.append("| " + " | ".join([*cells, f"{row['rss_mib']:.0f}"]) + " |")
    scene, crop = rows["scene"], rows["crop"]
    change = {key: f"{scene[key] / crop[key] - 1:+.1%}" for key in ("seconds", "rss_mib")}
    return f"""# Training: memory and time

<!-- Written by `python -m benchmarks.training_memory`; do not edit. -->

`python -m benchmarks.training_memory --side {side} --effort {effort}`

A generated Sentinel-2 (12 bands) + Sentinel-1 (2) + elevation (1) scene of {side} x {side} pixels on three grids, by
VRTs that repeat a block of {BLOCK} pixels. {POLYGONS} squares of {SQUARE} x {SQUARE} pixels for each of
{scene["classes"]} classes lie in the middle. The crop begins a multiple of {STEP} pixels from the scene's corner, so
that the windows are the same. {len(os.sched_getaffinity(0))} cores ({processor()}), PyTorch {torch.__version__} on one
thread, so that runs repeat; one run, on a machine that had other work now and then.

| labels | side of the scene | labelled pixels learned from | OA | macro-F1 | seconds | peak RSS, MiB |
|---|---:|---:|---:|---:|---:|---:|
{chr(10).join(lines)}

The accuracy of every pattern of sensors and every weight of the model are the same for scene and crop, bit by bit
(SHA-256 of the tensors `{scene["weights"][:12]}`). The scene takes {change["seconds"]} seconds and {change["rss_mib"]}
memory.

A model learns from at most {MOST_WINDOWS} windows of {SIDE} x {SIDE} pixels. Labels are read by block, counted per cell
of {STEP} x {STEP} pixels, and kept only inside these windows: that is what bounds memory where every pixel is labelled.
"""


if __name__ == "__main__":
    main()
