"""A model for more than one place: trained on several scenes at once, and adapted to another season."""

import json
import shutil

import pytest
from osgeo import gdal, ogr
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QFileDialog, QLineEdit, QPushButton

from mamol_landcover.mamol_core.cards import read_card
from tests.desktop import hands, pictures, the_dock, toolbox
from tests.desktop.test_dock import check_fold
from tests.desktop.test_sensors import LONGEST_S

ADAPTER = "Adapter of the model: its name, or its file"


@pytest.fixture()
def model(scene, folder):
    """A model of the example scene's optical layer."""
    path = folder / "summer.mamol.safetensors"
    labels = ["--labels", str(scene / "training_polygons.gpkg"), "--field", "class"]
    layer = ["--layer", f"optical={scene / 'optical.tif'}"]
    hands.engine("train", *layer, *labels, "--effort", "quick", "--model", str(path))
    return path


def winter(scene, folder):
    """The optical layer of the scene in a season in which every second band shows the opposite."""
    path = folder / "winter.tif"
    shutil.copyfile(scene / "optical.tif", path)
    file = gdal.Open(str(path), gdal.GA_Update)
    for number in range(1, file.RasterCount + 1, 2):
        band = file.GetRasterBand(number)
        values = band.ReadAsArray()
        there = values != band.GetNoDataValue()
        values[there] = values[there].max() - values[there] + values[there].min()
        band.WriteArray(values)
    return path


def vineyards(scene, folder):
    """The polygons of the scene, some of them of a class that no model has."""
    path = folder / "vineyards.geojson"
    gdal.VectorTranslate(str(path), str(scene / "training_polygons.gpkg"), format="GeoJSON", layerName="vineyards")
    layer = (file := ogr.Open(str(path), 1)).GetLayer()
    for feature in list(layer)[:3]:
        feature["class"] = "vineyard"
        layer.SetFeature(feature)
    del layer, file
    return path


def ready(dialog):
    """The button Train, once the engine has said that it takes what is chosen."""
    train = hands.the(QPushButton, dialog, text="Train")
    hands.wait_for(lambda: dialog.check.answered and train.isEnabled(), 60, f"Train; {dialog.missing.text()}")
    return train


def refusal(dialog, words):
    """What the training dialog says once the engine has refused with these words."""
    hands.wait_for(lambda: words in dialog.missing.text(), 60, f"{words!r}; {dialog.missing.text()!r}")
    assert not hands.the(QPushButton, dialog, text="Train").isEnabled()
    return dialog.missing.text()


