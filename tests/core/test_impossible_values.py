"""Stored values that no sensor can have, as undeclared nodata is: no data, said, never in a map or a model (S1, S2)."""

import json
import threading
from collections import Counter

import numpy as np
import pytest
import rasterio
import torch
from affine import Affine
from rasterio.crs import CRS

from mamol_core.cards import read_card
from mamol_core.commands import main
from mamol_core.contract import Layer
from mamol_core.errors import LayerError, TrainingError
from mamol_core.model.features import RELIEF_WINDOW, SensorFeatures
from mamol_core.model.modelfile import Model
from mamol_core.rasters.grid import Grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.sensors.sensor import Band, SensorSpec

from .conftest import NAMES, SIDE, write

FLOAT32_MIN = float(np.finfo(np.float32).min)


def copy(scene, name, path, change, names, dtype=None):
    """A copy of a layer of the scene with changed values."""
    with rasterio.open(scene.path(name)) as data:
        values = data.read() if dtype is None else data.read().astype(dtype)
    change(values)
    return write(path, values, names)


def classify(layer, model, tmp_path, capfd, name="map.tif"):
    """The map and what was said on the way."""
    capfd.readouterr()
    code = main(["classify", "--layer", layer, "--model", model, "--output", str(tmp_path / name)])
    said = capfd.readouterr().err
    if code:
        return None, said
    with rasterio.open(tmp_path / name) as data:
        return data.read(1), said


@pytest.mark.parametrize("value", [FLOAT32_MIN, -FLOAT32_MIN, 1e20, -32768.0])
def test_three_impossible_heights_should_cost_three_pixels(scene, model, tmp_path, capfd, value):
    """S1: on 0aa87ab they turned the map of all tiles around them into one class, in silence."""
    places = [(20, 30), (80, 81), (150, 3)]

    def spoil(values):
        for row, col in places:
            values[0, row, col] = value

    clean, _ = classify(f"lidar={scene.path('lidar.tif')}", model, tmp_path, capfd, "clean.tif")
    layer = copy(scene, "lidar.tif", tmp_path / "dem.tif", spoil, ["elevation"])
    found, said = classify(f"lidar={layer}", model, tmp_path, capfd)
    assert np.argwhere(found == 0).tolist() == sorted(map(list, places))
    rows, cols = np.mgrid[:SIDE, :SIDE]
    away = np.all([np.hypot(rows - row, cols - col) > 24 for row, col in places], axis=0)
    assert away.mean() > 0.7 and (found == clean)[away].mean() > 0.995
    assert "can't be a height" in said and f"{value:g}" in said


@pytest.mark.parametrize("value", [-1.797e308, 1e39, float("nan")])
def test_values_beyond_float32_should_be_no_data(scene, model, tmp_path, capfd, value):
    """S2: a float64 layer whose nodata is not declared."""

    def spoil(values):
        values[:, 40:70, 50:90] = value

    layer = copy(scene, "optical.tif", tmp_path / "o.tif", spoil, NAMES, "float64")
    found, said = classify(f"optical={layer}", model, tmp_path, capfd)
    empty = np.zeros((SIDE, SIDE), bool)
    empty[40:70, 50:90] = True
    np.testing.assert_array_equal(found == 0, empty)
    assert (found == scene.truth)[~empty].mean() > 0.9
    assert ("can't be reflectance" in said) == np.isfinite(value)


@pytest.mark.parametrize(
    ("scale", "offset"),
    [(np.nan, 0), (np.inf, 0), (1e300, 0), (0, 0), (1e-300, 0), (1, np.nan), (1, -np.inf), (1, 1e39)],
)
def test_a_meaningless_scale_or_offset_should_be_refused(scene, model, tmp_path, capfd, scale, offset):
    """S2: on 0aa87ab such a layer was mapped as one class; training ended in a traceback."""
    layer = copy(scene, "optical.tif", tmp_path / "o.tif", lambda values: None, NAMES)
    with rasterio.open(layer, "r+") as data:
        data.scales, data.offsets = [scale] * 5, [offset] * 5
    found, said = classify(f"optical={layer}", model, tmp_path, capfd)
    assert found is None and "scale" in said and "o.tif" in said and "Traceback" not in said
    words = ["--labels", scene.path("labels.tif"), "--model", str(tmp_path / "m.safetensors")]
    assert main(["train", "--layer", f"optical={layer}", *words]) == 2


