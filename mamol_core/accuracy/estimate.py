"""Accuracy and area from a probability sample, with standard errors and 95 % intervals.

One estimator serves the three designs. It is Stehman's for strata that need not be the map's classes (Stehman 2014,
doi:10.1080/01431161.2014.930207, equations 2, 3, 25 and 28). Where the strata are the map's classes it gives the
figures of Olofsson et al. 2014 (doi:10.1016/j.rse.2014.02.015, equations 1 to 11), and with one stratum those of simple
random sampling. Two things are added: pixels of unequal area on the ground (a map in degrees) enter with their area, by
the separate ratio estimator (Cochran 1977, section 6.10), and a stratum with one point counts with the largest variance
that it can have.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

Z = 1.96
"""Half the width of a 95 % interval in standard errors, as the papers have it."""
_LEVEL = 0.95
_NOTHING = 1e-9  # less is a rounding error
_SMALL_FRACTION = 0.05
"""Up to this share of a stratum the finite population correction is left out (Cochran 1977, section 2.6)."""


@dataclass(frozen=True)
class Sample:
    """Reference points. All (N,): ``stratum``, ``mapped`` and ``reference`` are numbers from 0; ``area`` is what a
    pixel covers on the ground, in any unit."""

    stratum: np.ndarray
    mapped: np.ndarray
    reference: np.ndarray
    area: np.ndarray


@dataclass(frozen=True)
class Strata:
    """What the sample was drawn from, every stratum with at least one point.

    ``share`` (H,): of the area, 1 in all; ``pixels`` (H,): their number. ``holds`` (H, K): whether the map has a class
    in a stratum at all.
    """

    share: np.ndarray
    pixels: np.ndarray
    holds: np.ndarray


@dataclass(frozen=True)
class Figure:
    """An estimate with its standard error and 95 % interval. None: nothing to estimate it from.

    ``points``: reference points that it rests on.
    """

    estimate: float | None
    se: float | None = None
    low: float | None = None
    high: float | None = None
    points: int = 0

    def to_json(self, scale: float = 1.0) -> dict[str, Any]:
        """``{"estimate", "se", "low", "high", "points"}``, the numbers times ``scale``."""
        names = ("estimate", "se", "low", "high")
        values = {name: getattr(self, name) for name in names}
        return {name: None if value is None else value * scale for name, value in values.items()} | {
            "points": self.points
        }


@dataclass(frozen=True)
class Estimate:
    """``counts`` and ``proportions`` (K, K): points, and share of the area; rows are the map, columns the reference.

    ``area``: share of each class by the reference. ``contributions`` (H, K): what each stratum adds to the variance of
    a class's area share; ``within`` (H, K): its points of each reference class.
    """

    counts: np.ndarray
    proportions: np.ndarray
    overall: Figure
    users: list[Figure]
    producers: list[Figure]
    area: list[Figure]
    contributions: np.ndarray
    within: np.ndarray


def estimate(sample: Sample, strata: Strata, classes: int) -> Estimate:
    """Figures of a sample of ``classes`` map and reference classes. Every stratum needs a point."""
    design = _Design(sample, strata)
    mapped, reference = sample.mapped, sample.reference
    right = (mapped == reference).astype(float)
    counts = np.bincount(mapped * classes + reference, minlength=classes**2).reshape(classes, classes)
    proportions = np.bincount(
        mapped * classes + reference, design.weight, minlength=classes**2
    ).reshape(classes, classes)  # fmt: skip
    overall = float(right @ design.weight)
    everywhere = np.ones(len(strata.share), bool)
    users, producers, area, contributions = [], [], [], []
    for number in range(classes):
        of_map, of_reference = (mapped == number).astype(float), (reference == number).astype(float)
        both = of_map * of_reference
        users.append(design.ratio(both, of_map, strata.holds[:, number]))
        producers.append(design.ratio(both, of_reference, everywhere))
        variances = design.variances(of_reference, everywhere)
        share = float(of_reference @ design.weight)
        area.append(design.figure(share, float(variances.sum()), of_reference > 0, exact=False))
        contributions.append(variances)
    oa = design.figure(overall, float(design.variances(right, everywhere).sum()), np.ones(len(right), bool))
    groups = len(strata.share)
    within = np.bincount(sample.stratum * classes + reference, minlength=groups * classes).reshape(groups, classes)
    return Estimate(counts, proportions, oa, users, producers, area, np.array(contributions).T, within)


class _Design:
    """Weights and variances of a stratified sample. ``weight`` (N,): share of the area that a point stands for."""

    def __init__(self, sample: Sample, strata: Strata) -> None:
        self._stratum, self._share = sample.stratum, strata.share
        groups = len(strata.share)
        self._points = np.bincount(sample.stratum, minlength=groups)
        total = np.bincount(sample.stratum, sample.area, minlength=groups)
        self.weight = (strata.share / total)[sample.stratum] * sample.area
        self._relative = sample.area * (self._points / total)[sample.stratum]
        fraction = self._points / strata.pixels
        self._correction = np.where(fraction > _SMALL_FRACTION, 1 - fraction, 1.0)

    def variances(self, values: np.ndarray, possible: np.ndarray, width: float = 1.0) -> np.ndarray:
        """What each stratum adds to the variance of the mean of ``values`` (N,), (H,).

        A stratum with one point, in which the value can vary (``possible``), counts with the largest variance of
        values that lie at most ``width`` apart, a quarter of its square (Popoviciu 1935).
        """
        groups = len(self._share)
        share_of_one = self.weight / self._share[self._stratum]
        mean = np.bincount(self._stratum, share_of_one * values, minlength=groups)
        residual = self._relative * (values - mean[self._stratum])
        squares = np.bincount(self._stratum, residual**2, minlength=groups)
        single = np.where(possible, width**2 / 4, 0.0)
        variance = np.where(self._points > 1, squares / np.maximum(self._points - 1, 1), single)
        return np.asarray(self._share**2 * self._correction * variance / self._points)

    def ratio(self, part: np.ndarray, whole: np.ndarray, possible: np.ndarray) -> Figure:
        """The ratio of two totals, as user's and producer's accuracy are (Stehman 2014, equations 27 and 28)."""
        total = float(whole @ self.weight)
        if not total > 0:
            return Figure(None)
        value = float(part @ self.weight) / total
        variance = self.variances((part - value * whole) / total, possible, 1 / total).sum()
        return self.figure(value, float(variance), whole > 0)

    def figure(self, value: float, variance: float, rests_on: np.ndarray, exact: bool = True) -> Figure:
        """The value with its interval.

        Where the points do not vary at all, ``value ± 1.96 se`` would be no interval: a value of 0 or 1 then gets the
        exact binomial one (Clopper and Pearson 1934) for as many points as weigh equally (Kish 1965, section 11.7),
        if ``exact``, and any other value none.
        """
        se, points = _root(variance), int(np.count_nonzero(rests_on))
        value = min(max(value, 0.0), 1.0)
        if se or not self._correction.any():
            return Figure(value, se, max(0.0, value - Z * se), min(1.0, value + Z * se), points)
        if not exact or not points or _NOTHING < value < 1 - _NOTHING:
            return Figure(value, se, None, None, points)
        weights = self.weight[rests_on]
        effective = float(weights.sum() ** 2 / (weights**2).sum())
        bound = float(stats.beta.ppf((1 - _LEVEL) / 2, effective, 1)) if value > 0.5 else 0.0
        top = 1.0 if value > 0.5 else float(stats.beta.ppf((1 + _LEVEL) / 2, 1, effective))
        return Figure(value, se, bound, top, points)


def _root(variance: float) -> float:
    """The standard error; 0 where it is a rounding error."""
    se = float(np.sqrt(max(0.0, variance)))
    return se if se > _NOTHING else 0.0


def share_right(sample: Sample, strata: Strata, right: np.ndarray) -> Figure:
    """Overall accuracy alone, of ``right`` (N,) bool."""
    design = _Design(sample, strata)
    values, everywhere = right.astype(float), np.ones(len(strata.share), bool)
    variance = float(design.variances(values, everywhere).sum())
    return design.figure(float(values @ design.weight), variance, np.ones(len(right), bool))


def paired_difference(sample: Sample, strata: Strata, first: np.ndarray, second: np.ndarray) -> Figure:
    """By how much more of the area a second map is right than a first: ``first`` and ``second`` (N,) bool, whether each
    is right at a point. Points being the same for both, their difference is what varies (Stehman 1997,
    doi:10.1016/S0034-4257(97)00083-7)."""
    design = _Design(sample, strata)
    change = second.astype(float) - first.astype(float)
    value = float(change @ design.weight)
    se = _root(float(design.variances(change, np.ones(len(strata.share), bool), 2.0).sum()))
    if not se:
        return Figure(value, se, points=len(change))
    return Figure(value, se, value - Z * se, value + Z * se, len(change))


def mcnemar(first: np.ndarray, second: np.ndarray) -> float:
    """Probability of so unequal a number of points at which one map alone is right, were both as good: McNemar's test
    (1947, doi:10.1007/BF02295996), exact. It takes all points alike, whatever area they stand for."""
    only_first, only_second = int((first & ~second).sum()), int((second & ~first).sum())
    trials = only_first + only_second
    return float(stats.binomtest(only_first, trials).pvalue) if trials else 1.0


def without_intervals(proportions: np.ndarray, counts: np.ndarray) -> Estimate:
    """The figures of area proportions (K, K), rows the map, that come from no probability sample."""
    right, mapped, reference = np.diag(proportions), proportions.sum(1), proportions.sum(0)
    by_map, by_reference = counts.sum(1), counts.sum(0)

    def figures(whole: np.ndarray, points: np.ndarray) -> list[Figure]:
        return [
            Figure(float(part / total) if total > 0 else None, points=int(number))
            for part, total, number in zip(right, whole, points, strict=True)
        ]

    area = [Figure(float(share), points=int(number)) for share, number in zip(reference, by_reference, strict=True)]
    overall = Figure(float(right.sum()), points=int(counts.sum()))
    nothing = np.zeros((0, len(counts)))
    users, producers = figures(mapped, by_map), figures(reference, by_reference)
    return Estimate(counts, proportions, overall, users, producers, area, nothing, nothing)


def f1_scores(proportions: np.ndarray) -> list[float | None]:
    """F1 of each class, ``2 p_kk / (p_k. + p_.k)``; None where neither map nor reference has it."""
    whole = proportions.sum(0) + proportions.sum(1)
    return [float(2 * p / w) if w > 0 else None for p, w in zip(np.diag(proportions), whole, strict=True)]


def macro_f1(proportions: np.ndarray) -> float | None:
    """Mean F1 of the classes that the reference has."""
    found = [f1 for f1, share in zip(f1_scores(proportions), proportions.sum(0), strict=True) if share > 0]
    scores = [f1 for f1 in found if f1 is not None]
    return float(np.mean(scores)) if scores else None


def kappa(proportions: np.ndarray) -> float | None:
    """Cohen's kappa (1960, doi:10.1177/001316446002000104) of area proportions."""
    chance = float(proportions.sum(0) @ proportions.sum(1))
    return (float(np.trace(proportions)) - chance) / (1 - chance) if chance < 1 - 1e-12 else None
