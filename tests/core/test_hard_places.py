"""Layers that no projection holds, that lie nowhere, or that hold little data in a huge raster (S4, R1, R2, G14)."""

import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.windows import Window

from mamol_core.commands import main
from mamol_core.contract import Layer
from mamol_core.errors import GridError, LabelError, LayerError
from mamol_core.labels.classraster import ClassRaster, open_class_raster
from mamol_core.labels.vector import read_aoi
from mamol_core.rasters.grid import Grid, choose_grid
from mamol_core.rasters.legend import read_table
from mamol_core.rasters.projection import transform_box, transform_points
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.rasters.window import GridWindow
from mamol_core.sensors.layers import describe_sensor
from mamol_core.sensors.statistics import has_data, summarise

from .conftest import NAMES, write

ROOT = Path(__file__).resolve().parents[2]
WGS84, UTM = CRS.from_epsg(4326), CRS.from_epsg(32633)
GEOSTATIONARY = CRS.from_user_input("+proj=geos +h=35785831 +lon_0=0 +sweep=y +ellps=WGS84")
WORLD = (-180.0, -90.0, 180.0, 90.0)


def layer(path, sensor="optical", **options):
    return open_source(Layer(sensor, str(path), **options))


def test_a_world_in_degrees_should_keep_its_grid(tmp_path):
    """S4: on 0aa87ab it became a sliver of UTM zone 31."""
    world = layer(write(tmp_path / "w.tif", np.ones((36, 72)), crs="EPSG:4326", origin=(-180, 90), pixel=5.0))
    grid = choose_grid([world], None)
    assert grid.crs == WGS84 and abs(grid.width / grid.height - 2) < 0.1
    np.testing.assert_allclose(grid.bounds, WORLD, atol=5)
    with Reader(world, grid) as reader:
        assert reader.read(0, 0, grid.height, grid.width)[1].mean() > 0.95


def test_a_small_scene_in_degrees_should_still_be_mapped_in_utm(tmp_path):
    scene = layer(write(tmp_path / "s.tif", np.ones((50, 50)), crs="EPSG:4326", origin=(15, 48), pixel=1e-4))
    assert choose_grid([scene], 10).crs == UTM


def test_a_scene_on_a_world_should_need_an_extent_and_be_read_whole(tmp_path):
    """S4: the world's bounds fold in UTM, so on 0aa87ab what lay west of 500 km was cut off."""
    scene = layer(write(tmp_path / "s.tif", np.ones((40, 40)), origin=(400_000, 5_400_000)))
    world = layer(
        write(tmp_path / "w.tif", np.ones((1, 180, 360)), crs="EPSG:4326", origin=(-180, 90), pixel=1.0), "lidar"
    )
    with pytest.raises(GridError, match=r"lidar.*reaches beyond what the map's CRS \(EPSG:32633\)"):
        choose_grid([scene, world], 10)
    grid = choose_grid([scene, world], 10, extent=(400_000, 5_399_600, 400_400, 5_400_000))
    assert (grid.width, grid.height) == (40, 40)
    assert has_data(world, grid)[0] and summarise(world, grid).pixels == 1600


def test_an_extent_that_holds_the_layers_should_limit_nothing(tmp_path):
    """S4: a canvas that shows the world can't be brought into UTM, and on 0aa87ab was folded there."""
    scene = layer(write(tmp_path / "s.tif", np.ones((40, 40))))
    mercator = (-20037508.0, -20048966.0, 20037508.0, 20048966.0)
    for extent, crs in ((WORLD, "EPSG:4326"), (mercator, "EPSG:3857")):
        assert choose_grid([scene], 10, extent=extent, extent_crs=crs) == choose_grid([scene], 10)
    with pytest.raises(GridError, match="reaches beyond"):
        choose_grid([scene], 10, extent=(-180, -90, 0, 90), extent_crs="EPSG:4326")


def test_layers_on_both_sides_of_180_degrees_should_meet(tmp_path):
    """S4: on 0aa87ab their middle was longitude 0, half the Earth away."""
    sides = [
        layer(write(tmp_path / f"{k}.tif", np.full((50, 50), k), crs="EPSG:4326", origin=(x, 1), pixel=0.001), sensor)
        for k, (x, sensor) in enumerate([(179.95, "optical"), (-180.001, "sar")], start=1)
    ]
    for crs in (None, "EPSG:4326"):
        grid = choose_grid(sides, 110, crs=crs)
        assert grid.crs == (WGS84 if crs else CRS.from_epsg(32660)) or grid.crs == CRS.from_epsg(32601)
        assert 90 < grid.width < 110
        seen = []
        for side in sides:
            with Reader(side, grid) as reader:
                seen.append(reader.read(0, 0, grid.height, grid.width)[1])
        assert [part.mean() > 0.4 for part in seen] == [True, True] and (seen[0] | seen[1]).mean() > 0.9


