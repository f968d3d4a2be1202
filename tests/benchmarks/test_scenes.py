"""Division of labels for the demo: training ignores what scores, so that it can't teach unlabelled, either."""

import json

import numpy as np
import pytest
import rasterio

from benchmarks.scenes import HELD_OUT
from benchmarks.tools.cases import open_scene
from mamol_core.labels.labels import LEFT_OUT, read_labels
from mamol_core.rasters.grid import Grid
from tests.core.conftest import spread
from tests.core.test_labels import GRID, square, write_raster, write_vector


@pytest.mark.parametrize("kind", ["blocks", "polygons"])
def test_what_scores_should_be_left_out_of_training(kind, tmp_path):
    write_raster(tmp_path / "truth.tif", np.tile(np.array([1, 2], np.uint8), (120, 60)))
    squares = [square(row, column, 10) for row in (0, 15) for column in (0, 15, 30)]
    write_vector(tmp_path / "p.gpkg", squares, kind=["a", "b", "a", "b", "a", "b"])
    labels = {"raster": "truth.tif"} if kind == "blocks" else {"vector": "p.gpkg", "field": "kind"}
    write_raster(tmp_path / "sar.tif", np.ones((GRID.height, GRID.width), np.float32))
    told = {"name": "small", "layers": {"sar": "sar.tif"}, "labels": labels}
    (tmp_path / "scene.json").write_text(json.dumps(told))
    scene = open_scene(tmp_path, tmp_path)
    with rasterio.open(scene.train["LABELS_RASTER"]) as raster:
        grid = Grid(raster.crs, raster.transform, raster.width, raster.height)
        marked = raster.read(1) == HELD_OUT
    read = read_labels(str(scene.train["LABELS_RASTER"]), grid, ignore=[int(scene.train["IGNORE"])])
    assert (scene.truth > 0).any() and (read.index > 0).any()
    assert marked[scene.truth > 0].all() and (spread(read, read.group)[scene.truth > 0] == LEFT_OUT).all()
