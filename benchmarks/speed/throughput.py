"""How fast maps are made: end to end, against the network alone, other runtimes, random forests, a published protocol.

    python -m benchmarks.speed.throughput [--size 10980 10980] [--tile 256]

On a generated Sentinel-2 + Sentinel-1 + elevation stack (stack.py), as large as a tile of Sentinel-2. Every row is a
process of its own, run one after the other on all cores. A row is kept in results/throughput.json as soon as it is
measured. One that needs packages that `make setup` does not install (onnx, onnxscript and onnxruntime), or that fails,
is left out, and the page says why. Writes docs/throughput.md and docs/images/throughput.png too.
"""

from __future__ import annotations

import importlib.util
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import numpy as np
import torch

from mamol_core.contract import Layer
from mamol_core.mapping.tiles import HALO, Tiling
from mamol_core.model.device import choose_device
from mamol_core.model.modelfile import Model, load_model
from mamol_core.model.runtimes import openvino, runtime
from mamol_core.rasters.grid import choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source

from ..common import DOCS, RESULTS, ROOT, parser, stamp, write_results
from .mapping import HOME, map_stack, seconds
from .stack import BLOCK, make_block, scene, trained
from .throughput_page import ROWS, draw, page

PACKAGES = {"crop-onnx": ("onnx", "onnxscript", "onnxruntime")}
NEEDED = ("map-openvino", "alone-openvino", "map-torch", "alone-torch")  # rows that the page's sentences are about
FOREST_SIDE = 1024  # pixels of the scene that a forest predicts, by blocks of FOREST_BLOCK rows
FOREST_BLOCK = 64
CONTEXT = 5  # pixels: mean and deviation over this window beside the bands
PATCH = 14  # pixels: the published protocol looks at a window of this side for each pixel
PATCHES = 32
TILES = 256  # computed where the network runs alone


def main() -> None:
    """Run the rows one after the other, then write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("--size", nargs=2, type=int, default=(10980, 10980), metavar=("HEIGHT", "WIDTH"))
    arguments.add_argument("--tile", type=int, default=256)
    arguments.add_argument("--row", choices=ROWS, help="run this one here and print its figures")
    asked = arguments.parse_args()
    if asked.row:
        print(json.dumps(_row(asked.row, tuple(asked.size), asked.tile)))
        return
    make_block(HOME)
    trained(HOME)
    report = {
        **stamp(), "torch": torch.__version__, "size": list(asked.size), "tile": asked.tile, "block": BLOCK,
        "rows": {}, "left_out": {},
    }  # fmt: skip
    measure(report, RESULTS)
    lost = [name for name in NEEDED if name in report["left_out"]]
    if lost:
        sys.exit(f"Without {', '.join(lost)} there is no page; the other rows are in {RESULTS / 'throughput.json'}.")
    (DOCS / "throughput.md").write_text(page(report), encoding="utf-8")
    draw(report, DOCS / "images" / "throughput.png")


def measure(report: dict[str, Any], folder: Path) -> None:
    """Run the rows one after the other; each is in the report and in throughput.json before the next begins."""
    for name in ROWS:
        missing = [package for package in PACKAGES.get(name, ()) if importlib.util.find_spec(package) is None]
        if missing:
            report["left_out"][name] = f"it needs the packages {', '.join(PACKAGES[name])}"
        else:
            words = ["--row", name, "--size", *map(str, report["size"]), "--tile", str(report["tile"])]
            done = subprocess.run(
                [sys.executable, "-W", "ignore", "-m", "benchmarks.speed.throughput", *words],
                cwd=ROOT, capture_output=True, text=True,
            )  # fmt: skip
            if done.returncode:
                print(done.stderr[-2000:], file=sys.stderr)
                report["left_out"][name] = (done.stderr.strip().splitlines() or [f"exit code {done.returncode}"])[-1]
            else:
                report["rows"][name] = json.loads(done.stdout.splitlines()[-1])
        print(name, report["rows"].get(name) or f"left out: {report['left_out'][name]}", flush=True)
        write_results("throughput", report, folder)


def _row(name: str, size: tuple[int, int], tile: int) -> dict[str, Any]:
    kind, *rest = name.split("-")
    began, before = time.perf_counter(), resource.getrusage(resource.RUSAGE_SELF)
    figures: dict[str, Any]
    if kind == "map":
        row = map_stack(*size, tile=tile, openvino=rest[0] == "openvino")
        return {
            "mpx_s": row.mpx_s, "steady_mpx_s": row.steady_mpx_s, "start_s": row.start, "runtime": row.runtime,
            "cpu": row.cores, "rss_mib": row.rss_mib,
        }  # fmt: skip
    if kind == "alone":
        figures = _alone(rest[0], size, tile)
    elif kind == "crop":
        figures = _crop(rest[0], size, tile)
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


def _window(size: tuple[int, int], side: int) -> tuple[Model, list[torch.Tensor], torch.Tensor]:
    """The model, and values per sensor and masks (1, S, side, side) of the scene's corner."""
    model, _ = load_model(str(trained(HOME)))
    sources = [open_source(Layer(name, str(path))) for name, path in scene(HOME, *size).items()]
    grid = choose_grid(sources, model.gsd)
    layers = []
    for source in sources:
        with Reader(source, grid) as reader:
            layers.append(reader.read(0, 0, side, side))
    masks = torch.from_numpy(np.stack([layer[1] for layer in layers]))[None].float()
    return model, [torch.from_numpy(layer[0])[None] for layer in layers], masks


