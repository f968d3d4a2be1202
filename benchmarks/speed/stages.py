"""What the stages of a mapping run take: the weights of its progress bar (mamol_core/mapping/classify.py).

    python -m benchmarks.speed.stages [--side 2048]

Maps the generated stack of the throughput benchmark, in this process, and prints seconds per tile and per megapixel.
"""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from mamol_core.contract import ClassifyRequest, Layer
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.stages import MAPPING, OPENING, WRITING_MAP

from ..common import parser
from .mapping import HOME, Stages
from .stack import make_block, scene, trained


def main() -> None:
    """Measure and print."""
    arguments = parser(__doc__)
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
            stages = Stages()
            run(request, Reporter(stages))
            took = stages.seconds()
        opening, mapping, writing = (took[stage] for stage in (OPENING, MAPPING, WRITING_MAP))
        each = mapping / stages.total[MAPPING]
        print(f"{products:8}  {cog!s:5}  {opening:9.2f}  {each:14.4f}  {writing / side**2 * 1e6:13.4f}")


if __name__ == "__main__":
    main()
