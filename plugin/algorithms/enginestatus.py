"""``mamol:enginestatus``: whether the engine works, on what it computes, and where it lies."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputBoolean,
    QgsProcessingOutputString,
    QgsProcessingParameterFileDestination,
)

from ..setup import health
from ..setup.failure import SetupError
from ..texts import tr
from .base import MamolAlgorithm
from .layer_parameters import is_given


class EngineStatusAlgorithm(MamolAlgorithm):
    """Uses every package, maps a tiny scene and tells what it found."""

    needs_engine = False
    help_page = "troubleshooting"

    def name(self) -> str:
        return "enginestatus"

    def displayName(self) -> str:
        return tr("Check the engine")

    def tags(self) -> List[str]:
        return tr("health,test,diagnostics,gpu,device,version").split(",")

    def shortDescription(self) -> str:
        return tr("Tells whether the engine works, on which device, and what is wrong where it does not.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>Uses every package of the engine once, maps a tiny scene with the starter model, and tells the "
            "interpreter, the versions, the device and why it was chosen, and how much disk space the engine takes. "
            "<i>Diagnostics</i> has the same as text, without your name, your computer's name and personal paths, for "
            "a support request.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        # With nothing to fill in, QGIS would open no dialog and so show no log.
        self.addParameter(
            QgsProcessingParameterFileDestination(
                "FILE", tr("Diagnostics as a file"), tr("Text (*.txt)"), optional=True, createByDefault=False
            )
        )
        self.addOutput(QgsProcessingOutputBoolean("READY", tr("Ready")))
        for name, title in {
            "INTERPRETER": tr("Interpreter"),
            "PROBLEM": tr("What is wrong"),
            "PYTHON": tr("Python"),
            "DEVICE": tr("Device"),
            "REASON": tr("Why this device"),
            "SELF_TEST": tr("Self-test"),
            "DIAGNOSTICS": tr("Diagnostics"),
        }.items():
            self.addOutput(QgsProcessingOutputString(name, title))

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        try:
            found = health.examine(feedback)
        except SetupError as error:
            raise QgsProcessingException(str(error)) from None
        diagnostics = health.diagnostics(found)
        feedback.pushInfo(diagnostics)
        path = self.parameterAsFileOutput(parameters, "FILE", context) if is_given(parameters.get("FILE")) else ""
        if path:
            _write(path, diagnostics)
        return {
            "FILE": path,
            "READY": found.ready,
            "INTERPRETER": found.interpreter,
            "PROBLEM": found.problem,
            "PYTHON": found.python,
            "DEVICE": found.device,
            "REASON": found.reason,
            "SELF_TEST": found.self_test,
            "DIAGNOSTICS": diagnostics,
        }


def _write(path: str, text: str) -> None:
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    except OSError as error:
        raise QgsProcessingException(
            tr("The diagnostics can't be written to {0}: {1}. Choose another folder.").format(path, error.strerror)
        ) from None
