"""What a map's layer offers in its context menu: its areas, and the report of the model that made it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Callable, List, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer
from qgis.gui import QgisInterface, QgsMessageViewer
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtGui import QDesktopServices, QIcon
from qgis.PyQt.QtWidgets import QAction, QMessageBox, QWidget

from ..choices import MAP_PROPERTY, report_of
from ..paths import ICON
from ..texts import tr

if TYPE_CHECKING:
    from .map_facts import Facts

_current: Optional["LayerActions"] = None


class LayerActions:
    """Adds the actions to layers that show a map of this plugin, however old. ``unload`` takes them back."""

    def __init__(self, iface: QgisInterface) -> None:
        global _current  # noqa: PLW0603
        self._iface = iface
        self._actions = [
            self._add(tr("&Areas per class…"), show_areas),
            self._add(tr("Report of the &model"), open_report),
        ]
        project = QgsProject.instance()
        self._layers_added(list(project.mapLayers().values()))
        project.layersAdded.connect(self._layers_added)
        _current = self

    def unload(self) -> None:
        global _current  # noqa: PLW0603
        _current = None
        QgsProject.instance().layersAdded.disconnect(self._layers_added)
        for action in self._actions:
            self._iface.removeCustomActionForLayerType(action)
            action.deleteLater()

    def offer(self, layer: QgsMapLayer) -> None:
        """Have the layer's menu show the actions."""
        for action in self._actions:
            self._iface.addCustomActionForLayer(action, layer)

    def _add(self, title: str, act: Callable[["Facts", QWidget], None]) -> QAction:
        window = self._iface.mainWindow()
        action = QAction(QIcon(ICON), title, window)

        def triggered() -> None:
            from .map_facts import facts_of  # and with it much of the plugin, which QGIS's start must not wait for

            facts = facts_of(self._iface.activeLayer())
            if facts is not None:
                act(facts, window)

        action.triggered.connect(lambda _checked=False: triggered())
        self._iface.addCustomActionForLayerType(action, "", QgsRasterLayer().type(), False)
        return action

    def _layers_added(self, layers: List[QgsMapLayer]) -> None:
        for layer in layers:
            if layer.customProperty(MAP_PROPERTY):
                self.offer(layer)


def offer(layer: QgsMapLayer) -> None:
    """Have a map that was just made show the actions; without a desktop there is no menu."""
    if _current is not None:
        _current.offer(layer)


def show_areas(facts: "Facts", parent: QWidget) -> None:
    """Show the area of each class, and what these areas are not."""
    from .map_facts import area_page

    viewer = QgsMessageViewer(parent)
    viewer.setModal(False)  # the map is looked at meanwhile
    viewer.setWindowTitle(tr("Areas per class"))
    viewer.setMessageAsHtml(area_page(facts))
    viewer.showMessage(False)


def open_report(facts: "Facts", parent: QWidget) -> None:
    """Open the report of the model that made the map, or say why that is impossible."""
    report = report_of(facts["model_file"])
    if report:
        QDesktopServices.openUrl(QUrl.fromLocalFile(report))
        return
    text = tr(
        "The report of the model {0} was not found: it was not asked for in training, or it was moved. The accuracy is "
        "in the layer's properties, under Information: {1}"
    )
    QMessageBox.information(parent, tr("Report of the model"), text.format(facts["model"], facts["accuracy"]))
