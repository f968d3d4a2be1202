"""The model file: what goes in comes out, and what is no model is refused in a sentence."""

import json
import struct

import pytest
import torch

from mamol_core.contract import MODEL_FORMAT
from mamol_core.errors import ModelFileError, OutputError
from mamol_core.matching import Band
from mamol_core.model.card import check_model_path, load_card
from mamol_core.model.modelfile import Model, load_model
from mamol_core.rasters.legend import LandClass
from mamol_core.rasters.sensor import SensorSpec


@pytest.fixture
def model():
    torch.manual_seed(0)
    numbers = (1.0, 2.0)
    spec = SensorSpec("sar", (Band("VV"), Band("VH")), "backscatter", "dB", 10.0, *[numbers] * 5)
    return Model([spec], [LandClass(1, "water", "#0000ff"), LandClass(7, "Wald & Höhe", "#00ff00")], 10.0).eval()


@pytest.fixture
def path(model, tmp_path):
    path = tmp_path / "a.mamol.safetensors"
    model.save(str(path), {"name": "a", "accuracy": []})
    return path


def test_a_model_should_come_back_as_it_was(model, path):
    again, card = load_model(str(path))
    assert again.sensors == model.sensors and again.classes == model.classes and again.gsd == 10.0
    assert card["name"] == "a" and card["format"] == MODEL_FORMAT
    for name, value in model.state_dict().items():
        torch.testing.assert_close(value, again.state_dict()[name])


def test_saving_twice_should_give_the_same_bytes(model, path, tmp_path):
    other = tmp_path / "b.mamol.safetensors"
    model.save(str(other), {"name": "a", "accuracy": []})
    assert other.read_bytes() == path.read_bytes()


@pytest.mark.parametrize("share", [0.0, 0.01, 0.3, 0.99])
def test_a_truncated_model_should_be_refused(path, share):
    data = path.read_bytes()
    path.write_bytes(data[: int(share * len(data))])
    with pytest.raises(ModelFileError, match="cut short|no readable model card"):
        load_model(str(path))


@pytest.mark.parametrize("content", [b"hello, this is not a model", b"\x10" + b"\0" * 7 + b"{}" + b" " * 30])
def test_a_file_of_something_else_should_be_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match="not a MaMOL model"):
        load_card(str(path))


def test_a_model_of_a_newer_format_should_be_refused(path):
    header = json.dumps({"__metadata__": {"mamol": json.dumps({"format": MODEL_FORMAT + 1})}}).encode()
    path.write_bytes(struct.pack("<Q", len(header)) + header)
    with pytest.raises(ModelFileError, match=f"format {MODEL_FORMAT + 1}.*reads format {MODEL_FORMAT}"):
        load_card(str(path))


def test_a_missing_model_should_be_refused(tmp_path):
    with pytest.raises(ModelFileError, match="No such file"):
        load_card(str(tmp_path / "none.mamol.safetensors"))


def test_a_card_with_other_tensors_should_be_refused(model, path, tmp_path):
    model.classes.append(LandClass(9, "more", "#ffffff"))
    broken = tmp_path / "broken.mamol.safetensors"
    model.network.config = type(model.network.config)(model.network.config.features, classes=3)
    model.save(str(broken), {"name": "a"})
    with pytest.raises(ModelFileError, match="damaged"):
        load_model(str(broken))


def test_a_place_that_cannot_be_written_should_be_refused_before_any_work(tmp_path):
    for place, reason in [("none/m.safetensors", "does not exist"), ("m.txt", "does not end in")]:
        with pytest.raises(OutputError, match=reason):
            check_model_path(str(tmp_path / place))
