"""Published multimodal benchmarks as scene folders, from the .mat files in which they are passed on.

Houston2013, Trento, Augsburg and MUUFL Gulfport, under the file and variable names in common use: an array per file,
several in one, or MUUFL's own struct. An array is known by its name and taken only in its published number of bands.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from rasterio.transform import from_origin
from scipy.io import loadmat

from ..scenes import write_raster

NOMINAL_CRS = "+proj=tmerc +lat_0=0 +lon_0=0 +k=1 +x_0=0 +y_0=0 +datum=WGS84 +units=m"
NOTE = "The .mat files hold no georeference: CRS and origin are invented, the pixel size is the published one."


@dataclass(frozen=True)
class Dataset:
    """``pixel``: side in m. ``bands``: sensor to accepted numbers of bands, in the published order of the sensors.

    ``classes``: names of the codes 1, 2, ... ``nicknames``: words that its file and variable names are decorated with.
    """

    title: str
    pixel: float
    bands: dict[str, tuple[int, ...]]
    classes: tuple[str, ...]
    nicknames: tuple[str, ...]


DATASETS = {
    "houston2013": Dataset(
        "Houston2013",
        2.5,
        {"hyperspectral": (144,), "lidar": (1,)},
        (
            "healthy grass", "stressed grass", "synthetic grass", "trees", "soil", "water", "residential", "commercial",
            "road", "highway", "railway", "parking lot 1", "parking lot 2", "tennis court", "running track",
        ),
        ("grss2013", "houston2013", "houston13", "houston", "hu2013", "2013"),
    ),
    "trento": Dataset(
        "Trento",
        1.0,
        {"hyperspectral": (63,), "lidar": (1, 2)},
        ("apple trees", "buildings", "ground", "woods", "vineyard", "roads"),
        ("trento", "italy"),
    ),
    "augsburg": Dataset(
        "Augsburg",
        30.0,
        {"hyperspectral": (180,), "sar": (4,), "lidar": (1,)},
        ("forest", "residential area", "industrial area", "low plants", "allotment", "commercial area", "water"),
        ("augsburg",),
    ),
    "muufl": Dataset(
        "MUUFL Gulfport",
        1.0,
        {"hyperspectral": (64,), "lidar": (1, 2)},
        (
            "trees", "mostly grass", "mixed ground surface", "dirt and sand", "road", "water", "building shadow",
            "building", "sidewalk", "yellow curb", "cloth panels",
        ),
        ("muuflgulfport", "muufl"),
    ),
}  # fmt: skip


@dataclass
class Arrays:
    """``sensors``: sensor to (C, H, W); label images (H, W) uint16, 0 = none, the fixed ones None where there are none.

    ``fixed``: the published training and test image.
    """

    sensors: dict[str, np.ndarray]
    labels: np.ndarray
    fixed: tuple[np.ndarray, np.ndarray] | None


def _decorated(*words: str) -> set[str]:
    kinds = ("", "gt", "image", "label", "labels", "map", "mask")
    return {name for word in words for kind in kinds for name in (word + kind, kind + word)}


_NAMES = {
    "hyperspectral": {"hsi", "hs", "hsidata", "hsdata", "datahslr", "datahs", "data", "oridata"},
    "lidar": {"lidar", "lidar1", "lidardata", "lidardsm", "dsm", "datadsm", "hsilidarz", "hsilidar0z"},
    "sar": {"sar", "sardata", "datasarhr", "datasar"},
    "labels": {
        "gt", "gtmap", "groundtruth", "label", "labels", "labelmap", "map", "truth", "hsiscenelabelslabels",
        *_decorated("all", "allgrd", "trainandtest", "tainandtest"),
    },
    "training labels": _decorated("tr", "train", "training"),
    "test labels": _decorated("te", "ts", "test", "testing"),
}  # fmt: skip


def read_dataset(folder: Path, name: str) -> Arrays:
    """Read the dataset ``name``, a key of DATASETS, from the .mat files in ``folder``; SystemExit, in words, if not."""
    dataset = DATASETS[name]
    roles = [*dataset.bands, "labels", "training labels", "test labels"]
    found: dict[str, list[tuple[str, np.ndarray]]] = {role: [] for role in roles}
    seen, trouble = [], []
    if not folder.is_dir():
        raise SystemExit(f"The folder {folder} does not exist.")
    files = sorted(path for path in folder.iterdir() if path.suffix.lower() == ".mat")
    for path in files:
        try:
            arrays = _arrays_of(path)
        except SystemExit as error:
            trouble.append(str(error))
            continue
        for variable, array in arrays.items():
            where = f"{path.name}: {variable} {_size(array)}"
            seen.append(where)
            names = [path.stem, variable] if len(arrays) == 1 else [variable]
            role = _role(names, dataset, roles)
            if role:
                found[role].append((where, array))
    listed = "; ".join(seen) or f"no array in {len(files)} .mat files"
    said = " ".join([f"Found in {folder}: {listed}.", *trouble])
    sensors = {}
    for sensor, counts in dataset.bands.items():
        wanted = f"{sensor}, (H, W, {' or '.join(map(str, counts))})"
        sensors[sensor] = _pick(found[sensor], _as_cube(counts), wanted, said, dataset)
    images = {
        role: _pick(found[role], _as_codes(len(dataset.classes)), f"{role}, (H, W)", said, dataset)
        for role in roles[len(sensors) :]
        if found[role]
    }
    both = "training labels" in images and "test labels" in images
    if "labels" not in images and not both:
        raise SystemExit(
            f"{dataset.title}: no label image; expected one (H, W) named such as gt, or a training and a test image "
            f"such as TRLabel and TSLabel. {said} Add the file to the folder."
        )
    sizes = {role: array.shape[-2:] for role, array in {**sensors, **images}.items()}
    if len(set(sizes.values())) > 1:
        told = ", ".join(f"{role} {height} x {width}" for role, (height, width) in sizes.items())
        raise SystemExit(
            f"{dataset.title}: the arrays must have the same rows and columns, but have {told}. "
            "Take all files from one source, or transpose those that differ."
        )
    fixed = (images["training labels"], images["test labels"]) if both else None
    labels = images.get("labels")
    if labels is None:
        labels = np.where(images["training labels"] > 0, images["training labels"], images["test labels"])
    return Arrays(sensors, labels, fixed)


def write_scene(arrays: Arrays, name: str, scene: Path) -> None:
    """Write GeoTIFFs and a scene.json into the folder ``scene``, on a nominal metric grid of the published pixel size.

    ``labels.tif`` holds all labels; the fixed training and test image become ``labels_training.tif`` and
    ``labels_test.tif``, told as ``fixed`` in the scene.json.
    """
    dataset = DATASETS[name]
    scene.mkdir(parents=True, exist_ok=True)
    profile = {
        "crs": NOMINAL_CRS,
        "transform": from_origin(0, arrays.labels.shape[0] * dataset.pixel, dataset.pixel, dataset.pixel),
    }
    told: dict[str, Any] = {
        "name": name,
        "layers": {sensor: f"{sensor}.tif" for sensor in arrays.sensors},
        "labels": {"raster": "labels.tif"},
        "classes": {str(code): text for code, text in enumerate(dataset.classes, 1)},
        "note": NOTE,
    }
    for sensor, values in arrays.sensors.items():
        if sensor == "sar":
            values, remark = _unlike_power(values)
            told["note"] += remark
        write_raster(scene / f"{sensor}.tif", values, profile, np.nan if values.dtype.kind == "f" else None)
    write_raster(scene / "labels.tif", arrays.labels[None], profile, 0)
    if arrays.fixed is not None:
        told["fixed"] = {}
        for part, image in zip(("training", "test"), arrays.fixed, strict=True):
            told["fixed"][part] = f"labels_{part}.tif"
            write_raster(scene / f"labels_{part}.tif", image[None], profile, 0)
    (scene / "scene.json").write_text(json.dumps(told, indent=1), encoding="utf-8")


def _arrays_of(path: Path) -> dict[str, np.ndarray]:
    """Numeric arrays of two or three axes by variable name, those in structs and cells by their path."""
    try:
        content = loadmat(path, squeeze_me=True, struct_as_record=False, mat_dtype=True)
    except NotImplementedError:
        raise SystemExit(
            f"{path.name} is a MATLAB 7.3 (HDF5) file, expected version 5. Convert it: in MATLAB, load it into "
            "an empty workspace and save it with save(NAME, '-v7'); in Python, read it with h5py, transpose each array "
            "(its axes come in reverse) and write it with scipy.io.savemat."
        ) from None
    except Exception as error:  # scipy has no common error for files that are cut short or of another kind
        raise SystemExit(f"{path.name} can't be read as a .mat file ({error}). Copy it again.") from None
    return {
        name: array for key, value in content.items() if not key.startswith("__") for name, array in _walk(key, value)
    }


def _walk(name: str, value: Any) -> Iterator[tuple[str, np.ndarray]]:
    if hasattr(value, "_fieldnames"):
        for field in value._fieldnames:
            yield from _walk(f"{name}.{field}", getattr(value, field))
    elif isinstance(value, np.ndarray) and value.dtype == object:
        for number, part in enumerate(value.flat):
            yield from _walk(f"{name}[{number}]", part)
    elif isinstance(value, np.ndarray) and value.dtype.kind in "biuf" and value.ndim in (2, 3):
        yield name, value


def _role(names: list[str], dataset: Dataset, roles: list[str]) -> str | None:
    """The role that the first telling name stands for."""
    nicknames = "|".join(sorted(dataset.nicknames, key=len, reverse=True))
    for name in names:
        plain = re.sub(nicknames, "", re.sub(r"[^a-z0-9]", "", name.lower()))
        for role in roles:
            if plain in _NAMES[role]:
                return role
    return None


def _pick(found: list[tuple[str, np.ndarray]], shaped: Any, wanted: str, said: str, dataset: Dataset) -> np.ndarray:
    """The one array that ``shaped`` accepts, by what it returns."""
    fitting = [(where, fit) for where, array in found if (fit := shaped(array)) is not None]
    if not fitting:
        misfits = "; ".join(where for where, _ in found)
        what = f"{misfits} does not fit" if found else "no array of that name"
        raise SystemExit(
            f"{dataset.title}: expected {wanted}, but {what}. {said} "
            "Put the published arrays, with all their bands, in the folder, named as docs/published.md says."
        )
    first = fitting[0][1]
    if any(not np.array_equal(first, other, equal_nan=True) for _, other in fitting[1:]):
        raise SystemExit(
            f"{dataset.title}: several different arrays could be {wanted}: {'; '.join(where for where, _ in fitting)}. "
            "Leave one of them in the folder."
        )
    return first


def _as_cube(counts: tuple[int, ...]) -> Any:
    def shaped(array: np.ndarray) -> np.ndarray | None:
        if array.ndim == 2:
            array = array[:, :, None]
        if array.shape[2] not in counts:
            if array.shape[0] not in counts:
                return None
            array = np.moveaxis(array, 0, 2)
        kept = array.dtype.name in ("uint8", "uint16", "int16", "float32")
        return np.ascontiguousarray(np.moveaxis(array, 2, 0), array.dtype if kept else np.float32)

    return shaped


def _as_codes(classes: int) -> Any:
    def shaped(array: np.ndarray) -> np.ndarray | None:
        if array.ndim != 2:
            return None
        codes = np.where(np.isnan(array) | (array == -1), 0, array)  # MUUFL: -1 is unlabelled
        whole = (codes == np.round(codes)).all() and codes.min() >= 0 and 0 < codes.max() <= classes
        return codes.astype(np.uint16) if whole else None

    return shaped


def _unlike_power(sar: np.ndarray) -> tuple[np.ndarray, str]:
    """Values of both signs, as off-diagonal covariance terms have, enlarged where they could pass for linear power.

    The engine takes SAR above -1 for power and converts it to dB, which would lose what is negative.
    """
    lowest = float(np.nanpercentile(sar, 1, axis=(1, 2)).min())
    if not -10 < lowest < 0:
        return sar, ""
    factor = 10 / -lowest
    return (sar * factor).astype(np.float32), f" SAR values are multiplied by {factor:.4g}: of both signs, not power."


def _size(array: np.ndarray) -> str:
    return " x ".join(map(str, array.shape))
