"""Nameless files and products in the dock: the bands said by a person, a product opened in one step, the same maps."""

import json
import subprocess
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsProject, QgsRasterLayer
from qgis.PyQt.QtCore import QTimer
from qgis.PyQt.QtWidgets import QApplication, QDialogButtonBox, QFileDialog, QInputDialog

ROOT = Path(__file__).resolve().parents[2]
ALL_TWELVE = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B11", "B12")
MEDIANS = {
    "B02": 1384, "B03": 1560, "B04": 1564, "B05": 1958, "B06": 2594, "B07": 2840, "B08": 3050, "B8A": 3108,
    "B11": 2843, "B12": 2176,
}  # fmt: skip
SIDE = 96
DATA = ROOT.parent / "shared" / "data"
pytestmark = pytest.mark.usefixtures("engine", "qgis_new_project")


@pytest.fixture()
def dock(provider, qgis_iface, qtbot):
    """The dock with the starter model, which knows ten of Sentinel-2's bands."""
    from mamol_landcover.plugin.dock.dock import MamolDock
    from mamol_landcover.plugin.paths import STARTER

    dock = MamolDock(qgis_iface)
    qtbot.addWidget(dock)
    qgis_iface.mainWindow().show()
    dock.show()
    dock.modelFile.setFilePath(STARTER)
    yield dock
    dock.unload()
    qgis_iface.mainWindow().hide()
    QgsProject.instance().clear()


@pytest.fixture()
def pixels():
    """(12, 96, 96) reflectance x 10000 in fields of different spectra, each pixel of 60 m alike."""
    rng = np.random.default_rng(5)
    level = np.kron(rng.uniform(0.4, 1.8, (12, 4, 4)), np.ones((1, 24, 24)))
    spectrum = np.array([MEDIANS.get(name, 1300) for name in ALL_TWELVE])
    return (spectrum[:, None, None] * level).astype(np.uint16)


def write(path, values, names=()):
    dataset = gdal.GetDriverByName("GTiff").Create(
        str(path), SIDE, SIDE, len(values), gdal.GDT_Float32 if values.dtype.kind == "f" else gdal.GDT_UInt16
    )
    dataset.SetGeoTransform((500000, 10, 0, 5400000, 0, -10))
    reference = osr.SpatialReference()
    reference.ImportFromEPSG(32633)
    dataset.SetProjection(reference.ExportToWkt())
    for number, plane in enumerate(values, start=1):
        dataset.GetRasterBand(number).WriteArray(plane)
        if names:
            dataset.GetRasterBand(number).SetDescription(names[number - 1])
    dataset.FlushCache()
    return str(path)


def added(path, name):
    return QgsProject.instance().addMapLayer(QgsRasterLayer(str(path), name))


def optical(dock):
    return next(row for row in dock.rows.rows if row.sensor == "optical")


def settled(dock, qtbot):
    qtbot.waitUntil(lambda: not dock.check.waiting, timeout=60_000)


def mapped(dock):
    """The map that a click on Classify would make."""
    import processing

    output = processing.run("mamol:classify", {**dock.parameters(), "EFFORT": "quick", "OUTPUT": "TEMPORARY_OUTPUT"})
    return gdal.Open(output["OUTPUT"]).ReadAsArray()


def fill_in(act):
    """Do something with the dialog that opens next, once it is there."""

    def wait():
        dialog = QApplication.activeModalWidget()
        if dialog is None:
            QTimer.singleShot(50, wait)
        else:
            act(dialog)

    QTimer.singleShot(50, wait)


REAL = {"chile": "chile_s2_s1_dem/optical_s2l2a.tif", "amazon": "amazon_s2_srtm_polygons/optical.tif"}


def nameless(source, path):
    """A copy without band names, as many exports are."""
    gdal.Translate(str(path), source)
    dataset = gdal.Open(str(path), gdal.GA_Update)
    for number in range(1, dataset.RasterCount + 1):
        dataset.GetRasterBand(number).SetDescription("")
    dataset.FlushCache()
    return path


