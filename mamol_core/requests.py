"""What is wrong with a request before any file is looked at."""

from __future__ import annotations

from dataclasses import fields

from .cards import MAX_SENSORS
from .contract import ClassifyRequest, Layer, Request, shard_of
from .errors import RequestError
from .fields import kind
from .roles import role_of


def check_request(request: Request) -> None:
    """Raise RequestError where it names no layer, a sensor twice or what there is no such thing as."""
    for entry in fields(request):
        value, what = getattr(request, entry.name), entry.name.replace("_", " ")
        choices, limits = entry.metadata.get("choices"), entry.metadata.get("limits")
        if value is None:
            continue
        if choices and value not in choices:
            raise RequestError(f"{what.capitalize()} '{value}' is unknown; choose one of {', '.join(choices)}.")
        if limits and not limits[0] <= value <= limits[1]:
            number = "whole number" if kind(entry) == "int" else "number"
            raise RequestError(
                f"The {what} is {str(value)[:40]}; a {number} from {limits[0]} to {limits[1]} was expected."
            )
        if entry.name == "layers":
            _check_layers(value)
    if isinstance(request, ClassifyRequest):
        try:
            shard_of(request.shard)
        except ValueError as error:
            raise RequestError(str(error)) from None
        if request.shard and request.scheduler:
            raise RequestError("Both a shard and a scheduler were given.", "Leave one of them out.")


def _check_layers(layers: tuple[Layer, ...]) -> None:
    if not layers:
        raise RequestError("No layer was given.", "Give at least one raster, for example optical=scene.tif.")
    if len(layers) > MAX_SENSORS:
        raise RequestError(
            f"{len(layers)} layers were given; at most {MAX_SENSORS} sensors are possible.",
            "Leave some out, or put the bands of several layers into one raster (in QGIS: Build virtual raster).",
        )
    seen: set[str] = set()
    for layer in layers:
        try:
            role_of(layer.sensor)
        except ValueError as error:
            raise RequestError(str(error)) from None
        if layer.sensor in seen:
            raise RequestError(
                f"Sensor '{layer.sensor}' was given twice.",
                f"Name the second one, for example {layer.sensor.partition(':')[0]}:second=….",
            )
        seen.add(layer.sensor)
