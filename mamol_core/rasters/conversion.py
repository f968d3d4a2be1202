"""A change of units that is applied to every value of a layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np


@dataclass(frozen=True)
class Conversion:
    """``gain * value + offset``, of 10 log10 of the value with ``to_db``; ``name`` says it in a sentence."""

    name: str
    gain: float = 1.0
    offset: float = 0.0
    to_db: bool = False

    def apply(self, values: np.ndarray, mask: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Converted float32 values (C, h, w) and the mask (h, w), now False where a power has no logarithm."""
        if self.to_db:
            mask = mask & (values > 0).all(axis=0)
            values = 10 * np.log10(np.where(mask, values, 1))
        return (values * np.float32(self.gain) + np.float32(self.offset)).astype(np.float32, copy=False), mask
