"""The demo's figure: what went in, the truth, the maps, and which sensors each pixel was classified from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import matplotlib as mpl
import numpy as np
import rasterio
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from rasterio.features import rasterize
from rasterio.warp import transform_geom

if TYPE_CHECKING:
    from demo import Case
    from scenes import Scene

mpl.use("Agg")
COLUMNS = 5
INK, FAINT, NOTHING = "#1f2933", "#6b7785", "#ffffff"
LETTERS = {"optical": "O", "sar": "S", "lidar": "L", "hyperspectral": "H"}
TITLES = {"optical": "Optical", "sar": "SAR", "lidar": "LiDAR / elevation", "hyperspectral": "Hyperspectral"}
# Paul Tol's light scheme, distinct for colour-blind readers (https://sronpersonalpages.nl/~pault/)
PATTERN_COLOURS = ("#77aadd", "#ee8866", "#eedd88", "#ffaabb", "#99ddff", "#44bb99", "#bbcc33", "#aaaa00", "#dddddd")


def draw(path: Path, scene: Scene, cases: Sequence[Case], card: dict[str, Any]) -> None:
    """Write the figure for a scene and its mapped cases."""
    inputs = list(scene.layers.items())
    telling = cases[-1] if any(case.masks for case in cases) else cases[0]
    first = len(inputs) + 1
    rows_above = -(-first // COLUMNS)
    rows_below = -(-(len(cases) + 1) // COLUMNS)
    rows = rows_above + rows_below
    side = 2.7
    figure = Figure(
        figsize=(COLUMNS * side + 0.4, rows * (side + 0.42) + 1.75), facecolor="white", layout="constrained"
    )
    figure.get_layout_engine().set(w_pad=0.06, h_pad=0.05, rect=(0, 0.105 * 8 / (rows * 3.12 + 1.75), 1, 1))
    axes = figure.subplots(rows, COLUMNS, squeeze=False)
    for axis in axes.flat:
        axis.set_axis_off()
    above, below = axes[:rows_above].ravel(), axes[rows_above:].ravel()

    for axis, (sensor, file) in zip(above, inputs, strict=False):
        role, _, name = sensor.partition(":")
        picture, said = show_layer(file, role)
        panel(axis, picture, TITLES[role] + (f": {name}" if name else ""), said)
    colours = {entry["code"]: entry["colour"] for entry in card["classes"]}
    truth = truth_codes(scene, cases[0], card)
    panel(above[len(inputs)], paint(truth, colours), "Truth", "white: used for training, or no label")
    for axis, case in zip(below, cases, strict=False):
        with rasterio.open(case.map) as raster:
            codes = raster.read(1)
        figures = case.figures
        panel(axis, paint(codes, colours), case.name, f"OA {figures['oa']:.1%}, macro-F1 {figures['macro_f1']:.3f}")
    with rasterio.open(telling.used) as raster:
        bits = raster.read(1)
    letters = letter_of([entry["sensor"] for entry in card["sensors"]])
    patterns = [int(value) for value in np.unique(bits)]
    patterns.sort(key=lambda value: -value.bit_count())
    shades = {
        value: PATTERN_COLOURS[k % len(PATTERN_COLOURS)] for k, value in enumerate(value for value in patterns if value)
    }
    panel(below[len(cases)], paint(bits, shades), "Sensors used", telling.name)
    _legends(figure, card, shades, letters)
    simulated = "Simulated" in scene.note
    title = f"MaMOL Land Cover, {'simulated example scene' if simulated else scene.name}: one model, any sensors"
    figure.suptitle(title, x=0.012, ha="left", fontsize=14, fontweight="bold", color=INK)
    figure.savefig(path, dpi=110)


def panel(axis: Axes, picture: np.ndarray, title: str, said: str) -> None:
    """One picture with a title and a line below it."""
    axis.imshow(picture, interpolation="nearest")
    axis.set_title(title, loc="left", fontsize=10.5, fontweight="bold", color=INK, pad=17)
    axis.text(0, 1.015, said, transform=axis.transAxes, fontsize=8.5, color=FAINT, va="bottom")
    axis.set_axis_on()
    axis.set_xticks([])
    axis.set_yticks([])
    for spine in axis.spines.values():
        spine.set_color("#c9d1d9")


def _legends(figure: Figure, card: dict[str, Any], shades: dict[int, str], letters: dict[str, str]) -> None:
    """Classes on the left, sensor patterns on the right, below the panels."""
    classes = [Patch(facecolor=entry["colour"], edgecolor="#9aa5b1", label=entry["name"]) for entry in card["classes"]]
    style = {"fontsize": 9, "frameon": False, "labelcolor": INK, "alignment": "left", "handlelength": 1.4}
    left = figure.legend(
        handles=classes, title="Land cover", loc="lower left", ncols=4, bbox_to_anchor=(0.006, 0), **style
    )
    names = list(letters)
    words = [
        Patch(
            facecolor=colour,
            edgecolor="#9aa5b1",
            label=" + ".join(letters[name] for bit, name in enumerate(names) if value >> bit & 1),
        )
        for value, colour in shades.items()
    ]
    key = ", ".join(f"{letter} {name}" for name, letter in letters.items())
    right = figure.legend(
        handles=words, title=f"Sensors used ({key})", loc="lower right", ncols=4, bbox_to_anchor=(0.995, 0), **style
    )
    for legend in (left, right):
        legend.get_title().set_fontweight("bold")
        legend.get_title().set_fontsize(9)


def letter_of(sensors: Sequence[str]) -> dict[str, str]:
    """A short sign for each sensor: O, S, L, H; numbered where a role comes twice."""
    roles = [sensor.partition(":")[0] for sensor in sensors]
    signs = {}
    for k, (sensor, role) in enumerate(zip(sensors, roles, strict=True)):
        twice = roles.count(role) > 1
        signs[sensor] = LETTERS[role] + (str(roles[: k + 1].count(role)) if twice else "")
    return signs


def paint(codes: np.ndarray, colours: dict[int, str]) -> np.ndarray:
    """(H, W, 3) picture of codes; white where a code has no colour."""
    picture = np.full((*codes.shape, 3), bytes.fromhex(NOTHING[1:])[0], np.uint8)
    for code, colour in colours.items():
        picture[codes == code] = tuple(bytes.fromhex(colour[1:]))
    return picture


def truth_codes(scene: Scene, case: Case, card: dict[str, Any]) -> np.ndarray:
    """The scoring labels as codes; polygons on the grid of the case's map."""
    if scene.truth is not None:
        return scene.truth
    codes = {entry["name"]: entry["code"] for entry in card["classes"]}
    with rasterio.open(case.map) as raster:
        shapes = [
            (shapely.geometry.shape(transform_geom(scene.crs, raster.crs, shape)), codes[name])
            for shape, name in scene.polygons
        ]
        return rasterize(shapes, raster.shape, transform=raster.transform, dtype="uint16")


