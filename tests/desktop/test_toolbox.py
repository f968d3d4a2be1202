"""Each algorithm through its dialog: only what is required is filled in, Run is clicked, and the log is read."""

import numpy as np
from osgeo import gdal
from qgis.core import QgsProject

from tests.desktop import hands, toolbox


def test_classify_should_run_from_its_dialog(scene, starter):
    """G1: Run with the matrices More layers and Masks untouched."""
    hands.drop(scene / "optical.tif")

    def act(dialog):
        dialog.type_in("Model", starter)
        dialog.choose("Optical layer", "optical")
        hands.screen("toolbox-classify")
        log = dialog.run()
        hands.screen("toolbox-classify-log")
        return log

    log = toolbox.run_dialog("Classify land cover", act)
    assert "Execution completed" in log
    assert "Land cover" in hands.layer_names()
    (land_cover,) = QgsProject.instance().mapLayersByName("Land cover")
    codes = np.unique(gdal.Open(land_cover.source()).ReadAsArray())
    assert np.count_nonzero(codes) > 1
    drawn = {entry.value: entry.label for entry in land_cover.renderer().classes()}
    assert set(codes) - {0} <= set(drawn)


def test_train_should_run_from_its_dialog(scene, tmp_path):
    """G1: Run with the matrices More layers and Masks untouched."""
    hands.drop(scene / "optical.tif", scene / "training_polygons.gpkg")
    model = tmp_path / "small.mamol.safetensors"

    def act(dialog):
        dialog.choose("Optical layer", "optical")
        dialog.choose("Training polygons or points", "training_polygons")
        dialog.choose("Class field", "class")
        dialog.choose("Effort", "quick")
        dialog.type_in("Model", str(model))
        hands.screen("toolbox-train")
        log = dialog.run()
        hands.screen("toolbox-train-log")
        return log

    log = toolbox.run_dialog("Train a land-cover model", act)
    assert "Execution completed" in log
    assert model.exists()
