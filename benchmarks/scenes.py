"""Scenes described by a scene.json, and how their labels are divided between training and scoring.

``layers`` maps sensors to files; ``labels`` is ``{"raster": file, "ignore": [codes]}`` or ``{"vector": file, "field":
name}``; ``classes`` names the codes. Where a scene has ``training`` polygons too, those train and ``labels`` score.
``{plot}`` in file names stands for one of ``plots``.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import rasterio
import shapely
from rasterio.features import rasterize
from rasterio.warp import Resampling, reproject, transform_geom
from scipy import ndimage

from mamol_core.contract import MAX_CODE

BUFFER = 4  # pixels between training and scoring labels
HELD_OUT = (
    65535  # code of what is kept for scoring, which training is told to ignore: it must not teach unlabelled, either
)


@dataclass
class Scene:
    """``layers``: sensor to file. ``train``: parameters of mamol:train that say where its labels are.

    ``truth``: (H, W) codes to score against, 0 elsewhere, on ``profile``'s grid; None where they are ``polygons``,
    (geometry, class name) in ``crs``. ``labels`` and ``outlines``: the whole truth and the training polygons, where a
    scene has both. ``said``: how labels were divided and what was left out.
    """

    name: str
    layers: dict[str, Path]
    note: str
    train: dict[str, str | Path] = field(default_factory=dict)
    truth: np.ndarray | None = None
    profile: dict[str, Any] = field(default_factory=dict)
    polygons: list[tuple[Any, str]] = field(default_factory=list)
    crs: str = ""
    labels: np.ndarray | None = None
    outlines: list[shapely.Geometry] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


@dataclass
class Case:
    """One map: which layers it is made from, and afterwards the map and its figures."""

    name: str
    layers: dict[str, Path]
    masks: dict[str, Path] = field(default_factory=dict)
    map: Path = Path()
    used: Path = Path()
    figures: dict[str, Any] = field(default_factory=dict)


def open_scene(folder: Path, plot: str | None, work: Path) -> Scene:
    """Read a scene.json and divide its labels; training labels are written into ``work``."""
    told = json.loads((folder / "scene.json").read_text(encoding="utf-8"))
    if "plots" in told and plot not in told["plots"]:
        raise SystemExit(f"{folder.name} has plots; choose one: PLOT={told['plots'][0]} (to {told['plots'][-1]}).")

    def path(name: str) -> Path:
        return (folder / name.replace("{plot}", plot or "")).resolve()

    scene = Scene(
        name=told["name"] + (f"_{plot}" if plot else ""),
        layers={sensor: path(name) for sensor, name in told["layers"].items()},
        note=told.get("note", ""),
    )
    labels = told["labels"]
    if "vector" in labels:
        _divide_polygons(scene, path(labels["vector"]), labels["field"], work)
        return scene
    truth, scene.profile = read_labels(path(labels["raster"]), labels.get("ignore", ()))
    if "training" in told:
        polygons = path(told["training"]["vector"])
        scene.train = {"LABELS": polygons, "FIELD": told["training"]["field"]}
        scene.outlines = list(shapely.from_wkb(pyogrio.raw.read(polygons, columns=[])[2]))
        inside = rasterize(scene.outlines, truth.shape, transform=scene.profile["transform"], all_touched=True)
        scene.truth = np.where(ndimage.distance_transform_edt(inside == 0) <= BUFFER, 0, truth)
        scene.labels = truth
        scene.said.append(f"Trained on the polygons, scored everywhere more than {BUFFER} pixels away from them.")
        scene.said.append(
            "The pixels that score took part in training without their labels, as when mapping one scene."
        )
    else:
        _divide_raster(scene, truth, work)
    names = {int(code): name for code, name in told.get("classes", {}).items()}
    if names:
        table = write_classes(work / "classes.csv", names.items())
        if "training" not in told:
            scene.train["CLASSES"] = table
    return scene


def read_labels(path: Path, ignore: Iterable[int] = ()) -> tuple[np.ndarray, dict[str, Any]]:
    """Codes (H, W) uint16 of a label raster, 0 where it has none or one to ignore; its crs and transform."""
    with rasterio.open(path) as raster:
        codes = raster.read(1)
        if raster.nodata is not None:
            codes = np.where(codes == raster.nodata, 0, codes)
        return np.where(np.isin(codes, list(ignore)), 0, codes).astype(np.uint16), profile_of(raster)


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


def _divide_raster(scene: Scene, truth: np.ndarray, work: Path) -> None:
    """Blocks in a checkerboard: the one colour trains, without a rim, the other scores."""
    shortest = min(truth.shape)
    fewest = 20 if shortest >= 80 else 5  # pixels a class needs on either side
    block = 32 if shortest >= 160 else 20 if shortest >= 80 else max(4, shortest // 4)
    rim = min(BUFFER, max(1, block // 5))
    row, column = np.indices(truth.shape)
    white = (row // block + column // block) % 2 == 0
    inner = (np.minimum(row % block, block - 1 - row % block) >= rim) & (
        np.minimum(column % block, block - 1 - column % block) >= rim
    )
    training, scoring = np.where(white & inner, truth, 0), np.where(white, 0, truth)
    codes = [int(code) for code in np.unique(truth) if code]
    kept = [code for code in codes if min((training == code).sum(), (scoring == code).sum()) >= fewest]
    if len(kept) < 2:
        raise SystemExit(f"{scene.name}: fewer than two classes have {fewest} pixels both to train and to score with.")
    training[~np.isin(training, kept)] = 0
    scene.truth = np.where(np.isin(scoring, kept), scoring, 0)
    scene.said.append(f"Labels divided into blocks of {block} pixels, those of training with a rim of {rim} left out.")
    if kept != codes:
        gone = ", ".join(str(code) for code in codes if code not in kept)
        scene.said.append(f"Classes with fewer than {fewest} pixels on a side are left out: {gone}.")
    marked = np.where(white, training, HELD_OUT).astype(np.uint16)
    file = write_raster(work / "training_labels.tif", marked[None], scene.profile, nodata=0)
    scene.train = {"LABELS_RASTER": file, "IGNORE": str(HELD_OUT)}


def _divide_polygons(scene: Scene, path: Path, name: str, work: Path) -> None:
    """Half of each class's polygons train, the others score and are marked as held out."""
    info, _, geometries, columns = pyogrio.raw.read(path, columns=[name])
    classes, scene.crs = np.array([str(value) for value in columns[0]]), info["crs"]
    order = np.random.default_rng(0).permutation(len(classes))
    training = np.zeros(len(classes), bool)
    for kind in np.unique(classes):
        here = order[classes[order] == kind]
        training[here[: (len(here) + 1) // 2]] = True
    file = work / "training_polygons.gpkg"
    file.unlink(missing_ok=True)
    kinds = np.unique(classes)
    codes = np.where(training, np.searchsorted(kinds, classes) + 1, HELD_OUT).astype(np.int32)
    pyogrio.raw.write(
        file, geometries, [codes], ["code"], driver="GPKG", crs=info["crs"], geometry_type=info["geometry_type"]
    )
    table = write_classes(work / "classes.csv", enumerate(kinds, start=1))
    scene.train = {"LABELS": file, "FIELD": "code", "CLASSES": table, "IGNORE": str(HELD_OUT)}
    shapes = shapely.from_wkb(geometries)
    scene.polygons = [(shapes[k], str(classes[k])) for k in np.flatnonzero(~training)]
    scene.said.append(f"{training.sum()} of {len(classes)} polygons train, half of each class; the others score.")


def reference(scene: Scene, map_file: Path, codes: dict[str, int]) -> tuple[np.ndarray, np.ndarray]:
    """(truth, mapped): codes of the scoring labels and of the map at the same places, 0 = none; one shape."""
    with rasterio.open(map_file) as raster:
        mapped = raster.read(1)
        if scene.truth is None:
            shapes = [(transform_geom(scene.crs, raster.crs, shape), codes[name]) for shape, name in scene.polygons]
            return rasterize(shapes, mapped.shape, transform=raster.transform, dtype="uint16"), mapped
        onto = np.zeros(scene.truth.shape, mapped.dtype)
        reproject(
            mapped, onto, src_transform=raster.transform, src_crs=raster.crs, src_nodata=0, dst_nodata=0,
            dst_transform=scene.profile["transform"], dst_crs=scene.profile["crs"], resampling=Resampling.nearest,
        )  # fmt: skip
    return scene.truth, onto
