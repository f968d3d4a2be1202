"""Training labels on the target grid, from polygons, points or a class raster.

They are read block by block, twice: to count what each cell holds, and, once the windows to learn from are chosen, to
keep their pixels. Memory is bounded by the number of windows, not by the grid or by how much of it is labelled.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ..contract import MAX_CLASSES, MAX_CODE
from ..errors import LabelError
from ..matching import Message
from ..rasters.grid import Grid
from ..rasters.legend import LandClass, is_integer, make_legend, plain_name, read_table
from ..rasters.source import moved_on_ground
from ..rasters.window import GridWindow
from .classraster import ClassRaster, category_names, open_class_raster, table_colours
from .regions import CONFLICT, Drawing, connected_regions
from .vector import VectorLayer, choose_field, is_virtual, open_vector, read_aoi, read_column, read_geometries
from .windows import MOST_WINDOWS, SIDE, Corner, blocks_under, choose_windows, count_cells

__all__ = ["LEFT_OUT", "Labels", "read_aoi", "read_labels"]

LEFT_OUT = -1

# Codes of a block, (h, w) uint16 with 0 = none, and their groups, (h, w) int32, with LEFT_OUT and CONFLICT.
_Read = Callable[[GridWindow], tuple[np.ndarray, np.ndarray]]


@dataclass
class Labels:
    """The labelled pixels of a grid that lie in the windows to learn from.

    ``windows``: their corners, at most MOST_WINDOWS. ``place`` (N,) int64, ascending: row * grid.width + column.
    ``index`` (N,) uint16: k = ``classes[k - 1]``, 0 = left out. ``group`` (N,) int32: id, from 1, of the feature or
    connected region; LEFT_OUT where the class is an ignored one and nothing is to be learned. ``classes`` are sorted by
    code and all occur on the grid. ``drawn``: the groups are features, which a split must not cut. ``coded``: the codes
    are a person's own, not only numbers for names. ``messages``: ("log" or "warning", sentence), for people.
    """

    place: np.ndarray
    index: np.ndarray
    group: np.ndarray
    windows: list[Corner]
    classes: list[LandClass]
    grid: Grid
    drawn: bool
    coded: bool = True
    messages: list[Message] = field(default_factory=list)

    def find(self, row: int, col: int, height: int, width: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Which pixels, numbers (n,) from 0, lie in a part of the grid, and their rows and columns in it, each (n,)."""
        begin = np.arange(max(0, row), row + height) * self.grid.width
        first = np.searchsorted(self.place, begin + max(0, col))
        last = np.searchsorted(self.place, begin + min(col + width, self.grid.width))
        found = np.concatenate([np.arange(*ends) for ends in zip(first, last, strict=True)])
        rows, cols = np.divmod(self.place[found], self.grid.width)
        return found, rows - row, cols - col

    def paint(self, values: np.ndarray, row: int, col: int, height: int, width: int) -> np.ndarray:
        """A part of the grid (height, width), which may reach over its edges: ``values`` (N,) of the pixels, else 0."""
        found, rows, cols = self.find(row, col, height, width)
        raster = np.zeros((height, width), values.dtype)
        raster[rows, cols] = values[found]
        return raster


def read_labels(
    path: str,
    grid: Grid,
    *,
    layer: str | None = None,
    field: str | None = None,
    classes_table: str | list[LandClass] | None = None,
    ignore: Iterable[int] = (),
    seed: int = 0,
    called: str | None = None,
    shift: tuple[float, float] | None = None,
    fewest: int = 2,
    most_windows: int = MOST_WINDOWS,
) -> Labels:
    """Labels from a vector or raster file.

    ``layer`` and ``field`` are for vectors; left out, the only sensible one is taken. Text classes become 1..K in
    alphabetical order, or get the code that ``classes_table`` gives to their name. Names and colours come from
    ``classes_table``, else from the raster, else from defaults. Classes in ``ignore`` are left out. ``seed`` chooses
    the windows to learn from where very many hold labels. ``called``: what messages call the labels. ``shift``: metres
    right and up, along the axes of the grid's CRS, that they are moved by. LabelError where the file does not hold at
    least ``fewest`` classes with codes from 1 to 65535 on the grid.
    """
    choice = _Choice(fewest, most_windows, seed)
    found = _read_labels(path, _moved(grid, shift), layer, field, classes_table, ignore, choice, called)
    return replace(found, grid=grid)


