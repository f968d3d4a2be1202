"""Maps: right, seamless, honest about what was seen, and independent of tiles."""

import json
from pathlib import Path

import numpy as np
import rasterio
import rasterio.warp

from mamol_core.commands import main

from .conftest import NAMES, write


def agreement(a, b):
    return float((a == b).mean())


def test_training_should_report_every_sensor_pattern(scene, model):
    report = json.loads((scene.folder / "report" / "report.json").read_text())
    assert next(entry["sensors"] for entry in report["accuracy"]) == ["optical", "sar", "lidar"]
    assert len(report["accuracy"]) == 7
    best = report["accuracy"][0]
    assert best["oa"] > 0.9
    assert best["oa_interval"][0] < best["oa"] <= best["oa_interval"][1]
    assert best["places"] == sum(entry["places"] for entry in best["per_class"]) > 20
    assert all(0.4 < entry["oa"] <= 1 for entry in report["accuracy"]), "worse than chance, a third"
    assert report["training"]["refitted_on_all_labels"]
    assert "<svg" in (scene.folder / "report" / "report.html").read_text()


def test_a_map_should_be_right_on_any_sensors(scene, classify):
    for sensors, least in [(("optical", "sar", "lidar"), 0.93), (("optical",), 0.9), (("sar",), 0.75)]:
        codes, profile = classify(scene.layers(*sensors))
        assert agreement(codes, scene.truth) > least, sensors
        assert profile["nodata"] == 0 and profile["dtype"] == "uint8" and codes.shape == scene.truth.shape


def test_tile_size_should_not_change_the_map(scene, classify):
    layers = scene.layers("optical", "sar", "lidar")
    small, large = classify(layers, "--tile", "128")[0], classify(layers, "--tile", "512")[0]
    assert agreement(small, large) > 0.995


def test_training_and_mapping_should_repeat(scene, model, tmp_path):
    other = str(tmp_path / "again.mamol.safetensors")
    words = ["train", *scene.layers("optical", "sar", "lidar"), "--labels", scene.path("labels.tif"), "--model", other]
    assert main([*words, "--classes", scene.path("classes.csv"), "--effort", "quick"]) == 0
    from mamol_core.model.modelfile import load_model

    ours, theirs = load_model(model)[0].state_dict(), load_model(other)[0].state_dict()
    assert all((ours[name] == theirs[name]).all() for name in ours)


def test_side_products_should_agree_with_the_map(scene, classify, tmp_path):
    paths = {name: str(tmp_path / f"{name}.tif") for name in ("confidence", "probabilities", "sensors-used")}
    extra = [word for name, path in paths.items() for word in (f"--{name}", path)]
    codes, _ = classify(scene.layers("optical", "lidar"), *extra)
    with rasterio.open(paths["probabilities"]) as data:
        probabilities = data.read()
        assert data.descriptions == ("water", "meadow", "forest")
    with rasterio.open(paths["confidence"]) as data:
        confidence = data.read(1)
    with rasterio.open(paths["sensors-used"]) as data:
        assert (data.read(1) == 0b101).all()
    best = np.take_along_axis(probabilities, codes[None].astype(int) - 1, 0)[0]
    assert (best == probabilities.max(0)).mean() > 0.99
    assert (np.abs(best.astype(int) - confidence) <= 1).all()


