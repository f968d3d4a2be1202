"""Starts the real QGIS desktop with a private profile and has it run a driver, for pictures and measurements."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
PROFILE = ROOT / "build" / "desktop-profile"

_START = """
import json, runpy, sys
sys.path.insert(0, {root!r})
runpy.run_path({driver!r}, init_globals={{"PLAN": json.loads({plan!r})}}, run_name="inside_qgis")
"""


def measure_in_desktop(
    asking: argparse.ArgumentParser, driver: str, timeout: int = 900
) -> tuple[argparse.Namespace, Any]:
    """Run ``driver`` in QGIS with what was asked as its plan: that, and what it wrote into the plan's "json", or None.

    Adds --scene, --model and --json to the arguments. Needs a screen, real or virtual. The profile lies under build/,
    is made anew each time and has this plugin only.
    """
    name = Path(driver).stem
    asking.add_argument("--scene", type=Path, required=True, help="folder with scene.json")
    asking.add_argument("--model", type=Path, required=True, help="model file to classify with")
    asking.add_argument("--json", type=Path, default=Path(f"build/{name}.json"), help="where to write the figures")
    asked = asking.parse_args()
    target = asked.json.resolve()
    target.parent.mkdir(parents=True, exist_ok=True)
    target.unlink(missing_ok=True)
    paths = {"scene": str(asked.scene.resolve()), "model": str(asked.model.resolve()), "json": str(target)}
    command = f"benchmarks.speed.{name} --scene {asked.scene.name} --model {asked.model.name}"
    make_profile(PROFILE, "[PythonPlugins]\nmamol_landcover=true\nprocessing=true\n")
    plugins = ROOT / "build" / "plugins"  # holds a link to this checkout, see `make setup`
    environment = {**os.environ, "QGIS_PLUGINPATH": str(plugins), "PYTHONDONTWRITEBYTECODE": "1"}
    environment.pop("QT_QPA_PLATFORM", None)
    plan = {**vars(asked), **paths, "command": command}
    start_desktop(Path(driver).resolve(), plan, PROFILE, environment).wait(timeout)
    if not target.exists():
        print("QGIS gave no figures; see its messages above.", file=sys.stderr)
        return asked, None
    return asked, json.loads(target.read_text())


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
    start.write_text(_START.format(root=str(ROOT), driver=str(driver), plan=json.dumps(plan)))
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


def open_scene(folder: Path) -> None:
    """Add the rasters of a scene.json to the project, as if dragged in."""
    from qgis.core import QgsProject, QgsRasterLayer
    from qgis.utils import iface

    scene = json.loads((folder / "scene.json").read_text())
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
