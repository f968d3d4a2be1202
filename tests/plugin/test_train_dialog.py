"""The training dialog: what it guesses, counts and hands over, and a training from the dock."""

import json
import tempfile
from pathlib import Path

import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialogButtonBox

from mamol_landcover.plugin.layers import label_counts, labels
from mamol_landcover.plugin.model.about import summary
from mamol_landcover.plugin.paths import STARTER

pytestmark = pytest.mark.usefixtures("engine", "qgis_new_project")


@pytest.fixture()
def dock(provider, example, qgis_iface, qgis_new_project, qtbot):
    from mamol_landcover.plugin.dock.dock import MamolDock

    dock = MamolDock(qgis_iface)
    qtbot.addWidget(dock)
    for role in ("OPTICAL", "SAR"):
        QgsProject.instance().addMapLayer(QgsRasterLayer(example[role], role.lower()))
    QgsProject.instance().addMapLayer(QgsVectorLayer(example["LABELS"], "training polygons"))
    qtbot.waitUntil(lambda: len(dock.rows.layers()) == 2)
    yield dock
    dock.unload()
    QgsProject.instance().clear()


@pytest.fixture()
def dialog(dock, qtbot):
    dock.train()
    qtbot.waitUntil(lambda: dock.train_dialog.classes.rowCount() > 0)
    yield dock.train_dialog
    dock.train_dialog.close()


def points(values, kind="integer"):
    layer = QgsVectorLayer(f"Point?crs=EPSG:32632&field=name:string&field=code:{kind}", "samples", "memory")
    features = []
    for value in values:
        feature = QgsFeature(layer.fields())
        feature.setAttributes(["x", value])
        features.append(feature)
    layer.dataProvider().addFeatures(features)
    return layer


def test_dialog_should_be_prefilled_and_ready(dialog):
    values = dialog.parameters()
    assert set(dialog.rows.layers()) == {"optical", "sar"}
    assert dialog.labels.currentLayer().name() == "training polygons"
    assert values["FIELD"] == "class"
    assert values["MODEL"].endswith(".mamol.safetensors") and not Path(values["MODEL"]).exists()
    assert values["REPORT"].endswith("_report")
    assert "7 classes in" in dialog.found.text()
    assert dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_dialog_should_be_ready_in_the_second_project_too(dock, dialog, example, qtbot):
    """G2: it stayed with the rows of the first project, all of them Absent."""
    dialog.reject()
    QgsProject.instance().clear()
    QgsProject.instance().addMapLayer(QgsRasterLayer(example["SAR"], "radar"))
    QgsProject.instance().addMapLayer(QgsVectorLayer(example["LABELS"], "other polygons"))
    qtbot.waitUntil(lambda: len(dock.rows.layers()) == 1)
    dock.train()
    qtbot.waitUntil(lambda: dock.train_dialog.classes.rowCount() > 0)
    assert {sensor: layer.name() for sensor, layer in dock.train_dialog.rows.layers().items()} == {"sar": "radar"}
    assert dock.train_dialog.labels.currentLayer().name() == "other polygons"
    assert dock.train_dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_dialog_should_follow_the_dock(dock, dialog):
    """G2: what is Absent in the dock is absent here, each time the dialog is opened; a choice made here stays."""
    rows = {row.sensor: row for row in dock.rows.rows}
    optical = rows["optical"].layer()
    rows["optical"].pick(None)
    dock.train()
    assert set(dialog.rows.layers()) == {"sar"}
    rows["optical"].pick(optical)
    dock.train()
    assert set(dialog.rows.layers()) == {"optical", "sar"}
    next(row for row in dialog.rows.rows if row.sensor == "sar").pick(None)
    dock.train()
    assert set(dialog.rows.layers()) == {"optical"}


def test_a_row_should_take_the_next_layer_after_all_have_left(dialog, example):
    """G2: with the whole project gone at once, a row did not notice that its layer had left."""
    row = next(row for row in dialog.rows.rows if row.sensor == "optical")
    row.pick(row.layer())
    QgsProject.instance().removeAllMapLayers()
    assert row.layer() is None and not row.was_picked
    QgsProject.instance().addMapLayer(QgsRasterLayer(example["OPTICAL"], "optical again"))
    dialog.rows.prefill()
    assert row.layer().name() == "optical again"


def test_field_of_the_categories_should_be_taken(dialog):
    layer = points([1, 2])
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    layer.setRenderer(QgsCategorizedSymbolRenderer("code", [QgsRendererCategory(1, symbol, "one")]))
    QgsProject.instance().addMapLayer(layer)
    dialog.labels.choose(layer)
    assert dialog.field.currentField() == "code"


