"""Embeddings: read as the vectors that they are, or a clear word; their year and their origin are told."""

import json

import numpy as np
import pytest
import rasterio
import torch
from affine import Affine

from mamol_core.cards import read_card
from mamol_core.commands import main
from mamol_core.contract import Layer
from mamol_core.errors import LayerError, ValuesError
from mamol_core.matching import Band
from mamol_core.model.features import SensorFeatures
from mamol_core.rasters.grid import choose_grid
from mamol_core.rasters.reader import Reader
from mamol_core.rasters.source import open_source
from mamol_core.reporting import Reporter
from mamol_core.sensors import series
from mamol_core.sensors.embeddings import ALPHAEARTH, TESSERA, warn_if_other_year
from mamol_core.sensors.layers import describe_sensor, match_layer
from mamol_core.sensors.sensor import SensorSpec

from .conftest import ORIGIN, SIDE, write

NAMES = [f"A{number:02}" for number in range(64)]
TESSERA_NAMES = [f"Tessera_Band_{number}" for number in range(128)]
ATTRIBUTION = "The AlphaEarth Foundations Satellite Embedding dataset is produced by Google and Google DeepMind."


def unit_vectors(classes, bands=64, noise=0.05):
    """(bands, H, W): a direction per class and noise, of length 1."""
    rng = np.random.default_rng(1)
    directions = rng.normal(size=(int(classes.max()) + 1, bands))
    directions /= np.linalg.norm(directions, axis=1, keepdims=True)
    values = directions[classes].transpose(2, 0, 1) + rng.normal(0, noise, (bands, *classes.shape))
    return values / np.linalg.norm(values, axis=0)


def quantised(values):
    """As AlphaEarth's files hold them: the inverse of sign(v) (|v| / 127.5)^2."""
    return np.clip(np.round(np.sign(values) * np.sqrt(np.abs(values)) * 127.5), -127, 127).astype(np.int8)


def alphaearth(path, classes, names=NAMES, south_up=False, nodata=-128, change=lambda stored: stored, origin=ORIGIN):
    """An AlphaEarth tile; ``south_up`` as Google stores them. Returns its path and its values."""
    values = unit_vectors(classes)
    stored = change(quantised(values))
    height, width = stored.shape[1:]
    transform = Affine(10, 0, origin[0], 0, -10, origin[1])
    if south_up:
        transform = Affine(10, 0, origin[0], 0, 10, origin[1] - 10 * height)
        stored = stored[:, ::-1]
    with rasterio.open(
        path, "w", driver="GTiff", count=len(stored), height=height, width=width, dtype=stored.dtype,
        crs="EPSG:32633", transform=transform, nodata=nodata,
    ) as out:  # fmt: skip
        out.write(stored)
        out.descriptions = names or (None,) * len(stored)
    return str(path), values


def described(path, sensor="embedding"):
    """Spec, conversion and messages by level of a layer that is to be trained on."""
    source = open_source(Layer(sensor, str(path)))
    spec, _, conversion, messages = describe_sensor(source, choose_grid([source], None))
    said = {level: " ".join(text for kind, text in messages if kind == level) for level, _ in messages}
    return spec, conversion, said


def read(path, grid=None):
    """Values (C, H, W) and availability as a training reads them, on the layer's grid or another."""
    source = open_source(Layer("embedding", str(path)))
    grid = grid or choose_grid([source], None)
    _, bands, conversion, _ = describe_sensor(source, grid)
    with Reader(source, grid, bands, conversion) as reader:
        return reader.read(0, 0, grid.height, grid.width)


@pytest.fixture
def classes():
    return np.random.default_rng(0).integers(0, 4, (16, 12)).repeat(4, 0).repeat(4, 1)


@pytest.mark.parametrize("south_up", [False, True])
def test_alphaearth_should_be_read_as_the_vectors_that_were_stored(classes, tmp_path, south_up):
    path, values = alphaearth(tmp_path / "a.tif", classes, south_up=south_up)
    spec, conversion, said = described(path)
    assert (spec.quantity, spec.units) == ("embedding", "embedding of length 1") and conversion.dequantise
    assert "AlphaEarth" in said["log"] and "sign(v) (|v| / 127.5)²" in said["log"] and "warning" not in said
    found, available = read(path)
    assert available.all() and np.abs(found - values).max() < 0.01
    assert np.linalg.norm(found, axis=0) == pytest.approx(1, abs=1e-5)


