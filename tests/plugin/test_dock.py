"""The dock with real layers, a real model and the real engine."""

import itertools
import time

import pytest
from qgis.core import QgsFeature, QgsGeometry, QgsProject, QgsRasterLayer, QgsRectangle, QgsVectorLayer
from qgis.PyQt.QtCore import Qt, QTimer
from qgis.PyQt.QtWidgets import QPushButton

from mamol_landcover.mamol_core.cards import read_card
from mamol_landcover.plugin import choices
from mamol_landcover.plugin.engine import warm
from tests.plugin.children import children

pytestmark = pytest.mark.usefixtures("engine", "qgis_new_project")
ROLES = ("OPTICAL", "SAR", "LIDAR", "HYPERSPECTRAL")


@pytest.fixture()
def dock(provider, qgis_iface, qgis_new_project, qtbot):
    from mamol_landcover.plugin.dock.dock import MamolDock

    dock = MamolDock(qgis_iface)
    qtbot.addWidget(dock)
    yield dock
    dock.unload()
    QgsProject.instance().clear()


@pytest.fixture()
def scene(example, dock):
    """The example's rasters in the project: role -> layer."""
    layers = {role.lower(): QgsRasterLayer(example[role], f"the {role.lower()}") for role in ROLES}
    QgsProject.instance().addMapLayers(list(layers.values()))
    return layers


def chosen(dock):
    return {sensor: layer.id() for sensor, layer in dock.rows.layers().items()}


def ids(layers, *sensors):
    return {sensor: layers[sensor].id() for sensor in sensors}


def message(dock):
    item = dock.messages.currentItem()
    return "" if item is None else "\n".join(label.text() for label in item.findChildren(type(dock.expectedResult)))


def wait_until_done(qtbot, dock):
    qtbot.waitUntil(lambda: not dock.is_running(), timeout=180_000)


def test_without_a_model_there_should_be_a_row_per_role(dock, scene, qtbot):
    qtbot.waitUntil(lambda: chosen(dock) == ids(scene, "optical", "sar", "lidar", "hyperspectral"))
    assert not dock.classifyButton.isEnabled()
    assert "Choose a model" in dock.expectedResult.text()


def test_model_should_bring_its_own_rows_prefilled(dock, scene, trained):
    dock.modelFile.setFilePath(trained["MODEL"])
    assert chosen(dock) == ids(scene, "optical", "sar")
    assert all(row.note.text().startswith("Guessed: ") for row in dock.rows.rows)
    assert dock.classifyButton.isEnabled()
    assert "Maps with optical + SAR." in dock.expectedResult.text()


def test_absent_sensor_should_be_foretold(dock, scene, trained):
    dock.modelFile.setFilePath(trained["MODEL"])
    dock.rows.rows[1].pick(None)
    assert "Missing: SAR." in dock.expectedResult.text()
    assert dock.classifyButton.isEnabled()
    dock.rows.rows[0].pick(None)
    assert not dock.classifyButton.isEnabled()


def test_removed_layer_should_leave_its_row_empty(dock, scene, trained, qtbot):
    dock.modelFile.setFilePath(trained["MODEL"])
    dock.rows.rows[0].pick(scene["optical"], scene["lidar"])
    dock.areaChoice.setCurrentIndex(dock.areaChoice.findData("extent"))
    dock.areaLayer.choose(scene["optical"])
    QgsProject.instance().removeMapLayers([scene["optical"].id(), scene["lidar"].id()])
    assert set(dock.rows.layers()) == {"sar"}
    assert dock.rows.masks() == {}
    assert dock.areaLayer.currentLayer() is None
    assert not dock.classifyButton.isEnabled()


def test_layer_that_does_not_fit_should_be_doubted(dock, scene, trained):
    dock.modelFile.setFilePath(trained["MODEL"])
    dock.rows.rows[0].pick(scene["lidar"])
    assert "the model was trained with" in dock.rows.rows[0].note.text()


