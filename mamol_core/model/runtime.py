"""Makes a loaded model fast to map with: batch normalisation folded in, and OpenVINO on the CPU where it pays.

PyTorch gives the same map without OpenVINO, only later. ``benchmarks/throughput.py`` measures both.
"""

from __future__ import annotations

import importlib.util
import sys
import threading
import warnings
from collections.abc import Sequence
from typing import cast

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from .device import Device, Workers
from .modelfile import Model
from .network import Mamol

WORTH_COMPILING = 128
"""Tiles of a map from which OpenVINO saves more time than the seconds that compiling takes."""


def speed_up(model: Model, device: Device, given: Sequence[int], side: int, tiles: int) -> str:
    """Prepare the model, in place, for ``tiles`` windows of side x side pixels; what computes it, in words.

    ``given``: positions of the sensors that have a layer. On the CPU windows come one by one.
    """
    fold_batch_norms(model.network)
    model.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    if device.name != "cpu" or not isinstance(model.network, Mamol):
        return f"Runtime: PyTorch {torch.__version__}."
    if tiles < WORTH_COMPILING:
        return f"Runtime: PyTorch {torch.__version__}; the map is too small to compile the network for it."
    if importlib.util.find_spec("openvino") is None:
        return f"Runtime: PyTorch {torch.__version__}. With the package openvino it would be faster."
    return compile_model(model, given, side, device.workers)


def fold_batch_norms(network: nn.Module) -> None:
    """Fold each batch normalisation into the convolution before it: the same function with fewer passes."""
    for part in list(network.modules()):
        if isinstance(part, nn.Sequential) and len(part) > 1 and isinstance(part[1], nn.BatchNorm2d):
            part[0] = fuse_conv_bn_eval(part[0], part[1])  # type: ignore[type-var]
            part[1] = nn.Identity()


def compile_model(model: Model, given: Sequence[int], side: int, workers: Workers) -> str:
    """Let OpenVINO compute the model's features and network for single windows; what computes it, in words.

    The network computes in bfloat16 where the processor does, the features always in float32: differences of heights
    need it. Nothing leaves the computer: OpenVINO's converter would tell its maker of each use, and is kept from it.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    capabilities = openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    precision = "bf16" if "BF16" in capabilities else "f32"
    mask = torch.ones(1, 1, side, side)
    for position in given:
        values = torch.zeros(1, len(model.sensors[position].bands), side, side)
        model.features[position] = _Compiled(model.features[position], (values, mask), "f32", workers)
    compiled = _CompiledNetwork(cast(Mamol, model.network), given, side, precision, workers)
    model.network = cast(Mamol, compiled)
    release = str(openvino.__version__).split("-")[0]
    return f"Runtime: OpenVINO {release}, {'bfloat16' if precision == 'bf16' else 'float32'}."


class _Compiled(nn.Module):
    """A module that OpenVINO computes, for inputs of the shapes of the examples."""

    def __init__(self, module: nn.Module, examples: tuple[Tensor, ...], precision: str, workers: Workers) -> None:
        import openvino

        super().__init__()
        with torch.inference_mode(), warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the examples take the branches that maps take
            traced = torch.jit.freeze(torch.jit.trace(module.train(False), examples, check_trace=False))
            converted = openvino.convert_model(
                traced, example_input=examples, input=[list(example.shape) for example in examples]
            )
        options = {
            "INFERENCE_PRECISION_HINT": precision,
            "NUM_STREAMS": workers.count,
            "INFERENCE_NUM_THREADS": workers.count * workers.threads,
        }
        self._compiled = openvino.Core().compile_model(converted, "CPU", options)
        self._own = threading.local()

    def forward(self, *inputs: Tensor) -> Tensor:
        if not hasattr(self._own, "request"):
            self._own.request = self._compiled.create_infer_request()
        arrays = [np.ascontiguousarray(values.numpy()) for values in inputs]
        results = self._own.request.infer(arrays, share_inputs=True)
        return torch.from_numpy(results[0])


class _CompiledNetwork(nn.Module):
    """The network on features of the given sensors; those of a window that lacks one are zero there."""

    def __init__(self, network: Mamol, given: Sequence[int], side: int, precision: str, workers: Workers) -> None:
        super().__init__()
        channels = network.config.features
        self._zeros = {position: torch.zeros(1, channels[position], side, side) for position in given}
        masks = torch.zeros(1, len(channels), side, side)
        masks[:, list(given)] = 1
        flat = _Flat(network, given)
        self._compiled = _Compiled(flat, (masks, *self._zeros.values()), precision, workers)

    def forward(self, features: Sequence[Tensor | None], masks: Tensor) -> Tensor:
        inputs = (zeros if (seen := features[position]) is None else seen for position, zeros in self._zeros.items())
        logits: Tensor = self._compiled(masks, *inputs)
        return logits


class _Flat(nn.Module):
    """The network with plain tensors as arguments."""

    def __init__(self, network: Mamol, given: Sequence[int]) -> None:
        super().__init__()
        self.network, self.given = network, given

    def forward(self, masks: Tensor, *features: Tensor) -> Tensor:
        sensors: list[Tensor | None] = [None] * len(self.network.config.features)
        for position, values in zip(self.given, features, strict=True):
            sensors[position] = values
        logits: Tensor = self.network(sensors, masks)
        return logits
