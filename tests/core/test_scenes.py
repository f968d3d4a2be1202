"""Several scenes teach one model: each with its own grid, layers, labels and codes."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
from safetensors.torch import load_file

from mamol_core.cards import read_card
from mamol_core.commands import main
from mamol_core.contract import CheckRequest, Layer, TrainRequest
from mamol_core.errors import MamolError
from mamol_core.labels.labels import Labels
from mamol_core.matching import Band, common_bands
from mamol_core.rasters.grid import Grid
from mamol_core.rasters.legend import LandClass
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.training import scene as scenes_in_training
from mamol_core.training.common_classes import common_classes
from mamol_core.training.inputs import inspect
from mamol_core.training.scenefile import read_scene

from .conftest import NAMES, write

ELSEWHERE = {"crs": "EPSG:32718", "origin": (300000.0, 6200000.0)}


@pytest.fixture(scope="module")
def near(scene):
    """The tests' scene as a folder with a scene.json: optical and SAR."""
    told = {
        "layers": {"optical": "optical.tif", "sar": "sar.tif"},
        "labels": {"raster": "labels.tif"},
        "classes": "classes.csv",
        "name": "near",
    }
    path = scene.folder / "near.json"
    path.write_text(json.dumps(told))
    return str(path)


@pytest.fixture(scope="module")
def far(tmp_path_factory):
    """Another place: reflectance 0-1 with bands in another order and one more, heights, other codes, no SAR."""
    folder = tmp_path_factory.mktemp("far")
    rng = np.random.default_rng(8)
    rows, cols = np.mgrid[:150, :130]
    truth = np.digitize(np.cos(rows / 21) + np.sin(cols / 17), [-0.5, 0.6]).astype(np.uint8)
    kinds = np.array([[900, 800, 700, 400, 300], [700, 1100, 900, 3500, 2400], [400, 600, 500, 2600, 1400]]) / 10_000
    optical = kinds[truth].transpose(2, 0, 1) * rng.normal(1, 0.08, (5, 150, 130))
    extra = rng.normal(0.1, 0.01, (1, 150, 130))
    height = 2400 + np.array([0, 1, 18])[truth] + rng.normal(0, 1, (150, 130))
    write(folder / "s2.tif", np.concatenate([optical[::-1], extra]), [*NAMES[::-1], "B09"], "float32", **ELSEWHERE)
    write(folder / "dem.tif", height, ["elevation"], "float32", **ELSEWHERE)
    codes = np.array([30, 20, 7])[truth]
    labels = np.where((rows % 20 < 5) & (cols % 16 < 5), codes, 0)
    write(folder / "labels.tif", labels, dtype="uint8", nodata=0, **ELSEWHERE)
    told = {
        "layers": {"optical": "s2.tif", "lidar": "dem.tif"},
        "labels": {"raster": "labels.tif"},
        "classes": {"30": "Water", "20": "meadow", "7": {"name": "forest", "colour": "#006600"}},
        "note": "made up",
    }
    (folder / "scene.json").write_text(json.dumps(told))
    return folder, codes


def request(*scenes, **more):
    return TrainRequest((), None, "m.mamol.safetensors", scenes=tuple(map(str, scenes)), **more)


def test_one_scene_should_teach_what_its_layers_and_labels_do(scene, model, tmp_path):
    layers = {"optical": "optical.tif", "sar": "sar.tif", "lidar": "lidar.tif"}
    told = {"layers": layers, "labels": {"raster": "labels.tif"}, "classes": "classes.csv"}
    (scene.folder / "scene.json").write_text(json.dumps(told))
    again = str(tmp_path / "model.mamol.safetensors")
    assert main(["train", "--scene", str(scene.folder), "--model", again, "--effort", "quick"]) == 0
    one, two = load_file(model), load_file(again)
    assert one.keys() == two.keys() and all((one[name] == two[name]).all() for name in one)
    cards = [read_card(path) for path in (model, again)]
    for card in cards:
        card.pop("created")
        card["training"].pop("seconds")
    assert cards[0] == cards[1]


@pytest.fixture(scope="module")
def together(near, far, tmp_path_factory):
    """A model of both, and its report."""
    folder = tmp_path_factory.mktemp("together")
    words = ["--scene", near, "--scene", str(far[0]), "--model", str(folder / "m.mamol.safetensors")]
    assert main(["train", *words, "--effort", "quick", "--report", str(folder / "report")]) == 0
    return folder


