"""What comes after a map: sieve, majority and polygons, on maps of this plugin and of others."""

import numpy as np
import pytest
from osgeo import gdal, osr
from qgis.core import (
    QgsApplication,
    QgsCategorizedSymbolRenderer,
    QgsFeature,
    QgsGeometry,
    QgsPalettedRasterRenderer,
    QgsProcessingContext,
    QgsProcessingException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingFeedback,
    QgsProject,
    QgsRasterLayer,
    QgsRectangle,
    QgsVectorLayer,
)

from mamol_landcover.plugin.results import derived, map_facts

NAMES = ["no data", "water", "forest", "crops"]
COLOURS = {1: "#2b6cb0", 2: "#1f7a3a", 3: "#f2c14e"}

MAP = np.full((12, 20), 1, np.uint8)
MAP[:, 10:] = 2
MAP[2, 2:5] = 3  # 3 pixels
MAP[6:8, 2:5] = 3  # 6 pixels
MAP[9:, 17:] = 0
MAP[11, 19] = 3  # among no data
SIEVED = MAP.copy()
SIEVED[2, 2:5] = 1


class Said(QgsProcessingFeedback):
    """Keeps what an algorithm says."""

    def __init__(self):
        super().__init__()
        self.infos, self.warnings = [], []

    def pushInfo(self, info):
        self.infos.append(info)

    def pushWarning(self, warning):
        self.warnings.append(warning)


@pytest.fixture()
def write(tmp_path):
    """A function that writes a map with names, colours and the tags of its making, and returns its path."""

    def make(name="map.tif", values=MAP, crs=32632, transform=(600000, 10, 0, 5000000, 0, -10), kind=gdal.GDT_Byte):
        path = str(tmp_path / name)
        made = gdal.GetDriverByName("GTiff").Create(path, values.shape[1], values.shape[0], 1, kind)
        made.SetGeoTransform(transform)
        reference = osr.SpatialReference()
        reference.ImportFromEPSG(crs)
        made.SetSpatialRef(reference)
        band = made.GetRasterBand(1)
        band.SetNoDataValue(0)
        if kind == gdal.GDT_Byte:
            table = gdal.ColorTable()
            for code, colour in COLOURS.items():
                table.SetColorEntry(code, (*bytes.fromhex(colour[1:]), 255))
            band.SetColorTable(table)
            band.SetCategoryNames(NAMES)
        made.SetMetadataItem("MAMOL_MODEL", "valley")
        band.WriteArray(values)
        made.FlushCache()
        return path

    return make


@pytest.fixture()
def run(provider, qgis_new_project):
    """A function that runs an algorithm: its outputs, and what it said."""

    def start(name, **parameters):
        import processing

        said = Said()
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        return processing.run(f"mamol:{name}", parameters, feedback=said, context=context), said

    return start


@pytest.fixture()
def refusal(provider, qgis_new_project):
    """A function that returns why parameters are refused before the run; empty where they are not."""

    def ask(name, **parameters):
        context = QgsProcessingContext()
        context.setProject(QgsProject.instance())
        algorithm = QgsApplication.processingRegistry().createAlgorithmById(f"mamol:{name}")
        return algorithm.checkParameterValues(parameters, context)[1]

    return ask


def codes_of(path):
    return gdal.Open(path).ReadAsArray()


def drawn(layer):
    return {entry.value: (entry.label, entry.color.name()) for entry in layer.renderer().classes()}


def test_small_patches_should_go_and_all_else_should_come_along(write, run, tmp_path):
    target = str(tmp_path / "sieved.tif")
    results, said = run("sieve", INPUT=write(), MINIMUM_AREA=400, UNIT="m2", OUTPUT=target)
    assert results["OUTPUT"] == target
    assert np.array_equal(codes_of(target), SIEVED)
    layer = QgsRasterLayer(target, "sieved")
    assert drawn(layer) == {code: (NAMES[code], colour) for code, colour in COLOURS.items()}
    assert layer.dataProvider().sourceNoDataValue(1) == 0
    tags = gdal.Open(target).GetMetadata()
    assert tags["MAMOL_MODEL"] == "valley"
    assert "less than 400 m² (4 pixels of 100.0 m², 4 neighbours)" in tags["MAMOL_STEPS"]
    assert "from 'map'" in tags["MAMOL_STEPS"] and str(tmp_path) not in tags["MAMOL_STEPS"]
    assert "crops: 10 pixels before, 7 after" in said.infos and not said.warnings
    assert sorted(path.name for path in tmp_path.iterdir() if "sieved" in path.name) == [
        "sieved.qml", "sieved.tif", "sieved.tif.aux.xml"
    ]  # fmt: skip


