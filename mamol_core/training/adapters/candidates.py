"""Which of several ways to map a place is the best: on labels that none of them learned, place by place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import torch
from scipy import stats
from torch import Tensor

from ...accuracy.intervals import accuracy_interval
from ...model.device import Device
from ...model.modelfile import Model
from ..samples import OWNED, Window

LEAST_CHANCE = 0.01
"""A lower probability of the right class counts as this, so that no single label decides."""
LEVEL = 0.95
"""Of the one-sided test that shows one way to be better than another."""


@dataclass
class Candidate:
    """A way to map: ``values`` (N, K) are the probabilities it gives each labelled pixel, 0 where they are not known,
    and ``areas`` (K,) the pixels that it gives each class."""

    values: np.ndarray
    areas: np.ndarray

    @property
    def known(self) -> np.ndarray:
        return np.asarray(self.values.any(1))

    @property
    def best(self) -> np.ndarray:
        """The class (N,) that it gives each labelled pixel, from 1; 0 where that is not known."""
        return np.where(self.known, self.values.argmax(1) + 1, 0)


@dataclass
class Comparison:
    """Candidates by name, and of the labelled pixels (N,) class, from 1, and place.

    Figures are of the pixels that all candidates are known at. ``weighted`` counts each class by the area that it
    covers, the mean of the candidates' maps, as in stratified estimation (Olofsson et al. 2014,
    doi:10.1016/j.rse.2014.02.015): people label rare classes more densely than they occur.
    """

    kind: np.ndarray
    place: np.ndarray
    candidates: dict[str, Candidate] = field(default_factory=dict)

    @property
    def scored(self) -> np.ndarray:
        return np.all([entry.known for entry in self.candidates.values()], axis=0)

    def more(self, name: str, entry: Candidate) -> Comparison:
        """The same with another candidate."""
        return Comparison(self.kind, self.place, {**self.candidates, name: entry})

    def weights(self) -> np.ndarray:
        """Of each scored pixel by the area of its class; their sum is 1."""
        kind = self.kind[self.scored]
        areas = np.mean([entry.areas / max(entry.areas.sum(), 1) for entry in self.candidates.values()], axis=0)
        weights: np.ndarray = (areas / np.maximum(np.bincount(kind - 1, minlength=len(areas)), 1))[kind - 1]
        total = weights.sum()
        return weights / total if total > 0 else np.full(len(kind), 1 / max(len(kind), 1))

    def losses(self, name: str) -> np.ndarray:
        """Cross-entropy of each scored pixel."""
        kind, values = self.kind[self.scored], self.candidates[name].values[self.scored]
        chance = values[np.arange(len(kind)), kind - 1]
        found: np.ndarray = -np.log(np.maximum(chance, LEAST_CHANCE))
        return found

    def loss(self, name: str) -> float:
        """Mean cross-entropy of the labels, each of which counts alike, as people choose how many they draw."""
        return float(self.losses(name).mean())

    def clearly_better(self, name: str, other: str) -> bool:
        """Whether a candidate has a lower loss than another beyond chance, with places as what was sampled: pixels of
        one place tell much the same.

        Student's t of a mean over clusters (Cochran 1977, Sampling Techniques, section 3.12).
        """
        gain = self.losses(other) - self.losses(name)
        places = np.unique(self.place[self.scored], return_inverse=True)[1]
        count = len(np.unique(places))
        if count < 2:
            return False
        spread = np.square(np.bincount(places, gain - gain.mean())).sum()
        error = np.sqrt(count / (count - 1) * spread) / len(gain)
        return bool(gain.mean() > stats.t.ppf(LEVEL, count - 1) * error)

    def right(self, name: str) -> np.ndarray:
        """Which scored pixels the candidate maps right."""
        found: np.ndarray = (self.candidates[name].best == self.kind)[self.scored]
        return found

    def figures(self, name: str) -> dict[str, Any]:
        """Overall accuracy, with its interval and weighted by area, and producer's accuracy by class, from 1."""
        right, kind = self.right(name), self.kind[self.scored]
        places, number = np.unique(self.place[self.scored], return_inverse=True)
        interval = accuracy_interval(np.bincount(number, right, len(places)), np.bincount(number))
        return {
            "oa": float(right.mean()),
            "oa_interval": [round(end, 4) for end in interval],
            "weighted": float((self.weights() * right).sum()),
            "producers": {str(k): float(right[kind == k].mean()) for k in np.unique(kind)},
            "pixels": len(right),
            "places": len(places),
        }


@torch.inference_mode()
def classify_windows(model: Model, windows: Sequence[Window], device: Device) -> list[Tensor]:
    """Class probabilities (K, SIDE, SIDE) float16 of each window, from all sensors; 0 where none saw anything."""
    model.train(False)
    model.network.to(device.torch)
    found = []
    for window in windows:
        masks = window.masks[None].float()
        features = [
            (window.read(s)[None] * masks[:, [s]]).to(device.torch) if bool(masks[:, s].any()) else None
            for s in range(len(window.features))
        ]
        logits = model.network(features, masks.to(device.torch)).float()
        found.append((logits.softmax(1)[0].cpu() * masks[0].any(0)).half())
    return found


def labelled_pixels(windows: Sequence[Window]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Class, place and side of the split, each (N,), of the labelled pixels that windows own and a sensor saw."""
    rows = [
        torch.stack([part[OWNED][there].long() for part in (window.labels, window.place, window.split)])
        for window, there in ((window, _labelled(window)) for window in windows)
    ]
    kind, place, split = torch.cat(rows, 1).numpy()
    return kind, place, split


def candidate(probabilities: Sequence[Tensor], windows: Sequence[Window]) -> Candidate:
    """What a model that gave the windows these probabilities makes of the labelled pixels, and of all."""
    areas = np.zeros(len(probabilities[0]), np.int64)
    for values, window in zip(probabilities, windows, strict=True):
        mapped = values[(slice(None), *OWNED)].float().argmax(0)
        areas += torch.bincount(mapped[window.masks.any(0)[OWNED]], minlength=len(areas)).numpy()
    return Candidate(labelled_values(probabilities, windows), areas)


def labelled_values(probabilities: Sequence[Tensor], windows: Sequence[Window]) -> np.ndarray:
    """Probabilities (N, K) of the labelled pixels, in the order of :func:`labelled_pixels`."""
    pairs = zip(probabilities, windows, strict=True)
    found: np.ndarray = torch.cat(
        [values[(slice(None), *OWNED)].float()[:, _labelled(window)] for values, window in pairs], 1
    ).T.numpy()
    return found


def _labelled(window: Window) -> Tensor:
    return (window.labels[OWNED] > 0) & window.masks.any(0)[OWNED]
