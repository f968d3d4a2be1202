"""The classify command: layers and a model in, a land-cover map and its side products out."""

from __future__ import annotations

import datetime
import functools
import hashlib
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np
import torch
from rasterio.features import geometry_mask
from rasterio.transform import Affine
from shapely import Geometry

from ..contract import ClassifyRequest
from ..errors import DeviceError, LayerError, RequestError
from ..model.device import Device, Workers, choose_device
from ..model.modelfile import Model, load_model
from ..model.network import ALIGNMENT
from ..model.runtime import speed_up
from ..rasters.grid import Grid, choose_grid
from ..rasters.labels import read_aoi
from ..rasters.legend import LandClass, read_table
from ..rasters.output import Outputs, check_outputs, open_outputs
from ..rasters.reader import Reader
from ..rasters.source import Source, open_source
from ..rasters.values import match_bands, match_values
from ..release import version
from ..reporting import Reporter
from .tiles import Blender, Tiling

BATCH = {"cpu": 1, "cuda": 8}
OTHER_RESOLUTION = 0.05
Item = TypeVar("Item")
Result = TypeVar("Result")
_FLIPS: tuple[tuple[int, ...], ...] = ((), (-1,), (-2,), (-2, -1))


@dataclass(frozen=True)
class _Tile:
    """A tile as read: values (C, S, S) and mask (S, S) per sensor of the model, None where it saw nothing."""

    row: int
    col: int
    layers: list[tuple[np.ndarray, np.ndarray] | None]
    seen: np.ndarray


def classify(request: ClassifyRequest, reporter: Reporter) -> dict[str, Any]:
    """Map land cover and write it; the result as the contract's ``result`` event carries it. Raises MamolError."""
    began = time.monotonic()
    paths = {
        "output": request.output,
        "confidence": request.confidence,
        "probabilities": request.probabilities,
        "sensors_used": request.sensors_used,
    }
    inputs = [request.model, *(layer.path for layer in request.layers), *(v.mask for v in request.layers if v.mask)]
    check_outputs(paths, inputs)
    if request.tile < ALIGNMENT or request.tile % ALIGNMENT:
        raise RequestError(f"Tile side {request.tile} is not a multiple of {ALIGNMENT}.", "Leave it out, or give 256.")
    model, card = load_model(request.model)
    classes = _legend(model.classes, request.classes)
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
    with ExitStack() as stack:
        readers = _readers(model, sources, grid, stack, reporter)
        tags = _tags(request, card, sources, device)
        tiling = Tiling(grid.height, grid.width, request.tile)
        outputs = stack.enter_context(open_outputs(paths, grid, classes, known, tags, inputs))
        given = [position for position, reader in enumerate(readers) if reader is not None]
        reporter.log(speed_up(model, device, given, tiling.read_side, tiling.rows * tiling.cols))
        _map(model.to(device.torch), readers, grid, tiling, area, request.effort, device, outputs, reporter)
        outputs.commit()
    seconds = time.monotonic() - began
    if not outputs.pixels:
        reporter.warn("No pixel of the map has a class: no layer has valid values in the mapped area.")
    return {
        **paths,
        "classes": [{**entry.to_json(), "pixels": outputs.pixels.get(entry.code, 0)} for entry in classes],
        "sensors": known,
        "width": grid.width,
        "height": grid.height,
        "crs": grid.crs_name,
        "resolution": grid.resolution[0],
        "seconds": round(seconds, 2),
        "device": device.sentence,
        "warnings": list(reporter.warnings),
    }


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
    area, bounds = read_aoi(request.aoi, grid.crs)
    return place(aoi_bounds=(bounds, grid.crs)), area


def _legend(classes: Sequence[LandClass], table: str | None) -> list[LandClass]:
    """The model's classes, with names and colours replaced from the table where it has them."""
    if table is None:
        return list(classes)
    replaced = {entry.code: entry for entry in read_table(table)}
    return [replaced.get(entry.code, entry) for entry in classes]


def _readers(
    model: Model, sources: dict[str, Source], grid: Grid, stack: ExitStack, reporter: Reporter
) -> list[Reader | None]:
    """A reader per sensor of the model, None where it has no layer. Bands and values are checked against the model."""
    readers: list[Reader | None] = []
    for spec in model.sensors:
        source = sources.get(spec.sensor)
        if source is None:
            reporter.log(f"No layer for {spec.sensor}: pixels are mapped from the other sensors.")
            readers.append(None)
            continue
        bands, notes = match_bands(source, spec)
        reporter.note(notes)
        conversion, notes = match_values(source, grid, bands, spec)
        reporter.note(notes)
        readers.append(stack.enter_context(Reader(source, grid, bands, conversion)))
    return readers


def _tags(request: ClassifyRequest, card: dict[str, Any], sources: dict[str, Source], device: Device) -> dict[str, str]:
    """Provenance for the file: what made the map of what, without folders or user names."""
    digest = hashlib.sha256(Path(request.model).read_bytes()).hexdigest()
    return {
        "MAMOL_VERSION": version(),
        "MAMOL_MODEL": card["name"],
        "MAMOL_MODEL_SHA256": digest,
        "MAMOL_LAYERS": "; ".join(f"{name}={Path(source.path).name}" for name, source in sources.items()),
        "MAMOL_EFFORT": request.effort,
        "MAMOL_DEVICE": device.name,
        "MAMOL_CREATED": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
    }


