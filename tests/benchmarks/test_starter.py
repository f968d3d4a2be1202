"""The program that trains the starter model: the scenes it hands to the training, and its page."""

import numpy as np
import rasterio

from benchmarks.tools.starter import BANDS, LEGEND, Known, page, write_scene
from mamol_core.training.scenefile import read_scene


def test_a_scene_should_be_told_in_the_starters_bands_and_legend(tmp_path):
    folder = tmp_path / "north"
    folder.mkdir()
    where = {"crs": "EPSG:32633", "transform": rasterio.transform.from_origin(500000, 5000000, 10, 10)}
    names = ("B01", *BANDS)
    for file, values in (
        ("s2.tif", np.ones((len(names), 4, 5), np.uint16)),
        ("l.tif", np.full((1, 4, 5), 8, np.uint8)),
    ):
        with rasterio.open(folder / file, "w", "GTiff", 5, 4, len(values), dtype=values.dtype, **where) as raster:
            raster.write(values)
            if file == "s2.tif":
                raster.descriptions = names
    (folder / "scene.json").write_text('{"layers": {"optical": "s2.tif"}, "labels": {"raster": "l.tif"}}')
    scene = read_scene(str(write_scene(folder, Known("north", {8: 5}, "made up", ""), tmp_path)))
    assert scene.name == "north" and scene.classes == LEGEND
    assert scene.layers[0].path == str(folder / "s2.tif") and scene.layers[0].bands == (None, *BANDS)
    with rasterio.open(scene.labels) as raster:
        assert (raster.read(1) == 5).all()


def test_page_should_show_every_figure():
    figures = {"oa": 0.5, "macro_f1": 0.25}
    text = page({"north": figures}, {"south": [{"adapted": figures, "from nothing": figures}] * 2})
    assert "| north | 50.0 / 25.0 |" in text and "| south | 50.0 ± 0.0 / 25.0 | 50.0 ± 0.0 / 25.0 |" in text
