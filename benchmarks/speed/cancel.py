"""Cancels a Classify of the dock at random moments, in the real desktop, with the grace that ships.

    .venv-engine/bin/python -m benchmarks.speed.stack build/stack --size 3072 3072
    MAMOL_ENGINE_PYTHON=.venv-engine/bin/python xvfb-run -a -s "-screen 0 1440x900x24" \\
        python3 -m benchmarks.speed.cancel --scene build/stack/3072x3072 --model build/stack/stack.mamol.safetensors \\
            [--times 30]

The first line makes a scene and a model; any folder will do whose scene.json maps sensors to files under "layers". The
moments are drawn from the time that a whole run was measured to take; where a run is done before its moment, another
is drawn. Each time, the dock must be usable within 3 s, and no file or folder may be left that the dock does not name.
Exit code 1 where one is, and where fewer runs were cancelled than asked for.
"""

from __future__ import annotations

import argparse
import json
import random
import shutil
import sys
import time
from pathlib import Path
from typing import Any

from benchmarks.tools.desktop import drive, measure_in_desktop, open_dock, open_scene, wait_for

USABLE_WITHIN = 3.0
SHORTEST = 5.0
"""Seconds that a whole run must take for its moments to mean anything."""


def main() -> int:
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("--times", type=int, default=30, help="how often to cancel")
    asking.add_argument("--seed", type=int, default=0, help="of the moments")
    asked, found = measure_in_desktop(asking, __file__, timeout=3600)
    if found is None:
        return 1
    late = [entry for entry in found if entry["seconds"] > USABLE_WITHIN]
    unsaid = [entry for entry in found if entry["unsaid"]]
    seconds = sorted(entry["seconds"] for entry in found if entry["cancelled"])
    print(f"cancelled {len(seconds)} of {len(found)} runs; the others were done before their moment")
    if seconds:
        print(f"usable after {seconds[len(seconds) // 2]:.2f} s in the median, {seconds[-1]:.2f} s at most")
    print(
        f"later than {USABLE_WITHIN:g} s: {len(late)}; with something left that the dock does not name: {len(unsaid)}"
    )
    for entry in late + unsaid:
        print(entry)
    return 1 if late or unsaid or len(seconds) < asked.times else 0


def measure(plan: dict[str, Any]) -> None:
    """Inside QGIS: time a whole run, then cancel others at random moments of it."""
    from qgis.core import QgsProject
    from qgis.PyQt.QtCore import Qt
    from qgis.PyQt.QtTest import QTest
    from qgis.PyQt.QtWidgets import QLabel
    from qgis.utils import iface

    open_scene(Path(plan["scene"]))
    dock = open_dock()
    dock.modelFile.setFilePath(plan["model"])
    dock.probabilities.setChecked(True)
    iface.mapCanvas().freeze(True)
    folder = Path(plan["json"]).parent / "cancelled"

    def click(button: Any) -> float:
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
        return time.monotonic()

    def begin() -> float:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        dock.output.setFilePath(str(folder / "map.tif"))
        wait_for(dock.classifyButton.isEnabled, 60)
        return click(dock.classifyButton)

    def forget_maps() -> None:
        layers = QgsProject.instance().mapLayers().items()
        QgsProject.instance().removeMapLayers([key for key, layer in layers if str(folder) in layer.source()])

    wait_for(lambda: dock.engine.details, 60)
    whole = 0.0
    for _ in range(2):  # the first one loads what is not loaded yet
        begun = begin()
        wait_for(lambda: not dock.is_running(), 600)
        whole = time.monotonic() - begun
        forget_maps()
    if whole < SHORTEST:
        raise RuntimeError(f"A whole run takes {whole:.1f} s only; take a larger scene.")
    moments = random.Random(plan["seed"])  # noqa: S311
    found: list[dict[str, Any]] = []
    while sum(entry["cancelled"] for entry in found) < plan["times"] and len(found) < 2 * plan["times"]:
        moment = moments.uniform(0, whole)
        until = begin() + moment
        wait_for(lambda: time.monotonic() >= until, 2 * whole)  # noqa: B023  # called at once
        running = dock.is_running()
        asked = click(dock.cancelButton)
        wait_for(lambda: not dock.is_running(), 60)
        said = " ".join(label.text() for label in dock.messages.findChildren(QLabel))
        cancelled = running and "ancelled" in said
        if cancelled:  # a map that was done before is open, and its file can't be written again
            wait_for(dock.classifyButton.isEnabled, 60)
        seconds = time.monotonic() - asked
        left = sorted(path.name for path in folder.iterdir()) if cancelled else []
        # A raster's style and names stand beside it: .qml, .tif.aux.xml.
        unsaid = [name for name in left if str(folder / f"{name.partition('.')[0]}.tif") not in said]
        found.append(
            {"moment": round(moment, 2), "seconds": round(seconds, 2), "cancelled": cancelled, "left": left}
            | {"unsaid": unsaid, "said": said}
        )
        forget_maps()
    Path(plan["json"]).write_text(json.dumps(found, indent=1))


if __name__ == "inside_qgis":
    drive(lambda: measure(globals()["PLAN"]))
elif __name__ == "__main__":
    sys.exit(main())