def show_layer(path: Path, role: str) -> tuple[np.ndarray, str]:
    """(H, W, 3) picture of a layer as people are used to see it, and which bands it shows."""
    with rasterio.open(path) as raster:
        names = [str(name or number) for number, name in enumerate(raster.descriptions, start=1)]
        if role == "lidar":
            ground = raster.read(1, masked=True).astype(np.float32).filled(np.nan)
            return hillshade(ground, raster.res), f"relief shading of {raster.descriptions[0] or 'elevation'}"
        if role == "sar" and raster.count >= 2:
            first, second = raster.read([1, 2], masked=True).astype(np.float32).filled(np.nan)
            ratio = first - second if np.nanmedian(first) < 0 else first / second
            between = "-" if np.nanmedian(first) < 0 else "/"
            said = f"{names[0]}, {names[1]}, {names[0]} {between} {names[1]}"
            return stretch(np.stack([first, second, ratio])), said
        bands = _usual_bands(names, role)
        values = raster.read([band + 1 for band in bands], masked=True).astype(np.float32).filled(np.nan)
        return stretch(values), "bands " + ", ".join(_short(names[band]) for band in bands)


def _short(name: str) -> str:
    found = re.search(r"([\d.]+)\s*(?:nm|nano)", name, re.IGNORECASE)
    return f"{float(found[1]):.0f} nm" if found else name


def _usual_bands(names: list[str], role: str) -> list[int]:
    """Red, green and blue where names tell them, near infrared, red and green of wavelengths, else evenly spread."""
    plain = [re.sub(r"^B0?", "", name.upper()) for name in names]
    if role == "optical" and {"4", "3", "2"} <= set(plain) and any(name.upper().startswith("B") for name in names):
        return [plain.index(number) for number in ("4", "3", "2")]
    lengths = [re.search(r"([\d.]+)\s*(?:nm|nano)", name, re.IGNORECASE) for name in names]
    if all(lengths):
        nm = np.array([float(found[1]) for found in lengths if found])
        return [int(np.abs(nm - wanted).argmin()) for wanted in (860, 650, 555)]
    if len(names) <= 4:
        return [0, min(1, len(names) - 1), min(2, len(names) - 1)]
    return [round(part * (len(names) - 1)) for part in (0.5, 0.3, 0.1)]


def stretch(bands: np.ndarray) -> np.ndarray:
    """(H, W, 3) of (3, H, W), each band between its 2nd and 98th percentile; white where there is no data."""
    low, high = np.nanpercentile(bands, [2, 98], axis=(1, 2))
    scaled = np.clip((bands - low[:, None, None]) / np.maximum(high - low, 1e-9)[:, None, None], 0, 1)
    return np.where(np.isnan(bands).any(axis=0), 1, scaled).transpose(1, 2, 0)


def hillshade(ground: np.ndarray, pixel: tuple[float, float]) -> np.ndarray:
    """(H, W, 3) relief lit from the north-west."""
    metre = pixel if pixel[0] > 0.01 else (pixel[0] * 111_320, pixel[1] * 111_320)
    south, east = np.gradient(ground, metre[1], metre[0])
    steep = np.nanpercentile(np.hypot(south, east), 90) + 1e-9
    light = (east * 0.5 / steep * -1 + south * -0.5 / steep + 1) / np.sqrt(1 + (east**2 + south**2) / steep**2)
    return stretch(np.stack([-light * -1] * 3))
