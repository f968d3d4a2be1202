"""``assess``: printed figures through the command line, the sample's design, and what of the reference is refused."""

from __future__ import annotations

import csv
import json
import re

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import shapely
from rasterio.warp import transform

from mamol_core.accuracy.design import Design
from mamol_core.commands import main
from mamol_core.rasters.styles import category_xml

from .conftest import ORIGIN, write

COUNTS = np.array([[66, 0, 5, 4], [0, 55, 8, 12], [1, 0, 153, 11], [2, 1, 9, 313]])
MAPPED = np.array([200_000, 150_000, 3_200_000, 6_450_000])


def write_points(path, x, y, values=None, field="class", crs="EPSG:32633", kind="Point", geometry=None):
    geometry = shapely.points(x, y) if geometry is None else geometry
    data, names = ([], []) if values is None else ([values], [field])
    pyogrio.raw.write(
        str(path), geometry=shapely.to_wkb(geometry), field_data=data, fields=names, geometry_type=kind, crs=crs,
        driver="GPKG",
    )  # fmt: skip
    return str(path)


def centres(rows, columns, pixel=10.0, origin=ORIGIN):
    return origin[0] + pixel * (np.asarray(columns) + 0.5), origin[1] - pixel * (np.asarray(rows) + 0.5)


def assess(tmp_path, *words, code=0):
    """The report's figures and the page."""
    report = tmp_path / "report"
    assert main(["assess", *map(str, words), "--report", str(report)]) == code
    if code:
        return None, None
    return json.loads((report / "report.json").read_text("utf-8")), (report / "report.html").read_text("utf-8")


@pytest.fixture
def quarters(tmp_path):
    """A map of 100 x 100 pixels: 1 and 2 above, 3 and no data (0) below, with names; its path."""
    codes = np.zeros((100, 100), np.uint8)
    codes[:50, :50], codes[:50, 50:], codes[50:, :50] = 1, 2, 3
    path = write(tmp_path / "map.tif", codes, nodata=0)
    (tmp_path / "map.tif.aux.xml").write_text(category_xml({1: "water", 2: "meadow", 3: "forest"}))
    return path


