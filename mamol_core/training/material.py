"""What a training learns from: layers and labels, read into windows, and the model to fit to them."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import numpy as np
import torch

from ..contract import TrainRequest
from ..errors import RequestError
from ..labels.labels import Labels
from ..model.backbones.registry import find_backbone
from ..model.modelfile import Model, load_model
from ..reporting import Reporter
from ..sensors.embeddings import attribution_of
from ..stages import READING_LABELS
from .classes import JoinedClasses
from .effort import plan_stages
from .inputs import TrainingInputs, inspect
from .samples import Window, count_labelled, cut_windows, fit_features, leave_out_unseen, split_windows


@dataclass
class TrainingData:
    """What a training learns from, and the model that learns.

    ``counts``: labelled pixels per class of the model that some sensor saw. ``attribution``: what must be said of where
    the layers come from. ``start``: the card of the model that is continued; ``adding``: so many sensors, the last
    ones, are new to it, and only they learn. ``inputs``: what all of it was read from.
    """

    model: Model
    windows: list[Window]
    labels: Labels
    counts: list[int]
    attribution: str
    start: dict[str, Any] | None
    adding: int
    inputs: TrainingInputs


def load_training_data(request: TrainRequest, reporter: Reporter) -> TrainingData:
    """Read what the request names. Raises MamolError."""
    torch.manual_seed(request.seed)
    reporter.plan(plan_stages(request.effort, len(request.layers), 9))
    reporter.stage(READING_LABELS)
    found = inspect(request, reporter)
    if found is None or found.labels is None:  # for the types: what would be refused has raised an error
        raise RequestError("The request can't be trained on.")
    labels, adding = found.labels, found.adding
    reporter.plan(plan_stages(request.effort, len(found.sensors), len(labels.windows))[1:])
    with ExitStack() as stack:
        start = load_model(request.continue_from)[0] if request.continue_from else None
        if start and found.joined:
            model = continue_model(start, found.joined, labels)
            if adding:
                model = model.with_sensors(found.sensors[-adding:])
        else:
            model = _fresh(request, found, labels, reporter)
        readers = [stack.enter_context(entry.open(found.grid)) if entry else None for entry in found.layers]
        if start is None or adding:
            fit_features(model, readers, labels.windows, len(found.sensors) - adding if start else 0)
        windows = cut_windows(model, readers, labels, reporter)
    reporter.pass_on(leave_out_unseen(windows, labels, adding))
    split_windows(windows, labels, request.seed)
    counts = count_labelled(windows, len(model.classes))
    card = found.start.json if found.start else None
    return TrainingData(model, windows, labels, counts, _attribution(found), card, adding, found)


def _attribution(found: TrainingInputs) -> str:
    """What must be said of where the layers come from, those of the model that is continued too."""
    said = found.start.json.get("attribution", "") if found.start else ""
    for entry in (part for layer in found.layers if layer for part in layer.parts):
        sentence = attribution_of(entry.source, entry.bands, entry.conversion)
        if sentence not in said:
            said = f"{said} {sentence}".strip()
    return said


def _fresh(request: TrainRequest, found: TrainingInputs, labels: Labels, reporter: Reporter) -> Model:
    """A new model for the layers."""
    model = Model(found.sensors, labels.classes, found.grid.gsd, backbone=request.backbone)
    if request.backbone:
        if request.backbone_weights:
            family = find_backbone(request.backbone).load()
            weights = family.load_weights(model.network, request.backbone_weights)
            reporter.log(f"Backbone weights: {weights}")
        else:
            reporter.warn(f"The backbone {request.backbone} has random weights: give it pretrained ones.")
    return model


def continue_model(start: Model, joined: JoinedClasses, labels: Labels) -> Model:
    """The given model with the classes of the labels, which from here on are numbered as the model's."""
    labels.index = np.array([0, *joined.numbers], np.uint16)[labels.index]
    labels.classes = joined.classes
    return start.with_classes(joined.classes, joined.origins)
