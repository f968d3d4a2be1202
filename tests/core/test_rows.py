"""Whole rows of tiles on one device: the map of one tile after another, whatever the chunks, the memory or the card."""

from dataclasses import replace

import numpy as np
import pytest
import rasterio
import torch

from mamol_core.commands import main
from mamol_core.contract import ClassifyRequest, Layer
from mamol_core.errors import Cancelled, DeviceError, LayerError
from mamol_core.mapping import classify as classify_module
from mamol_core.mapping import rows
from mamol_core.mapping.plan import make_plan
from mamol_core.model import device as device_module
from mamol_core.model.device import choose_device
from mamol_core.reporting import Reporter

from .conftest import write


@pytest.fixture
def by_rows(monkeypatch):
    """Maps are made as on a GPU, only that the tensors lie in the computer's memory; chunks are small."""
    chosen, map_rows, used = classify_module.prepare, rows.map_rows, []
    monkeypatch.setattr(
        classify_module, "prepare", lambda plan, reporter: replace(chosen(plan, reporter), by_rows=True, batch=3)
    )
    monkeypatch.setattr(rows, "map_rows", lambda *words: used.append(True) or map_rows(*words))
    monkeypatch.setattr(rows, "CHUNK_ROWS", 48)
    monkeypatch.setattr(rows, "CHUNK_COLS", 80)
    monkeypatch.setattr(rows, "_LEAST_COLS", 64)
    yield monkeypatch
    assert used


WINDOW = "--extent=499950,5398650,501500,5399990"
CASES = {
    "all sensors": (["optical", "sar", "lidar"], []),
    "one sensor": (["sar"], ["--tile", "64"]),
    "another grid": (["optical", "lidar"], [WINDOW, "--resolution", "12", "--tile", "32"]),
    "thorough": (["optical", "sar"], ["--effort", "thorough", "--tile", "96"]),
    "beyond the layers": (["optical", "lidar"], ["--extent=499800,5398300,501900,5400200", "--tile", "64"]),
}


def products(folder, layers, model, *extra):
    names = ("confidence", "probabilities", "sensors-used")
    files = [f"{folder}/{name}.tif" for name in ("map", *names)]
    words = ["classify", *layers, "--model", model, "--output", files[0], *extra]
    words += [word for name, path in zip(names, files[1:], strict=True) for word in (f"--{name}", path)]
    assert main(words) == 0
    found = []
    for path in files:
        with rasterio.open(path) as raster:
            found.append(raster.read())
    return found


@pytest.mark.parametrize("case", CASES)
def test_rows_should_make_the_map_that_tiles_make(case, scene, model, by_rows, tmp_path):
    sensors, extra = CASES[case]
    for folder in ("tiles", "rows"):
        (tmp_path / folder).mkdir()
    by_row = products(tmp_path / "rows", scene.layers(*sensors), model, *extra)
    by_rows.undo()
    by_tile = products(tmp_path / "tiles", scene.layers(*sensors), model, *extra)
    assert by_tile[0].any()
    assert (by_row[0] == by_tile[0]).mean() > 0.9999
    np.testing.assert_array_equal(by_row[3], by_tile[3])
    for one, other in zip(by_row[1:3], by_tile[1:3], strict=True):
        assert np.abs(one.astype(int) - other).max() <= 1


def test_an_area_and_clouds_should_be_left_out_alike(scene, model, by_rows, tmp_path):
    clouds = np.ones((160, 160), np.uint8)
    clouds[30:90, 20:140] = 0
    mask = write(tmp_path / "clouds.tif", clouds)
    area = tmp_path / "area.geojson"
    area.write_text(
        '{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:32633"}}, "features": '
        '[{"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": '
        "[[[500100, 5399900], [501400, 5399700], [500300, 5398600], [500100, 5399900]]]}}]}"
    )
    extra = ["--mask", f"optical={mask}", "--aoi", str(area), "--tile", "32"]
    for folder in ("tiles", "rows"):
        (tmp_path / folder).mkdir()
    by_row = products(tmp_path / "rows", scene.layers("optical", "sar"), model, *extra)
    by_rows.undo()
    by_tile = products(tmp_path / "tiles", scene.layers("optical", "sar"), model, *extra)
    assert {0, 2, 3} <= set(np.unique(by_tile[3]).tolist())
    for one, other in zip(by_row, by_tile, strict=True):
        assert np.abs(one.astype(int) - other).max() <= 1


def test_bfloat16_should_hardly_change_the_map(scene, model, by_rows, classify):
    single, _ = classify(scene.layers("optical", "sar", "lidar"))
    small = classify_module.prepare

    def prepare(plan, reporter):
        runtime = small(plan, reporter)
        runtime.predictor.network.to(torch.bfloat16)
        return replace(runtime, precision=torch.bfloat16)

    by_rows.setattr(classify_module, "prepare", prepare)
    half, _ = classify(scene.layers("optical", "sar", "lidar"))
    assert (half == single).mean() > 0.995


def failing(by_rows, fail):
    """Every prediction first calls ``fail`` with the number of tiles and of predictions so far."""
    small, counts = classify_module.prepare, []

    def prepare(plan, reporter):
        runtime = small(plan, reporter)
        ask = runtime.predictor.probabilities

        def probabilities(features, masks):
            counts.append(len(masks))
            fail(len(masks), len(counts))
            return ask(features, masks)

        runtime.predictor.probabilities = probabilities
        return runtime

    by_rows.setattr(classify_module, "prepare", prepare)
    return counts


