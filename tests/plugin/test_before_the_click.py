"""What the dock says before the click is what the run says, word for word: over forty layers, in the real dock.

The run is the algorithm itself, with the dock's own parameters, in the real engine.
"""

from __future__ import annotations

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import QgsCoordinateReferenceSystem, QgsProcessingFeedback, QgsProject, QgsRasterLayer

SENTINEL = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
ALL_TWELVE = ("B01", *SENTINEL[:8], "B09", *SENTINEL[8:])
MEDIANS = np.array([1384, 1560, 1564, 1958, 2594, 2840, 3050, 3108, 2843, 2176.0])
SIDE = 64
rng = np.random.default_rng(3)


def reflectance(bands=10):
    """(bands, 64, 64) as the starter model knows it, in fields of four brightnesses."""
    level = np.kron(rng.uniform(0.5, 1.6, (4, 4)), np.ones((16, 16)))
    spectrum = np.interp(np.linspace(0, 9, bands), np.arange(10), MEDIANS)
    return spectrum[:, None, None] * level * rng.normal(1, 0.05, (bands, SIDE, SIDE))


def decibels(low=-15.0):
    return np.stack([low + rng.normal(0, 2, (SIDE, SIDE)), low - 6 + rng.normal(0, 2, (SIDE, SIDE))])


def heights():
    return 400 + np.cumsum(rng.normal(0, 1, (1, SIDE, SIDE)), axis=2)


def with_hole(values, value):
    changed = values.copy()
    changed[:, :20] = value
    return changed


