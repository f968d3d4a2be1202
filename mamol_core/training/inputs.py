"""What a training's request names, looked at before anything is computed. Without torch: a check asks the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..contract import TrainRequest
from ..errors import RequestError
from ..files import check_folder, check_writable
from ..model.adapter_card import find_adapter
from ..model.backbones.registry import find_backbone
from ..model.card import ModelCard, check_model_path, open_card
from ..rasters.legend import LandClass
from ..rasters.source import Source
from ..reporting import Reporter
from ..roles import sensor_name, split_date
from ..sensors.sensor import SensorSpec
from ..sensors.series import by_sensor, match
from .classes import JoinedClasses, classes_of_model, join_classes, keep_classes
from .common_classes import common_classes
from .common_sensors import describe_over
from .guards import check_adaptable, count_places, warn_of_single_places
from .scene import Scene, choose_grids, make_scenes, share_windows, warn_of_overlap
from .scenefile import scenes_of


@dataclass(frozen=True)
class TrainingInputs:
    """Everything a training learns from, found usable.

    ``sensors``: of the model; ``start``: the card of the model that is continued, of whose sensors some may have no
    layer in any scene. ``classes``: of the model, None only where a check found labels refused; ``joined``: how those
    of the labels became classes of the model that is continued. ``adding``: so many of the sensors, the last ones, are
    new to that model; then only they learn.
    """

    start: ModelCard | None
    sensors: list[SensorSpec]
    scenes: list[Scene]
    classes: list[LandClass] | None
    joined: JoinedClasses | None
    adding: int

    @property
    def gsd(self) -> float:
        """Ground size of a pixel of the grids in metres, of the finest where they differ by a trifle."""
        return min(scene.grid.gsd for scene in self.scenes if scene.grid)


def inspect_outputs(request: TrainRequest, reporter: Reporter) -> None:
    """Look whether what comes out can be written, and whether the choices fit together. Raises MamolError."""
    for look in (_check_model, _check_report_folder, _check_backbone):
        with reporter.about():
            look(request)


def inspect(request: TrainRequest, reporter: Reporter) -> TrainingInputs | None:
    """Look at layers, labels and the model to continue. Raises MamolError.

    None only with a reporter that goes on after a refusal, as a check does.
    """
    start = None
    if request.continue_from:
        with reporter.about():
            start = open_card(request.continue_from)
            if request.adapter:
                check_adaptable(start, request)
        if start is None:
            return None
    scenes: list[Scene] = []
    with reporter.about():
        scenes = make_scenes(scenes_of(request), reporter)
        if request.adapter and len(scenes) > 1:
            raise RequestError(
                f"An adapter is for one place and season; {len(scenes)} scenes were given.",
                "Give one of them, and make an adapter for each.",
            )
    known = [spec.sensor for spec in start.sensors] if start else []
    for scene in scenes:
        scene.open(start, known, bool(request.adapter))
    scenes = [scene for scene in scenes if scene.sources]
    if not scenes:
        return None
    choose_grids(scenes, start.gsd if start else None)
    scenes = [scene for scene in scenes if scene.grid]
    if not scenes:
        return None
    warn_of_overlap(scenes, reporter)
    fewest = 1 if len(scenes) > 1 else 2
    for scene in scenes:
        scene.read(fewest, request.seed)
    share_windows(scenes, fewest, request.seed, reporter)
    for scene in scenes:
        scene.warn_of_years()
    sensors = _match(start, scenes, reporter, None if request.adapter else False)
    for scene in scenes:
        scene.line_up(bool(request.align), fewest, request.seed)
    classes = joined = None
    if all(scene.labels for scene in scenes):
        with reporter.about():
            classes, joined = _number_classes(request, start, scenes, reporter)
    return TrainingInputs(start, sensors, scenes, classes, joined, len(sensors) - len(known) if start else 0)


def _number_classes(
    request: TrainRequest, start: ModelCard | None, scenes: Sequence[Scene], reporter: Reporter
) -> tuple[list[LandClass], JoinedClasses | None]:
    """Give the classes of all scenes the numbers they have in the model; its classes, and how it came by them."""
    found = common_classes([(scene.asked.name, scene.labels) for scene in scenes if scene.labels])
    reporter.pass_on(found.messages)
    for scene, numbers in zip(scenes, found.numbers, strict=True):
        scene.number_classes(numbers, found.classes)
    places = [sum(counts) for counts in zip(*(count_places(s.labels) for s in scenes if s.labels), strict=True)]
    reporter.pass_on(warn_of_single_places(found.classes, places))
    if start is None:
        return found.classes, None
    given = by_sensor(source for scene in scenes for source in scene.sources.values())
    added = [sensor for sensor in given if sensor not in [spec.sensor for spec in start.sensors]]
    if request.adapter:
        joined = classes_of_model(start.classes, found.classes)
    elif added:
        joined = keep_classes(start.classes, found.classes, added, request.labels_only)
    else:
        joined = join_classes(start.classes, found.classes, found.coded, request.labels_only)
    reporter.pass_on(joined.messages)
    for scene in scenes:
        scene.number_classes(joined.numbers, joined.classes)
    return joined.classes, joined


def _match(start: ModelCard | None, scenes: Sequence[Scene], reporter: Reporter, fit: bool | None) -> list[SensorSpec]:
    """The sensors of the model, those of the one that is continued and new ones. Tells the scenes how their layers are
    read as them; ``fit``: see :func:`match`."""
    sensors: list[SensorSpec] = []
    given = [by_sensor(scene.sources.values()) for scene in scenes]
    for spec in start.sensors if start else ():
        sensors.append(spec)
        for scene, layers in zip(scenes, given, strict=True):
            entry = None
            if scene.grid and spec.sensor in layers:
                entry = match(layers[spec.sensor], scene.grid, spec, scene.told, fit)
            scene.layers.append(entry)
    known = [spec.sensor for spec in sensors]
    for sensor in dict.fromkeys(sensor for layers in given for sensor in layers if sensor not in known):
        found = describe_over(sensor, scenes, given, reporter)
        if found:
            sensors.append(found)
        for scene, layers in zip(scenes, given, strict=True) if found and start else ():
            if sensor in layers:
                with scene.told.about(layers[sensor][0].sensor):
                    scene.told.warn(_addition(layers[sensor]))
    return sensors


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
