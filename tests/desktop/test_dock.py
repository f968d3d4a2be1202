"""The dock and the training dialog in a person's hands."""

import shutil

from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import QDialogButtonBox, QLineEdit, QScrollArea, QToolBar
from qgis.utils import iface

from tests.desktop import hands, pictures, the_dock


def test_raster_menu_and_toolbar_should_open_the_dock():
    """G11: one entry in the menu Raster, without a submenu, and a button that a new profile shows."""
    dock = the_dock.open_dock()
    (entry,) = [one for one in iface.rasterMenu().actions() if "MaMOL" in one.text()]
    assert entry.menu() is None and entry.isChecked()
    bars = [bar for bar in iface.mainWindow().findChildren(QToolBar) if entry in bar.actions()]
    assert [bar.isVisible() for bar in bars] == [True]
    hands.click(bars[0].widgetForAction(entry))
    assert not dock.isVisible()
    hands.click(bars[0].widgetForAction(entry))
    assert dock.isVisible()


def test_training_dialog_should_show_all_there_is_to_choose(scene):
    """G11: Write to, Effort and Start from were below the fold."""
    hands.drop(*(scene / f"{name}.tif" for name in ("optical", "sar", "lidar", "hyperspectral")))
    hands.drop(scene / "training_polygons.gpkg")
    dock = the_dock.open_dock()
    dialog = the_dock.open_training(dock)
    pictures.screen("training-dialog")
    check_fold(dialog, "addLayer", "labels", "field", "classes", "model", "report", "effort", "continueFrom")
    dialog.reject()


def check_fold(dialog, *names):
    """AssertionError where one of these widgets of the training dialog can't be seen without scrolling."""
    pane = dialog.findChild(QScrollArea).viewport()
    for name in names:
        widget = dialog.findChild(hands.QWidget, name)
        place = widget.mapTo(pane, widget.rect().bottomRight())
        assert widget.isVisible() and pane.rect().contains(place), f"{name} is below the fold"


def test_train_and_classify_should_work_in_one_project_after_another(scene, folder):
    """G2: the training dialog was dead in the second project."""
    dock = the_dock.open_dock()
    for number, sensor in enumerate(("optical", "sar")):
        hands.new_project()
        hands.drop(scene / f"{sensor}.tif", scene / "training_polygons.gpkg")
        model = folder / f"{sensor}.mamol.safetensors"
        assert "Model trained" in the_dock.train(dock, model)
        assert model.exists()
        pictures.screen(f"dock-trained-{number}")
        before = hands.layer_names()
        the_dock.classify(dock)
        assert "mapped" in the_dock.wait_for_end(dock)
        pictures.screen(f"dock-classified-{number}")
        (name,) = set(hands.layer_names()) - set(before)
        assert QgsProject.instance().mapLayersByName(name)[0].renderer().type() == "paletted"


def test_a_second_run_should_wait_for_the_first(scene, starter):
    """G3: a training started while a map was made ended both."""
    dock = ready_dock(starter, scene / "optical.tif", scene / "training_polygons.gpkg")
    dialog = the_dock.open_training(dock)
    train = dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok)
    hands.wait_for(train.isEnabled, 20, "Train")
    the_dock.classify(dock)
    assert the_dock.is_running(dock)
    assert not dock.classifyButton.isEnabled() and not dock.trainButton.isEnabled()
    assert not train.isEnabled()
    pictures.screen("dock-second-run")
    assert "mapped" in the_dock.wait_for_end(dock)
    hands.wait_for(train.isEnabled, 20, "Train after the run")
    dialog.reject()


def test_a_map_should_not_land_in_the_next_project(scene, starter):
    """S9: the project is closed while it is mapped."""
    dock = ready_dock(starter, scene / "optical.tif")
    the_dock.classify(dock)
    hands.new_project()
    the_dock.wait_for_end(dock)
    hands.pause(1)
    assert hands.layer_names() == []


def test_a_layer_may_leave_while_it_is_mapped(scene, starter):
    """What is read is a file; the map is made, or the dock says why not."""
    dock = ready_dock(starter, scene / "optical.tif")
    the_dock.classify(dock)
    QgsProject.instance().removeMapLayer(QgsProject.instance().mapLayersByName("optical")[0])
    assert "mapped" in the_dock.wait_for_end(dock)
    assert len(hands.layer_names()) == 1


def test_a_model_file_that_goes_while_it_maps_should_do_no_harm(scene, starter, folder):
    """Either it had been read and there is a map, or the dock says what is missing."""
    model = folder / "going.mamol.safetensors"
    shutil.copyfile(starter, model)
    dock = ready_dock(str(model), scene / "optical.tif")
    the_dock.classify(dock)
    model.unlink()
    said = the_dock.wait_for_end(dock)
    assert "mapped" in said or "going.mamol.safetensors" in said
    the_dock.type_model(dock, starter)
    the_dock.classify(dock)
    assert "mapped" in the_dock.wait_for_end(dock)


def test_an_output_that_is_open_in_the_project_should_not_be_written(scene, starter, folder):
    """The sentence names the layer and a free name; the file stays as it was."""
    output = folder / "map.tif"
    dock = ready_dock(starter, scene / "optical.tif")
    hands.type_in(hands.the(QLineEdit, dock.output), str(output))
    the_dock.classify(dock)
    assert "mapped" in the_dock.wait_for_end(dock)
    assert "map" in hands.layer_names()
    made = output.stat().st_mtime_ns
    hands.wait_for(lambda: dock.classifyButton.isEnabled() or "map.tif" in dock.expectedResult.text(), 10, "a verdict")
    if dock.classifyButton.isEnabled():
        hands.click(dock.classifyButton)
        said = the_dock.wait_for_end(dock)
    else:
        said = dock.expectedResult.text()
    pictures.screen("dock-output-open")
    assert "is open in the project" in said and "map_2.tif" in said
    assert output.stat().st_mtime_ns == made and gdal.Open(str(output)) is not None
    hands.type_in(hands.the(QLineEdit, dock.output), "")


def ready_dock(model, *files):
    """The dock with these files open and this model chosen."""
    hands.drop(*files)
    dock = the_dock.open_dock()
    the_dock.type_model(dock, model)
    return dock
