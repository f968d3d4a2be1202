"""Bands of nameless files: named by a person or by a preset, used wherever bands count, checked against the values."""

import re
from pathlib import Path

import numpy as np
import pytest
import rasterio

from mamol_core.commands import main
from mamol_core.contract import CheckRequest, ClassifyRequest, Layer, TrainRequest
from mamol_core.errors import LayerError
from mamol_core.messages import from_json, to_json
from mamol_core.presets import PRESETS, format_bands, parse_bands, propose
from mamol_core.rasters.source import open_source
from mamol_core.reporting import Reporter
from mamol_core.run import run
from mamol_core.sensors.bands import misplaced, wavelengths
from mamol_core.sensors.layers import describe_sensor
from mamol_core.sensors.statistics import own_grid
from mamol_core.shell import arguments

from .conftest import write

DATA = Path(__file__).resolve().parents[2].parent / "shared" / "data"
PRESET = {preset.key: preset for preset in PRESETS}


def look(path, bands, sensor="optical"):
    return open_source(Layer(sensor, str(path), bands=bands))


def test_presets_and_lists_come_back_as_they_were_written():
    for preset in PRESETS:
        assert parse_bands(preset.key) == preset.bands and format_bands(preset.bands) == preset.key
    assert parse_bands("B02, -,nir (865 nm)") == ("B02", None, "nir (865 nm)")
    assert parse_bands(format_bands(("B02", None, "nir"))) == ("B02", None, "nir")
    layer = Layer("optical:a", "x.tif", bands=("red", None, "nir"), mask="m.tif", mask_codes="3,8..10")
    request = ClassifyRequest((layer,), "m", "o.tif")
    assert from_json(to_json(request)) == request
    assert {"optical:a=red,-,nir", "optical:a=3,8..10"} <= set(arguments(request))


@pytest.mark.parametrize(
    "text",
    [
        "418.2\n0\n2200.5\n",
        "# of a campaign\n0.4182\n-\n2.2005",
        "band,wavelength (nm),fwhm\n1,418.2,7\n2,0,7\n3,2200.5,9\n",
        "Band;Center;Gain\n1;418,2;0,1\n2;0;0,1\n3;2200,5;0,1\n",
        "1 418.2\n2 -\n3 2200.5",
        "\ufeff0\t418.2\n1\t0\n2\t2200.5",
        # columns of other lengths in nm, before and after the centres
        "FWHM (nm),Min. wavelength,Max. wavelength,Nominal wavelength\n7.5,414,422,418.2\n8,0,0,0\n9,2195,2205,2200.5",
        '"band","bandwidth_nm","cw"\n"VNIR 1","7.5","418.2"\n"VNIR 2","7.7","0"\n"SWIR 3","9.9","2200.5"\n',
        "Band FWHM (nm) Wavelength (nm)\n1 7.5 418.2\n2 8.1 0\n3 9.9 2200.5",
        # decimal commas
        "Kanal;Halbwertsbreite [nm];Wellenlänge [nm]\n1;7,5;418,2\n2;8,1;-\n3;9,9;2200,5\n",
        "Kanal Wellenlänge\n1   418,2\n2   -\n3   2200,5\n",
        "0,4182\n0\n2,2005",
        '"1","418,2"\n"2","0"\n"3","2200,5"',
        "a 1,418.2\na 2,0\na 3,2200.5",
        "3,418.2,7.5\n4,0,7.5\n9,2200.5,7.5",
        # as ENVI writes it
        "wavelength units = Micrometers\nfwhm = {\n 0.007, 0.008,\n 0.009}\nwavelength = {\n 0.4182, 0,\n 2.2005}",
        "{418.2, 0,\n2200.5}",
    ],
)
def test_a_table_of_wavelengths_names_bands(tmp_path, text):
    table = tmp_path / "wavelengths.csv"
    table.write_text(text, encoding="utf-8")
    assert parse_bands(str(table)) == ("band 1 (418.2 nm)", None, "band 3 (2200.5 nm)")
    path = write(tmp_path / "a.tif", np.ones((3, 8, 8)), dtype="uint16")
    source = look(path, parse_bands(str(table)), "hyperspectral")
    assert [band.wavelength_nm for band in source.bands] == [418.2, 2200.5] and source.indexes == (1, 3)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", "Give a line"),
        ("1\n2\n3", "Give a line"),
        ("red\ngreen", "Give a line"),
        ("band,name\n1,a\n2,b", "Give a line"),
        ("Band;FWHM (nm)\n1;7,5\n2;8,1", "Give a line"),
        ("Band Band width Centre\n1 100.5 418.2\n2 120.5 2200.5", "Give a line"),
        ("418\nn/a\n2200", "line 2 is 'n/a'"),
        ("# of a campaign\nwavelength,fwhm\n418,7\nn/a,8\n2200,9", "line 4 is 'n/a'"),
        ("418\nnan\n2200", "line 2 is 'nan'"),
        ("1;418\n2\n3;2200", "line 2 is ''"),
        ("418.2\n2200.5\nSource: the maker", "line 3 is 'Source:'"),
        ("wavelength = {0.418, x,\n 2.2}", "number 2 is 'x'"),
    ],
)
def test_a_table_without_wavelengths_is_refused(tmp_path, text, found):
    (tmp_path / "t.csv").write_text(text)
    with pytest.raises(ValueError, match=f"'t.csv' does not tell the wavelength of each band.* {re.escape(found)}"):
        parse_bands(str(tmp_path / "t.csv"))
    with pytest.raises(ValueError, match="can't be read"):
        parse_bands(str(tmp_path / "none.csv"))


