"""Labels reach the engine as QGIS shows them."""

import csv

import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsColorRampShader,
    QgsFeature,
    QgsFeedback,
    QgsFillSymbol,
    QgsGeometry,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingParameterFeatureSource,
    QgsProcessingParameters,
    QgsProject,
    QgsRendererCategory,
    QgsVectorLayer,
)
from qgis.PyQt.QtGui import QColor

from mamol_landcover.plugin.layers import labels
from mamol_landcover.plugin.layers.inputs import InputError


@pytest.fixture()
def scratch(qgis_new_project):
    """A scratch layer of three polygons with a text and a number field, being edited."""

    def make(values, kind="string(20)", geometry="Polygon"):
        layer = QgsVectorLayer(f"{geometry}?crs=EPSG:32632&field=fid:int&field=kind:{kind}", "my fields", "memory")
        layer.startEditing()
        for number, value in enumerate(values):
            feature = QgsFeature(layer.fields())
            feature.setGeometry(
                QgsGeometry.fromWkt(f"POLYGON(({number} 0,{number} 1,{number + 1} 1,{number + 1} 0,{number} 0))")
            )
            feature.setAttributes([1, value])
            layer.addFeature(feature)
        QgsProject.instance().addMapLayer(layer)
        return layer

    return make


def export(layer, tmp_path, field=None, table=True, selected=False):
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    parameter = QgsProcessingParameterFeatureSource("LABELS")
    value = QgsProcessingFeatureSourceDefinition(layer.id(), selected)
    source = QgsProcessingParameters.parameterAsSource(parameter, {"LABELS": value}, context)
    classes = tmp_path / "classes.csv"
    path, name = labels.export_labels(
        source, field, labels.style_of(layer), str(tmp_path), str(classes) if table else None, QgsFeedback()
    )
    written = QgsVectorLayer(path, "written", "ogr")
    assert written.isValid()
    rows = list(csv.reader(classes.open(encoding="utf-8")))[1:] if classes.exists() else None
    return written, name, rows


def categorise(layer, *categories):
    renderer = QgsCategorizedSymbolRenderer(
        "kind",
        [
            QgsRendererCategory(value, QgsFillSymbol.createSimple({"color": colour}), label)
            for value, label, colour in categories
        ],
    )
    layer.setRenderer(renderer)


def values(layer, field):
    return [feature[field] for feature in layer.getFeatures()]


def test_uncommitted_edits_should_be_read(scratch, tmp_path):
    layer = scratch(["wood", "lake", "wood"])
    assert layer.isModified()
    written, name, _ = export(layer, tmp_path, "kind")
    assert name == "kind"
    assert values(written, "kind") == ["wood", "lake", "wood"]
    assert written.crs().authid() == "EPSG:32632"
    assert "my fields" in written.source()


def test_selection_should_count(scratch, tmp_path):
    layer = scratch(["wood", "lake", "wood"])
    layer.selectByExpression("kind = 'lake'")
    written, _, _ = export(layer, tmp_path, "kind", selected=True)
    assert values(written, "kind") == ["lake"]


def test_filter_should_count(scratch, tmp_path):
    layer = scratch(["wood", "lake", "wood"])
    layer.commitChanges()
    if not layer.setSubsetString("kind = 'wood'"):
        pytest.skip("scratch layers of this QGIS take no filter")
    written, _, _ = export(layer, tmp_path, "kind")
    assert values(written, "kind") == ["wood", "wood"]


def test_categories_should_name_and_colour_the_classes(scratch, tmp_path):
    layer = scratch(["w", "l", "w"])
    categorise(layer, ("w", "Woodland", "#00ff00"), ("l", "Lake", "#0000ff"), ("", "all other values", "#888888"))
    written, name, rows = export(layer, tmp_path)
    assert name == "kind", "messages name the field as its user does (G8)"
    assert values(written, "kind") == ["Woodland", "Lake", "Woodland"]  # no codes that nobody gave (S6)
    assert rows == [["1", "Lake", "#0000ff"], ["2", "Woodland", "#00ff00"]]


