"""Training from start to end: what it refuses, says, survives and hears."""

from __future__ import annotations

import threading
import time

import numpy as np
import pytest
import torch

from mamol_core.contract import CheckRequest, Layer, TrainRequest
from mamol_core.errors import Cancelled, LayerError
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.stages import HELPERS, HELPERS_FOR_ASSESSMENT, READING_LABELS, READING_LAYERS, TRAINING, TRYING_HELPERS
from mamol_core.training.material import load_training_data
from mamol_core.training.samples import OWNED
from mamol_core.training.splits import TRAIN, VALIDATION
from mamol_core.training.teacher import predict_soft_labels

from .conftest import ORIGIN, write


def half_seen(folder):
    """A layer without data in its western half, where all but one of the places of class 2 lie."""
    rng = np.random.default_rng(3)
    labels = np.zeros((96, 96), np.uint8)
    for number, (row, column) in enumerate((row, column) for row in (4, 36, 68) for column in (52, 64, 76, 88)):
        labels[row : row + 6, column : column + 6] = 2 if number == 5 else 1
    for row in range(4, 90, 14):
        labels[row : row + 6, 10:16] = 2
    values = rng.normal(1000, 30, (3, 96, 96)) + 800 * (labels == 2)
    values[:, :, :48] = 0
    return TrainRequest(
        layers=(Layer("optical", write(folder / "optical.tif", values.clip(0), dtype="uint16", nodata=0)),),
        labels=write(folder / "labels.tif", labels, dtype="uint8", nodata=0),
        model=str(folder / "model.mamol.safetensors"),
        effort="quick",
    )


@pytest.mark.parametrize("seed", range(6))
def test_what_no_layer_saw_should_not_take_part_in_the_split(tmp_path, seed):
    """R6: the places of a class that trained were all without data, and the teacher met one class only."""
    request = half_seen(tmp_path)
    reporter = Reporter()
    data = load_training_data(TrainRequest(**{**vars(request), "seed": seed}), reporter)
    kinds = {TRAIN: set(), VALIDATION: set()}
    for window in data.windows:
        for side, found in kinds.items():
            chosen = (window.split == side) & window.masks.any(0)
            found |= set(window.labels[OWNED][chosen[OWNED]].tolist())
    assert kinds[TRAIN] == {1, 2} and kinds[VALIDATION] == {1}
    assert any("lie where no layer has data" in warning for warning in reporter.warnings)
    assert data.labels[0].index.astype(bool).sum() == sum(data.counts) == 12 * 36


def test_a_training_on_labels_that_are_partly_unseen_should_end_well(tmp_path):
    """R6, to the end."""
    events = []
    result = run(half_seen(tmp_path), Reporter(events.append))
    assert result["card"]["accuracy"][0]["places"] >= 2
    assert result["card"]["training"]["groups"] == {"1": 11, "2": 1}
    stages = list(dict.fromkeys(event["stage"] for event in events if event["event"] == "progress"))
    assert stages == [READING_LABELS, READING_LAYERS, TRYING_HELPERS, TRAINING]
    overall = [event["overall"] for event in events if event["event"] == "progress"]
    assert overall == sorted(overall) and overall[-1] == 1
    told = [event["message"] for event in events if event["event"] == "log"]
    assert any("Overall accuracy in validation: " in text and "from " in text for text in told)
    assert any(text.startswith("Weakest class: Class 1: ") for text in told)


def test_a_cancel_should_be_heard_while_a_library_computes():
    """G10: during a forest's fit a cancel was not heard."""
    reporter, began = Reporter(), time.monotonic()
    threading.Timer(0.2, reporter.cancel.set).start()
    with pytest.raises(Cancelled):
        reporter.wait_for(lambda: time.sleep(20))
    assert time.monotonic() - began < 5
    with pytest.raises(ZeroDivisionError):
        Reporter().wait_for(lambda: 1 // 0)
    with pytest.raises(TimeoutError, match="mine"):
        Reporter().wait_for(raise_timeout)
    assert Reporter().wait_for(lambda: 7) == 7


def raise_timeout():
    raise TimeoutError("mine")


def test_a_cancel_should_end_the_helpers_at_the_next_tree(scene):
    """G10: neither does the forest go on behind the caller's back."""
    layers = tuple(Layer(sensor, scene.path(f"{sensor}.tif")) for sensor in ("optical", "sar"))
    data = load_training_data(TrainRequest(layers, scene.path("labels.tif"), ""), Reporter())
    events = []
    reporter = Reporter(events.append)

    def cancel_at_once(event):
        events.append(event)
        if event["event"] == "progress" and event["done"] >= 3:
            reporter.cancel.set()

    reporter._emit = cancel_at_once
    before = set(threading.enumerate())
    with pytest.raises(Cancelled):
        predict_soft_labels(data.windows, 3, (TRAIN,), 3000, 0, reporter, HELPERS)
    deadline = time.monotonic() + 60
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not set(threading.enumerate()) - before
    assert {event["stage"] for event in events} == {HELPERS}


def test_helpers_should_say_the_same_for_a_seed(scene):
    """Forests that grow tree by tree are those that grow at once."""
    from sklearn.ensemble import ExtraTreesClassifier, RandomForestClassifier

    rng = np.random.default_rng(0)
    table, target = rng.normal(size=(200, 12)).astype(np.float32), rng.integers(1, 4, 200)
    for kind in (RandomForestClassifier, ExtraTreesClassifier):
        grown = kind(random_state=4, warm_start=True)
        for count in range(1, 12):
            grown.set_params(n_estimators=count).fit(table, target)
        at_once = kind(11, random_state=4).fit(table, target)
        assert (grown.predict_proba(table) == at_once.predict_proba(table)).all()
    layers = tuple(Layer(sensor, scene.path(f"{sensor}.tif")) for sensor in ("optical", "sar"))
    data = load_training_data(TrainRequest(layers, scene.path("labels.tif"), ""), Reporter())
    first, again = (
        predict_soft_labels(data.windows, 3, (TRAIN,), 10, 0, Reporter(), HELPERS_FOR_ASSESSMENT) for _ in range(2)
    )
    assert all(torch.equal(one, other) for one, other in zip(first, again, strict=True))


def test_a_layer_that_no_label_lies_near_should_be_refused_by_check_and_run_alike(tmp_path):
    labels = np.zeros((400, 400), np.uint8)
    labels[4:10, 4:10], labels[4:10, 30:36] = 1, 2
    rng = np.random.default_rng(3)
    corner = ORIGIN[0] + 3400, ORIGIN[1] - 3400
    far = write(tmp_path / "sar.tif", rng.normal(-12, 2, (2, 60, 60)), ["VV", "VH"], "float32", origin=corner)
    optical = write(tmp_path / "optical.tif", rng.uniform(100, 3000, (3, 400, 400)), dtype="uint16")
    request = TrainRequest(
        (Layer("optical", optical), Layer("sar", far)),
        write(tmp_path / "labels.tif", labels, dtype="uint8", nodata=0),
        str(tmp_path / "model.mamol.safetensors"),
        effort="quick",
    )
    (refused,) = run(CheckRequest(request), Reporter())["refused"]
    with pytest.raises(LayerError, match="No label lies near where SAR has data") as error:
        run(request, Reporter())
    assert refused["message"] == error.value.message and refused["sensor"] == error.value.sensor == "sar"
