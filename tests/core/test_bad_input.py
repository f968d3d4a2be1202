"""Bad input: exit code 2, one line that says what was found and what to do, and nothing left behind."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import rasterio

from mamol_core.cards import MODEL_FORMAT
from mamol_core.commands import main

from .conftest import NAMES, SIDE, write

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def fails(capfd, tmp_path):
    """Run a command that must fail and leave nothing new in the folder; returns its one line."""

    def run(*words):
        before = sorted(tmp_path.rglob("*"))
        capfd.readouterr()
        code = main([str(word) for word in words])
        message = [line for line in capfd.readouterr().err.splitlines() if line.startswith("Error: ")]
        assert code == 2 and len(message) == 1, message
        assert "Traceback" not in message[0] and len(message[0]) > 40
        assert sorted(tmp_path.rglob("*")) == before
        return message[0]

    return run


@pytest.fixture
def train(scene, tmp_path):
    def words(*extra, labels=None, sensors=("optical", "sar")):
        model = tmp_path / "new.mamol.safetensors"
        return [
            "train",
            *scene.layers(*sensors),
            "--labels",
            labels or scene.path("labels.tif"),
            "--model",
            model,
            *extra,
        ]

    return words


@pytest.fixture
def classify(model, tmp_path):
    return lambda *words: ["classify", *words, "--model", model, "--output", tmp_path / "map.tif"]


def polygons(path, features, field="class", crs="urn:ogc:def:crs:EPSG::32633"):
    """Squares (x, y in metres from the scene's corner) with a class value each."""
    items = []
    for x, y, value in features:
        left, top = 500000 + x, 5400000 - y
        ring = [[left, top], [left + 100, top], [left + 100, top - 100], [left, top - 100], [left, top]]
        geometry = {"type": "Polygon", "coordinates": [ring]}
        items.append({"type": "Feature", "properties": {field: value}, "geometry": geometry})
    collection = {"type": "FeatureCollection", "features": items, "crs": {"type": "name", "properties": {"name": crs}}}
    path.write_text(json.dumps(collection))
    return path


def test_no_layer(fails, classify, train):
    assert "No layer" in fails(*classify())
    assert "No layer" in fails(*train(sensors=()))


def test_a_sensor_the_model_does_not_know(fails, classify, scene):
    assert "hyperspectral" in fails(*classify("--layer", f"hyperspectral={scene.path('optical.tif')}"))


def test_another_number_of_bands_or_other_names(fails, classify, scene, tmp_path):
    with rasterio.open(scene.path("optical.tif")) as data:
        values = data.read()
    assert "5 bands" in fails(*classify("--layer", "optical=" + write(tmp_path / "o.tif", values[:3], nodata=0)))
    strange = write(tmp_path / "p.tif", values, ["B02", "B03", "B04", "B08", "B09"], nodata=0)
    assert "B11" in fails(*classify("--layer", f"optical={strange}"))


def test_a_layer_without_crs(fails, classify, scene, tmp_path):
    with rasterio.open(scene.path("sar.tif")) as data:
        path = write(tmp_path / "s.tif", data.read(), crs=None)
    assert "CRS" in fails(*classify("--layer", f"sar={path}"))


def test_layers_that_do_not_meet(fails, classify, scene, tmp_path):
    with rasterio.open(scene.path("sar.tif")) as data:
        path = write(tmp_path / "s.tif", data.read(), ["VV", "VH"], origin=(700000, 5400000))
    assert "overlap" in fails(*classify(*scene.layers("optical"), "--layer", f"sar={path}"))


def test_an_area_or_extent_outside(fails, classify, scene, tmp_path):
    aoi = polygons(tmp_path / "aoi.geojson", [(90000, 0, 1)])
    assert "outside" in fails(*classify(*scene.layers("sar"), "--aoi", aoi))
    assert "outside" in fails(*classify(*scene.layers("sar"), "--extent", "0,0,10,10"))


def test_empty_labels(fails, train, tmp_path):
    assert "empty" in fails(*train(labels=polygons(tmp_path / "l.geojson", [])))


def test_one_class_only(fails, train, tmp_path):
    message = fails(*train(labels=polygons(tmp_path / "l.geojson", [(100, 100, "a"), (600, 600, "a")])))
    assert "one class" in message


def test_labels_outside_the_layers(fails, train, tmp_path):
    message = fails(*train(labels=polygons(tmp_path / "l.geojson", [(90000, 0, "a"), (90000, 500, "b")])))
    assert "None of the labels lies where the layers are" in message


def test_a_field_that_is_not_there(fails, train, tmp_path):
    labels = polygons(tmp_path / "l.geojson", [(100, 100, "a"), (600, 600, "b")])
    assert "'kind'" in fails(*train("--field", "kind", labels=labels)) and "'class'" in fails(
        *train("--field", "kind", labels=labels)
    )


def test_class_zero_and_codes_beyond_65535(fails, train, tmp_path):
    labels = polygons(tmp_path / "l.geojson", [(100, 100, 0), (600, 600, 1)])
    assert "0" in fails(*train(labels=labels))
    labels = polygons(tmp_path / "m.geojson", [(100, 100, 70000), (600, 600, 1)])
    assert "65535" in fails(*train(labels=labels))


def test_a_text_file_named_tif(fails, classify, tmp_path):
    path = tmp_path / "note.tif"
    path.write_text("not a raster")
    assert "note.tif" in fails(*classify("--layer", f"sar={path}"))


def test_a_truncated_geotiff(fails, classify, scene, tmp_path):
    path = tmp_path / "cut.tif"
    path.write_bytes(Path(scene.path("sar.tif")).read_bytes()[:60000])
    assert "cut.tif" in fails(*classify("--layer", f"sar={path}"))


def test_a_truncated_and_a_newer_model(fails, scene, model, tmp_path):
    data = Path(model).read_bytes()
    cut, newer = tmp_path / "cut.mamol.safetensors", tmp_path / "newer.mamol.safetensors"
    cut.write_bytes(data[:-1000])
    newer.write_bytes(data.replace(f'\\"format\\": {MODEL_FORMAT}'.encode(), b'\\"format\\": 9'))
    for path, reason in [(cut, "cut short"), (newer, "format 9")]:
        words = ["--model", path, "--output", tmp_path / "m.tif"]
        assert reason in fails("classify", *scene.layers("sar"), *words)


def test_an_output_that_cannot_be_written(fails, scene, model, tmp_path):
    words = ["classify", *scene.layers("sar"), "--model", model, "--output"]
    assert "does not exist" in fails(*words, tmp_path / "none" / "map.tif")
    (tmp_path / "folder.tif").mkdir()
    assert "folder" in fails(*words, tmp_path / "folder.tif")
    if os.getuid() != 0:
        locked = tmp_path / "locked"
        locked.mkdir(mode=0o555)
        assert "written" in fails(*words, locked / "map.tif")


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can mount a small disk")
def test_a_disk_that_fills_up(scene, model, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=8k", "tmpfs", str(disk)], check=False)
    if mounted.returncode:
        pytest.skip("a small disk can't be mounted here")
    try:
        words = [*scene.layers("sar"), "--model", model, "--output", disk / "m.tif", "--probabilities", disk / "p.tif"]
        command = [sys.executable, "-m", "mamol_core", "classify", *map(str, words)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        assert done.returncode == 2, done.stderr
        assert "Traceback" not in done.stderr and "space" in done.stderr.splitlines()[-1]
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def said(capfd):
    return capfd.readouterr().err


def run_on(values, name, names, scene, model, tmp_path, capfd, sensor="optical", **profile):
    path = write(tmp_path / name, values, names, **profile)
    capfd.readouterr()
    code = main(["classify", "--layer", f"{sensor}={path}", "--model", model, "--output", str(tmp_path / "map.tif")])
    text = said(capfd)
    if code:
        return None, text
    with rasterio.open(tmp_path / "map.tif") as data:
        return float((data.read(1) == scene.truth).mean()), text


def test_values_in_other_units_should_never_pass_in_silence(scene, model, tmp_path, capfd):
    with rasterio.open(scene.path("optical.tif")) as data:
        optical = data.read().astype(np.float32)
    with rasterio.open(scene.path("sar.tif")) as data:
        sar = data.read()
    good, text = run_on(optical, "same.tif", NAMES, scene, model, tmp_path, capfd)
    assert good > 0.9 and "Warning" not in text
    cases = {
        "scaled": (optical * 1e-4, NAMES, "optical"),
        "offset": (optical + 1000, NAMES, "optical"),
        "linear": (10 ** (sar / 10), ["VV", "VH"], "sar"),
        "nameless": (optical[[0, 1, 3, 2, 4]], [], "optical"),
    }
    alone, _ = run_on(sar, "sar.tif", ["VV", "VH"], scene, model, tmp_path, capfd, sensor="sar")
    for name, (values, names, sensor) in cases.items():
        share, text = run_on(values, f"{name}.tif", names, scene, model, tmp_path, capfd, sensor=sensor)
        assert share is None or "Warning" in text, name
        if share is not None and name in ("scaled", "linear"):
            assert share > (good if sensor == "optical" else alone) - 0.03, (name, text)


def test_a_scale_and_offset_in_the_file_should_be_honoured(scene, model, tmp_path, capfd):
    with rasterio.open(scene.path("optical.tif")) as data:
        optical = data.read()
    path = tmp_path / "scaled.tif"
    shutil.copy(write(tmp_path / "plain.tif", optical.astype("uint16") * 2 + 10, NAMES), path)
    with rasterio.open(path, "r+") as data:
        data.scales, data.offsets = [0.5] * 5, [-5.0] * 5
    capfd.readouterr()
    assert main(["classify", "--layer", f"optical={path}", "--model", model, "--output", str(tmp_path / "m.tif")]) == 0
    assert "Warning" not in said(capfd)
    with rasterio.open(tmp_path / "m.tif") as data:
        assert data.read(1).shape == (SIDE, SIDE) and (data.read(1) == scene.truth).mean() > 0.9
