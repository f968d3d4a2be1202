"""One trial of the study of experts: every variant of a sensor that is added, or of a place that is adapted to."""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import combinations
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import torch
from rasterio.warp import Resampling, reproject
from torch import Tensor

from mamol_core.accuracy.metrics import confusion, figures
from mamol_core.contract import Layer, TrainRequest
from mamol_core.model.device import choose_device
from mamol_core.model.modelfile import Model, load_model
from mamol_core.model.network import ALIGNMENT
from mamol_core.rasters.grid import Grid
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.training.adapters.adaptation import RATE as ADAPTER_RATE
from mamol_core.training.adapters.adaptation import Adaptation
from mamol_core.training.material import TrainingData, load_training_data
from mamol_core.training.trainer import CONTINUING_RATE, RATE, Trainer

from ..scenes import Split, divide, numbered, read_layers, training
from .variants import ADAPTING, ADDING, ANEW, BASE, CONTINUED, Variant, equip, learning

EFFORT = "quick"
ADDED_LABELS = 100
DEVICE = choose_device("cpu")
Trial = dict[str, Any]


@dataclass
class Ground:
    """What a network is scored on: a scene's ``features`` (F, H, W) and ``masks`` (S, H, W) of each sensor, as a model
    reads them, and ``truth`` (H, W): numbers from 1 of its classes that score, 0 elsewhere."""

    features: list[Tensor]
    masks: Tensor
    truth: np.ndarray
    codes: list[int]

    @torch.inference_mode()
    def score(self, model: Model, kept: Sequence[int] | None = None) -> dict[str, float]:
        """OA and macro-F1 of the network's map with the sensors at the positions ``kept``, None for all."""
        there = [kept is None or position in kept for position in range(len(self.features))]
        masks = self.masks * torch.tensor(there)[:, None, None]
        features = [values[None] if here else None for values, here in zip(self.features, there, strict=True)]
        model.train(False)
        best = model.network(features, masks[None])[0].argmax(0) + 1
        mapped = torch.where(masks.any(0), best, 0).numpy()
        truth = np.where(mapped > 0, self.truth, 0)
        found = figures(confusion(truth, mapped, len(self.codes)), self.codes)
        return {"oa": found["oa"], "macro_f1": found["macro_f1"]}


