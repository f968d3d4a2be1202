"""Labels from polygons, points and class rasters, and every way in which they can be unusable."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import shapely
from affine import Affine
from rasterio.crs import CRS
from scipy import ndimage

from mamol_core.errors import GridError, LabelError
from mamol_core.labels import windows
from mamol_core.labels.labels import LEFT_OUT, read_aoi, read_labels
from mamol_core.labels.regions import connected_regions
from mamol_core.labels.windows import MOST_WINDOWS, SIDE, STEP
from mamol_core.rasters.grid import Grid

from .conftest import spread

X, Y = 300000, 6300000
GRID = Grid(CRS.from_epsg(32718), Affine(10, 0, X, 0, -10, Y), 60, 50)
DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def square(row, column, size=5):
    """A square that covers ``size`` pixels from a pixel's corner."""
    return shapely.box(X + 10 * column, Y - 10 * (row + size), X + 10 * (column + size), Y - 10 * row)


def middle(row, column):
    return shapely.Point(X + 10 * column + 5, Y - 10 * row - 5)


def write_vector(path, geometries, geometry="Polygon", crs="EPSG:32718", layer=None, append=False, **fields):
    columns = [np.asarray(values) for values in fields.values()]
    pyogrio.raw.write(
        str(path),
        shapely.to_wkb(np.array(geometries, dtype=object)),
        columns,
        list(fields),
        geometry_type=geometry,
        crs=crs,
        layer=layer,
        append=append,
        driver="GPKG",
    )
    return str(path)


def write_raster(path, values, transform=GRID.transform, crs=GRID.crs, **options):
    values = values if values.ndim == 3 else values[np.newaxis]
    with rasterio.open(
        path,
        "w",
        driver="GTiff",
        count=len(values),
        height=values.shape[1],
        width=values.shape[2],
        dtype=values.dtype,
        crs=crs,
        transform=transform,
        **options,
    ) as raster:
        raster.write(values)
    return str(path)


def index_of(labels):
    return spread(labels, labels.index)


def group_of(labels):
    return spread(labels, labels.group)


def texts(labels):
    return " ".join(text for _, text in labels.messages)


def two_classes():
    values = np.zeros((50, 60), dtype=np.uint8)
    values[5:20, 5:20], values[30:40, 30:50] = 3, 7
    return values


def test_text_classes_should_be_numbered_in_alphabetical_order(tmp_path):
    path = write_vector(
        tmp_path / "l.gpkg", [square(0, 0), square(10, 10), square(20, 20)], name=["water", "forest", "water"]
    )
    labels = read_labels(path, GRID)
    assert [(c.code, c.name) for c in labels.classes] == [(1, "forest"), (2, "water")]
    assert labels.index.dtype == np.uint16 and labels.group.dtype == np.int32 and labels.drawn
    assert (index_of(labels)[:5, :5] == 2).all() and (index_of(labels)[10:15, 10:15] == 1).all()
    assert (index_of(labels) > 0).sum() == 75 and len(np.unique(labels.group[labels.group > 0])) == 3


def test_integer_and_numeric_text_classes_should_keep_their_codes(tmp_path):
    places = [square(0, 0), square(10, 10)]
    for number, values in enumerate((np.array([40, 7]), np.array(["40", "7"], dtype=object), np.array([40.0, 7.0]))):
        path = write_vector(tmp_path / f"{number}.gpkg", places, code=values)
        labels = read_labels(path, GRID, field="code")
        assert [c.code for c in labels.classes] == [7, 40] and index_of(labels)[0, 0] == 2


def test_layers_in_another_crs_should_be_transformed(tmp_path):
    places = np.array([square(0, 0), square(10, 10)])
    degrees = shapely.transform(
        places, lambda xy: np.column_stack(rasterio.warp.transform(GRID.crs, "EPSG:4326", xy[:, 0], xy[:, 1]))
    )
    path = write_vector(tmp_path / "l.gpkg", degrees, crs="EPSG:4326", code=[1, 2])
    labels = read_labels(path, GRID)
    assert (index_of(labels)[:5, :5] == 1).all() and (index_of(labels) > 0).sum() == 50


def test_points_and_tiny_polygons_should_take_the_pixel_that_holds_them(tmp_path):
    many = shapely.MultiPoint([middle(30, 3), middle(33, 3)])
    path = write_vector(tmp_path / "p.gpkg", [middle(2, 3), middle(8, 9), many], "Unknown", code=[1, 2, 2])
    labels = read_labels(path, GRID)
    assert index_of(labels)[2, 3] == 1 and index_of(labels)[8, 9] == 2 and (index_of(labels) > 0).sum() == 4
    assert group_of(labels)[30, 3] == group_of(labels)[33, 3] == 3
    tiny = [shapely.box(X + 31, Y - 43, X + 33, Y - 41), square(20, 20)]
    labels = read_labels(write_vector(tmp_path / "t.gpkg", tiny, code=[1, 2]), GRID)
    assert index_of(labels)[4, 3] == 1 and (index_of(labels) == 1).sum() == 1