def test_a_scale_that_makes_every_value_impossible_should_be_said(scene, model, tmp_path, capfd):
    """S2"""
    layer = copy(scene, "optical.tif", tmp_path / "o.tif", lambda values: None, NAMES)
    with rasterio.open(layer, "r+") as data:
        data.scales = [1e30] * 5
    found, said = classify(f"optical={layer}", model, tmp_path, capfd)
    assert not found.any() and "no valid pixel" in said and "can't be reflectance" in said
    words = ["--labels", scene.path("labels.tif"), "--model", str(tmp_path / "m.safetensors")]
    assert main(["train", "--layer", f"optical={layer}", *words]) == 2
    assert "holds no data" in capfd.readouterr().err


def test_a_model_trained_beside_impossible_values_should_hold_finite_numbers(scene, tmp_path, capfd):
    """S1, S2: on 0aa87ab the training ended with "Out of range float values are not JSON compliant"."""

    def spoil(values):
        values[:, 40:70, 50:90] = -1.797e308

    optical = copy(scene, "optical.tif", tmp_path / "o.tif", spoil, NAMES, "float64")
    lidar = copy(scene, "lidar.tif", tmp_path / "d.tif", lambda v: v.__setitem__((0, 5, slice(None)), FLOAT32_MIN), [])
    path = str(tmp_path / "m.mamol.safetensors")
    words = ["train", "--layer", f"optical={optical}", "--layer", f"lidar={lidar}", "--labels"]
    assert main([*words, scene.path("labels.tif"), "--model", path, "--effort", "quick"]) == 0
    assert capfd.readouterr().err.count("taken as no data") == 2
    card = read_card(path)
    json.dumps(card, allow_nan=False)
    assert max(card["sensors"][0]["high"]) < 10_000 and min(card["sensors"][1]["low"]) > 0
    clean, _ = classify(f"lidar={scene.path('lidar.tif')}", path, tmp_path, capfd)
    assert (clean == scene.truth).mean() > 0.6


def read(path, sensor, dtype_side=4, **options):
    source = open_source(Layer(sensor, str(path), **options))
    grid = Grid(CRS.from_epsg(32633), Affine(10, 0, 500000, 0, -10, 5400000), dtype_side, 1)
    with Reader(source, grid) as reader:
        values, available = reader.read(0, 0, 1, dtype_side)
        return values[0, 0].tolist(), available[0].tolist(), reader.impossible


@pytest.mark.parametrize(
    ("dtype", "sensor", "stored", "valid"),
    [
        ("float32", "lidar", [-430, 8848, FLOAT32_MIN, 9.96921e36], [1, 1, 0, 0]),
        ("float32", "lidar", [-11000, 65535, -32768, np.inf], [1, 1, 0, 0]),
        ("int16", "lidar", [-11000, 8848, 0, -32768], [1, 1, 1, 0]),
        ("int32", "lidar", [0, 100, -(2**31), 2**31 - 1], [1, 1, 0, 0]),
        ("uint32", "optical", [0, 65535, 2**32 - 1, 100_000], [1, 1, 0, 1]),
        ("float64", "optical", [-0.1, 1e8, 1e39, -1.8e308], [1, 1, 0, 0]),
        ("int64", "optical", [1, -1, -(2**63), 2**53 + 1], [1, 1, 0, 0]),
        ("uint64", "optical", [1, 2, 2**64 - 1, 2**63], [1, 1, 0, 0]),
        ("float32", "sar", [-99, 4e9, FLOAT32_MIN, 1e20], [1, 1, 0, 0]),
        ("uint8", "optical", [0, 1, 254, 255], [1, 1, 1, 1]),
    ],
)
def test_what_a_sensor_can_measure_should_be_valid_and_nothing_else(tmp_path, dtype, sensor, stored, valid):
    """S1, S2, S15: whatever lies beyond 2^53, declared or not, is beyond any sensor."""
    path = write(tmp_path / "a.tif", np.array([stored], dtype))
    values, available, impossible = read(path, sensor)
    assert available == [bool(entry) for entry in valid]
    assert values == [np.float32(value) if entry else 0 for value, entry in zip(stored, valid, strict=True)]
    wrong = [value for value, entry in zip(stored, valid, strict=True) if not entry]
    assert impossible == (float(np.dtype(dtype).type(wrong[0])) if wrong else None)


