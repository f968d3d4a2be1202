"""What a training learns from: layers and labels, read into windows, and the model to fit to them."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass
from typing import Any

import torch

from ..contract import TrainRequest
from ..errors import RequestError
from ..labels.labels import Labels
from ..model.backbones.registry import find_backbone
from ..model.modelfile import Model, load_model
from ..rasters.legend import LandClass
from ..reporting import Reporter
from ..sensors.embeddings import attribution_of
from ..stages import READING_LABELS, READING_LAYERS
from .effort import plan_stages
from .inputs import TrainingInputs, inspect
from .samples import (
    OpenScene,
    Window,
    count_labelled,
    cut_windows,
    fit_features,
    leave_out_unseen,
    split_windows,
    warn_of_many_dates,
)
from .scene import Scene


@dataclass
class TrainingData:
    """What a training learns from, and the model that learns.

    ``labels``: of each scene. ``counts``: labelled pixels per class of the model that some sensor saw.
    ``attribution``: what must be said of where the layers come from. ``start``: the card of the model that is
    continued; ``adding``: so many sensors, the last ones, are new to it, and only they learn. ``inputs``: what all of
    it was read from.
    """

    model: Model
    windows: list[Window]
    labels: list[Labels]
    counts: list[int]
    attribution: str
    start: dict[str, Any] | None
    adding: int
    inputs: TrainingInputs


def load_training_data(request: TrainRequest, reporter: Reporter) -> TrainingData:
    """Read what the request names. Raises MamolError."""
    torch.manual_seed(request.seed)
    reporter.plan(plan_stages(request.effort, len(request.layers) or 3, 9))
    reporter.stage(READING_LABELS)
    found = inspect(request, reporter)
    if found is None or found.classes is None:  # for the types: what would be refused has raised an error
        raise RequestError("The request can't be trained on.")
    every, adding = [labels for scene in found.scenes if (labels := scene.labels)], found.adding
    windows_there = sum(len(labels.windows) for labels in every)
    reporter.plan(plan_stages(request.effort, len(found.sensors), windows_there)[1:])
    with ExitStack() as stack:
        start = load_model(request.continue_from)[0] if request.continue_from else None
        if start and found.joined:
            model = start.with_classes(found.joined.classes, found.joined.origins)
            if adding:
                model = model.with_sensors(found.sensors[-adding:])
        else:
            model = _fresh(request, found, found.classes, reporter)
        scenes = [open_scene(scene, stack) for scene in found.scenes]
        if start is None or adding:
            fit_features(model, scenes, len(found.sensors) - adding if start else 0)
        reporter.stage(READING_LAYERS, windows_there)
        warn_of_many_dates(model, scenes, reporter)
        cut = [(scene, cut_windows(model, scene)) for scene in scenes]
    leave_out_unseen(cut, adding)
    split_windows(cut, request.seed)
    windows = [window for _, of_scene in cut for window in of_scene]
    counts = count_labelled(windows, len(model.classes))
    card = found.start.json if found.start else None
    return TrainingData(model, windows, every, counts, _attribution(found), card, adding, found)


def open_scene(scene: Scene, stack: ExitStack) -> OpenScene:
    """The scene with its layers open until the stack is closed."""
    if scene.grid is None or scene.labels is None:  # for the types: what would be refused has raised an error
        raise RequestError("The scene can't be trained on.")
    with scene.told.about():
        readers = [stack.enter_context(entry.open(scene.grid)) if entry else None for entry in scene.layers]
    return OpenScene(scene, scene.labels, readers)


def _attribution(found: TrainingInputs) -> str:
    """What must be said of where the layers come from, those of the model that is continued too."""
    said = found.start.json.get("attribution", "") if found.start else ""
    layers = (layer for scene in found.scenes for layer in scene.layers if layer)
    for entry in (part for layer in layers for part in layer.parts):
        sentence = attribution_of(entry.source, entry.bands, entry.conversion)
        if sentence not in said:
            said = f"{said} {sentence}".strip()
    return said


def _fresh(request: TrainRequest, found: TrainingInputs, classes: list[LandClass], reporter: Reporter) -> Model:
    """A new model for the layers."""
    model = Model(found.sensors, classes, found.gsd, backbone=request.backbone)
    if request.backbone:
        if request.backbone_weights:
            family = find_backbone(request.backbone).load()
            weights = family.load_weights(model.network, request.backbone_weights)
            reporter.log(f"Backbone weights: {weights}")
        else:
            reporter.warn(f"The backbone {request.backbone} has random weights: give it pretrained ones.")
    return model
