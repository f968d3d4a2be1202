"""What a model's card says."""

import csv

import pytest

from mamol_landcover.plugin.dock.expected_result import expected_result
from mamol_landcover.plugin.layers.sensors import sensor_title
from mamol_landcover.plugin.model.about import summary
from mamol_landcover.plugin.model.accuracy import expectation
from mamol_landcover.plugin.model.card_view import CardView, write_class_table


@pytest.fixture()
def model_card():
    def sensor(name, bands):
        return {"sensor": name, "bands": [{"name": f"b{n}", "wavelength_nm": None} for n in range(bands)], "units": "m"}

    def entry(sensors, accuracy):
        return {"sensors": sensors, "oa": accuracy, "macro_f1": accuracy}

    return {
        "name": "a <valley>",
        "created": "2026-11-23T10:00:00Z",
        "gsd": 10.0,
        "sensors": [sensor("optical", 12), sensor("sar", 2), sensor("lidar", 1)],
        "classes": [
            {"code": 1, "name": "water", "colour": "#0000ff"},
            {"code": 4, "name": "crops", "colour": "#ffff00"},
        ],
        "training": {"effort": "quick", "pixels": {"1": 10, "4": 20}},
        "accuracy": [entry(["optical", "sar", "lidar"], 0.91), entry(["optical"], 0.714), entry(["sar"], None)],
        "author": "<b>nobody</b>",
    }


class Check:
    """Stands for an engine's answer: the sensors that it would use."""

    def __init__(self, *used, waiting=False):
        self.answered, self.waiting, self.problem = bool(used), waiting, ""
        self.layers = {sensor: {"state": "used"} for sensor in used}


def promise(model, *sensors):
    return expected_result(model, sensors, Check(*sensors))


def test_expected_result_should_name_sensors_and_expected_accuracy(model_card):
    text = promise(model_card, "lidar", "optical", "sar")
    assert text.startswith("Maps with optical + SAR + LiDAR.") and "91 %" in text and "Missing" not in text


def test_expected_result_should_name_what_is_absent(model_card):
    assert "Missing: SAR + LiDAR." in promise(model_card, "optical")
    assert "71 %" in promise(model_card, "optical")


def test_expected_result_should_not_invent_an_accuracy(model_card):
    assert "not assessed" in promise(model_card, "sar")
    assert "not assessed" in promise(model_card, "lidar")


def test_expected_result_should_say_what_is_missing(model_card):
    assert "Choose a model" in promise(None, "optical")
    assert "Choose a layer" in promise(model_card)


def test_expected_result_should_foretell_only_what_would_be_mapped(model_card):
    """G4: an accuracy was promised for layers that the engine refuses."""
    assert "%" not in expected_result(model_card, ["optical"], Check(waiting=True))
    text = expected_result(model_card, ["optical", "sar"], Check("optical"))
    assert text.startswith("Maps with optical. Missing: SAR + LiDAR.") and "71 %" in text
    empty = Check("optical")
    empty.layers["optical"]["state"] = "empty"
    assert "%" not in expected_result(model_card, ["optical"], empty)


def test_expectation_should_say_how_sure_it_is_and_name_what_fails(model_card):
    """G5: 89 % was shown in green while every pixel of a class was wrong."""
    entry = {
        **model_card["accuracy"][0],
        "oa": 0.894,
        "oa_interval": [0.74, 0.951],
        "places": 46,
        "confusion": [[388, 0], [46, 0]],
        "per_class": [{"code": 1, "support": 388}, {"code": 4, "support": 46}],
    }
    model_card["accuracy"] = [entry]
    sensors = entry["sensors"]
    assert expectation(model_card, sensors) == (
        "Expected accuracy: 89 % (74–95 %), from 46 places.\n⚠ Unreliable: crops: none of 46 pixels found."
    )
    entry["confusion"] = [[380, 8], [10, 36]]
    assert expectation(model_card, sensors).endswith("Weakest class: crops: 78 % of 46 pixels found.")
    del entry["oa_interval"], entry["places"]
    assert "Expected accuracy: 89 %. The model gives no confidence interval for it." in expectation(model_card, sensors)


def test_names_from_a_model_should_never_be_read_as_rich_text(model_card, qgis_app, qtbot):
    """R9: a class called <img src="file://..."> made a tool tip load a file."""
    name = "<img src='file:///nothing.png'>"
    model_card["classes"][0]["name"] = name
    view = CardView()
    qtbot.addWidget(view)
    view.show_card(model_card)
    tip = view._classes.item(0, 1).toolTip()
    assert "<img" not in tip and "&lt;img" in tip


def test_titles_should_read_well():
    assert sensor_title("optical", 12) == "Optical · 12 bands"
    assert sensor_title("sar", 1) == "SAR · 1 band"
    assert sensor_title("optical:ndvi") == "Optical ndvi"


def test_summary_should_escape_what_a_file_says(model_card):
    assert "<b>nobody" not in summary(model_card)
    assert "30 pixels" in summary(model_card)


def test_view_should_hand_out_edited_classes(model_card, qgis_app, qtbot):
    view = CardView()
    qtbot.addWidget(view)
    view.show_card(model_card)
    assert view.edited_classes() is None
    with qtbot.waitSignal(view.classes_changed):
        view._classes.item(1, 1).setText("maize")
    edited = view.edited_classes()
    assert edited[1] == {"code": 4, "name": "maize", "colour": "#ffff00"}
    view.show_card(model_card, edited)
    assert view.edited_classes() == edited
    view.show_card({**model_card, "classes": model_card["classes"][:1]}, edited)
    assert view.edited_classes() is None


def test_class_table_should_be_what_the_engine_reads(model_card, qgis_app):
    with open(write_class_table(model_card["classes"]), newline="", encoding="utf-8") as file:
        assert list(csv.reader(file)) == [
            ["code", "name", "colour"],
            ["1", "water", "#0000ff"],
            ["4", "crops", "#ffff00"],
        ]
