"""Layers that differ by date only are one sensor, a series: read, trained, mapped with other dates, refused."""

import datetime

import numpy as np
import pytest
import rasterio
import torch

from mamol_core.cards import read_card
from mamol_core.commands import main
from mamol_core.contract import Layer
from mamol_core.errors import LayerError
from mamol_core.labels.labels import read_labels
from mamol_core.mapping import pipeline, pooling
from mamol_core.matching import Band
from mamol_core.model.modelfile import load_model
from mamol_core.model.series import SeriesFeatures
from mamol_core.rasters.series import SeriesReader
from mamol_core.rasters.source import open_source
from mamol_core.reporting import Reporter
from mamol_core.sensors.sensor import SensorSpec
from mamol_core.sensors.series import describe, match
from mamol_core.sensors.statistics import own_grid
from mamol_core.training.samples import OpenScene, warn_of_many_dates

from .conftest import NAMES, write

DATES = ("2023-03-05", "2023-05-20", "2023-07-10", "2023-10-02")
SIDE = 128


@pytest.fixture(scope="module")
def scene(tmp_path_factory):
    """Winter wheat (1) is green in spring, maize (2) in summer, grass (3) always: one date can't tell all of them."""
    folder = tmp_path_factory.mktemp("series")
    rng = np.random.default_rng(3)
    rows, cols = np.mgrid[:SIDE, :SIDE]
    truth = (1 + (rows // 16 + 2 * (cols // 16)) % 3).astype(np.uint8)
    green = {
        "2023-03-05": (0.6, 0.1, 0.5), "2023-05-20": (0.9, 0.2, 0.6), "2023-07-10": (0.2, 0.9, 0.6),
        "2023-10-02": (0.1, 0.3, 0.5),
    }  # fmt: skip
    bare, leafy = np.array([700, 900, 1200, 1800, 2600]), np.array([300, 700, 400, 4200, 1800])
    files = {}
    for number, day in enumerate(DATES):
        share = np.array(green[day])[truth - 1] + rng.normal(0, 0.05, truth.shape)
        values = bare[:, None, None] * (1 - share) + leafy[:, None, None] * share
        values *= rng.normal(1, 0.03, values.shape)
        cloud = np.zeros(truth.shape, bool)
        cloud[32 * number : 32 * number + 32] = True
        values[:, cloud] = 9000
        files[day] = write(folder / f"{day}.tif", values.clip(1), NAMES, "uint16", nodata=0)
        write(folder / f"{day}-SCL.tif", np.where(cloud, 9, 4), dtype="uint8")
    write(
        folder / "labels.tif", np.where((rows % 16 > 4) & (cols % 16 > 4) & (rows % 32 < 16), truth, 0), dtype="uint8"
    )
    return folder, truth


def layers(folder, dates=DATES):
    words = [word for day in dates for word in ("--layer", f"optical:s2@{day}={folder / day}.tif")]
    return words + [word for day in dates for word in ("--mask", f"optical:s2@{day}={folder / day}-SCL.tif")]


@pytest.fixture(scope="module")
def model(scene):
    folder, _ = scene
    path = str(folder / "model.mamol.safetensors")
    words = ["--labels", str(folder / "labels.tif"), "--model", path, "--effort", "quick"]
    assert main(["train", *layers(folder), *words]) == 0
    return path


@pytest.fixture
def mapped(scene, model, tmp_path):
    """Codes of a map of these dates, and how many of them are right."""

    def run(dates, *extra):
        output = tmp_path / f"map-{len(list(tmp_path.iterdir()))}.tif"
        words = ["--model", model, "--output", str(output), *extra]
        assert main(["classify", *layers(scene[0], dates), *words]) == 0
        with rasterio.open(output) as raster:
            codes = raster.read(1)
        return codes, float((codes == scene[1]).mean())

    return run


def test_a_card_should_say_that_a_sensor_is_a_series(model):
    (sensor,) = read_card(model)["sensors"]
    assert sensor["sensor"] == "optical:s2" and sensor["dates"] == list(DATES)


def test_a_series_should_be_mapped_with_all_some_and_single_dates_in_any_order(mapped):
    codes, right = mapped(DATES)
    assert right > 0.9 and (codes > 0).all()  # every date has a cloud elsewhere
    again, _ = mapped(DATES[::-1])
    assert (codes == again).all()
    _, fewer = mapped(DATES[1:3])
    alone, _ = mapped(DATES[2:3])
    assert right >= fewer - 0.03 and fewer > 0.6
    assert (alone[64:96] == 0).all() and (alone[:64] > 0).all() and (alone[96:] > 0).all()


def test_where_one_date_is_cloudy_the_others_should_serve(mapped, scene):
    codes, _ = mapped(DATES[:3])
    cloudy = (codes == scene[1])[:96]  # each of the three dates is cloudy in a third of it
    assert (codes > 0).all() and cloudy.mean() > 0.6
    single, _ = mapped(DATES[:1])
    assert (single[:32] == 0).all() and (single[32:] > 0).all()


def test_a_sensor_should_be_a_series_or_not_and_each_date_be_given_once(scene, model, tmp_path, capfd):
    folder, _ = scene
    there = str(folder / f"{DATES[0]}.tif")

    def refused(*layers, model=model):
        words = [word for layer in layers for word in ("--layer", layer)]
        assert main(["classify", *words, "--model", model, "--output", str(tmp_path / "map.tif")]) != 0
        assert not (tmp_path / "map.tif").exists()
        return capfd.readouterr().err

    assert "was given twice" in refused(f"optical:s2@2023-03-05={there}", f"optical:s2@2023-03-05={there}")
    assert "with and without a date" in refused(f"optical:s2@2023-03-05={there}", f"optical:s2={there}")
    for text in ("2023-02-30", "20230305", "spring", ""):
        assert f"'{text}' is not a date" in refused(f"optical:s2@{text}={there}")
    assert "has no date" in refused(f"optical:s2={there}")


def test_a_model_of_one_layer_should_take_one_date_and_no_more(scene, tmp_path, capfd):
    folder, _ = scene
    model, output = str(tmp_path / "one.mamol.safetensors"), str(tmp_path / "map.tif")
    words = ["--labels", str(folder / "labels.tif"), "--model", model, "--effort", "quick"]
    assert main(["train", "--layer", f"optical:s2={folder / DATES[2]}.tif", *words]) == 0
    assert "dates" not in read_card(model)["sensors"][0]
    mapping = ["--model", model, "--output", output]
    assert main(["classify", *layers(folder, DATES[2:3]), *mapping]) == 0
    capfd.readouterr()
    assert main(["classify", *layers(folder, DATES[1:3]), *mapping]) != 0
    assert "trained with one layer of optical s2, not with a series; 2 dates" in capfd.readouterr().err


def test_more_dates_than_the_memory_holds_should_be_warned_of(scene, mapped, model, monkeypatch, capfd):
    def cut():
        reporter = Reporter()
        sources = [open_source(Layer(f"optical:s2@{day}", str(scene[0] / f"{day}.tif"))) for day in DATES]
        grid = own_grid(sources[0])
        labels = read_labels(str(scene[0] / "labels.tif"), grid)
        with match(sources, grid, load_model(model)[0].sensors[0], reporter).open(grid) as reader:
            warn_of_many_dates(load_model(model)[0], [OpenScene(None, labels, [reader])], reporter)
        return " ".join(reporter.warnings)

    mapped(DATES)
    assert "of memory" not in capfd.readouterr().err + cut()
    monkeypatch.setattr("mamol_core.model.memory.installed_memory", lambda: 1_000_000)
    mapped(DATES)
    assert "4 dates take some" in (said := capfd.readouterr().err) and "Leave out some dates" in said
    assert "4 dates take some" in (said := cut()) and "Leave out some dates" in said


def test_the_pool_should_not_depend_on_the_order_of_dates_nor_on_unseen_values():
    numbers = (0.0,) * 2
    bands = (Band("B1"), Band("B2"))
    spec = SensorSpec("sar", bands, "backscatter", "dB", 10, numbers, numbers, numbers, numbers, numbers, (), DATES)
    series = SeriesFeatures(spec, 10)
    values = torch.randn(2, 4, 3, 6, 7)
    values[:, :, 2] = (torch.rand(2, 4, 6, 7) > 0.4) * torch.tensor([64, 140, 191, 275])[:, None, None]
    mask = (values[:, :, 2] > 0).any(1, keepdim=True).float()
    pooled = series(values.flatten(1, 2), mask)
    assert pooled.shape == (2, series.count, 6, 7) and (pooled * (1 - mask) == 0).all()
    assert torch.allclose(series(values[:, [2, 0, 3, 1]].flatten(1, 2), mask), pooled, atol=1e-5)
    values[:, :, :2][(values[:, :, 2:] == 0).expand(-1, -1, 2, -1, -1)] = 99
    assert torch.allclose(series(values.flatten(1, 2), mask), pooled, atol=1e-5)
    # a date that saw nothing does not count
    unseen = torch.cat([values, torch.full_like(values[:, :1], 99)], 1)
    unseen[:, -1, 2] = 0
    assert torch.allclose(series(unseen.flatten(1, 2), mask), pooled, atol=1e-5)
    # what a training keeps of each date gives the same
    for window, features in zip(values.flatten(1, 2), pooled, strict=True):
        assert torch.allclose(series.pool(series.standardise(window)), features, atol=1e-5)
    # where one date alone saw the pixel, it is what every point of the year shows
    alone = values[:, 1:2].flatten(1, 2)
    course = series(alone, mask).unflatten(1, (4, 2))
    assert torch.allclose(course, course[:, :1].expand_as(course), atol=1e-5)


def pooled_on(days):
    """The series of one band that was trained with these days of a year."""
    dates = tuple(str(datetime.date(2023, 12, 31) + datetime.timedelta(day)) for day in days)
    spec = SensorSpec("sar", (Band("VV"),), "backscatter", "dB", 10, *[(0.0,)] * 5, (), dates)
    return SeriesFeatures(spec, 10)


def test_a_series_should_be_pooled_at_the_days_it_was_trained_with():
    series = pooled_on([5, 40, 42, 90, 300])
    assert series.points == [5, 40, 90, 300] and series.count == 4
    values = torch.ones(1, 5, 2, 3, 3)
    values[0, :, 0], values[0, :, 1] = (
        torch.tensor(numbers)[:, None, None] for numbers in ([0.1, 0.2, 0.4, 0.5, 0.6], [5.0, 40.0, 42.0, 90.0, 300.0])
    )
    pooled = series(values.flatten(1, 2), torch.ones(1, 1, 3, 3))[0, :, 0, 0]
    assert pooled[[0, 2, 3]] == pytest.approx([0.1, 0.5, 0.6], abs=0.001) and 0.27 < pooled[1] < 0.29
    values[0, 0, 1] = 0  # not seen on day 5: the nearest days are 34 to 70 days off, over the new year and not
    assert 0.2 < series(values.flatten(1, 2), torch.ones(1, 1, 3, 3))[0, 0, 0, 0] < 0.4


def test_a_cloud_that_no_mask_knows_should_not_count_beside_other_dates():
    series = pooled_on([40, 80, 120, 160, 200])
    clear = torch.rand(5, 1, 8, 8)
    days = torch.tensor([40.0, 80.0, 120.0, 160.0, 200.0])[:, None, None, None].expand_as(clear)
    cloudy = clear.clone()
    cloudy[2] += 20
    windows = [(torch.cat([values, days], 1).flatten(0, 1), torch.ones(8, 8)) for values in (clear, cloudy)]
    spreads = []
    for window in windows:
        series.fit([window])
        spreads.append(float(series.each.scale[0]))
    assert spreads[1] == pytest.approx(spreads[0], rel=0.2)
    pooled = series(windows[1][0][None], torch.ones(1, 1, 8, 8))
    assert pooled.abs().max() < 3  # the dates before and after stand for it
    stored = series.pool(series.standardise(windows[1][0]))
    assert torch.allclose(stored, pooled[0], atol=1e-4)
    alone = series(torch.cat([cloudy[2], days[2]])[None], torch.ones(1, 1, 8, 8))
    assert alone.min() > 5  # a pixel that no other date saw keeps what there is


def test_a_long_series_should_be_pooled_at_some_of_its_days():
    points = pooled_on(range(1, 361, 5)).points
    assert len(points) == 16 and (points[0], points[-1]) == (1, 356) and set(np.diff(points)) <= {20, 25}


def test_a_map_should_tell_how_many_dates_saw_each_pixel(mapped, scene, tmp_path):
    counts = tmp_path / "dates.tif"
    mapped(DATES, "--dates-used", str(counts))
    with rasterio.open(counts) as raster:
        assert raster.descriptions == ("dates of optical:s2",) and raster.nodata == 65535
        assert (raster.read(1) == 3).all()  # each of the four is cloudy in a quarter
    mapped(DATES[:1], "--dates-used", str(counts))
    with rasterio.open(counts) as raster:
        seen = raster.read(1)
        assert (seen[:32] == 65535).all() and (seen[32:] == 1).all()
    assert "<item" in counts.with_suffix(".qml").read_text()


@pytest.fixture
def described(scene, tmp_path):
    """The sensor that two dates of the same land are, how they are read and what is said; ``change``: of the second."""

    def run(change, order=(0, 1)):
        with rasterio.open(scene[0] / f"{DATES[1]}.tif") as data:
            values, told = data.read()[:, 64:], []  # without the cloud
        sources = []
        for number, stored in enumerate((values, change(values))[place] for place in order):
            names = (*NAMES, "B12")[: len(stored)]
            path = write(tmp_path / f"{number}.tif", stored, names, "uint16", nodata=0)
            sources.append(open_source(Layer(f"optical@{DATES[number]}", path)))
        return *describe(sources, own_grid(sources[0]), Reporter(told.append)), told

    return run


def test_a_date_with_sentinel_2s_offset_should_be_trained_on_as_the_others(described):
    spec, read, told = described(lambda values: values + 1000)
    first, second = read.dates
    assert first.conversion is None and second.conversion.offset == -1000
    said = " ".join(event["message"] for event in told)
    assert "converted to the units of the first date" in said and "Sentinel-2's offset" in said
    alone = described(lambda values: values)
    assert alone[1].dates[1].conversion is None and np.allclose(spec.median, alone[0].median)


def test_a_date_that_lacks_bands_should_be_compared_with_the_first_date_and_not_with_a_model(described):
    with pytest.raises(LayerError, match=r"has bands B02, .*; the first date has B02, .*Missing: ") as error:
        described(lambda values: values[:-1])
    assert error.value.hint == "Choose the layer with those bands, or name its bands as the first date does."


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_empty_band_that_is_not_used_should_not_cost_a_date(described, order):
    spec, read, told = described(lambda values: np.concatenate([values, 0 * values[:1]]), order)
    assert not any(entry.empty for entry in read.dates) and spec.dates == DATES[:2]
    assert not any("no valid pixel" in event["message"] for event in told)


def test_a_map_should_read_every_pixel_of_a_date_once_and_be_the_same_in_chunks_of_any_size(mapped, monkeypatch):
    read, kept, parts = [], [], ("--tile", "32")
    read_into, pooled_series = SeriesReader.read_into, pipeline._pooled_series

    def recorded(reader, row, col, values, available):
        read.append(np.s_[row : row + available.shape[0], col : col + available.shape[1]])
        read_into(reader, row, col, values, available)

    def remembered(*given):
        found = pooled_series(*given)
        kept.extend(found.values())
        return found

    monkeypatch.setattr(SeriesReader, "read_into", recorded)
    monkeypatch.setattr(pipeline, "_pooled_series", lambda *given: {})
    each_tile, _ = mapped(DATES, *parts)
    read.clear()
    monkeypatch.setattr(pipeline, "_pooled_series", remembered)
    monkeypatch.setattr(pooling, "PIECE", 16)
    for side in (40, 64, 512):
        monkeypatch.setattr(pooling, "SERIES_CHUNK", side)
        codes, _ = mapped(DATES, *parts)
        times = np.zeros(codes.shape, int)
        for place in read:
            times[place] += 1
        assert (codes == each_tile).all() and (times == 1).all()
        read.clear()
        assert not kept.pop()._chunks and not kept  # what no tile needs any more is forgotten
