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
from ..matching import Message
from ..model.memory import warn_if_memory_is_short
from ..model.modelfile import Model
from ..model.series import SeriesFeatures
from ..rasters.series import SensorReader
from ..reporting import Reporter
from ..stages import READING_LAYERS
from .guards import check_seen, no_label_near, unseen_messages
from .splits import VALIDATION, label_places, near, spatial_split

_FIT_WINDOWS = 24


class Teachable(IntEnum):
    """Whether a pixel without a label may be learned from: not before the assessment where it lies near validation."""

    YES = 0
    AFTER_VALIDATION = 1
    NEVER = 2


@dataclass
class Window:
    """A square of the training grid.

    ``features``: per sensor (F, SIDE, SIDE) float32 or, of a series, (SIDE, SIDE, T, F + 1) float16, what is known of
    each of its dates, which its entry in ``series`` pools: see :meth:`read`; ``detail``: per sensor (D, SIDE, SIDE)
    float16, single bands where it has many, for the teacher; ``masks`` (S, SIDE, SIDE) bool; ``labels`` (SIDE, SIDE)
    int64, 0 = none, k = class k;
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


OWNED = (slice(MARGIN, MARGIN + STEP), slice(MARGIN, MARGIN + STEP))


def fit_features(
    model: Model, readers: Sequence[SensorReader | None], corners: Sequence[Corner], first: int = 0
) -> None:
    """Learn each sensor's standardisation, from the one at ``first`` on, from up to 24 of the windows or, where it has
    no data in these, from the first others that it has data in. LayerError where there are none."""
    some = corners[:: max(1, len(corners) // _FIT_WINDOWS)]
    for position, reader in list(enumerate(readers))[first:]:
        read = functools.partial(_seen, reader, model.planes(position))
        windows = list(read(some)) or list(islice(read(corners), _FIT_WINDOWS))
        if not windows:
            raise no_label_near(model.sensors[position].sensor)
        model.standardise(position, windows)


def _seen(reader: SensorReader | None, planes: int, corners: Sequence[Corner]) -> Iterator[tuple[Tensor, Tensor]]:
    """Values and mask of the windows in which a sensor has data."""
    for row, col in corners:
        values, mask = _read(reader, planes, row, col)
        if mask.any():
            yield torch.from_numpy(values), torch.from_numpy(mask)[None]


def cut_windows(
    model: Model, readers: Sequence[SensorReader | None], labels: Labels, reporter: Reporter
) -> list[Window]:
    """Read every window of the labels; nothing is split yet, see :func:`split_windows`."""
    reporter.stage(READING_LAYERS, len(labels.windows))
    _warn_of_many_dates(model, readers, len(labels.windows), reporter)
    windows = []
    for row, col in labels.windows:
        features, detail, masks = [], [], []
        for position, reader in enumerate(readers):
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
            masks.append(available)
        windows.append(
            Window(
                row,
                col,
                features,
                detail,
                torch.stack(masks),
                torch.from_numpy(labels.paint(labels.index, row, col, SIDE, SIDE).astype(np.int64)),
                torch.zeros(SIDE, SIDE, dtype=torch.int32),
                torch.zeros(SIDE, SIDE, dtype=torch.uint8),
                torch.zeros(SIDE, SIDE, dtype=torch.uint8),
                [model.series(position) for position in range(len(readers))],
            )
        )
        reporter.advance()
    return windows


def _warn_of_many_dates(model: Model, readers: Sequence[SensorReader | None], windows: int, reporter: Reporter) -> None:
    """A warning where what is kept of each date, see :class:`Window`, takes much of the computer's memory."""
    needed = dates = 0
    for position, reader in enumerate(readers):
        series = model.series(position)
        if series and reader:
            count = reader.channels // model.planes(position)
            needed += 2 * count * (series.each.count + 1) * SIDE**2 * windows
            dates += count
    warn_if_memory_is_short(needed, dates, "Leave out some dates, or labels in some places", reporter)


def leave_out_unseen(windows: Sequence[Window], labels: Labels, adding: int = 0) -> list[Message]:
    """Take the labels away where no layer has data, from windows and labels alike, in place; what there is to say.

    ``adding``: only so many of the sensors, the last ones, count, since only they are learned. LabelError where fewer
    than two classes are left. What no sensor saw neither trains nor validates, and must not take part in the split of
    what does.
    """
    seen = np.zeros(len(labels.place), dtype=bool)
    for window in windows:
        masks = window.masks[-adding:].any(0)
        found, rows, cols = labels.find(window.row, window.col, SIDE, SIDE)
        seen[found] = masks.numpy()[rows, cols]
        window.labels[~masks] = 0
    check_seen(labels, seen, adding)
    messages = unseen_messages(labels, seen, adding)
    labels.index[~seen] = 0
    return messages


def split_windows(windows: Sequence[Window], labels: Labels, seed: int) -> None:
    """Tell the windows what trains and what validates, and where each label comes from, in place."""
    split, places = spatial_split(labels, seed), label_places(labels, seed)
    for window in windows:
        window.place = torch.from_numpy(labels.paint(places, window.row, window.col, SIDE, SIDE))
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
