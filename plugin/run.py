"""Runs an algorithm of the provider in the background, the way the toolbox does, and tells the dock how it goes."""

from __future__ import annotations

import os
import time
from typing import Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsApplication,
    QgsProcessingAlgRunnerTask,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsTask,
)
from qgis.PyQt.QtCore import QObject, pyqtSignal

from .texts import duration, tr


class RunFeedback(QgsProcessingFeedback):
    """Hands on what an algorithm says. Filled in the thread that computes; the signals arrive in the GUI's."""

    stage_changed = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self.warnings: List[str] = []
        self.errors: List[str] = []

    def setProgressText(self, text: str) -> None:
        super().setProgressText(text)
        self.stage_changed.emit(text)

    def pushWarning(self, warning: str) -> None:
        super().pushWarning(warning)
        self.warnings.append(warning)

    def reportError(self, error: str, fatalError: bool = False) -> None:
        super().reportError(error, fatalError)
        self.errors.append(error)


class Run(QObject):
    """One run of ``mamol:NAME``. Emits ``finished`` exactly once, in the GUI's thread."""

    progressed = pyqtSignal(float)
    stage_changed = pyqtSignal(str)
    finished = pyqtSignal()

    def __init__(self, name: str, parameters: Dict[str, Any], parent: Optional[QObject] = None) -> None:
        super().__init__(parent)
        self.name = name
        self.parameters = parameters
        self.ok = False
        self.project_closed = False
        self.results: Dict[str, Any] = {}
        self._feedback = RunFeedback()
        self._feedback.progressChanged.connect(self.progressed)
        self._feedback.stage_changed.connect(self.stage_changed)
        self._context = QgsProcessingContext()
        self._context.setProject(QgsProject.instance())
        self._context.setExpressionContext(QgsProject.instance().createExpressionContext())
        self._context.setFeedback(self._feedback)
        self._algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"mamol:{name}")
        self._task: Optional[QgsProcessingAlgRunnerTask] = None
        QgsProject.instance().cleared.connect(self._leave_project)
        self._started, self._began = time.monotonic(), time.time()

    @property
    def cancelled(self) -> bool:
        """Whether a cancel was heard; one that came too late changes nothing."""
        return self._feedback.isCanceled() and not self.ok

    @property
    def warnings(self) -> List[str]:
        return list(self._feedback.warnings)

    @property
    def report(self) -> Optional[str]:
        """The report that the run wrote; why an adapter was refused stands in one, too."""
        path = os.path.join(self.parameters.get("REPORT") or "", "report.html")
        return path if os.path.exists(path) and os.path.getmtime(path) >= self._began else None

    @property
    def error(self) -> str:
        """What went wrong and what to do, or what a cancelled run left; empty after a run that went well."""
        if self.ok:
            return ""
        written = [str(path) for path in self.results.values() if isinstance(path, str) and os.path.exists(path)]
        if self.cancelled and written:
            return tr("The run had finished before it could be cancelled; its results were kept: {0}").format(
                ", ".join(written)
            )
        unexplained = tr("The run failed without an error message. See the log.")
        return "\n".join(self._feedback.errors[-1:]) or (
            tr("Cancelled; no result was written.") if self.cancelled else unexplained
        )

    @property
    def log(self) -> str:
        return self._feedback.textLog()

    def seconds(self) -> float:
        return time.monotonic() - self._started

    def time_taken(self) -> str:
        return duration(self.seconds())

    def start(self) -> None:
        """Check the parameters and start. A problem is told by ``finished``, like one that comes up later."""
        fine, problem = self._check()
        if not fine:
            self._feedback.reportError(problem, True)
            self.finished.emit()
            return
        task = QgsProcessingAlgRunnerTask(self._algorithm, self.parameters, self._context, self._feedback)
        if task.status() == QgsTask.TaskStatus.Terminated:
            # The algorithm's preparation failed and has told why; such a task never says that it is done.
            self.finished.emit()
            return
        self._task = task
        task.executed.connect(self._on_executed)
        QgsApplication.taskManager().addTask(task)

    def cancel(self) -> None:
        """Ask to stop; ``finished`` follows."""
        self._feedback.cancel()

    def cancel_and_wait(self) -> None:
        """Stop before going away; the engine gives in within seconds."""
        self.cancel()
        if self._task is not None:
            self._task.executed.disconnect(self._on_executed)
            self._task.waitForFinished(5000)

    def _check(self) -> Tuple[bool, str]:
        fine, problem = self._algorithm.canExecute()
        return self._algorithm.checkParameterValues(self.parameters, self._context) if fine else (fine, problem)

    def _on_executed(self, ok: bool, results: Dict[str, Any]) -> None:
        self._task = None  # the task manager deletes it
        self.results = results
        try:
            self.ok = ok and (self.project_closed or self.load_layers())
        finally:
            self.finished.emit()

    def load_layers(self) -> bool:
        """Open what came out in Processing's own way, as after a run from the toolbox; whether all went well."""
        if not self._context.layersToLoadOnCompletion():
            return True
        from processing.gui.Postprocessing import handleAlgorithmResults

        # Not the run's own feedback, which may hear a cancel that came too late.
        feedback = RunFeedback()
        loaded = handleAlgorithmResults(self._algorithm, self._context, feedback, parameters=self.parameters)
        self._feedback.errors += feedback.errors
        return loaded

    def _leave_project(self) -> None:
        """What comes out belongs to the project that is being closed, and must not land in the next one."""
        self.project_closed = True
