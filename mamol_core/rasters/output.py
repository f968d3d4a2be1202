"""Result rasters: written under temporary names, checked, styled, and given their names at the very end."""

from __future__ import annotations

import errno
import glob
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
import rasterio
import rasterio.shutil
from rasterio._err import CPLE_BaseError  # GDAL's own errors, which rasterio lets through unwrapped in places
from rasterio.enums import Resampling
from rasterio.errors import RasterioError
from rasterio.io import DatasetWriter
from rasterio.windows import Window

from ..errors import OutputError, RequestError
from .grid import Grid
from .legend import LandClass, make_legend
from .products import Product, choose_products
from .styles import category_xml, class_style, percent_style

_TILE = 256
_FULL = 10_000_000  # bytes: with less, the disk is why a write failed


def check_outputs(paths: Mapping[str, str | None], inputs: Iterable[str] = ()) -> None:
    """Look, before anything is computed, whether results can be written; ``paths`` maps products to files or None.

    RequestError where two results share a file or one would replace an input; OutputError where a path does not end
    in .tif or .tiff, is a folder, or its folder does not exist or can't be written.
    """
    taken: dict[str, str] = {}
    read = {_key(Path(path)) for path in inputs}
    for product, text in paths.items():
        if text is None:
            continue
        path = Path(text)
        if path.suffix.lower() not in (".tif", ".tiff"):
            raise OutputError(f"The result '{path.name}' does not end in .tif.", "Results are GeoTIFF: add .tif.")
        if path.is_dir():
            raise OutputError(f"The result '{path}' is a folder; a file name was expected.", "Choose a file name.")
        if not path.parent.is_dir():
            raise OutputError(f"The folder '{path.parent}' does not exist.", "Create it, or choose another folder.")
        if _key(path) in read:
            raise RequestError(f"The result '{path.name}' would replace an input.", "Choose another file name.")
        stem = _key(path.with_suffix(""))  # the style file has the name without suffix
        if stem in taken:
            raise RequestError(
                f"'{product}' and '{taken[stem]}' would be written to the same file, '{path.name}'.",
                "Give each result a name of its own.",
            )
        taken[stem] = product
        try:
            with tempfile.TemporaryFile(dir=path.parent):
                pass
        except OSError as error:
            raise OutputError(
                f"The folder '{path.parent}' can't be written to: {error.strerror}.", "Choose another folder."
            ) from error


def _key(path: Path) -> str:
    return os.path.normcase(os.path.realpath(path))


@dataclass
class _Raster:
    """One result file under its temporary name."""

    product: Product
    path: Path
    part: Path
    dataset: DatasetWriter

    @property
    def sidecars(self) -> dict[str, tuple[Path, Path]]:
        """Kind -> (temporary, final) path of the files beside the raster."""
        return {
            "names": (Path(f"{self.part}.aux.xml"), Path(f"{self.path}.aux.xml")),
            "style": (self.part.with_suffix(".qml"), self.path.with_suffix(".qml")),
        }


