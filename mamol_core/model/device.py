"""Which device a run uses, and why."""

from __future__ import annotations

import os
from dataclasses import dataclass

import torch

from ..errors import DeviceError

MOST_WORKERS = 8  # each holds the activations of a tile


@dataclass(frozen=True)
class Workers:
    """Threads that map tiles side by side, and the threads that each may compute with."""

    count: int
    threads: int


@dataclass(frozen=True)
class Device:
    """``name`` is ``cpu`` or ``cuda``; ``label`` names the hardware; ``reason`` says in words why it was chosen."""

    name: str
    label: str
    reason: str

    @property
    def torch(self) -> torch.device:
        return torch.device(self.name)

    @property
    def workers(self) -> Workers:
        """On the CPU one worker per core, so that none waits for another; on a GPU some that read while it computes."""
        if self.name == "cuda":
            return Workers(3, 1)
        cores = torch.get_num_threads()
        count = min(cores, MOST_WORKERS)
        return Workers(count, cores // count)

    @property
    def sentence(self) -> str:
        """One line for a log."""
        return f"Device: {self.label} ({self.name}). {self.reason}"


def choose_device(asked: str = "auto") -> Device:
    """The CUDA GPU when it works, else the CPU; DeviceError where ``cuda`` was asked for and does not work."""
    if asked == "cpu":
        return _cpu("The CPU was asked for.")
    problem = _cuda_problem()
    if problem is None:
        return Device("cuda", torch.cuda.get_device_name(0), "A test computation on the GPU succeeded.")
    if asked == "cuda":
        raise DeviceError(f"CUDA was asked for, but {problem}", "Choose device auto or cpu, or mend the GPU driver.")
    return _cpu(f"No GPU is used: {problem}")


def _cpu(reason: str) -> Device:
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return Device("cpu", f"CPU, {cores} core{'s' if cores != 1 else ''}", reason)


def _cuda_problem() -> str | None:
    if not torch.backends.cuda.is_built():
        return "this PyTorch is built without CUDA."
    if not torch.cuda.is_available():
        return "PyTorch finds no CUDA GPU with a working driver."
    try:
        torch.ones(8, device="cuda").sum().item()
    except RuntimeError as error:
        return f"a test computation on the GPU failed ({str(error).splitlines()[0]})."
    return None
