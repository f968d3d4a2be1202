"""Adapters in the window: made by Train… beside a model that stays as it is, listed with it, chosen for a map."""

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialogButtonBox, QLabel

pytestmark = pytest.mark.usefixtures("engine", "qgis_new_project")


@pytest.fixture()
def winter(example, tmp_path):
    """The example's optical layer in a season in which every second band shows the opposite."""
    path = str(tmp_path / "winter.tif")
    gdal.GetDriverByName("GTiff").CreateCopy(path, gdal.Open(example["OPTICAL"]))
    file = gdal.Open(path, gdal.GA_Update)
    for number in range(1, file.RasterCount + 1, 2):
        band = file.GetRasterBand(number)
        values, nodata = band.ReadAsArray(), band.GetNoDataValue()
        there = values != nodata
        values[there] = values[there].max() - values[there] + values[there].min()
        band.WriteArray(values)
    file = None
    return path


def test_an_adapter_is_made_beside_a_model_and_chosen_for_the_map(dock, example, trained, winter, tmp_path, qtbot):
    model = tmp_path / "summer.mamol.safetensors"
    model.write_bytes(Path(trained["MODEL"]).read_bytes())
    project = QgsProject.instance()
    optical = project.addMapLayer(QgsRasterLayer(winter, "winter"))
    labels = project.addMapLayer(QgsVectorLayer(example["LABELS"], "training polygons"))
    dock.modelFile.setFilePath(str(model))
    assert dock.adapter.isHidden() and "ADAPTER" not in dock.parameters()
    for row in dock.rows.rows:
        row.pick(optical if row.sensor == "optical" else None)
        row.picked.emit()
    qtbot.mouseClick(dock.trainButton, Qt.MouseButton.LeftButton)
    dialog = dock.train_dialog
    for row in dialog.rows.rows:
        row.pick(optical if row.sensor == "optical" else None)
    dialog.label_choice.choose(labels)
    assert dialog.adapt.isHidden() and dialog.adapterName.isHidden()
    dialog.continueFrom.setFilePath(str(model))
    qtbot.mouseClick(dialog.adapt, Qt.MouseButton.LeftButton)
    assert "Name the adapter" in dialog.missing.text() and dialog.model.isHidden()
    dialog.adapterName.setText("winter")
    assert "The model stays as it is" in dialog.goingOn.text()
    dialog.effort.setCurrentIndex(0)
    train = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(lambda: dialog.check.answered and train.isEnabled(), timeout=120_000)
    assert "MODEL" not in dialog.parameters()
    before = model.read_bytes()
    qtbot.mouseClick(train, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dock.is_running(), timeout=400_000)
    assert (tmp_path / "winter.adapter.safetensors").exists(), dock.running.log
    assert model.read_bytes() == before and (tmp_path / "winter_report" / "report.html").exists()
    assert dock.modelFile.filePath() == str(model) and dock.adapter.currentText() == "Adapter winter"
    said = " ".join(label.text() for label in dock.messages.findChildren(QLabel))
    assert "winter" in dock.model.view._about.text() and "with the adapter" in said
    dock.output.setFilePath(str(tmp_path / "map.tif"))
    qtbot.waitUntil(lambda: dock.check.answered and dock.classifyButton.isEnabled(), timeout=120_000)
    assert "With the adapter winter" in dock.expectedResult.text()
    qtbot.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dock.is_running(), timeout=180_000)
    tags = gdal.Open(str(tmp_path / "map.tif")).GetMetadata()
    assert tags["MAMOL_ADAPTER"] == "winter" and np.ptp(gdal.Open(str(tmp_path / "map.tif")).ReadAsArray()) > 0
    assert project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert "ADAPTER" not in dock.parameters()
    assert project.read(str(tmp_path / "project.qgz"))
    assert dock.parameters()["ADAPTER"] == str(tmp_path / "winter.adapter.safetensors")
