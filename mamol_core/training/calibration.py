"""Confidence that means something: how often a class is right that the model is p sure of."""

from __future__ import annotations

import numpy as np

BINS = 15


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
