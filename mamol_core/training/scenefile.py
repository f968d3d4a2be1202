"""A scene to train on, told by a file: ``scene.json``, in the folder of the scene or elsewhere.

It is a JSON object. Files are named from the folder that it lies in.

==============  =======================================================================================================
layers          sensor, ``role[:name][@date]``, to file
labels          ``{"raster": file}`` or ``{"vector": file}``; with ``"layer"`` where a file has several, ``"field"``,
                ``"ignore"``, a list of codes, and ``"shift"``, such as ``"0,-15"``, where needed
name            of the scene; without one the folder's
classes         code to name, or to ``{"name": ..., "colour": ...}``; or the file of a class table
masks           sensor to mask; like all below, what names a sensor without a date holds for all its dates
mask_codes      sensor to what in its mask must not be used; this and the next are as on the command line
bands           sensor to its bands
nodata          sensor to its nodata values
crs             sensor to its CRS
shifts          sensor to metres that its layer is moved by
note            anything, for people
==============  =======================================================================================================
"""

from __future__ import annotations

import json
import os
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..contract import Layer, TrainRequest
from ..errors import MamolError, RequestError
from ..fields import in_folder
from ..presets import TABLE_SUFFIXES
from ..rasters.legend import LandClass, make_table
from ..requests import check_layers, check_shift
from ..roles import split_date
from ..shell import PARSERS, parse_metres

SCENE_FILE = "scene.json"
_OF_LAYERS = {
    "masks": "mask",
    "mask_codes": "mask_codes",
    "bands": "bands",
    "nodata": "nodata",
    "crs": "crs",
    "shifts": "shift",
}
"""Keys of the file that say something of layers, and the field of a layer that each fills."""
_KEYS = ("layers", "labels", "name", "classes", *_OF_LAYERS, "note")
_OF_LABELS = ("raster", "vector", "layer", "field", "ignore", "shift")
_LARGEST = 10_000_000  # bytes


@dataclass(frozen=True)
class SceneRequest:
    """The layers and labels of one scene; ``name``: empty for those that a request names itself.

    The rest is as in :class:`TrainRequest`, but that ``classes`` may be a table or the file of one.
    """

    name: str
    layers: tuple[Layer, ...]
    labels: str
    labels_layer: str | None = None
    field: str | None = None
    classes: str | list[LandClass] | None = None
    ignore: tuple[int, ...] = ()
    labels_shift: tuple[float, float] | None = None
    labels_name: str | None = None

    @property
    def labels_title(self) -> str:
        """What messages call the labels."""
        return self.labels_name or Path(self.labels).name


def scenes_of(request: TrainRequest) -> list[SceneRequest]:
    """All scenes that a training is asked to learn from, the request's own first. RequestError, naming the scene."""
    scenes = []
    if request.layers and request.labels:
        scenes.append(
            SceneRequest(
                "", request.layers, request.labels, request.labels_layer, request.field, request.classes,
                request.ignore, request.labels_shift, request.labels_name,
            )
        )  # fmt: skip
    scenes += [read_scene(path) for path in request.scenes]
    names = [scene.name for scene in scenes]
    double = next((name for name in names if names.count(name) > 1), None)
    if double is not None:
        raise RequestError(
            f"Two scenes are called '{double}'.", f'Leave one of them out, or give it another "name" in {SCENE_FILE}.'
        )
    return scenes


def read_scene(path: str) -> SceneRequest:
    """The scene of a file, or of the one in a folder. Raises MamolError, naming the scene, where it can't be read."""
    file = Path(path, SCENE_FILE) if os.path.isdir(path) else Path(path)
    folder = file.resolve().parent
    told = _load(file)
    name = told.get("name") or (folder.name if file.name == SCENE_FILE else file.stem)
    if not isinstance(name, str):
        raise RequestError(f"The name of the scene {file} is {name!r}; a text was expected.", "Change it.")
    try:
        return _scene(name, told, str(folder))
    except MamolError as error:
        error.put_in(f"Scene '{name}'")
        error.hint = error.hint or f"Mend {file}."
        raise
    except ValueError as error:  # of a parser, in a sentence
        raise RequestError(f"Scene '{name}': {error}", f"Mend {file}.") from None


