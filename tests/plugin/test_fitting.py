"""Fitting the model to the layers: offered where they lie outside what it knows, and never done unasked."""

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import Qt

pytestmark = pytest.mark.usefixtures("engine", "qgis_new_project")


@pytest.fixture()
def hazy(example, tmp_path):
    """The example's optical layer on another day, with half the contrast under bright haze."""
    path = str(tmp_path / "hazy.tif")
    gdal.GetDriverByName("GTiff").CreateCopy(path, gdal.Open(example["OPTICAL"]))
    file = gdal.Open(path, gdal.GA_Update)
    for number in range(1, file.RasterCount + 1):
        band = file.GetRasterBand(number)
        values, nodata = band.ReadAsArray(), band.GetNoDataValue()
        changed = (0.5 * values + 1.2 * np.percentile(values[values != nodata], 98)).astype(values.dtype)
        changed[values == nodata] = nodata if nodata is not None else 0
        band.WriteArray(changed)
    file = None
    return path


def ask(dock, qtbot, layer):
    QgsProject.instance().addMapLayer(layer)
    dock.rows.rows[0].pick(layer)
    dock.rows.rows[1].pick(None)
    for row in dock.rows.rows[:2]:
        row.picked.emit()
    wait(dock, qtbot)


def wait(dock, qtbot):
    qtbot.waitUntil(lambda: not dock.check.waiting, timeout=60_000)
    assert dock.check.answered


def test_fitting_should_be_offered_where_values_lie_outside_and_go_with_the_project(
    dock, example, trained, hazy, tmp_path, qtbot
):
    dock.modelFile.setFilePath(trained["MODEL"])
    ask(dock, qtbot, QgsRasterLayer(example["OPTICAL"], "summer"))
    assert dock.fitToLayers.isHidden() and "MATCH" not in dock.parameters()
    ask(dock, qtbot, QgsRasterLayer(hazy, "a hazy day"))
    assert not dock.fitToLayers.isHidden() and not dock.fitToLayers.isChecked()
    assert "fit the model to the layer" in dock.rows.rows[0].note.text() and "MATCH" not in dock.parameters()
    qtbot.mouseClick(dock.fitToLayers, Qt.MouseButton.LeftButton)
    wait(dock, qtbot)
    assert "outside the range" not in dock.rows.rows[0].note.text() and not dock.fitToLayers.isHidden()
    dock.output.setFilePath(str(tmp_path / "map.tif"))
    wait(dock, qtbot)
    qtbot.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dock.is_running(), timeout=180_000)
    assert "--match" in dock.running.log
    assert gdal.Open(str(tmp_path / "map.tif")).GetMetadataItem("MAMOL_FITTED_TO_LAYERS") == "optical"
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert not dock.fitToLayers.isChecked() and dock.fitToLayers.isHidden()
    assert project.read(str(tmp_path / "project.qgz"))
    assert dock.fitToLayers.isChecked() and dock.parameters()["MATCH"] is True
