"""What the engine runs on, asked once in the background and told in a line."""

from __future__ import annotations

import html
import os
from typing import Any, Dict, Optional

from qgis.core import QgsApplication, QgsFeedback, QgsTask
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ..mamol_core.contract import DescribeRequest
from . import engine
from .texts import tr


class EngineState(QObject):
    """The engine's device and why, or what is missing. ``changed`` tells that ``text`` is another now."""

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.details = ""
        self._task: Optional[QgsTask] = None
        self._feedback = QgsFeedback()

    def ask(self) -> None:
        """Start the engine and ask it, in the background; the answer comes by ``changed``."""
        self.stop()
        problem = engine.problem()
        if problem:
            self._tell(_with_link(problem))
            return
        self._tell(tr("Engine: starting…"))
        feedback = self._feedback = QgsFeedback()

        def work(_task: QgsTask) -> Dict[str, Any]:
            return engine.run(DescribeRequest(), feedback)

        def done(exception: Optional[Exception], answer: Optional[Dict[str, Any]] = None) -> None:
            if feedback.isCanceled():
                return
            if exception is not None or answer is None:
                self._tell(_with_link(str(exception or tr("The engine gave no answer."))))
            else:
                self._answered(answer)

        self._task = QgsTask.fromFunction(tr("MaMOL: looking at the engine"), work, on_finished=done)
        QgsApplication.taskManager().addTask(self._task)

    def stop(self) -> None:
        """Stop asking; no answer will come."""
        self._feedback.cancel()
        self._task = None

    def _answered(self, answer: Dict[str, Any]) -> None:
        packages = (f"{name} {number or tr('missing')}" for name, number in answer["packages"].items())
        details = tr("Engine {engine}, Python {python}").format(engine=answer["engine"], python=answer["python"])
        self._tell(
            "<b>{name}</b>. {reason}".format(
                name=html.escape(answer["device_name"]), reason=html.escape(answer["device_reason"])
            ),
            "\n".join([details, *packages, engine.python()]),
        )

    def _tell(self, text: str, details: str = "") -> None:
        self.text, self.details = text, details
        self.changed.emit()


def _with_link(problem: str) -> str:
    """The problem with a link that lets a person name the interpreter, unless the environment names it already."""
    text = html.escape(problem).replace("\n", "<br>")
    if os.environ.get(engine.PYTHON_VARIABLE, "").strip():
        return text
    return text + " <a href='python'>" + html.escape(tr("Choose the engine's Python…")) + "</a>"