def test_each_step_should_be_added_to_those_before(write, run, tmp_path):
    once, twice = str(tmp_path / "once.tif"), str(tmp_path / "twice.tif")
    run("sieve", INPUT=write(), MINIMUM_AREA=0.04, OUTPUT=once)
    _, said = run("sieve", INPUT=once, MINIMUM_AREA=0.08, OUTPUT=twice)
    first, second = gdal.Open(twice).GetMetadataItem("MAMOL_STEPS").splitlines()
    assert "0.04 ha" in first and "'map'" in first and "0.08 ha" in second and "'once'" in second
    assert (codes_of(twice) == 3).sum() == 1  # the one among no data
    assert not said.warnings


def test_a_class_that_vanishes_should_be_said(write, run):
    values = np.where(MAP == 0, 2, MAP)
    values[11, 19] = 2
    _, said = run("sieve", INPUT=write(values=values), MINIMUM_AREA=0.08, OUTPUT="TEMPORARY_OUTPUT")
    assert said.warnings == ["No patch of these classes is large enough, so they are gone from the result: crops."]


@pytest.mark.parametrize(("latitude", "patch"), [(60.0, 3), (0.0, 1)])
def test_in_degrees_pixels_should_count_as_what_they_cover(latitude, patch, write, run, tmp_path):
    """0.0001 degrees are 11 x 11 m at the equator and half as wide at 60 degrees: 200 m² are 2 or 4 pixels."""
    values = np.ones((12, 20), np.uint8)
    values[2, 2 : 2 + patch] = 3
    values[6, 2 : 3 + patch] = 3
    expected = values.copy()
    expected[2] = 1
    path = write(values=values, crs=4326, transform=(10, 0.0001, 0, latitude, 0, -0.0001))
    results, _ = run("sieve", INPUT=path, MINIMUM_AREA=200, UNIT="m2", OUTPUT=str(tmp_path / "sieved.tif"))
    assert np.array_equal(codes_of(results["OUTPUT"]), expected)


def test_where_pixel_areas_vary_it_should_be_said(write, run):
    path = write(crs=4326, transform=(10, 0.5, 0, 70, 0, -0.5))
    _, said = run("sieve", INPUT=path, MINIMUM_AREA=500_000, OUTPUT="TEMPORARY_OUTPUT")
    assert any(warning.startswith("Pixels cover between") for warning in said.warnings)


def test_what_would_change_nothing_or_is_no_map_should_be_refused_before_the_run(write, refusal, make_raster, tmp_path):
    path, target = write(), str(tmp_path / "sieved.tif")
    assert "not more than a pixel of the map covers, 100.0 m²" in refusal(
        "sieve", INPUT=path, MINIMUM_AREA=0.01, UNIT="ha", OUTPUT=target
    )
    assert "would replace the map" in refusal("sieve", INPUT=path, MINIMUM_AREA=1, OUTPUT=path)
    assert "does not end in .tif" in refusal("sieve", INPUT=path, MINIMUM_AREA=1, OUTPUT=target + ".img")
    many, nowhere = make_raster("many.tif", bands=3), make_raster("nowhere.tif", crs=0)
    for name in ("sieve", "polygons", "majority"):
        assert "'many' has 3 bands" in refusal(name, INPUT=many, OUTPUT="TEMPORARY_OUTPUT")
        assert "'nowhere' has no CRS" in refusal(name, INPUT=nowhere, OUTPUT="TEMPORARY_OUTPUT")
    assert refusal("sieve", INPUT=path, OUTPUT="TEMPORARY_OUTPUT") == ""


@pytest.mark.parametrize(("value", "words"), [(0.5, "holds 0.5"), (-3, "holds -3"), (70000, "holds 70000")])
def test_measurements_should_be_refused(value, words, write, run, tmp_path):
    path = write(values=np.full((12, 20), value, np.float32), kind=gdal.GDT_Float32)
    with pytest.raises(QgsProcessingException, match=words):
        run("sieve", INPUT=path, MINIMUM_AREA=1, OUTPUT=str(tmp_path / "sieved.tif"))
    assert not list(tmp_path.glob("*sieved*"))


@pytest.fixture(params=[False, True], ids=["GDAL returns errors", "GDAL raises errors"])
def raising(request):
    """A switch of the whole process, which anybody in QGIS may set."""
    before = gdal.GetUseExceptions()
    (gdal.UseExceptions if request.param else gdal.DontUseExceptions)()
    yield
    (gdal.UseExceptions if before else gdal.DontUseExceptions)()


