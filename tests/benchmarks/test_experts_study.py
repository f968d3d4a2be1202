"""The study of experts: variants that are what they are called, fair masks, and pages that say what figures show."""

import json
from dataclasses import replace

import numpy as np
import pytest
import rasterio
import torch

from benchmarks.experts import digits, study, trial
from benchmarks.experts.adapters import GATINGS, MAMOL, VARIANTS, GatedLoRA, equip, make_adapter, parameters
from benchmarks.experts.missing import BLOCK, RATES, kept_blocks, pattern_weights
from benchmarks.experts.report import CONDITIONS, page, summarise, verdict
from mamol_core.model.device import choose_device
from mamol_core.model.experts import MixtureOfLoRA
from mamol_core.model.network import Mamol, NetworkConfig
from mamol_core.training.effort import BY_EFFORT
from tests.core.conftest import spread, write

WIDTH, SENSORS, RANK, DYNAMIC = 16, 3, 4, 4


@pytest.mark.parametrize("name", VARIANTS)
def test_a_variant_should_give_logits_of_the_networks_shape(name):
    network = Mamol(NetworkConfig((5, 2, 3), classes=4, width=32, depth=2, heads=2)).eval()
    equip(network, name)
    features = [torch.randn(1, c, 32, 32) for c in (5, 2, 3)]
    assert network(features, torch.ones(1, 3, 32, 32)).shape == (1, 4, 32, 32)


@pytest.mark.parametrize("sensors", [2, 3])
@pytest.mark.parametrize("name", GATINGS)
def test_a_variant_should_have_about_the_parameters_of_mamol(name, sensors):
    budget = parameters(make_adapter(MAMOL, 96, sensors))
    assert abs(parameters(make_adapter(name, 96, sensors)) / budget - 1) < 0.03


@pytest.mark.parametrize(
    ("name", "closed"),
    [
        (MAMOL, []),
        ("mamol_no_shared", [0]),
        ("mamol_no_specific", [1, 2, 3]),
        ("mamol_no_dynamic", [4, 5, 6, 7]),
        ("mamol_no_code", []),
    ],
)
def test_an_ablation_should_equal_mamol_with_that_gate_closed(name, closed):
    torch.manual_seed(0)
    whole = MixtureOfLoRA(WIDTH, SENSORS, RANK, DYNAMIC)
    part = GatedLoRA(GATINGS[name], WIDTH, SENSORS, RANK, DYNAMIC)
    torch.nn.init.normal_(whole.out.weight)
    weights = whole.state_dict()
    stay = [e * RANK + r for e in range(1 + SENSORS + DYNAMIC) if e not in closed for r in range(RANK)]
    narrow = {"down.weight": weights["down.weight"][stay], "up.weight": weights["up.weight"][:, stay]}
    if name == "mamol_no_code":
        narrow["router.0.weight"] = weights["router.0.weight"][:, :WIDTH]
    part.load_state_dict({key: narrow.get(key, value) for key, value in weights.items() if key in part.state_dict()})
    with torch.no_grad():
        for expert in closed:
            whole.down.weight[expert * RANK : (expert + 1) * RANK] = 0
    z, availability, code = torch.randn(50, WIDTH), torch.rand(50, SENSORS), torch.randn(50, 8)
    seen = torch.zeros_like(code) if name == "mamol_no_code" else code
    torch.testing.assert_close(part(z, availability, code), whole(z, availability, seen))


def test_topk_should_open_two_gates_and_soft_all():
    z, availability, code = torch.randn(20, WIDTH), torch.ones(20, SENSORS), torch.randn(20, 8)
    for name, opened in (("topk", 2), ("soft", 1 + SENSORS + DYNAMIC), ("shared_routed", 2), ("mamol_soft", 8)):
        gates = make_adapter(name, WIDTH, SENSORS, RANK, DYNAMIC).gates(z, availability, code)
        assert ((gates > 0).sum(-1) == opened).all()


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("sensors", [1, 2, 3])
def test_blocks_should_go_missing_at_the_stated_rate_and_never_all(sensors, rate):
    kept = kept_blocks(sensors, (1000, 1600), rate, np.random.default_rng(0))
    assert kept.shape == (sensors, 1000, 1600) and kept.any(axis=0).all()
    assert (kept[:, :BLOCK, :BLOCK] == kept[:, :1, :1]).all()
    expected = rate - rate**sensors / sensors
    assert (~kept).mean() == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("sensors", [1, 2, 3, 4])
def test_the_weights_of_patterns_should_sum_to_one_and_keep_the_rate(sensors, rate):
    weights = pattern_weights(sensors, rate)
    assert sum(weights.values()) == pytest.approx(1)
    missing = sum(weight * (sensors - len(pattern)) / sensors for pattern, weight in weights.items())
    assert missing == pytest.approx(rate - rate**sensors / sensors)


