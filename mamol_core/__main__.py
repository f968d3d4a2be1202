"""``python -m mamol_core``."""

import os
import sys


def start() -> int:
    """Run the command line, with idle OpenMP threads asleep instead of spinning.

    Spinning would train in two thirds of the time where both of two cores are idle, and take twice as long where QGIS,
    which runs beside the engine, keeps one of them busy.
    """
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from .commands import main

    return main()


if __name__ == "__main__":
    sys.exit(start())