def test_a_table_with_one_wavelength_twice_is_refused(tmp_path):
    (tmp_path / "t.csv").write_text("wavelength\n418.2\n0\n0\n560\n418.2\n")
    with pytest.raises(ValueError, match="band 1 and band 5 the same wavelength, 418.2"):
        parse_bands(str(tmp_path / "t.csv"))


@pytest.mark.parametrize("text", ["-,-", "B02,,B04", "B02,3", "B02,b02", "sentinel-3"])
def test_names_that_can_not_be_bands_are_refused(text):
    with pytest.raises(ValueError, match="[.]$"):
        parse_bands(text)


def test_named_bands_replace_what_the_file_says(tmp_path):
    path = write(tmp_path / "a.tif", np.ones((4, 8, 8)), ["w", "", "", "z"], "uint16")
    source = look(path, ("B02 (492 nm)", None, "B04", "B08"))
    assert [band.label for band in source.bands] == ["B02", "B04", "B08"] and source.indexes == (1, 3, 4)
    assert [band.wavelength_nm for band in source.bands] == [492, None, None]
    for wrong in (("B02", "B03"), ("B02",) * 4, ("B02", "B03", "B04", "B08", "B11")):
        with pytest.raises(LayerError, match="4 bands; names were given for|given twice"):
            look(path, wrong)


def test_a_band_that_only_looks_like_alpha_can_be_named(tmp_path):
    path = write(tmp_path / "a.tif", np.ones((4, 8, 8)), dtype="uint8", photometric="RGB", alpha="yes")
    assert look(path, parse_bands("rgbn")).alpha is None
    for three in (parse_bands("rgb"), (*parse_bands("rgb"), None)):
        source = look(path, three)
        assert (source.alpha, [band.name for band in source.bands]) == (4, ["red", "green", "blue"])


def test_a_nameless_file_maps_as_the_named_one(scene, classify, tmp_path, capfd):
    with rasterio.open(scene.path("optical.tif")) as data:
        values = data.read()
    expected, _ = classify(scene.layers("optical"))
    noise = np.random.default_rng(0).integers(1, 5000, values[0].shape).astype("uint16")
    nameless = write(tmp_path / "export.tif", [values[3], noise, *values[:3], values[4]], dtype="uint16", nodata=0)
    words = ["--layer", f"optical={nameless}"]
    found, _ = classify([*words, "--bands", "optical=B08,-,B02,B03,B04,B11"])
    np.testing.assert_array_equal(found, expected)
    assert "taken as 1 B08, 3 B02, 4 B03, 5 B04, 6 B11" in capfd.readouterr().err
    assert main(["classify", *words, "--bands", "optical=B08", "--model", "m", "--output", "o.tif"]) == 2


