"""What a check says is what the run says, word for word, without the run's packages."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio

from mamol_core import commands
from mamol_core.contract import CheckRequest, ClassifyRequest, Layer, TrainRequest
from mamol_core.errors import MamolError
from mamol_core.messages import from_json, to_json
from mamol_core.reporting import Reporter
from mamol_core.run import run

from .conftest import NAMES, SIDE, write

ROOT = Path(__file__).resolve().parents[2]


def checked(request):
    return run(from_json(to_json(CheckRequest(request))), Reporter())


def refusal_of_run(request):
    try:
        run(request, Reporter())
    except MamolError as error:
        return {"sensor": error.sensor, "code": error.code, "message": error.message, "hint": error.hint}
    return None


@pytest.fixture
def make(scene, tmp_path):
    """Write a changed copy of a layer of the scene: (name, change of the pixels, names of the bands)."""

    def copy(sensor, change=lambda values: values, names=None, **more):
        with rasterio.open(scene.path(sensor + ".tif")) as data:
            values, kept = data.read(), [name or "" for name in data.descriptions]
        path = tmp_path / f"{sensor}_{len(list(tmp_path.iterdir()))}.tif"
        return write(path, change(values), names or kept, **more)

    return copy


@pytest.fixture
def mapping(model, tmp_path):
    return lambda *layers, **more: ClassifyRequest(layers, model, str(tmp_path / "map.tif"), effort="quick", **more)


def test_refused_layers_should_be_refused_in_the_words_of_the_run(scene, mapping, make, tmp_path):
    """G4: the same sentence and code, beside the layer it is about."""
    optical, sar = Layer("optical", scene.path("optical.tif"), name="my scene"), Layer("sar", scene.path("sar.tif"))
    others = {
        "fewer bands": Layer("optical", make("optical", lambda v: v[:3], NAMES[:3], nodata=0), name="few"),
        "8 bit": Layer("optical", make("optical", lambda v: (v // 20).clip(1, 255).astype("uint8")), name="picture"),
        "no file": Layer("optical", str(tmp_path / "none.tif")),
        "no sensor": Layer("hyperspectral", optical.path),
        "no CRS": Layer("sar", make("sar", crs=None)),
    }
    for what, layer in others.items():
        request = mapping(layer, sar if layer.sensor != "sar" else optical)
        found = checked(request)
        assert [found["refused"][0]] == [refusal_of_run(request)], what
        assert found["refused"][0]["sensor"] == layer.sensor and found["layers"][layer.sensor]["state"] == "refused"
    assert "Layer 'few' has bands" in checked(mapping(others["fewer bands"], sar))["refused"][0]["message"]


def test_all_layers_that_would_be_refused_should_be_told_at_once(scene, mapping, make):
    few = Layer("optical", make("optical", lambda v: v[:3], NAMES[:3]))
    found = checked(mapping(few, Layer("sar", "nothing.tif"), Layer("lidar", scene.path("lidar.tif"))))
    assert [entry["sensor"] for entry in found["refused"]] == ["sar", "optical"]
    assert {sensor: entry["state"] for sensor, entry in found["layers"].items()} == {
        "optical": "refused",
        "sar": "refused",
        "lidar": "used",
    }


def test_warnings_and_conversions_should_be_those_of_the_run(scene, mapping, make):
    fractions = Layer("optical", make("optical", lambda v: (v / 10_000).astype("float32")))
    away = Layer("sar", make("sar", origin=(500000.0 + 10 * SIDE - 40, 5400000.0), change=lambda v: v * np.nan))
    request = mapping(fractions, away)
    found = checked(request)
    reporter = Reporter()
    run(request, reporter)
    said = [entry["message"] for entry in found["warnings"]]
    assert said == reporter.warnings[: len(said)] and len(said) >= 2
    assert [entry["sensor"] for entry in found["warnings"]][:2] == ["optical", "sar"]
    assert found["refused"] == [] and "times 10000" in found["layers"]["optical"]["conversion"]
    assert {sensor: entry["state"] for sensor, entry in found["layers"].items()} == {"optical": "used", "sar": "empty"}


def test_what_is_about_no_layer_should_be_refused_too(scene, mapping, tmp_path):
    optical = Layer("optical", scene.path("optical.tif"))
    for change in ({"tile": 33}, {"extent": (0.0, 0.0, 1.0, 1.0)}, {"crs": "EPSG:1"}, {"confidence": "none/c.tif"}):
        request = mapping(optical, **change)
        found = checked(request)
        assert found["refused"] == [refusal_of_run(request)], change
        assert found["refused"][0]["sensor"] is None
    assert checked(mapping())["refused"][0]["code"] == "request"


def test_training_should_be_checked_by_what_it_does_itself(scene, tmp_path, make):
    def training(labels="labels.tif", layer="optical.tif", **more):
        layers = (Layer("optical", scene.path(layer), name="my scene"),)
        return TrainRequest(layers, scene.path(labels), str(tmp_path / "m.mamol.safetensors"), **more)

    assert checked(training())["refused"] == []
    for request in (
        training(labels="lidar.tif"),
        training(labels="none.gpkg"),
        training(ignore=(1, 2)),
        training(layer="none.tif"),
        training(report=str(tmp_path / "no" / "such")),
        training(classes=str(tmp_path / "none.csv")),
    ):
        assert checked(request)["refused"][0] == refusal_of_run(request)
    assert not (tmp_path / "m.mamol.safetensors").exists()


@pytest.mark.parametrize("command", ["train", "classify"])
def test_the_command_should_take_the_options_of_the_run(command):
    """One definition of the options, not two."""
    check, run_ = (group.commands[command].params for group in (commands.cli.commands["check"], commands.cli))
    assert [(option.opts, option.default, option.required) for option in check] == [
        (option.opts, option.default, option.required) for option in run_
    ]


def test_the_command_should_tell_and_fail_as_the_run_does(scene, model, tmp_path, capfd):
    words = ["classify", *scene.layers("optical", "sar"), "--model", model, "--output", str(tmp_path / "map.tif")]
    assert commands.main(["check", *words]) == 0
    assert capfd.readouterr().out == "optical: used\nsar: used\n"
    assert commands.main(["check", *words, "--tile", "7"]) == commands.main([*words, "--tile", "7"]) == 2
    errors = [line for line in capfd.readouterr().err.splitlines() if line.startswith("Error: ")]
    assert len(errors) == 2 and errors[0] == errors[1]
    assert not (tmp_path / "map.tif").exists()


@pytest.mark.parametrize("command", ["train", "classify"])
def test_a_check_should_need_none_of_the_heavy_packages(scene, model, tmp_path, command):
    """Torch and scikit-learn take seconds to import, a check has one."""
    words = [*scene.layers("optical", "sar"), "--model"]
    words += [model, "--output", str(tmp_path / "map.tif")]
    if command == "train":
        words[-3:] = [str(tmp_path / "m.mamol.safetensors"), "--labels", scene.path("labels.tif")]
    code = (
        "import sys; from mamol_core.commands import main; code = main(sys.argv[1:]); "
        "print(code, [name for name in ('torch', 'timm', 'sklearn') if name in sys.modules])"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code, "check", command, *words], cwd=ROOT, capture_output=True, text=True
    )
    assert answer.stdout.splitlines()[-1] == "0 []", answer.stderr


def test_messages_should_use_the_users_words(scene, model, tmp_path):
    """G8: options of the command line, temporary file names and "sar" stood in the GUI."""
    optical = Layer("optical", scene.path("optical.tif"), name="Sentinel-2 June")
    zero = write(tmp_path / "0.vrt.tif", np.tile([[1.5, 2.0]], (SIDE, SIDE // 2)).astype("float32"))
    request = TrainRequest((optical,), zero, str(tmp_path / "m.mamol.safetensors"), labels_name="Land use 2020")
    message = checked(request)["refused"][0]["message"]
    assert "'Land use 2020'" in message and "vrt" not in message
    sar = Layer("hyperspectral:x", scene.path("sar.tif"), name="radar")
    refused = checked(ClassifyRequest((sar,), model, str(tmp_path / "map.tif")))["refused"][0]
    assert refused["message"] == "The model was not trained with hyperspectral x layers; it knows optical, SAR, LiDAR."
    source = "".join(
        path.read_text()
        for path in (ROOT / "mamol_core").rglob("*.py")
        if path.parent.name in ("rasters", "labels", "model") or path.name == "matching.py"
    )
    assert "--ignore" not in source and "--layer-" not in source and "--field" not in source
