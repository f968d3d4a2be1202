"""The page "MaMOL" in Settings > Options: three ways to an engine, its health, and what it takes on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.core import QgsApplication
from qgis.gui import QgsFileWidget, QgsOptionsPageWidget, QgsOptionsWidgetFactory
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QDate, QLocale
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QMessageBox, QVBoxLayout, QWidget

from .. import settings
from ..background import Background
from ..engine import places
from ..help import open_page
from ..paths import ICON, ROOT
from ..texts import tr
from . import health, install
from .current import current
from .health import Health
from .panel import MANAGED_PARAMETERS, SetupPanel

PAGE = "mamolEnginePage"


class EngineWidget(QWidget):
    """The page's contents."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        uic.loadUi(str(ROOT / "ui" / "engine.ui"), self)
        self._question: Optional[Background] = None
        self._found: Optional[Health] = None
        self.panel = SetupPanel(self.parameters)
        self.panelLayout.addWidget(self.panel)
        self.ownPython.setDialogTitle(tr("The Python that holds the engine's packages"))
        self.ownPython.setFilePath(settings.engine_python())
        self.wheels.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.wheels.setDialogTitle(tr("The folder of wheels"))
        self.index.setText(settings.index())
        self.index.setPlaceholderText(tr("As pip and uv are configured"))
        self.torchIndex.setText(settings.torch_index())
        (self.ownRoute if settings.engine_python() else self.managedRoute).setChecked(True)
        for route in (self.managedRoute, self.ownRoute, self.offlineRoute):
            route.clicked.connect(self._route_chosen)
        self.checkButton.clicked.connect(self.check)
        self.copyButton.clicked.connect(self.copy_diagnostics)
        self.helpButton.clicked.connect(lambda: open_page("installing", self))
        self.removeOldButton.clicked.connect(lambda: self._remove(self._old_engines()))
        self.removeButton.clicked.connect(lambda: self._remove(places.engines()))
        current().done.connect(self._set_up)
        self.copied.hide()
        self._route_changed()
        self._show_state()

    def parameters(self) -> Dict[str, Any]:
        """Parameters of ``mamol:enginesetup`` for the chosen route."""
        self.save()
        if self.ownRoute.isChecked():
            return {"ROUTE": "own", "PYTHON": self.ownPython.filePath().strip()}
        if self.offlineRoute.isChecked():
            return {"ROUTE": "offline", "WHEELS": self.wheels.filePath().strip()}
        return dict(MANAGED_PARAMETERS)

    def save(self) -> None:
        """Remember the index addresses."""
        settings.set_index(self.index.text().strip())
        torch_index = self.torchIndex.text().strip().rstrip("/")
        settings.set_torch_index("" if torch_index == settings.TORCH_INDEX else torch_index)

    def check(self) -> None:
        """Examine the engine in the background."""
        self.checkButton.setEnabled(False)
        self.state.setText(tr("Loading every package and mapping a tiny scene…"))
        self._question = Background(health.examine)
        self._question.begin(self._examined)

    def copy_diagnostics(self) -> None:
        """Put the diagnostics on the clipboard, without personal paths and names."""
        found = self._found or Health(places.python(), problem=places.setup_hint())
        QgsApplication.clipboard().setText(health.diagnostics(found))
        self.copied.show()
        self.copied.setText(tr("Copied, without personal paths and names."))

    def _examined(self, found: Optional[Health], problem: Optional[Exception]) -> None:
        self._found = found
        self.checkButton.setEnabled(True)
        if found is None:
            self.state.setText(str(problem))
            return
        lines = [tr("The engine works.") if found.ready else found.problem, found.self_test]
        lines += [f"{found.device}. {found.reason}" if found.device else ""]
        lines += [tr("Python {0}: {1}").format(found.python, found.interpreter) if found.python else ""]
        lines += [", ".join(f"{name} {number or tr('missing')}" for name, number in found.packages.items())]
        lines += [tr("{0} in {1}").format(health.size_text(size), folder) for folder, size in found.folders.items()]
        self.state.setText("\n".join(line for line in lines if line))

    def _route_chosen(self, _on: bool) -> None:
        if not current().running:
            current().error = ""  # it was about the route before
        self._route_changed()

    def _route_changed(self) -> None:
        self.ownPython.setEnabled(self.ownRoute.isChecked())
        self.wheels.setEnabled(self.offlineRoute.isChecked())
        managed = self.managedRoute.isChecked()
        self.panel.name_button(tr("&Use this Python") if self.ownRoute.isChecked() else self._managed_title())
        if managed and places.ready_engine():
            self.panel.say(tr("Loads every package once. If one is damaged, the engine is downloaded again."))
        elif managed:
            self.panel.offer()
        elif self.ownRoute.isChecked():
            self.panel.say(tr("Checks that it holds every package in the right version. Nothing is installed."))
        else:
            self.panel.say(
                tr("Installs into {0} with the system's Python. Nothing is downloaded.").format(places.base())
            )

    def _managed_title(self) -> str:
        if places.ready_engine():
            return tr("&Check and repair")
        return tr("&Update the engine") if places.engines() else tr("&Set up the engine")

    def _set_up(self) -> None:
        self._found = None
        if not current().error:
            self._route_changed()
        self._show_state()

    def _show_state(self) -> None:
        """What is known without starting the engine."""
        self.state.setText(places.missing_reason() or tr("The engine is set up: {0}").format(places.python()))
        self._enable_removal(True)

    def _old_engines(self) -> List[Any]:
        """Environments that this plugin does not use; another version of it may."""
        return [folder for folder in places.engines() if folder != places.ready_engine()]

    def _remove(self, folders: List[Any]) -> None:
        """Ask and remove; measuring and removing gigabytes takes seconds, in the background."""
        self._enable_removal(False)
        self._question = Background(lambda: {folder: places.size(folder) for folder in folders})
        self._question.begin(self._ask_removal)

    def _ask_removal(self, sizes: Dict[Any, int], problem: Optional[Exception]) -> None:
        listing = "\n".join(_described(folder, size) for folder, size in sizes.items())
        question = tr("Remove these folders? Other versions of QGIS and of this plugin can then no longer use them.")
        answer = QMessageBox.question(self, tr("Remove the engine"), question + "\n\n" + listing)
        if answer != QMessageBox.StandardButton.Yes:
            self._show_state()
            return
        self.state.setText(tr("Removing…"))
        self._question = Background(lambda: install.remove_engines(list(sizes)))
        self._question.begin(self._removed)

    def _removed(self, _nothing: None, problem: Optional[Exception]) -> None:
        if problem is not None:
            QMessageBox.warning(self, tr("Remove the engine"), str(problem))
        self._set_up()
        current().done.emit()

    def _enable_removal(self, possible: bool) -> None:
        self.removeOldButton.setEnabled(possible and bool(self._old_engines()))
        self.removeButton.setEnabled(possible and bool(places.engines()))


def _described(folder: Path, size: int) -> str:
    """An environment with its size and last use, by which a person sees whether another version still needs it."""
    use = places.last_use(folder)
    if use is None:
        used = tr("not used yet")
    else:
        day = QLocale().toString(QDate(use[0].year, use[0].month, use[0].day), QLocale.FormatType.ShortFormat)
        used = tr("last used on {0} by version {1}").format(day, use[1])
    return f"{folder} ({health.size_text(size)}, {used})"


class EnginePage(QgsOptionsPageWidget):
    """The options dialog's page."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setObjectName(PAGE)
        self.widget = EngineWidget(self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.widget)

    def apply(self) -> None:
        self.widget.save()


class EnginePageFactory(QgsOptionsWidgetFactory):
    """Makes the page each time the options are opened."""

    def __init__(self) -> None:
        super().__init__("MaMOL", QIcon(ICON))

    def icon(self) -> QIcon:
        return QIcon(ICON)

    def createWidget(self, parent: Optional[QWidget] = None) -> EnginePage:
        return EnginePage(parent)
