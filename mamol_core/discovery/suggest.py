"""The command ``suggest``: where to label next, places that a model is unsure of and that are unlike its labels."""

from __future__ import annotations

import time
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio.raw
import shapely
import torch
import torch.nn.functional as F
from rasterio.env import ensure_env
from torch import Tensor

from ..accuracy.classmap import check_table
from ..contract import ClassifyRequest, SuggestRequest
from ..errors import LayerError, OutputError
from ..fields import inputs
from ..files import remove, replace_all, reporting_write_errors, temporary
from ..labels.labels import read_labels
from ..labels.vector import spare_filled_in
from ..mapping.compute import compute_strips, prepare, tiles_to_map
from ..mapping.pipeline import inside_area
from ..mapping.plan import Plan, make_plan
from ..rasters.grid import Grid
from ..rasters.series import SensorReader
from ..reporting import Reporter
from ..stages import CHOOSING_PLACES, MAPPING, OPENING

CELL = 8
"""Side of a place, in pixels. The rows of tiles are whole multiples of it."""
_BLOCKS = 40  # along each axis, of each of which candidates are taken, so that they lie all over the scene
_CANDIDATES = 1500
_HALO = 16  # pixels around a place, which slope and relief look at
_SEEN = 0.75  # of the pixels of a cell that is taken
_APART = 3  # cells between places that are taken
_MOST_LABELLED = 1500  # labelled places that are compared with


@dataclass
class _Cells:
    """The places of a grid, a cell each. ``doubt`` (R, C): 0 to 1, -1 where too little was seen; ``first`` and
    ``second`` (R, C): the likeliest classes, positions in the legend."""

    doubt: np.ndarray
    first: np.ndarray
    second: np.ndarray


@ensure_env
def suggest(request: SuggestRequest, reporter: Reporter) -> dict[str, Any]:
    """Write squares to label; the result as the contract's ``result`` event carries it. Raises MamolError.

    A place is a cell of 8 x 8 pixels. Its doubt is one minus the difference of the two largest class probabilities
    (breaking ties, Luo et al. 2005, JMLR 6) at the quarter of its pixels that are surest, so that edges between classes
    do not count. Then one place after the other is taken: the one whose doubt times its distance, in the features of
    the sensors that saw it, to the nearest labelled or taken place is largest (k-centre greedy, Sener and Savarese
    2018, arXiv 1708.00489).
    """
    began = time.monotonic()
    reporter.plan([(OPENING, 0.05), (MAPPING, 0.8), (CHOOSING_PLACES, 0.15)])
    reporter.stage(OPENING, 3)
    path = Path(request.output)
    if path.suffix.lower() != ".gpkg":
        raise OutputError(f"The file of places '{path.name}' does not end in .gpkg.", "Places are a GeoPackage.")
    check_table(path, inputs(request))
    spare_filled_in(path, "class")
    plan = make_plan(_as_map(request), reporter)
    labelled = _labelled_cells(request, plan.grid, reporter)
    cells = _look_for_doubt(plan, reporter)
    cells.doubt[tuple(labelled.T)] = -1
    if len(labelled) > _MOST_LABELLED:
        labelled = labelled[np.random.default_rng(0).choice(len(labelled), _MOST_LABELLED, replace=False)]
    candidates = _candidates(cells.doubt)
    if not len(candidates):
        raise LayerError("The layers show no place that is not labelled already.", "Choose a larger extent.")
    reporter.stage(CHOOSING_PLACES, len(candidates) + len(labelled))
    with ExitStack() as stack:
        readers = plan.open_readers(stack)
        found = [_describe(plan, readers, row, col, reporter) for row, col in candidates.tolist()]
        known = [_describe(plan, readers, row, col, reporter) for row, col in labelled.tolist()]
    order = candidates[_choose(found, known, candidates, cells.doubt[tuple(candidates.T)], request.places)]
    names = [entry.name for entry in plan.layout.classes]
    _write(path, order, cells, names, plan.grid)
    if len(order) < request.places:
        reporter.warn(f"Only {len(order)} places were found; {request.places} were asked for.")
    return {
        "output": request.output,
        "places": [
            {
                "row": int(row) * CELL,
                "column": int(col) * CELL,
                "doubt": round(float(cells.doubt[row, col]), 4),
                "likeliest": names[cells.first[row, col]],
                "second": names[cells.second[row, col]],
            }
            for row, col in order
        ],
        "side": CELL * plan.grid.gsd,
        "seconds": round(time.monotonic() - began, 2),
        "warnings": list(reporter.warnings),
    }


