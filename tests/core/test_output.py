"""Result rasters: what is in them, and that nothing is left behind when they can't be written."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from affine import Affine
from rasterio.crs import CRS

from mamol_core.errors import OutputError, RequestError
from mamol_core.labels.classraster import category_names
from mamol_core.mapping.compute import encode
from mamol_core.mapping.tiles import Strip
from mamol_core.rasters.grid import Grid
from mamol_core.rasters.legend import LandClass
from mamol_core.rasters.output import Outputs, check_outputs
from mamol_core.rasters.products import PRODUCTS, choose_products

GRID = Grid(CRS.from_epsg(32718), Affine(10, 0, 300000, 0, -10, 6300000), 700, 600)
CLASSES = [LandClass(1, "water", "#2b6cb0"), LandClass(5, 'built & "dense" <b>', "#c2393f")]
SENSORS = ["optical", "sar"]


def paths(folder):
    return {
        "output": str(folder / "map.tif"),
        "confidence": str(folder / "sure.tif"),
        "probabilities": str(folder / "prob.tif"),
        "sensors_used": str(folder / "seen.tiff"),
    }


def write_all(outputs, grid=GRID, seed=0):
    random = np.random.default_rng(seed)
    for row in range(0, grid.height, 256):
        shape = min(256, grid.height - row), grid.width
        first = random.random(shape, dtype=np.float32)
        available = np.ones(shape, dtype=bool)
        available[:, :100] = False
        shares = torch.from_numpy(np.stack([first, 1 - first]))
        strip = Strip(row, shares, torch.from_numpy(np.where(first > 0.5, 3, 2).astype(np.int32)))
        products = choose_products(PRODUCTS, CLASSES, SENSORS)
        outputs.write(row, encode(strip, products, torch.tensor([1, 5]), torch.from_numpy(available)).values)


def test_outputs_should_hold_values_styles_and_tags(tmp_path):
    with Outputs(paths(tmp_path), GRID, CLASSES, SENSORS, {"MAMOL_MODEL": "test"}) as outputs:
        write_all(outputs)
        assert not (tmp_path / "map.tif").exists()
        outputs.commit()
    assert sum(outputs.pixels.values()) == 600 * 600
    assert sorted(p.name for p in tmp_path.iterdir()) == [
        "map.qml",
        "map.tif",
        "map.tif.aux.xml",
        "prob.qml",
        "prob.tif",
        "seen.qml",
        "seen.tiff",
        "seen.tiff.aux.xml",
        "sure.qml",
        "sure.tif",
    ]
    with rasterio.open(tmp_path / "map.tif") as raster:
        values = raster.read(1)
        assert raster.dtypes == ("uint8",) and raster.nodata == 0 and raster.overviews(1) == [2, 4]
        assert raster.colormap(1)[5] == (194, 57, 63, 255)
        assert raster.tags()["MAMOL_MODEL"] == "test"
        assert raster.crs == GRID.crs and raster.transform == GRID.transform
        assert raster.profile["compress"] == "deflate" and raster.block_shapes == [(256, 256)]
    assert not values[:, :100].any() and set(np.unique(values[:, 100:])) == {1, 5}
    assert category_names(str(tmp_path / "map.tif")) == {0: "no data", 1: "water", 5: 'built & "dense" <b>'}
    assert category_names(str(tmp_path / "seen.tiff"))[3] == "optical + SAR"
    with rasterio.open(tmp_path / "prob.tif") as raster:
        shares = raster.read()
        assert raster.descriptions == ("water", 'built & "dense" <b>') and raster.nodata == 255
    assert (shares[:, :, :100] == 255).all()
    assert (np.abs(shares[:, :, 100:].astype(int).sum(axis=0) - 100) <= 1).all()
    assert (np.where(shares[0, :, 100:] > 50, values[:, 100:] == 1, True)).all()
    with rasterio.open(tmp_path / "sure.tif") as raster:
        assert raster.read(1)[:, 100:].min() >= 50 and raster.units == ("%",)
    with rasterio.open(tmp_path / "seen.tiff") as raster:
        assert raster.tags()["BIT_1"] == "sar"
        assert set(np.unique(raster.read(1))) == {0, 2, 3}


def test_land_cover_should_be_uint16_where_codes_need_it(tmp_path):
    classes = [LandClass(3, "a", "#112233"), LandClass(4000, "b", "#445566")]
    with Outputs({"output": str(tmp_path / "m.tif")}, GRID, classes, SENSORS, {}) as outputs:
        outputs.write(0, {"output": np.full((1, 600, 700), 4000, np.uint16)})
        outputs.commit()
    with rasterio.open(tmp_path / "m.tif") as raster:
        assert raster.dtypes == ("uint16",) and (raster.read(1) == 4000).all()
        assert raster.colormap(1)[4000] == (0x44, 0x55, 0x66, 255)
    assert category_names(str(tmp_path / "m.tif"))[4000] == "b"


def test_cloud_optimized_results_should_hold_the_same(tmp_path):
    for name in ("plain", "cloud"):
        (tmp_path / name).mkdir()
        with Outputs(paths(tmp_path / name), GRID, CLASSES, SENSORS, {"MAMOL_MODEL": "test"}) as outputs:
            write_all(outputs)
            outputs.commit(cog=name == "cloud")
    assert sorted(p.name for p in (tmp_path / "cloud").iterdir()) == sorted(
        p.name for p in (tmp_path / "plain").iterdir()
    )
    for path in (tmp_path / "plain").glob("*.tif*"):
        if path.suffix == ".xml":
            continue
        with rasterio.open(path) as plain, rasterio.open(tmp_path / "cloud" / path.name) as cloud:
            assert cloud.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG"
            assert (cloud.read() == plain.read()).all() and cloud.overviews(1) == plain.overviews(1)
            assert cloud.tags()["MAMOL_MODEL"] == "test" and cloud.nodata == plain.nodata
            assert cloud.descriptions == plain.descriptions and cloud.colorinterp == plain.colorinterp
            if path.name == "map.tif":
                assert cloud.colormap(1)[5] == plain.colormap(1)[5] == (194, 57, 63, 255)


def test_what_a_killed_run_left_should_go_with_the_next(tmp_path):
    (tmp_path / ".map.part-1.tif").write_text("half")
    with Outputs({"output": str(tmp_path / "map.tif")}, GRID, CLASSES, SENSORS, {}) as outputs:
        write_all(outputs)
        outputs.commit()
    assert not (tmp_path / ".map.part-1.tif").exists()


@pytest.mark.skipif(shutil.which("gdalinfo") is None, reason="needs gdalinfo")
def test_gdalinfo_should_read_names_and_colours(tmp_path):
    with Outputs({"output": str(tmp_path / "m.tif")}, GRID, CLASSES, SENSORS, {}) as outputs:
        write_all(outputs)
        outputs.commit()
    shown = subprocess.run(
        ["gdalinfo", "-json", str(tmp_path / "m.tif")], capture_output=True, text=True, check=True, timeout=60
    )
    band = json.loads(shown.stdout)["bands"][0]
    assert band["colorInterpretation"] == "Palette" and band["colorTable"]["entries"][5] == [194, 57, 63, 255]
    assert "built &" in shown.stdout and "water" in shown.stdout


def test_outputs_should_vanish_without_commit_or_on_error(tmp_path):
    with Outputs(paths(tmp_path), GRID, CLASSES, SENSORS, {}) as outputs:
        write_all(outputs)
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(KeyboardInterrupt), Outputs(paths(tmp_path), GRID, CLASSES, SENSORS, {}):
        raise KeyboardInterrupt
    assert list(tmp_path.iterdir()) == []


def test_commit_should_replace_an_older_result_and_its_side_files(tmp_path):
    target = tmp_path / "map.tif"
    for name in ("map.tif", "map.tif.aux.xml", "map.tif.ovr", "map.qml"):
        (tmp_path / name).write_text("old")
    with Outputs({"output": str(target)}, GRID, CLASSES, SENSORS, {}) as outputs:
        write_all(outputs)
        assert target.read_text() == "old"
        outputs.commit()
    assert not (tmp_path / "map.tif.ovr").exists()
    assert "water" in (tmp_path / "map.qml").read_text()
    with rasterio.open(target) as raster:
        assert raster.count == 1


def hold(monkeypatch, *names):
    """As on Windows, where files that another program has open can't be renamed, replaced or removed."""
    replace, rename, unlink = os.replace, os.rename, os.unlink

    def refuse(path):
        if os.path.basename(path) in names:
            raise PermissionError(13, "in use", str(path))

    def held_replace(source, target, **options):
        refuse(source)
        refuse(target)
        replace(source, target, **options)

    def held_rename(source, target, **options):
        refuse(source)
        refuse(target)
        rename(source, target, **options)

    def held_unlink(path, **options):
        refuse(path)
        unlink(path, **options)

    monkeypatch.setattr(os, "replace", held_replace)
    monkeypatch.setattr(os, "rename", held_rename)
    monkeypatch.setattr(os, "unlink", held_unlink)


