"""Which band of a nameless raster is which: the bands of usual sensors in their usual order, to choose from.

The standard library only and Python 3.9 syntax, like the contract: the dock offers the same table that the command line
takes. A band is written as a file's description of it would be, such as ``B02 (492.4 nm)``.

Centre wavelengths: Sentinel-2A (ESA, Sentinel-2 MSI technical guide), Landsat 8 and 9 (Barsi et al. 2014), Landsat 5
and 7 (middles of the bands that USGS states), PlanetScope's SuperDoves (Planet, PlanetScope product specification).
Names of embeddings: Google (Satellite Embedding V1) and geotessera's GeoTIFFs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .wavelengthtable import read_wavelength_table

TABLE_SUFFIXES = (".csv", ".txt", ".tsv")
"""How the names of tables of wavelengths end."""

LEFT_OUT = "-"
"""Stands for a band that is not to be used."""

MASK_KINDS = ("plain", "scl", "qa_pixel", "udm2", "probability", "flags")
"""The kinds of masks that are known by name, see :mod:`mamol_core.rasters.masks`."""

SENTINEL2_NM = {
    "B01": 442.7, "B02": 492.4, "B03": 559.8, "B04": 664.6, "B05": 704.1, "B06": 740.5, "B07": 782.8, "B08": 832.8,
    "B8A": 864.7, "B09": 945.1, "B10": 1373.5, "B11": 1613.7, "B12": 2202.4,
}  # fmt: skip
LANDSAT_8_NM = {
    "coastal": 443.0, "blue": 482.0, "green": 561.4, "red": 654.6, "nir": 864.7, "swir1": 1608.9, "swir2": 2200.7,
}  # fmt: skip
LANDSAT_5_NM = {"blue": 485.0, "green": 560.0, "red": 660.0, "nir": 830.0, "swir1": 1650.0, "swir2": 2215.0}
_SUPERDOVE = {
    "coastal_blue": 443.0, "blue": 490.0, "green_i": 531.0, "green": 565.0, "yellow": 610.0, "red": 665.0,
    "rededge": 705.0, "nir": 865.0,
}  # fmt: skip
ALPHAEARTH_BANDS = tuple(f"A{number:02}" for number in range(64))
TESSERA_BANDS = tuple(f"Tessera_Band_{number}" for number in range(128))
_DECIBELS = -60.0  # backscatter in dB lies above, and its median below 0


@dataclass(frozen=True)
class Preset:
    """The bands of a sensor in the order in which its files usually hold them.

    ``key``: its name on the command line. ``bits``: of the values its files usually have.
    """

    key: str
    title: str
    role: str
    bands: tuple[str, ...]
    bits: int = 16


def band_text(name: str, wavelength_nm: float | None = None) -> str:
    """A band as a file's description of it: ``B02 (492.4 nm)``."""
    return f"{name} ({wavelength_nm:.5g} nm)" if wavelength_nm else name


def _of(wavelengths: dict[str, float], names: str | None = None) -> tuple[str, ...]:
    return tuple(band_text(name, wavelengths[name]) for name in (names.split() if names else wavelengths))


PRESETS = (
    Preset("sentinel-2-13", "Sentinel-2 L1C, 13 bands", "optical", _of(SENTINEL2_NM)),
    Preset(
        "sentinel-2-12",
        "Sentinel-2 L2A, 12 bands",
        "optical",
        _of(SENTINEL2_NM, "B01 B02 B03 B04 B05 B06 B07 B08 B8A B09 B11 B12"),
    ),
    Preset(
        "sentinel-2-10",
        "Sentinel-2, 10 bands by wavelength",
        "optical",
        _of(SENTINEL2_NM, "B02 B03 B04 B05 B06 B07 B08 B8A B11 B12"),
    ),
    Preset(
        "sentinel-2-10-by-pixel",
        "Sentinel-2, the four bands of 10 m and then the six of 20 m",
        "optical",
        _of(SENTINEL2_NM, "B02 B03 B04 B08 B05 B06 B07 B8A B11 B12"),
    ),
    Preset("sentinel-2-8", "Sentinel-2, bands 1 to 8", "optical", _of(SENTINEL2_NM, "B01 B02 B03 B04 B05 B06 B07 B08")),
    Preset("sentinel-2-4", "Sentinel-2, the four bands of 10 m", "optical", _of(SENTINEL2_NM, "B02 B03 B04 B08")),
    Preset("landsat-8-9", "Landsat 8 or 9, 7 bands", "optical", _of(LANDSAT_8_NM)),
    Preset("landsat-5-7", "Landsat 5 or 7, 6 bands", "optical", _of(LANDSAT_5_NM)),
    Preset("planetscope-8", "PlanetScope, 8 bands", "optical", _of(_SUPERDOVE)),
    Preset("planetscope-4", "PlanetScope, 4 bands", "optical", _of(_SUPERDOVE, "blue green red nir")),
    Preset("rgb", "Aerial image, RGB", "optical", ("red", "green", "blue"), bits=8),
    Preset("rgbn", "Aerial image, RGB and near infrared", "optical", ("red", "green", "blue", "nir"), bits=8),
    Preset("nrg", "Aerial image, near infrared, red and green", "optical", ("nir", "red", "green"), bits=8),
    Preset("sentinel-1", "Sentinel-1, VV and VH", "sar", ("VV", "VH"), bits=32),
    Preset("alphaearth", "AlphaEarth (Google Satellite Embedding), 64 bands", "embedding", ALPHAEARTH_BANDS, bits=8),
    Preset("tessera", "Tessera, 128 bands", "embedding", TESSERA_BANDS, bits=32),
)


