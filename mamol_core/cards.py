"""Reads the card of a model file, and checks it: the file may come from anywhere, or be damaged.

The standard library only and Python 3.9 syntax, like the contract.
"""

from __future__ import annotations

import json
import math
import os
import re
import stat
from collections.abc import Mapping, Sequence
from typing import Any

MODEL_FORMAT = 3
"""The format that is written."""
READABLE_FORMATS = (3,)
"""The formats that are read, and will be: tests/core/test_older_models.py maps with a model of each."""
_LONGEST_HEADER = 100_000_000  # bytes of a model file's header
MAX_SENSORS = 16
"""As many as there are bits in the mask that says which sensors saw a pixel, uint16."""
_MOST_BANDS, _MOST_CLASSES, _MOST_CODE = 10_000, 255, 65535
_COARSEST = 1e6  # metres of ground per pixel
_STATISTICS = ("median", "p2", "p98", "low", "high")
_LIMITS = {"classes": _MOST_CLASSES, "width": 4096, "depth": 64, "heads": 256, "rank": 1024, "dynamic": 256}


def read_card(path: str) -> dict[str, Any]:
    """The JSON metadata ("card") of a model file, without its tensors; README "The model file" lists its keys.

    A safetensors file begins with the length of its header, 8 bytes little-endian, and the header, a JSON object
    (https://huggingface.co/docs/safetensors); the card is the string ``mamol`` in its ``__metadata__``. Raises
    OSError where the file can't be read and ValueError, in a sentence, where it is not a model, is cut short, is of
    a newer format, or its card is not one that a map can be made with.

    Whoever wants a card reads it here, the plugin and the engine: so this is the one place where a card of an older
    format gets the defaults of what a later one adds, or is converted. Its checksum is that of the card as written.
    """
    card = read_entry(path, "mamol", "model", READABLE_FORMATS)
    try:
        check_card(card)
    except ValueError as error:
        raise ValueError(f"{os.path.basename(path)} can't be used as a model: {error}") from None
    return dict(card)


def read_entry(path: str, key: str, kind: str, formats: Sequence[int]) -> Any:
    """The JSON value under ``key`` of a safetensors file's metadata; ``kind``: what messages call such a file.

    Raises OSError where the file can't be read and ValueError, in a sentence, where it is no such file, is cut short or
    has none of the ``formats``.
    """
    name = os.path.basename(path)
    status = os.stat(path)
    if not stat.S_ISREG(status.st_mode):  # opening a named pipe would wait for ever
        raise ValueError(f"{name} is not a file.")
    with open(path, "rb") as file:
        length = int.from_bytes(file.read(8), "little")
        if status.st_size < 10 or not 2 <= length <= min(status.st_size - 8, _LONGEST_HEADER):
            raise ValueError(f"{name} is not a MaMOL {kind}, or it is cut short.")
        try:
            header = json.loads(file.read(length))
            card = json.loads(header["__metadata__"][key])
            end = max((entry["data_offsets"][1] for part, entry in header.items() if part != "__metadata__"), default=0)
            found = card.get("format")
            whole = status.st_size >= 8 + length + end
        except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError):
            raise ValueError(f"{name} is not a MaMOL {kind}: it has no readable {kind} card.") from None
    if found not in formats:
        known = " and ".join(map(str, formats))
        raise ValueError(
            f"{name} has {kind} format {found!r:.20}; this release reads format {known}. "
            f"Update MaMOL Land Cover, or train the {kind} again."
        )
    if not whole:
        raise ValueError(
            f"{name} is cut short: {status.st_size} bytes found, {8 + length + end} expected. Copy it again."
        )
    return card


def check_card(card: Any) -> None:
    """ValueError, in a sentence, where a card is not one that a map can be made with."""
    if not isinstance(card, dict):
        raise ValueError("Its card is not a JSON object.")
    _text(card.get("name"), "It has no name.")
    _check_size(card.get("gsd"), "Its pixel size")
    classes = _objects(card, "classes", _MOST_CLASSES)
    sensors = _objects(card, "sensors", MAX_SENSORS)
    _check_classes(classes)
    for sensor in sensors:
        check_sensor_entry(sensor)
    names = [sensor["sensor"] for sensor in sensors]
    if len(set(names)) < len(names):
        raise ValueError("It names a sensor twice.")
    _check_network(card.get("network"), len(sensors), len(classes))
    _check_added(card.get("training"))
    for entry in card.get("accuracy") or ():
        if not isinstance(entry, dict) or not set(_list(entry.get("sensors"))) <= set(names):
            raise ValueError("Its accuracy figures are for sensors that it does not have.")
        if entry.get("oa") is not None and not _number(entry["oa"]):
            raise ValueError(f"Its accuracy is {_short(entry['oa'])}; a number was expected.")


