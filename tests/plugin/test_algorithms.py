"""The provider and the checks that come before any computing."""

import importlib
import pkgutil
import re

import pytest
from qgis.core import (
    QgsColorRampShader,
    QgsCoordinateReferenceSystem,
    QgsPalettedRasterRenderer,
    QgsProcessingAlgorithm,
    QgsProcessingContext,
    QgsProcessingOutputLayerDefinition,
    QgsProcessingParameterDefinition,
    QgsProject,
    QgsProperty,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.PyQt.QtCore import QVariant
from qgis.PyQt.QtGui import QColor

from mamol_landcover.mamol_core import contract
from mamol_landcover.plugin import algorithms as package
from mamol_landcover.plugin.algorithms.layer_parameters import collect_layers
from mamol_landcover.plugin.engine.places import PYTHON_VARIABLE


@pytest.fixture()
def inputs_of(make_raster, tmp_path):
    """Parameters for ``classify`` that are fine as far as can be known before computing."""
    model = tmp_path / "m.mamol.safetensors"
    model.write_bytes(b"")
    return {"OPTICAL": make_raster("optical.tif"), "MODEL": str(model), "OUTPUT": str(tmp_path / "map.tif")}


def test_provider_should_offer_its_algorithms_with_help(provider):
    algorithms = {algorithm.id(): algorithm for algorithm in provider.algorithms()}
    written = set()
    for entry in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{entry.name}")
        written |= {found for found in vars(module).values() if getattr(found, "__module__", "") == module.__name__}
    written = {found for found in written if "displayName" in vars(found)}
    assert set(algorithms) == {f"mamol:{found().name()}" for found in written} >= {"mamol:train", "mamol:classify"}
    for algorithm in algorithms.values():
        assert len(algorithm.shortHelpString()) > 200 and algorithm.shortDescription()
        assert algorithm.flags() & QgsProcessingAlgorithm.FlagSupportsBatch
    assert not provider.icon().isNull()


def test_parameters_should_have_labels_that_fit_into_the_dialog(provider):
    """Of a longer one QGIS's dialog gets a scroll bar, and the buttons of every row lie beyond its edge."""
    labels = {part.description() for algorithm in provider.algorithms() for part in algorithm.parameterDefinitions()}
    assert not [label for label in labels if len(label) > 72]


def test_parameters_should_keep_their_names(provider):
    layers = {"OPTICAL", "SAR", "LIDAR", "HYPERSPECTRAL", "EMBEDDING", "MORE_LAYERS", "MASKS", "BANDS", "MASK_CODES"}
    layers.add("LAYER_SHIFTS")
    expected = {
        "train": "LABELS FIELD LABELS_RASTER CLASSES IGNORE ALIGN_LABELS LABELS_SHIFT CONTINUE LABELS_ONLY EFFORT SEED "
        "ADAPTER DEVICE MODEL REPORT SCENES",
        "classify": "ADAPTER AOI CLASSES COG CONFIDENCE CRS DATES_USED DEVICE EFFORT EXTENT "
        "MATCH MODEL OUTPUT PROBABILITIES RESOLUTION SENSORS_USED",
        "example": "FOLDER SEED",
        "importproduct": "PRODUCT OUTPUT",
        "sieve": "INPUT MINIMUM_AREA UNIT CONNECTEDNESS OUTPUT",
        "majority": "INPUT POLYGONS OUTPUT",
        "polygons": "INPUT MINIMUM_AREA UNIT CONNECTEDNESS OUTPUT",
        "samplesize": "MAP DESIGN SIZE TARGET_SE ALLOCATION COUNTS MINIMUM EXPECTED STRATA PAGE",
        "drawsample": "MAP DESIGN SIZE TARGET_SE ALLOCATION COUNTS MINIMUM EXPECTED STRATA DISTANCE SEED OUTPUT",
        "assess": "MAP REFERENCE FIELD STRATA DESIGN DESIGN_FILE REPORT",
        "compare": "MAP OTHER REFERENCE FIELD STRATA DESIGN DESIGN_FILE OUTPUT REPORT",
        "areas": "MAP ZONES ZONE_FIELD ZONES_RASTER PAGE OUTPUT",
        "suggest": "MODEL LABELS FIELD LABELS_RASTER PLACES AOI CRS RESOLUTION EXTENT DEVICE OUTPUT",
        "checkalignment": "LABELS FIELD LABELS_RASTER OUTPUT",
        "explore": "CLUSTERS AOI CRS RESOLUTION EXTENT SEED OUTPUT",
    }
    for name, parameters in expected.items():
        found = {parameter.name() for parameter in provider.algorithm(name).parameterDefinitions()}
        assert found == set(parameters.split()) | (
            layers if name in ("train", "classify", "suggest", "explore", "checkalignment") else set()
        )
    outputs = {output.name() for output in provider.algorithm("train").outputDefinitions()}
    assert outputs == {"MODEL", "REPORT", "OA", "REPORT_HTML", "ADAPTER_FILE"}
    for name in ("MASKS", "BANDS", "MASK_CODES", "CRS", "RESOLUTION", "CLASSES", "DEVICE"):
        flags = provider.algorithm("classify").parameterDefinition(name).flags()
        assert flags & QgsProcessingParameterDefinition.FlagAdvanced


ANSWER = {"card": {"name": "m"}, "device": "Device: CPU.", "pixel_area": None, "classes": []}


def test_without_engine_algorithms_should_say_how_to_get_it(provider, monkeypatch):
    monkeypatch.setenv(PYTHON_VARIABLE, "/nowhere/python")
    for algorithm in provider.algorithms():
        can, message = algorithm.canExecute()
        if algorithm.name() in ("enginesetup", "enginestatus", "sieve", "majority", "polygons"):
            assert can
        else:
            assert not can and PYTHON_VARIABLE in message
    assert provider.isActive()


def test_with_engine_algorithms_should_be_ready(provider, engine):
    assert all(algorithm.canExecute() == (True, "") for algorithm in provider.algorithms())


def test_good_parameters_should_pass(check, inputs_of):
    assert check("classify", inputs_of) == ""
    assert check("classify", {**inputs_of, "RESOLUTION": 20, "EFFORT": "quick", "DEVICE": "cpu"}) == ""


def test_no_layer_should_be_refused(check, inputs_of):
    del inputs_of["OPTICAL"]
    assert "No layer was given" in check("classify", inputs_of)
    assert "No layer was given" in check("train", {"LABELS_RASTER": "x.tif", "MODEL": "m.mamol.safetensors"})


def test_text_file_called_tif_should_be_refused(check, inputs_of, tmp_path):
    fake = tmp_path / "fake.tif"
    fake.write_text("no raster")
    assert "fake.tif' as a raster" in check("classify", {**inputs_of, "OPTICAL": str(fake)})


def test_point_cloud_file_should_be_refused_with_the_next_step(check, inputs_of, tmp_path):
    cloud = tmp_path / "cloud.laz"
    cloud.write_bytes(b"LASF")
    assert "surface raster" in check("classify", {**inputs_of, "LIDAR": str(cloud)})


def test_web_map_should_be_refused(check, inputs_of):
    layer = QgsRasterLayer("type=xyz&url=http://localhost:1/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmax=1&zmin=0", "tiles", "wms")
    assert "Save it as GeoTIFF" in check("classify", {**inputs_of, "OPTICAL": layer})


def test_more_layers_should_be_found_by_path_name_and_id(provider, make_raster, raster_layer, qgis_new_project):
    by_name, by_id = raster_layer("by name.tif"), raster_layer("by id.tif")
    QgsProject.instance().addMapLayers([by_name, by_id])
    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    cells = ["optical:a", "by name.tif", "optical:b", by_id.id(), "sar", make_raster("path.tif"), "", ""]
    algorithm = provider.algorithm("classify").create()
    found = collect_layers(algorithm, {"MORE_LAYERS": cells, "OPTICAL": make_raster("first.tif")}, context)
    assert [sensor for sensor, _ in found] == ["optical", "optical:a", "optical:b", "sar"]
    assert found[1][1] is by_name and found[2][1] is by_id


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (["gravity", "optical.tif"], "'gravity' is not a sensor"),
        (["optical:", "optical.tif"], "is not a sensor"),
        (["optical", "optical.tif"], "given twice.*optical:second"),
        (["sar", ""], "No layer was chosen for sensor 'sar'"),
        (["sar", "nowhere.tif"], "QGIS can't open 'nowhere.tif'"),
        (["sar"], "pairs"),
    ],
)
def test_impossible_more_layers_should_be_refused(check, inputs_of, cells, words):
    cells = [inputs_of["OPTICAL"] if cell == "optical.tif" else cell for cell in cells]
    assert re.search(words, check("classify", {**inputs_of, "MORE_LAYERS": cells}))


