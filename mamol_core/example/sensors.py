"""What each sensor of the example scene would measure of its landscape.

Nobody ever measured these values. The spectra are drawn by hand after the shapes that every textbook shows; radar
backscatter and speckle follow the multi-look gamma model (Ulaby and Dobson, Handbook of Radar Scattering Statistics).
"""

from __future__ import annotations

import numpy as np
from scipy import ndimage
from scipy.interpolate import PchipInterpolator

from .landscape import (
    DARK_SOIL,
    LEAVES,
    LIGHT_SOIL,
    MATERIALS,
    NEEDLES,
    PIXEL,
    RIPE_CROP,
    WATER,
    YOUNG_CROP,
    Landscape,
    fractal,
)

HYPERSPECTRAL_NODATA = -32768
_SUN = (0.50, -0.50, 0.71)  # unit vector towards the sun, east, north, up: a morning

# Centre and half width of Sentinel-2's bands, nm (ESA, Sentinel-2 User Handbook)
OPTICAL_BANDS = {
    "B02": (492, 33), "B03": (560, 18), "B04": (665, 15), "B05": (704, 8), "B06": (741, 8), "B07": (783, 10),
    "B08": (833, 53), "B8A": (865, 11), "B11": (1614, 46), "B12": (2202, 88),
}  # fmt: skip

# Reflectance in percent at these wavelengths, a row per material
_NODES = (400, 450, 500, 555, 610, 670, 695, 720, 760, 900, 1000, 1080, 1190, 1280, 1450, 1640, 1800, 1940, 2100, 2200,
          2260, 2400)  # fmt: skip
_SPECTRA = {
    "light soil": (
        9, 11, 14, 18, 22, 25, 26, 27, 28, 30, 33, 35, 36, 38, 35, 41, 41, 32, 40, 35, 39, 33,
    ),
    "dark soil": (
        5, 6, 8, 10, 12, 14, 15, 15.5, 16.5, 19, 21, 22.5, 23, 25, 22, 27.5, 27.5, 19, 26, 22, 25, 20,
    ),
    "broadleaf": (
        2, 2.4, 3, 7.4, 4.2, 2.8, 6.5, 19, 38, 43, 43.5, 44, 40, 40, 17, 24, 20, 7, 12, 14, 13, 8,
    ),
    "conifer": (
        1.6, 1.9, 2.3, 5, 3.1, 2.3, 4.6, 12, 23, 26.5, 26, 26.5, 21.5, 22, 8, 13, 10.5, 3.5, 6.2, 7.2, 6.6, 4,
    ),
    "young crop": (
        2.3, 2.8, 3.7, 8.6, 5, 3.3, 7.6, 22, 42, 47, 47, 48, 43, 43, 19, 26, 22, 8.5, 13.5, 15.5, 14.5, 9,
    ),
    "ripe crop": (
        5, 6.5, 8.5, 12.5, 15.5, 17, 18.5, 21, 24.5, 29.5, 32.5, 34.5, 34, 36, 30, 37, 34, 24, 27, 30, 27, 22,
    ),
    "grass": (
        3, 3.6, 4.7, 9, 6.4, 4.8, 9, 21, 36, 40.5, 41, 42, 38, 38.5, 19, 28, 24, 10.5, 16, 18, 17, 11.5,
    ),
    "dry grass": (
        4.2, 5.2, 7, 11, 11.2, 11, 13.5, 20, 28.5, 33, 34.5, 36, 34, 35.5, 25, 34, 30.5, 17.5, 23, 25.5, 23.5, 17,
    ),
    "tiled roof": (
        7, 8.5, 11, 14.5, 21.5, 25, 25.5, 26, 26.5, 27, 30, 32, 34, 35.5, 36, 39, 39.5, 36, 39, 39, 38.5, 37,
    ),
    "grey roof": (
        11, 12.5, 14.5, 16.5, 18, 19, 19.3, 19.7, 20.2, 21.5, 22.4, 23, 23.6, 24.3, 24, 26, 26, 24, 26, 25.5, 25.6,
        24.5,
    ),
    "asphalt": (
        7, 8, 9.2, 10.5, 11.4, 12.2, 12.5, 12.8, 13.2, 14.3, 15, 15.5, 16, 16.5, 16.6, 18, 18.2, 17.6, 18.6, 18.8,
        18.4, 18.4,
    ),
    "clear water": (
        4.2, 4.6, 4.4, 3.6, 2, 1.4, 1.2, 1, 0.8, 0.6, 0.5, 0.5, 0.4, 0.4, 0.3, 0.3, 0.3, 0.2, 0.2, 0.2, 0.2, 0.2,
    ),
    "turbid water": (
        5, 5.8, 7, 8.6, 6.8, 5.4, 5.2, 4.2, 2.8, 2, 1.4, 1.3, 1, 0.9, 0.6, 0.6, 0.5, 0.4, 0.4, 0.4, 0.4, 0.4,
    ),
}  # fmt: skip

