"""PRISMA's products, whose pixels are copied: into a raster of the right values, wholly or not at all."""

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio

from mamol_core.commands import main
from mamol_core.contract import Layer
from mamol_core.errors import LayerError
from mamol_core.products.product import find_product
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.sensors.statistics import own_grid

from . import product_trees as trees

ROOT = Path(__file__).resolve().parents[2]
needs_limit = pytest.mark.skipif(os.name != "posix", reason="needs RLIMIT_FSIZE")
FULL_DISK = """
import resource, sys
sys.path.insert(0, sys.argv[1])
from mamol_core.commands import main
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[4]),) * 2)
sys.exit(main(["product", sys.argv[2], "--output", sys.argv[3]]))
"""


def cube(shape, seed):
    values = np.random.default_rng(seed).integers(1, 60000, shape).astype(np.uint16)
    values[:2, :, :4] = 0  # outside the swath
    values[5, 1, 6] = 0  # dark, within it
    return values


def test_prisma_is_copied_into_a_raster_with_wavelengths(tmp_path, capfd):
    vnir, swir = cube((11, 4, 9), 1), cube((11, 3, 9), 2)
    nm = [966.0, 705.5, 460.25, 0.0], [2300.0, 950.0, 1650.0]
    path = trees.prisma(tmp_path / "in", vnir, swir, nm, L2ScaleSwirMin=np.float32(-0.01))
    assert main(["product", str(path), "--output", str(tmp_path / "p.vrt")]) == 0
    said = capfd.readouterr()
    assert "PRISMA L2D, taken 2022-07-16, 6 bands" in said.err and "no cloud mask" in said.err
    assert "mask: None" in said.out or "mask" not in said.out
    source = open_source(Layer("hyperspectral", str(tmp_path / "p.vrt")))
    assert [band.wavelength_nm for band in source.bands] == [460.25, 705.5, 950, 966, 1650, 2300]
    assert tuple(source.transform)[:6] == (30, 0, trees.ORIGIN[0], 0, -30, trees.ORIGIN[1])
    stored = np.stack([vnir[:, 2], vnir[:, 1], swir[:, 1], vnir[:, 0], swir[:, 2], swir[:, 0]]).astype(float)
    outside = (stored == 0).all(axis=0)
    stored[:, ~outside] = np.maximum(stored[:, ~outside], 1)
    low = np.array([0, 0, -0.01, 0, -0.01, -0.01])[:, None, None]
    expected = np.where(outside, np.nan, low + stored * (0.8 - low) / 65535)
    with rasterio.open(tmp_path / "p.vrt") as data:
        values = data.read(masked=True).astype(float).filled(np.nan)
        values = values * np.array(data.scales)[:, None, None] + np.array(data.offsets)[:, None, None]
    np.testing.assert_allclose(values, expected, atol=1e-7)
    with Reader(source, own_grid(source)) as reader:
        assert (reader.read(0, 0, 11, 9)[1] == ~outside).all()


def test_what_is_wrong_with_a_prisma_product_is_said(tmp_path, capfd):
    values, nm = cube((11, 3, 9), 1), [460.0, 560.0, 660.0]
    products = {
        "level L1": trees.prisma(tmp_path, values, values, (nm, nm), "PRS_L1_STD_OFFL_20220716101010_0001.he5"),
        "30 m": trees.prisma(tmp_path / "a", values, values, (nm, nm), Product_LRcorner_easting=0.0),
        "3 x 9; 2 bands are named": trees.prisma(tmp_path / "b", values, values, (nm[:2], nm)),
        "Epsg_Code, 0,": trees.prisma(tmp_path / "e", values, values, (nm, nm), Epsg_Code=np.uint32(0)),
        "3 VNIR bands, and of 2 whether": trees.prisma(
            tmp_path / "f", values, values, (nm, nm), List_Cw_Vnir_Flags=np.ones(2, np.uint8)
        ),
        "how reflectance is made": trees.prisma(tmp_path / "g", values, values, (nm, nm), L2ScaleVnirMax=np.float32(0)),
        "lacks Epsg_Code": trees.prisma(tmp_path / "c", values, values, (nm, nm), Epsg_Code=np.bytes_("")),
        "can't be read": tmp_path / "d" / trees.PRISMA,
    }
    products["can't be read"].parent.mkdir()
    products["can't be read"].write_bytes(products["30 m"].read_bytes()[:3000])
    for words, path in products.items():
        assert main(["product", str(path), "--output", str(tmp_path / "p.vrt")]) == 2
        assert words in capfd.readouterr().err
    assert not list(tmp_path.glob("*p*.vrt")) and not list(tmp_path.glob("*pixels*"))
    packed = trees.zipped(products["30 m"].parent)
    for path in (packed, products["30 m"].parent):
        with pytest.raises(LayerError, match="holds the PRISMA product"):
            find_product(str(path))


def copied(path, folder, limit):
    """The answer of an import that may write files of so many bytes at most, and the folder of its results."""
    folder.mkdir()
    words = [sys.executable, "-c", FULL_DISK, str(ROOT), str(path), str(folder / "p.vrt"), str(limit)]
    return subprocess.run(words, capture_output=True, text=True, timeout=120, check=False), folder


@needs_limit
def test_a_full_disk_leaves_no_broken_copy_of_prisma(tmp_path):
    values, nm = cube((300, 3, 40), 1), [460.0, 560.0, 660.0]
    path = trees.prisma(tmp_path / "in", values, values, (nm, nm))
    answer, folder = copied(path, tmp_path / "whole", 10_000_000)
    assert answer.returncode == 0 and {file.name for file in folder.iterdir()} == {"p.vrt", "p-pixels.tif"}
    needed = (folder / "p-pixels.tif").stat().st_size
    for limit in (100, 10_000, needed // 2, needed - 1000, needed - 1):
        answer, folder = copied(path, tmp_path / str(limit), limit)
        assert answer.returncode == 2 and "'p-pixels.tif' can't be written" in answer.stderr, (limit, answer.stderr)
        assert list(folder.iterdir()) == []


@needs_limit
def test_a_copy_of_prisma_goes_where_its_raster_can_not_be_written(tmp_path):
    """Its pixels, all alike, are packed into less than the text of the raster that would name them takes."""
    alike, nm = np.full((11, 9, 9), 7), np.linspace(450.5, 900.5, 9)
    path = trees.prisma(tmp_path / "in", alike, alike, (nm, nm))
    answer, folder = copied(path, tmp_path / "a", 10_000_000)
    pixels, text = ((folder / name).stat().st_size for name in ("p-pixels.tif", "p.vrt"))
    assert answer.returncode == 0 and pixels + 200 < text
    answer, folder = copied(path, tmp_path / "b", pixels + 100)
    assert answer.returncode == 2 and "'p.vrt' can't be written" in answer.stderr and list(folder.iterdir()) == []


def test_leftovers_of_an_import_that_was_killed_go_with_the_next(tmp_path):
    values, nm = cube((11, 3, 9), 1), [460.0, 560.0, 660.0]
    path = trees.prisma(tmp_path / "in", values, values, (nm, nm))
    killed = tmp_path / ".p-pixels.part-1234-abcdef.tif"
    killed.touch()
    assert main(["product", str(path), "--output", str(tmp_path / "p.vrt")]) == 0
    assert {file.name for file in tmp_path.iterdir()} == {"in", "p.vrt", "p-pixels.tif"}
