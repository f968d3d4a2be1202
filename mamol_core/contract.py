"""What the engine, its command line and the QGIS plugin say to each other.

Plain data, the standard library only and Python 3.9 syntax: QGIS imports this file, and nothing else of the engine.
A request is a dataclass; :func:`to_json` and :func:`from_json` carry it over the worker's pipe, and
:func:`command_line` writes the equivalent shell command. The engine answers with *events*: one JSON object a line,
each with a key ``event``:

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
import re
import shlex
import stat
import subprocess  # for its quoting alone  # nosec B404
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any, ClassVar, Union

from .cards import check_card

CONTRACT_VERSION = 1
EFFORTS = ("quick", "standard", "thorough")
DEVICES = ("auto", "cpu", "cuda", "cuda:0", "cuda:1", "cuda:2", "cuda:3")
"""``cuda`` is the GPU with the most free memory, ``cuda:1`` the second one."""
MODEL_SUFFIX = ".mamol.safetensors"
MODEL_FORMAT = 3
HUB = "hub:"
"""What weights of the model hub begin with, see :attr:`TrainRequest.backbone_weights`."""
_LONGEST_HEADER = 100_000_000  # bytes of a model file's header
MAX_CODE = 65535
MAX_CLASSES = 255
TILE_STEP = 32
"""The side of a tile, in pixels, is a multiple of it."""
CANCEL = '{"command": "cancel"}'

# Stages of a run, as progress events name them.
READING_LABELS = "Reading the labels"
READING_LAYERS = "Reading the layers"
HELPERS_FOR_ASSESSMENT = "Training helper classifiers (random forest)"
TRAINING_FOR_ASSESSMENT = "Training for the accuracy assessment"
ASSESSING = "Assessing every combination of sensors"
HELPERS = "Training helper classifiers on all labels"
TRAINING = "Training on all labels"
OPENING = "Opening model and layers"
MAPPING = "Mapping"
MAPPING_ON_CLUSTER = "Mapping on the cluster"
WRITING_MAP = "Writing the map"
DRAWING_LANDSCAPE = "Drawing the landscape"

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

    ``mask``: a raster that is 0 (or no data) where the layer must not be used, e.g. under clouds.
    ``crs``: replaces the file's CRS (``EPSG:32718`` or WKT). ``nodata``: closed value ranges that replace the file's
    nodata value, an empty tuple meaning that every value is valid; None leaves what the file says. ``name``: what
    messages call the layer, as its user does; without one they name sensor and file.
    """

    sensor: str
    path: str
    mask: str | None = None
    crs: str | None = None
    nodata: tuple[Range, ...] | None = None
    name: str | None = None


def layer_title(sensor: str, path: str, name: str | None = None) -> str:
    """How a sentence names a layer: by its name, else by sensor and file."""
    return f"'{name}'" if name else f"{sensor} ({os.path.basename(path) or path})"


@dataclass(frozen=True)
class TrainRequest:
    """Train a model file from layers and labels; see ``python -m mamol_core train --help`` for each field.

    ``labels_only``: of a model that is continued, keep only the classes that the labels have.
    ``backbone``: name of a vision transformer of timm to put in place of the default network, frozen;
    ``backbone_weights``: a file, or ``hub:OWNER/NAME@REVISION``. ``labels_name``: what messages call the labels.
    """

    command: ClassVar[str] = "train"
    layers: tuple[Layer, ...]
    labels: str
    model: str
    labels_layer: str | None = None
    field: str | None = None
    classes: str | None = None
    ignore: tuple[int, ...] = ()
    continue_from: str | None = None
    labels_only: bool = False
    backbone: str | None = None
    backbone_weights: str | None = None
    effort: str = "standard"
    seed: int = 0
    device: str = "auto"
    report: str | None = None
    labels_name: str | None = None