# Mean backscatter in dB (VV, VH) and its deviation from field to field
_BACKSCATTER = {
    "light soil": (-12.5, -21.5, 1.4), "dark soil": (-11.5, -20.5, 1.4), "broadleaf": (-7.4, -12.4, 0.4),
    "conifer": (-9.0, -14.4, 0.4), "young crop": (-10.6, -15.6, 0.9), "ripe crop": (-9.6, -16.4, 0.9),
    "grass": (-12.6, -19.0, 0.7), "dry grass": (-13.4, -19.8, 0.7), "tiled roof": (-3.0, -10.5, 0.6),
    "grey roof": (-2.0, -9.5, 0.6), "asphalt": (-14.5, -22.5, 0.4), "clear water": (-21.5, -28.0, 0.3),
    "turbid water": (-20.0, -27.0, 0.3),
}  # fmt: skip
_LOOKS = 12


def illumination(land: Landscape) -> np.ndarray:
    """(H, W) sunlight on the slopes relative to flat ground: the cosine of the angle to the sun."""
    south, east = np.gradient(ndimage.gaussian_filter(land.ground, 1), PIXEL)
    facing = (-east * _SUN[0] + south * _SUN[1] + _SUN[2]) / np.sqrt(1 + east**2 + south**2)
    return np.clip(facing / _SUN[2], 0.35, 1.5)


def _reflectance(rng: np.random.Generator, land: Landscape, light: np.ndarray, response: np.ndarray) -> np.ndarray:
    """(C, H, W) reflectance x 10000 for ``response``, (C, wavelengths 400 to 2400 nm in steps of 2)."""
    curves = PchipInterpolator(_NODES, np.array([_SPECTRA[name] for name in MATERIALS]), axis=1)(
        np.arange(400, 2401, 2)
    )
    spectra = curves @ response.T / response.sum(axis=1)  # (material, C)
    soil = curves[[LIGHT_SOIL, DARK_SOIL]].mean(axis=0) @ response.T / response.sum(axis=1)
    values = np.empty((len(response), *land.truth.shape))
    green = np.isin(land.material, (YOUNG_CROP, RIPE_CROP))
    cover = np.clip(np.where(green, 1.9 * land.vigour - 1.05, 1), 0.2, 1)  # thin crops let the soil show
    speckled = 1 + 0.05 * rng.standard_normal(land.truth.shape)
    shade = light * speckled * np.where(land.truth == WATER, 1, 0.45 + 0.55 * land.vigour)
    dark = np.isin(land.material, (LEAVES, NEEDLES)) & (land.height < 12)  # gaps between crowns lie in shadow
    shade *= np.where(dark, 0.75, 1)
    for band in range(len(response)):
        pure = spectra[land.material, band] * cover + soil[band] * (1 - cover)
        values[band] = ndimage.gaussian_filter(100 * pure * shade, 0.55)  # neighbours leak into a pixel
    return values


