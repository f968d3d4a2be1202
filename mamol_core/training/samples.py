"""The windows a model is trained and assessed on: features, availability and labels, cut from the layers by window."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import islice

import numpy as np
import torch
from torch import Tensor

from ..labels.labels import LEFT_OUT, Labels
from ..labels.windows import MARGIN, SIDE, STEP, Corner
from ..model.memory import warn_if_memory_is_short
from ..model.modelfile import Model
from ..model.series import SeriesFeatures
from ..rasters.series import SensorReader
from ..reporting import Reporter
from .scene import Scene
from .splits import VALIDATION, label_places, near, spatial_split
from .unseen import check_seen, learned_classes, no_label_near, unseen_messages

_FIT_WINDOWS = 24


class Teachable(IntEnum):
    """Whether a pixel without a label may be learned from: not before the assessment where it lies near validation."""

    YES = 0
    AFTER_VALIDATION = 1
    NEVER = 2


@dataclass
class Window:
    """A square of the grid of a scene.

    ``scene``: its name, empty for the layers and labels that a request names itself. ``features``: per sensor (F, SIDE,
    SIDE) float32 or, of a series, (SIDE, SIDE, T, F + 1) float16, what is known of each of its dates, which its entry
    in ``series`` pools: see :meth:`read`; ``detail``: per sensor (D, SIDE, SIDE) float16, single bands where it has
    many, for the teacher; ``masks`` (S, SIDE, SIDE) bool; ``labels`` (SIDE, SIDE) int64, 0 = none, k = class k;
    ``place`` (SIDE, SIDE) int32: where the label comes from, see :func:`label_places`, 0 where there is none;
    ``split``: 0 unused, 1 train, 2 validation; ``teachable`` (SIDE, SIDE) uint8: whether soft labels may be learned
    there, see :class:`Teachable`. The slice OWNED is what no other window counts as its own.
    """

    row: int
    col: int
    features: list[Tensor]
    detail: list[Tensor]
    masks: Tensor
    labels: Tensor
    place: Tensor
    split: Tensor
    teachable: Tensor
    series: Sequence[SeriesFeatures | None] = ()
    scene: str = ""

    def series_at(self, position: int) -> SeriesFeatures | None:
        """What pools the dates of a sensor, None where it is no series."""
        return self.series[position] if self.series else None

    def read(self, position: int) -> Tensor:
        """What the network sees of a sensor when all its dates are there, (F, SIDE, SIDE) float32."""
        series = self.series_at(position)
        features = self.features[position]
        if series is None:
            return features
        with torch.no_grad():
            return series.pool(features)


def usable(window: Window, splits: Sequence[int], added: Sequence[int] = ()) -> Tensor:
    """Where labels of these splits are learned, (SIDE, SIDE) bool: where some sensor or, if there are any, one of the
    ``added`` ones saw something."""
    seen = window.masks[list(added) or slice(None)].any(0)
    return torch.isin(window.split, torch.tensor(splits, dtype=window.split.dtype)) & seen


@dataclass(frozen=True)
class OpenScene:
    """A scene with its labels and a reader for each sensor of the model, None where it has no such layer."""

    inputs: Scene
    labels: Labels
    readers: list[SensorReader | None]


OWNED = (slice(MARGIN, MARGIN + STEP), slice(MARGIN, MARGIN + STEP))


def fit_features(model: Model, scenes: Sequence[OpenScene], first: int = 0) -> None:
    """Learn each sensor's standardisation, from the one at ``first`` on, from up to 24 windows of the scenes that have
    it or, where it has no data in these, from the first others that it has data in. LayerError where there are none."""
    for position in range(first, len(model.sensors)):
        corners = [(scene, corner) for scene in scenes if scene.readers[position] for corner in scene.labels.windows]
        some = corners[:: max(1, len(corners) // _FIT_WINDOWS)]
        read = functools.partial(_seen, position, model.planes(position))
        windows = list(read(some)) or list(islice(read(corners), _FIT_WINDOWS))
        if not windows:
            raise no_label_near(model.sensors[position].sensor)
        model.standardise(position, windows)


def _seen(position: int, planes: int, corners: Sequence[tuple[OpenScene, Corner]]) -> Iterator[tuple[Tensor, Tensor]]:
    """Values and mask of the windows in which a sensor has data."""
    for scene, (row, col) in corners:
        with scene.inputs.told.about():
            values, mask = _read(scene.readers[position], planes, row, col)
        if mask.any():
            yield torch.from_numpy(values), torch.from_numpy(mask)[None]


def cut_windows(model: Model, scene: OpenScene) -> list[Window]:
    """Read every window of the labels of a scene; nothing is split yet, see :func:`split_windows`."""
    windows = []
    for row, col in scene.labels.windows:
        with scene.inputs.told.about():
            windows.append(_cut(model, scene, row, col))
        scene.inputs.told.advance()
    return windows


def warn_of_many_dates(model: Model, scenes: Sequence[OpenScene], reporter: Reporter) -> None:
    """A warning where what is kept of each date, see :class:`Window`, takes much of the computer's memory."""
    needed = dates = 0
    for scene in scenes:
        for position, reader in enumerate(scene.readers):
            series = model.series(position)
            if series and reader:
                count = reader.channels // model.planes(position)
                needed += 2 * count * (series.each.count + 1) * SIDE**2 * len(scene.labels.windows)
                dates += count
    warn_if_memory_is_short(needed, dates, "Leave out some dates, or labels in some places", reporter)


