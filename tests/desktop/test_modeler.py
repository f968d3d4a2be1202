"""The model designer: Train and Classify joined to a model, saved, opened again, and run from its dialog."""

from qgis.core import QgsProject

from tests.desktop import designer, hands, pictures, toolbox


def test_train_and_classify_should_work_as_one_model(scene):
    hands.drop(scene / "optical.tif", scene / "training_polygons.gpkg")

    window = designer.open_designer()
    window.name("Train and map")
    window.add_input("Raster Layer", "Image")
    window.add_input("Vector Features", "Polygons")

    def train(dialog):
        dialog.use_input("Optical layer", "Image")
        dialog.use_input("Training polygons or points", "Polygons")
        dialog.type_in("Class field", "class")
        dialog.choose("Effort", "quick")

    def classify(dialog):
        dialog.use_output("Model", "“Model” from algorithm")
        dialog.use_input("Optical layer", "Image")
        dialog.name_output("Land cover", "Map")

    window.add_algorithm("Train a land-cover model", train)
    window.add_algorithm("Classify land cover", classify)
    pictures.screen("modeler")
    window.save("train_and_map")
    window.close()

    window = designer.edit("Train and map")
    window.take("guide-model", 700, 360)
    window.close()

    def run(dialog):
        dialog.choose("Image", "optical")
        dialog.choose("Polygons", "training_polygons")
        log = dialog.run()
        pictures.screen("modeler-log")
        return log

    log = toolbox.run_dialog("Train and map", run)
    assert "Execution completed" in log
    assert "Map" in hands.layer_names()
    (land_cover,) = QgsProject.instance().mapLayersByName("Map")
    assert land_cover.renderer().type() == "paletted"
