"""The page in the options and the panel in the dock."""

import pytest
from qgis.core import Qgis, QgsApplication, QgsProject
from qgis.PyQt.QtWidgets import QMessageBox

from mamol_landcover.plugin import settings
from mamol_landcover.plugin.engine import places
from mamol_landcover.plugin.engine.places import PYTHON_VARIABLE
from mamol_landcover.plugin.paths import version
from mamol_landcover.plugin.setup.current import current
from mamol_landcover.plugin.setup.page import EnginePageFactory


@pytest.fixture(autouse=True)
def no_engine(provider, monkeypatch, tmp_path):
    monkeypatch.delenv(PYTHON_VARIABLE, raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    yield
    current().stop()
    current().error = ""
    settings.set_engine_python("")


@pytest.fixture()
def page(qtbot):
    page = EnginePageFactory().createWidget(None)
    qtbot.addWidget(page)
    yield page.widget


def test_page_should_say_size_and_place_before_anything(page, qtbot, tmp_path):
    qtbot.waitUntil(lambda: "GB" in page.panel.text.text(), timeout=20_000)
    assert str(tmp_path / "data") in page.panel.text.text()
    assert "not set up" in page.state.text()
    assert not page.removeButton.isEnabled() and not page.removeOldButton.isEnabled()
    assert not (tmp_path / "data").exists()


def test_own_python_should_be_set_up_from_the_page(page, qtbot, engine_python):
    page.ownRoute.setChecked(True)
    page.ownPython.setFilePath("/nowhere/python")
    with qtbot.waitSignal(current().done, timeout=60_000):
        page.panel.button.click()
    assert "no program /nowhere/python" in page.panel.text.text()
    assert page.panel.button.text() == "&Try again"
    page.ownPython.setFilePath(engine_python)
    with qtbot.waitSignal(current().done, timeout=60_000):
        page.panel.button.click()
        assert not page.panel.cancelButton.isHidden() and page.panel.button.isHidden()
    assert settings.engine_python() == engine_python
    assert engine_python in page.state.text()
    page.check()
    qtbot.waitUntil(page.checkButton.isEnabled, timeout=60_000)
    assert "The engine works." in page.state.text() and "mapped in" in page.state.text()


def test_indexes_should_be_remembered_and_forgotten(page):
    page.index.setText("http://127.0.0.1/simple/")
    page.save()
    assert settings.index() == "http://127.0.0.1/simple"
    assert settings.torch_index() == settings.TORCH_INDEX
    page.index.setText("")
    page.save()
    assert settings.index() == ""


def test_diagnostics_should_be_copied(page):
    page.copyButton.click()
    assert "Ready: no" in QgsApplication.clipboard().text()


def test_dock_should_begin_with_the_set_up_until_there_is_an_engine(qgis_iface, qtbot, engine_python):
    from mamol_landcover.plugin.dock.dock import MamolDock

    dock = MamolDock(qgis_iface)
    qtbot.addWidget(dock)
    try:
        assert dock.setup_panel.isHidden()
        dock.engine.ask()
        assert not dock.setup_panel.isHidden()
        assert not dock.trainButton.isEnabled() and "first" in dock.expectedResult.text()
        qtbot.waitUntil(lambda: "GB" in dock.setup_panel.text.text(), timeout=20_000)
        settings.set_engine_python(engine_python)
        current().done.emit()
        assert dock.setup_panel.isHidden()
        assert dock.trainButton.isEnabled() and dock.messages.currentItem().level() == Qgis.MessageLevel.Success
    finally:
        dock.unload()
        QgsProject.instance().clear()


def test_removing_should_take_the_engine_away_in_the_background(page, qtbot, monkeypatch):
    folder = places.base() / "engine-0123456789ab-abcdef"
    folder.mkdir(parents=True)
    (folder / "large").write_bytes(b"x" * 1000)
    (folder / places.MARKER).touch()
    assert places.last_use(folder) is None
    places.note_use(str(places.interpreter(folder)))
    asked = []

    def yes(_parent, _title, text):
        asked.append(text)
        return QMessageBox.StandardButton.Yes

    monkeypatch.setattr(QMessageBox, "question", yes)
    page._remove([folder])
    assert not page.removeButton.isEnabled() and folder.exists()
    qtbot.waitUntil(lambda: not folder.exists(), timeout=10_000)
    qtbot.waitUntil(lambda: "Removing" not in page.state.text(), timeout=10_000)
    assert f"{folder} (0 MB, last used on" in asked[0] and f"by version {version()})" in asked[0]
