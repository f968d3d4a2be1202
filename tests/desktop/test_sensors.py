"""Files as analysts have them: exports without band names, in the dock and in training, and products with clouds."""

import os
import subprocess
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.core import QgsProject
from qgis.PyQt.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QPushButton,
    QTableWidget,
)

from tests.desktop import hands, pictures, the_dock

ROOT = Path(__file__).resolve().parents[2]
DATA = ROOT.parent / "shared" / "data"
needs_data = pytest.mark.skipif(not DATA.is_dir(), reason="the real scenes in shared/data are not on this machine")
LONGEST_S = 400
DOUBT = "Check which band is which"


def export(scene, path):
    """A copy of a scene's optical file without the names of its bands, as many exports are."""
    gdal.Translate(str(path), str(scene))
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for number in range(1, dataset.RasterCount + 1):
        dataset.GetRasterBand(number).SetDescription("")
    del dataset
    return path


def name_bands(row, preset, picture=""):
    """Open the table of bands beside a row's layer, choose a preset and take it."""

    def act(dialog):
        table = hands.the(QTableWidget, dialog)
        assert [table.item(place, 0).text().replace("0", "") for place in range(2)] == ["Band 1", "Band 2"]
        hands.choose(dialog.presets, preset)
        if picture:
            pictures.take(picture, dialog)
        named = [table.item(place, 1).text() for place in range(table.rowCount())]
        hands.click(dialog.findChild(QDialogButtonBox).button(QDialogButtonBox.StandardButton.Ok))
        return named

    return hands.modal(lambda: hands.click(row.bands_button), act, QDialog)


def open_file(dialog, file):
    """Paste the name of a file, which is not completed as a typed one is, and open it."""
    hands.the(QLineEdit, dialog, name="fileNameEdit").setText(file)
    hands.press(QPushButton, dialog, "Open")
    hands.wait_for(lambda: not dialog.isVisible(), 5, "the end of the dialog")


def map_of(dock):
    """Click Classify and look at the map that comes: its classes, (H, W)."""
    the_dock.classify(dock)
    said = the_dock.wait_for_end(dock, LONGEST_S)
    assert "Land cover mapped" in said, said
    nodes = QgsProject.instance().layerTreeRoot().findLayers()
    layer = next(node.layer() for node in nodes if node.name().startswith("Land cover"))
    return gdal.Open(layer.source()).ReadAsArray()


def map_of_engine(model, output, *words):
    hands.engine("classify", *words, "--model", str(model), "--output", str(output))
    return gdal.Open(str(output)).ReadAsArray()


@needs_data
@pytest.mark.parametrize("scene", ["chile_s2_s1_dem/optical_s2l2a.tif", "amazon_s2_srtm_polygons/optical.tif"])
def test_a_nameless_export_should_map_with_a_preset(request, starter, folder, scene):
    hands.begin(request.node.name, LONGEST_S)
    hands.drop(export(DATA / scene, folder / "export.tif"))
    dock = the_dock.open_dock()
    the_dock.type_model(dock, starter)
    row = the_dock.row(dock.rows, "optical")
    hands.choose(row.combo, "export")
    hands.wait_for(lambda: "12 bands" in row.note.text(), 20, "why it is refused")
    assert not dock.classifyButton.isEnabled()
    named = name_bands(row, "Sentinel-2 L2A, 12 bands", "guide-bands")
    assert named[1] == "B02 (492.4 nm)" and named[-1] == "B12 (2202.4 nm)"
    hands.wait_for(lambda: dock.classifyButton.isEnabled() and not dock.check.waiting, 60, row.note.text())
    assert DOUBT not in row.note.text()
    found = map_of(dock)
    pictures.take_window("nameless-map")
    np.testing.assert_array_equal(
        found, map_of_engine(starter, folder / "named.tif", "--layer", f"optical={DATA / scene}")
    )
    assert len(np.unique(found)) > 2


