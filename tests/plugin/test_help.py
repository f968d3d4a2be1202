"""Help buttons: each opens a page of the guide that is there."""

from pathlib import Path

import pytest
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QDialogButtonBox, QMessageBox

from mamol_landcover.plugin import help as guide
from mamol_landcover.plugin.setup.page import EnginePageFactory


@pytest.fixture()
def opened(monkeypatch):
    """Files that were opened in place of a browser."""
    files = []

    def open_url(url):
        files.append(Path(url.toLocalFile()))
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    return files


@pytest.fixture()
def messages(monkeypatch):
    """Texts of the warnings that would have been shown."""
    texts = []
    monkeypatch.setattr(QMessageBox, "warning", lambda parent, title, text: texts.append(text))
    return texts


@pytest.fixture()
def dock(provider, qgis_iface, qgis_new_project, qtbot):
    from mamol_landcover.plugin.dock.dock import MamolDock

    dock = MamolDock(qgis_iface)
    qtbot.addWidget(dock)
    yield dock
    dock.unload()


def test_every_algorithm_should_have_a_help_page_that_exists(provider):
    pages = {algorithm.id(): QUrl(algorithm.helpUrl()) for algorithm in provider.algorithms()}
    for name, url in pages.items():
        assert url.isLocalFile() and Path(url.toLocalFile()).is_file(), name
    assert pages["mamol:train"].toLocalFile().endswith("resources/help/labels.html")


def test_help_in_the_dock_should_open_the_guide(dock, engine, opened):
    dock.helpAction.trigger()
    assert [path.name for path in opened] == ["index.html"] and opened[0].is_file()


def test_help_in_the_dock_should_tell_how_to_install_while_there_is_no_engine(dock, opened, monkeypatch):
    monkeypatch.setenv("MAMOL_ENGINE_PYTHON", "/nowhere/python")
    dock.helpAction.trigger()
    assert [path.name for path in opened] == ["installing.html"] and opened[0].is_file()


def test_help_in_the_training_dialog_should_open_the_page_on_labels(dock, qtbot, opened):
    from mamol_landcover.plugin.dock.train_dialog import TrainDialog

    dialog = TrainDialog(dock)
    qtbot.addWidget(dialog)
    dialog.buttons.button(QDialogButtonBox.StandardButton.Help).click()
    assert [path.name for path in opened] == ["labels.html"] and opened[0].is_file()


def test_help_in_the_options_should_open_the_page_on_installing(provider, qtbot, opened):
    page = EnginePageFactory().createWidget(None)
    qtbot.addWidget(page)
    page.widget.helpButton.click()
    assert [path.name for path in opened] == ["installing.html"] and opened[0].is_file()


def test_help_should_fall_back_to_the_guide_of_a_checkout(monkeypatch, tmp_path, opened, messages):
    monkeypatch.setattr(guide, "PAGES", tmp_path)
    guide.open_page("accuracy")
    assert opened == [guide.SOURCES / "accuracy.md"] and not messages


def test_missing_help_should_be_said(monkeypatch, tmp_path, opened, messages):
    monkeypatch.setattr(guide, "PAGES", tmp_path)
    monkeypatch.setattr(guide, "SOURCES", tmp_path)
    guide.open_page("accuracy")
    assert not opened
    assert str(tmp_path) in messages[0]


def test_help_that_no_program_opens_should_name_the_file(monkeypatch, messages):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    guide.open_page("accuracy")
    assert str(guide.PAGES / "accuracy.html") in messages[0]
