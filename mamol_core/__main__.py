"""``python -m mamol_core``."""

import os
import sys

# Idle OpenMP threads sleep instead of spinning: QGIS and the tile reader need the cores, too.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from .commands import main  # noqa: E402  after the setting, which OpenMP reads when it loads

if __name__ == "__main__":
    sys.exit(main())
