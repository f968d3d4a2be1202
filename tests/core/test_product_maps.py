"""The map of a product, of whatever kind and packed however, is that of the plain raster made of it by hand."""

import numpy as np
import pytest
import rasterio

from mamol_core.commands import main

from . import product_trees as trees
from .conftest import write

SIDE, PIXEL = 90, 30.0
LANDSAT_NM = {"coastal": 443, "blue": 482, "green": 561.4, "red": 654.6, "nir": 864.7, "swir1": 1608.9, "swir2": 2200.7}
CUBE_NM = np.linspace(430, 2400, 44).round(1)
CLEAR, CLOUD, SHADOW, SNOW = 21824, 22280, 23888, 30048
WATER, PLANTS, SOIL = (
    (0.08, 0.06, 0.05, 0.03, 0.02, 0.01),
    (0.03, 0.04, 0.08, 0.05, 0.40, 0.12),
    (0.1, 0.12, 0.16, 0.2, 0.3, 0.4),
)


def reflectance(nm, seed):
    """(C, H, W) of three classes in bands of smooth spectra, and the classes (H, W), 1 to 3."""
    rng = np.random.default_rng(seed)
    rows, cols = np.mgrid[:SIDE, :SIDE]
    truth = np.digitize(np.sin(rows / 11) + np.cos(cols / 13 + rows / 20), [-0.5, 0.6]) + 1
    spectra = np.array([np.interp(nm, [440, 490, 560, 660, 860, 2200], spectrum) for spectrum in (WATER, PLANTS, SOIL)])
    return spectra[truth - 1].transpose(2, 0, 1) * rng.normal(1, 0.08, (len(nm), SIDE, SIDE)), truth


def by_hand(path, stored, names, scale, offset, nodata):
    """What a person would make of the stored values (C, H, W): reflectance, NaN where there is none."""
    values = stored.astype(np.float32) * np.float32(scale) + np.float32(offset)
    return write(path, np.where(stored == nodata, np.nan, values), names, "float32", origin=trees.ORIGIN, pixel=PIXEL)


@pytest.fixture(scope="module")
def scene_30m(tmp_path_factory):
    """Folder, stored values of a Landsat and an EnMAP product, and a model of the plain rasters made of both."""
    folder = tmp_path_factory.mktemp("scene30m")
    optical, truth = reflectance(list(LANDSAT_NM.values()), 1)
    landsat = ((optical + 0.2) / 2.75e-5).round().astype(np.uint16)
    landsat[:, :4, :9] = 0
    enmap = (reflectance(CUBE_NM, 2)[0] * 10000).round().astype(np.int16)
    enmap[:, -5:, -9:] = -32768
    plain = {
        "optical": by_hand(folder / "landsat.tif", landsat, list(LANDSAT_NM), 2.75e-05, -0.2, 0),
        "hyperspectral": by_hand(folder / "enmap.tif", enmap, [f"({nm} nm)" for nm in CUBE_NM], 1e-4, 0, -32768),
    }
    rows, cols = np.mgrid[:SIDE, :SIDE]
    labels = np.where((rows % 15 < 4) & (cols % 12 < 4), truth, 0)
    labels = write(folder / "labels.tif", labels, dtype="uint8", nodata=0, origin=trees.ORIGIN, pixel=PIXEL)
    model = str(folder / "m.mamol.safetensors")
    words = [word for role, path in plain.items() for word in ("--layer", f"{role}={path}")]
    if main(["train", *words, "--labels", labels, "--model", model, "--effort", "quick"]):
        pytest.fail("The training failed.")
    return folder, landsat, enmap, model


def mapped(model, output, *words):
    assert main(["classify", *words, "--model", model, "--output", str(output)]) == 0
    with rasterio.open(output) as data:
        return data.read(1)


@pytest.mark.parametrize("pack", [None, trees.zipped])
@pytest.mark.parametrize("level", ["L2A", "L1C"])
def test_sentinel2(scene, classify, tmp_path, capfd, level, pack):
    with rasterio.open(scene.path("optical.tif")) as data:
        given = dict(zip(data.descriptions, data.read(), strict=True))
    given["B11"] = given["B11"][::2, ::2].repeat(2, 0).repeat(2, 1)
    ones = np.full((160, 160), 3000, np.uint16)
    stored = {name: given.get(name, ones) + 1000 for name in trees.SENTINEL2 if level == "L1C" or name != "B10"}
    # 160 rows are no multiple of the six pixels of 60 m
    stored = {name: values[:156, :156] for name, values in stored.items()}
    scl, classes = np.full((78, 78), 4, np.uint8), np.zeros((3, 26, 26), np.uint8)
    scl[9:30, 21:60] = 9
    classes[0, 3:10, 7:20] = 1  # the same 42 rows and 78 columns
    product = trees.sentinel2(tmp_path, stored, level, scl=scl, clouds=classes if level == "L1C" else None)
    values = np.stack(list(stored.values())).astype(np.float32) * np.float32(1e-4) - np.float32(0.1)
    plain = write(tmp_path / "s2.tif", values, list(stored), "float32", origin=trees.ORIGIN)
    clouds = np.ones((156, 156), np.uint8)
    clouds[18:60, 42:120] = 0
    mask = write(tmp_path / "mask.tif", clouds)
    expected, _ = classify(["--layer", f"optical={plain}", "--mask", f"optical={mask}"])
    assert not expected[18:60, 42:120].any() and (expected > 0).sum() == (clouds > 0).sum()
    found, _ = classify(["--layer", f"optical={pack(product) if pack else product}"])
    np.testing.assert_array_equal(found, expected)
    assert f"Sentinel-2 {level}, {len(stored)} bands" in capfd.readouterr().err
    virtual = tmp_path / "written.vrt"
    assert main(["product", str(product), "--output", str(virtual)]) == 0
    words = ["--layer", f"optical={virtual}", "--mask", f"optical={virtual.with_name('written-mask.vrt')}"]
    np.testing.assert_array_equal(classify(words)[0], expected)


