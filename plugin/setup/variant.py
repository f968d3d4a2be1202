"""Which build of PyTorch fits the machine, how much there is to download, and why."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from typing import List, Optional

from .. import settings
from ..texts import tr
from . import steps

# CUDA builds of the pinned torch and the oldest driver each runs with, newest first
# (NVIDIA, "CUDA Toolkit Release Notes", table of minor version compatibility).
_CUDA = (("cu130", 580), ("cu126", 528 if sys.platform == "win32" else 525))
GB = 1_000_000_000


@dataclass(frozen=True)
class Variant:
    """``name`` is PyTorch's own, or ``default`` for the default index. Sizes in bytes; ``why`` is a sentence."""

    name: str
    why: str
    download: int
    disk: int

    @property
    def index(self) -> Optional[str]:
        """Address of the index that has this build; None where the default index has it."""
        return None if self.name == "default" else f"{settings.torch_index()}/{self.name}"


def choose() -> Variant:
    """The variant for this machine."""
    if sys.platform == "darwin":
        return Variant("default", tr("PyTorch for macOS."), *_small())
    driver = nvidia_driver()
    if driver is None:
        return Variant("cpu", tr("No NVIDIA driver was found, so PyTorch for the CPU."), *_small())
    for name, oldest in _CUDA:
        if driver >= oldest:
            why = tr("NVIDIA driver {0} was found, so PyTorch with {1}.").format(driver, _spelled(name))
            return Variant(name, why, *_large())
    name, oldest = _CUDA[-1]
    why = tr(
        "NVIDIA driver {0} is too old for PyTorch with CUDA, which needs {1} or newer; so PyTorch for the CPU. "
        "Update the driver and set up the engine again to use the GPU."
    ).format(driver, oldest)
    return Variant("cpu", why, *_small())


def fallback_sizes(variant: Variant) -> Variant:
    """The same from the default index, which on Linux has only the large build with CUDA."""
    large = sys.platform == "linux" and variant.name == "cpu"
    return Variant(variant.name, variant.why, *(_large() if large else (variant.download, variant.disk)))


def nvidia_driver() -> Optional[int]:
    """Major version of the NVIDIA driver; None where there is none that answers."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return None
    heard: List[str] = []
    arguments = ("--query-gpu=driver_version", "--format=csv,noheader")
    code, _ = steps.execute(program, arguments, steps.environment(), heard=heard.append, seconds=15)
    found = re.match(r"(\d+)\.", heard[0]) if code == 0 and heard else None
    return int(found[1]) if found else None


def _small() -> tuple:
    return round(0.4 * GB), 3 * GB


def _large() -> tuple:
    return round(3.5 * GB), 12 * GB


def _spelled(name: str) -> str:
    """``CUDA 12.6`` for ``cu126``."""
    return f"CUDA {name[2:4]}.{name[4:]}"
