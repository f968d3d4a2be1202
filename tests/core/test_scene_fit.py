"""A model fitted to the layers it maps: another light or haze is seen through, and nothing else changes."""

import hashlib
from pathlib import Path

import numpy as np
import pytest
import rasterio

from mamol_core.commands import main
from mamol_core.contract import CheckRequest, ClassifyRequest, Layer
from mamol_core.errors import LayerError, ValuesError
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.shell import command_line

from .conftest import NAMES, SIDE, write

MATCH = "--match"


@pytest.fixture(scope="module")
def hazy(scene):
    """Path of the optical layer on another day: darker, with haze over it."""
    with rasterio.open(scene.path("optical.tif")) as data:
        values = data.read()
    gain = np.array([0.6, 0.55, 0.5, 0.45, 0.5])[:, None, None]
    haze = np.array([900, 700, 500, 200, 100])[:, None, None]
    return write(scene.folder / "hazy.tif", values * gain + haze, NAMES, "uint16", nodata=0)


def mapped(model, output, *layers, **more):
    """Codes, tags and what was said of a map."""
    told = []
    run(ClassifyRequest(layers, model, str(output), **more), Reporter(told.append))
    with rasterio.open(output) as data:
        return data.read(1), data.tags(), told


def warnings(told):
    return [event["message"] for event in told if event["event"] == "warning"]


def test_a_fitted_model_should_see_through_haze_and_change_no_file(scene, model, hazy, tmp_path):
    digest = hashlib.sha256(Path(model).read_bytes()).hexdigest()
    optical, lidar = Layer("optical", hazy), Layer("lidar", scene.path("lidar.tif"))
    plain, tags, told = mapped(model, tmp_path / "plain.tif", optical)
    assert "fit the model to the layer" in " ".join(warnings(told)) and "MAMOL_FITTED_TO_LAYERS" not in tags
    codes, tags, told = mapped(model, tmp_path / "fitted.tif", optical, match=True)
    assert (plain == scene.truth).mean() < 0.7 and (codes == scene.truth).mean() > 0.95
    assert not warnings(told) and any("is fitted to layer" in event.get("message", "") for event in told)
    assert tags["MAMOL_FITTED_TO_LAYERS"] == "optical"
    assert mapped(model, tmp_path / "both.tif", optical, lidar, match=True)[1]["MAMOL_FITTED_TO_LAYERS"] == "optical"
    assert hashlib.sha256(Path(model).read_bytes()).hexdigest() == digest


def test_heights_and_radar_should_be_read_as_ever(scene, model, tmp_path):
    layers = [Layer("sar", scene.path("sar.tif")), Layer("lidar", scene.path("lidar.tif"))]
    plain, _, _ = mapped(model, tmp_path / "plain.tif", *layers)
    fitted, tags, told = mapped(model, tmp_path / "fitted.tif", *layers, match=True)
    assert (plain == fitted).all() and "MAMOL_FITTED_TO_LAYERS" not in tags
    assert "Nothing was fitted" in warnings(told)[0]
    with rasterio.open(layers[0].path) as data:
        water = np.where(scene.truth == 1, data.read(), np.nan)
    water = Layer("sar", write(tmp_path / "water.tif", water, ["VV", "VH"], "float32"))
    codes, _, told = mapped(model, tmp_path / "water_map.tif", water, match=True)
    assert (codes[codes > 0] == 1).mean() > 0.96 and "was fitted to" not in " ".join(warnings(told))


def test_shards_should_give_the_fitted_map_and_not_mix_with_another(scene, model, hazy, tmp_path, capfd):
    """The fit is to the whole layer, whichever part of the map is computed, and a run without it is another map's."""
    layer = ["classify", "--layer", f"optical={hazy}", "--model", model, "--tile", "32", "--resolution", "5"]
    assert main([*layer, "--output", str(tmp_path / "whole.tif"), MATCH]) == 0
    words = [*layer, "--output", str(tmp_path / "map.tif")]
    assert main([*words, MATCH, "--shard", "2/2"]) == 0
    assert main([*words, "--shard", "1/2"]) != 0  # without the fit
    assert main([*words, MATCH, "--shard", "1/2"]) == 0
    merge = ["merge", str(tmp_path / "map.tif.parts"), "--output", str(tmp_path / "map.tif")]
    assert main(merge) == 0
    with rasterio.open(tmp_path / "whole.tif") as whole, rasterio.open(tmp_path / "map.tif") as data:
        assert (whole.read() == data.read()).all() and data.tags()["MAMOL_FITTED_TO_LAYERS"] == "optical"
    capfd.readouterr()


