"""Backbones of timm: frozen, read out at every pixel, from weights that are really theirs."""

import copy

import pytest
import torch
from safetensors.torch import save_file

from mamol_core.cards import read_card
from mamol_core.commands import main
from mamol_core.contract import TILE_STEP, TrainRequest
from mamol_core.errors import ModelFileError, RequestError
from mamol_core.labels.windows import SIDE
from mamol_core.mapping.tiles import HALO
from mamol_core.model.backbones.registry import BACKBONES, Backbone
from mamol_core.model.backbones.timm_models import create_model
from mamol_core.model.backbones.timm_vit import MamolBackbone, _whole, _windows, load_weights
from mamol_core.model.modelfile import load_model
from mamol_core.model.network import NetworkConfig
from mamol_core.reporting import Reporter
from mamol_core.training import train as training
from mamol_core.training.crops import CROP
from mamol_core.training.effort import BY_EFFORT, Effort
from mamol_core.training.inputs import inspect_outputs
from mamol_core.training.optimizer import Optimizer

TINY = "test_vit"
CONFIG = NetworkConfig((5, 2), 3, rank=2, dynamic=2, backbone=TINY)


@pytest.fixture(scope="module", autouse=True)
def tiny():
    """A vision transformer that is small enough for tests."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(BACKBONES, TINY, Backbone("timm_vit", window=16))
        yield


@pytest.fixture(scope="module")
def network(tiny):
    torch.manual_seed(0)
    return MamolBackbone(CONFIG).eval()


def inputs(side=32, seed=0):
    generator = torch.Generator().manual_seed(seed)
    features = [torch.randn(2, channels, side, side, generator=generator) for channels in CONFIG.features]
    return features, torch.ones(2, 2, side, side)


def test_every_pixel_should_get_logits(network):
    features, masks = inputs()
    assert network(features, masks).shape == (2, 3, 32, 32)
    assert network([features[0], None], masks * torch.tensor([1.0, 0.0])[:, None, None]).shape == (2, 3, 32, 32)


def test_windows_should_be_put_back_where_they_were():
    raster = torch.arange(2 * 3 * 32 * 48.0).reshape(2, 3, 32, 48)
    assert torch.equal(_whole(_windows(raster, 16), raster.shape, 16), raster)
    assert torch.equal(_windows(raster, 16)[1], raster[0, :, :16, 16:32].permute(1, 2, 0))


def test_what_a_sensor_did_not_see_should_not_matter(network):
    features, masks = inputs()
    masks[:, 1, :, 5:20] = 0
    hidden = [values * masks[:, [s]] for s, values in enumerate(features)]
    first = network(hidden, masks)
    alone = masks.clone()
    alone[:, 1] = 0
    with_zeros = network([hidden[0], torch.zeros_like(hidden[1])], alone)
    assert torch.allclose(network([hidden[0], None], alone), with_zeros)
    assert not torch.allclose(first, with_zeros)


def test_training_should_change_all_but_the_backbone():
    torch.manual_seed(0)
    network = MamolBackbone(CONFIG).train()
    before = copy.deepcopy(network.state_dict())
    optimizer = Optimizer(network, 1e-2, 3)
    features, masks = inputs(16)
    for _ in range(3):
        network(features, masks).logsumexp(1).mean().backward()
        optimizer.step()
    changed = {name for name, value in network.state_dict().items() if not torch.equal(value, before[name])}
    assert not [name for name in changed if name.startswith("vit.")]
    assert {name.split(".")[0] for name in changed} >= {"tokenisers", "experts", "head"}


def test_weights_of_a_file_should_be_in_the_network(tmp_path):
    torch.manual_seed(1)
    weights = create_model(TINY, num_classes=10).state_dict()
    path = tmp_path / "vit.safetensors"
    save_file(weights, path)
    network = MamolBackbone(CONFIG)
    assert load_weights(network, str(path)) == "vit.safetensors"
    assert torch.equal(network.vit.blocks[0].mlp.fc1.weight, weights["blocks.0.mlp.fc1.weight"])
    torch.save(weights, tmp_path / "vit.pth")
    assert load_weights(MamolBackbone(CONFIG), str(tmp_path / "vit.pth")) == "vit.pth"


def test_unfit_weights_should_be_refused(tmp_path):
    network = MamolBackbone(CONFIG)
    save_file({"a": torch.zeros(2)}, tmp_path / "other.safetensors")
    (tmp_path / "broken.safetensors").write_bytes(b"no")
    for name in ("other", "broken"):
        with pytest.raises(ModelFileError, match=f"{name}.safetensors can't be loaded into test_vit"):
            load_weights(network, str(tmp_path / f"{name}.safetensors"))
    with pytest.raises(ModelFileError, match="no file"):
        load_weights(network, str(tmp_path / "gone.safetensors"))


def test_hub_should_need_a_revision_and_a_connection(monkeypatch):
    network = MamolBackbone(CONFIG)
    with pytest.raises(RequestError, match="revision"):
        load_weights(network, "hub:timm/test_vit.r160_in1k")
    asked = {}

    def offline(model, cfg, **options):
        asked.update(cfg)
        raise ConnectionError("no route to host")

    monkeypatch.setattr("mamol_core.model.backbones.timm_vit.load_pretrained", offline)
    with pytest.raises(ModelFileError, match=r"hub:timm/test_vit\.r160_in1k@abc123 can't be loaded.*no route"):
        load_weights(network, "hub:timm/test_vit.r160_in1k@abc123")
    assert asked["hf_hub_id"] == "timm/test_vit.r160_in1k@abc123"


@pytest.mark.parametrize("name", sorted(BACKBONES))
def test_every_registered_backbone_should_work_on_tiles_and_training_windows(name):
    side = BACKBONES[name].window
    assert not [length for length in (TILE_STEP, 2 * HALO, SIDE, CROP) if length % side]
    with torch.device("meta"):
        network = BACKBONES[name].load().create(NetworkConfig((5, 2), 3, rank=2, dynamic=2, backbone=name))
        tokens = torch.empty(1, side, side, network.vit.embed_dim)
        assert network.train(False)._read(tokens, torch.ones(1, side, side, 2)).shape == tokens.shape


@pytest.mark.parametrize("name", ["no_such_model", "resnet18", "hf-hub:owner/name", "../../vit", "test_vit2", ""])
def test_other_backbones_should_be_refused(name, tmp_path):
    """R4: a name of the hub made timm ask the network."""
    request = TrainRequest((), "", str(tmp_path / "m.mamol.safetensors"), backbone=name)
    with pytest.raises(RequestError, match=r"no backbone .*there are vit_tiny_patch16_224, vit_small"):
        inspect_outputs(request, Reporter())


def test_model_with_a_backbone_should_train_map_and_say_so(scene, tmp_path, monkeypatch):
    tiny = Effort(2, 3, 3)
    monkeypatch.setitem(BY_EFFORT, "quick", tiny)
    weights = tmp_path / "vit.safetensors"
    save_file(create_model(TINY, num_classes=0).state_dict(), weights)
    model, output = str(tmp_path / "m.mamol.safetensors"), tmp_path / "map.tif"
    words = ["train", *scene.layers("optical", "sar"), "--labels", scene.path("labels.tif"), "--model", model]
    words += ["--effort", "quick", "--backbone", TINY, "--backbone-weights", str(weights)]
    assert main(words) == 0
    card = read_card(model)
    assert card["network"]["backbone"] == TINY and card["training"]["backbone_weights"] == "vit.safetensors"
    network = load_model(model)[0].network
    assert isinstance(network, MamolBackbone)
    assert main(["classify", *scene.layers("optical"), "--model", model, "--output", str(output)]) == 0
    assert output.exists()


def test_backbone_that_makes_no_sense_should_be_refused(tmp_path):
    request = TrainRequest((), "", str(tmp_path / "m.mamol.safetensors"), backbone_weights="x")
    with pytest.raises(RequestError, match="no backbone"):
        training.train(request, Reporter())
    request = TrainRequest((), "", str(tmp_path / "m.mamol.safetensors"), backbone=TINY, continue_from="x")
    with pytest.raises(RequestError, match="keeps its network"):
        training.train(request, Reporter())
