"""The set-up that runs now, if any: one for the whole QGIS, whichever window shows it, and alive when that closes."""

from __future__ import annotations

from typing import Any, Dict, Optional

from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..run import Run


class CurrentSetup(QObject):
    """Runs ``mamol:enginesetup``. ``changed`` tells of a start, of progress and of the end; ``done`` of the end."""

    changed = pyqtSignal()
    done = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.stage, self.percent, self.error = "", 0.0, ""
        self._run: Optional[Run] = None

    @property
    def running(self) -> bool:
        return self._run is not None

    def start(self, parameters: Dict[str, Any]) -> None:
        """Start, unless one runs already."""
        if self._run is not None:
            return
        self.stage, self.percent, self.error = "", 0.0, ""
        run = self._run = Run("enginesetup", parameters, self)
        run.progressed.connect(self._progressed)
        run.stage_changed.connect(self._staged)
        run.finished.connect(self._finished)
        self.changed.emit()
        run.start()

    def cancel(self) -> None:
        """Ask to stop; ``done`` follows."""
        if self._run is not None:
            self._run.cancel()

    def stop(self) -> None:
        """Stop before the plugin goes away."""
        if self._run is not None:
            self._run.cancel_and_wait()
            self._run = None

    def _progressed(self, percent: float) -> None:
        self.percent = percent
        self.changed.emit()

    def _staged(self, stage: str) -> None:
        self.stage = stage
        self.changed.emit()

    def _finished(self) -> None:
        run, self._run = self._run, None
        self.error = run.error
        run.deleteLater()
        self.changed.emit()
        self.done.emit()


_current: Optional[CurrentSetup] = None


def current() -> CurrentSetup:
    """The one set-up, made when it is first wanted."""
    global _current  # noqa: PLW0603
    if _current is None:
        _current = CurrentSetup()
    return _current
