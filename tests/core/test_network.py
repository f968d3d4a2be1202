"""The network: what is missing changes nothing but by its absence, and the published gates hold."""

import pytest
import torch

from mamol_core.model.experts import MixtureOfLoRA, PatternCode
from mamol_core.model.network import Mamol, NetworkConfig

CONFIG = NetworkConfig((5, 2, 3), classes=4, width=32, depth=2, heads=2)


@pytest.fixture
def network():
    torch.manual_seed(0)
    net = Mamol(CONFIG).eval()
    for block in net.blocks:
        torch.nn.init.normal_(block.experts.out.weight, std=0.1)
    for missing in net.missing:
        torch.nn.init.normal_(missing, std=0.1)
    return net


def scene(side=64):
    generator = torch.Generator().manual_seed(1)
    return [torch.randn(1, c, side, side, generator=generator) for c in CONFIG.features]


def test_logits_should_have_one_plane_per_class(network):
    assert network(scene(), torch.ones(1, 3, 64, 64)).shape == (1, 4, 64, 64)


def test_a_missing_sensor_should_mean_the_same_as_none(network):
    features, masks = scene(), torch.ones(1, 3, 64, 64)
    masks[:, 1] = 0
    zeroed = [features[0], features[1] * 0, features[2]]
    absent = [features[0], None, features[2]]
    torch.testing.assert_close(network(zeroed, masks), network(absent, masks))


def test_a_hole_should_change_the_pixels_around_it_only(network):
    features, masks = scene(192), torch.ones(1, 3, 192, 192)
    whole = network(features, masks)
    masks[:, 0, :16, :16] = 0
    holed = network([features[0] * masks[:, :1], *features[1:]], masks)
    assert not torch.allclose(whole[..., :16, :16], holed[..., :16, :16])
    torch.testing.assert_close(whole[..., 96:, 96:], holed[..., 96:, 96:], atol=1e-4, rtol=1e-4)


def test_samples_of_a_batch_should_not_depend_on_each_other(network):
    features = [torch.cat([a, a + 1]) for a in scene()]
    masks = torch.ones(2, 3, 64, 64)
    masks[1, 2] = 0
    features[2] = features[2] * masks[:, 2:]
    both = network(features, masks)
    one = network([a[:1] for a in features], masks[:1])
    torch.testing.assert_close(both[:1], one, atol=1e-5, rtol=1e-5)


def test_a_specific_expert_should_be_on_only_where_its_sensor_is():
    torch.manual_seed(0)
    experts = MixtureOfLoRA(16, sensors=2, rank=4, dynamic=3)
    torch.nn.init.normal_(experts.out.weight)
    z = torch.randn(5, 16)
    code = PatternCode(2)
    with torch.no_grad():
        availability = torch.tensor([[1.0, 0.0]]).expand(5, 2)
        before = experts(z, availability, code(availability))
        experts.down.weight[8:12] += 1.0
        torch.testing.assert_close(before, experts(z, availability, code(availability)))
        experts.down.weight[4:8] += 1.0
        assert not torch.allclose(before, experts(z, availability, code(availability)))


def test_a_fresh_mixture_should_change_nothing():
    experts = MixtureOfLoRA(16, sensors=2)
    availability = torch.ones(3, 2)
    assert experts(torch.randn(3, 16), availability, PatternCode(2)(availability)).abs().max() == 0
