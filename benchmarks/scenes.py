"""Scenes with a scene.json, and which of their labelled pixels train and which score, apart in space.

In a scene.json ``layers`` maps sensors to files; ``labels`` is ``{"raster": file, "ignore": [codes]}`` or ``{"vector":
file, "field": name}``; ``classes`` names the codes; ``{plot}`` in file names stands for each of ``plots``.

Checkerboard blocks at a random place per seed, training pixels near a scoring block dropped; polygons and plots whole.
What scores is marked HELD_OUT, which training is told to ignore, so that it does not teach unlabelled, either.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import rasterio
import shapely
from rasterio.features import rasterize
from rasterio.transform import from_origin
from rasterio.warp import Resampling, reproject, transform_geom
from scipy import ndimage

from mamol_core.contract import MAX_CODE, Layer, TrainRequest
from mamol_core.model.modelfile import Model
from mamol_core.rasters.grid import Grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.sensors.layers import match_layer

BUFFER = 4  # pixels between training and scoring labels
HELD_OUT = 65535  # code of what is kept for scoring
FEWEST = 25  # pixels a class needs on either side
ROI = 5  # side of the windows that few labels are drawn in
LARGE, BLOCK, SMALL_BLOCK = 120, 32, 20  # blocks of 32 pixels on scenes at least 120 wide, else of 20
PLOT_GAP = 12  # pixels without data between the plots of a mosaic


@dataclass
class Split:
    """A scene ready to train and score.

    ``layers``: sensor to file; ``labels``: raster of training codes and HELD_OUT; ``table``: its class names, None
    where it has none; ``truth`` (H, W): codes that score, 0 elsewhere, on the grid of ``profile``.
    """

    name: str
    layers: dict[str, Path]
    labels: Path
    table: Path | None
    truth: np.ndarray
    profile: dict[str, Any]


def divide(folder: Path, seed: int, most: int | None, work: Path) -> Split:
    """Split a scene with a scene.json; ``most`` training pixels per class, None for all. Files go into ``work``."""
    told = json.loads((folder / "scene.json").read_text(encoding="utf-8"))
    rng = np.random.default_rng(seed)
    layers = {sensor: (folder / name).resolve() for sensor, name in told["layers"].items()}
    names = {int(code): name for code, name in told.get("classes", {}).items()}
    if "plots" in told:
        layers, truth, home, profile = _mosaic(folder, told, work)
        scoring = np.isin(home, _scoring_plots(truth, home, rng))
        training = ~scoring
    elif "vector" in told["labels"]:
        truth, scoring, profile, names = _polygons(folder, told, next(iter(layers.values())), rng)
        training = ndimage.distance_transform_edt(~scoring) > BUFFER if scoring.any() else ~scoring
    else:
        truth, profile = read_labels(folder / told["labels"]["raster"], told["labels"].get("ignore", []))
        scoring = checkerboard(truth.shape, rng)
        training = ndimage.distance_transform_edt(~scoring) > BUFFER
    kept = [
        code
        for code in np.unique(truth[truth > 0])
        if min((truth[training] == code).sum(), (truth[scoring] == code).sum()) >= FEWEST
    ]
    if len(kept) < 2:
        raise SystemExit(
            f"{told['name']}: fewer than two classes have {FEWEST} pixels both to train and to score with."
        )
    truth = np.where(np.isin(truth, kept), truth, 0)
    labels = np.where(training, truth, 0)
    if most is not None:
        labels = draw_regions(labels, most, rng)
    labels[scoring] = HELD_OUT
    file = write_raster(work / "labels.tif", labels[None].astype(np.uint16), profile, nodata=0)
    rows = ((int(code), names.get(int(code), code)) for code in kept)
    table = write_classes(work / "classes.csv", rows) if names else None
    return Split(told["name"], layers, file, table, np.where(scoring, truth, 0), profile)


def training(split: Split, model: Path | str, **more: Any) -> TrainRequest:
    """A request to train on what a split leaves; ``more``: its other fields."""
    layers = tuple(Layer(sensor, str(path)) for sensor, path in split.layers.items())
    table = str(split.table) if split.table else None
    return TrainRequest(layers, str(split.labels), str(model), classes=table, ignore=(HELD_OUT,), **more)


def draw_regions(labels: np.ndarray, most: int, rng: np.random.Generator) -> np.ndarray:
    """At most ``most`` pixels of each class, drawn as an analyst draws: a few windows of 5 x 5 pixels."""
    drawn = np.zeros_like(labels)
    for code in np.unique(labels[labels > 0]):
        left = labels == code
        for place in rng.permutation(np.flatnonzero(left)):
            missing = most - int((drawn == code).sum())
            if missing <= 0:
                break
            row, col = np.unravel_index(place, labels.shape)
            if not left[row, col]:
                continue
            window = np.zeros_like(left)
            window[max(0, row - ROI // 2) : row + ROI // 2 + 1, max(0, col - ROI // 2) : col + ROI // 2 + 1] = True
            chosen = np.flatnonzero(window & left)[:missing]
            drawn.flat[chosen] = code
            left.flat[chosen] = False
    return drawn


def onto(path: Path, split: Split) -> np.ndarray:
    """The first band of a raster at the truth's pixels (H, W), nearest neighbour, 0 where it has none."""
    with rasterio.open(path) as raster:
        values = raster.read(1)
        found = np.zeros(split.truth.shape, values.dtype)
        reproject(
            values, found, src_transform=raster.transform, src_crs=raster.crs, src_nodata=raster.nodata, dst_nodata=0,
            dst_transform=split.profile["transform"], dst_crs=split.profile["crs"], resampling=Resampling.nearest,
        )  # fmt: skip
    return found


