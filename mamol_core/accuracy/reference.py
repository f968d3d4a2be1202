"""Reference points or polygons: where they lie on a map, and which class each has."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import shapely
from scipy.spatial import cKDTree
from scipy.stats import poisson

from ..contract import MAX_CODE, REFERENCE_FIELD
from ..errors import LabelError
from ..labels.labels import NO_CLASS, field_codes
from ..labels.regions import Drawing
from ..labels.vector import VectorLayer, choose_field, is_virtual, open_vector, read_column, read_geometries
from ..rasters.grid import Grid
from ..rasters.legend import LandClass, is_nameless, plain_name
from ..reporting import Reporter
from .classmap import ClassMap
from .pixelareas import to_coordinates
from .tally import Crosstab, Pairs

_NEAR = (3, 10, 30)  # pixels: how far apart points may lie that are looked at as clustered
_CHANCE = 1e-4  # of so many near pairs in a random sample, below which points are called clustered


@dataclass
class Reference:
    """Points and polygons with a class. ``geometries`` (N,) in the map's CRS; ``codes`` (N,) int64; ``names``: of
    classes that the field gives by name."""

    layer: VectorLayer
    field: str
    geometries: np.ndarray
    codes: np.ndarray
    names: dict[int, str]

    @property
    def points(self) -> bool:
        """Whether all features are points."""
        return bool((shapely.get_dimensions(self.geometries) == 0).all())


@dataclass
class Points:
    """Reference points on a map's pixels, one a pixel, in the order of the pixels. All (N,): ``row``, ``column``, ``x``
    and ``y`` in the map's CRS, ``feature``: number of the reference feature."""

    row: np.ndarray
    column: np.ndarray
    x: np.ndarray
    y: np.ndarray
    feature: np.ndarray


def read_reference(
    path: str, field: str | None, layer: str | None, called: str | None, source: ClassMap, reporter: Reporter
) -> Reference:
    """The features that have a class. LabelError where there are none, or the field does not hold classes."""
    if not Path(path).exists() and not is_virtual(path):
        raise LabelError(f"There is no reference '{path}'.", "Check the path.")
    vector = open_vector(path, layer, LabelError, called)
    if vector is None:
        raise LabelError(
            f"The reference '{called or Path(path).name}' is not a vector layer.",
            "Give points or polygons with a class.",
        )
    name = REFERENCE_FIELD if field is None and REFERENCE_FIELD in vector.fields else choose_field(vector, field)
    fids, values = read_column(vector, name)
    codes, names, messages = field_codes(values, name, vector, None)
    reporter.pass_on(messages)
    filled = codes != NO_CLASS
    if not filled.any():
        raise LabelError(
            f"The field '{name}' of {vector.title} is empty at all {codes.size} features.",
            "Fill in what is really there, then assess the map.",
        )
    if (codes[filled] == 0).any():
        raise LabelError(
            f"The field '{name}' of {vector.title} holds class 0, which means no data in maps.",
            "Recode that class to 1 or more, in map and reference, or leave the field empty where there is no answer.",
        )
    if (codes[filled] < 0).any() or (codes[filled] > MAX_CODE).any():
        wrong = codes[filled & ((codes < 0) | (codes > MAX_CODE))][0]
        raise LabelError(
            f"The field '{name}' of {vector.title} holds code {wrong}; codes from 1 to {MAX_CODE} were expected.",
            "Recode it.",
        )
    found, geometries, mended = read_geometries(vector, source.crs, None)
    reporter.pass_on([("warning", f"{vector.title}: {sentence}.") for sentence in mended])
    order = np.argsort(fids)
    place = order[np.searchsorted(fids[order], found)]
    lost = codes.size - len(found)
    if lost:
        reporter.warn(f"Left out: {features_text(lost)} of {vector.title} without a place on the map.")
    kept = filled[place]
    empty = int(np.count_nonzero(~kept))
    reference = Reference(vector, name, geometries[kept], codes[place][kept], names)
    if empty:
        text = points_text(empty) if reference.points else features_text(empty)
        reporter.warn(f"Left out, since without a reference class: {text}.")
    return reference


def match_names(reference: Reference, known: list[LandClass]) -> dict[int, str]:
    """Give classes that the field names the codes that ``known`` has for them, in ``reference.codes``; the names of
    those that it lacks, by a code that is free. LabelError where it has none of them, or one by several codes."""
    if not reference.names:
        return {}
    free = max((entry.code for entry in known), default=0)
    codes, new = {}, {}
    for number, name in reference.names.items():
        alike = [entry for entry in known if plain_name(entry.name) == plain_name(name)]
        alike = [entry for entry in alike if entry.name == name] or alike
        if len(alike) > 1:
            have = ", ".join(f"{entry.code} '{entry.name}'" for entry in alike[:8])
            raise LabelError(
                f"The field '{reference.field}' of {reference.layer.title} holds '{name}', which is the name of "
                f"several classes of the map: {have}.",
                "Write their codes in the field, or give a class table in which their names differ.",
            )
        if alike:
            code = alike[0].code
        else:
            free += 1
            code, new[free] = free, name
        codes[number] = code
    if len(new) == len(codes):
        have = ", ".join(f"'{entry.name}'" for entry in known[:8])
        hint = (
            "Give a class table with the map's codes and names."
            if all(map(is_nameless, known))
            else "Write the names as the map has them, or give a class table."
        )
        raise LabelError(
            f"None of the classes in the field '{reference.field}' of {reference.layer.title} "
            f"({', '.join(map(repr, list(new.values())[:8]))}) is one of the map's: {have}.",
            hint,
        )
    reference.codes = np.array([codes[int(code)] for code in reference.codes], np.int64)
    return new


