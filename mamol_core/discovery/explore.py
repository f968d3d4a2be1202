"""The command ``explore``: pixels that look alike to whichever sensors are there, as clusters, without labels."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from rasterio.env import ensure_env, setenv
from sklearn.cluster import KMeans

from ..contract import ExploreRequest
from ..errors import LayerError
from ..fields import inputs
from ..mapping.inputs import place_grid
from ..mapping.pipeline import ahead, inside_area
from ..mapping.plan import block_cache
from ..model.device import Workers, count_cores
from ..model.features import SensorFeatures
from ..model.series import SeriesFeatures, make_features
from ..rasters.grid import Grid
from ..rasters.legend import make_legend
from ..rasters.output import Outputs, check_outputs
from ..rasters.series import SensorReader
from ..rasters.source import open_source
from ..rasters.window import GridWindow
from ..release import version
from ..reporting import Reporter
from ..sensors.series import by_sensor, describe
from ..sensors.statistics import spread_windows
from ..stages import MAPPING, READING_LAYERS

if TYPE_CHECKING:
    from shapely import Geometry

_ROUNDS = ((6, 128), (32, 128))  # windows along each axis and their side: more where few pixels have data
_PER_WINDOW = 2500  # pixels of a window that are learned from
_ENOUGH = 500  # pixels for each cluster
_ROWS, _COLS = 256, 1024  # of a block that is computed at once
_HALO = 16  # pixels around it, which slope and relief look at
_TRIES = 4  # beginnings of k-means, of which the best counts


@dataclass
class _Sensor:
    """A layer and the features of its pixels."""

    name: str
    reader: SensorReader
    features: SensorFeatures | SeriesFeatures

    def look(self, row: int, col: int, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
        """Features (F, height, width), so scaled that all sensors count alike, and which pixels are there."""
        window = (row - _HALO, col - _HALO, height + 2 * _HALO, width + 2 * _HALO)
        values, available = self.reader.read(*window)
        inner = (..., slice(_HALO, -_HALO), slice(_HALO, -_HALO))
        with torch.inference_mode():
            mask = torch.from_numpy(available)[None, None].float()
            found = self.features(torch.from_numpy(values)[None], mask)[0].numpy()
        return found[inner] / np.sqrt(np.float32(len(found))), available[inner]


@ensure_env
def explore(request: ExploreRequest, reporter: Reporter) -> dict[str, Any]:
    """Write a raster of clusters; the result as the contract's ``result`` event carries it. Raises MamolError.

    k-means (Lloyd 1982, doi:10.1109/TIT.1982.1056489) on the features that the network would see of each sensor. A
    pixel that some sensors did not see goes to the cluster that is nearest in the features of those that did (partial
    distance, Dixon 1979, doi:10.1109/TSMC.1979.4310090).
    """
    began = time.monotonic()
    reporter.plan([(READING_LAYERS, 0.2), (MAPPING, 0.8)])
    reporter.stage(READING_LAYERS, len(request.layers) + 1)
    check_outputs({"output": request.output}, inputs(request))
    sources = [open_source(layer) for layer in request.layers]
    grid, area = place_grid(request, sources, None)
    setenv(GDAL_CACHEMAX=block_cache(sources, grid, _ROWS + 2 * _HALO, grid.width))
    with ExitStack() as stack:
        sensors = []
        for dates in by_sensor(sources).values():
            found = describe(dates, grid, reporter)
            if found:
                reader = stack.enter_context(found[1].open(grid))
                sensors.append(_Sensor(found[0].sensor, reader, make_features(found[0], grid.gsd)))
            reporter.advance(len(dates))
        centres = _learn(sensors, grid, request.clusters, request.seed, reporter)
        legend = make_legend(range(1, len(centres) + 1), {k + 1: f"Cluster {k + 1}" for k in range(len(centres))}, {})
        layers = "; ".join(f"{source.sensor}={Path(source.path).name.partition('?')[0]}" for source in sources)
        tags = {"MAMOL_VERSION": version(), "MAMOL_LAYERS": layers, "MAMOL_SEED": str(request.seed)}
        with Outputs({"output": request.output}, grid, legend, [], tags) as outputs:
            reporter.stage(MAPPING, -(-grid.height // _ROWS) * -(-grid.width // _COLS))
            for row, strip in _strips(sensors, centres, grid, area, reporter):
                outputs.write(row, {"output": strip[None]})
            outputs.commit()
        pixels = outputs.pixels
    return {
        "output": request.output,
        "classes": [{**entry.to_json(), "pixels": pixels.get(entry.code, 0)} for entry in legend],
        "width": grid.width,
        "height": grid.height,
        "crs": grid.crs_name,
        "resolution": grid.resolution[0],
        "seconds": round(time.monotonic() - began, 2),
        "warnings": list(reporter.warnings),
    }


def _learn(sensors: Sequence[_Sensor], grid: Grid, clusters: int, seed: int, reporter: Reporter) -> np.ndarray:
    """Centres (K, F) of the clusters, from windows spread over the grid."""
    rng = np.random.default_rng(seed)
    for count, side in _ROUNDS:
        windows = list(spread_windows(GridWindow(0, 0, grid.height, grid.width), count, side))
        _fit_features(sensors, windows)
        sample, complete = _sample(sensors, windows, rng, reporter)
        if len(sample) >= _ENOUGH * clusters:
            break
    if len(np.unique(sample, axis=0)) < clusters:
        raise LayerError(
            f"The layers hold {len(sample)} valid pixels where they were looked at: too few for {clusters} clusters.",
            "Choose fewer clusters or a smaller extent, and check the layers' nodata values and masks.",
        )
    if complete.sum() >= min(_ENOUGH * clusters, len(sample)):
        sample = sample[complete]
    else:
        reporter.warn("Few pixels were seen by all layers: clusters may follow which layers are missing.")
    kmeans = KMeans(clusters, n_init=_TRIES, random_state=seed)
    found = reporter.wait_for(lambda: kmeans.fit(sample))
    reporter.advance()
    sizes = np.bincount(found.labels_, minlength=clusters)
    centres: np.ndarray = found.cluster_centers_[np.argsort(-sizes, kind="stable")]
    return centres.astype(np.float32)


def _fit_features(sensors: Sequence[_Sensor], windows: Sequence[GridWindow]) -> None:
    """Standardise each sensor's features by what the windows hold."""
    for sensor in sensors:
        read = [sensor.reader.read(*window) for window in windows]
        seen = [(torch.from_numpy(values), torch.from_numpy(mask)[None]) for values, mask in read if mask.any()]
        if not seen:
            raise LayerError(
                f"Layer {sensor.name} holds no valid pixel where it was looked at.",
                "Check its nodata value and its mask, choose a smaller extent, or leave it out.",
            )
        sensor.features.fit(seen)