def spectra(rng, order):
    """(C, 60, 60) reflectance x 10000 of plants, soil and water at the bands of ``order``, mixed within pixels."""
    nm = np.array(wavelengths(parsed(PRESET["sentinel-2-12"].bands)))
    visible, near, short = nm < 690, (nm > 730) & (nm < 1000), nm > 1500
    edge = ~(visible | near | short)
    plants = 400.0 * visible + 1200 * edge + 4000 * near + 1800 * short
    soil = 1500.0 * visible + 1900 * edge + 2300 * near + 3000 * short
    water = 500.0 * visible + 300 * edge + 200 * near + 100 * short
    share = rng.dirichlet([1, 1, 0.3], (60, 60))
    names = [band.name for band in parsed(PRESET["sentinel-2-12"].bands)]
    values = np.einsum("hwm,mc->chw", share, np.stack([plants, soil, water])) * rng.normal(1, 0.05, (12, 60, 60))
    return values[[names.index(name) for name in order]]


def parsed(texts):
    from mamol_core.matching import bands_said

    return bands_said(texts)


def test_values_that_contradict_a_preset_are_warned_of(tmp_path):
    order = [band.name for band in parsed(PRESET["sentinel-2-10-by-pixel"].bands)]
    path = write(tmp_path / "a.tif", spectra(np.random.default_rng(3), order), dtype="uint16")
    for key, expected in (("sentinel-2-10-by-pixel", False), ("sentinel-2-10", True)):
        source = look(path, PRESET[key].bands)
        notes = describe_sensor(source, own_grid(source))[3]
        warned = [text for level, text in notes if level == "warning"]
        assert bool(warned) == expected and all("Check which band is which" in text for text in warned)
        assert notes[0][0] == "log" and "its bands are taken as 1 B02, 2 B03, 3 B04" in notes[0][1]


def test_a_check_proposes_presets_and_puts_those_last_that_values_contradict(tmp_path, capfd):
    order = [band.name for band in parsed(PRESET["sentinel-2-10-by-pixel"].bands)]
    path = write(tmp_path / "a.tif", spectra(np.random.default_rng(3), order), dtype="uint16")
    train = TrainRequest((Layer("optical", path),), "none.gpkg", str(tmp_path / "m.mamol.safetensors"))
    presets = run(CheckRequest(train), Reporter())["layers"]["optical"]["presets"]
    assert [entry["key"] for entry in presets] == ["sentinel-2-10-by-pixel", "sentinel-2-10"]
    assert "; but with its bands named so, " in presets[1]["why"] and "; but" not in presets[0]["why"]
    main(["check", "train", "--layer", f"optical={path}", "--labels", "none.gpkg", "--model", "m.mamol.safetensors"])
    assert "--bands optical=sentinel-2-10-by-pixel" in capfd.readouterr().out


def test_presets_fit_count_type_and_values():
    assert next(entry.preset.key for entry in propose("optical", 4, "uint8")) == "rgbn"
    assert next(entry.preset.key for entry in propose("optical", 4, "uint16")) != "rgbn"
    assert [entry.preset.key for entry in propose("sar", 2, "float32", -25, -5)] == ["sentinel-1"]
    assert propose("sar", 2, "uint16", 20, 900) == () == propose("optical", 5, "uint16")


@pytest.mark.skipif(not DATA.is_dir(), reason="the real scenes in shared/data are not on this machine")
def test_real_scenes_contradict_no_right_preset():
    """Over 43 dates of 9 places, clouds and snow too, no right preset is doubted, and most wrong ones are."""
    right = wrong = scenes = 0
    for path in sorted([*DATA.glob("*/optical_s2*.tif"), *DATA.glob("*/s2_2*.tif")]):
        with rasterio.open(path) as data:
            names = [name.replace("B0", "B") for name in data.descriptions]
            values = data.read().reshape(data.count, -1).astype(float)
        usable = np.isfinite(values).all(axis=0) & (values != 0).all(axis=0)
        if usable.sum() < 50:
            continue
        values, scenes = values[:, usable], scenes + 1
        by_pixel = [names.index(f"B{number}") for number in ["2", "3", "4", "8", "5", "6", "7", "8A", "11", "12"]]
        correlation = np.corrcoef(values[by_pixel])
        right += bool(misplaced(parsed(PRESET["sentinel-2-10-by-pixel"].bands), correlation))
        wrong += bool(misplaced(parsed(PRESET["sentinel-2-10"].bands), correlation))
    assert scenes > 30 and right == 0 and wrong > 0.5 * scenes