def _load(file: Path) -> dict[str, Any]:
    try:
        if not file.is_file():
            raise FileNotFoundError(0, "there is no such file")
        if file.stat().st_size > _LARGEST:
            raise ValueError("it is too large to be one")
        told = json.loads(file.read_text(encoding="utf-8-sig"))
        if not isinstance(told, dict):
            raise ValueError("it is not a JSON object")
    except OSError as error:
        raise RequestError(
            f"The scene {file} can't be read: {error.strerror or error}.",
            f"Choose a folder that holds a {SCENE_FILE}, or that file.",
        ) from None
    except (ValueError, RecursionError) as error:
        raise RequestError(
            f"{file} does not describe a scene: {error}.", "Write it as the guide tells, page Labels and training."
        ) from None
    return told


def _scene(name: str, told: dict[str, Any], folder: str) -> SceneRequest:
    _check_keys(told, _KEYS, "")
    labels = _object(told, "labels")
    _check_keys(labels, _OF_LABELS, "labels: ")
    files = [key for key in ("raster", "vector") if key in labels]
    if len(files) != 1:
        raise RequestError('its labels name no file, or two; either "raster" or "vector" was expected.')
    ignore = labels.get("ignore", [])
    if not isinstance(ignore, list) or not all(type(code) is int for code in ignore):
        raise RequestError(f"labels: ignore is {json.dumps(ignore)[:60]}; a list of codes was expected.")
    shift = parse_metres(_text(labels["shift"], "labels: shift")) if "shift" in labels else None
    check_shift("labels", shift)
    layers = _layers(told, folder)
    check_layers(layers)
    return SceneRequest(
        name,
        layers,
        in_folder(_text(labels[files[0]], f"labels: {files[0]}"), folder),
        _text(labels["layer"], "labels: layer") if "layer" in labels else None,
        _text(labels["field"], "labels: field") if "field" in labels else None,
        _classes(told.get("classes"), folder),
        tuple(ignore),
        shift,
    )


def _layers(told: dict[str, Any], folder: str) -> tuple[Layer, ...]:
    layers = _object(told, "layers")
    known = {name for sensor in layers for name in (sensor, sensor.partition("@")[0])}
    said: dict[str, dict[str, Any]] = {}
    for key, field in _OF_LAYERS.items():
        texts = _object(told, key) if key in told else {}
        for sensor in texts:
            if sensor not in known:
                raise RequestError(f"\"{key}\" names the sensor '{sensor}', which has no layer.")
        said[field] = {
            sensor: _parsed(field, _text(text, f"{key} of {sensor}"), folder) for sensor, text in texts.items()
        }
    found = []
    for sensor, path in layers.items():
        whole = split_date(sensor)[0]
        more = {field: of.get(sensor, of.get(whole)) for field, of in said.items()}
        found.append(Layer(sensor, in_folder(_text(path, f"the layer of {sensor}"), folder), **more))
    return tuple(found)


def _parsed(field: str, text: str, folder: str) -> Any:
    """What the command line would make of the text for a field of a layer; files are named from the folder."""
    if field == "mask" or (field == "bands" and text.lower().endswith(TABLE_SUFFIXES)):
        text = in_folder(text, folder)
    return PARSERS.get(field, str)(text)


def _classes(told: Any, folder: str) -> str | list[LandClass] | None:
    if not told:
        return None
    if isinstance(told, str):
        return in_folder(told, folder)
    if not isinstance(told, dict):
        raise RequestError('"classes" is neither an object of codes and names nor the file of a class table.')
    entries = []
    for code, entry in told.items():
        about = entry if isinstance(entry, dict) else {"name": entry}
        _check_keys(about, ("name", "colour", "color"), f"classes: {code}: ")
        entries.append((code, about.get("name"), about.get("colour") or about.get("color")))
    return make_table(entries, SCENE_FILE)


def _check_keys(told: dict[str, Any], known: Collection[str], where: str) -> None:
    unknown = sorted(set(told) - set(known))
    if unknown:
        raise RequestError(
            f"{where}there is no such key as {', '.join(map(repr, unknown))}; known are {', '.join(known)}."
        )


def _object(told: dict[str, Any], key: str) -> dict[str, Any]:
    value = told.get(key)
    if not isinstance(value, dict) or not value:
        found = "is missing" if value is None else "is empty" if value == {} else "is no JSON object"
        example = '{"vector": "fields.gpkg", "field": "crop"}' if key == "labels" else '{"optical": "optical.tif"}'
        raise RequestError(f'"{key}" {found}; an object was expected, such as {example}.')
    return value


def _text(value: Any, what: str) -> str:
    if not isinstance(value, str) or not value:
        raise RequestError(f"{what} is {json.dumps(value)[:60]}; a text was expected.")
    return value
