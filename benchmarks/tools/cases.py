"""The demo's scene, which labels of it train and which score, and the maps that are made of it.

Where a scene.json has ``training`` polygons, those train and ``labels`` score; else labels are divided in space.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import shapely
from rasterio.features import rasterize
from scipy import ndimage

from ..scenes import BUFFER, HELD_OUT, Split, divide, read_labels


@dataclass
class Scene(Split):
    """``train``: parameters of mamol:train that say where the labels are; ``said``: how they were divided.

    ``whole`` and ``outlines``: the whole truth (H, W) and the training polygons, where a scene has both.
    """

    note: str = ""
    train: dict[str, str | Path] = field(default_factory=dict)
    said: tuple[str, ...] = ()
    whole: np.ndarray | None = None
    outlines: list[shapely.Geometry] = field(default_factory=list)


@dataclass
class Case:
    """One map: which layers it is made from, and afterwards the map and its figures."""

    name: str
    layers: dict[str, Path]
    masks: dict[str, Path] = field(default_factory=dict)
    map: Path = Path()
    used: Path = Path()
    figures: dict[str, Any] = field(default_factory=dict)


def open_scene(folder: Path, work: Path) -> Scene:
    """Read a scene.json and divide its labels; training labels are written into ``work``."""
    told = json.loads((folder / "scene.json").read_text(encoding="utf-8"))
    note = told.get("note", "")
    if "training" not in told:
        split = divide(folder, 0, None, work)
        train: dict[str, str | Path] = {"LABELS_RASTER": split.labels, "IGNORE": str(HELD_OUT)}
        if split.table:
            train["CLASSES"] = split.table
        said = f"About half of the labels train, the others score, {BUFFER} pixels and more away from them."
        return Scene(**vars(split), note=note, train=train, said=(said,))
    whole, profile = read_labels(folder / told["labels"]["raster"])
    polygons = folder / told["training"]["vector"]
    outlines = list(shapely.from_wkb(pyogrio.raw.read(polygons, columns=[])[2]))
    inside = rasterize(outlines, whole.shape, transform=profile["transform"], all_touched=True)
    truth = np.where(ndimage.distance_transform_edt(inside == 0) <= BUFFER, 0, whole)
    said = f"Trained on the polygons, scored everywhere more than {BUFFER} pixels away from them."
    more = "The pixels that score took part in training without their labels, as when mapping one scene."
    layers = {sensor: (folder / file).resolve() for sensor, file in told["layers"].items()}
    train = {"LABELS": polygons, "FIELD": told["training"]["field"]}
    split = Split(told["name"], layers, polygons, None, truth, profile)
    return Scene(**vars(split), note=note, train=train, said=(said, more), whole=whole, outlines=outlines)
