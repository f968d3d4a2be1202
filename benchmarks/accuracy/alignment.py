"""Whether shifts that are put in are found, none is claimed where there is none, and what mending one gains:
docs/alignment.md.

    python -m benchmarks.accuracy.alignment DATA [--seeds 20] [--gain 3]

DATA: the folder that holds the scenes. Shifts are put in by the product's own means, which move a layer (and resample
it) or the labels; what a pair shows without is taken off, since real layers do not line up either.
"""

from __future__ import annotations

import json
import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import rasterio
from rasterio.windows import Window

from mamol_core.contract import AlignRequest, ClassifyRequest, Layer
from mamol_core.reporting import Reporter
from mamol_core.run import run

from ..common import DOCS, parser, read_results, stamp, write_results
from ..scenes import divide, onto, training, write_raster
from .alignment_page import page
from .rivals import forest
from .trial import score

NAME = "alignment"
CHILE, SLOVENIA, AMAZON = "chile_s2_s1_dem", "slovenia_s2_dem", "amazon_s2_srtm_polygons"
SERIES = ("flanders_series_a", "flanders_series_b")
PUT_IN = 12  # shifts of each pair
_GREEN, _RED = "-,B02,B03,-,-,-,-,-,-,-,-,-", "-,-,-,B04,-,-,-,B08,-,-,-,-"  # bands of 10 m of one acquisition


