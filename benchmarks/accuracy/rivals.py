"""What a map could be made with instead: classifiers of scikit-learn on bands, or on bands and their neighbourhood.

Each either as one model, with the training mean in place of what is missing, or as one model per sensor pattern.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.calibration import CalibratedClassifierCV
from sklearn.ensemble import (
    ExtraTreesClassifier,
    HistGradientBoostingClassifier,
    RandomForestClassifier,
    VotingClassifier,
)
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from mamol_core.training.teacher import MOST_PIXELS_PER_CLASS, SHRINKAGE

from .stack import Stack

TREES, MANY, TREES_OF_MANY = 300, 5000, 100  # above MANY pixels fewer trees, of MANY pixels each: hours otherwise
_FOLDS = 5


def forest(labels: np.ndarray, seed: int) -> Any:
    """A random forest for labels (N,)."""
    many = len(labels) > MANY
    return RandomForestClassifier(
        TREES_OF_MANY if many else TREES, max_samples=MANY if many else None, random_state=seed
    )


def ensemble(_labels: np.ndarray, seed: int) -> Any:
    """The mean of random forest, extremely randomised trees and logistic regression: what teaches our network."""
    trees = {"n_estimators": TREES_OF_MANY, "random_state": seed}
    regression = make_pipeline(StandardScaler(), LogisticRegression(C=SHRINKAGE, max_iter=300))
    members = [("forest", RandomForestClassifier(**trees)), ("extra", ExtraTreesClassifier(**trees))]
    return VotingClassifier([*members, ("regression", regression)], voting="soft")


def boosting(_labels: np.ndarray, seed: int) -> Any:
    """Histogram gradient boosting."""
    return HistGradientBoostingClassifier(random_state=seed)


def machine(labels: np.ndarray, seed: int) -> Any:
    """A support vector machine with a Gaussian kernel; its probabilities by Platt's sigmoid, in folds, for which each
    class has two pixels at least."""
    folds = min(_FOLDS, int(np.unique(labels, return_counts=True)[1].min()))
    return CalibratedClassifierCV(make_pipeline(StandardScaler(), SVC(random_state=seed)), cv=folds, ensemble=False)


@dataclass(frozen=True)
class Rival:
    """``kind``: of the features; ``each``: a model per pattern of sensors; ``balanced``: at most as many pixels of a
    class as our teacher takes; ``fewest``: pixels of a class, which is left out where it has less."""

    kind: str
    make: Callable[[np.ndarray, int], Any]
    each: bool = True
    balanced: bool = False
    fewest: int = 1


RIVALS = {
    "bands-one": Rival("bands", forest, each=False),
    "bands-each": Rival("bands", forest),
    "context-one": Rival("context", forest, each=False),
    "context-each": Rival("context", forest),
    "ensemble-each": Rival("context", ensemble, balanced=True),
    "boosting-each": Rival("context", boosting),
    "svm-each": Rival("context", machine, balanced=True, fewest=2),
}


class Fitted:
    """A rival on one scene; what it has learned is kept for the next pattern."""

    def __init__(self, stack: Stack, rival: Rival, seed: int) -> None:
        self.stack, self.rival, self.tables, self.seed = stack, rival, stack.tables[rival.kind], seed
        self.training = (stack.labels > 0) & stack.masks.any(0)
        self.fitted: dict[tuple[int, ...], tuple[Any, np.ndarray]] = {}

    def map(self, available: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Codes (H, W), 0 where ``available`` (S, H, W) has nothing or nothing is scored, and their probability."""
        everything = tuple(range(len(self.tables)))
        found = np.zeros(self.stack.labels.shape, np.uint16)
        sure = np.zeros(found.shape, np.float32)
        key = (available << np.arange(len(available))[:, None, None]).sum(0)
        key[~self.stack.scored] = 0
        for value in np.unique(key[key > 0]):
            here = key == value
            subset = tuple(s for s in everything if value >> s & 1)
            use = subset if self.rival.each else everything
            model, means = self._fit(use)
            table = self._rows(use, here, means, missing=set(everything) - set(subset))
            chances = model.predict_proba(table)
            found[here] = self.stack.codes[model.classes_[chances.argmax(1)] - 1]
            sure[here] = chances.max(1)
        return found, sure

    def _fit(self, use: tuple[int, ...]) -> tuple[Any, np.ndarray]:
        if use not in self.fitted:
            training = self.training & self.stack.masks[list(use)].any(0)
            raw = self._rows(use, training, None, ())
            labels = self.stack.labels[training]
            means = np.nan_to_num(np.nanmean(raw, axis=0))
            table = np.where(np.isnan(raw), means, raw)
            if self.rival.balanced:
                order = np.random.default_rng(self.seed)
                places = [order.permutation(np.flatnonzero(labels == k)) for k in np.unique(labels)]
                enough = [found[:MOST_PIXELS_PER_CLASS] for found in places if len(found) >= self.rival.fewest]
                kept = np.concatenate(enough)
                table, labels = table[kept], labels[kept]
            self.fitted[use] = self.rival.make(labels, self.seed).fit(table, labels), means
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