def read_ground(model: Model, layers: Sequence[Layer], grid: Grid, split: Split) -> Ground:
    """The whole scene, padded to the network's alignment."""
    height, width = (-(-size // ALIGNMENT) * ALIGNMENT for size in (grid.height, grid.width))
    codes = np.zeros((grid.height, grid.width), np.uint16)
    reproject(
        split.truth.astype(np.uint16), codes, src_transform=split.profile["transform"],
        src_crs=split.profile["crs"], dst_transform=grid.transform, dst_crs=grid.crs, resampling=Resampling.nearest,
    )  # fmt: skip
    named = [entry.code for entry in model.classes]
    truth = np.zeros((height, width), np.int64)
    truth[: grid.height, : grid.width] = numbered(codes, named)
    features, masks = [], []
    for position, read in enumerate(read_layers(model, layers, grid, (height, width))):
        if read is None:
            raise ValueError(f"{split.name} has no layer of {model.sensors[position].sensor}")
        values, mask = (torch.from_numpy(part).float() for part in read)
        features.append(model.extract_features(position, (values * mask)[None], mask[None, None])[0] * mask)
        masks.append(mask)
    return Ground(features, torch.stack(masks), truth, named)


def add_sensor(scene: Path, sensor: str, seed: int, kept: Path, work: Path) -> Trial:
    """A model of the other sensors, with this one added in every way."""
    split = divide(scene, seed, ADDED_LABELS, work)
    fewer = replace(split, layers={name: path for name, path in split.layers.items() if name != sensor})
    old = _trained(kept / f"{scene.name}-without-{sensor}-{seed}", training(fewer, ""), seed)
    data = _load(training(split, "", continue_from=str(old)), seed)
    ground = _ground(data, split, training(split, "").layers)
    last = len(data.model.sensors) - 1
    patterns = [kept for size in range(1, last + 1) for kept in combinations(range(last), size)]
    before = [ground.score(data.model, pattern)["oa"] for pattern in patterns]
    soft_labels = _trainer(data, seed, RATE, 1).teach_all()
    ways: Trial = {BASE: {**ground.score(data.model, range(last)), "learning": 0, "seconds": 0.0, "forgetting": 0.0}}
    for name, variant in ADDING.items():
        torch.manual_seed(seed)
        model = equip(data.model, variant)
        rate = CONTINUING_RATE if variant.everything else RATE
        trainer = _trainer(replace(data, model=model), seed, rate, int(not variant.left_out))
        spent = _timed(partial(trainer.fit_all, soft_labels))
        after = [ground.score(model, pattern)["oa"] for pattern in patterns]
        forgetting = float(np.mean(np.subtract(after, before)))
        ways[name] = {**ground.score(model), "learning": learning(model), "seconds": spent, "forgetting": forgetting}
    return {"parameters": _parameters(data.model), "ways": ways}


@dataclass
class Transfer:
    """A model of ``home``, trained with all labels of its training blocks, for ``away``, of which few are given."""

    home: Split
    away: Split
    layers: tuple[tuple[Layer, ...], tuple[Layer, ...]]


class _Chosen(Exception):
    """Carries the product's adaptation, when it has chosen what to adapt."""


def adapt_to(transfer: Transfer, old: Path, seed: int, work: Path) -> Trial:
    """The model of home adapted to the other place or season in every way; ``old``: where it is kept."""
    (home, away), (before, after) = transfer.layers, (transfer.home, transfer.away)
    file = _trained(old, replace(training(before, ""), layers=home), seed)
    own = work / file.name
    own.write_bytes(file.read_bytes())  # the product looks for adapters beside it
    model = load_model(str(own))[0]
    known = _ground(_load(replace(training(before, ""), layers=home), seed), before, home, model)
    adaptation = _adaptation(replace(training(after, ""), layers=away, continue_from=str(own)), seed)
    ground = read_ground(adaptation.model, away, adaptation.scene.labels.grid, after)
    had = known.score(model)["oa"]
    ways: Trial = {BASE: {**ground.score(adaptation.model), "learning": 0, "seconds": 0.0, "forgetting": 0.0}}
    for name, variant in ADAPTING.items():
        adapted, spent = _adapt(adaptation, variant)
        forgetting = known.score(adapted)["oa"] - had
        ways[name] = {
            **ground.score(adapted),
            "learning": learning(adapted),
            "seconds": spent,
            "forgetting": forgetting,
        }
    for name, start in ((ANEW, None), (CONTINUED, str(own))):
        data = _load(replace(training(after, ""), layers=away, continue_from=start), seed)
        trainer = _trainer(data, seed, CONTINUING_RATE if start else RATE)
        soft_labels = trainer.teach_all()
        spent = _timed(partial(trainer.fit_all, soft_labels))
        ways[name] = {
            **_ground(data, after, away).score(data.model),
            "learning": learning(data.model),
            "seconds": spent,
            "forgetting": known.score(data.model)["oa"] - had if start else None,
        }
    return {"parameters": _parameters(model), "base": adaptation.base, "ways": ways}


def _adaptation(request: TrainRequest, seed: int) -> Adaptation:
    """What ``train --adapter`` has made up its mind to adapt: the model as it is, or fitted to the layers."""

    def stop(adaptation: Adaptation) -> None:
        raise _Chosen(adaptation)

    try:
        with patch.object(Adaptation, "assess", stop):
            run(replace(request, model=None, adapter="study", effort=EFFORT, seed=seed, device="cpu"), Reporter())
    except _Chosen as found:
        adaptation: Adaptation = found.args[0]
        # Soft labels are the same for every variant.
        adaptation._soft_labels = cache(adaptation._soft_labels)  # type: ignore[method-assign]
        return adaptation
    raise RuntimeError("the adaptation ended before anything was adapted")


def _adapt(adaptation: Adaptation, variant: Variant) -> tuple[Model, float]:
    """The variant adapted as the product adapts, and the processor seconds, without soft labels."""
    rate = CONTINUING_RATE if variant.everything else ADAPTER_RATE
    module = "mamol_core.training.adapters.adaptation"
    with patch(f"{module}.with_adapter", partial(equip, variant=variant)), patch(f"{module}.RATE", rate):
        adaptation._soft_labels((0, 1, 2), "")
        began = time.process_time()
        adapted = adaptation.adapt()[0]
    return adapted, time.process_time() - began


def _trained(file: Path, request: TrainRequest, seed: int) -> Path:
    """The model of a request, which is trained where it is not there yet. Its assessment is left out."""
    file = file.with_name(file.name + ".mamol.safetensors")
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(dir=file.parent) as folder,
            patch("mamol_core.training.trainer.Trainer.assess", lambda own, *_, **__: ([], own.model.temperature)),
        ):
            made = Path(folder) / file.name
            run(replace(request, model=str(made), effort=EFFORT, seed=seed, device="cpu"), Reporter())
            made.replace(file)
    return file


def _load(request: TrainRequest, seed: int) -> TrainingData:
    return load_training_data(replace(request, effort=EFFORT, seed=seed), Reporter())


def _trainer(data: TrainingData, seed: int, rate: float, adding: int = 0) -> Trainer:
    return Trainer(data.model, data.windows, EFFORT, DEVICE, seed, Reporter(), rate, adding)


def _ground(data: TrainingData, split: Split, layers: Sequence[Layer], model: Model | None = None) -> Ground:
    return read_ground(model or data.model, layers, data.labels[0].grid, split)


def _timed(work: Callable[[], object]) -> float:
    """Processor seconds that it takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _parameters(model: Model) -> int:
    return sum(part.numel() for part in model.network.parameters())
