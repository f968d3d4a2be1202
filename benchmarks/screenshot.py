"""A picture of the plugin at work, taken in the real QGIS desktop.

Opens the layers of a scene, shows the dock, chooses the model, clicks Classify as a person would, and saves the window
as PNG. Run it on a screen, or on a virtual one:

    MAMOL_ENGINE_PYTHON=.venv-engine/bin/python xvfb-run -a -s "-screen 0 1440x900x24" \\
        python3 benchmarks/screenshot.py --scene FOLDER --model NAME.mamol.safetensors --out dock.png

FOLDER holds a scene.json that maps sensors to files under "layers". QGIS runs with a profile of its own under build/.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from desktop import drive, open_dock, open_scene, run_desktop, wait_for


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scene", type=Path, help="folder with scene.json; without it the project stays empty")
    parser.add_argument("--model", type=Path, help="model file to choose")
    parser.add_argument("--out", type=Path, required=True, help="PNG to write")
    parser.add_argument("--no-classify", action="store_true", help="only choose, do not click Classify")
    parser.add_argument("--theme", default="default", help="QGIS theme, such as 'Night Mapping'")
    parser.add_argument("--language", default="en_US", help="QGIS's language, such as de or zh-Hans")
    parser.add_argument("--size", default="1280x800", help="size of the window")
    parser.add_argument("--dock-width", type=int, default=340, help="width of the dock")
    parser.add_argument("--open", choices=("card", "train"), help="what to open for the picture")
    chosen = parser.parse_args()
    plan = {
        "scene": str(chosen.scene.resolve()) if chosen.scene else "",
        "model": str(chosen.model.resolve()) if chosen.model else "",
        "out": str(chosen.out.resolve()),
        "classify": not chosen.no_classify,
        "size": [int(number) for number in chosen.size.split("x")],
        "dock_width": chosen.dock_width,
        "open": chosen.open,
    }
    chosen.out.unlink(missing_ok=True)
    code = run_desktop(Path(__file__).resolve(), plan, chosen.theme, chosen.language)
    if not chosen.out.exists():
        print("QGIS gave no picture; see its messages above.", file=sys.stderr)
        return 1
    return code


def take(plan: dict[str, Any]) -> None:
    """Inside QGIS: do what the plan says and save the picture. Raises RuntimeError, without one, where no map came."""
    from qgis.core import QgsProject
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QLabel
    from qgis.utils import iface

    window = iface.mainWindow()
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.setGeometry(0, 0, *plan["size"])
    if plan["scene"]:
        open_scene(Path(plan["scene"]), labels=plan["open"] == "train")
    dock = open_dock(plan["dock_width"])
    dock.modelFile.setFilePath(plan["model"])
    wait_for(lambda: dock.engine.details, 30)
    if plan["classify"]:
        before = len(QgsProject.instance().mapLayers())
        QTest.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
        wait_for(lambda: not dock.is_running(), 600)
        if len(QgsProject.instance().mapLayers()) == before:
            said = " ".join(label.text() for label in dock.messages.findChildren(QLabel))
            raise RuntimeError(f"Classify brought no map. The dock says: {said}")
        show_legend()
        iface.messageBar().clearWidgets()  # QGIS's own "Task complete"
    subject = window
    if plan["open"] == "card":
        dock.cardGroup.setCollapsed(False)
    elif plan["open"] == "train":
        QTest.mouseClick(dock.trainButton, Qt.MouseButton.LeftButton)
        subject = dock.train_dialog
        wait_for(lambda: False, 2)
    wait_for(lambda: False, 1)
    iface.mapCanvas().waitWhileRendering()
    wait_for(lambda: False, 0.5)
    subject.grab().save(plan["out"])


def show_legend() -> None:
    """Open the first layer in the tree and fold the others."""
    from qgis.core import QgsProject

    for position, node in enumerate(QgsProject.instance().layerTreeRoot().findLayers()):
        node.setExpanded(position == 0)


if __name__ == "inside_qgis":
    drive(lambda: take(globals()["PLAN"]))
elif __name__ == "__main__":
    sys.exit(main())
