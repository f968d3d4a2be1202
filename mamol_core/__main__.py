"""``python -m mamol_core``."""

import ctypes
import os
import sys

_M_MMAP_THRESHOLD = -3  # of glibc's malloc.h
_LARGE = 400_000  # bytes: less than a band of a tile


def start() -> int:
    """Run the command line, with idle OpenMP threads asleep instead of spinning.

    Costs a little on idle cores and gains where QGIS, which runs beside the engine, keeps one of them busy.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    _return_large_blocks()
    from .commands import main

    return main()


def _return_large_blocks() -> None:
    """Have memory of freed arrays go back to the system: glibc would keep more and more of it, some 100 MB here."""
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None) if sys.platform == "linux" else None
    if mallopt:
        mallopt(_M_MMAP_THRESHOLD, _LARGE)


if __name__ == "__main__":
    sys.exit(start())
