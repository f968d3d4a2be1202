"""Engine processes that are kept ready: lent, taken back, restarted, ended. Real ones, in real threads."""

import os
import signal
import threading
import time
from pathlib import Path

import pytest
from qgis.core import QgsFeedback

from mamol_landcover.mamol_core.contract import DescribeRequest, ExampleRequest
from mamol_landcover.plugin.background import Background
from mamol_landcover.plugin.engine import client, places, warm
from tests.plugin.children import children

pytestmark = pytest.mark.usefixtures("engine", "qgis_app")
WORKERS = "mamol_core worker"


@pytest.fixture()
def kept(qtbot):
    """Engines are kept, as while the dock is open."""
    warm.keep()
    qtbot.waitUntil(lambda: len(children(of=WORKERS)) == 1, timeout=10_000)
    yield
    warm.let_go()
    assert not children(of=WORKERS)


def the_worker():
    (process,) = children(of=WORKERS)
    return process


def run(request, qtbot, feedback=None):
    """What the client answers to a request made from another thread, as a task does it."""
    answers = []

    class Asker(threading.Thread):
        def run(self):
            try:
                answers.append(client.run(request, feedback or QgsFeedback()))
            except client.EngineError as error:
                answers.append(error)

    Asker().start()
    qtbot.waitUntil(lambda: bool(answers), timeout=60_000)
    return answers[0]


def test_nothing_should_run_until_engines_are_kept(qtbot):
    assert not children(of=WORKERS)
    client.run(DescribeRequest(), QgsFeedback())
    assert not children(of=WORKERS)


def test_one_process_should_answer_one_request_after_another(kept, qtbot, tmp_path):
    before = the_worker()
    for number in range(2):
        assert "device" in run(DescribeRequest(), qtbot)
        assert run(ExampleRequest(str(tmp_path / str(number))), qtbot)["folder"]
    assert the_worker() == before


def test_warm_process_should_load_the_heavy_packages_by_itself(kept, qtbot):
    process = the_worker()
    qtbot.waitUntil(lambda: "sklearn" in Path(f"/proc/{process}/maps").read_text(), timeout=60_000)


def test_second_run_should_have_a_process_of_its_own(kept, qtbot, tmp_path):
    first, second, mine = QgsFeedback(), [], the_worker()
    slow = Background(lambda: client.run(ExampleRequest(str(tmp_path / "one")), first))
    slow.begin(lambda *answer: second.append(answer))
    qtbot.waitUntil(lambda: warm.runs._lent_to == "example", timeout=10_000)
    other = Background(lambda: client.run(ExampleRequest(str(tmp_path / "two")), QgsFeedback()))
    other.begin(lambda *answer: second.append(answer))
    qtbot.waitUntil(lambda: len(children(of=WORKERS)) == 2, timeout=10_000)
    qtbot.waitUntil(lambda: len(second) == 2, timeout=60_000)
    assert all(answer[1] is None for answer in second)
    assert the_worker() == mine


def test_small_question_should_be_waited_for_not_bypassed(kept, qtbot, tmp_path):
    """A click while the dock still asks for the device must find the packages that are being loaded."""
    answers = []
    Background(lambda: client.run(DescribeRequest(), QgsFeedback())).begin(lambda *answer: answers.append(answer))
    qtbot.waitUntil(lambda: warm.runs._lent_to == "describe", timeout=10_000)
    assert run(ExampleRequest(str(tmp_path / "scene")), qtbot)["folder"]
    assert len(answers) == 1 and len(children(of=WORKERS)) == 1


def test_killed_process_should_be_replaced(kept, qtbot, monkeypatch):
    monkeypatch.setattr(warm, "_SHORT_LIVED_S", 0)
    before = the_worker()
    os.kill(before, signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(set(children(of=WORKERS)) - {before}), timeout=10_000)
    assert "device" in run(DescribeRequest(), qtbot)