def test_coordinates_that_do_not_exist_should_be_nan_and_the_others_right():
    """R1: rasterio refuses all points where one has no coordinates, in an error of GDAL's own."""
    x, y = np.meshgrid(np.linspace(-5_600_000, 5_600_000, 60), np.linspace(5_600_000, -5_600_000, 60))
    lon, lat = transform_points(GEOSTATIONARY, WGS84, x, y)
    disk = np.hypot(x, y * 1.0068) < 5_300_000
    assert np.isfinite(lon[disk]).all() and np.isnan(lon[np.hypot(x, y) > 5_500_000]).all()
    assert abs(lon[30, 30]) < 2 and abs(lat[30, 30]) < 2
    assert np.isnan(transform_points(WGS84, UTM, [15, 15], [48, 500])).tolist() == [[False, True]] * 2
    assert np.isnan(transform_points(UTM, WGS84, [1e15], [1e15])).all()


@pytest.mark.parametrize(
    ("source", "target", "box", "there"),
    [
        (WGS84, UTM, WORLD, False),
        (WGS84, UTM, (0, 40, 30, 60), True),
        (WGS84, CRS.from_user_input("+proj=moll"), WORLD, True),
        (CRS.from_user_input("+proj=moll"), WGS84, (-18e6, -9e6, 18e6, 9e6), True),
        (GEOSTATIONARY, WGS84, (-5632000, -5632000, 5632000, 5632000), True),
        (GEOSTATIONARY, WGS84, (-5632000, 5400000, -5400000, 5632000), False),
        (CRS.from_epsg(32601), WGS84, (100_000, 0, 300_000, 100_000), True),
    ],
)
def test_a_box_should_have_bounds_only_where_it_leads_back_to_itself(source, target, box, there):
    """S4, R1"""
    found = transform_box(source, target, box)
    assert (found is not None) == there
    assert found is None or (np.isfinite(found).all() and found[0] < found[2] and found[1] < found[3])


ENGINEERING = 'LOCAL_CS["site",LOCAL_DATUM["d",32767],UNIT["metre",1],AXIS["X",EAST],AXIS["Y",NORTH]]'


@pytest.mark.parametrize(
    ("crs", "origin", "pixel", "reason"),
    [
        (CRS.from_wkt(ENGINEERING), (0, 0), 10, "neither projected nor geographic"),
        ("+proj=longlat +R=1737400", (10, 10), 1e-3, "different bodies"),
        ("+proj=eqc +R=1737400", (500_000, 500_000), 10, "different bodies"),
        (GEOSTATIONARY, (-5632000, 5632000), 3000, "nowhere on Earth"),
        ("EPSG:4326", (500_000, 5_400_000), 10, "coordinates are not degrees"),
        ("EPSG:32633", (1e15, 1e15), 10, "nowhere on Earth"),
    ],
)
def test_a_layer_that_lies_nowhere_should_be_refused_by_name(tmp_path, crs, origin, pixel, reason):
    """R1: on 0aa87ab tracebacks of GDAL's own errors."""
    path = write(tmp_path / "nowhere.tif", np.ones((64, 64)), crs=crs, origin=origin, pixel=pixel)
    with pytest.raises(LayerError, match=rf"nowhere\.tif.*{reason}"):
        layer(path)


@pytest.mark.parametrize("resolution", ["1e-300", "5e-324", "1e-9"])
def test_an_impossible_resolution_should_be_refused(tmp_path, resolution):
    """R10: on 0aa87ab "Cannot invert degenerate transform"."""
    source = layer(write(tmp_path / "a.tif", np.ones((64, 64))))
    with pytest.raises(GridError, match="pixels are made at once"):
        choose_grid([source], None, resolution=float(resolution))
    for huge in (1e9, 1e308):
        assert choose_grid([source], None, resolution=huge).width == 1


def test_pixels_much_coarser_than_the_model_should_be_refused(tmp_path):
    source = layer(write(tmp_path / "a.tif", np.ones((64, 64)), pixel=5000.0))
    with pytest.raises(GridError, match=r"measure 5000 m.*10 m"):
        choose_grid([source], 10)
    assert choose_grid([source], 10, resolution=5000).width == 64


