"""What comes after a map, from the toolbox: each dialog with only what is required, and the batch table."""

from typing import Any

from qgis.core import QgsProject, QgsRectangle
from qgis.utils import iface

from tests.desktop import hands, pictures, toolbox


def test_a_map_should_be_sieved_made_polygons_and_joined_to_parcels(scene):
    hands.drop(scene / "optical.tif", scene / "truth.tif", scene / "training_polygons.gpkg")

    def sieve(dialog):
        dialog.choose("Land cover: any raster of classes", "truth")
        pictures.screen("after-sieve")
        return dialog.run()

    log = toolbox.run_dialog("Sieve to a minimum mapping unit", sieve)
    assert "Execution completed" in log and "pixels before" in log
    (sieved,) = QgsProject.instance().mapLayersByName("truth, from 0.5 ha")
    (truth,) = QgsProject.instance().mapLayersByName("truth")
    drawn = {entry.value: entry.color.name() for entry in truth.renderer().classes()}
    kept = {entry.value: entry.color.name() for entry in sieved.renderer().classes()}
    assert kept and kept.items() <= drawn.items()

    def polygons(dialog):
        dialog.choose("Land cover: any raster of classes", "truth, from")
        pictures.screen("after-polygons")
        return dialog.run()

    assert "Execution completed" in toolbox.run_dialog("Land cover to polygons", polygons)
    (patches,) = QgsProject.instance().mapLayersByName("truth, from 0.5 ha, polygons")
    assert all(feature["area_ha"] >= 0.5 for feature in patches.getFeatures())
    pictures.screen("after-polygons-opened")

    def majority(dialog):
        dialog.choose("Land cover: any raster of classes", "truth ")
        dialog.choose("Polygons", "training_polygons")
        pictures.screen("after-majority")
        return dialog.run()

    assert "Execution completed" in toolbox.run_dialog("Majority class of polygons", majority)
    (parcels,) = QgsProject.instance().mapLayersByName("training_polygons, majority of truth")
    pictures.screen("after-majority-opened")
    pairs = {(feature["class"], feature["class_2"]) for feature in parcels.getFeatures()}
    assert len(pairs) == len({name for name, _ in pairs}) == len({code for _, code in pairs}) > 3
    (optical,) = QgsProject.instance().mapLayersByName("optical")
    for name, layers in (
        ("map", [truth]), ("sieved", [sieved]), ("polygons", [patches, optical]), ("majority", [parcels, optical])
    ):  # fmt: skip
        take_part_of_map(f"after-{name}", truth, layers)


def take_part_of_map(name: str, of: Any, layers: list[Any]) -> None:
    """Take a picture of these layers alone, the lower left of a layer."""
    for node in QgsProject.instance().layerTreeRoot().findLayers():
        node.setItemVisibilityChecked(node.layer() in layers)
    canvas, extent = iface.mapCanvas(), of.extent()
    left, bottom, side = extent.xMinimum(), extent.yMinimum(), extent.width() / 2.5
    canvas.setExtent(QgsRectangle(left, bottom, left + side, bottom + side))
    size = min(canvas.width(), canvas.height())
    pictures.take(name, canvas, (canvas.width() - size) // 2, (canvas.height() - size) // 2, size, size)


def test_batch_should_sieve_several_maps_and_name_the_wrong_one(scene, folder):
    hands.drop(scene / "truth.tif", scene / "optical.tif")

    def act(window):
        batch = toolbox.Batch(window)
        for row, name in enumerate(("truth", "optical")):
            if row:
                batch.add_row()
            batch.choose(row, "Land cover: any raster of classes", f"{name} ")
            batch.type_in(row, "Sieved land cover", str(folder / f"{name}_sieved.tif"))
        batch.load_layers()
        pictures.screen("after-batch")
        return batch.run()

    log = toolbox.run_batch("Sieve to a minimum mapping unit", act)
    assert "'optical' has" in log and "a map of classes has one" in log
    assert sorted(file.name for file in folder.glob("*.tif")) == ["truth_sieved.tif"]
    assert "truth_sieved" in hands.layer_names()
