"""Looking at a raster file: what is read from it, and which files are refused with what words."""

import warnings
from pathlib import Path
from zipfile import ZipFile

import numpy as np
import pytest
import rasterio
from affine import Affine
from rasterio.enums import ColorInterp

from mamol_core.contract import Layer
from mamol_core.errors import LayerError
from mamol_core.matching import Band
from mamol_core.rasters.source import open_source
from mamol_core.sensors.sensor import SensorSpec

from .conftest import write

ONES = np.ones((2, 20, 30))


def look(path, sensor="optical", **options):
    return open_source(Layer(sensor, str(path), **options))


def test_reads_grid_names_nodata_and_scale(tmp_path):
    path = write(tmp_path / "a.tif", ONES, ["B1", "band 2 (0.665 Micrometers)"], "int16", nodata=-9999)
    with rasterio.open(path, "r+") as file:
        file.scales, file.offsets = (0.1, 1), (5, 0)
    source = look(path)
    assert (source.width, source.height, source.dtype, source.role) == (30, 20, "int16", "optical")
    assert source.bands == (Band("B1"), Band(None, 665.0))
    assert source.nodata == (((-9999.0, -9999.0),),) * 2
    assert (source.scales, source.offsets) == ((0.1, 1.0), (5.0, 0.0))
    assert source.gsd == 10


def test_wavelengths_of_an_envi_header(tmp_path):
    write(tmp_path / "a.dat", ONES, dtype="int16")
    with rasterio.open(tmp_path / "a.dat") as file:
        values, profile = file.read(), {**file.profile, "driver": "ENVI"}
    for key in ("tiled", "blockxsize", "blockysize", "interleave", "compress"):
        profile.pop(key, None)
    with rasterio.open(tmp_path / "b.dat", "w", **profile) as file:
        file.write(values)
    with open(tmp_path / "b.hdr", "a", encoding="ascii") as header:
        header.write("wavelength units = Micrometers\nwavelength = { 0.55, 0.865 }\n")
    assert [band.wavelength_nm for band in look(tmp_path / "b.dat", "hyperspectral").bands] == pytest.approx([550, 865])


@pytest.mark.parametrize(
    ("crs", "pixel", "origin", "metres"),
    [("EPSG:4326", 1e-4, (10, 60), 7.88), ("EPSG:3857", 10, (0, 8_399_738), 5.0), ("EPSG:2994", 3, (6e5, 8e5), 0.914)],
)
def test_ground_size_is_in_metres(tmp_path, crs, pixel, origin, metres):
    assert look(write(tmp_path / "a.tif", ONES, crs=crs, pixel=pixel, origin=origin)).gsd == pytest.approx(metres, 2e-3)


def test_what_qgis_overrides_wins(tmp_path):
    path = write(tmp_path / "a.tif", ONES, nodata=0)
    source = look(path, crs="EPSG:32718", nodata=((-5.0, 5.0), (9.0, 9.0)))
    assert source.crs.to_epsg() == 32718
    assert source.nodata == (((-5.0, 5.0), (9.0, 9.0)),) * 2
    assert look(path, nodata=()).nodata == ((), ())


def test_alpha_is_no_band_but_a_named_fourth_band_is(tmp_path):
    path = write(tmp_path / "a.tif", np.ones((4, 9, 9)), dtype="uint8", photometric="RGB", alpha="yes")
    source = look(path)
    assert (len(source.bands), source.alpha) == (3, 4)
    options = {"photometric": "RGB", "alpha": "yes"}
    named = write(tmp_path / "b.tif", np.ones((4, 9, 9)), ["r", "g", "b", "nir"], "uint8", **options)
    with rasterio.open(named) as file:
        assert file.colorinterp[3] == ColorInterp.alpha
    assert (len(look(named).bands), look(named).alpha) == (4, None)


def test_archives_and_subdatasets_open(tmp_path):
    path = write(tmp_path / "a.tif", ONES)
    with ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.write(path, "in/a.tif")
    assert look(f"/vsizip/{tmp_path}/a.zip/in/a.tif").width == 30
    assert look(f"GTIFF_DIR:1:{path}").width == 30


def no_crs(folder):
    return write(folder / "x.tif", ONES, crs=None)


def text(folder):
    (folder / "x.tif").write_text("not a raster")
    return folder / "x.tif"


def truncated_header(folder):
    path = write(folder / "x.tif", np.ones((2, 300, 300)))
    Path(path).write_bytes(Path(path).read_bytes()[:6])
    return path


def no_geotransform(folder):
    path = folder / "x.tif"
    rasterio.open(path, "w", driver="GTiff", count=1, width=4, height=4, dtype="uint8", crs="EPSG:4326").close()
    return path


def complex_values(folder):
    return write(folder / "x.tif", ONES, dtype="complex64")


def missing(folder):
    return folder / "nowhere.tif"


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (no_crs, "no CRS"),
        (text, "not a raster"),
        (truncated_header, "not a raster"),
        (no_geotransform, "no usable geotransform"),
        (complex_values, "complex"),
        (missing, "no such file"),
    ],
)
@pytest.mark.filterwarnings("ignore::rasterio.errors.NotGeoreferencedWarning")
def test_refused_files_say_why(tmp_path, make, words, capfd):
    path = make(tmp_path)
    with warnings.catch_warnings(), pytest.raises(LayerError, match=words) as error:
        warnings.simplefilter("error")
        look(path)
    assert Path(path).name in error.value.message
    assert capfd.readouterr() == ("", "")


def test_bad_overrides_and_masks_are_refused(tmp_path):
    path = write(tmp_path / "a.tif", ONES)
    with pytest.raises(LayerError, match="not a CRS"):
        look(path, crs="EPSG:nonsense")
    with pytest.raises(LayerError, match="mask of optical"):
        look(path, mask=str(tmp_path / "nowhere.tif"))
    with pytest.raises(LayerError, match=r"mask of optical.*no CRS"):
        look(path, mask=write(tmp_path / "m.tif", ONES[0], crs=None))


def test_a_rotated_raster_is_accepted(tmp_path):
    path = write(tmp_path / "a.tif", ONES)
    with rasterio.open(path, "r+") as file:
        file.transform = Affine.translation(5e5, 5.4e6) * Affine.rotation(30) * Affine.scale(10, -10)
    assert look(path).gsd == pytest.approx(10)


def test_sensor_survives_json():
    spec = SensorSpec("sar:asc", (Band("VV"), Band()), "backscatter", "dB", 10.0, *[(1.0, 2.0)] * 5)
    assert SensorSpec.from_json(spec.to_json()) == spec
    assert spec.role == "sar"
    for change in ({"p2": [1]}, {"sensor": "radar"}, {"bands": 3}, {"units": None, "gsd": "?"}):
        with pytest.raises(ValueError):
            SensorSpec.from_json({**spec.to_json(), **change})
    with pytest.raises(ValueError):
        SensorSpec.from_json({})
