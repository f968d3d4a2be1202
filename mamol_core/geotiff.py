"""What can go wrong while a GeoTIFF is written, also where GDAL does not say it."""

from __future__ import annotations

import errno
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager
from pathlib import Path

import rasterio
from rasterio._err import CPLE_BaseError  # GDAL's own errors, which rasterio lets through unwrapped in places
from rasterio.errors import RasterioError

from .files import reporting_write_errors


def check_complete(path: Path, factors: Sequence[int] = ()) -> None:
    """OSError where a tile or an overview is missing: GDAL reports no error when the disk fills up while a file closes.

    ``factors``: of the overviews that must be there.
    """
    size = path.stat().st_size
    with rasterio.open(path) as base:
        complete = all(len(base.overviews(band)) == len(factors) for band in base.indexes)
        for level in (None, *range(len(factors))) if complete else ():
            with rasterio.open(path, **({} if level is None else {"overview_level": level})) as dataset:
                height, width = dataset.block_shapes[0]
                rows, columns = -(-dataset.height // height), -(-dataset.width // width)
            for band in base.indexes:
                for row in range(rows):
                    for column in range(columns):
                        place = f"{column}_{row}"
                        offset = base.get_tag_item(f"BLOCK_OFFSET_{place}", "TIFF", bidx=band, ovr=level)
                        length = base.get_tag_item(f"BLOCK_SIZE_{place}", "TIFF", bidx=band, ovr=level)
                        complete &= bool(offset and length) and int(offset) + int(length) <= size
    if not complete:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def reporting_errors(path: Path) -> AbstractContextManager[None]:
    """Turn what goes wrong while writing the raster ``path`` into an OutputError with the folder and its free space."""
    return reporting_write_errors(path, RasterioError, CPLE_BaseError)
