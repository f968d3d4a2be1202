"""Standardises reflectance by the layer that is mapped, so that another date or haze looks to the model as its own did.

A band's centre and spread are those of the training area in its light and air. Those of the whole layer take their
place: of the layer, not of the part that is mapped, so that the maps of its parts fit together (docs/matching.md).
"""

from __future__ import annotations

from collections.abc import Sequence

import torch

from ..errors import GridError, LayerError
from ..rasters.grid import Grid, choose_grid
from ..rasters.source import Source
from ..sensors.comparison import FEWEST_FITTED, is_fitted
from ..sensors.layers import LayerInput
from ..sensors.series import SensorInput
from ..sensors.statistics import sample_pixels
from .modelfile import Model


def fit_to_scene(model: Model, layers: Sequence[SensorInput | None], grid: Grid) -> list[int]:
    """Standardise the model's spectral sensors by their layers, in place; the positions of those that have one.

    The same layers give the same numbers on every machine, so that all parts of a map are made alike. LayerError where
    a layer has too few valid pixels to learn from.
    """
    fitted = []
    for position, entry in enumerate(layers):
        if not isinstance(entry, LayerInput) or entry.empty or not is_fitted(model.sensors[position]):
            continue
        source = entry.source
        values = sample_pixels(source, _whole(source, grid), entry.bands, entry.conversion)
        if len(values) < FEWEST_FITTED:
            raise LayerError(
                f"The model can't be fitted to layer {source.title}: at the map's resolution it has {len(values)} "
                f"valid pixels, and at least {FEWEST_FITTED} are needed.",
                "Give a larger part of the scene, map with smaller pixels, or map without fitting.",
            )
        model.fit_to_scene(position, torch.from_numpy(values))
        fitted.append(position)
    return fitted


def _whole(source: Source, grid: Grid) -> Grid:
    """Pixels as the map's for the whole layer; the map's own where the layer reaches too far for that."""
    try:
        return choose_grid([source], None, crs=grid.crs.to_wkt(), resolution=grid.resolution[0])
    except GridError:
        return grid