def test_an_adapter_should_be_made_and_mapped_with(request, scene, folder, model, starter):
    hands.begin(request.node.name, LONGEST_S)
    before = model.read_bytes()
    hands.drop(winter(scene, folder), scene / "training_polygons.gpkg", vineyards(scene, folder))
    dock = the_dock.open_dock()
    the_dock.type_model(dock, str(model))
    assert not dock.adapter.isVisible()
    dialog = the_dock.open_training(dock)
    hands.choose(the_dock.row(dialog.rows, "optical").combo, "winter")
    assert not dialog.adapt.isVisible()
    hands.type_in(dialog.continueFrom.lineEdit(), str(model))
    hands.wait_for(dialog.adapt.isVisible, 20, "Adapt it")
    hands.click(dialog.adapt)
    assert "Name the adapter" in dialog.missing.text()
    hands.type_in(dialog.adapterName, "winter")
    hands.choose(dialog.effort, "Quick")
    assert "stays as it is" in dialog.goingOn.text() and not dialog.model.isVisible()

    # labels of a class that the model does not have
    hands.choose(dialog.labels, "vineyards")
    assert "An adapter leaves" in refusal(dialog, "classes that the model does not know: vineyard")
    pictures.screen("adapter-class-refused")
    hands.choose(dialog.labels, "training_polygons")
    train = ready(dialog)
    check_fold(dialog, "continueFrom", "adapt", "adapterName", "goingOn", "report", "effort")
    pictures.screen("adapter-ready")
    hands.click(train)
    said = the_dock.wait_for_end(dock, LONGEST_S)
    pictures.screen("adapter-made")
    assert "Adapter winter made in" in said, said
    adapter = folder / "winter.adapter.safetensors"
    assert adapter.exists() and model.read_bytes() == before

    # it is chosen, and the map says that it was made with it
    assert dock.adapter.isVisible() and dock.adapter.currentText() == "Adapter winter"
    hands.wait_for(lambda: "With the adapter winter" in dock.expectedResult.text(), 30, dock.expectedResult.text())
    hands.type_in(hands.the(QLineEdit, dock.output), str(folder / "adapted.tif"))
    the_dock.classify(dock)
    assert "Land cover mapped" in the_dock.wait_for_end(dock)
    hands.wait_for(lambda: dock.check.answered, 30, "the check")
    pictures.screen("adapter-map")
    assert gdal.Open(str(folder / "adapted.tif")).GetMetadata()["MAMOL_ADAPTER"] == "winter"
    assert "Adapter 'winter' of the model 'summer', made on" in dock.running.log

    # in the toolbox: with another model it is refused, with its own it makes the same map
    def act(dialog, model, adapter, output):
        dialog.type_in("Model", str(model))
        dialog.choose("Optical layer", "winter")
        dialog.show_advanced()
        dialog.type_in(ADAPTER, str(adapter))
        dialog.type_in("Land cover", str(folder / output))
        log = dialog.run()
        pictures.screen(f"adapter-{output[:-4]}")
        return log

    said = toolbox.run_dialog("Classify land cover", lambda dialog: act(dialog, starter, adapter, "refused.tif"))
    assert "The adapter 'winter' was made for another model ('summer', of another content)" in said
    assert not (folder / "refused.tif").exists()
    said = toolbox.run_dialog("Classify land cover", lambda dialog: act(dialog, model, "winter", "toolbox.tif"))
    assert "Adapter 'winter' of the model 'summer', made on" in said
    maps = [gdal.Open(str(folder / name)).ReadAsArray() for name in ("adapted.tif", "toolbox.tif")]
    assert (maps[0] == maps[1]).all()


def test_a_model_should_learn_from_a_further_scene(request, scene, folder):
    hands.begin(request.node.name, LONGEST_S)
    valley, model = folder / "valley", folder / "both.mamol.safetensors"
    hands.engine("example", str(valley), "--seed", "2")
    (valley / "scene.json").unlink()
    hands.drop(scene / "optical.tif", scene / "training_polygons.gpkg")
    dock = the_dock.open_dock()
    dialog = the_dock.open_training(dock)
    hands.choose(dialog.effort, "Quick")
    hands.type_in(hands.the(QLineEdit, dialog.model), str(model))

    def add_scene():
        hands.modal(
            lambda: hands.choose_from(lambda: hands.click(dialog.scenes.add), "Folder of a scene"),
            lambda chooser: choose_folder(chooser, valley),
            QFileDialog,
        )

    add_scene()
    refusal(dialog, "scene.json")
    pictures.screen("scenes-refused")
    labels = {"vector": "training_polygons.gpkg", "field": "class"}
    (valley / "scene.json").write_text(json.dumps({"layers": {"optical": "optical.tif"}, "labels": labels}))
    dialog.scenes.list.setCurrentRow(0)
    hands.click(dialog.scenes.remove)
    assert not dialog.scenes.paths()
    add_scene()
    assert dialog.scenes.paths() == [str(valley)]
    train = ready(dialog)
    pictures.screen("scenes-ready")
    hands.click(train)
    said = the_dock.wait_for_end(dock, LONGEST_S)
    pictures.screen("scenes-trained")
    assert "Model trained" in said, said
    assert [entry["name"] for entry in read_card(str(model))["training"]["scenes"]] == ["", "valley"]
    the_dock.classify(dock)
    assert "Land cover mapped" in the_dock.wait_for_end(dock)
    (name,) = [one for one in hands.layer_names() if one.startswith("Land cover")]
    (layer,) = QgsProject.instance().mapLayersByName(name)
    assert len(set(gdal.Open(layer.source()).ReadAsArray().ravel())) > 3
    pictures.screen("scenes-map")


def choose_folder(chooser, folder):
    hands.the(QLineEdit, chooser, name="fileNameEdit").setText(str(folder))
    hands.press(QPushButton, chooser, "Choose")
