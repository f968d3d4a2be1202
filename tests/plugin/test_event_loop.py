"""QGIS's event loop goes on while layers and labels are checked: the real dock, the real dialog, the real engine."""

import time

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import QEventLoop, Qt, QTimer

from mamol_landcover.plugin.background import Background
from mamol_landcover.plugin.engine import warm

pytestmark = pytest.mark.usefixtures("engine", "qgis_new_project")
TICK_MS = 5
LONGEST_MS = 250
TRIES = 3
POLYGONS = 20_000


@pytest.fixture()
def dock(provider, example, qgis_iface, qgis_new_project, qtbot):
    from mamol_landcover.plugin.dock.dock import MamolDock
    from mamol_landcover.plugin.paths import STARTER

    dock = MamolDock(qgis_iface)
    qtbot.addWidget(dock)
    qgis_iface.mainWindow().show()
    dock.show()
    for role in ("OPTICAL", "SAR"):
        QgsProject.instance().addMapLayer(QgsRasterLayer(example[role], role.lower()))
    dock.modelFile.setFilePath(STARTER)
    yield dock
    dock.unload()
    qgis_iface.mainWindow().hide()
    QgsProject.instance().clear()


@pytest.fixture()
def scratch(example):
    """A scratch layer of many polygons in edit mode, in two classes, where the example scene lies."""
    optical = QgsRasterLayer(example["OPTICAL"], "optical")
    extent = optical.extent()
    layer = QgsVectorLayer("Polygon?field=class:string(20)", "many fields", "memory")
    layer.setCrs(optical.crs())
    layer.startEditing()
    across = int(POLYGONS**0.5)
    features = []
    for number in range(POLYGONS):
        row, col = divmod(number, across)
        x = extent.xMinimum() + extent.width() * col / across
        y = extent.yMaximum() - extent.height() * row / (POLYGONS / across)
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromWkt(f"POLYGON(({x} {y},{x + 8} {y},{x + 8} {y - 8},{x} {y - 8},{x} {y}))"))
        feature.setAttributes(["forest" if (row // 10 + col // 10) % 2 else "meadow"])
        features.append(feature)
    layer.addFeatures(features)
    return QgsProject.instance().addMapLayer(layer)


def longest_stall(begin, done):
    """How much later than it should a timer fires in the event loop, at most, in milliseconds."""
    stalls, loop, clock = [], QEventLoop(), QTimer()
    clock.setTimerType(Qt.TimerType.PreciseTimer)
    last = [time.perf_counter()]

    def tick():
        now = time.perf_counter()
        stalls.append(1000 * (now - last[0]) - TICK_MS)
        last[0] = now
        if done() or len(stalls) > 100_000:
            loop.quit()

    clock.timeout.connect(tick)
    begin()
    clock.start(TICK_MS)
    loop.exec()
    clock.stop()
    assert done() and len(stalls) > 3
    return max(stalls)


def ask_the_dock(dock):
    """The longest stall while the dock's check runs, with an engine that has to be started for it."""
    warm.end()
    stall = longest_stall(dock.check.ask, lambda: not dock.check.waiting)
    assert dock.check.answered
    return stall


def ask_the_dialog(dialog):
    """The same of the training dialog, which counts its labels and has them written for the engine beforehand."""
    warm.end()
    dialog.label_choice.forget()
    stall = longest_stall(
        dialog.label_choice.look, lambda: dialog.label_choice._question is None and not dialog.check.waiting
    )
    assert dialog.check.answered
    return stall


@pytest.fixture()
def dialog(dock, scratch):
    dock.train()
    dock.train_dialog.labels.choose(scratch)
    yield dock.train_dialog
    dock.train_dialog.close()


def test_the_event_loop_should_go_on_while_the_dock_checks(dock):
    """The best of some tries, since something else may hold up the machine; a check in the loop breaks each."""
    stalls = [ask_the_dock(dock) for _ in range(TRIES)]
    assert min(stalls) < LONGEST_MS, stalls


def test_the_event_loop_should_go_on_while_the_training_dialog_checks(dialog):
    stalls = [ask_the_dialog(dialog) for _ in range(TRIES)]
    assert min(stalls) < LONGEST_MS, stalls


def test_a_check_in_the_event_loop_would_be_noticed(dock, dialog, monkeypatch):
    """The tests above can fail: they do where the checks run in the thread that asks."""

    def begin_here(question, answered):
        question.answered.connect(answered)
        question.run()

    monkeypatch.setattr(Background, "begin", begin_here)
    assert ask_the_dock(dock) > LONGEST_MS
    assert ask_the_dialog(dialog) > LONGEST_MS