def test_texts_of_one_name_should_stay_two_classes(scratch, tmp_path):
    layer = scratch(["w", "l", "w"])
    categorise(layer, ("w", "Wet", "#00ff00"), ("l", "Wet", "#0000ff"))
    written, _, rows = export(layer, tmp_path)
    assert values(written, "kind") == [2, 1, 2]
    assert rows == [["1", "Wet", "#0000ff"], ["2", "Wet", "#00ff00"]]


def test_numbers_should_stay_the_users_codes(scratch, tmp_path):
    layer = scratch([40, 7, 40], kind="int")
    categorise(layer, (40, "Crops", "#ffff00"))
    written, _, rows = export(layer, tmp_path, "kind")
    assert values(written, "kind") == [40, 7, 40]
    assert rows == [["7", "", ""], ["40", "Crops", "#ffff00"]]


def test_impossible_codes_should_reach_the_engine(scratch, tmp_path):
    layer = scratch([0, 70000, 1], kind="int")
    categorise(layer, (1, "Crops", "#ffff00"))
    written, _, rows = export(layer, tmp_path, "kind")
    assert values(written, "kind") == [0, 70000, 1]
    assert rows == [["1", "Crops", "#ffff00"]]


def test_a_table_of_the_users_own_should_win_over_the_style(scratch, tmp_path):
    layer = scratch(["w", "l", "w"])
    categorise(layer, ("w", "Woodland", "#00ff00"))
    written, name, rows = export(layer, tmp_path, table=False)
    assert (name, rows) == ("kind", None)
    assert values(written, "kind") == ["w", "l", "w"]


def test_without_field_or_style_all_fields_should_go_along(scratch, tmp_path):
    written, name, rows = export(scratch(["w", "l", "w"]), tmp_path)
    assert (name, rows) == (None, None)
    assert "kind" in written.fields().names()
    assert written.featureCount() == 3


def test_field_called_fid_should_be_possible(scratch, tmp_path):
    written, name, _ = export(scratch(["w", "l", "w"]), tmp_path, "fid")
    assert name == "class"
    assert values(written, "class") == [1, 1, 1]


def test_missing_field_should_be_refused_with_the_fields_there_are(scratch, tmp_path):
    with pytest.raises(InputError, match="no field 'species'.*fid, kind"):
        export(scratch(["w"]), tmp_path, "species")


def test_curves_and_missing_geometries_should_be_straightened_and_skipped(scratch, tmp_path):
    layer = scratch([], geometry="CurvePolygon")
    for wkt in ("CURVEPOLYGON(CIRCULARSTRING(0 0, 1 1, 2 0, 1 -1, 0 0))", ""):
        feature = QgsFeature(layer.fields())
        if wkt:
            feature.setGeometry(QgsGeometry.fromWkt(wkt))
        feature.setAttributes([1, "round"])
        layer.addFeature(feature)
    written, _, _ = export(layer, tmp_path, "kind")
    (feature,) = written.getFeatures()
    assert feature.geometry().area() == pytest.approx(3.14, abs=0.01)
    assert not feature.geometry().constGet().hasCurvedSegments()


def test_palette_should_name_and_colour_a_class_raster(raster_layer, tmp_path):
    layer = raster_layer("classes.tif")
    table = tmp_path / "classes.csv"
    assert not labels.raster_table(layer, str(table))
    shader = [
        QgsColorRampShader.ColorRampItem(code, QColor(colour), label)
        for code, colour, label in ((0, "#000000", "nothing"), (1, "#112233", "Wood"), (5, "#445566", "Lake"))
    ]
    classes = QgsPalettedRasterRenderer.colorTableToClassData(shader)
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    assert labels.raster_table(layer, str(table))
    rows = list(csv.reader(table.open(encoding="utf-8")))
    assert rows == [["code", "name", "colour"], ["1", "Wood", "#112233"], ["5", "Lake", "#445566"]]
