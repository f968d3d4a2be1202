"""The engine's client: hands a request to an engine process and speaks the contract with it."""

from __future__ import annotations

import json
import os
import time
from typing import Any, Callable, Dict, Optional

from qgis.core import QgsFeedback, QgsProcessingFeedback

from ...mamol_core import contract
from ...mamol_core.messages import CANCEL, to_json
from ..texts import duration, tr, translated
from . import leftovers, places, warm
from .process import EngineProcess

GRACE_S = 1.5
"""How long the engine may take to stop by itself before it is killed and its temporary files are removed here."""
_ROUND_S = 0.1
_HELLO_S = 90
_EXIT_S = 5
_TEXT_EVERY_S = 3


class EngineError(Exception):
    """The engine could not do it. ``code`` is the contract's, or ``missing``, ``start``, ``contract`` or ``died``.

    ``output``: the last lines of a process that ended by itself.
    """

    def __init__(self, code: str, message: str, hint: str = "", output: str = "") -> None:
        super().__init__(code, message, hint, output)
        self.code, self.message, self.hint, self.output = code, message, hint, output

    @property
    def brief(self) -> str:
        """What there is to say without the output."""
        return f"{self.message} {self.hint}".strip()

    def __str__(self) -> str:
        return "\n".join([self.brief, tr("Last output:"), self.output]) if self.output else self.brief


class _DiedIdle(Exception):
    """A warm process turned out to have ended before it began with the request."""


def run(request: contract.Request, feedback: QgsFeedback) -> Dict[str, Any]:
    """Have the engine carry out the request, in the calling thread, and return its result.

    A process that is kept warm does it where one is free, else one of its own. Progress, warnings and log go to
    ``feedback``; its cancel stops the engine within seconds. Raises EngineError.
    """
    reason = places.setup_hint()
    if reason:
        raise EngineError("missing", reason)
    keeper = warm.keeper(request.command)
    process = keeper.lend(request.command, feedback.isCanceled)
    if process is not None:
        try:
            return _Talk(process, request, feedback, keeper.take_back).result()
        except _DiedIdle:
            pass  # killed, or out of memory, while nobody looked; a process of its own does it
    if feedback.isCanceled():
        raise EngineError("cancelled", tr("Cancelled; no result was written."))
    process = EngineProcess(places.python())
    process.start()
    return _Talk(process, request, feedback, _end).result()


def _end(process: EngineProcess, usable: bool) -> None:
    if usable:
        process.close(_EXIT_S)
    else:
        process.kill()


class _Talk:
    """One request to one process, in the calling thread. ``done`` takes the process back, and whether it is usable."""

    def __init__(
        self,
        process: EngineProcess,
        request: contract.Request,
        feedback: QgsFeedback,
        done: Callable[[EngineProcess, bool], None],
    ) -> None:
        self._process, self._request, self._feedback, self._done = process, request, feedback, done
        self._report = _Report(feedback)
        self._asked = self._answered = False
        self._cancel_deadline: Optional[float] = None

    def result(self) -> Dict[str, Any]:
        try:
            answer = self._ask()
        except EngineError as error:
            self._release()
            if self._asked and not self._answered:  # it was killed, or died
                problems = leftovers.remove_temporary(self._request, self._process.number)
                error.hint = " ".join([error.hint, *problems]).strip()
            raise
        except BaseException:
            self._release()
            raise
        self._release()
        return answer

    def _release(self) -> None:
        waits = self._answered or (not self._asked and self._feedback.isCanceled())
        self._done(self._process, waits)

    def _ask(self) -> Dict[str, Any]:
        warm_already = self._process.greeted
        if not warm_already:
            places.note_use(self._process.python)
            self._be_greeted()
        self._process.send(json.dumps(to_json(self._request)))
        self._asked = True
        begun = False
        while True:
            event = self._next()
            kind = event["event"]
            if kind == "result":
                self._answered = True
                return event["value"]
            if kind == "error":
                self._answered = True
                raise EngineError(event["code"], event["message"], event.get("hint", ""))
            if kind == "ended":
                if warm_already and not begun and not self._feedback.isCanceled():
                    raise _DiedIdle
                raise self._death(event)
            begun = True
            self._report.tell(event)

    def _be_greeted(self) -> None:
        event = self._next(time.monotonic() + _HELLO_S)
        while event["event"] != "hello":
            if event["event"] == "ended":
                raise self._death(event)
            event = self._next(time.monotonic() + _HELLO_S)
        if event.get("contract") != contract.CONTRACT_VERSION:
            raise EngineError(
                "contract",
                tr(
                    "Plugin and engine do not match: the engine uses version {0} of the interface, the plugin version "
                    "{1}."
                ).format(event.get("contract"), contract.CONTRACT_VERSION),
                tr("Restart QGIS; if that does not help, install the plugin again."),
            )
        self._process.greeted = True

    def _next(self, deadline: float = float("inf")) -> Dict[str, Any]:
        """The next event. Raises EngineError where a cancel took effect, or the deadline passed."""
        while time.monotonic() < deadline:
            self._look_for_cancel()
            event = self._process.event(_ROUND_S)
            if event is not None and "event" in event:
                return event
        raise EngineError("start", tr("The engine did not answer within {0} s.").format(_HELLO_S))

    def _look_for_cancel(self) -> None:
        if not self._feedback.isCanceled():
            return
        if self._asked and self._cancel_deadline is None:
            self._cancel_deadline = time.monotonic() + GRACE_S
            self._process.send(CANCEL)
        elif not self._asked or time.monotonic() > self._cancel_deadline:
            raise EngineError("cancelled", tr("Cancelled; no result was written."))

    def _death(self, ended: Dict[str, Any]) -> EngineError:
        """What is known about a process that ended without an answer."""
        if self._feedback.isCanceled():
            return EngineError("cancelled", tr("Cancelled; no result was written."))
        if ended["problem"]:
            return EngineError(
                "start",
                tr("The engine's Python, {0}, could not be started: {1}.").format(
                    self._process.python, ended["problem"]
                ),
            )
        how = tr("signal {0}") if ended["crashed"] and os.name == "posix" else tr("exit code {0}")
        message = tr("The engine stopped unexpectedly ({0}).").format(how.format(ended["code"]))
        hint = ""
        if ended["crashed"]:
            hint = tr("Memory may have run out: close other programs, or map a smaller extent.")
        return EngineError("died", message, hint, ended["text"])


class _Report:
    """Passes the engine's events on to a feedback, which may be a plain QgsFeedback without a log."""

    def __init__(self, feedback: QgsFeedback) -> None:
        self._feedback = feedback
        self._log = feedback if isinstance(feedback, QgsProcessingFeedback) else None
        self._stage, self._told = "", 0.0

    def tell(self, event: Dict[str, Any]) -> None:
        kind = event.get("event")
        if kind == "progress":
            self._progress(event)
        elif self._log is not None and kind == "warning":
            self._log.pushWarning(event["message"])
        elif self._log is not None and kind == "log":
            self._log.pushInfo(event["message"])

    def _progress(self, event: Dict[str, Any]) -> None:
        stage = translated(event["stage"])
        self._feedback.setProgress(100 * event["overall"])
        now = time.monotonic()
        if self._log is None or (stage == self._stage and now - self._told < _TEXT_EVERY_S):
            return
        self._stage, self._told = stage, now
        eta = event.get("eta")
        self._log.setProgressText(tr("{0}, {1} left").format(stage, duration(eta)) if eta else stage)
