"""A made-up river valley with fields, forests, a lake and a town: the ground of the example scene.

Everything is drawn from one random generator, so that a seed names a landscape. Arrays are (H, W), row 0 in the north;
distances are in metres.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import ndimage

PIXEL = 10.0
CLASSES = ("bare soil", "broadleaf forest", "built-up", "conifer forest", "crops", "grassland", "water")
SOIL, BROADLEAF, BUILT, CONIFER, CROPS, GRASS, WATER = range(
    1, 8
)  # codes follow the alphabet, as those of text classes do
MATERIALS = (
    "light soil", "dark soil", "broadleaf", "conifer", "young crop", "ripe crop", "grass", "dry grass",
    "tiled roof", "grey roof", "asphalt", "clear water", "turbid water",
)  # fmt: skip
(
    LIGHT_SOIL, DARK_SOIL, LEAVES, NEEDLES, YOUNG_CROP, RIPE_CROP, MEADOW, DRY_GRASS,
    TILES, SLATE, ASPHALT, CLEAR, TURBID,
) = range(13)  # fmt: skip


@dataclass(frozen=True)
class Landscape:
    """``truth``: class codes; ``material``: indexes into MATERIALS; ``ground`` and ``height`` (of what stands on it)
    in metres; ``vigour``: how well each field or stand does, around 1; ``parcel``: a number for each field."""

    truth: np.ndarray
    material: np.ndarray
    ground: np.ndarray
    height: np.ndarray
    vigour: np.ndarray
    parcel: np.ndarray


def fractal(rng: np.random.Generator, size: int, slope: float, smallest: float = 2.0) -> np.ndarray:
    """(size, size) noise with mean 0 and deviation 1 whose amplitude falls with frequency to the power ``slope``;
    nothing finer than ``smallest`` pixels."""
    frequency = np.hypot(np.fft.fftfreq(size)[:, None], np.fft.rfftfreq(size)[None, :])
    amplitude = np.zeros_like(frequency)
    inside = (frequency > 0) & (frequency <= 1 / smallest)
    amplitude[inside] = frequency[inside] ** -slope
    phase = rng.uniform(0, 2 * np.pi, frequency.shape)
    noise = np.fft.irfft2(amplitude * np.exp(1j * phase), s=(size, size))
    return (noise - noise.mean()) / noise.std()


def make_landscape(rng: np.random.Generator, size: int = 256) -> Landscape:
    """A landscape of ``size`` x ``size`` pixels of 10 m."""
    river, lake = _waters(rng, size)
    water = river | lake
    from_water = ndimage.distance_transform_edt(~water) * PIXEL
    ground = _terrain(rng, size, from_water)
    steep = ndimage.gaussian_filter(np.hypot(*np.gradient(ground, PIXEL)), 2)

    truth = np.full((size, size), GRASS, np.uint8)
    material = np.where(fractal(rng, size, 1.6) > 0.7, DRY_GRASS, MEADOW).astype(np.uint8)
    parcel, states = _fields(rng, size)
    fields = (steep + 0.05 * fractal(rng, size, 1.8, 6) < 0.19) & (from_water > 25)
    for state, code in (
        (LIGHT_SOIL, SOIL),
        (DARK_SOIL, SOIL),
        (YOUNG_CROP, CROPS),
        (RIPE_CROP, CROPS),
        (MEADOW, GRASS),
    ):
        here = fields & (states == state)
        truth[here], material[here] = code, state

    _forests(rng, ground, steep, from_water, truth, material)
    _town(rng, from_water, steep, truth, material)
    truth[water] = WATER
    shallow = ndimage.distance_transform_edt(water) < 4
    material[water] = np.where(shallow, TURBID, CLEAR)[water]

    stand = 1 + 0.10 * rng.standard_normal(int(parcel.max()) + 1)[parcel]
    vigour = np.clip(stand + 0.07 * fractal(rng, size, 1.2), 0.6, 1.4)
    height = _height(rng, material, vigour)
    return Landscape(truth, material, ground, height, vigour, parcel)


def _waters(rng: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray]:
    """A river that winds from north to south, and a lake beside it."""
    rows = np.arange(size)
    bends = ndimage.gaussian_filter1d(rng.standard_normal(size + 200), 22)[100:-100]
    course = size * (0.42 + 0.10 * bends / np.abs(bends).max()) + size * 0.12 * np.sin(
        rows / size * 4.4 + rng.uniform(0, 6)
    )
    y, x = np.mgrid[:size, :size]
    width = 2.2 + 1.2 * rows / size
    line = np.zeros((size, size), bool)
    line[rows, np.clip(course.round().astype(int), 0, size - 1)] = True
    river = ndimage.distance_transform_edt(~line) < width[:, None]
    row = size * rng.uniform(0.62, 0.74)
    column = course[int(row)] + size * 0.17
    shore = np.hypot((y - row) / 1.0, (x - column) / 1.5) / (size * 0.085)
    lake = shore + 0.16 * fractal(rng, size, 1.8, 8) < 1
    patches, _ = ndimage.label(lake)
    return river, patches == patches[int(row), int(min(column, size - 1))]


def _terrain(rng: np.random.Generator, size: int, from_water: np.ndarray) -> np.ndarray:
    """Hills that rise away from the water, a valley floor that falls gently to the south."""
    y = np.arange(size)[:, None] / size
    relief = fractal(rng, size, 2.1, 3)
    rise = 170 * (1 - np.exp(-((ndimage.gaussian_filter(from_water, 4) / 750) ** 2)))
    hills = ndimage.gaussian_filter(np.clip(from_water / 600, 0.02, 1.3), 5) * 36 * (relief + 0.4)
    return 240 - 18 * y + rise + hills


def _fields(rng: np.random.Generator, size: int) -> tuple[np.ndarray, np.ndarray]:
    """Parcels and their state (a material): Chebyshev cells along a turned grid look like strips of farmland."""
    y, x = np.mgrid[:size, :size].astype(float)
    district = (x + 25 * fractal(rng, size, 2, 20) > size * 0.5) + 2 * (
        y + 25 * fractal(rng, size, 2, 20) > size * 0.55
    )
    parcel = np.zeros((size, size), int)
    for number in range(4):
        angle = rng.uniform(-0.7, 0.7)
        along, across = x * np.cos(angle) + y * np.sin(angle), y * np.cos(angle) - x * np.sin(angle)
        long, short = rng.uniform(15, 23), rng.uniform(9, 13)
        row = np.floor(across / short)
        shift = rng.uniform(0, 1, 400)[(row % 400).astype(int)]
        cell = np.floor(along / long + shift) * 1000 + row + 10**6
        here = district == number
        parcel[here] = np.unique(cell[here], return_inverse=True)[1].reshape(-1) + parcel.max() + 1
    states = rng.choice(
        [LIGHT_SOIL, DARK_SOIL, YOUNG_CROP, RIPE_CROP, MEADOW], parcel.max() + 1, p=[0.13, 0.13, 0.27, 0.22, 0.25]
    )
    return parcel, states[parcel]


def _forests(
    rng: np.random.Generator,
    ground: np.ndarray,
    steep: np.ndarray,
    from_water: np.ndarray,
    truth: np.ndarray,
    material: np.ndarray,
) -> None:
    """Broadleaf on the slopes and along the banks, conifers higher up and in planted blocks; changes its arguments."""
    size = len(ground)
    patchy = fractal(rng, size, 1.7, 4)
    forest = steep + 0.07 * patchy > 0.22
    banks = (from_water < 45) & (fractal(rng, size, 1.4, 4) > 0.55)
    forest = ndimage.binary_opening(forest, iterations=2) | banks
    height_rank = (ground - np.percentile(ground, 55)) / 60
    conifer = forest & ~banks & (height_rank + 0.9 * fractal(rng, size, 1.7, 6) > 0.45)
    truth[forest], material[forest] = BROADLEAF, LEAVES
    truth[conifer], material[conifer] = CONIFER, NEEDLES


def _town(
    rng: np.random.Generator, from_water: np.ndarray, steep: np.ndarray, truth: np.ndarray, material: np.ndarray
) -> None:
    """A town on flat ground not far from the river, three hamlets, and the roads between; changes its arguments."""
    size = len(truth)
    y, x = np.mgrid[:size, :size].astype(float)
    edge = np.minimum.reduce([x, y, size - 1 - x, size - 1 - y])
    wish = steep + np.abs(from_water - 260) / 2500 + np.where(edge < size * 0.16, 9, 0)
    places: list[tuple[int, int]] = []
    radii = (size * 0.105, size * 0.05, size * 0.045, size * 0.04)
    for radius in radii:
        far = [np.hypot(y - row, x - column) < size * 0.24 for row, column in places]
        cost = ndimage.gaussian_filter(wish, radius / 3) + (9 * np.any(far, axis=0) if far else 0)
        row, column = np.unravel_index(np.argmin(cost), cost.shape)
        places.append((int(row), int(column)))
        _settlement(rng, places[-1], radius, truth, material)
        wish = steep + np.where(edge < size * 0.1, 9, 0) + 0.03 * fractal(rng, size, 1.8, 8)
    ends = [(0, int(size * rng.uniform(0.6, 0.9))), (size - 1, int(size * rng.uniform(0.1, 0.3)))]
    for place in ends + places[1:]:
        _road(rng, places[0], place, truth, material)


def _settlement(
    rng: np.random.Generator, place: tuple[int, int], radius: float, truth: np.ndarray, material: np.ndarray
) -> None:
    """Streets in a turned grid, houses between them, thinning out into gardens."""
    size = len(truth)
    y, x = np.mgrid[:size, :size].astype(float)
    angle = rng.uniform(0, np.pi / 2)
    dy, dx = y - place[0], x - place[1]
    along, across = dx * np.cos(angle) + dy * np.sin(angle), dy * np.cos(angle) - dx * np.sin(angle)
    reach = np.hypot(dy, dx) / radius + 0.22 * fractal(rng, size, 1.6, 5)
    inside = reach < 1
    lots = (np.floor(along / 3).astype(int) % 97) * 97 + np.floor(across / 3).astype(int) % 97
    chance = rng.uniform(0, 1, 97 * 97)[lots]
    roof = rng.choice([TILES, SLATE], 97 * 97, p=[0.65, 0.35])[lots]
    street = ((along % 9) < 1) | ((across % 7) < 1)
    built = inside & ((chance > 0.16 + 0.5 * np.clip(reach, 0, 1) ** 2) | (street & (reach < 0.9)))
    garden = inside & ~built
    truth[garden], material[garden] = GRASS, MEADOW
    trees = garden & (chance < 0.10)
    truth[trees], material[trees] = BROADLEAF, LEAVES
    truth[built] = BUILT
    material[built] = np.where(street, ASPHALT, roof)[built]


def _road(
    rng: np.random.Generator, start: tuple[int, int], end: tuple[int, int], truth: np.ndarray, material: np.ndarray
) -> None:
    """A slightly bent road, one pixel wide."""
    steps = np.linspace(0, 1, 4 * len(truth))
    bend = np.sin(np.pi * steps) * rng.uniform(-0.14, 0.14)
    rows = start[0] + (end[0] - start[0]) * steps + bend * (end[1] - start[1])
    columns = start[1] + (end[1] - start[1]) * steps - bend * (end[0] - start[0])
    at = tuple(np.clip(np.stack([rows, columns]).round().astype(int), 0, len(truth) - 1))
    houses = np.isin(material[at], (TILES, SLATE))
    truth[at] = BUILT
    material[at] = np.where(houses, material[at], ASPHALT)


def _height(rng: np.random.Generator, material: np.ndarray, vigour: np.ndarray) -> np.ndarray:
    """Metres above the ground: crowns with gaps, roofs, crops a person can look over."""
    size = len(material)
    typical = np.zeros(len(MATERIALS))
    typical[[LEAVES, NEEDLES, YOUNG_CROP, RIPE_CROP, MEADOW, DRY_GRASS, TILES, SLATE]] = [
        17,
        21,
        0.5,
        0.9,
        0.25,
        0.3,
        7,
        10,
    ]
    height = typical[material] * vigour
    crowns = np.isin(material, (LEAVES, NEEDLES))
    height[crowns] *= np.clip(1 + 0.22 * rng.standard_normal((size, size)), 0.15, 1.5)[crowns]
    roofs = np.isin(material, (TILES, SLATE))
    blocks = ndimage.zoom(rng.uniform(0.7, 1.5, (-(-size // 3), -(-size // 3))), 3, order=0)[:size, :size]
    height[roofs] *= blocks[roofs]
    return height
