"""A scene as classifiers of single pixels see it: tables of bands, or of bands and their neighbourhood."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import torch
from rasterio.warp import Resampling, reproject
from scipy import ndimage

from mamol_core.contract import Layer
from mamol_core.labels.labels import read_labels
from mamol_core.model.features import MANY_BANDS, SensorFeatures
from mamol_core.rasters.grid import Grid, choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.sensors.layers import describe_sensor
from mamol_core.training.teacher import neighbourhood

from ..scenes import HELD_OUT, Split

KINDS = ("bands", "context")


@dataclass
class Stack:
    """``tables``: per kind and sensor (F, H, W); ``masks`` (S, H, W); ``labels`` (H, W), 0 = none, k = class with code
    ``codes[k - 1]``; ``scored`` (H, W): where maps are needed."""

    tables: dict[str, list[np.ndarray]]
    masks: np.ndarray
    labels: np.ndarray
    codes: np.ndarray
    scored: np.ndarray
    grid: Grid


def read_stack(split: Split) -> Stack:
    """Values through the product's readers, on the grid the product trains on."""
    sources = [open_source(Layer(sensor, str(path))) for sensor, path in split.layers.items()]
    grid = choose_grid(sources, None)
    labels = read_labels(
        str(split.labels), grid, classes_table=str(split.table) if split.table else None, ignore=(HELD_OUT,)
    )
    tables: dict[str, list[np.ndarray]] = {kind: [] for kind in KINDS}
    masks = []
    with ExitStack() as stack:
        for source in sources:
            spec, bands, conversion, _ = describe_sensor(source, grid)
            reader = stack.enter_context(Reader(source, grid, bands, conversion))
            values, mask = reader.read(0, 0, grid.height, grid.width)
            seen = torch.from_numpy(mask)[None]
            features = SensorFeatures(spec, grid.gsd)
            features.fit([(torch.from_numpy(values), seen)])
            derived = features(torch.from_numpy(values)[None], seen[None].float())[0]
            around = neighbourhood(derived, seen.float()).numpy()
            many = len(values) > MANY_BANDS
            tables["bands"].append(values)
            tables["context"].append(np.concatenate([values, around]) if many else around)
            masks.append(mask)
    codes = np.array([entry.code for entry in labels.classes])
    scored = np.zeros((grid.height, grid.width), np.uint8)
    reproject(
        (split.truth > 0).astype(np.uint8), scored, src_transform=split.profile["transform"],
        src_crs=split.profile["crs"], dst_transform=grid.transform, dst_crs=grid.crs, resampling=Resampling.max,
    )  # fmt: skip
    index = labels.paint(labels.index, 0, 0, grid.height, grid.width)
    return Stack(tables, np.stack(masks), index, codes, ndimage.maximum_filter(scored, 3) > 0, grid)


def patterns(sensors: int) -> list[tuple[int, ...]]:
    """Every subset of the sensors, the full one first."""
    return [subset for size in range(sensors, 0, -1) for subset in combinations(range(sensors), size)]