def _check_added(training: Any) -> None:
    """Which sensors were added later, as training/growing.py tells it."""
    history = training.get("added") if isinstance(training, dict) else None
    for entry in _list(history or []):
        if not isinstance(entry, dict) or not all(isinstance(name, str) for name in _list(entry.get("sensors"))):
            raise ValueError("What it tells of sensors that were added is not readable.")
        for key in ("created", "model"):
            _text(entry.get(key), "What it tells of sensors that were added is not readable.")
        for figures in filter(None, (entry.get("before"), entry.get("after"))):
            if not isinstance(figures, dict) or not _number(figures.get("oa")):
                raise ValueError("The accuracy it gives for sensors that were added is not readable.")


def _check_classes(classes: list[Any]) -> None:
    codes = []
    for entry in classes:
        code = entry.get("code")
        if not (_whole(code) and 1 <= code <= _MOST_CODE):
            raise ValueError(f"A class has the code {_short(code)}; whole numbers from 1 to {_MOST_CODE} are expected.")
        codes.append(code)
        _text(entry.get("name"), f"Class {code} has no name.")
        _text(entry.get("colour"), f"Class {code} has no colour.")
    if len(set(codes)) < len(codes):
        raise ValueError("Two of its classes have the same code.")


def check_sensor_entry(sensor: Mapping[str, Any]) -> None:
    """ValueError, in a sentence, where an entry of a card is not a sensor."""
    for key in ("sensor", "quantity", "units"):
        _text(sensor.get(key), f"A sensor has no {key}.")
    name = _short(sensor["sensor"])
    bands = _objects(sensor, "bands", _MOST_BANDS)
    for band in bands:
        wavelength = band.get("wavelength_nm")
        if not (wavelength is None or (_number(wavelength) and wavelength > 0)):
            raise ValueError(f"A band of {name} has the wavelength {_short(wavelength)}.")
        if band.get("name") is not None:
            _text(band["name"], f"A band of {name} has no name.")
    _text(sensor.get("version", ""), f"The version of {name} is no text.")
    dates = _list(sensor.get("dates", []))
    if not all(isinstance(date, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", date) for date in dates):
        raise ValueError(f"Sensor {name} has a date that is none.")
    _check_size(sensor.get("gsd"), f"The pixel size of {name}")
    rows = [(key, _list(sensor.get(key)), len(bands)) for key in _STATISTICS]
    correlation = _list(sensor.get("correlation") or [])
    if correlation and len(correlation) != len(bands):
        raise ValueError(f"Sensor {name} has correlations for another number of bands.")
    rows += [("correlation", _list(row), len(bands)) for row in correlation]
    for key, values, count in rows:
        if len(values) != count:
            raise ValueError(f"Sensor {name} has the statistic {key} for another number of bands.")
        if not all(_number(value) for value in values):
            raise ValueError(f"Sensor {name} has a value of {key} that is not a finite number.")


def _check_network(network: Any, sensors: int, classes: int) -> None:
    if not isinstance(network, dict):
        raise ValueError("It does not describe its network.")
    for key, most in _LIMITS.items():
        value = network.get(key, 1)
        if not (_whole(value) and 1 <= value <= most):
            raise ValueError(f"Its network's {key} is {_short(value)}; a whole number from 1 to {most} was expected.")
    if network.get("width", 96) % network.get("heads", 4):
        raise ValueError("Its network's width is no multiple of its heads.")
    if network.get("classes") != classes:
        raise ValueError(f"Its network has {network.get('classes')} outputs for {classes} classes.")
    features = _list(network.get("features"))
    if len(features) != sensors or not all(_whole(count) and 1 <= count <= 2 * _MOST_BANDS for count in features):
        raise ValueError(f"Its network does not read the features of {sensors} sensors.")
    if not all(_whole(position) and 0 <= position < sensors for position in _list(network.get("series", []))):
        raise ValueError("Its network names series that are none of its sensors.")
    if not (_whole(network.get("added", 0)) and 0 <= network.get("added", 0) < sensors):
        raise ValueError(f"Of its {sensors} sensors {_short(network['added'])} were added later; fewer were expected.")
    if not isinstance(network.get("backbone"), (str, type(None))):
        raise ValueError("Its network's backbone has no name.")


def _check_size(value: Any, what: str) -> None:
    if not (_number(value) and 0 < value <= _COARSEST):
        raise ValueError(f"{what} is {_short(value)}; a number of metres above 0 was expected.")


def _objects(holder: Mapping[str, Any], key: str, most: int) -> list[Any]:
    found = _list(holder.get(key))
    if not 1 <= len(found) <= most or not all(isinstance(entry, dict) for entry in found):
        raise ValueError(f"It lists {len(found)} {key}; from 1 to {most}, each an object, were expected.")
    return found


def _list(value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise ValueError(f"A list was expected in its card, not {_short(value)}.")
    return value


def _text(value: Any, lack: str) -> None:
    if not isinstance(value, str):
        raise ValueError(lack)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and math.isfinite(value)


def _whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _short(value: Any) -> str:
    return repr(value)[:60]
