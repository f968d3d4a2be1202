"""The plugin manager in a person's hands: install from a repository, upgrade an older version, uninstall.

QGIS starts without the plugin. The repository is what `make package` writes, served on this machine.
"""

import functools
import http.server
import os
import re
import threading
import zipfile
from pathlib import Path

import pytest
import qgis.utils
from qgis.core import QgsProject
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtTest import QTest
from qgis.PyQt.QtWidgets import QDialog, QGroupBox, QLineEdit, QListView, QListWidget, QPushButton

from tests.desktop import hands, pictures, the_dock, toolbox

NAME = "MaMOL Land Cover"
OLD = "0.0.1"
PACKED = Path(__file__).resolve().parents[2] / "build" / "repository"


@pytest.fixture()
def repository(tmp_path):
    """A served folder, first with an older version of the plugin; a function that brings the present one."""
    folder = tmp_path / "repository"
    folder.mkdir()
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    handler.log_message = lambda *_: None
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        (packed,) = PACKED.glob("*.zip")
        listing = (PACKED / "plugins.xml").read_text(encoding="utf-8")
        version = re.search(r'version="([\d.]+)"', listing)[1]

        def publish(number: str) -> None:
            with zipfile.ZipFile(packed) as source, zipfile.ZipFile(folder / packed.name, "w") as target:
                for entry in source.infolist():
                    data = source.read(entry)
                    if entry.filename.endswith("/metadata.txt"):
                        data = data.replace(f"version={version}".encode(), f"version={number}".encode())
                    target.writestr(entry, data)
            text = listing.replace("http://localhost:8000", address).replace(f'"{version}"', f'"{number}"')
            text = text.replace(f"<version>{version}<", f"<version>{number}<")
            (folder / "plugins.xml").write_text(text, encoding="utf-8")

        publish(OLD)
        yield f"{address}/plugins.xml", lambda: publish(version), version
        server.shutdown()


def test_plugin_should_be_installed_upgraded_and_uninstalled(repository, scene, starter, tmp_path):
    """What a person has made and set stays: the engine that was chosen, models used lately, the project."""
    url, publish_present, version = repository

    manager(lambda window: (allow_experimental(window), add_repository(window, url)))
    manager(lambda window: install(window, "plugin-manager-install", OLD))

    # work with it: an engine of one's own, a model, a project
    def own(dialog):
        dialog.choose("Route", "own")
        dialog.type_in("Python with the engine's packages (route own)", os.environ["MAMOL_ENGINE_PYTHON"])
        return dialog.run()

    assert "Execution completed" in toolbox.run_dialog("Set up the engine", own)
    hands.drop(scene / "optical.tif")
    dock = the_dock.open_dock()
    hands.type_in(hands.the(QLineEdit, dock.modelFile), starter)
    project = tmp_path / "project.qgz"
    assert QgsProject.instance().write(str(project))
    hands.new_project()

    publish_present()
    manager(lambda window: install(window, "plugin-manager-upgrade", version, reload=True))
    hands.iface.addProject(str(project))
    dock = the_dock.open_dock()
    hands.wait_for(lambda: dock.modelFile.filePath() == starter, 10, "the project's model")
    assert [layer.name() for layer in dock.rows.layers().values()] == ["optical"]

    def check(dialog):
        log = dialog.run()
        pictures.screen("plugin-manager-upgraded")
        return log

    log = toolbox.run_dialog("Check the engine", check)
    assert "Ready: yes" in log and f"MaMOL Land Cover {version}" in log

    said = manager(uninstall)
    assert "leaves" in said and "engine" in said
    assert the_dock.find_dock() is None and "MaMOL" not in hands.entries("Raster")
    assert not plugin_folder().exists() and project.exists()


def manager(act):
    """Open the plugin manager, and use it."""
    return hands.modal(
        lambda: hands.menu("Plugins", "Manage and Install"), act, QDialog, name="QgsPluginManagerBase", seconds=30
    )


def show(window, tab):
    tabs = hands.the(QListWidget, window, name="mOptionsListWidget")
    rows = [row for row in range(tabs.count()) if tabs.item(row).text().startswith(tab)]
    hands.click_item(tabs, tabs.model().index(rows[0], 0))
    hands.pause(0.3)


def allow_experimental(window):
    show(window, "Settings")
    box = hands.the(QGroupBox, window, name="ckbExperimental")
    box.setFocus()
    QTest.keyClick(box, Qt.Key.Key_Space)
    assert box.isChecked()


def add_repository(window, url):
    def fill(dialog):
        name, address = (hands.the(QLineEdit, dialog, name=one) for one in ("editName", "editURL"))
        hands.type_in(name, "Test")
        hands.type_in(address, url)
        hands.press(QPushButton, dialog, "OK")

    show(window, "Settings")
    hands.modal(lambda: hands.click(hands.the(QPushButton, window, name="buttonAddRep")), fill)
    pictures.screen("plugin-manager-repository")


def pick(window):
    """Choose the plugin in the list of all."""
    show(window, "All")
    hands.type_in(hands.the(QLineEdit, window, name="leFilter"), NAME)
    plugins = hands.the(QListView, window, name="vwPlugins")

    def found():
        indexes = [plugins.model().index(row, 0) for row in range(plugins.model().rowCount())]
        return next((index for index in indexes if index.data() == NAME), None)

    hands.click_item(plugins, hands.wait_for(found, 20, f"{NAME} in the list"))


def install(window, name, version, reload=False):
    if reload:
        show(window, "Settings")
        hands.click(hands.the(QPushButton, window, name="buttonRefreshRepos"))
    pick(window)
    pictures.screen(name)
    hands.click(hands.the(QPushButton, window, name="buttonInstallExperimental"))
    hands.wait_for(lambda: plugin_folder().exists() and installed_version() == version, 20, f"version {version}")
    hands.wait_for(lambda: "mamol_landcover" in qgis.utils.active_plugins, 20, "the plugin")


def uninstall(window):
    """Uninstall; what the plugin's page says in the manager."""
    pick(window)
    about = qgis.utils.pluginMetadata("mamol_landcover", "about")
    pictures.screen("plugin-manager-uninstall")
    button = hands.the(QPushButton, window, name="buttonUninstall")
    hands.box(lambda: hands.click(button), "Yes")
    return about


def installed_version():
    return re.search(r"(?m)^version=(.*)$", (plugin_folder() / "metadata.txt").read_text())[1]


def plugin_folder():
    return Path(os.environ["QGIS_CUSTOM_CONFIG_PATH"]) / "profiles/default/python/plugins/mamol_landcover"
