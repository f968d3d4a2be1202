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

    def apply(self, values: np.ndarray, mask: np.ndarray) -> None:
        """Convert float32 values (C, h, w) in place; the mask (h, w) becomes False where a power has no logarithm."""
        if self.to_db:
            mask &= (values > 0).all(axis=0)
            np.copyto(values, 1, where=~mask)
            np.log10(values, out=values)
            values *= 10
        if self.gain != 1:
            values *= np.float32(self.gain)
        if self.offset != 0:
            values += np.float32(self.offset)
