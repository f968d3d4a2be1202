"""The starter model that ships in resources/."""

from pathlib import Path

import numpy as np
import pytest
import rasterio

from mamol_core.cards import read_card
from mamol_core.commands import main
from mamol_core.roles import RELIEF

from .conftest import write

MODEL = Path(__file__).resolve().parents[2] / "resources" / "starter.mamol.safetensors"
BANDS = ("B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B11", "B12")
CLASSES = ["Water", "Trees", "Low vegetation", "Built-up", "Snow and ice"]


@pytest.fixture(scope="module")
def card():
    return read_card(str(MODEL))


def test_card_should_say_what_the_model_is_and_where_it_comes_from(card):
    assert "emonstration" in card["name"] and "adapted" in card["attribution"]
    for word in ("TerraMesh", "Apache-2.0", "MIT", "Copernicus", "never saw", "OA"):
        assert word in card["attribution"]
    assert [entry["name"] for entry in card["classes"]] == CLASSES
    assert card["licence"] and not any("/" in str(value) for value in card["training"].values())


def test_elevation_should_count_only_as_relief(card):
    assert [spec["sensor"] for spec in card["sensors"]] == ["optical", "sar", "lidar"]
    assert card["sensors"][2]["quantity"] == RELIEF


def test_starter_should_be_small_enough_to_ship():
    assert MODEL.stat().st_size < 5e6


# Reflectance x 10000 of Sentinel-2's bands, as of open water, a closed forest and a meadow.
WATER = (420, 380, 260, 230, 190, 180, 150, 140, 70, 50)
FOREST = (280, 450, 300, 700, 2000, 2500, 2600, 2800, 1300, 600)
MEADOW = (420, 800, 650, 1300, 2900, 3400, 3500, 3700, 2300, 1300)


@pytest.fixture(scope="module")
def lake(tmp_path_factory):
    """A lake in the west, forest in the east, high in the mountains: paths of the layers, and which pixels are lake."""
    folder = tmp_path_factory.mktemp("lake")
    rng = np.random.default_rng(0)
    wet = np.broadcast_to(np.arange(128) < 64, (128, 128))
    spectra = np.where(wet, np.array(WATER)[:, None, None], np.array(FOREST)[:, None, None])
    optical = (spectra * rng.normal(1, 0.06, (10, 128, 128))).clip(1)
    height = 4000 + np.where(wet, 0, 12 + rng.normal(0, 3, (128, 128))) + rng.normal(0, 0.2, (128, 128))
    spoilt = height.copy()
    spoilt[[20, 60, 100], [30, 70, 110]] = np.finfo(np.float32).min  # no data, though the file does not say so
    return {
        "optical": write(folder / "s2.tif", optical, BANDS, "uint16", nodata=0),
        "lidar": write(folder / "dem.tif", height, ["elevation"], "float32"),
        "spoilt": write(folder / "spoilt.tif", spoilt, ["elevation"], "float32"),
    }, wet


def map_lake(folder, **layers):
    output = str(folder / "map.tif")
    words = [word for sensor, path in layers.items() for word in ("--layer", f"{sensor}={path}")]
    assert main(["classify", *words, "--model", str(MODEL), "--output", output]) == 0
    with rasterio.open(output) as raster:
        return raster.read(1)


@pytest.mark.parametrize("sensors", [("optical",), ("optical", "lidar")])
def test_starter_should_tell_a_lake_from_a_forest(lake, tmp_path, sensors):
    """Row T: a map of one class, or of classes at random, does not pass. The height is of elsewhere, 4000 m up."""
    layers, wet = lake
    codes = map_lake(tmp_path, **{sensor: layers[sensor] for sensor in sensors})
    assert (codes[wet] == 1).mean() > 0.9 and (codes[~wet] == 2).mean() > 0.9


def test_pixels_without_declared_nodata_should_not_change_the_starters_map(lake, tmp_path):
    """Row T: the map that S1 spoilt passed."""
    layers, _ = lake
    whole = map_lake(tmp_path, optical=layers["optical"], lidar=layers["lidar"])
    spoilt = map_lake(tmp_path, optical=layers["optical"], lidar=layers["spoilt"])
    assert (whole == spoilt).mean() > 0.99


def test_starter_should_be_adapted_to_other_labels(scene, tmp_path):
    model = str(tmp_path / "mine.mamol.safetensors")
    words = ["train", *scene.layers("sar", "lidar"), "--labels", scene.path("labels.tif"), "--model", model]
    words += ["--classes", scene.path("classes.csv"), "--continue", str(MODEL), "--labels-only", "--effort", "quick"]
    assert main(words) == 0
    card = read_card(model)
    assert [entry["name"] for entry in card["classes"]] == ["Water", "meadow", "forest"]
    assert card["training"]["continued_from"] == MODEL.name