@dataclass(frozen=True)
class ClassifyRequest:
    """Map land cover with a model file.

    ``resolution`` and ``extent``, (xmin, ymin, xmax, ymax), are in the target CRS; ``extent_crs`` says where the extent
    is in another. ``classes``: a table of code, name, colour that replaces the model's names and colours.
    ``tile``: side of the tiles the network sees, in pixels, a multiple of 32; the map hardly depends on it.
    ``cog``: write Cloud-Optimized GeoTIFFs. ``shard``: ``I/N``, compute only the I-th of N shares of the map's parts,
    for :class:`MergeRequest` to put together. ``scheduler``: address of a Dask scheduler whose workers compute them.
    ``aoi_name``: what messages call the area of interest.
    """

    command: ClassVar[str] = "classify"
    layers: tuple[Layer, ...]
    model: str
    output: str
    confidence: str | None = None
    probabilities: str | None = None
    sensors_used: str | None = None
    aoi: str | None = None
    crs: str | None = None
    resolution: float | None = None
    extent: tuple[float, float, float, float] | None = None
    extent_crs: str | None = None
    classes: str | None = None
    tile: int = 256
    effort: str = "standard"
    device: str = "auto"
    cog: bool = False
    shard: str | None = None
    scheduler: str | None = None
    aoi_name: str | None = None


@dataclass(frozen=True)
class MergeRequest:
    """Put a map together from its parts. ``parts``: the folders that shards have made.

    Results that end in ``.vrt`` become virtual mosaics of the parts; ``cog`` makes the others Cloud-Optimized GeoTIFFs.
    """

    command: ClassVar[str] = "merge"
    parts: tuple[str, ...]
    output: str
    confidence: str | None = None
    probabilities: str | None = None
    sensors_used: str | None = None
    cog: bool = False


@dataclass(frozen=True)
class DescribeRequest:
    """What the engine runs on (versions, device and why) and, where ``model`` is given, what that file holds."""

    command: ClassVar[str] = "describe"
    model: str | None = None


@dataclass(frozen=True)
class ExampleRequest:
    """Write the simulated example scene into ``folder``."""

    command: ClassVar[str] = "example"
    folder: str
    seed: int = 0


@dataclass(frozen=True)
class CheckRequest:
    """What a training or a classification would refuse, convert or warn of; it is not run, and no torch is needed."""

    command: ClassVar[str] = "check"
    request: TrainRequest | ClassifyRequest


Request = Union[TrainRequest, ClassifyRequest, MergeRequest, DescribeRequest, ExampleRequest, CheckRequest]
REQUESTS: dict[str, type[Any]] = {
    cls.command: cls
    for cls in (TrainRequest, ClassifyRequest, MergeRequest, DescribeRequest, ExampleRequest, CheckRequest)
}


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
    return cls(**{name: _typed(str(known[name].type), name, value) for name, value in values.items()})


def _typed(kind: str, name: str, value: Any) -> Any:
    """A JSON value as the type that a field is declared with, such as ``tuple[float, ...] | None``."""
    optional = kind.endswith(" | None")
    kind = kind.removesuffix(" | None")
    if value is None and optional:
        return None
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
    elif kind == "TrainRequest | ClassifyRequest":
        request = from_json(value)
        if isinstance(request, (TrainRequest, ClassifyRequest)):
            return request
        raise ValueError("Only a request to train or to classify can be checked.")
    raise ValueError(f"Parameter '{name}' is {json.dumps(value)[:60]}; {_EXPECTED.get(kind, 'a list')} was expected.")


_PLAIN: dict[str, tuple[type, ...]] = {"str": (str,), "int": (int,), "float": (int, float), "bool": (bool,)}
_EXPECTED = {
    "str": "a text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "Range": "a pair of numbers",
}


def command_line(
    request: Request, python: str = "python", folder: str | None = None, windows: bool = os.name == "nt"
) -> str:
    """The shell command that does the same, for logs and for people who want to repeat a run without QGIS.

    ``python``: the engine's interpreter; ``folder``: where ``mamol_core`` lies, to change to first; ``windows``: for
    cmd.exe, not for a POSIX shell. What only messages need, such as the names of layers, is left out.
    """
    quote = _quote_for_cmd if windows else shlex.quote
    line = " ".join(quote(word) for word in (python, "-m", "mamol_core", *arguments(request)))
    if folder is None:
        return line
    return f"cd {'/d ' if windows else ''}{quote(folder)} && {line}"


def _quote_for_cmd(word: str) -> str:
    """The word for cmd.exe and the C runtime of the program: quoted where it holds more than plain characters."""
    if re.fullmatch(r"[\w.:/\\=+@-]+", word):
        return word
    quoted = subprocess.list2cmdline([word])
    return quoted if quoted.startswith('"') else f'"{quoted}"'


