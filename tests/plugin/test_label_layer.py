"""The layer that labels are drawn in, and whose style it is."""

import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsFillSymbol,
    QgsGeometry,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsRendererCategory,
    QgsVectorFileWriter,
    QgsVectorLayer,
)

from mamol_landcover.plugin.dock.dock import MamolDock
from mamol_landcover.plugin.dock.sensor_row import SensorRow
from mamol_landcover.plugin.layers import label_layer, products
from mamol_landcover.plugin.layers.guess import Wanted


@pytest.fixture()
def parcels(qgis_new_project):
    """A layer of a person's, drawn by another field than the class."""
    layer = QgsVectorLayer("Polygon?crs=EPSG:32632&field=class:string(80)&field=use:string(20)", "parcels", "memory")
    feature = QgsFeature(layer.fields())
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(600000, 4999900, 600080, 4999980)))
    feature.setAttributes([None, "x"])
    layer.dataProvider().addFeatures([feature])
    symbol = QgsFillSymbol.createSimple({"color": "#123456"})
    layer.setRenderer(QgsCategorizedSymbolRenderer("use", [QgsRendererCategory("x", symbol, "Mine")]))
    QgsProject.instance().addMapLayer(layer)
    return layer


def test_a_persons_layer_should_keep_its_style_and_form(provider, qgis_iface, parcels, monkeypatch):
    monkeypatch.setattr(qgis_iface, "activeLayer", lambda: parcels)
    dock = MamolDock(qgis_iface)
    dock.show_labelling(True)
    assert dock.label_tools.layer() is parcels
    assert [entry.label() for entry in parcels.renderer().categories()] == ["Mine"]
    assert parcels.editorWidgetSetup(0).type() != "ValueMap"
    dock.unload()


def test_a_place_that_waits_already_should_not_come_again(parcels, tmp_path):
    layer = QgsVectorLayer("Polygon?crs=EPSG:32632&field=likeliest:string&field=second:string", "places", "memory")
    for left in (600000, 600200):
        feature = QgsFeature(layer.fields())
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(left, 4999900, left + 80, 4999980)))
        feature.setAttributes(["water", "forest"])
        layer.dataProvider().addFeatures([feature])
    path = str(tmp_path / "places.gpkg")
    QgsVectorFileWriter.writeAsVectorFormatV3(
        layer, path, QgsProject.instance().transformContext(), QgsVectorFileWriter.SaveVectorOptions()
    )
    assert label_layer.add_places(parcels, path) == 1
    assert parcels.featureCount() == 2
    parcels.rollBack()


def test_the_mask_of_a_product_should_go_with_its_layer(provider, qgis_new_project, make_raster):
    def add(name):
        layer = QgsRasterLayer(make_raster(name), name)
        QgsProject.instance().addMapLayer(layer)
        return layer

    one, mask_of_one, two, mask_of_two, plain = (add(f"{name}.tif") for name in ("a", "ma", "b", "mb", "c"))
    products.keep_mask_with(one, mask_of_one.source())
    products.keep_mask_with(two, mask_of_two.source())
    row = SensorRow(Wanted("optical"))
    found = []
    for layer in (one, two, plain):
        row.combo.setLayer(layer)
        found.append(row.mask())
    assert found == [mask_of_one, mask_of_two, None]
    row.mask_combo.setLayer(mask_of_two)
    row.mask_button.setChecked(True)
    row.combo.setLayer(one)
    assert row.mask() is mask_of_two  # which a person chose


def test_labels_of_another_layer_should_come_with_its_classes_and_once(parcels, qgis_new_project):
    """Codes are called as the layer is drawn, else as the model calls them. CRS and kind of polygon may differ."""
    other = QgsVectorLayer("MultiPolygonZ?crs=EPSG:4326&field=id:int&field=code:int", "first labels", "memory")
    parts = [f"(({{0}} {y} 5, {{1}} {y} 5, {{1}} {y + 0.1} 5, {{0}} {y} 5))" for y in (45.1, 45.3)]
    shape = f"MultiPolygonZ({', '.join(parts)})"
    features = []
    for number, code in enumerate((1, 2, 3, None)):
        feature = QgsFeature(other.fields())
        feature.setGeometry(QgsGeometry.fromWkt(shape.format(10 + number / 10, 10.05 + number / 10)))
        feature.setAttributes([number, code])
        features.append(feature)
    other.dataProvider().addFeatures(features)
    symbol = QgsFillSymbol.createSimple({"color": "#123456"})
    other.setRenderer(QgsCategorizedSymbolRenderer("code", [QgsRendererCategory(1, symbol, "Forest")]))
    QgsProject.instance().addMapLayer(other)
    assert label_layer.sources(parcels) == [other]
    label_layer.give(parcels, [1], "forest")
    assert label_layer.add_labels(parcels, other, {2: "water"}) == (6, 0)  # two parts each
    assert label_layer.add_labels(parcels, other, {2: "water"}) == (0, 0)
    assert label_layer.add_labels(parcels, other, {2: "lake"}) == (0, 2)  # which are there as water
    classes = [feature["class"] for feature in parcels.getFeatures()]
    assert sorted(classes) == ["3", "3"] + ["forest"] * 3 + ["water"] * 2
    parcels.undoStack().undo()
    assert parcels.featureCount() == 1, "one undo takes all of them back"
    parcels.rollBack()


def test_codes_held_as_text_should_be_called_as_the_model_calls_them(parcels):
    other = QgsVectorLayer("Polygon?crs=EPSG:32632&field=class:string", "coded", "memory")
    feature = QgsFeature(other.fields())
    feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(600200, 4999900, 600280, 4999980)))
    feature.setAttributes(["2"])
    other.dataProvider().addFeatures([feature])
    assert label_layer.add_labels(parcels, other, {2: "water"}) == (1, 0)
    assert "water" in label_layer.classes_of(parcels)
    parcels.rollBack()
