"""The simulated example scene: four sensors' views of a made-up landscape, its truth and a few training polygons.

Every file says that it is simulated.
"""

from __future__ import annotations

import csv
import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import rasterio
import shapely
from rasterio.transform import from_origin
from scipy import ndimage

from ..contract import ExampleRequest
from ..errors import OutputError
from ..files import replace_all
from ..geotiff import check_complete
from ..rasters.legend import LandClass, make_legend
from ..rasters.projection import GDAL_ERRORS
from ..rasters.styles import picture_style
from ..reporting import Reporter
from ..stages import DRAWING_LANDSCAPE
from .landscape import BUILT, CLASSES, CONIFER, PIXEL, make_landscape
from .sensors import (
    HYPERSPECTRAL_NODATA,
    OPTICAL_BANDS,
    add_clouds,
    illumination,
    measure_hyperspectral,
    measure_lidar,
    measure_optical,
    measure_sar,
)

CRS = "EPSG:32633"
NOTICE = "Simulated example scene of MaMOL Land Cover; not an observation of any real place."
LAYERS = {"optical": "optical.tif", "sar": "sar.tif", "lidar": "lidar.tif", "hyperspectral": "hyperspectral.tif"}
_WEST, _NORTH = 410000.0, 5590000.0


def example(request: ExampleRequest, reporter: Reporter) -> dict[str, Any]:
    """The command: see :func:`write_example`."""
    return write_example(request.folder, request.seed, reporter)


def write_example(folder: str, seed: int = 0, reporter: Reporter | None = None) -> dict[str, Any]:
    """Write the example scene into ``folder``, which is made where it does not exist.

    Returns the paths written: ``folder``, ``layers`` (sensor to file), ``labels`` and their ``field``, ``truth``,
    ``classes``, ``scene``, ``clouds`` (a mask) and ``cloudy`` (the optical layer under those clouds). Raises
    OutputError where the folder can't be written, or holds files of the same names that this function did not write.
    """
    reporter = reporter or Reporter()
    home = Path(folder).resolve()
    scene_file = home / "scene.json"
    made = not home.exists()
    _make_folder(home, scene_file)
    try:
        return _write_scene(home, scene_file, seed, reporter)
    except BaseException:  # a cancel, too
        if made:
            shutil.rmtree(home, ignore_errors=True)
        raise


def _write_scene(home: Path, scene_file: Path, seed: int, reporter: Reporter) -> dict[str, Any]:
    reporter.stage(DRAWING_LANDSCAPE, 4)
    rng = np.random.default_rng(seed)
    land = make_landscape(rng)
    reporter.advance()
    light = illumination(land)
    optical = measure_optical(rng, land, light)
    cloudy, clear = add_clouds(rng, optical)
    reporter.advance()
    sar, lidar = measure_sar(rng, land), measure_lidar(rng, land)
    reporter.advance()
    hyperspectral, wavelengths = measure_hyperspectral(rng, land, light)
    polygons, codes = _training_polygons(rng, land.truth)
    reporter.advance()
    legend = make_legend(range(1, len(CLASSES) + 1), dict(enumerate(CLASSES, start=1)), {})
    nanometres = [f"band {number} ({nm:.0f} Nanometers)" for number, nm in enumerate(wavelengths, start=1)]
    try:
        with _libtiff_silent(), tempfile.TemporaryDirectory(dir=home, prefix=".example-") as folder_name:
            draft = Path(folder_name)
            _write_raster(draft / LAYERS["optical"], optical, list(OPTICAL_BANDS))
            _write_raster(draft / "optical_cloudy.tif", cloudy, list(OPTICAL_BANDS))
            _write_raster(draft / "clouds.tif", clear[None], ["clear = 1, cloud = 0"])
            _write_raster(draft / LAYERS["sar"], sar, ["VV", "VH"], nodata=float("nan"), units="dB")
            _write_raster(draft / LAYERS["lidar"], lidar, ["dsm", "ndsm"], nodata=-9999.0, units="m")
            _write_raster(
                draft / LAYERS["hyperspectral"], hyperspectral, nanometres, nodata=HYPERSPECTRAL_NODATA, pixel=2 * PIXEL
            )
            natural, infrared = [3, 2, 1], [int(np.abs(wavelengths - nm).argmin()) + 1 for nm in (860, 650, 555)]
            for name in (LAYERS["optical"], "optical_cloudy.tif"):
                _write_style(draft / name, optical, natural)
            _write_style(draft / LAYERS["hyperspectral"], hyperspectral, infrared)
            _write_style(draft / LAYERS["sar"], sar, [1])
            _write_style(draft / LAYERS["lidar"], lidar, [2])
            _write_raster(draft / "truth.tif", land.truth[None], ["land cover"], nodata=0, legend=legend)
            _write_polygons(draft / "training_polygons.gpkg", polygons, [CLASSES[code - 1] for code in codes])
            with open(draft / "classes.csv", "w", newline="", encoding="utf-8") as file:
                rows = [(entry.code, entry.name, entry.colour) for entry in legend]
                csv.writer(file).writerows([("code", "name", "colour"), *rows])
            (draft / scene_file.name).write_text(json.dumps(_scene(seed), indent=1) + "\n", encoding="utf-8")
            for raster in draft.glob("*.tif"):
                check_complete(raster)
            names = sorted(path.name for path in draft.iterdir() if path.name != scene_file.name)
            parts = [(draft / name, home / name) for name in (*names, scene_file.name)]
            replace_all([*((None, old) for old in _older(home, names)), *parts])
    except (OSError, *GDAL_ERRORS, pyogrio.errors.DataSourceError) as error:
        raise OutputError(
            f"The example scene can't be written to '{home}': {error.__cause__ or error}.", "Choose another folder."
        ) from error
    reporter.log(f"{NOTICE} It lies in {home}.")
    return {
        "folder": str(home),
        "layers": {sensor: str(home / name) for sensor, name in LAYERS.items()},
        "labels": str(home / "training_polygons.gpkg"),
        "field": "class",
        "truth": str(home / "truth.tif"),
        "classes": str(home / "classes.csv"),
        "scene": str(scene_file),
        "clouds": str(home / "clouds.tif"),
        "cloudy": str(home / "optical_cloudy.tif"),
    }


