"""``train --adapter``: fits a model to another place or season with labels of it, in a file beside the model.

The adapter is written only where labels kept aside speak for it, against the model as it is or fitted to the layers
without labels (``classify --match``), whichever of these is the better: else that is what to map with.
"""

from __future__ import annotations

import copy
import datetime
import time
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import torch

from ...accuracy.page import percent
from ...adapters import AS_IT_IS, MATCH, adapter_name, read_adapter_card
from ...contract import TrainRequest
from ...errors import LayerError, OutputError, RequestError, TrainingError
from ...labels.labels import Labels
from ...model.adapter import RANK, save_adapter, tensors_of, weaken
from ...model.adapter_card import find_adapter
from ...model.device import Device, choose_device
from ...model.modelfile import Model, load_model
from ...model.scene import fit_to_scene
from ...progress import Stages
from ...release import version
from ...reporting import Reporter
from ...sensors.comparison import is_fitted
from ...sensors.layers import LayerInput
from ...sensors.sensor import SensorSpec
from ...sensors.series import SensorInput
from ...sensors.statistics import QUANTILES, own_grid, summarise
from ...stages import (
    ADAPTING,
    ADAPTING_FOR_ASSESSMENT,
    COMPARING,
    HELPERS,
    HELPERS_FOR_ASSESSMENT,
    READING_LABELS,
    READING_LAYERS,
)
from ..effort import plan_delivery, plan_stages
from ..guards import count_places
from ..inputs import TrainingInputs, inspect, inspect_outputs
from ..material import open_scene
from ..samples import OpenScene, Window, count_labelled, cut_windows, leave_out_unseen, split_windows
from ..scene import Scene
from .adaptation import FOLDS, Adaptation, adapting_steps
from .candidates import Comparison, labelled_pixels
from .decision import CALLED, choose_base, decide
from .report import write_adapting_report

_INSTEAD = {
    AS_IT_IS: "Map with the model as it is",
    MATCH: "Map with the model fitted to the layers, which needs no labels",
}
_OUTSIDE = ": their values lie outside what it knows, and the labels do not clearly speak against fitting"
_MORE = "label each class in more places, best in five or more, and adapt again"
_FEW_PLACES = 3  # of a typical class: with fewer, adapters were delivered that harmed (docs/adapting.md)

# What the stages take, in seconds; only the proportions count.
_COMPARE, _STEP = 0.2, 0.16


def adapt(request: TrainRequest, reporter: Reporter) -> dict[str, Any]:
    """Make an adapter; the result as the contract's ``result`` event carries it.

    Raises MamolError; TrainingError where the adapter would be no better than doing without.
    """
    began = time.monotonic()
    inspect_outputs(request, reporter)
    path = find_adapter(request.continue_from or "", request.adapter or "")
    device = choose_device(request.device)
    reporter.log(device.sentence)
    torch.manual_seed(request.seed)
    reporter.plan(_stages(request, 9))
    reporter.stage(READING_LABELS)
    found = inspect(request, reporter)
    if found is None or found.joined is None:  # for the types: what would be refused has raised an error
        raise RequestError("The request can't be trained on.")
    (scene,) = found.scenes
    reporter.plan(_stages(request, len(scene.labels.windows) if scene.labels else 1)[1:])
    start, card = load_model(request.continue_from or "")
    model = start.with_classes(found.joined.classes, found.joined.origins)
    works = _bases(model, scene, request, device, reporter)
    kind, place, _ = labelled_pixels(works[AS_IT_IS].windows)
    plain = Comparison(kind, place, {base: work.unadapted() for base, work in works.items()})
    outside = any(isinstance(entry, LayerInput) and entry.outside for entry in scene.layers)
    base = choose_base(plain, outside)
    reporter.log(f"Adapted is {CALLED[base]}{_OUTSIDE if outside and base == MATCH else ''}.")
    work = works[base]
    decision = decide(plain, base, work.assess())
    figures = {name: decision.comparison.figures(name) for name in decision.comparison.candidates}
    _tell(figures, reporter)
    report: dict[str, Any] = {
        "created": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "engine": version(),
        "model": {"name": card["name"], "checksum": card["checksum"]},
        "base": base,
        "rank": RANK,
        "strength": decision.strength,
        "sensors": [spec.to_json() for spec in _as_seen(found.sensors, scene.layers)],
        "accuracy": figures,
        "training": _training(request, found, work, began, reporter),
    }
    if decision.reason:
        refusal = _refusal(decision.reason, base, path)
        _report(request, {**report, "name": adapter_name(path), "made": False, "verdict": str(refusal)}, card, reporter)
        device.give_back_memory()
        raise refusal
    warn_of_few_places(work.scene.labels, base, reporter)
    new, history = work.adapt()
    report["training"] = {**_training(request, found, work, began, reporter), "steps": len(history)}
    save_adapter(path, report, tensors_of(weaken(new.cpu(), work.model.cpu(), decision.strength), model))
    device.give_back_memory()
    told = read_adapter_card(path)
    verdict = f"The adapter was written beside the model, as {Path(path).name}. The model stays as it is."
    reporter.log(verdict)
    files = _report(request, {**told, "made": True, "verdict": verdict}, card, reporter)
    return {
        "model": None,
        "adapter": path,
        "report_json": files[0],
        "report_html": files[1],
        "card": card,
        "adapter_card": told,
        "seconds": report["training"]["seconds"],
        "device": device.sentence,
        "warnings": list(reporter.warnings),
    }


