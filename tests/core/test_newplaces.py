"""What is known of places without labels: the helpers' accuracy there, and the network's confidence from it."""

import numpy as np
import pytest
import torch

from mamol_core.contract import Layer, TrainRequest
from mamol_core.labels.windows import SIDE
from mamol_core.model.device import choose_device
from mamol_core.model.modelfile import load_model
from mamol_core.reporting import Reporter
from mamol_core.training.material import load_training_data
from mamol_core.training.newplaces import accuracy_in_new_places, expected_temperature
from mamol_core.training.samples import OWNED, Window

PLACES, WIDTH = 10, 6


def window(value_of):
    """Places of 6 x 6 pixels, of class 1 and 2 in turn, one of class 3; each has the value of its place and class."""
    labels, place = torch.zeros(SIDE, SIDE, dtype=torch.int64), torch.zeros(SIDE, SIDE, dtype=torch.int32)
    values = 0.05 * torch.randn(3, SIDE, SIDE, generator=torch.Generator().manual_seed(0))
    for number in range(PLACES + 1):
        row, column = divmod(number, 4)
        here = (slice(20 + 24 * row, 20 + 24 * row + WIDTH), slice(20 + 24 * column, 20 + 24 * column + WIDTH))
        kind = 1 + number % 2 if number < PLACES else 3
        labels[here], place[here] = kind, number + 1
        values[:, here[0], here[1]] += value_of(number, kind)
    none = torch.zeros(SIDE, SIDE, dtype=torch.uint8)
    masks = torch.ones(1, SIDE, SIDE, dtype=torch.bool)
    return Window(0, 0, [values], [values[:0].half()], masks, labels, place, none, none)


def test_what_tells_the_classes_apart_everywhere_should_do_so_in_new_places():
    found = accuracy_in_new_places([window(lambda number, kind: 3 * kind)], 4, 0, Reporter())
    assert found[:2] == pytest.approx([1, 1], abs=0.05)
    assert np.isnan(found[2:]).all()  # a single place can't be told from others, a class without labels neither


def test_what_tells_only_the_places_apart_should_not_count_as_knowledge_of_new_ones():
    found = accuracy_in_new_places([window(lambda number, kind: number)], 3, 0, Reporter())
    assert (found[:2] < 0.6).all()  # although each pixel is like the others of its place


def test_a_class_in_one_place_each_should_tell_nothing():
    alone = window(lambda number, kind: kind)
    alone.labels[alone.place > 2] = 0
    assert np.isnan(accuracy_in_new_places([alone], 2, 0, Reporter())).all()


def test_the_mean_confidence_should_become_what_is_expected(scene, model):
    layers = tuple(Layer(sensor, scene.path(f"{sensor}.tif")) for sensor in ("optical", "sar", "lidar"))
    windows = load_training_data(TrainRequest(layers, scene.path("labels.tif"), ""), Reporter()).windows
    trained, device = load_model(model)[0], choose_device("cpu")
    trained.temperature.zero_()

    def confidence():
        with torch.inference_mode():
            found = [
                trained.probabilities([part[None] for part in each.features], each.masks[None].float())
                for each in windows
            ]
        seen = [each.masks.any(0)[OWNED] for each in windows]
        best = [part.amax(1)[0][OWNED][mask] for part, mask in zip(found, seen, strict=True)]
        return float(torch.cat(best).mean())

    before = confidence()
    helpers = np.array([before - 0.2, np.nan, before - 0.2])
    trained.temperature[0] = expected_temperature(trained, windows, helpers, 0.5, device)
    assert confidence() == pytest.approx(before - 0.1, abs=0.02)
    assert expected_temperature(trained, windows, np.full(3, np.nan), 0.5, device) == 0
    assert expected_temperature(trained, windows, helpers, 0.0, device) == pytest.approx(0, abs=0.01)
