"""What a validation lets one expect: intervals by place, and the weakest class."""

from __future__ import annotations

import numpy as np
import pytest

from mamol_core.accuracy.intervals import accuracy_interval
from mamol_core.accuracy.metrics import figures
from mamol_core.expectations import class_text, overall_text, weak_classes, weakest_class

MATRIX = np.array([[40, 0, 6], [10, 90, 100], [46, 0, 0]])
ENTRY = figures(MATRIX, [1, 5, 9])


def test_the_weakest_class_should_be_that_with_the_lowest_of_both_accuracies():
    """G5: 0 % producer's accuracy of a class stood nowhere beside the overall accuracy."""
    weakest = weakest_class(ENTRY)
    assert (weakest.code, weakest.measure, weakest.right, weakest.of) == (9, "producers", 0, 46)
    assert class_text(weakest, "crops") == "crops: none of 46 pixels found"
    weak = weak_classes(ENTRY)
    assert [(figure.code, figure.measure) for figure in weak] == [(9, "producers"), (1, "users"), (5, "producers")]
    assert class_text(weak[1], "water") == "water: 42 % of 96 mapped pixels right"


def test_a_class_without_reference_should_not_be_the_weakest():
    weakest = weakest_class(figures(np.array([[9, 1, 0], [0, 8, 2], [0, 0, 0]]), [1, 2, 3]))
    assert weakest.code == 2 and weakest.value == pytest.approx(0.8)
    assert weakest_class(figures(np.zeros((2, 2)), [1, 2])) is None
    for broken in ({}, {"oa": 0.5, "per_class": ENTRY["per_class"]}, {**ENTRY, "confusion": [[1, 2], [3]]}):
        assert weakest_class(broken) is None


def test_the_overall_accuracy_should_be_told_with_interval_and_places():
    entry = {**ENTRY, "oa": 0.89, "oa_interval": [0.741, 0.952], "places": 46}
    assert overall_text(entry) == "89 % (74–95 %), from 46 places"
    assert overall_text({**entry, "places": 1}).endswith("from 1 place")
    assert overall_text({"oa": 0.891}) == "89 %"  # a model of an earlier release
    assert overall_text({"oa": None}) == "not assessed"


def test_all_right_in_few_places_should_not_be_certain():
    """G5: "Expected accuracy 100 %" from 9 places of one scene."""
    low, high = accuracy_interval(np.full(9, 50), np.full(9, 50))
    assert 0.5 < low < 0.7 and high == 1
    assert accuracy_interval(np.full(90, 50), np.full(90, 50))[0] > 0.95
    assert accuracy_interval(np.array([50]), np.array([50]))[0] < 0.05
    assert accuracy_interval(np.zeros(9), np.full(9, 50)) == pytest.approx((1 - high, 1 - low))


def test_pixels_of_a_place_should_not_count_as_trials():
    right, total = np.array([9, 7, 8, 10, 2, 9]), np.full(6, 10)
    assert accuracy_interval(right, total) == pytest.approx(accuracy_interval(right * 100, total * 100))


@pytest.mark.parametrize(("places", "accuracy", "alike"), [(6, 0.8, 1.0), (12, 0.9, 3.0), (40, 0.7, 0.5)])
def test_the_interval_should_cover_the_truth_of_clustered_pixels(places, accuracy, alike):
    """Beta-binomial places of unequal size: the plain bootstrap of places covers less than it says."""
    rng, covered = np.random.default_rng(1), 0
    for _ in range(400):
        total = rng.integers(5, 80, places)
        right = rng.binomial(total, rng.beta(accuracy * alike, (1 - accuracy) * alike, places))
        low, high = accuracy_interval(right, total)
        covered += low <= accuracy <= high
    assert covered >= 0.93 * 400