def _as_map(request: SuggestRequest) -> ClassifyRequest:
    """The map of which the model's probabilities are looked at; it is not written."""
    return ClassifyRequest(
        layers=request.layers,
        model=request.model,
        output=str(Path(request.output).with_suffix(".tif")),
        aoi=request.aoi,
        crs=request.crs,
        resolution=request.resolution,
        extent=request.extent,
        extent_crs=request.extent_crs,
        device=request.device,
        aoi_name=request.aoi_name,
    )


def _labelled_cells(request: SuggestRequest, grid: Grid, reporter: Reporter) -> np.ndarray:
    """Rows and columns (N, 2) of the cells that hold labels."""
    if request.labels is None:
        return np.zeros((0, 2), np.int64)
    labels = read_labels(
        request.labels, grid, layer=request.labels_layer, field=request.field, called=request.labels_name
    )
    reporter.pass_on(labels.messages)
    rows, cols = np.divmod(labels.place[labels.index > 0], grid.width)
    return np.unique(np.column_stack([rows, cols]) // CELL, axis=0)


def _look_for_doubt(plan: Plan, reporter: Reporter) -> _Cells:
    """Map the scene and keep of each cell how unsure the model is."""
    runtime = prepare(plan, reporter)
    tile_rows = range(plan.tiling.rows)
    reporter.stage(MAPPING, tiles_to_map(plan.tiling, tile_rows))
    rows = []
    for strip in compute_strips(plan, runtime, tile_rows, reporter):
        inside = inside_area(plan.area, plan.grid, strip.row, 0, *strip.seen.shape)
        seen = (strip.seen > 0).cpu() & torch.from_numpy(inside)
        rows.append(_summarise(strip.probabilities.cpu(), seen))
    plan.device.give_back_memory()
    return _Cells(*(np.concatenate(parts) for parts in zip(*rows, strict=True)))


def _summarise(probabilities: Tensor, seen: Tensor) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Doubt, likeliest and second class of the cells of a strip, from (K, h, W) and (h, W)."""
    height, width = seen.shape
    edge = (0, -width % CELL, 0, -height % CELL)
    shape = (-1, (height + edge[3]) // CELL, CELL, (width + edge[1]) // CELL, CELL)
    of_cells = F.pad(probabilities * seen, edge).reshape(shape).sum((2, 4))
    best = probabilities.topk(2, dim=0).values
    sureness = F.pad(torch.where(seen, best[0] - best[1], 1), edge, value=1.0)
    pixels = sureness.reshape(shape[1:]).transpose(1, 2).flatten(2)
    doubt = 1 - pixels.quantile(0.75, dim=2)
    enough = F.pad(seen.float(), edge).reshape(shape[1:]).mean((1, 3)) >= _SEEN
    first, second = of_cells.topk(2, dim=0).indices
    return torch.where(enough, doubt, -1).numpy(), first.numpy(), second.numpy()


def _candidates(doubt: np.ndarray) -> np.ndarray:
    """Rows and columns (N, 2) of the most doubtful cells of every part of the scene."""
    side = -(-max(doubt.shape) // _BLOCKS)
    blocks = [
        (row, col)
        for row in range(0, doubt.shape[0], side)
        for col in range(0, doubt.shape[1], side)
        if (doubt[slice(row, row + side), slice(col, col + side)] >= 0).any()
    ]
    share = -(-_CANDIDATES // max(1, len(blocks)))
    found = []
    for row, col in blocks:
        part = doubt[slice(row, row + side), slice(col, col + side)]
        best = np.argsort(-part, axis=None, kind="stable")[:share]
        best = best[part.ravel()[best] >= 0]
        rows, cols = np.divmod(best, part.shape[1])
        found.append(np.column_stack([rows + row, cols + col]))
    return np.concatenate(found) if found else np.zeros((0, 2), np.int64)


def _describe(
    plan: Plan, readers: list[SensorReader | None], row: int, col: int, reporter: Reporter
) -> tuple[np.ndarray, np.ndarray]:
    """The mean features (F,) of a cell, so scaled that all sensors count alike, and which of them (F,) are known."""
    reporter.check_cancelled()
    device = plan.device.torch
    side = CELL + 2 * _HALO
    inner = (..., slice(_HALO, -_HALO), slice(_HALO, -_HALO))
    means, known = [], []
    for position, reader in enumerate(readers):
        count = plan.model.network.config.features[position]
        mean, seen = np.zeros(count, np.float32), False
        if reader is not None:
            values, mask = reader.read(row * CELL - _HALO, col * CELL - _HALO, side, side)
            seen = bool(mask[inner].any())
            if seen:
                with torch.inference_mode():
                    tensors = torch.from_numpy(values)[None].to(device), torch.from_numpy(mask)[None, None].to(device)
                    found = plan.model.extract_features(position, tensors[0], tensors[1].float())[0].float().cpu()
                mean = found[inner].flatten(1)[:, mask[inner].ravel()].mean(1).numpy() / np.sqrt(np.float32(count))
        means.append(mean)
        known.append(np.full(count, seen))
    reporter.advance()
    return np.concatenate(means), np.concatenate(known)


_Description = tuple[np.ndarray, np.ndarray]


def _choose(
    candidates: list[_Description], labelled: list[_Description], cells: np.ndarray, doubt: np.ndarray, count: int
) -> list[int]:
    """Numbers of the candidates taken, the first first. ``cells`` (N, 2), ``doubt`` (N,) of the candidates."""
    values = np.stack([means for means, _ in candidates])
    known = np.stack([seen for _, seen in candidates])
    nearest = np.full(len(values), np.inf)
    for means, seen in labelled:
        nearest = np.minimum(nearest, _distances(values, known, means, seen))
    free = np.ones(len(values), bool)
    chosen: list[int] = []
    while free.any() and len(chosen) < count:
        score = np.where(free, doubt * np.where(np.isinf(nearest), 1, nearest), -1)
        best = int(score.argmax())
        chosen.append(best)
        nearest = np.minimum(nearest, _distances(values, known, values[best], known[best]))
        free &= np.abs(cells - cells[best]).max(1) >= _APART
    return chosen


def _distances(values: np.ndarray, known: np.ndarray, means: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Distance (N,) to one description, from the features that both know; infinite where there is none."""
    common = known & seen
    squares = ((values - means) ** 2 * common).sum(1)
    share = common.mean(1)
    return np.sqrt(np.where(share > 0, squares / np.maximum(share, 1e-9), np.inf))


def _write(path: Path, order: np.ndarray, cells: _Cells, names: list[str], grid: Grid) -> None:
    """A square per place, the first to label first, with an empty class."""
    corners = [(0, 0), (0, CELL), (CELL, CELL), (CELL, 0)]
    squares = [
        shapely.Polygon([grid.transform * (col * CELL + x, row * CELL + y) for x, y in corners])
        for row, col in order.tolist()
    ]
    where = tuple(order.T)
    columns = {
        "rank": np.arange(1, len(order) + 1, dtype=np.int32),
        "class": np.full(len(order), None, object),
        "likeliest": np.array([names[position] for position in cells.first[where]], object),
        "second": np.array([names[position] for position in cells.second[where]], object),
        "doubt": cells.doubt[where].astype(np.float64).round(3),
    }
    part = temporary(path)
    with reporting_write_errors(path, pyogrio.errors.DataSourceError, pyogrio.errors.FeatureError):
        try:
            pyogrio.raw.write(
                str(part),
                geometry=shapely.to_wkb(squares),
                field_data=list(columns.values()),
                fields=list(columns),
                geometry_type="Polygon",
                crs=grid.crs_name,
                driver="GPKG",
                layer=path.stem,
            )
            replace_all([(part, path)])
        finally:
            remove([part])
