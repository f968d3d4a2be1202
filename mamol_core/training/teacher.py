"""Helper classifiers on bands and their neighbourhood, trained with all sensors, that together teach the network on
pixels without labels. They never vote in a map."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from sklearn.base import ClassifierMixin
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from torch import Tensor

from ..model.device import count_cores
from ..model.features import box_mean
from ..reporting import Reporter
from .samples import Teachable, Window

MOST_PIXELS_PER_CLASS = 1000
SHRINKAGE = 0.01  # C of the logistic regression: stronger than usual, since labels lie together and bands are many
_NEIGHBOURHOODS = (3, 7)
_REGRESSION, _WINDOW = 60, 2  # what the logistic regression, and asking about a window, cost: in trees of a forest


def neighbourhood(values: Tensor, mask: Tensor) -> Tensor:
    """Features (F, H, W) with their 3 x 3 and 7 x 7 mean and SD over pixels of ``mask`` (1, H, W): (5 F, H, W)."""
    parts = [values]
    for side in _NEIGHBOURHOODS:
        share = box_mean(mask[None], side)[0].clamp(min=1e-6)
        mean = box_mean(values[None], side)[0] / share
        square = box_mean(values.square()[None], side)[0] / share
        parts += [mean * mask, (square - mean.square()).clamp(min=0).sqrt() * mask]
    return torch.cat(parts)


def context(window: Window) -> Tensor:
    """What the teacher reads of a window, (G, SIDE, SIDE): features and their surroundings, and single bands.

    Of a series only the features: they are many, and their surroundings were measured to mislead.
    """
    parts = []
    for s, mask in enumerate(window.masks.float()):
        values = window.read(s)
        parts.append(values if window.series_at(s) else neighbourhood(values, mask[None]))
    return torch.cat([*parts, *(values.float() for values in window.detail)])


def predict_soft_labels(
    windows: Sequence[Window],
    classes: int,
    splits: Sequence[int],
    trees: int,
    seed: int,
    reporter: Reporter,
    stage: str,
) -> list[Tensor]:
    """Class probabilities (K, SIDE, SIDE) float16 of every window, learned from the labels of the ``splits``.

    The mean of a random forest (Breiman 2001, doi:10.1023/A:1010933404324), extremely randomised trees (Geurts et al.
    2006, doi:10.1007/s10994-006-6226-1), each of ``trees``, and a logistic regression. 0 where nothing is to be
    learned from them: see :class:`Teachable`, and where no sensor saw anything. A cancel ends it at once.
    """
    reporter.stage(stage, 2 * trees + _REGRESSION + _WINDOW * len(windows))
    return reporter.wait_for(lambda: _predict(windows, classes, splits, trees, seed, reporter))


def _predict(
    windows: Sequence[Window], classes: int, splits: Sequence[int], trees: int, seed: int, reporter: Reporter
) -> list[Tensor]:
    table, target = _training_table(windows, splits, np.random.default_rng(seed))
    cores = count_cores()
    members: list[ClassifierMixin] = []
    for kind in (RandomForestClassifier, ExtraTreesClassifier):
        members.append(kind(random_state=seed, warm_start=True, n_jobs=cores))
        for count in range(0, trees, cores):  # a few at a time, they are the same as all at once
            more = min(cores, trees - count)
            members[-1].set_params(n_estimators=count + more).fit(table, target)
            reporter.advance(more)
        members[-1].set_params(n_jobs=1)  # whole windows are predicted side by side
    members.append(make_pipeline(StandardScaler(), LogisticRegression(C=SHRINKAGE, max_iter=300)).fit(table, target))
    reporter.advance(_REGRESSION)
    present = np.unique(target) - 1

    def soft_labels_of(window: Window) -> Tensor:
        soft_labels = torch.zeros(classes, *window.labels.shape, dtype=torch.float16)
        asked = (window.teachable == Teachable.YES) & window.masks.any(0)
        if asked.any():
            rows = context(window)[:, asked].T.numpy()
            mean = np.mean([member.predict_proba(rows) for member in members], axis=0)
            values = torch.zeros(classes, len(rows), dtype=torch.float16)
            values[present] = torch.from_numpy(mean.T).half()
            soft_labels[:, asked] = values
        reporter.advance(_WINDOW)
        return soft_labels

    with ThreadPoolExecutor(cores, "windows", torch.set_num_threads, (1,)) as pool:
        return list(pool.map(soft_labels_of, windows))


def _training_table(
    windows: Sequence[Window], splits: Sequence[int], generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Rows (N, G) and classes (N,) of labelled pixels, at most MOST_PIXELS_PER_CLASS of each."""
    tables, targets = [], []
    for window in windows:
        chosen = (window.labels > 0) & torch.isin(window.split, torch.tensor(splits, dtype=window.split.dtype))
        chosen &= window.masks.any(0)
        if chosen.any():
            tables.append(context(window)[:, chosen].T.numpy())
            targets.append(window.labels[chosen].numpy())
    table, target = np.concatenate(tables), np.concatenate(targets)
    keep = np.concatenate(
        [generator.permutation(np.flatnonzero(target == k))[:MOST_PIXELS_PER_CLASS] for k in np.unique(target)]
    )
    return table[keep], target[keep]
