"""The study of experts: what learns is what its name says, it begins as the model was, and the page says what holds."""

import pytest
import torch

from benchmarks.experts import study
from benchmarks.experts.page import Difference, page
from benchmarks.experts.variants import ADAPTING, ADDING, ANEW, BASE, CONTINUED, PRODUCT, equip, learning
from mamol_core.model.adapter import with_adapter
from mamol_core.model.modelfile import Model
from mamol_core.rasters.legend import LandClass
from mamol_core.sensors.bands import Band
from mamol_core.sensors.sensor import SensorSpec

WIDTH, BLOCKS, RANK = 96, 2, 8
EXPERT = BLOCKS * 2 * WIDTH * RANK
LAST = (16 + 1) * 3
ROUTERS = BLOCKS * ((WIDTH + 8 + 1) * WIDTH // 2 + (WIDTH // 2 + 1) * 4)

SWITCHED = (PRODUCT, "last", "specific", "stem")
"""Ways in which all that learns is on only where the new sensor saw something."""


def sensor(name, bands):
    return SensorSpec(name, (Band(),) * bands, "counts", "", 10.0, *[(1.0,) * bands] * 5)


@pytest.fixture
def model():
    classes = [LandClass(code, f"class {code}", "#000000") for code in (1, 2, 3)]
    torch.manual_seed(0)
    made = Model([sensor("optical", 4), sensor("lidar", 1)], classes, 10.0)
    for block in made.network.blocks:
        torch.nn.init.normal_(block.experts.out.weight, std=0.1)  # as after a training
    return made.train(False)


def logits(model, last=True):
    generator = torch.Generator().manual_seed(0)
    counts = model.network.config.features
    values = [torch.randn(1, count, 32, 32, generator=generator) for count in counts]
    masks = torch.ones(1, len(counts), 32, 32)
    if not last:
        masks[:, -1], values[-1] = 0, None
    with torch.no_grad():
        return model.train(False).network(values, masks)


@pytest.mark.parametrize("name", ADAPTING)
def test_an_adaptation_should_begin_as_the_model_was(model, name):
    torch.testing.assert_close(logits(equip(model, ADAPTING[name])), logits(model))


@pytest.mark.parametrize(
    ("name", "experts", "routers"),
    [("shared", 1, 0), ("specific", 2, 0), ("dynamic", 4, ROUTERS), ("mamol", 7, ROUTERS)],
)
def test_experts_alone_should_be_all_that_learns(model, name, experts, routers):
    assert learning(equip(model, ADAPTING[name])) == experts * EXPERT + routers


def test_the_products_adapter_should_be_what_it_is_in_the_product(model):
    ours, theirs = learning(equip(model, ADAPTING[PRODUCT])), learning(with_adapter(model))
    assert ours == theirs == learning(equip(model, ADAPTING["near"])) + EXPERT


def test_a_sensor_should_be_added_as_in_the_product(model):
    grown = model.with_sensors([sensor("sar", 2)])
    ours = equip(grown, ADDING[PRODUCT])
    assert learning(ours) == learning(grown) == learning(equip(grown, ADDING["last"])) + EXPERT
    assert learning(equip(grown, ADDING["last"])) == learning(equip(grown, ADDING["stem"])) + LAST
    torch.testing.assert_close(logits(ours), logits(grown))


@pytest.mark.parametrize("name", [name for name in ADDING if name != ANEW])
def test_old_maps_should_stay_where_only_what_is_switched_by_availability_learns(model, name):
    grown = model.with_sensors([sensor("sar", 2)])
    equipped = equip(grown, ADDING[name])
    before = logits(grown, last=False)
    torch.testing.assert_close(logits(equipped, last=False), before)
    with torch.no_grad():
        for part in equipped.network.parameters():
            if part.requires_grad:
                part.add_(0.1)
    stays = torch.equal(logits(equipped, last=False), before)
    assert stays == (name in SWITCHED)


@pytest.mark.parametrize("name", ["shared", "specific", "dynamic"])
def test_new_experts_should_count_once_they_have_learned(model, name):
    adapted = equip(model, ADAPTING[name])
    for block in adapted.network.blocks:
        for expert in block.experts.experts.added:
            torch.nn.init.normal_(expert.up.weight)
    assert (logits(adapted) - logits(model)).abs().max() > 1e-3


def trial(setting, seed, shift):
    """One in which the product's way reaches 60 % and every other ``shift`` more."""
    words = [*ADDING, BASE] if setting == "adding" else [*ADAPTING, BASE, ANEW, CONTINUED]
    way = {"oa": 0.6, "macro_f1": 0.5, "learning": 10, "seconds": 1.0, "forgetting": 0.0}
    key = {"setting": setting, "of": "a", "to": "b", "seed": seed, "labels": 100, "parameters": 100}
    other = {**way, "oa": 0.6 + shift, "forgetting": -0.1}
    return {**key, "ways": {name: way if name in SWITCHED else other for name in words}}


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ([2.0, 2.1, 1.9], "better, +2.0 [+1.8, +2.2]"),
        ([-2.0, -2.1, -1.9], "worse, −2.0 [−2.2, −1.8]"),
        ([-2.0, 2.0, 0.0], "no difference shown, 0.0 [−5.0, +5.0]"),
        ([1.0], "+1.0 in the only pair: nothing is shown"),
    ],
)
def test_a_verdict_should_be_what_the_interval_shows(values, said):
    assert Difference.of(values).verdict == said


@pytest.mark.parametrize("settings", [("adding",), ("adapting",), ("adding", "adapting")])
def test_a_page_of_a_part_of_the_study_should_be_whole(settings):
    trials = [trial(setting, seed, 0.02 + 0.001 * seed) for setting in settings for seed in range(3)]
    text = page(trials, "Measured.", "Of the product.")
    assert "nan" not in text and "None" not in text and "{" not in text
    assert "seeds 0, 1, 2: a" in text and "+2.1 [+1.9, +2.3]" in text


def test_what_is_done_should_not_be_done_again(tmp_path, monkeypatch):
    done, stored = [], {}

    def tasks(scenes, seed, kept):
        def work(folder):
            done.append(seed)
            return {
                name: value for name, value in trial("adding", seed, 0.01).items() if name in ("parameters", "ways")
            }

        yield {"setting": "adding", "of": "a", "to": "b", "seed": seed, "labels": 100}, work

    monkeypatch.setattr(study, "tasks", tasks)
    monkeypatch.setattr(study, "DOCS", tmp_path)
    monkeypatch.setattr(study, "read_results", lambda name: stored)
    monkeypatch.setattr(study, "write_results", lambda name, report: stored.update(report))
    for _ in range(2):
        monkeypatch.setattr("sys.argv", ["study", str(tmp_path), "--seeds", "0", "1"])
        study.main()
    assert done == [0, 1] and "Trials: 2, seeds 0, 1: a + b" in (tmp_path / "experts.md").read_text()


def test_what_comes_first_should_be_among_the_trials(tmp_path):
    keys = [key for key, _ in study.in_order(tmp_path, [0, 1], tmp_path)]
    assert [(key["of"], key["to"], key["labels"]) for key in keys[: len(study.FIRST)]] == list(study.FIRST)
    assert len({tuple(key.values()) for key in keys}) == len(keys) == 2 * 25
