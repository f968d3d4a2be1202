"""What a training's request names, looked at before anything is computed. Without torch: a check asks the same."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..contract import TrainRequest
from ..errors import RequestError
from ..files import check_folder, check_writable
from ..labels.labels import Labels, read_labels
from ..labels.windows import SIDE
from ..matching import Message
from ..model.adapter_file import find_adapter
from ..model.backbones.registry import find_backbone
from ..model.card import ModelCard, check_model_path, open_card
from ..rasters.grid import Grid, choose_grid
from ..rasters.source import Source, open_source
from ..rasters.window import GridWindow
from ..registration.look import Look
from ..reporting import Reporter
from ..roles import sensor_name, split_date
from ..sensors.embeddings import warn_if_other_year
from ..sensors.sensor import SensorSpec
from ..sensors.series import SensorInput, by_sensor, describe, match
from .classes import JoinedClasses, classes_of_model, join_classes, keep_classes
from .guards import check_adaptable, check_addition, check_classes, check_known, check_layers
from .lineup import line_up


@dataclass(frozen=True)
class TrainingInputs:
    """Everything a training learns from, found usable.

    ``sensors`` and ``layers`` have an entry per sensor of the model; ``start``: the card of the model that is
    continued, of whose sensors some may have no layer (None); ``joined``: its classes and those of the labels.
    ``labels`` is None only where a check found them refused. ``adding``: so many of the sensors, the last ones, are new
    to the model that is continued; then only they learn. ``labels_shift``: metres east and north that the labels were
    moved by; ``found``: how labels and layers lay before the labels were moved to the layers.
    """

    start: ModelCard | None
    sensors: list[SensorSpec]
    layers: list[SensorInput | None]
    grid: Grid
    labels: Labels | None
    joined: JoinedClasses | None
    adding: int
    labels_shift: tuple[float, float] | None = None
    found: Look | None = None


def inspect_outputs(request: TrainRequest, reporter: Reporter) -> None:
    """Look whether what comes out can be written, and whether the choices fit together. Raises MamolError."""
    for look in (_check_model, _check_report_folder, _check_backbone):
        with reporter.about():
            look(request)


def inspect(request: TrainRequest, reporter: Reporter) -> TrainingInputs | None:
    """Look at layers, labels and the model to continue. Raises MamolError.

    None only with a reporter that goes on after a refusal, as a check does.
    """
    start = grid = labels = joined = None
    if request.continue_from:
        with reporter.about():
            start = open_card(request.continue_from)
            if request.adapter:
                check_adaptable(start, request)
        if start is None:
            return None
    sources: dict[str, Source] = {}
    known = [spec.sensor for spec in start.sensors] if start else []
    for layer in request.layers:
        with reporter.about(layer.sensor):
            if start and split_date(layer.sensor)[0] not in known:
                check_known(start, layer) if request.adapter else check_addition(start, layer)
            check_layers(request.layers, layer)
            sources[layer.sensor] = open_source(layer)
    if not sources:
        return None
    with reporter.about():
        grid = choose_grid(list(sources.values()), start.gsd if start else None)
    if grid is None:
        return None
    read = functools.partial(
        read_labels,
        request.labels,
        grid,
        layer=request.labels_layer,
        field=request.field,
        classes_table=request.classes,
        ignore=request.ignore,
        seed=request.seed,
        called=request.labels_name,
    )
    added = [sensor for sensor in by_sensor(sources.values()) if sensor not in known] if start else []
    with reporter.about():
        labels = read(shift=request.labels_shift)
        reporter.pass_on(labels.messages)
        reporter.pass_on(check_classes(labels, request.labels_name or Path(request.labels).name))
        joined = _join(request, start, labels, added)
        if joined:
            reporter.pass_on(joined.messages)
    for source in sources.values():
        with reporter.about(source.sensor):
            reporter.pass_on(warn_if_other_year(source, request.labels_name or Path(request.labels).name))
    sensors, layers = _match(start, sources, grid, labels, reporter, None if request.adapter else False)
    shift, found = request.labels_shift, None
    with reporter.about():
        if labels and any(layers):
            before = labels
            labels, shift, found = line_up(request, layers, grid, labels, lambda metres: read(shift=metres), reporter)
            if labels is not before:
                said = [*before.messages, *(joined.messages if joined else ())]
                joined = _join(request, start, labels, added)
                now = [*labels.messages, *(joined.messages if joined else ())]
                reporter.pass_on([message for message in now if message not in said])
                reporter.pass_on(_lost_by_moving(before, labels))
    adding = len(sensors) - len(known) if start else 0
    return TrainingInputs(start, sensors, layers, grid, labels, joined, adding, shift, found)


def _lost_by_moving(before: Labels, after: Labels) -> list[Message]:
    left = {entry.code for entry in after.classes}
    gone = [entry.name for entry in before.classes if entry.code not in left]
    if not gone:
        return []
    return [("warning", f"Moved, all labels of {', '.join(gone)} lie outside the layers: not trained.")]


def _join(request: TrainRequest, start: ModelCard | None, labels: Labels, added: Sequence[str]) -> JoinedClasses | None:
    """The classes of the model that is continued, if any, and those of the labels; ``added``: sensors new to it."""
    if start is None:
        return None
    if request.adapter:
        return classes_of_model(start.classes, labels.classes)
    if added:
        return keep_classes(start.classes, labels.classes, added, request.labels_only)
    return join_classes(start.classes, labels.classes, labels.coded, request.labels_only)


def _match(
    start: ModelCard | None,
    sources: dict[str, Source],
    grid: Grid,
    labels: Labels | None,
    reporter: Reporter,
    fit: bool | None = False,
) -> tuple[list[SensorSpec], list[SensorInput | None]]:
    """The sensors of the model, those of the one that is continued and new ones, and how their layers are read."""
    sensors: list[SensorSpec] = []
    layers: list[SensorInput | None] = []
    given = by_sensor(sources.values())
    places = [GridWindow(row, col, SIDE, SIDE) for row, col in labels.windows] if labels else []
    for spec in start.sensors if start else ():
        sensors.append(spec)
        layers.append(match(given[spec.sensor], grid, spec, reporter, fit) if spec.sensor in given else None)
    known = [spec.sensor for spec in sensors]
    for sensor, dates in given.items():
        found = describe(dates, grid, reporter, places) if sensor not in known else None
        if found:
            sensors.append(found[0])
            layers.append(found[1])
        if found and start:
            with reporter.about(dates[0].sensor):
                reporter.warn(_addition(dates))
    return sensors, layers


def _addition(dates: Sequence[Source]) -> str:
    """What to say of the layers of a sensor that the model to continue does not know."""
    name = sensor_name(split_date(dates[0].sensor)[0])
    layers = f"Layer {dates[0].title} is" if len(dates) == 1 else f"{len(dates)} layers are"
    return (
        f"{layers} added to the model as a new sensor, {name}: only what reads it is trained, and maps made without it "
        "stay as they are."
    )


def _check_model(request: TrainRequest) -> None:
    if request.adapter and not request.continue_from:
        raise RequestError("An adapter needs a model that it is for.", "Give the model to go on from.")
    if request.adapter and request.model:
        raise RequestError(
            "Both a model and an adapter were to be written.",
            "Name the model alone to train it further, or the adapter alone to leave the model as it is.",
        )
    if request.adapter:
        check_writable(Path(find_adapter(request.continue_from or "", request.adapter)))
    elif request.model:
        check_model_path(request.model)
    else:
        raise RequestError(
            "No model to write was named.", "Name a model file, or an adapter of the model to go on from."
        )


def _check_backbone(request: TrainRequest) -> None:
    if request.backbone_weights and not request.backbone:
        raise RequestError(
            "Weights are given for a backbone, but no backbone.", "Name the backbone that they belong to."
        )
    if request.backbone and request.continue_from:
        raise RequestError("A model that is continued keeps its network.", "Leave the backbone out.")
    if request.backbone is not None:
        find_backbone(request.backbone)


def _check_report_folder(request: TrainRequest) -> None:
    if request.report:
        check_folder(Path(request.report))