def test_what_is_averaged_should_be_the_vectors_and_have_length_one(classes, tmp_path):
    path, values = alphaearth(tmp_path / "a.tif", classes, south_up=True)
    coarse = choose_grid([open_source(Layer("embedding", path))], None, resolution=40)
    found, _ = read(path, coarse)
    mean = values.reshape(64, 16, 4, 12, 4).mean((2, 4))
    assert np.abs(found - mean / np.linalg.norm(mean, axis=0)).max() < 0.01
    half = choose_grid([open_source(Layer("embedding", path))], None, resolution=7)
    between, available = read(path, half)
    assert np.linalg.norm(between, axis=0)[available] == pytest.approx(1, abs=1e-5)


def test_minus_128_and_vectors_without_length_should_be_missing(classes, tmp_path):
    def holes(stored):
        stored[:, :8] = -128
        stored[:, :, :4] = 0
        return stored

    path, _ = alphaearth(tmp_path / "a.tif", classes, nodata=None, change=holes)
    assert "-128, stored in some of its pixels, can't be a value of an embedding" in described(path)[2]["warning"]
    _, available = read(path)
    assert not available[:8].any() and not available[:, :4].any() and available[8:, 4:].all()


def test_values_of_earth_engine_should_do_as_well(classes, tmp_path):
    path = write(tmp_path / "a.tif", unit_vectors(classes), NAMES, "float64")
    spec, conversion, said = described(path)
    assert spec.units == "embedding of length 1" and not conversion.dequantise and "AlphaEarth" in said["log"]
    eight_bits, _ = alphaearth(tmp_path / "b.tif", classes)
    source = open_source(Layer("embedding", eight_bits))
    entry, messages = match_layer(source, choose_grid([source], spec.gsd), spec)
    assert entry.conversion.dequantise and [level for level, _ in messages] == ["log"]


def test_tessera_should_keep_its_lengths(classes, tmp_path):
    values = unit_vectors(classes, 128) * np.random.default_rng(3).uniform(2, 9, classes.shape)
    path = write(tmp_path / "grid_13.05_46.05_2024.tif", values, TESSERA_NAMES, "float32")
    spec, conversion, said = described(path)
    assert (spec.units, conversion) == ("embedding of varying length", None)
    assert "Tessera" in said["log"] and "warning" not in said
    assert np.abs(read(path)[0] - values).max() < 1e-5
    for version, warned in (("v1", False), ("v1.1", True)):
        with rasterio.open(path, "r+") as file:
            file.update_tags(TESSERA_DATASET_VERSION=version)
        source = open_source(Layer("embedding", path))
        known = SensorSpec.from_json({**spec.to_json(), "version": "v1"})
        messages = match_layer(source, choose_grid([source], None), known)[1]
        assert any("is of version v1.1, the model was trained with v1" in text for _, text in messages) == warned
    other, _ = alphaearth(tmp_path / "a.tif", classes)
    source = open_source(Layer("embedding", other))
    with pytest.raises(LayerError, match="A00.*Tessera_Band_0"):
        match_layer(source, choose_grid([source], None), spec)


