"""The sensor roles, one row each: what a layer of the role measures, in which units, and what the network sees of it.

A new role is a row of :data:`ROLES`. The standard library only and Python 3.9 syntax, like the contract: the QGIS
plugin reads it too, and has its translated names beside
(plugin/layers/sensors.py) and an icon (resources/icons/ROLE.svg). How a role's values become features is in
model/features.py.
"""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

# Quantities of a layer, and the units that its values are in.
REFLECTANCE = "reflectance"
INDEX = "index"
BACKSCATTER = "backscatter"
ELEVATION = "elevation"
RELIEF = "relief"  # heights of which only the slope and what they are above their surroundings count
COUNTS = "counts"
EMBEDDING = "embedding"  # what another network has made of a pixel's year: a vector; no band means anything alone

FRACTION, PERCENT, TEN_THOUSAND = "reflectance 0-1", "reflectance in percent", "reflectance x 10000"
MIXED = "reflectance, scale differs between bands"
EIGHT_BIT, SIXTEEN_BIT, INDEX_UNITS = "8-bit counts", "16-bit counts", "index"
DB, SCALED_DB, POWER, AMPLITUDE = "dB", "dB x a factor", "linear power", "amplitude counts"
QUANTISED, UNIT_VECTORS, VECTORS = "8-bit embedding", "embedding of length 1", "embedding of varying length"
FULL_SCALE = {FRACTION: 1.0, INDEX_UNITS: 1.0, PERCENT: 100.0, TEN_THOUSAND: 10_000.0}
"""What a reflectance of 1 is in each unit, and an index of 1."""

_INDEX_NAME = re.compile(r"ndvi|ndwi|ndmi|ndbi|savi|evi\b|index", re.IGNORECASE)


@dataclass(frozen=True)
class LayerValues:
    """What there is to recognise units by.

    ``names``: of sensor and bands, in one text; ``unit``: of the bands or, where the file tells none, of heights in
    its CRS; ``statistics``: the layer's :class:`~.sensors.statistics.Summary`, with an entry per band.
    """

    names: str
    dtype: str
    unit: str
    statistics: Any


def _recognise_optical(values: LayerValues) -> tuple[str, str]:
    stats = values.statistics
    top = stats.p98.max()
    if top <= 2 and not stats.integers and (_INDEX_NAME.search(values.names) or stats.low.min() < -0.15):
        return INDEX, INDEX_UNITS
    if stats.integers and stats.low.min() >= 0 and stats.high.max() <= 255 and top > 1:
        return COUNTS, EIGHT_BIT
    if top <= 2:
        return REFLECTANCE, FRACTION
    if not stats.integers and stats.p98.min() <= 2 and top > 200:
        return REFLECTANCE, MIXED
    if top <= 110 and not stats.integers:
        return REFLECTANCE, PERCENT
    return (COUNTS, SIXTEEN_BIT) if top > 25_000 else (REFLECTANCE, TEN_THOUSAND)


def _recognise_sar(values: LayerValues) -> tuple[str, str]:
    stats = values.statistics
    if stats.low.min() < -1:
        return BACKSCATTER, DB if stats.p2.min() > -90 else SCALED_DB
    return (COUNTS, AMPLITUDE) if stats.integers or stats.median.max() > 5 else (BACKSCATTER, POWER)


def _recognise_heights(values: LayerValues) -> tuple[str, str]:
    return (COUNTS, EIGHT_BIT) if values.dtype == "uint8" else (ELEVATION, values.unit)


def _recognise_embedding(values: LayerValues) -> tuple[str, str]:
    stats = values.statistics
    if stats.integers and max(stats.high.max(), -stats.low.min()) > 1:
        return EMBEDDING, QUANTISED
    return EMBEDDING, UNIT_VECTORS if all(abs(length - 1) < 0.1 for length in stats.lengths) else VECTORS


