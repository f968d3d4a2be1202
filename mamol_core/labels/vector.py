"""Vector layers: which layer and field are meant, and its geometries in the grid's CRS."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyogrio
import pyogrio.errors
import pyogrio.raw
import shapely
from rasterio.crs import CRS

from ..errors import GridError, MamolError, OutputError
from ..rasters.projection import Bounds, crs_label, lies_off_earth, transform_box, transform_points
from ..rasters.virtual import check_no_pipe

# Field names that hold land-cover classes more often than anything else, in any case and without separators.
_CLASS_FIELDS = {
    "class",
    "classid",
    "classname",
    "classvalue",
    "code",
    "classcode",
    "label",
    "landcover",
    "landuse",
    "lulc",
    "lc",
    "type",
    "category",
    "cover",
    "covertype",
}
_ID_FIELDS = {"id", "fid", "gid", "oid", "uid", "ogcfid", "objectid", "pk", "uuid"}


@dataclass(frozen=True)
class VectorLayer:
    """One layer of a vector file; ``fields`` maps names to numpy types; ``error`` is what its problems raise.

    ``called``: what its user calls it.
    """

    path: str
    name: str
    crs: CRS
    fields: dict[str, str]
    error: type[MamolError]
    called: str | None = None

    @property
    def title(self) -> str:
        """What its user calls it, else file and layer, as messages name it."""
        if self.called:
            return f"'{self.called}'"
        file = Path(self.path).name
        return f"'{file}'" if self.name == Path(self.path).stem else f"layer '{self.name}' of '{file}'"


def open_vector(path: str, layer: str | None, error: type[MamolError], called: str | None = None) -> VectorLayer | None:
    """The layer to read, None where the file is no vector.

    ``layer`` None means the only one with points or polygons; ``called`` is what its user calls it. Raises
    ``error`` where there is no such layer, or more than one, where it has no geometry, lines only, no feature, no CRS.
    """
    check_no_pipe(path, f"'{called or Path(path).name}'", error)
    try:
        found = {str(name): kind for name, kind in pyogrio.list_layers(path)}
    except pyogrio.errors.DataSourceError:
        return None
    if not found:
        return None
    file = called or Path(path).name
    name = _choose_layer(file, found, layer, error)
    title = f"Layer '{called}'" if called else f"Layer '{name}' of '{file}'"
    try:
        info = pyogrio.read_info(path, layer=name, force_feature_count=True)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError) as problem:
        raise error(f"{title} can't be read: {problem}.", "Export the layer again.") from problem
    if info["features"] == 0:
        raise error(f"{title} is empty.", "Draw at least one feature and save the layer.")
    if not info["crs"]:
        raise error(f"{title} has no CRS.", "Assign the coordinate system it was drawn in.")
    fields = dict(zip(map(str, info["fields"]), map(str, info["dtypes"]), strict=True))
    try:
        crs = CRS.from_user_input(info["crs"])
    except ValueError as problem:  # CRSError is one
        raise error(f"{title} has a CRS that is not known: {problem}.", "Assign another.") from problem
    return VectorLayer(path, name, crs, fields, error, called)


def _choose_layer(file: str, found: dict[str, str | None], wanted: str | None, error: type[MamolError]) -> str:
    listed = ", ".join(f"'{name}'" for name in found)
    if wanted is not None and wanted not in found:
        raise error(f"'{file}' has no layer '{wanted}'; it has {listed}.", "Name one of these layers.")
    considered = [wanted] if wanted is not None else list(found)
    usable = [name for name in considered if found[name] and "Line" not in str(found[name])]
    if len(usable) == 1:
        return usable[0]
    if usable:
        raise error(
            f"'{file}' has {len(usable)} layers with points or polygons: {', '.join(map(repr, usable))}.",
            "Say which one is meant.",
        )
    if any(found[name] for name in considered):
        raise error(f"{listed} of '{file}' holds lines; polygons were expected.", "Buffer the lines or draw polygons.")
    raise error(f"'{file}' is a table without geometry.", "Give a layer of points or polygons.")


def choose_field(layer: VectorLayer, wanted: str | None) -> str:
    """The class field: the one asked for, else the only one that can hold classes; the layer's error otherwise."""
    listed = ", ".join(f"'{name}'" for name in layer.fields) or "none"
    if wanted is not None:
        if wanted in layer.fields:
            return wanted
        raise layer.error(
            f"There is no field '{wanted}' in {layer.title}; its fields are: {listed}.", "Name one of these fields."
        )
    usable = [name for name, dtype in layer.fields.items() if "date" not in dtype and _plain(name) not in _ID_FIELDS]
    candidates = [name for name in usable if not layer.fields[name].startswith("float")]
    likely = [name for name in candidates if _plain(name) in _CLASS_FIELDS]
    for names in (usable, candidates, likely):
        if len(names) == 1:
            return names[0]
    raise layer.error(
        f"It is not clear which field of {layer.title} holds the classes; its fields are: {listed}.",
        "Name the field.",
    )


