"""Steps of a set-up as plain data, and the one way to run them: a QProcess in the calling thread, with cancel."""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Callable, List, Optional, Tuple

from qgis.core import QgsFeedback
from qgis.PyQt.QtCore import QProcess, QProcessEnvironment

from ..engine.environment import environment as engine_environment
from ..paths import ROOT
from ..texts import tr
from . import remedies
from .failure import SetupCancelled

_ROUND_MS = 100
_KEPT_LINES = 200
_FULL = 20_000_000  # bytes
_PACKAGES = 45  # about as many as the engine has with what they need; only progress depends on it
_PACKAGE_LINE = re.compile(
    r"^\s*(?:Collecting |Downloading |Downloaded |Using cached |Processing |Building )(?P<what>\S+)(?P<rest>.*)"
)
_SIZE = re.compile(r"\(([\d.]+) ?([kKMG]i?B)\)")


@dataclass(frozen=True)
class Step:
    """One program to run. ``says`` is what a person reads meanwhile, ``share`` its part of the progress in percent."""

    name: str
    program: str
    arguments: Tuple[str, ...]
    says: str
    share: int = 5


def environment() -> QProcessEnvironment:
    """The engine's clean environment, plus what makes pip and uv speak in lines."""
    variables = engine_environment()
    variables.insert("PIP_NO_INPUT", "1")
    variables.insert("PIP_USER", "0")  # some have configured it, and no environment takes it
    variables.insert("UV_SYSTEM_CERTS", "1")  # as QGIS does: behind an SSL proxy only the system knows its certificate
    variables.insert("NO_COLOR", "1")
    return variables


class Runner:
    """Runs steps one after the other; keeps a log file and the overall progress."""

    def __init__(self, feedback: QgsFeedback, log: Path, variables: QProcessEnvironment) -> None:
        self._feedback = feedback
        self._log = log
        self._variables = variables
        self._done = 0.0

    def run(self, step: Step) -> List[str]:
        """The last lines of the step's output. Raises SetupError with a remedy, and SetupCancelled."""
        self.say(step.says)
        self._write("$ " + " ".join((step.program, *step.arguments)))
        lines: List[str] = []
        counted = 0

        def heard(line: str) -> None:
            nonlocal counted
            lines.append(line)
            del lines[:-_KEPT_LINES]
            self._write(line)
            package = _package(line)
            if package:
                counted += 1
                self._tell(package)
                self._progress(self._done + step.share * min(1.0, counted / _PACKAGES))

        code, trouble = execute(step.program, step.arguments, self._variables, self._feedback, heard)
        if code != 0:
            output = "\n".join([*lines, trouble]).strip()
            if disk_is_full(self._log.parent):
                output += "\nNo space left on device"  # which venv, for one, keeps to itself
            self._write(f"# {step.name}: {trouble or code}")
            raise remedies.explain(step.says, output, str(self._log))
        self._done += step.share
        self._progress(self._done)
        return lines

    def say(self, text: str) -> None:
        """Tell a person what goes on."""
        self._write("# " + text)
        self._tell(text)
        push = getattr(self._feedback, "pushInfo", None)
        if push is not None:
            push(text)

    def warn(self, text: str) -> None:
        """Tell a person what went otherwise than planned."""
        self._write("# " + text)
        push = getattr(self._feedback, "pushWarning", None)
        if push is not None:
            push(text)

    def _tell(self, text: str) -> None:
        tell = getattr(self._feedback, "setProgressText", None)
        if tell is not None:
            tell(text)

    def _progress(self, percent: float) -> None:
        self._feedback.setProgress(min(100.0, percent))

    def _write(self, line: str) -> None:
        with open(self._log, "a", encoding="utf-8") as file:
            file.write(line + "\n")


def disk_is_full(folder: Path) -> bool:
    """Whether next to nothing is free on the disk that holds this folder."""
    return shutil.disk_usage(folder).free < _FULL


def execute(
    program: str,
    arguments: Tuple[str, ...],
    variables: QProcessEnvironment,
    feedback: Optional[QgsFeedback] = None,
    heard: Callable[[str], None] = lambda line: None,
    seconds: float = float("inf"),
) -> Tuple[int, str]:
    """Exit code and what kept the program from running, of a program run in the plugin's folder.

    Each line of its output goes to ``heard``. Raises SetupCancelled, after the program has ended.
    """
    process = QProcess()
    process.setProcessChannelMode(QProcess.ProcessChannelMode.MergedChannels)
    process.setProcessEnvironment(variables)
    process.setWorkingDirectory(str(ROOT))
    process.start(program, list(arguments))
    if not process.waitForStarted(10_000):
        return -1, f"{program}: {process.errorString()}"
    process.closeWriteChannel()
    rest = b""
    waited = 0.0
    try:
        while process.state() != QProcess.ProcessState.NotRunning:
            if feedback is not None and feedback.isCanceled():
                raise SetupCancelled(tr("Cancelled. The next set-up starts from the beginning."))
            if waited > seconds:
                return -1, tr("{0}: no answer within {1} s").format(program, f"{seconds:g}")
            if not process.waitForFinished(_ROUND_MS):
                waited += _ROUND_MS / 1000
            rest = _lines(rest + bytes(process.readAll()), heard)
        _lines(rest + bytes(process.readAll()) + b"\n", heard)
    finally:
        _end(process)
    if process.exitStatus() == QProcess.ExitStatus.CrashExit:
        return -1, tr("{0}: stopped by a signal or a crash, code {1}").format(program, process.exitCode())
    return process.exitCode(), ""


def _end(process: QProcess) -> None:
    if process.state() == QProcess.ProcessState.NotRunning:
        return
    process.terminate()
    if not process.waitForFinished(2000):
        process.kill()
        process.waitForFinished(5000)


def _lines(data: bytes, heard: Callable[[str], None]) -> bytes:
    """Hand on the whole lines; what is left of the last one comes back."""
    *whole, rest = data.replace(b"\r", b"\n").split(b"\n")
    for line in whole:
        text = line.decode("utf-8", "replace").rstrip()
        if text:
            heard(text)
    return rest


def _package(line: str) -> str:
    """What a line of pip or uv tells about a package; empty where it tells nothing."""
    if line.startswith(("Installing collected packages", " + ")):  # pip says it once, uv of each
        return tr("Installing the packages…")
    found = _PACKAGE_LINE.match(line)
    if not found:
        return ""
    name = re.split(r"[=<>!;~\[]", found["what"].rsplit("/", 1)[-1])[0]
    if name.endswith((".whl", ".metadata", ".gz")):
        name = name.split("-")[0]
    size = _SIZE.search(found["rest"])
    return tr("Getting {0}…").format(f"{name} ({size[1]} {size[2]})" if size else name)
