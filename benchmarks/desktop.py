"""Starts the real QGIS desktop with a private profile and has it run a driver, for pictures and measurements."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
PROFILE = ROOT / "build" / "desktop-profile"

_START = """
import json, runpy, sys
sys.path.insert(0, {folder!r})
runpy.run_path({driver!r}, init_globals={{"PLAN": json.loads({plan!r})}}, run_name="inside_qgis")
"""


def run_desktop(
    driver: Path, plan: dict[str, Any], theme: str = "default", language: str = "en_US", timeout: int = 900
) -> int:
    """Start QGIS with only this plugin and have it run ``driver`` as ``inside_qgis``, with ``PLAN``: its exit code.

    Needs a screen, real or virtual. The profile lies under build/ and is made anew each time.
    """
    language_of = f"[locale]\noverrideFlag=true\nuserLocale={language}\n"
    make_profile(
        PROFILE, f"[PythonPlugins]\nmamol_landcover=true\nprocessing=true\n[UI]\nUITheme={theme}\n{language_of}"
    )
    plugins = ROOT / "build" / "plugins"
    plugins.mkdir(parents=True, exist_ok=True)
    if not (plugins / "mamol_landcover").exists():
        (plugins / "mamol_landcover").symlink_to(ROOT, target_is_directory=True)
    environment = {**os.environ, "QGIS_PLUGINPATH": str(plugins), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("QT_QPA_PLATFORM", None)
    return start_desktop(driver, plan, PROFILE, environment).wait(timeout)


def make_profile(profile: Path, settings: str) -> None:
    """Make an empty QGIS profile with these settings, and without QGIS's own questions and tips."""
    shutil.rmtree(profile, ignore_errors=True)
    file = profile / "profiles" / "default" / "QGIS" / "QGIS3.ini"
    file.parent.mkdir(parents=True)
    file.write_text(f"{settings}[qgis]\ncheckVersion=false\nshowTips=false\n")


def start_desktop(
    driver: Path, plan: dict[str, Any], profile: Path, environment: dict[str, str]
) -> subprocess.Popen[bytes]:
    """Start QGIS with this profile and have it run ``driver`` as ``inside_qgis``, with ``PLAN``."""
    start = profile / "start.py"
    start.write_text(_START.format(folder=str(driver.parent), driver=str(driver), plan=json.dumps(plan)))
    command = [shutil.which("qgis") or "qgis", "--nologo", "--noversioncheck", "--code", str(start)]
    return subprocess.Popen(command, env={**environment, "QGIS_CUSTOM_CONFIG_PATH": str(profile)})


def drive(act: Callable[[], None]) -> None:
    """Inside QGIS: run ``act`` once the window is up, then leave, whatever happened."""
    from qgis.PyQt.QtCore import QTimer

    sys.excepthook = traceback.print_exception  # QGIS's own opens a window and waits for a person

    def guarded() -> None:
        try:
            act()
        except Exception:
            traceback.print_exc()
        leave()

    QTimer.singleShot(1500, guarded)


def leave() -> None:
    """Close QGIS without questions."""
    from qgis.core import QgsProject
    from qgis.utils import iface

    QgsProject.instance().clear()
    QgsProject.instance().setDirty(False)
    iface.actionExit().trigger()


def wait_for(condition: Callable[[], Any], seconds: float) -> bool:
    """Keep the event loop going until the condition holds; whether it did in time."""
    from qgis.PyQt.QtTest import QTest

    for _ in range(int(seconds * 50)):
        if condition():
            return True
        QTest.qWait(20)
    return bool(condition())


def open_scene(folder: Path, labels: bool = False) -> None:
    """Add the rasters of a scene.json to the project, and its labels where asked, as if dragged in."""
    from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
    from qgis.utils import iface

    scene = json.loads((folder / "scene.json").read_text())
    for kind, file in (scene.get("training") or scene["labels"]).items() if labels else ():
        opener = {"vector": QgsVectorLayer, "raster": QgsRasterLayer}.get(kind)
        if opener is not None:
            QgsProject.instance().addMapLayer(opener(str(folder / file), Path(file).stem))
    for file in reversed(list(scene["layers"].values())):
        QgsProject.instance().addMapLayer(QgsRasterLayer(str(folder / file), Path(file).stem))
    iface.zoomFull()


def open_dock(width: int = 340) -> Any:
    """Show the plugin's dock beside the layer tree, with the other panels away."""
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtWidgets import QDockWidget
    from qgis.utils import iface, plugins

    window = iface.mainWindow()
    for panel in window.findChildren(QDockWidget):
        if panel.objectName() != "Layers":
            panel.hide()
    plugins["mamol_landcover"].show_dock(True)
    dock = plugins["mamol_landcover"].dock
    window.resizeDocks([dock], [width], Qt.Orientation.Horizontal)
    return dock
