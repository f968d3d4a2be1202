"""A first run as a user meets it: QGIS with an empty profile, the plugin from its zip, one click, one map.

QGIS starts in an empty profile and an empty home. Its own plugin installer installs the zip; the dock offers to set
the engine up; the button is pressed; then the example scene is opened, a model trained on it, and Classify clicked. The
Python that QGIS runs with is compared before and after, file by file. Run it on a screen, or on a virtual one:

    make package
    xvfb-run -a -s "-screen 0 1440x900x24" python3 -m benchmarks.tools.firstrun \\
            [--route own --python PYTHON]

With --route offline --wheels FOLDER it needs no network (unshare -n takes it away); --kill ends QGIS by SIGKILL in the
middle of the set-up first, and has the next start mend it. Exit code 1 where anything is not as it must be.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import signal
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks.tools.desktop import ROOT, drive, make_profile, open_dock, start_desktop, wait_for
from benchmarks.tools.untouched import difference, listing
from benchmarks.tools.wheelhouse import serve

NAME = "mamol_landcover"
SETUP_S, RUN_S = 1800, 600
SIZE = (1200, 760)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--zip", type=Path, help="the plugin's zip; default: the newest in dist/")
    parser.add_argument("--route", choices=("managed", "own", "offline"), default="managed")
    parser.add_argument("--python", type=Path, help="route own: a Python that holds the engine's packages")
    parser.add_argument("--wheels", type=Path, help="route offline: the folder of wheels")
    parser.add_argument("--torch-wheels", type=Path, help="serve this folder on this machine as PyTorch's index")
    parser.add_argument("--kill", action="store_true", help="kill QGIS in the middle of the set-up first")
    parser.add_argument("--pictures", type=Path, help="folder for pictures of the dock and the map")
    parser.add_argument("--work", type=Path, default=ROOT / "build" / "firstrun", help="empty home, profile and data")
    chosen = parser.parse_args()
    packed = chosen.zip or max((ROOT / "dist").glob("*.zip"), key=os.path.getmtime, default=None)
    if packed is None:
        parser.error("there is no zip in dist/; run: make package")
    work = chosen.work.resolve()
    shutil.rmtree(work, ignore_errors=True)
    profile, environment = work / "profile", clean_environment(work)
    index = f"[mamol]\nsetup\\torch_index={serve(chosen.torch_wheels)}\n" if chosen.torch_wheels else ""
    make_profile(profile, f"[PythonPlugins]\nprocessing=true\n{index}")
    pictures = chosen.pictures.resolve() if chosen.pictures else work / "pictures"
    pictures.mkdir(parents=True, exist_ok=True)
    plan = {
        "zip": str(packed.resolve()),
        "route": chosen.route,
        "path": os.path.abspath(chosen.python or chosen.wheels or ""),  # a link of a venv must stay one
        "pictures": str(pictures),
        "answer": str(work / "answer.json"),
        "midway": str(work / "midway"),
    }

    def start(act: str) -> Any:
        return start_desktop(Path(__file__).resolve(), {**plan, "act": act}, profile, environment)

    start("look").wait(120)
    folders = [Path(path) for path in json.loads((work / "answer.json").read_text())]
    own = (ROOT, profile / "profiles" / "default" / "python" / "plugins" / NAME)
    before = listing(folders, own)
    if chosen.kill:
        kill_midway(start("setup"), work / "midway")
    (work / "answer.json").unlink()
    code = start("setup").wait(2 * SETUP_S)
    after = listing(folders, own)
    return report(work / "answer.json", code, before, after)


def clean_environment(work: Path) -> dict[str, str]:
    """Variables of a user who has set none, with an empty home below ``work``."""
    (work / "home").mkdir(parents=True)
    (work / "runtime").mkdir(mode=0o700)
    kept = {name: os.environ[name] for name in ("DISPLAY", "XAUTHORITY", "LANG") if name in os.environ}
    return {
        **kept,
        "HOME": str(work / "home"),
        "XDG_RUNTIME_DIR": str(work / "runtime"),
        "PATH": "/usr/local/bin:/usr/bin:/bin",
    }


def kill_midway(qgis: Any, midway: Path) -> None:
    """Kill QGIS as soon as it says that the set-up is half-way."""
    until = time.monotonic() + SETUP_S
    while not midway.exists():
        if qgis.poll() is not None or time.monotonic() > until:
            raise RuntimeError("QGIS ended, or took too long, before it could be killed in the middle of the set-up.")
        time.sleep(0.05)
    qgis.send_signal(signal.SIGKILL)
    qgis.wait()
    print("QGIS was killed in the middle of the set-up.")


def report(answer: Path, code: int, before: dict[str, str], after: dict[str, str]) -> int:
    """Print what was found: the exit code."""
    found = json.loads(answer.read_text()) if answer.exists() else {"problem": "QGIS gave no answer."}
    for name, value in found.items():
        print(f"{name:16} {value}")
    changes = difference(before, after)
    print(f"QGIS's Python: {len(before)} files compared, {len(changes)} differ")
    print("\n".join(changes))
    fine = code == 0 and not found.get("problem") and not changes
    print("Everything as it must be." if fine else "Something is wrong, see above.")
    return 0 if fine else 1


def look(plan: dict[str, Any]) -> None:
    """Inside QGIS: tell where its Python looks for modules, the user's own folder included."""
    import site

    from qgis.core import QgsApplication

    folders = {path for path in sys.path if os.path.isdir(path)}
    folders |= {site.getusersitepackages(), os.path.join(QgsApplication.qgisSettingsDirPath(), "python")}
    Path(plan["answer"]).write_text(json.dumps(sorted(folders)))


