"""``compare`` and ``areas``: two maps against each other, and what classes cover in zones."""

from __future__ import annotations

import csv
import json
import re

import numpy as np
import pytest
import rasterio
import shapely

from mamol_core.accuracy.design import Design
from mamol_core.commands import main
from mamol_core.rasters.styles import category_xml

from .conftest import ORIGIN, write
from .test_accuracy_assess import centres, write_points


@pytest.fixture
def two(tmp_path):
    """Two maps of 60 x 80 pixels of 10 m: the second has a part of class 1 as 2 and a corner without data."""
    first = np.ones((60, 80), np.uint8)
    first[30:] = 2
    first[:, 70:] = 40
    second = first.copy()
    second[:10, :20] = 2
    second[50:, 70:] = 0
    paths = [write(tmp_path / f"{name}.tif", codes, nodata=0) for name, codes in (("a", first), ("b", second))]
    (tmp_path / "a.tif.aux.xml").write_text(category_xml({1: "forest", 2: "crop", 40: "water"}))
    return [*paths, first, second]


def compare(tmp_path, *words):
    assert main(["compare", *map(str, words), "--report", str(tmp_path / "report")]) == 0
    page = (tmp_path / "report" / "report.html").read_text("utf-8")
    return json.loads((tmp_path / "report" / "report.json").read_text("utf-8")), re.sub(r"\s+", " ", page)


def test_two_maps_should_be_compared_pixel_by_pixel(tmp_path, two, capsys):
    first, second, codes, others = two
    value, page = compare(tmp_path, "--map", first, "--other", second, "--output", tmp_path / "d.tif")
    both = (codes > 0) & (others > 0)
    assert value["agreement"] == pytest.approx((codes == others)[both].mean())
    assert value["matrix"]["pixels"] == [[1900, 200, 0], [0, 2100, 0], [0, 0, 500]]
    assert [entry["difference_ha"] for entry in value["classes"]] == pytest.approx([-2, 2, 0])
    assert "of the map 'a.tif' lies where the second map 'b.tif' has no data" in capsys.readouterr().err
    with rasterio.open(tmp_path / "d.tif") as made:
        change, colours = made.read(1), made.colormap(1)
    assert (change == np.where(both, np.where(codes == others, 1, 2), 0)).all() and colours[1][:3] == (217, 217, 217)
    assert "forest → crop" in (tmp_path / "d.tif.aux.xml").read_text("utf-8")
    assert "forest → crop" in (tmp_path / "d.qml").read_text("utf-8") and "+2" in page and "−2" in page
    assert value["accuracy"] is None and value["changes"][1]["name"] == "forest → crop"


def test_a_map_of_another_grid_should_be_read_on_the_pixels_of_the_first(tmp_path, two):
    first, _, codes, _ = two
    coarse = write(tmp_path / "c.tif", codes[::2, ::2], nodata=0, pixel=20.0)
    value, _ = compare(tmp_path, "--map", first, "--other", coarse)
    assert value["agreement"] == 1 and value["common_ha"] == pytest.approx(48)


def test_maps_of_other_places_should_be_refused(tmp_path, two, capsys):
    away = write(tmp_path / "c.tif", two[2], nodata=0, origin=(ORIGIN[0] + 1e5, ORIGIN[1]))
    assert main(["compare", "--map", two[0], "--other", away]) == 2
    assert "no classified pixel in common" in capsys.readouterr().err


@pytest.mark.parametrize("drawn_from", ["first", "second"])
def test_the_better_map_should_be_told_by_one_sample(tmp_path, two, drawn_from, capsys):
    """The truth is the second map; the sample may be drawn from either."""
    first, second, codes, others = two
    points = str(tmp_path / "p.gpkg")
    source = first if drawn_from == "first" else second
    assert main(["sample", "--map", source, "--output", points, "--size", "240", "--allocation", "equal"]) == 0
    design = Design.read(tmp_path / "p.design.json")
    rows, columns = np.array([(row, column) for _, row, column, _ in design.points]).T
    truth = np.where(others > 0, others, 40)
    write_points(points, *centres(rows, columns), truth[rows, columns].astype(np.int32), "reference")
    capsys.readouterr()
    value, page = compare(tmp_path, "--map", first, "--other", second, "--reference", points)
    accuracy = value["accuracy"]
    assert accuracy["second"]["estimate"] == pytest.approx(1) and accuracy["difference"]["low"] > 0
    kept = others[rows, columns] > 0
    wrong = codes[rows, columns][kept] != truth[rows, columns][kept]
    assert accuracy["only_second_right"] == wrong.sum() and accuracy["only_first_right"] == 0
    assert accuracy["mcnemar_p"] == pytest.approx(2 * 0.5 ** wrong.sum())
    # Stratified by the map itself: the estimate lies within two standard errors of the truth.
    both = others > 0
    assert abs(accuracy["first"]["estimate"] - (codes == others)[both].mean()) < 2.5 * accuracy["first"]["se"]
    assert "The second map is right on" in page and "No sampling design" not in capsys.readouterr().err


def areas(tmp_path, *words):
    assert main(["areas", *map(str, words), "--output", str(tmp_path / "areas.csv")]) == 0
    rows = list(csv.DictReader((tmp_path / "areas.csv").open(encoding="utf-8")))
    return {(row["zone"], row["class"]): float(row["area_ha"]) for row in rows}


