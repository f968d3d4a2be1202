"""Division of labels in the benchmarks: training ignores what scores, so that it can't teach unlabelled, either."""

import json

import numpy as np
import pyogrio.raw
import rasterio

from benchmarks.scenes import HELD_OUT, open_scene
from mamol_core.labels.labels import LEFT_OUT, read_labels
from mamol_core.rasters.grid import Grid
from tests.core.conftest import spread
from tests.core.test_labels import GRID, square, write_raster, write_vector


def scene_of(folder, labels):
    told = {"name": "small", "layers": {"sar": "sar.tif"}, "labels": labels, "classes": {}}
    (folder / "scene.json").write_text(json.dumps(told))
    return open_scene(folder, None, folder)


def test_scoring_blocks_should_be_left_out_of_training(tmp_path):
    truth = np.tile(np.array([1, 2], np.uint8), (120, 60))
    path = write_raster(tmp_path / "truth.tif", truth)
    scene = scene_of(tmp_path, {"raster": "truth.tif"})
    with rasterio.open(path) as raster:
        grid = Grid(raster.crs, raster.transform, raster.width, raster.height)
    labels = read_labels(str(scene.train["LABELS_RASTER"]), grid, ignore=[int(scene.train["IGNORE"])])
    assert (scene.truth > 0).any() and (labels.index > 0).any()
    assert (spread(labels, labels.group)[scene.truth > 0] == LEFT_OUT).all()


def test_scoring_polygons_should_be_left_out_of_training(tmp_path):
    squares = [square(row, column) for row in (0, 15) for column in (0, 15, 30)]
    write_vector(tmp_path / "p.gpkg", squares, kind=["a", "b", "a", "b", "a", "b"])
    scene = scene_of(tmp_path, {"vector": "p.gpkg", "field": "kind"})
    labels = read_labels(
        str(scene.train["LABELS"]), GRID, field="code", classes_table=str(scene.train["CLASSES"]), ignore=[HELD_OUT]
    )
    assert [entry.name for entry in labels.classes] == ["a", "b"]
    assert (labels.group == LEFT_OUT).sum() == 25 * len(scene.polygons) > 0
    codes = pyogrio.raw.read(scene.train["LABELS"], columns=["code"])[3][0]
    assert (codes == HELD_OUT).sum() == len(scene.polygons)
