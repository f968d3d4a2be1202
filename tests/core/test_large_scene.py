"""Training on a few polygons of a large scene reads, keeps and learns what it does on a crop around them."""

from __future__ import annotations

import tracemalloc

import numpy as np
import pytest
import rasterio
import shapely
import torch
from affine import Affine
from rasterio.crs import CRS

from mamol_core.contract import Layer, TrainRequest
from mamol_core.labels.labels import read_labels
from mamol_core.labels.regions import Drawing
from mamol_core.labels.windows import STEP
from mamol_core.rasters.grid import Grid
from mamol_core.reporting import Reporter
from mamol_core.training.material import load_training_data
from mamol_core.training.splits import spatial_split

from .conftest import write
from .test_labels import write_vector

SIDE = 20_000  # pixels of the large scene
PLACE = 100 * STEP  # row and column of the crop in it
CROP = 7 * STEP
X, Y, PIXEL = 400_000.0, 5_400_000.0, 10.0
COARSE = 480.0
MIB = 2**20


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """A fine layer of a few pixels in the middle of a coarse one of the whole scene, which makes the grid large; the
    coarse one around the fine one; and polygons of two classes there."""
    folder = tmp_path_factory.mktemp("large")
    random = np.random.default_rng(0)
    corner = X + PIXEL * PLACE, Y - PIXEL * PLACE
    write(folder / "fine.tif", random.normal(500, 50, (CROP, CROP)).astype(np.float32), ["elevation"], origin=corner)
    coarse = random.normal(-12, 3, (2, int(SIDE * PIXEL / COARSE), int(SIDE * PIXEL / COARSE))).astype(np.float32)
    write(folder / "scene.tif", coarse, ["VV", "VH"], origin=(X, Y), pixel=COARSE)
    first, count = int(PLACE * PIXEL / COARSE), int(CROP * PIXEL / COARSE)
    part = coarse[:, first : first + count, first : first + count]
    write(folder / "crop.tif", part, ["VV", "VH"], origin=corner, pixel=COARSE)
    squares, kinds = [], []
    for row in range(2 * STEP + 10, 5 * STEP - 20, 50):
        for col in range(2 * STEP + 10, 5 * STEP - 20, 50):
            left, top = corner[0] + PIXEL * col, corner[1] - PIXEL * row
            squares.append(shapely.box(left, top - 12 * PIXEL, left + 12 * PIXEL, top))
            kinds.append(1 + (row + col) % 3 % 2)
    write_vector(folder / "labels.gpkg", squares, crs="EPSG:32633", code=kinds)
    return folder


def gathered(folder, sar, monkeypatch):
    """What training loads, the most bytes that it held meanwhile, and the blocks it burnt."""
    burnt, burn = [], Drawing.burn

    def counted(drawing, block):
        burnt.append(block)
        return burn(drawing, block)

    monkeypatch.setattr(Drawing, "burn", counted)
    layers = Layer("lidar", str(folder / "fine.tif")), Layer("sar", str(folder / sar))
    tracemalloc.start()
    try:
        data = load_training_data(TrainRequest(layers, str(folder / "labels.gpkg"), "", field="code"), Reporter())
        return data, tracemalloc.get_traced_memory()[1], burnt
    finally:
        tracemalloc.stop()


def test_large_scene_should_give_the_windows_of_its_crop_at_its_cost(folder, monkeypatch):
    scene, most, burnt = gathered(folder, "scene.tif", monkeypatch)
    crop, _, _ = gathered(folder, "crop.tif", monkeypatch)
    grids = scene.labels[0].grid, crop.labels[0].grid
    assert [(grid.height, grid.width) for grid in grids] == [(SIDE - SIDE % 48,) * 2, (CROP, CROP)]
    assert scene.counts == crop.counts and len(scene.windows) == len(crop.windows) == 9
    assert {2, 1} <= set(np.unique(scene.windows[4].split))
    for one, other in zip(scene.windows, crop.windows, strict=True):
        assert (one.row, one.col) == (other.row + PLACE, other.col + PLACE)
        for name in ("labels", "split", "teachable", "masks"):
            assert torch.equal(getattr(one, name), getattr(other, name))
        for values, same in zip(one.features, other.features, strict=True):
            assert values.any() and torch.equal(values, same)
    assert most < 64 * MIB  # one byte for each pixel of the scene would be 381
    assert len(burnt) <= 2 * 2 * 4  # drawn and ignored features, counted and kept, of at most four blocks


def test_large_class_raster_should_be_kept_only_where_it_is_labelled(tmp_path):
    side = 10_000
    grid = Grid(CRS.from_epsg(32633), Affine(PIXEL, 0, X, 0, -PIXEL, Y), side, side)
    path = tmp_path / "labels.tif"
    with rasterio.open(
        path, "w", driver="GTiff", count=1, height=side, width=side, dtype="uint8", crs=grid.crs,
        transform=grid.transform, nodata=0, tiled=True, SPARSE_OK=True,
    ) as raster:  # fmt: skip
        codes = np.random.default_rng(0).integers(1, 4, (1, 20, 20), np.uint8).repeat(10, 1).repeat(10, 2)
        raster.write(codes, window=rasterio.windows.Window(7000, 3000, 200, 200))
    tracemalloc.start()
    try:
        labels = read_labels(str(path), grid)
        split = spatial_split(labels, 0)
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert len(labels.place) == len(split) == 200 * 200 and len(labels.windows) == 9
    assert most < 64 * MIB < side * side
