"""An adapter fits a model to another season with labels of it, beside the model, and only where that pays."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import rasterio
import torch
from affine import Affine
from rasterio.crs import CRS
from safetensors.torch import load_file, save_file

from mamol_core.adapters import ADAPTER_KEY, adapter_path, adapters_beside, read_adapter_card
from mamol_core.cards import read_card
from mamol_core.commands import main
from mamol_core.contract import CheckRequest, ClassifyRequest, Layer, TrainRequest
from mamol_core.errors import MamolError, ModelFileError, TrainingError
from mamol_core.fields import absolute
from mamol_core.labels.labels import Labels
from mamol_core.model.adapter import load_adapted, weaken
from mamol_core.rasters.grid import Grid
from mamol_core.rasters.legend import LandClass
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.training.adapters.adapt import warn_of_few_places
from mamol_core.training.adapters.candidates import Candidate, Comparison
from mamol_core.training.adapters.decision import choose_base, decide

from .conftest import NAMES, SIDE, write


@pytest.fixture(scope="module")
def season(scene, tmp_path_factory):
    """A model of the scene, and the scene in autumn, where meadow and water have changed most: folder, files."""
    folder = tmp_path_factory.mktemp("season")
    model = str(folder / "summer.mamol.safetensors")
    words = ["--labels", scene.path("labels.tif"), "--classes", scene.path("classes.csv"), "--effort", "quick"]
    assert main(["train", *scene.layers("optical", "lidar"), *words, "--model", model]) == 0
    spectra = np.array([[700, 900, 1000, 2300, 1500], [800, 600, 500, 500, 900], [500, 700, 800, 2700, 1900]])
    noise = np.random.default_rng(8).normal(1, 0.08, (5, *scene.truth.shape))
    autumn = write(folder / "autumn.tif", spectra[scene.truth - 1].transpose(2, 0, 1) * noise, NAMES, "uint16")
    return model, autumn, words


@pytest.fixture(scope="module")
def adapted(season):
    """The same with an adapter made by the command line: model, autumn, adapter, report folder."""
    model, autumn, words = season
    before = Path(model).read_bytes()
    report = Path(model).parent / "report"
    more = ["--continue", model, "--adapter", "autumn", "--report", str(report)]
    assert main(["train", "--layer", f"optical={autumn}", *words, *more]) == 0
    assert Path(model).read_bytes() == before
    return model, autumn, str(Path(model).parent / "autumn.adapter.safetensors"), report


def mapped(model, layer, output, *words):
    assert main(["classify", "--layer", f"optical={layer}", "--model", model, "--output", str(output), *words]) == 0
    with rasterio.open(output) as data:
        return data.read(1), data.tags()


def test_an_adapter_should_map_its_season_better_than_the_model_with_or_without_a_fit(scene, adapted, tmp_path):
    model, autumn, adapter, _ = adapted
    plain, tags = mapped(model, autumn, tmp_path / "plain.tif")
    fitted, _ = mapped(model, autumn, tmp_path / "fitted.tif", "--match")
    by_name, told = mapped(model, autumn, tmp_path / "adapted.tif", "--adapter", "autumn")
    by_file, _ = mapped(model, autumn, tmp_path / "again.tif", "--adapter", adapter)
    right = [(part == scene.truth).mean() for part in (plain, fitted, by_name)]
    assert right[2] > 0.9 and right[2] > max(right[:2]) + 0.1 and (by_name == by_file).all()
    assert told["MAMOL_ADAPTER"] == "autumn" and len(told["MAMOL_ADAPTER_SHA256"]) == 64
    assert not [key for key in tags if "ADAPTER" in key]


def test_an_adapter_should_be_small_and_say_what_it_is_for(adapted):
    model, _, adapter, report = adapted
    size = sum(value.numel() for value in load_file(adapter).values())
    assert size < 0.1 * sum(value.numel() for value in load_file(model).values())
    assert Path(adapter).stat().st_size < 0.1 * Path(model).stat().st_size
    (card,) = adapters_beside(model, read_card(model))
    assert card["name"] == "autumn" and card["model"] == {"name": "summer", "checksum": read_card(model)["checksum"]}
    figures = card["accuracy"]
    assert figures["adapted"]["oa"] > max(figures["as_it_is"]["oa"], figures["match"]["oa"])
    assert len({entry["pixels"] for entry in figures.values()}) == 1
    page = " ".join((report / "report.html").read_text(encoding="utf-8").split())
    assert "Adapted to the labels" in page and "The model stays as it is" in page


def test_an_adapter_is_of_the_model_s_content_not_of_its_name(scene, adapted, season, tmp_path):
    model, autumn, adapter, _ = adapted
    renamed = tmp_path / "other.mamol.safetensors"
    renamed.write_bytes(Path(model).read_bytes())
    mapped(str(renamed), autumn, tmp_path / "map.tif", "--adapter", adapter)
    further = str(tmp_path / "further.mamol.safetensors")
    assert main(["train", "--layer", f"optical={autumn}", *season[2], "--continue", model, "--model", further]) == 0
    layers = (Layer("optical", autumn),)
    request = ClassifyRequest(layers, further, str(tmp_path / "no.tif"), adapter=adapter)
    found = run(CheckRequest(request), Reporter())
    with pytest.raises(ModelFileError, match="was made for another model") as error:
        run(request, Reporter())
    assert [entry["message"] for entry in found["refused"]] == [error.value.message]
    assert not (tmp_path / "no.tif").exists() and adapters_beside(further, read_card(further)) == []


def test_what_does_not_pay_should_not_be_written_and_the_reason_be_said(scene, adapted, tmp_path):
    model = tmp_path / "summer.mamol.safetensors"
    model.write_bytes(Path(adapted[0]).read_bytes())
    rows, cols = np.mgrid[:SIDE, :SIDE]
    chance = np.random.default_rng(3).integers(1, 4, (SIDE // 20, SIDE // 16))
    labels = np.where((rows % 20 < 5) & (cols % 16 < 5), np.kron(chance, np.ones((20, 16))), 0)
    noise = write(tmp_path / "chance.tif", labels, dtype="uint8", nodata=0)
    request = TrainRequest(
        (Layer("optical", adapted[1]),), noise, classes=scene.path("classes.csv"),
        continue_from=str(model), adapter="summer", effort="quick", report=str(tmp_path / "report"),
    )  # fmt: skip
    told = []
    with pytest.raises(TrainingError, match="No adapter was made") as error:
        run(request, Reporter(told.append))
    assert "Map with the model" in error.value.hint
    assert not list(tmp_path.glob("*.adapter.safetensors"))
    assert "No adapter was made" in (tmp_path / "report" / "report.html").read_text(encoding="utf-8")
    assert any("labelled pixels in" in event.get("message", "") for event in told)


def test_what_can_not_be_adapted_should_be_refused_by_check_and_run_alike(scene, adapted, tmp_path):
    model, autumn, _, _ = adapted
    good = TrainRequest(
        (Layer("optical", autumn),), scene.path("labels.tif"), classes=scene.path("classes.csv"), continue_from=model,
        adapter="never",
    )  # fmt: skip
    others = tmp_path / "others.csv"
    others.write_text("code,name,colour\n1,water,#0000ff\n2,vineyard,#aaff00\n3,forest,#006600\n")
    wrong = {
        "vineyard": replace(good, classes=str(others)),
        "was not trained with SAR": replace(good, layers=(*good.layers, Layer("sar", scene.path("sar.tif")))),
        "keeps all its classes": replace(good, labels_only=True),
        "Both a model and an adapter": replace(good, model=str(tmp_path / "m.mamol.safetensors")),
        "needs a model": replace(good, continue_from=None),
        "is no name": replace(good, adapter="a:b"),
        "No model to write": replace(good, adapter=None),
    }
    for words, request in wrong.items():
        found = run(CheckRequest(request), Reporter())
        with pytest.raises(MamolError, match=words) as error:
            run(request, Reporter())
        assert error.value.message in [entry["message"] for entry in found["refused"]]
    request = ClassifyRequest(good.layers, model, str(tmp_path / "no.tif"), adapter="autumn", match=True)
    with pytest.raises(MamolError, match="Both an adapter and a fit"):
        run(request, Reporter())
    with pytest.raises(ModelFileError, match="can't be read"):
        run(replace(request, adapter="winter", match=False), Reporter())
    assert not list(Path(model).parent.glob("never*"))


@pytest.mark.parametrize("harm", ["cut", "value", "shape", "temperature", "swap"])
def test_a_damaged_adapter_should_be_refused(adapted, tmp_path, harm):
    model, _, adapter, _ = adapted
    path = tmp_path / "harmed.adapter.safetensors"
    content, tensors = Path(adapter).read_bytes(), load_file(adapter)
    if harm == "cut":
        path.write_bytes(content[:-40])
    else:
        with rasterio.Env():
            import json

            length = int.from_bytes(content[:8], "little")
            card = json.loads(content[8 : 8 + length])["__metadata__"]
        if harm == "value":
            tensors["network.head.bias"][0] = torch.nan
        if harm == "shape":
            tensors["network.head.bias"] = torch.zeros(9)
        if harm == "temperature":
            tensors["temperature"] = torch.zeros(3)
        if harm == "swap":
            tensors["network.head.bias"] += 1
        save_file(tensors, path, card)
    with pytest.raises(ModelFileError):
        load_adapted(model, str(path))


def test_names_should_stay_names_and_files_become_absolute(tmp_path):
    request = ClassifyRequest((), "m.mamol.safetensors", "o.tif", adapter="spring")
    assert absolute(request).adapter == "spring"
    assert Path(absolute(replace(request, adapter="./spring.adapter.safetensors")).adapter).is_absolute()
    assert adapter_path("/a/m.mamol.safetensors", "spring") == "/a/spring.adapter.safetensors"
    for name in ("", ".x", "a/b", 'a"b', "x."):
        with pytest.raises(ValueError, match="no name"):
            adapter_path("/a/m", name)


def candidate(right, classes=3):
    """A way to map that gives each label's class, which is the first, this probability."""
    right = np.asarray(right, float)
    rest = np.repeat((1 - right)[:, None] / (classes - 1), classes - 1, axis=1)
    return Candidate(np.column_stack([right, rest]), np.full(classes, 5))


