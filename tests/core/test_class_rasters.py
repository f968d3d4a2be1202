"""Labels from class rasters: codes, names, colours, masks, warping, and what is refused."""

from __future__ import annotations

import numpy as np
import pytest
import rasterio
from affine import Affine

from mamol_core.errors import LabelError
from mamol_core.labels.labels import read_labels

from .test_labels import GRID, X, Y, index_of, two_classes, write_raster


def test_class_raster_should_be_read_with_names_colours_and_ignored_codes(tmp_path):
    values = two_classes()
    values[45:, :] = 255
    values[:3, :] = 9
    path = write_raster(tmp_path / "r.tif", values, nodata=255)
    with rasterio.open(path, "r+") as raster:
        raster.write_colormap(1, {3: (1, 2, 3, 255), 7: (4, 5, 6, 255)})
    (tmp_path / "r.tif.aux.xml").write_text(
        '<PAMDataset><PAMRasterBand band="1"><CategoryNames><Category/><Category/><Category/>'
        "<Category>s&#228;nd &amp; &lt;silt&gt;</Category></CategoryNames></PAMRasterBand></PAMDataset>"
    )
    labels = read_labels(path, GRID, ignore=[9])
    assert [(c.code, c.name) for c in labels.classes] == [(3, "sänd & <silt>"), (7, "Class 7")]
    assert [c.colour for c in labels.classes] == ["#010203", "#040506"]
    assert (index_of(labels)[5:20, 5:20] == 1).all() and not labels.drawn
    assert (index_of(labels) > 0).sum() == 15 * 15 + 10 * 20
    assert len(np.unique(labels.group[labels.group > 0])) == 2


def test_class_raster_should_be_warped_by_nearest_neighbour(tmp_path):
    path = write_raster(
        tmp_path / "r.tif", two_classes().repeat(2, axis=0).repeat(2, axis=1), Affine(5, 0, X, 0, -5, Y)
    )
    assert (index_of(read_labels(path, GRID)) == np.searchsorted([3, 7], two_classes()) + (two_classes() > 0)).all()
    floats = np.where(two_classes() == 0, np.nan, two_classes()).astype(np.float32)
    assert (read_labels(write_raster(tmp_path / "f.tif", floats), GRID).index > 0).sum() == 425


def test_masked_class_raster_should_give_no_label_under_the_mask(tmp_path):
    path = write_raster(tmp_path / "r.tif", two_classes())
    with rasterio.open(path, "r+") as raster:
        raster.write_mask(np.arange(60) < 40 + np.zeros((50, 1)))
    assert not index_of(read_labels(path, GRID))[:, 40:].any()


BAD_RASTERS = [
    (np.full((50, 60), 5, np.uint8), {}, "one class only"),
    (np.zeros((50, 60), np.uint8), {}, "None of the labels"),
    (two_classes(), {"transform": Affine(10, 0, X + 99999, 0, -10, Y)}, "None of the labels"),
    (two_classes(), {"crs": None}, "no CRS"),
    (np.stack([two_classes()] * 3), {}, "3 bands"),
    (two_classes() * np.float32(1.5), {}, "whole class codes"),
    (np.where(two_classes() == 3, -4, 1).astype(np.int16), {}, "negative code -4"),
    (two_classes().astype(np.int32) * 20000, {}, "60000|140000"),
    (np.arange(3000, dtype=np.uint16).reshape(50, 60), {}, "more than 255"),
    (two_classes().astype(np.complex64), {}, "complex"),
]


@pytest.mark.parametrize(("values", "options", "found"), BAD_RASTERS)
def test_unusable_class_rasters_should_be_refused(tmp_path, values, options, found):
    path = write_raster(tmp_path / "r.tif", values, **options)
    with pytest.raises(LabelError, match=found) as caught:
        read_labels(path, GRID)
    assert caught.value.hint


def test_truncated_class_raster_should_be_refused(tmp_path):
    path = tmp_path / "r.tif"
    write_raster(path, np.random.default_rng(0).integers(0, 5, (50, 60)).astype(np.uint8), compress="deflate")
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    with pytest.raises(LabelError):
        read_labels(str(path), GRID)
