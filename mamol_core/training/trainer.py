"""Trains a model on the windows of a scene: to assess it, and again to deliver it."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..expectations import class_text, overall_text, weak_classes, weakest_class
from ..model.device import Device
from ..model.modelfile import Model
from ..reporting import Reporter
from ..stages import FITTING, FITTING_FOR_ASSESSMENT, HELPERS, HELPERS_FOR_ASSESSMENT, TRAINING, TRYING_HELPERS
from .crops import Crops
from .effort import BY_EFFORT, plan_assessment, plan_delivery
from .fit import choose_recipe, fit, plenty
from .newplaces import FOLDS, TRUST, accuracy_in_new_places, expected_temperature
from .samples import Teachable, Window, count_labelled
from .side_by_side import Task, side_by_side
from .splits import TRAIN, UNUSED, VALIDATION
from .teacher import predict_soft_labels
from .validate import validate

RATE, CONTINUING_RATE = 2e-3, 1e-3
"""Peak learning rates of a new model and of one that is continued."""
ADDING_STEPS, LEAST_ADDING_STEPS = 0.5, 60
"""Share of the steps of a new model that a sensor is added with, and how many it gets at least: docs/experts.md."""
_EVERY = (UNUSED, TRAIN, VALIDATION)


@dataclass(frozen=True)
class Outcome:
    """``accuracy``: the card's entries per sensor pattern; ``history``: (step, loss); ``refitted``: on all labels."""

    accuracy: list[dict[str, Any]]
    history: list[tuple[int, float]]
    refitted: bool


