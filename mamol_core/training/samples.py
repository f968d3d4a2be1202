"""The windows a model is trained and assessed on: features, availability and labels, cut from the layers by window."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from ..model.modelfile import Model
from ..rasters.labels import Labels
from ..rasters.reader import Reader
from ..reporting import Reporter

SIDE = 128
STEP = 96
MARGIN = (SIDE - STEP) // 2
MOST_WINDOWS = 192
_FIT_WINDOWS = 24


@dataclass
class Window:
    """A square of the training grid.

    ``features``: per sensor (F, SIDE, SIDE) float32; ``detail``: per sensor (D, SIDE, SIDE) float16, single bands where
    it has many, for the teacher; ``masks`` (S, SIDE, SIDE) bool; ``labels`` (SIDE, SIDE) int64, 0 =
    none, k = class k; ``split``: 0 unused, 1 train, 2 validation; ``closed``: uint8,
    0 where unlabelled pixels may be learned from, 1 where not before the assessment, FOR_GOOD where never. The slice
    OWNED is what no other window counts as its own.
    """

    row: int
    col: int
    features: list[Tensor]
    detail: list[Tensor]
    masks: Tensor
    labels: Tensor
    split: Tensor
    closed: Tensor


FOR_GOOD = 2
OWNED = (slice(MARGIN, MARGIN + STEP), slice(MARGIN, MARGIN + STEP))


def choose_positions(labels: Labels, seed: int) -> list[tuple[int, int]]:
    """Top-left corners of the windows to cut: all that own labels or, of very many, a selection fair to every class."""
    rows, cols = np.nonzero(labels.index)
    cells = np.stack([rows // STEP, cols // STEP], 1)
    classes = labels.index[rows, cols]
    unique, inverse = np.unique(cells, axis=0, return_inverse=True)
    inverse = inverse.reshape(-1)
    chosen = np.arange(len(unique))
    if len(unique) > MOST_WINDOWS:
        generator = np.random.default_rng(seed)
        queues = [generator.permutation(np.unique(inverse[classes == k])) for k in np.unique(classes)]
        picked: dict[int, None] = {}
        for turn in range(max(len(entries) for entries in queues)):
            for entries in queues:
                if turn < len(entries) and len(picked) < MOST_WINDOWS:
                    picked[int(entries[turn])] = None
        chosen = np.sort(np.fromiter(picked, int))
    return [(int(row) * STEP - MARGIN, int(col) * STEP - MARGIN) for row, col in unique[chosen]]


def fit_features(model: Model, readers: Sequence[Reader | None], positions: Sequence[tuple[int, int]]) -> None:
    """Learn each sensor's standardisation from up to 24 of the windows."""
    some = positions[:: max(1, len(positions) // _FIT_WINDOWS)]
    for position, reader in enumerate(readers):
        windows = []
        for row, col in some:
            values, mask = _read(reader, len(model.sensors[position].bands), row, col)
            if mask.any():
                windows.append((torch.from_numpy(values), torch.from_numpy(mask)[None]))
        model.standardise(position, windows)


def cut_windows(
    model: Model,
    readers: Sequence[Reader | None],
    labels: Labels,
    split: np.ndarray,
    closed: np.ndarray,
    positions: Sequence[tuple[int, int]],
    reporter: Reporter,
) -> list[Window]:
    """Read every window of ``positions``. ``split`` and ``closed`` (H, W): see :class:`Window`."""
    reporter.stage("Reading the layers", len(positions))
    windows = []
    for row, col in positions:
        features, detail, masks = [], [], []
        for position, reader in enumerate(readers):
            values, mask = _read(reader, len(model.sensors[position].bands), row, col)
            available = torch.from_numpy(mask)
            batch = torch.from_numpy(values)[None], available[None, None].float()
            with torch.no_grad():
                features.append(model.see(position, *batch)[0])
                detail.append(model.thin(position, *batch)[0].half())
            masks.append(available)
        windows.append(
            Window(
                row,
                col,
                features,
                detail,
                torch.stack(masks),
                torch.from_numpy(_cut(labels.index, row, col).astype(np.int64)),
                torch.from_numpy(_cut(split, row, col)),
                torch.from_numpy(_cut(closed, row, col, fill=FOR_GOOD)),
            )
        )
        reporter.advance()
    return windows


def _read(reader: Reader | None, bands: int, row: int, col: int) -> tuple[np.ndarray, np.ndarray]:
    """A window of a sensor, empty where there is no layer for it."""
    if reader is None:
        return np.zeros((bands, SIDE, SIDE), np.float32), np.zeros((SIDE, SIDE), bool)
    return reader.read(row, col, SIDE, SIDE)


def _cut(raster: np.ndarray, row: int, col: int, fill: int = 0) -> np.ndarray:
    """A SIDE x SIDE window of a raster, ``fill`` beyond its edges."""
    out = np.full((SIDE, SIDE), fill, raster.dtype)
    top, left = max(0, row), max(0, col)
    bottom, right = row + SIDE, col + SIDE
    part = raster[top:bottom, left:right]
    rows, cols = (slice(shift, shift + size) for shift, size in zip((top - row, left - col), part.shape, strict=True))
    out[rows, cols] = part
    return out