def _plain(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "").replace(" ", "")


def spare_filled_in(path: Path, field: str) -> None:
    """OutputError where a file at ``path`` would be lost: one in whose ``field`` somebody wrote, or that is another."""
    if not path.exists():
        return
    try:
        layers = pyogrio.list_layers(path)
        values = pyogrio.raw.read(path, columns=[field], read_geometry=False)[3]
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError):
        return
    if len(layers) != 1 or not values:
        raise OutputError(
            f"'{path.name}' is there already, and is no file of the kind that would be written.",
            "Choose another file name: writing would replace it.",
        )
    filled = sum(value not in (None, "") and value == value for value in values[0].tolist())
    if filled:
        raise OutputError(
            f"'{path.name}' is there already, and '{field}' is filled in for {filled} of its features.",
            "Choose another file name: writing would lose them.",
        )


def read_column(layer: VectorLayer, field: str) -> tuple[np.ndarray, np.ndarray]:
    """Feature ids (N,) and the values of a field (N,)."""
    fids, columns = _read(layer, columns=[field], read_geometry=False)[1::2]
    return fids, columns[0]


def read_geometries(layer: VectorLayer, crs: CRS, bounds: Bounds | None) -> tuple[np.ndarray, np.ndarray, list[str]]:
    """Points and polygons in ``crs``: feature ids (N,), shapely objects (N,) and sentences on what was mended.

    Features without geometry and, with ``bounds`` in ``crs``, those wholly outside are left out. Raises the layer's
    error on lines and where the coordinates can't be transformed.
    """
    notes: list[str] = []
    try:
        box = None if bounds is None else transform_box(crs, layer.crs, bounds)  # None where the grid reaches too far
        _, fids, wkb, _ = _read(layer, columns=[], bbox=box)
        geometries = shapely.from_wkb(wkb)
        there = ~(shapely.is_missing(geometries) | shapely.is_empty(geometries))
        fids, geometries = fids[there], geometries[there]
        _refuse_lines(layer, geometries)
        _check_degrees(layer, geometries)
        geometries, finite = _transform(geometries, layer.crs, crs)
    except (GridError, shapely.errors.ShapelyError) as problem:
        if isinstance(problem, layer.error):
            raise
        raise layer.error(
            f"The geometries of {layer.title} can't be brought into {crs_label(crs)}: {problem}",
            "Check the layer's coordinate system.",
        ) from problem
    if not finite.all():
        notes.append(f"{_count(~finite)} with coordinates that can't be transformed skipped")
    fids = fids[finite]
    invalid = ~shapely.is_valid(geometries)
    if invalid.any():
        notes.append(f"{_count(invalid)} with invalid geometry repaired")
        geometries[invalid] = shapely.make_valid(geometries[invalid], method="structure", keep_collapsed=False)
        left = ~shapely.is_empty(geometries)
        fids, geometries = fids[left], geometries[left]
    return fids, geometries, notes


