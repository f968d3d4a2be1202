"""The model to map with: a file, the models used lately, and the card that the file carries."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import QgsApplication
from qgis.gui import QgsCollapsibleGroupBox, QgsFileWidget
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QLabel, QMenu, QToolButton

from ...mamol_core.adapters import adapters_beside
from ...mamol_core.cards import read_card
from ...mamol_core.contract import MODEL_SUFFIX
from ...mamol_core.roles import ROLES
from .. import choices
from ..layers.guess import Wanted, wanted_from_card
from ..model.card_view import CardView
from ..paths import STARTER, stem
from ..texts import tr


class ModelChoice(QObject):
    """What the widgets for the model say. ``changed``: another file now. ``edited``: a person changed its classes.

    ``card``: the model's card; None where no file is chosen, or none that can be read.
    """

    changed = pyqtSignal()
    edited = pyqtSignal()

    def __init__(
        self, file: QgsFileWidget, recent: QToolButton, problem: QLabel, about: QgsCollapsibleGroupBox
    ) -> None:
        super().__init__(file)
        self.card: Optional[Dict[str, Any]] = None
        self.view = CardView()
        self._file, self._recent, self._problem, self._about = file, recent, problem, about
        about.layout().addWidget(self.view)
        about.hide()
        problem.hide()
        file.setFilter(tr("MaMOL models (*{suffix})").format(suffix=MODEL_SUFFIX))
        file.setDialogTitle(tr("Choose a model"))
        file.lineEdit().setPlaceholderText(tr("Choose a model…"))
        file.fileChanged.connect(self._load)
        recent.setIcon(QgsApplication.getThemeIcon("/mIconHistory.svg"))
        menu = QMenu(recent)
        menu.aboutToShow.connect(self._list_recent)
        recent.setMenu(menu)
        self.view.classes_changed.connect(self.edited)

    def path(self) -> str:
        return self._file.filePath().strip()

    def choose(self, path: str) -> None:
        self._file.setFilePath(path)

    def take_up(self, path: str, classes: Optional[List[Dict[str, Any]]]) -> None:
        """Choose what was kept, with the classes that a person edited."""
        self._file.blockSignals(True)
        self._file.setFilePath(path)
        self._file.blockSignals(False)
        self._load(path, classes)

    def wanted(self) -> List[Wanted]:
        """The sensors to look for: the model's, or one of each role without a model."""
        return [Wanted(role) for role in ROLES] if self.card is None else wanted_from_card(self.card)

    def edited_classes(self) -> Optional[List[Dict[str, Any]]]:
        """The classes as edited; None where they are as the model has them."""
        return self.view.edited_classes() if self.card is not None else None

    def _load(self, path: str, classes: Optional[List[Dict[str, Any]]] = None) -> None:
        """Read the card of the file, or say why that is impossible."""
        path, problem = path.strip(), ""
        self.card = None
        if path:
            try:
                card = read_card(path)
                wanted_from_card(card)
                self.view.show_card(card, classes, adapters_beside(path, card))
                self.card = card
            except OSError as error:
                problem = tr("The model can't be read: {reason}.").format(reason=error.strerror or error)
            except ValueError as error:
                problem = str(error)
            except (KeyError, TypeError, AttributeError):
                problem = tr("The model's card is incomplete; train the model again.")
        if self.card is not None:
            choices.add_recent_model(path)
            self._about.setTitle(tr("About {name}").format(name=self.card.get("name") or stem(path)))
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))
        self._about.setVisible(self.card is not None)
        self.changed.emit()

    def _list_recent(self) -> None:
        menu = self._recent.menu()
        menu.clear()
        starter = menu.addAction(tr("Starter model (demonstration)"))
        starter.triggered.connect(lambda _checked=False: self.choose(STARTER))
        menu.addSeparator()
        for path in choices.recent_models():
            action = menu.addAction(stem(path))
            action.setToolTip(path)
            action.triggered.connect(lambda _checked=False, path=path: self.choose(path))
