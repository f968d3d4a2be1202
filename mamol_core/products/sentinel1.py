"""Sentinel-1 backscatter as processors deliver it: one terrain-corrected file of VV and one of VH."""

from __future__ import annotations

import re

from ..errors import LayerError
from .place import Place
from .vrt import BandFile, Parts

_IMAGE = re.compile(r"(.*?(?:^|[/_.-]))(vv|vh)((?:[_.-][^/]*)?\.tiff?)", re.IGNORECASE)
_NOT_CORRECTED = re.compile(r"(?:.*/)?measurement/s1\w-\w\w-(grd|slc)\w?-.*\.tiff?", re.IGNORECASE)
_DAY = re.compile(r"(20\d\d)-?([01]\d)-?([0-3]\d)(?!\d)")


def find(place: Place) -> list[str]:
    """The files of VV of each pair. LayerError for what is as the satellite saw it, without a place on the map."""
    if any(_NOT_CORRECTED.fullmatch(name) for name in place.names):
        raise LayerError(
            f"{place.title} is a Sentinel-1 product in the radar's geometry, without a place on the map.",
            "Take terrain-corrected backscatter (RTC), or make it, for example with SNAP.",
        )
    return [name for name in place.names if (image := _IMAGE.fullmatch(name)) and image[2].lower() == "vv"
            and _other(place, name)]  # fmt: skip


def parts(place: Place, name: str) -> Parts:
    """VV and VH as two bands."""
    day = _DAY.search(name.rpartition("/")[2]) or _DAY.search(place.title)
    bands = BandFile(place.gdal(name), name="VV"), BandFile(place.gdal(_other(place, name) or name), name="VH")
    return Parts("Sentinel-1", "sar", bands, (), "-".join(day.groups()) if day else None)


def _other(place: Place, name: str) -> str | None:
    """The file of VH whose name is otherwise the same."""
    image = _IMAGE.fullmatch(name)
    if image is None:
        return None
    wanted = image[1] + ("VH" if image[2] == "VV" else "vh") + image[3]
    return wanted if wanted in place.names else None
