"""Masks as they come: exactly the documented codes are left out, and what nothing tells is refused."""

import numpy as np
import pytest
import rasterio

from mamol_core.commands import main
from mamol_core.contract import CheckRequest, ClassifyRequest, Layer
from mamol_core.errors import LayerError
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.sensors.statistics import own_grid

from .conftest import write

CLEAR, CLOUD_BITS = 21824, {0: "fill", 1: "dilated cloud", 2: "cirrus", 3: "cloud", 4: "cloud shadow"}


@pytest.fixture
def seen(tmp_path):
    """Which pixels of a layer (H, W) are used with a mask of the same pixels; and what is said of the mask."""

    def use(mask, file="mask.tif", names=(), codes=None, dtype="uint8", **profile):
        mask = np.asarray(mask)
        side = mask.shape[-2:]
        layer = write(tmp_path / "layer.tif", np.ones(side, np.uint16))
        path = write(tmp_path / file, mask, names, dtype, **profile)
        source = open_source(Layer("optical", layer, path, mask_codes=codes))
        with Reader(source, own_grid(source)) as reader:
            return reader.read(0, 0, *side)[1], source.mask.sentence

    return use


def kept(values, *found):
    """The values at which the layer is used."""
    return set(np.asarray(values)[found[0][0]].tolist())


@pytest.mark.parametrize(("file", "names"), [("T33UXP_20220716_SCL_20m.tif", ()), ("clouds.tif", ["SCL"])])
def test_scene_classification(seen, file, names):
    codes = np.arange(12).reshape(3, 4)
    assert kept(codes, seen(codes, file, names)) == {2, 4, 5, 6, 7, 11}


@pytest.mark.parametrize("file", ["LC09_L2SP_190026_20220716_20220718_02_T1_QA_PIXEL.TIF", "unnamed.tif"])
def test_landsat_quality_bits(seen, file):
    """Each bit alone beside clear pixels; bits 5 to 15 (snow, clear, water, confidences) leave nothing out."""
    values = np.array([[CLEAR, 21952, *(1 << bit for bit in range(16))]])
    expected = {value for value in values[0].tolist() if not any(value >> bit & 1 for bit in CLOUD_BITS)}
    assert kept(values, seen(values, file, dtype="uint16")) == expected
    assert len(expected) == 2 + 11 and {32, 64, 128} <= expected


@pytest.mark.parametrize(("file", "names"), [("20220716_udm2_clip.tif", ()), ("m.tif", ["clear", "snow", *"abcdef"])])
def test_planets_udm2_keeps_clear_and_snow(seen, file, names):
    mask = np.zeros((8, 1, 7), np.uint8)
    for band in range(6):
        mask[band, 0, band] = 1
    mask[6] = 90
    assert np.flatnonzero(seen(mask, file, names)[0]).tolist() == [0, 1]


def test_probability_of_cloud(seen):
    per_cent = np.arange(101)[None]
    assert kept(per_cent, seen(per_cent, "MSK_CLDPRB_20m.tif")) == set(range(40))
    assert kept(per_cent, seen(per_cent, "m.tif", ["cloud_probability"], nodata=0)) == set(range(40))
    shares = np.array([[0, 0.2, 0.39, 0.41, 1, np.nan]], np.float32)
    assert seen(shares, "s2cloudless_cloudprob.tif", dtype="float32")[0].tolist() == [[1, 1, 1, 0, 0, 0]]


def test_flags_of_several_bands(seen):
    mask = np.array([[[0, 1, 0, 0]], [[0, 0, 2, 0]]], np.uint8)
    assert seen(mask, names=["cloud", "cloud shadow"])[0].tolist() == [[1, 0, 0, 1]]


@pytest.mark.parametrize("value", [1, 7, 255])
@pytest.mark.parametrize("file", ["mask.tif", "clouds.tif"])
def test_a_plain_mask_stays_what_it_is(seen, value, file):
    used, sentence = seen(np.array([[0, value, value, 0]]), file)
    assert used.tolist() == [[0, 1, 1, 0]] and sentence == "its pixels of 0 are not used"


def test_a_person_can_say_what_is_not_used(seen):
    codes = np.arange(12).reshape(3, 4)
    assert kept(codes, seen(codes, "SCL.tif", codes="3,8..10")) == {0, 1, 2, 4, 5, 6, 7, 11}
    assert kept(codes, seen(codes, "any.tif", codes="scl")) == {2, 4, 5, 6, 7, 11}
    assert kept(codes, seen(codes, "SCL.tif", codes="plain")) == set(range(1, 12))
    assert kept(codes, seen(codes, "SCL.tif", codes="none")) == set(range(12))
    assert kept(codes, seen(codes, "SCL.tif", codes="bits:0,3")) == {0, 2, 4, 6}


@pytest.mark.parametrize(
    ("mask", "more", "words"),
    [
        (np.arange(12)[None], {}, "holds the values 0, 1, 2, .* and nothing tells"),
        ([[0, 1, 2]], {}, "nothing tells"),
        (np.arange(101)[None], {}, "and 89 more"),
        ([[0.0, 0.3, 0.7]], {"dtype": "float32"}, "nothing tells"),
        ([[3, 12, 200]], {"file": "SCL.tif"}, "holds values from 3 to 200"),
        ([[3, 12, 200]], {"file": "cloudprob.tif"}, "0 to 100 were expected"),
        ([[0, 1, 2]], {"file": "20170101_udm.tif"}, "first unusable data mask"),
        ([[322, 352, 480]], {"file": "LC08_pixel_qa.tif", "dtype": "uint16"}, "Collection 1"),
        ([[0, 1]], {"codes": "clouds"}, "is said to be 'clouds'"),
        ([[0, 1]], {"file": "udm2.tif"}, "UDM2 has 8"),
    ],
)
def test_what_nothing_tells_is_refused(seen, mask, more, words):
    with pytest.raises(LayerError, match=words) as error:
        seen(np.asarray(mask), **more)
    assert "mask of optical (layer.tif)" in error.value.message


def test_the_log_and_the_check_tell_what_is_not_used(scene, model, tmp_path, capfd):
    codes = np.full((160, 160), 4, np.uint8)
    codes[:40] = 9
    mask = write(tmp_path / "SCL.tif", codes)
    layer = Layer("optical", scene.path("optical.tif"), mask)
    found = run(CheckRequest(ClassifyRequest((layer,), model, str(tmp_path / "m.tif"))), Reporter())
    assert "8 and 9 cloud" in found["layers"]["optical"]["mask"]
    words = ["classify", *scene.layers("optical"), "--mask", f"optical={mask}", "--model", model]
    assert main([*words, "--output", str(tmp_path / "m.tif")]) == 0
    assert "Sentinel-2 scene classification" in capfd.readouterr().err
    assert main([*words, "--output", str(tmp_path / "n.tif"), "--mask-codes", "optical=none"]) == 0
    with rasterio.open(tmp_path / "m.tif") as masked, rasterio.open(tmp_path / "n.tif") as whole:
        assert not masked.read(1)[:40].any() and masked.read(1)[40:].all() and whole.read(1).all()


def test_a_single_band_that_is_called_cloud_marks_clouds(seen):
    mask = np.array([[0, 1, 1, 0]])
    for nodata in (None, 0):
        used, sentence = seen(mask, "m.tif", ["cloud"], nodata=nodata)
        assert used.tolist() == [[True, False, False, True]] and "not used" in sentence
