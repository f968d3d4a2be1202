"""Each algorithm through its dialog: only what is required is filled in, Run is clicked, and the log is read."""

import os

import numpy as np
from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QDockWidget, QPushButton
from qgis.utils import iface

from tests.desktop import hands, pictures, toolbox


def test_toolbox_should_list_the_algorithms():
    hands.close_panels("Layers")
    tree = toolbox.find("Classify land cover", search="mamol")
    titles = [index.data() for index in toolbox.below(tree.model())]
    assert {"Classify land cover", "Train a land-cover model", "Example scene", "Check the engine"} <= set(titles)
    panel = iface.mainWindow().findChild(QDockWidget, "ProcessingToolbox")
    pictures.take("guide-toolbox", panel, 0, 0, panel.width(), 500)


def test_classify_should_run_from_its_dialog(scene, starter):
    """G1: Run with the matrices More layers and Masks untouched."""
    hands.drop(scene / "sar.tif", scene / "optical.tif")

    def act(dialog):
        dialog.type_in("Model", starter)
        dialog.choose("Optical layer", "optical")
        dialog.choose("SAR layer", "sar")
        dialog.window.resize(980, 700)
        pictures.take("guide-classify-dialog", dialog.window)
        log = dialog.run()
        pictures.screen("toolbox-classify-log")
        return log

    log = toolbox.run_dialog("Classify land cover", act)
    assert "Execution completed" in log
    (name,) = set(hands.layer_names()) - {"optical", "sar"}
    assert name.startswith("Land cover") and "optical + SAR" in name
    (land_cover,) = QgsProject.instance().mapLayersByName(name)
    codes = np.unique(gdal.Open(land_cover.source()).ReadAsArray())
    assert np.count_nonzero(codes) > 1
    drawn = {entry.value: entry.label for entry in land_cover.renderer().classes()}
    assert set(codes) - {0} <= set(drawn)


def test_train_should_run_from_its_dialog(scene, folder):
    """G1: Run with the matrices More layers and Masks untouched."""
    hands.drop(scene / "optical.tif", scene / "training_polygons.gpkg")
    model = folder / "small.mamol.safetensors"

    def act(dialog):
        dialog.choose("Optical layer", "optical")
        dialog.choose("Training polygons or points", "training_polygons")
        dialog.choose("Class field", "class")
        dialog.choose("Effort", "quick")
        dialog.type_in("Model", str(model))
        pictures.screen("toolbox-train")
        log = dialog.run()
        pictures.screen("toolbox-train-log")
        return log

    log = toolbox.run_dialog("Train a land-cover model", act)
    assert "Execution completed" in log
    assert model.exists()


def test_example_should_run_from_its_dialog():
    def act(dialog):
        pictures.screen("toolbox-example")
        return dialog.run()

    log = toolbox.run_dialog("Example scene", act)
    pictures.screen("toolbox-example-opened")
    assert "Execution completed" in log
    assert set(hands.layer_names()) == {
        "Training polygons", "Optical", "SAR", "LiDAR", "Hyperspectral", "True land cover"
    }  # fmt: skip


def test_check_the_engine_should_show_its_diagnostics(folder):
    """It had nothing to fill in, so QGIS ran it without a dialog and threw its log away."""
    file = folder / "diagnostics.txt"

    def act(dialog):
        dialog.type_in("Diagnostics as a file", str(file))
        log = dialog.run()
        pictures.screen("toolbox-check")
        return log

    log = toolbox.run_dialog("Check the engine", act)
    assert "Ready: yes" in log and "Self-test: A tiny scene was mapped" in log
    assert file.read_text().strip() in log


def test_set_up_should_say_what_it_would_download_before_it_does():
    def act(dialog):
        log = dialog.run()
        pictures.screen("toolbox-setup")
        return log

    log = toolbox.run_dialog("Set up the engine", act)
    assert "Download: about" in log and "GB" in log
    assert "tick 'Accept the download'" in log and "Execution failed" in log


def test_set_up_should_take_a_python_of_ones_own():
    from mamol_landcover.plugin import settings

    def act(dialog):
        dialog.choose("Route", "own")
        dialog.type_in("Python with the engine's packages (route own)", os.environ["MAMOL_ENGINE_PYTHON"])
        return dialog.run()

    log = toolbox.run_dialog("Set up the engine", act)
    assert "Execution completed" in log
    assert settings.engine_python() == os.environ["MAMOL_ENGINE_PYTHON"]
    settings.set_engine_python("")


def test_classify_should_refuse_what_it_can_not_use_before_it_starts(scene, starter):
    """The sentence names the layer and what to do; nothing is computed."""
    hands.drop(scene / "training_polygons.gpkg")

    def act(dialog):
        dialog.type_in("Model", starter)
        return hands.box(lambda: hands.press(QPushButton, dialog.window, "Run"))

    said = toolbox.run_dialog("Classify land cover", act)
    assert said.startswith("No layer was given. Choose at least one raster")