# name: (sensor, pixels, names of the bands, further options of the writer)
LAYERS = {
    # bands
    "Sentinel-2, ten bands": ("optical", reflectance(), SENTINEL, {}),
    "Sentinel-2, all twelve": ("optical", reflectance(12), ALL_TWELVE, {}),
    "Sentinel-2 nameless, twelve bands": ("optical", reflectance(12), (), {}),
    "Sentinel-2 nameless, ten bands": ("optical", reflectance(), (), {}),
    "Landsat B1-B7": ("optical", reflectance(7), tuple(f"B{n}" for n in range(1, 8)), {}),
    "Landsat SR_B2-SR_B7": ("optical", reflectance(6), tuple(f"SR_B{n}" for n in range(2, 8)), {}),
    "short names": ("optical", reflectance(), tuple(name.replace("B0", "b") for name in SENTINEL), {}),
    "bands turned round": ("optical", reflectance()[::-1], SENTINEL[::-1], {}),
    "nameless, turned round": ("optical", reflectance()[::-1], (), {}),
    "wavelengths only": ("optical", reflectance(), tuple(f"{n} nm" for n in range(490, 890, 40)), {}),
    "one band short": ("optical", reflectance(9), SENTINEL[:9], {}),
    "colours": ("optical", reflectance(3), ("red", "green", "blue"), {}),
    "three nameless bands": ("optical", reflectance(3), (), {}),
    "two bands of one name": ("optical", reflectance(), ("B02", *SENTINEL[:9]), {}),
    "an alpha band too": (
        "optical",
        np.concatenate([reflectance(), np.full((1, SIDE, SIDE), 255)]),
        SENTINEL,
        {"alpha": 11},
    ),
    # values
    "reflectance 0-1": ("optical", reflectance() / 10_000, SENTINEL, {"dtype": gdal.GDT_Float32}),
    "reflectance in percent": ("optical", reflectance() / 100, SENTINEL, {"dtype": gdal.GDT_Float32}),
    "8-bit picture": ("optical", (reflectance() / 40).clip(1, 255), SENTINEL, {"dtype": gdal.GDT_Byte}),
    "16-bit counts": ("optical", reflectance() * 11, SENTINEL, {}),
    "bright as snow": ("optical", reflectance() * 5, SENTINEL, {}),
    "undeclared nodata": ("optical", with_hole(reflectance(), 0), SENTINEL, {}),
    "declared nodata": ("optical", with_hole(reflectance(), 0), SENTINEL, {"nodata": 0}),
    "nothing valid": ("optical", np.zeros((10, SIDE, SIDE)), SENTINEL, {"nodata": 0}),
    "scaled by its file": ("optical", reflectance(), SENTINEL, {"scale": 1e-4}),
    "no number anywhere": ("optical", np.full((10, SIDE, SIDE), np.nan), SENTINEL, {"dtype": gdal.GDT_Float32}),
    # place
    "no CRS": ("optical", reflectance(), SENTINEL, {"crs": None}),
    "geographic": ("optical", reflectance(), SENTINEL, {"crs": 4326, "origin": (9.0, 45.0), "pixel": 1e-4}),
    "coarse": ("optical", reflectance(), SENTINEL, {"pixel": 60}),
    "no position": ("optical", reflectance(), SENTINEL, {"pixel": None}),
    # radar
    "radar in dB": ("sar", decibels(), ("VV", "VH"), {"dtype": gdal.GDT_Float32}),
    "radar, bands turned": ("sar", decibels()[::-1], ("VH", "VV"), {"dtype": gdal.GDT_Float32}),
    "radar nameless": ("sar", decibels(), (), {"dtype": gdal.GDT_Float32}),
    "radar of power": ("sar", 10 ** (decibels() / 10), ("VV", "VH"), {"dtype": gdal.GDT_Float32}),
    "radar of amplitude": ("sar", 2000 * 10 ** (decibels() / 20), ("VV", "VH"), {}),
    "radar of one band": ("sar", decibels()[:1], ("VV",), {"dtype": gdal.GDT_Float32}),
    "radar HH HV": ("sar", decibels(), ("HH", "HV"), {"dtype": gdal.GDT_Float32}),
    "radar of other names": ("sar", decibels(), ("Sigma0_VV", "Sigma0_VH"), {"dtype": gdal.GDT_Float32}),
    # heights
    "heights": ("lidar", heights(), ("elevation",), {"dtype": gdal.GDT_Float32}),
    "heights called bands": ("lidar", heights(), ("bands",), {"dtype": gdal.GDT_Float32}),
    "heights nameless": ("lidar", heights(), (), {"dtype": gdal.GDT_Float32}),
    "heights with undeclared nodata": (
        "lidar",
        with_hole(heights(), -9999),
        ("elevation",),
        {"dtype": gdal.GDT_Float32},
    ),
    "heights of two bands": (
        "lidar",
        np.concatenate([heights(), heights()]),
        ("dsm", "ndsm"),
        {"dtype": gdal.GDT_Float32},
    ),
}
REFUSED = {
    "Sentinel-2 nameless, twelve bands",
    "Landsat B1-B7",
    "Landsat SR_B2-SR_B7",
    "one band short",
    "colours",
    "three nameless bands",
    "8-bit picture",
    "16-bit counts",
    "no CRS",
    "no position",
    "radar of amplitude",
    "radar of one band",
    "radar HH HV",
    "radar of other names",
    "heights of two bands",
}


def write(
    path,
    pixels,
    names,
    dtype=gdal.GDT_UInt16,
    crs=32632,
    origin=(600000, 5000000),
    pixel=10,
    nodata=None,
    scale=None,
    alpha=None,
):
    dataset = gdal.GetDriverByName("GTiff").Create(str(path), SIDE, SIDE, len(pixels), dtype)
    if pixel:
        dataset.SetGeoTransform((origin[0], pixel, 0, origin[1], 0, -pixel))
    if crs:
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(crs)
        dataset.SetProjection(reference.ExportToWkt())
    whole = dtype not in (gdal.GDT_Float32, gdal.GDT_Float64)
    for number, values in enumerate(pixels, 1):
        band = dataset.GetRasterBand(number)
        band.WriteArray(values.round() if whole else values)
        if number <= len(names):
            band.SetDescription(names[number - 1])
        if nodata is not None:
            band.SetNoDataValue(nodata)
        if scale is not None:
            band.SetScale(scale)
        if number == alpha:
            band.SetColorInterpretation(gdal.GCI_AlphaBand)
    dataset.FlushCache()
    return str(path)


@pytest.fixture(scope="module")
def dock(provider, qgis_iface, engine_python):
    from mamol_landcover.plugin.dock.dock import MamolDock
    from mamol_landcover.plugin.paths import STARTER

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAMOL_ENGINE_PYTHON", engine_python)
        QgsProject.instance().clear()
        dock = MamolDock(qgis_iface)
        qgis_iface.mainWindow().show()
        dock.show()
        dock.modelFile.setFilePath(STARTER)
        yield dock
        dock.unload()
        dock.deleteLater()
        qgis_iface.mainWindow().hide()
        QgsProject.instance().clear()