def test_a_declared_nodata_value_should_not_be_called_impossible(tmp_path):
    path = write(tmp_path / "a.tif", np.array([[1, 2, -32768, -32768]], "int16"), nodata=-32768)
    assert read(path, "lidar") == ([1, 2, 0, 0], [True, True, False, False], None)
    assert read(path, "lidar", nodata=())[1:] == ([True, True, False, False], -32768)
    path = write(tmp_path / "b.tif", np.array([[1, 2, np.nan, np.inf]], "float32"))
    assert read(path, "lidar")[1:] == ([True, True, False, False], None)


def test_the_unit_of_a_height_should_count(tmp_path):
    path = write(tmp_path / "a.tif", np.array([[1, 500_000, -40_000, -5e6]], "float32"))
    assert read(path, "lidar")[1] == [True, False, False, False]
    for unit, valid in (("cm", [1, 1, 1, 0]), ("Metres", [1, 0, 0, 0]), ("wobble", [1, 1, 1, 1])):
        with rasterio.open(path, "r+") as data:
            data.units = [unit]
        assert read(path, "lidar")[1] == [bool(entry) for entry in valid]


def test_one_extreme_height_should_change_the_features_of_its_surroundings_only():
    """S1: the reference of a tile is its mean, which possible heights can't move by more than float32 can carry."""
    spec = SensorSpec("lidar", (Band("elevation"),), "elevation", "m", 10.0, *[(1.0,)] * 5)
    features = SensorFeatures(spec, 10.0)
    height = 300 + 20 * torch.rand(1, 1, 96, 96, generator=torch.Generator().manual_seed(0))
    mask = torch.ones(1, 1, 96, 96)
    clean = features(height, mask)
    for value in (100_000.0, -12_000.0):
        height[0, 0, 40, 40] = value
        spoilt = features(height, mask)
        far = torch.ones(96, 96, dtype=torch.bool)
        near = RELIEF_WINDOW // 2 + 1
        far[40 - near : 41 + near, 40 - near : 41 + near] = False
        assert torch.isfinite(spoilt).all()
        assert (spoilt - clean).abs()[0, 1:, far].max() < 0.01


def test_a_probability_that_is_no_number_should_be_no_data_counted_and_said(scene, model, tmp_path, capfd, monkeypatch):
    """S1: on 0aa87ab it became the first class."""
    whole = Model.probabilities

    def spoilt(self, features, masks):
        found = whole(self, features, masks)
        found[:, :, 30:40, 50:70] = torch.nan
        return found

    monkeypatch.setattr(Model, "probabilities", spoilt)
    words = [f"--{name}={tmp_path / name}.tif" for name in ("confidence", "probabilities", "sensors-used")]
    capfd.readouterr()
    layer = f"optical={scene.path('optical.tif')}"
    assert main(["classify", "--layer", layer, "--model", model, "--output", str(tmp_path / "map.tif"), *words]) == 0
    assert "200 pixels have no class" in capfd.readouterr().err
    for name, nodata in (("map", 0), ("confidence", 255), ("probabilities", 255), ("sensors-used", 0)):
        with rasterio.open(tmp_path / f"{name}.tif") as data:
            values = data.read(1)
        assert (values[30:40, 50:70] == nodata).all() and np.count_nonzero(values == nodata) == 200


def test_a_loss_that_is_no_number_should_end_the_training(scene, tmp_path, capfd, monkeypatch):
    """S1: on 0aa87ab a model of NaN was delivered."""
    import mamol_core.training.fit as fit

    whole, calls = fit._loss, Counter()

    def spoilt(*arguments):
        calls[threading.get_ident()] += 1  # two trainings run side by side
        return whole(*arguments) * (float("nan") if calls[threading.get_ident()] > 3 else 1)

    monkeypatch.setattr(fit, "_loss", spoilt)
    path = tmp_path / "m.mamol.safetensors"
    words = ["--labels", scene.path("labels.tif"), "--model", str(path), "--effort", "quick"]
    assert main(["train", "--layer", f"optical={scene.path('optical.tif')}", *words]) == 2
    assert "loss is nan after 4 of" in capfd.readouterr().err and not path.exists()
    assert issubclass(TrainingError, ArithmeticError)


def test_a_layer_error_should_name_the_band(tmp_path):
    path = write(tmp_path / "a.tif", np.ones((2, 3, 3), "uint8"))
    with rasterio.open(path, "r+") as data:
        data.scales = [1, float("nan")]
    with pytest.raises(LayerError, match=r"a\.tif.*band 2.*scale nan"):
        open_source(Layer("optical", path))
