"""The throughput benchmark after `make setup` alone: rows it can't measure are left out, others are kept (row T)."""

import json
import subprocess

import pytest

from benchmarks.speed import throughput
from benchmarks.speed.throughput_page import ROWS, draw, page

FIGURES = {"mpx_s": 0.5, "steady_mpx_s": 0.6, "start_s": 3.0, "runtime": "PyTorch", "cpu": 1.9, "rss_mib": 900.0}


@pytest.fixture
def report():
    return {
        "date": "2026-11-26", "commit": "93fe7fe", "cores": 2, "processor": "a processor", "torch": "2.13.0",
        "size": [512, 512], "tile": 256, "block": 2040, "rows": {}, "left_out": {},
    }  # fmt: skip


@pytest.fixture
def rows(monkeypatch):
    """Rows are not measured; ``rows`` holds those that were asked for, and ``rows.failing`` ends with an error."""

    class Rows(list):
        failing = None

    asked = Rows()

    def run(words, **options):
        name = words[words.index("--row") + 1]
        asked.append(name)
        if name == asked.failing:
            return subprocess.CompletedProcess(words, 1, "", "Traceback ...\nMemoryError: no memory is left\n")
        return subprocess.CompletedProcess(words, 0, "noise\n" + json.dumps(FIGURES) + "\n", "")

    monkeypatch.setattr(throughput.subprocess, "run", run)
    return asked


def test_a_row_whose_packages_are_not_installed_should_be_left_out_with_a_sentence(report, rows, tmp_path, monkeypatch):
    monkeypatch.setattr(
        throughput.importlib.util, "find_spec", lambda name: None if name == "onnxruntime" else object()
    )
    throughput.measure(report, tmp_path)
    assert rows == [name for name in ROWS if name != "crop-onnx"]
    text = page(report)
    assert "Left out: same network, tile by tile, overlap cropped, ONNX Runtime; it needs the packages onnx" in text
    assert text.count("| 0.5 |") == len(ROWS) - 1
    draw(report, tmp_path / "picture.png")
    assert (tmp_path / "picture.png").stat().st_size > 10_000


def test_rows_should_be_kept_as_they_come(report, rows, tmp_path, monkeypatch):
    monkeypatch.setattr(throughput.importlib.util, "find_spec", lambda name: object())
    kept = []
    run = throughput.subprocess.run

    def looking(words, **options):
        path = tmp_path / "throughput.json"
        kept.append(len(json.loads(path.read_text())["rows"]) if path.exists() else 0)
        return run(words, **options)

    monkeypatch.setattr(throughput.subprocess, "run", looking)
    rows.failing = "forest-bands-100-500"
    throughput.measure(report, tmp_path)
    place = list(ROWS).index(rows.failing)
    assert kept == [number - (number > place) for number in range(len(ROWS))]
    assert "MemoryError: no memory is left" in page(report)
