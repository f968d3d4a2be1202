"""Small questions answered outside the GUI's thread."""

from __future__ import annotations

import time
from typing import Any, Callable, Optional, Set

from qgis.PyQt.QtCore import QThread, pyqtSignal

# A QThread must not be deleted while it runs, even if nobody wants its answer any more.
_running: Set["Background"] = set()


def wait_for_all(seconds: float) -> None:
    """Wait for questions that nobody wants an answer to any more, before what they use goes away."""
    until = time.monotonic() + seconds
    for question in list(_running):
        question.wait(max(1, int(1000 * (until - time.monotonic()))))


class Background(QThread):
    """Calls ``work`` in a thread of its own; ``answered`` brings its result and its exception, one of them None.

    Not a QgsTask: QGIS would announce each one as a completed task.
    """

    answered = pyqtSignal(object, object)

    def __init__(self, work: Callable[[], Any]) -> None:
        super().__init__()
        self._work = work
        self.finished.connect(lambda: _running.discard(self))

    def begin(self, answered: Callable[[Any, Optional[Exception]], None]) -> None:
        """Start; ``answered``, a method of a QObject, is called in that object's thread."""
        _running.add(self)
        self.answered.connect(answered)
        self.start()

    def run(self) -> None:
        try:
            result = self._work()
        except Exception as error:
            self.answered.emit(None, error)
        else:
            self.answered.emit(result, None)
