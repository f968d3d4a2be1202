"""How a run tells what it does: from several threads, without losing or repeating anything."""

import sys
import threading

import pytest

from mamol_core.reporting import Reporter


@pytest.fixture
def hasty():
    """Threads take turns after nearly every step, as they may at any time."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


def at_once(task, threads=8):
    """Call the task in several threads that start together."""
    gate = threading.Barrier(threads)

    def run():
        gate.wait()
        task()

    running = [threading.Thread(target=run) for _ in range(threads)]
    for thread in running:
        thread.start()
    for thread in running:
        thread.join()


class Amount(float):
    """A number whose addition takes a moment, in which another thread's turn may come."""

    def __radd__(self, other):
        threading.Event().wait(0.0005)
        return float(other) + 1


def test_progress_should_be_counted_and_told_from_several_threads(hasty):
    """R13: two threads that count at once must both be counted, and progress must never go back."""
    events = []
    reporter = Reporter(events.append)
    reporter.stage("Mapping", 8 * 50)
    at_once(lambda: [reporter.advance(Amount(1)) for _ in range(50)])
    done = [event["done"] for event in events]
    assert done == sorted(done) and done[-1] == 8 * 50


def test_a_warning_should_be_told_once_whoever_gives_it(hasty):
    """R13."""

    class Slow(list):
        def __contains__(self, message):
            found = super().__contains__(message)
            threading.Event().wait(0.001)
            return found

    events = []
    reporter = Reporter(events.append)
    reporter.warnings = Slow()
    at_once(lambda: reporter.warn("The layer is empty."))
    assert [event["message"] for event in events] == list(reporter.warnings) == ["The layer is empty."]
