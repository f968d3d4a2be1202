"""What computes a map: PyTorch with batch normalisation folded in, or on the CPU OpenVINO where that pays.

PyTorch gives the same map without OpenVINO, only later. ``benchmarks/speed`` measures both.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import torch
from torch import Tensor, nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from ...reporting import Reporter
from ..device import Device, Workers
from ..modelfile import Model
from ..network import Mamol

WORTH_COMPILING = 1_000_000
"""Pixels of a map from which OpenVINO computes, so that from there on a pixel costs the same in every map. Compiling
takes some two seconds (docs/startup.md), which four or five megapixels save again (docs/throughput.md)."""

_GPU_TILES = 64
"""Tiles at once on a GPU, if its memory holds them: on an H100, 86 took twice as long as 43."""
GPU_PRECISION = torch.bfloat16
_FLIPS: tuple[tuple[int, ...], ...] = ((), (-1,), (-2,), (-2, -1))


class Predictor(Protocol):
    """Features and class probabilities of windows; see the methods of :class:`Model`."""

    def extract_features(self, position: int, values: Tensor, mask: Tensor) -> Tensor:
        """Valid until the same thread asks for features of this sensor again."""
        ...

    def probabilities(self, features: Sequence[Tensor | None], masks: Tensor) -> Tensor: ...


@dataclass(frozen=True)
class Runtime:
    """``name``: the program and its precision, for logs and tags; ``workers``: threads that read, or on the CPU that
    read and predict side by side.

    ``batch``: tiles that are predicted at once at most. ``by_rows``: whether whole rows of tiles are brought to the
    device (mapping/rows.py), not tile by tile. ``precision``: what the network computes in; features and softmax are
    float32 always. ``problem``: why a faster one is not used although it is installed, in a sentence; else empty.
    """

    predictor: Predictor
    name: str
    device: Device
    workers: Workers
    batch: int = 1
    by_rows: bool = False
    precision: torch.dtype = torch.float32
    problem: str = ""

    def predict(
        self,
        values: Sequence[Tensor | None],
        masks: Tensor,
        effort: str,
        reporter: Reporter,
        ready: Container[int] = (),
    ) -> Tensor:
        """Class probabilities (B, K, S, S) float32; thorough: averaged over mirrored copies.

        ``values``: (B, C, S, S) per sensor in the model's units, None where no tile has it; ``masks`` (B, sensors, S,
        S) float32. All on the device. ``ready``: positions of sensors whose features are given, not their values.
        Raises torch.OutOfMemoryError.
        """
        flips = _FLIPS if effort == "thorough" else _FLIPS[:1]
        with torch.inference_mode():
            extract = self.predictor.extract_features
            features = [
                None
                if part is None
                else self._laid_out(part if position in ready else extract(position, part, masks[:, [position]]))
                for position, part in enumerate(values)
            ]
            masks = self._laid_out(masks)
            total = self.predictor.probabilities(features, masks)
            for dims in flips[1:]:
                reporter.check_cancelled()
                turned = [None if part is None else part.flip(dims) for part in features]
                total += self.predictor.probabilities(turned, masks.flip(dims)).flip(dims)
            return total / len(flips) if len(flips) > 1 else total

    def _laid_out(self, part: Tensor) -> Tensor:
        """On a GPU: in the network's precision and its order of memory, once for all layers that read it."""
        if not self.by_rows:
            return part
        return part.to(self.precision).contiguous(memory_format=torch.channels_last)


def choose_runtime(
    model: Model, device: Device, given: Mapping[int, int], side: int, pixels: int
) -> tuple[Runtime, str]:
    """What computes a map of so many pixels in windows of side x side, and a sentence about it.

    ``given``: by position, the layers of each sensor that has any, of a series its dates. On the CPU windows come one
    by one. The model is changed in place and moved to the device.
    """
    fold_batch_norms(model.network)
    mix_while_pooling(model)
    model.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    name = f"PyTorch {torch.__version__}"
    if device.name == "cuda":
        model.to(device.torch)
        model.network.to(GPU_PRECISION)
        name = f"{name}, {str(GPU_PRECISION).removeprefix('torch.')}"
        runtime = Runtime(model, name, device, device.workers, _GPU_TILES, by_rows=True, precision=GPU_PRECISION)
        return runtime, f"Runtime: {name}."
    plain = Runtime(model, name, device, device.workers)
    if model.network.config.backbone:
        return plain, f"Runtime: {name}."
    if pixels < WORTH_COMPILING:
        return plain, f"Runtime: {name}; the map is too small to compile the network for it."
    if importlib.util.find_spec("openvino") is None:
        return plain, f"Runtime: {name}. With the package openvino it would be faster."
    from .openvino import compile_model

    # The network has as many threads of its own as there are workers; one more worker reads meanwhile.
    workers = Workers(device.workers.count + 1, device.workers.threads)
    try:
        compiled = compile_model(model, given, side, device.workers)
    except Exception as error:  # whatever a broken installation raises: the map can be made without it
        problem = (
            f"OpenVINO is installed but does not work ({type(error).__name__}: {' '.join(str(error).split())[:300]}): "
            "PyTorch makes the map, which takes longer. Install the package openvino again."
        )
        return replace(plain, problem=problem), f"Runtime: {plain.name}."
    return Runtime(compiled, compiled.name, device, workers), f"Runtime: {compiled.name}."


def fold_batch_norms(network: nn.Module) -> None:
    """Fold each batch normalisation into the convolution before it: the same function with fewer passes."""
    for part in list(network.modules()):
        if isinstance(part, nn.Sequential) and len(part) > 1 and isinstance(part[1], nn.BatchNorm2d):
            part[0] = fuse_conv_bn_eval(part[0], part[1])  # type: ignore[type-var]
            part[1] = nn.Identity()


def mix_while_pooling(model: Model) -> None:
    """Let each series mix its features to the channels that the network reads as it pools its dates: the same function
    in a seventh of the memory. For a network whose batch normalisations are folded in."""
    network = model.network
    if not isinstance(network, Mamol):
        return
    counts = list(network.config.features)
    for position in network.config.series:
        series, mix = model.series(position), network.take_mix(position)
        if series and mix:
            counts[position] = series.mix_by(mix)
    network.config = replace(network.config, features=tuple(counts))
