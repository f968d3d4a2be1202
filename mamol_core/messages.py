"""What goes through the pipe between the plugin and an engine process: a JSON object a line.

The plugin sends requests, as :func:`to_json` writes them. The engine answers with *events*, each with a key ``event``:

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
from dataclasses import MISSING, Field, asdict, fields
from typing import Any

from .contract import CONTRACT_VERSION, REQUESTS, CheckRequest, Layer, Request
from .fields import is_optional, kind

CANCEL = '{"command": "cancel"}'


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
    if value is None and kind.endswith(" | None"):
        return None
    kind = kind.removesuffix(" | None")
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
