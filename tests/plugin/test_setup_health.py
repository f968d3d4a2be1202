"""Health, diagnostics without personal data, and the two algorithms."""

import getpass
import socket
from pathlib import Path

import pytest
from qgis.core import QgsProcessingException

from mamol_landcover.plugin import settings
from mamol_landcover.plugin.engine.places import PYTHON_VARIABLE
from mamol_landcover.plugin.setup import health


@pytest.fixture()
def no_engine(monkeypatch, tmp_path):
    monkeypatch.delenv(PYTHON_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))


def test_diagnostics_should_hold_no_personal_names(monkeypatch):
    monkeypatch.setattr(getpass, "getuser", lambda: "mmuster")
    monkeypatch.setattr(socket, "gethostname", lambda: "musterpc")
    home = Path.home()
    text = (
        f"{home}/data/x.tif C:\\Users\\Max Muster\\AppData /home/someone/maps /Users/other/x mmuster@musterpc "
        "https://me:secret@mirror.example/simple"  # pragma: allowlist secret
    )
    clean = health.scrub(text)
    for word in (str(home) + "/", "mmuster", "musterpc", "someone", "other/", "Max", "secret"):
        assert word not in clean, word
    assert "mirror.example/simple" in clean and "~/data/x.tif" in clean


def test_working_engine_should_map_a_tiny_scene(engine, provider):
    import processing

    found = processing.run("mamol:enginestatus", {})
    assert found["READY"] is True and found["PROBLEM"] == ""
    assert "mapped in" in found["SELF_TEST"] and found["DEVICE"] and found["REASON"]
    assert "torch 2." in found["DIAGNOSTICS"]


def test_missing_engine_should_be_told_and_not_raise(no_engine, provider):
    import processing

    found = processing.run("mamol:enginestatus", {})
    assert found["READY"] is False and "not set up" in found["PROBLEM"]


def test_python_without_packages_should_be_told(no_engine, provider, monkeypatch):
    from mamol_landcover.plugin.setup import pythons

    monkeypatch.setenv(PYTHON_VARIABLE, pythons.find())
    found = health.examine()
    assert not found.ready and "torch 2.13.0 is missing" in found.problem


def test_download_should_need_consent_to_size_and_place(no_engine, provider, tmp_path):
    import processing

    with pytest.raises(QgsProcessingException, match=r"0\.5 GB.*3\.0 GB where.*2 GB.*ACCEPT_DOWNLOAD") as error:
        processing.run("mamol:enginesetup", {})
    assert str(tmp_path / "data" / "mamol-landcover") in str(error.value)
    assert not (tmp_path / "data").exists()


def test_own_python_should_be_checked_and_remembered(no_engine, provider, engine_python, tmp_path):
    import processing

    with pytest.raises(QgsProcessingException, match="no program"):
        processing.run("mamol:enginesetup", {"ROUTE": "own", "PYTHON": str(tmp_path / "python")})
    assert settings.engine_python() == ""
    try:
        processing.run("mamol:enginesetup", {"ROUTE": "own", "PYTHON": engine_python})
        assert settings.engine_python() == engine_python
        assert provider.algorithm("classify").canExecute() == (True, "")
    finally:
        settings.set_engine_python("")
    assert provider.algorithm("classify").canExecute()[0] is False
    assert provider.isActive()
