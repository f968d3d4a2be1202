"""``sample``: sizes and allocation as printed, and points drawn exactly, from any strip of any raster, in any order."""

from __future__ import annotations

import json

import numpy as np
import pyogrio.raw
import pytest
import shapely

from mamol_core.accuracy.classmap import ClassMap
from mamol_core.accuracy.design import Design, Stratum, allocate, sample_size
from mamol_core.commands import main

from .conftest import ORIGIN, write
from .test_accuracy_assess import MAPPED, write_points


def strata(pixels, expected):
    shares = np.asarray(pixels) / np.sum(pixels)
    return [
        Stratum(code, f"Class {code}", int(count), float(count), share, accuracy)
        for code, (count, share, accuracy) in enumerate(zip(pixels, shares, expected, strict=True), 1)
    ]


PAPER = strata(MAPPED, (0.7, 0.6, 0.9, 0.95))


def test_size_and_allocation_should_be_those_of_olofssons_example():
    """Olofsson et al. 2014, section 5.1.1: 641 points for a standard error of 0.01; table 5: its allocations."""
    assert sample_size(PAPER, 0.01) == 641
    assert allocate(PAPER, 641, "equal", 0) == [161, 160, 160, 160]
    assert allocate(PAPER, 641, "proportional", 0) == [13, 10, 205, 413]
    # With 75 points for each rare class the others share what is left: 165 and 325 in print, rounded to 5.
    assert allocate(PAPER, 640, "proportional", 75) == [75, 75, 162, 328]
    optimal = allocate(PAPER, 641, "optimal", 0)
    deviation = np.sqrt([s.expected * (1 - s.expected) for s in PAPER]) * [s.share for s in PAPER]
    assert optimal == pytest.approx(641 * deviation / deviation.sum(), abs=1) and sum(optimal) == 641


def test_allocation_should_never_ask_for_more_than_there_is():
    small = strata([10, 3, 1000], (0.8, 0.8, 0.8))
    assert allocate(small, 300, "equal", 50) == [10, 3, 287]
    assert allocate(small, 5000, "proportional", 0) == [10, 3, 1000]


@pytest.fixture
def patchy(tmp_path):
    """A map of 300 x 170 pixels of five classes, one of them of 40 pixels; path and codes."""
    rng = np.random.default_rng(0)
    codes = np.kron(rng.integers(1, 5, (30, 17)), np.ones((10, 10), int)).astype(np.uint16)
    codes[100:108, 50:55] = 900
    codes[:20, :20] = 0
    path = write(tmp_path / "map.tif", codes, nodata=0, tiled=True, blockxsize=64, blockysize=32)
    return path, codes


