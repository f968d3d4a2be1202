"""Memory and cost per pixel of maps that grow, taller and wider, whole and partly empty.

    python -m benchmarks.speed.memory [--most MPX]

On the generated stack (stack.py), each map by the command line in a process of its own, one after the other
on all cores; --most leaves out larger maps. Writes benchmarks/results/memory.json and docs/memory.md.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

import numpy as np

from ..common import DOCS, measured, parser, stamp, table, write_results
from .mapping import HOME, Figures, map_stack
from .stack import BLOCK, make_block, trained

SIZES = ((1024, 1024), (2048, 2048), (4096, 4096), (16384, 4096), (10980, 10980), (40960, 4096), (20000, 20000))
FILLED = (1.0, 0.5, 0.25, 0.0625)  # shares of a scene of SIDE x SIDE pixels that have values
SIDE = 4096
COLUMNS = ("seconds", "of these before the first tile", "Mpx/s", "Mpx/s after it", "cores used", "peak RSS, MiB",
           "computed by")  # fmt: skip


def main() -> None:
    """Measure, and write the page after every map."""
    arguments = parser(__doc__)
    arguments.add_argument("--most", type=float, default=400, metavar="MPX", help="leave out maps of more megapixels")
    most = arguments.parse_args().most
    make_block(HOME)
    trained(HOME)
    report: dict[str, Any] = {**stamp(), "block": BLOCK, "most": most, "sizes": [], "filled": []}
    for height, width in SIZES:
        if height * width <= most * 1e6:
            report["sizes"].append({"size": [height, width], **_figures(map_stack(height, width))})
            _write(report)
    for share in FILLED:
        report["filled"].append({"filled": share, **_figures(map_stack(SIDE, SIDE, filled=share))})
        _write(report)


def _figures(figures: Figures) -> dict[str, Any]:
    print(figures, flush=True)
    return {**asdict(figures), "mpx_s": figures.mpx_s, "steady_mpx_s": figures.steady_mpx_s}


def _write(report: dict[str, Any]) -> None:
    write_results("memory", report)
    (DOCS / "memory.md").write_text(page(report), encoding="utf-8")


def page(report: dict[str, Any]) -> str:
    """The page in Markdown."""
    sizes = [["{} x {}".format(*row["size"]), f"{row['pixels'] / 1e6:.0f}", *_cells(row)] for row in report["sizes"]]
    filled = [[f"{row['filled']:.0%}", *_cells(row)] for row in report["filled"]]
    return f"""# Memory, and the cost of a pixel

<!-- Written by `python -m benchmarks.speed.memory`; do not edit. -->

`python -m benchmarks.speed.memory --most {report["most"]:g}`

A generated Sentinel-2 (12 bands) + Sentinel-1 (2) + elevation (1) stack on three grids, with clouds and a swath's edge
as nodata; larger than its block of {report["block"]} pixels by VRTs that repeat it. Each map is one run of the command
line, from the start of its process to the finished file. Where a run used fewer cores than there are, other work had
the rest, and its seconds tell little.

{measured(report)}

{table(["height x width", "Mpx", *COLUMNS], sizes)}

{_line(report["sizes"])}

A scene of {SIDE} x {SIDE} pixels of which only a share of the rows has values:

{table(["with values", *COLUMNS], filled)}

Memory grows with the width of the map, since a row of tiles waits to be blended with the next and its blocks of the
layers stay decoded, and not with its height.
"""


def _line(rows: list[dict[str, Any]]) -> str:
    """What a map costs to begin and what each pixel costs, fitted to the seconds by their relative errors."""
    pixels = np.array([row["pixels"] for row in rows]) / 1e6
    seconds = np.array([row["seconds"] for row in rows])
    if len(rows) < 3:
        return ""
    each, begin = np.polyfit(pixels, seconds, 1, w=1 / seconds)
    off = (begin + each * pixels) / seconds - 1
    return (
        f"A map of these sizes takes {begin:.1f} s and {each:.2f} s for each megapixel: no row is further than "
        f"{abs(off).max():.0%} from that."
    )


def _cells(row: dict[str, Any]) -> list[str]:
    speeds = [f"{row[key]:.3f}" for key in ("mpx_s", "steady_mpx_s")]
    times = [f"{row[key]:.1f}" for key in ("seconds", "start")]
    return [*times, *speeds, f"{row['cores']:.2f}", f"{row['rss_mib']:.0f}", row["runtime"]]


if __name__ == "__main__":
    main()
