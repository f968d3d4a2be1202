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


def test_cancel_should_end_a_run_and_leave_nothing(worker, tmp_path):
    worker.stdout.readline()
    request = {"contract": 1, "command": "example", "parameters": {"folder": str(tmp_path / "scene")}}
    worker.stdin.write(json.dumps(request) + '\n{"command": "cancel"}\n')
    worker.stdin.flush()
    events = [json.loads(worker.stdout.readline())]
    while events[-1]["event"] not in ("result", "error"):
        events.append(json.loads(worker.stdout.readline()))
    assert events[-1]["code"] == "cancelled"


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
