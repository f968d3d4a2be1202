"""A product as one virtual raster and, where it brings one, the mask of its clouds."""

from __future__ import annotations

import os
from dataclasses import dataclass

from ..errors import LayerError
from . import enmap, landsat, sentinel1, sentinel2
from .place import place_of
from .prisma import is_prisma
from .vrt import Parts, virtual_raster

_READERS = (sentinel2, landsat, enmap, sentinel1)


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
    if is_prisma(path):
        raise LayerError(
            f"{os.path.basename(path)} is a PRISMA product, which can't be read where it lies: its cubes are stored "
            "line by line with all bands of each line.",
            "Import it first, as a satellite product: its pixels are copied into a raster once.",
        )
    place = place_of(path)
    if place is None:
        return None
    packed = next((name for name in place.names if is_prisma(name)), None)
    if packed:
        raise LayerError(
            f"{place.title} holds the PRISMA product {os.path.basename(packed)}.",
            "Unpack it and import that file." if place.archive else "Import that file as a satellite product.",
        )
    found = [(reader, name) for reader in _READERS for name in reader.find(place)]
    if len(found) > 1:
        raise LayerError(
            f"{place.title} holds {len(found)} products; one is expected.", "Give the folder or archive of one of them."
        )
    if not found:
        return None
    reader, name = found[0]
    return Product(place.title, reader.parts(place, name))