def cloud_masks(split: Split, seed: int, work: Path) -> dict[str, Path]:
    """A mask per sensor, about half of it 0, in patches; at least one sensor is left everywhere."""
    rng = np.random.default_rng(1000 + seed)
    noise = np.stack([ndimage.gaussian_filter(rng.normal(size=split.truth.shape), 8) for _ in split.layers])
    noise -= np.median(noise, axis=(1, 2), keepdims=True)
    left = (noise > 0) | (noise == noise.max(0))
    masks = {}
    for number, sensor in enumerate(split.layers):
        masks[sensor] = write_raster(work / f"mask_{number}.tif", left[[number]].astype(np.uint8), split.profile)
    return masks


def checkerboard(shape: tuple[int, ...], rng: np.random.Generator) -> np.ndarray:
    """Which pixels (H, W) score: every second block, of blocks at a random place."""
    side = BLOCK if min(shape) >= LARGE else SMALL_BLOCK
    down, right, parity = rng.integers(0, side), rng.integers(0, side), rng.integers(0, 2)
    row, col = np.indices(shape)
    board: np.ndarray = ((row + down) // side + (col + right) // side) % 2 == parity
    return board


def _polygons(
    folder: Path, told: dict[str, Any], like: Path, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray, dict[str, Any], dict[int, str]]:
    """Polygons burned on a layer's grid; half of each class's, at random, score."""
    info, _, geometries, columns = pyogrio.raw.read(
        folder / told["labels"]["vector"], columns=[told["labels"]["field"]]
    )
    classes = np.array([str(value) for value in columns[0]])
    kinds = np.unique(classes)
    scores = np.zeros(len(classes), bool)
    for kind in kinds:
        here = rng.permutation(np.flatnonzero(classes == kind))
        scores[here[: len(here) // 2]] = True
    with rasterio.open(like) as raster:
        profile, shape = profile_of(raster), raster.shape
    shapes = [transform_geom(info["crs"], profile["crs"], shape) for shape in shapely.from_wkb(geometries)]
    codes = np.searchsorted(kinds, classes) + 1

    def burn(chosen: np.ndarray) -> np.ndarray:
        pairs = [(shapes[k], int(codes[k])) for k in np.flatnonzero(chosen)]
        return rasterize(pairs, shape, transform=profile["transform"], dtype="uint16")

    held = burn(scores)
    return np.where(held > 0, held, burn(~scores)), held > 0, profile, dict(enumerate(kinds, 1))


def _mosaic(
    folder: Path, told: dict[str, Any], work: Path
) -> tuple[dict[str, Path], np.ndarray, np.ndarray, dict[str, Any]]:
    """Separate plots side by side on the labels' grid, finer layers averaged: layers, truth, plot of each pixel."""
    plots = told["plots"]

    def path(name: str, plot: str) -> Path:
        return folder / name.replace("{plot}", plot)

    with rasterio.open(path(told["labels"]["raster"], plots[0])) as first:
        height, width = first.shape
        crs, pixel = first.crs, first.res[0]
    across = int(np.ceil(np.sqrt(len(plots))))
    down = -(-len(plots) // across)
    size = (down * (height + PLOT_GAP), across * (width + PLOT_GAP))
    profile = {"crs": crs, "transform": from_origin(400000, 3300000, pixel, pixel)}
    places = [(k // across * (height + PLOT_GAP), k % across * (width + PLOT_GAP)) for k in range(len(plots))]
    truth, home = np.zeros(size, np.uint16), np.zeros(size, np.uint8)
    for number, (plot, (row, col)) in enumerate(zip(plots, places, strict=True), 1):
        with rasterio.open(path(told["labels"]["raster"], plot)) as raster:
            truth[row : row + height, col : col + width] = raster.read(1)
        home[row : row + height, col : col + width] = number
    layers = {}
    for sensor, name in told["layers"].items():
        parts = []
        for plot in plots:
            with rasterio.open(path(name, plot)) as raster:
                part = raster.read(out_shape=(raster.count, height, width), resampling=Resampling.average, masked=True)
            parts.append(part.astype(np.float32).filled(np.nan))
        mosaic = np.full((len(parts[0]), *size), np.nan, np.float32)
        for part, (row, col) in zip(parts, places, strict=True):
            mosaic[:, row : row + height, col : col + width] = part
        layers[sensor] = write_raster(work / f"{sensor}.tif", mosaic, profile, nodata=np.nan)
    truth[~np.isin(truth, _main_classes(truth, home))] = 0
    return layers, truth, home, profile


def _main_classes(truth: np.ndarray, home: np.ndarray) -> list[int]:
    """The classes that at least five plots hold with 25 pixels or more."""
    plots = range(1, int(home.max()) + 1)
    return [
        int(code)
        for code in np.unique(truth[truth > 0])
        if sum((truth[home == plot] == code).sum() >= FEWEST for plot in plots) >= 5
    ]


def _scoring_plots(truth: np.ndarray, home: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Half of the plots, at random, but so that every class is on both sides."""
    plots = np.arange(1, int(home.max()) + 1)
    codes = np.unique(truth[truth > 0])
    while True:
        chosen = rng.permutation(plots)[: len(plots) // 2]
        scoring = np.isin(home, chosen)
        if all(min((truth[scoring] == c).sum(), (truth[~scoring] == c).sum()) >= 4 * FEWEST for c in codes):
            return chosen


def read_labels(path: Path, ignore: Iterable[int] = ()) -> tuple[np.ndarray, dict[str, Any]]:
    """Codes (H, W) uint16 of a label raster, 0 where it has none or one to ignore; its crs and transform."""
    with rasterio.open(path) as raster:
        codes = raster.read(1)
        if raster.nodata is not None:
            codes = np.where(codes == raster.nodata, 0, codes)
        return np.where(np.isin(codes, list(ignore)), 0, codes).astype(np.uint16), profile_of(raster)


def read_layers(
    model: Model, layers: Iterable[Layer], grid: Grid, shape: tuple[int, int]
) -> list[tuple[np.ndarray, np.ndarray] | None]:
    """Values (C, H, W) and mask (H, W) of each of the model's sensors as it reads them, None where it has no layer."""
    given = {layer.sensor: layer for layer in layers}
    found: list[tuple[np.ndarray, np.ndarray] | None] = []
    for spec in model.sensors:
        if spec.sensor not in given:
            found.append(None)
            continue
        source = open_source(given[spec.sensor])
        entry, _ = match_layer(source, grid, spec)
        with Reader(source, grid, entry.bands, entry.conversion) as reader:
            found.append(reader.read(0, 0, *shape))
    return found


def profile_of(raster: rasterio.DatasetReader) -> dict[str, Any]:
    """Crs and transform of an open raster, as :func:`write_raster` takes them."""
    return {"crs": raster.crs, "transform": raster.transform}


def numbered(image: np.ndarray, codes: Sequence[int] | np.ndarray) -> np.ndarray:
    """Places from 1 among ``codes`` of the codes in an image (H, W), 0 of any other."""
    numbers = np.zeros(MAX_CODE + 1, np.int64)
    numbers[codes] = np.arange(1, len(codes) + 1)
    return numbers[image]


def write_raster(
    path: Path,
    values: np.ndarray,
    profile: dict[str, Any],
    nodata: float | None = None,
    names: Iterable[str] = (),
) -> Path:
    """Write (C, H, W) values as a GeoTIFF; ``profile``: crs, transform and options; ``names``: of the bands."""
    with rasterio.open(
        path, "w", driver="GTiff", count=len(values), height=values.shape[1], width=values.shape[2],
        dtype=values.dtype, nodata=nodata, compress="deflate", **profile,
    ) as raster:  # fmt: skip
        raster.write(values)
        for number, name in enumerate(names, 1):
            raster.set_band_description(number, name)
    return path


def write_classes(path: Path, rows: Iterable[tuple[object, ...]], *columns: str) -> Path:
    """Write a table of classes: codes, names and what ``columns`` names besides."""
    with path.open("w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows([("code", "name", *columns), *rows])
    return path