class Outputs:
    """The results of one mapping run, a context manager: what is not committed on leaving is removed.

    ``pixels``: pixels written so far per class code.
    """

    def __init__(
        self,
        paths: Mapping[str, str | None],
        grid: Grid,
        classes: Sequence[LandClass],
        sensors: Sequence[str],
        tags: Mapping[str, str],
    ) -> None:
        """``paths`` maps products to files or None; bit i of a sensors-used mask is ``sensors[i]``; ``tags`` are
        written into every file."""
        self._grid = grid
        self._classes = list(classes)
        self._sensors = list(sensors)
        self._rasters: list[_Raster] = []
        self._combinations: set[int] = set()
        self.pixels: dict[int, int] = {}
        files = {name: Path(path) for name, path in paths.items() if path is not None}
        try:
            for product in choose_products(files, classes, sensors):
                self._rasters.append(self._create(product, files[product.name], tags))
        except BaseException:
            self.abort()
            raise

    def _create(self, product: Product, path: Path, tags: Mapping[str, str]) -> _Raster:
        part = path.with_name(f".{path.stem}.part-{os.getpid()}{path.suffix}")
        extra = {"predictor": 2} if product.percent else {}
        with told(path):
            dataset = create_raster(part, product, self._grid, compress="deflate", num_threads="all_cpus", **extra)
            raster = _Raster(product, path, part, dataset)
            dataset.update_tags(**tags)
            for band, description in enumerate(product.bands, start=1):
                dataset.set_band_description(band, description)
                if product.percent:
                    dataset.set_band_unit(band, "%")
            if product.name == "output":
                dataset.write_colormap(1, {0: (0, 0, 0, 0)} | {c.code: (*c.rgb, 255) for c in self._classes})
            if product.name == "sensors_used":
                dataset.update_tags(**{f"BIT_{bit}": sensor for bit, sensor in enumerate(self._sensors)})
        return raster

    def write(self, row: int, strips: Mapping[str, np.ndarray]) -> None:
        """Write full-width strips of stored values (B, h, W), one per product, whose first row is ``row``.

        Rows that are multiples of 256 write every tile once. OutputError where the disk is full.
        """
        for raster in self._rasters:
            strip = strips[raster.product.name]
            with told(raster.path):
                raster.dataset.write(strip, window=Window(0, row, self._grid.width, strip.shape[1]))
            if not raster.product.percent:
                self._count(raster.product.name, strip)

    def _count(self, product: str, values: np.ndarray) -> None:
        numbers = np.bincount(values.ravel())
        for value in np.flatnonzero(numbers).tolist():
            if value and product == "sensors_used":
                self._combinations.add(value)
            elif value:
                self.pixels[value] = self.pixels.get(value, 0) + int(numbers[value])

    def commit(self, cog: bool = False) -> None:
        """Finish the files and give them their names, replacing older ones; OutputError leaves nothing new behind.

        ``cog``: make them Cloud-Optimized GeoTIFFs.
        """
        new: list[Path] = []
        try:
            for raster in self._rasters:
                with told(raster.path):
                    self._finish(raster, cog)
            for raster in self._rasters:
                with told(raster.path):
                    for temporary, final in raster.sidecars.values():
                        _place(temporary, final, new)
            for raster in self._rasters:
                with told(raster.path):
                    for suffix in (".ovr", ".msk"):  # of an older raster of that name: they would show the old map
                        Path(f"{raster.path}{suffix}").unlink(missing_ok=True)
                    _place(raster.part, raster.path, new)
                    for leftover in raster.path.parent.glob(f".{glob.escape(raster.path.stem)}.part-*"):
                        leftover.unlink(missing_ok=True)  # of a run that was killed
        except BaseException:
            for path in new:
                path.unlink(missing_ok=True)
            self.abort()
            raise
        self._rasters = []

    def _finish(self, raster: _Raster, cog: bool) -> None:
        raster.dataset.close()
        check_complete(raster.part)
        factors = [2**step for step in range(1, 16) if max(self._grid.width, self._grid.height) / 2**step > _TILE / 2]
        if factors:
            how = Resampling.average if raster.product.percent else Resampling.nearest
            with rasterio.open(raster.part, "r+") as dataset:
                dataset.build_overviews(factors, how)
        if cog:
            _rearrange(raster.part)
        check_complete(raster.part, factors)
        names, style = self._describe(raster.product)
        if names:
            raster.sidecars["names"][0].write_text(names, encoding="utf-8")
        raster.sidecars["style"][0].write_text(style, encoding="utf-8")

    def _describe(self, product: Product) -> tuple[str, str]:
        """Text of the ``.aux.xml``, empty where there is nothing to name, and of the QGIS style."""
        if product.name == "output":
            return category_xml({0: "no data"} | {c.code: c.name for c in self._classes}), class_style(self._classes)
        if product.name == "sensors_used":
            names = {value: self._combination(value) for value in sorted(self._combinations)}
            return category_xml({0: "no data"} | names), class_style(make_legend(names, names, {}))
        return "", percent_style()

    def _combination(self, value: int) -> str:
        return " + ".join(sensor for bit, sensor in enumerate(self._sensors) if value >> bit & 1)

    def abort(self) -> None:
        """Remove everything that was written and not committed."""
        for raster in self._rasters:
            raster.dataset.close()
            for path in (raster.part, *(temporary for temporary, _ in raster.sidecars.values())):
                path.unlink(missing_ok=True)
        self._rasters = []

    def __enter__(self) -> Outputs:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.abort()