@dataclass(frozen=True)
class Proposal:
    """A preset that a layer could have, and why."""

    preset: Preset
    reason: str


def propose(
    role: str, count: int, dtype: str, low: float | None = None, high: float | None = None
) -> tuple[Proposal, ...]:
    """The presets that fit a layer of nameless bands, the likeliest first; it is for a person to confirm one.

    ``low`` and ``high``: the usual range of its values (2nd and 98th percentile), None where it is not known.
    """
    if role == "sar" and low is not None and high is not None and not (_DECIBELS < low < 0 and high < 20):
        return ()
    fitting = [preset for preset in PRESETS if preset.role == role and len(preset.bands) == count]
    eight_bit = dtype in ("uint8", "int8")
    fitting.sort(key=lambda preset: (preset.bits == 8) != eight_bit)
    values = "8-bit values" if eight_bit else f"values of type {dtype}"
    if role == "sar" and low is not None:
        values = "values in dB"
    return tuple(Proposal(preset, f"{count} bands, {values}") for preset in fitting)


def parse_bands(text: str) -> tuple[str | None, ...]:
    """The bands of a preset's key, of a table of wavelengths (:func:`read_wavelengths`), or of a list such as
    ``B02,B03,-``, None where one is left out.

    ValueError, in a sentence, where nothing is named, a name is empty or a mere number, or two are the same.
    """
    for preset in PRESETS:
        if text.strip().lower() == preset.key:
            return preset.bands
    if text.strip().lower().endswith(TABLE_SUFFIXES):
        return read_wavelengths(text.strip())
    bands = tuple(None if part.strip() == LEFT_OUT else part.strip() for part in text.split(","))
    check_bands(bands)
    return bands


def read_wavelengths(path: str) -> tuple[str | None, ...]:
    """The bands of a table of wavelengths; see :func:`.wavelengthtable.read_wavelength_table`. ValueError likewise."""
    found = read_wavelength_table(path)
    return tuple(band_text(f"band {place}", nm) if nm else None for place, nm in enumerate(found, 1))


def format_bands(bands: Sequence[str | None]) -> str:
    """The inverse of :func:`parse_bands`."""
    for preset in PRESETS:
        if tuple(bands) == preset.bands:
            return preset.key
    return ",".join(LEFT_OUT if band is None else band for band in bands)


def check_bands(bands: Sequence[str | None]) -> None:
    """ValueError, in a sentence, where the names can't be those of a layer's bands."""
    named = [band for band in bands if band is not None]
    known = ", ".join(preset.key for preset in PRESETS)
    if not named:
        raise ValueError("Every band was left out; name at least one.")
    if len(bands) == 1 and named[0].count("-") and " " not in named[0] and "(" not in named[0]:
        raise ValueError(f"There is no preset '{named[0]}'; known are {known}. Or name each band: B02,B03,….")
    for band in named:
        if not band.strip() or band.strip().isdecimal():
            raise ValueError(f"'{band}' is not a band name. Give a name such as B02, or - to leave the band out.")
    plain = [band.strip().lower() for band in named]
    twice = next((band for band in named if plain.count(band.strip().lower()) > 1), None)
    if twice:
        raise ValueError(f"The band name '{twice}' was given twice.")