def test_what_is_no_model_should_be_said_under_the_picker(dock, tmp_path):
    path = tmp_path / "x.mamol.safetensors"
    path.write_text("not a model")
    dock.modelFile.setFilePath(str(path))
    assert "is not a MaMOL model" in dock.modelProblem.text()
    assert not dock.modelProblem.isHidden() and dock.cardGroup.isHidden()
    dock.modelFile.setFilePath(str(tmp_path / "nothing"))
    assert "can't be read" in dock.modelProblem.text()
    dock.modelFile.setFilePath("")
    assert dock.modelProblem.isHidden()


def test_parameters_should_name_every_choice(dock, scene, trained, tmp_path):
    dock.modelFile.setFilePath(trained["MODEL"])
    dock.rows.rows[0].pick(scene["optical"], scene["lidar"])
    dock.output.setFilePath(str(tmp_path / "map.tif"))
    dock.confidence.setChecked(True)
    polygons = QgsVectorLayer("Polygon?crs=EPSG:32632", "area", "memory")
    QgsProject.instance().addMapLayer(polygons)
    dock.areaChoice.setCurrentIndex(dock.areaChoice.findData("polygons"))
    dock.areaLayer.choose(polygons)
    values = dock.parameters()
    assert values["MODEL"] == trained["MODEL"]
    assert values["OPTICAL"] == scene["optical"].id() and values["SAR"] == scene["sar"].id()
    assert values["MASKS"] == ["optical", scene["lidar"].id()]
    assert values["AOI"].source.staticValue() == polygons.id() and not values["AOI"].selectedFeaturesOnly
    assert values["OUTPUT"].sink.staticValue() == str(tmp_path / "map.tif")
    assert values["CONFIDENCE"].sink.staticValue() == str(tmp_path / "map_confidence.tif")
    assert "PROBABILITIES" not in values and "EXTENT" not in values and "CLASSES" not in values
    dock.areaChoice.setCurrentIndex(dock.areaChoice.findData("canvas"))
    assert "EXTENT" in dock.parameters()


def test_choices_should_travel_with_the_project(dock, scene, trained, tmp_path):
    dock.modelFile.setFilePath(trained["MODEL"])
    dock.rows.rows[1].pick(None)
    dock.rows.rows[1].picked.emit()
    dock.sensorsUsed.setChecked(True)
    dock.model.view._classes.item(0, 1).setText("renamed")
    dock.areaChoice.setCurrentIndex(dock.areaChoice.findData("extent"))
    dock.areaLayer.choose(scene["lidar"])
    dock.areaLayer.activated.emit(1)
    project = QgsProject.instance()
    optical = scene["optical"].id()
    assert project.write(str(tmp_path / "project.qgz"))
    project.clear()
    assert choices.recall("layers") is None
    assert project.read(str(tmp_path / "project.qgz"))
    assert dock.modelFile.filePath() == trained["MODEL"]
    assert chosen(dock) == {"optical": optical}
    assert dock.sensorsUsed.isChecked()
    assert dock.model.view.edited_classes()[0]["name"] == "renamed"
    assert (dock.areaChoice.currentData(), dock.areaLayer.currentLayer().name()) == ("extent", "the lidar")
    assert not project.isDirty()


def test_guesses_should_not_change_the_project(dock, example):
    QgsProject.instance().setDirty(False)
    dock.rows.prefill()
    dock._update()
    assert not QgsProject.instance().isDirty()


def test_classify_should_keep_the_loop_going_and_open_the_map(dock, scene, trained, qtbot):
    dock.modelFile.setFilePath(trained["MODEL"])
    dock.model.view._classes.item(0, 1).setText("renamed")
    dock.confidence.setChecked(True)
    ticks = []
    clock = QTimer()
    clock.timeout.connect(lambda: ticks.append(time.monotonic()))
    clock.start(5)
    before = set(QgsProject.instance().mapLayers())
    began = time.monotonic()
    qtbot.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
    assert not dock.classifyButton.isEnabled() and not dock.runRow.isHidden()
    wait_until_done(qtbot, dock)
    clock.stop()
    # A run in the GUI's thread would be one gap of seconds, in which the engine starts; busy cores make small ones.
    assert max(after - before for before, after in itertools.pairwise([began, *ticks])) < 1
    assert "Land cover mapped in" in message(dock)
    added = [layer for key, layer in QgsProject.instance().mapLayers().items() if key not in before]
    assert len(added) == 2 and all(layer.isTemporary() for layer in added)
    land_cover = next(layer for layer in added if layer.bandCount() == 1 and hasattr(layer.renderer(), "classes"))
    names = [entry.label for entry in land_cover.renderer().classes()]
    assert "renamed" in names
    assert set(names) - {"renamed"} <= {entry["name"] for entry in read_card(trained["MODEL"])["classes"]}
    assert not children(of="mamol_core")