@pytest.mark.parametrize("cells", ([None], [QVariant()], ["", ""], []))
def test_an_untouched_matrix_should_count_as_none(check, inputs_of, cells):
    """G1: dialogs hand over one NULL for a table that nobody touched."""
    assert check("classify", {**inputs_of, "MORE_LAYERS": cells, "MASKS": cells}) == ""


def test_labels_should_be_one_of_two_kinds(check, make_raster, tmp_path):
    parameters = {"OPTICAL": make_raster("optical.tif"), "MODEL": str(tmp_path / "m.mamol.safetensors")}
    assert "No labels were given" in check("train", parameters)
    both = {
        **parameters,
        "LABELS": QgsVectorLayer("Polygon?crs=EPSG:32632", "labels", "memory"),
        "LABELS_RASTER": make_raster("labels.tif"),
    }
    assert "Choose one of the two" in check("train", both)
    assert check("train", {**parameters, "LABELS_RASTER": make_raster("labels.tif")}) == ""


def test_codes_to_ignore_should_be_numbers(check, make_raster, tmp_path):
    parameters = {
        "OPTICAL": make_raster("optical.tif"),
        "LABELS_RASTER": make_raster("labels.tif"),
        "MODEL": str(tmp_path / "m.mamol.safetensors"),
    }
    assert check("train", {**parameters, "IGNORE": "0, 255"}) == ""
    assert "'zero' is not a list of class codes" in check("train", {**parameters, "IGNORE": "zero"})


