"""PRISMA L2D, one HDF-EOS5 file (ASI, PRISMA Products Specification Document, issue 2.3).

Its two cubes are stored line by line with all bands of each line, (line, band, column). GDAL takes the first axis for
the bands, so no virtual raster can stand for them: the pixels are copied once, as they are stored, into a GeoTIFF.
There 0 in all bands is no data. Where it is in some, as in the dark bands of water vapour, it becomes 1, which is
0.00002 of reflectance more, so that it does not look like no data.
"""

from __future__ import annotations

import os
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import rasterio
from rasterio.crs import CRS
from rasterio.errors import CRSError, NotGeoreferencedWarning, RasterioError
from rasterio.io import DatasetReader
from rasterio.transform import from_origin
from rasterio.windows import Window

from ..errors import LayerError
from ..files import whole
from ..geotiff import check_complete, reporting_errors
from ..reporting import Reporter
from .vrt import BandFile, Parts

_FILE = re.compile(r"PRS_(L\w+?)_\w+\.he5", re.IGNORECASE)
_CUBE = "//HDFEOS/SWATHS/PRS_L2D_HCO/Data_Fields/{}_Cube"
_REGIONS = ("Vnir", "Swir")
_PIXEL = 30.0  # m
_LARGEST = 65535  # of the stored values, which stands for the scale's maximum
_LINES = 256  # read at once
_AGAIN = "Download it again, as a whole."


@dataclass(frozen=True)
class _Band:
    """A band of the cube of a spectral region, counted from 0 there."""

    region: str
    place: int
    wavelength_nm: float


@dataclass(frozen=True)
class Prisma:
    """A product: what its file says of the bands, by wavelength, and of the place of its pixels."""

    path: str
    title: str
    tags: Mapping[str, str]
    bands: tuple[_Band, ...]

    def parts(self, pixels: str) -> Parts:
        """The product's bands in the GeoTIFF ``pixels`` that :meth:`copy_pixels` writes. It has no cloud mask."""
        scales = {region: self._scale(region) for region in _REGIONS}
        bands = [
            BandFile(
                pixels,
                number,
                f"{band.region.upper()} {band.place + 1} ({band.wavelength_nm:.5g} nm)",
                band.wavelength_nm,
                *scales[band.region],
                nodata=0.0,
            )
            for number, band in enumerate(self.bands, start=1)
        ]
        return Parts("PRISMA L2D", "hyperspectral", tuple(bands), (), self.tags.get("Product_StartTime") or None)

    def copy_pixels(self, target: Path, reporter: Reporter) -> None:
        """Write the stored values of all bands. LayerError where the file can't be read, OutputError where the other
        can't be written."""
        cubes = {region: _open(self._cube(region), self.title) for region in _REGIONS}
        try:
            counts = {region: len(self._numbers(f"List_Cw_{region}")) for region in _REGIONS}
            height, width = _size(cubes["Vnir"], counts["Vnir"], self.title)
            if _size(cubes["Swir"], counts["Swir"], self.title) != (height, width):
                raise LayerError(f"{self.title}: its two cubes are of different sizes.", _AGAIN)
            profile = {
                "driver": "GTiff", "width": width, "height": height, "count": len(self.bands), "dtype": "uint16",
                "crs": self._crs(), "transform": self._transform(height, width), "nodata": 0, "tiled": True,
                "blockxsize": 256, "blockysize": 256, "interleave": "band", "compress": "deflate", "predictor": 2,
                "zlevel": 1, "num_threads": "all_cpus", "bigtiff": "if_safer",
            }  # fmt: skip
            with reporting_errors(target), whole(target) as part:
                with rasterio.open(part, "w", **profile) as out:
                    for top, lines in _pieces(height):
                        reporter.check_cancelled()
                        window = Window(0, top, width, lines)
                        read = {region: _read(cubes[region], counts[region], window, self.title) for region in _REGIONS}
                        values = np.stack([read[band.region][band.place] for band in self.bands])
                        values[(values == 0) & (values != 0).any(axis=0)] = 1
                        out.write(values, window=window)
                check_complete(part)
        finally:
            for cube in cubes.values():
                cube.close()

    def _cube(self, region: str) -> str:
        return f'HDF5:"{self.path}":{_CUBE.format(region.upper())}'

    def _scale(self, region: str) -> tuple[float, float]:
        """What a stored value is multiplied by, and what is added, to make it reflectance."""
        low, high = (self._number(f"L2Scale{region}{end}") for end in ("Min", "Max"))
        if not high > low:
            raise LayerError(f"{self.title} does not tell how reflectance is made of the stored values.", _AGAIN)
        return (high - low) / _LARGEST, low

    def _crs(self) -> CRS:
        code = self._number("Epsg_Code")
        try:
            return CRS.from_epsg(int(code))
        except (CRSError, ValueError, OverflowError):
            raise LayerError(
                f"{self.title}: its Epsg_Code, {code:g}, is not the number of a coordinate reference system.", _AGAIN
            ) from None

    def _transform(self, height: int, width: int) -> rasterio.Affine:
        """Its corners are the centres of pixels; where they are as far apart as whole pixels reach, they are edges."""
        west, east = (self._number(f"Product_{corner}corner_easting") for corner in ("UL", "LR"))
        south, north = (self._number(f"Product_{corner}corner_northing") for corner in ("LR", "UL"))
        beyond = (east - west) / _PIXEL - width, (north - south) / _PIXEL - height
        for short, half in ((-1, _PIXEL / 2), (0, 0.0)):
            if all(abs(over - short) < 0.1 for over in beyond):
                return from_origin(west - half, north + half, _PIXEL, _PIXEL)
        raise LayerError(
            f"{self.title}: its corners lie {(east - west) / 1000:.2f} by {(north - south) / 1000:.2f} km apart, which "
            f"are not {width} by {height} pixels of 30 m.",
            "Take the product of level L2D, which lies on a map grid.",
        )

    def _number(self, key: str) -> float:
        try:
            return self._numbers(key)[0]
        except IndexError:
            raise LayerError(f"{self.title} lacks {key}.", _AGAIN) from None

    def _numbers(self, key: str) -> list[float]:
        try:
            return [float(text) for text in self.tags.get(key, "").split()]
        except ValueError:
            raise LayerError(f"{self.title}: its {key} is not a number.", _AGAIN) from None


