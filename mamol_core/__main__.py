"""``python -m mamol_core``."""

import os
import sys


def start() -> int:
    """Run the command line, with idle OpenMP threads asleep instead of spinning.

    Work is shared in large pieces instead: trainings side by side, tiles of a map. Spinning takes twice as long where
    QGIS, which runs beside the engine, keeps one of two cores busy.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from .commands import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