def read_aoi(path: str, grid_crs: CRS, called: str | None = None) -> tuple[shapely.Geometry, Bounds]:
    """The area of interest, the union of all polygons of a vector file, and its bounds, both in ``grid_crs``.

    GridError where the file is missing or not readable, has several layers, no polygon or no CRS.
    """
    if not Path(path).exists() and not is_virtual(path):
        raise GridError(f"There is no area of interest '{path}'.", "Check the path.")
    layer = open_vector(path, None, GridError, called)
    if layer is None:
        raise GridError(f"'{Path(path).name}' is not a vector layer.", "Give the area of interest as polygons.")
    _, geometries, _ = read_geometries(layer, grid_crs, None)
    polygons = geometries[shapely.get_dimensions(geometries) == 2]
    if not len(polygons):
        raise GridError(f"The area of interest {layer.title} holds no polygon.", "Draw at least one polygon.")
    area = shapely.union_all(polygons)
    xmin, ymin, xmax, ymax = map(float, area.bounds)
    return area, (xmin, ymin, xmax, ymax)


def is_virtual(path: str) -> bool:
    """Whether GDAL is to open something that is no plain file: ``/vsizip/...`` or ``DRIVER:file:part``."""
    prefix = path.partition(":")[0]
    return path.startswith("/vsi") or (len(prefix) > 1 and prefix != path and prefix.replace("_", "").isalnum())


def _read(layer: VectorLayer, **options: object) -> tuple:
    try:
        return pyogrio.raw.read(layer.path, layer=layer.name, return_fids=True, force_2d=True, **options)
    except (pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError, pyogrio.errors.FeatureError) as problem:
        raise layer.error(f"{layer.title} can't be read: {problem}.", "Check or export the layer again.") from problem


def _refuse_lines(layer: VectorLayer, geometries: np.ndarray) -> None:
    kinds = shapely.get_type_id(geometries)
    wrong = ~np.isin(kinds, [0, 3, 4, 6])  # Point, Polygon, MultiPoint, MultiPolygon
    if wrong.any():
        kind = geometries[wrong][0].geom_type
        raise layer.error(
            f"{layer.title} holds {_count(wrong)} of type {kind}; points or polygons were expected.",
            "Buffer the lines, or draw polygons.",
        )


def _check_degrees(layer: VectorLayer, geometries: np.ndarray) -> None:
    """Refuse coordinates in metres that are called degrees, as those of GeoJSON without a CRS are."""
    if not len(geometries):
        return
    xmin, ymin, xmax, ymax = shapely.total_bounds(geometries)
    if lies_off_earth(layer.crs, (xmin, ymin, xmax, ymax)):
        raise layer.error(
            f"The coordinates of {layer.title}, such as {xmin:.8g}, {ymin:.8g}, are not degrees, but its CRS is "
            f"{crs_label(layer.crs)}. GeoJSON that names no CRS is taken for longitude and latitude.",
            "Assign the CRS it was drawn in, and export it again.",
        )


def _transform(geometries: np.ndarray, source: CRS, target: CRS) -> tuple[np.ndarray, np.ndarray]:
    """The geometries in another CRS, and which of the given ones (N,) have one there."""
    if source != target and len(geometries):
        xmin, ymin, xmax, ymax = shapely.total_bounds(geometries)
        # Long edges are curves in the other CRS; 200 parts across the layer keep them within centimetres.
        longest = max(xmax - xmin, ymax - ymin) / 200
        if longest > 0:
            geometries = shapely.segmentize(geometries, longest)
    points, number = shapely.get_coordinates(geometries, return_index=True)
    if source != target and len(points):
        points = transform_points(source, target, points[:, 0], points[:, 1]).T
    placed = np.isfinite(points).all(axis=1)
    finite = np.ones(len(geometries), bool)
    finite[number[~placed]] = False
    return shapely.set_coordinates(geometries[finite], points[finite[number]]), finite


def _count(flags: np.ndarray) -> str:
    number = int(np.count_nonzero(flags))
    return "1 feature" if number == 1 else f"{number} features"
