"""An AlphaEarth tile in the project: guessed, trained on, checked and classified through the dock."""

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsProject, QgsRasterLayer

from mamol_landcover.mamol_core.cards import read_card
from mamol_landcover.mamol_core.presets import ALPHAEARTH_BANDS

pytestmark = pytest.mark.usefixtures("engine", "qgis_new_project")
SIDE = 96


def write(path, values, names=(), nodata=None, south_up=False):
    """A GeoTIFF of (C, H, W) int8, as Google stores it, or uint8."""
    signed, options = values.dtype == np.int8, []
    kind = gdal.GDT_Byte
    if signed and hasattr(gdal, "GDT_Int8"):
        kind = gdal.GDT_Int8
    elif signed:  # before GDAL 3.7
        values, options = values.view(np.uint8), ["PIXELTYPE=SIGNEDBYTE"]
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), SIDE, SIDE, len(values), kind, options)
    top, step = (5400000 - 10 * SIDE, 10) if south_up else (5400000, -10)
    dataset.SetGeoTransform((500000, 10, 0, top, 0, step))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset.SetProjection(reference.ExportToWkt())
    for number, plane in enumerate(values[:, ::-1] if south_up else values, start=1):
        band = dataset.GetRasterBand(number)
        band.WriteArray(plane)
        if names:
            band.SetDescription(names[number - 1])
        if nodata is not None:
            band.SetNoDataValue(nodata)
    dataset.FlushCache()
    return str(path)


@pytest.fixture()
def truth():
    return np.kron(np.random.default_rng(2).integers(1, 4, (12, 12)), np.ones((8, 8), int))


@pytest.fixture()
def tile(tmp_path, truth):
    """A tile of the year 2023, a direction a class, without data in the first 16 columns."""
    rng = np.random.default_rng(1)
    vectors = rng.normal(size=(4, 64))[truth].transpose(2, 0, 1) + rng.normal(0, 0.5, (64, SIDE, SIDE))
    vectors /= np.linalg.norm(vectors, axis=0)
    stored = np.round(np.sign(vectors) * np.sqrt(np.abs(vectors)) * 127.5).astype(np.int8)
    stored[:, :, :16] = -128
    return write(tmp_path / "aef_2023.tif", stored, ALPHAEARTH_BANDS, -128, south_up=True)


@pytest.fixture()
def dock(provider, qgis_iface, qtbot):
    from mamol_landcover.plugin.dock.dock import MamolDock

    dock = MamolDock(qgis_iface)
    qtbot.addWidget(dock)
    qgis_iface.mainWindow().show()
    dock.show()
    yield dock
    dock.unload()
    qgis_iface.mainWindow().hide()
    QgsProject.instance().clear()


def test_an_embedding_should_be_guessed_trained_on_and_classified(dock, qtbot, tmp_path, tile, truth):
    import processing

    from mamol_landcover.plugin.dock.train_dialog import TrainDialog

    layer = QgsProject.instance().addMapLayer(QgsRasterLayer(tile, "AlphaEarth 2023"))
    rows = {row.sensor: row for row in dock.rows.rows}
    qtbot.waitUntil(lambda: rows["embedding"].layer() is layer)
    assert rows["hyperspectral"].layer() is None and "64 bands named A00…A63" in rows["embedding"].note.text()
    dialog = TrainDialog()
    qtbot.addWidget(dialog)
    dialog.open_with(dock.rows)
    assert dialog.rows.layers() == {"embedding": layer}
    assert "Embedding" in [action.text() for action in dialog.addLayer.menu().actions()]
    dialog.reject()

    labels = np.where(np.indices(truth.shape).sum(0) % 3 == 0, truth, 0).astype(np.uint8)
    model = str(tmp_path / "aef.mamol.safetensors")
    values = {"EMBEDDING": tile, "LABELS_RASTER": write(tmp_path / "labels_2021.tif", labels[None], nodata=0)}
    trained = processing.run("mamol:train", {**values, "EFFORT": "quick", "MODEL": model})
    dock.modelFile.setFilePath(trained["MODEL"])
    assert "produced by Google and Google DeepMind" in read_card(model)["attribution"]
    (row,) = dock.rows.rows
    assert row.layer() is layer
    qtbot.waitUntil(lambda: not dock.check.waiting, timeout=60_000)
    assert dock.check.answered and not dock.check.refused, (dock.check.problem, row.note.text())
    assert dock.check.layers["embedding"]["state"] == "used"
    assert "8-bit values to vectors of length 1" in dock.check.layers["embedding"]["conversion"]
    output = tmp_path / "map.tif"
    dock.output.setFilePath(str(output))
    dock.classifyButton.click()
    qtbot.waitUntil(lambda: not dock.is_running(), timeout=180_000)
    codes = gdal.Open(str(output)).ReadAsArray()
    assert (codes[:, :16] == 0).all() and (codes[:, 16:] == truth[:, 16:]).mean() > 0.9
    assert any(str(output) in layer.source() for layer in QgsProject.instance().mapLayers().values())


def test_half_an_embedding_should_be_refused_before_the_click(dock, qtbot, tmp_path, tile):
    gdal.Translate(str(tmp_path / "part.tif"), tile, bandList=list(range(1, 61)))
    layer = QgsProject.instance().addMapLayer(QgsRasterLayer(str(tmp_path / "part.tif"), "a part"))
    from mamol_landcover.plugin.dock.train_dialog import TrainDialog

    dialog = TrainDialog()
    qtbot.addWidget(dialog)
    labels = write(tmp_path / "labels.tif", np.kron([[1, 2], [2, 1]], np.ones((48, 48), np.uint8))[None], nodata=0)
    dialog.open_with(dock.rows)
    dialog.label_choice.choose(QgsProject.instance().addMapLayer(QgsRasterLayer(labels, "labels")))
    row = next(row for row in dialog.rows.rows if row.sensor == "embedding")
    row.pick(layer)
    qtbot.waitUntil(lambda: "lacks A60, A61, A62, A63" in row.note.text(), timeout=60_000)
    dialog.reject()