def everywhere(tmp_path, count=30, name="points.gpkg", wrong=3, **options):
    """Random points of each class of ``quarters``, of which ``wrong`` a class are really the next class."""
    rng = np.random.default_rng(7)
    rows, columns, codes = [], [], []
    for code, (top, left) in {1: (0, 0), 2: (0, 50), 3: (50, 0)}.items():
        place = rng.choice(2500, count, replace=False)
        rows.append(top + place // 50)
        columns.append(left + place % 50)
        codes.append(np.where(np.arange(count) < wrong, code % 3 + 1, code))
    x, y = centres(np.concatenate(rows), np.concatenate(columns))
    values = np.concatenate(codes).astype(np.int32)
    if options.pop("names", False):
        values = np.array(["", "Water", "meadow ", "forest"], object)[values]
    return write_points(tmp_path / name, x, y, values, **options)


def test_olofssons_worked_example_should_come_out_in_its_printed_digits(tmp_path, capsys):
    """Olofsson et al. 2014, section 5 and tables 8 to 10, on a map of exactly that many pixels of 30 m."""
    path = tmp_path / "map.tif"
    codes = np.repeat(np.array([1, 2, 3, 4], np.uint8), MAPPED).reshape(2500, 4000)
    write(path, codes, pixel=30.0, nodata=0, compress="deflate", zlevel=1, tiled=True)
    rng = np.random.default_rng(0)
    starts = np.concatenate([[0], np.cumsum(MAPPED)])
    place = np.concatenate([starts[i] + rng.choice(MAPPED[i], COUNTS[i].sum(), replace=False) for i in range(4)])
    really = np.concatenate([np.repeat([1, 2, 3, 4], row) for row in COUNTS]).astype(np.int32)
    points = write_points(tmp_path / "points.gpkg", *centres(place // 4000, place % 4000, 30.0), really)
    value, page = assess(tmp_path, "--map", path, "--reference", points, "--field", "class", "--design", "stratified")

    def printed(name, digits):
        return [
            (round(entry[name]["estimate"], digits), round(1.96 * entry[name]["se"], digits))
            for entry in value["classes"]
        ]

    assert printed("area_ha", 0) == [(21158, 6158), (11686, 3756), (285770, 15510), (581386, 16282)]
    assert printed("users", 2) == [(0.88, 0.07), (0.73, 0.10), (0.93, 0.04), (0.96, 0.02)]
    assert printed("producers", 2) == [(0.75, 0.21), (0.85, 0.25), (0.93, 0.03), (0.96, 0.02)]
    assert round(value["overall"]["estimate"], 3) == 0.947 and round(1.96 * value["overall"]["se"], 3) == 0.018
    assert value["matrix"]["counts"] == COUNTS.tolist() and value["estimator"] == "stratified"
    assert [entry["mapped_pixels"] for entry in value["classes"]] == MAPPED.tolist()
    text = re.sub(r"\s+", " ", page.replace("\u202f", " "))
    assert "21 158 ± 6 158" in text and "94.7 %" in text and "<svg" in page
    assert "http" not in page.replace("https://doi.org", "") and "<script" not in page and "url(" not in page
    table = list(csv.DictReader((tmp_path / "report" / "classes.csv").open(encoding="utf-8")))
    assert round(float(table[0]["area_ha_estimate"])) == 21158 and table[3]["points_mapped"] == "325"
    assert "Class 1' depends on 2 of the 325 points" in capsys.readouterr().err  # the paper's own rare class


def test_names_should_be_matched_and_colours_kept(tmp_path, quarters):
    """Texts in another case and with blanks are the map's classes."""
    value, page = assess(tmp_path, "--map", quarters, "--reference", everywhere(tmp_path, names=True))
    assert value["matrix"]["counts"] == [[27, 3, 0], [0, 27, 3], [3, 0, 27]]
    assert [entry["name"] for entry in value["classes"]] == ["water", "meadow", "forest"]
    assert value["classes"][0]["colour"] in page and "Olofsson" in value["methods"]["references"][0]


def test_a_name_of_several_classes_should_be_refused_unless_spelt_as_one_of_them(tmp_path, quarters, capsys):
    (tmp_path / "map.tif.aux.xml").write_text(category_xml({1: "water", 2: "Meadow", 3: "meadow"}))
    x, y = centres([5, 6, 60], [5, 60, 5])
    for name, code in (("MEADOW", 2), ("meadow", 0)):
        path = write_points(tmp_path / "p.gpkg", x, y, np.array(["water", name, "bog"], object))
        value, _ = assess(tmp_path, "--map", quarters, "--reference", path, "--design", "stratified", code=code)
    said = capsys.readouterr().err
    assert "'MEADOW', which is the name of several classes of the map: 2 'Meadow', 3 'meadow'" in said
    assert [entry["code"] for entry in value["classes"]] == [1, 2, 3, 4]  # a bog is none of the map's
    assert value["matrix"]["counts"] == [[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1], [0, 0, 0, 0]]


def test_a_drawn_sample_should_be_filled_in_and_assessed(tmp_path, quarters):
    """The whole way: draw, fill in, assess; the design is found beside the points and tells the strata."""
    points = str(tmp_path / "drawn.gpkg")
    words = ["sample", "--map", quarters, "--output", points, "--size", "90", "--allocation", "equal"]
    assert main(words) == 0
    meta, _, wkb, (_, empty, _) = pyogrio.raw.read(points)
    assert np.isnan(empty).all() and list(meta["fields"]) == ["id", "reference", "note"]
    x, y = shapely.get_coordinates(shapely.from_wkb(wkb)).T
    rows, columns = ((ORIGIN[1] - y) // 10).astype(int), ((x - ORIGIN[0]) // 10).astype(int)
    with rasterio.open(quarters) as source:
        mapped = source.read(1)[rows, columns]
    assert np.bincount(mapped).tolist() == [0, 30, 30, 30]
    assert np.abs(np.diff(mapped.astype(int))).sum() > 20  # the order of the points does not tell the class
    write_points(points, x, y, mapped.astype(np.int32), "reference")
    value, _ = assess(tmp_path, "--map", quarters, "--reference", points)
    assert value["design"]["design"] == "stratified" and value["design"]["drawn"] == 90 and value["intervals"]
    assert not value["warnings"] or all("No sampling design" not in warning for warning in value["warnings"])

    with rasterio.open(quarters, "r+") as source:  # a single pixel
        codes = source.read(1)
        codes[0, 0] = 2
        source.write(codes, 1)
    _, _ = assess(tmp_path, "--map", quarters, "--reference", points, code=2)


def test_a_changed_map_should_be_refused_with_the_reason_and_the_way_out(tmp_path, quarters, capsys):
    points = str(tmp_path / "drawn.gpkg")
    assert main(["sample", "--map", quarters, "--output", points, "--size", "60"]) == 0
    design = Design.read(tmp_path / "drawn.design.json")
    rows, columns = np.array([(row, column) for _, row, column, _ in design.points]).T
    really = np.array([stratum for *_, stratum in design.points], np.int32)
    write_points(points, *centres(rows, columns), really, "reference")
    with rasterio.open(quarters) as source:
        codes = source.read(1)
    other = np.where(codes == 3, 1, codes)
    write(tmp_path / "other.tif", other, nodata=0)
    assess(tmp_path, "--map", tmp_path / "other.tif", "--reference", points, code=2)
    said = capsys.readouterr().err
    assert "not the one that the sample was drawn from ('map.tif'): pixels have other classes" in said
    assert "strata raster" in said
    # The way out that it names: another map, with the sample of the first.
    value, _ = assess(tmp_path, "--map", tmp_path / "other.tif", "--reference", points, "--strata", quarters)
    assert value["estimator"] == "other strata" and "Stehman" in value["methods"]["references"][0]
    assert value["overall"]["estimate"] == pytest.approx(2 / 3) and value["overall"]["se"] < 1e-9
    assess(tmp_path, "--map", tmp_path / "other.tif", "--reference", points, "--strata", tmp_path / "other.tif", code=2)
    assert "is not what the sample was drawn from" in capsys.readouterr().err
    # The same pixels in another format are the same map.
    write(tmp_path / "copy.tif", codes.astype(np.int32), nodata=-1, compress="deflate", tiled=True)
    value, _ = assess(tmp_path, "--map", tmp_path / "copy.tif", "--reference", points)
    assert value["estimator"] == "stratified" and value["overall"]["estimate"] == 1


def test_strata_that_do_not_cover_the_map_should_be_told_of(tmp_path, quarters):
    """Strata from a raster of a third of the map, on pixels of another size."""
    upper = write(tmp_path / "upper.tif", np.repeat([[4], [5]], 2, axis=1), dtype="uint8", pixel=250.0, nodata=0)
    value, _ = assess(
        tmp_path, "--map", quarters, "--reference", everywhere(tmp_path), "--strata", upper, "--design", "stratified"
    )
    said = " ".join(value["warnings"])
    assert value["estimator"] == "other strata" and value["points"] == 30
    assert "where the strata raster has no data" in said and "67 % of the mapped area lies in no stratum" in said
    assert value["assessed_ha"] == pytest.approx(25) and value["mapped_ha"] == pytest.approx(75)


def test_points_that_were_moved_or_never_answered_should_be_said(tmp_path, quarters, capsys):
    points = str(tmp_path / "drawn.gpkg")
    assert main(["sample", "--map", quarters, "--output", points, "--size", "60", "--seed", "2"]) == 0
    design = Design.read(tmp_path / "drawn.design.json")
    rows, columns = np.array([(row, column) for _, row, column, _ in design.points]).T
    really = np.array([float(stratum) for *_, stratum in design.points])
    really[:2] = np.nan
    columns = columns.copy()
    columns[2] = next(c for c in range(50) if (rows[2], c) not in set(zip(rows, columns, strict=True)))
    write_points(points, *centres(rows, columns), really, "reference")
    value, _ = assess(tmp_path, "--map", quarters, "--reference", points)
    said = " ".join(value["warnings"])
    assert "without a reference class: 2 points" in said and "(added or moved since): 1 point." in said
    assert "Of the 60 points that were drawn, 3 have no reference class" in said and value["points"] == 57


def test_a_simple_random_sample_should_be_assessed_as_one(tmp_path, quarters):
    points = str(tmp_path / "drawn.gpkg")
    assert main(["sample", "--map", quarters, "--output", points, "--design", "random", "--size", "80"]) == 0
    design = Design.read(tmp_path / "drawn.design.json")
    rows, columns = np.array([(row, column) for _, row, column, _ in design.points]).T
    with rasterio.open(quarters) as source:
        really = source.read(1)[rows, columns].astype(np.int32)
    really[:8] = really[:8] % 3 + 1
    write_points(points, *centres(rows, columns), really, "reference")
    value, _ = assess(tmp_path, "--map", quarters, "--reference", points)
    assert value["estimator"] == "simple random" and len(value["strata"]) == 1
    assert value["overall"]["estimate"] == pytest.approx(0.9)
    assert value["overall"]["se"] == pytest.approx(np.sqrt(0.9 * 0.1 / 79))


def test_clustered_points_and_polygons_should_have_figures_without_intervals(tmp_path, quarters):
    rows, columns = np.mgrid[10:16, 10:16].reshape(2, -1)
    x, y = centres(np.concatenate([rows, rows + 50, rows]), np.concatenate([columns, columns, columns + 50]))
    really = np.repeat([1, 3, 1], 36).astype(np.int32)
    value, page = assess(tmp_path, "--map", quarters, "--reference", write_points(tmp_path / "c.gpkg", x, y, really))
    assert not value["intervals"] and "lie in clusters" in value["warnings"][0]
    assert value["overall"]["estimate"] == pytest.approx(2 / 3) and value["overall"]["high"] is None
    assert all(entry["area_ha"]["se"] is None for entry in value["classes"])
    boxes = [shapely.box(*centres(16, 10), *centres(10, 16)), shapely.box(*centres(66, 10), *centres(60, 16))]
    polygons = write_points(
        tmp_path / "p.gpkg", 0, 0, np.array(["water", "meadow"], object), kind="Polygon", geometry=boxes
    )
    value, page = assess(tmp_path, "--map", quarters, "--reference", polygons)
    assert "no probability sample" in value["warnings"][0] and value["reference_kind"] == "polygons"
    assert (
        value["overall"]["estimate"] == pytest.approx(0.5) and "±" not in page.split("</style>")[1].split("Methods")[0]
    )


def test_points_that_say_nothing_should_be_counted_and_left_out(tmp_path, quarters):
    """On no data, outside, twice on a pixel, twice with different classes; a class that the map does not have."""
    rng = np.random.default_rng(3)
    place = rng.choice(2500, 40, replace=False)
    rows = np.concatenate([place // 50, place // 50, [80, 81, -5, 3, 3, 4, 4]])
    columns = np.concatenate([place % 50, place % 50 + 50, [80, 81, 10, 7, 7, 7, 7]])
    free = ~np.isin(np.arange(len(rows)), np.flatnonzero((rows < 5) & (columns == 7))[:-4])
    really = np.concatenate([np.repeat([1, 2], 40), [1, 1, 1, 1, 1, 1, 2]])
    really[0] = 9
    x, y = centres(rows[free], columns[free])
    value, _ = assess(
        tmp_path,
        "--map",
        quarters,
        "--reference",
        write_points(tmp_path / "p.gpkg", x, y, really[free].astype(np.int32)),
    )
    said = " ".join(value["warnings"])
    assert "1 point outside the map" in said and "2 points where the map has no data" in said
    assert "2 points in the same pixel" in said and "1 pixel with two reference classes" in said
    assert "code 9" in said and "No reference point lies in 'forest'" in said
    assert value["points"] == np.count_nonzero(free) - 3 - 2 - 1
    classes = {entry["code"]: entry for entry in value["classes"]}
    assert classes[9]["producers"]["estimate"] == 0 and classes[3]["users"]["estimate"] is None
    assert value["assessed_ha"] == pytest.approx(50) and value["mapped_ha"] == pytest.approx(75)


def refused(tmp_path, capsys, *words):
    assert main(["assess", *map(str, words)]) == 2
    return capsys.readouterr().err


def test_a_reference_without_use_should_be_refused_in_words(tmp_path, quarters, capsys):
    x, y = centres([5, 6], [5, 6])
    for values, reason in (
        (np.array([0, 1], np.int32), "holds class 0, which means no data"),
        (np.array([np.nan, np.nan]), "is empty at all 2 features"),
        (np.array([1.5, 2.0]), "holds 1.5; whole class codes"),
        (np.array([70000, 1], np.int32), "holds code 70000"),
        (np.array([8, 9], np.int32), "None of the reference's class codes (8, 9) is one of the map's (1, 2, 3)"),
        (np.array(["bog", "fen"], object), "'bog', 'fen') is one of the map's: 'water', 'meadow', 'forest'"),
    ):
        path = write_points(tmp_path / "p.gpkg", x, y, values)
        assert reason in refused(tmp_path, capsys, "--map", quarters, "--reference", path), reason
    away = write_points(tmp_path / "p.gpkg", [0, 1], [0, 1], np.array([1, 2], np.int32))
    assert "None of the 2 points" in refused(tmp_path, capsys, "--map", quarters, "--reference", away)
    below = write_points(tmp_path / "p.gpkg", *centres([90], [90]), np.array([1], np.int32))
    assert "has no class at any of the points" in refused(tmp_path, capsys, "--map", quarters, "--reference", below)
    assert "There is no reference" in refused(tmp_path, capsys, "--map", quarters, "--reference", tmp_path / "no.gpkg")
    assert "does not exist" in refused(tmp_path, capsys, "--map", tmp_path / "no.tif", "--reference", below)


def test_what_is_there_should_not_be_replaced_by_another_kind(tmp_path, quarters, capsys):
    """The report of a training, a class table; and a design that is none."""
    points = everywhere(tmp_path)
    (tmp_path / "training").mkdir()
    (tmp_path / "training" / "report.json").write_text('{"training": {}}')
    words = ["--map", quarters, "--reference", points]
    assert "holds a report of another kind" in refused(tmp_path, capsys, *words, "--report", tmp_path / "training")
    (tmp_path / "classes.csv").write_text("1,water,#0000ff")
    areas = ["areas", "--map", quarters, "--classes", tmp_path / "classes.csv", "--output", tmp_path / "classes.csv"]
    assert main([str(word) for word in areas]) == 2 and "would replace an input" in capsys.readouterr().err
    for text in ("no JSON", "[]", '{"mamol_design": 1, "design": "random", "strata": [], "classes": [], "map": {}}'):
        (tmp_path / "points.design.json").write_text(text)
        assert "'points.design.json' is not a sampling design" in refused(tmp_path, capsys, *words), text
    (tmp_path / "points.design.json").write_text('{"mamol_design": 9}')
    assert "has format 9" in refused(tmp_path, capsys, *words)


def test_one_point_of_a_class_should_be_told_of(tmp_path, quarters):
    rows, columns = np.array([3, 9, 30, 41, 60]), np.array([3, 30, 60, 80, 10])
    really = np.array([1, 1, 2, 2, 3], np.int32)
    value, _ = assess(
        tmp_path, "--map", quarters, "--reference", write_points(tmp_path / "p.gpkg", *centres(rows, columns), really)
    )
    assert any("Only one reference point lies in 'forest'" in warning for warning in value["warnings"])
    assert value["overall"]["se"] == pytest.approx(1 / 3 / 2)


@pytest.mark.parametrize(
    "codes,dtype,options,reason",
    [
        (np.array([[1.0, 2.5]]), "float32", {}, "holds 2.5; whole class codes"),
        (np.array([[-1, 2]]), "int16", {}, "holds -1; class codes from 1 to 65535"),
        (np.array([[1, 70000]]), "int32", {}, "holds 70000"),
        (np.zeros((2, 2)), "uint8", {"nodata": 0}, "holds no class"),
        (np.ones((3, 2, 2)), "uint8", {}, "has 3 bands"),
    ],
)
def test_a_raster_that_is_no_class_raster_should_be_refused(tmp_path, capsys, codes, dtype, options, reason):
    path = write(tmp_path / "m.tif", codes, dtype=dtype, **options)
    points = write_points(tmp_path / "p.gpkg", *centres([0], [0]), np.array([1], np.int32))
    said = refused(tmp_path, capsys, "--map", path, "--reference", points)
    assert reason in said and "map 'm.tif'" in said


def test_a_map_in_degrees_should_have_areas_on_the_ellipsoid(tmp_path):
    codes = np.tile(np.array([1, 2], np.uint8), (400, 100))
    path = write(tmp_path / "m.tif", codes, crs="EPSG:4326", origin=(10.0, 60.0), pixel=0.05, nodata=0)
    rng = np.random.default_rng(0)
    rows, columns = rng.integers(0, 400, 120), rng.permutation(200)[:120]
    x, y = centres(rows, columns, 0.05, (10.0, 60.0))
    points = write_points(tmp_path / "p.gpkg", x, y, (columns % 2 + 1).astype(np.int32), crs="EPSG:4326")
    value, _ = assess(tmp_path, "--map", path, "--reference", points)
    west, east = transform("EPSG:4326", "EPSG:6933", [10.0, 20.0], [60.0, 40.0])  # an equal-area projection
    area = abs((west[1] - west[0]) * (east[1] - east[0])) / 1e4
    assert value["mapped_ha"] == pytest.approx(area, rel=1e-6) and "ellipsoid" in value["areas"]


def test_many_classes_should_be_assessed_and_too_many_refused(tmp_path, capsys):
    rng = np.random.default_rng(0)
    codes = np.repeat(np.arange(1, 201, dtype=np.uint16), 50).reshape(100, 100)
    path = write(tmp_path / "m.tif", codes, nodata=0)
    place = np.concatenate([50 * k + rng.choice(50, 3, replace=False) for k in range(200)])
    points = write_points(
        tmp_path / "p.gpkg", *centres(place // 100, place % 100), codes.ravel()[place].astype(np.int32)
    )
    value, page = assess(tmp_path, "--map", path, "--reference", points, "--design", "stratified")
    assert len(value["classes"]) == 200 and "too many to show" in page
    everything = write(tmp_path / "all.tif", (np.arange(256 * 256) % 65535 + 1).reshape(256, 256).astype(np.uint16))
    with rasterio.open(everything) as source:
        all_codes = source.read(1)
    place = rng.choice(65536, 40, replace=False)
    few = write_points(
        tmp_path / "few.gpkg", *centres(place // 256, place % 256), all_codes.ravel()[place].astype(np.int32)
    )
    value, _ = assess(tmp_path, "--map", everything, "--reference", few)
    assert value["overall"]["estimate"] == 1 and "No reference point lies in" in " ".join(value["warnings"])
    place = rng.choice(65536, 400, replace=False)
    many = write_points(
        tmp_path / "many.gpkg", *centres(place // 256, place % 256), all_codes.ravel()[place].astype(np.int32)
    )
    assert "at most 255 are assessed" in refused(tmp_path, capsys, "--map", everything, "--reference", many)