def test_overlaps_of_different_classes_should_be_left_out_and_said(tmp_path):
    places = [square(0, 0, 10), square(5, 5, 10), square(8, 0, 4), square(20, 20), square(22, 20)]
    labels = read_labels(write_vector(tmp_path / "l.gpkg", places, code=[1, 2, 1, 2, 2]), GRID)
    assert not index_of(labels)[5:10, 5:10].any() and "25 pixels" in texts(labels)
    assert (index_of(labels)[8:12, 0:4] == 1).all() and (index_of(labels)[20:27, 20:25] == 2).all()


def test_blocks_should_not_change_the_result(tmp_path, monkeypatch):
    random = np.random.default_rng(0)
    grid = Grid(GRID.crs, GRID.transform, 250, 210)
    places = [square(*random.integers(0, 200, 2), int(random.integers(1, 60))) for _ in range(60)]
    places += [shapely.box(X + 10 * x + 2, Y - 955, X + 10 * x + 4, Y - 953) for x in range(80, 112)]  # tiny ones
    drawn = write_vector(tmp_path / "l.gpkg", places, code=random.integers(1, 4, len(places)))
    values = random.integers(0, 4, (21, 25)).repeat(10, axis=0).repeat(10, axis=1).astype(np.uint8)
    paths = [drawn, write_raster(tmp_path / "r.tif", values)]
    wholes = [read_labels(path, grid, ignore=[3]) for path in paths]
    monkeypatch.setattr(windows, "_BLOCK", STEP)
    for path, whole in zip(paths, wholes, strict=True):
        parts = read_labels(path, grid, ignore=[3])
        assert parts.messages == whole.messages and parts.windows == whole.windows
        for name in ("place", "index", "group"):
            assert (getattr(parts, name) == getattr(whole, name)).all()


@pytest.mark.parametrize("seed", range(4))
def test_connected_regions_should_be_those_of_each_class(seed):
    random = np.random.default_rng(seed)
    index = random.integers(0, 3, (40, 37)).repeat(1 + seed % 2, axis=1).astype(np.uint16)
    place = np.flatnonzero(index)
    group = connected_regions(place, index.ravel()[place], index.shape[1])
    expected, total = np.zeros(index.shape, int), 0
    for number in (1, 2):
        found, count = ndimage.label(index == number, np.ones((3, 3)))
        expected[found > 0] = found[found > 0] + total
        total += count
    assert total > 20 and (group == expected.ravel()[place]).all()


def test_regions_should_join_at_corners_but_not_across_the_edges():
    index = np.array([[1, 0, 2, 0], [0, 1, 2, 0], [3, 0, 1, 3], [3, 0, 0, 0]], dtype=np.uint16)
    place = np.flatnonzero(index)
    group = connected_regions(place, index.ravel()[place], 4)
    assert group.tolist() == [1, 2, 1, 2, 3, 1, 4, 3]