def first_run(plan: dict[str, Any]) -> None:
    """Inside QGIS: install, set up, map; write down what happened."""
    answer: dict[str, Any] = {}

    def tell(kind: type[BaseException], error: BaseException, trace: Any) -> None:
        answer["problem"] = f"{kind.__name__}: {error}"
        sys.__excepthook__(kind, error, trace)

    sys.excepthook = tell  # QGIS would open a dialog and wait
    try:
        _first_run(plan, answer)
    except Exception as error:
        answer["problem"] = f"{type(error).__name__}: {error}"
        raise
    finally:
        Path(plan["answer"]).write_text(json.dumps(answer))


def _first_run(plan: dict[str, Any], answer: dict[str, Any]) -> None:
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtGui import QTextDocumentFragment
    from qgis.utils import iface, plugins

    window = iface.mainWindow()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.setGeometry(0, 0, *SIZE)
    if NAME not in plugins:
        from pyplugin_installer import instance

        instance().installFromZipFile(plan["zip"])
        expect(NAME in plugins, "the plugin is loaded from its zip")
        iface.messageBar().clearWidgets()
    open_world()
    dock = open_dock(360)
    expect(not dock.setup_panel.isHidden(), "the dock offers the set-up")
    wait(lambda: "GB" in dock.setup_panel.text.text(), 60, "size and place are said")
    answer["offer"] = QTextDocumentFragment.fromHtml(dock.setup_panel.text.text()).toPlainText().replace("\n", " ")
    picture(plan, "setup-offer")
    began = time.monotonic()
    set_up(plan, dock)
    answer["set-up"] = f"{time.monotonic() - began:.0f} s"
    answer.update(what_was_made())
    wait(lambda: dock.engine.details, 120, "the engine answers")
    answer["engine"] = dock.engine.text
    picture(plan, "setup-ready")
    make_map(dock, answer)
    picture(plan, "setup-map")


def open_world() -> None:
    """QGIS's own map of the world as the project, as if somebody had begun to work."""
    from qgis.core import (
        QgsApplication,
        QgsFillSymbol,
        QgsProject,
        QgsRectangle,
        QgsSingleSymbolRenderer,
        QgsVectorLayer,
    )
    from qgis.PyQt.QtGui import QColor
    from qgis.utils import iface

    iface.newProject()
    source = QgsApplication.pkgDataPath() + "/resources/data/world_map.gpkg|layername=countries"
    world = QgsVectorLayer(source, "World")
    land = {"color": "#e3e8da", "outline_color": "#a0a890"}
    world.setRenderer(QgsSingleSymbolRenderer(QgsFillSymbol.createSimple(land)))
    QgsProject.instance().addMapLayer(world)
    wait_for(lambda: False, 0.5)  # it zooms to the first layer by itself
    iface.mapCanvas().setCanvasColor(QColor("#d3e3ec"))
    iface.mapCanvas().setExtent(QgsRectangle(0, 40, 24, 58))


