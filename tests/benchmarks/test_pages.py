"""Results lie one trial a line, and the pages are what the programs make of them."""

import pytest

from benchmarks.accuracy import (
    adapting,
    alignment_page,
    confidence,
    coverage,
    embeddings,
    intervals,
    matching,
    series_page,
    suggesting,
)
from benchmarks.accuracy import page as accuracy
from benchmarks.common import DOCS, RESULTS, measured, read_results, write_results
from benchmarks.experts import study
from benchmarks.speed import gpu_page, memory, throughput_page
from benchmarks.speed import series as series_speed

PAGES = {
    "accuracy": lambda: accuracy.page(accuracy.stored()),
    "adapting": adapting.stored_page,
    "alignment": lambda: alignment_page.page(read_results("alignment")["trials"], read_results("alignment")),
    "assessment-coverage": lambda: coverage.page(read_results("assessment-coverage")),
    "confidence": lambda: confidence.page(read_results("confidence")),
    "embeddings": lambda: embeddings.page(read_results("embeddings")),
    "experts": study.stored_page,
    "gpu": lambda: gpu_page.page(read_results("gpu")),
    "interval-coverage": lambda: intervals.page(read_results("interval-coverage")["trials"]),
    "matching": matching.stored_page,
    "memory": lambda: memory.page(read_results("memory")),
    "series": lambda: series_page.page(read_results("series").get("trials", []), measured),
    "series-speed": lambda: series_speed.page(read_results("series-speed")),
    "suggesting": lambda: suggesting.page(read_results("suggesting")["trials"]),
    "throughput": lambda: throughput_page.page(read_results("throughput")),
}


@pytest.mark.parametrize("name", sorted(path.stem for path in RESULTS.glob("*.json")))
def test_results_should_lie_one_trial_a_line(name, tmp_path):
    write_results(name, read_results(name), tmp_path)
    assert (tmp_path / f"{name}.json").read_text() == (RESULTS / f"{name}.json").read_text()


@pytest.mark.parametrize("name", PAGES)
def test_pages_should_be_those_of_the_results_and_say_when_they_were_measured(name):
    text = PAGES[name]()
    assert text == (DOCS / f"{name}.md").read_text(encoding="utf-8")
    assert "Nothing is measured yet." in text or ("Measured on 2" in text and " with commit " in text)