def warn_of_few_places(labels: Labels, base: str, reporter: Reporter) -> None:
    """Warn where labels come from so few places that they may speak for an adapter which harms."""
    typical = int(np.median([count for count in count_places(labels) if count]))
    if typical < _FEW_PLACES:
        reporter.warn(
            f"A typical class is labelled in {typical} place{'s' * (typical > 1)}: too few to tell whether the adapter "
            f"pays elsewhere. Compare its map with that of {CALLED[base]}; better, {_MORE}."
        )


def _stages(request: TrainRequest, windows: int) -> Stages:
    """The stages of an adaptation, in order, and what each takes."""
    cost = dict([*plan_stages(request.effort, len(request.layers), windows), *plan_delivery(request.effort, windows)])
    steps = _STEP * adapting_steps(request.effort)
    return [
        (READING_LABELS, cost[READING_LABELS]),
        (READING_LAYERS, 2 * cost[READING_LAYERS]),
        (COMPARING, _COMPARE * windows),
        *FOLDS * [(HELPERS_FOR_ASSESSMENT, cost[HELPERS]), (ADAPTING_FOR_ASSESSMENT, steps)],
        (HELPERS, cost[HELPERS]),
        (ADAPTING, steps),
    ]


def _bases(
    model: Model, scene: Scene, request: TrainRequest, device: Device, reporter: Reporter
) -> dict[str, Adaptation]:
    """What can be adapted: the model as it is and, where it can be, fitted to the layers."""
    works: dict[str, Adaptation] = {}
    for base, entry in ((AS_IT_IS, model), (MATCH, _fitted(model, scene, reporter))):
        if entry is not None:
            opened, windows = _windows(entry, scene, request.seed, reporter)
            reporter.stage(COMPARING)
            works[base] = Adaptation(entry, base, windows, opened, request.effort, device, request.seed, reporter)
    return works


def _fitted(model: Model, scene: Scene, reporter: Reporter) -> Model | None:
    """A copy of the model that is fitted to the layers; None where that can't be."""
    fitted = copy.deepcopy(model)
    try:
        return fitted if scene.grid and fit_to_scene(fitted, scene.layers, scene.grid) else None
    except LayerError as error:
        reporter.log(error.message)
        return None


def _windows(model: Model, scene: Scene, seed: int, reporter: Reporter) -> tuple[OpenScene, list[Window]]:
    """The scene, and its windows as the model sees them."""
    with ExitStack() as stack:
        opened = open_scene(scene, stack)
        reporter.stage(READING_LAYERS, len(opened.labels.windows))
        cut = [(opened, cut_windows(model, opened))]
    leave_out_unseen(cut)
    split_windows(cut, seed)
    return cut[0]


def _as_seen(sensors: Sequence[SensorSpec], layers: Sequence[SensorInput | None]) -> list[SensorSpec]:
    """The sensors that an adapter's layers may show otherwise than the model's, with the statistics of these layers."""
    specs = []
    for spec, entry in zip(sensors, layers, strict=True):
        if isinstance(entry, LayerInput) and not entry.empty and is_fitted(spec):
            summary = summarise(entry.source, own_grid(entry.source), entry.bands, entry.conversion)
            statistics: dict[str, Any] = {name: tuple(getattr(summary, name).tolist()) for name in (*QUANTILES, "high")}
            correlation = tuple(tuple(row) for row in summary.correlation.round(4).tolist())
            specs.append(replace(spec, correlation=correlation, **statistics))
    return specs


def _training(
    request: TrainRequest, found: TrainingInputs, work: Adaptation, began: float, reporter: Reporter
) -> dict[str, Any]:
    (scene,), grid, labels = found.scenes, work.scene.labels.grid, work.scene.labels
    counts = count_labelled(work.windows, len(work.model.classes))
    return {
        "effort": request.effort,
        "seed": request.seed,
        "seconds": round(time.monotonic() - began, 1),
        "sensors": [spec.sensor for spec, entry in zip(found.sensors, scene.layers, strict=True) if entry],
        "pixels": {str(entry.code): n for entry, n in zip(work.model.classes, counts, strict=True)},
        "groups": {str(e.code): n for e, n in zip(labels.classes, count_places(labels), strict=True)},
        "scene": {"crs": grid.crs_name, "width": grid.width, "height": grid.height},
        "labels_shift": scene.labels_shift,
        "layer_shifts": {layer.sensor: list(layer.shift) for layer in scene.asked.layers if layer.shift},
        "warnings": list(reporter.warnings),
    }


def _tell(figures: dict[str, dict[str, Any]], reporter: Reporter) -> None:
    listed = "; ".join(f"{CALLED[name]} {percent(entry['oa'])}" for name, entry in figures.items())
    one = next(iter(figures.values()))
    reporter.log(f"Right of {one['pixels']} labelled pixels in {one['places']} places: {listed}.")


def _refusal(reason: str, instead: str, path: str) -> TrainingError:
    older = f" An earlier adapter of that name stays as it was: {Path(path).name}." if Path(path).exists() else ""
    return TrainingError(f"No adapter was made. {reason}{older}", f"{_INSTEAD[instead]}. Or {_MORE}.")


def _report(
    request: TrainRequest, report: dict[str, Any], card: dict[str, Any], reporter: Reporter
) -> tuple[str | None, str | None]:
    """Write the report where one is asked for; the paths of its files."""
    if not request.report:
        return None, None
    try:
        return write_adapting_report(request.report, {**report, "classes": card["classes"]})
    except OutputError as error:
        reporter.warn(error.message)
        return None, None
