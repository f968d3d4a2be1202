"""The accuracy benchmark's protocol and competitors: what scores never trains, and rivals see what is there."""

import json

import numpy as np
import pytest
import rasterio

from benchmarks.accuracy import trial
from benchmarks.accuracy.page import page, strongest, summarise
from benchmarks.accuracy.rivals import RIVALS, Fitted
from benchmarks.accuracy.stack import patterns, read_stack
from benchmarks.common import kept
from benchmarks.scenes import BUFFER, HELD_OUT, ROI, cloud_masks, divide, draw_regions, onto
from tests.core.conftest import write
from tests.core.test_labels import square, write_raster, write_vector


@pytest.fixture(scope="module")
def folder(scene, tmp_path_factory):
    """The generated scene with a scene.json."""
    folder = tmp_path_factory.mktemp("benchmark")
    write(folder / "truth.tif", scene.truth)
    layers = {"optical": scene.path("optical.tif"), "sar": scene.path("sar.tif")}
    told = {"name": "generated", "layers": layers, "labels": {"raster": "truth.tif"}, "classes": {"1": "water"}}
    (folder / "scene.json").write_text(json.dumps(told))
    return folder


def read(path):
    with rasterio.open(path) as raster:
        return raster.read(1)


def test_training_and_scoring_pixels_should_be_apart(folder, tmp_path):
    split = divide(folder, 0, None, tmp_path)
    labels = read(split.labels)
    training = (labels > 0) & (labels < HELD_OUT)
    assert (labels[split.truth > 0] == HELD_OUT).all() and training.any()
    rows, cols = np.nonzero(split.truth)
    for row, col in np.argwhere(training)[::97]:
        assert np.hypot(rows - row, cols - col).min() > BUFFER
    other = divide(folder, 1, None, tmp_path)
    assert (other.truth != split.truth).any()


def test_few_labels_should_be_drawn_in_small_windows():
    rng = np.random.default_rng(0)
    labels = np.repeat(np.array([[1, 2]]), 40, axis=1).repeat(80, axis=0)
    drawn = draw_regions(labels, 100, rng)
    assert [(drawn == code).sum() for code in (1, 2)] == [100, 100]
    assert (labels[drawn > 0] == drawn[drawn > 0]).all()
    places = np.argwhere(drawn == 1) // ROI
    assert len(np.unique(places, axis=0)) <= 4 * 6
    assert (draw_regions(labels, 10**6, rng) == labels).all()


def test_polygons_should_go_to_one_side_whole(tmp_path):
    squares = [square(row, column) for row in (0, 15) for column in (0, 15, 30)]
    write_vector(tmp_path / "p.gpkg", squares, kind=["a", "b", "a", "b", "a", "b"])
    write_raster(tmp_path / "sar.tif", np.zeros((60, 60), np.float32))
    told = {"name": "p", "layers": {"sar": "sar.tif"}, "labels": {"vector": "p.gpkg", "field": "kind"}}
    (tmp_path / "scene.json").write_text(json.dumps(told))
    split = divide(tmp_path, 0, None, tmp_path)
    labels = read(split.labels)
    assert ((labels == HELD_OUT) == (split.truth > 0)).all()
    assert {(split.truth == code).sum() for code in (1, 2)} == {25}


def test_cloud_masks_should_leave_a_sensor_everywhere(folder, tmp_path):
    masks = np.stack([read(path) for path in cloud_masks(divide(folder, 0, None, tmp_path), 0, tmp_path).values()])
    assert masks.any(0).all() and 0.5 < masks.mean() < 0.85


@pytest.mark.parametrize("method", RIVALS)
def test_rivals_should_use_what_is_there(folder, tmp_path, monkeypatch, method):
    for name in ("TREES", "TREES_OF_MANY"):
        monkeypatch.setattr(f"benchmarks.accuracy.rivals.{name}", 10)
    split = divide(folder, 0, 100, tmp_path)
    stack = read_stack(split)
    fitted = Fitted(stack, RIVALS[method], 0)
    there = stack.masks.copy()
    full, sure = fitted.map(there)
    assert ((full > 0) == (stack.scored & there.any(0))).all() and (sure[full > 0] > 0.3).all() and sure.max() <= 1
    assert (full == split.truth)[split.truth > 0].mean() > 0.9
    there[0] = False
    alone, _ = fitted.map(there)
    right = (alone == split.truth)[split.truth > 0].mean()
    assert right > 0.5 if RIVALS[method].each else right < 1
    assert set(fitted.fitted) == ({(0, 1), (1,)} if RIVALS[method].each else {(0, 1)})
    assert patterns(2) == [(0, 1), (0,), (1,)]


