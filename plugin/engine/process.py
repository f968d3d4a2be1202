"""One engine process and the thread that owns it: other threads write lines to it and wait for its events."""

from __future__ import annotations

import json
import queue
from collections import deque
from typing import Any, Deque, Dict, List, Optional

from qgis.PyQt.QtCore import QObject, QProcess, QThread, pyqtSignal, pyqtSlot

from ..paths import ROOT
from .environment import environment

_STDERR_KEPT = 4000
_KILLED_WITHIN_MS = 5000

# A QThread must not be deleted while it runs; this one would hang on a process that even a kill does not end.
_stuck: List["EngineProcess"] = []


class EngineProcess(QThread):
    """Runs ``python -m mamol_core worker``; :meth:`send` and :meth:`event` are for any thread.

    Its events come in order; the last one is ``ended``, made here, with ``text`` (what the process said last on
    stderr), ``code``, ``crashed`` and, where it could not be started, ``problem``.
    """

    _nudged = pyqtSignal()

    def __init__(self, python: str, warm: bool = False) -> None:
        super().__init__()
        self.python = python
        self._words = ["-m", "mamol_core", "worker", *(["--warm"] if warm else [])]
        self._events: "queue.SimpleQueue[Dict[str, Any]]" = queue.SimpleQueue()
        self._orders: Deque[Optional[bytes]] = deque()
        self.greeted = False  # for whoever speaks with it
        self.number = 0  # the system's, once it runs

    def send(self, line: str) -> None:
        """Write a line to the process."""
        self._order((line + "\n").encode("utf-8"))

    def event(self, seconds: float) -> Optional[Dict[str, Any]]:
        """The next event; None where none came in time."""
        try:
            return self._events.get(timeout=seconds)
        except queue.Empty:
            return None

    def close(self, seconds: float) -> None:
        """End the process by the end of its input, which lets it tidy up; killed where that takes too long."""
        self._order(b"")
        if not self.wait(int(1000 * seconds)):
            self.kill()

    def kill(self) -> None:
        """End the process at once. Not ``QProcess.terminate``, which does nothing to a console program on Windows."""
        self._order(None)
        if not self.wait(_KILLED_WITHIN_MS):
            _stuck.append(self)

    def run(self) -> None:
        pipe = _Pipe(self._events, self._orders)
        self._nudged.connect(pipe.obey)
        self.number = pipe.start(self.python, self._words)
        pipe.obey()
        self.exec()
        self._nudged.disconnect(pipe.obey)

    def _order(self, order: Optional[bytes]) -> None:
        self._orders.append(order)
        self._nudged.emit()


class _Pipe(QObject):
    """The QProcess; lives in the thread of its EngineProcess."""

    def __init__(self, events: "queue.SimpleQueue[Dict[str, Any]]", orders: Deque[Optional[bytes]]) -> None:
        super().__init__()
        self._events, self._orders = events, orders
        self._stderr = b""
        self._process = QProcess(self)
        self._process.setProcessEnvironment(environment())
        self._process.setWorkingDirectory(str(ROOT))
        self._process.readyReadStandardOutput.connect(self._read)
        self._process.readyReadStandardError.connect(self._read_errors)
        self._process.errorOccurred.connect(self._failed)
        self._process.finished.connect(self._finished)

    def start(self, python: str, words: List[str]) -> int:
        """Start, and return the system's number of the process; 0 where it could not be started."""
        self._process.start(python, words)
        self._process.waitForStarted()
        return int(self._process.processId())

    @pyqtSlot()
    def obey(self) -> None:
        """Carry out what other threads ordered: bytes to write, b"" to close, None to kill."""
        while self._orders:
            order = self._orders.popleft()
            if order is None:
                self._process.kill()
            elif order:
                self._process.write(order)
            else:
                self._process.closeWriteChannel()

    def _read(self) -> None:
        while self._process.canReadLine():
            event = _parsed(bytes(self._process.readLine()))
            if event is not None:
                self._events.put(event)

    def _read_errors(self) -> None:
        self._stderr = (self._stderr + bytes(self._process.readAllStandardError()))[-_STDERR_KEPT:]

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart:
            self._end(0, False, self._process.errorString())

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        self._read()
        self._read_errors()
        self._end(code, status == QProcess.ExitStatus.CrashExit, "")

    def _end(self, code: int, crashed: bool, problem: str) -> None:
        text = "\n".join(self._stderr.decode("utf-8", "replace").strip().splitlines()[-20:])
        self._events.put({"event": "ended", "code": code, "crashed": crashed, "problem": problem, "text": text})
        self.thread().quit()


def _parsed(line: bytes) -> Optional[Dict[str, Any]]:
    """The event in a line; None for a line that holds none, such as a greeting of the interpreter's start-up files."""
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None
