"""A scene with real trouble, made here: SAR in degrees, at 20 m, on the west half; a block of nodata in the optical."""

import numpy as np
import pytest
import rasterio
import rasterio.warp
from scipy.ndimage import distance_transform_edt, gaussian_filter

from mamol_core.commands import main

from .conftest import ORIGIN, write

SIDE = 224
BANDS = ("B01", "B02", "B03", "B04", "B05", "B06", "B07", "B08", "B8A", "B09", "B11", "B12")
HOLE = (slice(120, 170), slice(90, 150))  # with SAR in its west, with the height alone in its east
MISSING = -32768
CLASSES = {  # reflectance x 10000 of Sentinel-2's bands; VV and VH in dB; height above the ground, m
    1: ((500, 420, 380, 260, 230, 190, 180, 150, 140, 120, 70, 50), (-21, -28), 0),
    2: ((230, 280, 450, 300, 700, 2000, 2500, 2600, 2800, 2900, 1300, 600), (-9, -14.5), 14),
    4: ((700, 900, 1100, 1400, 1700, 1900, 2100, 2300, 2500, 2600, 3300, 2700), (-12, -19), 0.5),
    5: ((1300, 1400, 1500, 1600, 1700, 1800, 1900, 2000, 2050, 2100, 2300, 2200), (-3, -10), 7),
}


def landscape():
    """Class codes (224, 224): patches of some hundred metres, as ground is."""
    rng = np.random.default_rng(3)
    fields = [gaussian_filter(rng.normal(size=(SIDE, SIDE)), 9) for _ in CLASSES]
    return np.array(list(CLASSES))[np.argmax(fields, axis=0)]


@pytest.fixture(scope="module")
def scene_of_trouble(tmp_path_factory):
    """Paths of the layers, whole and patchy, of the labels and of a model trained on the whole ones."""
    folder = tmp_path_factory.mktemp("patchy")
    rng = np.random.default_rng(4)
    codes = landscape()

    def painted(part):
        values = np.zeros((max(CLASSES) + 1, len(np.atleast_1d(CLASSES[1][part]))))
        for code, entry in CLASSES.items():
            values[code] = entry[part]
        return values[codes].transpose(2, 0, 1)

    optical = (painted(0) * rng.normal(1, 0.1, (len(BANDS), SIDE, SIDE))).clip(1)
    sar = painted(1) + rng.normal(0, 1.5, (2, SIDE, SIDE))
    relief = 300 + 60 * gaussian_filter(rng.normal(size=(SIDE, SIDE)), 30) + painted(2)[0]
    height = relief + rng.normal(0, 0.5, (SIDE, SIDE))
    rows, cols = np.mgrid[:SIDE, :SIDE]
    labels = np.where((rows % 16 < 6) & (cols % 14 < 6), codes, 0)
    files = {
        "optical": write(folder / "optical.tif", optical, BANDS, "int16"),
        "sar": write(folder / "sar_whole.tif", sar, ["VV", "VH"], "float32"),
        "lidar": write(folder / "dem.tif", height, ["elevation"], "float32"),
    }
    words = [word for sensor, path in files.items() for word in ("--layer", f"{sensor}={path}")]
    model = str(folder / "m.mamol.safetensors")
    labels = write(folder / "labels.tif", labels, dtype="uint8", nodata=0)
    assert main(["train", *words, "--labels", labels, "--model", model, "--effort", "quick"]) == 0
    optical[(slice(None), *HOLE)] = MISSING
    holed = write(folder / "holed.tif", optical, BANDS, "int16", nodata=MISSING)
    patchy = {"optical": holed, "sar": west_in_degrees(folder, sar), "lidar": files["lidar"]}
    return folder, model, files, patchy, codes


