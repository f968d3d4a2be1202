"""Features: indices from known bands only, terrain from valid pixels only, nothing from the scene at hand."""

import dataclasses

import pytest
import torch

from mamol_core.matching import Band
from mamol_core.model.features import COMPONENTS, SensorFeatures, index_pairs, wavelengths
from mamol_core.roles import ELEVATION, RELIEF
from mamol_core.sensors.sensor import SensorSpec


def spec(sensor, names):
    numbers = (0.0,) * len(names)
    return SensorSpec(sensor, tuple(Band(name) for name in names), "counts", "", 10.0, *[numbers] * 5)


SENTINEL2 = [f"B{n:02}" for n in range(1, 9)] + ["B8A", "B09", "B11", "B12"]


def test_sentinel2_names_should_tell_wavelengths_with_and_without_zeros():
    assert wavelengths([Band("B04"), Band("B8"), Band("B8A")]) == [665, 833, 865]


def test_names_of_another_sensor_should_tell_none():
    assert wavelengths([Band("B1"), Band("B4"), Band("B5")]) == [None, None, None]


def test_sentinel2_should_give_seven_indices_and_plain_colours_those_they_allow():
    assert len(index_pairs(spec("optical", SENTINEL2))) == 7
    assert index_pairs(spec("optical", ["red", "green", "nir"])) == [(2, 0), (1, 2)]
    assert index_pairs(spec("optical", ["red", "green", "blue"])) == []
    assert index_pairs(spec("sar", ["VV", "VH"])) == []


def test_features_should_be_zero_where_nothing_was_seen():
    features = SensorFeatures(spec("optical", SENTINEL2), 10.0)
    values = torch.rand(1, 12, 32, 32)
    mask = (torch.rand(1, 1, 32, 32) > 0.5).float()
    features.fit([(values[0], mask[0].bool())])
    out = features(values * mask, mask)
    assert out.shape == (1, features.count, 32, 32)
    assert out[:, :, mask[0, 0] == 0].abs().max() == 0
    assert out.abs().max() <= 6


def test_slope_should_be_that_of_a_plane_and_relief_nought_away_from_holes():
    features = SensorFeatures(spec("lidar", ["elevation"]), gsd=10.0)
    rows = torch.arange(64.0)[:, None].expand(64, 64)
    height = (500 + 3.0 * rows)[None, None]
    mask = torch.ones(1, 1, 64, 64)
    mask[..., :20, :20] = 0
    _, slope, relief = features._raw(height * mask, mask)[0]
    torch.testing.assert_close(slope[30:50, 30:50], torch.full((20, 20), 0.3))
    assert relief[30:50, 30:50].abs().max() < 1e-3
    assert slope[:19, :19].abs().max() == 0


def test_many_bands_should_become_components_of_which_the_weak_are_quieter():
    torch.manual_seed(0)
    names = [None] * 60
    strength = torch.linspace(10, 0.5, 25)[:, None, None]
    mixed = torch.einsum("cb,bhw->chw", torch.randn(60, 25), strength * torch.randn(25, 40, 40))
    features = SensorFeatures(spec("hyperspectral", names), 10.0)
    features.fit([(mixed, torch.ones(1, 40, 40, dtype=torch.bool))])
    out = features(mixed[None], torch.ones(1, 1, 40, 40))[0]
    assert out.shape[0] == COMPONENTS
    spread = out.flatten(1).std(1)
    assert spread[0] == pytest.approx(1.0, abs=0.15)
    assert (spread.diff() < 0.02).all() and 0.1 < spread[-1] < 0.6


def test_relief_should_not_know_the_absolute_height():
    whole, relative = (
        SensorFeatures(dataclasses.replace(spec("lidar", ["dem"]), quantity=q), 10.0) for q in (ELEVATION, RELIEF)
    )
    height = 500 + 20 * torch.rand(1, 1, 32, 32)
    mask = torch.ones(1, 1, 32, 32)
    assert (whole.count, relative.count) == (3, 2)
    relative.fit([(height[0], mask[0].bool())])
    torch.testing.assert_close(relative(height, mask), relative(height + 1000, mask), atol=1e-3, rtol=0)


def test_a_constant_band_should_stay_finite():
    features = SensorFeatures(spec("optical", ["red", "nir"]), 10.0)
    values = torch.ones(2, 16, 16)
    features.fit([(values, torch.ones(1, 16, 16, dtype=torch.bool))])
    assert features(values[None], torch.ones(1, 1, 16, 16)).isfinite().all()
