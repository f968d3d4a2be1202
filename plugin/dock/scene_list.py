"""The further scenes of a training: a list of folders and files that tell of layers and labels of other places."""

from __future__ import annotations

import os
from typing import List, Optional

from qgis.core import QgsApplication, QgsProject
from qgis.PyQt.QtCore import Qt, pyqtSignal
from qgis.PyQt.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QListWidget, QMenu, QToolButton, QVBoxLayout, QWidget

from ..texts import plain_tip, tr

_MOST_ROWS = 4  # shown at once


class SceneList(QWidget):
    """Scenes are added and removed by a person; what is wrong with one the engine's check says.

    ``changed``: there are others now.
    """

    changed = pyqtSignal()

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        title = QLabel(tr("Further scenes"))
        font = title.font()
        font.setBold(True)
        title.setFont(font)
        self.add = QToolButton()
        self.add.setText(tr("Add a sce&ne"))
        self.add.setToolTip(
            plain_tip(tr("Train on another place, too: a folder with a scene.json, which names its layers and labels"))
        )
        self.add.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.add.setAutoRaise(True)
        menu = QMenu(self)
        menu.addAction(tr("Folder of a scene…")).triggered.connect(lambda _checked=False: self._ask_for_folder())
        menu.addAction(tr("File of a scene…")).triggered.connect(lambda _checked=False: self._ask_for_file())
        self.add.setMenu(menu)
        self.remove = QToolButton()
        self.remove.setIcon(QgsApplication.getThemeIcon("/symbologyRemove.svg"))
        self.remove.setAutoRaise(True)
        self.remove.setToolTip(tr("Remove the chosen scenes"))
        self.remove.setAccessibleName(self.remove.toolTip())
        self.list = QListWidget()
        self.list.setAccessibleName(tr("Further scenes"))
        self.list.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemSelectionChanged.connect(self._show)
        self.remove.clicked.connect(self._remove_chosen)
        head = QHBoxLayout()
        head.addWidget(title)
        head.addStretch(1)
        head.addWidget(self.add)
        head.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addWidget(self.list)
        self._show()

    def paths(self) -> List[str]:
        return [self.list.item(row).data(Qt.ItemDataRole.UserRole) for row in range(self.list.count())]

    def take(self, path: str) -> None:
        """Add a scene that is not there yet."""
        path = os.path.normpath(path)
        if path in self.paths():
            return
        folder, name = os.path.split(path)
        text = f"{os.path.basename(folder)}/{name}" if os.path.isfile(path) else name or path
        self.list.addItem(text)
        item = self.list.item(self.list.count() - 1)
        item.setData(Qt.ItemDataRole.UserRole, path)
        item.setToolTip(plain_tip(path))
        self._show()
        self.changed.emit()

    def _remove_chosen(self) -> None:
        for item in self.list.selectedItems():
            self.list.takeItem(self.list.row(item))
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        """Room for the list where it holds something."""
        count = self.list.count()
        self.list.setVisible(count > 0)
        self.remove.setVisible(count > 0)
        self.remove.setEnabled(bool(self.list.selectedItems()))
        row = self.list.sizeHintForRow(0) if count else 0
        self.list.setFixedHeight(min(count, _MOST_ROWS) * row + 2 * self.list.frameWidth() + 2)

    def _start(self) -> str:
        """Where a person looks first: beside the last scene, else beside the project."""
        paths = self.paths()
        return os.path.dirname(paths[-1]) if paths else QgsProject.instance().absolutePath()

    def _ask_for_folder(self) -> None:
        path = QFileDialog.getExistingDirectory(self, tr("Folder of a scene"), self._start())
        if path:
            self.take(path)

    def _ask_for_file(self) -> None:
        files = tr("Scenes (*.json)")
        paths, _ = QFileDialog.getOpenFileNames(self, tr("File of a scene"), self._start(), files)
        for path in paths:
            self.take(path)
