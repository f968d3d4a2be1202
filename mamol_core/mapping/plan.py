"""What a map will be, decided and checked before anything is computed."""

from __future__ import annotations

import datetime
import functools
import hashlib
import json
import os
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from rasterio.env import setenv

from ..contract import ClassifyRequest
from ..errors import LayerError, RequestError
from ..model.device import Device, choose_device
from ..model.modelfile import Model, load_model
from ..model.network import ALIGNMENT
from ..rasters.conversion import Conversion
from ..rasters.grid import Grid, choose_grid
from ..rasters.legend import LandClass, read_table
from ..rasters.output import check_outputs
from ..rasters.products import PRODUCTS
from ..rasters.reader import Reader
from ..rasters.source import Source, open_source
from ..rasters.values import match_bands, match_values
from ..release import version
from ..reporting import Reporter
from .parts import Layout
from .tiles import HALO, Tiling

if TYPE_CHECKING:
    from shapely import Geometry

OTHER_RESOLUTION = 0.05
MOST_TILE = 4096
"""Side of the largest tile, in pixels: a larger one needs tens of gigabytes and changes nothing in the map."""
_BLOCK = 512  # rows and columns of a large block of a GeoTIFF
_SPARE = 1.03  # of the cache, for what GDAL counts besides pixels
_LEAST_CACHE, _MOST_CACHE = 64_000_000, 512_000_000


@dataclass(frozen=True)
class _Input:
    """How a sensor's layer is read: which bands, and how values are brought to the model's units."""

    source: Source
    bands: list[int]
    conversion: Conversion | None


@dataclass(frozen=True)
class Plan:
    """A map to be made. ``inputs`` has an entry per sensor of the model, None where it has no layer."""

    model: Model
    device: Device
    inputs: list[_Input | None]
    grid: Grid
    area: Geometry | None
    tiling: Tiling
    effort: str
    layout: Layout

    @property
    def given(self) -> list[int]:
        """Positions of the model's sensors that have a layer."""
        return [position for position, entry in enumerate(self.inputs) if entry is not None]

    def open_readers(self, stack: ExitStack) -> list[Reader | None]:
        """A reader per sensor of the model, closed with ``stack``. LayerError where a file can't be opened."""
        return [
            None
            if entry is None
            else stack.enter_context(Reader(entry.source, self.grid, entry.bands, entry.conversion))
            for entry in self.inputs
        ]


def make_plan(request: ClassifyRequest, reporter: Reporter) -> Plan:
    """Look at everything the request names and decide on grid, tiles and legend. Raises MamolError.

    Needs a rasterio.Env, of which it bounds GDAL's cache.
    """
    paths = output_paths(request)
    check_outputs(
        paths, [request.model, *(layer.path for layer in request.layers), *(v.mask for v in request.layers if v.mask)]
    )
    if request.tile < ALIGNMENT or request.tile % ALIGNMENT or request.tile > MOST_TILE:
        raise RequestError(
            f"Tile side {request.tile} is not a multiple of {ALIGNMENT} from {ALIGNMENT} to {MOST_TILE}.",
            "Leave it out, or give 256.",
        )
    model, card = load_model(request.model)
    device = choose_device(request.device)
    reporter.log(device.sentence)
    known = [spec.sensor for spec in model.sensors]
    for layer in request.layers:
        if layer.sensor not in known:
            raise LayerError(
                f"The model was not trained with a sensor '{layer.sensor}'; it knows {', '.join(known)}.",
                "Give the layer to one of these, leave it out, or train a model with it.",
            )
    sources = {layer.sensor: open_source(layer) for layer in request.layers}
    grid, area = _grid(request, list(sources.values()), model.gsd)
    if abs(grid.gsd / model.gsd - 1) > OTHER_RESOLUTION:
        reporter.warn(
            f"The map has pixels of {grid.gsd:.4g} m; the model was trained at {model.gsd:.4g} m and is less accurate "
            "at another resolution."
        )
    setenv(GDAL_CACHEMAX=_block_cache(list(sources.values()), grid, request.tile))
    inputs = [_match(spec.sensor, sources, model, grid, reporter) for spec in model.sensors]
    digest = hashlib.sha256(Path(request.model).read_bytes()).hexdigest()
    layout = Layout(
        fingerprint=_fingerprint(request, digest, grid, area),
        grid=grid,
        tile=request.tile,
        products=tuple(name for name in PRODUCTS if paths[name]),
        classes=tuple(_legend(model.classes, request.classes)),
        sensors=tuple(known),
        tags=_tags(request, card, digest, sources, device),
    )
    tiling = Tiling(grid.height, grid.width, request.tile)
    return Plan(model, device, inputs, grid, area, tiling, request.effort, layout)