def _alone(how: str, size: tuple[int, int], tile: int) -> dict[str, Any]:
    """Features in memory to probabilities, as many tiles side by side as the product, nothing read or written."""
    device, tiling = choose_device("cpu"), Tiling(*size, tile)
    model, values, masks = _window(size, tiling.read_side)
    given = dict.fromkeys(range(len(values)), 1)
    if how == "torch":
        runtime.WORTH_COMPILING = sys.maxsize
    computed, _ = runtime.choose_runtime(model, device, given, tiling.read_side, size[0] * size[1])
    with torch.inference_mode():
        features = [
            computed.predictor.extract_features(position, values[position], masks[:, [position]]) for position in given
        ]

    def whole(_: int) -> None:
        with torch.inference_mode():
            computed.predictor.probabilities(features, masks)

    workers = device.workers
    with ThreadPoolExecutor(workers.count, "tiles", torch.set_num_threads, (workers.threads,)) as pool:
        list(pool.map(whole, range(workers.count)))
        took = seconds(lambda: list(pool.map(whole, range(TILES))))
    return {"mpx_s": TILES * tile**2 / took / 1e6, "runtime": computed.name}


def _crop(how: str, size: tuple[int, int], tile: int) -> dict[str, Any]:
    """The same network as tools run it that crop overlaps: one tile after another on all threads, values to classes."""
    side = tile + 2 * HALO
    model, values, masks = _window(size, side)
    runtime.fold_batch_norms(model.network)
    network = openvino.Flat(model, range(len(values))).train(False)

    def see() -> list[torch.Tensor]:
        return [model.extract_features(position, part, masks[:, [position]]) for position, part in enumerate(values)]

    if how == "onnx":
        run, name = _onnx(network, (masks, *see()))
    else:
        network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
        run, name = (lambda *inputs: network(*inputs).numpy()), f"PyTorch {torch.__version__}"

    def whole(_: int) -> None:
        with torch.inference_mode():
            run(masks, *see())[0, :, HALO:-HALO, HALO:-HALO].argmax(0)

    whole(0)
    return {"mpx_s": TILES * tile**2 / seconds(lambda: list(map(whole, range(TILES)))) / 1e6, "runtime": name}


def _onnx(network: openvino.Flat, examples: tuple[torch.Tensor, ...]) -> tuple[Callable[..., np.ndarray], str]:
    """The network in ONNX Runtime, and its release."""
    import onnxruntime

    with warnings.catch_warnings(), tempfile.TemporaryDirectory() as folder:
        warnings.simplefilter("ignore")
        torch.onnx.export(network, examples, f"{folder}/network.onnx", dynamo=True, verbose=False)
        session = onnxruntime.InferenceSession(f"{folder}/network.onnx", providers=["CPUExecutionProvider"])
    names = [entry.name for entry in session.get_inputs()]

    def run(*inputs: torch.Tensor) -> np.ndarray:
        feed = {name: values.numpy() for name, values in zip(names, inputs, strict=True)}
        probabilities: np.ndarray = session.run(None, feed)[0]
        return probabilities

    return run, f"ONNX Runtime {onnxruntime.__version__}"


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
    took = seconds(lambda: [forest.predict(table(block)) for block in blocks])
    return {"mpx_s": FOREST_SIDE**2 / took / 1e6}


def _published() -> dict[str, Any]:
    """One pass of a frozen ViT-B/16's size for each pixel's window, one token a pixel (arXiv 2511.11460)."""
    from mamol_core.model.backbones.timm_models import create_model

    vit = create_model("vit_base_patch16_224", img_size=PATCH * 16, num_classes=7).eval()
    windows = torch.rand(PATCHES, 3, PATCH * 16, PATCH * 16)
    with torch.inference_mode():
        vit(windows[:2])
        took = seconds(lambda: vit(windows))
    return {"mpx_s": PATCHES / took / 1e6}


if __name__ == "__main__":
    main()
