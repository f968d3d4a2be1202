"""The starter model: what ships, and how scenes are put beside one another to train it."""

from pathlib import Path

import numpy as np
import pytest
import rasterio

from benchmarks.starter import BANDS, LEGEND, MODEL, SENSORS, Part, page, write_mosaic
from mamol_core.commands import main
from mamol_core.contract import read_card
from mamol_core.rasters.sensor import RELIEF

from .conftest import write


def test_scenes_should_lie_beside_one_another_without_touching(tmp_path):
    mask = np.ones((6, 5), bool)
    mask[0, 0] = False
    values = np.full((1, 6, 5), 7, np.float32)
    optical = np.full((len(BANDS), 6, 5), 3, np.float32)
    first = Part([(optical, mask), None, (values, mask)], np.full((6, 5), 2, np.uint8))
    second = Part([(optical[:, :4], mask[1:5]), (values[:, :4], mask[1:5]), None], np.full((4, 5), 5, np.uint8))
    layers, labels = write_mosaic([first, second], tmp_path)
    assert [layer.sensor for layer in layers] == list(SENSORS)
    with rasterio.open(labels) as raster:
        codes = raster.read(1)
    found = {}
    for layer in layers:
        with rasterio.open(layer.path) as raster:
            found[layer.sensor] = raster.read(1)
            if layer.sensor == "optical":
                assert raster.descriptions == BANDS
    assert np.isnan(found["optical"][0, 0]) and found["optical"][1, 1] == 3
    assert np.isnan(found["sar"][:, :5]).all() and np.nanmax(found["sar"]) == 7
    assert (codes == 2).sum() == 30 and (codes == 5).sum() == 20
    gap = codes.shape[1] - 10
    assert gap >= 12 and (codes[:, 5:-17] == 0).all()


def test_page_should_show_every_figure():
    figures = {"oa": 0.5, "macro_f1": 0.25}
    text = page({"north": figures}, {"south": [{"adapted": figures, "from nothing": figures}] * 2})
    assert "| north | 50.0 / 25.0 |" in text and "| south | 50.0 ± 0.0 / 25.0 | 50.0 ± 0.0 / 25.0 |" in text


@pytest.fixture(scope="module")
def card():
    return read_card(str(MODEL))


def test_card_should_say_what_the_model_is_and_where_it_comes_from(card):
    assert "emonstration" in card["name"] and "adapted" in card["attribution"]
    for word in ("TerraMesh", "Apache-2.0", "MIT", "Copernicus", "never saw", "OA"):
        assert word in card["attribution"]
    assert [entry["name"] for entry in card["classes"]] == [entry.name for entry in LEGEND]
    assert card["licence"] and not any("/" in str(value) for value in card["training"].values())


def test_elevation_should_count_only_as_relief(card):
    assert [spec["sensor"] for spec in card["sensors"]] == list(SENSORS)
    assert card["sensors"][2]["quantity"] == RELIEF


def test_starter_should_be_small_enough_to_ship():
    assert Path(MODEL).stat().st_size < 5e6


def test_starter_should_map_sentinel2_alone_and_a_height_of_elsewhere(tmp_path):
    rng = np.random.default_rng(0)
    optical = write(tmp_path / "s2.tif", rng.integers(200, 3000, (10, 64, 64)), BANDS, "uint16", nodata=0)
    height = write(tmp_path / "dem.tif", 4000 + rng.random((64, 64)), ["elevation"], "float32")
    output = str(tmp_path / "map.tif")
    words = ["classify", "--layer", f"optical={optical}", "--layer", f"lidar={height}", "--model", str(MODEL)]
    assert main([*words, "--output", output]) == 0
    with rasterio.open(output) as raster:
        assert set(np.unique(raster.read(1))) <= {entry.code for entry in LEGEND}


def test_starter_should_be_adapted_to_other_labels(scene, tmp_path):
    model = str(tmp_path / "mine.mamol.safetensors")
    words = ["train", *scene.layers("sar", "lidar"), "--labels", scene.path("labels.tif"), "--model", model]
    words += ["--classes", scene.path("classes.csv"), "--continue", str(MODEL), "--labels-only", "--effort", "quick"]
    assert main(words) == 0
    card = read_card(model)
    assert [entry["name"] for entry in card["classes"]] == ["Water", "meadow", "forest"]
    assert card["training"]["continued_from"] == MODEL.name
