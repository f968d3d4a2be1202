"""The engine as a child process: newline-delimited JSON requests on stdin, events on stdout (see messages)."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, TextIO

from .contract import CONTRACT_VERSION
from .errors import MamolError, RequestError
from .messages import CANCEL, from_json
from .reporting import Reporter
from .run import run

_HEAVY = (".mapping.classify", ".training.train")
"""What most runs need, in the order in which it is likely to be needed."""


def serve(warm: bool = False) -> None:
    """Answer requests one after another until stdin ends.

    ``warm``: load the heavy packages while there is nothing to do, so that a request finds them loaded.
    """
    events = _take_stdout()
    lock = threading.Lock()

    def emit(event: dict[str, Any]) -> None:
        with lock:
            events.write(json.dumps(event, allow_nan=False) + "\n")
            events.flush()

    emit({"event": "hello", "contract": CONTRACT_VERSION})
    _lower_priority()
    runs: queue.SimpleQueue[tuple[str, Reporter] | None] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(runs, emit), daemon=True).start()
    loading = list(_HEAVY if warm else ())
    while True:
        if loading and runs.empty():
            _load(loading.pop(0))
            continue
        entry = runs.get()
        if entry is None:
            return
        emit(_answer(*entry))
        _hand_back_memory()


def _listen(runs: queue.SimpleQueue[tuple[str, Reporter] | None], emit: Callable[[dict[str, Any]], None]) -> None:
    """Read stdin while a command runs, so that a cancel is heard at once. It means the latest request."""
    reporter = Reporter()
    for line in sys.stdin:
        if line.strip() == CANCEL:
            reporter.cancel.set()
        elif line.strip():
            reporter = Reporter(emit)
            runs.put((line, reporter))
    reporter.cancel.set()
    runs.put(None)


def _answer(line: str, reporter: Reporter) -> dict[str, Any]:
    try:
        try:
            request = from_json(json.loads(line))
        except RecursionError:
            raise RequestError("The request is nested too deeply.") from None
        except ValueError as error:
            raise RequestError(str(error)) from None
        return {"event": "result", "value": run(request, reporter)}
    except MamolError as error:
        return {"event": "error", "code": error.code, "message": error.message, "hint": error.hint}
    except Exception as error:
        reporter.log(traceback.format_exc())
        return {"event": "error", "code": "internal", "message": f"{type(error).__name__}: {error}", "hint": ""}


def _load(module: str) -> None:
    try:
        importlib.import_module(module, __package__)
    except Exception:
        traceback.print_exc(file=sys.stderr)  # the request that needs it fails in words of its own


def _hand_back_memory() -> None:
    """Give back what a run held, since the process may stay for hours: Python's, the GPU's and the allocator's."""
    gc.collect()
    torch = sys.modules.get("torch")
    if torch is not None and torch.cuda.is_initialized():
        torch.cuda.empty_cache()
    if sys.platform == "linux":
        with contextlib.suppress(AttributeError, OSError):  # another C library
            ctypes.CDLL(None).malloc_trim(0)


def _take_stdout() -> TextIO:
    """Keep the pipe for events alone: whatever a library prints, in Python or in C, goes to stderr."""
    sys.stdout.flush()
    pipe = os.dup(sys.stdout.fileno())
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    return open(pipe, "w", encoding="utf-8")


def _lower_priority() -> None:
    """Leave the processor to QGIS first."""
    if hasattr(os, "nice"):
        os.nice(5)
    elif sys.platform == "win32":
        below_normal = 0x00004000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
