"""Exports of real scenes without band names map as the scenes do once the bands are named; wrong names are doubted."""

import json
from pathlib import Path

import numpy as np
import pytest
import rasterio

from mamol_core.cards import read_card
from mamol_core.commands import main
from mamol_core.contract import Layer
from mamol_core.errors import LayerError
from mamol_core.presets import parse_bands
from mamol_core.rasters.source import open_source
from mamol_core.sensors.layers import describe_sensor
from mamol_core.sensors.statistics import own_grid

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
STARTER = str(Path(__file__).resolve().parents[2] / "resources" / "starter.mamol.safetensors")
SCENES = {
    "chile_s2_s1_dem": "sentinel-2-12",
    "carson_s2_polygons": "sentinel-2-8",
    "amazon_s2_srtm_polygons": "sentinel-2-12",
}
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="the real scenes in shared/data are not on this machine")


def optical(name):
    about = json.loads((DATA / name / "scene.json").read_text())
    return str(DATA / name / about["layers"]["optical"])


def export(path, folder):
    """A copy without the names of its bands, as many exports are."""
    with rasterio.open(path) as data:
        target = folder / "export.tif"
        with rasterio.open(target, "w", **data.profile) as out:
            out.write(data.read())
    return str(target)


def warnings(path, bands):
    source = open_source(Layer("optical", path, bands=parse_bands(bands)))
    return [text for level, text in describe_sensor(source, own_grid(source))[3] if level == "warning"]


@pytest.fixture(scope="module")
def models(tmp_path_factory):
    """A model for each scene: the starter model for those of twelve bands; Carson's is trained on a nameless export."""
    folder = tmp_path_factory.mktemp("carson")
    carson = str(folder / "carson.mamol.safetensors")
    layer = ["--layer", f"optical={export(optical('carson_s2_polygons'), folder)}", "--bands", "optical=sentinel-2-8"]
    labels = ["--labels", str(DATA / "carson_s2_polygons" / "training_polygons.gpkg"), "--field", "Classname"]
    if main(["train", *layer, *labels, "--model", carson, "--effort", "quick"]):
        pytest.fail("The training on the nameless export of Carson failed.")
    return {name: carson if name.startswith("carson") else STARTER for name in SCENES}


@pytest.mark.parametrize("name", SCENES)
def test_the_map_of_a_nameless_export_is_that_of_the_scene(name, models, tmp_path, capfd):
    maps = []
    for file, words in (
        (optical(name), []),
        (export(optical(name), tmp_path), ["--bands", f"optical={SCENES[name]}"]),
    ):
        output = str(tmp_path / "map.tif")
        words = ["--layer", f"optical={file}", *words, "--model", models[name], "--output", output]
        assert main(["classify", *words]) == 0
        with rasterio.open(output) as data:
            maps.append(data.read(1))
    np.testing.assert_array_equal(maps[1], maps[0])
    assert len(np.unique(maps[0])) > 2
    assert "its bands are taken as 1 B01, 2 B02, 3 B03" in capfd.readouterr().err


def test_a_model_trained_with_named_bands_knows_them(models):
    (sensor,) = read_card(models["carson_s2_polygons"])["sensors"]
    assert [band["name"] for band in sensor["bands"]] == [f"B0{number}" for number in range(1, 9)]


@pytest.mark.parametrize("name", SCENES)
def test_the_right_preset_is_not_doubted_and_wrong_ones_are(name, tmp_path):
    nameless = export(optical(name), tmp_path)
    bands = list(parse_bands(SCENES[name]))
    assert not any("named" in text or "another part" in text for text in warnings(nameless, SCENES[name]))
    shuffled = [bands[place] for place in np.random.default_rng(1).permutation(len(bands))]
    wrong = {"shuffled": shuffled, "reversed": bands[::-1]}
    if name.startswith("carson"):  # mostly water, which the other way round is as bright as soil
        wrong = {"planetscope": parse_bands("planetscope-8")}
    for case, names in wrong.items():
        found = warnings(nameless, ",".join(names))
        assert any(text.endswith("Check which band is which.") for text in found), case


def test_a_preset_of_another_count_or_kind_of_sensor_is_refused(tmp_path):
    nameless = export(optical("chile_s2_s1_dem"), tmp_path)
    for bands, words in (("sentinel-2-10", "has 12 bands; names were given for 10"), ("landsat-8-9", "given for 7")):
        with pytest.raises(LayerError, match=words):
            open_source(Layer("optical", nameless, bands=parse_bands(bands)))
    radar = str(DATA / "chile_s2_s1_dem" / "sar_s1rtc_db.tif")
    with pytest.raises(LayerError, match="named as those of Sentinel-1, VV and VH, which is no optical layer"):
        open_source(Layer("optical", radar, bands=parse_bands("sentinel-1")))
