"""The training report: complete, valid JSON, nothing from outside executed, fine with nothing to assess."""

from __future__ import annotations

import copy
import json
import re

import numpy as np
import pytest

from mamol_core.accuracy.metrics import figures
from mamol_core.errors import OutputError
from mamol_core.rasters.legend import LandClass
from mamol_core.training.report import write_report

EVIL = '<script>alert("x")</script> & co'
CLASSES = [LandClass(1, EVIL, "#2b6cb0"), LandClass(5, "forest", "#1f7a3a"), LandClass(9, "bog", "#5fb3a1")]
MATRIX = np.array([[80, 20, 0], [10, 1190, 0], [0, 0, 0]])
BAND = {"name": None, "wavelength_nm": None}
CARD = {
    "format": 2,
    "name": EVIL,
    "created": "2026-11-23T10:00:00+00:00",
    "engine": "0.1.0",
    "sensors": [
        {
            "sensor": "optical",
            "units": "reflectance 0-1",
            "gsd": 10.0,
            "bands": [{**BAND, "name": f"B{n}"} for n in range(20)],
        },
        {"sensor": "hyperspectral", "units": EVIL, "gsd": 30.0, "bands": [{**BAND, "wavelength_nm": 865.0}]},
        {"sensor": "sar", "units": "dB", "gsd": 10.0, "bands": [BAND]},
    ],
    "classes": [entry.to_json() for entry in CLASSES],
    "gsd": 10.0,
    "training": {
        "effort": "quick",
        "seed": 0,
        "seconds": 75.2,
        "steps": 3,
        "pixels": {"1": 300, "5": 4000, "9": 7},
        "groups": {"1": 3, "5": 9, "9": 1},
        "scene": {"crs": "EPSG:32718", "width": 224, "height": 224},
        "refitted_on_all_labels": True,
        "warnings": [],
        "continued_from": None,
    },
    "accuracy": [
        {"sensors": ["optical", "hyperspectral", "sar"], **figures(MATRIX, [1, 5, 9]), "ece": 0.043},
        {"sensors": ["sar"], **figures(MATRIX[::-1], [1, 5, 9]), "ece": None},
    ],
    "author": EVIL,
    "licence": "",
    "citation": "",
    "attribution": "",
    "loss": [[1, 2.0], [2, float("nan")], [3, 1.0]],
    "warnings": [EVIL],
}


def pages(folder, card):
    json_path, html_path = write_report(folder, card)
    with open(json_path, encoding="utf-8") as data, open(html_path, encoding="utf-8") as page:
        return json.loads(data.read(), parse_constant=pytest.fail), page.read()


def test_report_should_show_figures_and_escape_everything(tmp_path):
    data, page = pages(tmp_path / "new" / "folder", CARD)
    assert data["accuracy"] == CARD["accuracy"] and data["loss"] == [[1, 2.0], [3, 1.0]]
    assert "<script" not in page and "&lt;script&gt;" in page
    assert "http" not in page and "url(" not in page
    text = re.sub(r"\s+", " ", page.replace("\u202f", " "))
    for expected in (
        "97.7 %",
        "1 190",
        "1 300",
        "80.0 %",
        "not assessed",
        "trained anew on all labels",
        "blocks of the same",
    ):
        assert expected in text, expected
    assert "<polyline" in page and "865 nm" in page and "B0, B1, B2, B3, B4, B5 … B18, B19" in page
    assert sorted(path.name for path in (tmp_path / "new" / "folder").iterdir()) == ["report.html", "report.json"]


def test_report_should_name_the_weakest_class_and_how_sure_the_figures_are(tmp_path):
    """G5: 89 % in green, while one class had 0 % producer's accuracy."""
    card = copy.deepcopy(CARD)
    matrix = np.array([[0, 46, 0], [0, 300, 0], [0, 0, 0]])
    card["accuracy"][0] = {
        "sensors": card["accuracy"][0]["sensors"],
        **figures(matrix, [1, 5, 9]),
        "oa_interval": [0.7401, 0.9512],
        "places": 46,
        "ece": 0.04,
    }
    data, page = pages(tmp_path, card)
    assert data["accuracy"][0]["places"] == 46 and data["accuracy"][0]["oa_interval"] == [0.7401, 0.9512]
    text = re.sub(r"\s+", " ", page.replace("\u202f", " "))
    name = "&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt; &amp; co"
    assert f"Overall accuracy 87 % (74–95 %), from 46 places. Weakest class – {name}: none of 46 pixels found." in text
    assert f"unreliable: {name}: none of 46 pixels found" in text
    assert "74.0 % to 95.1 %" in text and text.count(">low</span>") == 1
    assert f'<td class="low">{name} 0.0 %</td>' in text


def test_report_should_say_when_nothing_could_be_assessed(tmp_path):
    card = copy.deepcopy(CARD)
    card["accuracy"] = [{"sensors": ["sar"], **figures(np.zeros((3, 3)), [1, 5, 9])}]
    card["loss"] = []
    card["training"]["refitted_on_all_labels"] = False
    for accuracy in (card["accuracy"], []):
        _, page = pages(tmp_path, {**card, "accuracy": accuracy})
        assert "could not be assessed" in page and "Confusion matrix" not in page and "<polyline" not in page


def test_report_should_replace_an_older_one_and_refuse_an_impossible_folder(tmp_path):
    write_report(tmp_path, {**CARD, "name": "old"})
    assert "old" not in pages(tmp_path, {**CARD, "name": "fresh"})[1].split("</h1>")[0]
    (tmp_path / "file").write_text("x")
    with pytest.raises(OutputError, match="report can't be written"):
        write_report(tmp_path / "file", CARD)