def test_the_map_of_a_part_should_be_that_part_of_the_map(model, hazy, tmp_path):
    whole, _, _ = mapped(model, tmp_path / "whole.tif", Layer("optical", hazy), match=True)
    left, top = 500000 + 640, 5400000 - 640
    extent = (left, top - 640, left + 640, top)
    part, _, _ = mapped(model, tmp_path / "part.tif", Layer("optical", hazy), match=True, extent=extent)
    assert (part[16:-16, 16:-16] == whole[80:112, 80:112]).all()


def test_other_classes_should_be_warned_of_and_too_few_pixels_refused(scene, model, hazy, tmp_path):
    with rasterio.open(hazy) as data:
        values = data.read()
    water = write(tmp_path / "water.tif", np.where(scene.truth == 1, values, 0), NAMES, "uint16", nodata=0)
    told = mapped(model, tmp_path / "map.tif", Layer("optical", water, name="lake"), match=True)[2]
    assert any("'lake'" in text and "it seems to show others" in text for text in warnings(told))
    known = Layer("optical", scene.path("optical.tif"), name="known")
    told = mapped(model, tmp_path / "known_map.tif", known, match=True)[2]
    assert any("'known'" in text and "within the range" in text for text in warnings(told))
    few = values.copy()
    few[:, 30:] = 0
    few[:, :, 30:] = 0
    few = write(tmp_path / "few.tif", few, NAMES, "uint16", nodata=0)
    with pytest.raises(ValuesError, match="'corner': it has 900 valid pixels") as refused:
        mapped(model, tmp_path / "few_map.tif", Layer("optical", few, name="corner"), match=True)
    assert refused.value.sensor == "optical" and not (tmp_path / "few_map.tif").exists()
    with pytest.raises(LayerError, match="at the map's resolution it has 256 valid pixels"):
        mapped(model, tmp_path / "coarse_map.tif", Layer("optical", hazy), match=True, resolution=100)


def test_a_check_should_tell_where_fitting_may_help(scene, model, hazy, tmp_path):
    layers = Layer("optical", hazy), Layer("lidar", scene.path("lidar.tif"))
    request = ClassifyRequest(layers, model, str(tmp_path / "map.tif"))
    found = run(CheckRequest(request), Reporter())
    assert {sensor: entry["outside"] for sensor, entry in found["layers"].items()} == {"optical": True, "lidar": False}
    fine = ClassifyRequest((Layer("optical", scene.path("optical.tif")),), model, str(tmp_path / "map.tif"))
    assert not run(CheckRequest(fine), Reporter())["layers"]["optical"]["outside"]
    assert MATCH in command_line(ClassifyRequest(layers, model, "map.tif", match=True))


def test_gaps_should_not_be_fitted_to(scene, model, hazy, tmp_path):
    """Clouds under a mask take no part: the fit is that of the clear half."""
    with rasterio.open(hazy) as data:
        values = data.read()
    values[:, :, : SIDE // 3] = 9000
    clear = np.ones((SIDE, SIDE))
    clear[:, : SIDE // 3] = 0
    cloudy = write(tmp_path / "cloudy.tif", values, NAMES, "uint16", nodata=0)
    layer = Layer("optical", cloudy, write(tmp_path / "clear.tif", clear, dtype="uint8"))
    codes, _, _ = mapped(model, tmp_path / "map.tif", layer, match=True)
    seen = codes > 0
    assert not seen[:, : SIDE // 3 - 1].any() and (codes[seen] == scene.truth[seen]).mean() > 0.93
