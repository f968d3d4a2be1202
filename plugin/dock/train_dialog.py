"""What to train with: layers, labels and where the model goes. It collects parameters of ``mamol:train``."""

from __future__ import annotations

import os
from typing import Any, Dict, List, Optional

from qgis.core import QgsMapLayer, QgsProject
from qgis.gui import QgsFileWidget
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QStandardPaths, Qt
from qgis.PyQt.QtGui import QGuiApplication
from qgis.PyQt.QtWidgets import QDialog, QDialogButtonBox, QMenu, QWidget

from ...mamol_core.cards import read_card
from ...mamol_core.contract import EFFORTS, MODEL_SUFFIX
from ...mamol_core.roles import ROLES, split_date
from ..engine import places
from ..help import open_page
from ..layers.guess import Wanted
from ..layers.sensors import join_sensors, sensor_title
from ..paths import ROOT, free_name, stem
from ..texts import tr
from .check import RunCheck
from .label_choice import LabelChoice, LabelWidgets
from .named_row import NamedSensorRow
from .scene_list import SceneList
from .sensor_rows import SensorRows


class TrainDialog(QDialog):
    """Collects what training needs and shows the classes it will find."""

    def __init__(self, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self._held = ""
        self._continued: Optional[Dict[str, Any]] = None
        uic.loadUi(str(ROOT / "ui" / "train.ui"), self)
        self.rows = SensorRows()
        self.rowsLayout.addWidget(self.rows)
        self.scenes = SceneList()
        self.scenesLayout.addWidget(self.scenes)
        self.check = RunCheck("train", self.rows, self._parameters, self)
        widgets = LabelWidgets(self.labels, self.fieldTitle, self.field, self.selectedOnly, self.found, self.classes)
        self.label_choice = LabelChoice(widgets, self)
        self.check.label_files = self.label_choice.files
        self._train_button = self.buttons.button(QDialogButtonBox.StandardButton.Ok)
        self._set_up_widgets()
        self._connect()
        self.rows.set_sensors([Wanted(role) for role in ROLES])
        self.resize(760, min(740, QGuiApplication.primaryScreen().availableGeometry().height() - 60))

    def open_with(self, rows: SensorRows) -> None:
        """Show the dialog with the dock's choice of layers and a guess at the rest."""
        self.rows.follow(rows)
        self.label_choice.prefill(list(self.rows.layers().values()))
        if not self.model.filePath() or os.path.exists(self.model.filePath()):
            self.model.setFilePath(_new_model())
        self.show()
        self.raise_()
        self.label_choice.look()

    def go_on(self, model: str, labels: QgsMapLayer) -> None:
        """Choose a model to train further, or none, and the labels to do it with."""
        self.continueFrom.setFilePath(model)
        guessed = [row for row in self.rows.rows if row.sensor in self._added() and not row.was_picked]
        for row in guessed:  # else the labels would only teach the model a sensor that nobody asked for
            row.take_over(None, None)
        self.label_choice.choose(labels)

    def parameters(self) -> Dict[str, Any]:
        """Parameters of ``mamol:train`` for what is chosen."""
        return self._parameters(self.rows.parameters())

    def _parameters(self, values: Dict[str, Any]) -> Dict[str, Any]:
        values.update(self.label_choice.parameters())
        if self.continueFrom.filePath().strip():
            values["CONTINUE"] = self.continueFrom.filePath().strip()
            values["LABELS_ONLY"] = self.labelsOnly.isChecked() and not (self._added() or self._adapts())
            if self._adapts():
                values["ADAPTER"] = self.adapterName.text().strip()
        values["SCENES"] = self.scenes.paths()
        values["ALIGN_LABELS"] = self.alignLabels.isChecked()
        values["EFFORT"] = self.effort.currentData()
        if not self._adapts():
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
        names = {"quick": tr("Quick: a first look"), "standard": tr("Standard"), "thorough": tr("Thorough: slower")}
        for effort in EFFORTS:
            self.effort.addItem(names[effort], effort)
        self.effort.setCurrentIndex(EFFORTS.index("standard"))
        self._train_button.setText(tr("&Train"))
        self.missing.setTextFormat(Qt.TextFormat.PlainText)
        self.labelsTitle.setMinimumHeight(self.addLayer.sizeHint().height())  # in line with the title beside it
        menu = QMenu(self)
        for role in ROLES:
            menu.addAction(sensor_title(role)).triggered.connect(lambda _checked=False, role=role: self._add_row(role))
        self.addLayer.setMenu(menu)

    def _connect(self) -> None:
        self.rows.changed.connect(self._ask)
        self.check.changed.connect(self._update)
        self.finished.connect(self.check.forget)
        self.finished.connect(self.label_choice.forget)
        self.label_choice.changed.connect(self._ask)
        self.label_choice.outdated.connect(self.check.forget)
        self.labelsOnly.toggled.connect(self._ask)
        self.scenes.changed.connect(self._ask)
        self.continueFrom.fileChanged.connect(self._read_continued)
        self.alignLabels.toggled.connect(self._ask)
        self.adapt.toggled.connect(self._ask)
        self.adapterName.textChanged.connect(self._ask)
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

    # state

    def _model_path(self) -> str:
        path = self.model.filePath().strip()
        return path if not path or path.endswith(".safetensors") else path + MODEL_SUFFIX

    def _default_report(self) -> str:
        path = self._model_path()
        if self._adapts():
            path, name = self.continueFrom.filePath().strip(), self.adapterName.text().strip()
            return os.path.join(os.path.dirname(path), name + "_report") if name else ""
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
        if not self.rows.layers():
            return tr("Choose a layer for at least one sensor.")
        if self._adapts():
            no_path = "" if self.adapterName.text().strip() else tr("Name the adapter, such as spring-2024.")
        else:
            no_path = "" if self._model_path() else tr("Choose where to save the model.")
        return self.label_choice.missing_reason() or no_path

    def _refusal(self) -> str:
        """Why Train can't be clicked; empty where it can."""
        refused = self.rows.refusal()
        if refused and not self._missing():
            return refused
        # What the counts of the labels tell at once; the engine's words for it follow.
        counted = "" if self.check.answered else self.label_choice.problem()
        return self._held or self._missing() or counted or self.check.refusal(None)

    def _update(self) -> None:
        """Bring texts and buttons in line with what is chosen and what the engine says of it."""
        refusal = self._refusal()
        self._explain_continuing()
        lines = [refusal] if refusal else self.check.warnings_about(None)
        if not lines and (self.check.waiting or self.check.problem):
            lines = [self.check.problem or tr("Checking layers and labels…")]
        self.missing.setText("\n".join(lines))
        self.missing.setVisible(bool(lines))
        self._train_button.setEnabled(not refusal)
        name = os.path.basename(self._default_report())
        self.report.lineEdit().setPlaceholderText(tr("[Beside the model: {name}]").format(name=name) if name else "")

    def _adapts(self) -> bool:
        """Whether an adapter of the model to continue is to be made, in place of a model."""
        return self._continued is not None and self.adapt.isChecked()

    def _added(self) -> List[str]:
        """The sensors with a layer that the model to continue does not know; none without such a model."""
        if self._continued is None:
            return []
        known = {spec["sensor"] for spec in self._continued["sensors"]}
        return list(dict.fromkeys(name for name, _ in map(split_date, self.rows.layers()) if name not in known))

    def _read_continued(self, path: str) -> None:
        try:
            self._continued = read_card(path.strip()) if path.strip() else None
        except (OSError, ValueError):  # which the engine's check says
            self._continued = None

    def _explain_continuing(self) -> None:
        """Say what is trained of the model to continue, and what of it stays."""
        added, text = self._added(), ""
        if self._adapts():
            text = tr(
                "The model stays as it is. What fits it to these layers goes into a small file beside it, but only if "
                "labels kept aside are mapped better with it; else the reason is said."
            )
        elif added:
            text = tr(
                "New to the model: {sensors}. Only what reads the new layers is trained; its classes, and every "
                "map made without these sensors, stay as they are."
            ).format(sensors=join_sensors(added))
        elif self._continued is not None:
            text = tr("The whole model is trained further with these labels, and its maps change.")
        self.goingOn.setText(text)
        self.goingOn.setVisible(bool(text))
        for widget in (self.adapt, self.adapterName):
            widget.setVisible(self._continued is not None)
        self.adapterName.setEnabled(self._adapts())
        # What has no say takes no room: all that has one fits a small screen.
        self.labelsOnly.setVisible(self._continued is not None and not (added or self._adapts()))
        for widget in (self.modelFileTitle, self.model):
            widget.setVisible(not self._adapts())


def _new_model() -> str:
    """A free name for a model beside the project, else in the person's documents."""
    places = QStandardPaths.standardLocations(QStandardPaths.StandardLocation.DocumentsLocation)
    folders = [QgsProject.instance().absolutePath(), *places]
    folder = next((folder for folder in folders if folder and os.path.isdir(folder)), os.path.expanduser("~"))
    path = os.path.join(folder, "land_cover" + MODEL_SUFFIX)
    return free_name(path) if os.path.exists(path) else path