def test_dialog_should_say_what_is_missing(dialog):
    for row in dialog.rows.rows:
        row.pick(None)
    assert "Choose a layer" in dialog.missing.text()
    assert not dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).isEnabled()


def test_second_layer_of_a_role_should_get_a_name(dialog, example):
    winter = QgsRasterLayer(example["OPTICAL"], "winter")
    QgsProject.instance().addMapLayer(winter)
    dialog._add_row("optical")
    row = dialog.rows.rows[-1]
    row.pick(winter)
    row._name.setText("winter")
    assert dialog.rows.parameters()["MORE_LAYERS"] == ["optical:winter", winter.id()]
    row.removed.emit()
    assert "MORE_LAYERS" not in dialog.rows.parameters()


def test_classes_without_a_tick_should_be_ignored(dialog, qtbot):
    layer = points([1, 1, 2, 5])
    QgsProject.instance().addMapLayer(layer)
    dialog.labels.setLayer(layer)
    assert dialog.field.currentField() == "code"
    qtbot.waitUntil(lambda: dialog.classes.rowCount() == 3)
    dialog.classes.item(2, 0).setCheckState(Qt.CheckState.Unchecked)
    assert dialog.parameters()["IGNORE"] == "5"


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([1, 2, 2, None], "2 classes in 3 features. 1 feature has no class"),
        ([3, 3], "only one class"),
        ([0, 1], "Class 0 stands for no data"),
        ([], "no labels"),
    ],
)
def test_counts_should_foresee_what_training_refuses(values, expected, qgis_app):
    counts = label_counts.counter_for(points(values), "code", selected=False)()
    assert expected in label_counts.summary(counts, raster=False)


def test_only_selected_features_should_count(qgis_app):
    layer = points([1, 2, 3])
    layer.selectByIds([1, 2])
    counts = label_counts.counter_for(layer, "code", selected=True)()
    assert counts.classes == ((1, 1), (2, 1))


def test_class_raster_should_be_counted_without_its_nodata(example, qgis_app):
    layer = QgsRasterLayer(example["TRUTH"], "truth")
    counts = label_counts.counter_for(layer, "", selected=False)()
    assert counts.exact and 0 not in dict(counts.classes)
    assert [code for code, _ in counts.classes] == list(range(1, 8))


def test_training_from_the_dock_should_choose_the_model(dock, dialog, tmp_path, qtbot):
    path = tmp_path / "mine.mamol.safetensors"
    dialog.model.setFilePath(str(path))
    dialog.effort.setCurrentIndex(dialog.effort.findData("quick"))
    qtbot.mouseClick(dialog.buttons.button(QDialogButtonBox.StandardButton.Ok), Qt.MouseButton.LeftButton)
    assert dock.is_running()
    qtbot.waitUntil(lambda: not dock.is_running(), timeout=300_000)
    assert dock.modelFile.filePath() == str(path)
    assert (tmp_path / "mine_report" / "report.html").exists()
    assert dock.classifyButton.isEnabled()


def train_button(dialog):
    return dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)


def wait_for_answer(dialog, qtbot):
    qtbot.waitUntil(lambda: not dialog.check.waiting, timeout=60_000)


def add_row(dialog, role, layer):
    """Another row of the role with the layer, added through the menu."""
    title = {"optical": "Optical", "sar": "SAR"}[role]
    next(action for action in dialog.addLayer.menu().actions() if action.text() == title).trigger()
    row = dialog.rows.rows[-1]
    row.pick(layer)
    return row


def test_rows_of_one_name_should_be_refused_beside_the_row(dialog, example, qtbot):
    """S7: the first of two layers of one name was dropped in silence."""
    first = QgsProject.instance().addMapLayer(QgsRasterLayer(example["HYPERSPECTRAL"], "June"))
    second = QgsProject.instance().addMapLayer(QgsRasterLayer(example["LIDAR"], "July"))
    one, two = add_row(dialog, "optical", first), add_row(dialog, "optical", second)
    wait_for_answer(dialog, qtbot)
    assert train_button(dialog).isEnabled()
    one._name.setText("summer")
    two._name.setText("summer")
    assert not train_button(dialog).isEnabled()
    assert all("Another layer is already called “summer”." in row.note.text() for row in (one, two))
    assert dialog.parameters()["MORE_LAYERS"] == ["optical:summer", first.id(), "optical:summer", second.id()]
    two._name.setText("autumn")
    assert "autumn" not in one.note.text() and "Another" not in one.note.text()
    wait_for_answer(dialog, qtbot)
    assert train_button(dialog).isEnabled()