def row_of(dock, sensor):
    return next(row for row in dock.rows.rows if row.sensor == sensor)


def say(dock, qtbot, sensor, layer):
    """Choose the layer in its row, and nothing else, wait until the engine has answered; what the row says then."""
    QgsProject.instance().addMapLayer(layer)
    for row in dock.rows.rows:
        row.pick(layer if row.sensor == sensor else None)
    qtbot.waitUntil(lambda: not dock.check.waiting, timeout=60_000)
    assert dock.check.answered or row_of(dock, sensor).problem()
    return row_of(dock, sensor).note.text()


class Heard(QgsProcessingFeedback):
    def __init__(self):
        super().__init__(False)
        self.warnings = []

    def pushWarning(self, warning):
        self.warnings.append(warning)


def run(dock):
    """What the run of the very parameters says: its error, and its warnings."""
    import processing

    feedback = Heard()
    parameters = {**dock.parameters(), "EFFORT": "quick", "OUTPUT": "TEMPORARY_OUTPUT"}
    try:
        processing.run("mamol:classify", parameters, feedback=feedback)
    except Exception as error:
        return str(error).replace("Unable to execute algorithm\n", ""), feedback.warnings
    return "", feedback.warnings


@pytest.mark.parametrize("name", LAYERS)
def test_the_dock_should_say_what_the_run_says(dock, qtbot, tmp_path, name):
    """G4, G7, S8: refused, converted, warned of or taken, in the same words."""
    sensor, pixels, names, options = LAYERS[name]
    layer = QgsRasterLayer(write(tmp_path / "layer.tif", pixels, names, **options), name)
    assert layer.isValid()
    if options.get("crs", 1) is None:
        layer.setCrs(QgsCoordinateReferenceSystem())  # whatever QGIS assumes where a file has none
    said = say(dock, qtbot, sensor, layer)
    error, warnings = run(dock)
    possible = dock.classifyButton.isEnabled()
    promised = "%" in dock.expectedResult.text()
    QgsProject.instance().removeMapLayer(layer.id())
    assert bool(error) == (name in REFUSED), error
    if error:
        assert said == error
        assert f"'{name}'" in said
        assert not possible and not promised
    else:
        about = [text for text in warnings if f"'{name}'" in text]
        assert [line for line in said.splitlines() if f"'{name}'" in line] == about
        assert possible


def test_what_is_said_of_a_layer_should_end_with_it(dock, qtbot, tmp_path):
    """The latest answer wins: a refusal does not stay beside the layer that replaced the refused one."""
    bad = QgsRasterLayer(write(tmp_path / "bad.tif", (reflectance() / 40).clip(1, 255), SENTINEL, gdal.GDT_Byte), "bad")
    good = QgsRasterLayer(write(tmp_path / "good.tif", reflectance(), SENTINEL), "good")
    QgsProject.instance().addMapLayers([bad, good])
    row = row_of(dock, "optical")
    for layer in (good, bad, good, bad, good):
        row.pick(layer)
    qtbot.waitUntil(lambda: not dock.check.waiting, timeout=60_000)
    assert dock.check.answered and dock.classifyButton.isEnabled() and "bad" not in row.note.text()
    row.pick(bad)
    assert not dock.check.answered and "%" not in dock.expectedResult.text()
    qtbot.waitUntil(lambda: not dock.check.waiting, timeout=60_000)
    assert "8-bit counts" in row.note.text() and not dock.classifyButton.isEnabled()
    QgsProject.instance().removeMapLayers([bad.id(), good.id()])


