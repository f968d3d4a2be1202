"""Whole files or none, and what is trained is never lost for want of a place (S12, S13)."""

import json
import os
from pathlib import Path

import pytest

from mamol_core.cards import read_card
from mamol_core.commands import main

from .test_output import content, hold, read_only


@pytest.fixture
def train(scene, model, tmp_path, monkeypatch):
    """Train on a scene, the learning itself left out: what follows it is looked at here."""
    from mamol_core.model.modelfile import load_model
    from mamol_core.training.trainer import Outcome, Trainer

    def learnt(trainer):
        trainer.model.load_state_dict(load_model(model)[0].state_dict())
        return Outcome([], [(1, 0.5)], True)

    monkeypatch.setattr(Trainer, "train", learnt)

    def run(*extra, path=tmp_path / "new.mamol.safetensors"):
        words = ["train", *scene.layers("optical", "sar", "lidar"), "--labels", scene.path("labels.tif")]
        return main([*words, "--model", str(path), *map(str, extra)])

    return run


def spoil_later(monkeypatch, spoil):
    """Let the place go bad while the training goes on."""
    from mamol_core.training.trainer import Trainer

    learn = Trainer.train

    def learning(trainer):
        outcome = learn(trainer)
        spoil()
        return outcome

    monkeypatch.setattr(Trainer, "train", learning)


@pytest.mark.parametrize("trouble", ["held open", "a folder", "folder gone"])
def test_a_model_whose_place_goes_bad_should_be_kept_elsewhere_and_said(train, tmp_path, monkeypatch, capfd, trouble):
    """S13."""
    home, place = tmp_path / "home", tmp_path / "models" / "new.mamol.safetensors"
    home.mkdir()
    place.parent.mkdir()
    monkeypatch.setattr(Path, "home", lambda: home)

    def spoil():
        if trouble == "held open":
            place.write_text("of somebody")
            hold(monkeypatch, place.name)
        elif trouble == "a folder":
            place.mkdir()
        else:
            place.parent.rmdir()

    spoil_later(monkeypatch, spoil)
    assert train(path=place) == 0
    expected = (home if trouble == "folder gone" else place.parent) / "new-2.mamol.safetensors"
    said = " ".join(capfd.readouterr().err.split())
    assert f"The model could not be written to {place}" in said
    assert f"It was written to {expected} instead: move it from there." in said
    assert read_card(str(expected))["name"] == "new"
    kept = [path for folder in (home, place.parent) if folder.is_dir() for path in folder.iterdir()]
    assert {path.name for path in kept} - {place.name} == {expected.name}


def test_a_folder_that_cannot_be_written_should_be_found_before_the_training(tmp_path, monkeypatch):
    """S13: os.access says yes on Windows, and for root anywhere."""
    from mamol_core.model.card import check_model_path

    monkeypatch.setattr(os, "access", lambda *arguments, **options: True)
    found = list(read_only(tmp_path))
    assert found, "this system has no folder that can't be written"
    for folder in found:
        with pytest.raises(OSError, match="can't be written to"):
            check_model_path(str(folder / "m.mamol.safetensors"))


@pytest.mark.parametrize("trouble", ["a file", "folder gone"])
def test_a_report_that_cannot_be_written_should_be_a_warning(train, tmp_path, monkeypatch, capfd, trouble):
    """S13."""
    report = tmp_path / "reports" / "new"
    report.parent.mkdir()

    def spoil():
        report.parent.rmdir()
        if trouble == "a file":
            report.parent.write_text("mine")
        else:
            monkeypatch.setattr(Path, "mkdir", denied)

    def denied(path, *arguments, **options):
        raise PermissionError(13, "Permission denied", str(path))

    spoil_later(monkeypatch, spoil)
    assert train("--report", report) == 0
    said = " ".join(capfd.readouterr().err.split())
    assert "The model is trained and written, but the report can't be written" in said
    assert read_card(str(tmp_path / "new.mamol.safetensors"))["name"] == "new"


def test_figures_that_are_no_numbers_should_not_cost_the_model(train, tmp_path, monkeypatch):
    """S2's kin: JSON knows no NaN."""
    from mamol_core.training.trainer import Outcome, Trainer

    learn = Trainer.train

    def learning(trainer):
        learn(trainer)
        return Outcome([{"sensors": ["optical"], "oa": 0.5, "kappa": float("nan")}], [(1, 0.5)], True)

    monkeypatch.setattr(Trainer, "train", learning)
    assert train() == 0
    card = read_card(str(tmp_path / "new.mamol.safetensors"))
    assert card["accuracy"][0]["kappa"] is None and card["accuracy"][0]["oa"] == 0.5


def test_a_file_among_several_that_is_held_should_leave_all_as_they_were(tmp_path, monkeypatch):
    """S12."""
    from mamol_core.files import write_texts

    names = ("a.json", "b.html", "c.txt")
    for name in names[1:]:
        (tmp_path / name).write_text("old")
    before = content(tmp_path)
    for held in names[1:]:
        hold(monkeypatch, held)
        with pytest.raises(PermissionError):
            write_texts({tmp_path / name: "new" for name in names})
        monkeypatch.undo()
        assert content(tmp_path) == before
    write_texts({tmp_path / name: "new" for name in names})
    assert set(content(tmp_path).values()) == {b"new"} and len(content(tmp_path)) == 3


def test_more_sensors_than_the_mask_has_bits_should_be_refused(scene, model, tmp_path, capfd):
    """S14: the bit of the 17th was lost."""
    layers = [word for n in range(17) for word in ("--layer", f"sar:date{n}={scene.path('sar.tif')}")]
    common = [*layers, "--model", str(tmp_path / "m.mamol.safetensors")]
    assert main(["train", *common, "--labels", scene.path("labels.tif")]) == 2
    assert "17 sensors were given; at most 16 are possible" in capfd.readouterr().err
    card = read_card(model)
    card["sensors"] = [{**card["sensors"][1], "sensor": f"sar:date{n}"} for n in range(17)]
    large = tmp_path / "large.mamol.safetensors"
    header = json.dumps({"__metadata__": {"mamol": json.dumps(card)}}).encode()
    large.write_bytes(len(header).to_bytes(8, "little") + header)
    words = ["classify", "--layer", f"sar:date0={scene.path('sar.tif')}", "--output", str(tmp_path / "map.tif")]
    assert main([*words, "--model", str(large)]) == 2
    assert "17 sensors" in capfd.readouterr().err and not (tmp_path / "map.tif").exists()