def _moved(grid: Grid, shift: tuple[float, float] | None) -> Grid:
    """The grid that sees unmoved what this one sees of labels moved by ``shift``."""
    back = shift and (-shift[0], -shift[1])
    size = grid.width, grid.height
    return Grid(grid.crs, moved_on_ground(grid.crs, grid.transform, *size, back), *size)


class _Choice(NamedTuple):
    """The fewest classes there may be, and the most windows to learn from, which the seed chooses."""

    fewest: int
    most_windows: int
    seed: int


def _read_labels(
    path: str,
    grid: Grid,
    layer: str | None,
    field: str | None,
    classes_table: str | list[LandClass] | None,
    ignore: Iterable[int],
    choice: _Choice,
    called: str | None,
) -> Labels:
    ignored = frozenset(ignore)
    table = read_table(classes_table) if isinstance(classes_table, str) else classes_table
    vector = open_vector(path, layer, LabelError, called)
    if vector is not None:
        return _from_vector(vector, field, grid, table, ignored, choice)
    if layer is None and field is None:
        source = open_class_raster(path, called)
        if source is not None:
            with source, closing(ClassRaster(source, grid, ignored, called)) as raster:

                def read(block: GridWindow) -> tuple[np.ndarray, np.ndarray]:
                    codes, left_out = raster.read(block)
                    return codes, np.where(left_out, np.int32(LEFT_OUT), np.int32(0))

                survey = _survey(read, raster.blocks)
                codes = sorted(set(survey.codes.tolist()))
                legend = _legend(codes, category_names(path), table_colours(source), table)
                return _finish(read, survey, legend, grid, False, [], choice)
    if not Path(path).exists() and not is_virtual(path):
        raise LabelError(f"There is no label file '{path}'.", "Check the path.")
    wanted = "a vector layer" if layer or field else "a vector layer or a class raster"
    raise LabelError(f"The labels '{called or Path(path).name}' can't be opened as {wanted}.", "Give another file.")


def _from_vector(
    layer: VectorLayer,
    wanted: str | None,
    grid: Grid,
    table: list[LandClass] | None,
    ignore: Collection[int],
    choice: _Choice,
) -> Labels:
    name = choose_field(layer, wanted)
    messages: list[Message] = [("log", f"Classes are read from the field '{name}' of {layer.title}.")]
    fids, values = read_column(layer, name)
    codes, names, said = field_codes(values, name, layer, table)
    messages += said
    nulls = int(np.count_nonzero(codes == NO_CLASS))
    if nulls:
        messages.append(("warning", f"{nulls} of {codes.size} features have no class and are skipped."))
    present = [int(code) for code in np.unique(codes) if code != NO_CLASS and int(code) not in ignore]
    _check_codes(present, name, layer)
    legend = _legend(present, names, {}, table)
    order = np.argsort(fids)
    found, geometries, mended = read_geometries(layer, grid.crs, grid.bounds)
    messages += [("warning", f"{layer.title}: {sentence}.") for sentence in mended]
    found_codes = codes[order][np.searchsorted(fids[order], found)]
    kept = np.isin(found_codes, present)
    left_out = np.isin(found_codes, list(ignore))
    drawing = Drawing(geometries[kept], found_codes[kept], grid)
    ignored = Drawing(geometries[left_out], found_codes[left_out], grid)
    code_of_group = np.concatenate([[0], found_codes[kept], [0, 0]]).astype(np.uint16)  # the last are no groups

    def read(block: GridWindow) -> tuple[np.ndarray, np.ndarray]:
        group = drawing.burn(block)
        if block in ignored.blocks:
            group[(ignored.burn(block) != 0) & (group <= 0)] = LEFT_OUT
        codes = np.zeros(group.shape, dtype=np.uint16)
        drawn = np.flatnonzero(group != 0)
        codes.flat[drawn] = code_of_group[group.flat[drawn]]
        return codes, group

    survey = _survey(read, drawing.blocks)
    outside = drawing.outside + int(np.isin(codes, present).sum() - kept.sum())
    if outside:
        messages.append(
            ("warning", f"{outside} of {codes.size} features are not used: they lie outside the layers or are empty.")
        )
    if survey.conflicts:
        messages.append(
            ("warning", f"{survey.conflicts} pixels are claimed by features of different classes and are left out.")
        )
    coded = not names or names != dict(enumerate(sorted(names.values()), start=1))
    return _finish(read, survey, legend, grid, True, messages, choice, coded)


