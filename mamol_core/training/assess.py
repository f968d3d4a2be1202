"""Accuracy on the validation pixels, for every pattern of sensors."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
import torch

from ..model.device import Device
from ..model.modelfile import Model
from ..reporting import Reporter
from .metrics import confusion, figures
from .samples import OWNED, Window
from .splits import VALIDATION

_MOST_SENSORS_IN_FULL = 4


def patterns(sensors: int) -> list[tuple[int, ...]]:
    """Sensor patterns to report, the full one first: every subset or, above four sensors, one missing and one alone."""
    everything = tuple(range(sensors))
    if sensors <= _MOST_SENSORS_IN_FULL:
        sizes: Sequence[int] = range(sensors, 0, -1)
    else:
        sizes = (sensors, sensors - 1, 1)
    return [subset for size in sizes for subset in combinations(everything, size)]


def assess(model: Model, windows: Sequence[Window], device: Device, reporter: Reporter) -> list[dict[str, Any]]:
    """The card's ``accuracy`` entries, from the validation pixels that each window owns."""
    chosen = [window for window in windows if bool((_truth(window) > 0).any())]
    subsets = patterns(len(model.sensors))
    codes = [entry.code for entry in model.classes]
    matrices = [np.zeros((len(codes), len(codes)), np.int64) for _ in subsets]
    reporter.stage("Assessing every sensor pattern", len(chosen) * len(subsets))
    model.network.eval()
    for window in chosen:
        truth = _truth(window)
        for matrix, subset in zip(matrices, subsets, strict=True):
            keep = torch.zeros(len(model.sensors), 1, 1)
            keep[list(subset)] = 1
            masks = (window.masks * keep)[None].to(device.torch)
            features = [
                values[None].to(device.torch) * masks[:, [s]] if s in subset else None
                for s, values in enumerate(window.features)
            ]
            with torch.inference_mode():
                best = model.network(features, masks)[0].argmax(0).cpu() + 1
            mapped = torch.where(masks[0].any(0).cpu(), best, 0)[OWNED]
            matrix += confusion(truth.numpy(), mapped.numpy(), len(codes))
            reporter.advance()
    return [
        {"sensors": [model.sensors[s].sensor for s in subset], **figures(matrix, codes)}
        for subset, matrix in zip(subsets, matrices, strict=True)
    ]


def _truth(window: Window) -> torch.Tensor:
    return torch.where(window.split == VALIDATION, window.labels, 0)[OWNED]