def say_unmapped(code: np.ndarray, known: np.ndarray, new: dict[int, str], reporter: Reporter) -> None:
    """Warn of reference classes, the codes (N,) of points, that are not among ``known``; LabelError where none is.

    ``new``: names of those that :func:`match_names` gave a code of its own.
    """
    absent = np.setdiff1d(code, known)
    if len(absent) == len(np.unique(code)):
        listed = ", ".join(map(str, absent[:8]))
        have = ", ".join(map(str, np.setdiff1d(known, [0])[:8]))
        raise LabelError(
            f"None of the reference's class codes ({listed}) is one of the map's ({have}).",
            "Choose the field with the map's codes, or write the classes' names.",
        )
    if len(absent):
        points = int(np.isin(code, absent).sum())
        listed = ", ".join(f"'{new[number]}'" if number in new else f"code {number}" for number in absent[:8].tolist())
        reporter.warn(
            f"The map does not have the class of {points_text(points)} ({listed}): they count as missed by the map."
        )


def place_points(reference: Reference, source: ClassMap, reporter: Reporter) -> Points:
    """The pixels of reference points, each once. LabelError where none lies on the map."""
    coordinates, index = shapely.get_coordinates(reference.geometries, return_index=True)
    column, row = np.floor(to_coordinates(~source.transform, coordinates[:, 0], coordinates[:, 1]))
    inside = (row >= 0) & (row < source.height) & (column >= 0) & (column < source.width)
    if not inside.any():
        raise LabelError(
            f"None of the {len(inside)} points of {reference.layer.title} lies on the {source.title}.",
            "Check that both show the same place, and the CRS of each.",
        )
    if not inside.all():
        reporter.warn(f"Left out: {points_text(int(np.count_nonzero(~inside)))} outside the map.")
    row, column = row[inside].astype(np.int64), column[inside].astype(np.int64)
    feature = index[inside]
    code, (x, y) = reference.codes[feature], coordinates[inside].T
    place, first, inverse = np.unique(row * source.width + column, return_index=True, return_inverse=True)
    unlike = np.zeros(len(place), bool)
    unlike[inverse[code != code[first][inverse]]] = True
    doubles = len(row) - len(place)
    if doubles:
        reporter.warn(
            f"{points_text(doubles)} in the same pixel as another: each pixel counts once."
            + f" Left out: {_pixels(int(np.count_nonzero(unlike)))} with two reference classes." * bool(unlike.any())
        )
    kept = first[~unlike]
    return Points(row[kept], column[kept], x[kept], y[kept], feature[kept])


def count_polygons(reference: Reference, source: ClassMap, reporter: Reporter) -> Pairs:
    """Pixels of each pair of map and reference class under polygons, where the map has a class."""
    if source.transform.b or source.transform.d or source.transform.a < 0 or source.transform.e > 0:
        raise LabelError(
            f"The {source.title} is rotated, and the reference has polygons.",
            "Give points, or bring the map to a north-up grid (in QGIS: Warp).",
        )
    grid = Grid(source.crs, source.transform, source.width, source.height)
    drawing = Drawing(reference.geometries, reference.codes, grid)
    of_group = np.concatenate([[0], reference.codes, [0, 0]]).astype(np.uint16)  # the last are conflicts
    table, conflicts = Crosstab(), 0
    for block in drawing.blocks:
        group = drawing.burn(block)
        conflicts += int(np.count_nonzero(group < -1))
        table.add(source.read(block), of_group[group], 1.0)
        reporter.check_cancelled()
    if drawing.outside:
        reporter.warn(f"Left out: {features_text(drawing.outside)} outside the map.")
    if conflicts:
        reporter.warn(f"Left out: {_pixels(conflicts)} in polygons of different classes.")
    pairs = table.pairs()
    unmapped = int(pairs.pixels[(pairs.first == 0) & (pairs.second > 0)].sum())
    if unmapped:
        reporter.warn(f"Left out: {_pixels(unmapped)} where the map has no data.")
    return pairs.where((pairs.first > 0) & (pairs.second > 0))


def are_clustered(row: np.ndarray, column: np.ndarray, stratum: np.ndarray, pixels: np.ndarray) -> bool:
    """Whether points (N,) lie so close together as a random sample of the pixels of each stratum hardly would.

    ``stratum`` (N,) numbers from 0, ``pixels`` (H,). Of two points of a stratum of M pixels, the second falls within d
    pixels of the first with a chance of at most ((2 d + 1)² - 1) / (M - 1); pairs are then nearly Poisson distributed.
    """
    for distance in _NEAR:
        pairs, expected = 0, 0.0
        for number, size in enumerate(pixels):
            members = stratum == number
            count = int(np.count_nonzero(members))
            if count < 2:
                continue
            tree = cKDTree(np.column_stack([row[members], column[members]]))
            pairs += (int(tree.count_neighbors(tree, distance, p=np.inf)) - count) // 2
            chance = min(1.0, ((2 * distance + 1) ** 2 - 1) / max(1, size - 1))
            expected += count * (count - 1) / 2 * chance
        if poisson.sf(pairs - 1, expected) < _CHANCE:
            return True
    return False


def points_text(number: int) -> str:
    """``1 point``, ``2 points``."""
    return "1 point" if number == 1 else f"{number} points"


def _pixels(number: int) -> str:
    return "1 pixel" if number == 1 else f"{number} pixels"


def features_text(number: int) -> str:
    """``1 feature``, ``2 features``."""
    return "1 feature" if number == 1 else f"{number} features"