def test_a_cancelled_run_should_leave_nothing(raising, write, provider, qgis_new_project, tmp_path):
    class Impatient(Said):
        def pushInfo(self, info):
            super().pushInfo(info)
            self.cancel()

        def setProgressText(self, text):
            if text.startswith("Merging"):
                self.cancel()

    import processing

    with pytest.raises(QgsProcessingException, match="Cancelled"):
        processing.run(
            "mamol:sieve",
            {"INPUT": write(), "MINIMUM_AREA": 0.04, "OUTPUT": str(tmp_path / "sieved.tif")},
            feedback=Impatient(),
        )
    assert not list(tmp_path.glob("*sieved*"))


def test_names_and_nodata_set_in_qgis_should_count(write, run, tmp_path):
    from mamol_landcover.plugin.classmap.sieving import draw
    from mamol_landcover.plugin.layers.labels import Category

    layer = QgsRasterLayer(write(values=MAP.astype(np.int16), kind=gdal.GDT_Int16), "my map")
    draw(layer, {1: Category("lake", "#0000ff"), 2: Category("wood", "#00ff00"), 3: Category("field", "#ffff00")})
    layer.dataProvider().setUseSourceNoDataValue(1, False)
    from qgis.core import QgsRasterRange

    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(2, 2)])
    QgsProject.instance().addMapLayer(layer)
    results, _ = run("sieve", INPUT=layer.id(), MINIMUM_AREA=0.04, OUTPUT=str(tmp_path / "sieved.tif"))
    assert set(np.unique(codes_of(results["OUTPUT"]))) == {0, 1, 3}
    assert drawn(QgsRasterLayer(results["OUTPUT"], "")) == {1: ("lake", "#0000ff"), 3: ("field", "#ffff00")}


def test_results_should_be_named_described_and_recounted_in_the_project(write, provider, qgis_new_project):
    import processing

    source = QgsRasterLayer(write(), "Valley")
    facts = {
        "model": "valley", "model_file": "valley.mamol.safetensors", "sensors": ["optical"],
        "layers": {"optical": "S2"}, "accuracy": "", "licence": "CC0", "engine": "1", "device": "CPU",
        "command": "classify", "pixel_area": 100.0, "classes": [{"name": "crops", "pixels": 10}],
    }  # fmt: skip
    map_facts.keep_with(source, facts)
    QgsProject.instance().addMapLayer(source)
    results = processing.runAndLoadResults(
        "mamol:sieve", {"INPUT": source.id(), "MINIMUM_AREA": 0.04, "OUTPUT": "TEMPORARY_OUTPUT"}
    )
    (layer,) = QgsProject.instance().mapLayersByName("Valley, from 0.04 ha")
    assert layer.source() == results["OUTPUT"]
    assert drawn(layer) == {code: (NAMES[code], colour) for code, colour in COLOURS.items()}
    first, last = layer.metadata().history()
    assert "classify" in first and "less than 0.04 ha" in last and "'Valley'" in last
    assert layer.metadata().licenses() == ["CC0"] and "valley" in layer.metadata().abstract()
    assert {entry["name"]: entry["pixels"] for entry in map_facts.facts_of(layer)["classes"]}["crops"] == 7
    processing.runAndLoadResults("mamol:polygons", {"INPUT": layer.id(), "OUTPUT": "TEMPORARY_OUTPUT"})
    (polygons,) = QgsProject.instance().mapLayersByName("Valley, from 0.04 ha, polygons")
    assert isinstance(polygons.renderer(), QgsCategorizedSymbolRenderer)
    assert len(polygons.metadata().history()) == 3


def test_polygons_should_have_class_name_and_area(write, run, tmp_path):
    target = str(tmp_path / "patches.gpkg")
    run("polygons", INPUT=write(), OUTPUT=target)
    layer = QgsVectorLayer(target, "patches", "ogr")
    found = sorted((f["class"], f["class_name"], round(f["area_ha"], 4)) for f in layer.getFeatures())
    assert found == [
        (1, "water", 1.11), (2, "forest", 1.11), (3, "crops", 0.01), (3, "crops", 0.03), (3, "crops", 0.06)
    ]  # fmt: skip
    entries = layer.renderer().categories()
    shown = {int(entry.value()): (entry.label(), entry.symbol().color().name()) for entry in entries}
    assert shown == {code: (NAMES[code], colour) for code, colour in COLOURS.items()}
    assert "Polygons of the map's patches. Made with MaMOL" in (tmp_path / "patches.qmd").read_text()


def test_polygons_of_a_sieved_map_should_be_fewer(write, run):
    results, said = run("polygons", INPUT=write(), MINIMUM_AREA=400, UNIT="m2", OUTPUT="TEMPORARY_OUTPUT")
    assert results["OUTPUT"].featureCount() == 4
    assert any(info.startswith("4 polygons. Patches of less than 400 m²") for info in said.infos)