def _make_folder(home: Path, scene_file: Path) -> None:
    try:
        home.mkdir(parents=True, exist_ok=True)
        ours = scene_file.is_file() and NOTICE in scene_file.read_text(encoding="utf-8", errors="replace")
        taken = [name for name in (*LAYERS.values(), "truth.tif", "scene.json") if (home / name).exists()]
    except OSError as error:
        raise OutputError(f"The folder '{home}' can't be made: {error.strerror}.", "Choose another folder.") from error
    if taken and not ours:
        raise OutputError(
            f"The folder '{home}' already holds {', '.join(taken)}, which the example scene would replace.",
            "Choose an empty or a new folder.",
        )


@contextmanager
def _libtiff_silent() -> Iterator[None]:
    """On a full disk libtiff prints to the process's stderr itself, though GDAL raises the same as an error."""
    kept = os.dup(2)
    try:
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)


def _older(home: Path, names: Sequence[str]) -> list[Path]:
    """Files that an older scene's rasters have beside them and the new ones have not."""
    sidecars = [f"{name}.aux.xml" for name in names if name.endswith(".tif")]
    return [home / name for name in sidecars if name not in names and (home / name).exists()]


def _scene(seed: int) -> dict[str, Any]:
    return {
        "name": f"example_{seed}",
        "layers": LAYERS,
        "labels": {"raster": "truth.tif"},
        "training": {"vector": "training_polygons.gpkg", "field": "class"},
        "classes": {str(code): name for code, name in enumerate(CLASSES, start=1)},
        "note": NOTICE,
    }


def _training_polygons(rng: np.random.Generator, truth: np.ndarray) -> tuple[list[shapely.Polygon], list[int]]:
    """Polygons as an analyst draws them: a handful for each class, small, well inside it, spread over the scene."""
    polygons, codes = [], []
    for code in range(1, len(CLASSES) + 1):
        padded = np.pad(truth == code, 1)
        room = ndimage.distance_transform_edt(padded)[1:-1, 1:-1]
        room[:4], room[-4:], room[:, :4], room[:, -4:] = 0, 0, 0, 0
        wanted = 1.9 if code == BUILT else 3.2
        rows, columns = np.nonzero(room >= min(wanted, room.max()))
        chosen = [int(rng.integers(len(rows)))]
        for _ in range(7 if code != CONIFER else 5):
            away = np.min([np.hypot(rows - rows[k], columns - columns[k]) for k in chosen], axis=0)
            chosen.append(int(np.argmax(away * rng.uniform(0.3, 1, len(rows)))))
        for k in chosen:
            radius = min(room[rows[k], columns[k]] - 0.4, rng.uniform(2.6, 4.6))
            angles = (np.arange(8) + rng.uniform(-0.35, 0.35, 8)) * np.pi / 4
            reach = radius * rng.uniform(0.75, 1.0, 8)
            x = columns[k] + 0.5 + reach * np.cos(angles)
            y = rows[k] + 0.5 + reach * np.sin(angles)
            polygons.append(shapely.Polygon(np.stack([_WEST + x * PIXEL, _NORTH - y * PIXEL], axis=1)))
            codes.append(code)
    return polygons, codes


def _write_raster(
    path: Path,
    bands: np.ndarray,
    names: list[str],
    *,
    nodata: float | None = None,
    units: str = "",
    pixel: float = PIXEL,
    legend: Sequence[LandClass] = (),
) -> None:
    """Write ``bands``, (C, H, W), with its names, class colours where there is a legend, and the notice."""
    count, height, width = bands.shape
    with rasterio.open(
        path, "w", driver="GTiff", width=width, height=height, count=count, dtype=bands.dtype.name, crs=CRS,
        nodata=nodata, transform=from_origin(_WEST, _NORTH, pixel, pixel), tiled=True, blockxsize=128, blockysize=128,
        compress="deflate",
    ) as raster:  # fmt: skip
        raster.update_tags(TIFFTAG_IMAGEDESCRIPTION=NOTICE, SIMULATED="yes")
        raster.write(bands)
        raster.descriptions = names
        if units:
            raster.units = [units] * count
        if legend:
            raster.write_colormap(1, {0: (0, 0, 0, 0), **{entry.code: (*entry.rgb, 255) for entry in legend}})


def _write_style(path: Path, values: np.ndarray, bands: list[int]) -> None:
    """Write a QGIS style that shows these bands, between the 0.5th and 99.5th percentile of ``values``, (C, H, W)."""
    ranges = [tuple(np.nanpercentile(values[band - 1], (0.5, 99.5))) for band in bands]
    path.with_suffix(".qml").write_text(picture_style(bands, ranges), encoding="utf-8")


def _write_polygons(path: Path, polygons: list[shapely.Polygon], classes: list[str]) -> None:
    path.unlink(missing_ok=True)
    pyogrio.raw.write(
        path,
        np.array(shapely.to_wkb(polygons), dtype=object),
        [np.array(classes, dtype=object)],
        ["class"],
        layer="training_polygons",
        driver="GPKG",
        geometry_type="Polygon",
        crs=CRS,
        layer_metadata={"DESCRIPTION": NOTICE},
    )
