"""A layer of a request: one raster, what it stands for and how it is read.

The standard library only and Python 3.9 syntax, like the contract, from which it is imported.
"""

from __future__ import annotations

import os
from dataclasses import dataclass

from .fields import for_messages, option, reads

Range = tuple[float, float]


@dataclass(frozen=True)
class Layer:
    """One raster and what it stands for.

    ``sensor``: ``role[:name]`` or, of a date of a series, ``role[:name]@date``, such as ``optical:s2@2024-05-03``.
    Layers that differ by date only are one sensor; see :func:`mamol_core.roles.split_date`.

    ``crs``: ``EPSG:32718`` or WKT. ``nodata``: closed value ranges, an empty tuple meaning that every value is valid;
    None leaves what the file says. ``bands``: what each band of the file is, None for one that is left out; see
    :mod:`mamol_core.presets`. ``mask_codes``: what in the mask means that the layer must not be used there; None where
    that is recognised, see :mod:`mamol_core.rasters.masks`. ``shift``: metres that layer and mask are moved by, along
    the axes of their CRS. ``name``: what messages call the layer; without one they name sensor and file.
    """

    sensor: str = for_messages()
    path: str = reads("A raster, or a product as it is delivered; repeatable.", option="--layer", metavar="PATH")
    mask: str | None = reads(
        "Raster that is 0 where the layer must not be used, or a cloud mask as it is delivered.",
        metavar="PATH",
        default=None,
    )
    crs: str | None = option("CRS that replaces the file's.", option="--layer-crs", metavar="CRS", default=None)
    nodata: tuple[Range, ...] | None = option(
        "Nodata values that replace the file's: 'none', '0' or '-9999,0..5'.",
        option="--layer-nodata",
        metavar="VALUES",
        default=None,
    )
    bands: tuple[str | None, ...] | None = option(
        "What each band is, where the file does not tell: 'B02,B03,-' (a dash leaves one out), a preset, or a table "
        "of wavelengths (.csv, .txt).",
        metavar="NAMES",
        default=None,
    )
    mask_codes: str | None = option(
        "What in the mask must not be used, where it is not recognised or to be others: '3,8..10', 'bits:1,3', 'none' "
        "or a kind such as scl.",
        metavar="CODES",
        default=None,
    )
    shift: tuple[float, float] | None = option(
        "Move the layer: metres east, north.", option="--layer-shift", metavar="DX,DY", default=None
    )
    name: str | None = for_messages(default=None)


def layer_title(sensor: str, path: str, name: str | None = None) -> str:
    """How a sentence names a layer: by its name, else by sensor and file."""
    return f"'{name}'" if name else f"{sensor} ({os.path.basename(path) or path})"
