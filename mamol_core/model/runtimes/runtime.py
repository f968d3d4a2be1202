"""What computes a map: PyTorch with batch normalisation folded in, or on the CPU OpenVINO where that pays.

PyTorch gives the same map without OpenVINO, only later. ``benchmarks/throughput.py`` measures both.
"""

from __future__ import annotations

import ctypes
import importlib.util
import sys
import threading
import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np
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
_M_MMAP_THRESHOLD = -3  # of glibc's malloc.h
_LARGE = 4_000_000  # bytes


class Predictor(Protocol):
    """Features and class probabilities of windows; see the methods of :class:`Model`."""

    def see(self, position: int, values: Tensor, mask: Tensor) -> Tensor:
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

    def predict(self, values: Sequence[Tensor | None], masks: Tensor, effort: str, reporter: Reporter) -> Tensor:
        """Class probabilities (B, K, S, S) float32; thorough: averaged over mirrored copies.

        ``values``: (B, C, S, S) per sensor in the model's units, None where no tile has it; ``masks`` (B, sensors, S,
        S) float32. All on the device. Raises torch.OutOfMemoryError.
        """
        flips = _FLIPS if effort == "thorough" else _FLIPS[:1]
        with torch.inference_mode():
            features = [
                None if part is None else self._laid_out(self.predictor.see(position, part, masks[:, [position]]))
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


def choose_runtime(model: Model, device: Device, given: Sequence[int], side: int, pixels: int) -> tuple[Runtime, str]:
    """What computes a map of so many pixels in windows of side x side, and a sentence about it.

    ``given``: positions of the sensors that have a layer. On the CPU windows come one by one. The model is changed in
    place and moved to the device.
    """
    fold_batch_norms(model.network)
    model.network.to(memory_format=torch.channels_last)  # type: ignore[call-overload]
    name = f"PyTorch {torch.__version__}"
    if device.name == "cuda":
        model.to(device.torch)
        model.network.to(GPU_PRECISION)
        name = f"{name}, {str(GPU_PRECISION).removeprefix('torch.')}"
        runtime = Runtime(model, name, device, device.workers, _GPU_TILES, by_rows=True, precision=GPU_PRECISION)
        return runtime, f"Runtime: {name}."
    plain = Runtime(model, name, device, device.workers)
    if not isinstance(model.network, Mamol):
        return plain, f"Runtime: {name}."
    if pixels < WORTH_COMPILING:
        return plain, f"Runtime: {name}; the map is too small to compile the network for it."
    if importlib.util.find_spec("openvino") is None:
        return plain, f"Runtime: {name}. With the package openvino it would be faster."
    try:
        compiled = compile_model(model, given, side, device)
    except Exception as error:  # whatever a broken installation raises: the map can be made without it
        problem = (
            f"OpenVINO is installed but does not work ({type(error).__name__}: {' '.join(str(error).split())[:300]}): "
            "PyTorch makes the map, which takes longer. Install the package openvino again."
        )
        return replace(plain, problem=problem), f"Runtime: {plain.name}."
    return compiled, f"Runtime: {compiled.name}."


def fold_batch_norms(network: nn.Module) -> None:
    """Fold each batch normalisation into the convolution before it: the same function with fewer passes."""
    for part in list(network.modules()):
        if isinstance(part, nn.Sequential) and len(part) > 1 and isinstance(part[1], nn.BatchNorm2d):
            part[0] = fuse_conv_bn_eval(part[0], part[1])  # type: ignore[type-var]
            part[1] = nn.Identity()


def compile_model(model: Model, given: Sequence[int], side: int, device: Device) -> Runtime:
    """Let OpenVINO compute the model's features and probabilities for single windows of side x side pixels.

    The network computes in bfloat16 where the processor does, the features always in float32: differences of heights
    need it. It has as many threads of its own as there are workers, so there is one more worker, which reads meanwhile.
    Nothing leaves the computer: OpenVINO's converter would tell its maker of each use, and is kept from it.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]
    import openvino

    capabilities = openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    precision = "bf16" if "BF16" in capabilities else "f32"
    release = str(openvino.__version__).split("-")[0]
    name = f"OpenVINO {release}, {'bfloat16' if precision == 'bf16' else 'float32'}"
    workers = device.workers
    compiled = _CompiledModel(model, given, side, precision, workers)
    _return_memory()
    return Runtime(compiled, name, device, Workers(workers.count + 1, workers.threads))


def _return_memory() -> None:
    """Give back what converting needed, and from now on every large array that is freed.

    glibc would keep some 250 MB of both. Large is more than any array of a tile: asking the system for those anew each
    time takes longer than reading them. PyTorch, which allocates for every operation, would still be slowed
    down; OpenVINO keeps its buffers.
    """
    if sys.platform == "linux":
        libc = ctypes.CDLL(None)
        if hasattr(libc, "malloc_trim") and hasattr(libc, "mallopt"):
            libc.malloc_trim(0)
            libc.mallopt(_M_MMAP_THRESHOLD, _LARGE)


class _CompiledModel:
    """The model for windows of one size with the given sensors; what a window lacks of these is zero there."""

    def __init__(self, model: Model, given: Sequence[int], side: int, precision: str, workers: Workers) -> None:
        mask = torch.zeros(1, 1, side, side)
        self._features, self._zeros = {}, {}
        for position in given:
            part = model.features[position]
            values = torch.zeros(1, len(model.sensors[position].bands), side, side)
            self._features[position] = _Compiled(part, (values, mask), "f32", workers, own=True)
            self._zeros[position] = torch.zeros(1, model.network.config.features[position], side, side)
        masks = mask.repeat(1, len(model.sensors), 1, 1)
        masks[:, list(given)] = 1
        flat = Flat(model, given)
        self._probabilities = _Compiled(flat, (masks, *self._zeros.values()), precision, workers)

    def see(self, position: int, values: Tensor, mask: Tensor) -> Tensor:
        return self._features[position](values, mask)

    def probabilities(self, features: Sequence[Tensor | None], masks: Tensor) -> Tensor:
        seen = (zeros if (part := features[position]) is None else part for position, zeros in self._zeros.items())
        return self._probabilities(masks, *seen)


class _Compiled:
    """A module that OpenVINO computes, for inputs of the shapes of the examples. Safe to call from several threads.

    ``own``: results stay the module's own, and the same thread's next call writes over them.
    """

    def __init__(
        self, module: nn.Module, examples: tuple[Tensor, ...], precision: str, workers: Workers, own: bool = False
    ) -> None:
        import openvino

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
            "ENABLE_HYPER_THREADING": True,
            "ENABLE_CPU_PINNING": False,
        }
        self._compiled = openvino.Core().compile_model(converted, "CPU", options)
        self._own = own
        self._thread = threading.local()

    def __call__(self, *inputs: Tensor) -> Tensor:
        if not hasattr(self._thread, "request"):
            self._thread.request = self._compiled.create_infer_request()
        arrays = [np.ascontiguousarray(values.numpy()) for values in inputs]
        results = self._thread.request.infer(arrays, share_inputs=True, share_outputs=self._own)
        return torch.from_numpy(results[0])


class Flat(nn.Module):
    """The model's probabilities with plain tensors as arguments."""

    def __init__(self, model: Model, given: Sequence[int]) -> None:
        super().__init__()
        self.model, self.given = model, given

    def forward(self, masks: Tensor, *features: Tensor) -> Tensor:
        sensors: list[Tensor | None] = [None] * len(self.model.sensors)
        for position, values in zip(self.given, features, strict=True):
            sensors[position] = values
        return self.model.probabilities(sensors, masks)