def _sample(
    sensors: Sequence[_Sensor], windows: Sequence[GridWindow], rng: np.random.Generator, reporter: Reporter
) -> tuple[np.ndarray, np.ndarray]:
    """Features (N, F), 0 of sensors that did not see the pixel, and (N,) whether all did."""
    rows, complete = [], []
    share = max(100, _PER_WINDOW * _ROUNDS[0][0] ** 2 // len(windows))
    for window in windows:
        reporter.check_cancelled()
        looks = [sensor.look(*window) for sensor in sensors]
        features = np.concatenate([np.where(mask, values, 0) for values, mask in looks])
        masks = np.stack([mask for _, mask in looks])
        chosen = np.flatnonzero(masks.any(0))
        if len(chosen) > share:
            chosen = np.sort(rng.choice(chosen, share, replace=False))
        rows.append(features.reshape(len(features), -1)[:, chosen].T)
        complete.append(masks.all(0).ravel()[chosen])
    return np.concatenate(rows), np.concatenate(complete)


def _strips(
    sensors: Sequence[_Sensor], centres: np.ndarray, grid: Grid, area: Geometry | None, reporter: Reporter
) -> Iterator[tuple[int, np.ndarray]]:
    """First row and clusters (h, W) uint8, from 1, of each strip from north to south."""
    blocks = [
        GridWindow(row, col, min(_ROWS, grid.height - row), min(_COLS, grid.width - col))
        for row in range(0, grid.height, _ROWS)
        for col in range(0, grid.width, _COLS)
    ]

    def assign(block: GridWindow) -> np.ndarray:
        reporter.check_cancelled()
        return _nearest([sensor.look(*block) for sensor in sensors], centres) * inside_area(area, grid, *block)

    parts: list[np.ndarray] = []
    for (row, col, _, width), clusters in zip(blocks, ahead(assign, blocks, Workers(count_cores(), 1)), strict=True):
        parts.append(clusters)
        reporter.advance()
        if col + width == grid.width:
            yield row, np.concatenate(parts, axis=1)
            parts = []


def _nearest(looks: Sequence[tuple[np.ndarray, np.ndarray]], centres: np.ndarray) -> np.ndarray:
    """The number, from 1, of the nearest centre of each pixel (h, w) uint8; 0 where no sensor saw it.

    Of the squared distance |x - c|² only -2 x·c + |c|² depends on the centre.
    """
    shape = looks[0][1].shape
    distance = np.zeros((len(centres), shape[0] * shape[1]), np.float32)
    seen = np.zeros(shape, bool)
    begin = 0
    for values, mask in looks:
        own = centres[:, slice(begin, begin + len(values))]
        begin += len(values)
        part = own @ values.reshape(len(values), -1)
        part *= -2
        part += (own**2).sum(1)[:, None]
        distance += part * mask.ravel()
        seen |= mask
    nearest = distance.argmin(0).astype(np.uint8).reshape(shape) + 1
    return nearest * seen
