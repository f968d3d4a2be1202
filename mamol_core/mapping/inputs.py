"""What a map's request names, looked at before anything is computed. Without torch: a check asks the same questions."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from ..contract import TILE_STEP, ClassifyRequest, Layer, layer_title
from ..errors import RequestError
from ..fields import inputs
from ..matching import check_sensor
from ..model.adapter_card import find_adapter, open_adapter
from ..model.card import ModelCard, open_card
from ..rasters.grid import Grid, choose_crs, choose_grid
from ..rasters.legend import LandClass, read_table
from ..rasters.output import check_outputs
from ..rasters.products import PRODUCTS
from ..rasters.source import Source, open_source
from ..reporting import Reporter
from ..roles import sensor_name, split_date
from ..sensors.comparison import is_fitted
from ..sensors.sensor import SensorSpec
from ..sensors.series import SensorInput, by_sensor, match

if TYPE_CHECKING:
    from shapely import Geometry

OTHER_RESOLUTION = 0.05
MOST_TILE = 4096
"""Side of the largest tile, in pixels: a larger one needs tens of gigabytes and changes nothing in the map."""


class Placed(Protocol):
    """What a request says of the place of its map; see :class:`ClassifyRequest`."""

    @property
    def crs(self) -> str | None: ...
    @property
    def resolution(self) -> float | None: ...
    @property
    def extent(self) -> tuple[float, float, float, float] | None: ...
    @property
    def extent_crs(self) -> str | None: ...
    @property
    def aoi(self) -> str | None: ...
    @property
    def aoi_name(self) -> str | None: ...


@dataclass(frozen=True)
class MapInputs:
    """Everything a map is made of, found usable.

    ``layers`` has an entry per sensor of the model, None where it has no layer; ``area``: the area of interest in the
    grid's CRS; ``classes``: the legend of the map; ``adapter``: the card of the adapter to map with.
    """

    card: ModelCard
    classes: list[LandClass]
    sources: dict[str, Source]
    layers: list[SensorInput | None]
    grid: Grid
    area: Geometry | None
    adapter: dict[str, Any] | None = None


def output_paths(request: ClassifyRequest) -> dict[str, str | None]:
    """The file of each product, None where it was not asked for."""
    return {name: getattr(request, name) for name in PRODUCTS}


def inspect(request: ClassifyRequest, reporter: Reporter) -> MapInputs | None:
    """Look at everything the request names; one unit of work of the stage that runs. Raises MamolError.

    None only with a reporter that goes on after a refusal, as a check does.
    """
    with reporter.about():
        check_outputs(output_paths(request), inputs(request))
    with reporter.about():
        if request.tile < TILE_STEP or request.tile % TILE_STEP or request.tile > MOST_TILE:
            raise RequestError(
                f"Tile side {request.tile} is not a multiple of {TILE_STEP} from {TILE_STEP} to {MOST_TILE}.",
                "Leave it out, or give 256.",
            )
    card = grid = area = classes = None
    with reporter.about():
        card = open_card(request.model)
    if card is None:
        return None
    with reporter.about():
        if request.dates_used and not any(spec.dates for spec in card.sensors):
            raise RequestError(
                "The number of dates at each pixel was asked for, but no sensor of the model is a series of dates.",
                "Leave it out, or choose a model that was trained with dates.",
            )
    adapter = None
    with reporter.about():
        adapter = _adapter(request, card, reporter)
    seen = {entry["sensor"]: SensorSpec.from_json(entry) for entry in adapter["sensors"]} if adapter else {}
    known = [spec.sensor for spec in card.sensors]
    sources: dict[str, Source] = {}
    for layer in request.layers:
        with reporter.about(layer.sensor):
            check_sensor(split_date(layer.sensor)[0], known)
            sources[layer.sensor] = open_source(layer)
            compare_shifts(card, layer, reporter)
    with reporter.about():
        classes = _legend(card.classes, request.classes)
    if not sources:
        return None
    with reporter.about():
        grid, area = place_grid(request, list(sources.values()), card.gsd)
        if abs(grid.gsd / card.gsd - 1) > OTHER_RESOLUTION:
            reporter.warn(
                f"The map has pixels of {grid.gsd:.4g} m; the model was trained at {card.gsd:.4g} m and is less "
                "accurate at another resolution."
            )
    if grid is None or classes is None:
        return None
    layers: list[SensorInput | None] = []
    given = by_sensor(sources.values())
    for spec in card.sensors:
        entry = None
        if spec.sensor not in given:
            reporter.log(f"No layer for {sensor_name(spec.sensor)}: pixels are mapped from the other sensors.")
        else:
            entry = match(given[spec.sensor], grid, seen.get(spec.sensor, spec), reporter, request.match)
        layers.append(entry)
        reporter.advance(1 / len(card.sensors))
    if request.match and not any(entry and is_fitted(spec) for entry, spec in zip(layers, card.sensors, strict=True)):
        with reporter.about():
            reporter.warn(
                "Nothing was fitted: only an optical or hyperspectral layer of a single date can be, and none was "
                "given."
            )
    return MapInputs(card, classes, sources, layers, grid, area, adapter)


def _adapter(request: ClassifyRequest, card: ModelCard, reporter: Reporter) -> dict[str, Any] | None:
    """The card of the adapter that is asked for. Raises RequestError and ModelFileError."""
    if request.adapter is None:
        return None
    if request.match:
        raise RequestError(
            "Both an adapter and a fit to the layers were asked for.",
            "Leave one of them out: an adapter brings the fit to the layers that it was made for.",
        )
    found = open_adapter(find_adapter(request.model, request.adapter), card.json)
    trained = ", ".join(sensor_name(sensor) for sensor in found["training"]["sensors"])
    reporter.log(
        f"Adapter '{found['name']}' of the model '{card.json['name']}', made on {found['created'][:10]} with {trained}."
    )
    return found


def compare_shifts(card: ModelCard, layer: Layer, reporter: Reporter) -> None:
    """Warn of a layer that is not moved as that of its name was in the training: it may be the same one."""
    trained = card.json.get("training", {}).get("layer_shifts", {}).get(layer.sensor)
    if trained and tuple(trained) != layer.shift:
        title = layer_title(layer.sensor, layer.path, layer.name)
        reporter.warn(
            f"The model was trained with this layer moved by {trained[0]:g},{trained[1]:g} (metres east, north); layer "
            f"{title} is {'moved otherwise' if layer.shift else 'not moved'}. Move it by the same if it is that layer."
        )


def place_grid(request: Placed, sources: Sequence[Source], gsd: float | None) -> tuple[Grid, Geometry | None]:
    """The target grid, at ``gsd`` metres if no resolution is asked for, and the area of interest in its CRS."""
    place = functools.partial(
        choose_grid,
        sources,
        None if request.resolution else gsd,
        crs=request.crs,
        resolution=request.resolution,
        extent=request.extent,
        extent_crs=request.extent_crs,
    )
    if request.aoi is None:
        return place(), None
    from ..labels.vector import read_aoi  # and with it packages for vector files

    crs = choose_crs(sources, request.crs)
    area, bounds = read_aoi(request.aoi, crs, request.aoi_name)
    return place(aoi_bounds=(bounds, crs)), area


def _legend(classes: Sequence[LandClass], table: str | None) -> list[LandClass]:
    """The model's classes, with names and colours replaced from the table where it has them."""
    if table is None:
        return list(classes)
    replaced = {entry.code: entry for entry in read_table(table)}
    return [replaced.get(entry.code, entry) for entry in classes]
