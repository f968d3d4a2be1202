"""From a map to its accuracy and areas, through real QGIS, the panel for labelling and the real engine."""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsPalettedRasterRenderer,
    QgsProject,
    QgsRasterLayer,
    QgsRasterRange,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QColor

from mamol_landcover.plugin.layers.samples import design_of
from tests.plugin.test_end_to_end import layer_called, run_and_load, to_project

pytestmark = pytest.mark.usefixtures("engine")
POINTS = 120


@pytest.fixture(scope="module")
def maps(example, trained, tmp_path_factory, engine_python):
    """Files of the map from all sensors and of the one without optical."""
    import processing

    folder = tmp_path_factory.mktemp("maps")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAMOL_ENGINE_PYTHON", engine_python)
        for name, sensors in {"all": ("OPTICAL", "SAR"), "radar": ("SAR",)}.items():
            layers = {sensor: example[sensor] for sensor in sensors}
            output = str(folder / f"{name}.tif")
            processing.run("mamol:classify", {"MODEL": trained["MODEL"], **layers, "EFFORT": "quick", "OUTPUT": output})
    return folder


@pytest.fixture()
def project_map(maps, qgis_new_project):
    """The map from all sensors, as a layer of the project."""
    layer = QgsRasterLayer(str(maps / "all.tif"), "Valley")
    QgsProject.instance().addMapLayer(layer)
    return layer


@pytest.fixture()
def sample(project_map, tmp_path):
    """A layer of reference points, drawn from the map and opened as the toolbox does it."""
    file = str(tmp_path / "points.gpkg")
    results = run_and_load(
        "drawsample", {"MAP": project_map, "SIZE": POINTS, "MINIMUM": 5, "SEED": 3, "OUTPUT": to_project(file)}
    )
    assert results["POINTS"] == POINTS and Path(results["DESIGN_FILE"]) == tmp_path / "points.design.json"
    return layer_called("points")


def values_at(points: QgsVectorLayer, file: str) -> list[int]:
    """Codes of a raster at the points, in the order of their ids."""
    dataset = gdal.Open(file)
    x, dx, _, y, _, dy = dataset.GetGeoTransform()
    codes = dataset.ReadAsArray()
    places = [feature.geometry().asPoint() for feature in sorted(points.getFeatures(), key=lambda one: one["id"])]
    return [int(codes[int((place.y() - y) / dy), int((place.x() - x) / dx)]) for place in places]


@pytest.fixture()
def panel(sample, qgis_iface, qtbot):
    from mamol_landcover.plugin.labelling.panel import LabelPanel

    panel = LabelPanel(qgis_iface, sample, design_of(sample))
    qtbot.addWidget(panel)
    panel.show()
    yield panel
    panel.leave()


@pytest.fixture()
def labelled(panel, sample, example, qtbot):
    """The points, filled in with the truth by the panel's buttons."""
    codes = [code for code, _, _ in design_of(sample).classes]
    truth = values_at(sample, example["TRUTH"])
    for place, code in enumerate(truth):
        assert panel.place == place
        qtbot.mouseClick(panel.classes[codes.index(code)], Qt.MouseButton.LeftButton)
    return truth


def test_points_should_open_with_a_form_of_the_classes_and_hide_the_map(sample, project_map, panel):
    index = sample.fields().lookupField("reference")
    setup = sample.editorWidgetSetup(index)
    listed = [next(iter(entry.items())) for entry in setup.config()["map"]]
    drawn = {str(int(entry.value)): entry.label for entry in project_map.renderer().classes()}
    assert setup.type() == "ValueMap" and {code: name for name, code in listed} == drawn
    assert sample.fields().names() == ["fid", "id", "reference", "note"]
    root = QgsProject.instance().layerTreeRoot()
    assert not root.findLayer(project_map).itemVisibilityChecked()
    panel.leave()
    assert root.findLayer(project_map).itemVisibilityChecked()


def test_labelling_should_store_each_answer_at_once(panel, sample, qtbot):
    path = sample.source().split("|")[0]
    qtbot.mouseClick(panel.classes[1], Qt.MouseButton.LeftButton)
    code = design_of(sample).classes[1][0]
    again = QgsVectorLayer(path, "again", "ogr")
    assert [one["reference"] for one in again.getFeatures() if one["id"] == 1] == [code]
    assert panel.place == 1 and str(POINTS - 1) in panel.progress.text()
    qtbot.mouseClick(panel.previous, Qt.MouseButton.LeftButton)
    assert panel.classes[1].isChecked()
    qtbot.mouseClick(panel.empty, Qt.MouseButton.LeftButton)
    assert str(POINTS) in panel.progress.text() and panel.place == 0
    assert sample.startEditing()
    qtbot.mouseClick(panel.classes[0], Qt.MouseButton.LeftButton)
    assert sample.isEditable() and sample.isModified()
    sample.rollBack()


