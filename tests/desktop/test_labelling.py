"""The loop of labelling from the dock: draw, have places suggested, give them classes, train further, see it move."""

import pytest
from qgis.core import QgsPointXY, QgsProject
from qgis.PyQt.QtCore import QPoint, Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog, QLineEdit, QPushButton
from qgis.utils import iface

from mamol_landcover.mamol_core.cards import read_card
from tests.desktop import hands, pictures, the_dock

NONE = Qt.KeyboardModifier.NoModifier


def draw_square(x: float, y: float, side: float) -> None:
    """Click four corners on the map, in its coordinates, and end with a right click."""
    canvas = iface.mapCanvas()
    places = [(x, y), (x + side, y), (x + side, y - side), (x, y - side)]
    points = [canvas.getCoordinateTransform().transform(QgsPointXY(*place)).toQPointF().toPoint() for place in places]
    for point in points:
        QTest.mouseMove(canvas.viewport(), point)
        QTest.mouseClick(canvas.viewport(), Qt.MouseButton.LeftButton, NONE, point)
        hands.pause(0.1)
    QTest.mouseClick(canvas.viewport(), Qt.MouseButton.RightButton, NONE, points[-1])
    hands.pause(0.2)


@pytest.fixture(autouse=True)
def no_edits(story):
    """Edits are dropped before the project is closed: QGIS would ask what to do with them, and wait."""
    yield
    for layer in QgsProject.instance().mapLayersByName("Labels"):
        layer.rollBack()


def test_labels_should_be_drawn_suggested_and_trained_with_in_one_place(scene, tmp_path):
    height = iface.mainWindow().height()  # other stories have made it what it is
    hands.drop(scene / "optical.tif", scene / "training_polygons.gpkg")
    dock = the_dock.open_dock()
    first = tmp_path / "first.mamol.safetensors"
    assert "Model trained" in the_dock.train(dock, first)
    iface.setActiveLayer(QgsProject.instance().mapLayersByName("optical")[0])

    hands.press(QPushButton, dock, "Label")
    panel = dock.label_tools
    assert panel.isVisible() and not panel.furtherButton.isEnabled()
    offered = [panel.classes.itemText(row) for row in range(panel.classes.count())]
    assert offered == [entry["name"] for entry in dock.model.card["classes"]]

    hands.choose(panel.classes, "water")
    hands.click(panel.drawButton)
    extent = QgsProject.instance().mapLayersByName("optical")[0].extent()
    step = extent.width() / 12
    draw_square(extent.xMinimum() + step, extent.yMaximum() - step, step)
    hands.type_in(panel.classes.lineEdit(), "orchard")
    hands.click(panel.drawButton)
    draw_square(extent.xMinimum() + 3 * step, extent.yMaximum() - step, step)
    (labels,) = QgsProject.instance().mapLayersByName("Labels")
    assert sorted(feature["class"] for feature in labels.getFeatures()) == ["orchard", "water"]
    assert "orchard" in [entry.value() for entry in labels.renderer().categories()]
    pictures.screen("labelling-drawn")

    (polygons,) = QgsProject.instance().mapLayersByName("training_polygons")
    first_labels = polygons.featureCount()
    assert f"The model learned from {first_labels} places" in panel.told.text()
    hands.choose_from(lambda: hands.click(panel.addButton), "training_polygons")
    assert f"{first_labels} labels of 'training_polygons' were added to layer 'Labels'." in the_dock.said(dock)
    assert "learned from" not in panel.told.text() and labels.featureCount() == first_labels + 2
    pictures.screen("labelling-added")
    hands.choose_from(lambda: hands.click(panel.addButton), "training_polygons")
    assert labels.featureCount() == first_labels + 2, "labels that were there have come again"

    hands.wait_for(panel.suggestButton.isEnabled, 10, "Suggest places")
    hands.click(panel.suggestButton)
    assert "places to label are in the layer" in the_dock.wait_for_end(dock)
    assert labels.featureCount() == first_labels + 32 and labels.selectedFeatureCount() == 1
    assert "The model wavers here: " in panel.told.text()
    hands.pause(1)
    pictures.screen("labelling-place")
    window, canvas = iface.mainWindow(), iface.mapCanvas()
    corner = canvas.mapTo(window, QPoint(0, 0))
    pictures.take("guide-labelling", window, corner.x(), corner.y(), window.width() - corner.x(), canvas.height())
    for _ in range(14):
        (place,) = labels.selectedFeatures()
        hands.choose(panel.classes, place["suggested"].partition(" or ")[0])
        hands.click(panel.giveButton)
    assert f"{first_labels + 16} polygons with a class, 16 without" in panel.told.text()

    hands.click(panel.furtherButton)
    dialog = hands.the(QDialog, name="TrainDialog")
    assert dialog.continueFrom.filePath() == str(first) and dialog.labels.currentLayer() is labels
    assert dialog.field.currentField() == "class"
    hands.choose(dialog.effort, "Quick")
    hands.type_in(hands.the(QLineEdit, dialog.model), str(tmp_path / "second.mamol.safetensors"))
    pictures.screen("labelling-further")
    hands.wait_for(
        lambda: dialog.buttons.button(dialog.buttons.StandardButton.Ok).isEnabled(), 20, dialog.missing.text()
    )
    hands.press(QPushButton, dialog, "Train")
    said = the_dock.wait_for_end(dock)
    pictures.screen("labelling-moved")
    assert "Model trained" in said and "All sensors: " in said and " → " in said
    before, after = read_card(str(first)), dock.model.card
    places = {entry["name"]: after["training"]["groups"][str(entry["code"])] for entry in after["classes"]}
    assert "orchard" in places and sum(places.values()) == first_labels + 16
    for entry in before["classes"]:
        assert places[entry["name"]] >= before["training"]["groups"][str(entry["code"])], "first labels were lost"
    most = max(height, iface.mainWindow().screen().availableGeometry().height())
    assert iface.mainWindow().height() <= most, "the dock makes the window higher than the screen"