def test_a_model_should_know_the_sensors_and_classes_of_all_scenes(together, far):
    card = read_card(str(together / "m.mamol.safetensors"))
    optical = card["sensors"][0]
    assert [spec["sensor"] for spec in card["sensors"]] == ["optical", "sar", "lidar"]
    assert sorted(band["name"] for band in optical["bands"]) == sorted(NAMES)
    assert [entry["name"] for entry in card["classes"]] == ["water", "meadow", "forest"]
    assert [entry["code"] for entry in card["classes"]] == [1, 2, 3]
    own = {entry["name"]: entry for entry in card["accuracy"][0]["scenes"]}
    assert own.keys() == {"near", far[0].name}
    assert sum(entry["pixels"] for entry in own.values()) == card["accuracy"][0]["pixels"]
    assert all(entry["oa"] > 0.8 for entry in own.values())
    assert [entry["sensors"] for entry in card["training"]["scenes"]] == [["optical", "sar"], ["optical", "lidar"]]
    page = (together / "report" / "report.html").read_text()
    assert "<td>Scene &#39;near&#39;: " in page  # how its layers and labels lie
    assert "Accuracy in each scene" in page and f"<td>{far[0].name}</td><td>optical, LiDAR</td>" in page


def test_the_model_should_map_both_places_with_what_each_has(together, scene, far, tmp_path):
    folder, codes = far
    ours = {20: 2, 30: 1, 7: 3}
    truth = {"near": scene.truth, "far": np.vectorize(ours.get)(codes)}
    layers = {
        "near": [f"optical={scene.path('optical.tif')}", f"sar={scene.path('sar.tif')}"],
        "far": [f"optical={folder / 's2.tif'}", f"lidar={folder / 'dem.tif'}"],
    }
    for place, given in layers.items():
        output = str(tmp_path / f"{place}.tif")
        words = [word for layer in given for word in ("--layer", layer)]
        assert main(["classify", *words, "--model", str(together / "m.mamol.safetensors"), "--output", output]) == 0
        with rasterio.open(output) as mapped:
            assert (mapped.read(1) == truth[place]).mean() > 0.85


def test_scenes_of_the_same_place_should_be_warned_of(near, far):
    again = Path(near).with_name("again.json")
    again.write_text(json.dumps({**json.loads(Path(near).read_text()), "name": "again"}))
    for other, warned in ((again, True), (far[0], False)):
        found = run(CheckRequest(request(near, other)), Reporter())
        texts = [entry["message"] for entry in found["warnings"]]
        assert any(text.startswith("Scene 'near' and scene 'again' show the same place.") for text in texts) == warned


def test_no_scene_should_go_first(near, far):
    found = [inspect(request(*order), Reporter()) for order in ((near, far[0]), (far[0], near))]
    assert found[0].classes == found[1].classes
    by_sensor = [{spec.sensor: spec for spec in entry.sensors} for entry in found]
    for sensor in ("sar", "lidar"):
        assert by_sensor[0][sensor] == by_sensor[1][sensor]
    assert {band.name for band in by_sensor[0]["optical"].bands} == {
        band.name for band in by_sensor[1]["optical"].bands
    }
    assert found[0].gsd == pytest.approx(found[1].gsd)


def test_a_scene_should_be_told_apart_from_the_layers_given(scene, far, tmp_path):
    """What is wrong with a scene is about none of the layers that stand in the dialog."""
    folder = tmp_path / "broken"
    folder.mkdir()
    told = json.loads((far[0] / "scene.json").read_text())
    told["layers"] = {"optical": "none.tif", "lidar": str(far[0] / "dem.tif")}
    told["labels"] = {"raster": str(far[0] / "labels.tif")}
    (folder / "scene.json").write_text(json.dumps(told))
    layers = (Layer("optical", scene.path("optical.tif")), Layer("lidar", scene.path("lidar.tif")))
    asked = TrainRequest(layers, scene.path("labels.tif"), str(tmp_path / "m.safetensors"), scenes=(str(folder),))
    found = run(CheckRequest(asked), Reporter())
    (refused,) = found["refused"]
    assert refused["sensor"] is None and refused["message"].startswith("Scene 'broken': ")
    assert "none.tif" in refused["message"]
    assert found["layers"]["optical"]["state"] == "used"
    with pytest.raises(MamolError, match="Scene 'broken'"):
        run(asked, Reporter())


