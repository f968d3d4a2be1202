"""How much work an effort is, and the stages of a training that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from ..progress import Stages
from ..stages import (
    ASSESSING,
    HELPERS,
    HELPERS_FOR_ASSESSMENT,
    READING_LABELS,
    READING_LAYERS,
    TRAINING,
    TRAINING_FOR_ASSESSMENT,
)
from .validate import patterns


@dataclass(frozen=True)
class Effort:
    """Steps of the training that is assessed, steps of the one that is delivered, and trees of each teacher forest."""

    assessed_steps: int
    steps: int
    trees: int


BY_EFFORT = {"quick": Effort(40, 60, 30), "standard": Effort(140, 280, 150), "thorough": Effort(250, 500, 300)}

# What the progress bar's stages take, in seconds; only the proportions count. Measured on the example scene.
_LABELS, _WINDOW, _STEP, _PATTERN, _FOREST, _REGRESSION, _SOFT_LABELS = 1.5, 0.01, 0.14, 0.03, 0.02, 3.0, 0.15


def plan_stages(effort: str, sensors: int, windows: int) -> Stages:
    """The stages of a training, in order, and what each takes."""
    plan = BY_EFFORT[effort]
    helpers = _REGRESSION + _FOREST * plan.trees + _SOFT_LABELS * windows
    return [
        (READING_LABELS, _LABELS),
        (READING_LAYERS, _WINDOW * windows * sensors),
        (HELPERS_FOR_ASSESSMENT, helpers),
        (TRAINING_FOR_ASSESSMENT, _STEP * plan.assessed_steps),
        (ASSESSING, _PATTERN * windows * len(patterns(sensors))),
        (HELPERS, helpers),
        (TRAINING, _STEP * plan.steps),
    ]
