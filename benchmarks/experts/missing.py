"""What goes missing at test time: each sensor with a given probability, and at least one stays.

Where all would go, one drawn at random stays; so a sensor is missing with probability p - p^S / S.
"""

from __future__ import annotations

import itertools

import numpy as np

RATES = (0.0, 0.5, 0.7, 0.9)
BLOCK = 16

Pattern = tuple[int, ...]


def pattern_weights(sensors: int, rate: float) -> dict[Pattern, float]:
    """Probability of each set of sensors that stay; those that can't occur are left out."""
    weights = {}
    for count in range(sensors, 0, -1):
        for pattern in itertools.combinations(range(sensors), count):
            weight = (1 - rate) ** count * rate ** (sensors - count)
            if count == 1:
                weight += rate**sensors / sensors
            if weight > 0:
                weights[pattern] = weight
    return weights


def kept_blocks(sensors: int, shape: tuple[int, int], rate: float, generator: np.random.Generator) -> np.ndarray:
    """Which sensors stay at each pixel, (S, H, W) bool, drawn anew for each block of 16 x 16 pixels."""
    rows, cols = (-(-size // BLOCK) for size in shape)
    kept = generator.random((sensors, rows, cols)) >= rate
    last = np.arange(sensors)[:, None, None] == generator.integers(sensors, size=(rows, cols))
    kept |= last & ~kept.any(axis=0)
    return kept.repeat(BLOCK, axis=1).repeat(BLOCK, axis=2)[:, : shape[0], : shape[1]]
