"""Numbers, names, tables and messages of the wrong kind, and a disk that is full: one sentence each (R10, R11, R12)."""

import json
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from mamol_core.commands import main
from mamol_core.contract import MOST_SEED, ClassifyRequest, Layer
from mamol_core.errors import LabelError, OutputError, RequestError
from mamol_core.files import check_writable
from mamol_core.messages import from_json, to_json
from mamol_core.rasters.legend import read_table
from mamol_core.requests import check_request
from mamol_core.shell import arguments, format_ranges, parse_ranges

from .conftest import write
from .test_bad_input import polygons

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("seed", ["-1", str(2**70), str(2**32)])
def test_a_seed_that_no_generator_takes_should_be_refused(scene, tmp_path, capfd, seed):
    """R10: on 0aa87ab tracebacks of NumPy and scikit-learn."""
    words = ["--labels", scene.path("labels.tif"), "--model", str(tmp_path / "m.safetensors"), f"--seed={seed}"]
    assert main(["train", *scene.layers("optical"), *words]) == 2
    assert main(["example", str(tmp_path / "e"), f"--seed={seed}"]) == 2
    said = [line for line in capfd.readouterr().err.splitlines() if line.startswith("Error:")]
    assert len(said) == 2 and all(str(MOST_SEED) in line for line in said) and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("text", ["1e999", "-inf..inf", "99999999999999999999", "1e400,5", "-1", "0.5"])
def test_nodata_values_that_a_type_does_not_hold_should_do_no_harm(scene, model, tmp_path, capfd, text):
    """R10: on 0aa87ab "cannot convert float infinity to integer"."""
    words = [f"--layer-nodata=optical={text}", "--model", model, "--output", str(tmp_path / "map.tif")]
    assert main(["classify", *scene.layers("optical"), *words]) == 0
    assert ("no valid pixel" in capfd.readouterr().err) == (text == "-inf..inf")


def test_whole_nodata_values_should_stay_exact():
    """S15: 2^63 - 1 and its neighbour are one number to a float."""
    text = f"{2**63 - 1},{-(2**63)}..0,0.5,1e+300"
    assert parse_ranges(text) == ((2**63 - 1, 2**63 - 1), (-(2**63), 0), (0.5, 0.5), (1e300, 1e300))
    assert parse_ranges(format_ranges(parse_ranges(text))) == parse_ranges(text)
    request = ClassifyRequest((Layer("optical", "o.tif", nodata=parse_ranges(text)),), "m", "o.tif")
    assert from_json(json.loads(json.dumps(to_json(request)))) == request


@pytest.mark.parametrize("length", [201, 240, 255, 300])
def test_a_file_name_without_room_for_its_companions_should_be_refused(scene, model, tmp_path, capfd, length):
    """R10: on 0aa87ab a traceback."""
    output = tmp_path / ("y" * (length - 4) + ".tif")
    assert main(["classify", *scene.layers("sar"), "--model", model, "--output", str(output)]) == 2
    assert "Choose a shorter name" in capfd.readouterr().err and list(tmp_path.iterdir()) == []
    with pytest.raises(OutputError, match="too many"):
        check_writable(output)
    check_writable(tmp_path / ("y" * 190 + ".tif"))


def test_a_layer_with_the_longest_of_names_should_be_mapped(scene, model, tmp_path):
    """R10: no file can lie beside it, and asking for one is an error of its own."""
    path = tmp_path / ("x" * 251 + ".tif")
    path.write_bytes(Path(scene.path("sar.tif")).read_bytes())
    assert main(["classify", "--layer", f"sar={path}", "--model", model, "--output", str(tmp_path / "map.tif")]) == 0


@pytest.mark.parametrize(
    "content",
    [
        "[" * 100_000,
        '{"classes": ' * 50_000,
        "1" * 5000 + ",a\n",
        '[{"code": ' + "1" * 5000 + "}]",
        "code,name\n+-1,a\n",
    ],
)
def test_a_hostile_class_table_should_be_refused(tmp_path, content):
    """R10: on 0aa87ab a RecursionError, or "Exceeds the limit (4300 digits)"."""
    path = tmp_path / "classes.csv"
    path.write_text(content)
    with pytest.raises(LabelError, match=r"classes\.csv") as found:
        read_table(str(path))
    assert len(str(found.value)) < 400


def test_classes_that_look_like_numbers_should_be_codes_or_names(scene, tmp_path, capfd):
    """R10: on 0aa87ab "invalid literal for int() with base 10: '+-1'"."""
    model = str(tmp_path / "m.safetensors")
    for texts, code, said in ((("+-1", "2"), 0, ""), (("9" * 5000, "2"), 2, "a number of 5000 digits")):
        features = [(100 + 300 * k, 100 + 300 * j, texts[(k + j) % 2]) for k in range(4) for j in range(4)]
        labels = str(polygons(tmp_path / "l.geojson", features))
        words = ["--labels", labels, "--model", model, "--effort", "quick"]
        assert main(["train", *scene.layers("optical"), *words]) == code
        assert said in capfd.readouterr().err


