"""Where the target grid lies: whose CRS, whose pixels, which extent, and what is refused."""

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.crs import CRS
from rasterio.warp import transform_bounds

from mamol_core.contract import Layer
from mamol_core.errors import GridError
from mamol_core.rasters.grid import choose_grid
from mamol_core.rasters.source import open_source

from .conftest import write

X, Y = 500000.0, 5400000.0
LON, LAT = 15.0, 48.75


@pytest.fixture
def layer(tmp_path):
    """Open a layer of the given size (pixels), origin and pixel."""

    def make(width=100, height=80, origin=(X, Y), pixel=10.0, crs="EPSG:32633", sensor="optical", transform=None):
        path = write(tmp_path / f"{len(list(tmp_path.iterdir()))}.tif", np.ones((height, width), "u1"), crs=crs,
                     origin=origin, pixel=pixel)  # fmt: skip
        if transform:
            with rasterio.open(path, "r+") as file:
                file.transform = transform
        return open_source(Layer(sensor, path))

    return make


def test_a_single_layer_keeps_its_pixels(layer):
    source = layer(origin=(X + 3.3, Y - 1.7))
    for gsd in (None, 10.0, 10.05):
        grid = choose_grid([source], gsd)
        assert (grid.transform, grid.width, grid.height, grid.gsd) == (source.transform, 100, 80, 10)


def test_pixels_that_are_nearly_square_stay_as_they_are(layer):
    transform = Affine(9.9948, 0, X, 0, -9.9974, Y)
    assert choose_grid([layer(transform=transform)], 10).transform == transform


def test_union_of_layers_on_the_lattice_of_the_one_with_the_models_pixel(layer):
    fine, ten = layer(200, 200, pixel=2.5, origin=(X + 50, Y)), layer(origin=(X + 3, Y + 3))
    grid = choose_grid([fine, ten], 10)
    assert grid.resolution == (10, 10)
    assert ((grid.transform.c - X - 3) % 10, (grid.transform.f - Y - 3) % 10) == (0, 0)
    assert grid.bounds == (X + 3, Y - 797, X + 1003, Y + 3)


def test_another_resolution_is_square_and_snapped_to_the_finest_layer(layer):
    source = layer(transform=Affine(10, 0, X + 4, 0, -14, Y))
    grid = choose_grid([source], 25)
    assert (grid.resolution, grid.transform.c, grid.transform.f) == ((25, 25), X + 4, Y)
    assert (grid.width, grid.height) == (40, 45)
    assert choose_grid([source], 25, resolution=20).resolution == (20, 20)


def test_geographic_layers_go_to_utm(layer):
    sources = [layer(crs="EPSG:4326", origin=(LON, LAT), pixel=pixel) for pixel in (1e-4, 2e-4)]
    grid = choose_grid(sources, 10)
    assert (grid.crs.to_epsg(), grid.resolution) == (32633, (10, 10))
    bounds = transform_bounds(sources[1].crs, grid.crs, LON, LAT - 0.016, LON + 0.02, LAT)
    assert np.abs(np.subtract(grid.bounds, bounds)).max() <= 10
    assert choose_grid([layer(crs="EPSG:4326", origin=(LON, -LAT), pixel=1e-4)], 10).crs.to_epsg() == 32733


def test_a_projected_layer_beats_a_finer_geographic_one(layer):
    sources = [layer(crs="EPSG:4326", origin=(LON, LAT), pixel=2e-5), layer(origin=(X, Y))]
    assert choose_grid(sources, None).crs.to_epsg() == 32633


def test_metres_become_the_unit_of_the_crs(layer):
    feet = layer(crs="EPSG:2994", origin=(636000, 849500), pixel=3)
    assert choose_grid([feet], 3 * 0.3048).resolution == (3, 3)
    assert choose_grid([feet], 3.048).resolution[0] == pytest.approx(10, 1e-3)
    mercator = layer(crs="EPSG:3857", origin=(0, 8_399_738), pixel=20)
    assert choose_grid([mercator], 10).resolution == (20, 20)


def test_extent_and_area_limit_the_grid_and_keep_the_lattice(layer):
    source = layer()
    grid = choose_grid([source], 10, extent=(X + 12, Y - 95, X + 38, Y - 20))
    assert grid.bounds == (X + 10, Y - 100, X + 40, Y - 20)
    assert choose_grid([source], 10, extent=(X - 1e5, Y - 95, X + 38, Y + 1e5)).bounds == (X, Y - 100, X + 40, Y)
    there = transform_bounds(source.crs, "EPSG:4326", X + 12, Y - 95, X + 38, Y - 22)
    for options in ({"extent": there, "extent_crs": "EPSG:4326"}, {"aoi_bounds": (there, CRS.from_epsg(4326))}):
        assert choose_grid([source], 10, **options).bounds == (X + 10, Y - 100, X + 40, Y - 20)


def test_another_crs(layer):
    grid = choose_grid([layer()], 10, crs="EPSG:32632")
    assert (grid.crs.to_epsg(), grid.resolution[0]) == (32632, pytest.approx(10, 0.01))
    degrees = choose_grid([layer()], 10, crs="EPSG:4326", resolution=1e-4)
    assert (degrees.crs.to_epsg(), degrees.resolution) == (4326, (1e-4, 1e-4))


def test_refusals(layer):
    source = layer()
    with pytest.raises(GridError, match=r"do not overlap.*sar"):
        choose_grid([source, layer(origin=(X + 5000, Y), sensor="sar")], 10)
    with pytest.raises(GridError, match=r"extent.*outside"):
        choose_grid([source], 10, extent=(0, 0, 10, 10))
    with pytest.raises(GridError, match=r"area of interest.*outside"):
        choose_grid([source], 10, aoi_bounds=((0, 0, 10, 10), source.crs))
    with pytest.raises(GridError, match="extent is empty"):
        choose_grid([source], 10, extent=(X + 10, Y - 10, X, Y))
    with pytest.raises(GridError, match="at most"):
        choose_grid([source], 10, resolution=1e-4)
    with pytest.raises(GridError, match="above 0"):
        choose_grid([source], 10, resolution=-1)
    with pytest.raises(GridError, match="not a CRS"):
        choose_grid([source], 10, crs="nonsense")
