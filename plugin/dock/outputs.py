"""Where the map goes, and which rasters are written beside it."""

from __future__ import annotations

import os
from typing import Any, Dict, List

from qgis.core import QgsProcessing, QgsProcessingOutputLayerDefinition, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt.QtCore import QObject, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox

from ..paths import stem
from ..texts import tr


class Outputs(QObject):
    """What the widgets for the results say; ``extras``: output name of ``mamol:classify`` -> its box."""

    changed = pyqtSignal()

    def __init__(self, file: QgsFileWidget, extras: Dict[str, QCheckBox]) -> None:
        super().__init__(file)
        self._file, self._extras = file, extras
        file.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        file.setFilter(tr("GeoTIFF (*.tif *.tiff)"))
        file.setDialogTitle(tr("Save land cover as"))
        file.lineEdit().setPlaceholderText(tr("[Save to temporary file]"))
        file.fileChanged.connect(lambda _path: self.changed.emit())
        for box in extras.values():
            box.toggled.connect(lambda _checked: self.changed.emit())

    def path(self) -> str:
        """The map's file as a person named it; empty for a temporary one."""
        return self._file.filePath().strip()

    def parameters(self) -> Dict[str, Any]:
        """The outputs of ``mamol:classify``; extras lie beside a map that has a name."""
        path = self.path()
        values = {"OUTPUT": _destination(path)}
        for name, box in self._extras.items():
            if box.isChecked():
                beside = os.path.join(os.path.dirname(path), f"{stem(path)}_{name.lower()}.tif") if path else ""
                values[name] = _destination(beside)
        return values

    def extras(self) -> List[str]:
        """Names of the boxes that are ticked, to be kept in a project."""
        return [box.objectName() for box in self._extras.values() if box.isChecked()]

    def take_up(self, path: str, extras: List[str]) -> None:
        """Choose what was kept."""
        self._file.setFilePath(path)
        for box in self._extras.values():
            box.setChecked(box.objectName() in extras)


def _destination(path: str) -> QgsProcessingOutputLayerDefinition:
    """An output that is opened in the project when it is done; a temporary one where the path is empty."""
    return QgsProcessingOutputLayerDefinition(path or QgsProcessing.TEMPORARY_OUTPUT, QgsProject.instance())
