"""What a map will be, decided and checked before anything is computed."""

from __future__ import annotations

import datetime
import hashlib
import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np
import torch
from rasterio.env import setenv

from ..contract import ClassifyRequest, Layer
from ..errors import LayerError, RequestError
from ..model.adapter import load_adapted
from ..model.adapter_card import find_adapter
from ..model.device import Device, choose_device
from ..model.features import SensorFeatures
from ..model.modelfile import Model
from ..model.scene import fit_to_scene
from ..rasters.grid import Grid
from ..rasters.products import PRODUCTS
from ..rasters.series import SensorReader
from ..rasters.source import Source
from ..rasters.stamps import Stamp, take_stamp
from ..release import version
from ..reporting import Reporter
from ..roles import split_date
from ..sensors.series import SensorInput
from .inputs import inspect, output_paths
from .parts import Layout
from .tiles import CHUNK_COLS, CHUNK_ROWS, HALO, SERIES_CHUNK, Tiling

if TYPE_CHECKING:
    from shapely import Geometry

_BLOCK = 512  # rows and columns of a large block of a GeoTIFF
_SPARE = 1.03  # of the cache, for what GDAL counts besides pixels
_LEAST_CACHE, _MOST_CACHE, _MOST_GPU_CACHE = 64_000_000, 512_000_000, 4_000_000_000


@dataclass(frozen=True)
class Plan:
    """A map to be made. ``inputs`` has an entry per sensor of the model, None where it has no layer.

    ``stamps``: the state of the layers and masks, by path, that the map is to be made of; ``card``: the model's;
    ``match``: whether ``model`` is fitted to the layers (:mod:`mamol_core.model.scene`); ``adapter_file``: that of the
    adapter that is part of it.
    """

    model: Model
    device: Device
    inputs: list[SensorInput | None]
    grid: Grid
    area: Geometry | None
    tiling: Tiling
    effort: str
    layout: Layout
    stamps: Mapping[str, Stamp]
    card: dict[str, Any]
    model_file: str
    match: bool
    adapter_file: str | None

    @property
    def given(self) -> dict[int, int]:
        """By position, how many layers are read of each of the model's sensors that has any: of a series its dates."""
        return {position: entry.count for position, entry in enumerate(self.inputs) if entry is not None}

    @property
    def counted(self) -> list[int]:
        """Positions of the model's series, where it is asked how many of their dates saw a pixel."""
        asked = "dates_used" in self.layout.products
        return [position for position, spec in enumerate(self.model.sensors) if asked and spec.dates]

    @property
    def sources(self) -> list[Source]:
        """The layers, sensor by sensor."""
        return [part.source for entry in self.inputs if entry for part in entry.parts]

    def open_readers(self, stack: ExitStack, apart: bool = False) -> list[SensorReader | None]:
        """A reader per sensor of the model, closed with ``stack``; ``apart`` as in :class:`~.rasters.reader.Reader`.

        LayerError where a file can't be opened.
        """
        return [None if entry is None else stack.enter_context(entry.open(self.grid, apart)) for entry in self.inputs]

    def check_unchanged(self, remote: bool = False) -> None:
        """LayerChanged where a layer is no longer what it was when the plan was made; ``remote``: ask servers too."""
        for source in self.sources:
            for path in (source.path, source.mask_path):
                name = path and self.stamps[path].changed(remote)
                if name:
                    raise LayerChanged(
                        f"Layer {source.title} changed while it was mapped: {name} is not the file it was before.",
                        "No map was written. Run again when nothing writes to it any more.",
                    )

    def unknowable(self) -> list[str]:
        """Layers of which it can't be known whether they change, such as those on some servers."""
        return [
            source.title
            for source in self.sources
            for path in (source.path, source.mask_path)
            if path and not self.stamps[path].known
        ]


class LayerChanged(LayerError):
    """A layer that changed while it was mapped."""


def make_plan(request: ClassifyRequest, reporter: Reporter) -> Plan:
    """Look at everything the request names and decide on grid, tiles and legend. Raises MamolError.

    Needs a rasterio.Env, of which it bounds GDAL's cache.
    """
    found = inspect(request, reporter)
    if found is None:  # for the types: what would be refused has raised an error
        raise RequestError("The request can't be mapped.")
    grid, sources = found.grid, found.sources
    stamps = {path: take_stamp(path) for source in sources.values() for path in (source.path, source.mask_path) if path}
    adapter_file = find_adapter(request.model, request.adapter) if request.adapter else None
    model, card, adapter = load_adapted(request.model, adapter_file)
    fitted = fit_to_scene(model, found.layers, grid) if request.match else []
    device = choose_device(request.device)
    reporter.log(device.sentence)
    reporter.advance()
    paths = output_paths(request)
    setenv(
        GDAL_CACHEMAX=_cache_for_mapping(
            list(sources.values()), grid, request.tile, device, not model.network.config.backbone
        )
    )
    digest = _digest(request.model)
    adapted = _digest(adapter_file) if adapter_file else None
    layout = Layout(
        fingerprint=_fingerprint(
            request,
            [digest, adapted] if adapted else digest,
            grid,
            found.area,
            sources,
            stamps,
            _standards(model, fitted),
        ),
        grid=grid,
        tile=request.tile,
        products=tuple(name for name in PRODUCTS if paths[name]),
        classes=tuple(found.classes),
        sensors=tuple(spec.sensor for spec in model.sensors),
        tags={
            **_tags(request, card, digest, sources, device, [model.sensors[position].sensor for position in fitted]),
            **({"MAMOL_ADAPTER": adapter["name"], "MAMOL_ADAPTER_SHA256": adapted} if adapter and adapted else {}),
        },
        series=tuple(spec.sensor for spec in model.sensors if spec.dates),
    )
    tiling = Tiling(grid.height, grid.width, request.tile)
    return Plan(
        model, device, found.layers, grid, found.area, tiling, request.effort, layout, stamps, card, request.model,
        request.match, adapter_file,
    )  # fmt: skip


