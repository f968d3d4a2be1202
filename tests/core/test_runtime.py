"""What computes the network: folding and compiling must not change the map."""

import importlib.util
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from mamol_core.matching import Band
from mamol_core.model.device import choose_device
from mamol_core.model.modelfile import Model
from mamol_core.model.network import MIXED
from mamol_core.model.runtimes.openvino import compile_model
from mamol_core.model.runtimes.runtime import WORTH_COMPILING, Predictor, choose_runtime, fold_batch_norms
from mamol_core.rasters.legend import LandClass
from mamol_core.sensors.sensor import SensorSpec

SIDE = 64


def make_model(dates: tuple[str, ...] = ()) -> Model:
    """Of optical, a series where it has dates, and SAR."""
    torch.manual_seed(0)
    sensors = [
        SensorSpec(sensor, tuple(map(Band, names)), quantity, "", 10.0, *5 * ((0.0,) * len(names),))
        for sensor, names, quantity in (("optical", ("B4", "B8", "B11"), "reflectance"), ("sar", ("VV",), "dB"))
    ]
    sensors[0] = replace(sensors[0], dates=dates)
    model = Model(sensors, [LandClass(code, f"class {code}", "#123456") for code in (1, 2, 3)], 10.0)
    for part in model.modules():
        if isinstance(part, torch.nn.BatchNorm2d):
            torch.nn.init.uniform_(part.running_mean, -0.2, 0.2)
            torch.nn.init.uniform_(part.running_var, 0.5, 2)
        if isinstance(part, torch.nn.Linear) and not part.weight.any():
            torch.nn.init.normal_(part.weight, std=0.1)
    return model.eval()


@pytest.fixture
def model() -> Model:
    return make_model()


def window(without_sar: bool = False) -> tuple[list[torch.Tensor], torch.Tensor]:
    generator = torch.Generator().manual_seed(1)
    masks = (torch.rand(1, 2, SIDE, SIDE, generator=generator) > 0.2).float()
    if without_sar:
        masks[:, 1] = 0
    values = [torch.randn(1, bands, SIDE, SIDE, generator=generator) for bands in (3, 1)]
    return [part * masks[:, [position]] for position, part in enumerate(values)], masks


def probabilities(model: Predictor, values: list[torch.Tensor], masks: torch.Tensor) -> torch.Tensor:
    with torch.inference_mode():
        seen = [
            model.extract_features(position, part, masks[:, [position]]) if masks[:, position].any() else None
            for position, part in enumerate(values)
        ]
        return model.probabilities(seen, masks)


def test_folding_should_not_change_probabilities(model: Model) -> None:
    before = probabilities(model, *window())
    fold_batch_norms(model.network)
    assert not any(isinstance(part, torch.nn.BatchNorm2d) for part in model.network.modules())
    torch.testing.assert_close(probabilities(model, *window()), before, atol=1e-5, rtol=0)


@pytest.mark.skipif(importlib.util.find_spec("openvino") is None, reason="the package openvino is not installed")
@pytest.mark.parametrize("without_sar", [False, True])
def test_openvino_should_give_the_classes_of_pytorch(model: Model, without_sar: bool) -> None:
    before = probabilities(model, *window(without_sar))
    compiled = compile_model(model, {0: 1, 1: 1}, SIDE, choose_device("cpu").workers)
    after = probabilities(compiled, *window(without_sar))
    assert "OpenVINO" in compiled.name
    torch.testing.assert_close(after, before, atol=0.02, rtol=0)
    assert (after.argmax(1) == before.argmax(1)).float().mean() > 0.97  # untrained: many near ties


@pytest.mark.parametrize("pixels", [100 * 100, WORTH_COMPILING])
def test_mixing_a_series_as_it_is_pooled_should_not_change_the_map(pixels: int) -> None:
    """With PyTorch, and with OpenVINO where that is installed."""
    model = make_model(("2024-05-03", "2024-06-12", "2024-08-01"))
    (optical, sar), masks = window()
    dates = torch.cat([optical, masks[:, :1] * 124, optical / 2, masks[:, :1] * 214], 1)
    before = probabilities(model, [dates, sar], masks)
    runtime, _ = choose_runtime(model, choose_device("cpu"), {0: 2, 1: 1}, SIDE, pixels)
    after = probabilities(runtime.predictor, [dates, sar], masks)
    assert runtime.predictor.extract_features(0, dates, masks[:, :1]).shape[1] == MIXED
    torch.testing.assert_close(after, before, atol=1e-5 if runtime.predictor is model else 0.02, rtol=0)


@pytest.mark.skipif(importlib.util.find_spec("openvino") is None, reason="the package openvino is not installed")
def test_a_model_that_openvino_can_not_compile_should_be_left_to_pytorch(
    model: Model, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which is known before the first window is read."""
    import openvino

    def fail(*given: object, **options: object) -> None:
        raise RuntimeError("no such operation")

    monkeypatch.setattr(openvino, "convert_model", fail)
    runtime, _ = choose_runtime(model, choose_device("cpu"), {0: 1, 1: 1}, SIDE, WORTH_COMPILING)
    assert runtime.predictor is model and "no such operation" in runtime.problem


def test_a_small_map_should_not_wait_for_compiling(model: Model) -> None:
    runtime, sentence = choose_runtime(model, choose_device("cpu"), {0: 1, 1: 1}, SIDE, pixels=100 * 100)
    assert runtime.predictor is model and "too small to compile" in sentence


@pytest.mark.skipif(importlib.util.find_spec("openvino") is None, reason="the package openvino is not installed")
def test_compiling_should_tell_nobody(tmp_path: Path) -> None:
    code = """
import sys, torch
sys.path.insert(0, sys.argv[1])
from test_runtime import make_model
from mamol_core.model.device import choose_device
from mamol_core.model.network import MIXED
from mamol_core.model.runtimes.openvino import compile_model
compile_model(make_model(), {0: 1, 1: 1}, 64, choose_device('cpu').workers)
print("openvino" in sys.modules, sys.modules.get("openvino_telemetry"))
"""
    home = {**os.environ, "HOME": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", code, str(Path(__file__).parent)],
        env=home,
        capture_output=True,
        text=True,
    )
    assert done.stdout.split() == ["True", "None"], done.stderr
    assert not list(tmp_path.rglob("*openvino*"))
