"""What the fields of a request say of themselves, and what follows from it: files, absolute paths, options.

:func:`option`, :func:`reads` and :func:`writes` make a field of a dataclass (``labels: str = reads("Polygons.")``). Its
metadata have these keys, all but the first where needed:

========  ===========================================================================================================
help      what ``--help`` says of it
path      ``in`` for files that are read, ``out`` for a file or folder that is written
option    its option where that is not named as the field is; None where it is for messages only
argument  true where the command line takes it by its place, without a name
metavar   how ``--help`` writes its value
choices   the values there are
limits    least and most
beside    the field whose file it lies beside where it is given by its name alone
result    the key under which the command's result names what was written, where that is not the field's name
========  ===========================================================================================================

The standard library only and Python 3.9 syntax, like the contract.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import MISSING, Field, field, fields, is_dataclass, replace
from typing import Any, TypeVar

Holder = TypeVar("Holder")


def option(text: str = "", default: Any = MISSING, **facts: Any) -> Any:
    """A field that names no file."""
    return field(default=default, metadata={"help": text, **facts})


def reads(text: str = "", default: Any = MISSING, **facts: Any) -> Any:
    """A field that names a file or folder to read, or several."""
    return option(text, default, path="in", **facts)


def writes(text: str = "", default: Any = MISSING, **facts: Any) -> Any:
    """A field that names a file or folder to write."""
    return option(text, default, path="out", **facts)


def for_messages(default: Any = MISSING) -> Any:
    """A field that only messages need: the command line has no option for it."""
    return option(default=default, option=None)


def kind(entry: Field[Any]) -> str:
    """The type a field is declared with, as it is written there, without ``| None``."""
    return str(entry.type).removesuffix(" | None")


def is_optional(entry: Field[Any]) -> bool:
    """Whether the field may be None."""
    return str(entry.type).endswith(" | None")


def is_repeated(entry: Field[Any]) -> bool:
    """Whether the field holds as many values as are given."""
    return kind(entry).endswith(", ...]")


def option_name(entry: Field[Any]) -> str | None:
    """The option that sets the field, such as ``--labels-layer``; None where there is none."""
    return entry.metadata.get("option", "--" + entry.name.replace("_", "-"))


def inputs(request: Any) -> list[str]:
    """The files and folders that the request reads, as it names them."""
    return [path for _, path in _paths(request, "in")]


def outputs(request: Any) -> dict[str, str]:
    """The files and folders that the request writes, as it names them, by the names of their fields."""
    return dict(_paths(request, "out"))


def output_names(request: Any) -> list[str]:
    """The names of the fields that name what a request, or a class of requests, writes."""
    return [entry.name for entry in fields(request) if entry.metadata.get("path") == "out"]


def results(request: Any) -> list[str]:
    """The keys under which the result of the request names what was written."""
    return [
        entry.metadata.get("result", entry.name)
        for entry in fields(request)
        if entry.metadata.get("path") == "out" or "result" in entry.metadata
    ]


def absolute(holder: Holder) -> Holder:
    """The request, or a part of it, with its files named from the root, for a process that works in another folder.

    What is a name for GDAL or an address, and no file that is there, stays as it is.
    """
    changed = {
        entry.name: _absolute(getattr(holder, entry.name), entry.metadata.get("path"), "beside" in entry.metadata)
        for entry in fields(holder)  # type: ignore[arg-type]
    }
    return replace(holder, **changed)  # type: ignore[type-var]


def _absolute(value: Any, path: str | None, named: bool = False) -> Any:
    """``named``: a value without a folder is a name and no file of the working folder."""
    if isinstance(value, tuple):
        return tuple(_absolute(part, path) for part in value)
    if is_dataclass(value):
        return absolute(value)
    if not path or not value or (named and not os.path.dirname(value)):
        return value
    return in_folder(value, os.getcwd(), path == "in")


def in_folder(path: str, folder: str, is_read: bool = True) -> str:
    """A path as seen from the folder, from the root; what ``is_read`` may also be a name for GDAL or an address."""
    place = os.path.abspath(os.path.join(folder, path))
    is_address = is_read and bool(re.match("/vsi|.*[:<{]", path)) and not os.path.exists(place)
    return path if is_address else place


def _paths(holder: Any, way: str) -> Iterator[tuple[str, str]]:
    """(name of the field, path) of all files that are read or written, also those of the layers."""
    for entry in fields(holder):
        value = getattr(holder, entry.name)
        for part in value if isinstance(value, tuple) else (value,):
            if is_dataclass(part):
                yield from _paths(part, way)
            elif part and entry.metadata.get("path") == way:
                yield entry.name, part