def test_an_answer_that_can_not_be_stored_should_be_said(panel, sample, qtbot):
    sample.setReadOnly(True)
    qtbot.mouseClick(panel.classes[0], Qt.MouseButton.LeftButton)
    assert "could not be stored in layer 'points': the layer can't be edited" in panel.hint.text()
    assert panel.place == 0 and not panel.classes[0].isChecked()


def test_assessment_should_have_the_figures_of_the_sample(sample, labelled, project_map, maps, tmp_path):
    """Olofsson's estimators by hand: weights of the whole map, proportions of the points."""
    mapped = values_at(sample, str(maps / "all.tif"))
    results = run_and_load("assess", {"MAP": project_map, "REFERENCE": sample, "REPORT": str(tmp_path / "report")})
    report = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    codes = gdal.Open(str(maps / "all.tif")).ReadAsArray()
    right = 0.0
    for code in np.unique(mapped):
        here = [truth == code for truth, found in zip(labelled, mapped, strict=True) if found == code]
        right += np.mean(here) * np.count_nonzero(codes == code) / np.count_nonzero(codes)
    assert results["OA"] == pytest.approx(right, abs=1e-6)
    assert results["OA_LOW"] < results["OA"] < results["OA_HIGH"]
    assert report["map"] == "Valley" and report["reference"] == "points" and report["estimator"] == "stratified"
    names = {entry.label: QColor(entry.color).name() for entry in project_map.renderer().classes()}
    assert {entry["name"]: entry["colour"].lower() for entry in report["classes"]}.items() <= names.items()
    assert Path(results["REPORT_HTML"]).is_file()


def test_comparison_should_tell_which_map_is_right_more_often(sample, labelled, project_map, maps, tmp_path, example):
    other = QgsRasterLayer(str(maps / "radar.tif"), "Radar")
    QgsProject.instance().addMapLayer(other)
    output, folder = to_project("TEMPORARY_OUTPUT"), str(tmp_path / "report")
    parameters = {"MAP": project_map, "OTHER": other, "REFERENCE": sample, "OUTPUT": output, "REPORT": folder}
    results = run_and_load("compare", parameters)
    report = json.loads((tmp_path / "report" / "report.json").read_text(encoding="utf-8"))
    one, two = (gdal.Open(str(maps / f"{name}.tif")).ReadAsArray() for name in ("all", "radar"))
    both = (one > 0) & (two > 0)
    assert results["AGREEMENT"] == pytest.approx(np.mean(one[both] == two[both]), abs=1e-6)
    assert report["accuracy"] is not None
    layer = layer_called("Differences, Valley to Radar")
    assert isinstance(layer.renderer(), QgsPalettedRasterRenderer)
    assert layer.renderer().classes()[0].label == "unchanged"


def test_what_is_set_in_the_layers_properties_should_count(maps, qgis_new_project, tmp_path):
    """A class declared as no data, and the names of the style."""
    layer = QgsRasterLayer(str(maps / "all.tif"), "Valley")
    classes = layer.renderer().classes()
    gone, kept = classes[0], classes[1]
    kept.label = "My own name"
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes[1:]))
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(gone.value, gone.value)])
    QgsProject.instance().addMapLayer(layer)
    table = tmp_path / "areas.csv"
    results = run_and_load("areas", {"MAP": layer, "OUTPUT": str(table), "PAGE": str(tmp_path / "areas.html")})
    with table.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert str(int(gone.value)) not in [row["code"] for row in rows]
    assert "My own name" in [row["class"] for row in rows]
    assert results["HECTARES"] == pytest.approx(sum(float(row["area_ha"]) for row in rows))
    assert "My own name" in (tmp_path / "areas.html").read_text(encoding="utf-8")


def test_areas_should_be_told_by_zone(project_map, tmp_path):
    box = project_map.extent()
    zones = QgsVectorLayer(f"Polygon?crs={project_map.crs().authid()}&field=name:string", "halves", "memory")
    from qgis.core import QgsFeature, QgsGeometry, QgsRectangle

    middle = box.center().x()
    for name, left, right in (("west", box.xMinimum(), middle), ("east", middle, box.xMaximum())):
        feature = QgsFeature(zones.fields())
        feature.setAttributes([name])
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, box.yMinimum(), right, box.yMaximum())))
        zones.dataProvider().addFeatures([feature])
    table = tmp_path / "zones.csv"
    run_and_load("areas", {"MAP": project_map, "ZONES": zones, "ZONE_FIELD": "name", "OUTPUT": str(table)})
    with table.open(encoding="utf-8") as file:
        assert {row["zone"] for row in csv.DictReader(file)} == {"west", "east"}


