"""A real scene with real trouble: SAR in degrees, at 20 m, on the west half; a block of nodata in the optical."""

from pathlib import Path

import numpy as np
import pytest
import rasterio
import rasterio.warp
from scipy.ndimage import distance_transform_edt

from mamol_core.commands import main

CHILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "chile_s2_s1_dem"
FILES = {"optical": "optical_s2l2a.tif", "sar": "sar_s1rtc_db.tif", "lidar": "dem.tif"}
HOLE = (slice(120, 170), slice(130, 190))
MISSING = -32768

pytestmark = pytest.mark.skipif(not CHILE.is_dir(), reason="the real scene chile_s2_s1_dem is not on this machine")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("chile")
    words = [word for sensor, name in FILES.items() for word in ("--layer", f"{sensor}={CHILE / name}")]
    words += ["--labels", str(CHILE / "labels_lulc.tif"), "--model", str(folder / "m.mamol.safetensors")]
    assert main(["train", *words, "--effort", "quick"]) == 0
    with rasterio.open(CHILE / FILES["optical"]) as data:
        optical, profile, names = data.read(), data.profile, data.descriptions
    optical[(slice(None), *HOLE)] = MISSING
    profile.update(nodata=MISSING)
    with rasterio.open(folder / "holed.tif", "w", **profile) as out:
        out.write(optical)
        out.descriptions = names
    with rasterio.open(CHILE / FILES["sar"]) as data:
        half = data.read()[:, :, :112]
        bounds = rasterio.transform.array_bounds(224, 112, data.transform)
        target, width, height = rasterio.warp.calculate_default_transform(
            data.crs, "EPSG:4326", 112, 224, *bounds, resolution=(20 / 67000, 20 / 111000)
        )
        warped = np.full((2, height, width), MISSING, np.float32)
        rasterio.warp.reproject(
            half, warped, src_transform=data.transform, src_crs=data.crs,
            dst_transform=target, dst_crs="EPSG:4326", dst_nodata=MISSING, resampling=rasterio.warp.Resampling.bilinear,
        )  # fmt: skip
    with rasterio.open(
        folder / "sar.tif", "w", driver="GTiff", count=2, height=height, width=width, dtype="float32",
        crs="EPSG:4326", transform=target, nodata=MISSING,
    ) as out:  # fmt: skip
        out.write(warped)
        out.descriptions = ("VV", "VH")
    return folder


def map_with(folder, name, layers, *extra):
    output = folder / f"{name}.tif"
    words = [word for sensor, path in layers.items() for word in ("--layer", f"{sensor}={path}")]
    with rasterio.open(CHILE / FILES["optical"]) as data:
        words += ["--extent=" + ",".join(map(repr, data.bounds))]
    model = str(folder / "m.mamol.safetensors")
    assert main(["classify", *words, "--model", model, "--output", str(output), *extra]) == 0
    with rasterio.open(output) as data:
        return data.read(1)


def nearest_valid(path):
    """Where the nearest pixel of a raster is valid, on Chile's grid."""
    with rasterio.open(CHILE / FILES["optical"]) as data:
        rows, cols = np.mgrid[: data.height, : data.width] + 0.5
        x, y = data.transform * (cols.ravel(), rows.ravel())
        crs = data.crs
    with rasterio.open(path) as data:
        x, y = (np.array(part) for part in rasterio.warp.transform(crs, data.crs, x, y))
        col, row = (np.floor(part).astype(int) for part in ~data.transform * (x, y))
        inside = (row >= 0) & (row < data.height) & (col >= 0) & (col < data.width)
        valid = (data.read_masks() > 0).all(0)[row.clip(0, data.height - 1), col.clip(0, data.width - 1)]
    return (inside & valid).reshape(224, 224)


def test_a_patchy_scene_should_be_mapped_pixel_by_pixel_from_what_saw_it(folder):
    patchy = {"optical": folder / "holed.tif", "sar": folder / "sar.tif", "lidar": CHILE / "dem.tif"}
    used = folder / "used.tif"
    codes = map_with(folder, "patchy", patchy, "--sensors-used", str(used))
    with rasterio.open(used) as data:
        bits = data.read(1)
    assert (codes > 0).all()
    for bit, path in enumerate(patchy.values()):
        assert ((bits >> bit & 1 > 0) == nearest_valid(path)).all(), path.name
    assert 0.4 < (bits & 2 > 0).mean() < 0.6
    away = distance_transform_edt(_no_edge(bits))
    seen = {name: bits == code for name, code in [("OSD", 0b111), ("OD", 0b101), ("SD", 0b110), ("D", 0b100)]}
    alone = {
        "OSD": map_with(folder, "osd", {**patchy, "optical": CHILE / FILES["optical"]}),
        "OD": map_with(folder, "od", {"optical": CHILE / FILES["optical"], "lidar": CHILE / "dem.tif"}),
        "SD": map_with(folder, "sd", {"sar": folder / "sar.tif", "lidar": CHILE / "dem.tif"}),
        "D": map_with(folder, "d", {"lidar": CHILE / "dem.tif"}),
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


def test_tile_size_should_not_change_a_real_map(folder):
    layers = {sensor: CHILE / name for sensor, name in FILES.items()}
    small = map_with(folder, "t128", layers, "--tile", "128")
    large = map_with(folder, "t512", layers, "--tile", "512")
    assert (small == large).mean() >= 0.995