def test_layers_a_thousand_times_apart_should_not_be_learned_from_together(tmp_path):
    """On 0aa87ab such a training had no end."""
    coarse = layer(write(tmp_path / "a.tif", np.ones((64, 64))))
    fine = layer(write(tmp_path / "b.tif", np.ones((64, 64)), pixel=0.01), "lidar")
    with pytest.raises(GridError, match="up to 500 times apart"):
        choose_grid([coarse, fine], None)
    assert choose_grid([coarse, fine], 10).width == 64


def geojson(path, ring, crs=None):
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    document = {"type": "FeatureCollection", "features": [feature]}
    if crs:
        document["crs"] = {"type": "name", "properties": {"name": crs}}
    path.write_text(json.dumps(document))
    return str(path)


def test_geojson_in_metres_should_be_refused_in_words(tmp_path):
    """R1: on 0aa87ab "PROJ: utm: Invalid latitude" and a traceback."""
    ring = [[5e5, 5.4e6], [5e5 + 100, 5.4e6], [5e5 + 100, 5.4e6 - 100], [5e5, 5.4e6]]
    with pytest.raises(GridError, match=r"'m\.geojson'.*not degrees.*longitude and latitude"):
        read_aoi(geojson(tmp_path / "m.geojson", ring), UTM)
    area, _ = read_aoi(geojson(tmp_path / "u.geojson", ring, "urn:ogc:def:crs:EPSG::32633"), UTM)
    assert area.area == pytest.approx(5000)
    wrong = [[15, 48], [15.1, 48], [15.1, 89.9], [15, 48]]
    with pytest.raises(GridError, match="no polygon"):
        read_aoi(geojson(tmp_path / "p.geojson", [[400, -91], [401, -91], [401, 89], [400, -91]]), UTM)
    assert read_aoi(geojson(tmp_path / "w.geojson", wrong), UTM)[0].area > 0


def sparse(path, side, at, block=512, dtype="uint16"):
    """A huge raster of which only 512 x 512 pixels from ``at`` (row, column) are stored; nodata 0."""
    rng = np.random.default_rng(0)
    with rasterio.open(
        path, "w", driver="GTiff", width=side, height=side, count=4, dtype=dtype, crs=UTM, nodata=0, SPARSE_OK="TRUE",
        transform=Affine(10, 0, 500_000, 0, -10, 5_400_000), tiled=True, blockxsize=block, blockysize=block,
        interleave="pixel", compress="deflate", BIGTIFF="YES",
    ) as file:  # fmt: skip
        file.write(rng.integers(100, 3000, (4, 512, 512)).astype(dtype), window=Window(at[1], at[0], 512, 512))
        file.descriptions = NAMES[:4]
    return str(path)


@pytest.mark.parametrize(("side", "at"), [(8192, (0, 0)), (8192, (5120, 3072)), (100_000, (51200, 98816))])
def test_little_data_in_a_large_raster_should_be_found(tmp_path, side, at):
    """G14, R2: on 0aa87ab the training was refused, and a larger raster was read to its end."""
    source = layer(sparse(tmp_path / "s.tif", side, at))
    grid = choose_grid([source], None)
    began = time.monotonic()
    spec, bands, _, _ = describe_sensor(source, grid)
    assert bands == [0, 1, 2, 3] and 1000 < spec.median[0] < 2000
    assert has_data(source, grid)[0]
    assert time.monotonic() - began < 60


def test_labelled_windows_should_tell_where_data_is(tmp_path):
    """G14: through a mosaic nothing tells which blocks are stored."""
    sparse(tmp_path / "s.tif", 100_000, (51200, 98816))
    with rasterio.open(tmp_path / "s.tif") as file:
        bands = "".join(
            f'<VRTRasterBand dataType="UInt16" band="{k}"><NoDataValue>0</NoDataValue><SimpleSource><SourceFilename '
            f'relativeToVRT="1">s.tif</SourceFilename><SourceBand>{k}</SourceBand></SimpleSource></VRTRasterBand>'
            for k in (1, 2, 3, 4)
        )
        place = ",".join(map(str, file.transform.to_gdal()))
        wkt = file.crs.to_wkt()
    text = f'<VRTDataset rasterXSize="100000" rasterYSize="100000"><SRS>{wkt}</SRS><GeoTransform>{place}</GeoTransform>'
    (tmp_path / "s.vrt").write_text(f"{text}{bands}</VRTDataset>")
    source = layer(tmp_path / "s.vrt")
    grid = choose_grid([source], None)
    with pytest.raises(LayerError, match="holds no data"):
        describe_sensor(source, grid)
    assert describe_sensor(source, grid, [GridWindow(51300, 98900, 128, 128)])[1] == [0, 1, 2, 3]


