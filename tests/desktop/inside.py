"""Inside QGIS: run pytest in the event loop of the window, write its exit code, and leave as a person leaves."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QGuiApplication
from qgis.utils import iface

ROOT = Path(__file__).resolve().parents[2]


def begin(arguments: list[str], code: str) -> None:
    """Have pytest run with these arguments as soon as the window is up."""
    sys.excepthook = traceback.print_exception  # QGIS's own opens a window and waits for a person
    QTimer.singleShot(1000, lambda: _run(arguments, Path(code)))


def _run(arguments: list[str], code: Path) -> None:
    import pytest

    os.chdir(ROOT)
    iface.mainWindow().setWindowState(Qt.WindowState.WindowNoState)
    iface.mainWindow().setGeometry(QGuiApplication.primaryScreen().geometry())  # no window manager does it here
    try:
        result = int(pytest.main(arguments))
    except BaseException:
        traceback.print_exc()
        result = -1
    code.write_text(str(result))
    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()
