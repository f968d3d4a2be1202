"""Two trainings at once: what they count, how they end, and that nothing depends on the number of cores."""

import threading
import time

import pytest
import torch
from safetensors.torch import load_file

from mamol_core.contract import Layer, TrainRequest
from mamol_core.errors import Cancelled, TrainingError
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.training.effort import BY_EFFORT, Effort
from mamol_core.training.side_by_side import side_by_side


def count_to(total, reporter, stage="counting", result=None):
    reporter.stage(stage, total)
    for _ in range(total):
        reporter.advance()
        time.sleep(0.001)
    return result


@pytest.mark.parametrize("threads", (1, 2))
def test_tasks_should_fill_one_bar_and_give_their_results_in_order(threads):
    events = []
    tasks = [
        (lambda reporter: count_to(7, reporter, result="slow") if count_to(3, reporter, "first") is None else 0,
         [("first", 0.333), ("counting", 2.0)]),
        (lambda reporter: count_to(13, reporter, result="quick"), [("counting", 1.0)]),
    ]  # fmt: skip
    assert side_by_side(tasks, "Training", Reporter(events.append), threads) == ["slow", "quick"]
    told = [event for event in events if event["event"] == "progress"]
    assert {event["stage"] for event in told} == {"Training"}
    assert [event["done"] for event in told] == sorted(event["done"] for event in told)
    assert told[0]["overall"] == 0 and told[-1]["overall"] == 1


def test_an_error_of_one_should_end_the_other_and_be_raised():
    ended = threading.Event()

    def endless(reporter):
        try:
            count_to(1_000_000, reporter)
        except Cancelled:
            ended.set()
            raise

    def failing(reporter):
        count_to(20, reporter)
        raise TrainingError("The training failed.", "Try again.")

    for tasks in ((endless, failing), (failing, endless)):
        ended.clear()
        reporter = Reporter()
        with pytest.raises(TrainingError, match="The training failed"):
            side_by_side([(task, [("counting", 1)]) for task in tasks], "Training", reporter, 2)
        assert ended.is_set() and not reporter.cancel.is_set()


def test_a_cancel_should_end_both():
    reporter, before = Reporter(), set(threading.enumerate())
    threading.Timer(0.2, reporter.cancel.set).start()
    tasks = [(lambda part: count_to(1_000_000, part), [("counting", 1)]) for _ in range(2)]
    with pytest.raises(Cancelled):
        side_by_side(tasks, "Training", reporter, 2)
    deadline = time.monotonic() + 10
    while set(threading.enumerate()) - before and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not set(threading.enumerate()) - before


def test_a_seed_should_give_the_same_model_on_any_number_of_cores(scene, tmp_path, monkeypatch):
    monkeypatch.setitem(BY_EFFORT, "quick", Effort(10, 12, 4))
    layers = tuple(Layer(sensor, scene.path(f"{sensor}.tif")) for sensor in ("optical", "sar"))
    threads, found = torch.get_num_threads(), []
    try:
        for count in (1, 3):
            torch.set_num_threads(count)
            monkeypatch.setattr("mamol_core.training.teacher.count_cores", lambda count=count: count)
            path = str(tmp_path / f"{count}.mamol.safetensors")
            result = run(TrainRequest(layers, scene.path("labels.tif"), path, effort="quick"), Reporter())
            found.append((load_file(path), result["card"]["accuracy"]))
    finally:
        torch.set_num_threads(threads)
    (first, accuracy), (second, again) = found
    assert first.keys() == second.keys() and all(torch.equal(first[name], second[name]) for name in first)
    assert accuracy == again
