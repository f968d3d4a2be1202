"""The centre wavelength of a band, by its metadata or by its name. Without rasterio, since the network needs it too."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..matching import Band

SENTINEL2_NM = {
    "B1": 443, "B2": 492, "B3": 560, "B4": 665, "B5": 704, "B6": 741, "B7": 783, "B8": 833, "B8A": 865, "B9": 945,
    "B10": 1374, "B11": 1614, "B12": 2202,
}  # fmt: skip
COLOUR_NM = {"blue": 490, "green": 560, "red": 665, "rededge": 705, "nir": 842, "swir1": 1610, "swir2": 2200}


def wavelengths(bands: Sequence[Band]) -> list[float | None]:
    """Centre wavelength in nm of each band where its metadata, a colour word or a Sentinel-2 band name tells it."""
    names = [re.sub(r"^B0+", "B", (band.name or "").strip().upper()) for band in bands]
    sentinel2 = "B8A" in names or {"B11", "B12"} <= set(names)
    return [
        band.wavelength_nm
        or (SENTINEL2_NM.get(name) if sentinel2 else None)
        or COLOUR_NM.get(re.sub(r"[\s_-]", "", name.lower()))
        for band, name in zip(bands, names, strict=True)
    ]
