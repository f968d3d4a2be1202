"""One trial of the study of experts: a variant trained on a scene, and its figures with sensors missing."""

from __future__ import annotations

import copy
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from rasterio.warp import Resampling, reproject

from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.model.device import Device
from mamol_core.model.modelfile import Model
from mamol_core.model.network import ALIGNMENT, Mamol
from mamol_core.reporting import Reporter
from mamol_core.training.material import TrainingData, load_training_data
from mamol_core.training.trainer import Trainer

from ..scenes import divide, numbered, read_layers, training
from .adapters import equip
from .missing import RATES, kept_blocks, pattern_weights

LABELS = 100
DRAWS = 3  # of missing blocks, at each rate
FIGURES = ("oa", "macro_f1")
COMPLETE = "complete"


@dataclass
class Case:
    """A scene with a split. ``layers``: values (C, H, W) and availability (H, W) of each sensor over the whole grid,
    padded to the network's alignment; ``truth`` (H, W): numbers from 1 of the classes that score, 0 elsewhere."""

    data: TrainingData
    layers: list[tuple[torch.Tensor, torch.Tensor]]
    truth: np.ndarray
    taught: dict[str, list[torch.Tensor]] = field(default_factory=dict)

    def soft_labels(self, effort: str, device: Device, seed: int) -> list[torch.Tensor]:
        """What the teacher says, which is the same for every variant."""
        if effort not in self.taught:
            data = self.data
            self.taught[effort] = Trainer(data.model, data.windows, effort, device, seed, Reporter()).teach_all()
        return self.taught[effort]


def prepare(folder: Path, seed: int, work: Path) -> Case:
    """Read the scene and divide its labels, at most LABELS of each class to train; ``work`` takes the files made."""
    split = divide(folder, seed, LABELS, work)
    request = training(split, "", seed=seed)
    data = load_training_data(request, Reporter())
    grid = data.labels[0].grid
    height, width = (-(-size // ALIGNMENT) * ALIGNMENT for size in (grid.height, grid.width))
    codes = np.zeros((grid.height, grid.width), np.uint16)
    reproject(
        split.truth.astype(np.uint16), codes, src_transform=split.profile["transform"],
        src_crs=split.profile["crs"], dst_transform=grid.transform, dst_crs=grid.crs, resampling=Resampling.nearest,
    )  # fmt: skip
    truth = np.zeros((height, width), np.int64)
    truth[: grid.height, : grid.width] = numbered(codes, [entry.code for entry in data.model.classes])
    read = read_layers(data.model, request.layers, grid, (height, width))
    layers = [(torch.from_numpy(layer[0]), torch.from_numpy(layer[1])) for layer in read if layer]
    return Case(data, layers, truth)


def run(case: Case, variant: str, effort: str, device: Device, seed: int) -> dict[str, Any]:
    """Train the variant as the product trains what it delivers.

    ``seconds``, and OA and macro-F1 by condition.
    """
    soft_labels = case.soft_labels(effort, device, seed)
    model, windows = copy.deepcopy((case.data.model, case.data.windows))
    torch.manual_seed(seed)  # the backbone is drawn before the experts: it begins alike in all variants
    model.network = Mamol(model.network.config)
    equip(model.network, variant)
    began = time.perf_counter()
    Trainer(model, windows, effort, device, seed, Reporter()).fit_all(soft_labels)
    return {"seconds": round(time.perf_counter() - began, 2), **examine(model, case, device, seed)}


def examine(model: Model, case: Case, device: Device, seed: int) -> dict[str, Any]:
    """Figures under each condition: ``complete``, ``blocks 50%`` (pooled over draws that all variants share) and
    ``layers 50%`` (the exact expectation over the patterns of whole layers)."""
    sensors, shape = len(case.layers), case.truth.shape
    codes = [entry.code for entry in model.classes]

    def score(*masks: np.ndarray) -> dict[str, float]:
        maps = [predict(model, case.layers, kept, device) for kept in masks]
        found = figures(np.sum([confusion(case.truth, mapped, len(codes)) for mapped in maps], axis=0), codes)
        return {name: found[name] for name in FIGURES}

    patterns = {}
    for pattern in pattern_weights(sensors, 0.5):
        patterns[pattern] = score(np.isin(np.arange(sensors), pattern)[:, None, None] & np.ones(shape, bool))
    conditions = {COMPLETE: patterns[tuple(range(sensors))]}
    for rate in filter(None, RATES):
        generator = np.random.default_rng([seed, round(100 * rate)])
        conditions[f"blocks {rate:.0%}"] = score(*(kept_blocks(sensors, shape, rate, generator) for _ in range(DRAWS)))
        conditions[f"layers {rate:.0%}"] = {
            name: sum(weight * patterns[kept][name] for kept, weight in pattern_weights(sensors, rate).items())
            for name in FIGURES
        }
    return {"conditions": conditions}


@torch.inference_mode()
def predict(
    model: Model, layers: Sequence[tuple[torch.Tensor, torch.Tensor]], kept: np.ndarray, device: Device
) -> np.ndarray:
    """The whole scene's class numbers from 1, 0 where no sensor saw: (H, W) from what ``kept`` (S, H, W) leaves.

    What is missing is missing before features are made: a slope next to a hole can't know the height in it.
    """
    masks = torch.stack([mask for _, mask in layers]) & torch.from_numpy(kept)
    features = []
    for position, (values, _) in enumerate(layers):
        mask = masks[[position]].float()
        seen = model.extract_features(position, (values * mask)[None], mask[None]) if mask.any() else None
        features.append(None if seen is None else seen.to(device.torch))
    best = model.network(features, masks[None].float().to(device.torch))[0].argmax(0).cpu() + 1
    return torch.where(masks.any(0), best, 0).numpy()