def test_output_open_in_the_project_should_be_refused_with_a_free_name(check, inputs_of, raster_layer, tmp_path):
    open_layer = raster_layer("map.tif")
    QgsProject.instance().addMapLayer(open_layer)
    (tmp_path / "map_2.tif").write_bytes(b"")
    message = check("classify", inputs_of)
    assert "open in the project as layer 'map.tif'" in message
    assert "map_3.tif" in message
    destination = QgsProcessingOutputLayerDefinition(inputs_of["OUTPUT"], QgsProject.instance())
    assert "map_3.tif" in check("classify", {**inputs_of, "OUTPUT": destination})
    destination = QgsProcessingOutputLayerDefinition(QgsProperty.fromValue(inputs_of["OUTPUT"]))
    assert "map_3.tif" in check("classify", {**inputs_of, "OUTPUT": destination})


def test_one_file_for_two_outputs_should_be_refused(check, inputs_of):
    assert "same file" in check("classify", {**inputs_of, "CONFIDENCE": inputs_of["OUTPUT"]})


def test_request_should_carry_what_was_chosen(provider, engine, inputs_of, make_raster, tmp_path, monkeypatch):
    """What the engine is asked, seen at the door of the client."""
    import processing

    from mamol_landcover.plugin.engine import client

    asked = []
    monkeypatch.setattr(client, "run", lambda request, feedback: asked.append(request) or ANSWER)
    processing.run(
        "mamol:classify",
        {
            **inputs_of,
            "MASKS": ["optical", make_raster("clouds.tif")],
            "EXTENT": "600000,600100,4999950,5000000 [EPSG:32632]",
            "AOI": QgsVectorLayer("Polygon?crs=EPSG:4326", "my area", "memory"),
            "CRS": "EPSG:32633",
            "RESOLUTION": 20,
            "EFFORT": "thorough",
            "DEVICE": "cpu",
            "SENSORS_USED": str(tmp_path / "used.tif"),
        },
    )
    (request,) = asked
    mask = str(tmp_path / "clouds.tif")
    assert request.layers == (contract.Layer("optical", inputs_of["OPTICAL"], mask=mask, name="optical"),)
    assert request.extent == (600000, 4999950, 600100, 5000000)
    assert (request.extent_crs, request.crs, request.resolution) == ("EPSG:32632", "EPSG:32633", 20)
    assert (request.effort, request.device) == ("thorough", "cpu")
    assert request.aoi.endswith("my area.gpkg")
    assert (request.output, request.confidence) == (inputs_of["OUTPUT"], None)
    assert request.sensors_used == str(tmp_path / "used.tif")


