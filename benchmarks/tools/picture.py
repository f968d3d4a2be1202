"""The demo's figure: what went in, the truth, the maps, and which sensors each pixel was classified from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
import shapely
from matplotlib.figure import Figure
from matplotlib.patches import Patch

from mamol_core.roles import role_of, sensor_name

from .cases import Case, Scene

Panel = tuple[np.ndarray, str, str, Sequence[np.ndarray]]  # picture, title, a line about it, lines to draw over it
COLUMNS, SIDE, GAP, MARGIN = 5, 2.75, 0.16, 0.2  # panels in a row; inches
INK, FAINT = "#1f2933", "#6b7785"
# Paul Tol's light scheme, distinct for colour-blind readers (https://sronpersonalpages.nl/~pault/)
PATTERN_COLOURS = ("#77aadd", "#ee8866", "#eedd88", "#ffaabb", "#99ddff", "#44bb99", "#bbcc33", "#aaaa00", "#dddddd")


def draw(path: Path, scene: Scene, cases: Sequence[Case], card: dict[str, Any]) -> None:
    """Write the figure for a scene and its mapped cases."""
    colours = {entry["code"]: entry["colour"] for entry in card["classes"]}
    truth, said = truth_codes(scene)
    above: list[Panel] = [(*show_layer(file, sensor), ()) for sensor, file in scene.layers.items()]
    above.append((paint(truth, colours), "Truth", said, outlines(scene)))
    below: list[Panel] = []
    for case in cases:
        with rasterio.open(case.map) as raster:
            codes = raster.read(1)
        figures = case.figures
        told = f"OA {figures['oa']:.1%}, macro-F1 {figures['macro_f1']:.3f}"
        below.append((paint(codes, colours), case.name[0].upper() + case.name[1:], told, ()))
    telling = cases[-1] if any(case.masks for case in cases) else cases[0]
    with rasterio.open(telling.used) as raster:
        bits = raster.read(1)
    patterns = sorted((int(value) for value in np.unique(bits) if value), key=lambda value: -value.bit_count())
    shades = {value: PATTERN_COLOURS[k % len(PATTERN_COLOURS)] for k, value in enumerate(patterns)}
    below.append((paint(bits, shades), "Sensors used", f"in \u201c{telling.name}\u201d", ()))

    # Inputs and maps begin rows of their own, unless everything fits into one.
    groups = [above + below] if len(above) + len(below) <= COLUMNS else [above, below]
    figure = _lay_out(groups, max(panel[0].shape[0] / panel[0].shape[1] for panel in below))
    simulated = "Simulated" in scene.note
    title = f"{'A simulated scene' if simulated else scene.name}: one model, whichever sensors are there"
    width, height = figure.get_size_inches()
    figure.text(MARGIN / width, 1 - 0.2 / height, title, va="top", fontsize=15, fontweight="bold", color=INK)
    _legends(figure, card, shades)
    figure.savefig(path, dpi=110)


def _lay_out(groups: Sequence[Sequence[Panel]], aspect: float) -> Figure:
    """A figure with the panels in rows, room for a title above and legends below; sizes in inches."""
    columns = min(COLUMNS, max(map(len, groups)))
    rows = [group[first : first + columns] for group in groups for first in range(0, len(group), columns)]
    row_height = SIDE * aspect + 0.62
    width = max(2 * MARGIN + columns * SIDE + (columns - 1) * GAP, 9.5)
    height = 0.5 + len(rows) * row_height + 1.0
    figure = Figure(figsize=(width, height), facecolor="white")
    places = [(row, column, panel) for row, panels in enumerate(rows) for column, panel in enumerate(panels)]
    for row, column, (picture, title, said, lines) in places:
        left, bottom = MARGIN + column * (SIDE + GAP), height - 0.5 - (row + 1) * row_height + 0.1
        axis = figure.add_axes((left / width, bottom / height, SIDE / width, SIDE * aspect / height), anchor="NW")
        axis.imshow(picture, interpolation="nearest")
        axis.set(xticks=[], yticks=[])
        size = 11 if len(title) <= 28 else 11 * 28 / len(title)
        axis.set_title(title, loc="left", fontsize=size, fontweight="bold", color=INK, pad=17)
        axis.annotate(said, (0, 1), (0, 4), "axes fraction", textcoords="offset points", fontsize=8.5, color=FAINT)
        for line in lines:
            axis.plot(*line, color="black", linewidth=1)
        for spine in axis.spines.values():
            spine.set_color("#c9d1d9")
    return figure


def _legends(figure: Figure, card: dict[str, Any], shades: dict[int, str]) -> None:
    """Classes on the left, combinations of sensors on the right, below the panels."""
    letters = letter_of([entry["sensor"] for entry in card["sensors"]])
    edge = "#9aa5b1"
    classes = [Patch(facecolor=entry["colour"], edgecolor=edge, label=entry["name"]) for entry in card["classes"]]
    combinations = [
        Patch(
            facecolor=colour,
            edgecolor=edge,
            label=" + ".join(letter for bit, letter in enumerate(letters.values()) if value >> bit & 1),
        )
        for value, colour in shades.items()
    ]
    key = ", ".join(f"{letter} {sensor_name(sensor)}" for sensor, letter in letters.items())
    width, height = figure.get_size_inches()
    style: dict[str, Any] = {
        "fontsize": 9.5, "frameon": False, "labelcolor": INK, "alignment": "left", "handlelength": 1.3,
        "columnspacing": 1.5, "borderpad": 0, "borderaxespad": 0,
        "title_fontproperties": {"weight": "bold", "size": 9.5},
    }  # fmt: skip
    columns = -(-len(classes) // 2)
    place = (MARGIN / width, 0.85 / height)
    figure.legend(handles=classes, title="Land cover", loc="upper left", bbox_to_anchor=place, ncols=columns, **style)
    columns = -(-len(combinations) // 2)
    place = (1 - MARGIN / width, 0.85 / height)
    title = f"Sensors used: {key}"
    figure.legend(handles=combinations, title=title, loc="upper right", bbox_to_anchor=place, ncols=columns, **style)


def letter_of(sensors: Sequence[str]) -> dict[str, str]:
    """A short sign for each sensor: O, S, L, H; numbered where a role comes twice."""
    roles = [sensor.partition(":")[0] for sensor in sensors]
    signs = {}
    for k, (sensor, role) in enumerate(zip(sensors, roles, strict=True)):
        twice = roles.count(role) > 1
        signs[sensor] = role[0].upper() + (str(roles[: k + 1].count(role)) if twice else "")
    return signs


def paint(codes: np.ndarray, colours: dict[int, str]) -> np.ndarray:
    """(H, W, 3) picture of codes; white where a code has no colour."""
    picture = np.full((*codes.shape, 3), 255, np.uint8)
    for code, colour in colours.items():
        picture[codes == code] = tuple(bytes.fromhex(colour[1:]))
    return picture


def truth_codes(scene: Scene) -> tuple[np.ndarray, str]:
    """The labels as codes (H, W), and what is shown of them."""
    return (scene.truth, "what scores") if scene.whole is None else (scene.whole, "and the training polygons")


def outlines(scene: Scene) -> list[np.ndarray]:
    """Training polygons to draw over the truth: (2, N) x and y in pixels of its picture."""
    lines = []
    for polygon in scene.outlines:
        x, y = np.array(shapely.get_coordinates(polygon)).T
        lines.append(np.array(~scene.profile["transform"] * (x, y)) - 0.5)
    return lines


def show_layer(path: Path, sensor: str) -> tuple[np.ndarray, str, str]:
    """(H, W, 3) picture of a layer as people are used to see it, its title, and which bands it shows."""
    title = sensor_name(sensor)[0].upper() + sensor_name(sensor)[1:]
    role = role_of(sensor)
    with rasterio.open(path) as raster:
        names = [str(name or number) for number, name in enumerate(raster.descriptions, start=1)]
        if role == "lidar":
            surface = raster.read(1, masked=True).astype(np.float32).filled(np.nan)
            return hillshade(surface, raster.res), title, f"{raster.descriptions[0] or 'elevation'}, shaded"
        if role == "sar" and raster.count >= 2:
            first, second = raster.read([1, 2], masked=True).astype(np.float32).filled(np.nan)
            decibels = np.nanmedian(first) < 0
            ratio = first - second if decibels else first / second
            said = f"{names[0]}, {names[1]}, {names[0]} {'-' if decibels else '/'} {names[1]}"
            return stretch(np.stack([first, second, ratio])), title, said
        bands = _usual_bands(names, role)
        values = raster.read([band + 1 for band in bands], masked=True).astype(np.float32).filled(np.nan)
        return stretch(values), title, "bands " + ", ".join(_short(names[band]) for band in bands)


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


def hillshade(surface: np.ndarray, pixel: tuple[float, float]) -> np.ndarray:
    """(H, W, 3) relief lit from the north-west, as strongly as suits the surface."""
    south, east = np.gradient(surface, pixel[1], pixel[0])
    strength = 1 / (np.nanpercentile(np.hypot(south, east), 90) + 1e-9)
    light = 1 - 0.5 * strength * (east + south)
    return stretch(np.stack([light / np.sqrt(1 + strength**2 * (east**2 + south**2))] * 3))
