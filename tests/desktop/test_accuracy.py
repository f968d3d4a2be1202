"""From a map to its accuracy and areas: the dialogs of the toolbox, and the panel that points are labelled in."""

import json

import numpy as np
from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QPushButton
from qgis.utils import iface

from tests.desktop import hands, pictures, toolbox

MAP = "valley"


def layer_called(name):
    (layer,) = QgsProject.instance().mapLayersByName(name)
    return layer


def make_map(scene, starter, output):
    """Map the example scene."""
    hands.drop(scene / "sar.tif", scene / "optical.tif")

    def act(dialog):
        dialog.type_in("Model", starter)
        dialog.choose("Optical layer", "optical")
        dialog.choose("SAR layer", "sar")
        dialog.type_in("Land cover", str(output))
        return dialog.run()

    toolbox.run_dialog("Classify land cover", act)
    iface.layerTreeView().collapseAllNodes()


def draw(points, size="60"):
    """Draw reference points from the map."""

    def act(dialog):
        dialog.choose("Map", MAP)
        dialog.type_in("Or the number of points", size)
        dialog.type_in("Reference points", str(points))
        dialog.window.resize(980, 620)
        pictures.take("guide-draw", dialog.window)
        return dialog.run()

    return toolbox.run_dialog("Draw reference points", act)


def test_sample_size_should_run_from_its_dialog(scene):
    hands.drop(scene / "truth.tif")

    def act(dialog):
        log = dialog.run()
        pictures.screen("toolbox-samplesize")
        return log

    log = toolbox.run_dialog("Sample size", act)
    assert "Execution completed" in log and "points:" in log


def test_points_should_be_labelled_with_the_keyboard_and_assessed(scene, starter, folder):
    """The whole way in the window: map, draw, label each point by its key, assess, read the report."""
    make_map(scene, starter, folder / "valley.tif")
    points = folder / "points.gpkg"
    assert "Execution completed" in draw(points)
    sample = layer_called("points")
    assert hands.layer_names()[0] == "points"
    open_panel(sample)
    panel = hands.the(hands.QWidget, name="MamolLabelPanel")
    pictures.take("guide-label", iface.mainWindow())
    iface.mainWindow().activateWindow()
    hands.wait_for(iface.mainWindow().isActiveWindow, 5, "the window to take keys")
    codes = [entry["code"] for entry in json.loads((folder / "points.design.json").read_text())["classes"]]
    land_cover = gdal.Open(layer_called(MAP).source())
    x, dx, _, y, _, dy = land_cover.GetGeoTransform()
    values = land_cover.ReadAsArray()
    wrong = 0
    for number in range(60):
        spot = panel.points.feature(panel.place).geometry().asPoint()
        code = int(values[int((spot.y() - y) / dy), int((spot.x() - x) / dx)])
        key = codes.index(code)
        if number % 10 == 9:  # an analyst who sees one in ten otherwise than the map
            key, wrong = (key + 1) % len(codes), wrong + 1
        QTest.keyClick(iface.mainWindow(), str(key + 1))
        QTest.qWait(5)
    assert "All points have a reference" in panel.progress.text()
    pictures.screen("labelled")
    panel.close()

    def act(dialog):
        dialog.choose("Map", MAP)
        dialog.choose("Reference: what is really there", "points")
        dialog.type_in("Report folder", str(folder.parent / "assessment"))
        dialog.window.resize(980, 560)
        pictures.take("guide-assess", dialog.window)
        return dialog.run()

    assert "Execution completed" in toolbox.run_dialog("Assess a map", act)
    pictures.screen("assessed")
    report = json.loads((folder.parent / "assessment" / "report.json").read_text(encoding="utf-8"))
    counts = np.array(report["matrix"]["counts"])
    assert counts.sum() == 60 and np.trace(counts) == 60 - wrong


def open_panel(layer):
    """Choose Label points in the context menu of a layer."""
    view = iface.layerTreeView()
    view.setCurrentLayer(layer)
    index = view.currentIndex()
    view.scrollTo(index)
    hands.context_menu(view.viewport(), view.visualRect(index).center(), "Label points")


def test_compare_and_areas_should_run_from_their_dialogs(scene):
    hands.drop(scene / "truth.tif")
    second = QgsProject.instance().addMapLayer(layer_called("truth").clone())
    second.setName("second")

    def compare(dialog):
        dialog.choose("First map", "truth")
        dialog.choose("Second map", "second")
        log = dialog.run()
        pictures.screen("toolbox-compare")
        return log

    assert "Execution completed" in toolbox.run_dialog("Compare two maps", compare)
    assert "Differences, truth to second" in hands.layer_names()

    def areas(dialog):
        dialog.choose("Map", "truth")
        log = dialog.run()
        pictures.screen("toolbox-areas")
        return log

    assert "Execution completed" in toolbox.run_dialog("Area of each class", areas)


def test_suggest_and_explore_should_run_from_their_dialogs(scene, starter):
    hands.drop(scene / "optical.tif")

    def suggest(dialog):
        dialog.type_in("Model", starter)
        dialog.choose("Optical layer", "optical")
        log = dialog.run()
        pictures.screen("toolbox-suggest")
        return log

    assert "Execution completed" in toolbox.run_dialog("Where to label next", suggest)
    assert layer_called("Places to label").featureCount() == 30

    def explore(dialog):
        dialog.choose("Optical layer", "optical")
        log = dialog.run()
        pictures.screen("toolbox-explore")
        return log

    assert "Execution completed" in toolbox.run_dialog("Explore without labels", explore)
    assert "Clusters" in hands.layer_names()


def test_drawing_should_ask_for_a_file_before_it_starts(scene):
    hands.drop(scene / "truth.tif")

    def act(dialog):
        return hands.box(lambda: hands.press(QPushButton, dialog.window, "Run"))

    assert "Choose a file for the reference points" in toolbox.run_dialog("Draw reference points", act)


def test_areas_should_run_in_batch(scene, folder):
    hands.drop(scene / "truth.tif")

    def act(window):
        batch = toolbox.Batch(window)
        batch.add_row()
        for row in (0, 1):
            batch.choose(row, "Map", "truth")
            batch.type_in(row, "Table as CSV", str(folder / f"areas{row}.csv"))
        log = batch.run()
        pictures.screen("batch-areas")
        return log

    toolbox.run_batch("Area of each class", act)
    assert (folder / "areas0.csv").read_text() == (folder / "areas1.csv").read_text()
