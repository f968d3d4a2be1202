"""Clusters without labels, and places to label next."""

import numpy as np
import pyogrio.raw
import pytest
import rasterio
import shapely
from rasterio.env import getenv
from rasterio.features import rasterize
from sklearn.metrics import adjusted_rand_score

from mamol_core.commands import main
from mamol_core.contract import ExploreRequest, Layer
from mamol_core.discovery.explore import explore
from mamol_core.discovery.suggest import CELL
from mamol_core.reporting import Reporter
from mamol_core.stages import MAPPING

from .conftest import ORIGIN, SIDE, write


def read(path):
    with rasterio.open(path) as raster:
        return raster.read(1)


def test_clusters_should_follow_what_is_there(scene, tmp_path):
    out = str(tmp_path / "clusters.tif")
    assert main(["explore", *scene.layers("optical", "sar"), "--clusters", "3", "--output", out]) == 0
    clusters = read(out)
    assert set(np.unique(clusters)) == {1, 2, 3}
    assert adjusted_rand_score(scene.truth.ravel(), clusters.ravel()) > 0.9
    with rasterio.open(out) as raster:
        assert len({raster.colormap(1)[code] for code in (1, 2, 3)}) == 3


def test_clusters_should_not_depend_on_which_sensor_is_missing_where(scene, tmp_path):
    """Each pixel goes to the cluster nearest in what was seen of it; one that nothing saw has none."""
    with rasterio.open(scene.path("optical.tif")) as raster:
        values, names = raster.read(), raster.descriptions
    values[:, :, 40:60] = 0
    optical = write(tmp_path / "optical.tif", values, names, nodata=0)
    with rasterio.open(scene.path("sar.tif")) as raster:
        backscatter = raster.read()
    backscatter[:, :20, 40:60] = np.nan
    sar = write(tmp_path / "sar.tif", backscatter, ["VV", "VH"], nodata=np.nan)
    out = str(tmp_path / "clusters.tif")
    words = ["explore", "--layer", f"optical={optical}", "--layer", f"sar={sar}", "--clusters", "3", "--output", out]
    assert main(words) == 0
    clusters = read(out)
    assert (clusters[:20, 40:60] == 0).all() and (np.delete(clusters, np.s_[40:60], axis=1) > 0).all()
    # of SAR alone, with speckle
    pairs = scene.truth[20:, 40:60].ravel(), clusters[20:, 40:60].ravel()
    cluster_of = {k: np.bincount(clusters[:, 60:][scene.truth[:, 60:] == k]).argmax() for k in (1, 2, 3)}
    assert (
        np.mean([cluster_of[k] == found for k, found in zip(*pairs, strict=True)]) > 0.7
    )  # of SAR alone, with speckle


def test_the_same_seed_should_give_the_same_clusters(scene, tmp_path):
    outs = [str(tmp_path / f"{number}.tif") for number in range(2)]
    for out in outs:
        assert main(["explore", *scene.layers("optical", "lidar"), "--seed", "7", "--output", out]) == 0
    np.testing.assert_array_equal(read(outs[0]), read(outs[1]))


def test_gdal_should_keep_no_more_than_a_row_of_blocks(scene, tmp_path):
    """By itself it keeps 5 % of the machine's memory, so that a large scene took more than a gigabyte."""
    kept = []

    class Reader(Reporter):
        def stage(self, name, total=0):
            super().stage(name, total)
            if name == MAPPING:
                kept.append(getenv()["GDAL_CACHEMAX"])

    layers = (Layer("optical", scene.path("optical.tif")),)
    explore(ExploreRequest(layers, str(tmp_path / "out.tif")), Reader())
    assert kept == [64_000_000]  # as many as for any small scene


def test_fewer_pixels_than_clusters_should_be_refused(scene, tmp_path, capsys):
    tiny = write(tmp_path / "tiny.tif", np.arange(6).reshape(2, 3) + 1, ["VV"], "float32")
    words = ["explore", "--layer", f"optical={tiny}", "--clusters", "9", "--output", str(tmp_path / "out.tif")]
    assert main(words) == 2
    assert "too few for 9 clusters" in capsys.readouterr().err
    assert not (tmp_path / "out.tif").exists()


@pytest.fixture(scope="module")
def places(scene, model, tmp_path_factory):
    """Suggested squares and their columns, from SAR alone: the model is wrong about many pixels then."""
    out = str(tmp_path_factory.mktemp("places") / "places.gpkg")
    labels = str(tmp_path_factory.mktemp("labels") / "labels.tif")
    some = np.zeros((SIDE, SIDE), np.uint8)
    some[:, :40] = scene.truth[:, :40]
    write(labels, some, nodata=0)
    words = ["suggest", *scene.layers("sar"), "--model", model, "--labels", labels, "--places", "20", "--output", out]
    assert main(words) == 0
    meta, _, geometries, columns = pyogrio.raw.read(out)
    return shapely.from_wkb(geometries), dict(zip(meta["fields"], columns, strict=True))


def test_places_should_be_doubtful_and_not_labelled_yet(places, scene, model, tmp_path):
    squares, columns = places
    out = str(tmp_path / "map.tif")
    assert main(["classify", *scene.layers("sar"), "--model", model, "--output", out]) == 0
    wrong = read(out) != scene.truth
    transform = rasterio.transform.from_origin(*ORIGIN, 10, 10)
    inside = rasterize(squares, wrong.shape, transform=transform).astype(bool)
    assert inside.sum() == len(squares) * CELL**2
    assert not inside[:, :40].any()
    assert wrong[inside].mean() > 1.3 * wrong.mean()
    assert list(columns["rank"]) == list(range(1, len(squares) + 1))
    assert set(columns["class"]) == {None}
    assert set(columns["likeliest"]) <= {"water", "meadow", "forest"}


def test_places_should_lie_apart(places):
    squares, _ = places
    gaps = [one.distance(two) for number, one in enumerate(squares) for two in squares[:number]]
    assert len(squares) == 20 and min(gaps) >= 10 * CELL


def test_places_should_be_a_geopackage(scene, model, tmp_path, capsys):
    words = ["suggest", *scene.layers("sar"), "--model", model, "--output", str(tmp_path / "places.shp")]
    assert main(words) == 2
    assert "does not end in .gpkg" in capsys.readouterr().err


def test_places_that_somebody_has_filled_in_should_not_be_lost(scene, model, tmp_path, capsys):
    path = tmp_path / "places.gpkg"
    wkb = shapely.to_wkb(shapely.box([0.0] * 3, [0.0] * 3, [1.0] * 3, [1.0] * 3))
    classes = np.array(["oak", "", None], object)
    pyogrio.raw.write(str(path), wkb, [classes], ["class"], geometry_type="Polygon", driver="GPKG")
    before = path.read_bytes()
    assert main(["suggest", *scene.layers("sar"), "--model", model, "--output", str(path)]) == 2
    assert "'class' is filled in for 1 of its features" in capsys.readouterr().err
    assert path.read_bytes() == before
