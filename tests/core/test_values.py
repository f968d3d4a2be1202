"""Units: recognised at training, compared and converted when mapping, refused or warned of when in doubt."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.windows import Window

from mamol_core.contract import Layer
from mamol_core.errors import LayerError, ValuesError
from mamol_core.rasters.grid import Grid, choose_grid
from mamol_core.rasters.source import open_source
from mamol_core.sensors.layers import describe_sensor, match_layer, summarise

from .conftest import write

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
CHILE = DATA / "chile_s2_s1_dem"
FILES = {"optical": "optical_s2l2a.tif", "sar": "sar_s1rtc_db.tif", "lidar": "dem.tif"}
SHORT = ["B02", "B03", "B04", "B08", "B11"]

real = pytest.mark.skipif(not CHILE.is_dir(), reason="the real scenes in shared/data are not on this machine")


def described(path, sensor="optical", **options):
    source = open_source(Layer(sensor, str(path), **options))
    return describe_sensor(source, choose_grid([source], None))


def matched(path, spec, **options):
    """Bands, conversion and warnings of a layer that is to be mapped by a model with the spec."""
    source = open_source(Layer(spec.sensor, str(path), **options))
    entry, messages = match_layer(source, choose_grid([source], spec.gsd), spec)
    return entry.bands, entry.conversion, [text for level, text in messages if level == "warning"]


@pytest.fixture
def landscape(tmp_path):
    """Write a layer of four classes in reflectance x 10000 (seeded), changed by ``change``."""
    spectra = np.array([[350, 420, 300, 150, 90], [300, 620, 400, 3900, 1900], [900, 1200, 1500, 2400, 3100],
                        [500, 800, 700, 3000, 2200]])  # fmt: skip

    def make(name="a.tif", change=lambda values: values, names=SHORT, seed=0, dtype="float32", **more):
        rng = np.random.default_rng(seed)
        classes = rng.integers(0, 4, (15, 15)).repeat(10, 0).repeat(10, 1)
        values = spectra[classes].transpose(2, 0, 1) * rng.normal(1, 0.1, (5, 150, 150))
        return write(tmp_path / name, change(values.round().clip(1)), names, dtype, **more)

    return make


def test_describes_reflectance(landscape):
    spec, used, conversion, messages = described(landscape(dtype="uint16"))
    assert (spec.quantity, spec.units, spec.gsd) == ("reflectance", "reflectance x 10000", 10)
    assert (used, conversion, [level for level, _ in messages]) == ([0, 1, 2, 3, 4], None, ["log"])
    assert np.shape(spec.correlation) == (5, 5)
    assert all(np.diff([spec.low, spec.p2, spec.median, spec.p98, spec.high], axis=0).ravel() > 0)


@pytest.mark.parametrize(
    ("sensor", "change", "dtype", "units"),
    [
        ("optical", lambda v: v / 10000, "float32", "reflectance 0-1"),
        ("optical", lambda v: v / 100, "float32", "reflectance in percent"),
        ("optical", lambda v: (v / 30).clip(0, 255), "uint8", "8-bit counts"),
        ("optical", lambda v: (v / 30).clip(0, 255).round(), "float32", "8-bit counts"),
        ("optical", lambda v: v * 10, "uint16", "16-bit counts"),
        ("optical:ndvi", lambda v: v / 10000, "float32", "index"),
        ("optical", lambda v: v / 5000 - 0.5, "float32", "index"),
        ("hyperspectral", lambda v: v, "int16", "reflectance x 10000"),
        ("sar", lambda v: v / 200 - 20, "float32", "dB"),
        ("sar", lambda v: v / 10000, "float32", "dB"),
        ("sar", lambda v: v, "uint16", "amplitude counts"),
        ("lidar", lambda v: v, "float32", "m"),
    ],
)
def test_recognises_units(landscape, sensor, change, dtype, units):
    assert described(landscape(change=change, dtype=dtype), sensor)[0].units == units


def test_linear_power_is_converted_at_training_and_said(landscape):
    spec, _, conversion, messages = described(landscape(change=lambda v: v / 10000), "sar")
    assert conversion.to_db and min(spec.low) > -30 and max(spec.high) < 0
    assert any(level == "warning" and "converted to dB" in text for level, text in messages)


def test_bands_without_content_are_left_out_and_found_again(landscape):
    def spoil(values):
        values[1], values[3] = -9999, 7
        return values

    named, nameless = landscape(change=spoil, nodata=-9999), landscape("b.tif", spoil, (), nodata=-9999)
    spec, used, _, messages = described(named)
    assert (used, [band.name for band in spec.bands]) == ([0, 2, 4], ["B02", "B04", "B11"])
    assert any("B03" in text and level == "warning" for level, text in messages)
    assert matched(named, spec)[0] == [0, 2, 4]
    spec, used, _, _ = described(nameless)
    assert used == [0, 2, 4]
    assert matched(nameless, spec) == ([0, 2, 4], None, [])


def test_undeclared_nodata_is_warned_of_and_kept_out_of_the_statistics(landscape):
    def frame(values):
        values[:, :30] = 0
        return values

    clean = described(landscape())[0]
    path = landscape("b.tif", frame)
    spec, _, _, messages = described(path)
    assert any("20.0% of the pixels are 0 in every band" in text for _, text in messages)
    np.testing.assert_allclose(spec.median, clean.median, rtol=0.2)
    assert any("like undeclared nodata" in text for text in matched(path, clean)[2])
    assert not any("nodata" in text for text in matched(path, clean, nodata=((0.0, 0.0),))[2])


def test_no_valid_pixel(landscape):
    path = landscape(change=lambda v: v * 0 - 1, nodata=-1)
    with pytest.raises(LayerError, match="no data"):
        described(path)
    spec = described(landscape("b.tif"))[0]
    source = open_source(Layer("optical", path))
    with pytest.raises(LayerError, match="no valid pixel"):
        summarise(source, choose_grid([source], None))
    assert "no valid pixel in the area" in matched(path, spec)[2][0]


def test_a_few_valid_pixels_of_a_large_raster_are_found(tmp_path):
    values = np.zeros((3000, 3000), np.uint8)
    values[1234:1237, 2345:2348] = 9
    source = open_source(Layer("lidar", write(tmp_path / "a.tif", values, nodata=0, compress="deflate")))
    assert summarise(source, choose_grid([source], None)).pixels == 9


@pytest.mark.parametrize(
    ("change", "gain", "offset"),
    [
        (lambda v: v, None, None),
        (lambda v: v / 10000, 10000, 0),
        (lambda v: v / 100, 100, 0),
        (lambda v: v + 1000, 1, -1000),
        (lambda v: v / 10000 + 0.1, 10000, -1000),
    ],
)
def test_reflectance_is_brought_to_the_models_units(landscape, change, gain, offset):
    spec = described(landscape())[0]
    _, conversion, warnings = matched(landscape("b.tif", change, seed=1), spec)
    if gain is None:
        assert (conversion, warnings) == (None, [])
    else:
        assert (conversion.gain, conversion.offset) == pytest.approx((gain, offset))
        assert len(warnings) == 1 and "converted to the model's units" in warnings[0]


def test_other_units_are_refused(landscape):
    spec = described(landscape())[0]
    with pytest.raises(ValuesError, match=r"8-bit counts.*trained with reflectance x 10000"):
        matched(landscape("b.tif", lambda v: (v / 30).clip(0, 255), dtype="uint8"), spec)
    sar = described(landscape("c.tif", lambda v: v / 200 - 20), "sar")[0]
    with pytest.raises(ValuesError, match="amplitude counts"):
        matched(landscape("d.tif", dtype="uint16"), sar)


def test_amplitude_taken_as_power_is_warned_of(landscape):
    sar = described(landscape(change=lambda v: v / 10000), "sar")[0]
    _, conversion, warnings = matched(landscape("b.tif", lambda v: np.sqrt(v / 10000)), sar)
    assert conversion.to_db and any("square it" in text for text in warnings)


def test_far_values_are_warned_of(landscape):
    lidar = described(landscape(), "lidar")[0]
    assert matched(landscape("b.tif", seed=2), lidar)[2] == []
    assert "5 of 5 bands" in matched(landscape("c.tif", lambda v: v + 20000), lidar)[2][0]


@pytest.mark.parametrize("pair", [(0, 1), (1, 2), (0, 4), (3, 4)])
def test_swapped_bands_without_names_are_warned_of(landscape, pair):
    order = np.arange(5)
    order[list(pair)] = order[list(pair[::-1])]
    spec = described(landscape(names=()))[0]
    assert matched(landscape("b.tif", names=()), spec)[2] == []
    warnings = matched(landscape("c.tif", lambda v: v[order], names=()), spec)[2]
    assert f"bands {pair[0] + 1}, {pair[1] + 1} look" in warnings[-1]
    named = described(landscape("d.tif"))[0]
    warnings = matched(landscape("e.tif", lambda v: v[order], names=()), named)[2]
    assert "taken in order" in warnings[0] and "look as if" in warnings[-1]


def test_bands_by_name_wavelength_and_count(landscape):
    spec = described(landscape(names=["B1", "B2", "B3", "B8A", "B11"]))[0]
    shuffled = landscape("b.tif", lambda v: v[::-1], names=["b11", "B08A", "B03", "b_2", "B01"])
    assert matched(shuffled, spec) == ([4, 3, 2, 1, 0], None, [])
    with pytest.raises(LayerError, match=r"has bands B1, B2, B3, B8A, X.*Missing: B11"):
        matched(landscape("c.tif", names=["B1", "B2", "B3", "B8A", "X"]), spec)
    with pytest.raises(LayerError, match=r"3 bands without names.*5 bands \(B1, B2, B3, B8A, B11\)"):
        matched(landscape("d.tif", lambda v: v[:3], names=()), spec)
    assert "does not, so they are taken in order" in matched(landscape("e.tif", names=()), spec)[2][0]
    nm = [f"band {i} ({wave} nm)" for i, wave in enumerate((490, 560, 665, 842, 1610), 1)]
    spec = described(landscape("f.tif", names=nm))[0]
    near = [f"{wave:.3f} Micrometers" for wave in (1.613, 0.840, 0.664, 0.559, 0.492)]
    assert matched(landscape("g.tif", lambda v: v[::-1], names=near), spec)[0] == [4, 3, 2, 1, 0]
    with pytest.raises(LayerError, match="No band near 842 nm"):
        matched(landscape("h.tif", names=[name.replace("842", "942") for name in nm]), spec)


def test_one_band_of_another_name_is_only_warned_of(tmp_path):
    rng = np.random.default_rng(0)
    one, two = (write(tmp_path / f"{name}.tif", rng.normal(300, 9, (50, 50)), [name]) for name in ("dem", "elevation"))
    assert "'elevation', the model was trained with 'dem'" in matched(two, described(one, "lidar")[0])[2][0]


@pytest.fixture(scope="module")
def chile():
    return {sensor: described(CHILE / name, sensor)[0] for sensor, name in FILES.items()}


def changed(path, target, change, names=True, window=None, **options):
    """A copy of a real layer with changed values (C, H, W)."""
    with rasterio.open(path) as file:
        window = window or Window(0, 0, file.width, file.height)
        values, names = change(file.read(window=window).astype(np.float64)), file.descriptions if names else ()
        place = file.window_transform(window)
        return write(target, values, names, options.pop("dtype", "float32"), file.crs, (place.c, place.f), **options)


@real
@pytest.mark.parametrize("sensor", FILES)
def test_real_layers_crops_and_gaps_are_silent(chile, tmp_path, sensor):
    path = CHILE / FILES[sensor]
    assert matched(path, chile[sensor])[1:] == (None, [])
    for number, window in enumerate([Window(0, 0, 112, 224), Window(112, 0, 112, 224), Window(0, 0, 224, 112)]):
        part = changed(path, tmp_path / f"{number}.tif", lambda v: v, window=window)
        assert matched(part, chile[sensor])[1:] == (None, [])

    def gap(values):
        values[:, 40:180, :150] = -9999
        return values

    assert matched(changed(path, tmp_path / "gap.tif", gap, nodata=-9999), chile[sensor])[1:] == (None, [])


@real
@pytest.mark.parametrize("part", [Window(0, 0, 224, 224), Window(0, 0, 112, 224), Window(0, 112, 224, 112)])
def test_real_layers_in_other_units_are_converted(chile, tmp_path, part):
    def conversion(sensor, change):
        return matched(changed(CHILE / FILES[sensor], tmp_path / "x.tif", change, window=part), chile[sensor])[1]

    assert conversion("optical", lambda v: v * 1e-4).gain == pytest.approx(1e4)
    lowered = conversion("optical", lambda v: v - 1000)
    assert (lowered.gain, lowered.offset) == (1, 1000)
    assert conversion("sar", lambda v: 10 ** (v / 10)).to_db


@real
@pytest.mark.parametrize("pair", [*((band, band + 1) for band in range(11)), (1, 3), (0, 11)])
def test_real_bands_swapped_are_warned_of(chile, tmp_path, pair):
    order = np.arange(12)
    order[list(pair)] = order[list(pair[::-1])]
    swapped = changed(CHILE / FILES["optical"], tmp_path / "x.tif", lambda v: v[order], names=False)
    warnings = matched(swapped, chile["optical"])[2]
    assert any(f"bands {pair[0] + 1}, {pair[1] + 1} look" in text for text in warnings)


@real
@pytest.mark.parametrize("scene", ["tanzania_s2_s1_dem", "canada_snow_s2_s1_dem"])
@pytest.mark.parametrize("sensor", FILES)
def test_another_landscape_is_never_converted(chile, scene, sensor):
    assert matched(DATA / scene / FILES[sensor], chile[sensor])[1] is None


@real
def test_real_hyperspectral_layer_with_bad_bands():
    path = DATA / "potsdam_enmap_hsi" / "hsi_enmap.tif"
    spec, used, _, _ = described(path, "hyperspectral")
    assert len(used) == 218 and spec.bands[0].wavelength_nm == 418.24 and spec.correlation == ()
    assert matched(path, spec) == (used, None, [])


def test_summary_ignores_what_lies_outside_the_grid(landscape):
    source = open_source(Layer("optical", landscape()))
    corner = Grid(source.crs, source.transform, 10, 10)
    assert summarise(source, corner).pixels == 100
