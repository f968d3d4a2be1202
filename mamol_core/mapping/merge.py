"""Puts a map together from its parts: as GeoTIFF, as Cloud-Optimized GeoTIFF, or as a virtual mosaic."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import numpy as np
import rasterio
from rasterio.errors import RasterioError
from rasterio.io import DatasetReader
from rasterio.windows import Window

from ..contract import MergeRequest
from ..errors import OutputError, RequestError
from ..files import check_writable
from ..rasters.mosaic import write_mosaic
from ..rasters.output import Outputs, check_outputs
from ..rasters.products import PRODUCTS
from ..reporting import Reporter
from ..stages import WRITING_MAP
from .parts import NOT_A_NUMBER, Parts, locate, open_parts

_ROWS = 256
MOSAIC = ".vrt"


def merge(request: MergeRequest, reporter: Reporter) -> dict[str, Any]:
    """Put the parts of shards together; the result as the contract's ``result`` event carries it. Raises MamolError."""
    began = time.monotonic()
    paths = {name: getattr(request, name) for name in PRODUCTS}
    check_outputs({name: path for name, path in paths.items() if path and not path.endswith(MOSAIC)})
    owners = locate(open_parts(request.parts))
    layout = owners[0].layout
    for name, path in paths.items():
        option = "--" + name.replace("_", "-")
        if path and name not in layout.products:
            raise RequestError(f"The parts have no '{name}': the shards ran without {option}.", f"Leave {option} out.")
        if name in layout.products and not path:
            reporter.log(f"The parts also have '{name}'; {option} would write it.")
    mosaics = {name: path for name, path in paths.items() if path and path.endswith(MOSAIC)}
    rasters = {name: path for name, path in paths.items() if path and name not in mosaics}
    for path in mosaics.values():
        check_writable(Path(path))
    if mosaics:
        _warn_of_parts(owners, list(mosaics), reporter)
    for name, path in mosaics.items():
        write_mosaic(
            Path(path), layout.grid, next(p for p in owners[0].products if p.name == name), layout.classes,
            [(parts.path(number, name), parts.rows(number)) for number, parts in enumerate(owners)],
        )  # fmt: skip
    if rasters:
        assemble(owners, rasters, request.cog, reporter)
    return {
        **paths,
        "width": layout.grid.width,
        "height": layout.grid.height,
        "crs": layout.grid.crs_name,
        "seconds": round(time.monotonic() - began, 2),
        "warnings": list(reporter.warnings),
    }


def assemble(owners: Sequence[Parts], paths: Mapping[str, str | None], cog: bool, reporter: Reporter) -> dict[int, int]:
    """Copy all parts into the finished rasters; pixels per class code, empty where land cover is not among them.

    ``owners``: for each part the folder that has it.
    """
    with Assembly(owners, paths) as assembly:
        reporter.stage(WRITING_MAP, len(owners))
        for number in range(len(owners)):
            assembly.copy(number)
            reporter.advance()
        return assembly.commit(cog, reporter)


class Assembly:
    """The finished rasters of a map while parts are copied into them; a context manager."""

    def __init__(self, owners: Sequence[Parts], paths: Mapping[str, str | None]) -> None:
        """``owners``: for each part the folder that has it, or will have it when it is copied."""
        layout = owners[0].layout
        self._owners, self._width = owners, layout.grid.width
        self._asked = [name for name, path in paths.items() if path]
        self._outputs = Outputs(paths, layout.grid, layout.classes, layout.sensors, layout.tags, layout.series)
        self._warnings = _TagWarnings()

    def copy(self, number: int) -> None:
        """Copy a part; one at a time, in any order. OutputError where it is damaged or the disk is full."""
        parts = self._owners[number]
        rows = parts.rows(number)
        with ExitStack() as stack:
            files = {name: stack.enter_context(_open(parts.path(number, name))) for name in self._asked}
            self._warnings.add(files.values())
            for top in range(0, rows.stop - rows.start, _ROWS):
                window = Window(0, top, self._width, min(_ROWS, rows.stop - rows.start - top))
                self._outputs.write(rows.start + top, {name: _read(file, window) for name, file in files.items()})

    def commit(self, cog: bool, reporter: Reporter) -> dict[int, int]:
        """Finish the rasters, when all parts are copied; pixels per class code."""
        self._outputs.commit(cog)
        self._warnings.warn(reporter)
        return self._outputs.pixels

    def __enter__(self) -> Assembly:
        return self

    def __exit__(self, *_: object) -> None:
        self._outputs.abort()


class _TagWarnings:
    """Warnings that the tags of a map's parts give rise to."""

    def __init__(self) -> None:
        self._runtimes: set[str] = set()
        self._not_a_number = 0

    def add(self, files: Iterable[DatasetReader]) -> None:
        """Take in the files of a part."""
        tags = [file.tags() for file in files]
        self._runtimes.update(entry.get("MAMOL_RUNTIME", "") for entry in tags)
        self._not_a_number += max(int(entry.get(NOT_A_NUMBER, 0)) for entry in tags)

    def warn(self, reporter: Reporter) -> None:
        if self._not_a_number:
            reporter.warn(
                f"{self._not_a_number} pixels have no class: the network computed no number for them. The model or the "
                "device may be faulty; try the device cpu, or another model."
            )
        if len(self._runtimes) > 1:
            reporter.warn(
                f"Parts were computed by different runtimes ({' / '.join(sorted(self._runtimes))}); "
                "a few pixels may differ where they meet."
            )


def _warn_of_parts(owners: Sequence[Parts], products: Sequence[str], reporter: Reporter) -> None:
    """Warn of parts that are not copied as a copy would have. OutputError where one is damaged."""
    warnings = _TagWarnings()
    for number, parts in enumerate(owners):
        with ExitStack() as stack:
            warnings.add([stack.enter_context(_open(parts.path(number, name))) for name in products])
    warnings.warn(reporter)


def _open(path: Path) -> DatasetReader:
    try:
        return rasterio.open(path)
    except RasterioError as error:
        raise _damaged(path, error) from None


def _read(file: DatasetReader, window: Window) -> np.ndarray:
    try:
        values: np.ndarray = file.read(window=window)
        return values
    except RasterioError as error:
        raise _damaged(Path(file.name), error) from None


def _damaged(path: Path, error: RasterioError) -> OutputError:
    return OutputError(
        f"The part {path} can't be read: it is damaged ({error.__cause__ or error}).", "Remove it and run again."
    )
