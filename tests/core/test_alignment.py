"""Layers and labels that lie off one another: found, said beyond doubt only, and moved when asked."""

import math

import numpy as np
import pyogrio.raw
import pytest
import shapely

from mamol_core.contract import AlignRequest, CheckRequest, Layer, TrainRequest
from mamol_core.errors import RequestError
from mamol_core.mapping.inputs import compare_shifts
from mamol_core.model.card import ModelCard
from mamol_core.rasters.grid import choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.training.inputs import inspect

from .conftest import ORIGIN, spread, write

SIDE = 200
DEGREES = (16.0, 48.0)
PIXEL = 1e-4  # degrees: 11.1 m north, 7.4 m east at 48 degrees


@pytest.fixture(scope="module")
def fields():
    """Rectangular fields, as numbers (200, 200) from 0, and a class from 1 to 4 of each."""
    rng = np.random.default_rng(3)
    number, count = np.zeros((SIDE, SIDE), int), 0
    row = 0
    while row < SIDE:
        height, col = rng.integers(9, 18), 0
        while col < SIDE:
            width = rng.integers(9, 22)
            number[slice(row, row + height), slice(col, col + width)] = count
            count, col = count + 1, col + width
        row += height
    return number, rng.integers(1, 5, count)


def image(fields, seed, bands=4):
    """Values of a date: every field has its own, and noise."""
    rng = np.random.default_rng(seed)
    number, kinds = fields
    means = 1000 + 500 * rng.normal(size=(5, bands))[kinds] + 250 * rng.normal(size=(len(kinds), bands))
    return (means[number].transpose(2, 0, 1) + rng.normal(0, 60, (bands, SIDE, SIDE))).clip(1).astype(np.uint16)


def moved(east, north):
    return ORIGIN[0] + east, ORIGIN[1] + north


def finding(result, sensor, other):
    return next(one for one in result["findings"] if (one["sensor"], one["other"]) == (sensor, other))


def look(layers, labels=None, **more):
    return run(AlignRequest(tuple(layers), labels, **more), Reporter())


def test_labels_and_dates_should_be_found_where_they_were_put(fields, tmp_path):
    number, kinds = fields
    first = write(tmp_path / "a.tif", image(fields, 1), nodata=0)
    second = write(tmp_path / "b.tif", image(fields, 2), origin=moved(-23, 8), nodata=0)
    clouds = np.ones((SIDE, SIDE), np.uint8)
    clouds[30:90, 50:170] = 0
    mask = write(tmp_path / "m.tif", clouds, origin=moved(-23, 8))
    labels = write(tmp_path / "l.tif", kinds[number].astype(np.uint8), origin=moved(10, 20), nodata=0)
    layers = [Layer("optical", first), Layer("optical:later", second, mask=mask)]
    result = look(layers, labels, output=str(tmp_path / "page.html"))
    later = finding(result, "optical:later", "optical")
    assert (later["verdict"], later["east"], later["north"]) == (
        "shifted",
        pytest.approx(-23, abs=3),
        pytest.approx(8, abs=3),
    )
    against = finding(result, None, "optical")
    assert (against["east"], against["north"]) == (pytest.approx(10, abs=3), pytest.approx(20, abs=3))
    assert "The labels lie 20 m north and 10 m east of" in against["sentence"]
    assert against["sentence"] in (tmp_path / "page.html").read_text(encoding="utf-8")
    mended = [layers[0], Layer("optical:later", second, mask=mask, shift=(23, -8))]
    said = []
    request = AlignRequest(tuple(mended), labels, labels_shift=(-10, -20))
    result = run(request, Reporter(lambda event: said.append(event.get("message", ""))))
    assert sum("is moved by 23,-8 (metres east, north), as asked." in text for text in said) == 1
    assert {one["verdict"] for one in result["findings"]} == {"in line"}
    assert result["labels_shift"] is None and not result["warnings"]


