"""Results lie one trial a line, and the pages are what the programs make of them."""

import pytest

from benchmarks.accuracy import coverage, embeddings, intervals, matching, suggesting
from benchmarks.accuracy import page as accuracy
from benchmarks.common import DOCS, RESULTS, read_results, write_results
from benchmarks.experts import growing
from benchmarks.experts import report as experts
from benchmarks.speed import gpu_page, memory, throughput_page

PAGES = {
    "accuracy": lambda: accuracy.page(accuracy.stored()),
    "assessment-coverage": lambda: coverage.page(read_results("assessment-coverage")),
    "embeddings": lambda: embeddings.page(read_results("embeddings")),
    "experts": lambda: experts.page(read_results("experts"), read_results("digits")),
    "gpu": lambda: gpu_page.page(read_results("gpu")),
    "growing": growing.stored_page,
    "interval-coverage": lambda: intervals.page(read_results("interval-coverage")["trials"]),
    "matching": matching.stored_page,
    "memory": lambda: memory.page(read_results("memory")),
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
    assert "Measured on 2" in text and " with commit " in text
