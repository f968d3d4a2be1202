"""Which layers are served, and that QGIS's CRS and nodata reach the engine."""

import os
import zipfile

import pytest
from osgeo import gdal
from qgis.core import QgsCoordinateReferenceSystem, QgsProject, QgsRasterLayer, QgsRasterRange, QgsVectorLayer

from mamol_landcover.plugin.layers import inputs


def test_plain_layer_should_pass_as_its_file(raster_layer):
    layer = raster_layer("optical.tif", nodata=0)
    passed = inputs.to_contract("optical", layer)
    assert os.path.samefile(passed.path, layer.source())
    assert (passed.crs, passed.nodata, passed.mask) == (None, None, None)


def test_crs_set_in_qgis_should_go_along(raster_layer):
    layer = raster_layer()
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32733"))
    assert inputs.to_contract("sar", layer).crs == "EPSG:32733"


def test_crs_without_authority_should_go_along_as_wkt(raster_layer):
    layer = raster_layer()
    layer.setCrs(QgsCoordinateReferenceSystem.fromProj("+proj=laea +lat_0=10 +lon_0=20 +datum=WGS84"))
    assert "Lambert Azimuthal" in inputs.to_contract("sar", layer).crs


def test_user_nodata_should_add_to_the_files_own(raster_layer):
    layer = raster_layer(bands=2, nodata=0)
    for band in (1, 2):
        layer.dataProvider().setUserNoDataValue(band, [QgsRasterRange(7, 7)])
    assert inputs.to_contract("optical", layer).nodata == ((0, 0), (7, 7))


def test_unused_source_nodata_should_make_every_value_valid(raster_layer):
    layer = raster_layer(nodata=0)
    layer.dataProvider().setUseSourceNoDataValue(1, False)
    assert inputs.to_contract("optical", layer).nodata == ()


def test_raster_in_a_zip_should_be_served(make_raster, tmp_path):
    archive = tmp_path / "scene.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.write(make_raster(), "inside.tif")
    layer = QgsRasterLayer(f"/vsizip/{archive}/inside.tif", "zipped")
    assert layer.isValid()
    assert inputs.raster_path(layer) == f"/vsizip/{archive}/inside.tif"


def test_subdataset_should_be_served(make_raster, tmp_path):
    package = str(tmp_path / "two.gpkg")
    gdal.Translate(
        package, make_raster(), format="GPKG", creationOptions=["RASTER_TABLE=one"], outputType=gdal.GDT_Byte
    )
    layer = QgsRasterLayer(f"GPKG:{package}:one", "subdataset")
    assert layer.isValid()
    assert inputs.raster_path(layer) == f"GPKG:{package}:one"


def test_web_map_should_be_refused_with_the_next_step(qgis_app):
    layer = QgsRasterLayer("type=xyz&url=http://localhost:1/%7Bz%7D/%7Bx%7D/%7By%7D.png&zmax=1&zmin=0", "tiles", "wms")
    with pytest.raises(inputs.InputError, match="'tiles'.*wms.*Save it as GeoTIFF"):
        inputs.raster_path(layer)


def test_raster_in_memory_should_be_refused(make_raster):
    gdal.Translate("/vsimem/mamol.tif", make_raster())
    layer = QgsRasterLayer("/vsimem/mamol.tif", "in memory")
    with pytest.raises(inputs.InputError, match="only in the memory"):
        inputs.raster_path(layer)
    gdal.Unlink("/vsimem/mamol.tif")


def test_point_cloud_should_be_refused_with_the_next_step():
    core = pytest.importorskip("qgis.core")
    if not hasattr(core, "QgsPointCloudLayer"):
        pytest.skip("this QGIS has no point clouds")
    with pytest.raises(inputs.InputError, match="point cloud.*surface raster"):
        inputs.raster_path(core.QgsPointCloudLayer("none.las", "trees", "pdal"))


def test_vector_should_be_refused(qgis_app):
    with pytest.raises(inputs.InputError, match="not a raster"):
        inputs.raster_path(QgsVectorLayer("Polygon?crs=EPSG:4326", "fields", "memory"))


def test_mask_with_changed_crs_and_nodata_should_become_a_vrt(raster_layer, tmp_path):
    layer = raster_layer("mask.tif")
    folder = tmp_path / "vrt"
    folder.mkdir()
    assert os.path.samefile(inputs.as_displayed(layer, str(folder)), layer.source())
    layer.setCrs(QgsCoordinateReferenceSystem("EPSG:32733"))
    layer.dataProvider().setUserNoDataValue(1, [QgsRasterRange(3, 3)])
    dataset = gdal.Open(inputs.as_displayed(layer, str(folder)))
    assert dataset.GetSpatialRef().GetAuthorityCode(None) == "32733"
    assert dataset.GetRasterBand(1).GetNoDataValue() == 3
    QgsProject.instance().clear()
