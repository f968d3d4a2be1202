"""Accuracy on the validation pixels, for every pattern of sensors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import torch
from torch import Tensor

from ..accuracy.calibration import Predictions, calibration_error, fit_temperature
from ..accuracy.intervals import accuracy_interval
from ..accuracy.metrics import confusion, figures
from ..model.device import Device
from ..model.modelfile import Model
from ..reporting import Reporter
from ..stages import ASSESSING
from .samples import OWNED, Window
from .splits import VALIDATION

REGION = 16
_MOST_SENSORS_IN_FULL = 4
_OF_SCENE = ("oa", "oa_interval", "macro_f1", "places", "pixels")


def patterns(sensors: int) -> list[tuple[int, ...]]:
    """Sensor patterns to report, the full one first: every subset or, above four sensors, one missing and one alone."""
    everything = tuple(range(sensors))
    if sensors <= _MOST_SENSORS_IN_FULL:
        sizes: Sequence[int] = range(sensors, 0, -1)
    else:
        sizes = (sensors, sensors - 1, 1)
    return [subset for size in sizes for subset in combinations(everything, size)]


def validate(
    model: Model,
    windows: Sequence[Window],
    device: Device,
    reporter: Reporter,
    adding: int = 0,
    expected: float = 0.0,
) -> tuple[list[dict[str, Any]], Tensor]:
    """The card's ``accuracy`` entries, from the validation pixels that each window owns, and the calibration found.

    The calibration is what :func:`fit_temperature` makes of the same predictions, which no label took part in.
    Where several scenes validate, the first entry has their figures under ``scenes``. ``adding``: so many sensors, the
    last ones, are being added; without them model and calibration are what they were. ``expected``: the log temperature
    that the calibration begins with.
    """
    chosen = [window for window in windows if bool((_truth(window) > 0).any())]
    subsets, before = patterns(len(model.sensors)), tuple(range(len(model.sensors) - adding))
    subsets += [before] if before not in subsets else []
    added, fixed = model.network.config.added, model.temperature[:-adding].cpu() if adding else None
    codes = [entry.code for entry in model.classes]
    matrices = [np.zeros((len(codes), len(codes)), np.int64) for _ in subsets]
    predictions: list[list[Predictions]] = [[] for _ in subsets]
    by_place: list[list[np.ndarray]] = [[] for _ in subsets]
    by_scene: list[str] = []
    areas, regions = torch.zeros(len(codes)), 0
    reporter.stage(ASSESSING, len(chosen) * len(subsets))
    model.train(False)
    for window in chosen:
        truth = _truth(window)
        by_scene.append(window.scene)
        regions += _count_regions(truth)
        features = [window.read(s).to(device.torch) for s in range(len(window.features))]
        for number, subset in enumerate(subsets):
            logits, masks = predict_window(model, window.masks, features, subset, device)
            scored = (truth > 0) & masks.any(0)
            labels = truth[scored]
            if number == 0:
                areas += torch.bincount(logits.argmax(0)[masks.any(0)], minlength=len(codes))
            best = logits.argmax(0)[scored].numpy() + 1
            matrices[number] += confusion(labels.numpy(), best, len(codes))
            by_place[number].append(np.stack([window.place[OWNED][scored].numpy(), labels.numpy(), best]))
            predictions[number].append(Predictions(logits[:, scored].T, masks[:, scored].T, labels - 1))
            reporter.advance()
    if not chosen:
        return [], model.temperature.cpu() if adding else torch.zeros(1 + len(model.sensors))
    temperature = fit_temperature(
        [part for parts in predictions for part in parts], areas, regions, added, fixed, expected
    )
    entries = [
        {
            "sensors": [model.sensors[s].sensor for s in subset],
            **_with_places(figures(matrix, codes), np.concatenate(places, axis=1)),
            "ece": calibration_error(parts, temperature, added),
        }
        for subset, matrix, parts, places in zip(subsets, matrices, predictions, by_place, strict=True)
    ]
    if len(set(by_scene)) > 1:
        entries[0]["scenes"] = _of_scenes(by_scene, by_place[0], codes)
    return entries, temperature


def _of_scenes(scenes: Sequence[str], pixels: Sequence[np.ndarray], codes: Sequence[int]) -> list[dict[str, Any]]:
    """The figures of each scene, with all sensors it has. ``scenes`` and ``pixels``: of each window, see below."""
    found = []
    for scene in dict.fromkeys(scenes):
        own = np.concatenate([part for name, part in zip(scenes, pixels, strict=True) if name == scene], axis=1)
        entry = _with_places(figures(confusion(own[1], own[2], len(codes)), codes), own)
        found.append({"name": scene, **{key: entry[key] for key in _OF_SCENE}})
    return found


def _with_places(entry: dict[str, Any], pixels: np.ndarray) -> dict[str, Any]:
    """The figures with the number of places they come from, of each class too, and the interval these leave.

    ``pixels`` (3, N): place, class and predicted class of each scored pixel, from 1.
    """
    place, kind, best = pixels
    found, number, total = np.unique(place, return_inverse=True, return_counts=True)
    right = np.bincount(number.reshape(-1), best == kind, len(found))
    kinds = np.unique(pixels[:2], axis=1)[1]
    per_class = [
        {**figure, "places": int(np.count_nonzero(kinds == k))} for k, figure in enumerate(entry["per_class"], 1)
    ]
    interval = [round(end, 4) for end in accuracy_interval(right, total)] if len(found) else None
    return {**entry, "oa_interval": interval, "places": len(found), "per_class": per_class}


def predict_window(
    model: Model, seen: Tensor, features: Sequence[Tensor], subset: Sequence[int], device: Device
) -> tuple[Tensor, Tensor]:
    """Logits (K, h, w) and masks (S, h, w) of what a window owns, from the sensors of a pattern; ``seen`` (S, SIDE,
    SIDE) and ``features`` (F, SIDE, SIDE) of each sensor: of the window."""
    keep = torch.zeros(len(model.sensors), 1, 1)
    keep[list(subset)] = 1
    masks = (seen * keep)[None].to(device.torch)
    given = [values[None] * masks[:, [s]] if s in subset else None for s, values in enumerate(features)]
    with torch.inference_mode():
        logits = model.network(given, masks).float()
    return logits[0][(slice(None), *OWNED)].cpu(), masks[0][(slice(None), *OWNED)].cpu()


def _count_regions(truth: Tensor) -> int:
    """Cells of REGION x REGION pixels that hold labels, counted for each class."""
    row, col = torch.nonzero(truth, as_tuple=True)
    return len(torch.unique(torch.stack([row // REGION, col // REGION, truth[row, col]]), dim=1).T)


def _truth(window: Window) -> torch.Tensor:
    return torch.where(window.split == VALIDATION, window.labels, 0)[OWNED]