def test_a_small_extent_of_a_huge_raster_should_cost_little(scene, model, tmp_path):
    """R2: on 0aa87ab 2.7 GB and no end."""
    with rasterio.open(scene.path("optical.tif")) as data:
        values = data.read()
    with rasterio.open(
        tmp_path / "huge.tif", "w", driver="GTiff", width=1_000_000, height=1_000_000, count=5, dtype="uint16", crs=UTM,
        nodata=0, SPARSE_OK="TRUE", transform=Affine(10, 0, 500_000, 0, -10, 5_400_000), tiled=True, blockxsize=1024,
        blockysize=1024, interleave="pixel", compress="deflate", BIGTIFF="YES",
    ) as file:  # fmt: skip
        file.write(values, window=Window(0, 0, 160, 160))
        file.descriptions = NAMES
    words = ["--layer", f"optical={tmp_path / 'huge.tif'}", "--model", model, "--output", str(tmp_path / "map.tif")]
    began = time.monotonic()
    assert main(["classify", *words, "--extent=500000,5398400,501600,5400000"]) == 0
    assert time.monotonic() - began < 60
    with rasterio.open(tmp_path / "map.tif") as data:
        assert (data.read(1) == scene.truth).mean() > 0.9
    area = [[500000, 5398400], [501600, 5398400], [501600, 5400000], [500000, 5400000], [500000, 5398400]]
    aoi = geojson(tmp_path / "aoi.geojson", area, "urn:ogc:def:crs:EPSG::32633")
    assert main(["classify", *words, "--aoi", aoi]) == 0


@pytest.fixture
def pipe(tmp_path):
    os.mkfifo(tmp_path / "pipe.tif")
    return str(tmp_path / "pipe.tif")


def test_a_named_pipe_should_be_refused(scene, model, tmp_path, pipe, capfd):
    """R8: on 0aa87ab it was waited for for ever."""
    output = ["--model", model, "--output", str(tmp_path / "map.tif")]
    train = ["train", *scene.layers("optical"), "--model", str(tmp_path / "m.safetensors"), "--labels"]
    for words in (
        ["classify", "--layer", f"optical={pipe}", *output],
        ["classify", *scene.layers("optical"), "--mask", f"optical={pipe}", *output],
        ["classify", *scene.layers("optical"), "--aoi", pipe, *output],
        ["classify", *scene.layers("optical"), "--classes", pipe, *output],
        ["classify", *scene.layers("optical"), "--model", pipe, "--output", str(tmp_path / "map.tif")],
        [*train, pipe],
        [*train, pipe, "--field", "class"],
    ):
        assert main(words) == 2
        assert "pipe" in capfd.readouterr().err.splitlines()[-1]
    with pytest.raises(LabelError, match="pipe"):
        read_table(pipe)


VIRTUAL = {
    "source": """<VRTDataset rasterXSize="64" rasterYSize="64"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>
        <SourceFilename relativeToVRT="1">pipe.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>""",
    "mask band": """<VRTDataset rasterXSize="64" rasterYSize="64"><VRTRasterBand dataType="Byte" band="1"/><MaskBand>
        <VRTRasterBand dataType="Byte"><SimpleSource><SourceFilename relativeToVRT='1'>pipe.tif</SourceFilename>
        </SimpleSource></VRTRasterBand></MaskBand></VRTDataset>""",
    "warped": """<VRTDataset rasterXSize="64" rasterYSize="64" subClass="VRTWarpedDataset">
        <VRTRasterBand dataType="Byte" band="1" subClass="VRTWarpedRasterBand"/><GDALWarpOptions>
        <SourceDataset relativeToVRT="1">pipe.tif</SourceDataset></GDALWarpOptions></VRTDataset>""",
    "nested": """<VRTDataset rasterXSize="64" rasterYSize="64"><VRTRasterBand dataType="Byte" band="1"><SimpleSource>
        <SourceFilename relativeToVRT="1">source.vrt</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>""",
    "vector": """<OGRVRTDataSource><OGRVRTLayer name="pipe"><SrcDataSource relativeToVRT="1">pipe.tif</SrcDataSource>
        </OGRVRTLayer></OGRVRTDataSource>""",
}


