"""EnMAP L2A, as a folder or ``.zip`` (DLR, EnMAP HSI Level 1B/1C/2A product specification)."""

from __future__ import annotations

import re

from ..errors import LayerError
from .place import Place, elements, text_of
from .vrt import BandFile, Parts

_IMAGE = re.compile(
    r"((?:.*/)?ENMAP01-____(L1B|L1C|L2A)-\w+)-SPECTRAL_IMAGE(?:_VNIR|_SWIR)?\.(?:TIF|BSQ|BIL|BIP)", re.IGNORECASE
)
_FLAGS = {"QL_QUALITY_CLOUD": "cloud", "QL_QUALITY_CIRRUS": "cirrus", "QL_QUALITY_CLOUDSHADOW": "cloud shadow"}
_NODATA = -32768.0


def find(place: Place) -> list[str]:
    """The beginning of the names of each product's files. LayerError where there is another level alone."""
    images = [image for name in place.names if (image := _IMAGE.fullmatch(name))]
    found = sorted({image[1] for image in images if image[2].upper() == "L2A"})
    if images and not found:
        raise LayerError(
            f"{place.title} is an EnMAP product of level {images[0][2]}, which is not surface reflectance.",
            "Take the product of level L2A.",
        )
    return found


def parts(place: Place, stem: str) -> Parts:
    """All bands with their wavelengths; the mask is of clouds, their shadows and cirrus. LayerError as below."""
    image = next(name for name in place.names if (found := _IMAGE.fullmatch(name)) and found[1] == stem)
    metadata = next((name for name in place.names if name.upper() == f"{stem}-METADATA.XML".upper()), None)
    if metadata is None:
        raise LayerError(f"{place.title} lacks its METADATA.XML.", "Download it again, as a whole.")
    tree = place.tree(metadata)
    bands = []
    try:
        for entry in elements(tree, "bandID"):
            told = text_of(entry, "wavelengthCenterOfBand")
            if told is None:  # of the list of defective pixels
                continue
            centre = float(told)
            number = int(entry.get("number", ""))
            bands.append(
                BandFile(
                    place.gdal(image),
                    number,
                    f"band {number} ({centre:g} nm)",
                    centre,
                    float(text_of(entry, "GainOfBand") or 1),
                    float(text_of(entry, "OffsetOfBand") or 0),
                    _NODATA,
                )
            )
    except ValueError:
        bands = []
    if not bands:
        raise LayerError(f"{place.title}: {metadata} does not tell the wavelengths of the bands.")
    bands.sort(key=lambda band: band.index)
    mask = [
        BandFile(place.gdal(name), name=flag)
        for part, flag in _FLAGS.items()
        for name in place.names
        if name.upper() == f"{stem}-{part}.TIF".upper()
    ]
    return Parts("EnMAP L2A", "hyperspectral", tuple(bands), tuple(mask), text_of(tree, "startTime"))
