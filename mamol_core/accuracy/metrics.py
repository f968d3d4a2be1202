"""Accuracy of a map against reference pixels."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np


def confusion(truth: np.ndarray, predicted: np.ndarray, classes: int) -> np.ndarray:
    """Confusion matrix (K, K) int64, rows reference, columns map, of two arrays of class indexes 1..K of one shape.

    Pixels where either is 0 (no label, no data) are left out.
    """
    both = (truth > 0) & (predicted > 0)
    pairs = (truth[both].astype(np.int64) - 1) * classes + predicted[both].astype(np.int64) - 1
    return np.bincount(pairs, minlength=classes * classes).reshape(classes, classes)


def figures(matrix: np.ndarray, codes: Sequence[int]) -> dict[str, Any]:
    """Figures of a confusion matrix (K, K), ready for JSON; fractions 0..1, None where there is nothing to assess.

    With n the sum of the matrix, d its diagonal, r its row sums (reference) and c its column sums (map):
    overall accuracy ``oa = sum(d) / n``; producer's accuracy ``d / r``; user's accuracy ``d / c``
    (Congalton 1991, doi:10.1016/0034-4257(91)90048-B); ``f1``, the harmonic mean of the two, ``2 d / (r + c)``;
    ``kappa = (oa - e) / (1 - e)`` with ``e = sum(r c) / n^2`` (Cohen 1960, doi:10.1177/001316446002000104);
    ``macro_f1``, the mean of ``f1`` over classes with reference pixels. A class without reference pixels is not
    assessed: its figures are None and its ``support`` 0.
    """
    matrix = np.asarray(matrix, dtype=np.int64)
    right, reference, mapped, total = np.diag(matrix), matrix.sum(axis=1), matrix.sum(axis=0), int(matrix.sum())
    per_class = []
    for number, code in enumerate(codes):
        assessed = reference[number] > 0
        per_class.append(
            {
                "code": int(code),
                "users": _ratio(right[number], mapped[number]) if assessed else None,
                "producers": _ratio(right[number], reference[number]),
                "f1": _ratio(2 * right[number], reference[number] + mapped[number]) if assessed else None,
                "support": int(reference[number]),
            }
        )
    scores = [entry["f1"] for entry in per_class if entry["f1"] is not None]
    oa = _ratio(right.sum(), total)
    kappa = None
    if oa is not None:
        chance = float((reference / total) @ (mapped / total))
        kappa = (oa - chance) / (1 - chance) if chance < 1 else None
    return {
        "oa": oa,
        "macro_f1": float(np.mean(scores)) if scores else None,
        "kappa": kappa,
        "pixels": total,
        "confusion": matrix.tolist(),
        "per_class": per_class,
    }


def _ratio(part: float, whole: float) -> float | None:
    return float(part / whole) if whole else None
