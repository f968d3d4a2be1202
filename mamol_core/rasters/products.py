"""The rasters a map consists of, and how the values of each are stored."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass

import numpy as np

from .legend import LandClass

PRODUCTS = ("confidence", "probabilities", "sensors_used", "dates_used", "output")  # in the order they get their names
DIFFERENCE = "difference"
"""The result that shows how two maps differ; its classes are the changes."""
_PERCENT_NODATA, _DATES_NODATA = 255, 65535


@dataclass(frozen=True)
class Product:
    """One kind of result raster. ``bands``: description of each band."""

    name: str
    dtype: str
    nodata: int
    bands: tuple[str, ...]

    @property
    def coded(self) -> bool:
        """Whether values are the codes of its classes."""
        return self.name in ("output", DIFFERENCE)

    @property
    def percent(self) -> bool:
        """Whether values are shares in per cent, not codes."""
        return self.nodata == _PERCENT_NODATA


def choose_products(
    asked: Container[str], classes: Sequence[LandClass], sensors: Sequence[str], series: Sequence[str] = ()
) -> list[Product]:
    """The products that were asked for, in the order of PRODUCTS. ``series``: those of the sensors that are one."""
    code = "uint8" if max(entry.code for entry in classes) <= 255 else "uint16"
    bits = np.min_scalar_type(2 ** len(sensors) - 1).name
    every = {
        "confidence": Product("confidence", "uint8", _PERCENT_NODATA, ("confidence",)),
        "probabilities": Product("probabilities", "uint8", _PERCENT_NODATA, tuple(entry.name for entry in classes)),
        "sensors_used": Product("sensors_used", bits, 0, ("sensors used (bit mask)",)),
        "dates_used": Product("dates_used", "uint16", _DATES_NODATA, tuple(f"dates of {sensor}" for sensor in series)),
        "output": Product("output", code, 0, ("land cover",)),
        DIFFERENCE: Product(DIFFERENCE, code, 0, ("change of class",)),
    }
    return [every[name] for name in (*PRODUCTS, DIFFERENCE) if name in asked and every[name].bands]