def test_row_without_a_name_should_be_refused_beside_the_row(dialog, example, qtbot):
    """S7: a cleared name took the place of the layer that has none."""
    layer = QgsProject.instance().addMapLayer(QgsRasterLayer(example["LIDAR"], "July"))
    row = add_row(dialog, "optical", layer)
    row._name.clear()
    assert not train_button(dialog).isEnabled() and "Give this layer a name" in row.note.text()
    assert "optical" in dialog.rows.layers() and len(dialog.rows.layers()) == 3


@pytest.mark.parametrize("values", [[1, 1, 1], [0, 1, 2], []], ids=["one class", "class 0", "no labels"])
def test_labels_that_training_refuses_should_disable_train_at_once(dialog, qtbot, values):
    """G7: known problems left the button enabled."""
    layer = QgsProject.instance().addMapLayer(points(values))
    dialog.labels.choose(layer)
    dialog.field.setField("code")
    from qgis.PyQt.QtTest import QTest

    for _ in range(50):
        QTest.qWait(100)
        if not train_button(dialog).isEnabled() and dialog.label_choice.problem():
            break
    assert not train_button(dialog).isEnabled()
    wait_for_answer(dialog, qtbot)
    assert not train_button(dialog).isEnabled() and "'samples'" in dialog.missing.text()


def test_class_0_that_is_left_out_should_be_fine(dialog, qtbot):
    layer = QgsProject.instance().addMapLayer(points([0, 1, 2]))
    dialog.labels.choose(layer)
    dialog.field.setField("code")
    qtbot.waitUntil(lambda: dialog.classes.rowCount() == 3)
    dialog.classes.item(0, 0).setCheckState(Qt.CheckState.Unchecked)
    assert "Class 0" not in dialog.missing.text()


def test_what_training_would_refuse_should_be_said_in_its_words(dialog, example, qtbot):
    """G7: a missing folder, one layer in two rows and unusable labels were refused seconds after the click."""
    import processing

    def refused_as():
        wait_for_answer(dialog, qtbot)
        assert not train_button(dialog).isEnabled()
        with pytest.raises(Exception) as caught:
            processing.run("mamol:train", dialog.parameters())
        return str(caught.value).replace("Unable to execute algorithm\n", "")

    good = dialog.model.filePath()
    dialog.model.setFilePath("/no/such/folder/m.mamol.safetensors")
    assert refused_as() == dialog.missing.text()
    dialog.model.setFilePath(good)
    again = add_row(dialog, "sar", QgsProject.instance().mapLayersByName("optical")[0])
    assert refused_as() == again.note.text()
    dialog._remove_row(again)
    dialog.continueFrom.setFilePath(STARTER)
    row = next(row for row in dialog.rows.rows if row.sensor == "sar")
    radar = row.layer()
    row.pick(QgsProject.instance().addMapLayer(QgsRasterLayer(example["HYPERSPECTRAL"], "spectra")))
    assert refused_as() == row.note.text() and "the model was trained with 2 bands (VV, VH)" in row.note.text()
    row.pick(radar)
    dialog.continueFrom.setFilePath("")
    measurements = QgsProject.instance().addMapLayer(QgsRasterLayer(example["LIDAR"], "surface heights"))
    dialog.labels.choose(measurements)
    assert refused_as() == dialog.missing.text()
    assert "'surface heights'" in dialog.missing.text()


def squares(values):
    """A scratch layer in edit mode with two squares of each class, where the example scene lies."""
    optical = QgsProject.instance().mapLayersByName("optical")[0]
    layer = QgsVectorLayer("Polygon?field=code:integer", "fields", "memory")
    layer.setCrs(optical.crs())
    layer.startEditing()
    for number, value in enumerate([*values, *values]):
        add_square(layer, value, number, optical.extent())
    return QgsProject.instance().addMapLayer(layer)


def add_square(layer, value, number, extent):
    feature = QgsFeature(layer.fields())
    x, y = extent.xMinimum() + 200 * (number + 1), extent.center().y()
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(x, y, x + 120, y + 120)))
    feature.setAttributes([value])
    assert layer.addFeature(feature)


