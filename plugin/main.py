"""The plugin as QGIS drives it: a Processing provider always, a dock and its button on a desktop."""

from __future__ import annotations

from typing import TYPE_CHECKING, Optional

from qgis.core import QgsApplication
from qgis.gui import QgisInterface
from qgis.PyQt.QtCore import QCoreApplication, Qt, QTranslator
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QAction

from .paths import ICON
from .provider import MamolProvider
from .texts import install_translator, tr

if TYPE_CHECKING:
    from .dock.dock import MamolDock
    from .labelling.action import LabelAction
    from .results.layer_actions import LayerActions
    from .setup.page import EnginePageFactory


class MamolPlugin:
    """Adds the provider, and on a desktop an action that shows the dock. ``unload`` takes everything back."""

    def __init__(self, iface: Optional[QgisInterface]) -> None:
        self.iface = iface
        self.translator: Optional[QTranslator] = None
        self.provider: Optional[MamolProvider] = None
        self.action: Optional[QAction] = None
        self.dock: Optional["MamolDock"] = None
        self.options: Optional["EnginePageFactory"] = None
        self.layer_actions: Optional["LayerActions"] = None
        self.label_action: Optional["LabelAction"] = None

    def initProcessing(self) -> None:
        """Called alone, without a desktop, by ``qgis_process``."""
        if self.translator is None:
            self.translator = install_translator()
        if self.provider is None:
            provider = MamolProvider()
            if QgsApplication.processingRegistry().addProvider(provider):
                self.provider = provider

    def initGui(self) -> None:
        """Called by the desktop."""
        self.initProcessing()
        self.action = QAction(QIcon(ICON), "MaMOL Land Cover", self.iface.mainWindow())
        self.action.setObjectName("mamolLandCover")
        self.action.setCheckable(True)
        self.action.setToolTip(tr("Land cover from optical, SAR, LiDAR and hyperspectral layers"))
        self.action.triggered.connect(self.show_dock)
        # Neither of QGIS's ways for plugins: a submenu of one entry, and a toolbar that a new profile hides.
        self.iface.rasterMenu().addAction(self.action)
        self.iface.addToolBarIcon(self.action)
        from .labelling.action import LabelAction
        from .results.layer_actions import LayerActions
        from .setup.page import EnginePageFactory

        self.layer_actions = LayerActions(self.iface)
        self.label_action = LabelAction(self.iface)
        self.options = EnginePageFactory()
        self.iface.registerOptionsWidgetFactory(self.options)

    def show_dock(self, visible: bool = True) -> None:
        """Show or hide the dock, which is made when it is first wanted."""
        if self.dock is None:
            if not visible:
                return
            from .dock.dock import MamolDock

            self.dock = MamolDock(self.iface)
            # As a tab: below other panels there is no room for its rows.
            self.iface.addTabifiedDockWidget(Qt.DockWidgetArea.RightDockWidgetArea, self.dock, raiseTab=True)
            self.dock.visibilityChanged.connect(self._follow_dock)
        self.dock.setVisible(visible)
        if visible:
            self.dock.raise_()

    def _follow_dock(self, _visible: bool) -> None:
        # A dock behind another one's tab counts as invisible, yet it is open.
        if self.action is not None and self.dock is not None:
            self.action.setChecked(not self.dock.isHidden())

    def unload(self) -> None:
        """Undo initProcessing and initGui."""
        if self.options is not None:
            from .setup.current import current

            current().stop()
            self.iface.unregisterOptionsWidgetFactory(self.options)
            self.options = None
        if self.layer_actions is not None:
            self.layer_actions.unload()
            self.layer_actions = None
        if self.label_action is not None:
            self.label_action.unload()
            self.label_action = None
        if self.dock is not None:
            self.dock.visibilityChanged.disconnect(self._follow_dock)
            self.dock.unload()
            self.dock.close()
            self.iface.removeDockWidget(self.dock)
            self.dock.deleteLater()
            self.dock = None
        if self.action is not None:
            self.iface.rasterMenu().removeAction(self.action)
            self.iface.removeToolBarIcon(self.action)
            self.action.deleteLater()
            self.action = None
        if self.provider is not None:
            QgsApplication.processingRegistry().removeProvider(self.provider)
            self.provider = None
        if self.translator is not None:
            QCoreApplication.removeTranslator(self.translator)
            self.translator = None