def measure_optical(rng: np.random.Generator, land: Landscape, light: np.ndarray) -> np.ndarray:
    """(10, H, W) uint16 reflectance x 10000 in Sentinel-2's bands."""
    nm = np.arange(400, 2401, 2)
    response = np.stack([np.abs(nm - centre) <= half for centre, half in OPTICAL_BANDS.values()]).astype(float)
    values = _reflectance(rng, land, light, response)
    return _as_counts(values * (1 + 0.03 * rng.standard_normal(values.shape)) + 25 * rng.standard_normal(values.shape))


def _as_counts(values: np.ndarray) -> np.ndarray:
    """uint16; never 0, which would look like no data."""
    return np.clip(values.round(), 1, 65535).astype(np.uint16)


def add_clouds(rng: np.random.Generator, optical: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The optical layer under clouds, and (H, W) uint8 that is 1 where it is clear."""
    size = optical.shape[-1]
    clouds = fractal(rng, size, 2.0, 5) > 0.75
    veil = np.clip(ndimage.gaussian_filter(clouds.astype(float), 2) * 1.4, 0, 1)
    white = 7200 + 600 * fractal(rng, size, 1.6)
    return _as_counts(optical + (white - optical) * veil), (veil <= 0.05).astype(np.uint8)


def measure_hyperspectral(
    rng: np.random.Generator, land: Landscape, light: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """(60, H/2, W/2) reflectance x 10000 at 20 m, no data east of the swath's edge, and the bands' wavelengths."""
    centres = np.concatenate([np.linspace(420, 990, 35), np.linspace(1030, 1310, 9), np.linspace(1500, 1750, 7),
                              np.linspace(2010, 2380, 9)])  # fmt: skip
    response = np.exp(-(((np.arange(400, 2401, 2) - centres[:, None]) / 7) ** 2))
    fine = _reflectance(rng, land, light, response)
    size = len(land.truth) // 2
    coarse = fine.reshape(len(centres), size, 2, size, 2).mean(axis=(2, 4))
    noise = np.where(centres > 2000, 55, 30)[:, None, None] * rng.standard_normal(coarse.shape)
    values = np.clip((coarse + noise).round(), 0, 32767).astype(np.int16)
    row, column = np.mgrid[:size, :size]
    values[:, column > size * 0.93 - 0.10 * row] = HYPERSPECTRAL_NODATA
    return values, centres


def measure_sar(rng: np.random.Generator, land: Landscape) -> np.ndarray:
    """(2, H, W) VV and VH backscatter in dB with 12-look speckle, brighter where slopes face the sensor in the west."""
    means = np.array([_BACKSCATTER[name] for name in MATERIALS])[land.material]
    field = rng.standard_normal(int(land.parcel.max()) + 1)[land.parcel]
    slope = np.gradient(ndimage.gaussian_filter(land.ground, 2), PIXEL, axis=1)
    facing = np.where(land.truth == WATER, 0, 4 * np.clip(slope, -0.35, 0.35))
    bands = []
    for band in range(2):
        power = 10 ** ((means[..., band] + means[..., 2] * field + facing) / 10)
        speckle = rng.gamma(_LOOKS, 1 / _LOOKS, power.shape)
        bands.append(10 * np.log10(ndimage.gaussian_filter(power, 0.4) * speckle))
    return np.stack(bands).astype(np.float32)


def measure_lidar(rng: np.random.Generator, land: Landscape) -> np.ndarray:
    """(2, H, W) elevation of the surface and its height above the ground, in metres."""
    noise = 0.12 * rng.standard_normal((2, *land.truth.shape))
    ndsm = np.clip(ndimage.gaussian_filter(land.height, 0.4) + noise[0], 0, None)
    return np.stack([land.ground + ndsm + noise[1], ndsm]).astype(np.float32)
