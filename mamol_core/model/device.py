"""Which device a run uses, and why."""

from __future__ import annotations

import os
import warnings
from dataclasses import dataclass

import torch

from ..errors import DeviceError

MOST_WORKERS = 8  # each holds the activations of a tile
_CPU_MEMORY = 2_000_000_000  # bytes that tensors of a batch may take on the CPU


@dataclass(frozen=True)
class Workers:
    """Threads that map tiles side by side, and the threads that each may compute with."""

    count: int
    threads: int


@dataclass(frozen=True)
class Device:
    """``name`` is ``cpu`` or ``cuda``; ``label`` names the hardware; ``reason`` says in words why it was chosen.

    ``index``: number of the GPU, as PyTorch counts them.
    """

    name: str
    label: str
    reason: str
    index: int = 0

    @property
    def torch(self) -> torch.device:
        return torch.device(self.name, self.index) if self.name == "cuda" else torch.device(self.name)

    @property
    def workers(self) -> Workers:
        """On the CPU one worker per core, so that none waits for another.

        On a GPU those that decode layers for it: all cores but two, which feed it and write the map.
        """
        if self.name == "cuda":
            return Workers(max(2, count_cores() - 2), 1)
        cores = torch.get_num_threads()
        count = min(cores, MOST_WORKERS)
        return Workers(count, cores // count)

    def free_memory(self) -> int:
        """Bytes that new tensors can take. Of a GPU: what no program uses, and what PyTorch keeps of freed tensors."""
        if self.name != "cuda":
            return _CPU_MEMORY
        free, _ = torch.cuda.mem_get_info(self.index)
        return free + torch.cuda.memory_reserved(self.index) - torch.cuda.memory_allocated(self.index)

    def begin_peak(self) -> int:
        """Measure the peak of memory anew; bytes that tensors take now. On the CPU nothing is measured."""
        if self.name != "cuda":
            return 0
        torch.cuda.reset_peak_memory_stats(self.index)
        return torch.cuda.memory_allocated(self.index)

    def peak(self) -> int:
        """Bytes that tensors took at most since :meth:`begin_peak`."""
        return torch.cuda.max_memory_allocated(self.index) if self.name == "cuda" else 0

    def give_back_memory(self) -> None:
        """Let other programs have what PyTorch keeps of freed tensors on a GPU."""
        if self.name == "cuda":
            torch.cuda.empty_cache()

    @property
    def sentence(self) -> str:
        """One line for a log."""
        return f"Device: {self.label} ({self.name}). {self.reason}"


def choose_device(asked: str = "auto") -> Device:
    """The CUDA GPU with the most free memory when one works, else the CPU.

    ``cuda:1`` asks for the second GPU. DeviceError where a GPU was asked for and does not work.
    """
    if asked == "cpu":
        return _cpu("The CPU was asked for.")
    gpus: list[Device] = []
    problem = _cuda_problem()
    if problem is None:
        gpus, problem = _find_gpus(asked)
    if gpus:
        return max(gpus, key=Device.free_memory)
    if asked != "auto":
        raise DeviceError(
            f"{asked} was asked for, but {problem}", "Choose device auto or cpu, or reinstall the GPU's driver."
        )
    return _cpu(f"No GPU is used: {problem}")


def device_failed(error: RuntimeError) -> bool:
    """Whether an error of PyTorch says that the GPU does not answer any more. What is in its memory is lost then."""
    reported = str(error).startswith(("CUDA error", "cuDNN error", "CUDA driver"))
    return reported or isinstance(error, torch.AcceleratorError)


def count_cores() -> int:
    """Cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _cpu(reason: str) -> Device:
    cores = count_cores()
    return Device("cpu", f"CPU, {cores} core{'s' if cores != 1 else ''}", reason)


def _cuda_problem() -> str | None:
    """Why no CUDA GPU can be used, as the end of a sentence; None where one may."""
    if not torch.backends.cuda.is_built():
        return "this PyTorch is built without CUDA."
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        if torch.cuda.is_available():
            return None
    reasons = " ".join(str(warning.message) for warning in caught)
    if "driver" in reasons and "too old" in reasons:
        return "the NVIDIA driver is too old for this PyTorch; update the driver."
    return "PyTorch finds no CUDA GPU with a working driver."


def _find_gpus(asked: str) -> tuple[list[Device], str]:
    """The GPUs on which a test computation works, of all or of the one asked for; and what is wrong where none does."""
    count = torch.cuda.device_count()
    numbers = [int(asked.partition(":")[2])] if ":" in asked else range(count)
    found, problem = [], f"there is no GPU of that number; {count} found, counted from 0."
    for number in numbers:
        if number >= count:
            continue
        try:
            torch.ones(8, device=torch.device("cuda", number)).sum().item()
        except RuntimeError as error:
            problem = f"a test computation on the GPU failed ({str(error).splitlines()[0]})."
            continue
        reason = "A test computation on the GPU succeeded."
        if len(numbers) > 1:
            reason = f"Of {len(numbers)} GPUs it has the most free memory. {reason}"
        found.append(Device("cuda", torch.cuda.get_device_name(number), reason, number))
    return found, problem
