"""The worker process: events and nothing else on stdout, errors in words, cancel heard at once."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def worker():
    process = subprocess.Popen(
        [sys.executable, "-m", "mamol_core", "worker"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    yield process
    process.stdin.close()
    process.stdout.close()
    process.wait(10)


def ask(process, message):
    process.stdin.write((message if isinstance(message, str) else json.dumps(message)) + "\n")
    process.stdin.flush()
    while True:
        event = json.loads(process.stdout.readline())
        if event["event"] in ("result", "error"):
            return event


def test_the_first_line_should_be_hello(worker):
    assert json.loads(worker.stdout.readline()) == {"event": "hello", "contract": 1}


def test_one_worker_should_answer_several_requests_and_survive_bad_ones(worker):
    worker.stdout.readline()
    assert ask(worker, "not json")["code"] == "request"
    missing = ask(worker, {"contract": 1, "command": "describe", "parameters": {"model": "/none"}})
    assert (missing["event"], missing["code"]) == ("error", "model") and "/none" in missing["message"]
    value = ask(worker, {"contract": 1, "command": "describe", "parameters": {}})["value"]
    assert value["device"] in ("cpu", "cuda") and value["device_reason"]


def test_the_worker_should_end_when_its_stdin_does(worker):
    worker.stdin.close()
    assert worker.wait(10) == 0


def cancelled(worker, request, ready):
    """Send the request, cancel it as soon as an event is ``ready``, and return its events."""
    worker.stdin.write(json.dumps(request) + "\n")
    worker.stdin.flush()
    events, asked = [], False
    while not events or events[-1]["event"] not in ("result", "error"):
        if not asked and (ready is None or (events and ready(events[-1]))):
            worker.stdin.write('{"command": "cancel"}\n')
            worker.stdin.flush()
            asked = True
        events.append(json.loads(worker.stdout.readline()))
    return events


@pytest.mark.parametrize("ready", [None, lambda event: event["event"] == "progress"])
def test_cancel_should_end_a_run_and_leave_nothing(worker, tmp_path, ready):
    """Row T: the folder is looked at, with what a run had begun to write."""
    worker.stdout.readline()
    request = {"contract": 1, "command": "example", "parameters": {"folder": str(tmp_path / "scene")}}
    assert cancelled(worker, request, ready)[-1]["code"] == "cancelled"
    assert not list(tmp_path.iterdir())


def test_cancel_should_leave_an_older_map_as_it_was(worker, scene, model, tmp_path):
    """Row T: the part that was being written vanishes with its folder."""
    worker.stdout.readline()
    output = tmp_path / "map.tif"
    output.write_text("old")
    layers = [{"sensor": "sar", "path": scene.path("sar.tif")}]
    parameters = {"layers": layers, "model": model, "output": str(output), "tile": 32, "resolution": 1.0}
    parameters["extent"] = [500000.0, 5399850.0, 501600.0, 5400000.0]  # one part of 200 tiles
    seen = []

    def ready(event):
        seen.extend(path.name for path in tmp_path.glob("map.tif.parts/.output-*"))
        return event["event"] == "progress" and bool(seen)

    events = cancelled(worker, {"contract": 1, "command": "classify", "parameters": parameters}, ready)
    assert seen and events[-1]["code"] == "cancelled"
    assert [path.name for path in tmp_path.iterdir()] == ["map.tif"] and output.read_text() == "old"


def test_what_libraries_print_should_never_reach_the_pipe(tmp_path):
    code = (
        "import os, sys, mamol_core.worker as w\n"
        "def noisy(request, reporter):\n"
        "    print('python noise'); os.write(1, b'c noise\\n'); os.system('echo child noise'); return {'ok': 1}\n"
        "w.run = noisy\nw.serve()\n"
    )
    line = json.dumps({"contract": 1, "command": "describe", "parameters": {}}) + "\n"
    done = subprocess.run(
        [sys.executable, "-c", code], input=line, capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert [json.loads(text)["event"] for text in done.stdout.splitlines()] == ["hello", "result"]
    assert {"python noise", "c noise", "child noise"} <= set(done.stderr.split(os.linesep))
