"""A product as one virtual raster and, where it brings one, the mask of its clouds."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass

from ..errors import LayerError
from . import enmap, landsat, sentinel1, sentinel2
from .place import place_of
from .vrt import Parts, virtual_raster

_READERS = (sentinel2, landsat, enmap, sentinel1)
_PRISMA = re.compile(r"PRS_L\w+_STD_.*\.he5", re.IGNORECASE)


@dataclass(frozen=True)
class Product:
    """A product that was found; ``title`` is what its folder or archive is called."""

    title: str
    parts: Parts

    def raster(self, folder: str | None = None) -> str:
        """The VRT of the bands, as XML; ``folder``: where it will lie. LayerError where a file can't be opened."""
        return virtual_raster(self.parts.bands, self.title, self._tags(), folder)

    def mask(self, folder: str | None = None) -> str | None:
        """The VRT of the cloud mask, on its own pixels; None where the product has none."""
        return virtual_raster(self.parts.mask, self.title, {}, folder) if self.parts.mask else None

    def _tags(self) -> dict[str, str]:
        tags = {"PRODUCT": f"{self.parts.kind}, {self.title}"}
        return tags | ({"ACQUISITION_DATE": self.parts.date} if self.parts.date else {})


def find_product(path: str) -> Product | None:
    """The product in a folder or an archive; None where there is none that is known.

    LayerError where it is incomplete, of a kind that can't be used, or one of several.
    """
    if _PRISMA.fullmatch(os.path.basename(path)):
        raise LayerError(
            f"{os.path.basename(path)} is a PRISMA product: GDAL does not read its cubes, stored line by line with all "
            "bands of each line, as a raster.",
            "Make a GeoTIFF of it first, for example with the EnMAP-Box (Import PRISMA L2D product).",
        )
    place = place_of(path)
    if place is None:
        return None
    found = [(reader, name) for reader in _READERS for name in reader.find(place)]
    if len(found) > 1:
        raise LayerError(
            f"{place.title} holds {len(found)} products; one is expected.", "Give the folder or archive of one of them."
        )
    if not found:
        return None
    reader, name = found[0]
    return Product(place.title, reader.parts(place, name))
