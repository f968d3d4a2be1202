"""The windows a model is trained and assessed on: features, availability and labels, cut from the layers by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..contract import READING_LAYERS
from ..labels.labels import LEFT_OUT, Labels
from ..labels.windows import MARGIN, SIDE, STEP, Corner
from ..matching import Message
from ..model.modelfile import Model
from ..rasters.reader import Reader
from ..reporting import Reporter
from .guards import check_seen, unseen_notes
from .splits import VALIDATION, near

_FIT_WINDOWS = 24


@dataclass
class Window:
    """A square of the training grid.

    ``features``: per sensor (F, SIDE, SIDE) float32; ``detail``: per sensor (D, SIDE, SIDE) float16, single bands where
    it has many, for the teacher; ``masks`` (S, SIDE, SIDE) bool; ``labels`` (SIDE, SIDE) int64, 0 = none, k = class k;
    ``place`` (SIDE, SIDE) int32: where the label comes from, see :func:`label_places`, 0 where there is none;
    ``split``: 0 unused, 1 train, 2 validation; ``closed``: uint8, 0 where unlabelled pixels may be learned from, 1
    where not before the assessment, FOR_GOOD where never. The slice OWNED is what no other window
    counts as its own.
    """

    row: int
    col: int
    features: list[Tensor]
    detail: list[Tensor]
    masks: Tensor
    labels: Tensor
    place: Tensor
    split: Tensor
    closed: Tensor


FOR_GOOD = 2
OWNED = (slice(MARGIN, MARGIN + STEP), slice(MARGIN, MARGIN + STEP))


def fit_features(model: Model, readers: Sequence[Reader | None], corners: Sequence[Corner]) -> None:
    """Learn each sensor's standardisation from up to 24 of the windows."""
    some = corners[:: max(1, len(corners) // _FIT_WINDOWS)]
    for position, reader in enumerate(readers):
        windows = []
        for row, col in some:
            values, mask = _read(reader, len(model.sensors[position].bands), row, col)
            if mask.any():
                windows.append((torch.from_numpy(values), torch.from_numpy(mask)[None]))
        model.standardise(position, windows)


def cut_windows(model: Model, readers: Sequence[Reader | None], labels: Labels, reporter: Reporter) -> list[Window]:
    """Read every window of the labels; nothing is split yet, see :func:`set_split`."""
    reporter.stage(READING_LAYERS, len(labels.windows))
    windows = []
    for row, col in labels.windows:
        features, detail, masks = [], [], []
        for position, reader in enumerate(readers):
            values, mask = _read(reader, len(model.sensors[position].bands), row, col)
            available = torch.from_numpy(mask)
            batch = torch.from_numpy(values)[None], available[None, None].float()
            with torch.no_grad():
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
            )
        )
        reporter.advance()
    return windows


def leave_out_unseen(windows: Sequence[Window], labels: Labels) -> list[Message]:
    """Take the labels away where no layer has data, from windows and labels alike, in place; what there is to say.

    LabelError where fewer than two classes are left. What no sensor saw neither trains nor validates, and must not take
    part in the split of what does.
    """
    seen = np.zeros(len(labels.place), dtype=bool)
    for window in windows:
        masks = window.masks.any(0)
        found, rows, cols = labels.find(window.row, window.col, SIDE, SIDE)
        seen[found] = masks.numpy()[rows, cols]
        window.labels[~masks] = 0
    check_seen(labels, seen)
    notes = unseen_notes(labels, seen)
    labels.index[~seen] = 0
    return notes


def set_split(windows: Sequence[Window], labels: Labels, split: np.ndarray, places: np.ndarray) -> None:
    """Tell the windows what trains and what validates, in place.

    ``split`` (N,): the side of each labelled pixel; ``places`` (N,): where it comes from.
    """
    for window in windows:
        window.place = torch.from_numpy(labels.paint(places, window.row, window.col, SIDE, SIDE))
        window.split = torch.from_numpy(labels.paint(split, window.row, window.col, SIDE, SIDE))
        window.closed = torch.from_numpy(_closed(labels, split, window.row, window.col))


def _read(reader: Reader | None, bands: int, row: int, col: int) -> tuple[np.ndarray, np.ndarray]:
    """A window of a sensor, empty where there is no layer for it."""
    if reader is None:
        return np.zeros((bands, SIDE, SIDE), np.float32), np.zeros((SIDE, SIDE), bool)
    return reader.read(row, col, SIDE, SIDE)


def _closed(labels: Labels, split: np.ndarray, row: int, col: int) -> np.ndarray:
    """See :class:`Window`: what is near validation, what is left out and what lies beyond the grid's edges."""
    closed = near(labels, split == VALIDATION, row, col).astype(np.uint8)
    closed[labels.paint(labels.group == LEFT_OUT, row, col, SIDE, SIDE)] = FOR_GOOD
    rows, cols = row + np.arange(SIDE), col + np.arange(SIDE)
    closed[(rows < 0) | (rows >= labels.grid.height)] = FOR_GOOD
    closed[:, (cols < 0) | (cols >= labels.grid.width)] = FOR_GOOD
    return closed
