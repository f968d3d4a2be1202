"""A map is made of one state of its layers: earlier parts of another do not count, changes meanwhile are seen (S3)."""

import functools
import os
import subprocess
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
import rasterio

from mamol_core.commands import main

from .conftest import write

VRT = """<VRTDataset rasterXSize="160" rasterYSize="160"><SRS>EPSG:32633</SRS>
<GeoTransform>500000, 10, 0, 5400000, 0, -10</GeoTransform>
{bands}</VRTDataset>"""
BAND = """<VRTRasterBand dataType="Float32" band="{band}"><Description>{name}</Description><ComplexSource>
<SourceFilename relativeToVRT="1">{file}</SourceFilename><SourceBand>{band}</SourceBand>
<SrcRect xOff="0" yOff="0" xSize="160" ySize="160"/><DstRect xOff="0" yOff="0" xSize="160" ySize="160"/>
</ComplexSource></VRTRasterBand>"""


def write_vrt(path, file):
    bands = "".join(BAND.format(band=band, name=name, file=file) for band, name in ((1, "VV"), (2, "VH")))
    path.write_text(VRT.format(bands=bands))
    return path


def radar(seed):
    return np.random.default_rng(seed).normal(-13, 4, (2, 160, 160))


@pytest.fixture
def layer(tmp_path):
    """A virtual raster over a virtual raster over a file, in folders of their own."""
    folder = tmp_path / "layers"
    (folder / "inner").mkdir(parents=True)
    write(folder / "inner" / "in.tif", radar(0), ["VV", "VH"], "float32")
    write_vrt(folder / "inner" / "in.vrt", "in.tif")
    return write_vrt(folder / "outer.vrt", "inner/in.vrt")


def rewrite(folder):
    write(folder / "inner" / "in.tif", radar(1), ["VV", "VH"], "float32")


def mask(folder):
    with rasterio.Env(GDAL_TIFF_INTERNAL_MASK=False), rasterio.open(folder / "inner" / "in.tif", "r+") as raster:
        raster.write_mask(np.arange(160 * 160).reshape(160, 160) % 2 * 255)


def side_file(folder):
    (folder / "outer.vrt.aux.xml").write_text(
        "<PAMDataset><PAMRasterBand band='1'><NoDataValue>-9999</NoDataValue></PAMRasterBand></PAMDataset>"
    )


def text(folder):
    path = folder / "inner" / "in.vrt"
    path.write_text(path.read_text() + "<!-- changed -->")


CHANGES = [rewrite, mask, side_file, text]


@pytest.fixture
def words(model, layer, tmp_path):
    out = tmp_path / "out"
    out.mkdir()
    return [
        "classify", "--layer", f"sar={layer}", "--model", model, "--tile", "32", "--resolution", "5",
        "--output", str(out / "map.tif"),
    ]  # fmt: skip


@pytest.mark.parametrize("change", CHANGES)
def test_what_a_layer_is_read_from_should_all_count(words, layer, tmp_path, capfd, change):
    """S3: the parts of before a change must not be taken for those of after it."""
    assert main([*words, "--shard", "1/3"]) == 0
    capfd.readouterr()
    change(layer.parent)
    assert main([*words, "--shard", "2/3"]) == 2
    assert "holds parts of another map" in capfd.readouterr().err
    assert main(words) == 0
    assert "are there from an earlier run" not in capfd.readouterr().err


def test_statistics_and_overviews_should_not_count(words, layer, tmp_path, capfd):
    """QGIS writes both beside a layer that it shows; they change no pixel of the map."""
    assert main([*words, "--shard", "1/3"]) == 0
    inner = layer.parent / "inner" / "in.tif"
    with rasterio.Env(TIFF_USE_OVR=True), rasterio.open(inner, "r+") as raster:
        raster.build_overviews([2])
    assert Path(f"{inner}.ovr").exists()
    item = '<MDI key="STATISTICS_MEAN">3</MDI>'
    for path in (layer, layer.parent / "inner" / "in.vrt"):
        Path(f"{path}.aux.xml").write_text(
            f'<PAMDataset>\n  <PAMRasterBand band="1">\n    <Histograms>\n<HistItem>1</HistItem>\n</Histograms>\n'
            f"    <Metadata>\n      {item}\n    </Metadata>\n  </PAMRasterBand>\n</PAMDataset>\n"
        )
    assert main([*words, "--shard", "2/3"]) == 0, capfd.readouterr().err


