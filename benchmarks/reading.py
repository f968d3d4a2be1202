"""How long one thread takes to read a tile's window of each sensor.

    python -m benchmarks.reading [--size 4096 4096] [--tile 256 256] [--cache 256]

All tiles of the scene of benchmarks/stack.py, or of the same layers given as files, in the order of a map: row by row,
all sensors of a tile one after the other. Decompressing is included. GDAL's block cache is given in MiB.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import rasterio

from mamol_core.contract import Layer
from mamol_core.mapping.tiles import HALO
from mamol_core.rasters.grid import choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source

from .mapping import HOME
from .stack import GRIDS, make_block, scene


def main() -> None:
    """Print milliseconds of processor time per tile."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--size", nargs=2, type=int, default=(4096, 4096), metavar=("HEIGHT", "WIDTH"))
    parser.add_argument("--tile", nargs=2, type=int, default=(256, 256), metavar=("HEIGHT", "WIDTH"))
    parser.add_argument("--cache", type=int, default=256)
    parser.add_argument("--layers", nargs=len(GRIDS), type=Path, metavar=tuple(name.upper() for name in GRIDS))
    asked = parser.parse_args()
    if asked.layers:
        paths = dict(zip(GRIDS, asked.layers, strict=True))
    else:
        make_block(HOME)
        paths = scene(HOME, *asked.size)
    sources = [open_source(Layer(name, str(path))) for name, path in paths.items()]
    grid = choose_grid(sources, 10.0)
    readers = [Reader(source, grid) for source in sources]
    height, width = asked.tile
    windows = [
        (row, col, height + 2 * HALO, width + 2 * HALO)
        for row in range(0, grid.height, height)
        for col in range(0, grid.width, width)
    ]
    spent = [0.0] * len(readers)
    with rasterio.Env(GDAL_CACHEMAX=asked.cache << 20):
        for window in windows:
            for place, reader in enumerate(readers):
                began = time.thread_time()
                reader.read(*window)
                spent[place] += time.thread_time() - began
    for source, seconds in zip(sources, spent, strict=True):
        print(f"{source.sensor:8} {1000 * seconds / len(windows):6.2f} ms")
    total, share = 1000 * sum(spent), grid.height * grid.width / 256**2
    print(f"{'all':8} {total / len(windows):6.2f} ms, {total / share:.2f} ms per 256 x 256 pixels of map")


if __name__ == "__main__":
    main()
