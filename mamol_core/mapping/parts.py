"""A map as a list of parts: bands of rows, each a set of small rasters that is there as a whole or not at all.

Parts are what a stopped run goes on from, what several machines share, and what the final map is put together of.
"""

from __future__ import annotations

import contextlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from affine import Affine
from rasterio._err import CPLE_BaseError
from rasterio.crs import CRS
from rasterio.errors import RasterioError
from rasterio.io import DatasetWriter
from rasterio.windows import Window

from ..errors import RequestError
from ..files import remove, replace_all, temporary
from ..geotiff import check_complete, reporting_errors
from ..rasters.grid import Grid
from ..rasters.legend import LandClass
from ..rasters.output import create_raster
from ..rasters.products import Product, choose_products
from ..reporting import Reporter
from .folder import LAYOUT, Folder
from .tiles import Tiling

PART_ROWS = 4
"""Rows of tiles of a part. A part that is computed on its own takes a row more, since tiles overlap."""
_FORMAT = 1
NOT_A_NUMBER = "MAMOL_NOT_A_NUMBER"
"""Tag of a part's files: pixels that a sensor saw and for which the network computed no number; they are no data."""


@dataclass(frozen=True)
class Layout:
    """What the parts of a map have in common.

    ``fingerprint``: hash of everything the pixels depend on; ``tags``: provenance for the finished files; ``series``:
    the sensors that are one.
    """

    fingerprint: str
    grid: Grid
    tile: int
    products: tuple[str, ...]
    classes: tuple[LandClass, ...]
    sensors: tuple[str, ...]
    tags: dict[str, str]
    series: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        grid = self.grid
        return {
            "format": _FORMAT,
            "fingerprint": self.fingerprint,
            "crs": grid.crs.to_wkt(),
            "transform": list(grid.transform)[:6],
            "size": [grid.width, grid.height],
            "tile": self.tile,
            "products": list(self.products),
            "classes": [entry.to_json() for entry in self.classes],
            "sensors": list(self.sensors),
            "tags": self.tags,
            "series": list(self.series),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Layout:
        if data["format"] != _FORMAT:
            raise ValueError(f"format {data['format']!r} found, {_FORMAT} expected")
        return cls(
            data["fingerprint"],
            Grid(CRS.from_wkt(data["crs"]), Affine(*data["transform"]), *data["size"]),
            data["tile"],
            tuple(data["products"]),
            tuple(LandClass.from_json(entry) for entry in data["classes"]),
            tuple(data["sensors"]),
            data["tags"],
            tuple(data.get("series", ())),
        )


class Parts:
    """The parts of one map in their folder. Parts are numbered from 0, from north to south."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self.folder, self.layout = folder, layout
        self._use = Folder(folder)
        self._tiling = Tiling(layout.grid.height, layout.grid.width, layout.tile)
        self.products = choose_products(layout.products, layout.classes, layout.sensors, layout.series)

    def __len__(self) -> int:
        return math.ceil(self._tiling.rows / PART_ROWS)

    def tile_rows(self, number: int) -> range:
        """The rows of tiles of a part."""
        return range(number * PART_ROWS, min((number + 1) * PART_ROWS, self._tiling.rows))

    def rows(self, number: int) -> slice:
        """The map's rows of pixels that lie in a part."""
        tile_rows = self.tile_rows(number)
        return slice(self._tiling.strip(tile_rows[0]).start, self._tiling.strip(tile_rows[-1]).stop)

    def begin(self, alone: bool, reporter: Reporter) -> set[int]:
        """Make the folder where it is missing; the numbers of the parts that it already holds. See :class:`Folder`.

        ``alone``: this run computes all parts. Parts of another map are then removed, else they are an error: others
        may be at work on them. OutputError also where others are at work, or the folder holds something else.
        """
        with reporting_errors(self.folder):
            message = self._use.enter(self.layout.to_json(), alone)
        if message:
            reporter.log(message)
        return self.finished()

    def end(self, keep: Callable[[set[int]], bool]) -> list[str]:
        """Leave the folder, and remove it where ``keep``, given the finished parts, is False and no other run uses it.

        A sentence for each file that stays although it should not.
        """
        return self._use.leave(lambda: not keep(self.finished()))

    def finished(self) -> set[int]:
        """Numbers of the parts of which every raster is there."""
        return {
            number
            for number in range(len(self))
            if all(self.path(number, product.name).exists() for product in self.products)
        }

    def path(self, number: int, product: str) -> Path:
        """The file of one product of a part."""
        return self.folder / f"{product}-{number:05d}.tif"

    def grid(self, number: int) -> Grid:
        """The pixels of a part."""
        rows, whole = self.rows(number), self.layout.grid
        transform = whole.transform * Affine.translation(0, rows.start)
        return Grid(whole.crs, transform, whole.width, rows.stop - rows.start)

    def writer(self, number: int, runtime: str) -> PartWriter:
        """A context manager that writes a part. ``runtime``: what computes it, for the files' tags."""
        return PartWriter(self, number, runtime)


class PartWriter:
    """Takes the strips of one part. Its files get their names on leaving, and vanish where anything went wrong."""

    def __init__(self, parts: Parts, number: int, runtime: str) -> None:
        self._first_row = parts.rows(number).start
        self._paths = {product: parts.path(number, product.name) for product in parts.products}
        self._temporary = {product: temporary(path) for product, path in self._paths.items()}
        self._datasets: dict[Product, DatasetWriter] = {}
        try:
            for product, path in self._temporary.items():
                with reporting_errors(self._paths[product]):
                    dataset = create_raster(
                        path, product, parts.grid(number), compress="deflate", zlevel=1, num_threads="all_cpus"
                    )
                    self._datasets[product] = dataset
                    dataset.update_tags(MAMOL_RUNTIME=runtime)
        except BaseException:
            self._discard()
            raise

    def write(self, row: int, strips: Mapping[str, np.ndarray]) -> None:
        """Write full-width strips (B, h, W) of stored values, one per product, whose first row is the map's ``row``."""
        for product, dataset in self._datasets.items():
            strip = strips[product.name]
            window = Window(0, row - self._first_row, strip.shape[2], strip.shape[1])
            with reporting_errors(self._paths[product]):
                dataset.write(strip, window=window)

    def tag(self, name: str, value: object) -> None:
        """Set a tag of every file of the part."""
        for product, dataset in self._datasets.items():
            with reporting_errors(self._paths[product]):
                dataset.update_tags(**{name: str(value)})

    def __enter__(self) -> PartWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            if kind is None:
                for product, path in self._temporary.items():
                    with reporting_errors(self._paths[product]):
                        self._datasets[product].close()
                        check_complete(path)
                with reporting_errors(next(iter(self._paths.values()))):
                    replace_all([(self._temporary[product], path) for product, path in self._paths.items()])
        finally:
            self._discard()

    def _discard(self) -> None:
        for dataset in self._datasets.values():
            with contextlib.suppress(OSError, RasterioError, CPLE_BaseError):  # it is thrown away, whole or not
                dataset.close()
        remove(self._temporary.values())


def parts_folder(output: str) -> Path:
    """Where the parts of a map lie: beside it."""
    return Path(f"{output}.parts")


def open_parts(folders: Sequence[str]) -> list[Parts]:
    """The parts of one map, which may lie in several folders. RequestError: no parts, or parts of different maps."""
    found = []
    for name in folders:
        try:
            layout = Layout.from_json(json.loads((Path(name) / LAYOUT).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RequestError(
                f"{name} is not a folder of a map's parts: {error}.",
                "Give the folders of parts that the shards of one map have written.",
            ) from None
        found.append(Parts(Path(name), layout))
    if len({parts.layout.fingerprint for parts in found}) > 1:
        raise RequestError(
            f"The folders {', '.join(folders)} hold parts of different maps: layers, model or options differed.",
            "Give the parts of one map only.",
        )
    return found


def locate(folders: Sequence[Parts]) -> list[Parts]:
    """For every part the folder that has it. RequestError, naming what is missing, where the map is not complete."""
    owners = {number: parts for parts in folders for number in parts.finished()}
    missing = [number for number in range(len(folders[0])) if number not in owners]
    if missing:
        raise RequestError(
            f"{len(missing)} of {len(folders[0])} parts are missing: numbers {', '.join(map(str, missing[:20]))}.",
            "Run the shards that did not finish again; finished parts are not computed twice.",
        )
    return [owners[number] for number in range(len(folders[0]))]
