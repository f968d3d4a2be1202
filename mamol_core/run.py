"""One door to every command: a request in, its result out."""

from __future__ import annotations

import errno
from collections.abc import Callable
from importlib import import_module
from typing import Any

from .contract import Request
from .errors import DeviceError, MamolError
from .reporting import Reporter
from .requests import check_request

FUNCTIONS = {
    "train": ".training.train:train",
    "classify": ".mapping.classify:classify",
    "merge": ".mapping.merge:merge",
    "sample": ".accuracy.sample:sample",
    "assess": ".accuracy.assess:assess",
    "compare": ".accuracy.compare:compare",
    "areas": ".accuracy.areas:areas",
    "suggest": ".discovery.suggest:suggest",
    "explore": ".discovery.explore:explore",
    "align": ".registration.align:align",
    "describe": ".describe:describe",
    "example": ".example.scene:example",
    "product": ".products.command:product",
    "check": ".check:check",
}
"""The function of each command. It is imported when it is needed, and heavy packages with it: help costs nothing."""


def run(request: Request, reporter: Reporter) -> dict[str, Any]:
    """Carry out a request and return its result, a JSON object. Raises MamolError for what a person can mend."""
    check_request(request)
    try:
        return function_of(request.command)(request, reporter)
    except MamolError:
        raise
    except (MemoryError, OSError, RuntimeError) as error:
        problem = _exhausted(error)
        if problem is None:
            raise
        raise problem from error


def function_of(command: str) -> Callable[[Any, Reporter], dict[str, Any]]:
    """The function that carries out a command. Its module is imported now."""
    module, _, name = FUNCTIONS[command].partition(":")
    function: Callable[[Any, Reporter], dict[str, Any]] = getattr(import_module(module, __package__), name)
    return function


def _exhausted(error: Exception) -> DeviceError | None:
    """What to say where the computer ran out of memory or of open files; None for any other error."""
    text = str(error)
    if isinstance(error, MemoryError) or "DefaultCPUAllocator" in text or "bad allocation" in text:
        return DeviceError(
            f"The computer ran out of memory ({' '.join(text.split())[:200] or 'none is left'}).",
            "Close other programs, or work on a smaller extent.",
        )
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return DeviceError(
            f"The engine may not open more files ({error.strerror}).",
            "Close other programs, or allow more open files (on Linux and macOS: ulimit -n).",
        )
    return None
