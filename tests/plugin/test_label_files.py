"""Files of a label layer's states: a state ends with whatever changes what QGIS shows of the layer."""

import os
import threading

import pytest
from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsFeature,
    QgsProject,
    QgsRasterLayer,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
)

from mamol_landcover.plugin.layers.label_files import LabelFiles, LabelWatch


@pytest.fixture()
def layer(qgis_new_project):
    """A scratch layer with two points, one of them not saved yet."""
    layer = QgsVectorLayer("Point?crs=EPSG:32632&field=code:integer", "points", "memory")
    feature = QgsFeature(layer.fields())
    feature.setAttributes([1])
    layer.dataProvider().addFeatures([feature])
    layer.startEditing()
    layer.addFeature(feature)
    return QgsProject.instance().addMapLayer(layer)


def style(layer):
    symbol = QgsSymbol.defaultSymbol(layer.geometryType())
    layer.setRenderer(QgsCategorizedSymbolRenderer("code", [QgsRendererCategory(1, symbol, "one")]))


def filtered(layer):
    layer.rollBack()
    assert layer.setSubsetString('"code" = 1')


CHANGES = {
    "a feature more": lambda layer: layer.addFeature(QgsFeature(layer.fields())),
    "a feature less": lambda layer: layer.deleteFeature(1),
    "another class": lambda layer: layer.changeAttributeValue(1, 0, 2),
    "an edit undone": lambda layer: layer.undoStack().undo(),
    "edits given up": lambda layer: layer.rollBack(),
    "a selection": lambda layer: layer.selectAll(),
    "a filter": filtered,
    "a style": style,
    "a CRS": lambda layer: layer.setCrs(QgsCoordinateReferenceSystem("EPSG:3035")),
    "a name": lambda layer: layer.setName("other"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_of_the_layer_should_end_its_state(layer, qtbot, change):
    watch = LabelWatch()
    watch.follow(layer)
    before = watch.files
    with qtbot.waitSignal(watch.changed, timeout=1000):
        CHANGES[change](layer)
    assert watch.files is not before


def test_a_layer_that_is_followed_no_more_should_change_nothing(layer, raster_layer):
    watch, told = LabelWatch(), []
    watch.changed.connect(lambda: told.append(1))
    watch.follow(layer)
    raster = QgsProject.instance().addMapLayer(raster_layer())
    watch.follow(raster)
    layer.selectAll()
    assert not told
    raster.setName("other")
    assert told
    QgsProject.instance().removeMapLayer(raster.id())
    watch.follow(layer)
    assert isinstance(raster, QgsRasterLayer) and len(told) == 1


def test_files_should_be_written_once_and_removed_with_their_state():
    files, written = LabelFiles(), []

    def write(folder, feedback):
        path = os.path.join(folder, "labels.gpkg")
        open(path, "w").close()
        written.append(path)
        return path

    threads = [threading.Thread(target=files.get, args=("code", write)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with files:
        assert written == [files.get("code", write)]
        assert files.get("name", write) != written[0]
        files.end()
        files.get("third", write)
        files.get("third", write)
        assert len(written) == 4, "what is written of a state that has ended is not kept"
        assert all(map(os.path.exists, written)), "somebody still reads them"
    assert not any(map(os.path.exists, written))
