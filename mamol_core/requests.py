"""What is wrong with a request before any file is looked at."""

from __future__ import annotations

from dataclasses import fields

from .cards import MAX_SENSORS
from .contract import MOST_DATES, ClassifyRequest, Layer, Request, TrainRequest, layer_title, shard_of
from .errors import RequestError
from .fields import kind
from .roles import role_of, sensor_name, split_date

_MOST_METRES = 10_000
_OF_LABELS = ("labels_layer", "field", "classes", "ignore", "labels_shift")


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
        if entry.name == "layers" and (value or not getattr(request, "scenes", ())):
            check_layers(value)
        elif entry.name == "labels_shift":
            check_shift("labels", value)
    if isinstance(request, TrainRequest):
        _check_training(request)
    if isinstance(request, ClassifyRequest):
        try:
            shard_of(request.shard)
        except ValueError as error:
            raise RequestError(str(error)) from None
        if request.shard and request.scheduler:
            raise RequestError("Both a shard and a scheduler were given.", "Leave one of them out.")


def _check_training(request: TrainRequest) -> None:
    """RequestError where layers, labels or what is said of the labels lack the rest."""
    if request.layers and not request.labels:
        raise RequestError("No labels were given.", "Give polygons or points with a class field, or a class raster.")
    if request.labels and not request.layers:
        raise RequestError(
            "Labels were given, but no layer that belongs to them.",
            "Give at least one raster, or leave the labels out: the scenes have their own.",
        )
    said = [name for name in _OF_LABELS if not request.labels and getattr(request, name)]
    if said:
        raise RequestError(
            f"No labels were given, but something that is said of them: {said[0].replace('_', ' ')}.",
            "Leave it out: what is to be said of the labels of a scene stands in its file.",
        )


def check_shift(moved: str, shift: tuple[float, float] | None) -> None:
    """Raise RequestError where ``moved`` is moved by more than is possible."""
    if shift and not all(abs(part) <= _MOST_METRES for part in shift):  # so of NaN, too
        raise RequestError(
            f"The shift of the {moved} is {shift[0]:g},{shift[1]:g}; metres east and north of at most {_MOST_METRES} "
            "were expected.",
            "A larger shift is a wrong CRS: assign the right one.",
        )


def check_layers(layers: tuple[Layer, ...]) -> None:
    """Raise RequestError where there is no layer, a sensor twice or what there is no such thing as."""
    if not layers:
        raise RequestError("No layer was given.", "Give at least one raster, for example optical=scene.tif.")
    dates: dict[str, set[str | None]] = {}
    for layer in layers:
        check_shift("layer " + layer_title(layer.sensor, layer.path, layer.name), layer.shift)
        try:
            role = role_of(layer.sensor)
            sensor, date = split_date(layer.sensor)
        except ValueError as error:
            raise RequestError(str(error)) from None
        seen = dates.setdefault(sensor, set())
        if date and date in seen:
            raise RequestError(
                f"{sensor_name(layer.sensor)} was given twice.",
                "Put the two layers of that date into one raster (in QGIS: Build virtual raster), or leave one out.",
            )
        if date in seen:
            raise RequestError(
                f"Sensor '{sensor}' was given twice.",
                f"Name the second one, for example {role}:second=…, or give each its date, such as "
                f"{sensor}@2024-05-03=….",
            )
        if seen and (date is None or None in seen):
            raise RequestError(
                f"Sensor '{sensor}' was given both with and without a date.",
                f"Give each of its layers a date, or name the other sensor, for example {role}:second=….",
            )
        seen.add(date)
    if len(dates) > MAX_SENSORS:
        raise RequestError(
            f"{len(dates)} sensors were given; at most {MAX_SENSORS} are possible.",
            "Leave some out, or put the bands of several layers into one raster (in QGIS: Build virtual raster).",
        )
    for sensor, given in dates.items():
        if len(given) > MOST_DATES:
            raise RequestError(
                f"{len(given)} dates of {sensor_name(sensor)} were given; at most {MOST_DATES} are possible.",
                "Leave some out, those with most clouds first.",
            )
