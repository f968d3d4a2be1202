"""The train command: layers and labels in, a model file and a report out."""

from __future__ import annotations

import datetime
import math
import os
import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..contract import HUB, MODEL_SUFFIX, TrainRequest
from ..errors import OutputError
from ..model.card import load_card
from ..model.device import choose_device
from ..registration.finding import Finding
from ..release import version
from ..reporting import Reporter
from ..roles import split_date
from .adapters.adapt import adapt
from .growing import grown_card
from .guards import count_places
from .inputs import inspect_outputs
from .material import TrainingData, load_training_data
from .report import write_report
from .scene import Scene
from .trainer import CONTINUING_RATE, RATE, Outcome, Trainer


def train(request: TrainRequest, reporter: Reporter) -> dict[str, Any]:
    """Train a model and write it; the result as the contract's ``result`` event carries it. Raises MamolError."""
    if request.adapter is not None:
        return adapt(request, reporter)
    began = time.monotonic()
    inspect_outputs(request, reporter)
    device = choose_device(request.device)
    reporter.log(device.sentence)
    data = load_training_data(request, reporter)
    rate = CONTINUING_RATE if request.continue_from and not data.adding else RATE
    trainer = Trainer(data.model, data.windows, request.effort, device, request.seed, reporter, rate, data.adding)
    outcome = trainer.train()
    seconds = round(time.monotonic() - began, 1)
    card = _card(request, data, outcome, seconds, reporter)
    if data.start and data.adding:
        card = grown_card(card, data.start, [spec.sensor for spec in data.model.sensors], data.adding, reporter)
    path, problem = data.model.cpu().save(request.model or "", _without_nan(card))
    device.give_back_memory()
    if problem:
        reporter.warn(f"{problem} It was written to {path} instead: move it from there.")
    card = load_card(path)
    report_json = report_html = None
    if request.report:
        report = {
            **card,
            "loss": [list(pair) for pair in outcome.history],
            "warnings": list(reporter.warnings),
            "findings": _findings(data.inputs.scenes),
        }
        try:
            report_json, report_html = write_report(request.report, report)
        except OutputError as error:
            reporter.warn(f"The model is trained and written, but {error.message[0].lower()}{error.message[1:]}")
    return {
        "model": path,
        "adapter": None,
        "report_json": report_json,
        "report_html": report_html,
        "card": card,
        "seconds": seconds,
        "device": device.sentence,
        "warnings": list(reporter.warnings),
    }


def _card(
    request: TrainRequest, data: TrainingData, outcome: Outcome, seconds: float, reporter: Reporter
) -> dict[str, Any]:
    """The model's card, save what the model itself adds."""
    classes = zip(data.model.classes, data.counts, strict=True)
    groups = [sum(counts) for counts in zip(*map(count_places, data.labels), strict=True)]
    scenes = data.inputs.scenes
    return {
        "name": Path(request.model or "").name.removesuffix(MODEL_SUFFIX).removesuffix(".safetensors"),
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "engine": version(),
        "training": {
            "effort": request.effort,
            "seed": request.seed,
            "seconds": seconds,
            "steps": len(outcome.history),
            "pixels": {str(entry.code): count for entry, count in classes},
            "groups": {str(entry.code): count for entry, count in zip(data.model.classes, groups, strict=True)},
            **(_of_scene(scenes[0]) if len(scenes) == 1 else {"scenes": [_named(scene) for scene in scenes]}),
            "refitted_on_all_labels": outcome.refitted,
            "backbone_weights": _origin(request.backbone_weights),
            "continued_from": os.path.basename(request.continue_from) if request.continue_from else None,
            "warnings": list(reporter.warnings),
        },
        "accuracy": outcome.accuracy,
        "author": "",
        "licence": "",
        "citation": "",
        "attribution": data.attribution,
    }


def _of_scene(scene: Scene) -> dict[str, Any]:
    """What the card keeps of a scene: its grid, and how layers and labels lay."""
    shifts = {layer.sensor: list(layer.shift) for layer in scene.asked.layers if layer.shift}
    return {
        "scene": {"crs": scene.grid.crs_name, "width": scene.grid.width, "height": scene.grid.height}
        if scene.grid
        else None,
        "labels_shift": scene.labels_shift,
        "layer_shifts": shifts,
        "alignment": [entry.to_json() for entry in scene.found.findings] if scene.found else [],
    }


def _findings(scenes: Sequence[Scene]) -> list[Finding]:
    """How layers and labels lay, for the report, which tells the scenes apart."""
    return [
        replace(finding, what=f"scene '{scene.asked.name}': {finding.what}")
        if len(scenes) > 1 and scene.asked.name
        else finding
        for scene in scenes
        if scene.found
        for finding in scene.found.findings
    ]


def _named(scene: Scene) -> dict[str, Any]:
    """The same of one of several scenes, with its name and the sensors it has."""
    sensors = list(dict.fromkeys(split_date(layer.sensor)[0] for layer in scene.asked.layers))
    return {"name": scene.asked.name, "sensors": sensors, **_of_scene(scene)}


def _without_nan(value: Any) -> Any:
    """The same with None for numbers that JSON does not know, as a figure of a class without pixels may be."""
    if isinstance(value, dict):
        return {key: _without_nan(entry) for key, entry in value.items()}
    if isinstance(value, (list, tuple)):
        return [_without_nan(entry) for entry in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value


def _origin(weights: str | None) -> str | None:
    """Where a backbone's weights came from, without folders."""
    return weights if weights is None or weights.startswith(HUB) else Path(weights).name
