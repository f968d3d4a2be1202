"""A change of units that is applied to every value of a layer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

QUANTISED_ONE = 127.5
"""What 1 is in AlphaEarth's 8-bit embeddings."""


@dataclass(frozen=True)
class Conversion:
    """``gain * value + offset``, of 10 log10 of the value with ``to_db``; ``name`` says it in a sentence.

    ``dequantise``: of AlphaEarth's 8-bit v, sign(v) (|v| / 127.5)^2 (Google, AlphaEarth Foundations GCS data);
    ``unit_length``: the bands are a vector of length 1, and so is what is made of several by averaging.
    """

    name: str
    gain: float = 1.0
    offset: float = 0.0
    to_db: bool = False
    dequantise: bool = False
    unit_length: bool = False

    @property
    def linear(self) -> bool:
        """Whether statistics of values can be converted as the values are."""
        return not (self.to_db or self.dequantise or self.unit_length)

    def apply(self, values: np.ndarray, mask: np.ndarray) -> None:
        """Convert float32 values (C, h, w) in place; the mask (h, w) becomes False where a power has no logarithm."""
        if self.to_db:
            mask &= (values > 0).all(axis=0)
            np.copyto(values, 1, where=~mask)
            np.log10(values, out=values)
            values *= 10
        if self.dequantise:
            values /= np.float32(QUANTISED_ONE)
            values *= np.abs(values)
        if self.gain != 1:
            values *= np.float32(self.gain)
        if self.offset != 0:
            values += np.float32(self.offset)

    def finish(self, values: np.ndarray, mask: np.ndarray) -> None:
        """What is left to do after resampling: vectors get their length again; those that have none are missing."""
        if not self.unit_length:
            return
        length = np.sqrt(np.einsum("chw,chw->hw", values, values))
        mask &= length > 0
        values /= np.where(mask, length, 1)