MEANWHILE = """
import sys
sys.path.insert(0, sys.argv.pop(1))
import mamol_core.mapping.pipeline as pipeline
from tests.core import test_stamps
rows, done = pipeline.map_tiles, []
def changing(*arguments):
    for strip in rows(*arguments):
        yield strip
        if not done:
            done.append(getattr(test_stamps, sys.argv[1])(test_stamps.Path(sys.argv[2])))
pipeline.map_tiles = changing
from mamol_core.commands import main
sys.exit(main(sys.argv[3:]))
"""


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("shard", [(), ("--shard", "1/1")])
def test_a_layer_that_changes_while_it_is_mapped_should_be_an_error(words, layer, tmp_path, change, shard):
    """S3: the map would be made of two states of it."""
    root = str(Path(__file__).resolve().parents[2])
    arguments = [sys.executable, "-c", MEANWHILE, root, change.__name__, str(layer.parent), *words, *shard]
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=120, cwd=root)
    assert done.returncode == 2, done.stderr
    assert "Layer sar (outer.vrt) changed while it was mapped" in done.stderr
    assert not list((tmp_path / "out").iterdir())


def take_stamp(path):
    from mamol_core.rasters import stamps

    return stamps.take_stamp(path)


class Server(SimpleHTTPRequestHandler):
    """With ``tell`` it says when a file was changed, as most servers do."""

    tell = True

    def send_header(self, keyword, value):
        if keyword != "Last-Modified" or self.tell:
            super().send_header(keyword, value)

    def log_message(self, *arguments):
        pass


@pytest.fixture
def served(tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Server, directory=str(tmp_path)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("form", ["{0}", "/vsicurl/{0}?key=secret", "/vsicurl?max_retry=1&url={0}"])
def test_a_file_on_a_server_should_count_where_the_server_tells_its_state(served, tmp_path, form):
    """S3."""
    path = tmp_path / "in.tif"
    path.write_bytes(b"one")
    address = form.format(f"{served}/in.tif")
    stamp = take_stamp(address)
    assert stamp.known and stamp.changed(remote=True) is None and "secret" not in repr(stamp.state)
    os.utime(path, (1, 1))
    assert stamp.changed() is None and stamp.changed(remote=True) == "/in.tif"
    assert take_stamp(address).state != stamp.state


def test_a_file_whose_state_cannot_be_known_should_be_said(served, tmp_path, monkeypatch):
    """S3."""
    monkeypatch.setattr(Server, "tell", False)
    (tmp_path / "in.tif").write_bytes(b"one")
    assert not take_stamp(f"{served}/in.tif").known
    assert not take_stamp(f"{served}/none.tif").known
    assert not take_stamp("/vsis3/bucket/in.tif").known


def test_a_file_in_an_archive_should_count(tmp_path):
    """S3."""
    import zipfile

    path = write(tmp_path / "in.tif", radar(0), dtype="float32")
    archive = tmp_path / "in.zip"
    with zipfile.ZipFile(archive, "w") as file:
        file.write(path, "in.tif")
    for name in (f"/vsizip/{archive}/in.tif", f"zip://{archive}!/in.tif"):
        stamp = take_stamp(name)
        assert stamp.known and stamp.changed() is None
        os.utime(archive, (1, 1))
        assert stamp.changed()
        os.utime(archive)


def test_going_on_with_a_layer_whose_state_cannot_be_known_should_be_warned_of(words, monkeypatch, capfd):
    """S3."""
    monkeypatch.setattr("mamol_core.rasters.stamps._state", lambda path: (os.path.basename(path),))
    assert main([*words, "--shard", "1/3"]) == 0
    assert "Changes to these layers during the run would not be noticed: sar (outer.vrt)" in capfd.readouterr().err
    assert main(words) == 0
    assert "Whether these layers are still the same" in capfd.readouterr().err