def test_all_scenes_together_should_have_no_more_windows_than_one_may(near, far, monkeypatch):
    monkeypatch.setattr(scenes_in_training, "MOST_WINDOWS", 5)
    found = inspect(request(near, far[0]), Reporter())
    assert [len(scene.labels.windows) for scene in found.scenes] == [2, 2]
    monkeypatch.setattr(scenes_in_training, "MOST_WINDOWS", 192)
    assert [len(scene.labels.windows) for scene in inspect(request(near, far[0]), Reporter()).scenes] == [4, 4]


def test_pixels_that_are_too_coarse_should_be_refused(near, far, tmp_path):
    rng = np.random.default_rng(0)
    folder = tmp_path / "coarse"
    folder.mkdir()
    where = {**ELSEWHERE, "pixel": 60.0}
    write(folder / "optical.tif", rng.normal(1000, 200, (5, 60, 60)), NAMES, "uint16", **where)
    write(folder / "labels.tif", np.arange(3600).reshape(60, 60) // 900 + 1, dtype="uint8", **where)
    told = {"layers": {"optical": "optical.tif"}, "labels": {"raster": "labels.tif"}}
    (folder / "scene.json").write_text(json.dumps(told))
    with pytest.raises(MamolError, match=r"Scene 'coarse': The pixels of .* measure 60 m, .* 10 m"):
        inspect(request(near, folder), Reporter())


def test_heights_at_other_levels_should_count_as_relief_only(scene, far, tmp_path):
    told = {"layers": {"lidar": "lidar.tif"}, "labels": {"raster": "labels.tif"}, "classes": "classes.csv", "name": "a"}
    path = scene.folder / "heights.json"
    path.write_text(json.dumps(told))
    found = inspect(request(path, far[0]), Reporter())
    assert found.sensors[0].sensor == "lidar" and found.sensors[0].quantity == "relief"
    assert inspect(request(far[0]), Reporter()).sensors[1].quantity == "elevation"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"sensors": {}}, "no such key as 'sensors'"),
        ({"layers": {}}, '"layers" is empty'),
        ({"layers": {"radar": "x.tif"}}, "'radar' is not a sensor"),
        ({"layers": {"optical@2024-13-01": "x.tif"}}, "'2024-13-01' is not a date"),
        ({"layers": {"optical": 3}}, "the layer of optical is 3; a text was expected"),
        ({"labels": None}, '"labels" is missing; an object was expected, such as {"vector": "fields.gpkg"'),
        ({"labels": {"file": "x.tif"}}, "labels: there is no such key as 'file'"),
        ({"labels": {"raster": "x.tif", "vector": "x.gpkg"}}, 'either "raster" or "vector"'),
        ({"labels": {"raster": "x.tif", "ignore": ["1"]}}, "a list of codes was expected"),
        ({"labels": {"raster": "x.tif", "shift": "1;2"}}, "is not a shift"),
        ({"masks": {"sar": "x.tif"}}, "names the sensor 'sar', which has no layer"),
        ({"bands": {"optical": "B02,,B03"}}, "band"),
        ({"nodata": {"optical": "nothing"}}, "is not a list of nodata values"),
        ({"classes": {"zero": "water"}}, "class code 'zero' is not a whole number"),
    ],
)
def test_a_scene_that_is_wrongly_told_should_be_refused_by_name(change, said, tmp_path):
    folder = tmp_path / "field"
    folder.mkdir()
    told = {"layers": {"optical": "x.tif"}, "labels": {"raster": "x.tif"}} | change
    (folder / "scene.json").write_text(json.dumps(told))
    with pytest.raises(MamolError) as refused:
        read_scene(str(folder))
    assert refused.value.message.startswith("Scene 'field': ") and said in refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize("content", [None, "{", "[]", "[" * 100_000])
def test_a_file_that_is_no_scene_should_be_refused(content, tmp_path):
    if content is not None:
        (tmp_path / "scene.json").write_text(content)
    with pytest.raises(MamolError, match=r"scene\.json"):
        read_scene(str(tmp_path))


