"""``python -m mamol_core``."""

import os
import sys

# Idle OpenMP threads sleep instead of spinning: QGIS and the tile reader need the cores, too.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from .commands import main

if __name__ == "__main__":
    sys.exit(main())