@pytest.mark.parametrize("kind", VIRTUAL)
def test_a_virtual_raster_of_a_named_pipe_should_be_refused(scene, model, tmp_path, pipe, kind):
    """R8's kin: read in a process of its own, which waited for ever."""
    (tmp_path / "source.vrt").write_text(VIRTUAL["source"])
    path = tmp_path / f"{kind}.vrt"
    path.write_text(VIRTUAL[kind])
    output, train = ["--output", str(tmp_path / "map.tif")], ["--model", str(tmp_path / "m.mamol.safetensors")]
    layer = ["classify", "--layer", f"optical={path}", "--model", model, *output]
    mask = ["classify", *scene.layers("optical"), "--mask", f"optical={path}", "--model", model, *output]
    labels = ["train", *scene.layers("optical"), "--labels", str(path), *train]
    for words in (labels,) if kind == "vector" else (layer, mask, labels):
        said = subprocess.run(
            [sys.executable, "-m", "mamol_core", *words], cwd=ROOT, capture_output=True, text=True, timeout=60
        )
        assert said.returncode == 2
        assert f"{kind}.vrt" in said.stderr and "is read from 'pipe.tif', which is a device or a pipe" in said.stderr


def test_a_side_file_that_is_a_pipe_should_be_refused(scene, tmp_path):
    path = shutil.copy(scene.path("optical.tif"), tmp_path / "a.tif")
    os.mkfifo(f"{path}.aux.xml")
    with pytest.raises(LayerError, match=r"'a\.tif\.aux\.xml', which is a device or a pipe"):
        layer(path)


def test_a_class_code_beyond_doubles_should_be_refused(tmp_path):
    """S15: on 0aa87ab 2^64 - 1 came out of GDAL's warper as 0, which is no label, in silence."""
    values = np.array([[1, 2], [3, 2**64 - 1]], np.uint64)
    source = open_class_raster(write(tmp_path / "labels.tif", values))
    grid = Grid(UTM, Affine(10, 0, 500_000, 0, -10, 5_400_000), 2, 2)
    with pytest.raises(LabelError, match=r"holds code 1.84467e\+19"):
        ClassRaster(source, grid, ()).read(GridWindow(0, 0, 2, 2))
    with pytest.raises(LabelError, match="holds inf; whole class codes"):
        infinite = open_class_raster(write(tmp_path / "inf.tif", np.array([[1, np.inf], [2, 3]], "float32")))
        ClassRaster(infinite, grid, ()).read(GridWindow(0, 0, 2, 2))
    good = open_class_raster(write(tmp_path / "good.tif", values % 2**63 % 70000 % 7, dtype="int64"))
    assert ClassRaster(good, grid, ()).read(GridWindow(0, 0, 2, 2))[0][0].tolist() == [1, 2]


@pytest.mark.parametrize(("dtype", "nodata"), [("int64", 2**63 - 1), ("int64", -(2**63)), ("uint64", 2**64 - 1)])
def test_nodata_at_the_ends_of_64_bits_should_be_no_label(tmp_path, dtype, nodata):
    """S15's kin: in a virtual raster, since rasterio writes such a number as a float that GDAL reads as another."""
    path = write(tmp_path / "labels.tif", np.array([[1, nodata], [3, 0]], dtype))
    kind = {"int64": "Int64", "uint64": "UInt64"}[dtype]
    (tmp_path / "labels.vrt").write_text(
        f"""<VRTDataset rasterXSize="2" rasterYSize="2"><SRS>EPSG:32633</SRS>
        <GeoTransform>500000, 10, 0, 5400000, 0, -10</GeoTransform>
        <VRTRasterBand dataType="{kind}" band="1"><NoDataValue>{nodata}</NoDataValue><SimpleSource>
        <SourceFilename relativeToVRT="1">labels.tif</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>"""
    )
    grid = Grid(UTM, Affine(10, 0, 500_000, 0, -10, 5_400_000), 2, 2)
    declared = ClassRaster(open_class_raster(str(tmp_path / "labels.vrt")), grid, ())
    assert declared.read(GridWindow(0, 0, 2, 2))[0].tolist() == [[1, 0], [3, 0]]
    with pytest.raises(LabelError, match="codes from 1 to 65535 were expected"):
        ClassRaster(open_class_raster(path), grid, ()).read(GridWindow(0, 0, 2, 2))