@pytest.mark.parametrize("kind", ["XYZ", "WMS", "memory"])
def test_layer_without_a_file_should_be_refused_before_the_click(dock, qtbot, kind):
    """G7: only a file's pixels can be read."""
    if kind == "memory":
        write("/vsimem/hidden.tif", reflectance(), SENTINEL)
        layer = QgsRasterLayer("/vsimem/hidden.tif", kind)
    else:
        url = "http://127.0.0.1:9/{z}/{x}/{y}.png"
        uris = {
            "XYZ": f"type=xyz&url={url}&zmin=0&zmax=1",
            "WMS": "url=http://127.0.0.1:9/&layers=a&styles=&format=image/png&crs=EPSG:3857",
        }
        layer = QgsRasterLayer(uris[kind], kind, "wms")
    said = say(dock, qtbot, "optical", layer)
    if layer.isValid():
        error, _ = run(dock)
        assert said == error
    possible = dock.classifyButton.isEnabled()
    QgsProject.instance().removeMapLayer(layer.id())
    assert f"Layer '{kind}'" in said and "GeoTIFF" in said
    assert not possible


def test_a_dialog_should_refuse_bands_without_the_engine(provider, tmp_path, monkeypatch):
    """G4: what needs no pixel is said at once by checkParameterValues, in the engine's words."""
    from qgis.core import QgsApplication, QgsProcessingContext

    from mamol_landcover.plugin.paths import STARTER

    monkeypatch.setenv("MAMOL_ENGINE_PYTHON", "/nowhere/python")
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("mamol:classify")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    _, pixels, names, options = LAYERS["Landsat B1-B7"]
    path = write(tmp_path / "landsat.tif", pixels, names, **options)
    values = {"OPTICAL": path, "MODEL": STARTER, "OUTPUT": str(tmp_path / "map.tif")}
    fine, problem = algorithm.checkParameterValues(values, context)
    assert not fine
    assert problem.startswith("Layer 'landsat' has bands B1, B2, B3, B4, B5, B6, B7; the model was trained with B02, ")
    values = {"HYPERSPECTRAL": path, "MODEL": STARTER, "OUTPUT": str(tmp_path / "map.tif")}
    assert "not trained with hyperspectral layers" in algorithm.checkParameterValues(values, context)[1]


def test_a_training_should_refuse_bands_that_the_model_to_continue_lacks(provider, tmp_path, monkeypatch):
    """G4: a model that is continued was matched by the engine alone, once a run had begun."""
    from qgis.core import QgsApplication, QgsProcessingContext

    from mamol_landcover.plugin.paths import STARTER

    monkeypatch.setenv("MAMOL_ENGINE_PYTHON", "/nowhere/python")
    algorithm = QgsApplication.processingRegistry().createAlgorithmById("mamol:train")
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    _, pixels, names, options = LAYERS["Landsat B1-B7"]
    landsat = write(tmp_path / "landsat.tif", pixels, names, **options)
    labels = write(tmp_path / "labels.tif", np.arange(SIDE * SIDE).reshape(1, SIDE, SIDE) // 2048 + 1, ())
    values = {"LABELS_RASTER": labels, "MODEL": str(tmp_path / "new.mamol.safetensors"), "CONTINUE": STARTER}
    fine, problem = algorithm.checkParameterValues({**values, "OPTICAL": landsat}, context)
    assert not fine and algorithm.refused_sensor == "optical"
    assert problem.startswith("Layer 'landsat' has bands B1, B2, B3, B4, B5, B6, B7; the model was trained with B02, ")
    fine, problem = algorithm.checkParameterValues({**values, "HYPERSPECTRAL": landsat}, context)
    assert fine, f"a sensor that the model does not know is added to it: {problem}"
    assert algorithm.checkParameterValues({**values, "OPTICAL": landsat, "CONTINUE": None}, context)[0]


def test_a_change_in_the_layers_properties_should_be_noticed(dock, qtbot, tmp_path):
    """A CRS or a nodata value set in QGIS decides what the engine says, so it is asked again."""
    path = write(tmp_path / "lost.tif", reflectance(), SENTINEL, crs=None)
    layer = QgsRasterLayer(path, "lost")
    layer.setCrs(QgsCoordinateReferenceSystem())
    assert "has no CRS" in say(dock, qtbot, "optical", layer)
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32632"))
    assert dock.check.waiting
    qtbot.waitUntil(lambda: not dock.check.waiting, timeout=60_000)
    assert "has no CRS" not in row_of(dock, "optical").note.text() and dock.classifyButton.isEnabled()
    QgsProject.instance().removeMapLayer(layer.id())
