"""``python -m mamol_core``."""

import gc
import os
import sys


def start() -> int:
    """Run the command line, with idle OpenMP threads asleep instead of spinning.

    Work is shared in large pieces instead: trainings side by side, tiles of a map. Spinning takes twice as long where
    QGIS, which runs beside the engine, keeps one of two cores busy.

    Garbage is looked for seldom, since libraries make hundreds of thousands of objects that stay, and not at all in
    what is left at the end: together that saves most of a second.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    gc.set_threshold(100_000)
    from .commands import main

    code = main()
    gc.freeze()
    return code


if __name__ == "__main__":
    sys.exit(start())
