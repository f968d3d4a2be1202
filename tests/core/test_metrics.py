"""Accuracy figures against scikit-learn's."""

from __future__ import annotations

import json

import numpy as np
import pytest
from sklearn import metrics as reference

from mamol_core.accuracy.metrics import confusion, figures


def test_figures_should_agree_with_scikit_learn():
    random = np.random.default_rng(1)
    truth = random.integers(1, 5, 2000).astype(np.uint16)
    mapped = np.where(random.random(2000) < 0.7, truth, random.integers(1, 5, 2000))
    matrix = confusion(truth, mapped, 4)
    assert (matrix == reference.confusion_matrix(truth, mapped)).all()
    found = figures(matrix, [1, 2, 3, 40])
    assert found["oa"] == pytest.approx(reference.accuracy_score(truth, mapped))
    assert found["kappa"] == pytest.approx(reference.cohen_kappa_score(truth, mapped))
    assert found["macro_f1"] == pytest.approx(reference.f1_score(truth, mapped, average="macro"))
    users, producers, f1, support = reference.precision_recall_fscore_support(truth, mapped)
    for number, entry in enumerate(found["per_class"]):
        assert entry["users"] == pytest.approx(users[number])
        assert entry["producers"] == pytest.approx(producers[number])
        assert entry["f1"] == pytest.approx(f1[number])
        assert entry["support"] == support[number]
    assert found["per_class"][3]["code"] == 40
    assert json.loads(json.dumps(found, allow_nan=False)) == found


def test_confusion_should_leave_out_unlabelled_and_unmapped_pixels():
    assert confusion(np.array([[0, 1], [2, 2]]), np.array([[1, 0], [2, 1]]), 2).tolist() == [[0, 0], [1, 1]]


def test_a_class_without_reference_should_not_be_assessed():
    found = figures(np.array([[5, 1, 1], [0, 4, 0], [0, 0, 0]]), [1, 2, 3])
    assert found["per_class"][2] == {"code": 3, "users": None, "producers": None, "f1": None, "support": 0}
    assert found["macro_f1"] == pytest.approx((10 / 12 + 8 / 9) / 2)
    assert found["oa"] == pytest.approx(9 / 11)


def test_a_class_that_is_never_mapped_should_count_as_missed():
    entry = figures(np.array([[5, 0], [3, 0]]), [1, 2])["per_class"][1]
    assert entry["users"] is None and entry["producers"] == 0 and entry["f1"] == 0


def test_nothing_to_assess_should_give_no_figures():
    found = figures(np.zeros((2, 2)), [1, 2])
    assert found["oa"] is found["macro_f1"] is found["kappa"] is None and found["pixels"] == 0
    assert figures(np.array([[9, 0], [0, 0]]), [1, 2])["kappa"] is None
