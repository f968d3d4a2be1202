"""Rasters that are no plain files: read by window over HTTP, and out of an archive."""

import subprocess
import sys
import time
import zipfile
from pathlib import Path

import numpy as np
import pytest
from affine import Affine
from rasterio.crs import CRS

from mamol_core.contract import Layer
from mamol_core.errors import LayerError
from mamol_core.rasters.grid import Grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source

from .conftest import ORIGIN, write

GRID = Grid(CRS.from_epsg(32633), Affine(10, 0, ORIGIN[0] + 3, 0, -10, ORIGIN[1] - 3), 1024, 1024)
WINDOW = (300, 520, 100, 100)  # within one block of 256 pixels, even shifted by 0.3 pixel


@pytest.fixture
def stored(tmp_path):
    """Path of a tiled raster of 2 MB that hardly compresses, alone in its folder."""
    folder = tmp_path / "bucket"
    folder.mkdir()
    values = np.random.default_rng(0).integers(1, 10_000, (1, 1024, 1024))
    profile = {"tiled": True, "blockxsize": 256, "blockysize": 256, "compress": "deflate", "nodata": 0}
    return Path(write(folder / "scene.tif", values, dtype="uint16", **profile))


@pytest.fixture
def bucket(stored, tmp_path, monkeypatch):
    """GDAL's address of the raster's folder on a server, and a function: the server's lines since the last call."""
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    log = tmp_path / "log"
    server_file = Path(__file__).with_name("range_server.py")
    with log.open("w") as out, log.open() as lines:
        server = subprocess.Popen([sys.executable, str(server_file), str(stored.parent)], stdout=out)
        try:
            port = ""
            while not port.endswith("\n"):
                assert server.poll() is None, "the server did not start"
                time.sleep(0.01)
                port += lines.readline()
            yield f"/vsicurl/http://127.0.0.1:{port.strip()}", lambda: [line.split() for line in lines]
        finally:
            server.kill()
            server.wait()


def read(path):
    with Reader(open_source(Layer("optical", str(path))), GRID) as reader:
        return reader.read(*WINDOW)


def test_a_remote_raster_should_be_read_by_the_ranges_that_a_window_needs(bucket, stored):
    address, new_lines = bucket
    expected, available = read(stored)
    assert available.all()
    with Reader(open_source(Layer("optical", f"{address}/scene.tif")), GRID) as reader:
        opening = sum(int(sent) for _, _, sent in new_lines())
        values, mask = reader.read(*WINDOW)
        reading = sum(int(sent) for _, _, sent in new_lines())
        np.testing.assert_array_equal(values, expected)
        assert mask.all()
        reader.read(*WINDOW)
        assert new_lines() == []
    size = stored.stat().st_size
    assert size > 1_500_000
    assert opening < size / 50
    assert size / 32 < reading < size / 8  # one of 16 blocks


def test_a_missing_remote_raster_should_be_named(bucket):
    address, _ = bucket
    with pytest.raises(LayerError, match=r"other\.tif.*404"):
        open_source(Layer("optical", f"{address}/other.tif"))


def test_a_raster_in_an_archive_should_be_read(stored, tmp_path):
    archive = tmp_path / "scene.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as out:
        out.write(stored, "inner/scene.tif")
    values, available = read(f"/vsizip/{archive}/inner/scene.tif")
    np.testing.assert_array_equal(values, read(stored)[0])
    assert available.all()
