"""Labels and layers that can be read, and are nonsense: said before the training, by a check as by the run."""

from __future__ import annotations

import time

import numpy as np
import pyogrio.raw
import pytest
import shapely

from mamol_core.contract import CheckRequest, Layer, TrainRequest
from mamol_core.reporting import Reporter
from mamol_core.run import run

from .conftest import ORIGIN, SIDE, write


def smooth(steps):
    rows, cols = np.mgrid[:SIDE, :SIDE]
    return np.round((np.sin(rows / 30) + np.cos(cols / 40)) * steps / 4 + steps / 2 + 1)


def polygons(path, classes):
    """Squares of 60 m on a grid, each with one of the classes."""
    x, y = ORIGIN
    boxes = [
        shapely.box(x + 50 + 200 * (n % 7), y - 110 - 200 * (n // 7), x + 110 + 200 * (n % 7), y - 50 - 200 * (n // 7))
        for n in range(len(classes))
    ]
    pyogrio.raw.write(
        path, np.array(shapely.to_wkb(boxes), dtype=object), [np.array(classes)], ["class"],
        geometry_type="Polygon", crs="EPSG:32633", driver="GPKG",
    )  # fmt: skip
    return str(path)


def check(scene, tmp_path, labels, *layers, **options):
    layers = layers or (Layer("optical", scene.path("optical.tif")),)
    model = str(tmp_path / "m.mamol.safetensors")
    return run(CheckRequest(TrainRequest(tuple(layers), labels, model, **options)), Reporter())


def warned(found):
    return [entry["message"] for entry in found["warnings"]]


@pytest.mark.parametrize("dtype", ["float32", "int16"])
def test_measurements_as_labels_should_be_refused(scene, tmp_path, dtype):
    """G6: a float elevation raster was "135 classes", over 3 minutes."""
    elevation = write(tmp_path / "elevation.tif", smooth(135), dtype=dtype)
    found = check(scene, tmp_path, elevation)
    (refused,) = found["refused"]
    assert refused["code"] == "labels" and "'elevation.tif' looks like measurements" in refused["message"]
    with pytest.raises(ValueError, match="looks like measurements"):
        run(
            TrainRequest(
                (Layer("optical", scene.path("optical.tif")),), elevation, str(tmp_path / "m.mamol.safetensors")
            ),
            Reporter(),
        )


def test_many_classes_with_names_should_be_fine_and_without_be_doubted(scene, tmp_path):
    """A class raster of many codes in patches is none of measurements; ordered classes can be named."""
    rng = np.random.default_rng(0)
    patches = np.kron(rng.integers(1, 41, (20, 20)), np.ones((8, 8), int))
    found = check(scene, tmp_path, write(tmp_path / "crops.tif", patches, dtype="uint8"))
    assert found["refused"] == [] and any("different codes without names" in text for text in warned(found))
    table = tmp_path / "classes.csv"
    table.write_text("code,name\n" + "\n".join(f"{n},height {n} m" for n in range(1, 140)))
    heights = write(tmp_path / "heights.tif", smooth(60), dtype="uint8")
    assert check(scene, tmp_path, heights)["refused"]
    found = check(scene, tmp_path, heights, classes=str(table))
    assert found["refused"] == [] and not any("without names" in text for text in warned(found))


def test_the_number_of_a_feature_should_be_no_class(scene, tmp_path):
    found = check(scene, tmp_path, polygons(tmp_path / "fields.gpkg", np.arange(1, 41)))
    (refused,) = found["refused"]
    assert "has a class of its own" in refused["message"]


def test_one_layer_as_two_sensors_should_be_refused(scene, tmp_path):
    """G6: one layer as optical, SAR and LiDAR."""
    path = scene.path("optical.tif")
    twice = Layer("optical", path), Layer("sar", scene.path("./optical.tif"))
    found = check(scene, tmp_path, scene.path("labels.tif"), *twice)
    refused = next(entry for entry in found["refused"] if "is given twice, as optical and as SAR" in entry["message"])
    assert refused["sensor"] == "sar" and found["layers"]["sar"]["state"] == "refused"


def test_classes_that_differ_by_case_or_blanks_should_be_one(scene, tmp_path):
    """G6: "CLEARED " and "cleared" were two classes."""
    names = ["CLEARED ", "cleared", "cleared", "old  forest", "old forest", "old forest", None]
    found = check(scene, tmp_path, polygons(tmp_path / "fields.gpkg", np.array(names, dtype=object)))
    assert found["refused"] == []
    assert "'CLEARED', 'cleared' are taken for one class, 'cleared'." in warned(found)
    assert "'old  forest', 'old forest' are taken for one class, 'old forest'." in warned(found)
    names = ["Cleared", "CLEARED", "cleared"]
    refused = check(scene, tmp_path, polygons(tmp_path / "one.gpkg", np.array(names, dtype=object)))["refused"]
    assert "one class only" in refused[0]["message"]


def test_codes_of_one_name_should_be_warned_of(scene, tmp_path):
    table = tmp_path / "classes.csv"
    table.write_text("code,name\n1,water\n2,forest\n3,Forest\n")
    found = check(scene, tmp_path, scene.path("labels.tif"), classes=str(table))
    assert any("The classes 2, 3 are all called 'forest'" in text for text in warned(found))


def test_a_class_in_one_place_should_be_warned_of(scene, tmp_path):
    classes = np.array(["water"] + 3 * ["meadow"] + 4 * ["forest"], dtype=object)
    found = check(scene, tmp_path, polygons(tmp_path / "fields.gpkg", classes))
    assert found["refused"] == []
    assert any(
        "in one place only, which tells nothing of how well they are mapped elsewhere: water." in text
        for text in warned(found)
    )
    assert warned(check(scene, tmp_path, scene.path("labels.tif"))) == []


def test_labels_without_data_should_be_warned_of_or_refused(scene, tmp_path):
    values = np.random.default_rng(0).normal(1000, 50, (3, SIDE, SIDE)).clip(1)
    labels = np.zeros((SIDE, SIDE), np.uint8)
    labels[10:40, 10:40], labels[10:40, 100:130], labels[100:130, 10:40], labels[60:70, 100:110] = 1, 1, 2, 3
    values[:, :, 80:] = 0
    path = write(tmp_path / "half.tif", values, dtype="uint16", nodata=0)
    mine = write(tmp_path / "mine.tif", labels, nodata=0)
    found = check(scene, tmp_path, mine, Layer("optical", path))
    assert "1000 of 2800 labelled pixels lie where no layer has data and are not used." in warned(found)
    assert "Not trained, since no layer has data at their labels: Class 3." in warned(found)
    labels[100:130, 10:40] = 1
    mine = write(tmp_path / "mine.tif", labels, nodata=0)
    (refused,) = check(scene, tmp_path, mine, Layer("optical", path))["refused"]
    assert "Fewer than two classes have labelled pixels that any layer saw" in refused["message"]


def test_looking_should_be_quick(scene, tmp_path):
    check(scene, tmp_path, scene.path("labels.tif"))
    began = time.process_time()
    check(scene, tmp_path, scene.path("labels.tif"))
    assert time.process_time() - began < 2  # half of that on idle cores