NO_CLASS = np.iinfo(np.int64).min


def field_codes(
    values: np.ndarray, name: str, layer: VectorLayer, table: list[LandClass] | None
) -> tuple[np.ndarray, dict[int, str], list[Message]]:
    """Class code of each feature, (N,) int64 with ``NO_CLASS`` where the field is null; names of text classes; what
    there is to say."""
    if values.dtype.kind in "biu":
        return values.astype(np.int64), {}, []
    if values.dtype.kind == "f":
        null = np.isnan(values)
        broken = values[~null & ((values != np.round(values)) | (np.abs(values) >= 2.0**63))]
        if broken.size:
            raise LabelError(
                f"The field '{name}' of {layer.title} holds {broken[0]:g}; whole class codes or names were expected.",
                "Choose the field with the classes.",
            )
        return np.where(null, NO_CLASS, np.nan_to_num(values)).astype(np.int64), {}, []
    if values.dtype.kind != "O":
        raise LabelError(
            f"The field '{name}' of {layer.title} holds dates; whole class codes or names were expected.",
            "Choose the field with the classes.",
        )
    texts = np.array(["" if value is None else str(value).strip() for value in values], dtype=object)
    texts, messages = _one_spelling(texts)
    called = sorted(set(texts) - {""})
    if called and all(re.fullmatch(r"[+-]?\d+", text) for text in called):
        endless = [text for text in called if not is_integer(text)]
        if endless:
            raise LabelError(
                f"The field '{name}' of {layer.title} holds a number of {len(endless[0])} digits; codes from 1 to "
                f"{MAX_CODE} were expected.",
                "Choose the field with the classes, or recode it.",
            )
        codes, names = {text: int(text) for text in called}, {}
    else:
        codes = _codes_of_names(called, name, layer, table)
        names = {code: text for text, code in codes.items()}
    return np.array([codes.get(text, NO_CLASS) for text in texts], dtype=np.int64), names, messages


def _one_spelling(texts: np.ndarray) -> tuple[np.ndarray, list[Message]]:
    """Texts (N,) that differ by case and blanks only made one, the most frequent of them, and what there is to say."""
    spellings: dict[str, Counter[str]] = {}
    for text in texts:
        spellings.setdefault(plain_name(text), Counter())[text] += 1
    chosen = {plain: max(sorted(counts), key=lambda text: counts[text]) for plain, counts in spellings.items()}
    messages: list[Message] = [
        ("warning", f"{', '.join(map(repr, sorted(counts)))} are taken for one class, '{chosen[plain]}'.")
        for plain, counts in spellings.items()
        if len(counts) > 1
    ]
    return np.array([chosen[plain_name(text)] for text in texts], dtype=object), messages


def _codes_of_names(
    called: list[str], field_name: str, layer: VectorLayer, table: list[LandClass] | None
) -> dict[str, int]:
    if len(called) > MAX_CLASSES:
        raise LabelError(
            f"The field '{field_name}' of {layer.title} holds {len(called)} different texts; at most {MAX_CLASSES} "
            "classes were expected.",
            "Choose the field with the classes.",
        )
    if table is None:
        return {text: number for number, text in enumerate(called, start=1)}
    known = {plain_name(entry.name): entry.code for entry in reversed(table)}
    lacking = [text for text in called if plain_name(text) not in known]
    if lacking:
        raise LabelError(
            f"The class table lacks {', '.join(map(repr, lacking[:8]))}, which the field '{field_name}' holds.",
            "Add a line with code and name for each.",
        )
    return {text: known[plain_name(text)] for text in called}


def _check_codes(codes: list[int], name: str, layer: VectorLayer) -> None:
    where = f"The field '{name}' of {layer.title}"
    if not codes:
        raise LabelError(f"{where} holds no class.", "Fill the field, or choose another.")
    if 0 in codes:
        raise LabelError(
            f"{where} holds class 0, which means no data in maps.",
            "Recode that class to 1 or more, or leave it out.",
        )
    if codes[0] < 0 or codes[-1] > MAX_CODE:
        wrong = codes[0] if codes[0] < 0 else codes[-1]
        raise LabelError(f"{where} holds code {wrong}; codes from 1 to {MAX_CODE} were expected.", "Recode it.")
    if len(codes) > MAX_CLASSES:
        raise LabelError(
            f"{where} holds {len(codes)} different values; at most {MAX_CLASSES} classes were expected.",
            "Choose the field with the classes.",
        )


