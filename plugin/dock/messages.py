"""Messages inside the dock: whole sentences, in a bar that grows with them however narrow the dock is."""

from __future__ import annotations

from typing import Any, Callable, Optional, Tuple

from qgis.core import Qgis
from qgis.gui import QgsMessageBar, QgsMessageBarItem
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QResizeEvent
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from ..texts import tr

MOST_LETTERS = 300
_NARROWEST = 150  # pixels; it is less only while it is laid out, and a height for that would make the window grow

Button = Tuple[str, Callable[[], Any]]


class WrappedLabel(QLabel):
    """Text that takes the height its width asks for, where a layout would cut it off for lack of room."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.setWordWrap(True)

    def setText(self, text: str) -> None:
        super().setText(text)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(0)  # or it would never ask for less
        if self.width() > _NARROWEST:
            self.setFixedHeight(max(0, self.heightForWidth(self.width())))


def say(bar: QgsMessageBar, text: str, level: Qgis.MessageLevel, *buttons: Optional[Button]) -> None:
    """Show a message that stays until it is closed or replaced; a button is a title and what it does."""
    if len(text) > MOST_LETTERS:
        text = text[:MOST_LETTERS].rstrip() + tr("… (full text in the log)")
    widget = QWidget(bar)  # with a parent, or Python deletes it too early
    widget.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
    layout = QVBoxLayout(widget)
    layout.setContentsMargins(0, 4, 0, 4)
    label = WrappedLabel(widget)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
    label.setText(text)
    layout.addWidget(label)
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
