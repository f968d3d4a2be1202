"""What the engine would say to a run, asked in the background while a person still chooses."""

from __future__ import annotations

from typing import Any, Callable, Dict, List, Optional

from qgis.core import QgsApplication, QgsProcessingContext, QgsProject
from qgis.PyQt.QtCore import QObject, QTimer, pyqtSignal

from ..background import Background
from ..engine.client import EngineError
from ..layers.inputs import InputError
from ..layers.label_files import LabelFiles
from ..run import RunFeedback
from ..texts import tr
from .sensor_rows import SensorRows

DELAY_MS = 250
"""Choices that follow one another so quickly are asked about once."""
_MOST_WARNINGS = 3  # beside a row: the dates of a series may have one each
_NO_ANSWER = ("missing", "start", "contract", "died", "internal", "cancelled")  # codes that say nothing of the choices


class RunCheck(QObject):
    """Keeps what the engine would say to ``mamol:NAME`` with the latest choices. ``changed`` tells of an answer,
    and that an older one holds no more; the rows show what is said of their layers.

    ``parameters`` completes those of the rows; ``label_files`` gives the files of the labels' present state.

    ``refused``, ``warnings`` and ``layers`` are those of the contract's check; a refusal without ``sensor`` is about
    none of the layers alone. ``problem``: why there is no answer, where the engine could not be asked.
    """

    changed = pyqtSignal()

    def __init__(
        self, name: str, rows: SensorRows, parameters: Callable[[Dict[str, Any]], Dict[str, Any]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._name, self._rows, self._parameters = name, rows, parameters
        self.label_files: Callable[[], Optional[LabelFiles]] = lambda: None
        self._feedback = RunFeedback()
        self._question: Optional[Background] = None
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(DELAY_MS)
        self._later.timeout.connect(self._begin)
        self._clear()

    @property
    def waiting(self) -> bool:
        """Whether an answer will come."""
        return self._later.isActive() or self._question is not None

    def ask(self, possible: bool = True) -> None:
        """Ask about what is chosen now, soon, where that is ``possible``; an earlier answer holds no more."""
        self._later.stop()
        self._feedback.cancel()
        if self._question is not None:
            self._question.answered.disconnect(self._answered)
            self._question = None
        self._clear()
        if possible and self._rows.parameters(usable=True):
            self._later.start()
        self._tell()

    def forget(self) -> None:
        """Ask no more, and know nothing."""
        self.ask(possible=False)

    def refusal(self, sensor: Optional[str]) -> str:
        """Why the sensor's layer, or with None the request as a whole, is refused; empty where it is not."""
        found = (entry for entry in self.refused if entry["sensor"] == sensor)
        return next((f"{entry['message']} {entry['hint']}".strip() for entry in found), "")

    def warnings_about(self, sensor: Optional[str]) -> List[str]:
        return [entry["message"] for entry in self.warnings if entry["sensor"] == sensor]

    def _clear(self) -> None:
        self.answered = False
        self.problem = ""
        self.refused: List[Dict[str, Any]] = []
        self.warnings: List[Dict[str, Any]] = []
        self.layers: Dict[str, Dict[str, Any]] = {}

    def _begin(self) -> None:
        """Prepare the algorithm as a run would, here, and let it ask the engine in a thread of its own."""
        parameters = self._parameters(self._rows.parameters(usable=True))
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"mamol:{self._name}")
        feedback = self._feedback = RunFeedback()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        context.setExpressionContext(QgsProject.instance().createExpressionContext())
        fine, problem = algorithm.checkParameterValues(parameters, context)
        if fine and not algorithm.prepare(parameters, context, feedback):
            fine, problem = False, "\n".join(feedback.errors[-1:])
        if fine and algorithm.problem is not None:
            fine, problem = algorithm.refuse(algorithm.problem)
        if not fine:
            self._refuse(problem, algorithm.refused_sensor)
            return

        label_files = self.label_files()

        def work() -> Dict[str, Any]:
            own = QgsProcessingContext()
            own.copyThreadSafeSettings(context)
            return algorithm.check(parameters, own, feedback, label_files)

        self._question = Background(work)
        self._question.begin(self._answered)

    def _answered(self, answer: Optional[Dict[str, Any]], problem: Optional[Exception]) -> None:
        self._question = None
        if answer is not None:
            self._take(answer)
            return
        if isinstance(problem, InputError) or (isinstance(problem, EngineError) and problem.code not in _NO_ANSWER):
            self._refuse(str(problem))
            return
        reason = problem.brief if isinstance(problem, EngineError) else problem
        self.problem = tr("The layers could not be checked: {reason}").format(reason=reason)
        self._tell()

    def _refuse(self, text: str, sensor: Optional[str] = None) -> None:
        """What the run would be refused for before it reaches the engine."""
        refused = [{"sensor": sensor, "code": "request", "message": text, "hint": ""}]
        self._take({"refused": refused, "warnings": [], "layers": {}})

    def _take(self, answer: Dict[str, Any]) -> None:
        self.answered = True
        self.refused, self.warnings, self.layers = answer["refused"], answer["warnings"], answer["layers"]
        self._tell()

    def _tell(self) -> None:
        """Show beside each row what the engine would say of its layer, and tell that something is known, or no more."""
        for row in self._rows.rows:
            keys = [row.sensor, *(key for key, _, _ in row.entries() if key != row.sensor)]
            refused = next(filter(None, map(self.refusal, keys)), "")
            warnings = [text for key in keys for text in self.warnings_about(key)]
            if len(warnings) > _MOST_WARNINGS:
                more = tr("… and %n more warning(s), which the log shows.", n=len(warnings) - _MOST_WARNINGS)
                warnings = [*warnings[:_MOST_WARNINGS], more]
            masks = (self.layers.get(key, {}).get("mask") or "" for key in keys)
            row.show_findings(refused, warnings, next(filter(None, masks), ""))
        self.changed.emit()
