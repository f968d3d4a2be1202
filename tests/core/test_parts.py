"""A map is a list of parts: stopped runs go on, shards and clusters share the work, and the map is always the same."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
import rasterio

from mamol_core.commands import main
from mamol_core.mapping.parts import open_parts

from .conftest import PRODUCTS, pixels, same

ROOT = Path(__file__).resolve().parents[2]


def test_a_finished_map_should_leave_no_parts(whole, tmp_path):
    assert len(whole) == 4 and not list(tmp_path.glob("*.parts"))


@pytest.mark.parametrize("shards", [1, 2, 7])
def test_shards_should_give_the_map_of_one_run(words, whole, tmp_path, shards):
    for number in range(shards, 0, -1):
        assert main(words("map.tif", "--shard", f"{number}/{shards}")) == 0
        assert not (tmp_path / "map.tif").exists()
    merge = ["merge", str(tmp_path / "map.tif.parts"), "--output", str(tmp_path / "map.tif")]
    for product in PRODUCTS:
        merge += [f"--{product}", str(tmp_path / f"map-{product}.tif")]
    assert main([*merge, "--cog"]) == 0
    assert same(pixels(tmp_path), whole)
    with rasterio.open(tmp_path / "map.tif") as raster:
        assert raster.tags(ns="IMAGE_STRUCTURE")["LAYOUT"] == "COG" and raster.tags()["MAMOL_MODEL"] == "model"


def test_a_virtual_mosaic_should_show_the_parts(words, whole, tmp_path):
    assert main(words("map.tif", "--shard", "1/1")) == 0
    target, shares = tmp_path / "map.vrt", tmp_path / "shares.vrt"
    words = ["merge", str(tmp_path / "map.tif.parts"), "--output", str(target), "--probabilities", str(shares)]
    assert main(words) == 0
    with rasterio.open(target) as raster:
        assert (raster.read() == whole[""]).all() and raster.nodata == 0
        assert raster.colormap(1)[1] == (0, 0, 255, 255)
    with rasterio.open(shares) as raster:
        assert (raster.read() == whole["-probabilities"]).all() and raster.descriptions[2] == "forest"
    assert str(tmp_path) not in target.read_text() and target.with_suffix(".qml").exists()


def test_a_mosaic_on_another_drive_than_its_parts_should_name_them_in_full(words, whole, tmp_path, monkeypatch):
    """R13: on Windows there is no relative path from one drive to another."""
    assert main(words("map.tif", "--shard", "1/1")) == 0

    def other_drive(path, start):
        raise ValueError("path is on mount 'D:', start on mount 'C:'")

    monkeypatch.setattr(os.path, "relpath", other_drive)
    target = tmp_path / "map.vrt"
    assert main(["merge", str(tmp_path / "map.tif.parts"), "--output", str(target)]) == 0
    with rasterio.open(target) as raster:
        assert (raster.read() == whole[""]).all()


def test_missing_or_foreign_parts_should_be_named(words, scene, tmp_path, capfd):
    assert main(words("map.tif", "--shard", "2/3")) == 0
    merge = ["merge", str(tmp_path / "map.tif.parts"), "--output", str(tmp_path / "map.tif")]
    assert main(merge) == 2
    assert "2 of 3 parts are missing: numbers 0, 2" in capfd.readouterr().err
    assert main(words("map.tif", "--shard", "1/3", "--effort", "thorough")) == 2
    assert "parts of another map" in capfd.readouterr().err
    assert main(["merge", str(tmp_path), "--output", str(tmp_path / "map.tif")]) == 2
    assert main(words("map.tif", "--shard", "4/3")) == 2
    other = tmp_path / "other.tif.parts"
    other.mkdir()
    (other / "thesis.txt").write_text("mine")
    assert main(words("other.tif")) == 2 and (other / "thesis.txt").exists()
    assert main(words("map.tif", "--effort", "thorough")) == 0, "a whole run replaces parts of another map"
    assert not (tmp_path / "map.tif.parts").exists()


STOPPING = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import mamol_core.mapping.classify as classify
from mamol_core.mapping.parts import Parts
compute, writer, begun, reporters = classify.compute_map, Parts.writer, [], []
def noting(*arguments):
    reporters.append(arguments[-2])
    compute(*arguments)
def stopping(*arguments):
    begun.append(1)
    if len(begun) > 2:
        print("two parts are finished", flush=True)
        reporters[0].cancel.wait(100)
        reporters[0].check_cancelled()  # the third part's strips may all be there already
    return writer(*arguments)
classify.compute_map, Parts.writer = noting, stopping
from mamol_core.commands import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("sign", [signal.SIGKILL, signal.SIGTERM])
def test_a_run_that_was_stopped_should_go_on_from_its_parts(words, whole, tmp_path, capfd, sign):
    """Row T: the run waits before its third part until it is stopped, so that two are there in any case."""
    folder = tmp_path / "map.tif.parts"
    with subprocess.Popen(
        [sys.executable, "-c", STOPPING, str(ROOT), *words()], stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout.readline() == "two parts are finished\n"
        child.send_signal(sign)
        child.stdout.read()
        assert child.wait(timeout=60) == (-sign if sign == signal.SIGKILL else 3)
    assert sorted(path.name for path in folder.glob("output-*.tif")) == ["output-00000.tif", "output-00001.tif"]
    assert not list(folder.glob(".output*"))
    capfd.readouterr()
    assert main(words()) == 0
    assert "2 of 3 parts are there" in capfd.readouterr().err
    assert same(pixels(tmp_path), whole)
    assert not folder.exists()


def test_a_changed_layer_should_begin_anew(words, scene, tmp_path, capfd):
    assert main(words("map.tif", "--shard", "1/1")) == 0
    os.utime(scene.path("sar.tif"), ns=(1, time.time_ns()))
    assert main(words("map.tif", "--shard", "1/1")) == 2
    assert main(words("map.tif")) == 0
    assert "are there from an earlier run" not in capfd.readouterr().err


def test_parts_that_were_computed_otherwise_should_be_told(words, tmp_path, capfd):
    assert main(words("map.tif", "--shard", "1/1")) == 0
    (folder,) = (parts.folder for parts in open_parts([str(tmp_path / "map.tif.parts")]))
    with rasterio.open(folder / "output-00001.tif", "r+") as raster:
        raster.update_tags(MAMOL_RUNTIME="another")
        raster.update_tags(MAMOL_NOT_A_NUMBER="12")
    for target in ("map.tif", "map.vrt"):
        assert main(["merge", str(folder), "--output", str(tmp_path / target)]) == 0
        said = capfd.readouterr().err
        assert "computed by different runtimes" in said and "12 pixels have no class" in said