def main() -> None:
    """Run what is missing, and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("data", nargs="?", type=Path)
    arguments.add_argument("--seeds", type=int, default=20)
    arguments.add_argument("--gain", type=int, default=3, help="seeds of the trainings")
    given = arguments.parse_args()
    report = read_results(NAME) or {"trials": []}
    for key, work in _work(given.data, given.seeds, given.gain) if given.data else ():
        if any(all(entry.get(name) == value for name, value in key.items()) for entry in report["trials"]):
            continue
        report = {**stamp(), "trials": [*report["trials"], {**key, **work()}]}
        write_results(NAME, report)
        print(report["trials"][-1], flush=True)
    (DOCS / f"{NAME}.md").write_text(page(report["trials"], report), encoding="utf-8")


def _work(data: Path, seeds: int, gain: int) -> Iterator[tuple[dict[str, Any], Any]]:
    """What there is to do: what tells it from all else, and the function that does it."""
    for pair, (layers, labels) in pairs(data).items():
        for number in range(PUT_IN + 1):
            yield (
                {"kind": "put in", "pair": pair, "number": number},
                lambda a=layers, b=labels, n=number: put_in(a, b, n),
            )
    for name, look in nulls(data).items():
        for seed in range(seeds):
            yield {"kind": "none", "what": name, "seed": seed}, lambda do=look, n=seed: do(n)
    for scene in SERIES:
        for name in ("labels_CT.tif", "labels_LC.tif"):
            yield {"kind": "series", "scene": scene, "labels": name}, lambda s=scene, n=name: series(data / s, n)
    for scene in SERIES:
        for seed in range(gain):
            for moved in (False, True):
                key = {"kind": "gain", "scene": scene, "seed": seed, "moved": moved}
                yield key, lambda s=scene, n=seed, m=moved: gained(data / s, n, m)


def pairs(data: Path) -> dict[str, tuple[tuple[Layer, ...], tuple[str, str | None] | None]]:
    """Two layers, of which the second is moved; or one, and labels that are: file and field."""
    chile, slovenia, amazon = (data / name for name in (CHILE, SLOVENIA, AMAZON))
    optical = Layer("optical", str(chile / "optical_s2l2a.tif"))
    dates = [Layer("optical", str(slovenia / f"optical_s2l1c_t{date}.tif")) for date in range(5)]

    def later(date: int) -> Layer:
        return Layer("optical:later", dates[date].path)

    def halves(path: str) -> tuple[Layer, Layer]:
        names = [tuple(None if name == "-" else name for name in text.split(",")) for text in (_GREEN, _RED)]
        return Layer("optical", path, bands=names[0]), Layer("optical:other", path, bands=names[1])

    return {
        "Chile, blue and green against red and infrared": (halves(optical.path), None),
        "Chile, SAR against optical": ((optical, Layer("sar", str(chile / "sar_s1rtc_db.tif"))), None),
        "Chile, elevation against optical": ((optical, Layer("lidar", str(chile / "dem.tif"))), None),
        "Chile, class raster against optical": ((optical,), (str(chile / "labels_lulc.tif"), None)),
        "Slovenia, fifth date against fourth": ((dates[3], later(4)), None),
        "Slovenia, third date against second": ((dates[1], later(2)), None),
        "Slovenia, first date (clouds) against fifth": ((dates[4], later(0)), None),
        "Slovenia, elevation against fourth date": ((dates[3], Layer("lidar", str(slovenia / "dem.tif"))), None),
        "Slovenia, class raster against fourth date": ((dates[3],), (str(slovenia / "labels_lulc.tif"), None)),
        "Amazon, polygons against optical": (
            (Layer("optical", str(amazon / "optical.tif")),),
            (str(amazon / "training_polygons.gpkg"), "class"),
        ),
    }


def put_in(layers: tuple[Layer, ...], labels: tuple[str, str | None] | None, number: int) -> dict[str, Any]:
    """Move the second layer, or the labels, and look; number 0 moves nothing. Everything in pixels of 10 m."""
    rng = np.random.default_rng(number)
    far, way = 5 * number / PUT_IN, rng.uniform(0, 2 * math.pi)
    east, north = far * math.cos(way), far * math.sin(way)
    if labels and labels[1] is None:  # a class raster is read by nearest neighbour: in whole pixels only
        east, north = round(east), round(north)
    shift = (10.0 * east, 10.0 * north)
    if labels:
        request = AlignRequest(layers, labels[0], field=labels[1], labels_shift=shift)
    else:
        moved = Layer(layers[1].sensor, layers[1].path, bands=layers[1].bands, shift=shift)
        request = AlignRequest((layers[0], moved))
    (finding,) = run(request, Reporter())["findings"]
    told = _told(finding)
    if finding["sensor"] == layers[0].sensor:  # seen from the layer that was moved
        told |= {name: told[name] and -told[name] for name in ("found_east", "found_north")}
    return {"east": east, "north": north, **told}


def _told(finding: dict[str, Any]) -> dict[str, Any]:
    pixels = {
        f"found_{way}": None if finding[way] is None else finding[way] / finding["pixel"]
        for way in ("east", "north", "uncertainty")
    }
    return {"verdict": finding["verdict"], **pixels}


def nulls(data: Path) -> dict[str, Callable[[int], dict[str, Any]]]:
    """Looks at random parts of scenes: of what was taken at once, of labels as they are, of what does not belong."""
    chile, slovenia, tanzania = data / CHILE, data / SLOVENIA, data / "tanzania_s2_s1_dem"
    optical, potsdam = chile / "optical_s2l2a.tif", data / "potsdam_enmap_hsi"
    fifth = "-,B02,B03,-,-,-,-,-,-,-,-,-,-", "-,-,-,B04,-,-,-,B08,-,-,-,-,-"

    def at_once(path: Path, role: str, bands: tuple[str, str], share: float) -> Callable[[int], dict[str, Any]]:
        return lambda seed: _look_within((path, path), (role, f"{role}:other"), bands, seed, share)

    def labelled(role: str, path: Path, labels: Path, share: float = 0.6, elsewhere: bool = False) -> Any:
        return lambda seed: _look_within((path, labels), (role,), ("",), seed, share, elsewhere)

    def polygons(scene: Path, file: str) -> Any:
        return lambda seed: _look_at_some(scene / "optical.tif", scene / file, seed)

    return {
        "Chile, blue and green, red and infrared": at_once(optical, "optical", (_GREEN, _RED), 0.6),
        "Tanzania, blue and green, red and infrared": at_once(tanzania / optical.name, "optical", (_GREEN, _RED), 0.6),
        "Slovenia, fourth date, the same": at_once(slovenia / "optical_s2l1c_t3.tif", "optical", fifth, 0.8),
        "Chile, SAR, VV and VH": at_once(chile / "sar_s1rtc_db.tif", "sar", ("VV,-", "-,VH"), 0.6),
        "Chile, labels of another part": labelled("optical", optical, chile / "labels_lulc.tif", 0.45, True),
        "Potsdam, labels of another part": labelled(
            "hyperspectral", potsdam / "hsi_enmap.tif", potsdam / "labels_level3.tif", 0.45, True
        ),
        "Chile, its class raster": labelled("optical", optical, chile / "labels_lulc.tif"),
        "Amazon, half of its polygons": polygons(data / AMAZON, "training_polygons.gpkg"),
        "Carson, half of its polygons": polygons(data / "carson_s2_polygons", "training_polygons.gpkg"),
        "Potsdam, its class raster": labelled(
            "hyperspectral", potsdam / "hsi_enmap.tif", potsdam / "labels_level3.tif"
        ),
        "Slovenia, its class raster": labelled(
            "optical", slovenia / "optical_s2l1c_t3.tif", slovenia / "labels_lulc.tif", 0.8
        ),
    }


def _look_within(
    files: tuple[Path, Path],
    sensors: tuple[str, ...],
    bands: tuple[str, ...],
    seed: int,
    share: float,
    elsewhere: bool = False,
) -> dict[str, Any]:
    """Look at a window of two layers, or of one and its labels, which are those of another window if ``elsewhere``."""
    rng = np.random.default_rng(seed)
    with tempfile.TemporaryDirectory() as folder:
        cut = _window(files, rng, Path(folder), share, elsewhere)
        layers = tuple(
            Layer(
                sensor,
                str(path),
                bands=tuple(None if name == "-" else name for name in text.split(",")) if text else None,
            )
            for sensor, path, text in zip(sensors, cut, bands, strict=False)
        )
        request = AlignRequest(layers, str(cut[1]) if len(sensors) == 1 else None)
        (finding,) = run(request, Reporter())["findings"]
    return _told(finding)


def _look_at_some(optical: Path, labels: Path, seed: int) -> dict[str, Any]:
    """Look at a layer and half of its polygons."""
    field = json.loads((optical.parent / "scene.json").read_text(encoding="utf-8"))["labels"]["field"]
    with tempfile.TemporaryDirectory() as folder:
        chosen = _some(labels, np.random.default_rng(seed), Path(folder) / "l.gpkg")
        request = AlignRequest((Layer("optical", str(optical)),), str(chosen), field=field)
        (finding,) = run(request, Reporter())["findings"]
    return _told(finding)


def _some(path: Path, rng: np.random.Generator, to: Path) -> Path:
    """Half of the features, at random."""
    meta, _, geometries, columns = pyogrio.raw.read(path)
    chosen = np.sort(rng.permutation(len(geometries))[: len(geometries) // 2])
    pyogrio.raw.write(
        to, geometries[chosen], [column[chosen] for column in columns], list(meta["fields"]),
        geometry_type="Unknown", crs=meta["crs"], driver="GPKG",
    )  # fmt: skip
    return to


def _window(files: Sequence[Path], rng: np.random.Generator, work: Path, share: float, elsewhere: bool) -> list[Path]:
    """The same window of rasters of one grid, at random; if ``elsewhere``, the second from the opposite corner."""
    found = []
    for number, path in enumerate(files):
        with rasterio.open(path) as raster:
            height, width = round(share * raster.height), round(share * raster.width)
            if number == 0:
                spare = (0.1 if elsewhere else 1) * (1 - share)
                row, col = (int(rng.integers(0, spare * size + 1)) for size in raster.shape)
                transform = raster.window_transform(Window(col, row, width, height))
            if number and elsewhere:
                row, col = raster.height - height - row, raster.width - width - col
            values = raster.read(window=Window(col, row, width, height))
            names = [name or "" for name in raster.descriptions]
            profile = {"crs": raster.crs, "transform": transform}
            found.append(write_raster(work / f"{number}.tif", values, profile, raster.nodata, names))
    return found


def series(scene: Path, labels: str) -> dict[str, Any]:
    """All dates of a series against its labels."""
    told = json.loads((scene / "scene.json").read_text(encoding="utf-8"))
    masks = told["masks"]
    layers = tuple(
        Layer(sensor, str(scene / name), mask=str(scene / masks[sensor]) if sensor in masks else None)
        for sensor, name in told["layers"].items()
        if sensor.startswith("optical@")
    )
    result = run(AlignRequest(layers, str(scene / labels)), Reporter())
    of_labels = [finding for finding in result["findings"] if finding["sensor"] is None]
    together = next(finding for finding in of_labels if finding["other"] is None)
    dates = [{"date": finding["other"], **_told(finding)} for finding in of_labels if finding["other"]]
    others = [{"date": finding["sensor"], **_told(finding)} for finding in result["findings"] if finding["sensor"]]
    return {"together": _told(together), "dates": dates, "among": others, "seconds": result["seconds"]}


def gained(scene: Path, seed: int, moved: bool) -> dict[str, Any]:
    """Train and score on a clear summer date, with labels as they are or moved by whole pixels to where all dates say.

    Whole pixels, so that neither arm is resampled; what scores is moved as what trains.
    """
    date = {SERIES[0]: "20190725", SERIES[1]: "20180628"}[scene.name]
    optical, labels = scene / f"s2_{date}.tif", scene / "labels_CT.tif"
    steps = (0, 0)
    if moved:
        told = series(scene, labels.name)["together"]
        steps = (-round(told["found_east"]), -round(told["found_north"]))
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        with rasterio.open(labels) as raster:
            codes, profile = raster.read(1), {"crs": raster.crs, "transform": raster.transform}
        shifted = np.zeros_like(codes)
        height, width = codes.shape
        right, down = steps[0], -steps[1]
        to = slice(max(0, down), height + min(0, down)), slice(max(0, right), width + min(0, right))
        of = slice(max(0, -down), height - max(0, down)), slice(max(0, -right), width - max(0, right))
        shifted[to] = codes[of]
        write_raster(work / "moved.tif", shifted[None], profile, nodata=0)
        made = {"name": scene.name, "layers": {"optical": str(optical)}, "labels": {"raster": "moved.tif"}}
        (work / "scene.json").write_text(json.dumps(made), encoding="utf-8")
        split = divide(work, seed, None, work)
        with rasterio.open(optical) as raster:
            pixels = raster.read().astype(np.float32)
        with rasterio.open(split.labels) as raster:
            known = raster.read(1)
        trains = (known > 0) & (known != known.max())  # the last code is what is held out
        trees = forest(known[trains], seed).fit(pixels[:, trains].T, known[trains])
        mapped = trees.predict(pixels.reshape(len(pixels), -1).T).reshape(known.shape)
        scores = {"forest": score(split, mapped)}
        model = work / "m.mamol.safetensors"
        request = training(split, model, effort="quick", seed=seed)
        run(request, Reporter())
        run(ClassifyRequest(request.layers, str(model), str(work / "map.tif")), Reporter())
        scores["ours"] = score(split, onto(work / "map.tif", split))
    return {"steps": list(steps), **scores}


if __name__ == "__main__":
    main()