def test_labels_should_be_written_for_the_engine_once_for_each_state(dialog, qtbot, tmp_path, monkeypatch):
    """Every choice had the whole layer written anew, and edits while the dialog was open were not looked at."""
    written, write = [], labels.export_labels

    def noting(source, *arguments):
        written.append(source.featureCount())
        return write(source, *arguments)

    monkeypatch.setattr(labels, "export_labels", noting)
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    layer = squares([1, 2, 5])
    dialog.labels.choose(layer)
    qtbot.waitUntil(lambda: dialog.classes.rowCount() == 3)
    dialog.classes.item(2, 0).setCheckState(Qt.CheckState.Unchecked)
    wait_for_answer(dialog, qtbot)
    dialog.model.setFilePath(dialog.model.filePath().replace("land_cover", "other"))
    wait_for_answer(dialog, qtbot)
    assert dialog.check.answered and written == [6]
    add_square(layer, 7, 8, QgsProject.instance().mapLayersByName("optical")[0].extent())
    assert not dialog.check.answered
    qtbot.waitUntil(lambda: dialog.classes.rowCount() == 4)
    wait_for_answer(dialog, qtbot)
    assert dialog.check.answered and written == [6, 7]
    assert dialog.parameters()["IGNORE"] == "5"
    dialog.reject()
    assert not list(tmp_path.rglob("fields.gpkg"))


def test_training_further_should_add_no_sensor_that_was_only_guessed(dock, dialog, example, trained, qtbot):
    QgsProject.instance().addMapLayer(QgsRasterLayer(example["LIDAR"], "lidar heights"))
    qtbot.waitUntil(lambda: "lidar" in dock.rows.layers())
    dock.train()
    assert "lidar" in dialog.rows.layers()
    dialog.go_on(trained["MODEL"], dialog.labels.currentLayer())
    assert set(dialog.rows.layers()) == {"optical", "sar"} and not dialog.labelsOnly.isHidden()


def test_a_sensor_should_be_added_to_a_model_and_what_stays_be_said(dock, dialog, example, trained, tmp_path, qtbot):
    dialog.continueFrom.setFilePath(trained["MODEL"])
    wait_for_answer(dialog, qtbot)
    assert "The whole model is trained further" in dialog.goingOn.text() and not dialog.labelsOnly.isHidden()
    row = next(row for row in dialog.rows.rows if row.sensor == "lidar")
    row.pick(QgsProject.instance().addMapLayer(QgsRasterLayer(example["LIDAR"], "heights")))
    wait_for_answer(dialog, qtbot)
    assert "New to the model: " in dialog.goingOn.text() and dialog.labelsOnly.isHidden()
    assert "'heights' is added to the model as a new sensor" in row.note.text()
    assert train_button(dialog).isEnabled()
    dialog.model.setFilePath(str(tmp_path / "grown.mamol.safetensors"))
    dialog.effort.setCurrentIndex(0)
    wait_for_answer(dialog, qtbot)
    qtbot.mouseClick(train_button(dialog), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: not dock.is_running(), timeout=300_000)
    assert dock.modelFile.filePath() == str(tmp_path / "grown.mamol.safetensors"), dock.running.log
    card = dock.model.card
    assert [spec["sensor"] for spec in card["sensors"]] == ["optical", "sar", "lidar"]
    item = dock.messages.currentItem()
    said = "\n".join(label.text() for label in item.findChildren(type(dock.expectedResult)))
    assert ". On the same labels kept aside:" in said
    assert "to example" in summary(card)


def test_scenes_should_be_checked_before_the_click_and_handed_over(dialog, example, tmp_path, qtbot):
    ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
    folder = tmp_path / "coast"
    folder.mkdir()
    told = {"layers": {"sar": example["SAR"]}, "labels": {"vector": example["LABELS"], "field": "klass"}}
    (folder / "scene.json").write_text(json.dumps(told))
    dialog.scenes.take(str(folder))
    qtbot.waitUntil(lambda: not ok.isEnabled(), timeout=20_000)
    assert "Scene 'coast': " in dialog.missing.text() and "klass" in dialog.missing.text()
    assert not dialog.rows.refusal()  # no layer of the dialog is to blame
    dialog.scenes.list.setCurrentRow(0)
    dialog.scenes.remove.click()
    told["labels"]["field"] = "class"
    (folder / "scene.json").write_text(json.dumps(told))
    dialog.scenes.take(str(folder / "scene.json"))
    qtbot.waitUntil(lambda: dialog.check.answered, timeout=20_000)
    assert ok.isEnabled()
    assert dialog.parameters()["SCENES"] == [str(folder / "scene.json")]
    assert dialog.check.layers["coast: sar"]["state"] == "used"
