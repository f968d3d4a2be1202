"""How far tiles must overlap: maps in small tiles against the map in one, for several overlaps.

    python -m benchmarks.overlap SCENE... [--effort standard]

A scene is a folder with a scene.json whose labels are a raster (benchmarks/scenes.py). A model is trained on one half
of its labels; with every sensor and with each alone, the scene is mapped in one tile and in smaller ones. Writes
docs/overlap.md.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

import numpy as np
import rasterio

from mamol_core.contract import ClassifyRequest, Layer, TrainRequest
from mamol_core.mapping import tiles
from mamol_core.mapping.classify import classify
from mamol_core.reporting import Reporter
from mamol_core.training.train import train

from .mapping import ROOT
from .scenes import Scene, open_scene

HALOS = (8, 16, 32)
SIDES = (128, 64, 32)
ONE = 512  # pixels: the side of a tile that holds a whole scene


def main() -> None:
    """Measure scene by scene and write the page."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("scenes", nargs="+", type=Path, metavar="SCENE")
    arguments.add_argument("--effort", choices=("quick", "standard"), default="standard")
    asked = arguments.parse_args()
    lines: list[str] = []
    for folder in asked.scenes:
        with tempfile.TemporaryDirectory() as work:
            lines += _measure(open_scene(folder, None, Path(work)), asked.effort, Path(work))
    names = " ".join(folder.name for folder in asked.scenes)
    (ROOT / "docs" / "overlap.md").write_text(_page(f"{names} --effort {asked.effort}", lines))


def _measure(scene: Scene, effort: str, work: Path) -> list[str]:
    """Rows of the table."""
    truth = scene.truth
    if truth is None:
        raise SystemExit(f"{scene.name}: its labels are polygons; a raster was expected.")
    layers = [Layer(sensor, str(path)) for sensor, path in scene.layers.items()]
    model = str(work / "model.mamol.safetensors")
    classes = str(scene.train["CLASSES"]) if "CLASSES" in scene.train else None
    labels, kept = str(scene.train["LABELS_RASTER"]), (int(scene.train["IGNORE"]),)  # type: ignore[arg-type]
    train(TrainRequest(tuple(layers), labels, model, classes=classes, ignore=kept, effort=effort), Reporter())
    rows = []
    for given in [layers, *([layer] for layer in layers if len(layers) > 1)]:
        for halo in HALOS:
            whole, *tiled = (_map(given, model, halo, side, work) for side in (ONE, *SIDES))
            accuracy = [(map_[truth > 0] == truth[truth > 0]).mean() for map_ in (whole, *tiled)]
            cells = [f"{halo}", *(f"{(map_ == whole).mean():.2%}" for map_ in tiled), *(f"{a:.2%}" for a in accuracy)]
            rows.append(f"| {scene.name} | {' + '.join(layer.sensor for layer in given)} | {' | '.join(cells)} |")
            print(rows[-1], flush=True)
    return rows


def _map(layers: Sequence[Layer], model: str, halo: int, side: int, work: Path) -> np.ndarray:
    """Class codes (H, W)."""
    output = str(work / "map.tif")
    with mock.patch.multiple(tiles, HALO=halo, _REACH=halo // 2):
        classify(ClassifyRequest(tuple(layers), model, output, device="cpu", tile=side), Reporter())
    with rasterio.open(output) as raster:
        codes: np.ndarray = raster.read(1)
    return codes


def _page(command: str, rows: Sequence[str]) -> str:
    agree = " | ".join(f"tiles of {side}: same class" for side in SIDES)
    scores = " | ".join(f"OA, tiles of {side}" for side in SIDES)
    return f"""# Overlap of tiles

<!-- Written by `python -m benchmarks.overlap`; do not edit. -->

`python -m benchmarks.overlap {command}`

A tile is computed with some pixels beyond each of its sides. The inner half of these is blended with the next tile; the
outer half only lends context. Here maps in small tiles, with many more seams than the usual 256 pixels give, are
compared with the map of the scene in one tile. Overall accuracy is that of labels kept from training. One seed.

| scene | sensors | pixels beyond each side | {agree} | OA, one tile | {scores} |
|---|---|{"---:|" * (2 + 2 * len(SIDES))}
{chr(10).join(rows)}

A tile of 256 pixels costs {(1 + 2 * 32 / 256) ** 2:.2f} times its own pixels with 32 beyond each side, and
{(1 + 2 * tiles.HALO / 256) ** 2:.2f} times with {tiles.HALO}, which the program uses.
"""


if __name__ == "__main__":
    main()
