"""What to train with: layers, labels and where the model goes. It collects parameters of ``mamol:train``."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional, Set

from qgis.core import (
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsProcessingFeatureSourceDefinition,
    QgsProject,
    QgsRasterLayer,
    QgsVectorLayer,
)
from qgis.gui import QgsFileWidget
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QStandardPaths, Qt, QTimer
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QMenu, QTableWidgetItem, QWidget

from ...mamol_core.contract import EFFORTS, MAX_CLASSES, MODEL_SUFFIX
from ...mamol_core.roles import ROLES
from ..background import Background
from ..engine import places
from ..help import open_page
from ..layers import label_counts
from ..layers.guess import Wanted
from ..layers.inputs import InputError
from ..layers.label_files import LabelWatch
from ..layers.labels import style_of
from ..layers.sensors import sensor_title
from ..paths import ROOT, free_name, stem
from ..tables import fit_height, style_table
from ..texts import in_figures, tr
from .check import DELAY_MS, RunCheck
from .named_row import NamedSensorRow
from .sensor_rows import SensorRows

_LABEL_WORDS = ("train", "label", "roi", "sample", "reference", "truth", "lulc", "class", "polygon")


class TrainDialog(QDialog):
    """Collects what training needs and shows the classes it will find."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._question: Optional[Background] = None
        self._counts: Optional[label_counts.Counts] = None
        self._unreadable = ""
        self._held = ""
        uic.loadUi(str(ROOT / "ui" / "train.ui"), self)
        self.rows = SensorRows()
        self.rowsLayout.addWidget(self.rows)
        self.check = RunCheck("train", self.rows, self._parameters, self)
        self._watch = LabelWatch(self)
        self.check.label_files = lambda: self._watch.files
        self._look_later = QTimer(self)
        self._look_later.setSingleShot(True)
        self._look_later.setInterval(DELAY_MS)
        self._left_out: Set[str] = set()
        self._train_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._set_up_widgets()
        self._connect()
        self.rows.set_sensors([Wanted(role) for role in ROLES])
        self.resize(760, 640)

    def open_with(self, rows: SensorRows) -> None:
        """Show the dialog with the dock's choice of layers and a guess at the rest."""
        self.rows.follow(rows)
        if self.labels.currentLayer() is None:
            self.labels.choose(_likely_labels(self._imagery()))
        if not self.model.filePath() or os.path.exists(self.model.filePath()):
            self.model.setFilePath(_new_model())
        self.show()
        self.raise_()
        self._look_at_labels()

    def parameters(self) -> Dict[str, Any]:
        """Parameters of ``mamol:train`` for what is chosen."""
        return self._parameters(self.rows.parameters())

    def _parameters(self, values: Dict[str, Any]) -> Dict[str, Any]:
        labels = self.labels.currentLayer()
        if isinstance(labels, QgsRasterLayer):
            values["LABELS_RASTER"] = labels.id()
        else:
            values["LABELS"] = QgsProcessingFeatureSourceDefinition(labels.id(), self._only_selected())
            values["FIELD"] = self.field.currentField()
        ignored = self._ignored()
        if ignored:
            values["IGNORE"] = ", ".join(ignored)
        if self.continueFrom.filePath().strip():
            values["CONTINUE"] = self.continueFrom.filePath().strip()
            values["LABELS_ONLY"] = self.labelsOnly.isChecked()
        values["EFFORT"] = self.effort.currentData()
        values["MODEL"] = self._model_path()
        values["REPORT"] = self.report.filePath().strip() or self._default_report()
        return values

    # set-up

    def _set_up_widgets(self) -> None:
        models = tr("MaMOL models (*{suffix})").format(suffix=MODEL_SUFFIX)
        self.model.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.model.setFilter(models)
        self.model.setDialogTitle(tr("Save the model as"))
        self.report.setStorageMode(QgsFileWidget.StorageMode.GetDirectory)
        self.report.setDialogTitle(tr("Folder for the report"))
        self.continueFrom.setFilter(models)
        self.continueFrom.setDialogTitle(tr("Model to continue"))
        self.continueFrom.lineEdit().setPlaceholderText(tr("[A new model]"))
        filters = QgsMapLayerProxyModel.Filter
        self.labels.set_up(filters.PolygonLayer | filters.PointLayer | filters.RasterLayer, tr("Choose a layer…"))
        names = {"quick": tr("Quick: a first look"), "standard": tr("Standard"), "thorough": tr("Thorough: slower")}
        for effort in EFFORTS:
            self.effort.addItem(names[effort], effort)
        self.effort.setCurrentIndex(EFFORTS.index("standard"))
        self._train_button.setText(tr("&Train"))
        for label in (self.found, self.missing):
            label.setTextFormat(Qt.TextFormat.PlainText)
        style_table(self.classes, stretch=0)
        menu = QMenu(self)
        for role in ROLES:
            menu.addAction(sensor_title(role)).triggered.connect(lambda _checked=False, role=role: self._add_row(role))
        self.addLayer.setMenu(menu)

    def _connect(self) -> None:
        self.rows.changed.connect(self._ask)
        self.check.changed.connect(self._update)
        self.finished.connect(self.check.forget)
        self.finished.connect(self._watch.forget)
        self._watch.changed.connect(self._labels_altered)
        self._look_later.timeout.connect(self._look_at_labels)
        self.labels.layerChanged.connect(self._labels_changed)
        self.field.fieldChanged.connect(self._field_changed)
        self.selectedOnly.toggled.connect(self._look_at_labels)
        self.classes.itemChanged.connect(self._tick_changed)
        self.labelsOnly.toggled.connect(self._ask)
        for chosen in (self.model, self.report, self.continueFrom):
            chosen.fileChanged.connect(self._ask)
        self.buttons.helpRequested.connect(lambda: open_page("labels", self))

    def _add_row(self, role: str) -> None:
        taken = {row.sensor for row in self.rows.rows}
        number = next(number for number in range(2, 1000) if f"{role}:{number}" not in taken)
        row = NamedSensorRow(role, str(number))
        row.removed.connect(lambda: self._remove_row(row))
        self.rows.add_row(row)
        row.combo.setFocus()
        self._ask()

    def _remove_row(self, row: NamedSensorRow) -> None:
        self.rows.remove_row(row)
        self._ask()

    # labels

    def _imagery(self) -> List[QgsMapLayer]:
        return list(self.rows.layers().values())

    def _only_selected(self) -> bool:
        return not self.selectedOnly.isHidden() and self.selectedOnly.isChecked()

    def _labels_changed(self, layer: Optional[QgsMapLayer]) -> None:
        vector = layer if isinstance(layer, QgsVectorLayer) else None
        self._left_out = set()
        self._watch.follow(layer)
        self.field.setLayer(vector)
        if vector is not None:
            self.field.setField(_likely_field(vector))
        self._look_at_labels()

    def _field_changed(self, _name: str) -> None:
        self._left_out = set()
        self._look_at_labels()

    def _labels_altered(self) -> None:
        """The layer was edited, selected from or styled while the dialog is open; edits come in swarms."""
        self.check.forget()
        if self.isVisible():
            self._look_later.start()

    def _look_at_labels(self, *_: Any) -> None:
        """Count the classes of what is chosen, in the background."""
        self._look_later.stop()
        layer = self.labels.currentLayer()
        vector = isinstance(layer, QgsVectorLayer)
        for widget in (self.field, self.fieldTitle):
            widget.setVisible(vector)
        self.selectedOnly.setVisible(vector and layer.selectedFeatureCount() > 0)
        if self._question is not None:
            self._question.answered.disconnect(self._counted)
            self._question = None
        self._counts, self._unreadable = None, ""
        self.classes.setRowCount(0)
        self.classes.hide()
        self.found.setText("")
        if layer is not None and (not vector or self.field.currentField()):
            try:
                work = label_counts.counter_for(layer, self.field.currentField(), self._only_selected())
            except InputError as error:
                self._unreadable = str(error)
            else:
                self.found.setText(tr("Counting the classes…"))
                self._question = Background(work)
                self._question.begin(self._counted)
        self.found.setVisible(bool(self.found.text()))
        self._ask()

    def _counted(self, counts: Optional[label_counts.Counts], problem: Optional[Exception]) -> None:
        self._question = None
        self._counts = counts
        if counts is None:
            self.found.setText(tr("The labels can't be read: {reason}").format(reason=problem))
            return
        self.found.setText(label_counts.summary(counts, isinstance(self.labels.currentLayer(), QgsRasterLayer)))
        if len(counts.classes) > MAX_CLASSES:
            return
        self.classes.blockSignals(True)
        self.classes.setRowCount(len(counts.classes))
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
            self.classes.setItem(row, 0, name)
            self.classes.setItem(row, 1, figure)
        self.classes.blockSignals(False)
        self.classes.setVisible(bool(counts.classes))
        fit_height(self.classes)
        self._ask()

    def _tick_changed(self, *_: Any) -> None:
        self._left_out = set(self._ignored())
        self._ask()

    def _ignored(self) -> List[str]:
        """Codes that are not ticked."""
        items = [self.classes.item(row, 0) for row in range(self.classes.rowCount())]
        checkable = Qt.ItemFlag.ItemIsUserCheckable
        return [
            item.text() for item in items if item.flags() & checkable and item.checkState() == Qt.CheckState.Unchecked
        ]

    # state

    def _model_path(self) -> str:
        path = self.model.filePath().strip()
        return path if not path or path.endswith(".safetensors") else path + MODEL_SUFFIX

    def _default_report(self) -> str:
        path = self._model_path()
        return os.path.join(os.path.dirname(path), stem(path) + "_report") if path else ""

    def hold(self, reason: str) -> None:
        """Keep Train from being clicked for this reason; empty where there is none."""
        self._held = reason
        self._update()

    def _ask(self, *_: Any) -> None:
        """Have the engine asked what it would say to the choices, where they are a request already."""
        self.check.ask(self.isVisible() and not self._missing() and not places.missing_reason())

    def _missing(self) -> str:
        """What is to be chosen or mended before the engine can be asked; empty where nothing is."""
        layer = self.labels.currentLayer()
        if not self.rows.layers():
            return tr("Choose a layer for at least one sensor.")
        if layer is None:
            return tr("Choose the labels: polygons, points or a class raster.")
        if isinstance(layer, QgsVectorLayer) and not self.field.currentField():
            return tr("Choose the field that holds the class.")
        if self._unreadable:
            return self._unreadable
        if not self._model_path():
            return tr("Choose where to save the model.")
        return ""

    def _counted_problem(self) -> str:
        """What the counts of the labels tell at once; the engine's words for it follow."""
        if self._counts is None or self.check.answered:
            return ""
        raster = isinstance(self.labels.currentLayer(), QgsRasterLayer)
        return label_counts.problem(self._counts, raster, self._ignored())

    def _refusal(self) -> str:
        """Why Train can't be clicked; empty where it can."""
        refused = self.rows.refusal()
        if refused and not self._missing():
            return refused
        return self._held or self._missing() or self._counted_problem() or self.check.refusal(None)

    def _update(self) -> None:
        """Bring texts and buttons in line with what is chosen and what the engine says of it."""
        refusal = self._refusal()
        self.labelsOnly.setEnabled(bool(self.continueFrom.filePath().strip()))
        lines = [refusal] if refusal else self.check.warnings_about(None)
        if not lines and (self.check.waiting or self.check.problem):
            lines = [self.check.problem or tr("Checking layers and labels…")]
        self.missing.setText("\n".join(lines))
        self.missing.setVisible(bool(lines))
        self._train_button.setEnabled(not refusal)
        name = os.path.basename(self._default_report())
        self.report.lineEdit().setPlaceholderText(tr("[Beside the model: {name}]").format(name=name) if name else "")