def _legend(
    codes: list[int], names: dict[int, str], colours: dict[int, str], table: list[LandClass] | None
) -> list[LandClass]:
    """Classes of the codes, sorted by code; LabelError where there is a table and it lacks some."""
    if table is None:
        return make_legend(codes, names, {code: colour for code, colour in colours.items() if code in codes})
    known = {entry.code: entry for entry in table}
    lacking = [code for code in sorted(codes) if code not in known]
    if lacking:
        raise LabelError(
            f"The class table lacks code {', '.join(map(str, lacking[:8]))}, which the labels hold.",
            "Add a line for each, or leave the class out.",
        )
    return [known[code] for code in sorted(codes)]


class _Survey(NamedTuple):
    """What the cells hold: ``cells`` (M, 2) row and column of a cell, ``codes`` (M,) one of its codes, ``pixels`` (M,)
    how many have it; ``conflicts``: pixels that features of different classes claim."""

    cells: np.ndarray
    codes: np.ndarray
    pixels: np.ndarray
    conflicts: int


def _survey(read: _Read, blocks: Sequence[GridWindow]) -> _Survey:
    counts, conflicts = [np.empty((0, 4), dtype=np.int64)], 0
    for block in blocks:
        codes, group = read(block)
        counts.append(count_cells(codes, block))
        conflicts += int(np.count_nonzero(group == CONFLICT))
    table = np.concatenate(counts)
    return _Survey(table[:, :2], table[:, 2], table[:, 3], conflicts)


def _finish(
    read: _Read,
    survey: _Survey,
    legend: list[LandClass],
    grid: Grid,
    drawn: bool,
    messages: list[Message],
    choice: _Choice,
    coded: bool = True,
) -> Labels:
    """The labels of the windows to learn from, in the classes that occur; LabelError where these are too few."""
    occurring = set(survey.codes.tolist())
    classes = [entry for entry in legend if entry.code in occurring]
    if not classes:
        raise LabelError(
            "None of the labels lies where the layers are (0 and nodata mean no label).",
            "Check that labels and layers show the same place, and the CRS of each.",
        )
    if len(classes) < choice.fewest:
        raise LabelError(
            f"The labels hold one class only where the layers are: {classes[0].code} '{classes[0].name}'.",
            "Label at least two classes.",
        )
    absent = [entry.name for entry in legend if entry.code not in occurring]
    if absent:
        messages.append(("warning", f"Not trained, since no labelled pixel lies on the layers: {', '.join(absent)}."))
    messages.append(("log", f"{survey.pixels.sum()} labelled pixels in {len(classes)} classes."))
    windows = choose_windows(survey.cells, survey.codes, choice.seed, choice.most_windows)
    place, codes, group = _collect(read, windows, grid)
    lookup = np.zeros(MAX_CODE + 1, dtype=np.uint16)
    lookup[[entry.code for entry in classes]] = np.arange(1, len(classes) + 1)
    index = lookup[codes]
    if not drawn:
        labelled = index > 0
        group[labelled] = connected_regions(place[labelled], index[labelled], grid.width)
    return Labels(place, index, group, windows, classes, grid, drawn, coded, messages)


def _collect(read: _Read, windows: Sequence[Corner], grid: Grid) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Place, code and group of the pixels in windows that are labelled or left out, each (N,), by ascending place."""
    corners: dict[GridWindow, list[Corner]] = {}
    for row, col in windows:
        for block in blocks_under(grid, row, col, SIDE, SIDE):
            corners.setdefault(block, []).append((row - block.row, col - block.col))
    parts = []
    for block, inside in corners.items():
        codes, group = read(block)
        wanted = np.zeros(codes.shape, dtype=bool)
        for row, col in inside:
            wanted[slice(max(0, row), row + SIDE), slice(max(0, col), col + SIDE)] = True
        rows, cols = np.divmod(np.flatnonzero(wanted & ((codes > 0) | (group == LEFT_OUT))), block.width)
        parts.append(((rows + block.row) * grid.width + cols + block.col, codes[rows, cols], group[rows, cols]))
    place, codes, group = (np.concatenate(part) for part in zip(*parts, strict=True))
    order = np.argsort(place)
    return place[order], codes[order], group[order]
