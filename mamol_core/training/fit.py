"""Fitting the network to labels, to soft labels on pixels without any, and to its own averaged weights."""

from __future__ import annotations

import copy
import math
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass

import torch
from torch import Tensor, nn

from ..errors import TrainingError
from ..model.device import Device
from ..reporting import Reporter
from .crops import Batch, Crops
from .optimizer import Optimizer

EMA_DECAY = 0.99
LABEL_SMOOTHING = 0.05
SELF_SHARE, SELF_EVERY = 0.2, 2
"""Of what is learned where no label is, in the mean, the averaged network's own view; asked every so many steps."""
FEW_LABELS, MANY_LABELS = 200, 1000  # pixels of a typical class
FEW_TEACHING, MANY_TEACHING, SERIES_TEACHING = 2.0, 0.3, 8.0
"""Weight of the loss to soft labels where labels are few, where they are many, and where they are few and a sensor is a
series: of many dates a network makes more than few places bear out (docs/accuracy-notes.md)."""
MORE_STEPS = 0.5
_LOOK_EVERY = 20  # steps: the GPU goes on meanwhile
_DRAWN_AHEAD = 4  # batches


@dataclass(frozen=True)
class Recipe:
    """``steps`` of BATCH crops at a peak learning rate ``rate``; ``teaching``: weight of the loss to soft labels.

    ``offsets``: added to the logits of each class where labels are learned, so that these tell of classes but not of
    how common each is (logit adjustment, Menon et al. 2021, arXiv 2007.07314, section 5.2).
    """

    steps: int
    rate: float
    teaching: float
    offsets: tuple[float, ...] | None = None


def choose_recipe(steps: int, rate: float, pixels_per_class: Sequence[int], series: bool = False) -> Recipe:
    """The recipe for the labels at hand: where they are plenty, soft labels count less and more steps pay.

    ``series``: whether a sensor has many dates.
    """
    share = plenty(pixels_per_class)
    few = SERIES_TEACHING if series else FEW_TEACHING
    return Recipe(round(steps * (1 + MORE_STEPS * share)), rate, few + share * (MANY_TEACHING - few))


def plenty(pixels_per_class: Sequence[int]) -> float:
    """How plenty the labels of a typical class are: 0 where they are few, 1 where they are many."""
    typical = float(torch.tensor(pixels_per_class, dtype=torch.float32).median())
    return min(1.0, max(0.0, (typical - FEW_LABELS) / (MANY_LABELS - FEW_LABELS)))


def fit(
    network: nn.Module, crops: Crops, recipe: Recipe, device: Device, reporter: Reporter, stage: str
) -> list[tuple[int, float]]:
    """Train ``network`` in place and return (step, loss) pairs.

    The weights left in ``network`` are the exponential moving average over the steps.
    """
    network.to(device.torch).to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    _begin_training(network)
    on_gpu = device.name == "cuda"
    frozen = {id(p): p for p in network.parameters() if not p.requires_grad}
    average = copy.deepcopy(network, frozen).train(False)  # which shares what is frozen
    optimizer = Optimizer(network, recipe.rate, recipe.steps)
    moving = _Average(average, network)
    losses: list[Tensor] = []
    offsets = torch.tensor(recipe.offsets, device=device.torch) if recipe.offsets else None
    reporter.stage(stage, recipe.steps)
    with ThreadPoolExecutor(1, "batches", torch.set_num_threads, (torch.get_num_threads(),)) as pool:
        for batch in _batches(crops, recipe.steps, device, pool):
            views = len(losses) % SELF_EVERY == SELF_EVERY - 1
            own = pool.submit(_view, average, batch, device) if views else None
            with torch.autocast(device.name, torch.bfloat16, enabled=on_gpu):
                logits = network(_hide(batch.features, batch.kept), batch.kept).float()
            soft_labels = batch.soft_labels
            if own:
                soft_labels = soft_labels.lerp(own.result(), SELF_SHARE * SELF_EVERY)
            loss = _loss(logits, soft_labels, batch, recipe.teaching, offsets)
            loss.backward()
            nn.utils.clip_grad_norm_(network.parameters(), 1.0)
            optimizer.step()
            moving.update(min(EMA_DECAY, (1 + len(losses)) / (10 + len(losses))))
            losses.append(loss.detach())
            if len(losses) % (_LOOK_EVERY if on_gpu else 1) == 0:
                _check_finite(losses[-1], len(losses), recipe.steps)
            reporter.advance()
    history = [(step, float(loss)) for step, loss in enumerate(losses, 1)]
    _check_finite(losses[-1], len(losses), recipe.steps)
    network.load_state_dict(average.state_dict())
    network.train(False)
    return history


