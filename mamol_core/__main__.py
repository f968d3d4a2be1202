"""``python -m mamol_core``."""

import sys

from .commands import main

if __name__ == "__main__":
    sys.exit(main())
