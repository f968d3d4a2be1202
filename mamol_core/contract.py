"""What the engine, its command line and the QGIS plugin say to each other.

Plain data, the standard library only and Python 3.9 syntax: of the engine, QGIS imports this file and others that keep
to the same. A request is a dataclass whose fields say what they are (:mod:`mamol_core.fields`): the options of the
command line, the equivalent shell command (:mod:`mamol_core.shell`) and the lists of files all follow from it.
:func:`to_json` and :func:`from_json` carry a request over the worker's pipe. The engine answers with *events*: one JSON
object a line, each with a key ``event``:

========  =====================================================================================================
hello     ``contract`` (int): sent once, before the heavy imports
progress  ``stage`` (str), its ``done`` and ``total`` (numbers) and ``rate`` (units per second) or null; of the whole
          run ``overall`` (0 to 1, never less than before) and ``eta`` (s) or null
log       ``message``
warning   ``message``: the run goes on, and a person should read this
result    ``value``: what the command returns, a JSON object
error     ``code`` (one of the ``mamol_core.errors`` codes, ``cancelled`` or ``internal``), ``message``, ``hint``
========  =====================================================================================================

A run ends with exactly one ``result`` or ``error``. The line :data:`CANCEL` asks the running command to stop; the end
of the engine's standard input means the same.
"""

from __future__ import annotations

import json
import os
from dataclasses import MISSING, Field, asdict, dataclass, fields
from typing import Any, ClassVar

from .fields import for_messages, is_optional, kind, option, reads, writes

CONTRACT_VERSION = 1
EFFORTS = ("quick", "standard", "thorough")
DEVICES = ("auto", "cpu", "cuda", "cuda:0", "cuda:1", "cuda:2", "cuda:3")
"""``cuda`` is the GPU with the most free memory, ``cuda:1`` the second one."""
MODEL_SUFFIX = ".mamol.safetensors"
HUB = "hub:"
"""What weights of the model hub begin with, see :attr:`TrainRequest.backbone_weights`."""
MAX_CODE = 65535
MAX_CLASSES = 255
MOST_SEED = 2**32 - 1
"""What all random number generators in use take."""
TILE_STEP = 32
"""The side of a tile, in pixels, is a multiple of it."""
CANCEL = '{"command": "cancel"}'


def stage(text: str) -> str:
    """The name of a stage of a run, for progress events. .ci/translations.py finds it, and the plugin translates it."""
    return text


READING_LABELS = stage("Reading the labels")
READING_LAYERS = stage("Reading the layers")
HELPERS_FOR_ASSESSMENT = stage("Training helper classifiers (random forest)")
TRAINING_FOR_ASSESSMENT = stage("Training for the accuracy assessment")
ASSESSING = stage("Assessing every combination of sensors")
HELPERS = stage("Training helper classifiers on all labels")
TRAINING = stage("Training on all labels")
OPENING = stage("Opening model and layers")
MAPPING = stage("Mapping")
MAPPING_ON_CLUSTER = stage("Mapping on the cluster")
WRITING_MAP = stage("Writing the map")
DRAWING_LANDSCAPE = stage("Drawing the landscape")

Range = tuple[float, float]


def shard_of(text: str | None) -> tuple[int, int]:
    """(I, N) of ``I/N``, (1, 1) of None; ValueError, in a sentence, where I is not from 1 to N."""
    if text is None:
        return 1, 1
    number, slash, count = text.partition("/")
    if not (slash and number.isdecimal() and count.isdecimal() and 1 <= int(number) <= int(count)):
        raise ValueError(f"Shard '{text}' is not I/N with I from 1 to N, such as 2/8.")
    return int(number), int(count)


@dataclass(frozen=True)
class Layer:
    """One raster and the sensor it stands for.

    ``crs``: ``EPSG:32718`` or WKT. ``nodata``: closed value ranges, an empty tuple meaning that every value is valid;
    None leaves what the file says. ``name``: what messages call the layer, as its user does; without one they name
    sensor and file.
    """

    sensor: str = for_messages()
    path: str = reads("A raster; repeatable.", option="--layer", metavar="PATH")
    mask: str | None = reads("Raster that is 0 where the layer must not be used.", metavar="PATH", default=None)
    crs: str | None = option("CRS that replaces the file's.", option="--layer-crs", metavar="CRS", default=None)
    nodata: tuple[Range, ...] | None = option(
        "Nodata values that replace the file's: 'none', '0' or '-9999,0..5'.",
        option="--layer-nodata",
        metavar="VALUES",
        default=None,
    )
    name: str | None = for_messages(default=None)


