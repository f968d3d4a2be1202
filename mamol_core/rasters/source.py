"""One input raster: what its file says of grid, bands and missing values, or why it can't be used."""

from __future__ import annotations

import errno
import logging
import math
import os
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.enums import ColorInterp, MaskFlags
from rasterio.errors import NotGeoreferencedWarning
from rasterio.io import DatasetReader

from ..contract import Layer, Range, layer_title
from ..errors import GridError, LayerError
from ..matching import Band, bands_of, is_alpha
from ..presets import PRESETS, check_bands
from ..products.product import Product, find_product
from ..roles import ROLES, role_of, sensor_name
from .bounds import possible_stored, possible_values
from .masks import MaskRule, recognise_mask
from .projection import GDAL_ERRORS, crs_label, lies_off_earth, transform_points
from .virtual import check_no_pipe

# What GDAL complains about is raised as an error of ours; unhandled, logging would also print it.
logging.getLogger("rasterio").addHandler(logging.NullHandler())

WGS84 = CRS.from_epsg(4326)
_WGS84_AXIS, _WGS84_E2 = 6378137.0, 0.00669437999014


@dataclass(frozen=True)
class Source:
    """A raster that can be read. ``bands`` leaves out alpha; the tuples have one entry per band.

    ``indexes``: GDAL's numbers of the bands, from 1. ``nodata``: closed ranges of stored values that mean "missing".
    ``possible``: the closed range outside which a stored value can't be a measurement.
    ``bands_given``: a person said which band is which.
    ``alpha``: GDAL's number of the alpha band; ``has_mask``: the file has a mask of its own, beside nodata and alpha;
    ``mask``: how the one at ``mask_path`` is read. ``origin``: the file, folder or archive that was named, which
    ``path`` is made of where it is a ``product`` of that kind. ``shift``: metres right and up that the raster was moved
    by on request; ``transform`` has it, that of the mask has not.
    """

    sensor: str
    path: str
    crs: CRS
    transform: Affine
    width: int
    height: int
    dtype: str
    bands: tuple[Band, ...]
    indexes: tuple[int, ...]
    nodata: tuple[tuple[Range, ...], ...]
    possible: tuple[Range, ...]
    scales: tuple[float, ...]
    offsets: tuple[float, ...]
    band_units: tuple[str, ...]
    alpha: int | None
    has_mask: bool
    mask_path: str | None
    name: str | None = None
    bands_given: bool = False
    mask: MaskRule | None = None
    origin: str = ""
    product: str | None = None
    shift: tuple[float, float] | None = None

    @property
    def role(self) -> str:
        """Key of the sensor's row in ``ROLES``."""
        return role_of(self.sensor)

    @property
    def gsd(self) -> float:
        """Ground size of a pixel at the raster's centre in metres."""
        return ground_size(self.crs, self.transform, self.width / 2, self.height / 2)

    @property
    def title(self) -> str:
        """How a sentence names the layer."""
        return layer_title(self.sensor, self.origin or self.path, self.name)

    def list_bands(self, positions: Sequence[int]) -> str:
        """The bands at these positions as a sentence lists them."""
        labels = [self.bands[band].label or f"{band + 1}" for band in positions]
        return ", ".join(labels if len(labels) <= 8 else [*labels[:6], f"... ({len(labels)} in all)"])


def open_source(layer: Layer) -> Source:
    """Look at the layer's file, or at the folder or archive of a product.

    LayerError: unreadable, no raster, no CRS, no place on Earth, complex values, a product that can't be used.
    """
    title = layer_title(layer.sensor, layer.path, layer.name)
    try:
        product = find_product(layer.path)
        source = _look(_of_product(layer, product, title) if product else layer, title, layer.path, product)
    except GDAL_ERRORS as error:  # from a header that can be opened and is wrong
        raise LayerError(
            f"Layer {title} can't be read (GDAL: {error}).", "Copy it again, or create it again."
        ) from None
    _check_place(source)
    return source


def _of_product(layer: Layer, product: Product, title: str) -> Layer:
    """The layer with the product's raster and, where it has none of its own, the product's cloud mask."""
    if (product.parts.role == "sar") != (role_of(layer.sensor) == "sar"):
        raise LayerError(
            f"Layer {title} is a {product.parts.kind} product, which is no {sensor_name(role_of(layer.sensor))} layer.",
            f"Choose it as {sensor_name(product.parts.role)}.",
        )
    return replace(layer, path=product.raster(), mask=layer.mask or product.mask())