def _begin_training(network: nn.Module) -> None:
    """Training mode, in which normalisations that are frozen keep the statistics they have."""
    network.train()
    for part in network.modules():
        if isinstance(part, nn.BatchNorm2d) and not part.weight.requires_grad:
            part.train(False)


def _check_finite(loss: Tensor, step: int, steps: int) -> None:
    """TrainingError where the loss is not finite; once it is not, it stays so."""
    if not math.isfinite(float(loss)):
        raise TrainingError(
            f"The training failed: its loss is {float(loss)} after {step} of {steps} steps.",
            "Check the layers for extreme values, try the device cpu, or train again with another seed.",
        )


def _view(average: nn.Module, batch: Batch, device: Device) -> Tensor:
    """Class probabilities (B, K, h, w) that the averaged network gives a batch of which nothing is hidden."""
    with torch.no_grad(), torch.autocast(device.name, torch.bfloat16, enabled=device.name == "cuda"):
        own: Tensor = average(batch.features, batch.masks).float().softmax(1)
    return own


def _batches(crops: Crops, count: int, device: Device, pool: Executor) -> Iterator[Batch]:
    """Batches on the device. The pool draws the next ones meanwhile, one after the other."""
    waiting = deque(pool.submit(crops.draw) for _ in range(min(_DRAWN_AHEAD, count)))
    for number in range(count):
        if number + _DRAWN_AHEAD < count:
            waiting.append(pool.submit(crops.draw))
        yield waiting.popleft().result().to(device.torch)


def _hide(features: Sequence[Tensor], masks: Tensor) -> list[Tensor]:
    return [values * masks[:, [s]] for s, values in enumerate(features)]


def _loss(logits: Tensor, soft_labels: Tensor, batch: Batch, teaching: float, offsets: Tensor | None) -> Tensor:
    """Cross-entropy on labelled pixels, weighted by the inverse root of class frequency, and cross-entropy to
    ``soft_labels`` (B, K, h, w) on the others; only pixels that some sensor still sees count."""
    logs = logits.log_softmax(1)
    seen = batch.kept.any(1)
    labelled = (batch.labels > 0) & seen
    target = (batch.labels - 1).clamp(min=0)
    counts = torch.zeros(logits.shape[1], device=logits.device)
    counts.scatter_add_(0, target.flatten(), labelled.flatten().float())
    weights = counts.clamp(min=1).rsqrt()[target] * labelled
    moved = logs if offsets is None else (logits + offsets[:, None, None]).log_softmax(1)
    right = moved.gather(1, target[:, None])[:, 0]
    entropy = -(1 - LABEL_SMOOTHING) * right - LABEL_SMOOTHING * moved.mean(1)
    loss = (entropy * weights).sum() / weights.sum().clamp(min=1e-6)
    if teaching > 0:
        taught = batch.taught & seen
        soft = -(soft_labels * logs).sum(1)
        loss = loss + teaching * (soft * taught).sum() / taught.sum().clamp(min=1)
    return loss


class _Average:
    """Moves the average network's weights and running statistics towards the network's, all in one go.

    PyTorch's AveragedModel would copy a frozen backbone, and move that too.
    """

    def __init__(self, average: nn.Module, network: nn.Module) -> None:
        pairs = zip(average.state_dict().values(), network.state_dict().values(), strict=True)
        moving = [(kept, new) for kept, new in pairs if kept.data_ptr() != new.data_ptr()]  # not what is frozen
        self._smooth = [pair for pair in moving if pair[0].dtype.is_floating_point]
        self._counts = [pair for pair in moving if not pair[0].dtype.is_floating_point]

    def update(self, decay: float) -> None:
        with torch.no_grad():
            torch._foreach_lerp_([kept for kept, _ in self._smooth], [new for _, new in self._smooth], 1 - decay)
            for kept, new in self._counts:
                kept.copy_(new)