def west_in_degrees(folder, sar):
    """The west half of the SAR, in degrees and at 20 m; without values where the half does not reach."""
    with rasterio.open(folder / "sar_whole.tif") as data:
        crs, transform = data.crs, data.transform
    bounds = rasterio.transform.array_bounds(SIDE, SIDE // 2, transform)
    target, width, height = rasterio.warp.calculate_default_transform(
        crs, "EPSG:4326", SIDE // 2, SIDE, *bounds, resolution=(20 / 73000, 20 / 111000)
    )
    warped = np.full((2, height, width), MISSING, np.float32)
    rasterio.warp.reproject(
        sar[:, :, : SIDE // 2].astype(np.float32), warped, src_transform=transform, src_crs=crs, dst_transform=target,
        dst_crs="EPSG:4326", dst_nodata=MISSING, resampling=rasterio.warp.Resampling.bilinear,
    )  # fmt: skip
    path = str(folder / "sar.tif")
    with rasterio.open(
        path, "w", driver="GTiff", count=2, height=height, width=width, dtype="float32", crs="EPSG:4326",
        transform=target, nodata=MISSING,
    ) as out:  # fmt: skip
        out.write(warped)
        out.descriptions = ("VV", "VH")
    return path


def map_with(scene_of_trouble, name, layers, *extra):
    folder, model = scene_of_trouble[:2]
    output = folder / f"{name}.tif"
    words = [word for sensor, path in layers.items() for word in ("--layer", f"{sensor}={path}")]
    left, top = ORIGIN
    words += [f"--extent={left},{top - 10 * SIDE},{left + 10 * SIDE},{top}"]
    assert main(["classify", *words, "--model", model, "--output", str(output), *extra]) == 0
    with rasterio.open(output) as data:
        assert data.shape == (SIDE, SIDE)
        return data.read(1)


def nearest_valid(path):
    """Where the nearest pixel of a raster is valid, on the scene's grid."""
    rows, cols = np.mgrid[:SIDE, :SIDE] + 0.5
    xs, ys = ORIGIN[0] + 10 * cols.ravel(), ORIGIN[1] - 10 * rows.ravel()
    with rasterio.open(path) as data:
        xs, ys = (np.array(part) for part in rasterio.warp.transform("EPSG:32633", data.crs, xs, ys))
        col, row = (np.floor(part).astype(int) for part in ~data.transform * (xs, ys))
        inside = (row >= 0) & (row < data.height) & (col >= 0) & (col < data.width)
        valid = (data.read_masks() > 0).all(0)[row.clip(0, data.height - 1), col.clip(0, data.width - 1)]
    return (inside & valid).reshape(SIDE, SIDE)


def test_a_patchy_scene_should_be_mapped_pixel_by_pixel_from_what_saw_it(scene_of_trouble):
    folder, _, files, patchy, truth = scene_of_trouble
    used = folder / "used.tif"
    codes = map_with(scene_of_trouble, "patchy", patchy, "--sensors-used", str(used))
    with rasterio.open(used) as data:
        bits = data.read(1)
    assert (codes > 0).all() and (codes == truth).mean() > 0.85
    for bit, path in enumerate(patchy.values()):
        assert ((bits >> bit & 1 > 0) == nearest_valid(path)).all(), path
    assert 0.4 < (bits & 2 > 0).mean() < 0.6
    away = distance_transform_edt(_no_edge(bits))
    seen = {name: bits == code for name, code in [("OSD", 0b111), ("OD", 0b101), ("SD", 0b110), ("D", 0b100)]}
    assert all(part.any() for part in seen.values())
    lidar = {"lidar": files["lidar"]}
    alone = {
        "OSD": map_with(scene_of_trouble, "osd", {**patchy, "optical": files["optical"]}),
        "OD": map_with(scene_of_trouble, "od", {"optical": files["optical"], **lidar}),
        "SD": map_with(scene_of_trouble, "sd", {"sar": patchy["sar"], **lidar}),
        "D": map_with(scene_of_trouble, "d", lidar),
    }
    same = np.zeros(codes.shape, bool)
    for name, part in seen.items():
        same[part] = (codes == alone[name])[part]
    print(f"far {same[away >= 64].mean():.4f} of {(away >= 64).sum()}, near {same[away < 64].mean():.4f}")
    assert same[away >= 64].mean() >= 0.995
    assert same[away < 64].mean() >= 0.95


def _no_edge(bits):
    """False on the two pixels either side of a change of pattern."""
    flat = np.ones(bits.shape, bool)
    for axis in (0, 1):
        step = np.diff(bits.astype(int), axis=axis) != 0
        flat &= ~np.pad(step, [(1, 0) if a == axis else (0, 0) for a in (0, 1)])
        flat &= ~np.pad(step, [(0, 1) if a == axis else (0, 0) for a in (0, 1)])
    return flat


def test_tile_size_should_not_change_a_map_of_many_patches(scene_of_trouble):
    files = scene_of_trouble[2]
    small = map_with(scene_of_trouble, "t128", files, "--tile", "128")
    large = map_with(scene_of_trouble, "t512", files, "--tile", "512")
    assert (small == large).mean() >= 0.995