def _look(layer: Layer, title: str, origin: str, product: Product | None) -> Source:
    check_no_pipe(layer.path, f"Layer {title}", LayerError)
    with open_raster(layer.path, title) as dataset:
        crs = _crs(dataset, layer.crs, title)
        transform = _geotransform(dataset, title)
        transform = moved_on_ground(crs, transform, dataset.width, dataset.height, layer.shift)
        if any(dtype.startswith("complex") for dtype in dataset.dtypes):
            raise LayerError(
                f"Layer {title} has complex values; real numbers are expected.",
                "Compute its intensity or amplitude first.",
            )
        _check_role(layer, title)
        names = _names(dataset, layer.bands, title)
        alpha = _alpha(dataset, names)
        indexes = tuple(i for i in dataset.indexes if i != alpha and (layer.bands is None or names[i - 1] is not None))
        if not indexes:
            raise LayerError(f"Layer {title} has an alpha band only; bands with values are expected.")
        flags = dataset.mask_flag_enums[indexes[0] - 1]
        by_values = MaskFlags.alpha in flags or (layer.nodata is not None and MaskFlags.nodata in flags)
        mask = _look_at_mask(layer.mask, layer.mask_codes, title) if layer.mask else None
        scaling = _scaling(dataset, indexes, title)
        units, nodata = dataset.units, dataset.nodatavals  # each a list of all bands, made anew when asked for
        band_units = tuple(units[i - 1] or "" for i in indexes)
        return Source(
            sensor=layer.sensor,
            path=layer.path,
            crs=crs,
            transform=transform,
            width=dataset.width,
            height=dataset.height,
            dtype=np.result_type(*dataset.dtypes).name,
            bands=_bands(dataset, names, layer.bands is not None, indexes),
            indexes=indexes,
            nodata=tuple(_nodata(nodata[i - 1], layer.nodata) for i in indexes),
            possible=tuple(
                possible_stored(possible_values(role_of(layer.sensor), unit or height_unit(crs)), *pair)
                for unit, pair in zip(band_units, scaling, strict=True)
            ),
            scales=tuple(scale for scale, _ in scaling),
            offsets=tuple(offset for _, offset in scaling),
            band_units=band_units,
            alpha=alpha,
            has_mask=MaskFlags.per_dataset in flags and not by_values,
            mask_path=layer.mask,
            name=layer.name,
            bands_given=layer.bands is not None,
            mask=mask,
            origin=origin,
            product=product.parts.kind if product else None,
            shift=layer.shift,
        )


