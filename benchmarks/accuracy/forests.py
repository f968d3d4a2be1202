"""What analysts use today: random forests on stacked bands, or on bands and their neighbourhood.

Each either as one model, with the training mean in place of what is missing, or as one model per sensor pattern.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import torch
from rasterio.warp import Resampling, reproject
from scipy import ndimage
from sklearn.ensemble import RandomForestClassifier

from mamol_core.contract import Layer
from mamol_core.labels.labels import read_labels
from mamol_core.model.features import MANY_BANDS, SensorFeatures
from mamol_core.rasters.grid import Grid, choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.sensors.layers import describe_sensor
from mamol_core.training.teacher import neighbourhood

from ..scenes import HELD_OUT, Split

TREES, MANY, TREES_OF_MANY = 300, 5000, 100  # above MANY pixels fewer trees, of MANY pixels each: hours otherwise
KINDS = ("bands", "context")


@dataclass
class Stack:
    """A scene as forests see it: per kind and sensor a table (F, H, W); ``masks`` (S, H, W); ``labels`` (H, W), 0 =
    none, k = class with code ``codes[k - 1]``; ``scored`` (H, W): where maps are needed."""

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


class Forests:
    """Forests of one kind on one scene."""

    def __init__(self, stack: Stack, kind: str, seed: int) -> None:
        self.stack, self.tables, self.seed = stack, stack.tables[kind], seed
        self.training = (stack.labels > 0) & stack.masks.any(0)
        self.fitted: dict[tuple[int, ...], tuple[RandomForestClassifier, np.ndarray]] = {}

    def map(self, available: np.ndarray, each: bool) -> np.ndarray:
        """Codes (H, W), 0 where ``available`` (S, H, W) has nothing or nothing is scored.

        ``each``: a forest per pattern, chosen pixel by pixel; else the one with all sensors, gaps filled with means.
        """
        everything = tuple(range(len(self.tables)))
        found = np.zeros(self.stack.labels.shape, np.uint16)
        key = (available << np.arange(len(available))[:, None, None]).sum(0)
        key[~self.stack.scored] = 0
        for value in np.unique(key[key > 0]):
            here = key == value
            subset = tuple(s for s in everything if value >> s & 1)
            use = subset if each else everything
            forest, means = self._fit(use)
            table = self._rows(use, here, means, missing=set(everything) - set(subset))
            found[here] = self.stack.codes[forest.predict(table) - 1]
        return found

    def _fit(self, use: tuple[int, ...]) -> tuple[RandomForestClassifier, np.ndarray]:
        if use not in self.fitted:
            training = self.training & self.stack.masks[list(use)].any(0)
            raw = self._rows(use, training, None, ())
            means = np.nan_to_num(np.nanmean(raw, axis=0))
            many = training.sum() > MANY
            forest = RandomForestClassifier(
                TREES_OF_MANY if many else TREES, max_samples=MANY if many else None, random_state=self.seed
            )
            forest.fit(np.where(np.isnan(raw), means, raw), self.stack.labels[training])
            self.fitted[use] = forest, means
        return self.fitted[use]

    def _rows(
        self, use: tuple[int, ...], here: np.ndarray, means: np.ndarray | None, missing: Iterable[int]
    ) -> np.ndarray:
        """Table (pixels, F) of the sensors in ``use``; what was not seen is the mean, or NaN where there is none."""
        parts = []
        for s in use:
            part = self.tables[s][:, here].T.astype(np.float32)
            part[~self.stack.masks[s][here] if s not in missing else slice(None)] = np.nan
            parts.append(part)
        table = np.concatenate(parts, 1)
        return table if means is None else np.where(np.isnan(table), means, table)
