"""The starter model in resources/, and whether it is worth starting from.

    python -m benchmarks.tools.starter build SCENES    trains it and writes resources/starter.mamol.safetensors
    python -m benchmarks.tools.starter score SCENES    leaves one scene out; adapts against training from nothing

SCENES is the folder that holds the scenes. Both write what they measured into build/starter; ``score`` also writes
docs/starter.md. It is trained as anyone's model of several scenes is (``train --scene``). The model shown to a scene is
never trained on that scene.
"""

from __future__ import annotations

import csv
import json
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import rasterio

from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.contract import ClassifyRequest, Layer, TrainRequest
from mamol_core.mapping.classify import classify
from mamol_core.model.modelfile import load_model
from mamol_core.presets import LEFT_OUT
from mamol_core.rasters.legend import LandClass
from mamol_core.reporting import Reporter
from mamol_core.training.train import train

from ..common import DOCS, ROOT, measured, parser, stamp, table
from ..scenes import Split, divide, onto, read_labels, training, write_raster

HOME = ROOT / "build" / "starter"
MODEL = ROOT / "resources" / "starter.mamol.safetensors"
LEGEND = [
    LandClass(1, "Water", "#419bdf"),
    LandClass(2, "Trees", "#397d49"),
    LandClass(3, "Low vegetation", "#b6d17f"),
    LandClass(4, "Built-up", "#c4281b"),
    LandClass(5, "Snow and ice", "#b39fe1"),
]
BANDS = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")


@dataclass(frozen=True)
class Known:
    """How a scene's classes translate into the legend; those left out are ambiguous and teach nothing."""

    name: str
    codes: dict[int, int]
    source: str
    licence: str


SCENES = (
    Known("chile_s2_s1_dem", {1: 1, 2: 2, 4: 3, 5: 4, 9: 3}, "TerraMesh (Chile)", "Apache-2.0"),
    Known("tanzania_s2_s1_dem", {4: 3, 9: 3}, "TerraMesh (Tanzania)", "Apache-2.0"),
    Known("canada_snow_s2_s1_dem", {7: 5}, "TerraMesh (Canada)", "Apache-2.0"),
    Known("slovenia_s2_dem", {1: 3, 2: 2, 3: 3, 8: 4}, "eo-learn example data (Slovenia)", "MIT"),
)
NEVER_SEEN = "amazon_s2_srtm_polygons"  # its data is under GPL-3, so it may test the model but not teach it
SENSORS = ("optical", "sar", "lidar")
SEEDS = (0, 1, 2)


def main() -> None:
    """Build or score."""
    asking = parser(__doc__)
    asking.add_argument("what", choices=("build", "score"))
    asking.add_argument("scenes", type=Path)
    asked = asking.parse_args()
    HOME.mkdir(parents=True, exist_ok=True)
    if asked.what == "score":
        score(asked.scenes)
    else:
        build(asked.scenes)


def build(folder: Path) -> None:
    """Train on every scene and write the model; its card also carries the figures of ``score``."""
    told = HOME / "score.json"
    if not told.exists():
        raise SystemExit(
            "Its card carries the accuracy on scenes it never saw: run python -m benchmarks.tools.starter score first."
        )
    unseen = json.loads(told.read_text(encoding="utf-8"))["unseen"]
    heard = "; ".join(
        f"{name}: OA {entry['oa']:.0%}, macro-F1 {entry['macro_f1']:.2f}" for name, entry in unseen.items()
    )
    sources = "; ".join(f"{known.source}, {known.licence}" for known in SCENES)
    with tempfile.TemporaryDirectory() as work:
        model, card = load_model(str(fit(folder, SCENES, 0, Path(work))))
    card |= {
        "name": "Starter (demonstration)",
        "author": "MaMOL Land Cover",
        "licence": "GPL-2.0-or-later",
        "attribution": (
            f"A demonstration, to be adapted with your own labels. On scenes it never saw: {heard}. "
            f"Trained on {sources}. Contains modified Copernicus Sentinel data."
        ),
    }
    model.save(str(MODEL), card)
    print(f"{MODEL.name}: {MODEL.stat().st_size / 1e6:.1f} MB")