def layer_title(sensor: str, path: str, name: str | None = None) -> str:
    """How a sentence names a layer: by its name, else by sensor and file."""
    return f"'{name}'" if name else f"{sensor} ({os.path.basename(path) or path})"


REQUESTS: dict[str, type[Request]] = {}
"""Every request there is, by its command."""


@dataclass(frozen=True)
class Request:
    """What the engine is asked to do. The first paragraph of a subclass's text is what ``--help`` says of the command.

    ``checked``: whether :class:`CheckRequest` takes it.
    """

    command: ClassVar[str]
    checked: ClassVar[bool] = False

    def __init_subclass__(cls, command: str, checked: bool = False) -> None:
        cls.command, cls.checked = command, checked
        REQUESTS[command] = cls


@dataclass(frozen=True)
class TrainRequest(Request, command="train", checked=True):
    """Train a model from layers and labels.

    ``labels_name``: what messages call the labels.
    """

    layers: tuple[Layer, ...]
    labels: str = reads("Polygons, points or a class raster.")
    model: str = writes("Model file to write.")
    labels_layer: str | None = option("Layer of a file that has several.", default=None)
    field: str | None = option("Field that holds the class: text or number.", default=None)
    classes: str | None = reads("Table of code, name, colour.", default=None)
    ignore: tuple[int, ...] = option("Class code to leave out; repeatable.", default=())
    continue_from: str | None = reads("Model file to go on from.", option="--continue", default=None)
    labels_only: bool = option("When going on: keep only the classes that the labels have.", default=False)
    backbone: str | None = option(
        "Vision transformer of timm to use, frozen, in place of the default network.", default=None
    )
    backbone_weights: str | None = reads(
        "Its weights: a file, or hub:OWNER/NAME@REVISION to download them.", default=None
    )
    effort: str = option(choices=EFFORTS, default="standard")
    seed: int = option(limits=(0, MOST_SEED), default=0)
    device: str = option(choices=DEVICES, default="auto")
    report: str | None = writes("Folder for report.json and report.html.", result="report_html", default=None)
    labels_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class ClassifyRequest(Request, command="classify", checked=True):
    """Map land cover with a model.

    ``resolution`` and ``extent`` are in the target CRS. The map hardly depends on ``tile``. ``shard``: the parts it
    computes are for :class:`MergeRequest` to put together. ``aoi_name``: what messages call the area of interest.
    """

    layers: tuple[Layer, ...]
    model: str = reads("Model file.")
    output: str = writes("Land cover to write, .tif.")
    confidence: str | None = writes("Also write the probability of the chosen class, in per cent.", default=None)
    probabilities: str | None = writes("Also write every class's probability, in per cent.", default=None)
    sensors_used: str | None = writes("Also write which sensors each pixel was mapped from (bit mask).", default=None)
    aoi: str | None = reads("Polygons to map within.", default=None)
    crs: str | None = option("Target CRS; default: the finest projected layer's.", default=None)
    resolution: float | None = option("Target pixel size; default: the model's.", default=None)
    extent: tuple[float, float, float, float] | None = option(
        "Extent in the target CRS.", metavar="XMIN,YMIN,XMAX,YMAX", default=None
    )
    extent_crs: str | None = option("CRS of --extent, where it is not the target's.", default=None)
    classes: str | None = reads(
        "Table of code, name, colour that replaces the model's names and colours.", default=None
    )
    tile: int = option("Tile side in pixels, a multiple of 32.", default=256)
    effort: str = option(choices=EFFORTS, default="standard")
    device: str = option(choices=DEVICES, default="auto")
    cog: bool = option("Write Cloud-Optimized GeoTIFFs.", default=False)
    shard: str | None = option(
        "Compute only the I-th of N shares of the map, for merge.", metavar="I/N", result="parts", default=None
    )
    scheduler: str | None = option(
        "Let the workers of this Dask scheduler compute the map.", metavar="ADDRESS", default=None
    )
    aoi_name: str | None = for_messages(default=None)