def test_cancel_should_leave_no_file_and_no_process(dock, scene, trained, tmp_path, qtbot):
    dock.modelFile.setFilePath(trained["MODEL"])
    folder = tmp_path / "results"
    folder.mkdir()
    dock.output.setFilePath(str(folder / "map.tif"))
    dock.probabilities.setChecked(True)
    qtbot.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: bool(children(of="mamol_core")) or not dock.is_running(), timeout=30_000)
    assert dock.is_running()
    qtbot.mouseClick(dock.cancelButton, Qt.MouseButton.LeftButton)
    wait_until_done(qtbot, dock)
    assert "Cancelled" in message(dock)
    assert not list(folder.iterdir())
    assert not children(of="mamol_core")
    assert dock.classifyButton.isEnabled() and dock.runRow.isHidden()


@pytest.mark.parametrize("problem", ["folder", "open", "area"])
def test_errors_should_be_shown_in_the_dock(problem, dock, scene, trained, tmp_path, qtbot):
    dock.modelFile.setFilePath(trained["MODEL"])
    expected = {"folder": "does not exist", "open": "is open in the project", "area": "area of interest"}[problem]
    if problem == "folder":
        dock.output.setFilePath(str(tmp_path / "nowhere" / "map.tif"))
    elif problem == "open":
        dock.output.setFilePath(scene["lidar"].source())
    else:
        polygons = QgsVectorLayer(f"Polygon?crs={scene['optical'].crs().authid()}", "area", "memory")
        feature = QgsFeature()
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(0, 0, 10, 10)))
        polygons.dataProvider().addFeature(feature)
        QgsProject.instance().addMapLayer(polygons)
        dock.areaChoice.setCurrentIndex(dock.areaChoice.findData("polygons"))
        dock.areaLayer.choose(polygons)
    qtbot.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
    wait_until_done(qtbot, dock)
    assert expected in message(dock)
    assert dock.classifyButton.isEnabled()


def test_engine_should_be_asked_when_first_shown(dock, qtbot):
    assert dock.engineState.text() == ""
    dock.setParent(None)
    dock.show()
    qtbot.waitUntil(lambda: bool(dock.engine.details), timeout=60_000)
    assert "torch" in dock.engineState.toolTip()


def test_missing_engine_should_be_said_with_a_way_out(dock, monkeypatch, qtbot):
    monkeypatch.delenv("MAMOL_ENGINE_PYTHON")
    dock.engine.ask()
    assert "not set up" in dock.engineState.text() and "href" in dock.engineState.text()


def test_a_failing_engine_should_be_told_of_in_brief_and_seen_to_work_again(
    dock, scene, trained, tmp_path, monkeypatch, qtbot
):
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho 'Traceback: no module named torch' >&2\nexit 3\n")
    python.chmod(0o755)
    warm.let_go()
    dock.setParent(None)
    with monkeypatch.context() as elsewhere:
        elsewhere.setenv("MAMOL_ENGINE_PYTHON", str(python))
        dock.show()
        qtbot.waitUntil(lambda: dock.engine.failed, timeout=60_000)
    assert "exit code 3" in dock.engineState.text() and "Traceback" not in dock.engineState.text()
    assert "no module named torch" in dock.engineState.toolTip()
    dock.modelFile.setFilePath(trained["MODEL"])
    qtbot.waitUntil(lambda: "torch" in dock.engine.details and not dock.engine.failed, timeout=60_000)
    assert "exit code" not in dock.engineState.text()


