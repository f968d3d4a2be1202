"""A sensor that is added to a model changes nothing but what it is there for: the rest stays, bit for bit."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from safetensors.torch import load_file

from mamol_core.cards import read_card
from mamol_core.commands import main
from mamol_core.contract import CheckRequest, Layer, TrainRequest
from mamol_core.errors import MamolError
from mamol_core.model.modelfile import load_model
from mamol_core.model.network import Mamol, NetworkConfig
from mamol_core.rasters.legend import LandClass
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.training.growing import grown_card

from .conftest import SIDE, write

REACH = 80
"""Pixels from which on a sensor can change nothing: two blocks of a 3 x 3 convolution and attention in windows of 8
tokens, a token having 4 pixels, and the convolutions of stems and decoders."""
OLD = NetworkConfig((5, 2, 3), classes=4, width=32, depth=2, heads=2)
PATTERNS = [subset for size in (1, 2, 3) for subset in combinations(range(3), size)]


@pytest.fixture(scope="module")
def networks():
    """A network, and the same with two sensors more, whose new parts are as large as any."""
    torch.manual_seed(0)
    old = Mamol(OLD).eval()
    for parameter in old.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    new = Mamol(replace(OLD, features=(*OLD.features, 4, 6), added=2)).eval()
    for parameter in new.parameters():
        torch.nn.init.normal_(parameter, std=0.2)
    new.load_state_dict(new.state_dict() | old.state_dict())
    return old, new


def values(side, subset, masks):
    generator = torch.Generator().manual_seed(1)
    every = [torch.randn(1, c, side, side, generator=generator) for c in (*OLD.features, 4, 6)]
    return [part * masks[:, [s]] if s in subset else None for s, part in enumerate(every)]


@torch.inference_mode()
@pytest.mark.parametrize("subset", PATTERNS)
def test_without_the_added_sensors_logits_should_be_the_old_ones_bit_for_bit(networks, subset):
    old, new = networks
    masks = torch.zeros(1, 5, 96, 96)
    for sensor in subset:
        masks[:, sensor, :, 10 * sensor :] = 1
    features = values(96, subset, masks)
    before = old(features[:3], masks[:, :3])
    assert torch.equal(before, new(features, masks))
    given = [*features[:3], torch.zeros(1, 4, 96, 96), None]  # as from a reader that found no valid pixel
    assert torch.equal(before, new(given, masks))


@torch.inference_mode()
@pytest.mark.parametrize("subset", PATTERNS)
def test_far_from_an_added_sensor_logits_should_be_the_old_ones_bit_for_bit(networks, subset):
    old, new = networks
    side, seen = 256, 60
    masks = torch.zeros(1, 5, side, side)
    masks[:, list(subset)] = 1
    before = old(values(side, subset, masks)[:3], masks[:, :3])
    masks[:, 3, :seen, :seen] = 1
    masks[:, 4, :20, :30] = 1
    after = new(values(side, (*subset, 3, 4), masks), masks)
    far = torch.ones(side, side, dtype=torch.bool)
    far[: seen + REACH, : seen + REACH] = False
    assert torch.equal(before[..., far], after[..., far])
    assert not torch.equal(before[..., :seen, :seen], after[..., :seen, :seen])


@pytest.fixture(scope="module")
def grown(scene, tmp_path_factory):
    """A model of optical and elevation, and the same with SAR added; both by the command line. Their paths."""
    folder = tmp_path_factory.mktemp("grown")
    words = ["--labels", scene.path("labels.tif"), "--classes", scene.path("classes.csv"), "--effort", "quick"]
    old, new = (str(folder / f"{name}.mamol.safetensors") for name in ("old", "new"))
    assert main(["train", *scene.layers("optical", "lidar"), *words, "--model", old]) == 0
    more = ["--continue", old, "--model", new, "--report", str(folder / "report")]
    assert main(["train", *scene.layers("optical", "lidar", "sar"), *words, *more]) == 0
    return old, new


def mapped(model, folder, *layers):
    """Land cover and probabilities of a map."""
    paths = [str(folder / name) for name in ("map.tif", "probabilities.tif")]
    words = ["--model", model, "--output", paths[0], "--probabilities", paths[1]]
    assert main(["classify", *layers, *words]) == 0
    found = []
    for path in paths:
        with rasterio.open(path) as data:
            found.append(data.read())
    return np.concatenate(found)


@pytest.mark.parametrize("sensors", [("optical",), ("lidar",), ("optical", "lidar")])
def test_a_map_without_the_added_sensor_should_be_that_of_the_old_model(scene, grown, tmp_path, sensors):
    before, after = (mapped(model, tmp_path, *scene.layers(*sensors)) for model in grown)
    assert (before == after).all()


def test_a_map_should_differ_only_where_the_added_sensor_reaches(scene, grown, tmp_path):
    with rasterio.open(scene.path("sar.tif")) as data:
        values = data.read()
    values[:, 40:], values[:, :, 40:] = np.nan, np.nan
    corner = write(tmp_path / "corner.tif", values, ["VV", "VH"], "float32")
    layers = scene.layers("optical")
    before = mapped(grown[0], tmp_path, *layers)
    after = mapped(grown[1], tmp_path, *layers, "--layer", f"sar={corner}")
    far = np.ones((SIDE, SIDE), bool)
    far[: 40 + REACH, : 40 + REACH] = False
    assert far.any() and (before[:, far] == after[:, far]).all()
    assert (before[:, :40, :40] != after[:, :40, :40]).any()
    whole = mapped(grown[1], tmp_path, *scene.layers("optical", "lidar", "sar"))
    assert (whole[0] == scene.truth).mean() > 0.95 and (mapped(grown[1], tmp_path, *scene.layers("sar"))[0] > 0).all()


def test_what_was_there_should_stay_in_the_file_and_what_was_added_be_told(scene, grown):
    old, new = (load_file(path) for path in grown)
    temperature = new.pop("temperature"), old.pop("temperature")
    assert torch.equal(temperature[0][:-1], temperature[1]) and all(torch.equal(old[key], new[key]) for key in old)
    size = sum(value.numel() for key, value in new.items() if key not in old)
    assert size < 0.15 * sum(value.numel() for value in old.values())
    before, after = (read_card(path) for path in grown)
    assert [spec["sensor"] for spec in after["sensors"]] == ["optical", "lidar", "sar"]
    assert after["network"]["added"] == 1 and "added" not in before["network"]
    figures = {tuple(entry["sensors"]): entry for entry in after["accuracy"]}
    assert all(figures[tuple(entry["sensors"])] == entry for entry in before["accuracy"]) and len(figures) == 7
    (told,) = after["training"]["added"]
    assert told["sensors"] == ["sar"] and told["to"] == ["optical", "lidar"] and told["model"] == "old"
    assert told["before"]["oa"] is not None and told["before"]["pixels"] == told["after"]["pixels"]
    page = (Path(grown[1]).parent / "report" / "report.html").read_text(encoding="utf-8")
    assert "What was added" in page and "SAR was added to the model" in " ".join(page.split())


def test_a_model_that_grew_may_grow_again_and_be_trained_further(scene, grown, tmp_path):
    labels = ["--labels", scene.path("labels.tif"), "--classes", scene.path("classes.csv"), "--effort", "quick"]
    third = str(tmp_path / "third.mamol.safetensors")
    layers = [*scene.layers("optical", "sar"), "--layer", f"sar:winter={scene.folder / 'winter.tif'}"]
    with rasterio.open(scene.path("sar.tif")) as data:
        write(scene.folder / "winter.tif", data.read() + 2, ["VV", "VH"], "float32")
    assert main(["train", *layers, *labels, "--continue", grown[1], "--model", third]) == 0
    for sensors in (("optical", "sar"), ("sar",), ("lidar",)):
        before, after = (mapped(model, tmp_path, *scene.layers(*sensors)) for model in (grown[1], third))
        assert (before == after).all()
    further = str(tmp_path / "further.mamol.safetensors")
    assert main(["train", *scene.layers("sar"), *labels, "--continue", third, "--model", further]) == 0
    assert (mapped(further, tmp_path, *scene.layers("sar")) != mapped(third, tmp_path, *scene.layers("sar"))).any()
    assert len(read_card(third)["training"]["added"]) == 2 and "added" not in read_card(further)["training"]


@torch.inference_mode()
def test_more_classes_should_leave_the_outputs_of_a_model_that_grew(grown):
    model, _ = load_model(grown[1])
    assert all(part.abs().sum() > 0 for part in model.network.added_heads.parameters())
    more = model.with_classes(
        [LandClass(99, "vineyard", "#aaff00"), *model.classes], [None, *range(len(model.classes))]
    )
    features = [torch.randn(1, count, 32, 32) for count in model.network.config.features]
    masks = torch.ones(1, len(features), 32, 32)
    torch.testing.assert_close(more.train(False).network(features, masks)[:, 1:], model.network(features, masks))


def test_what_can_not_be_added_should_be_refused_by_check_and_run_alike(scene, grown, tmp_path):
    def refused(layers, **more):
        chosen = tuple(Layer(sensor, scene.path(f"{sensor}.tif"), **extra) for sensor, extra in layers.items())
        model = str(tmp_path / "never.mamol.safetensors")
        request = TrainRequest(chosen, more.pop("labels"), model, continue_from=grown[0], **more)
        found = run(CheckRequest(request), Reporter())
        with pytest.raises(MamolError) as error:
            run(request, Reporter())
        assert [entry["message"] for entry in found["refused"]] == [error.value.message]
        assert not Path(model).exists()
        return error.value.message

    layers = {"optical": {}, "sar": {"name": "radar"}}
    others = tmp_path / "others.csv"
    others.write_text("code,name,colour\n1,water,#0000ff\n2,vineyard,#aaff00\n3,forest,#006600\n")
    labels = scene.path("labels.tif")
    said = refused(layers, labels=labels, classes=str(others))
    assert "vineyard" in said and "SAR is added to the model, whose classes stay as they are: water" in said
    said = refused(layers, labels=labels, classes=scene.path("classes.csv"), labels_only=True)
    assert "keeps all its classes" in said
    layers["sar"] = {"mask": write(tmp_path / "edge.tif", np.eye(SIDE), dtype="uint8"), "name": "radar"}
    with rasterio.open(labels) as data:
        away = data.read(1)
    away[np.eye(SIDE, dtype=bool)] = 0
    away = write(tmp_path / "away.tif", away, dtype="uint8", nodata=0)
    said = refused(layers, labels=away, classes=scene.path("classes.csv"))
    assert "the added layer saw" in said


def test_adding_should_be_said_beforehand(scene, grown, tmp_path):
    layers = tuple(Layer(sensor, scene.path(f"{sensor}.tif"), name=f"my {sensor}") for sensor in ("optical", "sar"))
    model = str(tmp_path / "new.mamol.safetensors")
    request = TrainRequest(
        layers, scene.path("labels.tif"), model, classes=scene.path("classes.csv"), continue_from=grown[0]
    )
    found = run(CheckRequest(request), Reporter())
    assert not found["refused"]
    (said,) = [entry for entry in found["warnings"] if entry["sensor"] == "sar"]
    assert "'my sar' is added to the model as a new sensor, SAR" in said["message"]


def test_accuracies_on_different_pixels_should_not_be_compared():
    def measured(sensors, pixels):
        return {"sensors": sensors, "oa": 0.9, "oa_interval": None, "macro_f1": 0.9, "places": 9, "pixels": pixels}

    def added(pixels):
        told = []
        figures = [measured(["optical"], pixels), measured(["optical", "sar"], 500)]
        card = {"created": "2026-01-01", "accuracy": figures, "training": {}}
        grown = grown_card(card, {"name": "old"}, ["optical", "sar"], 1, Reporter(told.append))
        return grown["training"]["added"][0], " ".join(event["message"] for event in told)

    entry, said = added(500)
    assert entry["before"]["pixels"] == entry["after"]["pixels"] and "without SAR" in said
    entry, said = added(300)
    assert entry["before"] is None and entry["after"]["pixels"] == 500 and "can't be compared" in said
