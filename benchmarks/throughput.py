"""How fast maps are made: end to end, against the network alone, against random forests and a published protocol.

    python -m benchmarks.throughput [--size 4096 4096] [--tile 256]

On a generated Sentinel-2 + Sentinel-1 + elevation stack (benchmarks/stack.py). Every row is a process of its own, run
one after the other on all cores. Writes docs/throughput.json and docs/throughput.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch

from mamol_core.contract import ClassifyRequest, Layer
from mamol_core.mapping import classify
from mamol_core.mapping.tiles import HALO, Tiling
from mamol_core.model import runtime
from mamol_core.model.device import choose_device
from mamol_core.model.modelfile import load_model
from mamol_core.model.timm_blocks import create_model
from mamol_core.rasters.grid import choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.reporting import Reporter

from .experts_report import processor
from .stack import make_block, scene, trained

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "throughput"
FOREST_SIDE = 512  # pixels of the scene that a forest predicts, by blocks of FOREST_BLOCK rows
FOREST_BLOCK = 64
CONTEXT = 5  # pixels: mean and deviation over this window beside the bands
PATCH = 14  # pixels: the published protocol looks at a window of this side for each pixel
PATCHES = 32
RUNTIMES = ("openvino", "torch")
ROWS = {
    "map-openvino": "**MaMOL, end to end, OpenVINO**",
    "alone-openvino": "network alone, OpenVINO",
    "map-torch": "**MaMOL, end to end, PyTorch**",
    "alone-torch": "network alone, PyTorch",
    "crop-torch": "same network, tile by tile, overlap cropped, PyTorch",
    "forest-bands-100-500": "forest, bands, 100 trees of 500 pixels",
    "forest-bands-300-500": "forest, bands, 300 trees of 500 pixels",
    "forest-bands-100-20000": "forest, bands, 100 trees of 20,000 pixels",
    "forest-bands-300-20000": "forest, bands, 300 trees of 20,000 pixels",
    "forest-context-100-20000": "forest, bands and context, 100 trees of 20,000 pixels",
    "forest-context-300-20000": "forest, bands and context, 300 trees of 20,000 pixels",
    "published": "published protocol: ViT-B/16 on a 14 x 14 window for each pixel",
}


class _Log(Reporter):
    """Keeps what the engine says of its runtime, and when it begins to map."""

    def __init__(self) -> None:
        super().__init__()
        self.runtime, self.began = "", 0.0

    def log(self, message: str) -> None:
        if message.startswith("Runtime"):
            self.runtime = message

    def stage(self, name: str, total: float = 0) -> None:
        super().stage(name, total)
        self.began = time.perf_counter()


def main() -> None:
    """Run the rows one after the other, then write the page."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--size", nargs=2, type=int, default=(4096, 4096), metavar=("HEIGHT", "WIDTH"))
    arguments.add_argument("--tile", type=int, default=256)
    arguments.add_argument("--row", choices=ROWS, help="run this one here and print its figures")
    asked = arguments.parse_args()
    if asked.row:
        print(json.dumps(_row(asked.row, tuple(asked.size), asked.tile)))
        return
    make_block(HOME)
    trained(HOME)
    rows: dict[str, Any] = {}
    for name in ROWS:
        words = ["--row", name, "--size", *map(str, asked.size), "--tile", str(asked.tile)]
        done = subprocess.run(
            [sys.executable, "-W", "ignore", "-m", "benchmarks.throughput", *words],
            cwd=ROOT, capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode:
            sys.exit(f"{name}: {done.stderr[-2000:]}")
        rows[name] = json.loads(done.stdout.splitlines()[-1])
        print(name, rows[name], flush=True)
    report = {
        "size": list(asked.size), "tile": asked.tile, "rows": rows, "cores": len(os.sched_getaffinity(0)),
        "processor": processor(), "torch": torch.__version__, "python": platform.python_version(),
    }  # fmt: skip
    (ROOT / "docs" / "throughput.json").write_text(json.dumps(report, indent=1) + "\n")
    (ROOT / "docs" / "throughput.md").write_text(page(report))


def _row(name: str, size: tuple[int, int], tile: int) -> dict[str, Any]:
    kind, *rest = name.split("-")
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    figures: dict[str, Any]
    if kind == "map":
        figures = _map(rest[0], size, tile)
    elif kind in ("alone", "crop"):
        figures = _alone(rest[0], size, tile, crop=kind == "crop")
    elif kind == "forest":
        figures = _forest(rest[0], int(rest[1]), int(rest[2]), size)
    else:
        figures = _published()
    used = resource.getrusage(resource.RUSAGE_SELF)
    return {
        **figures,
        "cpu": (used.ru_utime + used.ru_stime - before.ru_utime - before.ru_stime) / (time.perf_counter() - began),
        "rss_mib": used.ru_maxrss / 1024,
    }


def _map(how: str, size: tuple[int, int], tile: int) -> dict[str, Any]:
    """Our map of the scene as the product makes it: Mpx/s of mapping, and with start-up and overviews."""
    if how == "torch":
        runtime.WORTH_COMPILING = sys.maxsize
    layers = tuple(Layer(name, str(path)) for name, path in scene(HOME, *size).items())
    log = _Log()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        request = ClassifyRequest(layers, str(trained(HOME)), f"{folder}/map.tif", tile=tile, device="cpu")
        classify.classify(request, log)
    ended = time.perf_counter()
    pixels = size[0] * size[1] / 1e6
    return {"mpx_s": pixels / (ended - began), "startup_s": log.began - began, "runtime": log.runtime}


def _alone(how: str, size: tuple[int, int], tile: int, crop: bool) -> dict[str, Any]:
    """Features in memory to probabilities, as many tiles side by side as the product, nothing read or written.

    ``crop``: as tools do it that crop overlaps: values to features to probabilities to classes, one tile after another
    on all threads.
    """
    model, _ = load_model(str(trained(HOME)))
    device = choose_device("cpu")
    tiling = Tiling(*size, tile)
    side, given = tiling.read_side, range(len(model.sensors))
    if how == "torch":
        runtime.WORTH_COMPILING = sys.maxsize
    said = runtime.speed_up(model, device, given, side, tiling.rows * tiling.cols)
    sources = [open_source(Layer(name, str(path))) for name, path in scene(HOME, *size).items()]
    grid = choose_grid(sources, model.gsd)
    layers = []
    for source in sources:
        with Reader(source, grid) as reader:
            layers.append(reader.read(0, 0, side, side))
    values = [torch.from_numpy(layer[0])[None] for layer in layers]
    masks = torch.from_numpy(np.stack([layer[1] for layer in layers]))[None].float()

    def see() -> list[torch.Tensor | None]:
        return [model.see(position, values[position], masks[:, [position]]) for position in given]

    with torch.inference_mode():
        features = see()

    def whole(_: int) -> None:
        with torch.inference_mode():
            probabilities = model.probabilities(see() if crop else features, masks)
            if crop:
                probabilities[0, :, HALO:-HALO, HALO:-HALO].argmax(0).numpy()

    tiles = 64
    workers = device.workers
    if crop:
        whole(0)
        seconds = _seconds(lambda: list(map(whole, range(tiles))))
    else:
        with ThreadPoolExecutor(workers.count, "tiles", torch.set_num_threads, (workers.threads,)) as pool:
            list(pool.map(whole, range(workers.count)))
            seconds = _seconds(lambda: list(pool.map(whole, range(tiles))))
    return {"mpx_s": tiles * tile**2 / seconds / 1e6, "runtime": said}


def _forest(kind: str, trees: int, pixels: int, size: tuple[int, int]) -> dict[str, Any]:
    """A forest of scikit-learn on the stack brought to one grid, predicting by block on all cores."""
    from scipy import ndimage
    from sklearn.ensemble import RandomForestClassifier

    sources = [open_source(Layer(name, str(path))) for name, path in scene(HOME, *size).items()]
    grid = choose_grid(sources, 10.0)
    values = []
    for source in sources:
        with Reader(source, grid) as reader:
            values.append(reader.read(0, 0, FOREST_SIDE, FOREST_SIDE)[0])
    stack = np.concatenate(values)
    with Reader(open_source(Layer("optical", str(HOME / "truth.tif"))), grid) as reader:
        labels = reader.read(0, 0, FOREST_SIDE, FOREST_SIDE)[0][0].astype(int)

    def table(rows: slice) -> np.ndarray:
        if kind == "context":
            margin = slice(max(0, rows.start - CONTEXT), rows.stop + CONTEXT)
            part = stack[:, margin]
            mean = ndimage.uniform_filter(part, (0, CONTEXT, CONTEXT))
            deviation = np.sqrt(np.maximum(ndimage.uniform_filter(part**2, (0, CONTEXT, CONTEXT)) - mean**2, 0))
            inner = slice(rows.start - margin.start, rows.stop - margin.start)
            return np.concatenate([part, mean, deviation])[:, inner].reshape(3 * len(stack), -1).T
        return stack[:, rows].reshape(len(stack), -1).T

    rng = np.random.default_rng(0)
    chosen = rng.choice(np.flatnonzero(labels), pixels, replace=False)
    forest = RandomForestClassifier(trees, n_jobs=-1, random_state=0)
    forest.fit(table(slice(0, FOREST_SIDE))[chosen], labels.ravel()[chosen])
    blocks = [slice(row, row + FOREST_BLOCK) for row in range(0, FOREST_SIDE, FOREST_BLOCK)]
    seconds = _seconds(lambda: [forest.predict(table(block)) for block in blocks])
    return {"mpx_s": FOREST_SIDE**2 / seconds / 1e6}


def _published() -> dict[str, Any]:
    """One pass of a frozen ViT-B/16's size for each pixel's window, one token a pixel (arXiv 2511.11460)."""
    vit = create_model("vit_base_patch16_224", img_size=PATCH * 16, num_classes=7).eval()
    windows = torch.rand(PATCHES, 3, PATCH * 16, PATCH * 16)
    with torch.inference_mode():
        vit(windows[:2])
        seconds = _seconds(lambda: vit(windows))
    return {"mpx_s": PATCHES / seconds / 1e6}


def _seconds(task: Callable[[], Any]) -> float:
    began = time.perf_counter()
    task()
    return time.perf_counter() - began


def page(report: dict[str, Any]) -> str:
    """The page in Markdown."""
    rows, (height, width), tile = report["rows"], report["size"], report["tile"]
    best = rows["map-openvino"]["mpx_s"]
    lines = [
        f"| {words} | {rows[name]['mpx_s']:.4g} | {best / rows[name]['mpx_s']:.3g} | {rows[name]['cpu']:.2f} | "
        f"{rows[name]['rss_mib']:.0f} |"
        for name, words in ROWS.items()
    ]
    share = {how: rows[f"map-{how}"]["mpx_s"] / rows[f"alone-{how}"]["mpx_s"] for how in RUNTIMES}
    overlap = ((tile + 2 * HALO) / tile) ** 2
    return f"""# Throughput

<!-- Written by `python -m benchmarks.throughput`; do not edit. -->

`python -m benchmarks.throughput --size {height} {width} --tile {tile}`

A generated Sentinel-2 (12 bands) + Sentinel-1 (2) + elevation (1) stack of {height} x {width} pixels on three grids,
with clouds and a swath's edge as nodata; larger than its block of 2040 pixels by VRTs that repeat it.
{report["cores"]} cores ({report["processor"]}), PyTorch {report["torch"]}; one run, on a machine that had
other work now and then.

| | Mpx/s of map | the first row is faster by | cores used | peak RSS, MiB |
|---|---:|---:|---:|---:|
{chr(10).join(lines)}

End to end is from the request to the finished file: opening, checks, compiling, reading, warping, features, network,
blending, writing, overviews. The log of the first row: "{rows["map-openvino"]["runtime"]}" It begins to map after
{rows["map-openvino"]["startup_s"]:.1f} s, PyTorch after {rows["map-torch"]["startup_s"]:.1f} s (imports not counted).
End to end reaches {share["openvino"]:.0%} of the network alone with OpenVINO, {share["torch"]:.0%} with PyTorch; the
network alone begins with features and ends with probabilities. Tiles overlap: {overlap:.2f} pixels are computed for
each that is mapped, in all rows but the forests'; without that cost the network alone does
{rows["alone-openvino"]["mpx_s"] * overlap:.2f} Mpx/s. The cores and the memory of a row are those of its whole process,
training of forests included.

The forests learn from pixels of the scene's corner and predict {FOREST_SIDE} x {FOREST_SIDE} pixels by blocks of
{FOREST_BLOCK} rows, already read and on one grid: reading is not counted against them. The published protocol gives
only the cost of its backbone: no pretrained weights are needed to time it.
"""


if __name__ == "__main__":
    main()