def test_of_very_many_windows_some_should_be_kept_with_every_class(tmp_path):
    side = 16 * STEP
    random = np.random.default_rng(0)
    values = random.integers(1, 5, (side // 8, side // 8)).repeat(8, axis=0).repeat(8, axis=1).astype(np.uint8)
    values[10:12, 10:12] = 9
    grid = Grid(GRID.crs, GRID.transform, side, side)
    path = write_raster(tmp_path / "r.tif", values)
    labels = read_labels(path, grid)
    assert len(labels.windows) == MOST_WINDOWS < (side // STEP) ** 2 and labels.windows[0] == (-16, -16)
    inside = np.zeros(values.shape, bool)
    for row, col in labels.windows:
        inside[max(0, row) : row + SIDE, max(0, col) : col + SIDE] = True
    codes = np.array([0, *(entry.code for entry in labels.classes)])
    assert (codes[index_of(labels)] == np.where(inside, values, 0)).all() and not inside.all()
    assert read_labels(path, grid).windows == labels.windows != read_labels(path, grid, seed=1).windows


def test_nulls_broken_and_missing_geometries_should_be_mended_and_said(tmp_path):
    bow = shapely.Polygon([(X, Y), (X + 100, Y - 100), (X + 100, Y), (X, Y - 100)])
    places = [bow, square(20, 20), square(30, 30), None]
    path = write_vector(tmp_path / "l.gpkg", places, code=np.array(["a", "b", None, "a"], dtype=object))
    labels = read_labels(path, GRID)
    assert "1 of 4 features have no class" in texts(labels) and "invalid geometry repaired" in texts(labels)
    assert "1 of 4 features are not used" in texts(labels) and not index_of(labels)[30:35, 30:35].any()
    assert 40 <= (index_of(labels) == 1).sum() <= 60


def test_features_outside_should_be_said_and_their_classes_dropped(tmp_path):
    path = write_vector(tmp_path / "l.gpkg", [square(0, 0), square(9, 9), square(500, 0)], code=[1, 2, 9])
    labels = read_labels(path, GRID)
    assert [c.code for c in labels.classes] == [1, 2]
    assert "1 of 3 features are not used" in texts(labels) and "Class 9" in texts(labels)


def test_class_table_should_name_colour_and_number_classes(tmp_path):
    table = tmp_path / "c.csv"
    table.write_text("code,name,colour\n11,Water,#0000ff\n12,forest,#00ff00\n13,unused,#ff0000\n")
    path = write_vector(tmp_path / "l.gpkg", [square(0, 0), square(9, 9)], name=["water", "forest"])
    labels = read_labels(path, GRID, classes_table=str(table))
    assert [(c.code, c.colour) for c in labels.classes] == [(11, "#0000ff"), (12, "#00ff00")]
    coded = write_vector(tmp_path / "m.gpkg", [square(0, 0), square(9, 9)], code=[11, 99])
    with pytest.raises(LabelError, match="lacks code 99"):
        read_labels(coded, GRID, classes_table=str(table))
    named = write_vector(tmp_path / "n.gpkg", [square(0, 0), square(9, 9)], name=["water", "corn"])
    with pytest.raises(LabelError, match="lacks 'corn'"):
        read_labels(named, GRID, classes_table=str(table))


BAD_FIELDS = [
    ({"code": [0, 1]}, {}, "class 0"),
    ({"code": [-3, 1]}, {}, "code -3"),
    ({"code": [70000, 1]}, {}, "code 70000"),
    ({"code": [1.5, 1]}, {}, "1.5"),
    ({"code": [np.inf, 1]}, {}, "holds inf; whole class codes"),
    ({"code": [1e30, 1]}, {}, "holds 1e.30; whole class codes"),
    ({"code": [1, 1]}, {}, "one class only"),
    ({"name": np.array([None, ""], dtype=object)}, {}, "holds no class"),
    ({"code": [1, 2]}, {"field": "klass"}, "no field 'klass'.*'code'"),
    ({"alpha": [1, 2], "beta": [1, 2]}, {}, "not clear which field.*'alpha', 'beta'"),
    ({"day": np.array(["2020-01-01", "2021-01-01"], "datetime64[D]")}, {"field": "day"}, "dates"),
    ({"code": [1, 2]}, {"layer": "other"}, "no layer 'other'; it has 'l'"),
]


@pytest.mark.parametrize(("fields", "options", "found"), BAD_FIELDS)
def test_unusable_fields_should_be_refused(tmp_path, fields, options, found):
    path = write_vector(tmp_path / "l.gpkg", [square(0, 0), square(9, 9)], **fields)
    with pytest.raises(LabelError, match=found) as caught:
        read_labels(path, GRID, **options)
    assert caught.value.hint


def test_unusable_layers_should_be_refused(tmp_path):
    line = shapely.LineString([(X, Y), (X + 50, Y - 50)])
    cases = [
        (write_vector(tmp_path / "a.gpkg", [line, line], "LineString", code=[1, 2]), "lines"),
        (write_vector(tmp_path / "b.gpkg", [square(0, 0), line], "Unknown", code=[1, 2]), "LineString"),
        (write_vector(tmp_path / "c.gpkg", [], code=np.array([], dtype=int)), "is empty"),
        (write_vector(tmp_path / "d.gpkg", [square(900, 0), square(990, 0)], code=[1, 2]), "None of the labels"),
        (str(tmp_path / "nowhere.gpkg"), "There is no label file"),
    ]
    (tmp_path / "t.tif").write_text("hello")
    cases.append((str(tmp_path / "t.tif"), "can't be opened"))
    (tmp_path / "t.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    cases.append((str(tmp_path / "t.geojson"), "is empty"))
    (tmp_path / "t.csv").write_text("class,x\n1,2\n")
    cases.append((str(tmp_path / "t.csv"), "without geometry"))
    for path, found in cases:
        with pytest.raises(LabelError, match=found):
            read_labels(path, GRID)


def test_labels_without_crs_should_be_refused(tmp_path):
    with pytest.warns(UserWarning, match="crs"):
        path = write_vector(tmp_path / "l.gpkg", [square(0, 0), square(9, 9)], crs=None, code=[1, 2])
    with pytest.raises(LabelError, match="no CRS"):
        read_labels(path, GRID)


def test_layer_should_be_chosen_or_asked_for(tmp_path):
    line = shapely.LineString([(X, Y), (X + 50, Y - 50)])
    path = write_vector(tmp_path / "m.gpkg", [line], "LineString", layer="roads", code=[1])
    write_vector(path, [square(0, 0), square(9, 9)], layer="areas", append=True, code=[1, 2])
    assert len(read_labels(path, GRID).classes) == 2
    write_vector(path, [square(0, 0), square(9, 9)], layer="areas 2", append=True, code=[4, 5])
    with pytest.raises(LabelError, match="2 layers.*'areas', 'areas 2'"):
        read_labels(path, GRID)
    assert [c.code for c in read_labels(path, GRID, layer="areas 2").classes] == [4, 5]


def test_a_likely_field_should_be_preferred(tmp_path):
    path = write_vector(tmp_path / "l.gpkg", [square(0, 0), square(9, 9)], id=[7, 8], Class=[1, 2], note=["x", "y"])
    assert [c.code for c in read_labels(path, GRID).classes] == [1, 2]


def test_ignored_class_zero_should_be_fine(tmp_path):
    path = write_vector(tmp_path / "l.gpkg", [square(0, 0), square(9, 9), square(20, 20)], code=[1, 2, 0])
    assert [c.code for c in read_labels(path, GRID, ignore=[0]).classes] == [1, 2]


def test_area_of_interest_should_be_one_geometry_in_the_grid_crs(tmp_path):
    path = write_vector(tmp_path / "a.gpkg", [square(0, 0), square(9, 9)], code=[1, 2])
    area, bounds = read_aoi(path, GRID.crs)
    assert area.area == pytest.approx(2 * 2500) and bounds == pytest.approx((X, Y - 140, X + 140, Y))
    with pytest.raises(GridError, match="no area"):
        read_aoi(str(tmp_path / "none.gpkg"), GRID.crs)
    with pytest.raises(GridError, match="no polygon"):
        read_aoi(write_vector(tmp_path / "p.gpkg", [middle(1, 1)], "Point", code=[1]), GRID.crs)
    with pytest.raises(GridError, match="not a vector"):
        read_aoi(write_raster(tmp_path / "r.tif", two_classes()), GRID.crs)


@pytest.mark.parametrize("first", ["pyogrio.raw", "rasterio.warp"])
def test_both_gdals_should_work_in_one_process_in_either_order(first, tmp_path):
    path = write_vector(tmp_path / "l.gpkg", [square(0, 0), square(9, 9)], code=[1, 2])
    second = {"pyogrio.raw": "rasterio.warp", "rasterio.warp": "pyogrio.raw"}[first]
    program = (
        f"import {first}, {second}, sys; import pyogrio.raw, rasterio.warp\n"
        "for _ in range(2):\n"
        "    x, y = rasterio.warp.transform('EPSG:4326', 'EPSG:32718', [-75.0], [-33.0])\n"
        "    assert abs(x[0] - 500000) < 1e-3, x\n"
        "    assert pyogrio.raw.read(sys.argv[1])[0]['crs'] == 'EPSG:32718'\n"
    )
    subprocess.run([sys.executable, "-c", program, path], check=True, timeout=60)


@pytest.mark.skipif(not (DATA / "amazon_s2_srtm_polygons").is_dir(), reason="needs the shared real scenes")
def test_real_polygons_should_be_read():
    folder = DATA / "amazon_s2_srtm_polygons"
    with rasterio.open(folder / "optical.tif") as raster:
        grid = Grid(raster.crs, raster.transform, raster.width, raster.height)
    labels = read_labels(str(folder / "training_polygons.gpkg"), grid)
    assert [c.name for c in labels.classes] == ["dryout", "forest", "village", "water"]
    assert len(np.unique(labels.group)) == 25


def test_ignored_classes_should_be_marked_so_that_nothing_is_learned_there(tmp_path):
    codes = np.zeros((GRID.height, GRID.width), np.uint8)
    codes[:5, :5], codes[10:15, :5], codes[20:25, :5] = 1, 2, 9
    squares = [square(0, 0), square(10, 0), square(20, 0)]
    paths = [write_raster(tmp_path / "c.tif", codes), write_vector(tmp_path / "c.gpkg", squares, code=[1, 2, 9])]
    for path in paths:
        labels = read_labels(path, GRID, ignore=[9])
        assert ((group_of(labels) == LEFT_OUT) == (codes == 9)).all()
        assert (index_of(labels)[codes == 9] == 0).all() and len(labels.classes) == 2
