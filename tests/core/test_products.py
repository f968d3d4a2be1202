"""Products as providers deliver them are rasters like any other: the same bands, the same values, the same clouds."""

import numpy as np
import pytest
import rasterio

from mamol_core.errors import LayerError
from mamol_core.products.product import find_product

from . import product_trees as trees

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
        (tmp_path / "PRS_L2D_STD_20220716101010_20220716101014_0001.he5", "PRISMA"),
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