def test_what_a_scene_says_of_its_layers_should_reach_them(tmp_path):
    told = {
        "layers": {"optical@2024-05-03": "a.tif", "optical@2024-06-04": "b.tif", "sar": "/vsizip/s.zip/s.tif"},
        "masks": {"optical": "clouds.tif", "optical@2024-06-04": "june.tif"},
        "bands": {"optical": "B02,-,B04"},
        "nodata": {"sar": "0"},
        "shifts": {"sar": "0,-12.5"},
        "labels": {"vector": "l.gpkg", "layer": "fields", "field": "crop", "ignore": [3], "shift": "5,0"},
    }
    (tmp_path / "scene.json").write_text(json.dumps(told))
    found = read_scene(str(tmp_path))
    may, june, sar = found.layers
    assert may.mask == str(tmp_path / "clouds.tif") and june.mask == str(tmp_path / "june.tif")
    assert may.bands == june.bands == ("B02", None, "B04")
    assert sar == Layer("sar", "/vsizip/s.zip/s.tif", nodata=((0, 0),), shift=(0.0, -12.5))
    assert (found.labels, found.labels_layer, found.field) == (str(tmp_path / "l.gpkg"), "fields", "crop")
    assert (found.ignore, found.labels_shift) == ((3,), (5.0, 0.0))


def labels_of(coded, **names):
    classes = [LandClass(int(code[1:]), name or f"Class {code[1:]}", "#808080") for code, name in names.items()]
    grid = Grid(None, None, 1, 1)
    return Labels(np.array([0]), np.array([1]), np.array([1]), [], classes, grid, True, coded)


def test_classes_should_be_put_together_by_name_and_nameless_codes_by_code():
    one = labels_of(True, c1="water", c2="forest")
    two = labels_of(True, c1="Forest ", c5="water", c7="")
    three = labels_of(True, c2="forest", c7="town")
    found = common_classes([("one", one), ("two", two), ("three", three)])
    assert [(entry.code, entry.name) for entry in found.classes] == [(1, "water"), (2, "forest"), (7, "town")]
    assert found.numbers == [[1, 2], [2, 1, 3], [2, 3]]
    said = " ".join(text for _, text in found.messages)
    assert "scene 'two': 1 becomes 2 'forest', 5 becomes 1 'water'" in said
    assert "The labels of scene 'two' are codes without names; they are taken for 7 'town'" in said
    assert len({entry.colour for entry in found.classes}) == 3


def test_names_without_codes_should_be_numbered_as_one_list():
    one, two = labels_of(False, c1="forest", c2="water"), labels_of(False, c1="barren", c2="forest")
    found = common_classes([("one", one), ("two", two)])
    assert [(entry.code, entry.name) for entry in found.classes] == [(1, "barren"), (2, "forest"), (3, "water")]
    assert found.numbers == [[2, 3], [1, 2]] and not found.coded


@pytest.mark.parametrize(
    ("others", "said"),
    [
        ([labels_of(True, c1="water", c2="forest"), labels_of(True, c1="forest", c2="water")], "it means 'water' in"),
        ([labels_of(False, c1="forest", c2="water")], "scene 'b1' has names without codes"),
        ([labels_of(True, c1="water", c2="water")], "are all called 'water'"),
    ],
)
def test_classes_that_cannot_be_told_should_be_refused(others, said):
    scenes = [("a", labels_of(True, c1="", c2="")), *((f"b{k}", labels) for k, labels in enumerate(others, 1))]
    with pytest.raises(MamolError) as refused:
        common_classes(scenes)
    assert said in refused.value.message and "scene '" in refused.value.message


def test_bands_should_be_those_that_all_layers_have():
    ten, twelve = [Band("B02"), Band("B8A")], [Band("B1"), Band("b2"), Band("B8A")]
    assert common_bands([twelve, ten]) == common_bands([ten, twelve]) == ten
    waves = [[Band(None, 492.0), Band(None, 665.0)], [Band("red", 664.0), Band(None, 2190.0), Band(None, 490.0)]]
    assert common_bands(waves) == waves[0]
    assert common_bands([[Band("VV")], [Band("HH"), Band("HV")]]) == []


def test_two_scenes_of_one_name_should_be_refused(near):
    with pytest.raises(MamolError, match="Two scenes are called 'near'"):
        inspect(request(near, near), Reporter())


def test_labels_without_layers_and_what_lacks_labels_should_be_refused(near):
    for wrong in (
        replace(request(near), labels="/l.tif"),
        replace(request(near), field="class"),
        replace(request(), scenes=()),
        replace(request(near), layers=(Layer("optical", "/o.tif"),)),
    ):
        with pytest.raises(MamolError):
            run(wrong, Reporter())