@pytest.mark.parametrize(
    ("change", "names", "refusal"),
    [
        (lambda v: v[:63], NAMES[:63], "lacks A63"),
        (lambda v: v[:63], (), "has 63 bands of whole numbers"),
        (lambda v: np.concatenate([v, v]), TESSERA_NAMES, "Tessera's mean nothing without their scales"),
        (lambda v: v // 4, NAMES, "vectors of length 0.0. to 0.0.*have length 1"),
        (lambda v: np.round(quantised(np.ones(1)) * v.astype(float) ** 2 / 127.5**2 * np.sign(v)), (), "length 1"),
        (lambda v: (v / 127.5).astype(np.float32), NAMES, "those of AlphaEarth.* have length 1"),
        (lambda v: np.concatenate([v, v[:1]]), [*NAMES, "quality"], "also has quality"),
    ],
)
def test_what_is_not_quite_an_embedding_should_be_refused(classes, tmp_path, change, names, refusal):
    path, _ = alphaearth(tmp_path / "a.tif", classes, names, change=change, nodata=None)
    with pytest.raises(LayerError, match=refusal):
        described(path)


def test_doubt_should_be_said(classes, tmp_path):
    plain = unit_vectors(classes)
    path = write(tmp_path / "a.tif", plain, (), "float32")
    spec, conversion, said = described(path)
    assert conversion.unit_length and "of length 1, of unknown origin. AlphaEarth" in said["warning"]
    assert "name the bands" in said["warning"]
    path = write(tmp_path / "b.tif", plain[:63] * 3, (), "float32")
    _, conversion, said = described(path)
    assert (
        conversion is None and "embedding of 63 bands" in said["warning"] and "Known are AlphaEarth" in said["warning"]
    )
    source = open_source(Layer("embedding", path))
    with pytest.raises((LayerError, ValuesError), match="63 bands.*64 bands"):
        match_layer(source, choose_grid([source], None), spec)
    path = write(tmp_path / "c.tif", plain * 3, (), "float32")
    source = open_source(Layer("embedding", path))
    with pytest.raises(ValuesError, match="holds an embedding of varying length; .* with an embedding of length 1"):
        match_layer(source, choose_grid([source], None), spec)
    path = write(tmp_path / "d.tif", plain * 0.85, NAMES, "float32")
    assert "length 0.85 to 0.85 where 1 is expected" in described(path)[2]["warning"]
    path, _ = alphaearth(tmp_path / "e.tif", classes)
    assert "Choose it as embedding" in described(path, "hyperspectral")[2]["warning"]


def test_nameless_8_bit_values_should_be_settled_by_their_length(classes, tmp_path):
    path, _ = alphaearth(tmp_path / "a.tif", classes, names=())
    _, conversion, said = described(path)
    assert conversion.dequantise and "warning" not in said


def test_years_should_be_no_series(classes, tmp_path):
    path, _ = alphaearth(tmp_path / "a.tif", classes)
    source = open_source(Layer("embedding@2023-01-01", path))
    with pytest.raises(LayerError, match="an embedding is of a whole year"):
        series.describe([source], choose_grid([source], None), Reporter())


@pytest.mark.parametrize(
    ("dtype", "stored"),
    [("int16", lambda values: values * 10_000), ("uint8", lambda values: quantised(values).astype(int) + 128)],
)
def test_vectors_multiplied_or_shifted_should_be_refused_in_words(classes, tmp_path, dtype, stored):
    """Beyond -127 to 127 they would be no data, all but the few pixels that happen to lie within."""
    path = write(tmp_path / "a.tif", stored(unit_vectors(classes, noise=0.001)), NAMES, dtype=dtype)
    with pytest.raises(LayerError, match=r"values such as .*% of its pixels.* lie between -127 and 127") as refused:
        described(path)
    assert "Raster calculator" in refused.value.hint
    good, _ = alphaearth(tmp_path / "good.tif", classes)
    source = open_source(Layer("embedding", path))
    with pytest.raises(LayerError, match="lie between -127 and 127"):
        match_layer(source, choose_grid([source], None), described(good)[0])


def test_a_few_impossible_values_should_be_said_with_their_share(classes, tmp_path):
    values = unit_vectors(classes)
    values[5, 0] = 900.0  # of 64 rows
    values[:, 8:40] = -9999.0  # stands for no data, undeclared, and counts as such
    said = described(write(tmp_path / "a.tif", values, NAMES))[2]["warning"]
    assert "stored in 3.1% of its pixels" in said


@pytest.mark.parametrize(
    ("place", "tags", "labels", "said"),
    [
        ("aef_2023.tif", {}, "worldcover_2021.tif", "warning"),
        ("aef_2023.tif", {}, "crops 2023", "log"),
        ("aef_2023.tif", {}, "fields", "log"),
        ("2023/33N/x0123456789-0000000000-0000008192.tiff", {}, "labels_20210615", "warning"),
        ("tile.tif", {"TESSERA_YEAR": "2023"}, "lc_2021", "warning"),
        ("tile.tif", {"ACQUISITION_DATE": "2023-06-15"}, "lc_2021", "warning"),
        ("tile_2021_2023.tif", {}, "lc_2021", None),
        ("tile_2055_1924.tif", {}, "lc_2021", None),
        ("aef_EPSG-2039_2023.tif", {}, "lc_wgs1984_2021", "warning"),
        ("aef_2023.tif", {}, "lc_epsg 2027", "log"),
        ("2023/33N/tile_2019.tiff", {}, "lc_2023", "log"),
    ],
)
def test_the_year_should_be_compared_with_the_labels(classes, tmp_path, place, tags, labels, said):
    (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
    path, _ = alphaearth(tmp_path / place, classes)
    with rasterio.open(path, "r+") as file:
        file.update_tags(**tags)
    messages = warn_if_other_year(open_source(Layer("embedding", path)), labels)
    assert [level for level, _ in messages] == ([said] if said else [])
    assert all("2023" in text for _, text in messages)


def test_features_should_keep_the_proportions_of_distances():
    spec = described_spec(64)
    features = SensorFeatures(spec, 10.0)
    assert features.count == 64 and len(features.components) == 0
    values = torch.from_numpy(unit_vectors(np.arange(64).reshape(8, 8) % 4)).float()
    values[0] *= 0.01
    features.fit([(values, torch.ones(1, 8, 8, dtype=torch.bool))])
    seen = features(values[None], torch.ones(1, 1, 8, 8))[0].flatten(1).T
    before, after = (torch.cdist(table, table).flatten() for table in (values.flatten(1).T, seen))
    ratio = (after / before)[before > 0.1]
    assert float(ratio.max() / ratio.min()) == pytest.approx(1, abs=1e-4)
    assert features.subsample_bands(values[None], torch.ones(1, 1, 8, 8)).shape[1] == 0


def described_spec(bands):
    return SensorSpec("embedding", (Band(),) * bands, "embedding", "embedding of length 1", 10.0, *[(0.0,) * bands] * 5)


def test_from_training_to_map_with_and_without_the_embedding(scene, tmp_path):
    """An embedding that misses the west half beside SAR: trained, checked, reported, mapped with either and both."""
    path, _ = alphaearth(tmp_path / "aef_2020.tif", scene.truth.astype(int), south_up=True, change=west_missing)
    labels = tmp_path / "labels_2021.tif"
    labels.write_bytes((scene.folder / "labels.tif").read_bytes())
    model = str(tmp_path / "model.mamol.safetensors")
    words = ["--layer", f"embedding={path}", *scene.layers("sar"), "--labels", str(labels), "--model", model]
    assert main(["train", *words, "--effort", "quick", "--report", str(tmp_path / "report")]) == 0
    card = read_card(model)
    assert card["attribution"].startswith(ATTRIBUTION) and "CC-BY-4.0" in card["attribution"]
    assert any("year 2020, the labels 'labels_2021.tif' are of 2021" in text for text in card["training"]["warnings"])
    patterns = {tuple(entry["sensors"]): entry["oa"] for entry in card["accuracy"]}
    assert set(patterns) == {("embedding", "sar"), ("embedding",), ("sar",)} and patterns["embedding",] > 0.9
    assert ATTRIBUTION in (tmp_path / "report" / "report.html").read_text()
    assert json.loads((tmp_path / "report" / "report.json").read_text())["attribution"] == card["attribution"]
    east = np.arange(SIDE) >= SIDE // 2
    for layers, seen in ((words[:4], east | True), (words[:2], east), (words[2:4], east | True)):
        output = str(tmp_path / "map.tif")
        assert main(["classify", *layers, "--model", model, "--output", output]) == 0
        with rasterio.open(output) as data:
            codes = data.read(1)
        assert ((codes > 0).all(0) == seen).all()
        assert (codes == scene.truth)[:, east & seen].mean() > (0.9 if "embedding" in layers[1] else 0.5)


def west_missing(stored):
    stored[:, :, : SIDE // 2] = -128
    return stored


def test_check_should_say_what_would_be_converted(scene, tmp_path, capsys):
    path, _ = alphaearth(tmp_path / "a.tif", scene.truth.astype(int), names=())
    words = [
        "--layer",
        f"embedding={path}",
        "--labels",
        scene.path("labels.tif"),
        "--model",
        str(tmp_path / "m.mamol.safetensors"),
    ]
    assert main(["check", "train", *words]) == 0
    said = capsys.readouterr().out
    assert "embedding: used, converted: 8-bit values to vectors of length 1" in said and "alphaearth" in said


def test_presets_should_be_those_of_the_products():
    from mamol_core.presets import parse_bands

    assert parse_bands("alphaearth") == ALPHAEARTH.bands == tuple(NAMES)
    assert parse_bands("tessera") == TESSERA.bands == tuple(TESSERA_NAMES)
