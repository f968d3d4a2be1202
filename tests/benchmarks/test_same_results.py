"""The comparison of two checkouts: it ignores what can't be the same, and nothing else."""

import json
import shutil

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin
from safetensors.numpy import save_file

from benchmarks.tools.same_results import MODEL, compare


@pytest.fixture
def pair(tmp_path):
    """A folder each for the old and the new result."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    return tmp_path / "old", tmp_path / "new"


def write_map(path, values, **tags):
    place = {"crs": "EPSG:32633", "transform": from_origin(500000, 5000000, 10, 10)}
    with rasterio.open(path, "w", driver="GTiff", width=64, height=64, count=1, dtype="uint8", **place) as raster:
        raster.update_tags(MAMOL_LAYERS="optical=optical.tif", **tags)
        raster.write(values[None])


def test_maps_differ_by_pixels_and_not_by_the_time_they_were_made(pair):
    old, new = (folder / "map.tif" for folder in pair)
    values = np.ones((64, 64), np.uint8)
    write_map(old, values, MAMOL_CREATED="2026-11-01T10:00:00+00:00")
    write_map(new, values, MAMOL_CREATED="2026-11-02T11:12:13+00:00")
    assert compare(old, new) == []
    values[3, 4:6] = 2
    write_map(new, values, MAMOL_CREATED="2026-11-02T11:12:13+00:00")
    assert compare(old, new) == ["2 pixels differ"]
    write_map(new, np.ones((64, 64), np.uint8), MAMOL_CREATED="2026-11-02T11:12:13+00:00", MAMOL_EFFORT="quick")
    assert compare(old, new) == ["tags.MAMOL_EFFORT: 'nothing' became 'quick'"]


def test_models_differ_by_weights_and_card_and_not_by_seconds(pair):
    old, new = (folder / MODEL for folder in pair)

    def write(path, weight, **training):
        card = {"created": path.parent.name, "training": {"seed": 0, **training}}
        save_file({"head.weight": np.float32([1, weight])}, path, {"mamol": json.dumps(card)})

    write(old, 2, seconds=3)
    write(new, 2, seconds=4)
    assert compare(old, new) == []
    write(new, np.nextafter(np.float32(2), np.float32(3)), seconds=4, steps=60)
    assert compare(old, new) == ["training.steps: 'nothing' became '60'", "the tensor head.weight differs"]


def test_a_file_that_only_one_wrote_is_told(pair):
    old, new = pair
    (old / "report.html").write_text("<dd>2 min 3 s</dd>")
    assert compare(old / "report.html", new / "report.html") == ["only the old one wrote it"]
    shutil.copy(old / "report.html", new)
    (new / "report.html").write_text("<dd>14 s</dd>")
    assert compare(old / "report.html", new / "report.html") == []
    (new / "report.html").write_text("<dt>14 s</dt>")
    assert compare(old / "report.html", new / "report.html") == ["@@ -1 +1 @@", "-<dd></dd>", "+<dt></dt>"]