def open_raster(path: str, title: str) -> DatasetReader:
    """The file as a rasterio dataset; LayerError where GDAL can't open it."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", NotGeoreferencedWarning)
            return rasterio.open(path)
    except (*GDAL_ERRORS, OSError, ValueError, TypeError) as error:
        too_many = os.strerror(errno.EMFILE)
        if too_many in str(error):  # many dates with masks keep many files open; it is not about this one
            raise OSError(errno.EMFILE, too_many) from error
        if os.path.isfile(path):
            found = f"Layer {title} is not a raster that can be read, or it is cut short"
        elif os.path.isabs(path) and not path.startswith("/vsi"):
            found = f"Layer {title}: there is no such file as {path}"
        else:
            found = f"Layer {title} can't be opened"
        raise LayerError(f"{found} (GDAL: {error}).", "Choose a GeoTIFF or another raster that GDAL reads.") from None


def ground_size(crs: CRS, transform: Affine, col: float, row: float) -> float:
    """Ground size in metres of a pixel of a raster at a place (in pixels): the square root of its area.

    What differs by less than 1 % from the nominal size (UTM's scale factor) keeps the nominal one; see
    :func:`ground_steps`.
    """
    nominal = math.sqrt(abs(transform.determinant)) * (crs.linear_units_factor[1] if crs.is_projected else math.nan)
    try:
        (right_east, right_north), (down_east, down_north) = ground_steps(crs, transform, col, row)
    except GridError:
        return nominal
    size = math.sqrt(abs(right_east * down_north - down_east * right_north))
    return nominal if abs(size - nominal) < 0.01 * nominal or not math.isfinite(size) else size


def ground_steps(crs: CRS, transform: Affine, col: float, row: float) -> list[tuple[float, float]]:
    """Metres east and north on the ground, of a step to the next column and of one to the next row at a place.

    Measured on the WGS 84 ellipsoid, since a unit of Web Mercator or a degree is not a constant length. GridError
    where the place has no longitude and latitude.
    """
    xs, ys = zip(*(transform * place for place in ((col, row), (col + 1, row), (col, row + 1))), strict=True)
    lon, lat = np.radians(transform_points(crs, WGS84, xs, ys))
    curvature = 1 - _WGS84_E2 * math.sin(lat[0]) ** 2
    east = (lon[1:] - lon[0]) * math.cos(lat[0]) * _WGS84_AXIS / math.sqrt(curvature)
    north = (lat[1:] - lat[0]) * _WGS84_AXIS * (1 - _WGS84_E2) / curvature**1.5
    return list(zip(east.tolist(), north.tolist(), strict=True))


def ground_units(crs: CRS, x: float, y: float) -> tuple[float, float]:
    """Metres on the ground of a unit of the CRS along each of its axes, at a place; nominal ones as :func:`ground_size`
    keeps them."""
    nominal = crs.linear_units_factor[1] if crs.is_projected else math.nan
    step = 1e-4 if crs.is_geographic else 1.0
    try:
        right, down = ground_steps(crs, Affine(step, 0, x, 0, -step, y), 0, 0)
    except GridError:
        return nominal, nominal
    found = [math.hypot(*metres) / step for metres in (right, down)]
    across, up = (nominal if abs(unit - nominal) < 0.01 * nominal else unit for unit in found)
    return across, up


def moved_on_ground(crs: CRS, transform: Affine, width: int, height: int, metres: tuple[float, float] | None) -> Affine:
    """The transform of a raster that is moved by metres on the ground, along the axes of its CRS: right and up."""
    if metres is None:
        return transform
    units = ground_units(crs, *(transform * (width / 2, height / 2)))
    return Affine.translation(metres[0] / units[0], metres[1] / units[1]) * transform


def height_unit(crs: CRS) -> str:
    """``ft`` or ``m``: the unit of heights whose file does not tell it."""
    return "ft" if crs.is_projected and "foot" in crs.linear_units_factor[0].lower() else "m"


def parse_crs(text: str, title: str) -> CRS:
    """A CRS from ``EPSG:32718`` or WKT; LayerError, naming ``title``, where PROJ does not know it."""
    try:
        return CRS.from_user_input(text)
    except ValueError:  # CRSError is one
        raise LayerError(f"{title}: '{text[:80]}' is not a CRS.", "Give one such as EPSG:32718.") from None


def _crs(dataset: DatasetReader, override: str | None, title: str) -> CRS:
    crs = parse_crs(override, f"Layer {title}") if override else dataset.crs
    hint = "Assign the right one (in QGIS: the layer's properties, Source)."
    if not crs:
        raise LayerError(f"Layer {title} has no CRS.", hint)
    if not (crs.is_projected or crs.is_geographic):
        raise LayerError(f"The CRS of layer {title}, {crs_label(crs)}, is neither projected nor geographic.", hint)
    return crs


def _geotransform(dataset: DatasetReader, title: str) -> Affine:
    transform: Affine = dataset.transform
    missing = transform == Affine.identity()
    if missing or not np.isfinite(transform[:6]).all() or transform.determinant == 0:
        what = "only ground control points" if dataset.gcps[0] else "no usable geotransform"
        raise LayerError(
            f"Layer {title} has {what}; pixels with map coordinates are expected.",
            "Georeference it or warp it to a map grid first (in QGIS: Raster, Projections, Warp).",
        )
    return transform


def _scaling(dataset: DatasetReader, indexes: tuple[int, ...], title: str) -> list[tuple[float, float]]:
    """Scale and offset of each band; LayerError where no value can be made with them in float32."""
    pairs = [(float(scale), float(offset)) for scale, offset in zip(dataset.scales, dataset.offsets, strict=True)]
    most, least = float(np.finfo(np.float32).max), float(np.finfo(np.float32).tiny)
    for index in indexes:
        scale, offset = pairs[index - 1]
        if not (abs(offset) <= most and least <= abs(scale) <= most):
            raise LayerError(
                f"Layer {title}: band {index} declares the scale {scale:g} and the offset {offset:g}, which make "
                "its values meaningless.",
                "Correct them in the file's metadata, or export the layer again without them.",
            )
    return [pairs[index - 1] for index in indexes]


def _check_place(source: Source) -> None:
    """LayerError where pixels have no size on the ground, or coordinates in degrees lie off the Earth."""
    corners = [source.transform * corner for corner in ((0, 0), (source.width, 0), (0, source.height))]
    xs, ys = np.array([*corners, source.transform * (source.width, source.height)]).T
    if lies_off_earth(source.crs, (min(xs), min(ys), max(xs), max(ys))):
        raise LayerError(
            f"Layer {source.title} has the CRS {crs_label(source.crs)}, but its coordinates are not degrees: it begins "
            f"at {xs[0]:.8g}, {ys[0]:.8g}.",
            "Assign the CRS that it was made in (in QGIS: the layer's properties, Source).",
        )
    across, down = np.meshgrid(np.linspace(0, source.width, 9), np.linspace(0, source.height, 9))
    places = np.array([source.transform * place for place in zip(across.ravel(), down.ravel(), strict=True)]).T
    try:
        there = bool(np.isfinite(transform_points(source.crs, WGS84, *places)).any())
    except GridError as error:
        raise LayerError(f"Layer {source.title}: {error.message}", "Check its CRS.") from None
    gsd = source.gsd
    if not (there and math.isfinite(gsd) and gsd > 0):
        raise LayerError(
            f"Layer {source.title} lies nowhere on Earth by its CRS ({crs_label(source.crs)}).",
            "Check its CRS and its position.",
        )


def _look_at_mask(path: str, codes: str | None, title: str) -> MaskRule:
    title = f"mask of {title}: {os.path.basename(path)}"
    check_no_pipe(path, f"Layer {title}", LayerError)
    with open_raster(path, title) as dataset:
        _crs(dataset, None, title)
        _geotransform(dataset, title)
        return recognise_mask(dataset, path, title, codes)


def _names(dataset: DatasetReader, given: tuple[str | None, ...] | None, title: str) -> list[str | None]:
    """The name of each band of the file: as ``given``, None for those that are left out, else the file's.

    LayerError where there are more or fewer of them than the file has bands, its alpha band counted or not.
    """
    own = list(dataset.descriptions)
    if given is None:
        return own
    try:
        check_bands(given)
    except ValueError as error:
        raise LayerError(f"Layer {title}: {error}") from None
    alpha = _alpha(dataset, own)
    if alpha and len(given) == dataset.count - 1:
        before = alpha - 1
        return [*given[:before], None, *given[before:]]
    if len(given) != dataset.count:
        count = f"{dataset.count} band{'s' * (dataset.count > 1)}"
        raise LayerError(
            f"Layer {title} has {count}; names were given for {len(given)}.",
            "Say of each band, in the file's order, what it is; a dash leaves one out.",
        )
    return list(given)


def _check_role(layer: Layer, title: str) -> None:
    """LayerError where the bands are those of a preset for another kind of sensor."""
    preset = next((preset for preset in PRESETS if preset.bands == layer.bands), None)
    if preset and ROLES[preset.role].spectral != ROLES[role_of(layer.sensor)].spectral:
        raise LayerError(
            f"The bands of layer {title} are named as those of {preset.title}, which is no "
            f"{sensor_name(role_of(layer.sensor))} layer.",
            f"Choose it as {sensor_name(preset.role)}, or name its bands otherwise.",
        )


def _alpha(dataset: DatasetReader, names: Sequence[str | None]) -> int | None:
    """GDAL's number of the alpha band, None where there is none. A band that has a name is seldom one."""
    bands = zip(dataset.indexes, dataset.colorinterp, names, strict=True)
    return next((i for i, colour, name in bands if is_alpha(colour == ColorInterp.alpha, name)), None)


def _nodata(value: float | None, override: tuple[Range, ...] | None) -> tuple[Range, ...]:
    """Ranges without NaN, which is missing in any case."""
    declared = () if value is None else ((float(value), float(value)),)
    return tuple(
        (low, high) for low, high in (declared if override is None else override) if low == low and high == high
    )


def _bands(
    dataset: DatasetReader, names: Sequence[str | None], given: bool, indexes: tuple[int, ...]
) -> tuple[Band, ...]:
    """The used bands; of what the file says of a band, nothing counts where a person has named the bands."""
    tags = [{} if given else dataset.tags(i) for i in dataset.indexes]
    imagery = [{} if given else dataset.tags(i, ns="IMAGERY") for i in dataset.indexes]
    envi = {} if given else dataset.tags(ns="ENVI")
    return tuple(bands_of(names, tags, imagery, envi, [i - 1 for i in indexes]))