def test_holes_other_grids_and_half_scenes_should_be_used_where_they_are(scene, classify, tmp_path):
    """The issue's partial scene in small: SAR in degrees, twice as coarse, on the west half; a hole in the optical."""
    with rasterio.open(scene.path("optical.tif")) as data:
        optical, transform, crs = data.read(), data.transform, data.crs
    optical[:, 40:100, 30:120] = 0
    holed = write(tmp_path / "holed.tif", optical, NAMES, nodata=0)
    with rasterio.open(scene.path("sar.tif")) as data:
        sar = data.read()[:, :, :80]
    target, width, height = rasterio.warp.calculate_default_transform(
        crs, "EPSG:4326", 80, 160, left=500000, bottom=5398400, right=500800, top=5400000, resolution=20 / 90000
    )
    warped = np.full((2, height, width), -9999, np.float32)
    rasterio.warp.reproject(
        sar, warped, src_transform=transform, src_crs=crs, dst_transform=target, dst_crs="EPSG:4326", dst_nodata=-9999,
    )  # fmt: skip
    with rasterio.open(
        tmp_path / "sar.tif", "w", driver="GTiff", count=2, height=height, width=width, dtype="float32",
        crs="EPSG:4326", transform=target, nodata=-9999,
    ) as out:  # fmt: skip
        out.write(warped)
        out.descriptions = ("VV", "VH")
    used = str(tmp_path / "used.tif")
    layers = ["--layer", f"optical={holed}", "--layer", f"sar={tmp_path / 'sar.tif'}"]
    codes, _ = classify(layers, "--sensors-used", used, "--extent", "500000,5398400,501600,5400000")
    with rasterio.open(used) as data:
        bits = data.read(1)
    assert ((bits & 1 > 0) == (optical[0] > 0)).all()
    inverse = rasterio.warp.transform(
        crs, "EPSG:4326", *(transform * (np.tile(np.arange(160) + 0.5, 160), np.repeat(np.arange(160) + 0.5, 160)))
    )
    col, row = (np.floor(part).astype(int) for part in ~target * (np.array(inverse[0]), np.array(inverse[1])))
    inside = (row >= 0) & (row < height) & (col >= 0) & (col < width)
    valid = inside & (warped[0, row.clip(0, height - 1), col.clip(0, width - 1)] != -9999)
    assert ((bits & 2 > 0) == valid.reshape(160, 160)).mean() > 0.999
    assert ((codes > 0) == (bits > 0)).all()
    assert agreement(codes[bits > 0], scene.truth[bits > 0]) > 0.85


def test_an_area_of_interest_should_bound_the_map(scene, classify, tmp_path):
    aoi = tmp_path / "aoi.geojson"
    ring = [[15.0, 48.7533], [15.008, 48.7533], [15.008, 48.746], [15.0, 48.7533]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    aoi.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    codes, profile = classify(scene.layers("optical"), "--aoi", str(aoi))
    assert 0 < codes.shape[0] < 160 and 0 < codes.shape[1] < 160
    assert 0.4 < (codes > 0).mean() < 0.6
    whole, _ = classify(scene.layers("optical"))
    col = round((profile["transform"].c - 500000) / 10)
    row = round((5400000 - profile["transform"].f) / 10)
    part = whole[row : row + codes.shape[0], col : col + codes.shape[1]]
    assert agreement(codes[codes > 0], part[codes > 0]) > 0.9


def test_provenance_should_name_no_folder(scene, model, tmp_path):
    output = tmp_path / "map.tif"
    assert main(["classify", *scene.layers("sar"), "--model", model, "--output", str(output)]) == 0
    for path in tmp_path.iterdir():
        assert str(scene.folder).encode() not in path.read_bytes()
    with rasterio.open(output) as data:
        tags = data.tags()
    assert tags["MAMOL_MODEL"] == "model" and tags["MAMOL_LAYERS"] == "sar=sar.tif"
    assert Path(output).with_suffix(".qml").exists()


def test_continuing_should_add_a_class_and_keep_the_others(scene, model, tmp_path):
    labels = np.zeros((160, 160), np.uint8)
    labels[10:30, 10:60], labels[120:150, 20:60] = 1, 9
    path = write(tmp_path / "more.tif", labels, nodata=0)
    other = str(tmp_path / "more.mamol.safetensors")
    words = ["train", *scene.layers("optical", "sar"), "--labels", path, "--model", other, "--continue", model]
    assert main([*words, "--effort", "quick"]) == 0
    from mamol_core.cards import read_card

    card = read_card(other)
    assert [entry["code"] for entry in card["classes"]] == [1, 2, 3, 9]
    assert [entry["name"] for entry in card["classes"]][:3] == ["water", "meadow", "forest"]
    assert card["training"]["continued_from"] == "model.mamol.safetensors"
