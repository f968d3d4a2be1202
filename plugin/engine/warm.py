"""Engine processes that are kept ready while the dock is open, each lent to one request at a time.

Two of them: ``runs`` has its heavy packages loaded and carries out what computes; ``checks``, a light one, answers
small questions at once, also while a run is on. Without a dock (toolbox alone, batch in a script, ``qgis_process``)
nothing is kept, and each request has a process of its own.
"""

from __future__ import annotations

import threading
import time
from typing import Callable, Optional

from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ...mamol_core import contract
from . import places
from .process import EngineProcess

IDLE_S = 15 * 60
"""After so long without a request a process that is kept is ended; the next request, or the dock, starts another."""
_SHORT_LIVED_S = 20
_SMALL = (contract.DescribeRequest.command, contract.CheckRequest.command)


class WarmEngine(QObject):
    """Keeps one process. Made in the GUI's thread; :meth:`lend`, :meth:`take_back` and :meth:`end` are for any."""

    _refresh_wanted = pyqtSignal()

    def __init__(self, ahead: bool) -> None:
        """``ahead``: have it ready before the first request, with the packages loaded."""
        super().__init__()
        self._ahead = ahead
        self._changed = threading.Condition()
        self._kept = self._wanted = False
        self._process: Optional[EngineProcess] = None
        self._lent_to = ""
        self._started = 0.0
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.end)
        self._refresh_wanted.connect(self._refresh)

    def keep(self) -> None:
        """Have a process ready from now on, until :meth:`let_go`; may be said again at any time."""
        self._kept = self._wanted = True
        self._refresh()

    def let_go(self) -> None:
        """Keep none any more; one that is lent ends when it comes back."""
        self._kept = False
        self._idle.stop()
        self.end()

    def lend(self, command: str, given_up: Callable[[], bool]) -> Optional[EngineProcess]:
        """The process for one request; None where none is kept or it is at work, and the caller makes one of its own.

        Waits while it answers a small request, which takes seconds at most. Give it back with :meth:`take_back`.
        """
        with self._changed:
            while self._kept and self._lent_to in _SMALL and not given_up():
                self._changed.wait(0.1)
            if not self._kept or self._lent_to or given_up():
                return None
            self._lent_to, self._wanted = command, True
            self._make_ready()
            return self._process

    def take_back(self, process: EngineProcess, usable: bool) -> None:
        """The request is over; an unusable process, such as one that heard no cancel, is ended here."""
        usable = usable and self._kept
        if not usable:
            process.kill()
        with self._changed:
            self._lent_to = ""
            if not usable:
                self._process = None
            self._changed.notify_all()
        self._refresh_wanted.emit()

    def end(self) -> None:
        """End a process that is not at work: it was idle for long, or the engine's environment is to be removed."""
        with self._changed:
            self._wanted = False
            process = None if self._lent_to else self._process
            if process is not None:
                self._process = None
                process.kill()

    def _refresh(self) -> None:
        """In the GUI's thread: put another in place of a process that has ended, and count the idle time anew."""
        with self._changed:
            if not self._kept or self._lent_to:
                return
            self._idle.start(int(1000 * IDLE_S))
            if self._process is not None and not self._process.isRunning():
                self._process = None
                if time.monotonic() - self._started < _SHORT_LIVED_S:
                    self._wanted = False  # it can't live; the next request tells why
            if self._ahead and self._wanted and not places.missing_reason():
                self._make_ready()

    def _make_ready(self) -> None:
        """Within the lock: have a process that runs, with the Python that is set now."""
        python = places.python()
        if self._process is not None:
            if self._process.isRunning() and self._process.python == python:
                return
            self._process.kill()
        self._process = EngineProcess(python, warm=self._ahead)
        self._process.finished.connect(self._refresh_wanted)
        self._started = time.monotonic()
        self._process.start()


runs = WarmEngine(ahead=True)
checks = WarmEngine(ahead=False)


def keeper(command: str) -> WarmEngine:
    """Which of the two answers a request."""
    return checks if command == "check" else runs


def keep() -> None:
    """Have engines ready; the dock is in use."""
    for engine in (runs, checks):
        engine.keep()


def let_go() -> None:
    """The plugin goes away."""
    for engine in (runs, checks):
        engine.let_go()


def end() -> None:
    """End what is not at work, so that nothing holds the engine's files."""
    for engine in (runs, checks):
        engine.end()