@dataclass(frozen=True)
class MergeRequest(Request, command="merge"):
    """Put a map together from PARTS, the folders that classify --shard has made."""

    parts: tuple[str, ...] = reads(argument=True)
    output: str = writes("Land cover to write, .tif, or .vrt for a virtual mosaic of the parts.")
    confidence: str | None = writes("Confidence to write, .tif or .vrt.", default=None)
    probabilities: str | None = writes("Class probabilities to write, .tif or .vrt.", default=None)
    sensors_used: str | None = writes("Sensors used to write, .tif or .vrt.", default=None)
    cog: bool = option("Write Cloud-Optimized GeoTIFFs.", default=False)


@dataclass(frozen=True)
class DescribeRequest(Request, command="describe"):
    """Tell what the engine runs on and, given MODEL, what that file holds."""

    model: str | None = reads(argument=True, default=None)


@dataclass(frozen=True)
class ExampleRequest(Request, command="example"):
    """Write a simulated example scene into FOLDER."""

    folder: str = writes(argument=True)
    seed: int = option(limits=(0, MOST_SEED), default=0)


@dataclass(frozen=True)
class CheckRequest(Request, command="check"):
    """Tell what a run would refuse, convert or warn of, without running it; no torch is needed."""

    request: Request


def to_json(request: Request) -> dict[str, Any]:
    """The request as a JSON object: ``{"contract": 1, "command": ..., "parameters": {...}}``."""
    parameters = {"request": to_json(request.request)} if isinstance(request, CheckRequest) else asdict(request)
    return {"contract": CONTRACT_VERSION, "command": request.command, "parameters": parameters}


def from_json(message: Any) -> Request:
    """The request in a JSON object made by :func:`to_json`; ValueError, in a sentence, where it is not one."""
    if not isinstance(message, dict):
        raise ValueError("The request is not a JSON object.")
    if message.get("contract") != CONTRACT_VERSION:
        raise ValueError(
            f"The request speaks contract version {message.get('contract')!r}, the engine {CONTRACT_VERSION}: "
            "plugin and engine are of different releases."
        )
    cls = REQUESTS.get(str(message.get("command")))
    if cls is None:
        raise ValueError(f"Unknown command {message.get('command')!r}; known are {', '.join(REQUESTS)}.")
    return _built(cls, cls.command, message.get("parameters") or {})


def _built(cls: type[Any], what: str, values: Any) -> Any:
    """A request or a layer of a JSON object, every value of the type that its field has."""
    if not isinstance(values, dict):
        raise ValueError(f"The parameters of {what} are not a JSON object.")
    known = {entry.name: entry for entry in fields(cls)}
    unknown = set(values) - set(known)
    if unknown:
        raise ValueError(f"Unknown parameters for {what}: {', '.join(sorted(unknown))}.")
    missing = [name for name, entry in known.items() if name not in values and entry.default is MISSING]
    if missing:
        raise ValueError(f"Incomplete request for {what}: {', '.join(missing)} is missing.")
    return cls(**{name: _value(known[name], value) for name, value in values.items()})


def _value(entry: Field[Any], value: Any) -> Any:
    """What a JSON value means for a field."""
    return None if value is None and is_optional(entry) else _typed(kind(entry), entry.name, value)


def _typed(kind: str, name: str, value: Any) -> Any:
    """A JSON value as a type that fields are declared with, such as ``tuple[float, ...]``."""
    if kind in _PLAIN:
        if isinstance(value, _PLAIN[kind]) and isinstance(value, bool) == (kind == "bool"):
            return value
    elif kind == "Layer":
        return _built(Layer, "a layer", value)
    elif kind == "Range" and isinstance(value, (list, tuple)) and len(value) == 2:
        return tuple(_typed("float", name, number) for number in value)
    elif kind.startswith("tuple[") and isinstance(value, (list, tuple)):
        inner = kind.partition("[")[2].rstrip("]").split(", ")
        if inner[-1] == "..." or len(inner) == len(value):
            return tuple(_typed(inner[0], name, entry) for entry in value)
    elif kind == "Request":
        request = from_json(value)
        if request.checked:
            return request
        known = " or to ".join(command for command, cls in REQUESTS.items() if cls.checked)
        raise ValueError(f"Only a request to {known} can be checked.")
    raise ValueError(f"Parameter '{name}' is {json.dumps(value)[:60]}; {_EXPECTED.get(kind, 'a list')} was expected.")


_PLAIN: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}
_EXPECTED = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "Range": "a pair of numbers",
}
