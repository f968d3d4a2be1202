"""Messages inside the dock: whole sentences, in a bar that grows with them however narrow the dock is."""

from __future__ import annotations

from typing import Any, Callable, Optional, Tuple

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..texts import tr

MOST_LETTERS = 600

Button = Tuple[str, Callable[[], Any]]


class WrappedText(QLabel):
    """Text that takes the height its width asks for. The message bar alone would show two lines of it."""

    def __init__(self, text: str) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.setFixedHeight(self.heightForWidth(self.width()))


def say(bar: QgsMessageBar, text: str, level: Qgis.MessageLevel, *buttons: Optional[Button]) -> None:
    """Show a message that stays until it is closed or replaced; a button is a title and what it does."""
    if len(text) > MOST_LETTERS:
        text = text[:MOST_LETTERS].rstrip() + tr("… (full text in the log)")
    widget = QWidget(bar)  # with a parent, or Python deletes it too early
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 4, 0, 4)
    layout.addWidget(WrappedText(text))
    row = QHBoxLayout()
    for title, action in filter(None, buttons):
        button = QPushButton(title)
        button.clicked.connect(lambda _checked=False, action=action: action())
        row.addWidget(button)
    if row.count():
        row.addStretch(1)
        layout.addLayout(row)
    bar.clearWidgets()
    bar.pushItem(QgsMessageBarItem(widget, level, 0))
