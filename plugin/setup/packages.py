"""What is installed into an environment: every package in the one version, and with the hashes, that was locked.

Beside ``requirements.txt`` lie ``requirements.lock`` and ``requirements-torch.lock``, made from it on the default index
(``make lock``). PyTorch stands apart: the builds of its own index carry other versions (2.13.0+cpu) and files than the
default index, for each variant, system and Python, so that they can't be locked with the rest. They, the CUDA
libraries that they ask for, and PyTorch out of a folder of wheels, are taken by version alone.
"""

from __future__ import annotations

from pathlib import Path
from typing import Tuple

from ..texts import tr
from .steps import Step

_TORCH = ("torch", "torchvision")

Words = Tuple[str, ...]


def locked(installer: Words, where: Words, requirements: Path, says: str, share: int, with_torch: bool) -> Step:
    """Install what is locked, ``where`` the options say; ``with_torch``: PyTorch too, as the default index has it."""
    files = lock_files(requirements)[: 2 if with_torch and torch_pins(requirements) else 1]
    named = tuple(word for file in files for word in ("-r", str(file)))
    # The locks are complete: where nothing is to be resolved, nothing can come in without a hash.
    words = (*installer, "--require-hashes", "--no-deps", *where, *named)
    return Step("packages", words[0], words[1:], says, share)


def torch_alone(installer: Words, where: Words, requirements: Path) -> Step:
    """Install PyTorch without what it needs: its own index has stale copies of other packages."""
    words = (*installer, "--no-deps", *where, *torch_pins(requirements))
    return Step("torch", words[0], words[1:], tr("Downloading and installing PyTorch…"), 35)


def torch_with_its_needs(installer: Words, where: Words, requirements: Path, share: int) -> Step:
    """Install PyTorch where it is not there yet, and what it asks for that is not, such as CUDA's libraries."""
    words = (*installer, *where, *torch_pins(requirements))
    return Step("torch-needs", words[0], words[1:], tr("Installing what PyTorch needs…"), share)


def torch_pins(requirements: Path) -> Words:
    """The lines of torch and torchvision, which belong together."""
    lines = (line.partition("#")[0].strip() for line in requirements.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line.split("==")[0] in _TORCH)


def lock_files(requirements: Path) -> Tuple[Path, Path]:
    """What is locked without PyTorch, and PyTorch with what only it needs."""
    return requirements.with_suffix(".lock"), requirements.with_name(f"{requirements.stem}-torch.lock")