def arguments(request: Request) -> list[str]:
    """Arguments of ``python -m mamol_core`` for the request; what has its default value is left out."""
    words = [request.command]
    if isinstance(request, CheckRequest):
        return words + arguments(request.request)
    if isinstance(request, DescribeRequest):
        return words + ([request.model] if request.model else [])
    for layer in getattr(request, "layers", ()):
        words += ["--layer", f"{layer.sensor}={layer.path}"]
        if layer.mask:
            words += ["--mask", f"{layer.sensor}={layer.mask}"]
        if layer.crs:
            words += ["--layer-crs", f"{layer.sensor}={layer.crs}"]
        if layer.nodata is not None:
            words += ["--layer-nodata", f"{layer.sensor}={format_ranges(layer.nodata)}"]
    for entry in fields(request):
        value = getattr(request, entry.name)
        if entry.name in ("layers", "labels_name", "aoi_name") or value is None or value == entry.default:
            continue
        if entry.name in ("folder", "parts"):
            words += [value] if isinstance(value, str) else value
            continue
        option = "--continue" if entry.name == "continue_from" else "--" + entry.name.replace("_", "-")
        if entry.name == "ignore":
            for code in value:
                words += [option, str(code)]
        elif value is True:
            words.append(option)
        elif entry.name == "extent":
            words.append(option + "=" + ",".join(repr(float(number)) for number in value))
        else:
            words += [option, str(value)]
    return words


def format_ranges(ranges: tuple[Range, ...]) -> str:
    """Nodata ranges as the command line writes them: ``none``, ``0`` or ``-9999,0..5``."""
    if not ranges:
        return "none"
    return ",".join(_exact(low) if low == high else f"{_exact(low)}..{_exact(high)}" for low, high in ranges)


def _exact(value: float) -> str:
    return str(value) if isinstance(value, int) else f"{value:.17g}"


def parse_ranges(text: str) -> tuple[Range, ...]:
    """The inverse of :func:`format_ranges`; ValueError, in a sentence, where the text is not of that form."""
    if text.strip().lower() == "none":
        return ()
    ranges = []
    for part in text.split(","):
        low, dots, high = part.partition("..")
        try:
            ranges.append((_parsed(low), _parsed(high if dots else low)))
        except ValueError:
            raise ValueError(f"'{text}' is not a list of nodata values such as 'none', '0' or '-9999,0..5'.") from None
    return tuple(ranges)


def _parsed(text: str) -> float:
    """A number; whole ones stay exact, since those of 64 bits are more than a float can tell apart."""
    return int(text) if text.strip().lstrip("+-").isdecimal() and len(text) < 40 else float(text)


def read_card(path: str) -> dict[str, Any]:
    """The JSON metadata ("card") of a model file, without its tensors; README "The model file" lists its keys.

    A safetensors file begins with the length of its header, 8 bytes little-endian, and the header, a JSON object
    (https://huggingface.co/docs/safetensors); the card is the string ``mamol`` in its ``__metadata__``. Raises
    OSError where the file can't be read and ValueError, in a sentence, where it is not a model, is cut short, is of
    a newer format, or its card is not one that a map can be made with.
    """
    name = os.path.basename(path)
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):  # opening a named pipe would wait for ever
        raise ValueError(f"{name} is not a file.")
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if status.st_size < 10 or not 2 <= length <= min(status.st_size - 8, _LONGEST_HEADER):
            raise ValueError(f"{name} is not a MaMOL model, or it is cut short.")
        try:
            header = json.loads(file.read(length))
            card = json.loads(header["__metadata__"]["mamol"])
            end = max((entry["data_offsets"][1] for key, entry in header.items() if key != "__metadata__"), default=0)
            found = card.get("format")
            whole = status.st_size >= 8 + length + end
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            raise ValueError(f"{name} is not a MaMOL model: it has no readable model card.") from None
    if found != MODEL_FORMAT:
        raise ValueError(
            f"{name} has model format {found!r:.20}; this release reads format {MODEL_FORMAT}. "
            "Update MaMOL Land Cover, or train the model again."
        )
    if not whole:
        raise ValueError(
            f"{name} is cut short: {status.st_size} bytes found, {8 + length + end} expected. Copy it again."
        )
    try:
        check_card(card)
    except ValueError as error:
        raise ValueError(f"{name} can't be used as a model: {error}") from None
    return dict(card)
