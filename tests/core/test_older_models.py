"""A model outlives a release: one of each format that was ever released maps what it mapped when it was written.

``tests/data/format-3.mamol.safetensors``: the network made 8 channels wide (``NetworkConfig(width=8, heads=2, rank=2,
dynamic=2)``), trained quickly by commit 2d12dfd on optical and SAR of the scene in conftest.py. Never write it anew.
"""

from pathlib import Path

import numpy as np
import pytest
import rasterio

from mamol_core.cards import MODEL_FORMAT, READABLE_FORMATS, read_card
from mamol_core.commands import main

from .conftest import NAMES, write

FILES = {int(path.name[7:].partition(".")[0]): path for path in (Path(__file__).parents[1] / "data").glob("format-*")}


@pytest.fixture
def layers(tmp_path):
    """Nine fields of three classes, the same everywhere: no random numbers. Optical has no data in the west."""
    rows, cols = np.mgrid[:96, :96]
    truth = 1 + (rows // 32 + cols // 32) % 3
    texture = 0.05 * np.sin(rows * 1.7 + cols * 2.3)
    spectra = np.array([[900, 800, 700, 400, 300], [700, 1100, 900, 3500, 2400], [400, 600, 500, 2600, 1400]])
    optical = (spectra[truth - 1] * (1 + texture[..., None])).transpose(2, 0, 1)
    optical[:, :, :16] = 0
    sar = (np.array([[-20, -27], [-13, -20], [-9, -15]])[truth - 1] + 20 * texture[..., None]).transpose(2, 0, 1)
    files = {
        "optical": write(tmp_path / "optical.tif", optical, NAMES, "uint16", nodata=0),
        "sar": write(tmp_path / "sar.tif", sar, ["VV", "VH"], "float32"),
    }
    return truth, {sensor: ["--layer", f"{sensor}={path}"] for sensor, path in files.items()}


def test_every_readable_format_should_have_a_file():
    assert set(FILES) == set(READABLE_FORMATS) and READABLE_FORMATS[-1] == MODEL_FORMAT
    assert all(read_card(str(path))["classes"][1]["name"] == "meadow" for path in FILES.values())


@pytest.mark.parametrize(
    ("number", "sensors", "pixels", "confidence"),
    [
        (3, ("optical", "sar"), (3086, 3059, 3071), (97.75, 96.64, 92.85)),
        (3, ("sar",), (3200, 2975, 3041), (96.73, 95.77, 92.91)),
    ],
)
def test_a_model_should_map_what_it_mapped_when_it_was_written(layers, tmp_path, number, sensors, pixels, confidence):
    """Pixels of each class, and the mean confidence where it really is: what another CPU rounds moves only few."""
    truth, words = layers
    results = [str(tmp_path / f"{name}.tif") for name in ("map", "confidence")]
    words = [word for sensor in sensors for word in words[sensor]]
    words += ["--model", str(FILES[number]), "--output", results[0], "--confidence", results[1]]
    assert main(["classify", *words]) == 0
    codes, sure = (rasterio.open(path).read(1) for path in results)
    middle = np.abs(np.mgrid[:96, :96] % 32 - 15.5).max(0) < 12
    assert (codes == truth)[middle].all()
    assert np.bincount(codes.ravel())[1:] == pytest.approx(pixels, abs=9)
    assert [sure[truth == code].mean() for code in (1, 2, 3)] == pytest.approx(confidence, abs=0.3)
