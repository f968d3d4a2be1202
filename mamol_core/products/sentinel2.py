"""Sentinel-2 L1C and L2A, as ``.SAFE`` folder or ``.zip`` (ESA, Sentinel-2 Products Specification Document)."""

from __future__ import annotations

import re
from xml.etree import ElementTree as xml  # nosec B405: types only

from ..errors import LayerError
from ..presets import SENTINEL2_NM
from .place import Place, elements, text_of
from .vrt import BandFile, Parts

_METADATA = re.compile(r"(?:.*/)?MTD_MSI(L1C|L2A)\.xml")
_IMAGE = re.compile(r".*GRANULE/([^/]+)/IMG_DATA/(?:R(\d+)m/)?[^/]*_(B\d[0-9A])(?:_\d+m)?\.jp2")
_SCENE_CLASSES = re.compile(r".*GRANULE/[^/]+/IMG_DATA/(?:R\d+m/)?[^/]*_SCL(?:_(\d+)m)?\.jp2")
_CLOUDS = re.compile(r".*GRANULE/[^/]+/QI_DATA/MSK_CLASSI_B00\.jp2")
_PIXELS = {"B02": 10, "B03": 10, "B04": 10, "B08": 10, "B01": 60, "B09": 60, "B10": 60}


def find(place: Place) -> list[str]:
    """The metadata of each Sentinel-2 product in the place."""
    return [name for name in place.names if _METADATA.fullmatch(name)]


def parts(place: Place, metadata: str) -> Parts:
    """The product's bands and cloud mask. LayerError where it lacks bands or is of the form of before 2017."""
    found = _METADATA.fullmatch(metadata)
    level = found[1] if found else ""
    root = metadata.rpartition("/")[0]
    names = [name for name in place.names if name.startswith(root)]
    tree = place.tree(metadata)
    centres, nodata = _wavelengths(tree), _nodata(tree)
    files: dict[str, tuple[int, str]] = {}
    granules = set()
    for name in names:
        image = _IMAGE.fullmatch(name)
        if image:
            granules.add(image[1])
            entry = (int(image[2] or _PIXELS.get(image[3], 20)), name)
            files[image[3]] = min(files.get(image[3], entry), entry)
    if len(granules) > 1:
        raise LayerError(
            f"{place.title} holds {len(granules)} tiles, as products did before December 2016; one is expected.",
            "Take the product of a single tile.",
        )
    wanted = [band for band in SENTINEL2_NM if not (level == "L2A" and band == "B10")]
    missing = [band for band in wanted if band not in files]
    if missing:
        raise LayerError(
            f"{place.title} is a Sentinel-2 {level} product without the images of {', '.join(missing)}.",
            "Download it again, as a whole.",
        )
    scale, offsets = _calibration(tree, place, metadata)
    bands = [
        BandFile(
            place.gdal(files[band][1]),
            name=band,
            wavelength_nm=centres.get(band, SENTINEL2_NM[band]),
            scale=scale,
            offset=offsets.get(number, 0.0) * scale,
            nodata=nodata,
        )
        for number, band in enumerate(SENTINEL2_NM)
        if band in wanted
    ]
    date = text_of(tree, "PRODUCT_START_TIME")
    return Parts(f"Sentinel-2 {level}", "optical", tuple(bands), _mask(place, names, level), date)


def _calibration(tree: xml.Element, place: Place, metadata: str) -> tuple[float, dict[int, float]]:
    """Scale of stored values to reflectance; what is to be added to those of each band first, by its number.

    From baseline 04.00 on (January 2022) -1000 is to be added.
    """
    quantification = text_of(tree, "BOA_QUANTIFICATION_VALUE") or text_of(tree, "QUANTIFICATION_VALUE")
    added = elements(tree, "BOA_ADD_OFFSET") or elements(tree, "RADIO_ADD_OFFSET")
    try:
        offsets = {int(entry.get("band_id", "")): float(entry.text or "") for entry in added}
        return 1 / float(quantification or ""), offsets
    except (ValueError, ZeroDivisionError):
        raise LayerError(
            f"{place.title}: {metadata} does not tell how reflectance is made of the stored values.",
            "Download the product again.",
        ) from None


def _wavelengths(tree: xml.Element) -> dict[str, float]:
    found = {}
    for entry in elements(tree, "Spectral_Information"):
        number = re.fullmatch(r"B(\d+)(A?)", entry.get("physicalBand", ""))
        centre = text_of(entry, "CENTRAL")
        if number and centre:
            name = "B8A" if number[2] else f"B{int(number[1]):02d}"
            found[name] = float(centre)
    return found


def _nodata(tree: xml.Element) -> float:
    for entry in elements(tree, "Special_Values"):
        if text_of(entry, "SPECIAL_VALUE_TEXT") == "NODATA":
            return float(text_of(entry, "SPECIAL_VALUE_INDEX") or 0)
    return 0.0


def _mask(place: Place, names: list[str], level: str) -> tuple[BandFile, ...]:
    """L2A's scene classification, the finest; L1C's classes of cloud, which products before 04.00 lack."""
    if level == "L2A":
        classes = [(int(found[1] or 20), name) for name in names if (found := _SCENE_CLASSES.fullmatch(name))]
        return tuple(BandFile(place.gdal(name), name="SCL") for _, name in sorted(classes)[:1])
    clouds = [name for name in names if _CLOUDS.fullmatch(name)]
    return tuple(
        BandFile(place.gdal(name), index, flag) for name in clouds[:1] for index, flag in ((1, "cloud"), (2, "cirrus"))
    )
