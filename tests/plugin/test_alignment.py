"""Labels that lie off: told by the algorithm and by the training dialog, moved where a person asks for it."""

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsProject, QgsRasterLayer

from mamol_landcover.mamol_core.cards import read_card

pytestmark = pytest.mark.usefixtures("engine", "provider", "qgis_new_project")
SIDE = 160


def write(path, values, north=0, nodata=0):
    values = values if values.ndim == 3 else values[None]
    kind = gdal.GDT_Byte if values.dtype == np.uint8 else gdal.GDT_UInt16
    file = gdal.GetDriverByName("GTiff").Create(str(path), values.shape[2], values.shape[1], len(values), kind)
    file.SetGeoTransform((500000, 10, 0, 5400000 + north, 0, -10))
    crs = osr.SpatialReference()
    crs.ImportFromEPSG(32633)
    file.SetProjection(crs.ExportToWkt())
    for number, band in enumerate(values, 1):
        file.GetRasterBand(number).WriteArray(band)
        file.GetRasterBand(number).SetNoDataValue(nodata)
    return str(path)


@pytest.fixture()
def files(tmp_path):
    """An image of fields, and their classes 30 m too far north."""
    rng = np.random.default_rng(4)
    rows, cols = np.indices((SIDE, SIDE))
    number = (rows + 3 * (cols // 11 % 5)) // 13 * 40 + (cols + 4 * (rows // 13 % 3)) // 15
    kinds = rng.integers(1, 4, number.max() + 1)
    means = 1000 + rng.normal(0, 400, (4, 4))[kinds] + rng.normal(0, 200, (len(kinds), 4))
    image = means[number].transpose(2, 0, 1) + rng.normal(0, 50, (4, SIDE, SIDE))
    optical = write(tmp_path / "optical.tif", image.clip(1).astype(np.uint16))
    return optical, write(tmp_path / "labels.tif", kinds[number].astype(np.uint8), north=30)


def test_the_algorithm_should_tell_and_a_training_should_move(files, tmp_path):
    import processing

    optical, labels = files
    page = tmp_path / "alignment.html"
    values = {"OPTICAL": optical, "LABELS_RASTER": labels}
    told = processing.run("mamol:checkalignment", {**values, "OUTPUT": str(page)})
    assert (told["EAST"], told["NORTH"]) == (pytest.approx(0, abs=3), pytest.approx(-30, abs=3))
    assert "The labels lie 30 m north of layer" in page.read_text(encoding="utf-8")
    moved = {"LAYER_SHIFTS": ["optical", "0;30"]}
    assert processing.run("mamol:checkalignment", {**values, **moved, "OUTPUT": str(page)})["NORTH"] == 0
    noise = np.random.default_rng(5).integers(1, 4, (SIDE, SIDE)).astype(np.uint8)
    untold = {"OPTICAL": optical, "LABELS_RASTER": write(tmp_path / "noise.tif", noise), "OUTPUT": str(page)}
    assert not {"EAST", "NORTH"} & set(processing.run("mamol:checkalignment", untold))
    model = str(tmp_path / "m.mamol.safetensors")
    processing.run("mamol:train", {**values, "LABELS_SHIFT": "0; -30", "EFFORT": "quick", "MODEL": model})
    training = read_card(model)["training"]
    assert training["labels_shift"] == [0, -30] and training["alignment"][0]["verdict"] == "in line"


def test_a_shift_that_is_none_and_a_lone_layer_should_be_refused(check, files, tmp_path):
    optical, labels = files
    assert "One layer alone" in check("checkalignment", {"OPTICAL": optical})
    values = {"OPTICAL": optical, "LABELS_RASTER": labels, "MODEL": str(tmp_path / "m.safetensors")}
    for text in ("north", "12,5", "12,5;3", "nan;0"):  # a comma may be a decimal one
        assert f"'{text}' is not a shift" in check("train", {**values, "LABELS_SHIFT": text})
    assert "is not a shift" not in check("train", {**values, "LABELS_SHIFT": "30,-15"})  # as warnings write it


def test_the_dialog_should_warn_before_the_click_until_labels_are_moved(files, qgis_iface, qtbot):
    from mamol_landcover.plugin.dock.dock import MamolDock
    from mamol_landcover.plugin.dock.train_dialog import TrainDialog

    dock = MamolDock(qgis_iface)
    qtbot.addWidget(dock)
    layers = [QgsRasterLayer(files[0], "scene"), QgsRasterLayer(files[1], "classes")]
    QgsProject.instance().addMapLayers(layers)
    dialog = TrainDialog()
    qtbot.addWidget(dialog)
    dialog.open_with(dock.rows)
    next(row for row in dialog.rows.rows if row.sensor == "optical").pick(layers[0])
    dialog.label_choice.choose(layers[1])
    said = "The labels lie 30 m north of layer 'scene' (± "
    qtbot.waitUntil(lambda: said in dialog.missing.text(), timeout=90_000)
    assert "move them by 0,-30" in dialog.missing.text() and dialog.buttons.buttons()[0].isEnabled()
    dialog.alignLabels.setChecked(True)
    qtbot.waitUntil(lambda: dialog.check.answered and not dialog.missing.text(), timeout=90_000)
    assert dialog.parameters()["ALIGN_LABELS"] is True
    dialog.reject()
    dock.unload()
