"""The command that turns a product into a virtual raster on disk, for programs that do not open products themselves."""

from __future__ import annotations

import glob
import os
from pathlib import Path
from typing import Any

import rasterio

from ..contract import ProductRequest
from ..errors import LayerError, OutputError, RequestError
from ..files import check_writable, remove, reporting_write_errors, write_texts
from ..reporting import Reporter
from .prisma import is_prisma, open_prisma
from .product import Product, find_product


def product(request: ProductRequest, reporter: Reporter) -> dict[str, Any]:
    """Write the virtual raster of a product and, where it brings one, that of its cloud mask.

    The result names ``output`` and ``mask`` (None where there is none), the product's ``kind``, the ``role`` its raster
    has, its ``date`` (ISO 8601 or None) and the names of its ``bands``. The pixels of PRISMA's cubes are copied into
    ``STEM-pixels.tif`` beside the output. Raises MamolError.
    """
    output = Path(request.output)
    mask = Path(request.mask) if request.mask else output.with_name(f"{output.stem}-mask.vrt")
    for path in (output, mask):
        if path.suffix.lower() != ".vrt":
            raise OutputError(f"The result '{path.name}' does not end in .vrt.", "It is a virtual raster: add .vrt.")
        check_writable(path)
    if os.path.realpath(output) == os.path.realpath(mask):
        raise RequestError("Raster and mask would be written to the same file.", "Give each a name of its own.")
    pixels = output.with_name(f"{output.stem}-pixels.tif") if is_prisma(request.product) else None
    with rasterio.Env():
        found = _copied(request.product, pixels, reporter) if pixels else _found(request.product)
        try:
            texts = {}
            clouds = found.mask(str(mask.absolute().parent))
            if clouds:
                texts[mask] = clouds
            texts[output] = found.raster(str(output.absolute().parent))
            with reporting_write_errors(output):
                write_texts(texts)
        except BaseException:
            if pixels:  # nothing names them, or an older raster that describes others
                remove([pixels])
            raise
    parts = found.parts
    taken = f", taken {parts.date[:10]}" if parts.date else ""
    reporter.log(f"{found.title}: {parts.kind}{taken}, {len(parts.bands)} bands.")
    if not clouds and parts.role != "sar":
        reporter.warn(f"{found.title} brings no cloud mask that can be used: clouds would be mapped as land cover.")
    return {
        "output": str(output),
        "mask": str(mask) if clouds else None,
        "kind": parts.kind,
        "role": parts.role,
        "date": parts.date,
        "bands": [band.name for band in parts.bands],
    }


def _found(path: str) -> Product:
    lone = path.lower().endswith((".tif", ".tiff"))  # one file of a pair
    found = find_product(os.path.dirname(os.path.abspath(path)) if lone else path)
    if found is None:
        name = os.path.basename(path.rstrip("/\\")) or path
        raise LayerError(
            f"'{name}' is not a known product. Expected: the folder or archive of Sentinel-2 L1C or L2A, Landsat "
            "Collection 2 Level 2, EnMAP L2A, or a Sentinel-1 pair of VV and VH, or the file of PRISMA L2D.",
            "Give a raster as it is; it needs no import.",
        )
    return found


def _copied(path: str, pixels: Path, reporter: Reporter) -> Product:
    """PRISMA's product, its pixels copied."""
    found = open_prisma(path)
    parts = found.parts(str(pixels.absolute()))
    check_writable(pixels)
    found.copy_pixels(pixels, reporter)
    remove(pixels.parent.glob(f".{glob.escape(pixels.stem)}.part-*{pixels.suffix}"))  # of imports that were killed
    reporter.log(f"{found.title}: its pixels were copied to {pixels.name}.")
    return Product(found.title, parts)