@pytest.mark.parametrize("scene", ["synthetic", *REAL])
def test_a_nameless_file_should_map_with_a_preset(dock, qtbot, tmp_path, pixels, scene):
    file = str(DATA / REAL[scene]) if scene in REAL else write(tmp_path / "named.tif", pixels, ALL_TWELVE)
    if not Path(file).exists():
        pytest.skip("the real scenes in shared/data are not on this machine")
    named = added(file, "named")
    row = optical(dock)
    row.pick(named)
    settled(dock, qtbot)
    expected = mapped(dock)
    layer = added(nameless(file, tmp_path / "export.tif"), "export")
    row.pick(layer)
    settled(dock, qtbot)
    assert "12 bands" in row.note.text() and not dock.classifyButton.isEnabled()

    def choose(dialog):
        place = dialog.presets.findText("Sentinel-2 L2A, 12 bands")
        dialog.presets.setCurrentIndex(place)
        dialog.presets.activated.emit(place)
        assert dialog.table.item(1, 1).text().startswith("B02 (")
        dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()

    fill_in(choose)
    row.bands_button.click()
    assert dock.check.waiting
    settled(dock, qtbot)
    assert dock.classifyButton.isEnabled(), row.note.text()
    np.testing.assert_array_equal(mapped(dock), expected)
    assert QgsProject.instance().isDirty()
    project = tmp_path / "p.qgz"
    assert QgsProject.instance().write(str(project))
    QgsProject.instance().read(str(project))
    again = QgsProject.instance().mapLayersByName("export")[0]
    from mamol_landcover.plugin.layers import inputs

    assert inputs.to_contract("optical", again).bands[:2] == ("B01 (442.7 nm)", "B02 (492.4 nm)")


def test_bands_should_be_named_one_by_one_and_taken_back(dock, qtbot, tmp_path, pixels):
    from mamol_landcover.plugin.layers import bands

    layer = added(write(tmp_path / "export.tif", pixels[1:4]), "export")
    row = optical(dock)
    row.pick(layer)

    def name(dialog):
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        for place, (text, fine) in enumerate((("B02", False), ("B02", False), ("-", False))):
            dialog.table.item(place, 1).setText(text)
            assert ok.isEnabled() == fine
        assert "given twice" in dialog.problem.text()
        dialog.table.item(1, 1).setText("B04")
        ok.click()

    fill_in(name)
    row.bands_button.click()
    assert bands.said_of(layer) == ("B02", "B04", None)
    settled(dock, qtbot)
    assert "has bands B02, B04; the model was trained with" in row.note.text()

    def take_back(dialog):
        dialog.presets.activated.emit(0)
        dialog.buttons.button(QDialogButtonBox.StandardButton.Ok).click()

    fill_in(take_back)
    row.bands_button.click()
    assert bands.said_of(layer) is None


def test_bands_should_be_named_by_a_table_of_wavelengths(dock, tmp_path, pixels, monkeypatch):
    from mamol_landcover.plugin.layers import bands

    layer = added(write(tmp_path / "cube.tif", pixels[1:4]), "cube")
    row = optical(dock)
    row.pick(layer)
    tables = {"short": "450\n550\n", "names": "red\ngreen\nblue\n", "right": "band;nm\n1;450,5\n2;0\n3;650\n"}
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text)

    def choose(dialog):
        ok = dialog.buttons.button(QDialogButtonBox.StandardButton.Ok)
        for name, words in (("short", "lines for 2 bands; the layer has 3"), ("names", "does not tell"), ("right", "")):
            monkeypatch.setattr(
                QFileDialog, "getOpenFileName", lambda *_, name=name: (str(tmp_path / f"{name}.csv"), "")
            )
            place = dialog.presets.findText("Wavelengths from a table…")
            dialog.presets.setCurrentIndex(place)
            dialog.presets.activated.emit(place)
            assert words in dialog.problem.text() and bool(words) == bool(dialog.problem.text())
        ok.click()

    fill_in(choose)
    row.bands_button.click()
    assert bands.said_of(layer) == ("band 1 (450.5 nm)", None, "band 3 (650 nm)")


