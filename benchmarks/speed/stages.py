"""What the stages of a mapping run take: the weights of its progress bar (mamol_core/mapping/classify.py).

    python -m benchmarks.speed.stages [--side 2048]

Maps the generated stack of the throughput benchmark, in this process, and prints seconds per tile and per megapixel.
"""

from __future__ import annotations

import argparse
import itertools
import tempfile
import time
from pathlib import Path
from typing import Any

from mamol_core.contract import ClassifyRequest, Layer
from mamol_core.reporting import Reporter
from mamol_core.run import run

from .mapping import HOME
from .stack import make_block, scene, trained


def main() -> None:
    """Measure and print."""
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--side", type=int, default=2048, help="rows and columns to map")
    side = arguments.parse_args().side
    make_block(HOME)
    layers = tuple(Layer(name, str(path)) for name, path in scene(HOME, side, side).items())
    print("products  COG    s opening  s/tile mapping  s/Mpx writing")
    for products, cog in ((1, False), (1, True), (4, False), (4, True)):
        with tempfile.TemporaryDirectory(dir=HOME) as folder:
            names = ("confidence", "probabilities", "sensors_used")[: products - 1]
            extra: dict[str, Any] = {name: str(Path(folder, f"{name}.tif")) for name in names}
            request = ClassifyRequest(layers, str(trained(HOME)), str(Path(folder, "map.tif")), cog=cog, **extra)
            seconds, totals = stages(request)
        opening, mapping, writing = seconds
        print(f"{products:8}  {cog!s:5}  {opening:9.2f}  {mapping / totals[1]:14.4f}  {writing / side**2 * 1e6:13.4f}")


def stages(request: ClassifyRequest) -> tuple[list[float], list[float]]:
    """Seconds that each stage took, and its units of work."""
    began: list[tuple[str, float]] = []
    totals: list[float] = []

    def hear(event: dict[str, Any]) -> None:
        if event["event"] == "progress" and (not began or began[-1][0] != event["stage"]):
            began.append((event["stage"], time.monotonic()))
            totals.append(event["total"])

    run(request, Reporter(hear))
    times = [moment for _, moment in began] + [time.monotonic()]
    return [after - before for before, after in itertools.pairwise(times)], totals


if __name__ == "__main__":
    main()
