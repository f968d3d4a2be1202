"""How long the engine takes to be ready: as a worker, as QGIS starts it, and until the first tile of a map.

    python -m benchmarks.speed.startup [--runs 5]

Each run is a process of its own, with the files in the system's cache. Writes docs/startup.md.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence

from mamol_core.contract import DescribeRequest
from mamol_core.messages import to_json

from ..common import DOCS, ROOT, measured, parser, stamp, table
from .mapping import map_stack


def main() -> None:
    """Measure and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("--runs", type=int, default=5)
    runs = arguments.parse_args().runs
    greeted, answered = zip(*(_worker() for _ in range(runs + 1)), strict=True)
    small, large = ([map_stack(side, side).start for _ in range(runs)] for side in (512, 1024))
    (DOCS / "startup.md").write_text(page(runs, greeted[1:], answered[1:], small, large))


def _worker() -> tuple[float, float]:
    """Seconds from a worker's start to its "hello", and to the answer to what QGIS asks first."""
    began = time.perf_counter()
    command = [sys.executable, "-m", "mamol_core", "worker"]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as worker:
        if worker.stdin is None or worker.stdout is None:
            raise RuntimeError("The worker has no pipes.")
        worker.stdout.readline()
        greeted = time.perf_counter() - began
        worker.stdin.write(json.dumps(to_json(DescribeRequest())) + "\n")
        worker.stdin.flush()
        for line in worker.stdout:
            event = json.loads(line)["event"]
            if event == "error":
                raise RuntimeError(line)
            if event == "result":
                break
        answered = time.perf_counter() - began
        worker.stdin.close()
    return greeted, answered


def page(
    runs: int, greeted: Sequence[float], answered: Sequence[float], small: Sequence[float], large: Sequence[float]
) -> str:
    """The page in Markdown."""
    found = {
        "the worker takes requests (“hello”)": greeted,
        "PyTorch is loaded and the worker has told versions and device": answered,
        "the first tile of a map of 512 x 512 pixels, on PyTorch": small,
        "the first tile of a map of 1024 x 1024 pixels, compiled by OpenVINO": large,
    }
    rows = [
        (what, f"{statistics.median(seconds):.2f}", f"{min(seconds):.2f}–{max(seconds):.2f}")
        for what, seconds in found.items()
    ]
    return f"""# Start-up

<!-- Written by `python -m benchmarks.speed.startup`; do not edit. -->

`python -m benchmarks.speed.startup --runs {runs}`

Seconds from the start of a process. The dock does not wait for any of it: QGIS starts the worker in the background.

{measured(stamp())}

{table(["until", "median", "range"], rows)}
"""


if __name__ == "__main__":
    main()
