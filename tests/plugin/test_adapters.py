"""Adapters in the window: made by Train… beside a model that stays as it is, listed with it, chosen for a map."""

from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProject, QgsRasterLayer, QgsVectorLayer
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialogButtonBox, QLabel, QPushButton

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


@pytest.fixture()
def model(trained, tmp_path):
    """A copy of the model, since adapters are put beside it."""
    path = tmp_path / "summer.mamol.safetensors"
    path.write_bytes(Path(trained["MODEL"]).read_bytes())
    return path


@pytest.fixture()
def mixed_up(example, tmp_path):
    """The example's polygons, each with the class of another, drawn by lot."""
    path = str(tmp_path / "mixed_up.gpkg")
    gdal.VectorTranslate(path, example["LABELS"], layerName="mixed_up")
    file = gdal.OpenEx(path, gdal.OF_VECTOR | gdal.OF_UPDATE)
    layer = file.GetLayer()
    polygons = list(layer)
    names = [field.GetName() for field in layer.schema]
    lot = np.random.default_rng(3).permutation(len(polygons))
    classes = [[polygons[place].GetField(name) for name in names] for place in lot]
    for number, polygon in enumerate(polygons):
        for place, name in enumerate(names):
            polygon.SetField(name, classes[number][place])
        layer.SetFeature(polygon)
    return path


def open_dialog(dock, optical, polygons, qtbot):
    """The dialog of Train… with an optical layer alone and labels."""
    project = QgsProject.instance()
    layer = project.addMapLayer(QgsRasterLayer(optical, "optical"))
    labels = project.addMapLayer(QgsVectorLayer(polygons, "training polygons"))
    for row in dock.rows.rows:
        row.pick(layer if row.sensor == "optical" else None)
        row.picked.emit()
    qtbot.mouseClick(dock.trainButton, Qt.MouseButton.LeftButton)
    dialog = dock.train_dialog
    for row in dialog.rows.rows:
        row.pick(layer if row.sensor == "optical" else None)
    dialog.label_choice.choose(labels)
    return dialog


def train(dock, dialog, qtbot):
    """Click Train as soon as the engine has nothing against it, and wait for the end."""
    button = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    qtbot.waitUntil(lambda: dialog.check.answered and button.isEnabled(), timeout=120_000)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dock.is_running(), timeout=400_000)


def test_a_refused_adapter_leaves_a_report_that_the_dock_offers(dock, example, mixed_up, model, tmp_path, qtbot):
    dialog = open_dialog(dock, example["OPTICAL"], mixed_up, qtbot)
    dialog.continueFrom.setFilePath(str(model))
    qtbot.mouseClick(dialog.adapt, Qt.MouseButton.LeftButton)
    dialog.adapterName.setText("by lot")
    dialog.effort.setCurrentIndex(0)
    train(dock, dialog, qtbot)
    assert not list(tmp_path.glob("*.adapter.safetensors"))
    buttons = [button.text() for button in dock.messages.findChildren(QPushButton)]
    said = " ".join(label.text() for label in dock.messages.findChildren(QLabel))
    assert "Open report" in buttons and "No adapter" in said, said
    assert "No adapter" in (tmp_path / "by lot_report" / "report.html").read_text(encoding="utf-8")


def test_an_adapter_is_made_beside_a_model_and_chosen_for_the_map(dock, example, model, winter, tmp_path, qtbot):
    dock.modelFile.setFilePath(str(model))
    assert dock.adapter.isHidden() and "ADAPTER" not in dock.parameters()
    dialog = open_dialog(dock, winter, example["LABELS"], qtbot)
    assert dialog.adapt.isHidden() and dialog.adapterName.isHidden()
    dialog.continueFrom.setFilePath(str(model))
    qtbot.mouseClick(dialog.adapt, Qt.MouseButton.LeftButton)
    assert "Name the adapter" in dialog.missing.text() and dialog.model.isHidden()
    dialog.adapterName.setText("winter")
    assert "The model stays as it is" in dialog.goingOn.text()
    dialog.effort.setCurrentIndex(0)
    assert "MODEL" not in dialog.parameters()
    before = model.read_bytes()
    train(dock, dialog, qtbot)
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
    project = QgsProject.instance()
    assert project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert "ADAPTER" not in dock.parameters()
    assert project.read(str(tmp_path / "project.qgz"))
    assert dock.parameters()["ADAPTER"] == str(tmp_path / "winter.adapter.safetensors")