@needs_data
def test_a_nameless_export_should_train_and_map_with_a_preset(request, folder):
    """Carson's eight bands of 8 bits, which PlanetScope has as many of: the values tell that it is not."""
    hands.begin(request.node.name, LONGEST_S)
    scene, model = DATA / "carson_s2_polygons", folder / "carson.mamol.safetensors"
    hands.drop(export(scene / "optical.tif", folder / "export.tif"), scene / "training_polygons.gpkg")
    dock = the_dock.open_dock()
    dialog = the_dock.open_training(dock)
    row = the_dock.row(dialog.rows, "optical")
    hands.choose(row.combo, "export")
    hands.choose(dialog.effort, "Quick")
    hands.type_in(hands.the(QLineEdit, dialog.model), str(model))
    train = hands.the(QPushButton, dialog, text="Train")
    name_bands(row, "PlanetScope, 8 bands")
    hands.wait_for(lambda: DOUBT in row.note.text(), 60, f"a doubt; the row says: {row.note.text()}")
    assert "with the bands taken as Sentinel-2, bands 1 to 8 they look like plants" in row.note.text()
    pictures.take_part("bands-doubt", dialog, row, row)
    name_bands(row, "Sentinel-2, bands 1 to 8")
    hands.wait_for(lambda: dialog.check.answered and DOUBT not in row.note.text(), 60, row.note.text())
    hands.wait_for(train.isEnabled, 30, dialog.missing.text())
    hands.click(train)
    assert "Model trained" in the_dock.wait_for_end(dock, LONGEST_S)
    row = the_dock.row(dock.rows, "optical")
    hands.wait_for(row.combo.isVisible, 10, "the model's row")
    hands.choose(row.combo, "export")
    found = map_of(dock)
    pictures.take_window("carson-map")
    named = map_of_engine(model, folder / "named.tif", "--layer", f"optical={scene / 'optical.tif'}")
    np.testing.assert_array_equal(found, named)
    assert len(np.unique(found)) > 2


_PRODUCT = """
import sys, pathlib, numpy as np, rasterio
from tests.core import product_trees as trees
folder, scene = pathlib.Path(sys.argv[1]), sys.argv[2]
with rasterio.open(scene) as data:
    bands = {name: values[:96, :96].astype("uint16") for name, values in zip(data.descriptions, data.read())}
    level = {name: values[::s, ::s].repeat(s, 0).repeat(s, 1)
             for name, values in bands.items() for s in [1 if name in trees.FINE else 6 if name in trees.COARSE else 2]}
scl = np.full((48, 48), 4, np.uint8)
scl[:12, :12], scl[20:24] = 9, 11
trees.zipped(trees.sentinel2(folder, level, scl=scl))
with rasterio.open(folder / "plain.tif", "w", driver="GTiff", count=12, width=96, height=96, dtype="float32",
                   crs=trees.CRS, transform=rasterio.transform.from_origin(*trees.ORIGIN, 10, 10)) as out:
    for number, (name, values) in enumerate(level.items(), start=1):
        out.write(values.astype("float32") * np.float32(1e-4) - np.float32(0.1), number)
        out.set_band_description(number, name)
with rasterio.open(folder / "mask.tif", "w", driver="GTiff", count=1, width=48, height=48, dtype="uint8",
                   crs=trees.CRS, transform=rasterio.transform.from_origin(*trees.ORIGIN, 20, 20)) as out:
    out.write((scl != 9).astype("uint8"), 1)
"""


@needs_data
def test_a_product_should_open_in_its_row_in_one_step(request, starter, folder):
    """A Sentinel-2 archive of Chile's pixels with a cloud: one dialog, and its layer and mask are in the row."""
    hands.begin(request.node.name, LONGEST_S)
    chile = str(DATA / "chile_s2_s1_dem" / "optical_s2l2a.tif")
    engine = os.environ["MAMOL_ENGINE_PYTHON"]
    subprocess.run([engine, "-c", _PRODUCT, str(folder), chile], cwd=ROOT, check=True)
    (archive,) = folder.glob("*.zip")
    dock = the_dock.open_dock()
    the_dock.type_model(dock, starter)
    hands.modal(
        lambda: the_dock.more(dock, "Open a satellite product"),
        lambda dialog: open_file(dialog, str(archive)),
        QFileDialog,
    )
    assert "The product is open, with its cloud mask." in the_dock.wait_for_end(dock)
    row = the_dock.row(dock.rows, "optical")
    hands.wait_for(lambda: row.layer() is not None and row.mask() is not None, 20, "layer and mask in the row")
    assert row.layer().name() == archive.stem and archive.stem in row.mask().name()
    hands.wait_for(lambda: "Mask: a Sentinel-2 scene classification" in row.note.text(), 60, row.note.text())
    hands.pause(0.5)  # until the row is as high as its text
    assert not row.mask_button.visibleRegion().isEmpty(), "the long name makes the row wider than the dock"
    pictures.take_part("guide-product", dock, row, row)
    found = map_of(dock)
    assert not found[:24, :24].any() and (found == 0).sum() == 24 * 24  # snow stays
    words = ["--layer", f"optical={folder / 'plain.tif'}", "--mask", f"optical={folder / 'mask.tif'}"]
    np.testing.assert_array_equal(found, map_of_engine(starter, folder / "named.tif", *words))
