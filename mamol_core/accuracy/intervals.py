"""How far an accuracy can be trusted that was measured in few places."""

from __future__ import annotations

import numpy as np
from scipy import stats

LEVEL = 0.95


def accuracy_interval(right: np.ndarray, total: np.ndarray) -> tuple[float, float]:
    """Interval of an overall accuracy at :data:`LEVEL`, fractions, from ``right`` and ``total`` pixels per place (G,).

    Pixels of one place (a polygon, a point, a connected region, of a large one a block) are much alike, so places are
    what was sampled, not pixels. Their number, less where they are unequal or disagree (the design effect), stands for
    the number of trials in the exact binomial interval, and is lessened as Student's t asks for the few degrees of
    freedom that the design effect was found with: Korn and Graubard 1998, Survey Methodology 24, p. 193. A bootstrap of
    places would be too narrow where they are few, and no interval at all where all of them are right.
    """
    right, total = np.asarray(right, np.float64), np.asarray(total, np.float64)
    places, pixels = len(total), total.sum()
    accuracy = right.sum() / pixels
    trials = float(places)
    if places > 1:
        variance = places / (places - 1) * np.square(right - accuracy * total).sum() / pixels**2
        if variance > 0:
            trials = min(trials, accuracy * (1 - accuracy) / variance)
        tail = (1 + LEVEL) / 2
        trials *= (stats.norm.ppf(tail) / stats.t.ppf(tail, places - 1)) ** 2
    trials = max(trials, 1.0)
    hits = accuracy * trials
    low = stats.beta.ppf((1 - LEVEL) / 2, hits, trials - hits + 1) if hits > 0 else 0.0
    high = stats.beta.ppf((1 + LEVEL) / 2, hits + 1, trials - hits) if hits < trials else 1.0
    return float(low), float(high)