def test_polygons_in_degrees_should_have_their_area_on_the_ellipsoid(write, run):
    """At 60° north 0.0001 degrees are 5.58 x 11.14 m."""
    path = write(values=np.ones((10, 10), np.uint8), crs=4326, transform=(10, 0.0001, 0, 60, 0, -0.0001))
    results, _ = run("polygons", INPUT=path, OUTPUT="TEMPORARY_OUTPUT")
    (feature,) = results["OUTPUT"].getFeatures()
    assert feature["area_ha"] == pytest.approx(100 * 5.58 * 11.14 / 10_000, rel=0.002)


def parcels(*rectangles, crs="EPSG:32632"):
    layer = QgsVectorLayer(f"Polygon?crs={crs}&field=class:string&field=owner:string", "parcels", "memory")
    for number, bounds in enumerate(rectangles):
        feature = QgsFeature(layer.fields())
        feature.setAttributes(["old", f"owner {number}"])
        feature.setGeometry(QgsGeometry.fromRect(QgsRectangle(*bounds)))
        layer.dataProvider().addFeature(feature)
    return layer


def test_majority_should_give_class_share_and_what_is_unsure(write, run):
    layer = parcels(
        (600000, 4999960, 600060, 5000000),  # 24 pixels, 3 of them crops
        (600080, 4999980, 600120, 5000000),  # water and forest alike
        (600150, 4999880, 600200, 4999920),  # 8 + ... partly no data
        (600002, 4999992, 600004, 4999994),  # within one pixel, beside its centre
        (700000, 4999992, 700100, 4999999),  # elsewhere
    )
    results, said = run("majority", INPUT=write(), POLYGONS=layer, OUTPUT="TEMPORARY_OUTPUT")
    rows = {f["owner"]: f.attributes()[2:] for f in results["OUTPUT"].getFeatures()}
    assert [field.name() for field in results["OUTPUT"].fields()] == [
        "class", "owner", "class_2", "class_name", "share", "pixels", "no_data"
    ]  # fmt: skip
    assert rows["owner 0"] == [1, "water", 87.5, 24, 0]
    assert rows["owner 1"] == [1, "water", 50, 8, 0]
    assert rows["owner 2"][:2] == [2, "forest"] and rows["owner 2"][3:] == [12, pytest.approx(40)]
    assert rows["owner 3"] == [1, "water", 100, 1, 0]
    assert not any(rows["owner 4"][:3]) and rows["owner 4"][3] == 0
    assert said.warnings == [
        "1 polygon holds no pixel of the map, and has no class.",
        "In 1 polygon two classes are equally frequent; the one with the lower code was taken.",
    ]


def test_majority_should_take_the_selection_in_another_crs(write, run, tmp_path):
    layer = parcels((10.0, 40.0, 11.0, 41.0), (8.0, 40.0, 16.0, 50.0), crs="EPSG:4326")
    QgsProject.instance().addMapLayer(layer)
    layer.selectByIds([2])
    target = str(tmp_path / "parcels.gpkg")
    run("majority", INPUT=write(), POLYGONS=QgsProcessingFeatureSourceDefinition(layer.id(), True), OUTPUT=target)
    (feature,) = QgsVectorLayer(target, "", "ogr").getFeatures()
    assert (feature["class_name"], feature["pixels"], feature["owner"]) == ("water", 222 + 10, "owner 1")


def test_cancelled_polygons_should_leave_nothing(write, provider, qgis_new_project, tmp_path):
    class Impatient(Said):
        def setProgressText(self, text):
            if text.startswith("Writing"):
                self.cancel()

    import processing

    values = np.random.default_rng(0).integers(1, 4, (60, 60)).astype(np.uint8)
    with pytest.raises(QgsProcessingException, match="Cancelled"):
        processing.run(
            "mamol:polygons", {"INPUT": write(values=values), "OUTPUT": str(tmp_path / "p.gpkg")}, feedback=Impatient()
        )
    assert not list(tmp_path.glob("p.*"))


def test_names_of_the_file_should_outlive_labels_that_qgis_made(write, run, tmp_path):
    layer = QgsRasterLayer(write(), "map")
    classes = QgsPalettedRasterRenderer.classDataFromRaster(layer.dataProvider(), 1)
    layer.setRenderer(QgsPalettedRasterRenderer(layer.dataProvider(), 1, classes))
    out = str(tmp_path / "sieved.tif")
    run("sieve", INPUT=layer, MINIMUM_AREA=0.05, OUTPUT=out)
    written = (tmp_path / "sieved.tif.aux.xml").read_text(encoding="utf-8")
    assert all(f"<Category>{name}</Category>" in written for name in NAMES)


def test_classes_of_one_name_should_both_be_counted():
    facts = derived.recounted({"classes": []}, [("Forest", 10), ("Forest", 90)])
    assert [entry["pixels"] for entry in facts["classes"]] == [10, 90]