def _likely_labels(imagery: List[QgsMapLayer]) -> Optional[QgsMapLayer]:
    """The layer most likely made for training: vector before raster, telling names first."""
    best, best_score = None, 0.0
    for layer in QgsProject.instance().mapLayers().values():
        if layer in imagery or not layer.isValid():
            continue
        named = any(word in layer.name().lower() for word in _LABEL_WORDS)
        if isinstance(layer, QgsVectorLayer) and layer.isSpatial():
            score = 2.0 + 2.0 * named
        elif isinstance(layer, QgsRasterLayer) and layer.bandCount() == 1:
            score = 3.0 * named
        else:
            score = 0.0
        if score > best_score:
            best, best_score = layer, score
    return best


def _likely_field(layer: QgsVectorLayer) -> str:
    """The field of the layer's categories, else one that is called like a class, else the first that is not an id."""
    style = style_of(layer)
    if style is not None:
        return style.attribute
    names = [
        field.name() for field in layer.fields() if field.name().lower() not in ("fid", "id", "ogc_fid", "objectid")
    ]
    for word in ("class", "klasse", "clase", "code", "label", "lulc", "type", "cover", "category", "species"):
        for name in names:
            if word in name.lower():
                return name
    return names[0] if names else ""


def _new_model() -> str:
    """A free name for a model beside the project, else in the person's documents."""
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
    folders = [QgsProject.instance().absolutePath(), *places]
    folder = next((folder for folder in folders if folder and os.path.isdir(folder)), os.path.expanduser("~"))
    path = os.path.join(folder, "land_cover" + MODEL_SUFFIX)
    return free_name(path) if os.path.exists(path) else path