def drawn(tmp_path, path, *words, name="points.gpkg"):
    """Rows, columns, ids, and the design."""
    points = tmp_path / name
    assert main(["sample", "--map", path, "--output", str(points), *words]) == 0
    _, _, wkb, (ids, *_) = pyogrio.raw.read(points)
    x, y = shapely.get_coordinates(shapely.from_wkb(wkb)).T
    return (
        ((ORIGIN[1] - y) // 10).astype(int),
        ((x - ORIGIN[0]) // 10).astype(int),
        ids,
        points.with_suffix(".design.json"),
    )


def test_points_should_be_as_many_as_allotted_and_each_pixel_once(tmp_path, patchy):
    path, codes = patchy
    words = ["--allocation", "1=20,2=30,3=10,4=5,900=40"]
    rows, columns, ids, design_file = drawn(tmp_path, path, *words)
    found = codes[rows, columns]
    assert {code: int((found == code).sum()) for code in np.unique(found)} == {1: 20, 2: 30, 3: 10, 4: 5, 900: 40}
    assert len(set(zip(rows, columns, strict=True))) == 105 and sorted(ids) == list(range(1, 106))
    design = Design.read(design_file)
    assert [(s.pixels, s.points) for s in design.strata][-1] == (40, 40)  # all of a small class
    assert {(i, r, c) for i, r, c, _ in design.points} == set(zip(ids, rows, columns, strict=True))
    text = design_file.read_text("utf-8")
    assert json.loads(text)["strata"][0]["probability"] == pytest.approx(20 / (codes == 1).sum())
    assert str(tmp_path) not in text  # no path of this machine


def test_the_same_seed_should_draw_the_same_points_whatever_the_files_blocks(tmp_path, patchy, monkeypatch):
    path, codes = patchy
    one = drawn(tmp_path, path, "--size", "80", "--seed", "5")
    other = write(tmp_path / "rows.tif", codes.astype(np.int32), nodata=0)
    monkeypatch.setattr("mamol_core.accuracy.classmap._STRIP", 170 * 7)  # strips of seven rows
    two = drawn(tmp_path, other, "--size", "80", "--seed", "5", name="again.gpkg")
    assert (one[0] == two[0]).all() and (one[1] == two[1]).all()
    three = drawn(tmp_path, path, "--size", "80", "--seed", "6", name="third.gpkg")
    assert (one[0] != three[0]).any()
    prints = [json.loads(files[3].read_text())["map"]["sha256"] for files in (one, two)]
    assert prints[0] == prints[1]


def test_every_pixel_should_be_equally_likely(tmp_path):
    """2,000 samples of 3 of 12 pixels: each is drawn as often as any other (chi-square)."""
    from mamol_core.accuracy.draw import Frame, draw_points
    from mamol_core.reporting import Reporter

    codes = np.array([[1, 1, 0, 1], [0, 1, 1, 1], [1, 1, 1, 1], [1, 0, 1, 0]], np.uint8)
    path = write(tmp_path / "m.tif", codes, nodata=0)
    counts = np.zeros((4, 4))
    with ClassMap(path) as source:
        frame = Frame(source, None, False)
        for seed in range(2000):
            for _, row, column, _ in draw_points(frame, [Stratum(1, "", 12, 1, 1, 0.8, 3)], seed, None, Reporter()):
                counts[row, column] += 1
    drawn_of_class = counts[codes == 1]
    assert counts[codes != 1].sum() == 0
    assert (np.square(drawn_of_class - 500) / 500 / 0.75).sum() < 28  # 11 degrees of freedom: p = 0.003


def test_points_that_keep_a_distance_should_keep_it(tmp_path, patchy, capsys):
    path, _ = patchy
    rows, columns, *_ = drawn(tmp_path, path, "--size", "60", "--distance", "75")
    apart = np.hypot(rows[:, None] - rows, columns[:, None] - columns)[~np.eye(len(rows), dtype=bool)] * 10
    assert len(rows) >= 50 and apart.min() >= 75
    said = capsys.readouterr().err
    assert "not all equally likely" in said and "Only " in said  # forty pixels side by side hold no twelve points
    degrees = write(tmp_path / "d.tif", np.ones((200, 200), np.uint8), crs="EPSG:4326", origin=(10, 60), pixel=0.001)
    assert (
        main(["sample", "--map", degrees, "--output", str(tmp_path / "d.gpkg"), "--size", "50", "--distance", "900"])
        == 0
    )
    _, _, wkb, _ = pyogrio.raw.read(tmp_path / "d.gpkg")
    x, y = shapely.get_coordinates(shapely.from_wkb(wkb)).T
    metres = np.hypot((x[:, None] - x) * 111_320 * np.cos(np.radians(60)), (y[:, None] - y) * 111_320)
    assert len(x) == 50 and metres[~np.eye(50, dtype=bool)].min() > 895


def test_strata_of_another_raster_should_be_drawn_on_the_maps_pixels(tmp_path, patchy, capsys):
    path, codes = patchy
    halves = write(tmp_path / "halves.tif", np.repeat([[7], [8]], 75, axis=1), dtype="uint8", pixel=20.0, nodata=0)
    value = ["--strata", halves, "--size", "40", "--allocation", "equal"]
    rows, columns, _, design_file = drawn(tmp_path, path, *value)
    assert "of the mapped area lies in no stratum" in capsys.readouterr().err
    assert (rows < 4).all() and (columns < 150).all() and (codes[rows, columns] > 0).all()
    design = json.loads(design_file.read_text())
    assert [s["points"] for s in design["strata"]] == [20, 20] and design["strata_raster"]["name"] == "halves.tif"
    assert design["strata_raster"]["width"] == 75  # its own pixels, not those of the map


def test_a_value_of_0_that_is_not_declared_should_be_told_of(tmp_path, patchy, capsys):
    """It may be a class, as in a map of yes and no."""
    path = write(tmp_path / "yes.tif", (patchy[1] == 1).astype(np.uint8))
    assert main(["sample", "--map", path, "--size", "50"]) == 0
    said = capsys.readouterr().err
    assert f"{(patchy[1] != 1).sum()} pixels of the map 'yes.tif' have the value 0" in said and "recode it" in said


def test_only_the_size_should_be_told_without_a_file(tmp_path, patchy, capsys):
    path, _ = patchy
    table = tmp_path / "ua.csv"
    table.write_text("class;accuracy\n1;0.9\n2;0.9\n3;0.9\n4;0.9\n900;0.5\n")
    assert main(["sample", "--map", path, "--target-se", "0.02", "--expected", str(table)]) == 0
    assert capsys.readouterr().err.startswith("225 points: Class 1 ")
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["map.tif", "ua.csv"]


def test_filled_in_points_should_not_be_lost(tmp_path, patchy, capsys):
    path, _ = patchy
    drawn(tmp_path, path, "--size", "40")
    drawn(tmp_path, path, "--size", "50")  # nothing was filled in
    write_points(tmp_path / "points.gpkg", [0, 1], [0, 1], np.array([np.nan, 2.0]), "reference")
    assert main(["sample", "--map", path, "--output", str(tmp_path / "points.gpkg"), "--size", "40"]) == 2
    assert "'reference' is filled in for 1 of its features" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words,reason",
    [
        (["--size", "10", "--target-se", "0.1"], "Both a size and a standard error"),
        (["--target-se", "2"], "a fraction between 0 and 0.5"),
        (["--size", "100", "--minimum", "50"], "5 strata with at least 50 points each need 240 points; 100 are to be"),
        (["--allocation", "some"], "none of equal, proportional, optimal and not NAME=N"),
        (["--allocation", "bog=3"], "There is no stratum 'bog'; there are 'Class 1'"),
        (["--allocation", "1=3"], "gives no points to 'Class 2'"),
        (["--allocation", "1=3,2=3,3=3,4=3,900=41"], "41 points are asked of 'Class 900', which has 40 pixels"),
        (["--size", "0"], "from 1 to 100000"),
        (["--distance", "-3"], "a number above 0"),
    ],
)
def test_an_impossible_sample_should_be_refused_in_words(tmp_path, patchy, capsys, words, reason):
    assert main(["sample", "--map", patchy[0], "--output", str(tmp_path / "p.gpkg"), *words]) == 2
    assert reason in capsys.readouterr().err
    assert not (tmp_path / "p.gpkg").exists()


def test_a_map_of_more_values_than_strata_should_be_drawn_from_at_random(tmp_path, capsys):
    codes = (np.arange(256 * 256) % 65535 + 1).reshape(256, 256).astype(np.uint16)
    path = write(tmp_path / "all.tif", codes)
    assert main(["sample", "--map", path, "--size", "50"]) == 2
    assert "65535 strata; at most 255" in capsys.readouterr().err
    rows, _, _, design_file = drawn(tmp_path, path, "--size", "50", "--design", "random")
    assert len(rows) == 50 and json.loads(design_file.read_text())["strata"][0]["pixels"] == 65536


def test_a_strata_raster_of_other_blocks_should_be_read_beside_the_map(tmp_path):
    """Rasters of many pixels are read in strips, of a height that suits the file: both take the same."""
    codes = np.ones((3000, 3000), np.uint8)
    codes[:, 1500:] = 2
    tiled = write(tmp_path / "map.tif", codes, tiled=True, blockxsize=256, blockysize=256, compress="deflate")
    striped = write(tmp_path / "strata.tif", 3 - codes, compress="deflate")
    out = str(tmp_path / "p.gpkg")
    assert main(["sample", "--map", tiled, "--strata", striped, "--size", "60", "--output", out]) == 0
    assert {stratum.code: stratum.points for stratum in Design.read(tmp_path / "p.design.json").strata} == {
        1: 30,
        2: 30,
    }


def test_a_file_of_another_kind_should_not_be_replaced(tmp_path, capsys):
    path = tmp_path / "parcels.gpkg"
    wkb = shapely.to_wkb(shapely.points([1.0], [2.0]))
    pyogrio.raw.write(str(path), wkb, [np.array(["oak"], object)], ["kind"], geometry_type="Point", driver="GPKG")
    raster = write(tmp_path / "map.tif", np.ones((9, 9), np.uint8))
    assert main(["sample", "--map", raster, "--size", "5", "--output", str(path)]) == 2
    assert "is no file of the kind that would be written" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words, said",
    [
        (["--size", "50", "--allocation", "1=10"], "as well"),
        (["--design", "random", "--allocation", "1=10"], "no points of each class"),
    ],
)
def test_what_would_be_ignored_should_be_refused(words, said, tmp_path, capsys):
    raster = write(tmp_path / "map.tif", np.ones((9, 9), np.uint8))
    assert main(["sample", "--map", raster, *words]) == 2
    assert said in capsys.readouterr().err
