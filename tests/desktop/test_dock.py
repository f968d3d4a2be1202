"""The dock and the training dialog in a person's hands."""

from qgis.PyQt.QtWidgets import QScrollArea, QToolBar
from qgis.utils import iface

from tests.desktop import hands, the_dock


def test_raster_menu_and_toolbar_should_open_the_dock():
    """G11: one entry in the menu Raster, without a submenu, and a button that a new profile shows."""
    dock = the_dock.open_dock()
    (entry,) = [one for one in iface.rasterMenu().actions() if "MaMOL" in one.text()]
    assert entry.menu() is None and entry.isChecked()
    bars = [bar for bar in iface.mainWindow().findChildren(QToolBar) if entry in bar.actions()]
    assert [bar.isVisible() for bar in bars] == [True]
    hands.click(bars[0].widgetForAction(entry))
    assert not dock.isVisible()
    hands.click(bars[0].widgetForAction(entry))
    assert dock.isVisible()


def test_training_dialog_should_show_all_there_is_to_choose(scene):
    """G11: Write to, Effort and Start from were below the fold."""
    hands.drop(*(scene / f"{name}.tif" for name in ("optical", "sar", "lidar", "hyperspectral")))
    hands.drop(scene / "training_polygons.gpkg")
    dock = the_dock.open_dock()
    dialog = the_dock.open_training(dock)
    hands.screen("training-dialog")
    pane = dialog.findChild(QScrollArea).viewport()
    for name in ("addLayer", "labels", "field", "classes", "model", "report", "effort", "continueFrom", "labelsOnly"):
        widget = dialog.findChild(hands.QWidget, name)
        place = widget.mapTo(pane, widget.rect().bottomRight())
        assert widget.isVisible() and pane.rect().contains(place), f"{name} is below the fold"
    dialog.reject()
