"""The whole way on a real scene: train, map with and without optical, draw, label in the panel, assess, compare."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from osgeo import gdal
from qgis.PyQt.QtCore import Qt

from mamol_landcover.plugin.layers.samples import design_of
from tests.plugin.test_accuracy import values_at
from tests.plugin.test_end_to_end import layer_called, run_and_load, to_project

CHILE = Path(__file__).resolve().parents[3] / "shared" / "data" / "chile_s2_s1_dem"
POINTS = 300
pytestmark = pytest.mark.usefixtures("engine")


@pytest.mark.skipif(not CHILE.is_dir(), reason="the real scenes in shared/data are not on this machine")
def test_the_map_of_all_sensors_should_be_assessed_and_found_better(
    provider, tmp_path, qgis_iface, qgis_new_project, qtbot
):
    radar = {"SAR": str(CHILE / "sar_s1rtc_db.tif"), "LIDAR": str(CHILE / "dem.tif")}
    layers = {"OPTICAL": str(CHILE / "optical_s2l2a.tif"), **radar}
    labels, model = str(CHILE / "labels_lulc.tif"), str(tmp_path / "chile.mamol.safetensors")
    run_and_load("train", {**layers, "LABELS_RASTER": labels, "EFFORT": "quick", "MODEL": model})
    for name, seen in {"all": layers, "no optical": radar}.items():
        output = to_project(str(tmp_path / f"{name}.tif"))
        run_and_load("classify", {"MODEL": model, **seen, "EFFORT": "quick", "OUTPUT": output})
    first, second = layer_called("all"), layer_called("no optical")
    drawn = {"MAP": first, "SIZE": POINTS, "MINIMUM": 20, "OUTPUT": to_project(str(tmp_path / "points.gpkg"))}
    run_and_load("drawsample", drawn)
    sample = layer_called("points")
    truth = values_at(sample, labels)
    label_in_panel(sample, truth, qgis_iface, qtbot)

    report = str(tmp_path / "report")
    results = run_and_load("assess", {"MAP": first, "REFERENCE": sample, "REPORT": report})
    known, codes = gdal.Open(labels).ReadAsArray(), gdal.Open(first.source()).ReadAsArray()
    on_all_pixels = np.mean(known[codes > 0] == codes[codes > 0])
    assert results["OA_LOW"] < on_all_pixels < results["OA_HIGH"]
    written = json.loads(Path(report, "report.json").read_text(encoding="utf-8"))
    assert written["points"] == POINTS and Path(results["REPORT_HTML"]).stat().st_size > 10_000
    mapped = np.array(values_at(sample, first.source()))
    weights = {code: np.mean(codes[codes > 0] == code) for code in np.unique(mapped)}
    by_hand = sum(weight * np.mean(np.array(truth)[mapped == code] == code) for code, weight in weights.items())
    assert results["OA"] == pytest.approx(by_hand, abs=1e-6)

    folder = str(tmp_path / "comparison")
    parameters = {"MAP": first, "OTHER": second, "REFERENCE": sample, "OUTPUT": "TEMPORARY_OUTPUT", "REPORT": folder}
    run_and_load("compare", parameters)
    accuracy = json.loads(Path(folder, "report.json").read_text(encoding="utf-8"))["accuracy"]
    assert accuracy["first"]["estimate"] == pytest.approx(results["OA"])
    assert accuracy["first"]["estimate"] > accuracy["second"]["estimate"]
    assert accuracy["mcnemar_p"] < 0.05


def label_in_panel(sample, truth, iface, qtbot):
    """Fill in the points by the buttons of the panel; a class that the map lacks has none."""
    from mamol_landcover.plugin.labelling.panel import LabelPanel

    panel = LabelPanel(iface, sample, design_of(sample))
    qtbot.addWidget(panel)
    panel.show()
    codes = [code for code, _, _ in design_of(sample).classes]
    for place, code in enumerate(truth):
        panel.go_to(place)
        if code in codes:
            qtbot.mouseClick(panel.classes[codes.index(code)], Qt.MouseButton.LeftButton)
        else:
            panel.label(code)
    assert not panel.points.open_places()
    panel.leave()
