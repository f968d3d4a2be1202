"""On real scenes, too, every map without a sensor that was added is the old model's, bit for bit."""

from dataclasses import replace
from itertools import combinations
from pathlib import Path

import pytest

from benchmarks.experts import growing
from benchmarks.scenes import divide

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


@pytest.mark.parametrize(("scene", "sensor"), [("chile_s2_s1_dem", "sar"), ("ordway_hsi_rgb_lidar", "lidar")])
def test_every_old_pattern_should_be_mapped_as_before(scene, sensor, tmp_path):
    if not (DATA / scene).is_dir():
        pytest.skip("the real scenes in shared/data are not on this machine")
    split = divide(DATA / scene, 0, 100, tmp_path)
    others = [name for name in split.layers if name != sensor]
    fewer = replace(split, layers={name: split.layers[name] for name in others})
    old, grown = tmp_path / "old.mamol.safetensors", tmp_path / "grown.mamol.safetensors"
    growing.train(fewer, old, 0, "quick")
    growing.train(split, grown, 0, "quick", continue_from=str(old))
    for size in range(1, len(others) + 1):
        for pattern in combinations(others, size):
            before, after = (growing.map_with(model, split, pattern, tmp_path) for model in (old, grown))
            assert (before == after).all(), pattern
    with_it = growing.map_with(grown, split, tuple(split.layers), tmp_path)
    assert (with_it != growing.map_with(old, split, others, tmp_path)).any()
