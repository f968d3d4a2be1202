"""Training labels on the target grid, from polygons, points or a class raster."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from ..contract import MAX_CLASSES, MAX_CODE
from ..errors import LabelError
from .classraster import category_names, open_class_raster, read_class_raster, table_colours
from .grid import Grid
from .legend import LandClass, make_legend, read_table
from .regions import burn, connected_regions, strips
from .values import Note
from .vector import VectorLayer, choose_field, is_virtual, open_vector, read_aoi, read_column, read_geometries

__all__ = ["LEFT_OUT", "Labels", "read_aoi", "read_labels"]

LEFT_OUT = -1


@dataclass
class Labels:
    """Labels on a grid.

    ``index`` (H, W) uint16: 0 = unlabelled, k = ``classes[k - 1]``. ``group`` (H, W) int32: 0 = none, LEFT_OUT
    where the class is an ignored one and nothing is to be learned, else the id of the feature or connected region.
    ``classes``
    are sorted by code and all occur on the grid. ``drawn``: the groups are features, which a split must not cut.
    ``notes``: ("log" or "warning", sentence), for people.
    """

    index: np.ndarray
    group: np.ndarray
    classes: list[LandClass]
    grid: Grid
    drawn: bool
    notes: list[Note] = field(default_factory=list)


def read_labels(
    path: str,
    grid: Grid,
    *,
    layer: str | None = None,
    field: str | None = None,
    classes_table: str | None = None,
    ignore: Iterable[int] = (),
) -> Labels:
    """Labels from a vector or raster file.

    ``layer`` and ``field`` are for vectors; left out, the only sensible one is taken. Text classes become 1..K in
    alphabetical order, or get the code that ``classes_table`` gives to their name. Names and colours come from
    ``classes_table``, else from the raster, else from defaults. Classes in ``ignore`` are left out. LabelError where
    the file does not hold at least two classes with codes from 1 to 65535 on the grid.
    """
    ignored = frozenset(ignore)
    table = read_table(classes_table) if classes_table else None
    vector = open_vector(path, layer, LabelError)
    if vector is not None:
        return _from_vector(vector, field, grid, table, ignored)
    if layer is None and field is None:
        source = open_class_raster(path)
        if source is not None:
            with source:
                index, codes, left_out = read_class_raster(source, grid, ignored)
                names, colours = category_names(path), table_colours(source)
            group = connected_regions(index)
            group[left_out] = LEFT_OUT
            return _finish(index, group, codes, _legend(codes, names, colours, table), grid, False, [])
    if not Path(path).exists() and not is_virtual(path):
        raise LabelError(f"There is no label file '{path}'.", "Check the path.")
    wanted = "a vector layer" if layer or field else "a vector layer or a class raster"
    raise LabelError(f"The labels '{Path(path).name}' can't be opened as {wanted}.", "Give another file.")


def _from_vector(
    layer: VectorLayer, wanted: str | None, grid: Grid, table: list[LandClass] | None, ignore: Collection[int]
) -> Labels:
    name = choose_field(layer, wanted)
    notes: list[Note] = [("log", f"Classes are read from the field '{name}' of {layer.title}.")]
    fids, values = read_column(layer, name)
    codes, names = _field_codes(values, name, layer, table)
    nulls = int(np.count_nonzero(codes == _NO_CLASS))
    if nulls:
        notes.append(("warning", f"{nulls} of {codes.size} features have no class and are skipped."))
    present = [int(code) for code in np.unique(codes) if code != _NO_CLASS and int(code) not in ignore]
    _check_codes(present, name, layer)
    legend = _legend(present, names, {}, table)
    order = np.argsort(fids)
    found, geometries, mended = read_geometries(layer, grid.crs, grid.bounds)
    notes += [("warning", f"{layer.title}: {sentence}.") for sentence in mended]
    found_codes = codes[order][np.searchsorted(fids[order], found)]
    kept = np.isin(found_codes, present)
    numbers = np.searchsorted(present, found_codes[kept]) + 1
    group, conflicts, outside = burn(geometries[kept], numbers, grid)
    outside += int(np.isin(codes, present).sum() - kept.sum())
    if outside:
        notes.append(
            ("warning", f"{outside} of {codes.size} features are not used: they lie outside the layers or are empty.")
        )
    if conflicts:
        notes.append(("warning", f"{conflicts} pixels are claimed by features of different classes and are left out."))
    lookup = np.concatenate([[0], numbers]).astype(np.uint16)
    index = np.zeros(group.shape, dtype=np.uint16)
    for rows in strips(grid.height, grid.width):
        index[rows] = lookup[group[rows]]
    ignored = geometries[np.isin(found_codes, list(ignore))]
    if len(ignored):
        covered, _, _ = burn(ignored, np.ones(len(ignored), dtype=np.int64), grid)
        group[(covered > 0) & (group == 0)] = LEFT_OUT
    return _finish(index, group, present, legend, grid, True, notes)


_NO_CLASS = np.iinfo(np.int64).min


def _field_codes(
    values: np.ndarray, name: str, layer: VectorLayer, table: list[LandClass] | None
) -> tuple[np.ndarray, dict[int, str]]:
    """Class code of each feature, (N,) int64 with ``_NO_CLASS`` where the field is null, and names of text classes."""
    if values.dtype.kind in "biu":
        return values.astype(np.int64), {}
    if values.dtype.kind == "f":
        null = np.isnan(values)
        broken = values[~null & (values != np.round(values))]
        if broken.size:
            raise LabelError(
                f"The field '{name}' of {layer.title} holds {broken[0]:g}; whole class codes or names were expected.",
                "Choose the field with the classes.",
            )
        return np.where(null, _NO_CLASS, np.nan_to_num(values)).astype(np.int64), {}
    if values.dtype.kind != "O":
        raise LabelError(
            f"The field '{name}' of {layer.title} holds dates; whole class codes or names were expected.",
            "Choose the field with the classes.",
        )
    texts = np.array(["" if value is None else str(value).strip() for value in values], dtype=object)
    called = sorted(set(texts) - {""})
    if called and all(text.lstrip("+-").isdecimal() for text in called):
        codes, names = {text: int(text) for text in called}, {}
    else:
        codes = _codes_of_names(called, name, layer, table)
        names = {code: text for text, code in codes.items()}
    return np.array([codes.get(text, _NO_CLASS) for text in texts], dtype=np.int64), names


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
    known = {entry.name.casefold(): entry.code for entry in table}
    lacking = [text for text in called if text.casefold() not in known]
    if lacking:
        raise LabelError(
            f"The class table lacks {', '.join(map(repr, lacking[:8]))}, which the field '{field_name}' holds.",
            "Add a line with code and name for each.",
        )
    return {text: known[text.casefold()] for text in called}


def _check_codes(codes: list[int], name: str, layer: VectorLayer) -> None:
    where = f"The field '{name}' of {layer.title}"
    if not codes:
        raise LabelError(f"{where} holds no class.", "Fill the field, or choose another.")
    if 0 in codes:
        raise LabelError(
            f"{where} holds class 0, which means no data in maps.",
            "Recode that class to 1 or more, or leave it out with --ignore 0.",
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
            "Add a line for each, or leave the class out with --ignore.",
        )
    return [known[code] for code in sorted(codes)]


def _finish(
    index: np.ndarray,
    group: np.ndarray,
    codes: list[int],
    legend: list[LandClass],
    grid: Grid,
    drawn: bool,
    notes: list[Note],
) -> Labels:
    """Renumber ``index``, whose k means ``codes[k - 1]``, to the classes that occur; LabelError below two of them."""
    counts = np.zeros(len(codes) + 1, dtype=np.int64)
    for rows in strips(grid.height, grid.width):
        counts += np.bincount(index[rows].ravel(), minlength=counts.size)
    occurring = {code for code, count in zip(codes, counts[1:], strict=True) if count}
    classes = [entry for entry in legend if entry.code in occurring]
    if not classes:
        raise LabelError(
            "None of the labels lies where the layers are (0 and nodata mean no label).",
            "Check that labels and layers show the same place, and the CRS of each.",
        )
    if len(classes) == 1:
        raise LabelError(
            f"The labels hold one class only where the layers are: {classes[0].code} '{classes[0].name}'.",
            "Label at least two classes.",
        )
    absent = [entry.name for entry in legend if entry.code not in occurring]
    if absent:
        notes.append(("warning", f"Not trained, since no labelled pixel lies on the layers: {', '.join(absent)}."))
    position = {entry.code: number for number, entry in enumerate(classes, start=1)}
    lookup = np.array([0] + [position.get(code, 0) for code in codes], dtype=np.uint16)
    for rows in strips(grid.height, grid.width):
        index[rows] = lookup[index[rows]]
    notes.append(("log", f"{counts[1:].sum()} labelled pixels in {len(classes)} classes."))
    return Labels(index, group, classes, grid, drawn, notes)