def _cut(model: Model, scene: OpenScene, row: int, col: int) -> Window:
    features, detail, masks = [], [], []
    labels = scene.labels.paint(scene.labels.index, row, col, SIDE, SIDE).astype(np.int64)
    for position, reader in enumerate(scene.readers):
        values, mask = _read(reader, model.planes(position), row, col)
        available = torch.from_numpy(mask)
        batch = torch.from_numpy(values)[None], available[None, None].float()
        series = model.series(position)
        with torch.no_grad():
            if series:
                features.append(series.standardise(batch[0][0]).half().contiguous())
            else:
                features.append(model.extract_features(position, *batch)[0])
            detail.append(model.subsample_bands(position, *batch)[0].half())
        if reader is None:  # all 0: one number stands for them
            features[-1], detail[-1] = (part.new_zeros(()).expand(part.shape) for part in (features[-1], detail[-1]))
        masks.append(available)
    return Window(
        row,
        col,
        features,
        detail,
        torch.stack(masks),
        torch.from_numpy(labels),
        torch.zeros(SIDE, SIDE, dtype=torch.int32),
        torch.zeros(SIDE, SIDE, dtype=torch.uint8),
        torch.zeros(SIDE, SIDE, dtype=torch.uint8),
        [model.series(position) for position in range(len(scene.readers))],
        scene.inputs.asked.name,
    )


def leave_out_unseen(scenes: Sequence[tuple[OpenScene, Sequence[Window]]], adding: int = 0) -> None:
    """Take the labels away where no layer has data, from windows and labels alike, in place, and say so.

    ``adding``: only so many of the sensors, the last ones, count, since only they are learned. LabelError where fewer
    than two classes are left. What no sensor saw neither trains nor validates, and must not take part in the split of
    what does.
    """
    labels, seen = [scene.labels for scene, _ in scenes], []
    for scene, windows in scenes:
        seen.append(np.zeros(len(scene.labels.place), dtype=bool))
        for window in windows:
            masks = window.masks[-adding:].any(0)
            found, rows, cols = scene.labels.find(window.row, window.col, SIDE, SIDE)
            seen[-1][found] = masks.numpy()[rows, cols]
            window.labels[~masks] = 0
    check_seen(labels, seen, adding)
    learned = learned_classes(labels, seen)
    for (scene, _), there in zip(scenes, seen, strict=True):
        scene.inputs.told.pass_on(unseen_messages(scene.labels, there, learned, adding))
        scene.labels.index[~there] = 0


def split_windows(scenes: Sequence[tuple[OpenScene, Sequence[Window]]], seed: int) -> None:
    """Tell the windows what trains and what validates, in each scene for itself, and where each label comes from, in
    place."""
    last = 0
    for scene, windows in scenes:
        last = _split(windows, scene.labels, seed, last)


def _split(windows: Sequence[Window], labels: Labels, seed: int, last: int) -> int:
    """The same for one scene: the number of its last place, from that of the scene before it."""
    split, places = spatial_split(labels, seed), label_places(labels, seed)
    places[places > 0] += last
    for window in windows:
        window.place = torch.from_numpy(labels.paint(places, window.row, window.col, SIDE, SIDE))
    set_sides(windows, labels, split)
    return int(places.max(initial=last))


def set_sides(windows: Sequence[Window], labels: Labels, split: np.ndarray) -> None:
    """Tell the windows of a scene what trains and what validates, in place; ``split`` (N,) of the labels."""
    for window in windows:
        window.split = torch.from_numpy(labels.paint(split, window.row, window.col, SIDE, SIDE))
        window.teachable = torch.from_numpy(_teachable(labels, split, window.row, window.col))


def count_labelled(windows: Sequence[Window], classes: int) -> list[int]:
    """Labelled pixels of each class that some sensor saw."""
    total = torch.zeros(classes + 1, dtype=torch.int64)
    for window in windows:
        total += torch.bincount(window.labels[OWNED][window.masks.any(0)[OWNED]], minlength=classes + 1)
    return total[1:].tolist()


def _read(reader: SensorReader | None, planes: int, row: int, col: int) -> tuple[np.ndarray, np.ndarray]:
    """A window of a sensor, empty where there is no layer for it."""
    if reader is None:
        return np.zeros((planes, SIDE, SIDE), np.float32), np.zeros((SIDE, SIDE), bool)
    return reader.read(row, col, SIDE, SIDE)


def _teachable(labels: Labels, split: np.ndarray, row: int, col: int) -> np.ndarray:
    """Not before validation what is near it, never what is left out and what lies beyond the grid's edges."""
    teachable = np.full((SIDE, SIDE), Teachable.YES, np.uint8)
    teachable[near(labels, split == VALIDATION, row, col)] = Teachable.AFTER_VALIDATION
    teachable[labels.paint(labels.group == LEFT_OUT, row, col, SIDE, SIDE)] = Teachable.NEVER
    rows, cols = row + np.arange(SIDE), col + np.arange(SIDE)
    teachable[(rows < 0) | (rows >= labels.grid.height)] = Teachable.NEVER
    teachable[:, (cols < 0) | (cols >= labels.grid.width)] = Teachable.NEVER
    return teachable