def test_the_toolbox_should_take_bands_and_codes(dock, qtbot, tmp_path, pixels, monkeypatch):
    import processing

    from mamol_landcover.plugin.engine import client

    asked = []
    monkeypatch.setattr(client, "run", lambda request, feedback: asked.append(request) or {})
    values = {"OPTICAL": write(tmp_path / "a.tif", pixels), "MODEL": dock.modelFile.filePath(), "OUTPUT": "x.tif"}
    values["MASKS"] = ["optical", write(tmp_path / "SCL.tif", pixels[:1])]
    for bands, codes in ((["optical", "sentinel-2-12"], ["optical", "3;8..10"]), (["sar", "VV;VH"], [])):
        try:
            processing.run("mamol:classify", {**values, "BANDS": bands, "MASK_CODES": codes})
        except Exception as error:
            problem = str(error)
    (request,) = asked
    assert request.layers[0].bands[9:] == ("B09 (945.1 nm)", "B11 (1613.7 nm)", "B12 (2202.4 nm)")
    assert request.layers[0].mask_codes == "3,8..10"
    assert "has 12 bands without names" in problem or "no layer" in problem


@pytest.fixture()
def product(tmp_path, pixels, engine_python):
    """A Sentinel-2 L2A archive of the pixels, with clouds, written by the engine's environment."""
    np.save(tmp_path / "pixels.npy", pixels + 1000)
    script = (
        "import sys, pathlib, numpy as np\n"
        "from tests.core import product_trees as trees\n"
        "folder = pathlib.Path(sys.argv[1]); pixels = np.load(folder / 'pixels.npy')\n"
        f"bands = dict(zip({json.dumps(ALL_TWELVE)}, pixels))\n"
        "scl = np.full((48, 48), 4, np.uint8); scl[:12, :12] = 9\n"
        "print(trees.zipped(trees.sentinel2(folder, bands, scl=scl)))\n"
    )
    done = subprocess.run(
        [engine_python, "-c", script, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_a_product_should_open_in_one_step_with_its_clouds(dock, qtbot, tmp_path, pixels, product, monkeypatch):
    clouds = np.ones((1, SIDE, SIDE), np.uint16)
    clouds[0, :24, :24] = 0
    # the pixels of 20 and 60 m as the product has them
    plain = added(write(tmp_path / "plain.tif", pixels.astype(np.float32) / np.float32(1e4), ALL_TWELVE), "plain")
    row = optical(dock)
    row.pick(plain, added(write(tmp_path / "mask.tif", clouds), "mask"))
    settled(dock, qtbot)
    expected = mapped(dock)
    assert not expected[:24, :24].any() and expected[24:].all()
    QgsProject.instance().removeAllMapLayers()
    row.mask_button.setChecked(False)
    row.was_picked = False
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (product, ""))
    dock.productAction.trigger()
    qtbot.waitUntil(lambda: not dock.is_running(), timeout=60_000)
    qtbot.waitUntil(lambda: row.layer() is not None and row.mask() is not None, timeout=20_000)
    assert row.layer().name().startswith("S2B_MSIL2A_20220716") and row.mask().name().startswith("Cloud mask of S2B")
    assert row.layer().source() == product.replace(".zip", ".vrt")
    settled(dock, qtbot)
    assert "Mask: a Sentinel-2 scene classification; not used are 0 no data" in row.note.text()
    np.testing.assert_array_equal(mapped(dock), expected)
    # and a person can say otherwise, which the project keeps
    monkeypatch.setattr(QInputDialog, "getItem", lambda *_: ("3,8", True))
    row.codes_button.click()
    settled(dock, qtbot)
    assert "Mask: not used are the values 3, 8, as was asked" in row.note.text()
    assert mapped(dock).all()
    assert row.mask().customProperty("mamol/mask_codes") == "3,8"