def test_the_strength_that_makes_labels_kept_aside_likeliest_is_delivered_and_none_where_that_is_none():
    kind, place = np.ones(40, np.int64), np.repeat(np.arange(10), 4)
    plain = Comparison(kind, place, {"as_it_is": candidate([0.4] * 40), "match": candidate([0.5] * 40)})
    adapted = {0.5: candidate([0.7] * 40), 1.0: candidate([0.95] * 20 + [0.05] * 20)}
    found = decide(plain, "match", adapted)
    assert found.strength == 0.5 and found.reason is None and found.comparison.figures("adapted")["oa"] == 1
    worse = decide(plain, "match", {1.0: candidate([0.3] * 40)})
    assert worse.strength == 0 and "the model fitted to the layers maps" in worse.reason
    doubting = decide(plain, "match", {1.0: candidate([0.99] * 18 + [0.33] * 22)})
    assert doubting.strength == 0 and doubting.comparison.loss("adapted") < plain.loss("match")
    lost = Comparison(kind, place, {"match": candidate([0.02] * 40)})
    assert "Do they lie where they should" in decide(lost, "match", {1.0: candidate([0.3] * 40)}).reason
    assert decide(plain, "match", {}).strength == 0


@pytest.mark.parametrize(
    ("gain", "places", "shown"),
    [
        ([0.4] * 20, 10, True),
        ([0.6, 0.2] * 10, 10, True),
        ([0.4] * 20, 1, False),
        ([0.4] * 16 + [0.0] * 4, 5, True),
        ([0.4] * 4 + [0.0] * 16, 5, False),  # one place of five
        ([0.4] * 4 + [0.0] * 16, 20, True),
        ([0.4] * 12 + [-0.4] * 8, 5, False),
    ],
)
def test_a_gain_in_one_place_of_few_should_count_as_chance(gain, places, shown):
    place = np.repeat(np.arange(places), 20 // places)
    plain = {"match": candidate([0.5] * 20), "as_it_is": candidate(0.5 * np.exp(gain))}
    found = Comparison(np.ones(20, np.int64), place, plain)
    assert found.clearly_better("as_it_is", "match") is shown and not found.clearly_better("match", "as_it_is")


def test_layers_outside_what_the_model_knows_should_be_fitted_to_unless_labels_of_enough_places_clearly_object():
    def compared(places):
        """Labels that the model as it is suits better in seven of ten places."""
        plain = {"as_it_is": candidate([0.95] * 14 + [0.2] * 6), "match": candidate([0.4] * 20)}
        return Comparison(np.ones(20, np.int64), np.arange(20) // (20 // places), plain)

    few, many = compared(2), compared(20)
    assert few.loss("as_it_is") < few.loss("match")
    assert choose_base(few, outside=True) == "match" and choose_base(few, outside=False) == "as_it_is"
    assert choose_base(many, outside=True) == "as_it_is"
    alone = Comparison(few.kind, few.place, {"as_it_is": few.candidates["as_it_is"]})
    assert choose_base(alone, outside=True) == "as_it_is"


@pytest.mark.parametrize(("places", "told"), [(1, "in 1 place:"), (2, "in 2 places:"), (3, "")])
def test_labels_of_few_places_should_be_called_too_few_to_tell(places, told):
    grid = Grid(CRS.from_epsg(32633), Affine(10, 0, 0, 0, -10, 0), 100, 1)
    group = np.arange(1, 2 * places + 1, dtype=np.int32)
    index = np.repeat([1, 2], places).astype(np.uint16)
    classes = [LandClass(code, f"class {code}", (0, 0, 0)) for code in (1, 2)]
    labels = Labels(10 * group.astype(np.int64), index, group, [], classes, grid, drawn=True)
    reporter = Reporter()
    warn_of_few_places(labels, "match", reporter)
    assert told in " ".join(reporter.warnings) and bool(reporter.warnings) == bool(told)


def test_a_weakened_adapter_should_lie_between_the_model_and_the_whole_one(adapted):
    model, _, adapter, _ = adapted
    whole, before = load_adapted(model, adapter)[0], load_adapted(model, None)[0]
    features = [torch.rand(1, count, 32, 32) for count in before.network.config.features]
    masks = torch.ones(1, len(features), 32, 32)
    with torch.inference_mode():
        parts = [weaken(whole, before, strength).network(features, masks) for strength in (0.0, 0.5, 1.0)]
        ends = [entry.network(features, masks) for entry in (before, whole)]
    assert torch.equal(parts[2], ends[1]) and torch.allclose(parts[0], ends[0], atol=1e-5)
    assert 0 < (parts[1] - ends[0]).norm() < (ends[1] - ends[0]).norm()


def test_the_model_with_an_adapter_should_read_as_trained(adapted):
    model, _, adapter, _ = adapted
    with_it, _, card = load_adapted(model, adapter)
    without, _, nothing = load_adapted(model, None)
    assert nothing is None and card == read_adapter_card(adapter)
    assert ADAPTER_KEY not in read_card(model) and with_it.network.config.adapter == card["rank"]
    before, after = without.state_dict(), with_it.state_dict()
    same = {name for name in before if torch.equal(before[name], after[name])}
    assert "temperature" in same and any("attn" in name for name in same) and "network.head.bias" not in same
