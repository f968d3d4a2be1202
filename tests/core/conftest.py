"""A tiny generated scene, and a model trained on it once for all tests."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
import rasterio
from rasterio.transform import from_origin

from mamol_core.commands import main

NAMES = ["B02", "B03", "B04", "B08", "B11"]
SIDE = 160
ORIGIN = (500000.0, 5400000.0)


@dataclass(frozen=True)
class Scene:
    """Paths of a scene of three classes: 1 water, 2 meadow, 3 forest; ``truth`` (160, 160) their codes."""

    folder: Path
    truth: np.ndarray

    def path(self, name: str) -> str:
        return str(self.folder / name)

    def layers(self, *sensors: str) -> list[str]:
        files = {"optical": "optical.tif", "sar": "sar.tif", "lidar": "lidar.tif"}
        return [word for sensor in sensors for word in ("--layer", f"{sensor}={self.path(files[sensor])}")]


def write(path, values, names=(), dtype=None, crs="EPSG:32633", origin=ORIGIN, pixel=10.0, **profile):
    """Write (C, H, W) or (H, W) values as a GeoTIFF and return its path as text."""
    values = np.asarray(values, dtype)
    values = values[None] if values.ndim == 2 else values
    with rasterio.open(
        path, "w", driver="GTiff", count=len(values), height=values.shape[1], width=values.shape[2],
        dtype=values.dtype, crs=crs, transform=from_origin(*origin, pixel, pixel), **profile,
    ) as out:  # fmt: skip
        out.write(values)
        for number, name in enumerate(names, 1):
            out.set_band_description(number, name)
    return str(path)


def spread(labels, values):
    """A value of each pixel of the labels (N,) as a raster (H, W) of the whole grid, 0 where there is none."""
    return labels.paint(values, 0, 0, labels.grid.height, labels.grid.width)


@pytest.fixture(scope="session")
def scene(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scene")
    rng = np.random.default_rng(5)
    rows, cols = np.mgrid[:SIDE, :SIDE]
    field = np.sin(rows / 19) + np.cos(cols / 23 + rows / 40)
    truth = np.digitize(field, [-0.5, 0.6]).astype(np.uint8) + 1
    spectra = np.array([[900, 800, 700, 400, 300], [700, 1100, 900, 3500, 2400], [400, 600, 500, 2600, 1400]])
    optical = spectra[truth - 1].transpose(2, 0, 1) * rng.normal(1, 0.08, (5, SIDE, SIDE))
    sar = np.array([[-20, -27], [-13, -20], [-9, -15]])[truth - 1].transpose(2, 0, 1) + rng.normal(
        0, 2, (2, SIDE, SIDE)
    )
    height = 300 + rows * 0.2 + np.array([0, 1, 18])[truth - 1] + rng.normal(0, 1, (SIDE, SIDE))
    write(folder / "optical.tif", optical.clip(1), NAMES, "uint16", nodata=0)
    write(folder / "sar.tif", sar, ["VV", "VH"], "float32")
    write(folder / "lidar.tif", height, ["elevation"], "float32")
    labels = np.where((rows % 20 < 5) & (cols % 16 < 5), truth, 0)
    write(folder / "labels.tif", labels, dtype="uint8", nodata=0)
    (folder / "classes.csv").write_text("code,name,colour\n1,water,#0000ff\n2,meadow,#aaff00\n3,forest,#006600\n")
    return Scene(folder, truth)


@pytest.fixture(scope="session")
def model(scene):
    """Path of a model trained on all three sensors; its report lies in ``report`` beside it."""
    path = scene.path("model.mamol.safetensors")
    words = ["train", *scene.layers("optical", "sar", "lidar"), "--labels", scene.path("labels.tif"), "--model", path]
    words += ["--classes", scene.path("classes.csv"), "--effort", "quick", "--report", scene.path("report")]
    code = main(words)
    if code:
        pytest.fail(f"Training the tests' model ended with exit code {code}.")
    return path


@pytest.fixture(scope="session")
def classify(model, tmp_path_factory):
    """Map with the tests' model: (layer words, extra words) to an open dataset's pixels, read as an array."""

    def run(layers, *extra):
        output = tmp_path_factory.mktemp("map") / "map.tif"
        code = main(["classify", *layers, "--model", model, "--output", str(output), *extra])
        if code:
            pytest.fail(f"Mapping ended with exit code {code}.")
        with rasterio.open(output) as data:
            return data.read(1), data.profile

    return run


PRODUCTS = ("confidence", "probabilities", "sensors-used")


@pytest.fixture
def words(scene, model, tmp_path):
    """Arguments that map the scene in tiles of 32 pixels, all products: two parts of 128 and 32 rows."""

    def build(name="map.tif", *extra):
        output = ["--output", str(tmp_path / name)]
        for product in PRODUCTS:
            output += [f"--{product}", str(tmp_path / f"{Path(name).stem}-{product}.tif")]
        layers = scene.layers("optical", "sar", "lidar")
        return ["classify", *layers, "--model", model, "--tile", "32", "--resolution", "5", *output, *extra]

    return build


def pixels(folder, name="map"):
    found = {}
    for path in folder.glob(f"{name}*.tif"):
        with rasterio.open(path) as raster:
            found[path.stem.removeprefix(name)] = raster.read()
    return found


def same(one, two):
    return one.keys() == two.keys() and all((one[key] == two[key]).all() for key in one)


@pytest.fixture
def whole(words, tmp_path):
    assert main(words("whole.tif")) == 0
    return pixels(tmp_path, "whole")
