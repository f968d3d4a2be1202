"""The study of how often intervals hold: its maps are what they are called, and its count finds a wrong interval."""

import dataclasses

import numpy as np
import pytest

from benchmarks.accuracy import coverage


def test_cases_should_be_what_they_are_called():
    for case in coverage.cases():
        truth = case.pixels.sum((0, 1)) / case.pixels.sum()
        assert case.pixels.sum() == pytest.approx(coverage.PIXELS, rel=1e-5)
        assert ("0.5 %" in case.name) == case.rare == (truth[coverage.RARE] < 0.01)
        assert (np.array(case.points) <= case.pixels.sum((1, 2))).all()


def test_intervals_that_are_too_narrow_should_be_counted_as_such(monkeypatch):
    case = coverage.cases()[0]
    assert coverage.run_case(case, 120, seed=1)["overall"] > 0.85
    whole = coverage.estimate

    def halved(*words):
        found = whole(*words)
        oa = found.overall
        half = (oa.high - oa.low) / 4
        return dataclasses.replace(
            found, overall=dataclasses.replace(oa, low=oa.estimate - half, high=oa.estimate + half)
        )

    monkeypatch.setattr(coverage, "estimate", halved)
    assert coverage.run_case(case, 120, seed=1)["overall"] < 0.85
