"""The page MaMOL of QGIS's options, opened from the dock."""

import os
from pathlib import Path

import pytest
from qgis.PyQt.QtWidgets import QDialog, QLabel, QSplitter, QTreeView

from tests.desktop import hands, pictures, the_dock


@pytest.fixture()
def managed_engine():
    """The checkout's engine at the place of one that was set up from the dock."""
    from mamol_landcover.plugin.engine import places

    python = os.environ.pop("MAMOL_ENGINE_PYTHON")
    environment = Path(python).parents[1]
    folder = places.new_folder(places.REQUIREMENTS, "cpu")
    folder.mkdir(parents=True)
    for name in ("bin", "lib", "pyvenv.cfg"):
        (folder / name).symlink_to(environment / name)
    places.write_marker(folder, places.REQUIREMENTS, {"variant": "cpu", "route": "managed"})
    yield folder
    os.environ["MAMOL_ENGINE_PYTHON"] = python  # before the dock can look again: it would find no engine
    for name in ("bin", "lib", "pyvenv.cfg"):  # by name: what the links lead to stays
        (folder / name).unlink()
    (folder / places.MARKER).unlink()


def test_options_should_test_the_engine(managed_engine):
    dock = the_dock.open_dock()

    def act(window):
        window.resize(1000, 670)
        window.findChild(QSplitter).setSizes([190, 810])
        tree = window.findChild(QTreeView)
        if tree is not None:
            tree.scrollTo(tree.currentIndex())
        page = hands.the(hands.QWidget, window, name="EngineWidget")
        state = hands.the(QLabel, page, name="state")
        pictures.take("guide-options", window)
        hands.press(hands.QAbstractButton, page, "Test the engine")
        hands.wait_for(lambda: state.text().startswith("The engine works."), 60, "the end of the test")
        pictures.take("options-tested", window)
        return state.text()

    said = hands.modal(lambda: the_dock.more(dock, "Engine"), act, QDialog, name="QgsOptionsBase", seconds=30)
    assert str(managed_engine) in said and "A tiny scene was mapped" in said
