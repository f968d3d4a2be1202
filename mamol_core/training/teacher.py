"""Helper classifiers on bands and their neighbourhood, trained with all sensors, that together teach the network on
pixels without labels. They never vote in a map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from sklearn.base import ClassifierMixin
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits
from torch import Tensor

from ..model.device import count_cores
from ..model.features import box_mean
from ..reporting import Reporter
from .samples import Teachable, Window, usable

MOST_PIXELS_PER_CLASS = 1000
SHRINKAGE = 0.01  # C of the logistic regression: stronger than usual, since labels lie together and bands are many
_NEIGHBOURHOODS = (3, 7)
_TREES = 10  # that each core grows between two reports of progress
_REGRESSION, _WINDOW = 60, 2  # what the logistic regression, and asking about a window, cost: in trees of a forest


def neighbourhood(values: Tensor, mask: Tensor) -> Tensor:
    """Features (F, H, W) with their 3 x 3 and 7 x 7 mean and SD over pixels of ``mask`` (1, H, W): (5 F, H, W)."""
    return torch.cat(list(_with_surroundings(values, mask)), 1)[0]


def _with_surroundings(values: Tensor, mask: Tensor) -> Iterator[Tensor]:
    """Features (F, H, W), and their means and SDs around each pixel, each (1, F, H, W)."""
    # With the features of a pixel beside one another, means take a fraction of the time.
    values, mask = values.permute(1, 2, 0).contiguous()[None].permute(0, 3, 1, 2), mask[None]
    yield values
    for side in _NEIGHBOURHOODS:
        share = box_mean(mask, side).clamp(min=1e-6)
        mean = box_mean(values, side) / share
        yield mean * mask
        square = box_mean(values.square(), side) / share
        yield (square - mean.square()).clamp(min=0).sqrt() * mask


def context(window: Window, chosen: Tensor) -> np.ndarray:
    """What the teacher reads of chosen pixels (SIDE, SIDE) of a window, (N, G): features and their surroundings, and
    single bands.

    Of a series only the features: they are many, and their surroundings were measured to mislead.
    """
    parts: list[Tensor] = []
    for s, mask in enumerate(window.masks.float()):
        values = window.read(s)
        around = [values[None]] if window.series_at(s) else _with_surroundings(values, mask[None])
        parts += [part[0].permute(1, 2, 0)[chosen] for part in around]
    parts += [values.permute(1, 2, 0)[chosen].float() for values in window.detail]
    found: np.ndarray = torch.cat(parts, 1).numpy()
    return found


def predict_soft_labels(
    windows: Sequence[Window],
    classes: int,
    splits: Sequence[int],
    trees: int,
    seed: int,
    reporter: Reporter,
    stage: str,
    added: Sequence[int] = (),
) -> list[Tensor]:
    """Class probabilities (K, SIDE, SIDE) float16 of every window, learned from the labels of the ``splits``.

    The mean of a random forest (Breiman 2001, doi:10.1023/A:1010933404324), extremely randomised trees (Geurts et al.
    2006, doi:10.1007/s10994-006-6226-1), each of ``trees``, and a logistic regression. 0 where nothing is to be
    learned from them: see :class:`Teachable`, where no sensor saw anything, and where the label itself is learned,
    see :func:`usable`. A cancel ends it at once.
    """
    reporter.stage(stage, 2 * trees + _REGRESSION + _WINDOW * len(windows))
    asked = [
        (window.teachable == Teachable.YES)
        & window.masks.any(0)
        & ~((window.labels > 0) & usable(window, splits, added))
        for window in windows
    ]
    return reporter.wait_for(lambda: _predict(windows, classes, splits, asked, trees, seed, reporter))


def _predict(
    windows: Sequence[Window],
    classes: int,
    splits: Sequence[int],
    asked: Sequence[Tensor],
    trees: int,
    seed: int,
    reporter: Reporter,
) -> list[Tensor]:
    """See :func:`predict_soft_labels`; ``asked`` (SIDE, SIDE) bool per window: of which pixels."""
    # For good, since trainings run side by side. Of several threads, each product of the regression's small matrices
    # wakes all and waits for all: it took up to forty times as long.
    threadpool_limits(1, "blas")
    table, target = _training_table(windows, splits, np.random.default_rng(seed))
    cores = count_cores()
    members: list[ClassifierMixin] = []
    for kind in (RandomForestClassifier, ExtraTreesClassifier):
        members.append(kind(random_state=seed, warm_start=True, n_jobs=cores))
        step = _TREES * cores
        for count in range(0, trees, step):  # they are the same as all at once
            more = min(step, trees - count)
            members[-1].set_params(n_estimators=count + more).fit(table, target)
            reporter.advance(more)
        members[-1].set_params(n_jobs=1)  # whole windows are predicted side by side
    members.append(make_pipeline(StandardScaler(), LogisticRegression(C=SHRINKAGE, max_iter=300)).fit(table, target))
    reporter.advance(_REGRESSION)
    present = np.unique(target) - 1

    def soft_labels_of(window: Window, chosen: Tensor) -> Tensor:
        soft_labels = torch.zeros(classes, *window.labels.shape, dtype=torch.float16)
        if chosen.any():
            rows = context(window, chosen)
            mean = np.mean([member.predict_proba(rows) for member in members], axis=0)
            values = torch.zeros(classes, len(rows), dtype=torch.float16)
            values[present] = torch.from_numpy(mean.T).half()
            soft_labels[:, chosen] = values
        reporter.advance(_WINDOW)
        return soft_labels

    with ThreadPoolExecutor(cores, "windows", torch.set_num_threads, (1,)) as pool:
        return list(pool.map(soft_labels_of, windows, asked))


def _training_table(
    windows: Sequence[Window], splits: Sequence[int], generator: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """Rows (N, G) and classes (N,) of labelled pixels, at most MOST_PIXELS_PER_CLASS of each."""
    learned = [torch.nonzero((window.labels > 0) & usable(window, splits)) for window in windows]
    target = torch.cat([window.labels[tuple(found.T)] for window, found in zip(windows, learned, strict=True)]).numpy()
    keep = np.concatenate(
        [generator.permutation(np.flatnonzero(target == k))[:MOST_PIXELS_PER_CLASS] for k in np.unique(target)]
    )
    kept = np.zeros(len(target), bool)
    kept[keep] = True
    tables = []
    for window, found, some in zip(
        windows, learned, np.split(kept, np.cumsum([len(found) for found in learned])[:-1]), strict=True
    ):
        if some.any():
            chosen = torch.zeros(window.labels.shape, dtype=torch.bool)
            chosen[tuple(found[torch.from_numpy(some)].T)] = True
            tables.append(context(window, chosen))
    return np.concatenate(tables)[np.cumsum(kept)[keep] - 1], target[keep]
