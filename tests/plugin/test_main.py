"""The plugin as QGIS switches it on and off."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture()
def plugin(qgis_iface):
    from mamol_landcover import classFactory

    plugin = classFactory(qgis_iface)
    yield plugin
    plugin.unload()


def test_gui_should_make_the_dock_only_when_it_is_wanted(plugin):
    plugin.initGui()
    assert plugin.action is not None and not plugin.action.icon().isNull()
    assert plugin.dock is None
    plugin.action.trigger()
    assert plugin.dock is not None
    plugin.action.trigger()
    assert plugin.dock.isHidden()


def test_unload_should_leave_nothing_and_allow_a_second_start(plugin):
    for _ in range(2):
        plugin.initGui()
        plugin.show_dock()
        plugin.unload()
        assert (plugin.dock, plugin.action, plugin.provider) == (None, None, None)


def test_importing_the_package_should_import_nothing_of_it(qgis_app):
    code = (
        "import sys; import mamol_landcover; "
        "names = ('mamol_landcover.', 'torch', 'rasterio', 'qgis'); "
        "loaded = [name for name in sys.modules if name.startswith(names)]; "
        "sys.exit(str(loaded) if loaded else 0)"
    )
    answer = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT / "build" / "plugins", capture_output=True, text=True
    )
    assert answer.returncode == 0, answer.stderr
