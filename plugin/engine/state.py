"""What the engine runs on, asked once in the background and told in a line."""

from __future__ import annotations

import html
from typing import Any, Dict, Optional

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QObject, pyqtSignal

from ...mamol_core.contract import DescribeRequest
from ..background import Background
from ..texts import tr
from . import client, places, warm
from .words import device_text, reason_text


class EngineState(QObject):
    """The engine's device and why, or what is missing. ``changed`` tells that ``text`` is another now.

    ``failed``: the engine is there, but did not answer when it was last asked.
    """

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.text = ""
        self.details = ""
        self.failed = False
        self._question: Optional[Background] = None
        self._feedback = QgsFeedback()

    def ask(self) -> None:
        """Start the engine and ask it, in the background; the answer comes by ``changed``."""
        self.stop()
        self.failed = False
        problem = places.missing_reason()
        if problem:
            self._tell(_with_link(problem))
            return
        self._tell(html.escape(tr("Starting the engine…")))
        warm.keep()
        feedback = self._feedback = QgsFeedback()
        self._question = Background(lambda: client.run(DescribeRequest(), feedback))
        self._question.begin(self._answered)

    def stop(self) -> None:
        """Stop asking; no answer will come."""
        self._feedback.cancel()
        if self._question is not None:
            self._question.answered.disconnect(self._answered)
            self._question = None

    def _answered(self, answer: Optional[Dict[str, Any]], problem: Optional[Exception]) -> None:
        self.failed = answer is None
        if answer is None:
            brief = problem.brief if isinstance(problem, client.EngineError) else str(problem)
            self._tell(_with_link(brief), str(problem))
            return
        packages = (f"{name} {number or tr('missing')}" for name, number in answer["packages"].items())
        details = tr("Engine {engine}, Python {python}").format(engine=answer["engine"], python=answer["python"])
        device, reason = device_text(answer["device_name"]), reason_text(answer["device_reason"])
        self._tell(
            f"<b>{html.escape(device)}</b>. {html.escape(reason)}", "\n".join([details, *packages, places.python()])
        )

    def _tell(self, text: str, details: str = "") -> None:
        self.text, self.details = text, details
        self.changed.emit()


def _with_link(problem: str) -> str:
    """The problem with a link to the page that mends it."""
    text = html.escape(problem).replace("\n", "<br>")
    return text + " <a href='engine'>" + html.escape(tr("Engine settings…")) + "</a>"
