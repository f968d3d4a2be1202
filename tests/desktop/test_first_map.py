"""From an empty project to a map, to clouds and to absent sensors, as the guide tells it and shows in pictures."""

from pathlib import Path

import pytest
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QDialog, QDockWidget, QLineEdit, QPushButton
from qgis.utils import iface

from tests.desktop import hands, pictures, the_dock

LONGEST_S = 700  # with the effort that the pictures are taken with


@pytest.fixture()
def window():
    """QGIS's window with the panel Layers and no other, as wide as pictures in a page can be."""
    main = iface.mainWindow()
    before = main.geometry()
    panels = hands.close_panels("Layers")
    main.setGeometry(0, 0, 1280, 800)
    yield main
    main.setGeometry(before)
    for panel in panels:
        panel.show()


def test_first_map_should_go_as_the_guide_tells(request, effort, window):
    hands.begin(request.node.name, LONGEST_S)
    folder = Path.home() / "valley"
    folder.mkdir()
    dock = the_dock.open_dock()
    tree = window.findChild(QDockWidget, "Layers")
    window.resizeDocks([tree, dock], [330, 350], Qt.Orientation.Horizontal)
    the_dock.type_model(dock, "")

    open_example(dock, window, folder)
    train(dock, folder / "valley.mamol.safetensors", effort)
    look_at_the_card(dock, window)
    make_a_map(dock, window)
    look_at_areas()
    refuse_what_does_not_fit(dock)
    map_under_clouds(dock)
    do_without_sensors(dock)


def open_example(dock, window, folder):
    the_dock.more(dock, "Example scene")
    assert "simulated" in the_dock.wait_for_end(dock)
    guess = ["Optical", "SAR", "LiDAR", "Hyperspectral"]
    hands.wait_for(lambda: [layer.name() for layer in dock.rows.layers().values()] == guess, 10, "the guess")
    QgsProject.instance().write(str(folder / "valley.qgz"))
    hands.menu("View", "Zoom Full")
    pictures.take_window("guide-layers")


def train(dock, model, effort):
    dialog = the_dock.open_training(dock)
    hands.type_in(hands.the(QLineEdit, dialog.model), str(model))
    hands.choose(dialog.effort, effort)
    button = hands.the(QPushButton, dialog, text="Train")
    hands.wait_for(lambda: dialog.check.answered, 30, "what the engine says of the layers")
    pictures.take("guide-train", dialog)

    hands.choose_from(lambda: hands.click(dialog.addLayer), "Optical")
    added = dialog.rows.rows[-1]
    hands.type_in(hands.the(QLineEdit, added), "summer")
    hands.choose(added.combo, "Optical")
    hands.wait_for(lambda: not button.isEnabled(), 30, "a refusal of one layer in two rows")
    pictures.take("guide-named", dialog)
    hands.click(added._remove)
    hands.wait_for(lambda: dialog.check.answered and button.isEnabled(), 30, "Train")

    hands.click(button)
    hands.wait_for(lambda: dock.progress.value() > 0, 60, "progress")
    pictures.take_part("training-runs", dock, dock.scroll, dock.engineState)
    assert "Model trained" in the_dock.wait_for_end(dock, LONGEST_S)
    assert dock.modelFile.filePath() == str(model) and model.exists()
    hands.wait_for(lambda: "Expected accuracy" in dock.expectedResult.text(), 30, "the expected accuracy")
    pictures.take("guide-trained", dock)


def look_at_the_card(dock, window):
    dock.messages.clearWidgets()
    dock.cardGroup.setCollapsed(False)
    height = window.height()
    window.resize(window.width(), 1180)
    pictures.take_part("guide-card", dock, dock.cardGroup, dock.cardGroup)
    window.resize(window.width(), height)
    dock.cardGroup.setCollapsed(True)
    dock.scroll.verticalScrollBar().setValue(0)


def make_a_map(dock, window):
    the_dock.classify(dock)
    assert "mapped" in the_dock.wait_for_end(dock)
    hands.menu("View", "Zoom Full")  # the window had another size for the card
    (name,) = [name for name in hands.layer_names() if name.startswith("Land cover")]
    assert name == "Land cover, valley (optical + SAR + LiDAR + hyperspectral)"
    show_only(name)
    hands.wait_for(lambda: "Expected accuracy" in dock.expectedResult.text(), 30, "the expected accuracy")
    pictures.take_window("guide-map")


def look_at_areas():
    """From the context menu of the map's layer."""
    tree = iface.layerTreeView()
    node = QgsProject.instance().layerTreeRoot().findLayer(newest("Land cover"))
    index = tree.node2index(node)
    hands.click_item(tree, index)
    tree.scrollTo(index)
    place = tree.visualRect(index).center()
    hands.context_menu(tree.viewport(), place, "Areas per class", picture="layer-menu")
    viewer = hands.the(QDialog, text="Areas per class")
    pictures.take("guide-areas", viewer)
    viewer.close()


def refuse_what_does_not_fit(dock):
    row = the_dock.row(dock.rows, "sar")
    hands.choose(row.combo, "LiDAR")
    hands.wait_for(lambda: not dock.classifyButton.isEnabled() and "SAR" in dock.expectedResult.text(), 30, "a refusal")
    assert "VV" in row.note.text()
    pictures.take_part("guide-doubt", dock, row, row)
    hands.choose(row.combo, "SAR")


def map_under_clouds(dock):
    scene = Path(newest("Optical").source()).parent
    hands.drop(scene / "clouds.tif", scene / "optical_cloudy.tif")
    row = the_dock.row(dock.rows, "optical")
    hands.choose(row.combo, "optical_cloudy")
    hands.click(row.mask_button)
    hands.choose(row.mask_combo, "clouds")
    pictures.take_part("guide-mask", dock, row, row)
    show_only("optical_cloudy")
    pictures.take_map("guide-clouds")
    for box in (dock.confidence, dock.sensorsUsed):
        hands.click(box)
    the_dock.classify(dock)
    assert "mapped" in the_dock.wait_for_end(dock)
    shown = {"clouds-map": "Land cover", "sensors-used": "Sensors used", "confidence": "Confidence"}
    for picture, name in shown.items():
        show_only(name)
        pictures.take_map(f"guide-{picture}")
    for box in (dock.confidence, dock.sensorsUsed):
        hands.click(box)


def do_without_sensors(dock):
    hands.click(the_dock.row(dock.rows, "optical").mask_button)
    for sensor in ("optical", "hyperspectral"):
        hands.choose(the_dock.row(dock.rows, sensor).combo, "Absent")
    hands.wait_for(lambda: "Expected accuracy" in dock.expectedResult.text(), 30, "the expected accuracy")
    assert "Missing: optical + hyperspectral." in dock.expectedResult.text()
    pictures.take("guide-absent", dock)


def newest(name):
    """The topmost layer whose name begins so."""
    nodes = QgsProject.instance().layerTreeRoot().findLayers()
    return next(node.layer() for node in nodes if node.name().startswith(name))


def show_only(name):
    """Tick the newest layer of that name and no other, with its legend open."""
    shown = newest(name)
    root = QgsProject.instance().layerTreeRoot()
    for node in root.findLayers():
        mine = node.layer() is shown
        node.setItemVisibilityChecked(mine)
        node.setExpanded(mine)
        if mine:
            node.setItemVisibilityCheckedParentRecursive(True)
    for group in root.findGroups():
        group.setExpanded(shown.id() in group.findLayerIds())
    iface.layerTreeView().verticalScrollBar().setValue(0)