def test_sample_size_should_be_told_without_drawing(project_map, tmp_path):
    page = tmp_path / "sizes.html"
    results = run_and_load("samplesize", {"MAP": project_map, "TARGET_SE": 0.05, "MINIMUM": 2, "PAGE": str(page)})
    assert 40 < results["POINTS"] < 120  # at most (0.4 / 0.05)² where all classes are right to 80 %
    assert all(entry.label in page.read_text(encoding="utf-8") for entry in project_map.renderer().classes())
    counts = ",".join(f"{entry.label}=3" for entry in project_map.renderer().classes())
    results = run_and_load("samplesize", {"MAP": project_map, "COUNTS": counts})
    assert results["POINTS"] == 3 * len(project_map.renderer().classes())


def test_what_would_be_refused_should_be_said_before(check, project_map, sample, example, tmp_path):
    file = str(tmp_path / "new.gpkg")
    assert "temporary file is gone" in check("drawsample", {"MAP": project_map, "OUTPUT": "TEMPORARY_OUTPUT"})
    both = {"MAP": project_map, "OUTPUT": file, "SIZE": 50, "TARGET_SE": 0.02}
    assert "one follows from the other" in check("drawsample", both)
    strata = {"MAP": project_map, "OUTPUT": file, "DESIGN": "random", "STRATA": project_map}
    assert "no strata" in check("drawsample", strata)
    assert "10 bands" in check("assess", {"MAP": example["OPTICAL"], "REFERENCE": sample, "REPORT": "r"})
    assert "Field 'reference' of layer 'points' is empty" in check(
        "assess", {"MAP": project_map, "REFERENCE": sample, "REPORT": str(tmp_path)}
    )
    assert "open in the project as layer 'points'" in check(
        "drawsample", {"MAP": project_map, "OUTPUT": sample.source().split("|")[0]}
    )


def test_places_to_label_should_open_with_a_form_of_the_classes(example, trained, tmp_path, qgis_new_project):
    layers = {name: example[name] for name in ("OPTICAL", "SAR")}
    output = to_project(str(tmp_path / "next.gpkg"))
    parameters = {"MODEL": trained["MODEL"], **layers, "LABELS": example["LABELS"], "FIELD": "class"}
    run_and_load("suggest", {**parameters, "PLACES": 7, "OUTPUT": output})
    layer = layer_called("next")
    assert layer.featureCount() == 7
    setup = layer.editorWidgetSetup(layer.fields().lookupField("class"))
    assert setup.type() == "ValueMap" and len(setup.config()["map"]) > 2


def test_clusters_should_open_styled(example, tmp_path, qgis_new_project):
    parameters = {"SAR": example["SAR"], "CLUSTERS": 4, "OUTPUT": to_project(str(tmp_path / "groups.tif"))}
    run_and_load("explore", parameters)
    assert [entry.label for entry in layer_called("groups").renderer().classes()] == [
        f"Cluster {number}" for number in (1, 2, 3, 4)
    ]


def test_a_map_with_another_crs_set_should_be_drawn_from_there(maps, qgis_new_project, tmp_path):
    layer = QgsRasterLayer(str(maps / "all.tif"), "Valley")
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32719"))
    QgsProject.instance().addMapLayer(layer)
    file = tmp_path / "moved.gpkg"
    run_and_load("drawsample", {"MAP": layer, "SIZE": 20, "OUTPUT": to_project(str(file))})
    assert layer_called("moved").crs().authid() == "EPSG:32719"
    design = json.loads((tmp_path / "moved.design.json").read_text(encoding="utf-8"))
    assert design["map"]["name"] == "all.vrt"


def test_points_without_their_design_should_not_be_offered(sample, tmp_path):
    shutil.copy(sample.source().split("|")[0], tmp_path / "alone.gpkg")
    assert design_of(QgsVectorLayer(str(tmp_path / "alone.gpkg"), "alone", "ogr")) is None
    (tmp_path / "alone.design.json").write_text("{}")
    assert design_of(QgsVectorLayer(str(tmp_path / "alone.gpkg"), "alone", "ogr")) is None
