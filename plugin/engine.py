"""The engine's client: finds its Python, runs its worker process and speaks the contract with it."""

from __future__ import annotations

import glob
import json
import os
import shutil
import time
from typing import Any, Dict, Iterator, List, Optional

from qgis.core import QgsFeedback, QgsProcessingFeedback
from qgis.PyQt.QtCore import QProcess

from ..mamol_core import contract
from . import settings
from .environment import environment
from .paths import ROOT
from .setup import places
from .texts import duration, tr

PYTHON_VARIABLE = "MAMOL_ENGINE_PYTHON"

_ROUND_MS = 100
_HELLO_S = 90
_GRACE_S = 1.0
_TEXT_EVERY_S = 3
_STDERR_KEPT = 4000


class EngineError(Exception):
    """The engine could not do it. ``code`` is the contract's, or ``missing``, ``start``, ``contract`` or ``died``."""

    def __init__(self, code: str, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.code, self.message, self.hint = code, message, hint


def python() -> str:
    """Path of the engine's Python: the environment variable's, else the user's own, else the managed one's, else ''."""
    named = os.environ.get(PYTHON_VARIABLE, "").strip() or settings.engine_python()
    if named:
        return named
    folder = places.ready_engine()
    return str(places.interpreter(folder)) if folder else ""


def lack() -> str:
    """What keeps the engine from being started, in a sentence; empty where its Python is there."""
    path = python()
    if not path:
        return tr("The engine is not set up.")
    if not (os.path.isfile(path) and os.access(path, os.X_OK)):
        return tr("The engine's Python was not found: there is no program {0}.").format(path)
    return ""


def problem() -> str:
    """Why the engine can't be started, with the remedy; empty where its Python is there."""
    remedy = tr(
        "Set it up in the MaMOL dock, in Settings > Options > MaMOL, or with the algorithm mamol:enginesetup; or name "
        "a Python that holds the engine's packages in the environment variable {0}."
    ).format(PYTHON_VARIABLE)
    return f"{lack()} {remedy}" if lack() else ""


def run(request: contract.Request, feedback: QgsFeedback) -> Dict[str, Any]:
    """Have the engine carry out the request, in the calling thread, and return its result.

    Progress, warnings and log go to ``feedback``; its cancel stops the engine within seconds. Raises EngineError.
    """
    worker = _Worker(request, feedback)
    try:
        return worker.result()
    finally:
        worker.stop()


class _Worker:
    """One worker process and one request. Lives and dies in the thread that made it."""

    def __init__(self, request: contract.Request, feedback: QgsFeedback) -> None:
        self._request = request
        self._report = _Report(feedback)
        self._feedback = feedback
        self._process = QProcess()
        self._stderr = b""
        self._asked = False
        self._cancel_deadline: Optional[float] = None
        self._answered = False

    def result(self) -> Dict[str, Any]:
        self._start()
        self._send(json.dumps(contract.to_json(self._request)))
        self._asked = True
        for event in self._events(None):
            kind = event.get("event")
            if kind == "result":
                self._answered = True
                return event["value"]
            if kind == "error":
                self._answered = True
                if event["code"] == "internal":
                    self._keep_stderr()
                    self._report.debug(self._last_words())
                raise EngineError(event["code"], event["message"], event.get("hint", ""))
            self._report.tell(event)
        raise self._death()

    def stop(self) -> None:
        """End the process, politely first; whatever it could not remove itself is removed here."""
        self._process.closeWriteChannel()
        if self._answered and self._ended_within(5):
            return
        self._process.terminate()
        if not self._ended_within(1):
            self._process.kill()
            self._ended_within(5)
        if not self._answered:
            remove_leftovers(self._request)

    def _ended_within(self, seconds: float) -> bool:
        ended = QProcess.ProcessState.NotRunning
        return self._process.state() == ended or self._process.waitForFinished(int(seconds * 1000))

    def _start(self) -> None:
        reason = problem()
        if reason:
            raise EngineError("missing", reason)
        self._process.setProcessEnvironment(environment())
        self._process.setWorkingDirectory(str(ROOT))
        places.note_use(python())
        self._process.start(python(), ["-m", "mamol_core", "worker"])
        if not self._process.waitForStarted(10_000):
            raise EngineError(
                "start",
                tr("The engine's Python, {0}, could not be started: {1}.").format(
                    python(), self._process.errorString()
                ),
            )
        for event in self._events(time.monotonic() + _HELLO_S):
            if event.get("event") != "hello":
                continue
            if event.get("contract") != contract.CONTRACT_VERSION:
                raise EngineError(
                    "contract",
                    tr("The engine speaks version {0} of the contract, the plugin version {1}.").format(
                        event.get("contract"), contract.CONTRACT_VERSION
                    ),
                    tr("Restart QGIS; if that does not help, install the plugin again."),
                )
            return
        if self._process.state() == QProcess.ProcessState.Running:
            raise EngineError("start", tr("The engine did not answer within {0} s.").format(_HELLO_S))
        raise self._death()

    def _send(self, line: str) -> None:
        self._process.write((line + "\n").encode("utf-8"))
        self._process.waitForBytesWritten(5000)

    def _events(self, deadline: Optional[float]) -> Iterator[Dict[str, Any]]:
        """The engine's events until it ends or the deadline passes. Raises EngineError once a cancel took effect."""
        while deadline is None or time.monotonic() < deadline:
            self._look_for_cancel()
            if self._process.canReadLine():
                event = _parsed(bytes(self._process.readLine()))
                if event is not None:
                    yield event
                continue
            self._keep_stderr()
            if self._process.state() == QProcess.ProcessState.NotRunning:
                return
            before = time.monotonic()
            if not self._process.waitForReadyRead(_ROUND_MS) and time.monotonic() - before < _ROUND_MS / 2000:
                # Standard output is closed although the process runs: do not spin.
                self._process.waitForFinished(_ROUND_MS)

    def _look_for_cancel(self) -> None:
        if not self._feedback.isCanceled():
            return
        if self._asked and self._cancel_deadline is None:
            self._cancel_deadline = time.monotonic() + _GRACE_S
            self._send(contract.CANCEL)
        elif not self._asked or time.monotonic() > self._cancel_deadline:
            raise EngineError("cancelled", tr("Cancelled; no result was written."))

    def _keep_stderr(self) -> None:
        self._stderr = (self._stderr + bytes(self._process.readAllStandardError()))[-_STDERR_KEPT:]

    def _death(self) -> EngineError:
        """What is known about a process that ended without an answer."""
        self._keep_stderr()
        if self._feedback.isCanceled():
            return EngineError("cancelled", tr("Cancelled; no result was written."))
        crashed = self._process.exitStatus() == QProcess.ExitStatus.CrashExit
        how = tr("signal {0}") if crashed and os.name == "posix" else tr("exit code {0}")
        message = tr("The engine ended without an answer ({0}).").format(how.format(self._process.exitCode()))
        hint = ""
        if crashed:
            hint = tr("Memory may have run out: close other programs, or map a smaller extent.")
        last = self._last_words()
        return EngineError("died", message, "\n".join([hint, tr("It last said:"), last] if last else [hint]).strip())

    def _last_words(self) -> str:
        return "\n".join(self._stderr.decode("utf-8", "replace").strip().splitlines()[-20:])


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

    def debug(self, text: str) -> None:
        if self._log is not None and text:
            self._log.pushDebugInfo(text)

    def _progress(self, event: Dict[str, Any]) -> None:
        stage, total = stage_name(event["stage"]), event["total"]
        if total:
            self._feedback.setProgress(100 * event["done"] / total)
        now = time.monotonic()
        if self._log is None or (stage == self._stage and now - self._told < _TEXT_EVERY_S):
            return
        self._stage, self._told = stage, now
        eta = event.get("eta")
        self._log.setProgressText(tr("{0}, {1} left").format(stage, duration(eta)) if eta else stage)


def stage_name(name: str) -> str:
    """What the engine calls a stage of its work, in the user's language; as it is where it is not known here."""
    names = {
        "Reading the layers": tr("Reading the layers"),
        "Asking the teacher": tr("Asking the teacher"),
        "Training for the assessment": tr("Training for the assessment"),
        "Assessing every sensor pattern": tr("Assessing every sensor pattern"),
        "Training on all labels": tr("Training on all labels"),
        "Mapping": tr("Mapping"),
        "Writing the map": tr("Writing the map"),
        "Drawing the landscape": tr("Drawing the landscape"),
    }
    return names.get(name, name)


def _parsed(line: bytes) -> Optional[Dict[str, Any]]:
    """The event in a line; None for a line that holds none, such as a greeting of the interpreter's start-up files."""
    try:
        event = json.loads(line)
    except ValueError:
        return None
    return event if isinstance(event, dict) else None


def remove_leftovers(request: contract.Request) -> None:
    """Remove the temporary files of a worker that was killed: ``.NAME.part-*`` beside each output ``NAME``.

    Rasters keep their suffix last, so their ``NAME`` is without it.
    """
    for path in _outputs(request):
        folder, name = os.path.split(os.path.abspath(path))
        for known in {name, os.path.splitext(name)[0]}:
            for leftover in glob.glob(os.path.join(glob.escape(folder), "." + glob.escape(known) + ".part-*")):
                if os.path.isdir(leftover):
                    shutil.rmtree(leftover, ignore_errors=True)
                else:
                    os.remove(leftover)


def _outputs(request: contract.Request) -> List[str]:
    if isinstance(request, contract.ClassifyRequest):
        paths = [request.output, request.confidence, request.probabilities, request.sensors_used]
    elif isinstance(request, contract.TrainRequest):
        paths = [request.model, request.report]
    else:
        paths = []
    return [path for path in paths if path]
