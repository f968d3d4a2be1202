"""How much work an effort is, and the stages of a training that follow from it."""

from __future__ import annotations

from dataclasses import dataclass

from ..progress import Stages
from ..stages import (
    ASSESSING,
    FITTING,
    FITTING_FOR_ASSESSMENT,
    HELPERS,
    HELPERS_FOR_ASSESSMENT,
    READING_LABELS,
    READING_LAYERS,
    TRAINING,
    TRYING_HELPERS,
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
_TRYING = 1.5


def plan_stages(effort: str, sensors: int, windows: int) -> Stages:
    """The stages of a training, in order, and what each takes."""
    trainings = (plan_assessment(effort, sensors, windows), plan_delivery(effort, windows))
    return [
        (READING_LABELS, _LABELS),
        (READING_LAYERS, _WINDOW * windows * sensors),
        (TRYING_HELPERS, _TRYING),
        (TRAINING, max(sum(seconds for _, seconds in stages) for stages in trainings)),
    ]


def plan_assessment(effort: str, sensors: int, windows: int) -> Stages:
    """The stages of the training that is assessed."""
    return [
        (HELPERS_FOR_ASSESSMENT, _helpers(effort, windows)),
        (FITTING_FOR_ASSESSMENT, _STEP * BY_EFFORT[effort].assessed_steps),
        (ASSESSING, _PATTERN * windows * len(patterns(sensors))),
    ]


def plan_delivery(effort: str, windows: int) -> Stages:
    """The stages of the training that is delivered."""
    return [(HELPERS, _helpers(effort, windows)), (FITTING, _STEP * BY_EFFORT[effort].steps)]


def _helpers(effort: str, windows: int) -> float:
    return _REGRESSION + _FOREST * BY_EFFORT[effort].trees + _SOFT_LABELS * windows