@pytest.fixture
def task(scene, tmp_path, monkeypatch):
    """Two variants on the tests' scene, with its truth as labels and hardly any training."""
    write(tmp_path / "labels.tif", scene.truth, dtype="uint8", nodata=0)
    layers = {name: scene.path(f"{name}.tif") for name in ("optical", "sar", "lidar")}
    told = {"name": "tiny", "layers": layers, "labels": {"raster": "labels.tif"}}
    (tmp_path / "scene.json").write_text(json.dumps(told))
    effort = replace(BY_EFFORT["quick"], steps=2, trees=3)
    monkeypatch.setitem(BY_EFFORT, "quick", effort)
    return study.Task(tmp_path, 0, [MAMOL, "soft"], "quick", "cpu", tmp_path / "results")


def test_what_is_done_should_not_be_done_again(task, monkeypatch):
    results = study.carry_out(task)
    assert [entry["variant"] for entry in results] == [MAMOL, "soft"]
    assert set(results[0]["conditions"]) == set(CONDITIONS)

    done = []
    monkeypatch.setattr(study, "run", lambda case, name, *rest: done.append(name) or fake())
    assert study.carry_out(task) == results and done == []
    task.file("soft").unlink()
    assert study.carry_out(task)[0] == results[0] and done == ["soft"]
    (task.scene / "scene.json").write_text((task.scene / "scene.json").read_text() + " ")
    study.carry_out(task)
    assert done == ["soft", MAMOL, "soft"]


def test_what_scores_should_lie_where_nothing_trains(task, tmp_path):
    work = tmp_path / "work"
    work.mkdir()
    case = trial.prepare(task.scene, 0, work)
    labels = case.data.labels[0]
    index = spread(labels, labels.index)
    height, width = index.shape
    assert (case.truth > 0).any() and index.any()
    assert not index[case.truth[:height, :width] > 0].any()
    with rasterio.open(tmp_path / "labels.tif") as raster:
        codes = np.array([0, *(entry.code for entry in case.data.model.classes)])
        scored = case.truth > 0
        assert (codes[case.truth[scored]] == raster.read(1)[scored[:height, :width]]).all()


def test_a_sensor_that_is_not_kept_should_not_matter(task, tmp_path):
    case = trial.prepare(task.scene, 0, tmp_path)
    kept = np.ones((3, *case.truth.shape), bool)
    kept[1] = False
    model, device = case.data.model.eval(), choose_device("cpu")
    before = trial.predict(model, case.layers, kept, device)
    case.layers[1][0].add_(100.0)
    assert (trial.predict(model, case.layers, kept, device) == before).all()


def fake(shift=0.0):
    return {"seconds": 1.0, "conditions": {name: {"oa": 0.5 + shift, "macro_f1": 0.4 + shift} for name in CONDITIONS}}


def results_of(shifts):
    """Results of MaMOL and, a shift for each seed, of ``soft``."""
    return [
        {"scene": "s", "seed": seed, "variant": name, **fake(0.1 * seed + (name == "soft") * shift)}
        for seed, shift in enumerate(shifts)
        for name in (MAMOL, "soft")
    ]


@pytest.mark.parametrize(
    ("shifts", "said"),
    [
        ([0.02, 0.021, 0.019], "better than MaMOL: +2.0 [+1.8, +2.2]"),
        ([-0.02, -0.021, -0.019], "worse than MaMOL: −2.0 [−2.2, −1.8]"),
        ([-0.02, 0.02, 0.0], "differs from MaMOL by 0.0 [−5.0, +5.0]: no difference shown"),
        ([0.01], "differs from MaMOL by +1.0 in the only pair: nothing is shown"),
    ],
)
def test_the_page_should_say_what_the_interval_shows(shifts, said):
    summary = summarise(results_of(shifts))
    assert verdict(summary["soft"]["missing"]["oa"]["difference"]) == said
    assert "difference" not in summary[MAMOL]["complete"]["oa"]


def test_a_page_of_a_part_of_the_study_should_be_whole():
    results = results_of([0.02, 0.021, 0.019])
    cost = {"adapter_parameters": 1, "parameters": 2, "multiply_adds": 3.0}
    made_by = {"date": "2026-11-24", "commit": "8782d45", "cores": 2, "processor": "P", "torch": "2", "device": "CPU"}
    costs = dict.fromkeys((MAMOL, "soft", "topk"), cost)
    text = page({**made_by, "effort": "quick", "costs": costs, "trials": results, "note": "Of the former network."})
    assert text.splitlines()[2] == "Of the former network."
    assert "nothing missing, OA: better than MaMOL: +2.0" in text and "6 trainings" in text
    assert "None" not in text and "nan" not in text


def test_digits_should_be_read_as_two_halves(monkeypatch):
    monkeypatch.setattr(digits, "STEPS", 2)
    patches, target, unseen, truth = digits.read(0)
    assert patches.shape[1:] == (2, 8, 4) and len(target) + len(truth) == 1797 and unseen.max() <= 1
    assert list(digits.run("mamol_no_code", 0)["conditions"]) == ["complete", *(f"missing {r}%" for r in (50, 70, 90))]
