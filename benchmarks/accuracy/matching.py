"""What fitting a model to the layers it maps gains and costs: docs/matching.md.

    python -m benchmarks.accuracy.matching SCENES [--seeds 0 1 2] [--effort standard] [--page]

SCENES is the folder with slovenia_s2_dem, flanders_series_a and _b, and chile_s2_s1_dem. A model of one date is mapped
on another, as it is and with --match: the dates of slovenia among one another, on blocks kept from training;
flanders a and b, two places, at about the same season, with the classes they share. Then the other way about: chile's
model on squares of chile, most of which show few of its classes, where fitting must do harm; their size is that of
the whole scenes of flanders. Beside each stand the two figures by which a run is warned. What is done is kept.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import rasterio

from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.contract import ClassifyRequest, Layer
from mamol_core.model.card import open_card
from mamol_core.rasters.grid import Grid
from mamol_core.rasters.source import open_source
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.sensors.comparison import likeness
from mamol_core.sensors.layers import match_layer
from mamol_core.sensors.statistics import own_grid, summarise

from ..common import DOCS, measured, parser, read_results, stamp, write_results
from ..scenes import Split, divide, numbered, onto, profile_of, training, write_raster
from .matching_page import page

NAME = "matching"
DATES = ("t0", "t1", "t2", "t3", "t4")
SEASONS = (("20190322", "20180325"), ("20190421", "20180419"), ("20190705", "20180715"), ("20190824", "20180817"))
_RADAR = ("20190312", "20180317", "20190417", "20180416", "20190716", "20180715", "20190815", "20180814")
RADAR = dict(zip((date for pair in SEASONS for date in pair), _RADAR, strict=True))
"""The nearest date of radar."""
SHARED = {11: "annual cropland", 13: "grassland", 99: "other"}
SQUARE = 64  # pixels
Trial = dict[str, Any]


def main() -> None:
    """Run what is missing and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("scenes", nargs="?", type=Path)
    arguments.add_argument("--seeds", nargs="+", type=int, default=[0, 1, 2])
    arguments.add_argument("--effort", default="standard")
    arguments.add_argument("--page", action="store_true", help="measure nothing")
    given = arguments.parse_args()
    report = read_results(NAME)
    trials: list[Trial] = report.get("trials", [])
    for seed in () if given.page else given.seeds:
        for name, source, work in _jobs(given.scenes, seed, given.effort):
            key = {"set": name, "seed": seed, "source": source, "effort": given.effort}
            if any(all(entry[word] == value for word, value in key.items()) for entry in trials):
                continue
            with tempfile.TemporaryDirectory() as folder:
                trials += [{**key, **entry} for entry in work(Path(folder))]
            write_results(NAME, {**stamp(), "trials": trials})
            print(name, seed, source, flush=True)
    (DOCS / f"{NAME}.md").write_text(stored_page(), encoding="utf-8")


def stored_page() -> str:
    """The page of what was measured."""
    report = read_results(NAME)
    return page(report["trials"], measured(report))


def _jobs(scenes: Path, seed: int, effort: str) -> Iterator[tuple[str, str, Callable[[Path], Iterator[Trial]]]]:
    """Set, source and work of each training."""
    for date in DATES:
        yield "slovenia", date, partial(slovenia, scenes, date, seed, effort)
    for pair in SEASONS:
        for date, other in (pair, pair[::-1]):
            yield "flanders", date, partial(flanders, scenes, date, other, seed, effort)
    yield "chile", "whole", partial(chile, scenes, seed, effort)


def slovenia(scenes: Path, date: str, seed: int, effort: str, work: Path) -> Iterator[Trial]:
    """A model of one date and the elevation, on the test blocks at the others."""
    folder = scenes / "slovenia_s2_dem"

    def at(date: str) -> dict[str, Path]:
        return {"optical": folder / f"optical_s2l1c_{date}.tif", "lidar": folder / "dem.tif"}

    split = replace(divide(folder, seed, None, work), layers=at(date))
    model = _train(split, work, seed, effort)
    for other in DATES:
        layers = tuple(Layer(sensor, str(path)) for sensor, path in at(other).items())
        if other != date:
            yield {"target": other, "layers": "optical + lidar", **_compare(model, layers, split, work)}


def flanders(scenes: Path, date: str, other: str, seed: int, effort: str, work: Path) -> Iterator[Trial]:
    """A model of one place and date, on another place at about the same season a year before or after."""
    home, away = (place_of(scenes, when, work) for when in (date, other))
    model = _train(home, work, seed, effort)
    layers = {layer.sensor: layer for layer in masked_layers(scenes, other)}
    for names in (("optical", "sar"), ("optical",), ("sar",)):
        chosen = tuple(layers[name] for name in names)
        found = _compare(model, chosen, away, work)
        if "sar" in names:
            with patch("mamol_core.model.scene.is_fitted", lambda spec: True):
                found["with_radar"] = _map(model, chosen, away, work, True)[0]
        yield {"target": other, "layers": " + ".join(names), **found}