def output_paths(request: ClassifyRequest) -> dict[str, str | None]:
    """The file of each product, None where it was not asked for."""
    return {name: getattr(request, name) for name in PRODUCTS}


def _grid(request: ClassifyRequest, sources: Sequence[Source], gsd: float) -> tuple[Grid, Geometry | None]:
    """The target grid and, where one is asked for, the area of interest in its CRS."""
    place = functools.partial(
        choose_grid,
        sources,
        None if request.resolution else gsd,
        crs=request.crs,
        resolution=request.resolution,
        extent=request.extent,
        extent_crs=request.extent_crs,
    )
    grid = place()
    if request.aoi is None:
        return grid, None
    from ..rasters.vector import read_aoi  # and with it packages for vector files

    area, bounds = read_aoi(request.aoi, grid.crs)
    return place(aoi_bounds=(bounds, grid.crs)), area


def _block_cache(sources: Sequence[Source], grid: Grid, tile: int) -> int:
    """Bytes that keep the blocks of a row of tiles decoded until the next row has used them too.

    With less than all blocks that a row touches, each would be decoded again for every row of tiles.
    """
    need = 0.0
    for source in sources:
        pixels = grid.gsd / source.gsd
        rows = min(source.height, ((tile + 2 * HALO) * pixels // _BLOCK + 2) * _BLOCK)
        cols = min(source.width, grid.width * pixels + _BLOCK)
        need += rows * cols * len(source.bands) * np.dtype(source.dtype).itemsize
    return int(min(max(_SPARE * need, _LEAST_CACHE), _MOST_CACHE))


def _legend(classes: Sequence[LandClass], table: str | None) -> list[LandClass]:
    """The model's classes, with names and colours replaced from the table where it has them."""
    if table is None:
        return list(classes)
    replaced = {entry.code: entry for entry in read_table(table)}
    return [replaced.get(entry.code, entry) for entry in classes]


def _match(sensor: str, sources: dict[str, Source], model: Model, grid: Grid, reporter: Reporter) -> _Input | None:
    """Check the bands and values of a sensor's layer against the model; None where it has no layer."""
    source = sources.get(sensor)
    if source is None:
        reporter.log(f"No layer for {sensor}: pixels are mapped from the other sensors.")
        return None
    spec = next(spec for spec in model.sensors if spec.sensor == sensor)
    bands, notes = match_bands(source, spec)
    reporter.note(notes)
    conversion, notes = match_values(source, grid, bands, spec)
    reporter.note(notes)
    return _Input(source, bands, conversion)


def _tags(
    request: ClassifyRequest, card: dict[str, Any], digest: str, sources: dict[str, Source], device: Device
) -> dict[str, str]:
    """Provenance for the file: what made the map of what, without folders, user names or keys of remote files."""
    names = {sensor: Path(source.path).name.partition("?")[0] for sensor, source in sources.items()}
    return {
        "MAMOL_VERSION": version(),
        "MAMOL_MODEL": card["name"],
        "MAMOL_MODEL_SHA256": digest,
        "MAMOL_LAYERS": "; ".join(f"{sensor}={name}" for sensor, name in names.items()),
        "MAMOL_EFFORT": request.effort,
        "MAMOL_DEVICE": device.name,
        "MAMOL_CREATED": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def _fingerprint(request: ClassifyRequest, digest: str, grid: Grid, area: Geometry | None) -> str:
    """Hash of everything that the pixels of the map depend on; layers by name, size and time of change."""
    facts = [
        version(), digest, request.effort, request.tile, HALO, grid.crs.to_wkt(), list(grid.transform),
        grid.width, grid.height, None if area is None else area.wkb_hex,
        [name for name, path in output_paths(request).items() if path],
        [
            (layer.sensor, _stamp(layer.path), _stamp(layer.mask), layer.crs, layer.nodata)
            for layer in request.layers
        ],
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()


def _stamp(path: str | None) -> list[Any] | None:
    if path is None or not os.path.exists(path):
        return path if path is None else [path]
    status = os.stat(path)
    return [os.path.basename(path), status.st_size, status.st_mtime_ns]
