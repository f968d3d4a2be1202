"""What click has to know of a request, from its fields; and the request, from what click found."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import MISSING, Field, fields
from typing import Any

import click

from ..contract import Layer, Request
from ..errors import RequestError
from ..fields import is_optional, is_repeated, kind, option_name
from ..roles import role_of, split_date
from ..shell import PARSERS

_TYPES = {"str": click.STRING, "int": click.INT, "float": click.FLOAT}
_LAYER_FIELDS = [part for part in fields(Layer) if option_name(part)]


def command_for(request: type[Request], do: Callable[[Request], None]) -> click.Command:
    """The command that makes such a request of its arguments and hands it to ``do``."""

    def callback(**values: Any) -> None:
        do(request_of(request, values))

    return click.Command(request.command, params=parameters(request), callback=callback, help=help_of(request))


def help_of(request: type[Request]) -> str:
    """What ``--help`` says of the command: the first paragraph of its text."""
    return inspect.cleandoc(request.__doc__ or "").partition("\n\n")[0]


def parameters(request: type[Request]) -> list[click.Parameter]:
    """The options and arguments of the command, in the order of the fields."""
    found: list[click.Parameter] = []
    for entry in fields(request):
        if kind(entry) == "tuple[Layer, ...]":
            found += [_layer_option(entry, part) for part in _LAYER_FIELDS]
        elif option_name(entry):
            found.append(_parameter(entry))
    return found


def _parameter(entry: Field[Any]) -> click.Parameter:
    required = entry.default is MISSING and not is_optional(entry)
    default = None if entry.default is MISSING else entry.default
    if entry.metadata.get("argument"):
        return click.Argument([entry.name], required=required, nargs=-1 if is_repeated(entry) else 1)
    words = [entry.name, option_name(entry) or ""]
    about = {"help": entry.metadata["help"], "metavar": entry.metadata.get("metavar")}
    if kind(entry) == "bool":
        return click.Option(words, is_flag=True, **about)
    if is_repeated(entry):
        return click.Option(words, multiple=True, type=_TYPES[_inner(entry)], **about)
    if required:
        return click.Option(words, required=True, type=_type(entry), **about)
    return click.Option(words, default=default, show_default=True, type=_type(entry), **about)


def _type(entry: Field[Any]) -> click.ParamType:
    choices = entry.metadata.get("choices")
    if choices:
        return click.Choice(choices)
    return _TYPES.get(kind(entry)) or _numbers(entry)


def _inner(entry: Field[Any]) -> str:
    """What a tuple holds: ``int`` of ``tuple[int, ...]``."""
    return kind(entry).partition("[")[2].partition(",")[0]


def _numbers(entry: Field[Any]) -> click.ParamType:
    """Several numbers in one word, with commas between them, as many as there are in the metavar."""

    def convert(text: str) -> tuple[float, ...]:
        try:
            numbers = tuple(float(part) for part in text.split(","))
        except ValueError:
            numbers = ()
        if len(numbers) != len(entry.metadata["metavar"].split(",")):
            raise RequestError(f"{option_name(entry)} '{text}' is not {entry.metadata['metavar']}.")
        return numbers

    return click.types.FuncParamType(convert)


def request_of(request: type[Request], values: dict[str, Any]) -> Request:
    """The request of what was given on the command line. Raises RequestError."""
    rest = dict(values)
    for entry in fields(request):
        if kind(entry) == "tuple[Layer, ...]":
            rest[entry.name] = _layers({part.name: rest.pop(f"{entry.name}_{part.name}") for part in _LAYER_FIELDS})
    return request(**rest)


def _layer_option(entry: Field[Any], part: Field[Any]) -> click.Option:
    """--layer, which names sensor and file, or another of a layer's options, which name the sensor they are about."""
    words = [f"{entry.name}_{part.name}", option_name(part) or ""]
    return click.Option(
        words, multiple=True, metavar="ROLE[:NAME][@DATE]=" + part.metadata["metavar"], help=part.metadata["help"]
    )


def _layers(texts: dict[str, Sequence[str]]) -> tuple[Layer, ...]:
    """The layers, sensor by sensor, of the texts given for each field of a layer.

    What names a sensor without a date holds for all dates of it that have nothing of their own.
    """
    given: dict[str, list[tuple[str, str]]] = {}
    for part in _LAYER_FIELDS:
        given[part.name] = [_pair(option_name(part) or "", text) for text in texts[part.name]]
        known = {name for sensor, _ in given["path"] for name in (sensor, split_date(sensor)[0])}
        for sensor, _ in given[part.name]:
            if sensor not in known:
                raise RequestError(f"{option_name(part)} names the sensor '{sensor}', which has no --layer.")
    try:
        parsed = {
            name: {sensor: PARSERS.get(name, str)(text) for sensor, text in pairs} for name, pairs in given.items()
        }
    except ValueError as error:
        raise RequestError(str(error)) from None
    return tuple(
        Layer(
            sensor,
            path,
            **{name: of.get(sensor, of.get(split_date(sensor)[0])) for name, of in parsed.items() if name != "path"},
        )
        for sensor, path in given["path"]
    )


def _pair(option: str, text: str) -> tuple[str, str]:
    sensor, equals, value = text.partition("=")
    if not equals or not value:
        raise RequestError(
            f"{option} '{text}' is not of the form ROLE[:NAME][@DATE]=VALUE.", f"Write {option} optical=…."
        )
    try:
        role_of(sensor)
    except ValueError as error:
        raise RequestError(str(error)) from None
    return sensor, value