@dataclass
class Trainer:
    """Trains the network of ``model``; it and the ``windows`` are changed in place.

    ``adding``: so many of its sensors, the last ones, are being added, and nothing else in it learns.
    """

    model: Model
    windows: list[Window]
    effort: str
    device: Device
    seed: int
    reporter: Reporter
    rate: float = RATE
    adding: int = 0

    def train(self) -> Outcome:
        """Train once without the validation split to assess and calibrate, and once on all labels, from the same start.

        Going on from the assessed weights instead was measured to be worse: they have settled on fewer labels. Neither
        training knows of the other, so that the CPU works on both at once. On a GPU, and on a large backbone, they
        would only compete for memory.
        """
        assessable = any(bool((window.split == VALIDATION).any()) for window in self.windows)
        helpers = self._try_helpers() if assessable and not self.adding else None
        sensors, windows = len(self.model.sensors), len(self.windows)
        own = replace(self, windows=[replace(window) for window in self.windows])
        tasks: list[Task] = [(partial(own.deliver, helpers=helpers), plan_delivery(self.effort, windows))]
        if assessable:
            apart = replace(self, model=copy.deepcopy(self.model))
            tasks.insert(0, (partial(apart.assess, helpers=helpers), plan_assessment(self.effort, sensors, windows)))
        shared = self.device.name == "cpu" and self.model.network.config.backbone is None
        *assessed, (history, expected) = side_by_side(tasks, TRAINING, self.reporter, 2 if shared else 1)
        accuracy, temperature = assessed[0] if assessed else ([], self.model.temperature)
        self.model.temperature.copy_(temperature)
        self.model.temperature[0] += expected
        return Outcome(accuracy, history, refitted=assessable)

    def assess(self, reporter: Reporter, helpers: np.ndarray | None = None) -> tuple[list[dict[str, Any]], Tensor]:
        """The card's entries per sensor pattern, and the calibration; the network is left fitted to the split.

        ``helpers``: their accuracy in new places, see :func:`accuracy_in_new_places`. The calibration is without what
        is expected from it, since that is another temperature for the network that is delivered.
        """
        trainer = replace(self, reporter=reporter)
        soft_labels = trainer._teach((TRAIN,), HELPERS_FOR_ASSESSMENT)
        trainer._fit(soft_labels, (TRAIN,), BY_EFFORT[self.effort].assessed_steps, FITTING_FOR_ASSESSMENT)
        expected = trainer._expected_temperature(helpers)
        accuracy, temperature = validate(self.model, self.windows, self.device, reporter, self.adding, expected)
        trainer._tell(accuracy)
        temperature[0] -= expected
        return accuracy, temperature

    def deliver(self, reporter: Reporter, helpers: np.ndarray | None = None) -> tuple[list[tuple[int, float]], float]:
        """The training that is delivered: (step, loss) pairs, and the log temperature expected of its network.

        ``helpers``: see :meth:`assess`.
        """
        trainer = replace(self, reporter=reporter)
        history = trainer.fit_all(trainer.teach_all())
        return history, trainer._expected_temperature(helpers)

    def _try_helpers(self) -> np.ndarray:
        """Their accuracy in new places, see :func:`accuracy_in_new_places`. A cancel ends it at once."""
        classes = len(self.model.classes)
        self.reporter.stage(TRYING_HELPERS, FOLDS)
        return self.reporter.wait_for(lambda: accuracy_in_new_places(self.windows, classes, self.seed, self.reporter))

    def _expected_temperature(self, helpers: np.ndarray | None) -> float:
        """Of the network as it is now; 0 where nothing is known of the helpers.

        They count as little where labels are plenty as they do in teaching.
        """
        if helpers is None:
            return 0.0
        trust = TRUST * (1 - plenty(self._pixels_per_class()))
        return expected_temperature(self.model, self.windows, helpers, trust, self.device)

    def _pixels_per_class(self) -> list[int]:
        """Labelled pixels of each class that has any."""
        return [count for count in count_labelled(self.windows, len(self.model.classes)) if count]

    def teach_all(self) -> list[Tensor]:
        """Soft labels for the training that is delivered; what the assessment kept from learning may now be learned."""
        for window in self.windows:
            window.teachable = torch.where(window.teachable == Teachable.NEVER, window.teachable, Teachable.YES)
        return self._teach(_EVERY, HELPERS)

    def fit_all(self, soft_labels: Sequence[Tensor]) -> list[tuple[int, float]]:
        """The training that is delivered, on the labels of every split; (step, loss) pairs."""
        return self._fit(soft_labels, _EVERY, BY_EFFORT[self.effort].steps, FITTING)

    def _teach(self, splits: Sequence[int], stage: str) -> list[Tensor]:
        trees, classes = BY_EFFORT[self.effort].trees, len(self.model.classes)
        return predict_soft_labels(self.windows, classes, splits, trees, self.seed, self.reporter, stage, self._added)

    @property
    def _added(self) -> range:
        """Positions of the sensors that are being added."""
        sensors = len(self.model.sensors)
        return range(sensors - self.adding, sensors)

    def _fit(
        self, soft_labels: Sequence[Tensor], splits: Sequence[int], steps: int, stage: str
    ) -> list[tuple[int, float]]:
        if self.adding:
            steps = min(steps, max(LEAST_ADDING_STEPS, round(ADDING_STEPS * steps)))
        series = any(spec.dates for spec in self.model.sensors)
        recipe = choose_recipe(steps, self.rate, self._pixels_per_class(), series)
        crops = Crops(self.windows, soft_labels, splits, self.seed, self._added)
        return fit(self.model.network, crops, recipe, self.device, self.reporter, stage)

    def _tell(self, accuracy: Sequence[dict[str, Any]]) -> None:
        """Say what the assessment found with all sensors, the weakest class, and which classes can't be relied on."""
        full = accuracy[0]
        names = {entry.code: entry.name for entry in self.model.classes}
        self.reporter.log(f"Overall accuracy in validation: {overall_text(full)}.")
        weakest = weakest_class(full)
        if weakest:
            self.reporter.log(f"Weakest class: {class_text(weakest, names[weakest.code])}.")
        weak = [class_text(figure, names[figure.code]) for figure in weak_classes(full)]
        if weak:
            self.reporter.warn(f"Unreliable, with less than half right in validation: {'; '.join(weak)}.")
