"""Classes of a model that is continued: the codes of the labels are kept, and what changes is said."""

from __future__ import annotations

import numpy as np
import pytest

from mamol_core.contract import Layer, TrainRequest
from mamol_core.rasters.legend import make_legend
from mamol_core.reporting import Reporter
from mamol_core.training.classes import join_classes
from mamol_core.training.material import load_training_data

from .conftest import write

STARTER = make_legend([1, 2, 3], {1: "Water", 2: "Trees", 3: "Crops"}, {})


def named(**classes):
    return make_legend(classes.values(), {code: name.replace("_", " ") for name, code in classes.items()}, {})


def codes(joined):
    return {entry.name: entry.code for entry in joined.classes}


def warnings(joined):
    return [text for level, text in joined.messages if level == "warning"]


def test_a_persons_code_should_be_kept_and_the_models_class_give_way():
    """S6: label 2 "Maize" became 4 without a word, since the starter's 2 is Trees."""
    joined = join_classes(STARTER, named(Maize=2, water=1), coded=True)
    assert codes(joined) == {"Water": 1, "Trees": 4, "Crops": 3, "Maize": 2}
    assert joined.numbers == [1, 4] and joined.origins == [0, 1, 2, None]
    changed, unlabelled = warnings(joined)
    assert "'Trees' has code 4 instead of 2" in changed
    assert "No labels of the model's classes Trees, Crops: further training will unlearn them" in unlabelled


def test_a_class_of_another_code_in_the_labels_should_get_that_code():
    joined = join_classes(STARTER, named(trees=7, Crops=2), coded=True)
    assert codes(joined) == {"Water": 1, "Trees": 7, "Crops": 2}
    assert "'Trees' has code 7 instead of 2, 'Crops' has code 2 instead of 3" in warnings(joined)[0]


def test_numbers_that_stand_for_texts_should_give_way():
    joined = join_classes(STARTER, named(Maize=1, TREES=2), coded=False)
    assert codes(joined) == {"Water": 1, "Trees": 2, "Crops": 3, "Maize": 4}
    assert joined.numbers == [4, 2]
    assert ["No labels of the model's classes Water, Crops" in text for text in warnings(joined)] == [True]


def test_codes_without_names_should_be_the_models_and_it_be_said():
    joined = join_classes(STARTER, make_legend([2, 9], {}, {}), coded=True)
    assert codes(joined) == {"Water": 1, "Trees": 2, "Crops": 3, "Class 9": 9}
    assert "they are taken for the model's classes 2 'Trees'" in warnings(joined)[0]
    own = join_classes(make_legend([2, 9], {}, {}), make_legend([2, 9], {}, {}), coded=True)
    assert warnings(own) == []


def test_classes_that_go_should_leave_their_codes():
    joined = join_classes(STARTER, named(Maize=2, Water=1), coded=True, labels_only=True)
    assert codes(joined) == {"Water": 1, "Maize": 2} and warnings(joined) == []
    assert joined.origins == [0, None]


def test_labels_of_one_name_should_be_one_class_and_it_be_said():
    joined = join_classes(STARTER, named(trees=5, Trees_=8), coded=True)
    assert codes(joined) == {"Water": 1, "Trees": 5, "Crops": 3} and joined.numbers == [2, 2]
    assert any("8 becomes 5 'Trees'" in text for text in warnings(joined))


@pytest.mark.parametrize("seed", range(20))
def test_codes_should_never_meet(seed):
    rng = np.random.default_rng(seed)
    names = [f"kind {number}" for number in range(12)]

    def some():
        chosen = rng.choice(names, 6, replace=False)
        return make_legend(picked := rng.choice(range(1, 12), 6, replace=False), dict(zip(picked, chosen)), {})  # noqa: B905

    old, new = some(), some()
    for coded in (True, False):
        joined = join_classes(old, new, coded)
        assert len({entry.code for entry in joined.classes}) == len(joined.classes) == len(joined.origins)
        for entry, number in zip(new, joined.numbers, strict=True):
            assert joined.classes[number - 1].name == entry.name
            assert not coded or joined.classes[number - 1].code == entry.code


def test_a_model_should_be_continued_with_the_codes_of_the_labels(scene, model, tmp_path):
    """S6, on a model and its labels: the network's outputs follow their classes."""
    labels = np.zeros((160, 160), np.uint8)
    labels[10:30, 10:60], labels[120:150, 20:60] = 1, 2
    table = tmp_path / "classes.csv"
    table.write_text("code,name\n1,water\n2,maize\n")
    reporter = Reporter()
    request = TrainRequest(
        (Layer("optical", scene.path("optical.tif")),),
        write(tmp_path / "labels.tif", labels, nodata=0),
        str(tmp_path / "new.mamol.safetensors"),
        classes=str(table),
        continue_from=model,
    )
    data = load_training_data(request, reporter)
    assert {e.name: e.code for e in data.model.classes} == {"water": 1, "meadow": 4, "forest": 3, "maize": 2}
    assert data.counts[1:3] == [0, 0] and min(data.counts[0], data.counts[3]) > 500
    assert any("'meadow' has code 4 instead of 2" in text for text in reporter.warnings)
