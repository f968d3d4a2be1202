"""The demo: an example scene, a model trained on it, and maps from fewer and fewer sensors, all through qgis_process.

    make demo                                  the simulated example scene, in build/demo
    make demo SCENE=folder                     a scene with a scene.json: maps for every combination of its sensors

Writes the model with its report, the maps, figure.png and report.json, and prints a table.
"""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.warp import Resampling, calculate_default_transform, reproject

from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.cards import read_card
from mamol_core.contract import MODEL_SUFFIX
from mamol_core.roles import sensor_name

from ..common import ROOT, parser
from ..scenes import numbered, onto
from .cases import Case, Scene, open_scene
from .picture import draw
from .toolbox import Toolbox

PARAMETERS = {"optical": "OPTICAL", "sar": "SAR", "lidar": "LIDAR", "hyperspectral": "HYPERSPECTRAL"}


def main() -> None:
    """Run the demo the command line asks for."""
    arguments = parser(__doc__)
    arguments.add_argument("--scene", type=Path, help="folder with a scene.json; without it, the example scene")
    chosen = arguments.parse_args()
    began = time.monotonic()
    home = ROOT / "build" / "demo"
    home.mkdir(parents=True, exist_ok=True)
    toolbox = Toolbox(home / "log.txt")
    if chosen.scene is None:
        say("Writing the example scene (simulated) ...")
        folder = home / "example"
        toolbox.run("mamol:example", {"FOLDER": folder})
        scene = open_scene(folder, home)
        cases = example_cases(scene, folder)
    else:
        home /= chosen.scene.resolve().name
        home.mkdir(exist_ok=True)
        scene = open_scene(chosen.scene, home)
        cases = list(every_combination(scene))

    say(f"Training with {', '.join(map(sensor_name, scene.layers))} ...")
    model = home / f"{scene.name}{MODEL_SUFFIX}"
    clock = time.monotonic()
    trained = toolbox.run(
        "mamol:train", {**layer_parameters(scene.layers), **scene.train, "MODEL": model, "REPORT": home / "report"}
    )
    training_seconds = time.monotonic() - clock
    card = read_card(str(model))
    warnings = list(trained["warnings"])
    for number, case in enumerate(cases, start=1):
        say(f"Mapping {number} of {len(cases)}: {case.name} ...")
        case.map, case.used = home / f"map_{number:02}.tif", home / f"map_{number:02}_sensors.tif"
        warnings += toolbox.run(
            "mamol:classify",
            {
                **layer_parameters(case.layers, case.masks),
                "MODEL": model,
                "OUTPUT": case.map,
                "SENSORS_USED": case.used,
            },
        )["warnings"]
        case.figures = score(scene, case.map, card)

    say("Drawing figure.png ...")
    draw(home / "figure.png", scene, cases, card)
    write_report(home / "report.json", scene, cases, card, training_seconds, warnings)
    for text in dict.fromkeys(warnings):
        say(f"Warning: {text}")
    print_table(scene, cases)
    say(f"Maps, figure.png and report.json are in {home}. {time.monotonic() - began:.0f} s in all.")


def say(text: str) -> None:
    """Tell the person who waits."""
    print(text, flush=True)


def layer_parameters(layers: dict[str, Path], masks: dict[str, Path] | None = None) -> dict[str, Any]:
    """Parameters of the algorithms for these layers: one for each role, MORE_LAYERS for the second of a kind."""
    plain = {PARAMETERS[sensor]: path for sensor, path in layers.items() if sensor in PARAMETERS}
    more = [word for sensor, path in layers.items() if sensor not in PARAMETERS for word in (sensor, str(path))]
    masked = [word for sensor, path in (masks or {}).items() for word in (sensor, str(path))]
    return {**plain, **({"MORE_LAYERS": more} if more else {}), **({"MASKS": masked} if masked else {})}


def every_combination(scene: Scene) -> Iterator[Case]:
    """A case for each set of sensors, the largest first."""
    for count in range(len(scene.layers), 0, -1):
        for sensors in itertools.combinations(scene.layers, count):
            name = " + ".join(map(sensor_name, sensors)) + (" alone" if count == 1 and len(scene.layers) > 1 else "")
            yield Case(name, {sensor: scene.layers[sensor] for sensor in sensors})


