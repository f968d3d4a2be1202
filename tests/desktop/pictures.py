"""Pictures of what a story shows: of the screen, of a window, of a part of it.

They go to the folder named by MAMOL_PICTURES. Those called ``guide-NAME`` are for the guide, where
benchmarks/tools/guide_pictures.py takes them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from qgis.PyQt.QtCore import QPoint, QRect
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QWidget
from qgis.utils import iface

FOLDER = Path(os.environ["MAMOL_PICTURES"])


def screen(name: str, keep: bool = False) -> None:
    """Save a picture of the whole screen; ``keep`` one of that name that is there already."""
    QTest.qWait(200)  # what has just been changed is drawn
    if not (keep and (FOLDER / f"{name}.png").exists()):
        _save(QGuiApplication.primaryScreen().grabWindow(0), name)


def take(name: str, widget: QWidget, *area: int) -> None:
    """Save a picture of a widget as soon as all is drawn, or of ``area`` (x, y, width, height) of it."""
    iface.messageBar().clearWidgets()  # QGIS's "Task complete"
    QTest.qWait(800)
    iface.mapCanvas().waitWhileRendering()
    QTest.qWait(300)
    _save(widget.grab(QRect(*area)) if area else widget.grab(), name)


def take_window(name: str) -> None:
    """Save a picture of QGIS's window without its status bar, which may still say that it is busy."""
    window = iface.mainWindow()
    take(name, window, 0, 0, window.width(), window.statusBar().y())


def take_map(name: str) -> None:
    """Save a picture of the layer tree and the map."""
    window, canvas = iface.mainWindow(), iface.mapCanvas()
    corner = canvas.mapTo(window, QPoint(canvas.width(), 0))
    take(name, window, 0, corner.y(), corner.x(), canvas.height())


def take_part(name: str, window: QWidget, first: QWidget, last: QWidget) -> None:
    """Save a picture of a window from one widget down to another."""
    top = max(0, first.mapTo(window, QPoint(0, 0)).y() - 6)
    bottom = last.mapTo(window, QPoint(0, last.height())).y() + 2
    take(name, window, 0, top, window.width(), bottom - top)


def _save(image: Any, name: str) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    image.save(str(FOLDER / f"{name}.png"))