def is_prisma(path: str) -> bool:
    """Whether a file is called as PRISMA's products are."""
    return _FILE.fullmatch(os.path.basename(path)) is not None


def open_prisma(path: str) -> Prisma:
    """Look at a product. LayerError where it is of another level, can't be read or does not tell its bands."""
    title = os.path.basename(path)
    named = _FILE.fullmatch(title)
    if named and named[1].upper() != "L2D":
        raise LayerError(
            f"{title} is a PRISMA product of level {named[1].upper()}, which is not surface reflectance on a map grid.",
            "Take the product of level L2D.",
        )
    path = os.path.abspath(path)
    with _open(path, title) as file:
        found = Prisma(path, title, file.tags(), ())
    bands: list[_Band] = []
    for region in _REGIONS:
        centres = found._numbers(f"List_Cw_{region}")
        used = found._numbers(f"List_Cw_{region}_Flags") or [1.0] * len(centres)
        if len(used) != len(centres):
            raise LayerError(
                f"{title} tells the wavelengths of {len(centres)} {region.upper()} bands, and of {len(used)} whether "
                "they hold data.",
                _AGAIN,
            )
        pairs = enumerate(zip(centres, used, strict=True))
        bands += [_Band(region, place, nm) for place, (nm, flag) in pairs if nm > 0 and flag]
    if not bands:
        raise LayerError(f"{title} does not tell the wavelengths of its bands.", _AGAIN)
    return Prisma(path, title, found.tags, tuple(sorted(bands, key=lambda band: band.wavelength_nm)))


def _open(path: str, title: str) -> DatasetReader:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            return rasterio.open(path)
    except (RasterioError, OSError) as error:
        raise LayerError(
            f"{title} can't be read as a PRISMA product of level L2D (GDAL: {error}).", "Copy it again."
        ) from None


def _size(cube: DatasetReader, bands: int, title: str) -> tuple[int, int]:
    """Lines and columns of a cube, whichever of its axes GDAL takes for the bands."""
    if cube.height == bands:
        return cube.count, cube.width
    if cube.count == bands:
        return cube.height, cube.width
    raise LayerError(f"{title} has a cube of {cube.count} x {cube.height} x {cube.width}; {bands} bands are named.")


def _read(cube: DatasetReader, bands: int, window: Window, title: str) -> np.ndarray:
    """(C, h, w) stored values."""
    try:
        if cube.height == bands:
            lines = range(window.row_off + 1, window.row_off + window.height + 1)
            result: np.ndarray = cube.read(list(lines)).transpose(1, 0, 2)
        else:
            result = cube.read(window=window)
    except RasterioError as error:
        raise LayerError(f"{title} can't be read, or it is cut short (GDAL: {error}).", "Copy it again.") from None
    return result


def _pieces(height: int) -> Iterator[tuple[int, int]]:
    for top in range(0, height, _LINES):
        yield top, min(_LINES, height - top)
