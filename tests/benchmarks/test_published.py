"""Published benchmarks: the files in use are read, wrong ones are explained, and nothing that scores has trained."""

import json
import sys

import numpy as np
import pytest
import rasterio
from scipy.io import savemat

from benchmarks.accuracy import published
from benchmarks.accuracy.matfiles import DATASETS, Arrays, read_dataset, write_scene
from benchmarks.accuracy.published import confusion_of, divide_at_random, expected, shares, summary
from benchmarks.scenes import BUFFER, HELD_OUT, divide
from mamol_core.training.effort import BY_EFFORT, Effort

SIZE = (60, 80)


def make(name, size=SIZE, classes=None):
    """Arrays of a dataset: classes in stripes, bands that tell them apart."""
    dataset, rng = DATASETS[name], np.random.default_rng(0)
    rows, cols = np.indices(size)
    labels = ((rows // 5 + cols // 7) % (classes or len(dataset.classes)) + 1).astype(np.uint8)
    cubes = {
        sensor: (rng.normal(0, 0.02, (*size, counts[-1])) + labels[:, :, None] / 10).astype(np.float32)
        for sensor, counts in dataset.bands.items()
    }
    training = np.where((rows // 5) % 2 == 0, labels, 0)
    return cubes, labels, training, labels - training


def files(name):
    """Layouts in use: title to {file: {variable: array}}."""
    cubes, labels, training, test = make(name)
    hsi, lidar = cubes["hyperspectral"], cubes["lidar"]
    return {
        "houston2013": {
            "gt": {"HSI.mat": {"HSI": hsi}, "LiDAR.mat": {"LiDAR": lidar[:, :, 0]}, "gt.mat": {"gt": labels}},
            "TR and TE": {
                "Houston2013_HSI.mat": {"HSI": hsi},
                "Houston2013_DSM.mat": {"DSM": lidar[:, :, 0]},
                "Houston2013_TR.mat": {"TR_map": training},
                "Houston2013_TE.mat": {"TE_map": test},
            },
            "file names tell": {
                "Houston_HS.mat": {"input": hsi},
                "Houston_LIDAR.MAT": {"input": lidar},
                "Houston_train.mat": {"input": training},
                "Houston_test.mat": {"input": test},
            },
            "one file": {"Houston2013.mat": {"hsi": hsi, "lidar": lidar, "TRLabel": training, "TSLabel": test}},
        },
        "trento": {
            "Italy": {
                "Italy_hsi.mat": {"data": hsi},
                "Italy_lidar.mat": {"data": lidar},
                "allgrd.mat": {"mask_test": labels},
            },
            "one LiDAR band": {
                "HSI_Trento.mat": {"hsi_trento": hsi},
                "Lidar1_Trento.mat": {"lidar1_trento": lidar[:, :, 0]},
                "GT_Trento.mat": {"gt_trento": labels},
            },
            "TRLabel": {
                "HSI.mat": {"HSI": hsi.transpose(2, 0, 1)},
                "LiDAR.mat": {"LiDAR": lidar},
                "TRLabel.mat": {"TRLabel": training},
                "TSLabel.mat": {"TSLabel": test},
            },
        },
        "augsburg": {
            "data_HS_LR": {
                "data_HS_LR.mat": {"data_HS_LR": hsi},
                "data_SAR_HR.mat": {"data_SAR_HR": cubes.get("sar")},
                "data_DSM.mat": {"data_DSM": lidar},
                "TrainImage.mat": {"TrainImage": training},
                "TestImage.mat": {"TestImage": test},
            },
            "one file": {
                "augsburg.mat": {"HSI": hsi, "SAR": cubes.get("sar"), "DSM": lidar, "GT": labels.astype(float)}
            },
        },
        "muufl": {
            "struct": {
                "muufl_gulfport_campus_1_hsi_220_label.mat": {
                    "hsi": {
                        "Data": hsi,
                        "RGB": hsi[:, :, :3],
                        "info": {"wavelength": np.arange(64.0)},
                        "Lidar": np.array([{"z": lidar}, {"z": lidar + 1}], object),
                        "sceneLabels": {"labels": np.where(labels == 1, -1, labels.astype(np.int16))},
                    }
                }
            },
            "maps": {
                "HSI.mat": {"HSI": hsi},
                "LiDAR.mat": {"LiDAR": lidar},
                "muufl_tr.mat": {"training_map": training},
                "muufl_ts.mat": {"testing_map": test},
            },
            "names of other datasets": {
                "data_HS_LR.mat": {"hsi_data": hsi},
                "data_SAR_HR.mat": {"lidar_data": lidar},
                "gt.mat": {"labels": labels},
            },
        },
    }[name]


def save(folder, content):
    for file, variables in content.items():
        savemat(folder / file, variables)


LAYOUTS = [(name, layout) for name in DATASETS for layout in files(name)]


@pytest.mark.parametrize(("name", "layout"), LAYOUTS)
def test_layouts_in_use_should_be_read(name, layout, tmp_path):
    save(tmp_path, files(name)[layout])
    arrays = read_dataset(tmp_path, name)
    cubes, labels, training, test = make(name)
    assert list(arrays.sensors) == list(DATASETS[name].bands)
    for sensor, values in arrays.sensors.items():
        assert values.dtype == np.float32
        np.testing.assert_array_equal(values, cubes[sensor].transpose(2, 0, 1)[: len(values)])
    np.testing.assert_array_equal(arrays.labels, np.where(labels == 1, 0, labels) if layout == "struct" else labels)
    if any(word in "".join(files(name)[layout]).lower() for word in ("tr.mat", "trlabel", "train")):
        np.testing.assert_array_equal(arrays.fixed, [training, test])


def test_scene_should_be_one_that_benchmarks_read(tmp_path):
    save(tmp_path, files("augsburg")["data_HS_LR"])
    write_scene(read_dataset(tmp_path, "augsburg"), "augsburg", tmp_path / "scene")
    told = json.loads((tmp_path / "scene" / "scene.json").read_text())
    assert list(told["layers"]) == ["hyperspectral", "sar", "lidar"] and told["classes"]["5"] == "allotment"
    with rasterio.open(tmp_path / "scene" / "hyperspectral.tif") as raster:
        assert raster.count == 180 and raster.res == (30, 30) and raster.crs.is_projected
    with rasterio.open(tmp_path / "scene" / told["fixed"]["test"]) as raster:
        np.testing.assert_array_equal(raster.read(1), make("augsburg")[3])
    assert "invented" in told["note"] and "multiplied" not in told["note"]


def test_sar_of_both_signs_should_not_pass_for_power(tmp_path):
    cubes, labels, *_ = make("augsburg")
    sar = cubes["sar"].transpose(2, 0, 1) - 0.4
    write_scene(Arrays({"sar": sar}, labels.astype(np.uint16), None), "augsburg", tmp_path)
    with rasterio.open(tmp_path / "sar.tif") as raster:
        written = raster.read()
    assert np.percentile(written, 1) < -1 and np.corrcoef(written.ravel(), sar.ravel())[0, 1] > 0.9999
    assert "multiplied" in json.loads((tmp_path / "scene.json").read_text())["note"]


def without(content, file):
    return {name: variables for name, variables in content.items() if name != file}


WRONG = {
    "reduced": (
        {"HSI.mat": {"HSI": np.zeros((*SIZE, 30))}},
        r"hyperspectral, \(H, W, 144\), but HSI.mat: HSI 60 x 80 x 30",
    ),
    "no LiDAR": ({"LiDAR.mat": None}, "expected lidar.*no array of that name.*HSI.mat: HSI 60 x 80 x 144"),
    "no labels": ({"gt.mat": None}, "no label image"),
    "only test labels": ({"gt.mat": None, "TSLabel.mat": {"TSLabel": make("houston2013")[3]}}, "a training and a test"),
    "codes of another dataset": ({"gt.mat": {"gt": np.full(SIZE, 99)}}, r"expected labels, \(H, W\)"),
    "turned": ({"LiDAR.mat": {"LiDAR": np.zeros(SIZE[::-1])}}, "lidar 80 x 60.*transpose"),
    "two": ({"DSM.mat": {"DSM": np.zeros(SIZE)}}, "several different arrays could be lidar.*DSM.mat.*LiDAR.mat"),
}


@pytest.mark.parametrize("case", WRONG)
def test_wrong_files_should_be_explained(case, tmp_path):
    changes, said = WRONG[case]
    content = {**files("houston2013")["gt"], **changes}
    save(tmp_path, {file: variables for file, variables in content.items() if variables is not None})
    with pytest.raises(SystemExit, match=said):
        read_dataset(tmp_path, "houston2013")


def test_files_that_are_not_version_5_should_be_explained(tmp_path):
    save(tmp_path, without(files("trento")["Italy"], "Italy_hsi.mat"))
    header = b"MATLAB 7.3 MAT-file, Platform: GLNXA64".ljust(124) + b"\x00\x02IM"
    (tmp_path / "Italy_hsi.mat").write_bytes(header + bytes(512))
    with pytest.raises(SystemExit, match=r"Italy_hsi.mat is a MATLAB 7.3 \(HDF5\) file.*h5py"):
        read_dataset(tmp_path, "trento")
    (tmp_path / "Italy_hsi.mat").write_bytes(b"PNG" * 100)
    with pytest.raises(SystemExit, match="Italy_hsi.mat can't be read"):
        read_dataset(tmp_path, "trento")
    with pytest.raises(SystemExit, match="does not exist"):
        read_dataset(tmp_path / "nowhere", "trento")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Trento's files with three classes."""
    folder = tmp_path_factory.mktemp("trento")
    cubes, labels, *_ = make("trento", classes=3)
    save(folder, {"HSI.mat": {"HSI": cubes["hyperspectral"]}, "LiDAR.mat": {"LiDAR": cubes["lidar"]}})
    save(folder, {"gt.mat": {"gt": labels}})
    return folder


@pytest.mark.parametrize("way", [divide_at_random, divide])
def test_what_scores_should_not_have_trained(way, folder, tmp_path):
    write_scene(read_dataset(folder, "trento"), "trento", tmp_path)
    split = way(tmp_path, 0, 100, tmp_path)
    with rasterio.open(split.labels) as raster:
        labels = raster.read(1)
    training = (labels > 0) & (labels < HELD_OUT)
    assert [(labels == code).sum() for code in (1, 2, 3)] == [100, 100, 100]
    assert (labels[split.truth > 0] == HELD_OUT).all() and not (training & (split.truth > 0)).any()
    if way is divide_at_random:
        assert (training | (split.truth > 0)).all()
    else:
        places = np.argwhere(training)
        assert min(np.hypot(*(places - place).T).min() for place in np.argwhere(split.truth)[::7]) > BUFFER
    assert (way(tmp_path, 1, 100, tmp_path).truth != split.truth).any()


def test_rare_classes_should_keep_half_for_the_test_or_be_left_out(tmp_path):
    labels = np.zeros((20, 30), np.uint16)
    labels[:5], labels[5, :30], labels[6], labels[7, :9] = 1, 2, 2, 3
    write_scene(Arrays({"lidar": np.zeros((1, 20, 30), np.float32)}, labels, None), "trento", tmp_path)
    split = divide_at_random(tmp_path, 0, 100, tmp_path)
    assert [(split.truth == code).sum() for code in (1, 2, 3)] == [75, 30, 0]
    assert split.table.read_text().split() == ["code,name", "1,apple", "trees", "2,buildings"]


def test_shares_should_be_those_of_the_protocol():
    assert shares("first", 70, 2) == {(0, 1): 30, (1,): 70}
    assert shares("second", 90, 3) == {(0, 1, 2): 10, (0, 2): 90}
    assert shares("both", 50, 2) == {(0, 1): 50, (1,): 25, (0,): 25}
    assert all(
        sum(shares(p, rate, n).values()) == 100 for p in published.MISSING for rate in published.RATES for n in (2, 3)
    )


def test_expectation_should_be_the_mean_over_random_draws():
    rng = np.random.default_rng(0)
    truth, codes = rng.integers(1, 4, 400), np.array([1, 2, 3])
    maps = {
        subset: np.where(rng.random(400) < p, truth, 2) for subset, p in {(0, 1): 0.9, (0,): 0.6, (1,): 0.3}.items()
    }
    matrices = {subset: confusion_of(truth, mapped, codes) for subset, mapped in maps.items()}
    found = summary(expected(matrices, shares("both", 70, 2)), codes)
    drawn = []
    for _ in range(2000):
        order = rng.permutation(400)
        mapped = maps[0, 1].copy()
        mapped[order[:140]], mapped[order[140:280]] = maps[1,][order[:140]], maps[0,][order[140:280]]
        drawn.append(list(summary(confusion_of(truth, mapped, codes), codes).values()))
    np.testing.assert_allclose(list(found.values()), np.mean(drawn, axis=0), atol=0.003)


def test_test_pixels_without_a_class_should_count_as_wrong():
    matrix = confusion_of(np.array([1, 1, 2, 2, 0]), np.array([1, 0, 2, 7, 1]), np.array([1, 2]))
    assert matrix.sum() == 4 and summary(matrix, np.array([1, 2]))["oa"] == summary(matrix, [1, 2])["aa"] == 0.5


def test_program_should_report_every_pattern(folder, tmp_path, monkeypatch, capsys):
    def stand_in(request, reporter):
        """Right where both sensors see, else buildings everywhere."""
        with rasterio.open(tmp_path / "trento" / "labels.tif") as raster:
            values, profile = raster.read(), raster.profile
        with rasterio.open(request.output, "w", **profile) as out:
            out.write(values if len(request.layers) == 2 else np.full_like(values, 2))

    monkeypatch.setattr(published, "HOME", tmp_path)
    monkeypatch.setattr(published, "train", lambda request, reporter: {"seconds": 1.0, "warnings": []})
    monkeypatch.setattr(published, "classify", stand_in)
    monkeypatch.setattr(sys, "argv", ["published", str(folder), "--dataset", "trento", "--seeds", "0", "1"])
    published.main()
    report = json.loads((tmp_path / "trento-standard.json").read_text())
    for name in ("random", "blocks"):
        for result in report["splits"][name].values():
            assert list(result["subsets"]) == ["hyperspectral+lidar", "hyperspectral", "lidar"]
            share = result["test"]["2"] / sum(result["test"].values())
            for rates in result["rates"].values():
                assert rates["0"] == {"oa": 1, "aa": 1, "kappa": 1}
                assert rates["90"]["oa"] == pytest.approx(0.1 + 0.9 * share)
                assert rates["70"]["aa"] == pytest.approx(0.3 + 0.7 / 3)
    said = capsys.readouterr().out
    assert "hyperspectral missing" in said and "only lidar" in said and "Blocks apart in space" in said


def test_product_should_train_and_map(tmp_path, monkeypatch):
    monkeypatch.setitem(BY_EFFORT, "quick", Effort(2, 4, 5))
    rows, cols = np.indices((32, 32))
    labels = ((rows // 8 + cols // 8) % 2 + 1).astype(np.uint16)
    sensors = {
        "hyperspectral": np.stack([labels * k for k in (0.1, 0.2, 0.3)]).astype(np.float32),
        "lidar": labels[None].astype(np.float32),
    }
    write_scene(Arrays(sensors, labels, None), "trento", tmp_path)
    split = divide_at_random(tmp_path, 0, 100, tmp_path)
    result = published.assess(split, 0, "quick", tmp_path)
    assert result["training"] == {"1": 100, "2": 100} and result["test"] == {"1": 412, "2": 412}
    assert {tuple(np.sum(case["confusion"], axis=1)) for case in result["subsets"].values()} == {(412, 412, 0)}
    assert all(np.array(case["confusion"])[:, 2].sum() == 0 for case in result["subsets"].values())
