"""The set-up in a few lines, in the dock and in the options: what it will take, a button, then progress and cancel."""

from __future__ import annotations

import html
import os
from pathlib import Path
from typing import Any, Callable, Dict, Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ..background import Background
from ..engine import places
from ..paths import ICON
from ..texts import tr
from .current import current
from .variant import Variant, choose

MANAGED_PARAMETERS = {"ROUTE": "managed", "ACCEPT_DOWNLOAD": True}
_ICON_SIZE = 24
_CARD = "SetupCard { border: 1px solid palette(mid); border-radius: 6px; background: palette(base); }"


class SetupPanel(QFrame):
    """Sets the engine up with ``parameters()``, those of ``mamol:enginesetup``."""

    def __init__(
        self,
        parameters: Callable[[], Dict[str, Any]] = lambda: MANAGED_PARAMETERS,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(parent)
        self._parameters = parameters
        self._offer: Optional[Background] = None
        self._offering = False
        self._title = tr("&Set up the engine")
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName(tr("What the set-up will do, or did"))
        self.button = QPushButton()
        self.button.setObjectName("setupButton")
        self.button.clicked.connect(self.start)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the set-up"))
        self.cancelButton = QPushButton(tr("Ca&ncel"))
        self.cancelButton.clicked.connect(self.cancel)
        self.row = QHBoxLayout()
        self.row.addWidget(self.button)
        self.row.addWidget(self.progress, 1)
        self.row.addWidget(self.cancelButton)
        self.row.addStretch(0)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self.text)
        self.column.addLayout(self.row)
        current().changed.connect(self.update_state)
        self.update_state()

    def start(self) -> None:
        """Begin; progress and end come by the current set-up."""
        current().start(self._parameters())

    def cancel(self) -> None:
        current().cancel()
        self.cancelButton.setEnabled(False)
        self._show(tr("Cancelling…"))

    def offer(self) -> None:
        """Find out, in the background, what the download will take, and say it."""
        self._offering = True
        self._offer = Background(choose)
        self._offer.begin(self._show_offer)

    def name_button(self, title: str) -> None:
        """What the button does, while nothing went wrong."""
        self._title = title
        self.update_state()

    def say(self, text: str) -> None:
        """Show a text in place of the offer, unless a set-up runs and shows its own."""
        self._offering = False
        if not current().running:
            self._show(text)

    def update_state(self) -> None:
        """Show what the current set-up does, or how it ended."""
        setup = current()
        self.button.setVisible(not setup.running)
        self.button.setText(tr("&Try again") if setup.error else self._title)
        self.progress.setVisible(setup.running)
        self.cancelButton.setVisible(setup.running)
        if setup.running:
            self.progress.setValue(round(setup.percent))
            self._show(setup.stage or tr("Setting the engine up…"))
        else:
            self.cancelButton.setEnabled(True)
            if setup.error:
                self._show(setup.error)

    def _show(self, text: str) -> None:
        self.text.setText(html.escape(text, quote=False).replace("\n", "<br>"))

    def _show_offer(self, chosen: Optional[Variant], problem: Optional[Exception]) -> None:
        setup = current()
        if not self._offering or setup.running or setup.error:
            return
        if chosen is None:
            self._show(str(problem))
            return
        facts = {
            tr("Download"): chosen.download_text,
            tr("On the disk"): tr("{0}, in {1}").format(chosen.disk_text, _short(places.base())),
            tr("PyTorch"): chosen.why,
        }
        rows = "".join(
            f"<tr><td style='padding-right: 10px; white-space: nowrap'><b>{html.escape(name)}</b></td>"
            f"<td>{html.escape(value, quote=False)}</td></tr>"
            for name, value in facts.items()
        )
        intro = tr("The plugin computes in a Python of its own, set up once. QGIS's own Python stays as it is.")
        self.text.setText(f"{html.escape(intro, quote=False)}<table style='margin-top: 6px'>{rows}</table>")


class SetupCard(SetupPanel):
    """The panel as the dock shows it: an invitation with a title, one button, and a link to the other ways."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        self.title = QLabel()
        self.note = QLabel(tr("It takes some minutes. You can go on working in QGIS meanwhile."))
        self.others = QLabel(f"<a href='engine'>{html.escape(tr('Other ways: a Python of mine, or offline…'))}</a>")
        super().__init__(parent=parent)
        self.setStyleSheet(_CARD)
        font = self.font()
        font.setBold(True)
        self.title.setFont(font)
        self.button.setFont(font)
        self.button.setDefault(True)
        self.row.setStretch(0, 1)
        self.note.setWordWrap(True)
        self.others.setWordWrap(True)
        icon = QLabel()
        icon.setPixmap(QIcon(ICON).pixmap(_ICON_SIZE, _ICON_SIZE))
        head = QHBoxLayout()
        head.addWidget(icon)
        head.addWidget(self.title, 1)
        self.column.setContentsMargins(12, 10, 12, 10)
        self.column.setSpacing(8)
        self.column.insertLayout(0, head)
        self.column.addWidget(self.note)
        self.column.addWidget(self.others)
        self.update_state()

    def update_state(self) -> None:
        super().update_state()
        setup = current()
        self.note.setVisible(setup.running)
        self.others.setVisible(not setup.running)
        if setup.running:
            self.title.setText(tr("Setting the engine up"))
        elif setup.error:
            self.title.setText(tr("The set-up has stopped"))
        else:
            self.title.setText(tr("One step before the first map"))


def _short(folder: Path) -> str:
    """The folder, from ``~`` where that is how people write their home."""
    home = os.path.join(str(Path.home()), "")
    path = str(folder)
    return f"~/{path.removeprefix(home)}" if os.name == "posix" and path.startswith(home) else path
