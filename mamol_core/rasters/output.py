"""Result rasters: written under temporary names, checked, styled, and given their names at the very end."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import numpy as np
import rasterio
import rasterio.shutil
from rasterio.enums import Resampling
from rasterio.io import DatasetWriter
from rasterio.windows import Window

from ..errors import OutputError, RequestError
from ..files import check_writable, remove, replace_all, temporary
from ..geotiff import check_complete, reporting_errors
from ..roles import sensor_name
from .grid import Grid
from .legend import LandClass, make_legend
from .products import Product, choose_products
from .styles import category_xml, class_style, ramp_style

_TILE = 256
_MOST_COUNTED = 65535  # dates


def check_outputs(paths: Mapping[str, str | None], inputs: Iterable[str] = ()) -> None:
    """Look, before anything is computed, whether results can be written; ``paths`` maps products to files or None.

    RequestError where two results share a file or one would replace an input; OutputError where a path does not end
    in .tif or .tiff or can't be written.
    """
    taken: dict[str, str] = {}
    read = {_key(Path(path)) for path in inputs}
    for product, text in paths.items():
        if text is None:
            continue
        path = Path(text)
        if path.suffix.lower() not in (".tif", ".tiff"):
            raise OutputError(f"The result '{path.name}' does not end in .tif.", "Results are GeoTIFF: add .tif.")
        check_writable(path)
        if _key(path) in read:
            raise RequestError(f"The result '{path.name}' would replace an input.", "Choose another file name.")
        stem = _key(path.with_suffix(""))  # the style file has the name without suffix
        if stem in taken:
            raise RequestError(
                f"'{product}' and '{taken[stem]}' would be written to the same file, '{path.name}'.",
                "Give each result a name of its own.",
            )
        taken[stem] = product


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
        series: Sequence[str] = (),
    ) -> None:
        """``paths`` maps products to files or None; bit i of a sensors-used mask is ``sensors[i]``; ``tags`` are
        written into every file; ``series``: the sensors that are one."""
        self._grid = grid
        self._classes = list(classes)
        self._sensors = list(sensors)
        self._rasters: list[_Raster] = []
        self._combinations: set[int] = set()
        self._most_dates = 1
        self.pixels: dict[int, int] = {}
        files = {name: Path(path) for name, path in paths.items() if path is not None}
        try:
            for product in choose_products(files, classes, sensors, series):
                self._rasters.append(self._create(product, files[product.name], tags))
        except BaseException:
            self.abort()
            raise

    def _create(self, product: Product, path: Path, tags: Mapping[str, str]) -> _Raster:
        part = temporary(path)
        extra = {"predictor": 2} if product.percent else {}
        with reporting_errors(path):
            dataset = create_raster(part, product, self._grid, compress="deflate", num_threads="all_cpus", **extra)
            raster = _Raster(product, path, part, dataset)
            dataset.update_tags(**tags)
            for band, description in enumerate(product.bands, start=1):
                dataset.set_band_description(band, description)
                if product.percent:
                    dataset.set_band_unit(band, "%")
            if product.coded:
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
            with reporting_errors(raster.path):
                raster.dataset.write(strip, window=Window(0, row, self._grid.width, strip.shape[1]))
            if not raster.product.percent:
                self._count(raster.product.name, strip)

    def _count(self, product: str, values: np.ndarray) -> None:
        numbers = np.bincount(values.ravel())
        if product == "dates_used":
            self._most_dates = max(self._most_dates, int(np.flatnonzero(numbers[:_MOST_COUNTED]).max(initial=0)))
            return
        for value in np.flatnonzero(numbers).tolist():
            if value and product == "sensors_used":
                self._combinations.add(value)
            elif value:
                self.pixels[value] = self.pixels.get(value, 0) + int(numbers[value])

    def commit(self, cog: bool = False) -> None:
        """Finish the files and give them their names, replacing older ones. All or none: see :func:`replace_all`.

        ``cog``: make them Cloud-Optimized GeoTIFFs.
        """
        changes: list[tuple[Path | None, Path]] = []
        try:
            for raster in self._rasters:
                with reporting_errors(raster.path):
                    self._finish(raster, cog)
                for part, final in raster.sidecars.values():
                    changes.append((part if part.exists() else None, final))
                for suffix in (".ovr", ".msk"):  # of an older raster of that name: they would show the old map
                    changes.append((None, Path(f"{raster.path}{suffix}")))
            changes += [(raster.part, raster.path) for raster in self._rasters]  # the map itself is the last of them
            with reporting_errors(self._rasters[-1].path):
                replace_all(changes)
            for raster in self._rasters:  # of runs that were killed
                remove(raster.path.parent.glob(f".{glob.escape(raster.path.stem)}.part-*"))
        finally:
            self.abort()

    def _finish(self, raster: _Raster, cog: bool) -> None:
        raster.dataset.close()
        check_complete(raster.part)
        factors = [2**step for step in range(1, 16) if max(self._grid.width, self._grid.height) / 2**step > _TILE / 2]
        if factors:
            how = Resampling.average if raster.product.percent else Resampling.nearest
            with (
                rasterio.Env(GDAL_NUM_THREADS="ALL_CPUS"),
                rasterio.open(raster.part, "r+", num_threads="all_cpus") as dataset,
            ):
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
        if product.coded:
            return category_xml({0: "no data"} | {c.code: c.name for c in self._classes}), class_style(self._classes)
        if product.name == "sensors_used":
            names = {value: self._combination(value) for value in sorted(self._combinations)}
            return category_xml({0: "no data"} | names), class_style(make_legend(names, names, {}))
        if product.name == "dates_used":
            return "", ramp_style(self._most_dates, "")
        return "", ramp_style()

    def _combination(self, value: int) -> str:
        return " + ".join(sensor_name(sensor) for bit, sensor in enumerate(self._sensors) if value >> bit & 1)

    def abort(self) -> None:
        """Remove everything that was written and not committed."""
        for raster in self._rasters:
            raster.dataset.close()
            remove(raster.part.parent.glob(f"{glob.escape(raster.part.stem)}*"))
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
        remove([arranged, Path(f"{arranged}.aux.xml")])