def create_raster(path: Path, product: Product, grid: Grid, **options: str | int) -> DatasetWriter:
    """A new GeoTIFF in tiles of 256 pixels for a product on ``grid``; ``options``: further creation options."""
    return rasterio.open(
        path,
        "w",
        driver="GTiff",
        width=grid.width,
        height=grid.height,
        crs=grid.crs,
        transform=grid.transform,
        count=len(product.bands),
        dtype=product.dtype,
        nodata=product.nodata,
        tiled=True,
        blockxsize=_TILE,
        blockysize=_TILE,
        bigtiff="if_safer",
        interleave="band",
        **options,
    )


def _rearrange(path: Path) -> None:
    """Make a GeoTIFF a Cloud-Optimized one, with the overviews it has."""
    arranged = path.with_name(f"{path.name}.cog")
    try:
        rasterio.shutil.copy(
            path, arranged, driver="COG", compress="deflate", blocksize=_TILE, overviews="force_use_existing",
            bigtiff="if_safer", num_threads="all_cpus",
        )  # fmt: skip
        arranged.replace(path)
    finally:
        for leftover in (arranged, Path(f"{arranged}.aux.xml")):
            leftover.unlink(missing_ok=True)


def _place(temporary: Path, final: Path, new: list[Path]) -> None:
    """Give a file its name; without a temporary one, remove an older one of that name. ``new`` collects new names."""
    if not temporary.exists():
        final.unlink(missing_ok=True)
        return
    if not final.exists():
        new.append(final)
    os.replace(temporary, final)


def check_complete(path: Path, factors: Sequence[int] = ()) -> None:
    """OSError where a tile or an overview is missing: GDAL tells nobody when the disk fills up while a file closes.

    ``factors``: of the overviews that must be there.
    """
    size = path.stat().st_size
    with rasterio.open(path) as base:
        complete = all(len(base.overviews(band)) == len(factors) for band in base.indexes)
        for level in (None, *range(len(factors))) if complete else ():
            with rasterio.open(path, **({} if level is None else {"overview_level": level})) as dataset:
                height, width = dataset.block_shapes[0]
                rows, columns = -(-dataset.height // height), -(-dataset.width // width)
            for band in base.indexes:
                for row in range(rows):
                    for column in range(columns):
                        place = f"{column}_{row}"
                        offset = base.get_tag_item(f"BLOCK_OFFSET_{place}", "TIFF", bidx=band, ovr=level)
                        length = base.get_tag_item(f"BLOCK_SIZE_{place}", "TIFF", bidx=band, ovr=level)
                        complete &= bool(offset and length) and int(offset) + int(length) <= size
    if not complete:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Turn what goes wrong while writing ``path`` into an OutputError with the folder and its free space."""
    try:
        yield
    except (OSError, RasterioError, CPLE_BaseError) as error:
        free = _free_space(path.parent)
        if isinstance(error, OSError) and error.strerror:
            reason = error.strerror
        else:
            reason = "the disk is full" if free < _FULL else str(error.__cause__ or error)
        space = f"{free / 1e9:.1f} GB" if free >= 1e9 else f"{free / 1e6:.0f} MB"
        raise OutputError(
            f"'{path.name}' can't be written to the folder '{path.parent}' ({space} free): {reason}.",
            "Free some space or choose another folder, and close programs that have the file open.",
        ) from error


def _free_space(folder: Path) -> int:
    """Free bytes; 0 where the folder is gone."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
