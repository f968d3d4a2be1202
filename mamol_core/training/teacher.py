"""A random forest on bands and their neighbourhood, trained with all sensors, that teaches the network on pixels
without labels. It never votes in a map."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from sklearn.ensemble import RandomForestClassifier
from torch import Tensor

from ..model.features import box_mean
from ..reporting import Reporter
from .samples import Window

MOST_PIXELS_PER_CLASS = 1000
_NEIGHBOURHOODS = (3, 7)


def context(window: Window) -> Tensor:
    """Features with 3 x 3 and 7 x 7 mean and standard deviation over valid pixels: (5 F, SIDE, SIDE)."""
    parts = []
    for values, mask in zip(window.features, window.masks.float(), strict=True):
        parts.append(values)
        for side in _NEIGHBOURHOODS:
            share = box_mean(mask[None, None], side)[0].clamp(min=1e-6)
            mean = box_mean(values[None], side)[0] / share
            square = box_mean(values.square()[None], side)[0] / share
            parts += [mean * mask, (square - mean.square()).clamp(min=0).sqrt() * mask]
    return torch.cat(parts)


def teach(
    windows: Sequence[Window], classes: int, use: Sequence[int], trees: int, seed: int, reporter: Reporter
) -> list[Tensor]:
    """Class probabilities (K, SIDE, SIDE) float16 of every window, by a forest trained on the ``use`` splits."""
    reporter.stage("Growing the teacher forest", len(windows))
    generator = np.random.default_rng(seed)
    tables, targets = [], []
    for window in windows:
        chosen = (window.labels > 0) & torch.isin(window.split, torch.tensor(use, dtype=window.split.dtype))
        chosen &= window.masks.any(0)
        if chosen.any():
            tables.append(context(window)[:, chosen].T.numpy())
            targets.append(window.labels[chosen].numpy())
    table, target = np.concatenate(tables), np.concatenate(targets)
    keep = np.concatenate(
        [generator.permutation(np.flatnonzero(target == k))[:MOST_PIXELS_PER_CLASS] for k in np.unique(target)]
    )
    forest = RandomForestClassifier(
        trees, max_features="sqrt", class_weight="balanced", random_state=seed, n_jobs=-1
    ).fit(table[keep], target[keep])
    lessons = []
    for window in windows:
        flat = context(window).flatten(1).T.numpy()
        lesson = np.zeros((classes, flat.shape[0]), np.float16)
        lesson[forest.classes_ - 1] = forest.predict_proba(flat).T
        lessons.append(torch.from_numpy(lesson).unflatten(1, window.labels.shape))
        reporter.advance()
    return lessons
