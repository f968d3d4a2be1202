"""Requests as shell commands: for logs, and for people who want to repeat without QGIS what they did in it.

The standard library only and Python 3.9 syntax, like the contract.
"""

from __future__ import annotations

import math
import os
import re
import shlex
import subprocess  # for its quoting alone  # nosec B404
from collections.abc import Callable
from dataclasses import fields
from typing import Any

from .contract import CheckRequest, Layer, Range, Request
from .fields import is_repeated, option_name
from .presets import format_bands, parse_bands


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
    for entry in fields(request):
        value = getattr(request, entry.name)
        option = option_name(entry)
        if option is None or value is None or value == entry.default:
            continue
        if entry.metadata.get("argument"):
            words += value if isinstance(value, tuple) else [value]
        elif value is True:
            words.append(option)
        elif not isinstance(value, tuple):
            words += [option, str(value)]
        elif not is_repeated(entry):  # its numbers make one word; "=" keeps a minus from being taken for an option
            words.append(option + "=" + ",".join(repr(float(number)) for number in value))
        else:
            for part in value:
                words += _layer_words(part) if isinstance(part, Layer) else [option, str(part)]
    return words


def _layer_words(layer: Layer) -> list[str]:
    words: list[str] = []
    for entry in fields(layer):
        value = getattr(layer, entry.name)
        option = option_name(entry)
        if option is not None and value is not None:
            words += [option, f"{layer.sensor}={_FORMATS.get(entry.name, str)(value)}"]
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


def format_metres(metres: tuple[float, float]) -> str:
    """A shift as the command line writes it."""
    return ",".join(repr(float(number)) for number in metres)


def parse_metres(text: str) -> tuple[float, float]:
    """The inverse of :func:`format_metres`; ValueError, in a sentence, where the text is not of that form."""
    try:
        east, north = (float(part) for part in text.split(","))
        if not (math.isfinite(east) and math.isfinite(north)):
            raise ValueError
    except ValueError:
        raise ValueError(f"'{text}' is not a shift: metres east and north, such as 0,-15.") from None
    return east, north


_FORMATS: dict[str, Callable[[Any], str]] = {"nodata": format_ranges, "bands": format_bands, "shift": format_metres}
PARSERS: dict[str, Callable[[str], Any]] = {"nodata": parse_ranges, "bands": parse_bands, "shift": parse_metres}
"""How the value of a layer's field is read from the command line, where it is not taken as it is."""