def test_too_many_tiles_for_the_memory_should_be_halved_and_said(scene, model, by_rows, classify, capsys):
    whole, _ = classify(scene.layers("optical"), "--tile", "32")

    def fail(tiles, _):
        if tiles > 1:
            raise torch.OutOfMemoryError

    counts = failing(by_rows, fail)
    halved, _ = classify(scene.layers("optical"), "--tile", "32")
    np.testing.assert_array_equal(halved, whole)
    assert counts[:3] == [1, 3, 1] and set(counts[2:]) == {1}  # the smaller size stays
    assert "ran out of memory with 3 tiles at once; trying 1 from now on" in capsys.readouterr().err


def test_a_single_tile_beyond_the_memory_should_be_refused(scene, model, by_rows, tmp_path):
    def fail(*_):
        raise torch.OutOfMemoryError

    failing(by_rows, fail)
    words = ["classify", *scene.layers("sar"), "--model", model, "--output", str(tmp_path / "map.tif")]
    assert main(words) == 2
    assert not list(tmp_path.iterdir())


def test_a_card_that_vanishes_should_leave_the_rest_to_the_cpu(scene, model, by_rows, classify, capsys):
    whole, _ = classify(scene.layers("optical", "lidar"), "--tile", "32")
    rows_of_part = []

    def fail(_, number):
        rows_of_part.append(number)
        if number == 9:
            raise torch.AcceleratorError("CUDA error: unspecified launch failure\nmore lines")

    failing(by_rows, fail)
    after, _ = classify(scene.layers("optical", "lidar"), "--tile", "32")
    np.testing.assert_array_equal(after, whole)
    said = capsys.readouterr().err
    assert "failed while mapping (CUDA error: unspecified launch failure). The CPU makes the rest" in said


def test_other_errors_should_not_be_taken_for_a_failed_card(scene, model, by_rows, tmp_path):
    def fail(*_):
        raise RuntimeError("something else")

    failing(by_rows, fail)
    words = ["classify", *scene.layers("sar"), "--model", model, "--output", str(tmp_path / "map.tif")]
    with pytest.raises(RuntimeError, match="something else"):
        main(words)


def test_a_cancelled_run_should_end(scene, model, by_rows, tmp_path):
    reporter = Reporter()
    failing(by_rows, lambda tiles, number: number < 3 or reporter.cancel.set())
    request = ClassifyRequest((Layer("sar", scene.path("sar.tif")),), model, str(tmp_path / "map.tif"), tile=32)
    with pytest.raises(Cancelled):
        classify_module.classify(request, reporter)


def test_an_error_while_decoding_should_reach_the_caller(scene, model, by_rows, tmp_path):
    def fail(*_):
        raise LayerError("Layer broken.")

    request = ClassifyRequest((Layer("sar", scene.path("sar.tif")),), model, str(tmp_path / "map.tif"))
    with rasterio.Env(), pytest.raises(LayerError, match="broken"):
        plan = make_plan(request, Reporter())
        by_rows.setattr("mamol_core.rasters.reader.Reader.read_into", fail)
        list(rows.map_rows(plan, classify_module.prepare(plan, Reporter()), range(plan.tiling.rows), Reporter()))


def pretend_gpus(monkeypatch, free, works=lambda number: True):
    """A computer with GPUs of so many bytes of free memory; those that do not work raise what CUDA raises."""

    def ones(*_, device):
        if not works(device.index):
            raise RuntimeError("CUDA error: out of memory")
        return torch.zeros(8)

    cuda = device_module.torch.cuda
    monkeypatch.setattr(device_module.torch.backends.cuda, "is_built", lambda: True)
    monkeypatch.setattr(cuda, "is_available", lambda: True)
    monkeypatch.setattr(cuda, "device_count", lambda: len(free))
    monkeypatch.setattr(cuda, "get_device_name", lambda number: f"GPU {number}")
    monkeypatch.setattr(cuda, "mem_get_info", lambda number: (free[number], 99))
    monkeypatch.setattr(cuda, "memory_reserved", lambda number: 0)
    monkeypatch.setattr(cuda, "memory_allocated", lambda number: 0)
    monkeypatch.setattr(device_module.torch, "ones", ones)


def test_auto_should_take_the_card_with_the_most_free_memory(monkeypatch):
    pretend_gpus(monkeypatch, [10, 30, 20])
    device = choose_device("auto")
    assert (device.index, device.label) == (1, "GPU 1") and "most free memory" in device.reason


def test_a_card_that_does_not_work_should_be_passed_over(monkeypatch):
    pretend_gpus(monkeypatch, [10, 30], works=lambda number: number == 0)
    assert choose_device("auto").index == 0


def test_a_card_should_be_asked_for_by_its_number(monkeypatch):
    pretend_gpus(monkeypatch, [10, 30])
    assert choose_device("cuda:0").index == 0
    with pytest.raises(DeviceError, match=r"cuda:2 was asked for, but there is no GPU of that number; 2 found"):
        choose_device("cuda:2")


def test_a_driver_that_is_too_old_should_be_named(monkeypatch):
    def too_old():
        import warnings

        warnings.warn("The NVIDIA driver on your system is too old (found version 11040).", stacklevel=1)
        return False

    monkeypatch.setattr(device_module.torch.backends.cuda, "is_built", lambda: True)
    monkeypatch.setattr(device_module.torch.cuda, "is_available", too_old)
    assert "the NVIDIA driver is too old" in choose_device("auto").sentence
    with pytest.raises(DeviceError, match="driver is too old"):
        choose_device("cuda")