def test_request_should_not_notice_that_the_process_was_killed_just_before(kept, qtbot):
    assert "device" in run(DescribeRequest(), qtbot)
    os.kill(the_worker(), signal.SIGKILL)
    assert "device" in client.run(DescribeRequest(), QgsFeedback())


def test_process_that_cannot_live_should_not_be_started_again_and_again(qtbot, tmp_path, monkeypatch):
    script, tries = tmp_path / "python", tmp_path / "tries"
    script.write_text(f"#!/bin/sh\necho x >> '{tries}'\nexit 1\n")
    script.chmod(0o755)
    monkeypatch.setenv(places.PYTHON_VARIABLE, str(script))
    warm.keep()
    qtbot.wait(1500)
    warm.let_go()
    assert tries.read_text().split() == ["x"]


def test_cancel_should_keep_the_process_where_it_hears(kept, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("mamol_landcover.plugin.engine.client.GRACE_S", 30)  # other tests may run on the same cores
    assert "device" in run(DescribeRequest(), qtbot)
    before, feedback = the_worker(), QgsFeedback()
    threading.Timer(0.2, feedback.cancel).start()
    answer = run(ExampleRequest(str(tmp_path / "scene")), qtbot, feedback)
    assert answer.code == "cancelled"
    assert the_worker() == before
    assert "device" in run(DescribeRequest(), qtbot)


def test_process_that_hears_no_cancel_should_be_killed_in_time_and_replaced(kept, qtbot, tmp_path):
    assert "device" in run(DescribeRequest(), qtbot)
    before, feedback = the_worker(), QgsFeedback()
    os.kill(before, signal.SIGSTOP)
    began = time.monotonic()
    threading.Timer(0.1, feedback.cancel).start()
    answer = run(ExampleRequest(str(tmp_path / "scene")), qtbot, feedback)
    assert answer.code == "cancelled" and time.monotonic() - began < 3
    qtbot.waitUntil(lambda: bool(children(of=WORKERS)) and the_worker() != before, timeout=10_000)


def test_idle_process_should_end_and_the_next_request_start_another(kept, qtbot, monkeypatch):
    monkeypatch.setattr(warm, "IDLE_S", 0.2)
    run(DescribeRequest(), qtbot)
    qtbot.waitUntil(lambda: not children(of=WORKERS), timeout=10_000)
    qtbot.wait(500)
    assert not children(of=WORKERS)
    monkeypatch.setattr(warm, "IDLE_S", 60)
    run(DescribeRequest(), qtbot)
    assert the_worker()


def test_other_python_should_replace_the_process(kept, qtbot, tmp_path, engine_python, monkeypatch):
    before = the_worker()
    other = tmp_path / "python"
    other.write_text(f'#!/bin/sh\nexec "{engine_python}" "$@"\n')
    other.chmod(0o755)
    monkeypatch.setenv(places.PYTHON_VARIABLE, str(other))
    warm.keep()
    qtbot.waitUntil(lambda: bool(children(of=WORKERS)) and the_worker() != before, timeout=10_000)


def test_memory_of_a_run_should_be_handed_back(kept, qtbot, trained, example, tmp_path):
    from mamol_landcover.mamol_core.contract import ClassifyRequest, Layer

    def resident():
        with open(f"/proc/{the_worker()}/status") as file:
            return next(int(line.split()[1]) for line in file if line.startswith("VmRSS")) / 1024

    def classify(number):
        layers = (Layer("optical", example["OPTICAL"]), Layer("sar", example["SAR"]))
        output = str(tmp_path / f"map{number}.tif")
        answer = run(ClassifyRequest(layers, trained["MODEL"], output, effort="quick"), qtbot)
        assert answer["output"] == output
        qtbot.wait(500)
        return resident()

    classify(0)  # what the libraries keep from their first use is no loss
    second, *later = [classify(number) for number in range(1, 4)]
    assert later[-1] < second + 60, (second, later)
