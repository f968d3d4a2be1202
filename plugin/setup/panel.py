"""The set-up in a few lines, in the dock and in the options: what it will take, a button, then progress and cancel."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional

from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..background import Background
from ..texts import tr
from . import install
from .current import current

MANAGED_PARAMETERS = {"ROUTE": "managed", "ACCEPT_DOWNLOAD": True}


class SetupPanel(QWidget):
    """Sets the engine up with ``parameters()``, those of ``mamol:enginesetup``."""

    def __init__(
        self,
        parameters: Callable[[], Dict[str, Any]] = lambda: MANAGED_PARAMETERS,
        parent: Optional[QWidget] = None,
    ) -> None:
        super().__init__(parent)
        self._parameters = parameters
        self._consent: Optional[Background] = None
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setAccessibleName(tr("What the set-up will do, or did"))
        self.button = QPushButton(tr("&Set up the engine"))
        self.button.setObjectName("setupButton")
        self.button.clicked.connect(self.start)
        self.progress = QProgressBar()
        self.progress.setAccessibleName(tr("Progress of the set-up"))
        self.cancelButton = QPushButton(tr("Ca&ncel"))
        self.cancelButton.clicked.connect(self.cancel)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancelButton)
        row.addStretch(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        layout.addLayout(row)
        current().changed.connect(self.update_state)
        self.update_state()

    def start(self) -> None:
        """Begin; progress and end come by the current set-up."""
        current().start(self._parameters())

    def cancel(self) -> None:
        current().cancel()
        self.cancelButton.setEnabled(False)
        self.text.setText(tr("Cancelling…"))

    def ask_consent(self) -> None:
        """Find out, in the background, what the download will take, and say it."""
        self._consent = Background(install.consent)
        self._consent.begin(self._show_consent)

    def say(self, text: str) -> None:
        """Show a text, unless a set-up runs and shows its own."""
        if not current().running:
            self.text.setText(text)

    def update_state(self) -> None:
        """Show what the current set-up does, or how it ended."""
        setup = current()
        self.button.setVisible(not setup.running)
        self.progress.setVisible(setup.running)
        self.cancelButton.setVisible(setup.running)
        if setup.running:
            self.progress.setValue(round(setup.percent))
            self.text.setText(setup.stage or tr("Setting the engine up…"))
        else:
            self.cancelButton.setEnabled(True)
            if setup.error:
                self.text.setText(setup.error)

    def _show_consent(self, text: Optional[str], problem: Optional[Exception]) -> None:
        if not current().error:
            self.say(text or str(problem))
