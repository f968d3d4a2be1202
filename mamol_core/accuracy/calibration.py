"""Confidence that means something: of the pixels mapped with a confidence of 70 %, 70 % should be right."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
import torch.nn.functional as F
from scipy.optimize import minimize
from torch import Tensor

BINS = 15
CAUTION = 10.0  # the network's own confidence counts as much as this many regions of labels
HOTTEST = 2.0  # most that a log temperature from an expected accuracy may be, either way
_STEPS = 200
_HALVINGS = 30


@dataclass
class Predictions:
    """Predictions for pixels that trained nothing: ``logits`` (N, K), availability ``seen`` (N, S), ``labels`` (N,)
    as class indexes from 0."""

    logits: Tensor
    seen: Tensor
    labels: Tensor


def fit_temperature(
    predictions: Sequence[Predictions],
    areas: Tensor,
    regions: int,
    added: int = 0,
    fixed: Tensor | None = None,
    expected: float = 0.0,
) -> Tensor:
    """Log temperatures (1 + S,): of pixels that all sensors saw, and what each missing sensor adds.

    ``added``: so many sensors, the last ones, came to a trained model; of these it is what each adds where it is there.
    ``fixed``: the first of the log temperatures, where they are known and stay as they are.

    ``areas`` (K,): share of each class in the map, by which its pixels are weighted (as in stratified estimation,
    Olofsson et al. 2014, doi:10.1016/j.rse.2014.02.015): analysts label rare classes more densely than they occur.
    ``regions``: number of places that the labels come from. Pixels of one place are much alike, so few places hardly
    move the log temperature that is ``expected`` without them.

    Temperature scaling (Guo et al. 2017, arXiv 1706.04599, section 4.2) by cross-entropy, made to depend on what is
    missing: ``p = softmax(logits / exp(t_0 + sum_s (1 - seen_s) t_s))``.
    """
    logits = torch.cat([part.logits for part in predictions]).double()
    labels = torch.cat([part.labels for part in predictions])
    design = _design(predictions, added)
    known = torch.zeros(0, dtype=torch.float64) if fixed is None else fixed.double()
    of_known, design = design.split([len(known), design.shape[1] - len(known)], 1)
    given = of_known @ known
    weights = (areas.double() / torch.bincount(labels, minlength=len(areas)).clamp(min=1))[labels]
    weights = weights / weights.sum() if weights.sum() > 0 else torch.full_like(weights, 1 / len(weights))
    caution = CAUTION / regions
    start = torch.zeros(design.shape[1], dtype=torch.float64)
    if fixed is None:
        start[0] = expected

    def loss_at(values: np.ndarray) -> tuple[float, np.ndarray]:
        logs = torch.from_numpy(values).requires_grad_(True)
        entropy = F.cross_entropy(logits / (given + design @ logs).exp()[:, None], labels, reduction="none")
        loss = (entropy * weights).sum() + caution * (logs - start).square().sum()
        (slope,) = torch.autograd.grad(loss, logs)
        return loss.item(), slope.numpy()

    found = minimize(loss_at, start.numpy(), jac=True, method="L-BFGS-B", options={"maxiter": _STEPS})
    return torch.cat([known, torch.from_numpy(found.x)]).float()


def match_confidence(logits: Tensor, accuracy: float) -> float:
    """Log temperature at which the mean confidence of pixels with these logits (N, K) is the accuracy expected of
    them (fraction), at most :data:`HOTTEST` either way."""
    low, high = -HOTTEST, HOTTEST
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if float((logits / math.exp(middle)).softmax(1).amax(1).mean()) > accuracy:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def calibration_error(predictions: Sequence[Predictions], temperature: Tensor, added: int = 0) -> float | None:
    """Expected calibration error of the top label at the given log temperatures; None where there are no pixels.

    ``added``: see :func:`fit_temperature`.
    """
    logits = torch.cat([part.logits for part in predictions]).double()
    if not len(logits):
        return None
    scaled = logits / (_design(predictions, added) @ temperature.double()).exp()[:, None]
    confidence, best = scaled.softmax(1).max(1)
    right = best == torch.cat([part.labels for part in predictions])
    return expected_calibration_error(confidence.numpy(), right.numpy())


def _design(predictions: Sequence[Predictions], added: int) -> Tensor:
    """Rows (N, 1 + S): 1, which sensors are missing, and which of the added ones are there."""
    seen = torch.cat([part.seen for part in predictions]).double()
    first = seen.shape[1] - added
    return torch.cat([torch.ones(len(seen), 1, dtype=torch.float64), 1 - seen[:, :first], seen[:, first:]], 1)


def expected_calibration_error(confidence: np.ndarray, right: np.ndarray, bins: int = BINS) -> float:
    """Mean distance of confidence and accuracy over equal-width bins, weighted by their pixels (fraction 0..1).

    ``confidence`` (N,) of the chosen class in 0..1, ``right`` (N,) bool; Guo et al. 2017, arXiv 1706.04599, eq. 3.
    """
    if not len(confidence):
        return 0.0
    number = np.clip(np.ceil(confidence * bins).astype(int) - 1, 0, bins - 1)
    sure = np.bincount(number, confidence, bins)
    correct = np.bincount(number, right, bins)
    return float(np.abs(sure - correct).sum() / len(confidence))
