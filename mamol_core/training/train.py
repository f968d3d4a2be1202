"""The train command: layers and labels in, a model file and a report out."""

from __future__ import annotations

import copy
import datetime
import math
import os
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..contract import (
    ASSESSING,
    HELPERS,
    HELPERS_FOR_ASSESSMENT,
    HUB,
    MODEL_SUFFIX,
    READING_LABELS,
    READING_LAYERS,
    TRAINING,
    TRAINING_FOR_ASSESSMENT,
    TrainRequest,
)
from ..errors import OutputError, RequestError
from ..expectations import class_text, overall_text, weak_classes, weakest_class
from ..labels.labels import Labels
from ..model.backbones.registry import find_backbone
from ..model.card import load_card
from ..model.device import Device, choose_device
from ..model.modelfile import Model, load_model
from ..model.network import NetworkConfig
from ..rasters.legend import LandClass
from ..rasters.reader import Reader
from ..release import version
from ..reporting import Reporter
from .classes import JoinedClasses
from .fit import choose_recipe, fit
from .guards import count_places
from .inputs import TrainingInputs, inspect, inspect_outputs
from .report import write_report
from .samples import FOR_GOOD, OWNED, Window, cut_windows, fit_features, leave_out_unseen, set_split
from .splits import TRAIN, UNUSED, VALIDATION, label_places, spatial_split
from .teacher import teach
from .validate import patterns, validate


@dataclass(frozen=True)
class Effort:
    """Steps of the training that is assessed, steps of the one that is delivered, and trees of each teacher forest."""

    assessed_steps: int
    steps: int
    trees: int


_BY_EFFORT = {"quick": Effort(40, 60, 30), "standard": Effort(140, 280, 150), "thorough": Effort(250, 500, 300)}

# What the progress bar's stages take, in seconds; only the proportions count. Measured on the example scene.
_LABELS, _WINDOW, _STEP, _PATTERN, _FOREST, _REGRESSION, _LESSON = 1.5, 0.01, 0.14, 0.03, 0.02, 3.0, 0.15

RATE, CONTINUING_RATE = 2e-3, 1e-3
_EVERY = (UNUSED, TRAIN, VALIDATION)


@dataclass
class Material:
    """What a training learns from. ``counts``: labelled pixels per class of the model that some sensor saw."""

    model: Model
    windows: list[Window]
    labels: Labels
    counts: list[int]


@dataclass(frozen=True)
class Outcome:
    """``accuracy``: the card's entries per sensor pattern; ``history``: (step, loss); ``refitted``: on all labels."""

    accuracy: list[dict[str, Any]]
    history: list[tuple[int, float]]
    refitted: bool


def train(request: TrainRequest, reporter: Reporter) -> dict[str, Any]:
    """Train a model and write it; the result as the contract's ``result`` event carries it. Raises MamolError."""
    began = time.monotonic()
    inspect_outputs(request, reporter)
    device = choose_device(request.device)
    reporter.log(device.sentence)
    material = gather(request, reporter)
    model, labels, grid = material.model, material.labels, material.labels.grid
    rate = CONTINUING_RATE if request.continue_from else RATE
    outcome = learn(model, material.windows, request.effort, rate, device, request.seed, reporter)
    seconds = time.monotonic() - began
    card = {
        "name": Path(request.model).name.removesuffix(MODEL_SUFFIX).removesuffix(".safetensors"),
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "engine": version(),
        "training": {
            "effort": request.effort,
            "seed": request.seed,
            "seconds": round(seconds, 1),
            "steps": len(outcome.history),
            "pixels": {str(entry.code): count for entry, count in zip(model.classes, material.counts, strict=True)},
            "groups": {str(e.code): n for e, n in zip(labels.classes, count_places(labels), strict=True)},
            "scene": {"crs": grid.crs_name, "width": grid.width, "height": grid.height},
            "refitted_on_all_labels": outcome.refitted,
            "backbone_weights": _origin(request.backbone_weights),
            "continued_from": os.path.basename(request.continue_from) if request.continue_from else None,
            "warnings": list(reporter.warnings),
        },
        "accuracy": outcome.accuracy,
        "author": "",
        "licence": "",
        "citation": "",
        "attribution": "",
    }
    path, problem = model.cpu().save(request.model, _without_nan(card))
    device.give_back_memory()
    if problem:
        reporter.warn(f"{problem} It was written to {path} instead: move it from there.")
    card = load_card(path)
    report_json = report_html = None
    if request.report:
        report = {**card, "loss": [list(pair) for pair in outcome.history], "warnings": list(reporter.warnings)}
        try:
            report_json, report_html = write_report(request.report, report)
        except OutputError as error:
            reporter.warn(f"The model is trained and written, but {error.message[0].lower()}{error.message[1:]}")
    return {
        "model": path,
        "report_json": report_json,
        "report_html": report_html,
        "card": card,
        "seconds": round(seconds, 1),
        "device": device.sentence,
        "warnings": list(reporter.warnings),
    }