def _map(
    model: Model,
    readers: Sequence[Reader | None],
    grid: Grid,
    tiling: Tiling,
    area: Geometry | None,
    effort: str,
    device: Device,
    outputs: Outputs,
    reporter: Reporter,
) -> None:
    """Read and compute tiles in several threads at once; blend and write in this one, row of tiles by row of tiles."""
    blender = Blender(tiling, len(model.classes))
    codes = np.array([entry.code for entry in model.classes], np.uint16)
    flips = _FLIPS if effort == "thorough" else _FLIPS[:1]

    def compute(places: Sequence[tuple[int, int]]) -> tuple[list[_Tile], np.ndarray] | None:
        tiles = [tile for place in places if (tile := _read_tile(readers, grid, tiling, area, *place)) is not None]
        return (tiles, _predict(model, tiles, flips, device, reporter)) if tiles else None

    reporter.stage("Mapping", tiling.rows * tiling.cols)
    groups = _groups(tiling, BATCH[device.name])
    for group, computed in zip(groups, _ahead(compute, groups, device.workers), strict=True):
        for tile, probabilities in zip(*computed, strict=True) if computed else ():
            blender.add(tile.row, tile.col, probabilities, tile.seen)
        tile_row, tile_col = group[-1]
        for strip in blender.finish_row(tile_row) if tile_col == tiling.cols - 1 else ():
            available = strip.seen > 0
            if area is not None:
                available &= _inside(area, grid, strip.row, 0, *strip.seen.shape)
            products = {
                "output": codes[strip.probabilities.argmax(0)],
                "confidence": strip.probabilities.max(0),
                "probabilities": strip.probabilities,
                "sensors_used": strip.seen,
            }
            outputs.write(strip.row, products, available)
        reporter.advance(len(group))


def _groups(tiling: Tiling, size: int) -> list[list[tuple[int, int]]]:
    """Rows and columns of tiles that are computed at once, at most ``size`` of one row of tiles."""
    return [
        [(row, col) for col in range(first, min(first + size, tiling.cols))]
        for row in range(tiling.rows)
        for first in range(0, tiling.cols, size)
    ]


def _ahead(task: Callable[[Item], Result], items: Iterable[Item], workers: Workers) -> Iterator[Result]:
    """What the task returns for each item, in order, computed by several threads a little ahead."""
    pool = ThreadPoolExecutor(workers.count, "tiles", torch.set_num_threads, (workers.threads,))
    waiting: deque[Future[Result]] = deque()
    try:
        for item in items:
            waiting.append(pool.submit(task, item))
            if len(waiting) > 2 * workers.count:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


def _read_tile(
    readers: Sequence[Reader | None], grid: Grid, tiling: Tiling, area: Geometry | None, tile_row: int, tile_col: int
) -> _Tile | None:
    rows, cols = tiling.reach(tile_row, tile_col)
    size = (rows.stop - rows.start, cols.stop - cols.start)
    if area is not None and not _inside(area, grid, rows.start, cols.start, *size).any():
        return None
    layers = []
    seen = np.zeros((tiling.read_side, tiling.read_side), np.uint16)
    for position, reader in enumerate(readers):
        layer = None if reader is None else reader.read(*tiling.window(tile_row, tile_col))
        if layer is not None:
            seen |= layer[1].astype(np.uint16) << position
        layers.append(layer if layer is not None and layer[1].any() else None)
    return _Tile(tile_row, tile_col, layers, seen) if seen.any() else None


def _see(model: Model, tiles: Sequence[_Tile], device: Device) -> tuple[list[torch.Tensor | None], torch.Tensor]:
    """Features per sensor (None where no tile of the batch has it) and masks (B, S, H, W)."""
    masks = torch.zeros(len(tiles), len(model.sensors), *tiles[0].seen.shape)
    features: list[torch.Tensor | None] = []
    for position in range(len(model.sensors)):
        layers = [tile.layers[position] for tile in tiles]
        filled = next((layer for layer in layers if layer is not None), None)
        if filled is None:
            features.append(None)
            continue
        empty = np.zeros_like(filled[0])
        values = torch.from_numpy(np.stack([empty if layer is None else layer[0] for layer in layers]))
        for number, layer in enumerate(layers):
            if layer is not None:
                masks[number, position] = torch.from_numpy(layer[1])
        features.append(model.see(position, values.to(device.torch), masks[:, [position]].to(device.torch)))
    return features, masks.to(device.torch)


def _predict(
    model: Model, tiles: Sequence[_Tile], flips: Sequence[tuple[int, ...]], device: Device, reporter: Reporter
) -> np.ndarray:
    """Class probabilities (B, K, S, S) float32, averaged over mirrored copies where ``flips`` asks for them."""
    half = torch.autocast(device.name, torch.bfloat16, enabled=device.name == "cuda")
    try:
        with torch.inference_mode():
            features, masks = _see(model, tiles, device)
            with half:
                total = model.probabilities(features, masks)
                for dims in flips[1:]:
                    turned = [None if part is None else part.flip(dims) for part in features]
                    total += model.probabilities(turned, masks.flip(dims)).flip(dims)
            probabilities: np.ndarray = (total / len(flips) if len(flips) > 1 else total).cpu().numpy()
            return probabilities
    except torch.OutOfMemoryError:
        if len(tiles) == 1:
            raise DeviceError(
                f"The {device.label} ran out of memory.", "Choose a smaller tile, or the device cpu."
            ) from None
    reporter.log(f"The {device.label} ran out of memory with {len(tiles)} tiles at once; trying half of them.")
    middle = len(tiles) // 2
    halves = (tiles[:middle], tiles[middle:])
    return np.concatenate([_predict(model, part, flips, device, reporter) for part in halves])


def _inside(area: Geometry, grid: Grid, row: int, col: int, height: int, width: int) -> np.ndarray:
    """Pixels (height, width) whose centre lies in the area of interest."""
    transform = grid.transform * Affine.translation(col, row)
    return geometry_mask([area], (height, width), transform, invert=True)
