"""Products as providers deliver them are rasters like any other: the same bands, the same values, the same clouds."""

import numpy as np
import pytest
import rasterio

from mamol_core.commands import main
from mamol_core.contract import Layer
from mamol_core.errors import LayerError
from mamol_core.products.product import find_product
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.sensors.bands import log_assumptions
from mamol_core.sensors.statistics import own_grid

from . import product_trees as trees
from .conftest import write

SIDE = 60


@pytest.fixture
def stored():
    """(H, W) stored values of each Sentinel-2 band, some of them nodata, that are alike over its pixels."""
    rng = np.random.default_rng(4)
    values = {}
    for name in trees.SENTINEL2:
        step = 1 if name in trees.FINE else 6 if name in trees.COARSE else 2
        small = rng.integers(1000, 6000, (SIDE // step, SIDE // step)).astype(np.uint16)
        values[name] = small.repeat(step, 0).repeat(step, 1)
        values[name][:6, :12] = 0
    return values


def opened(path):
    """Bands by name, (values with scale and offset or NaN, wavelength), and the tags of the product's raster."""
    with rasterio.open(find_product(str(path)).raster()) as data:
        values = data.read(masked=True).astype(float).filled(np.nan)
        values = values * np.array(data.scales)[:, None, None] + np.array(data.offsets)[:, None, None]
        nm = [1000 * float(data.tags(i, ns="IMAGERY")["CENTRAL_WAVELENGTH_UM"]) for i in data.indexes]
        return dict(zip(data.descriptions, zip(values, nm, strict=True), strict=True)), data.tags()


@pytest.mark.parametrize(
    ("level", "offset", "pack"),
    [("L2A", -1000, None), ("L2A", 0, trees.zipped), ("L1C", -1000, trees.zipped), ("L1C", 0, None)],
)
def test_sentinel2_has_the_reflectance_that_its_metadata_say(tmp_path, stored, level, offset, pack):
    if level == "L2A":
        del stored["B10"]
    path = trees.sentinel2(tmp_path, stored, level, offset)
    bands, tags = opened(pack(path) if pack else path)
    assert list(bands) == [name for name in trees.SENTINEL2 if name in stored]
    for name, (values, nm) in bands.items():
        expected = np.where(stored[name] == 0, np.nan, (stored[name].astype(float) + offset) / 10000)
        np.testing.assert_allclose(values, expected, atol=1e-12, err_msg=name)
        assert nm == pytest.approx(443 + 10 * trees.SENTINEL2.index(name))
    assert tags["ACQUISITION_DATE"].startswith("2022-07-16")


@pytest.mark.parametrize("pack", [None, trees.tarred, trees.zipped])
def test_landsat_has_the_scale_of_level_2(tmp_path, pack):
    rng = np.random.default_rng(2)
    stored = {number: rng.integers(7000, 20000, (40, 50)).astype(np.uint16) for number in range(1, 8)}
    stored[3][0, 0] = 0
    path = trees.landsat(tmp_path, stored, np.full((40, 50), 21824, np.uint16))
    bands, tags = opened(pack(path) if pack else path)
    assert list(bands) == ["coastal", "blue", "green", "red", "nir", "swir1", "swir2"]
    for number, (values, _) in enumerate(bands.values(), start=1):
        expected = np.where(stored[number] == 0, np.nan, stored[number] * 2.75e-05 - 0.2)
        np.testing.assert_allclose(values, expected, atol=1e-12)
    assert tags["ACQUISITION_DATE"] == "2022-07-16"


def test_older_landsats_have_their_own_bands(tmp_path):
    stored = {number: np.full((9, 9), 8000 + number, np.uint16) for number in (1, 2, 3, 4, 5, 7)}
    stem = "LT05_L2SP_190026_19900716_20200915_02_T1"
    bands, _ = opened(trees.landsat(tmp_path, stored, np.full((9, 9), 5440, np.uint16), stem))
    assert {name: round((values[0, 0] + 0.2) / 2.75e-05) - 8000 for name, (values, _) in bands.items()} == {
        "blue": 1, "green": 2, "red": 3, "nir": 4, "swir1": 5, "swir2": 7,
    }  # fmt: skip


def test_enmap_has_its_wavelengths(tmp_path):
    values = np.random.default_rng(1).integers(0, 5000, (5, 20, 30)).astype(np.int16)
    values[2, 4, 4] = -32768
    nm = [418.2, 550.5, 865.1, 1650.7, 2200.3]
    path = trees.enmap(tmp_path, values, nm, {"CLOUD": np.zeros((20, 30), np.uint8)})
    bands, _ = opened(trees.zipped(path))
    assert [round(centre, 1) for _, centre in bands.values()] == nm
    found = np.stack([band for band, _ in bands.values()])
    np.testing.assert_allclose(found, np.where(values == -32768, np.nan, values / 10000))


def test_sentinel1_pairs_vv_and_vh(tmp_path):
    folder = tmp_path / "S1A_IW_20220716T164833_DVP_RTC10_G_gpuned_1A2B"
    for name, value in (("VV", -11.0), ("VH", -17.0)):
        trees.image(folder / f"{folder.name}_{name}.tif", np.full((8, 9), value, np.float32), 10)
    found = find_product(str(folder))
    with rasterio.open(found.raster()) as data:
        assert data.descriptions == ("VV", "VH") and data.read()[:, 0, 0].tolist() == [-11, -17]
    assert (found.parts.date, found.parts.role, found.mask()) == ("2022-07-16", "sar", None)
    one = folder / f"{folder.name}_VV.tif"
    assert find_product(str(one)) is None and main(["product", str(one), "--output", str(tmp_path / "s1.vrt")]) == 0
    with rasterio.open(tmp_path / "s1.vrt") as data:
        assert data.descriptions == ("VV", "VH")


def test_what_can_not_be_used_is_refused_in_words(tmp_path, stored):
    del stored["B10"], stored["B05"]
    incomplete = trees.sentinel2(tmp_path / "a", stored)
    two = tmp_path / "b"
    for number in (8, 9):
        values = {band: np.ones((3, 3), np.uint16) for band in range(1, 8)}
        stem = trees.LANDSAT.replace("09", f"0{number}")
        trees.landsat(two, values, np.ones((3, 3), np.uint16), stem)
    grd = tmp_path / "S1A_IW_GRDH_1SDV_20220716.SAFE/measurement/s1a-iw-grd-vv-20220716t164833-001.tiff"
    grd.parent.mkdir(parents=True)
    grd.touch()
    level_1 = tmp_path / "c" / "LC09_L1TP_190026_20220716_20220718_02_T1_B4.TIF"
    level_1.parent.mkdir()
    level_1.touch()
    hostile = trees.sentinel2(tmp_path / "d", stored)
    (hostile / "MTD_MSIL2A.xml").write_text('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>')
    cut = tmp_path / "cut.zip"
    cut.write_bytes(trees.zipped(incomplete).read_bytes()[:-200])
    for path, words in (
        (incomplete, "without the images of B05"),
        (two, "holds 2 products"),
        (grd.parents[1], "without a place on the map"),
        (level_1.parent, "Level 1"),
        (tmp_path / trees.PRISMA, "can't be read where it lies"),
        (hostile, "declares entities"),
        (cut, "cut short"),
    ):
        with pytest.raises(LayerError, match=words):
            find_product(str(path))


def test_other_folders_and_files_are_no_products(tmp_path):
    (tmp_path / "notes.txt").write_text("")
    assert find_product(str(tmp_path)) is None
    assert find_product(str(tmp_path / "notes.txt")) is None
    assert find_product(str(tmp_path / "nothing")) is None


def read(path, mask=None, sensor="optical", **more):
    """What the network would get of a layer: values (C, H, W) and availability (H, W) on the layer's own pixels."""
    source = open_source(Layer(sensor, str(path), mask, **more))
    with Reader(source, own_grid(source)) as reader:
        return reader.read(0, 0, source.height, source.width), source


def plain(path, bands, names, scale, offset, nodata=0):
    """The raster that a person would make of the bands by hand: reflectance as float32, NaN where there is none."""
    stored = np.stack(list(bands))
    values = stored.astype(np.float32) * np.float32(scale) + np.float32(offset)
    return write(path, np.where(stored == nodata, np.nan, values), names, "float32", origin=trees.ORIGIN)


def test_a_product_is_read_as_the_raster_made_of_it_by_hand(tmp_path, stored):
    del stored["B10"]
    scl = np.random.default_rng(0).integers(0, 12, (SIDE // 2, SIDE // 2)).astype(np.uint8)
    archive = trees.zipped(trees.sentinel2(tmp_path, stored, scl=scl))
    by_hand = plain(tmp_path / "s2.tif", stored.values(), list(stored), 1e-4, -0.1)
    scl_by_hand = write(tmp_path / "T33UXP_SCL.tif", scl, pixel=20.0)
    (values, available), source = read(archive)
    (expected, seen), _ = read(by_hand, scl_by_hand)
    np.testing.assert_array_equal(available, seen)
    np.testing.assert_allclose(values, expected, atol=1e-7)
    codes = scl.repeat(2, 0).repeat(2, 1)
    np.testing.assert_array_equal(available, ~np.isin(codes, [0, 1, 3, 8, 9, 10]) & (stored["B02"] > 0))
    assert "Sentinel-2 scene classification" in source.mask.sentence and "its own" not in source.title
    unmasked = read(archive, mask_codes="none")[0][1]
    np.testing.assert_array_equal(unmasked, stored["B02"] > 0)


def test_the_clouds_of_the_others_are_left_out(tmp_path, stored):
    classes = np.zeros((3, SIDE // 6, SIDE // 6), np.uint8)
    classes[0, 1], classes[1, 2], classes[2, 3] = 1, 1, 1  # opaque clouds, cirrus, snow
    available = read(trees.sentinel2(tmp_path, stored, "L1C", clouds=classes))[0][1]
    assert [bool(available[6 * row, 20]) for row in range(5)] == [True, False, False, True, True]
    cloudless = str(trees.sentinel2(tmp_path / "bare", stored, "L1C"))
    mask = write(tmp_path / "mask.tif", np.ones((SIDE, SIDE), np.uint8), origin=trees.ORIGIN)
    for given, warned in ((None, True), (mask, False)):
        said = dict(log_assumptions(open_source(Layer("optical", cloudless, given))))
        assert ("brings no cloud mask that can be used" in said.get("warning", "")) == warned

    bands = {number: np.full((4, 5), 9000, np.uint16) for number in range(1, 8)}
    quality = np.array([[21824, 21952, 1, 22018, 24082], [22280, 23888, 30048, 54596, 55052]] * 2, np.uint16)
    used = read(trees.tarred(trees.landsat(tmp_path, bands, quality)))[0][1]
    np.testing.assert_array_equal(used, (quality & 0b11111) == 0)

    flags = {name: np.zeros((4, 5), np.uint8) for name in ("CLOUD", "CLOUDSHADOW", "CIRRUS", "SNOW")}
    for row, name in enumerate(flags):
        flags[name][row] = 1
    cube = np.full((45, 4, 5), 1000, np.int16)
    (values, used), source = read(trees.enmap(tmp_path, cube, 420 + 40 * np.arange(45), flags), sensor="hyperspectral")
    assert used.all(axis=1).tolist() == [False, False, False, True]
    np.testing.assert_allclose(values[:, 3], 0.1, rtol=1e-6)
    assert source.title.startswith("hyperspectral (ENMAP01")


def test_a_product_of_another_kind_of_sensor_is_refused(tmp_path, stored):
    path = trees.sentinel2(tmp_path, stored, "L1C")
    with pytest.raises(LayerError, match="Sentinel-2 L1C product, which is no SAR layer"):
        read(path, sensor="sar")


def test_the_command_writes_rasters_that_move_with_the_product(tmp_path, stored, capfd):
    del stored["B10"]
    scl = np.full((SIDE // 2, SIDE // 2), 4, np.uint8)
    scl[3] = 9
    folder = tmp_path / "one"
    product = trees.sentinel2(folder, stored, scl=scl)
    assert main(["product", str(product), "--output", str(folder / "scene.vrt")]) == 0
    assert {f"output: {folder / 'scene.vrt'}", f"mask: {folder / 'scene-mask.vrt'}"} <= set(
        capfd.readouterr().out.splitlines()
    )
    expected = read(product)[0]
    folder.rename(tmp_path / "two")
    folder = tmp_path / "two"
    (values, available), source = read(folder / "scene.vrt", str(folder / "scene-mask.vrt"))
    np.testing.assert_array_equal(available, expected[1])
    np.testing.assert_array_equal(values, expected[0])
    assert [band.name for band in source.bands] == list(stored) and source.bands[0].wavelength_nm == 443
    for words, said in (
        ([str(folder / product.name / "GRANULE"), "--output", str(tmp_path / "a.vrt")], "not a known product"),
        ([str(folder / product.name), "--output", str(tmp_path / "a.tif")], "does not end in .vrt"),
        ([str(folder / product.name), "--output", str(tmp_path / "no" / "a.vrt")], "does not exist"),
    ):
        assert main(["product", *words]) == 2
        assert said in capfd.readouterr().err