def _without_nan(value: Any) -> Any:
    """The same with None for numbers that JSON does not know, as a figure of a class without pixels may be."""
    if isinstance(value, dict):
        return {key: _without_nan(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(entry) for entry in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _stages(effort: str, sensors: int, windows: int) -> list[tuple[str, float]]:
    """The stages of a training, in order, and what each takes."""
    plan = _BY_EFFORT[effort]
    helpers = _REGRESSION + _FOREST * plan.trees + _LESSON * windows
    return [
        (READING_LABELS, _LABELS),
        (READING_LAYERS, _WINDOW * windows * sensors),
        (HELPERS_FOR_ASSESSMENT, helpers),
        (TRAINING_FOR_ASSESSMENT, _STEP * plan.assessed_steps),
        (ASSESSING, _PATTERN * windows * len(patterns(sensors))),
        (HELPERS, helpers),
        (TRAINING, _STEP * plan.steps),
    ]


def gather(request: TrainRequest, reporter: Reporter) -> Material:
    """Read what the request names. Raises MamolError."""
    torch.manual_seed(request.seed)
    reporter.plan(_stages(request.effort, len(request.layers), 9))
    reporter.stage(READING_LABELS)
    found = inspect(request, reporter)
    if found is None or found.labels is None:  # for the types: what would be refused has raised an error
        raise RequestError("The request can't be trained on.")
    labels = found.labels
    reporter.plan(_stages(request.effort, len(found.sensors), len(labels.windows))[1:])
    with ExitStack() as stack:
        start = load_model(request.continue_from)[0] if request.continue_from else None
        if start and found.joined:
            model = _continued(start, found.joined, labels)
        else:
            model = _fresh(request, found, labels, reporter)
        readers = [
            stack.enter_context(Reader(entry.source, found.grid, entry.bands, entry.conversion)) if entry else None
            for entry in found.layers
        ]
        if start is None:
            fit_features(model, readers, labels.windows)
        windows = cut_windows(model, readers, labels, reporter)
    reporter.note(leave_out_unseen(windows, labels))
    set_split(windows, labels, spatial_split(labels, request.seed), label_places(labels, request.seed))
    return Material(model, windows, labels, _count(windows, model.classes))


def _fresh(request: TrainRequest, found: TrainingInputs, labels: Labels, reporter: Reporter) -> Model:
    """A new model for the layers."""
    model = Model(found.sensors, labels.classes, found.grid.gsd, backbone=request.backbone)
    if request.backbone:
        if request.backbone_weights:
            family = find_backbone(request.backbone).load()
            said = family.load_weights(model.network, request.backbone_weights)
            reporter.log(f"Backbone weights: {said}")
        else:
            reporter.warn(f"The backbone {request.backbone} has random weights: give it pretrained ones.")
    return model


def _continued(start: Model, joined: JoinedClasses, labels: Labels) -> Model:
    """The given model with the classes of the labels.

    Classes it does not know get an output more; those without labels stay, unless only labelled ones are asked for.
    """
    labels.index = np.array([0, *joined.numbers], np.uint16)[labels.index]
    labels.classes = joined.classes
    model = Model(start.sensors, labels.classes, start.gsd, _with_classes(start.network.config, len(labels.classes)))
    weights = start.state_dict()
    fresh = model.state_dict()
    for name in ("network.head.weight", "network.head.bias"):
        for row, place in enumerate(joined.origins):
            if place is not None:
                fresh[name][row] = weights[name][place]
        weights[name] = fresh[name]
    model.load_state_dict(weights)
    return model


def _with_classes(config: NetworkConfig, classes: int) -> NetworkConfig:
    return NetworkConfig.from_json({**config.to_json(), "classes": classes})


def learn(
    model: Model, windows: list[Window], effort: str, rate: float, device: Device, seed: int, reporter: Reporter
) -> Outcome:
    """Train once without the validation split to assess and calibrate, then again, from the same start, on all labels.

    Going on from the assessed weights instead was measured to be worse: they have settled on fewer labels.
    """
    start = copy.deepcopy(model.network.state_dict())
    accuracy: list[dict[str, Any]] = []
    assessable = any(bool((window.split == VALIDATION).any()) for window in windows)
    if assessable:
        plan = _BY_EFFORT[effort]
        lessons = teach(windows, len(model.classes), (TRAIN,), plan.trees, seed, reporter, HELPERS_FOR_ASSESSMENT)
        recipe = choose_recipe(plan.assessed_steps, rate, _labelled(model, windows))
        fit(model.network, windows, lessons, (TRAIN,), recipe, device, seed, reporter, TRAINING_FOR_ASSESSMENT)
        accuracy, temperature = validate(model, windows, device, reporter)
        _tell(accuracy, model.classes, reporter)
        model.temperature.copy_(temperature)
        model.network.load_state_dict(start)
    lessons = teach_from_all(model, windows, effort, seed, reporter)
    history = learn_from_all(model, windows, lessons, effort, rate, device, seed, reporter)
    return Outcome(accuracy, history, assessable)


def _tell(accuracy: Sequence[dict[str, Any]], classes: Sequence[LandClass], reporter: Reporter) -> None:
    """Say what the assessment found with all sensors, its weakest class, and which classes are not to be relied on."""
    full = accuracy[0]
    names = {entry.code: entry.name for entry in classes}
    reporter.log(f"Overall accuracy in validation: {overall_text(full)}.")
    weakest = weakest_class(full)
    if weakest:
        reporter.log(f"Weakest class: {class_text(weakest, names[weakest.code])}.")
    weak = [class_text(figure, names[figure.code]) for figure in weak_classes(full)]
    if weak:
        reporter.warn(f"Not to be relied on, with less than half right in validation: {'; '.join(weak)}.")


def teach_from_all(model: Model, windows: list[Window], effort: str, seed: int, reporter: Reporter) -> list[Tensor]:
    """The teacher's lessons for the training that is delivered; opens what was closed for the assessment."""
    for window in windows:
        window.closed = torch.where(window.closed == FOR_GOOD, window.closed, 0)
    return teach(windows, len(model.classes), _EVERY, _BY_EFFORT[effort].trees, seed, reporter, HELPERS)


def learn_from_all(
    model: Model,
    windows: list[Window],
    lessons: list[Tensor],
    effort: str,
    rate: float,
    device: Device,
    seed: int,
    reporter: Reporter,
) -> list[tuple[int, float]]:
    """The training that is delivered, on the labels of every split; (step, loss) pairs."""
    recipe = choose_recipe(_BY_EFFORT[effort].steps, rate, _labelled(model, windows))
    return fit(model.network, windows, lessons, _EVERY, recipe, device, seed, reporter, TRAINING)


def _labelled(model: Model, windows: Sequence[Window]) -> list[int]:
    """Labelled pixels of each class that has any."""
    return [count for count in _count(windows, model.classes) if count]


def _count(windows: Sequence[Window], classes: Sequence[LandClass]) -> list[int]:
    """Labelled pixels per class that some sensor saw."""
    total = torch.zeros(len(classes) + 1, dtype=torch.int64)
    for window in windows:
        total += torch.bincount(window.labels[OWNED][window.masks.any(0)[OWNED]], minlength=len(classes) + 1)
    return total[1:].tolist()


def _origin(weights: str | None) -> str | None:
    """Where a backbone's weights came from, without folders."""
    return weights if weights is None or weights.startswith(HUB) else Path(weights).name
