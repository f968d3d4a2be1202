"""Which build of PyTorch fits the machine, how much there is to download, and why."""

from __future__ import annotations

import re
import shutil
import sys
from dataclasses import dataclass
from typing import List, Optional, Tuple

from .. import settings
from ..texts import in_figures, tr
from . import steps

GB = 1_000_000_000


@dataclass(frozen=True)
class _Build:
    """A CUDA build of the pinned torch: the oldest driver it runs with, the compute capabilities it has code for."""

    name: str
    driver: int
    oldest_gpu: float
    newest_gpu: float


# Newest first. Drivers: NVIDIA, "CUDA Compatibility", minor version compatibility, and for Windows the release notes of
# CUDA 12. GPUs: PyTorch's RELEASE.md, "PyTorch CUDA Support Matrix".
_CUDA = (
    _Build("cu130", 580, 7.5, float("inf")),
    _Build("cu126", 528 if sys.platform == "win32" else 525, 5.0, 9.0),
)


@dataclass(frozen=True)
class Variant:
    """``name`` is PyTorch's own, or ``default`` for the default index. Sizes in bytes; ``why`` is a sentence."""

    name: str
    why: str
    download: int
    disk: int

    @property
    def download_text(self) -> str:
        """How much there is to download, at worst too."""
        at_worst = fallback_sizes(self).download
        text = tr("about {0} GB").format(in_figures(self.download / GB, 1))
        if at_worst > self.download:
            text += " " + tr("({0} GB where PyTorch's own index can't be reached)").format(in_figures(at_worst / GB, 1))
        return text

    @property
    def disk_text(self) -> str:
        """How much room it takes."""
        return tr("about {0} GB").format(in_figures(self.disk / GB, 0))

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
        return Variant("cpu", tr("No NVIDIA driver was found, so PyTorch for the CPU is installed."), *_small())
    gpu = compute_capability()
    builds = [build for build in _CUDA if gpu is None or build.oldest_gpu <= gpu <= build.newest_gpu]
    for build in builds:
        if driver >= build.driver:
            why = tr("NVIDIA driver {0} was found, so PyTorch with {1} is installed.")
            return Variant(build.name, why.format(driver, _spelled(build.name)), *_large())
    if not builds:
        why = tr("PyTorch has no build for this GPU (compute capability {0}), so PyTorch for the CPU is installed.")
        return Variant("cpu", why.format(gpu), *_small())
    why = tr(
        "NVIDIA driver {0} is too old for PyTorch with CUDA, which needs {1} or newer here; so PyTorch for the CPU is "
        "installed. Update the driver and set up the engine again to use the GPU."
    ).format(driver, builds[-1].driver)
    return Variant("cpu", why, *_small())


def fallback_sizes(variant: Variant) -> Variant:
    """The same from the default index, which on Linux has only the large build with CUDA."""
    large = sys.platform == "linux" and variant.name == "cpu"
    return Variant(variant.name, variant.why, *(_large() if large else (variant.download, variant.disk)))


def nvidia_driver() -> Optional[int]:
    """Major version of the NVIDIA driver; None where there is none that answers."""
    versions = [re.match(r"(\d+)\.", line) for line in _ask_nvidia("driver_version")]
    return int(versions[0][1]) if versions and versions[0] else None


def compute_capability() -> Optional[float]:
    """The newest GPU's, such as 8.6; None where the driver can't tell, as before 2022."""
    found = [float(line) for line in _ask_nvidia("compute_cap") if re.fullmatch(r"\d+\.\d+", line)]
    return max(found, default=None)


def _ask_nvidia(what: str) -> List[str]:
    """What nvidia-smi says, a line per GPU; nothing where there is none."""
    program = shutil.which("nvidia-smi")
    if program is None:
        return []
    heard: List[str] = []
    arguments = (f"--query-gpu={what}", "--format=csv,noheader")
    code, _ = steps.execute(program, arguments, steps.environment(), heard=heard.append, seconds=15)
    return [line.strip() for line in heard] if code == 0 else []


def _small() -> Tuple[int, int]:
    """Sizes without CUDA, measured on Linux with Python 3.11; on Windows and macOS a little less."""
    return round(0.5 * GB), 2 * GB


def _large() -> Tuple[int, int]:
    """Sizes with CUDA, measured with CUDA 13 on Linux; those of CUDA 12.6 and on Windows were not."""
    return round(3.0 * GB), 6 * GB


def _spelled(name: str) -> str:
    """``CUDA 12.6`` for ``cu126``."""
    return f"CUDA {name[2:4]}.{name[4:]}"