def on_cpu(plan: Plan) -> Plan:
    """The same map, made by the CPU with the model read anew: nothing of a GPU that failed can be used."""
    model, _, _ = load_adapted(plan.model_file, plan.adapter_file)
    if plan.match:
        fit_to_scene(model, plan.inputs, plan.grid)
    return replace(plan, model=model, device=choose_device("cpu"))


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()


def _cache_for_mapping(sources: Sequence[Source], grid: Grid, tile: int, device: Device, pooled: bool) -> int:
    """For a GPU each thread keeps the blocks of the chunk it reads, of which GDAL takes one band after the other.

    ``pooled``: whether series are read chunk by chunk, too (pooling.py).
    """
    if device.name == "cuda":
        return block_cache(sources, grid, CHUNK_ROWS, CHUNK_COLS, device.workers.count, _MOST_GPU_CACHE)
    dates = [source for source in sources if pooled and split_date(source.sensor)[1]]
    others = [source for source in sources if source not in dates]
    need = sum(_bytes(source, grid, 2 * SERIES_CHUNK, 2 * SERIES_CHUNK) for source in dates)
    return block_cache(others, grid, tile + 2 * HALO, grid.width, need=need)


def block_cache(
    sources: Sequence[Source],
    grid: Grid,
    rows: int,
    cols: int,
    threads: int = 1,
    most: int = _MOST_CACHE,
    need: float = 0.0,
) -> int:
    """Bytes that keep blocks of the layers decoded as long as windows of so many rows and columns need them.

    Row by row that is until the next row has used them too: with less than all blocks that a row touches, each would be
    decoded again for every row. ``need``: of other layers.
    """
    for source in sources:
        pixels = grid.gsd / source.gsd
        whole = (rows * pixels // _BLOCK + 2) * _BLOCK / pixels, cols + _BLOCK / pixels
        need += threads * _bytes(source, grid, *whole)
    return int(min(max(_SPARE * need, _LEAST_CACHE), most))


def _bytes(source: Source, grid: Grid, rows: float, cols: float) -> float:
    """What a layer's pixels under so many rows and columns of the grid take."""
    pixels = grid.gsd / source.gsd
    count = min(source.height, rows * pixels) * min(source.width, cols * pixels)
    return count * len(source.bands) * np.dtype(source.dtype).itemsize


def _tags(
    request: ClassifyRequest,
    card: dict[str, Any],
    digest: str,
    sources: dict[str, Source],
    device: Device,
    fitted: Sequence[str],
) -> dict[str, str]:
    """Provenance for the file: what made the map of what, without folders, user names or keys of remote files."""
    names = {sensor: Path(source.origin).name.partition("?")[0] for sensor, source in sources.items()}
    moved = {source.sensor: source.shift for source in sources.values() if source.shift}
    shifts = "; ".join(f"{sensor}={east:g},{north:g}" for sensor, (east, north) in moved.items())
    return {
        "MAMOL_VERSION": version(),
        "MAMOL_MODEL": card["name"],
        "MAMOL_MODEL_SHA256": digest,
        "MAMOL_LAYERS": "; ".join(f"{sensor}={name}" for sensor, name in names.items()),
        **({"MAMOL_FITTED_TO_LAYERS": "; ".join(fitted)} if fitted else {}),
        **({"MAMOL_LAYER_SHIFTS": shifts} if shifts else {}),
        "MAMOL_EFFORT": request.effort,
        "MAMOL_DEVICE": device.name,
        "MAMOL_CREATED": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def _standards(model: Model, fitted: Sequence[int]) -> list[list[float]]:
    """Centres and scales of the sensors that were fitted to their layers."""
    parts = [cast(SensorFeatures, model.features[position]) for position in fitted]
    return [torch.cat([part.center, part.scale]).tolist() for part in parts]


def _fingerprint(
    request: ClassifyRequest,
    digest: str | list[str],
    grid: Grid,
    area: Geometry | None,
    sources: Mapping[str, Source],
    stamps: Mapping[str, Stamp],
    standards: Sequence[Sequence[float]],
) -> str:
    """Hash of everything that the pixels of the map depend on; layers by the state of their files."""

    def read_as(layer: Layer) -> list[Any]:
        source = sources[layer.sensor]
        mask = source.mask_path and stamps[source.mask_path].state
        files = [stamps[source.path].state, mask, source.scales, source.offsets]
        return [layer.sensor, *files, layer.crs, layer.nodata, layer.bands, str(source.mask), layer.shift]

    facts = [
        version(), digest, request.effort, request.tile, HALO, grid.crs.to_wkt(), list(grid.transform),
        grid.width, grid.height, None if area is None else area.wkb_hex,
        [name for name, path in output_paths(request).items() if path],
        [read_as(layer) for layer in request.layers], standards,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()
