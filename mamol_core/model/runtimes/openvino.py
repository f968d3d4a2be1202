"""A model that OpenVINO computes on the CPU."""

from __future__ import annotations

import ctypes
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np
import torch
from torch import Tensor, nn

from ..device import Workers
from ..modelfile import Model

_M_MMAP_THRESHOLD = -3  # of glibc's malloc.h
_LARGE = 4_000_000  # bytes


def compile_model(model: Model, given: Mapping[int, int], side: int, workers: Workers) -> CompiledModel:
    """Let OpenVINO compute the model's features and probabilities for single windows of side x side pixels.

    The network computes in bfloat16 where the processor does, the features always in float32: differences of heights
    need it. It has as many threads of its own as there are ``workers``.
    """
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # block OpenVINO's usage telemetry
    import openvino

    capabilities = openvino.Core().get_property("CPU", "OPTIMIZATION_CAPABILITIES")
    precision = "bf16" if "BF16" in capabilities else "f32"
    release = str(openvino.__version__).split("-")[0]
    name = f"OpenVINO {release}, {'bfloat16' if precision == 'bf16' else 'float32'}"
    compiled = CompiledModel(name, model, given, side, precision, workers)
    _return_memory()
    return compiled


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


class CompiledModel:
    """The model for windows of one size with the given sensors; what a window lacks of these is zero there.

    ``name``: of the program and its precision.
    """

    def __init__(
        self, name: str, model: Model, given: Mapping[int, int], side: int, precision: str, workers: Workers
    ) -> None:
        self.name = name
        mask = torch.zeros(1, 1, side, side)
        self._features: dict[int, Callable[[Tensor, Tensor], Tensor]] = {}
        self._zeros: dict[int, Tensor] = {}
        for position in given:
            part = model.features[position]
            self._zeros[position] = torch.zeros(1, model.network.config.features[position], side, side)
            series = model.series(position)
            if series:  # PyTorch pools them faster
                self._features[position] = series
                continue
            values = torch.zeros(1, len(model.sensors[position].bands), side, side)
            self._features[position] = _Compiled(part, (values, mask), "f32", workers, own=True)
        masks = mask.repeat(1, len(model.sensors), 1, 1)
        masks[:, list(given)] = 1
        flat = Flat(model, given)
        self._probabilities = _Compiled(flat, (masks, *self._zeros.values()), precision, workers)

    def extract_features(self, position: int, values: Tensor, mask: Tensor) -> Tensor:
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

    def __init__(self, model: Model, given: Iterable[int]) -> None:
        super().__init__()
        self.model, self.given = model, list(given)

    def forward(self, masks: Tensor, *features: Tensor) -> Tensor:
        sensors: list[Tensor | None] = [None] * len(self.model.sensors)
        for position, values in zip(self.given, features, strict=True):
            sensors[position] = values
        return self.model.probabilities(sensors, masks)
