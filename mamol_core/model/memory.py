"""Whether the dates of series fit into the computer's memory, which alone grows with what a person chooses."""

from __future__ import annotations

import ctypes
import os
import sys

from ..reporting import Reporter

_MUCH = 0.5  # of the memory that is installed: the rest of a run, and other programs, need theirs


def warn_if_memory_is_short(needed: int, dates: int, remedy: str, reporter: Reporter) -> None:
    """A warning where so many ``dates`` take much of the computer's memory at once; ``needed``: bytes."""
    installed = installed_memory()
    if installed is None or needed < _MUCH * installed:
        return
    reporter.warn(
        f"{dates} dates take some {needed / 1e9:.0f} GB of memory at once, and this computer has "
        f"{installed / 1e9:.0f} GB. {remedy}, or the run may end without a result."
    )


def installed_memory() -> int | None:
    """Bytes; None where the system does not tell."""
    if sys.platform == "win32":
        return _windows_memory()
    try:
        return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (ValueError, OSError):
        return None


def _windows_memory() -> int | None:
    kilobytes = ctypes.c_ulonglong()
    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined]
    return 1024 * kilobytes.value if kernel.GetPhysicallyInstalledSystemMemory(ctypes.byref(kilobytes)) else None