def test_nothing_should_be_claimed_where_nothing_fits(fields, tmp_path):
    """Labels of other fields, and a layer that shows noise."""
    number, kinds = fields
    optical = write(tmp_path / "a.tif", image(fields, 1), nodata=0)
    noise = np.random.default_rng(0).normal(size=(2, SIDE, SIDE)) - 15
    sar = write(tmp_path / "s.tif", noise.astype(np.float32))
    labels = write(tmp_path / "l.tif", kinds[number[::-1, ::-1]].astype(np.uint8), nodata=0)
    result = look([Layer("optical", optical), Layer("sar", sar)], labels, output=str(tmp_path / "page.html"))
    assert "No shift is beyond doubt" in (tmp_path / "page.html").read_text(encoding="utf-8")
    assert {one["verdict"] for one in result["findings"]} == {"unknown"}
    assert not result["warnings"] and all("can't be told" in one["sentence"] for one in result["findings"])


def test_polygons_in_degrees_should_be_told_in_metres(fields, tmp_path):
    number, kinds = fields
    optical = write(tmp_path / "a.tif", image(fields, 1), crs="EPSG:4326", origin=DEGREES, pixel=PIXEL, nodata=0)
    shapes, classes = [], []
    for one in range(0, len(kinds), 2):
        rows, cols = np.nonzero(number == one)
        west, north = DEGREES[0] + cols.min() * PIXEL, DEGREES[1] - rows.min() * PIXEL
        east, south = DEGREES[0] + (cols.max() + 1) * PIXEL, DEGREES[1] - (rows.max() + 1) * PIXEL
        shapes.append(shapely.box(west, south + 2 * PIXEL, east, north + 2 * PIXEL))
        classes.append(int(kinds[one]))
    labels = str(tmp_path / "l.gpkg")
    pyogrio.raw.write(
        labels,
        shapely.to_wkb(shapes),
        [np.array(classes)],
        ["class"],
        geometry_type="Polygon",
        crs="EPSG:4326",
        driver="GPKG",
    )
    found = finding(look([Layer("optical", optical)], labels), None, "optical")
    assert found["verdict"] == "shifted"
    assert found["north"] == pytest.approx(2 * PIXEL * 111_200, abs=3) and abs(found["east"]) < 3


def test_a_training_should_warn_and_move_labels_only_when_asked(fields, tmp_path):
    number, kinds = fields
    optical = write(tmp_path / "a.tif", image(fields, 1), nodata=0)
    truth = kinds[number].astype(np.uint8)
    labels = write(tmp_path / "l.tif", truth, origin=moved(0, 30), nodata=0)
    request = TrainRequest((Layer("optical", optical),), labels, str(tmp_path / "m.safetensors"))
    warned = [entry["message"] for entry in run(CheckRequest(request), Reporter())["warnings"]]
    assert any("The labels lie 30 m north" in text and "move them by 0,-30" in text for text in warned)

    def shares(**choices):
        reporter = Reporter()
        found = inspect(TrainRequest(request.layers, labels, request.model, **choices), reporter)
        read = found.scenes[0].labels
        codes = np.array([0, *(entry.code for entry in read.classes)])[spread(read, read.index)]
        inner = (slice(10, -10), slice(10, -10))
        return (codes[inner] == truth[inner]).mean(), found.scenes[0].labels_shift, reporter.warnings

    share, shift, warnings = shares()
    assert share < 0.9 and shift is None and len(warnings) == 1
    share, shift, warnings = shares(align="labels")
    assert share == 1 and shift == (pytest.approx(0, abs=2), pytest.approx(-30, abs=2)) and not warnings
    share, shift, warnings = shares(labels_shift=(0.0, -30.0))
    assert share == 1 and shift == (0, -30) and not warnings


def test_labels_that_fit_one_kind_of_layers_should_stay_where_another_lies_off(fields, tmp_path):
    """It is that layer, then, which is to be moved."""
    number, kinds = fields
    optical = write(tmp_path / "a.tif", image(fields, 1), origin=moved(30, 0), nodata=0)
    sar = write(tmp_path / "s.tif", (image(fields, 2, bands=2) / 200 - 20).astype(np.float32))
    labels = write(tmp_path / "l.tif", kinds[number].astype(np.uint8), nodata=0)
    request = TrainRequest((Layer("optical", optical), Layer("sar", sar)), labels, str(tmp_path / "m"), align="labels")
    said = []
    found = inspect(request, Reporter(lambda event: said.append(event.get("message", ""))))
    assert found.scenes[0].labels_shift is None
    assert any("The labels stay where they are" in text for text in said)
    assert any("The labels lie 30 m west of layer optical" in text for text in said)


