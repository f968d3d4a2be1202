"""Windows on a grid: exact availability, values over valid pixels only, truth from rasterio and plain arithmetic."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.warp import transform

from mamol_core.contract import Layer
from mamol_core.errors import LayerError
from mamol_core.rasters.conversion import Conversion
from mamol_core.rasters.grid import Grid, choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source

from .conftest import write

X, Y = 500000.0, 5400000.0


def grid_of(size, pixel=10.0, crs="EPSG:32633", origin=(X, Y)):
    return Grid(CRS.from_user_input(crs), Affine(pixel, 0, origin[0], 0, -pixel, origin[1]), size, size)


def read(path, grid, window=None, bands=None, conversion=None, **options):
    with Reader(open_source(Layer("optical", str(path), **options)), grid, bands, conversion) as reader:
        return reader.read(*(window or (0, 0, grid.height, grid.width)))


@pytest.fixture
def noisy(tmp_path):
    """Path and values of a layer of 3 bands with 10 % nodata at random."""
    rng = np.random.default_rng(1)
    values = rng.integers(1, 5000, (3, 90, 110)).astype(np.int16)
    values[:, rng.random((90, 110)) < 0.1] = -1
    return write(tmp_path / "noisy.tif", values, nodata=-1), values


def test_plain_window_reaching_over_every_edge(noisy):
    path, stored = noisy
    grid = grid_of(130, origin=(X - 50, Y + 30))
    values, available = read(path, grid, (-7, -9, 150, 160))
    expected = np.zeros((3, 150, 160), np.float32)
    expected[:, 10:100, 14:124] = np.where(stored == -1, 0, stored)
    assert values.dtype == np.float32
    np.testing.assert_array_equal(values, expected)
    np.testing.assert_array_equal(available, expected[0] > 0)


def test_one_bad_band_makes_a_pixel_unavailable_only_where_used(tmp_path):
    stored = np.ones((2, 4, 4), np.float32)
    stored[0, 0, 0], stored[1, 1, 1], stored[1, 2, 2] = np.nan, np.inf, -9999
    path = write(tmp_path / "a.tif", stored, nodata=-9999)
    assert np.argwhere(~read(path, grid_of(4))[1]).tolist() == [[0, 0], [1, 1], [2, 2]]
    values, available = read(path, grid_of(4), bands=[1])
    assert np.argwhere(~available).tolist() == [[1, 1], [2, 2]]
    assert np.isfinite(values).all() and values.shape == (1, 4, 4)
    assert read(path, grid_of(4), nodata=())[1].sum() == 14


def test_nodata_ranges_scale_offset_and_conversion(tmp_path):
    path = write(tmp_path / "a.tif", [[[1, 5, 6, 100]]], dtype="uint8")
    with rasterio.open(path, "r+") as file:
        file.scales, file.offsets = (0.5,), (1.0,)
    grid = Grid(CRS.from_epsg(32633), Affine(10, 0, X, 0, -10, Y), 4, 1)
    values, available = read(path, grid, nodata=((5.0, 6.0),), conversion=Conversion("x", 10, -1))
    np.testing.assert_allclose(values[0, 0], [14, 0, 0, 509])
    assert available[0].tolist() == [True, False, False, True]


def test_power_without_logarithm_is_unavailable(tmp_path):
    path = write(tmp_path / "a.tif", [[[0.1, 0.0], [-1.0, 100.0]]], dtype="float32")
    values, available = read(path, grid_of(2), conversion=Conversion("dB", to_db=True))
    np.testing.assert_allclose(values[0], [[-10, 0], [0, 20]], atol=1e-6)
    assert available.tolist() == [[True, False], [False, True]]


def test_alpha_internal_mask_and_mask_file(tmp_path):
    alpha = np.ones((4, 6, 6), np.uint8)
    alpha[3, 2, 3] = 0
    path = write(tmp_path / "rgba.tif", alpha, photometric="RGB", alpha="yes")
    assert np.argwhere(~read(path, grid_of(6))[1]).tolist() == [[2, 3]]
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=True):
        path = write(tmp_path / "masked.tif", np.ones((2, 6, 6), np.uint8))
        inside = np.full((6, 6), 255, np.uint8)
        inside[4, 1] = 0
        with rasterio.open(path, "r+") as file:
            file.write_mask(inside)
    assert np.argwhere(~read(path, grid_of(6))[1]).tolist() == [[4, 1]]
    clouds = write(tmp_path / "clouds.tif", [[1, 0], [9, 1]], dtype="uint8", nodata=9, pixel=20.0)
    expected = np.zeros((6, 6), bool)
    expected[:2, :2] = expected[2:4, 2:4] = True
    plain = write(tmp_path / "b.tif", np.ones((6, 6)))
    np.testing.assert_array_equal(read(plain, grid_of(6), mask=clouds)[1], expected)


@pytest.mark.parametrize(
    ("crs", "pixel", "origin"),
    [
        ("EPSG:32633", 10, (X + 203.7, Y - 104.1)),
        ("EPSG:32633", 4, (X + 201, Y - 103)),
        ("EPSG:32633", 27, (X + 1, Y - 103)),
        ("EPSG:32632", 10, None),
        ("EPSG:4326", 1.3e-4, None),
        ("EPSG:3035", 30, None),
    ],
)
def test_availability_is_that_of_the_nearest_source_pixel(noisy, crs, pixel, origin):
    path, stored = noisy
    if origin is None:
        (x,), (y,) = transform(CRS.from_epsg(32633), CRS.from_user_input(crs), [X + 550], [Y - 450])
        origin = (x - 35 * pixel, y + 35 * pixel)
    grid = grid_of(70, pixel, crs, origin)
    values, available = read(path, grid)
    rows, cols = np.mgrid[:70, :70] + 0.5
    x, y = origin[0] + pixel * cols, origin[1] - pixel * rows
    xs, ys = transform(CRS.from_user_input(crs), CRS.from_epsg(32633), x.ravel(), y.ravel())
    row = np.floor((Y - np.array(ys)) / 10).astype(int).reshape(70, 70)
    col = np.floor((np.array(xs) - X) / 10).astype(int).reshape(70, 70)
    inside = (row >= 0) & (row < 90) & (col >= 0) & (col < 110)
    valid = inside & (stored[0][row.clip(0, 89), col.clip(0, 109)] != -1)
    assert valid.any() and not valid.all()
    np.testing.assert_array_equal(available, valid)
    assert (values[:, available] >= 1).all()
    assert (values[:, available] <= 5000).all()
    assert not values[:, ~available].any()
    part, mask = read(path, grid, (11, 23, 30, 40))
    np.testing.assert_allclose(part, values[:, 11:41, 23:63], rtol=1e-3, atol=1e-2)
    np.testing.assert_array_equal(mask, available[11:41, 23:63])


def test_bilinear_over_valid_pixels_only(tmp_path):
    rows, cols = np.mgrid[:40, :40]
    plane = (3 * rows + 2 * cols + 100).astype(np.float32)
    path = write(tmp_path / "a.tif", plane)
    grid = grid_of(50, 5, origin=(X + 52.5, Y - 51))
    values, available = read(path, grid)
    at = np.arange(50) * 5 + 2.5
    expected = 3 * ((51 + at[:, None]) / 10 - 0.5) + 2 * ((52.5 + at[None, :]) / 10 - 0.5) + 100
    assert available.all()
    np.testing.assert_allclose(values[0], expected, rtol=1e-5)
    plane[10, 10] = -9999
    values, available = read(write(tmp_path / "b.tif", plane, nodata=-9999), grid)
    assert 0 < (~available).sum() <= 4
    assert np.abs(values[0] - expected)[available].max() < 3


def test_a_finer_source_is_averaged_over_valid_pixels(tmp_path, monkeypatch):
    stored = np.random.default_rng(0).random((2, 60, 60)).astype(np.float32)
    stored[:, 3, 4] = np.nan
    path = write(tmp_path / "a.tif", stored)
    expected = np.nanmean(stored.reshape(2, 10, 6, 10, 6), axis=(2, 4))
    values, available = read(path, grid_of(10, 60))
    np.testing.assert_allclose(values[:, available], expected[:, available], rtol=1e-5)
    monkeypatch.setattr("mamol_core.rasters.reader._MOST_VALUES", 300)
    np.testing.assert_array_equal(read(path, grid_of(10, 60))[0], values)


def test_south_up_and_rotated_sources(tmp_path):
    stored = np.arange(1, 401, dtype=np.float32).reshape(20, 20)
    path = write(tmp_path / "a.tif", stored[::-1])
    with rasterio.open(path, "r+") as file:
        file.transform = Affine(10, 0, X, 0, 10, Y - 200)
    np.testing.assert_allclose(read(path, grid_of(20))[0][0], stored, rtol=1e-6)
    path = write(tmp_path / "b.tif", stored.T)
    with rasterio.open(path, "r+") as file:
        file.transform = Affine(0, 10, X, -10, 0, Y)
    np.testing.assert_allclose(read(path, grid_of(20))[0][0], stored, rtol=1e-6)


def test_longitudes_beyond_180(tmp_path):
    path = write(tmp_path / "a.tif", np.ones((50, 50)), crs="EPSG:4326", origin=(179.995, 0.002), pixel=2e-4)
    grid = choose_grid([open_source(Layer("optical", path))], 20, crs="EPSG:32660")
    assert read(path, grid)[1].mean() > 0.9


def test_a_truncated_file_is_refused_by_name_and_nothing_is_printed(tmp_path, capfd):
    path = Path(write(tmp_path / "cut.tif", np.random.default_rng(0).random((2, 300, 300)), tiled=True))
    path.write_bytes(path.read_bytes()[:500_000])
    with pytest.raises(LayerError, match=r"cut\.tif.*cut short"):
        read(path, grid_of(300))
    assert capfd.readouterr() == ("", "")


def test_bands_of_different_types(tmp_path):
    parts = [write(tmp_path / f"{dtype}.tif", np.full((4, 4), 7), dtype=dtype) for dtype in ("uint8", "float32")]
    bands = "".join(
        f'<VRTRasterBand dataType="{kind}" band="{number}"><SimpleSource><SourceFilename>{path}</SourceFilename>'
        "<SourceBand>1</SourceBand></SimpleSource></VRTRasterBand>"
        for number, (kind, path) in enumerate(zip(("Byte", "Float32"), parts, strict=True), 1)
    )
    path = tmp_path / "mixed.vrt"
    path.write_text(
        f'<VRTDataset rasterXSize="4" rasterYSize="4"><SRS>EPSG:32633</SRS>'
        f"<GeoTransform>{X},10,0,{Y},0,-10</GeoTransform>{bands}</VRTDataset>"
    )
    values, available = read(path, grid_of(4))
    assert available.all()
    assert (values == 7).all()


def test_nodata_between_whole_numbers_should_be_met_exactly(tmp_path):
    stored = np.arange(8).reshape(1, 1, 8)
    ranges = (
        (0.5, 0.5),
        (0.9, 1.2),
        (2.0, 3.9),
        (6.5, float("inf")),
        (float("-inf"), -1),
        (float("nan"), float("nan")),
    )
    for dtype, valid in (("uint8", [0, 4, 5, 6]), ("int32", [0, 4, 5, 6]), ("float32", [0, 4, 5, 6])):
        path = write(tmp_path / f"{dtype}.tif", stored, dtype=dtype)
        grid = Grid(CRS.from_epsg(32633), Affine(10, 0, X, 0, -10, Y), 8, 1)
        _, available = read(path, grid, nodata=ranges)
        assert np.flatnonzero(available).tolist() == valid


@pytest.mark.parametrize("crs", ["EPSG:32633", "EPSG:32632"])
def test_threads_should_read_what_one_reads_alone(noisy, crs):
    path, _ = noisy
    (x,), (y,) = transform(CRS.from_epsg(32633), CRS.from_user_input(crs), [X + 50], [Y - 50])
    windows = [(row, col, 23, 31) for row in range(-8, 70, 13) for col in range(-8, 90, 11)]
    with Reader(open_source(Layer("optical", path)), grid_of(90, crs=crs, origin=(x, y))) as reader:
        alone = [reader.read(*window) for window in windows]
        with ThreadPoolExecutor(4) as pool:
            together = list(pool.map(lambda window: reader.read(*window), windows))
    assert any(available.any() for _, available in alone)
    for one, other in zip(alone, together, strict=True):
        np.testing.assert_array_equal(one[0], other[0])
        np.testing.assert_array_equal(one[1], other[1])