def test_machine_should_leave_out_a_class_of_one_pixel(folder, tmp_path):
    stack = read_stack(divide(folder, 0, 100, tmp_path))
    lone = int(stack.labels.max())
    for place in np.argwhere(stack.labels == lone)[1:]:
        stack.labels[tuple(place)] = 0
    found, sure = Fitted(stack, RIVALS["svm-each"], 0).map(stack.masks)
    assert (found[stack.scored] > 0).all() and (sure[stack.scored] > 0).all()
    assert not (found == stack.codes[lone - 1]).any()


def test_maps_should_be_compared_on_the_grid_of_the_truth(folder, tmp_path):
    split = divide(folder, 0, None, tmp_path)
    shifted = np.zeros((160, 160), np.uint8)
    shifted[10:20, 10:20] = 7
    path = write(tmp_path / "m.tif", shifted, origin=(500000.0 - 100, 5400000.0), nodata=0)
    found = onto(path, split)
    assert (found[10:20, 0:10] == 7).all() and (found == 7).sum() == 100


def test_finished_parts_should_be_kept_until_their_sources_change(tmp_path):
    source, file = tmp_path / "source.py", tmp_path / "parts" / "x.json"
    source.write_text("1")
    calls = []

    def work():
        calls.append(1)
        return {"a": len(calls)}

    assert [kept(file, [source], work) for _ in range(2)] == [{"a": 1}, {"a": 1}]
    source.write_text("2")
    assert kept(file, [source], work) == {"a": 2}


def test_rivals_should_be_scored_on_every_pattern_with_their_calibration(folder, tmp_path, monkeypatch):
    monkeypatch.setattr("benchmarks.accuracy.rivals.TREES", 10)
    monkeypatch.setattr(trial, "RIVALS", {name: RIVALS[name] for name in ("context-one", "context-each")})
    found = trial.score_rivals(divide(folder, 0, 100, tmp_path), 0, tmp_path)
    assert list(found) == ["context-one", "context-each"]
    for cases in found.values():
        assert list(cases) == ["0+1", "0", "1", "gaps"] and cases["0+1"]["oa"] > 0.9
        assert all(0 <= case["ece"] < 0.5 for case in cases.values())
    assert found["context-one"]["0+1"] == found["context-each"]["0+1"] and found["context-one"] != found["context-each"]


def test_product_should_be_scored_through_train_and_classify(folder, tmp_path):
    found = trial.score_product(divide(folder, 0, 100, tmp_path), 0, "quick", tmp_path)
    assert list(found["mamol"]) == ["0+1", "0", "1", "gaps"]
    assert found["mamol"]["0+1"]["oa"] > 0.9 and 0 <= found["mamol"]["gaps"]["ece"] < 0.5


def test_page_should_lead_with_the_strongest_rival():
    def cases(oa, ece=None):
        figures = {"oa": oa, "macro_f1": oa / 2} | ({} if ece is None else {"ece": ece})
        return dict.fromkeys(("0+1", "0", "1", "gaps"), figures)

    rivals = {method: cases(0.6, 0.1) for method in RIVALS} | {"svm-each": cases(0.65, 0.2)}
    result = {"scene": "north", "rivals": rivals, "mamol": cases(0.7, 0.02), "seconds": 50, "mpx_per_second": 0.1}
    run = {"labels": "100", "effort": "standard", "jobs": 2, "date": "2026-11-26", "commit": "93fe7fe"}
    trials = [{**result, "seed": seed} for seed in (0, 1)]
    report = {**run, "cores": 2, "processor": "a processor", "trials": trials}
    assert summarise(report)["north"]["mamol"]["missing"].tolist() == [[70, 35, 2], [70, 35, 2]]
    assert strongest(summarise(report), "gaps") == "svm-each"
    markdown = page([report])
    line = (
        "| 100 | All sensors | support vector machine, per pattern | 65.0 / 32.5 | 70.0 / 35.0 | +5.0 | 0.200 | 0.020 |"
    )
    assert markdown.index(line) < markdown.index("**Protocol.**")
    assert "| north |" in markdown and "**70.0 ± 0.0 / 35.0**" in markdown
    assert "+5.0 OA, +2.5 macro-F1" in markdown and "2 of 2" in markdown
    assert "| gradient boosting, per pattern | 0.100 |" in markdown
    assert "Measured on 2026-11-26 with commit 93fe7fe" in markdown
    for entry in report["trials"]:  # as measured before there were the others
        entry["rivals"] = {method: cases(0.6) for method in ("bands-one", "bands-each", "context-one", "context-each")}
    assert "Not yet measured" not in markdown
    lines = page([report]).split("\n\n")
    said = next(number for number, text in enumerate(lines) if text.startswith("Not yet measured"))
    assert lines[said - 1].startswith("The strongest rival") and "among all that were measured" in " ".join(
        lines[said - 1].split()
    )
    assert "| – |" in page([report]) and "boosting, per pattern |" not in page([report])