def place_of(scenes: Path, date: str, work: Path) -> Split:
    """A place of flanders at a date: all its labels, to train and to score with."""
    folder = _folder(scenes, date)
    with rasterio.open(folder / "labels_LC.tif") as raster:
        codes, profile = raster.read(1), profile_of(raster)
    truth = np.where(np.isin(codes, list(SHARED)), codes, 0).astype(np.uint16)
    labels = write_raster(work / f"{date}.tif", truth[None], profile, nodata=0)
    layers = {"optical": folder / f"s2_{date}.tif", "sar": folder / f"s1_{RADAR[date]}.tif"}
    return Split(date, layers, labels, None, truth, profile)


def masked_layers(scenes: Path, date: str) -> tuple[Layer, Layer]:
    """Its layers, the optical one with its mask."""
    folder = _folder(scenes, date)
    mask = str(folder / f"scl_{date}.tif")
    return Layer("optical", str(folder / f"s2_{date}.tif"), mask), Layer("sar", str(folder / f"s1_{RADAR[date]}.tif"))


def _folder(scenes: Path, date: str) -> Path:
    return scenes / f"flanders_series_{'a' if date.startswith('2019') else 'b'}"


def chile(scenes: Path, seed: int, effort: str, work: Path) -> Iterator[Trial]:
    """A model of the whole scene, on squares of it."""
    split = divide(scenes / "chile_s2_s1_dem", seed, None, work)
    split = replace(split, layers={"optical": split.layers["optical"]})
    model = _train(split, work, seed, effort)
    with rasterio.open(split.layers["optical"]) as raster:
        values, profile, names = raster.read(), profile_of(raster), raster.descriptions
    for row in range(0, values.shape[1] - SQUARE + 1, SQUARE // 2):
        for col in range(0, values.shape[2] - SQUARE + 1, SQUARE // 2):
            there = (slice(row, row + SQUARE), slice(col, col + SQUARE))
            truth = np.zeros_like(split.truth)
            truth[there] = split.truth[there]
            if (truth > 0).sum() < SQUARE**2 // 8:
                continue
            part = {**profile, "transform": profile["transform"] * rasterio.Affine.translation(col, row)}
            path = write_raster(work / "square.tif", values[(slice(None), *there)], part, names=names)
            found = _compare(model, (Layer("optical", str(path)),), replace(split, truth=truth), work)
            yield {"target": f"{row},{col}", "layers": "optical", **found}


def _train(split: Split, work: Path, seed: int, effort: str) -> Path:
    model = work / "model.mamol.safetensors"
    run(training(split, model, effort=effort, seed=seed), Reporter())
    return model


def _compare(model: Path, layers: tuple[Layer, ...], split: Split, work: Path) -> Trial:
    """Figures of the map as it is and fitted, how like the optical layer is to the model's, and what was warned of."""
    as_it_is, before = _map(model, layers, split, work, False)
    fitted, after = _map(model, layers, split, work, True)
    spread, unlike = _likeness(model, layers)
    return {
        "as_it_is": as_it_is,
        "fitted": fitted,
        "outside": any("lie outside the range" in text for text in before),
        "warned": any("it seems to show others" in text for text in after),
        "one_class": any("% of the map is" in text for text in after),
        "spread": spread,
        "unlike": unlike,
    }


def _map(
    model: Path, layers: tuple[Layer, ...], split: Split, work: Path, match: bool
) -> tuple[dict[str, float], list[str]]:
    """Figures of a map, and what was warned of."""
    output, reporter = work / "map.tif", Reporter()
    run(ClassifyRequest(layers, str(model), str(output), match=match), reporter)
    return score(output, split), reporter.warnings


def _likeness(model: Path, layers: tuple[Layer, ...]) -> tuple[float, float]:
    """See :func:`likeness`; 1 and 0 where there is no optical layer."""
    layer = next((layer for layer in layers if layer.sensor == "optical"), None)
    if layer is None:
        return 1.0, 0.0
    spec = next(spec for spec in open_card(str(model)).sensors if spec.sensor == "optical")
    source = open_source(layer)
    grid: Grid = own_grid(source)
    entry, _ = match_layer(source, grid, spec)
    return likeness(summarise(source, grid, entry.bands, entry.conversion), spec)


def score(path: Path, split: Split) -> dict[str, float]:
    """Overall accuracy and macro-F1 of a map, where the split's truth scores it."""
    mapped = onto(path, split)
    codes = np.union1d(np.unique(split.truth[split.truth > 0]), np.unique(mapped[mapped > 0]))
    seen = (split.truth > 0) & (mapped > 0)
    truth = np.where(seen, split.truth, 0)
    found = figures(confusion(numbered(truth, codes), numbered(mapped, codes), len(codes)), codes.tolist())
    return {"oa": found["oa"], "macro_f1": found["macro_f1"]}


if __name__ == "__main__":
    main()