def example_cases(scene: Scene, folder: Path) -> list[Case]:
    """What goes missing in practice: a sensor, all but one, and parts of each."""
    layers = scene.layers
    coarse = half_of_sar(layers["sar"], folder / "sar_coarse_half.tif")
    return [
        Case("all sensors", layers),
        Case("without optical", {sensor: path for sensor, path in layers.items() if sensor != "optical"}),
        Case("SAR alone", {"sar": layers["sar"]}),
        Case(
            "clouds, half the SAR",
            {**layers, "optical": folder / "optical_cloudy.tif", "sar": coarse},
            {"optical": folder / "clouds.tif"},
        ),
    ]


def half_of_sar(source: Path, target: Path) -> Path:
    """The SAR layer in degrees, twice as coarse, over the western half of the scene."""
    with rasterio.open(source) as raster:
        left, bottom, right, top = raster.bounds
        inset = 60  # metres, so that the turned rectangle stays within the scene
        bounds = (left + inset, bottom + inset, (left + right) / 2, top - inset)
        there = CRS.from_epsg(4326)
        size = (round((bounds[2] - bounds[0]) / 20), round((bounds[3] - bounds[1]) / 20))
        transform, width, height = calculate_default_transform(raster.crs, there, *size, *bounds)
        power = np.full((raster.count, height, width), np.nan, np.float32)
        reproject(
            10 ** (raster.read() / 10), power, src_transform=raster.transform, src_crs=raster.crs,
            dst_transform=transform, dst_crs=there, dst_nodata=np.nan, resampling=Resampling.average,
        )  # fmt: skip
        with rasterio.open(
            target, "w", driver="GTiff", width=width, height=height, count=raster.count, dtype="float32", crs=there,
            transform=transform, nodata=np.nan, compress="deflate",
        ) as out:  # fmt: skip
            out.update_tags(**{key: raster.tags()[key] for key in ("TIFFTAG_IMAGEDESCRIPTION", "SIMULATED")})
            out.write(10 * np.log10(power))
            out.descriptions, out.units = raster.descriptions, raster.units
    return target


def score(scene: Scene, map_file: Path, card: dict[str, Any]) -> dict[str, Any]:
    """Figures of a map on the scoring labels; ``mapped`` is the part of these labels that has a class in the map."""
    codes = [entry["code"] for entry in card["classes"]]
    truth, mapped = numbered(scene.truth, codes), numbered(onto(map_file, scene), codes)
    told = figures(confusion(truth, mapped, len(codes)), codes)
    return {**told, "mapped": float((mapped[truth > 0] > 0).mean())}


def write_report(
    path: Path,
    scene: Scene,
    cases: list[Case],
    card: dict[str, Any],
    training_seconds: float,
    warnings: list[str],
) -> None:
    """The figures as JSON; paths are relative to the report."""
    report = {
        "scene": scene.name,
        "note": scene.note,
        "labels": scene.said,
        "engine": card["engine"],
        "effort": card["training"]["effort"],
        "training_seconds": round(training_seconds, 1),
        "classes": card["classes"],
        "cases": [
            {"name": case.name, "sensors": list(case.layers), "map": case.map.name, **case.figures} for case in cases
        ],
        "warnings": list(dict.fromkeys(warnings)),
    }
    path.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")


def print_table(scene: Scene, cases: list[Case]) -> None:
    """OA and macro-F1 of each case."""
    width = max(len(case.name) for case in cases)
    say(f"\n{scene.name}: {scene.note}" if scene.note else f"\n{scene.name}")
    for text in scene.said:
        say(text)
    say(f"\n{'':{width}}     OA  macro-F1  mapped")
    for case in cases:
        oa, f1, mapped = (case.figures[key] for key in ("oa", "macro_f1", "mapped"))
        say(f"{case.name:{width}}  {oa:5.1%}     {f1:.3f}  {mapped:6.1%}")
    say("")


if __name__ == "__main__":
    main()
