"""Calibration: confidence that means accuracy, by sensor pattern."""

import numpy as np
import pytest
import torch

from mamol_core.accuracy.calibration import (
    HOTTEST,
    Predictions,
    calibration_error,
    expected_calibration_error,
    fit_temperature,
    match_confidence,
)


def predictions(sharpness, seen, pixels=4000, classes=4, seed=0):
    """Labels drawn from softmax(logits), which are then shown ``sharpness`` times too sharp."""
    generator = torch.Generator().manual_seed(seed)
    logits = 2 * torch.randn(pixels, classes, generator=generator)
    labels = torch.multinomial(logits.softmax(1), 1, generator=generator)[:, 0]
    return Predictions(sharpness * logits, torch.tensor(seen, dtype=torch.float32).expand(pixels, -1), labels)


def test_error_should_be_the_weighted_distance_of_confidence_and_accuracy():
    confidence = np.array([0.95, 0.95, 0.55, 0.55])
    right = np.array([True, False, True, False])
    assert expected_calibration_error(confidence, right) == pytest.approx((0.45 + 0.05) / 2)
    assert expected_calibration_error(np.full(10, 1.0), np.ones(10, bool)) == 0
    assert expected_calibration_error(np.empty(0), np.empty(0, bool)) == 0


def test_confidence_at_a_bins_edge_should_count_in_the_bin_below():
    edge = np.array([1 / 15, 2 / 15])
    assert expected_calibration_error(edge, np.array([True, False])) == pytest.approx((14 / 15 + 2 / 15) / 2)


def test_fit_should_find_the_temperature_of_every_pattern():
    parts = [predictions(3.0, [1, 1], seed=1), predictions(1.0, [1, 0], seed=2)]
    logs = fit_temperature(parts, torch.ones(4), 10_000)
    assert logs.shape == (3,)
    assert logs[0].exp() == pytest.approx(3.0, rel=0.15)
    assert (logs[0] + logs[2]).exp() == pytest.approx(1.0, rel=0.15)
    assert calibration_error(parts[:1], torch.zeros(3)) > 0.1
    assert calibration_error(parts[:1], logs) < 0.03 and calibration_error(parts[1:], logs) < 0.03


def test_certain_predictions_should_not_drive_the_temperature_to_nothing():
    logits = torch.eye(3).repeat(5, 1) * 4
    sure = Predictions(logits, torch.ones(15, 1), torch.arange(3).repeat(5))
    assert fit_temperature([sure], torch.ones(3), 5)[0] > -3
    assert (
        calibration_error([Predictions(torch.empty(0, 3), torch.empty(0, 1), torch.empty(0).long())], torch.zeros(2))
        is None
    )


def test_few_regions_should_hardly_move_the_networks_own_confidence():
    part = predictions(3.0, [1])
    few, many = (fit_temperature([part], torch.ones(4), regions)[0] for regions in (3, 3000))
    assert 0 < few < 0.4 * many


def test_few_regions_should_hardly_move_what_is_expected():
    part = predictions(3.0, [1])
    few, many = (fit_temperature([part], torch.ones(4), regions, expected=-0.5)[0] for regions in (1, 3000))
    assert -0.5 < few < -0.1 and many.exp() == pytest.approx(3.0, rel=0.15)


def test_the_mean_confidence_should_match_an_accuracy_as_far_as_that_is_sensible():
    logits = predictions(3.0, [1]).logits.double()
    for accuracy in (0.5, 0.7, 0.9):
        scaled = logits / np.exp(match_confidence(logits, accuracy))
        assert float(scaled.softmax(1).amax(1).mean()) == pytest.approx(accuracy, abs=0.001)
    assert match_confidence(logits, 0.0) == pytest.approx(HOTTEST) and match_confidence(logits, 1.0) == pytest.approx(
        -HOTTEST
    )


def test_classes_should_weigh_as_their_share_of_the_map():
    sharp, blunt = torch.tensor([[4.0, 0.0]]).repeat(100, 1), torch.tensor([[0.0, 4.0]]).repeat(100, 1)
    wrong = torch.arange(100) % 5 == 0  # some of the second class are mistaken for the first, none the other way round
    labels = torch.cat([wrong.long(), torch.ones(100).long()])
    part = Predictions(torch.cat([sharp, blunt]), torch.ones(200, 1), labels)
    first, second = (fit_temperature([part], torch.tensor(areas), 10_000)[0] for areas in ([0.9, 0.1], [0.1, 0.9]))
    assert second > first + 0.3
