"""The panel Label points: goes from reference point to reference point and takes a class for each, by click or key."""

from __future__ import annotations

from typing import Callable, List, Optional

from qgis.core import (
    QgsCoordinateTransform,
    QgsCsException,
    QgsGeometry,
    QgsMapLayer,
    QgsProject,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.gui import QgisInterface, QgsDockWidget, QgsRubberBand
from qgis.PyQt.QtCore import Qt
from qgis.PyQt.QtGui import QCloseEvent, QColor, QIcon, QKeySequence, QPixmap
from qgis.PyQt.QtWidgets import QHBoxLayout, QLabel, QPushButton, QScrollArea, QShortcut, QVBoxLayout, QWidget

from ..help import open_page
from ..layers.samples import SampleDesign, file_of
from ..paths import stem
from ..texts import tr
from . import form
from .points import SamplePoints

_PIXELS_AROUND = 30  # that are seen on each side of the first point
_MOST_KEYS = 9


class LabelPanel(QgsDockWidget):
    """A dock for one layer of reference points."""

    def __init__(self, iface: QgisInterface, layer: QgsVectorLayer, design: SampleDesign) -> None:
        super().__init__(tr("Label points"), iface.mainWindow())
        self.setObjectName("MamolLabelPanel")
        self._iface, self._layer, self._design = iface, layer, design
        if not form.is_prepared(layer):
            form.prepare_sample(layer, design)
        self.points = SamplePoints(layer)
        self._hidden: List[QgsMapLayer] = []
        self._band = QgsRubberBand(iface.mapCanvas(), QgsWkbTypes.GeometryType.PolygonGeometry)
        self._band.setFillColor(QColor(0, 0, 0, 0))
        self._band.setStrokeColor(QColor("#ff00c8"))
        self._band.setWidth(2)
        self._zoomed = False
        self._build()
        self._hide_map()
        layer.willBeDeleted.connect(self.leave)
        self.place = 0
        waiting = self.points.open_places()
        self.go_to(waiting[0] if waiting else 0)

    def _build(self) -> None:
        content = QWidget()
        layout = QVBoxLayout(content)
        self.progress, self.hint = QLabel(), QLabel()
        for label in (self.progress, self.hint):
            label.setWordWrap(True)
            layout.addWidget(label)
        buttons = QWidget()
        column = QVBoxLayout(buttons)
        column.setContentsMargins(0, 0, 0, 0)
        self.classes: List[QPushButton] = []
        for number, (code, name, colour) in enumerate(self._design.classes, start=1):
            key = str(number) if number <= _MOST_KEYS else ""
            button = self._button(f"{key}  {name}" if key else name, key, lambda _=False, code=code: self.label(code))
            swatch = QPixmap(16, 16)
            swatch.fill(QColor(colour))
            button.setIcon(QIcon(swatch))
            button.setCheckable(True)
            button.setStyleSheet("text-align: left")
            column.addWidget(button)
            self.classes.append(button)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QScrollArea.Shape.NoFrame)
        scroll.setWidget(buttons)
        layout.addWidget(scroll)
        row = QHBoxLayout()
        self.previous = self._button(tr("Back (B)"), "B", lambda: self.go_to((self.place - 1) % len(self.points)))
        self.following = self._button(tr("Next (N)"), "N", lambda: self.go_to((self.place + 1) % len(self.points)))
        self.skip = self._button(tr("Next without reference (Space)"), "Space", self._to_open)
        self.empty = self._button(tr("Empty (0)"), "0", lambda: self.label(None))
        for button in (self.previous, self.following, self.empty):
            row.addWidget(button)
        layout.addLayout(row)
        layout.addWidget(self.skip)
        guide = self._button(tr("Help"), "", lambda: open_page("assessment", self))
        layout.addWidget(guide)
        self.setWidget(content)

    def _button(self, text: str, key: str, act: Callable[..., None]) -> QPushButton:
        button = QPushButton(text)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # else the space bar would press the last one again
        button.clicked.connect(act)
        if key:  # not the button's own, which loses a key that is pressed twice within its animation
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)
        return button

    def go_to(self, place: int) -> None:
        """Show a point: its pixel in the middle of the map."""
        if not len(self.points):
            self.progress.setText(tr("The layer '{0}' holds no points.").format(self._layer.name()))
            return
        self.place = place
        feature = self.points.feature(place)
        geometry = feature.geometry()
        geometry.transform(QgsCoordinateTransform(self._layer.crs(), self._design.crs, QgsProject.instance()))
        pixel = self._design.pixel_at(geometry.centroid().asPoint())
        self._band.setToGeometry(pixel, self._design.crs)
        self._move_map(pixel)
        self._tell()

    def _move_map(self, pixel: QgsGeometry) -> None:
        canvas = self._iface.mapCanvas()
        crs = canvas.mapSettings().destinationCrs()
        try:
            to_map = QgsCoordinateTransform(self._design.crs, crs, QgsProject.instance())
            box = to_map.transformBoundingBox(pixel.boundingBox())
        except QgsCsException:
            self._say(tr("The point can't be shown in the CRS of the project."))
            return
        if self._zoomed:
            canvas.setCenter(box.center())
        else:
            box.scale(2 * _PIXELS_AROUND)
            canvas.setExtent(box)
            self._zoomed = True
        canvas.refresh()

    def label(self, code: Optional[int]) -> None:
        """Store the class of the point that is shown, and go on to the next that has none; None empties it."""
        problem = self.points.store(self.place, code)
        if problem:
            self._say(tr("The reference could not be stored in layer '{0}': {1}").format(self._layer.name(), problem))
            self._tell()
            return
        following = self.points.next_open(self.place) if code is not None else None
        if following is None:
            self._tell()
        else:
            self.go_to(following)

    def _to_open(self) -> None:
        following = self.points.next_open(self.place)
        if following is not None:
            self.go_to(following)

    def _tell(self) -> None:
        waiting = len(self.points.open_places())
        text = tr("Point {0} of {1}.").format(self.place + 1, len(self.points)) + " "
        text += tr("%n point(s) without a reference.", n=waiting) if waiting else tr("All points have a reference.")
        if self._layer.isEditable():
            text += " " + tr("You are editing the layer: save its edits yourself.")
        self.progress.setText(text)
        code = self.points.reference(self.place)
        for button, (own, _, _) in zip(self.classes, self._design.classes):
            button.setChecked(own == code)
        self.skip.setEnabled(waiting > 0)

    def _hide_map(self) -> None:
        """Take the map that the points were drawn from out of sight: nobody is to be swayed by it."""
        root = QgsProject.instance().layerTreeRoot()
        for node in root.findLayers():
            layer = node.layer()
            drawn = layer is not None and stem(file_of(layer)) == stem(self._design.map_name)
            if drawn and node.itemVisibilityChecked():
                node.setItemVisibilityChecked(False)
                self._hidden.append(layer)
        names = ", ".join(layer.name() for layer in self._hidden)
        self._say(tr("Hidden, so that it does not sway you: {0}.").format(names) if names else "")

    def _say(self, text: str) -> None:
        self.hint.setText(text)
        self.hint.setVisible(bool(text))

    def leave(self) -> None:
        """Take away what the panel shows in the map, and show the hidden map again."""
        self._band.reset(QgsWkbTypes.GeometryType.PolygonGeometry)
        root = QgsProject.instance().layerTreeRoot()
        for layer in self._hidden:
            node = root.findLayer(layer)
            if node is not None:
                node.setItemVisibilityChecked(True)
        self._hidden = []
        self.hide()

    def closeEvent(self, event: QCloseEvent) -> None:
        self.leave()
        super().closeEvent(event)
