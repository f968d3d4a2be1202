"""Resampling along one axis after the other against the general way, on lattices, scales and holes at random."""

import numpy as np
import pytest

from mamol_core.rasters.resampling import resample


def run(source, valid, y, x, scale):
    shape = np.broadcast_shapes(y.shape, x.shape)
    values, available = np.full((len(source), *shape), np.nan, np.float32), np.zeros(shape, bool)
    resample(source, valid, y, x, scale, values, available)
    return values, available


def raster(rng, height, width, holes):
    source = rng.normal(1000, 300, (2, height, width)).astype(np.float32)
    valid = rng.random((height, width)) >= holes
    source[:, ~valid] = 0
    return source, valid


@pytest.mark.parametrize("holes", [0, 0.02, 0.4, 1])
@pytest.mark.parametrize("south_up", [False, True])
@pytest.mark.parametrize(
    ("down", "across"),
    [(1, 1), (1 / 3, 1 / 3), (0.123, 0.77), (1.4, 1.1), (1.6, 0.5), (2, 2), (3.3, 7.9), (12, 1)],
)
def test_one_axis_after_the_other_should_equal_the_general_way(down, across, south_up, holes):
    rng = np.random.default_rng(round(100 * down))
    available_somewhere = 0
    for _ in range(10):
        height, width = rng.integers(1, 90, 2)
        source, valid = raster(rng, height, width, holes)
        rows, cols = 0.5 + np.arange(rng.integers(1, 60)), 0.5 + np.arange(rng.integers(2, 60))
        top, left = rng.choice([0, 0.5, rng.uniform()], 2) + rng.integers(-8, 8, 2)
        y, x = top + down * rows[:, None], left + across * cols[None, :]
        y = height - y if south_up else y
        values, available = run(source, valid, y, x, (down, across))
        everywhere = np.broadcast_arrays(y, x)
        expected, expected_available = run(source, valid, *everywhere, (down, across))
        np.testing.assert_array_equal(available, expected_available)
        np.testing.assert_allclose(values, expected, rtol=2e-6, atol=1e-3)
        assert not values[:, ~available].any()
        available_somewhere += available.any()
    assert (available_somewhere > 2) == (holes < 1)


@pytest.mark.parametrize("scale", [(1.0, 1.0), (3.0, 2.0)])
@pytest.mark.parametrize("holes", [0, 0.2])
def test_centres_without_a_place_should_be_unavailable_and_change_nothing_else(scale, holes):
    rng = np.random.default_rng(0)
    source, valid = raster(rng, 60, 70, holes)
    y, x = np.meshgrid(np.linspace(-4, 64, 50), np.linspace(-4, 74, 40), indexing="ij")
    values, available = run(source, valid, y, x, scale)
    nowhere = rng.random(y.shape) < 0.2
    lost, lost_available = run(source, valid, np.where(nowhere, np.nan, y), np.where(nowhere, np.nan, x), scale)
    np.testing.assert_array_equal(lost_available, available & ~nowhere)
    np.testing.assert_array_equal(lost, np.where(nowhere, 0, values))


def test_means_should_keep_the_digits_of_large_values():
    source = np.full((1, 3000, 30), 16_777_215, np.float32)  # 2 ** 24 - 1: sums in float32 would be rounded
    y, x = 1500 + 0.0 * np.arange(2)[:, None], 15 + 0.0 * np.arange(3)[None, :]
    values, _ = run(source, np.ones((3000, 30), bool), y, x, (3000, 30))
    assert (values == 16_777_215).all()