def test_request_should_leave_out_what_was_not_chosen(provider, engine, inputs_of, monkeypatch):
    import processing

    from mamol_landcover.plugin.engine import client

    asked = []
    monkeypatch.setattr(client, "run", lambda request, feedback: asked.append(request) or ANSWER)
    processing.run("mamol:classify", {**inputs_of, "OUTPUT": "TEMPORARY_OUTPUT"})
    (request,) = asked
    for name in ("extent", "extent_crs", "crs", "resolution", "aoi", "classes", "confidence", "probabilities"):
        assert getattr(request, name) is None
    assert (request.effort, request.device) == ("standard", "auto")
    assert request.output.endswith("OUTPUT.tif")


def test_training_request_should_carry_labels_as_they_are_shown(
    provider, engine, raster_layer, make_raster, tmp_path, monkeypatch
):
    import processing
    from osgeo import gdal

    from mamol_landcover.plugin.engine import client

    seen = {}

    def run(request, feedback):
        seen["request"] = request
        seen["crs"] = gdal.Open(request.labels).GetSpatialRef().GetAuthorityCode(None)
        with open(request.classes, encoding="utf-8") as table:
            seen["classes"] = table.read().splitlines()
        return {"model": request.model, "card": {"accuracy": [{"oa": 0.9}]}, "report_html": None}

    monkeypatch.setattr(client, "run", run)
    labels = raster_layer("labels.tif")
    labels.setCrs(QgsCoordinateReferenceSystem("EPSG:32633"))
    palette = QgsPalettedRasterRenderer.colorTableToClassData(
        [QgsColorRampShader.ColorRampItem(1, QColor("#112233"), "Wood")]
    )
    labels.setRenderer(QgsPalettedRasterRenderer(labels.dataProvider(), 1, palette))
    model = str(tmp_path / "m.mamol.safetensors")
    results = processing.run(
        "mamol:train",
        {
            "OPTICAL": make_raster("optical.tif"),
            "LABELS_RASTER": labels,
            "IGNORE": "0; 255",
            "SEED": 3,
            "EFFORT": "quick",
            "MODEL": model,
        },
    )
    request = seen["request"]
    assert (request.field, request.ignore, request.seed, request.effort) == (None, (0, 255), 3, "quick")
    assert (request.model, request.report, request.continue_from) == (model, None, None)
    assert seen["crs"] == "32633"
    assert seen["classes"] == ["code,name,colour", "1,Wood,#112233"]
    assert results == {"MODEL": model, "OA": 0.9}