@dataclass(frozen=True)
class Role:
    """What is known of the sensors of a role.

    ``name``: the role inside a sentence; ``measured``: one of its values, likewise. ``recognise``: quantity and units
    of a layer. ``layer_words`` and ``band_words``: by what names of layers and bands the role is guessed, in lower case
    and without punctuation. ``possible``: the least and the greatest value there can be, both finite, in metres where
    the values are ``lengths``; what lies beyond is no measurement but a stand-in for none. ``zero_is_data_up_to``: in
    layers of at most so many bands, 0 in all of them is a measurement too. ``spectral``: the network sees spectral
    indices; ``terrain``: it sees slope and relief; ``sentinel2``: the layer may carry the offset of Sentinel-2;
    ``vector``: all bands together are one value, whose directions and distances count: they are never scaled apart.
    """

    name: str
    measured: str
    recognise: Callable[[LayerValues], tuple[str, str]]
    possible: tuple[float, float]
    layer_words: str
    band_words: str = ""
    lengths: bool = False
    zero_is_data_up_to: float = 0
    spectral: bool = False
    terrain: bool = False
    sentinel2: bool = False
    vector: bool = False


ROLES: Mapping[str, Role] = {
    "optical": Role(
        "optical",
        "reflectance",
        _recognise_optical,
        possible=(-1e9, 1e9),  # counts, reflectance at any scale, components and differences
        layer_words="s2 s2l2a s2l1c sentinel2 sentinel landsat l8 l9 oli planet rgb rgbn orthophoto ortho naip optical "
        "optic spot worldview wv2 wv3 multispectral msi reflectance",
        band_words="red green blue nir swir swir1 swir2 rededge pan coastal r g b n",
        zero_is_data_up_to=1,
        spectral=True,
        sentinel2=True,
    ),
    "sar": Role(
        "SAR",
        "backscatter",
        _recognise_sar,
        possible=(-1e9, 1e10),  # also squared 16-bit amplitude
        layer_words="s1 s1rtc s1grd sentinel1 sar palsar alos radarsat terrasar rtc grd backscatter radar vv vh hh hv "
        "vvvh",
        band_words="vv vh hh hv sigma0 gamma0 sigma0vv sigma0vh gamma0vv gamma0vh",
    ),
    "lidar": Role(
        "LiDAR",
        "a height",
        _recognise_heights,
        # the Challenger Deep is at -10 935 m; 16-bit intensity or counts of returns may come with heights
        possible=(-12_000.0, 100_000.0),
        layer_words="lidar dem dsm dtm dgm dom ndsm chm dhm srtm elevation height heights canopy als las relief",
        band_words="elevation dem dsm dtm ndsm chm height intensity canopyheight",
        lengths=True,
        zero_is_data_up_to=math.inf,
        terrain=True,
    ),
    "hyperspectral": Role(
        "hyperspectral",
        "reflectance",
        _recognise_optical,
        possible=(-1e9, 1e9),
        layer_words="hsi hyperspectral hyper enmap prisma aviris hyperion desis casi hyspex neon",
        spectral=True,
    ),
    "embedding": Role(
        "embedding",
        "a value of an embedding",
        _recognise_embedding,
        possible=(-127.0, 127.0),  # of int8 the rest is -128, AlphaEarth's nodata
        layer_words="embedding embeddings alphaearth aef satelliteembedding tessera geotessera",
        band_words=" ".join([*(f"a{n}" for n in range(64)), *(f"tesseraband{n}" for n in range(128))]),
        vector=True,
    ),
}


def role_of(sensor: str) -> str:
    """Role of a sensor written ``role`` or ``role:name``, or of a date of it.

    ValueError where the role is unknown, the name empty or the date none.
    """
    whole, _ = split_date(sensor)
    role, colon, name = whole.partition(":")
    if role not in ROLES or (colon and not name.strip()):
        raise ValueError(
            f"'{whole}' is not a sensor. Give one of {', '.join(ROLES)}, alone or with a name, such as optical:summer."
        )
    return role


def split_date(key: str) -> tuple[str, str | None]:
    """Sensor and date, None where there is none, of a layer's key ``role[:name][@date]``.

    Layers that differ by date only are one sensor, a series. ValueError where the date is none.
    """
    sensor, at, text = key.partition("@")
    if not at:
        return sensor, None
    try:
        if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
            raise ValueError
        datetime.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"'{text}' is not a date; write year, month and day, such as {sensor}@2024-05-03.") from None
    return sensor, text


def sensor_name(sensor: str) -> str:
    """A sensor, or a date of it, as people read it inside a sentence: ``sar:winter`` is "SAR winter"."""
    whole, _, date = sensor.partition("@")
    role, _, name = whole.partition(":")
    called = f"{ROLES[role].name if role in ROLES else role} {name}".strip()
    return f"{called} of {date}" if date else called
