"""The example scene: what a new user meets first must be a sound scene, said to be simulated, and repeatable."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pyogrio
import pytest
import rasterio

from mamol_core.errors import Cancelled, OutputError
from mamol_core.example.landscape import CLASSES
from mamol_core.example.scene import write_example
from mamol_core.reporting import Reporter
from mamol_core.roles import role_of


@pytest.fixture(scope="module")
def scene(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return write_example(str(tmp_path_factory.mktemp("example") / "new folder"), seed=3)


def test_every_file_of_the_result_should_exist_and_say_that_it_is_simulated(scene: dict[str, Any]) -> None:
    rasters = [*scene["layers"].values(), scene["truth"], scene["clouds"], scene["cloudy"]]
    for path in rasters:
        with rasterio.open(path) as raster:
            assert raster.crs.to_epsg() == 32633
            assert "Simulated" in raster.tags()["TIFFTAG_IMAGEDESCRIPTION"]
    assert "Simulated" in json.loads(Path(scene["scene"]).read_text())["note"]


def test_scene_json_should_name_the_layers_as_real_scenes_do(scene: dict[str, Any]) -> None:
    told = json.loads(Path(scene["scene"]).read_text())
    assert [role_of(sensor) for sensor in told["layers"]] == ["optical", "sar", "lidar", "hyperspectral"]
    for name in [*told["layers"].values(), told["labels"]["raster"], told["training"]["vector"]]:
        assert (Path(scene["folder"]) / name).is_file()


def test_sensors_should_carry_names_units_and_gaps_as_real_files_do(scene: dict[str, Any]) -> None:
    with rasterio.open(scene["layers"]["optical"]) as raster:
        assert raster.descriptions[0] == "B02" and raster.count == 10 and raster.dtypes[0] == "uint16"
    with rasterio.open(scene["layers"]["sar"]) as raster:
        assert raster.descriptions == ("VV", "VH") and raster.units == ("dB", "dB")
        assert raster.read(1).mean() < 0
    with rasterio.open(scene["layers"]["lidar"]) as raster:
        assert raster.descriptions == ("dsm", "ndsm") and raster.read(2).min() >= 0
    with rasterio.open(scene["layers"]["hyperspectral"]) as raster:
        assert raster.count == 60 and raster.res == (20, 20) and "Nanometers" in raster.descriptions[0]
        assert 0.05 < (raster.read(1) == raster.nodata).mean() < 0.3


def test_training_polygons_should_agree_with_the_truth_and_its_codes(scene: dict[str, Any]) -> None:
    names = list(CLASSES)
    assert names == sorted(names)
    with open(scene["classes"], encoding="utf-8", newline="") as file:
        assert [(int(row["code"]), row["name"]) for row in csv.DictReader(file)] == list(enumerate(names, start=1))
    _, _, shapes, (classes,) = pyogrio.raw.read(scene["labels"])
    assert {name: 5 <= list(classes).count(name) <= 8 for name in names} == dict.fromkeys(names, True)
    with rasterio.open(scene["truth"]) as raster:
        truth = raster.read(1)
        for shape, name in zip(shapes, classes, strict=True):
            centre = _centre(shape)
            assert names[truth[raster.index(*centre)] - 1] == name
    assert np.bincount(truth.ravel(), minlength=8)[1:].min() > 1000


def _centre(shape: bytes) -> tuple[float, float]:
    import shapely

    point = shapely.from_wkb(shape).representative_point()
    return point.x, point.y


def test_the_cloud_mask_should_cover_what_is_clouded_and_nothing_else(scene: dict[str, Any]) -> None:
    with rasterio.open(scene["clouds"]) as mask, rasterio.open(scene["cloudy"]) as cloudy:
        clear, seen = mask.read(1) == 1, cloudy.read().astype(int)
    with rasterio.open(scene["layers"]["optical"]) as raster:
        change = np.abs(seen - raster.read().astype(int)).max(axis=0)
    assert 0.05 < (~clear).mean() < 0.5
    assert change[clear].max() < 600 and np.median(change[~clear]) > 3000


def test_a_seed_should_name_a_landscape(scene: dict[str, Any], tmp_path: Path) -> None:
    def pixels(folder: str | Path) -> np.ndarray:
        with rasterio.open(Path(folder) / "optical.tif") as raster:
            return raster.read()

    write_example(str(tmp_path), seed=3)
    assert (pixels(tmp_path) == pixels(scene["folder"])).all()
    write_example(str(tmp_path), seed=4)  # over its own files
    assert (pixels(tmp_path) != pixels(scene["folder"])).any()


def test_files_of_the_user_should_never_be_replaced(tmp_path: Path) -> None:
    (tmp_path / "optical.tif").write_bytes(b"mine")
    with pytest.raises(OutputError, match="already holds optical.tif"):
        write_example(str(tmp_path))
    assert [path.name for path in tmp_path.iterdir()] == ["optical.tif"]
    assert (tmp_path / "optical.tif").read_bytes() == b"mine"


def test_a_folder_that_cannot_be_made_should_be_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="can't be made"):
        write_example(str(tmp_path / "file" / "scene"))


def test_cancel_should_write_nothing(tmp_path: Path) -> None:
    reporter = Reporter()
    reporter.cancel.set()
    with pytest.raises(Cancelled):
        write_example(str(tmp_path), reporter=reporter)
    assert list(tmp_path.iterdir()) == []
