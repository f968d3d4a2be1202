"""A map as a list of parts: bands of rows, each a set of small rasters that is there as a whole or not at all.

Parts are what a stopped run goes on from, what several machines share, and what the final map is put together of.
"""

from __future__ import annotations

import json
import math
import os
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any

import numpy as np
from affine import Affine
from rasterio.crs import CRS
from rasterio.io import DatasetWriter
from rasterio.windows import Window

from ..errors import OutputError, RequestError
from ..rasters.grid import Grid
from ..rasters.legend import LandClass
from ..rasters.output import check_complete, create_raster, told
from ..rasters.products import Product, choose_products
from .tiles import Tiling

PART_ROWS = 4
"""Rows of tiles of a part. A part that is computed on its own takes a row more, since tiles overlap."""
_FORMAT = 1
_LAYOUT = "layout.json"
NOT_A_NUMBER = "MAMOL_NOT_A_NUMBER"
"""Tag of a part's files: pixels that a sensor saw and for which the network computed no number; they are no data."""


@dataclass(frozen=True)
class Layout:
    """What the parts of a map have in common.

    ``fingerprint``: hash of everything the pixels depend on; ``tags``: provenance for the finished files.
    """

    fingerprint: str
    grid: Grid
    tile: int
    products: tuple[str, ...]
    classes: tuple[LandClass, ...]
    sensors: tuple[str, ...]
    tags: dict[str, str]

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
        )


class Parts:
    """The parts of one map in their folder. Parts are numbered from 0, from north to south."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self.folder, self.layout = folder, layout
        self._tiling = Tiling(layout.grid.height, layout.grid.width, layout.tile)
        self.products = choose_products(layout.products, layout.classes, layout.sensors)

    def __len__(self) -> int:
        return math.ceil(self._tiling.rows / PART_ROWS)

    def tile_rows(self, number: int) -> range:
        """The rows of tiles of a part."""
        return range(number * PART_ROWS, min((number + 1) * PART_ROWS, self._tiling.rows))

    def rows(self, number: int) -> slice:
        """The map's rows of pixels that lie in a part."""
        tile_rows = self.tile_rows(number)
        return slice(self._tiling.strip(tile_rows[0]).start, self._tiling.strip(tile_rows[-1]).stop)

    def begin(self, exclusive: bool) -> set[int]:
        """Make the folder where it is missing; the numbers of the parts that it already holds.

        Parts of another map in it are removed if ``exclusive``, else OutputError: others may be at work on them.
        OutputError also where the folder holds something else.
        """
        layout = self.folder / _LAYOUT
        if self.folder.exists() and any(self.folder.iterdir()) and _fingerprint(layout) != self.layout.fingerprint:
            if not (exclusive and layout.exists()):
                raise OutputError(
                    f"The folder {self.folder} is needed for the map's parts, but holds "
                    f"{'parts of another map' if layout.exists() else 'something else'}.",
                    "Remove the folder, or choose another name for the result.",
                )
            self.remove()
        with told(self.folder):
            self.folder.mkdir(exist_ok=True)
            if not layout.exists():
                part = self.folder / f".{_LAYOUT}.{os.getpid()}"
                part.write_text(json.dumps(self.layout.to_json(), indent=1), encoding="utf-8")
                part.replace(layout)
        return self.finished()

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

    def remove(self) -> None:
        """Remove the folder and all it holds."""
        shutil.rmtree(self.folder)


class PartWriter:
    """Takes the strips of one part. Its files get their names on leaving, and vanish where anything went wrong."""

    def __init__(self, parts: Parts, number: int, runtime: str) -> None:
        self._first_row = parts.rows(number).start
        self._paths = {product: parts.path(number, product.name) for product in parts.products}
        self._datasets: dict[Product, DatasetWriter] = {}
        for product in self._paths:
            with told(self._paths[product]):
                path = self._temporary(product)
                dataset = create_raster(path, product, parts.grid(number), compress="deflate", zlevel=1)
                self._datasets[product] = dataset
                dataset.update_tags(MAMOL_RUNTIME=runtime)

    def _temporary(self, product: Product) -> Path:
        path = self._paths[product]
        return path.with_name(f".{path.stem}.{os.getpid()}{path.suffix}")

    def write(self, row: int, strips: Mapping[str, np.ndarray], available: np.ndarray) -> None:
        """Write full-width strips whose first row is the map's ``row``; see :meth:`Product.encode` for their form."""
        window = Window(0, row - self._first_row, available.shape[1], available.shape[0])
        for product, dataset in self._datasets.items():
            with told(self._paths[product]):
                dataset.write(product.encode(strips[product.name], available), window=window)

    def tag(self, name: str, value: object) -> None:
        """Set a tag of every file of the part."""
        for product, dataset in self._datasets.items():
            with told(self._paths[product]):
                dataset.update_tags(**{name: str(value)})

    def __enter__(self) -> PartWriter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            for product, dataset in self._datasets.items():
                with told(self._paths[product]):
                    dataset.close()
                    if kind is None:
                        check_complete(self._temporary(product))
            if kind is None:
                for product, path in self._paths.items():
                    with told(path):
                        self._temporary(product).replace(path)
        finally:
            for product in self._paths:
                self._temporary(product).unlink(missing_ok=True)


def parts_folder(output: str) -> Path:
    """Where the parts of a map lie: beside it."""
    return Path(f"{output}.parts")


def open_parts(folders: Sequence[str]) -> list[Parts]:
    """The parts of one map, which may lie in several folders. RequestError: no parts, or parts of different maps."""
    found = []
    for name in folders:
        try:
            layout = Layout.from_json(json.loads((Path(name) / _LAYOUT).read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise RequestError(
                f"{name} is not a folder of a map's parts: {error}.", "Give the folders that classify --shard has made."
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


def _fingerprint(layout: Path) -> str | None:
    try:
        return str(json.loads(layout.read_text(encoding="utf-8"))["fingerprint"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
