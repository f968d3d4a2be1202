"""Inside QGIS: run pytest in the event loop of the window, write its exit code, and leave as a person leaves."""

from __future__ import annotations

import os
import sys
import traceback
from pathlib import Path

from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QApplication, QMessageBox
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
    _leave()


def _leave() -> None:
    """Close QGIS as a person does; where a question holds it up, print the question and answer it."""

    def answer() -> None:
        window = QApplication.activeModalWidget()
        if window is not None:
            text = getattr(window, "text", window.windowTitle)()
            print(f"QGIS asked before it closed: {text}", file=sys.stderr, flush=True)
            yes = window.button(QMessageBox.StandardButton.Yes) if isinstance(window, QMessageBox) else None
            yes.click() if yes is not None else window.accept()

    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    _leave.clock = clock = QTimer()
    clock.timeout.connect(answer)
    clock.start(2000)
    iface.actionExit().trigger()