def read_only(tmp_path):
    """Folders in which nobody, root included, can make a file."""
    if os.name == "posix" and os.geteuid():
        folder = tmp_path / "locked"
        folder.mkdir(mode=0o500)
        yield folder
    if Path("/proc/self").is_dir():
        yield Path("/proc/self")


def content(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_failed_rename_should_leave_nothing_new(tmp_path, monkeypatch):
    hold(monkeypatch, "map.tif")
    with (
        pytest.raises(OutputError, match="in use"),
        Outputs(paths(tmp_path), GRID, CLASSES, SENSORS, {}) as outputs,
    ):
        write_all(outputs)
        outputs.commit()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("held", ["map.tif", "sure.tif", "map.qml", "map.tif.aux.xml", "prob.tif.ovr"])
@pytest.mark.parametrize("cog", [False, True])
def test_a_map_that_is_held_open_should_stay_as_it_was_with_all_its_files(tmp_path, monkeypatch, held, cog):
    """S12: raster, names, style, overviews and side products stay those of the old run when one can't be replaced."""
    with Outputs(paths(tmp_path), GRID, CLASSES, SENSORS, {}) as outputs:
        write_all(outputs)
        outputs.commit()
    for name in ("map.tif.ovr", "prob.tif.ovr", "sure.tif.aux.xml"):
        (tmp_path / name).write_text("old")
    before = content(tmp_path)
    hold(monkeypatch, held)
    others = [LandClass(1, "reef", "#0000ff"), LandClass(5, "sand", "#ffff00")]
    with (
        pytest.raises(OutputError, match="in use"),
        Outputs(paths(tmp_path), GRID, others, SENSORS, {}) as outputs,
    ):
        write_all(outputs, seed=1)
        outputs.commit(cog)
    assert content(tmp_path) == before


def test_a_map_that_is_held_open_should_be_refused_before_it_is_computed(tmp_path, monkeypatch):
    """S12."""
    (tmp_path / "map.tif").write_text("old")
    hold(monkeypatch, "map.tif")
    with pytest.raises(OutputError, match="'map.tif' can't be replaced: in use"):
        check_outputs({"output": str(tmp_path / "map.tif")})
    assert (tmp_path / "map.tif").read_text() == "old"


def test_check_outputs_should_refuse_impossible_paths(tmp_path):
    (tmp_path / "dir.tif").mkdir()
    for name, found in (("m.png", "does not end in .tif"), ("no/m.tif", "does not exist"), ("dir.tif", "is a folder")):
        with pytest.raises(OutputError, match=found):
            check_outputs({"output": str(tmp_path / name)})
    same = {"output": str(tmp_path / "m.tif"), "confidence": str(tmp_path / "x" / ".." / "m.tif")}
    (tmp_path / "x").mkdir()
    with pytest.raises(RequestError, match="same file"):
        check_outputs(same)
    with pytest.raises(RequestError, match="replace an input"):
        check_outputs({"output": str(tmp_path / "m.tif")}, inputs=[str(tmp_path / "m.tif")])
    check_outputs({"output": str(tmp_path / "m.tif"), "confidence": None})


def test_check_outputs_should_refuse_a_read_only_folder(tmp_path):
    for folder in read_only(tmp_path):
        with pytest.raises(OutputError, match="can't be written"):
            check_outputs({"output": str(folder / "m.tif")})


FULL_DISK = """
import resource, sys
from pathlib import Path
sys.path[:0] = [sys.argv[1], str(Path(sys.argv[1]) / "tests" / "core")]
from test_output import *
limit = int(sys.argv[3])
resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
try:
    with Outputs(paths(Path(sys.argv[2])), GRID, CLASSES, SENSORS, {}) as outputs:
        write_all(outputs)
        outputs.commit()
except OutputError as error:
    print("REFUSED", error)
else:
    print("WRITTEN")
"""


@pytest.mark.skipif(os.name != "posix", reason="needs RLIMIT_FSIZE")
def test_full_disk_should_end_in_an_error_that_names_folder_and_space(tmp_path):
    root = Path(__file__).resolve().parents[2]
    with Outputs(paths(tmp_path), GRID, CLASSES, SENSORS, {}) as outputs:
        write_all(outputs)
        outputs.commit()
    needed = max(path.stat().st_size for path in tmp_path.iterdir())
    for limit in (100, 10_000, needed // 2, needed - 100_000, needed - 1000, needed - 1, needed):
        folder = tmp_path / str(limit)
        folder.mkdir()
        answer = subprocess.run(
            [sys.executable, "-c", FULL_DISK, str(root), str(folder), str(limit)],
            capture_output=True,
            text=True,
            check=True,
            timeout=120,
        ).stdout
        if limit < needed:
            assert "REFUSED" in answer and str(folder) in answer and "B free" in answer, (limit, answer)
            assert list(folder.iterdir()) == []
        else:
            assert "WRITTEN" in answer
