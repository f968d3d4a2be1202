"""The labels to train with: a layer, the field of its classes, and which classes are left out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Collection, Dict, List, Optional, Set

from qgis.core import (
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsProcessingFeatureSourceDefinition,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsFieldComboBox
from qgis.PyQt.QtCore import QObject, Qt, QTimer, pyqtSignal
from qgis.PyQt.QtWidgets import QCheckBox, QLabel, QTableWidget, QTableWidgetItem

from ...mamol_core.contract import MAX_CLASSES
from ..background import Background
from ..layers import label_counts
from ..layers.inputs import InputError
from ..layers.label_files import LabelFiles, LabelWatch
from ..layers.label_guess import likely_field, likely_labels
from ..tables import fit_height, style_table
from ..texts import in_figures, tr
from .check import DELAY_MS
from .layer_picker import LayerPicker


@dataclass
class LabelWidgets:
    """The widgets of the form that are about labels."""

    layer: LayerPicker
    field_title: QLabel
    field: QgsFieldComboBox
    selected: QCheckBox
    found: QLabel
    classes: QTableWidget


class LabelChoice(QObject):
    """What the widgets for labels say, and the classes found in them, counted in the background.

    ``changed``: something else is chosen, or known, now. ``outdated``: the layer was edited, and is counted again soon.
    """

    changed = pyqtSignal()
    outdated = pyqtSignal()

    def __init__(self, widgets: LabelWidgets, parent: QObject) -> None:
        super().__init__(parent)
        self._widgets = widgets
        self._question: Optional[Background] = None
        self._counts: Optional[label_counts.Counts] = None
        self._unreadable = ""
        self._left_out: Set[str] = set()
        self._watch = LabelWatch(self)
        self._look_later = QTimer(self)
        self._look_later.setSingleShot(True)
        self._look_later.setInterval(DELAY_MS)
        filters = QgsMapLayerProxyModel.Filter
        kinds = filters.PolygonLayer | filters.PointLayer | filters.RasterLayer
        widgets.layer.set_up(kinds, tr("Choose a layer…"))
        widgets.found.setTextFormat(Qt.TextFormat.PlainText)
        style_table(widgets.classes, stretch=0)
        self._watch.changed.connect(self._altered)
        self._look_later.timeout.connect(self.look)
        widgets.layer.layerChanged.connect(self._layer_changed)
        widgets.field.fieldChanged.connect(self._field_changed)
        widgets.selected.toggled.connect(self.look)
        widgets.classes.itemChanged.connect(self._tick_changed)

    def layer(self) -> Optional[QgsMapLayer]:
        return self._widgets.layer.currentLayer()

    def files(self) -> Optional[LabelFiles]:
        """What the layer, as it is now, was written to for the engine's checks."""
        return self._watch.files

    def prefill(self, imagery: Collection[QgsMapLayer]) -> None:
        """Guess a layer that is none of the ``imagery``, where none is chosen."""
        if self.layer() is None:
            self._widgets.layer.choose(likely_labels(imagery))

    def choose(self, layer: QgsMapLayer) -> None:
        """Choose a layer."""
        self._widgets.layer.choose(layer)

    def forget(self) -> None:
        """The dialog is closed: follow the layer no more, and give the files back."""
        self._watch.forget()

    def parameters(self) -> Dict[str, Any]:
        """The labels of ``mamol:train``; only where nothing is missing."""
        layer = self.layer()
        if isinstance(layer, QgsRasterLayer):
            values: Dict[str, Any] = {"LABELS_RASTER": layer.id()}
        else:
            values = {"LABELS": QgsProcessingFeatureSourceDefinition(layer.id(), self._only_selected())}
            values["FIELD"] = self._widgets.field.currentField()
        left_out = self._unticked()
        if left_out:
            values["IGNORE"] = ", ".join(left_out)
        return values

    def missing_reason(self) -> str:
        """What is to be chosen, or chosen otherwise, before the engine can be asked; empty where nothing is."""
        layer = self.layer()
        if layer is None:
            return tr("Choose the labels: polygons, points or a class raster.")
        if isinstance(layer, QgsVectorLayer) and not self._widgets.field.currentField():
            return tr("Choose the field that holds the class.")
        return self._unreadable

    def problem(self) -> str:
        """Why training would refuse the labels, as far as the counts tell; empty where they tell nothing."""
        if self._counts is None:
            return ""
        return label_counts.problem(self._counts, isinstance(self.layer(), QgsRasterLayer), self._unticked())

    def look(self, *_: Any) -> None:
        """Count the classes of what is chosen, in the background."""
        self._look_later.stop()
        widgets, layer = self._widgets, self.layer()
        vector = isinstance(layer, QgsVectorLayer)
        for widget in (widgets.field, widgets.field_title):
            widget.setVisible(vector)
        widgets.selected.setVisible(vector and layer.selectedFeatureCount() > 0)
        if self._question is not None:
            self._question.answered.disconnect(self._counted)
            self._question = None
        self._counts, self._unreadable = None, ""
        widgets.classes.setRowCount(0)
        widgets.classes.hide()
        widgets.found.setText("")
        if layer is not None and (not vector or widgets.field.currentField()):
            try:
                work = label_counts.counter_for(layer, widgets.field.currentField(), self._only_selected())
            except InputError as error:
                self._unreadable = str(error)
            else:
                widgets.found.setText(tr("Counting the classes…"))
                self._question = Background(work)
                self._question.begin(self._counted)
        widgets.found.setVisible(bool(widgets.found.text()))
        self.changed.emit()

    def _only_selected(self) -> bool:
        return not self._widgets.selected.isHidden() and self._widgets.selected.isChecked()

    def _layer_changed(self, layer: Optional[QgsMapLayer]) -> None:
        vector = layer if isinstance(layer, QgsVectorLayer) else None
        self._left_out = set()
        self._watch.follow(layer)
        self._widgets.field.setLayer(vector)
        if vector is not None:
            self._widgets.field.setField(likely_field(vector))
        self.look()

    def _field_changed(self, _name: str) -> None:
        self._left_out = set()
        self.look()

    def _altered(self) -> None:
        """The layer was edited, selected from or styled; edits come in swarms."""
        self.outdated.emit()
        if self._widgets.layer.isVisible():
            self._look_later.start()

    def _counted(self, counts: Optional[label_counts.Counts], problem: Optional[Exception]) -> None:
        self._question = None
        self._counts = counts
        if counts is None:
            self._widgets.found.setText(tr("The labels can't be read: {reason}").format(reason=problem))
            return
        self._widgets.found.setText(label_counts.summary(counts, isinstance(self.layer(), QgsRasterLayer)))
        if len(counts.classes) > MAX_CLASSES:
            return
        self._list_classes(counts)
        self.changed.emit()

    def _list_classes(self, counts: label_counts.Counts) -> None:
        table = self._widgets.classes
        table.blockSignals(True)
        table.setRowCount(len(counts.classes))
        for row, (value, number) in enumerate(counts.classes):
            name = QTableWidgetItem(str(value))
            name.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            if isinstance(value, int):
                name.setFlags(name.flags() | Qt.ItemFlag.ItemIsUserCheckable)
                left_out = name.text() in self._left_out
                name.setCheckState(Qt.CheckState.Unchecked if left_out else Qt.CheckState.Checked)
            text = in_figures(number)
            text = text if counts.exact else tr("about {number}").format(number=text)
            figure = QTableWidgetItem(text)
            figure.setFlags(name.flags() & ~Qt.ItemFlag.ItemIsUserCheckable)
            figure.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            table.setItem(row, 0, name)
            table.setItem(row, 1, figure)
        table.blockSignals(False)
        table.setVisible(bool(counts.classes))
        fit_height(table)

    def _tick_changed(self, *_: Any) -> None:
        self._left_out = set(self._unticked())
        self.changed.emit()

    def _unticked(self) -> List[str]:
        """Codes that are left out."""
        items = [self._widgets.classes.item(row, 0) for row in range(self._widgets.classes.rowCount())]
        checkable = Qt.ItemFlag.ItemIsUserCheckable
        return [
            item.text() for item in items if item.flags() & checkable and item.checkState() == Qt.CheckState.Unchecked
        ]
