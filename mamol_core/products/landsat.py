"""Landsat 4 to 9, Collection 2 Level 2, as folder or ``.tar`` (USGS, Landsat Collection 2 Data Dictionary)."""

from __future__ import annotations

import re

from ..errors import LayerError
from ..presets import LANDSAT_5_NM, LANDSAT_8_NM
from .place import Place
from .vrt import BandFile, Parts

_IMAGE = re.compile(r"((?:.*/)?L[COTE]0([45789])_(L\w\w\w)_\d{6}_(\d{8})_\d{8}_02_\w\w)_SR_B(\d)\.TIF", re.IGNORECASE)
_LEVEL_1 = re.compile(r"(?:.*/)?L[COTEM]0[1-9]_L1\w\w_\d{6}_\d{8}_\d{8}_\d\d_\w\w_B\d+\.TIF", re.IGNORECASE)
_NUMBERS = {8: "1234567", 5: "123457"}
_SCALE, _OFFSET = 2.75e-05, -0.2  # of all Level 2 surface reflectance of Collection 2


def find(place: Place) -> list[str]:
    """The beginning of the names of each Landsat product's files. LayerError where there is Level 1 alone."""
    found = sorted({image[1] for name in place.names if (image := _IMAGE.fullmatch(name))})
    if not found and any(_LEVEL_1.fullmatch(name) for name in place.names):
        raise LayerError(
            f"{place.title} is a Landsat product of Level 1, whose values are not surface reflectance.",
            "Take the product of Collection 2 Level 2 (L2SP).",
        )
    return found


def parts(place: Place, stem: str) -> Parts:
    """The product's surface reflectance and quality band. LayerError where bands are missing."""
    images = {found[5]: found for name in place.names if (found := _IMAGE.fullmatch(name)) and found[1] == stem}
    first = next(iter(images.values()))
    satellite = int(first[2])
    wavelengths, numbers = (LANDSAT_8_NM, _NUMBERS[8]) if satellite >= 8 else (LANDSAT_5_NM, _NUMBERS[5])
    missing = [number for number in numbers if number not in images]
    if missing:
        raise LayerError(
            f"{place.title} is a Landsat {satellite} product without SR_B{', SR_B'.join(missing)}.",
            "Download it again, as a whole.",
        )
    metadata = _metadata(place, stem)
    bands = [
        BandFile(
            place.gdal(images[number][0]),
            name=name,
            wavelength_nm=centre,
            scale=_number(metadata, f"REFLECTANCE_MULT_BAND_{number}", _SCALE),
            offset=_number(metadata, f"REFLECTANCE_ADD_BAND_{number}", _OFFSET),
            nodata=0.0,
        )
        for number, (name, centre) in zip(numbers, wavelengths.items(), strict=True)
    ]
    quality = [name for name in place.names if name.upper() == f"{stem}_QA_PIXEL.TIF".upper()]
    mask = tuple(BandFile(place.gdal(name), name="QA_PIXEL") for name in quality)
    day = first[4]
    return Parts(f"Landsat {satellite} L2", "optical", tuple(bands), mask, f"{day[:4]}-{day[4:6]}-{day[6:]}")


def _metadata(place: Place, stem: str) -> dict[str, str]:
    """What ``_MTL.txt`` says of surface reflectance; empty where there is none. Level 1 has keys of the same names."""
    name = next((name for name in place.names if name.upper() == f"{stem}_MTL.TXT".upper()), None)
    if name is None:
        return {}
    part = re.search(
        r"GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS(.*?)END_GROUP = LEVEL2_SURFACE_REFLECTANCE_PARAMETERS",
        place.text(name),
        re.DOTALL,
    )
    return dict(re.findall(r"(\w+) = \"?([^\"\n]*)\"?", part[1])) if part else {}


def _number(metadata: dict[str, str], key: str, default: float) -> float:
    try:
        return float(metadata.get(key, default))
    except ValueError:
        return default
