"""Real QGIS, the real provider and the real engine, with one example scene and one model for the whole session."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.plugin.setups import lock, make_wheel

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session", autouse=True)
def english(qgis_app):
    """The plugin's texts are English, with their plurals, in whatever language the computer speaks."""
    from qgis.core import QgsApplication, QgsSettings

    from mamol_landcover.plugin.texts import install_translator

    QgsSettings().setValue("locale/overrideFlag", True)
    QgsSettings().setValue("locale/userLocale", "en_US")
    translator = install_translator()
    assert translator is not None, "there are no translations; run 'make setup'"
    yield
    QgsApplication.removeTranslator(translator)


@pytest.fixture(scope="session", autouse=True)
def layer_tree_view(qgis_iface):
    """The interface's layer tree is a real one: Processing puts results there, and newer QGIS takes no stand-in."""
    from qgis.core import QgsLayerTreeModel, QgsProject
    from qgis.gui import QgsLayerTreeView

    view = QgsLayerTreeView()
    view.setModel(QgsLayerTreeModel(QgsProject.instance().layerTreeRoot()))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(qgis_iface, "layerTreeView", lambda: view, raising=False)
        yield


@pytest.fixture(scope="session")
def engine_python() -> str:
    """The engine's Python: the one named in the environment, else the checkout's."""
    path = os.environ.get("MAMOL_ENGINE_PYTHON") or str(ROOT / ".venv-engine" / "bin" / "python")
    if not os.path.exists(path):
        pytest.skip(f"there is no engine at {path}; run 'make setup'")
    return path


@pytest.fixture()
def engine(engine_python, monkeypatch):
    """The engine is set up."""
    monkeypatch.setenv("MAMOL_ENGINE_PYTHON", engine_python)


@pytest.fixture(scope="session")
def provider(qgis_app, qgis_processing):
    """The provider ``mamol``, registered through the plugin as qgis_process does it."""
    from qgis.core import QgsApplication

    from mamol_landcover import classFactory

    plugin = classFactory(None)
    plugin.initProcessing()
    yield QgsApplication.processingRegistry().providerById("mamol")
    plugin.unload()


@pytest.fixture(scope="session")
def example(provider, engine_python, tmp_path_factory):
    """The example scene: what ``mamol:example`` returned, as paths."""
    import processing

    folder = tmp_path_factory.mktemp("example") / "scene"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAMOL_ENGINE_PYTHON", engine_python)
        results = processing.run("mamol:example", {"FOLDER": str(folder), "SEED": 1})
    return {
        name: value.source().split("|")[0] if hasattr(value, "source") else value for name, value in results.items()
    }


@pytest.fixture(scope="session")
def trained(example, engine_python, tmp_path_factory):
    """Results of ``mamol:train`` on the example scene with optical and SAR; MODEL is the model file."""
    import processing

    folder = tmp_path_factory.mktemp("trained")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAMOL_ENGINE_PYTHON", engine_python)
        return processing.run(
            "mamol:train",
            {
                "OPTICAL": example["OPTICAL"],
                "SAR": example["SAR"],
                "LABELS": example["LABELS"],
                "EFFORT": "quick",
                "MODEL": str(folder / "example.mamol.safetensors"),
                "REPORT": str(folder / "report"),
            },
        )


@pytest.fixture()
def dock(provider, qgis_iface, qgis_new_project, qtbot):
    """The dock in a window of its own, of an empty project."""
    from qgis.core import QgsProject

    from mamol_landcover.plugin.dock.dock import MamolDock

    dock = MamolDock(qgis_iface)
    qtbot.addWidget(dock)
    dock.setParent(None)
    dock.show()
    yield dock
    dock.unload()
    QgsProject.instance().clear()


@pytest.fixture()
def check(provider, qgis_new_project):
    """A function that returns what checkParameterValues has to say; empty where all is well."""

    from qgis.core import QgsApplication, QgsProcessingContext, QgsProject

    def ask(name, parameters):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"mamol:{name}")
        fine, message = algorithm.checkParameterValues(parameters, context)
        assert fine == (not message)
        return message

    return ask


@pytest.fixture()
def make_raster(tmp_path):
    """A function that writes a small GeoTIFF in EPSG:32632 and returns its path."""
    import numpy as np
    from osgeo import gdal, osr

    def make(name: str = "raster.tif", bands: int = 1, crs: int = 32632, nodata: float | None = None, fill: int = 1):
        path = str(tmp_path / name)
        dataset = gdal.GetDriverByName("GTiff").Create(path, 20, 10, bands, gdal.GDT_UInt16)
        dataset.SetGeoTransform((600000, 10, 0, 5000000, 0, -10))
        if crs:
            reference = osr.SpatialReference()
            reference.ImportFromEPSG(crs)
            dataset.SetProjection(reference.ExportToWkt())
        for band in range(1, bands + 1):
            dataset.GetRasterBand(band).WriteArray(np.full((10, 20), fill, np.uint16))
            if nodata is not None:
                dataset.GetRasterBand(band).SetNoDataValue(nodata)
        dataset.FlushCache()
        return path

    return make


@pytest.fixture()
def raster_layer(make_raster):
    """A function like ``make_raster`` that returns the layer."""
    from qgis.core import QgsRasterLayer

    def make(name: str = "raster.tif", **options):
        layer = QgsRasterLayer(make_raster(name, **options), name)
        assert layer.isValid()
        return layer

    return make


@pytest.fixture()
def data_folder(tmp_path, monkeypatch):
    """A user's data folder of its own; returns the plugin's folder in it."""
    from mamol_landcover.plugin.engine import places

    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    assert places.base() == tmp_path / "data" / "mamol-landcover"
    return places.base()


@pytest.fixture()
def wheels(tmp_path):
    """A folder with two small wheels."""
    folder = tmp_path / "wheels"
    folder.mkdir()
    for name in ("tinyone", "tinytwo"):
        make_wheel(folder, name)
    return folder


@pytest.fixture()
def requirements(tmp_path, wheels):
    """Requirements that the wheels meet, and what is locked for them."""
    path = tmp_path / "requirements.txt"
    path.write_text("# small\ntinyone==1.0\ntinytwo==1.0\n")
    lock(path, wheels)
    return path
