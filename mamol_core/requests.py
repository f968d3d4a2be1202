"""What is wrong with a request before any file is looked at."""

from __future__ import annotations

from .cards import MAX_SENSORS
from .contract import DEVICES, EFFORTS, ClassifyRequest, Request, TrainRequest, shard_of
from .errors import RequestError
from .roles import role_of

MOST_SEED = 2**32 - 1
"""What all random number generators in use take."""


def check_request(request: Request) -> None:
    """Raise RequestError where it names no layer, a sensor twice or what there is no such thing as."""
    seed = getattr(request, "seed", 0)
    if not 0 <= seed <= MOST_SEED:
        raise RequestError(f"The seed is {str(seed)[:40]}; a whole number from 0 to {MOST_SEED} was expected.")
    if not isinstance(request, (TrainRequest, ClassifyRequest)):
        return
    if not request.layers:
        raise RequestError("No layer was given.", "Give at least one raster, for example optical=scene.tif.")
    if len(request.layers) > MAX_SENSORS:
        raise RequestError(
            f"{len(request.layers)} layers were given; at most {MAX_SENSORS} sensors are possible.",
            "Leave some out, or put the bands of several layers into one raster (in QGIS: Build virtual raster).",
        )
    seen: set[str] = set()
    for layer in request.layers:
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
    if request.effort not in EFFORTS:
        raise RequestError(f"Effort '{request.effort}' is unknown; choose one of {', '.join(EFFORTS)}.")
    if request.device not in DEVICES:
        raise RequestError(f"Device '{request.device}' is unknown; choose one of {', '.join(DEVICES)}.")
    if isinstance(request, ClassifyRequest):
        try:
            shard_of(request.shard)
        except ValueError as error:
            raise RequestError(str(error)) from None
        if request.shard and request.scheduler:
            raise RequestError("Both a shard and a scheduler were given.", "Leave one of them out.")
