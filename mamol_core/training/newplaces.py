"""How accurate the helper classifiers are in places that they have not learned from, and what follows for the
network's confidence."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import torch
from scipy import ndimage
from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits
from torch import Tensor

from ..accuracy.calibration import match_confidence
from ..model.device import Device, count_cores
from ..model.modelfile import Model
from ..reporting import Reporter
from .samples import OWNED, Window
from .splits import GUARD
from .teacher import SHRINKAGE, context
from .validate import predict_window

FOLDS, TREES = 5, 30
MOST_PIXELS_PER_CLASS = 200  # places count, not pixels
TRUST = 0.6
"""What their accuracy counts beside the network's own mean confidence, where labels are few: docs/accuracy-notes.md."""
_WINDOWS, _EVERY = 24, 4  # so many windows at most, and of them every so many rows and columns, tell the confidence


def accuracy_in_new_places(windows: Sequence[Window], classes: int, seed: int, reporter: Reporter) -> np.ndarray:
    """Share of each class's pixels (K,) that helper classifiers get right where they have learned from none of the
    place, NaN for a class from a single place.

    Cross-validation by place: the places of each class are dealt to :data:`FOLDS` folds in turn, and each fold is
    classified by helpers that learned from the others, without pixels that lie near it. The helpers are those of
    :mod:`.teacher`, with fewer trees and pixels. So every place tells, where the network's own assessment has those of
    one split only. ``reporter`` counts the folds.
    """
    rng = np.random.default_rng(seed)
    chosen = _choose_pixels(windows, classes, rng)
    parts = [(window, found) for window, found in zip(windows, chosen, strict=True) if found.any()]
    kind, place = (
        np.concatenate([getattr(window, name)[found].numpy() for window, found in parts] or [np.zeros(0, np.int64)])
        for name in ("labels", "place")
    )
    fold_of = _deal(place, kind, rng)
    right, known = np.zeros(len(kind), bool), np.zeros(len(kind), bool)
    if len(np.unique(kind)) > 1:
        table = np.concatenate([context(window, found) for window, found in parts])
        fold = fold_of[place]
        near = np.concatenate([_near_folds(window, found, fold_of) for window, found in parts])

        def classify(number: int) -> None:
            asked, learned = fold == number, ~near[:, number]
            if asked.any() and len(np.unique(kind[learned])) > 1:
                right[asked] = _classify(table[learned], kind[learned], table[asked], seed) == kind[asked]
                known[asked] = True
            reporter.advance()

        with ThreadPoolExecutor(count_cores(), "folds") as pool:
            list(pool.map(classify, range(FOLDS)))
    found = np.full(classes, np.nan)
    for number in range(1, classes + 1):
        here = kind == number
        if len(np.unique(place[here])) > 1 and (here & known).any():
            found[number - 1] = right[here & known].mean()
    return found


def expected_temperature(
    model: Model, windows: Sequence[Window], helpers: np.ndarray, trust: float, device: Device
) -> float:
    """Log temperature at which the network is as confident, in the mean over the windows, as is to be expected.

    That is ``trust`` times the accuracy of the ``helpers`` in new places (K,), weighted by the area of each class
    in the map, and the network's own mean confidence for the rest. 0 where nothing is known of the helpers.
    """
    every = tuple(range(len(model.sensors)))
    parts = []
    model.train(False)
    step = -(-len(windows) // _WINDOWS)
    for window in windows[::step]:
        features = [window.read(s).to(device.torch) for s in every]
        logits, masks = predict_window(model, window.masks, features, every, device)
        thinned = (slice(None), slice(None, None, _EVERY), slice(None, None, _EVERY))
        parts.append(logits[thinned][:, masks[thinned].any(0)].T)
    logits = torch.cat(parts).double()
    areas = torch.bincount(logits.argmax(1), minlength=len(helpers)).numpy()
    told = (areas > 0) & ~np.isnan(helpers)
    if not told.any():
        return 0.0
    accuracy = float(np.average(helpers[told], weights=areas[told]))
    confidence = float(logits.softmax(1).amax(1).mean())
    return match_confidence(logits, trust * accuracy + (1 - trust) * confidence)


def _choose_pixels(windows: Sequence[Window], classes: int, rng: np.random.Generator) -> list[Tensor]:
    """Labelled pixels of each window, (SIDE, SIDE) bool: of each class some, each in the window that owns it."""
    spots = [
        torch.nonzero((window.labels[OWNED] > 0) & window.masks[(slice(None), *OWNED)].any(0)) for window in windows
    ]
    kind = np.concatenate(
        [window.labels[OWNED][tuple(spot.T)].numpy() for window, spot in zip(windows, spots, strict=True)]
    )
    kept = np.zeros(len(kind), bool)
    for number in range(1, classes + 1):
        kept[rng.permutation(np.flatnonzero(kind == number))[:MOST_PIXELS_PER_CLASS]] = True
    chosen = []
    for window, spot, some in zip(
        windows, spots, np.split(kept, np.cumsum([len(spot) for spot in spots])[:-1]), strict=True
    ):
        found = torch.zeros(window.labels.shape, dtype=torch.bool)
        found[OWNED][tuple(spot[torch.from_numpy(some)].T)] = True
        chosen.append(found)
    return chosen


def _deal(place: np.ndarray, kind: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """Fold of each place, by its number; -1 where there is none. ``place``, ``kind`` (N,): of each pixel."""
    fold = np.full(int(place.max(initial=0)) + 1, -1)
    dealt = 0
    for number in np.unique(kind):
        places = rng.permutation(np.setdiff1d(place[kind == number], np.flatnonzero(fold >= 0)))
        fold[places] = (dealt + np.arange(len(places))) % FOLDS
        dealt += len(places)
    return fold


def _near_folds(window: Window, chosen: Tensor, fold_of: np.ndarray) -> np.ndarray:
    """Which chosen pixels lie in a fold or within GUARD pixels of it, (N, FOLDS) bool."""
    place = window.place.numpy()
    fold = np.where(place < len(fold_of), fold_of[np.minimum(place, len(fold_of) - 1)], -1)
    near = [ndimage.maximum_filter(fold == number, size=2 * GUARD + 1, mode="constant") for number in range(FOLDS)]
    return np.stack(near, axis=-1)[chosen.numpy()]


def _classify(table: np.ndarray, kind: np.ndarray, asked: np.ndarray, seed: int) -> np.ndarray:
    """Classes (M,) of the rows asked for, by the mean probability of helpers that learn from ``table`` (N, G)."""
    threadpool_limits(1, "blas")  # as the teacher does
    helpers = (
        RandomForestClassifier(TREES, random_state=seed),
        ExtraTreesClassifier(TREES, random_state=seed),
        make_pipeline(StandardScaler(), LogisticRegression(C=SHRINKAGE, max_iter=300)),
    )
    chances = sum(helper.fit(table, kind).predict_proba(asked) for helper in helpers)
    best: np.ndarray = np.unique(kind)[chances.argmax(1)]
    return best
