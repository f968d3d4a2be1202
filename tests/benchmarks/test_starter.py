"""The program that trains the starter model: how scenes are put beside one another, and its page."""

import numpy as np
import rasterio

from benchmarks.tools.starter import BANDS, SENSORS, Part, page, write_mosaic


def test_scenes_should_lie_beside_one_another_without_touching(tmp_path):
    mask = np.ones((6, 5), bool)
    mask[0, 0] = False
    values = np.full((1, 6, 5), 7, np.float32)
    optical = np.full((len(BANDS), 6, 5), 3, np.float32)
    first = Part([(optical, mask), None, (values, mask)], np.full((6, 5), 2, np.uint8))
    second = Part([(optical[:, :4], mask[1:5]), (values[:, :4], mask[1:5]), None], np.full((4, 5), 5, np.uint8))
    layers, labels = write_mosaic([first, second], tmp_path)
    assert [layer.sensor for layer in layers] == list(SENSORS)
    with rasterio.open(labels) as raster:
        codes = raster.read(1)
    found = {}
    for layer in layers:
        with rasterio.open(layer.path) as raster:
            found[layer.sensor] = raster.read(1)
            if layer.sensor == "optical":
                assert raster.descriptions == BANDS
    assert np.isnan(found["optical"][0, 0]) and found["optical"][1, 1] == 3
    assert np.isnan(found["sar"][:, :5]).all() and np.nanmax(found["sar"]) == 7
    assert (codes == 2).sum() == 30 and (codes == 5).sum() == 20
    gap = codes.shape[1] - 10
    assert gap >= 12 and (codes[:, 5:-17] == 0).all()


def test_page_should_show_every_figure():
    figures = {"oa": 0.5, "macro_f1": 0.25}
    text = page({"north": figures}, {"south": [{"adapted": figures, "from nothing": figures}] * 2})
    assert "| north | 50.0 / 25.0 |" in text and "| south | 50.0 ± 0.0 / 25.0 | 50.0 ± 0.0 / 25.0 |" in text