def test_every_sensor_of_a_kind_should_be_compared(fields, tmp_path):
    number, kinds = fields
    layers = []
    for seed in range(5):
        origin = moved(0, 40) if seed == 2 else ORIGIN
        path = write(tmp_path / f"{seed}.tif", image(fields, seed + 1), origin=origin, nodata=0)
        layers.append(Layer(f"optical:n{seed}", path))
    labels = write(tmp_path / "l.tif", kinds[number].astype(np.uint8), nodata=0)
    reporter = Reporter()
    inspect(TrainRequest(tuple(layers), labels, str(tmp_path / "m")), reporter)
    assert any("Layer optical:n2 (2.tif) lies 40 m north" in text for text in reporter.warnings), reporter.warnings


def test_classes_that_a_move_loses_should_be_said(fields, tmp_path):
    """Labels that lie 30 m east, whose westernmost columns leave the layer when they are moved back."""
    number, kinds = fields
    optical = write(tmp_path / "a.tif", image(fields, 1), nodata=0)
    classes = np.roll(kinds[number].astype(np.uint8), 3, axis=1)
    classes[:, :2] = 9
    labels = write(tmp_path / "l.tif", classes, nodata=0)
    reporter = Reporter()
    found = inspect(TrainRequest((Layer("optical", optical),), labels, str(tmp_path / "m"), align="labels"), reporter)
    assert found.scenes[0].labels_shift == (pytest.approx(-30, abs=2), pytest.approx(0, abs=2))
    assert 9 not in [entry.code for entry in found.scenes[0].labels.classes]
    assert any("all labels of Class 9 lie outside the layers" in text for text in reporter.warnings)


def test_a_moved_layer_should_read_as_one_that_lies_there(fields, tmp_path):
    """Its mask goes with it, also where that has another CRS's axes; 15 m is half a pixel between two."""
    values = image(fields, 1)
    clouds = (np.arange(SIDE) % 40 > 8).astype(np.uint8)[None].repeat(SIDE, 0)
    here = Layer(
        "optical", write(tmp_path / "a.tif", values, nodata=0), write(tmp_path / "m.tif", clouds), shift=(30, -15)
    )
    there = Layer(
        "optical",
        write(tmp_path / "b.tif", values, origin=moved(30, -15), nodata=0),
        write(tmp_path / "n.tif", clouds, origin=moved(30, -15)),
    )
    grid = choose_grid([open_source(Layer("optical", here.path))], None)
    read = []
    for layer in (here, there):
        with Reader(open_source(layer), grid) as reader:
            read.append(reader.read(20, 20, 100, 100))
    assert np.array_equal(read[0][1], read[1][1]) and 0.5 < read[0][1].mean() < 1
    assert np.allclose(read[0][0], read[1][0])


def test_a_shift_beyond_reason_should_be_refused(scene):
    layer = Layer("optical", scene.path("optical.tif"), shift=(math.nan, 0))
    with pytest.raises(RequestError, match=r"The shift of the layer optical \(optical.tif\) is nan,0"):
        run(AlignRequest((layer,), scene.path("labels.tif")), Reporter())
    with pytest.raises(RequestError, match="One layer alone was given"):
        run(AlignRequest((Layer("optical", scene.path("optical.tif")),)), Reporter())


def test_a_layer_that_was_moved_in_training_should_be_missed_when_mapping():
    card = ModelCard([], [], 10.0, {"training": {"layer_shifts": {"sar": [20.0, -10.0]}}})
    said = []
    for shift in ((20.0, -10.0), None, (20.0, 0.0)):
        reporter = Reporter()
        for sensor in ("sar", "optical"):
            compare_shifts(card, Layer(sensor, "/s.tif", shift=shift), reporter)
        said.append(" ".join(reporter.warnings))
    assert not said[0]
    assert "moved by 20,-10 (metres east, north); layer sar (s.tif) is not moved." in said[1]
    assert "layer sar (s.tif) is moved otherwise." in said[2]