def set_up(plan: dict[str, Any], dock: Any) -> None:
    """Press the button in the dock, or go the other routes' way through the options."""
    from mamol_landcover.plugin.setup.current import current  # only inside QGIS

    setup = current()
    if plan["route"] == "managed":
        click(dock.setup_panel.button)
    else:
        through_options(plan, dock)
    wait_for(lambda: not setup.running or setup.percent > 30, SETUP_S)
    midway = Path(plan["midway"])
    if setup.running and not midway.exists():
        picture(plan, "setup-progress", settle=0.3)
        midway.touch()
    wait_for(lambda: not setup.running, SETUP_S)
    expect(not setup.running and not setup.error, f"the set-up ends well ({setup.error or setup.stage})")


def what_was_made() -> dict[str, Any]:
    """The room that the set-up takes, and what its log says of its steps."""
    from mamol_landcover.plugin.engine import places  # only inside QGIS
    from mamol_landcover.plugin.setup import health

    log = places.log_file()
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    steps = [line for line in lines if line.startswith(("# ", "$ "))]
    return {"room": health.size_text(places.size(places.base())), "log": "\n  ".join(["", *steps])}


def through_options(plan: dict[str, Any], dock: Any) -> None:
    """Choose a route in Settings > Options > MaMOL, press its button, and close the options with OK."""
    from qgis.PyQt.QtCore import QTimer
    from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QWidget

    def act() -> None:
        dialog = QApplication.activeModalWidget()
        page = dialog.findChild(QWidget, "mamolEnginePage").widget
        if plan["route"] == "own":
            click(page.ownRoute)
            page.ownPython.setFilePath(plan["path"])
        else:
            click(page.offlineRoute)
            page.wheels.setFilePath(plan["path"])
        wait_for(lambda: False, 0.5)
        dialog.grab().save(os.path.join(plan["pictures"], f"setup-{plan['route']}.png"))
        click(page.panel.button)
        click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))

    QTimer.singleShot(1500, act)
    dock.show_engine_page()


def make_map(dock: Any, answer: dict[str, Any]) -> None:
    """The example scene, a quick model, Classify."""
    from qgis.core import QgsProject
    from qgis.utils import iface

    iface.newProject()
    dock.exampleAction.trigger()
    wait(lambda: not dock.is_running(), RUN_S, "the example scene is written")
    click(dock.trainButton)
    dialog = dock.train_dialog
    wait(lambda: dialog.classes.rowCount() > 1, 60, "the training labels are found")
    dialog.effort.setCurrentIndex(dialog.effort.findData("quick"))
    dialog.accept()
    wait(lambda: not dock.is_running() and dock.modelFile.filePath(), RUN_S, "a model is trained")
    before = set(QgsProject.instance().mapLayers())
    began = time.monotonic()
    click(dock.classifyButton)
    wait(lambda: not dock.is_running(), RUN_S, "Classify ends")
    new = [layer for key, layer in QgsProject.instance().mapLayers().items() if key not in before]
    expect(len(new) == 1 and new[0].isValid(), "one map is opened")
    answer["map"] = f"{new[0].width()} x {new[0].height()} pixels in {time.monotonic() - began:.1f} s"
    show_legend()
    iface.messageBar().clearWidgets()  # QGIS's own "Task complete"
    iface.setActiveLayer(new[0])
    iface.zoomToActiveLayer()
    iface.mapCanvas().waitWhileRendering()


def show_legend() -> None:
    """Open the first layer in the tree and fold the others."""
    from qgis.core import QgsProject

    for position, node in enumerate(QgsProject.instance().layerTreeRoot().findLayers()):
        node.setExpanded(position == 0)


def click(widget: Any) -> None:
    """Click as a person would."""
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest

    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def picture(plan: dict[str, Any], name: str, settle: float = 1) -> None:
    """Save the window, once its layout has settled, for which it has so many seconds."""
    from qgis.utils import iface

    wait_for(lambda: False, settle)
    iface.mainWindow().grab().save(os.path.join(plan["pictures"], f"{name}.png"))


def expect(fine: Any, what: str) -> None:
    if not fine:
        raise RuntimeError(f"This is not so: {what}.")


def wait(condition: Callable[[], Any], seconds: float, what: str) -> None:
    expect(wait_for(condition, seconds), what)


if __name__ == "inside_qgis":
    PLAN = globals()["PLAN"]
    drive(partial({"look": look, "setup": first_run}[PLAN["act"]], PLAN))
elif __name__ == "__main__":
    sys.exit(main())