def test_everything_to_use_should_have_a_name_for_screen_readers(dock):
    from qgis.PyQt.QtWidgets import QAbstractButton, QComboBox, QLineEdit

    for kind in (QAbstractButton, QComboBox, QLineEdit):
        for widget in dock.form.findChildren(kind):
            if widget.objectName().startswith("qt_") or not widget.isVisibleTo(dock):
                continue
            owner = widget.parent()
            assert widget.accessibleName() or getattr(widget, "text", str)() or owner.accessibleName(), widget


def test_starter_model_should_be_offered(dock, scene):
    menu = dock.recentModels.menu()
    menu.aboutToShow.emit()
    menu.actions()[0].trigger()
    assert "emonstration" in dock.cardGroup.title()
    assert chosen(dock) == ids(scene, "optical", "sar")


def test_second_run_should_be_refused_with_a_sentence(dock, scene, example, trained, tmp_path, qtbot):
    """G3: before, the second run took the first one's place, and the first one's end ended both."""
    dock.modelFile.setFilePath(trained["MODEL"])
    QgsProject.instance().addMapLayer(QgsVectorLayer(example["LABELS"], "labels"))
    dock.train()
    dock.output.setFilePath(str(tmp_path / "map.tif"))
    qtbot.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
    first = dock.running._run
    assert not dock.train_dialog._train_button.isEnabled() and "Another run" in dock.train_dialog.missing.text()
    dock.train_dialog.accepted.emit()  # as if it had been clicked all the same
    assert dock.running._run is first and "Another run is in progress" in message(dock)
    wait_until_done(qtbot, dock)
    assert "Land cover mapped in" in message(dock) and (tmp_path / "map.tif").exists()
    assert "Another run" not in dock.train_dialog.missing.text()
    dock.train_dialog.close()


def test_map_of_a_closed_project_should_wait_for_the_person(dock, scene, trained, qtbot):
    """S9: a project closed while mapping must not find its map in the next, empty project."""
    dock.modelFile.setFilePath(trained["MODEL"])
    qtbot.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
    assert dock.is_running()
    QgsProject.instance().clear()
    wait_until_done(qtbot, dock)
    assert not QgsProject.instance().mapLayers()
    assert "Its project was closed during the run" in message(dock)
    (button,) = [button for button in dock.messages.findChildren(QPushButton) if button.text() == "Add to this project"]
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    (layer,) = QgsProject.instance().mapLayers().values()
    assert layer.isValid() and layer.isTemporary()


def test_messages_should_go_with_their_project(dock, scene, trained, tmp_path, qtbot):
    """G12"""
    dock.modelFile.setFilePath(trained["MODEL"])
    dock.output.setFilePath(str(tmp_path / "nowhere" / "map.tif"))
    qtbot.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
    wait_until_done(qtbot, dock)
    assert message(dock)
    QgsProject.instance().clear()
    assert not message(dock)


def test_dock_should_remember_again_after_a_project_it_can_not_read(dock, tmp_path):
    """G13: an error while a project's choices are taken up must not stop the dock from remembering for good."""
    choices.remember("area", 7)
    with pytest.raises(TypeError):
        dock._restore()
    dock.output.setFilePath(str(tmp_path / "map.tif"))
    assert choices.recall_path("output") == str(tmp_path / "map.tif")


def test_cancel_that_came_too_late_should_not_deny_the_map(dock, scene, trained, tmp_path, qtbot, monkeypatch):
    """G10: "no result was written" must not stand beside a map that was."""
    from mamol_landcover.plugin.engine import client

    run = client.run

    def cancelled_at_the_end(request, feedback):
        result = run(request, feedback)
        if request.command == "classify":
            feedback.cancel()
        return result

    monkeypatch.setattr(client, "run", cancelled_at_the_end)
    dock.modelFile.setFilePath(trained["MODEL"])
    dock.output.setFilePath(str(tmp_path / "map.tif"))
    qtbot.mouseClick(dock.classifyButton, Qt.MouseButton.LeftButton)
    wait_until_done(qtbot, dock)
    assert (tmp_path / "map.tif").exists()
    assert str(tmp_path / "map.tif") in message(dock)