def score(folder: Path) -> None:
    """Leave one scene out; then adapt the model that never saw the scene, against training from nothing."""
    unseen: dict[str, Any] = {}
    adapted: dict[str, Any] = {}
    for known in SCENES:
        if len(set(known.codes.values())) < 3:
            continue
        with tempfile.TemporaryDirectory() as work:
            path = fit(folder, [other for other in SCENES if other is not known], 0, Path(work))
            unseen[known.name] = map_unseen(folder, known, path, Path(work))
            print(known.name, unseen[known.name], flush=True)
            adapted[known.name] = [adapt(folder / known.name, path, seed, Path(work)) for seed in SEEDS]
            print(known.name, adapted[known.name], flush=True)
    with tempfile.TemporaryDirectory() as work:
        path = fit(folder, SCENES, 0, Path(work))
        adapted[NEVER_SEEN] = [adapt(folder / NEVER_SEEN, path, seed, Path(work)) for seed in SEEDS]
    (HOME / "score.json").write_text(json.dumps({"unseen": unseen, "adapted": adapted}, indent=1), encoding="utf-8")
    (DOCS / "starter.md").write_text(page(unseen, adapted), encoding="utf-8")


def fit(folder: Path, scenes: Sequence[Known], seed: int, work: Path, effort: str = "standard") -> Path:
    """The model file that the product's own training makes of several scenes."""
    model = work / "starter.mamol.safetensors"
    files = tuple(str(write_scene(folder / known.name, known, work)) for known in scenes)
    train(TrainRequest((), None, str(model), files, effort=effort, seed=seed, device="cpu"), Reporter())
    return model


def write_scene(folder: Path, known: Known, work: Path) -> Path:
    """The scene in the starter's bands and legend, as the product reads it: a file that names layers and labels."""
    codes, profile = translate(folder, known)
    layers = {layer.sensor: layer.path for layer in layers_of(folder)}
    with rasterio.open(layers["optical"]) as raster:
        bands = ",".join(name if name in BANDS else LEFT_OUT for name in raster.descriptions)
    told = {
        "name": known.name,
        "layers": layers,
        "bands": {"optical": bands},
        "labels": {"raster": str(write_raster(work / f"{known.name}.tif", codes[None], profile, 0))},
        "classes": {entry.code: {"name": entry.name, "colour": entry.colour} for entry in LEGEND},
    }
    path = work / f"{known.name}.json"
    path.write_text(json.dumps(told), encoding="utf-8")
    return path


def layers_of(folder: Path) -> tuple[Layer, ...]:
    """The scene's layers that the starter knows."""
    layers = json.loads((folder / "scene.json").read_text(encoding="utf-8"))["layers"]
    return tuple(Layer(sensor, str(folder / layers[sensor])) for sensor in SENSORS if sensor in layers)


def translate(folder: Path, known: Known) -> tuple[np.ndarray, dict[str, Any]]:
    """The scene's labels (H, W) in the legend's codes; their crs and transform."""
    told = json.loads((folder / "scene.json").read_text(encoding="utf-8"))["labels"]
    codes, profile = read_labels(folder / told["raster"])
    return _look_up(codes, known.codes).astype(np.uint8), profile


def map_unseen(folder: Path, known: Known, model: Path, work: Path) -> dict[str, float]:
    """Accuracy in the legend on a whole scene that the model never saw, from all its sensors."""
    output = work / "unseen.tif"
    layers = layers_of(folder / known.name)
    classify(ClassifyRequest(layers, str(model), str(output)), Reporter())
    truth, profile = translate(folder / known.name, known)
    mapped = onto(output, Split(known.name, {}, output, None, truth, profile))
    told = figures(confusion(truth, mapped, len(LEGEND)), [entry.code for entry in LEGEND])
    return {key: told[key] for key in ("oa", "macro_f1")}


