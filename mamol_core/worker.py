"""The engine as a child process: newline-delimited JSON requests on stdin, events on stdout (see contract)."""

from __future__ import annotations

import json
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable
from typing import Any, TextIO

from .contract import CANCEL, CONTRACT_VERSION, from_json
from .errors import MamolError, RequestError
from .reporting import Reporter
from .run import run


def serve() -> None:
    """Answer requests one after another until stdin ends."""
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
    while (entry := runs.get()) is not None:
        emit(_answer(*entry))


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
        except ValueError as error:
            raise RequestError(str(error)) from None
        return {"event": "result", "value": run(request, reporter)}
    except MamolError as error:
        return {"event": "error", "code": error.code, "message": error.message, "hint": error.hint}
    except Exception as error:
        traceback.print_exc(file=sys.stderr)
        return {"event": "error", "code": "internal", "message": f"{type(error).__name__}: {error}", "hint": ""}


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
        import ctypes

        below_normal = 0x00004000
        kernel = ctypes.windll.kernel32
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), below_normal)
