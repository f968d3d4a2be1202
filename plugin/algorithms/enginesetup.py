"""``mamol:enginesetup``: sets the engine up, without a screen too."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional, Tuple

from qgis.core import (
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingOutputString,
    QgsProcessingParameterBoolean,
    QgsProcessingParameterEnum,
    QgsProcessingParameterFile,
)

from .. import settings
from ..setup import install, pythons
from ..setup.failure import SetupError
from ..texts import tr
from .base import MamolAlgorithm

MANAGED, OWN, OFFLINE = ROUTES = ("managed", "own", "offline")


class EngineSetupAlgorithm(MamolAlgorithm):
    """Makes the managed environment, or takes a Python of the user's."""

    needs_engine = False
    help_page = "installing"

    def name(self) -> str:
        return "enginesetup"

    def displayName(self) -> str:
        return tr("Set up the engine")

    def tags(self) -> List[str]:
        return tr("install,set up,python,packages,torch,offline").split(",")

    def shortDescription(self) -> str:
        return tr("Sets up the Python in which the plugin computes, apart from QGIS's own.")

    def shortHelpString(self) -> str:
        return tr(
            "<p>The plugin computes in a Python of its own; QGIS's Python stays as it is. Routes:</p>"
            "<p><b>managed</b>: downloads the packages and, where need be, a Python, into your data folder. It says "
            "how much and where, and does so only when <i>Accept the download</i> is on.</p>"
            "<p><b>own</b>: checks the Python you name, of a venv, conda or pixi environment, and uses it.</p>"
            "<p><b>offline</b>: makes the environment from a folder of wheels and the system's Python, without a "
            "network.</p>"
            "<p>Run it again to repair a set-up that is damaged or was interrupted.</p>"
        )

    def initAlgorithm(self, configuration: Optional[Dict[str, Any]] = None) -> None:
        route = QgsProcessingParameterEnum(
            "ROUTE", tr("Route"), options=list(ROUTES), defaultValue=MANAGED, usesStaticStrings=True
        )
        route.setHelp(tr("managed: download it; own: use a Python of mine; offline: from a folder of wheels"))
        self.addParameter(route)
        self.addParameter(
            QgsProcessingParameterFile(
                "PYTHON",
                tr("Python with the engine's packages (route own)"),
                optional=True,
                fileFilter=tr("Any program (*)"),  # without a filter, QGIS refuses a name without a dot
            )
        )
        self.addParameter(
            QgsProcessingParameterFile(
                "WHEELS",
                tr("Folder of wheels (route offline)"),
                QgsProcessingParameterFile.Behavior.Folder,
                optional=True,
            )
        )
        self.addParameter(
            QgsProcessingParameterBoolean("ACCEPT_DOWNLOAD", tr("Accept the download"), defaultValue=False)
        )
        self.addOutput(QgsProcessingOutputString("PYTHON_USED", tr("The engine's Python")))

    def checkParameterValues(self, parameters: Dict[str, Any], context: QgsProcessingContext) -> Tuple[bool, str]:
        # Before QGIS's own check, which only says that a value is incorrect.
        if self.parameterAsString(parameters, "ROUTE", context) == OWN:
            missing = pythons.missing_program(str(parameters.get("PYTHON") or "").strip())
            if missing:
                return False, missing
        return super().checkParameterValues(parameters, context)

    def processAlgorithm(
        self, parameters: Dict[str, Any], context: QgsProcessingContext, feedback: QgsProcessingFeedback
    ) -> Dict[str, Any]:
        route = self.parameterAsString(parameters, "ROUTE", context)
        if route == MANAGED and not self.parameterAsBool(parameters, "ACCEPT_DOWNLOAD", context):
            raise QgsProcessingException(
                install.consent()
                + " "
                + tr("To agree, tick 'Accept the download' (in a script: ACCEPT_DOWNLOAD=true) and run this again.")
            )
        try:
            if route == OWN:
                python = _absolute(self.parameterAsFile(parameters, "PYTHON", context))
                pythons.check_own(python)
                settings.set_engine_python(python)
            else:
                if route == MANAGED:
                    python = str(install.managed(feedback))
                else:
                    wheels = _absolute(self.parameterAsFile(parameters, "WHEELS", context))
                    python = str(install.offline(wheels, feedback))
                settings.set_engine_python("")  # or it would be used in place of the new one
        except SetupError as error:
            raise QgsProcessingException(str(error)) from None
        return {"PYTHON_USED": python}


def _absolute(path: str) -> str:
    """A path as a person gave it, for processes that run in another folder."""
    return os.path.abspath(path) if path.strip() else ""
