"""The rasters a map consists of, and how the values of each are stored."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from .legend import LandClass

PRODUCTS = ("confidence", "probabilities", "sensors_used", "output")  # in the order they get their names
_PERCENT_NODATA = 255


@dataclass(frozen=True)
class Product:
    """One kind of result raster. ``bands``: description of each band."""

    name: str
    dtype: str
    nodata: int
    bands: tuple[str, ...]

    @property
    def percent(self) -> bool:
        """Whether values are shares in per cent, not codes."""
        return self.nodata == _PERCENT_NODATA

    def encode(self, values: np.ndarray, available: np.ndarray) -> np.ndarray:
        """Stored values (B, h, W) of a strip (h, W) or (B, h, W), no data where ``available`` (h, W) is False.

        Shares come as fractions 0..1 and are stored in per cent; codes and bit masks are stored as they are.
        """
        values = values if values.ndim == 3 else values[np.newaxis]
        if self.percent:
            values = np.rint(values.clip(0, 1) * 100)
        with np.errstate(invalid="ignore"):  # what is not a number is not available
            stored = values.astype(self.dtype)
        return np.where(available, stored, np.dtype(self.dtype).type(self.nodata))


def choose_products(asked: Container[str], classes: Sequence[LandClass], sensors: Sequence[str]) -> list[Product]:
    """The products that were asked for, in the order of PRODUCTS."""
    code = "uint8" if max(entry.code for entry in classes) <= 255 else "uint16"
    bits = np.min_scalar_type(2 ** len(sensors) - 1).name
    every = {
        "confidence": Product("confidence", "uint8", _PERCENT_NODATA, ("confidence",)),
        "probabilities": Product("probabilities", "uint8", _PERCENT_NODATA, tuple(entry.name for entry in classes)),
        "sensors_used": Product("sensors_used", bits, 0, ("sensors used (bit mask)",)),
        "output": Product("output", code, 0, ("land cover",)),
    }
    return [every[name] for name in PRODUCTS if name in asked]