@pytest.mark.parametrize("pack", [None, trees.tarred])
def test_landsat(scene_30m, tmp_path, pack):
    folder, stored, _, model = scene_30m
    quality = np.full((SIDE, SIDE), CLEAR, np.uint16)
    quality[:4, :9] = 1
    quality[20:30], quality[40:50], quality[60:70] = CLOUD, SHADOW, SNOW
    product = trees.landsat(tmp_path, dict(enumerate(stored, start=1)), quality)
    usable = np.ones((SIDE, SIDE), np.uint8)
    usable[20:30], usable[40:50] = 0, 0
    mask = write(tmp_path / "mask.tif", usable, origin=trees.ORIGIN, pixel=PIXEL)
    words = ["--layer", f"optical={folder / 'landsat.tif'}", "--mask", f"optical={mask}"]
    expected = mapped(model, tmp_path / "a.tif", *words)
    assert set(np.unique(expected)) == {0, 1, 2, 3} and (expected > 0).sum() == usable.sum() - 4 * 9
    found = mapped(model, tmp_path / "b.tif", "--layer", f"optical={pack(product) if pack else product}")
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("pack", [None, trees.zipped])
def test_sentinel1(scene, classify, tmp_path, pack):
    expected, _ = classify(scene.layers("sar"))
    folder = tmp_path / "S1A_IW_20220716T164833_DVP_RTC10_G_gpuned_1A2B"
    with rasterio.open(scene.path("sar.tif")) as data:
        for name, values in zip(data.descriptions, data.read(), strict=True):
            trees.image(folder / f"{folder.name}_{name}.tif", values, 10)
    found, _ = classify(["--layer", f"sar={pack(folder) if pack else folder}"])
    np.testing.assert_array_equal(found, expected)


@pytest.mark.parametrize("pack", [None, trees.zipped])
def test_enmap(scene_30m, tmp_path, pack):
    folder, _, stored, model = scene_30m
    flags = {name: np.zeros((SIDE, SIDE), np.uint8) for name in ("CLOUD", "CLOUDSHADOW", "CIRRUS", "SNOW")}
    usable = np.ones((SIDE, SIDE), np.uint8)
    for place, name in enumerate(flags):
        flags[name][20 * place : 20 * place + 5] = 1
    usable[0:5], usable[20:25], usable[40:45] = 0, 0, 0
    product = trees.enmap(tmp_path, stored, CUBE_NM, flags)
    mask = write(tmp_path / "mask.tif", usable, origin=trees.ORIGIN, pixel=PIXEL)
    words = ["--layer", f"hyperspectral={folder / 'enmap.tif'}", "--mask", f"hyperspectral={mask}"]
    expected = mapped(model, tmp_path / "a.tif", *words)
    assert set(np.unique(expected)) == {0, 1, 2, 3} and (expected > 0).sum() == usable.sum() - 5 * 9
    found = mapped(model, tmp_path / "b.tif", "--layer", f"hyperspectral={pack(product) if pack else product}")
    np.testing.assert_array_equal(found, expected)


def test_prisma(scene_30m, tmp_path):
    """By the model of an EnMAP raster, whose wavelengths its bands have, in another order and in two cubes."""
    stored = (reflectance(CUBE_NM, 3)[0].clip(0, 0.8) / 0.8 * 65535).round().clip(1).astype(np.uint16)
    stored[:, :3, :7] = 0
    plain = by_hand(tmp_path / "prisma.tif", stored, [f"({nm} nm)" for nm in CUBE_NM], 0.8 / 65535, 0, 0)
    expected = mapped(scene_30m[3], tmp_path / "a.tif", "--layer", f"hyperspectral={plain}")
    assert set(np.unique(expected)) == {0, 1, 2, 3} and (expected == 0).sum() == 3 * 7
    lines = stored.transpose(1, 0, 2)
    cubes, nm = (lines[:, 19::-1], lines[:, :19:-1]), (CUBE_NM[19::-1], CUBE_NM[:19:-1])
    product = trees.prisma(tmp_path, *cubes, nm)
    assert main(["product", str(product), "--output", str(tmp_path / "prisma.vrt")]) == 0
    found = mapped(scene_30m[3], tmp_path / "b.tif", "--layer", f"hyperspectral={tmp_path / 'prisma.vrt'}")
    np.testing.assert_array_equal(found, expected)