def test_areas_should_be_summed_by_class_and_zone(tmp_path, two, capsys):
    """Zones that overlap each count in full; what lies in none has a line of its own."""
    first = two[0]
    assert areas(tmp_path, "--map", first) == {
        ("whole map", "forest"): 21.0, ("whole map", "crop"): 21.0, ("whole map", "water"): 6.0,
    }  # fmt: skip
    x, y = ORIGIN
    boxes = [shapely.box(x, y - 200, x + 400, y), shapely.box(x + 200, y - 400, x + 800, y), shapely.box(0, 0, 1, 1)]
    zones = write_points(
        tmp_path / "z.gpkg",
        0,
        0,
        np.array(["north", "east", "nowhere"], object),
        "name",
        kind="Polygon",
        geometry=boxes,
    )
    found = areas(tmp_path, "--map", first, "--zones", zones, "--zone-field", "name")
    assert found["north", "forest"] == pytest.approx(8) and found["east", "water"] == pytest.approx(4)
    assert found["east", "forest"] == pytest.approx(50 * 30 / 100)
    outside = 48 - shapely.area(shapely.union_all(boxes[:2])) / 1e4
    assert sum(area for (zone, _), area in found.items() if zone == "outside all zones") == pytest.approx(outside)
    assert "no class in 1 of 3 zones: 'nowhere'" in capsys.readouterr().err


def test_zones_should_be_polygons_or_a_raster(tmp_path, two, capsys):
    first = two[0]
    raster = write(tmp_path / "zones.tif", np.repeat([[3], [9]], 8, axis=1), dtype="uint8", pixel=100.0, nodata=0)
    found = areas(tmp_path, "--map", first, "--zones", raster)
    assert found["Class 3", "forest"] == pytest.approx(7) and found["outside all zones", "crop"] == pytest.approx(21)
    points = write_points(tmp_path / "p.gpkg", *centres([1], [1]), np.array([1], np.int32))
    assert main(["areas", "--map", first, "--zones", points]) == 2
    assert "are not polygons" in capsys.readouterr().err
    assert main(["areas", "--map", first, "--zones", raster, "--output", str(tmp_path / "a.txt")]) == 2
    assert "does not end in .csv" in capsys.readouterr().err


def test_a_zone_of_several_polygons_should_count_each_pixel_once(tmp_path, two):
    """Two of its polygons overlap, and one of another zone lies across one of them."""
    x, y = ORIGIN
    boxes = [shapely.box(x + 10 * left, y - 100, x + 10 * right, y) for left, right in ((0, 10), (12, 20), (5, 15))]
    names = np.array(["a", "b", "a"], object)
    zones = write_points(tmp_path / "z.gpkg", 0, 0, names, "name", kind="Polygon", geometry=np.array(boxes))
    found = areas(tmp_path, "--map", two[0], "--zones", zones, "--zone-field", "name")
    assert found["a", "forest"] == pytest.approx(1.5) and found["b", "forest"] == pytest.approx(0.8)


def test_zones_should_keep_numbers_as_names_and_those_without_a_place_be_said(tmp_path, two, capsys):
    x, y = ORIGIN
    boxes = np.array([shapely.box(x, y - 100, x + 100, y), shapely.box(x + 100, y - 100, x + 200, y), None])
    numbers = np.array([1234567.0, 1234568.0, np.nan])
    zones = write_points(tmp_path / "z.gpkg", 0, 0, numbers, "key", kind="Polygon", geometry=boxes)
    found = areas(tmp_path, "--map", two[0], "--zones", zones, "--zone-field", "key")
    assert {zone for zone, _ in found} == {"1234567", "1234568", "outside all zones"}
    assert "Left out: 1 feature of" in capsys.readouterr().err


def test_codes_that_the_maps_name_otherwise_should_be_said(tmp_path, two, capsys):
    (tmp_path / "b.tif.aux.xml").write_text(category_xml({1: "crop", 2: "forest", 40: "Water"}))
    compare(tmp_path, "--map", two[0], "--other", two[1])
    said = capsys.readouterr().err
    assert "Code 1 is 'forest' in the map 'a.tif' and 'crop' in the second map" in said and "Code 40" not in said


def test_a_reference_should_be_judged_as_an_assessment_does(tmp_path, two, capsys):
    """Points without a class are said, and so are classes that no map has."""
    rows, columns = np.arange(0, 60, 2), np.arange(0, 60, 2)
    values = two[2][rows, columns].astype(float)
    values[:3], values[3] = np.nan, 7
    points = write_points(tmp_path / "p.gpkg", *centres(rows, columns), values)
    compare(tmp_path, "--map", two[0], "--other", two[1], "--reference", points)
    said = capsys.readouterr().err
    assert "without a reference class: 3 points" in said and "does not have the class of 1 point (code 7)" in said
    write_points(tmp_path / "q.gpkg", *centres(rows, columns), np.full(30, 101.0))
    words = ["compare", "--map", two[0], "--other", two[1], "--reference", str(tmp_path / "q.gpkg")]
    assert main(words) == 2
    assert "None of the reference's class codes (101)" in capsys.readouterr().err


def test_no_input_should_be_replaced_by_the_changes(tmp_path, two, capsys):
    words = ["compare", "--map", two[0], "--other", two[1], "--strata", two[1], "--output", two[1]]
    assert main(words) == 2
    assert "would replace an input" in capsys.readouterr().err
