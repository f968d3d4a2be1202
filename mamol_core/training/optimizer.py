"""The optimizer of a training: AdamW at a rate that rises and falls once.

It is PyTorch's, in its functional form: the classes of ``torch.optim`` load PyTorch's compiler, which a training has no
use for and which takes a second and 90 MiB.
"""

from __future__ import annotations

import math

import torch
from torch import nn
from torch.optim.adamw import adamw

WEIGHT_DECAY = 0.05
RISE = 0.2  # share of the steps in which the rate rises
_MOMENTUM, _PEAK_MOMENTUM = 0.95, 0.85  # where the rate is low, and at its peak
_BETA_2, _EPSILON = 0.999, 1e-8


class Optimizer:
    """AdamW (Loshchilov and Hutter 2019, arXiv 1711.05101) of the parameters of a network that learn.

    Within so many ``steps`` the rate rises from a 25th of its ``peak`` and falls to next to nothing, and the momentum
    the other way round (one cycle, Smith and Topin 2019, arXiv 1708.07120). Weight matrices decay; biases, norms and
    placeholders do not.
    """

    def __init__(self, network: nn.Module, peak: float, steps: int) -> None:
        self._peak, self._steps, self._step = peak, steps, 0
        learning = [_Learning(p) for p in network.parameters() if p.requires_grad]
        self._groups = [(decay, [entry for entry in learning if entry.decay == decay]) for decay in (WEIGHT_DECAY, 0.0)]

    @torch.no_grad()
    def step(self) -> None:
        """Move every parameter that has a gradient, and forget the gradients."""
        rate, momentum = one_cycle(self._step, self._steps, self._peak)
        self._step += 1
        for decay, group in self._groups:
            moving = [(entry, slope) for entry in group if (slope := entry.parameter.grad) is not None]
            adamw(
                [entry.parameter for entry, _ in moving],
                [slope for _, slope in moving],
                [entry.mean for entry, _ in moving],
                [entry.square for entry, _ in moving],
                [],
                [entry.steps for entry, _ in moving],
                fused=True,
                amsgrad=False,
                beta1=momentum,
                beta2=_BETA_2,
                lr=rate,
                weight_decay=decay,
                eps=_EPSILON,
                maximize=False,
            )
            for entry, _ in moving:
                entry.parameter.grad = None


class _Learning:
    """A parameter, its decay, the running means of its gradient and of the gradient's square, and the steps it took."""

    def __init__(self, parameter: nn.Parameter) -> None:
        self.parameter = parameter
        matrix = parameter.ndim > 2 or (parameter.ndim == 2 and min(parameter.shape) > 4)
        self.decay = WEIGHT_DECAY if matrix else 0.0
        self.mean, self.square = torch.zeros_like(parameter), torch.zeros_like(parameter)
        self.steps = torch.zeros((), dtype=torch.float32, device=parameter.device)


def one_cycle(step: int, steps: int, peak: float) -> tuple[float, float]:
    """The rate and the momentum at a step, from 0."""
    low, top = peak / 25, RISE * steps - 1
    if step < top:
        return _anneal(low, peak, step / top), _anneal(_MOMENTUM, _PEAK_MOMENTUM, step / top)
    share = (step - top) / (steps - 1 - top)
    return _anneal(peak, low / 1e4, share), _anneal(_PEAK_MOMENTUM, _MOMENTUM, share)


def _anneal(start: float, end: float, share: float) -> float:
    """Half a cosine wave from start to end."""
    return end + (start - end) / 2 * (1 + math.cos(math.pi * share))
