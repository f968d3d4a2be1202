"""Adapts a model to the place and season of some windows, and finds out on labels kept aside whether that pays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from torch import Tensor

from ...model.adapter import weaken, with_adapter
from ...model.device import Device
from ...model.modelfile import Model
from ...reporting import Reporter
from ...stages import ADAPTING, ADAPTING_FOR_ASSESSMENT, HELPERS, HELPERS_FOR_ASSESSMENT
from ..crops import Crops
from ..effort import BY_EFFORT
from ..fit import choose_recipe, fit
from ..samples import OpenScene, Teachable, Window, count_labelled, set_sides
from ..splits import TRAIN, UNUSED, VALIDATION, spatial_folds
from ..teacher import predict_soft_labels
from .candidates import Candidate, candidate, classify_windows, labelled_pixels

RATE = 4e-3
FOLDS = 3
"""Parts of the labels, each of which is mapped by a model adapted to the others."""
STRENGTHS = (0.25, 0.5, 0.75, 1.0)
"""Shares of the way from the model to the adapted one that are compared."""
STEPS, LEAST_STEPS = 0.5, 60
"""Share of the steps of a new model that an adapter gets, and how many at least."""
FOREST = 0.8
"""Most that the helper classifiers count beside the model itself, where their labels come from many places."""
FEW_PLACES, MANY_PLACES = 1, 6
"""Of a typical class: with as few the helper classifiers learn what is so at these places alone, and do not count."""
_LEAST_AREA = 0.01  # of a class, in the map: the model may have overlooked it
_LEFT_OUT = -20.0
_EVERY = (UNUSED, TRAIN, VALIDATION)


def adapting_steps(effort: str) -> int:
    """The steps of an adapter's training."""
    return max(LEAST_STEPS, round(STEPS * BY_EFFORT[effort].steps))


@dataclass
class Adaptation:
    """Adapts ``model``, which stays as it is, to the ``windows`` of a ``scene`` that were cut with it.

    ``base``: what the model is, as it was or fitted to the layers.
    """

    model: Model
    base: str
    windows: list[Window]
    scene: OpenScene
    effort: str
    device: Device
    seed: int
    reporter: Reporter

    def __post_init__(self) -> None:
        self.own = classify_windows(self.model, self.windows, self.device)
        self.areas = self.unadapted().areas

    def unadapted(self) -> Candidate:
        """What the model makes of the labels, none of which it was adapted to."""
        return candidate(self.own, self.windows)

    def assess(self) -> dict[float, Candidate]:
        """What adapting makes, at each of the STRENGTHS, of labels that it did not learn: each part of them is mapped
        by a model that was adapted to the others.

        Empty where never labels of two classes are left to learn.
        """
        kind = labelled_pixels(self.windows)[0]
        values = {strength: np.zeros((len(kind), len(self.areas)), np.float32) for strength in STRENGTHS}
        areas = {strength: np.zeros(len(self.areas), np.int64) for strength in STRENGTHS}
        for sides in spatial_folds(self.scene.labels, self.seed, FOLDS):
            set_sides(self.windows, self.scene.labels, sides)
            split = labelled_pixels(self.windows)[2]
            learned, kept = split == TRAIN, split == VALIDATION
            if len(np.unique(kind[learned])) < 2 or not kept.any():
                continue
            adapted = self._adapt((TRAIN,), HELPERS_FOR_ASSESSMENT, ADAPTING_FOR_ASSESSMENT)[0]
            for strength in STRENGTHS:
                weaker = weaken(adapted, self.model, strength)
                mapped = candidate(classify_windows(weaker, self.windows, self.device), self.windows)
                values[strength][kept] = mapped.values[kept]
                areas[strength] += mapped.areas
        found = {strength: Candidate(values[strength], areas[strength]) for strength in STRENGTHS}
        return {strength: entry for strength, entry in found.items() if entry.known.any()}

    def adapt(self) -> tuple[Model, list[tuple[int, float]]]:
        """The model adapted to all labels, and (step, loss) pairs."""
        for window in self.windows:
            window.teachable = torch.where(window.teachable == Teachable.NEVER, window.teachable, Teachable.YES)
        return self._adapt(_EVERY, HELPERS, ADAPTING)

    def _adapt(self, splits: Sequence[int], helpers: str, stage: str) -> tuple[Model, list[tuple[int, float]]]:
        torch.manual_seed(self.seed)
        adapted = with_adapter(self.model)
        crops = Crops(self.windows, self._soft_labels(splits, helpers), splits, self.seed)
        pixels = [count for count in count_labelled(self.windows, len(self.model.classes)) if count]
        recipe = choose_recipe(adapting_steps(self.effort), RATE, pixels)
        recipe = replace(recipe, offsets=self._offsets(splits))
        return adapted, fit(adapted.network, crops, recipe, self.device, self.reporter, stage)

    def _soft_labels(self, splits: Sequence[int], stage: str) -> list[Tensor]:
        """What the model itself makes of the windows, and helper classifiers as far as their labels tell of more than
        a few places.

        These know nothing of how much there is of each class, where labels are drawn as dense of all: their answers are
        weighted by the area that the model gives each (Saerens et al. 2002, doi:10.1162/089976602753284446, eq. 4).
        """
        share = self._share_of_helpers(splits)
        if not share:
            return self.own
        trees, classes = BY_EFFORT[self.effort].trees, len(self.model.classes)
        taught = predict_soft_labels(self.windows, classes, splits, trees, self.seed, self.reporter, stage)
        areas = torch.from_numpy(self.areas).double() / max(self.areas.sum(), 1)
        labelled = torch.tensor(self._labelled(splits), dtype=torch.float64)
        prior = (areas / (labelled / labelled.sum()).clamp(min=1e-6)).float()[:, None, None]
        mixed = []
        for own, helped in zip(self.own, taught, strict=True):
            values = helped.float() * prior
            total = values.sum(0)
            values = torch.where(total > 0, values / total.clamp(min=1e-9), own.float())
            mixed.append(((1 - share) * own.float() + share * values).half())
        return mixed

    def _offsets(self, splits: Sequence[int]) -> tuple[float, ...]:
        """Logit offsets where labels are learned: classes take turns there, and are as common as the model finds them
        in the map. A class without labels is left out, so that it is not unlearned."""
        areas, labelled = self.areas / max(int(self.areas.sum()), 1), np.array(self._labelled(splits))
        even = 1 / max(int(np.count_nonzero(labelled)), 1)
        offsets = np.where(labelled > 0, np.log(even / np.maximum(areas, _LEAST_AREA)), _LEFT_OUT)
        return tuple(offsets.tolist())

    def _labelled(self, splits: Sequence[int]) -> list[int]:
        kind, _, split = labelled_pixels(self.windows)
        counts: list[int] = np.bincount(kind[np.isin(split, splits)] - 1, minlength=len(self.areas)).tolist()
        return counts

    def _share_of_helpers(self, splits: Sequence[int]) -> float:
        """How much the helper classifiers count: the more, the more places the labels of a typical class come from."""
        kind, place, split = labelled_pixels(self.windows)
        chosen = np.isin(split, splits)
        places = [len(np.unique(place[chosen & (kind == k)])) for k in np.unique(kind[chosen])]
        many = (float(np.median(places)) - FEW_PLACES) / (MANY_PLACES - FEW_PLACES) if len(places) > 1 else 0.0
        return FOREST * min(1.0, max(0.0, many))