GOOD = {"layers": [{"sensor": "optical", "path": "o.tif"}], "model": "m", "output": "o.tif"}


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"output": None}, "'output' is null; a text was expected"),
        ({"output": 5}, "'output' is 5"),
        ({"tile": "256"}, "'tile' is \"256\"; a whole number"),
        ({"tile": True}, "'tile' is true"),
        ({"tile": 2.5}, "'tile' is 2.5"),
        ({"cog": 1}, "'cog' is 1; true or false"),
        ({"resolution": [1]}, "'resolution'"),
        ({"extent": [0, 1, 2]}, "'extent'"),
        ({"extent": [0, 1, 2, "3"]}, "'extent' is \"3\"; a number"),
        ({"extent": 7}, "'extent' is 7; a list"),
        ({"layers": {}}, "'layers'"),
        ({"layers": ["optical"]}, "a layer are not a JSON object"),
        ({"layers": [{"sensor": "optical"}]}, "path is missing"),
        ({"layers": [{"sensor": "optical", "path": "o", "colour": 1}]}, "colour"),
        ({"layers": [{"sensor": "optical", "path": "o", "nodata": [[1]]}]}, "'nodata'"),
        ({"layers": [{"sensor": "optical", "path": None}]}, "'path' is null"),
        ({"model": []}, "'model'"),
    ],
)
def test_a_parameter_of_another_type_should_be_named(change, reason):
    """R12: on 0aa87ab an ``internal`` error with a Python message, or a result without a map."""
    message = {"contract": 1, "command": "classify", "parameters": {**GOOD, **change}}
    with pytest.raises(ValueError, match=reason):
        from_json(message)
    assert from_json({**message, "parameters": {**GOOD, "resolution": 5, "extent": [0, 1, 2.5, 3]}}).extent[2] == 2.5


@pytest.mark.parametrize("message", [[], 5, "x", None, {"contract": 1, "command": "classify", "parameters": [1]}])
def test_what_is_no_request_should_be_refused(message):
    """R12"""
    with pytest.raises(ValueError, match="JSON object"):
        from_json(message)


def test_a_worker_should_answer_odd_messages_with_request_errors():
    """R12"""
    odd = [
        "[]",
        "5",
        "{}",
        "x",
        "[" * 100_000,
        json.dumps({"contract": 1, "command": "classify", "parameters": {"layers": 3}}),
    ]
    done = subprocess.run(
        [sys.executable, "-m", "mamol_core", "worker"],
        input="\n".join(odd) + "\n",
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    events = [json.loads(line) for line in done.stdout.splitlines()]
    errors = [event for event in events if event["event"] == "error"]
    assert [event["code"] for event in errors] == ["request"] * len(odd)
    assert "Traceback" not in done.stderr


def test_requests_of_every_kind_should_pass_their_own_check():
    request = ClassifyRequest(
        (Layer("optical", "o.tif", "mask.tif"),), "m", "o.tif", extent=(0, 1, 2, 3), resolution=10.0
    )
    assert from_json(to_json(request)) == request and arguments(request)
    check_request(request)
    with pytest.raises(RequestError):
        check_request(ClassifyRequest((), "m", "o.tif"))


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can mount a small disk")
@pytest.mark.parametrize("size", ["100k", "2m", "4m"])
def test_an_example_should_be_there_as_a_whole_or_not_at_all(tmp_path, size):
    """R11: on 0aa87ab a full disk left files, and GDAL's own lines stood beside the error."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("a small disk can't be mounted here")
    try:
        command = [sys.executable, "-m", "mamol_core", "example", str(disk / "scene")]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 2 and list(disk.iterdir()) == []
        assert len(done.stderr.strip().splitlines()) == 1 and done.stderr.startswith("Error: The example scene can't")
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def test_gdal_should_not_speak_beside_the_error(tmp_path):
    """R11"""
    path = write(tmp_path / "cut.tif", np.random.default_rng(0).random((4, 300, 300)), tiled=True)
    Path(path).write_bytes(Path(path).read_bytes()[:300_000])
    (tmp_path / "cut.gpkg").write_bytes(b"SQLite format 3\0" + os.urandom(20_000))
    words = ["train", "--layer", f"optical={path}", "--labels", str(tmp_path / "cut.gpkg"), "--model"]
    command = [sys.executable, "-m", "mamol_core", *words, str(tmp_path / "m.safetensors")]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert [line for line in done.stderr.splitlines() if "ERROR" in line or "Warning 1" in line] == []