def adapt(folder: Path, starter: Path, seed: int, work: Path) -> dict[str, Any]:
    """The scene's own classes from few labels: continued from the starter, and from nothing; OA and macro-F1."""
    split = divide(folder, seed, 100, work)
    layers = layers_of(folder)
    found = {}
    for name, start in (("adapted", str(starter)), ("from nothing", None)):
        model, output = work / "adapted.mamol.safetensors", work / "adapted.tif"
        request = training(split, model, effort="quick", seed=seed, continue_from=start, labels_only=bool(start))
        result = train(replace(request, layers=layers), Reporter())
        classify(ClassifyRequest(layers, str(model), str(output)), Reporter())
        names = {entry["code"]: entry["name"] for entry in result["card"]["classes"]}
        found[name] = _score_names(split, onto(output, split), names)
    return found


def _score_names(split: Split, mapped: np.ndarray, names: dict[int, str]) -> dict[str, float]:
    """Figures by class name, since a continued model may have given a class another code."""
    with open(split.table or "", encoding="utf-8") as file:
        own = {row["name"]: int(row["code"]) for row in csv.DictReader(file)}
    everything = sorted(set(own) | set(names.values()))
    to_truth = {own[name]: number for number, name in enumerate(everything, 1) if name in own}
    to_map = {code: everything.index(name) + 1 for code, name in names.items()}
    told = figures(
        confusion(_look_up(split.truth, to_truth), _look_up(mapped, to_map), len(everything)),
        list(range(1, len(everything) + 1)),
    )
    return {key: told[key] for key in ("oa", "macro_f1")}


def _look_up(codes: np.ndarray, table: dict[int, int]) -> np.ndarray:
    found = np.zeros(codes.shape, np.uint16)
    for code, number in table.items():
        found[codes == code] = number
    return found


def page(unseen: dict[str, Any], adapted: dict[str, Any]) -> str:
    """The page on the starter model as Markdown."""

    def mean(entries: Iterable[dict[str, Any]], name: str) -> str:
        values = np.array([[100 * entry[name]["oa"], 100 * entry[name]["macro_f1"]] for entry in entries])
        return f"{values[:, 0].mean():.1f} ± {values[:, 0].std(ddof=1):.1f} / {values[:, 1].mean():.1f}"

    better = sum(
        np.mean([entry["adapted"]["oa"] - entry["from nothing"]["oa"] for entry in entries]) > 0
        for entries in adapted.values()
    )
    lines = [
        "# The starter model",
        "",
        "`resources/starter.mamol.safetensors` maps water, trees, low vegetation, built-up land, snow and ice from",
        "Sentinel-2, Sentinel-1 and elevation (slope and relief, not absolute height), so that Classify works before",
        f"any label is drawn. It is a **demonstration**: {len(SCENES)} small scenes taught it.",
        "",
        "Trained on: " + "; ".join(f"{known.source}, {known.licence}" for known in SCENES) + ".",
        "Contains modified Copernicus Sentinel data. Classes that fit none of the legend teach nothing.",
        "",
        measured(stamp()),
        "Figures: `python -m benchmarks.tools.starter score SCENES`; the model: the same with `build`.",
        "",
        "## On a scene it never saw",
        "",
        "A model trained on the other scenes maps a whole scene in the starter's legend. OA / macro-F1 in %.",
        "",
        table(
            ["scene left out", "OA / macro-F1"],
            [(name, f"{100 * entry['oa']:.1f} / {100 * entry['macro_f1']:.1f}") for name, entry in unseen.items()],
        ),
        "",
        "## Adapted to a scene, against training from nothing",
        "",
        "The scene's own classes, at most 100 labelled pixels each, effort \u201cquick\u201d, all sensors, protocol of",
        f"[accuracy.md](accuracy.md), seeds {', '.join(map(str, SEEDS))}. OA ± SD over seeds / macro-F1 in %.",
        "",
        table(
            ["scene", "adapted from a starter that never saw it", "from nothing"],
            [(name, mean(e, "adapted"), mean(e, "from nothing")) for name, e in adapted.items()],
        ),
        "",
        f"Adapting was better on {better} of {len(adapted)} scenes."
        + (" With labels of your own, train a new model." if 2 * better <= len(adapted) else ""),
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
