"""The dock: collects layers, model and outputs, and runs the provider's algorithms with them. It computes nothing."""

from __future__ import annotations

import html
import os
from typing import Any, Dict, Optional

from qgis.core import Qgis, QgsProcessing, QgsProject
from qgis.gui import QgisInterface, QgsDockWidget
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTimer
from qgis.PyQt.QtGui import QIcon, QShowEvent
from qgis.PyQt.QtWidgets import QAction, QFileDialog, QMenu, QWidget

from ..background import wait_for_all
from ..engine import places, warm
from ..engine.state import EngineState
from ..help import open_page
from ..layers import products
from ..model.card_view import write_class_table
from ..paths import ICON, ROOT, free_name
from ..setup.current import current
from ..setup.page import PAGE
from ..setup.panel import SetupCard
from ..texts import tr
from .adapter_choice import AdapterChoice
from .area import AreaChoice
from .check import RunCheck
from .expected_result import expected_result
from .fitting import Fitting
from .labelling import LabelTools
from .messages import say
from .model_choice import ModelChoice
from .outputs import Outputs
from .remembered import Remembered
from .running import Running
from .sensor_rows import SensorRows

_PATIENCE_S = 3


class MamolDock(QgsDockWidget):
    """The plugin's one window. ``unload`` before it is deleted."""

    def __init__(self, iface: QgisInterface, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent or iface.mainWindow())
        self._iface = iface
        self._shown = False
        self._engine_missing = False
        self.train_dialog: Optional[QWidget] = None
        uic.loadUi(str(ROOT / "ui" / "dock.ui"), self)
        self.setWindowIcon(QIcon(ICON))
        self.rows = SensorRows()
        self.rowsLayout.addWidget(self.rows)
        self.setup_panel = SetupCard()
        self.setup_panel.hide()
        self.setupLayout.addWidget(self.setup_panel)
        self.model = ModelChoice(self.modelFile, self.recentModels, self.modelProblem, self.cardGroup)
        self.adapters = AdapterChoice(self.adapter)
        self.fitting = Fitting(self.fitToLayers)
        self.area = AreaChoice(iface.mapCanvas(), self.areaChoice, self.areaLayer, self.areaSelected)
        extras = {"CONFIDENCE": self.confidence, "PROBABILITIES": self.probabilities, "SENSORS_USED": self.sensorsUsed}
        self.outputs = Outputs(self.output, extras)
        self.remembered = Remembered(self.model, self.adapters, self.rows, self.fitting, self.area, self.outputs)
        self.running = Running(self.messages, self.progress, self.stage, self.cancelButton, self._choose_model)
        self.label_tools = LabelTools(iface, self.model, self.rows)
        self.label_tools.hide()
        self.labelLayout.addWidget(self.label_tools)
        self.engine = EngineState(self)
        self.check = RunCheck("classify", self.rows, self._parameters, self)
        self._refresh_later = QTimer(self)
        self._refresh_later.setSingleShot(True)
        self._set_up_buttons()
        self._connect()
        self._restore()
        QCoreApplication.instance().aboutToQuit.connect(warm.let_go)

    def unload(self) -> None:
        """Stop what runs and let go of the project."""
        self._shown = False  # what happens to layers from now on is asked no more
        self.engine.stop()
        self.check.forget()
        self.area.unload()
        self.running.stop()
        self.label_tools.unload()
        QCoreApplication.instance().aboutToQuit.disconnect(warm.let_go)
        wait_for_all(_PATIENCE_S)
        warm.let_go()
        project = QgsProject.instance()
        project.layersAdded.disconnect(self._layers_changed)
        project.layersRemoved.disconnect(self._layers_changed)
        project.readProject.disconnect(self._restore)
        project.cleared.disconnect(self._project_closed)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._shown:
            self._shown = True
            self.engine.ask()
            self._ask()

    def enterEvent(self, event: QEvent) -> None:
        """Have the engine ready again, should it have been idle for long, before anything is clicked."""
        warm.keep()
        super().enterEvent(event)

    def is_running(self) -> bool:
        return self.running.is_on()

    def parameters(self) -> Dict[str, Any]:
        """Parameters of ``mamol:classify`` for what is chosen."""
        return self._parameters(self.rows.parameters())

    def _parameters(self, layers: Dict[str, Any]) -> Dict[str, Any]:
        values = {"MODEL": self.model.path(), **layers, **self.adapters.parameters(), **self.fitting.parameters()}
        values.update({**self.area.parameters(), **self.outputs.parameters()})
        classes = self.model.edited_classes()
        if classes is not None:
            values["CLASSES"] = write_class_table(classes)
        return values

    def classify(self) -> None:
        self.running.start("classify", self.parameters())

    def example(self) -> None:
        """Write the example scene to a temporary folder and open it."""
        self.running.start("example", {"FOLDER": QgsProcessing.TEMPORARY_OUTPUT})

    def open_product(self) -> None:
        """Ask for a satellite product and open it, with its cloud mask, by virtual rasters beside it."""
        path, _ = QFileDialog.getOpenFileName(self, tr("Open a satellite product"), "", products.dialog_filter())
        if path:
            output = os.path.splitext(products.place_of(path))[0] + ".vrt"
            output = free_name(output) if os.path.exists(output) else output
            self.running.start("importproduct", {"PRODUCT": path, "OUTPUT": output})

    def train(self) -> None:
        """Ask what to train with; the run starts when the dialog is accepted."""
        from .train_dialog import TrainDialog

        if self.train_dialog is None:
            self.train_dialog = TrainDialog(self)
            self.train_dialog.accepted.connect(lambda: self.running.start("train", self.train_dialog.parameters()))
            self._update()
        self.train_dialog.open_with(self.rows)

    def show_labelling(self, shown: bool) -> None:
        """Show what labels are drawn with, or put it away."""
        self.label_tools.setVisible(shown)
        if shown:
            self.label_tools.open()
            self.scroll.verticalScrollBar().setValue(0)

    def train_further(self) -> None:
        """Open the training dialog with the labels drawn, to go on from the model that is chosen."""
        self.train()
        self.train_dialog.go_on(self.model.path() if self.model.card is not None else "", self.label_tools.layer())

    def suggest(self) -> None:
        """Have places to label suggested, with the model and the layers that are chosen."""
        values = {"MODEL": self.model.path(), **self.rows.parameters(), **self.area.parameters()}
        self.running.start("suggest", {**values, **self.label_tools.parameters()})

    def cancel(self) -> None:
        self.running.cancel()

    def show_engine_page(self) -> None:
        """Open the options where the engine is set up and checked."""
        self._iface.showOptionsDialog(self._iface.mainWindow(), PAGE)
        self.engine.ask()

    def show_help(self) -> None:
        open_page("installing" if places.missing_reason() else "index", self)

    # set-up

    def _set_up_buttons(self) -> None:
        menu = QMenu(self)
        self.exampleAction = QAction(tr("&Example scene (simulated)"), self)
        self.exampleAction.triggered.connect(self.example)
        self.productAction = QAction(tr("Open a satellite &product…"), self)
        self.productAction.triggered.connect(self.open_product)
        self.logAction = QAction(tr("&Log of the last run…"), self)
        self.logAction.triggered.connect(self.running.show_log)
        engine_action = QAction(tr("&Engine…"), self)
        engine_action.triggered.connect(self.show_engine_page)
        self.helpAction = QAction(tr("&Help"), self)
        self.helpAction.triggered.connect(self.show_help)
        menu.addActions([self.exampleAction, self.productAction, self.logAction, engine_action, self.helpAction])
        self.moreButton.setText("⋯")
        self.moreButton.setMenu(menu)
        self.classifyButton.setIcon(QIcon(ICON))
        for button in (self.moreButton, self.recentModels):
            button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.classifyButton.clicked.connect(self.classify)
        self.trainButton.clicked.connect(self.train)
        self.labelButton.toggled.connect(self.show_labelling)
        self.label_tools.suggest_wanted.connect(self.suggest)
        self.label_tools.training_wanted.connect(self.train_further)
        self.label_tools.done.connect(lambda text: say(self.messages, text, Qgis.MessageLevel.Info))
        self.running.places_found.connect(self.label_tools.add_places)

    def _connect(self) -> None:
        for part in (self.rows, self.adapters, self.fitting, self.area, self.outputs, self.running):
            part.changed.connect(self._ask)
        picked = self.rows.picked, self.area.picked, self.model.edited, self.adapters.changed
        for chosen in (*picked, self.fitting.changed, self.outputs.changed):
            chosen.connect(self.remembered.keep)
        self.model.changed.connect(self._model_changed)
        self.check.changed.connect(self._update)
        self.check.changed.connect(self._ask_engine_again)
        self.engine.changed.connect(self._show_engine)
        current().done.connect(self.engine.ask)
        for label in (self.engineState, self.setup_panel.others):
            label.linkActivated.connect(lambda _link: self.show_engine_page())
        self.expectedResult.linkActivated.connect(lambda _link: self.example())
        self._refresh_later.timeout.connect(self.rows.prefill)
        self._refresh_later.timeout.connect(self._ask)
        project = QgsProject.instance()
        project.layersAdded.connect(self._layers_changed)
        project.layersRemoved.connect(self._layers_changed)
        project.readProject.connect(self._restore)
        project.cleared.connect(self._project_closed)

    # what happens to the choices

    def _choose_model(self, path: str, adapter: str = "") -> None:
        """Choose a model that was just trained, or one of which an adapter was made, with that."""
        self.adapters.choose(adapter)
        if path == self.model.path():
            self.model.take_up(path, self.model.edited_classes())
        else:
            self.model.choose(path)

    def _model_changed(self) -> None:
        self.adapters.show_for(self.model.path(), self.model.card)
        self.rows.set_sensors(self.model.wanted())
        self.remembered.restore_layers()
        self.remembered.keep()
        self._ask()

    def _layers_changed(self, _layers: Any) -> None:
        self._refresh_later.start(0)

    def _restore(self, *_: Any) -> None:
        """Take up what the project remembers; the training dialog's choices belong to the one that was open."""
        if self.train_dialog is not None:
            self.train_dialog.close()
            self.train_dialog.deleteLater()
            self.train_dialog = None
        self.remembered.restore()

    def _project_closed(self) -> None:
        self.messages.clearWidgets()  # they are about the project before
        self._restore()

    # what the dock says

    def _ask(self, *_: Any) -> None:
        """Have the engine asked what it would say to the choices, where they are a request already."""
        ready = self.model.card is not None and not (self.area.missing_reason() or self._engine_missing)
        self.check.ask(self._shown and ready and not self.is_running())

    def _update(self) -> None:
        """Bring texts and buttons in line with what is chosen, what the engine says of it and what runs."""
        running, card = self.is_running(), self.model.card
        self.fitting.show_for(self.check)
        refusal = self._refusal()
        if not QgsProject.instance().mapLayers() and not (running or self._engine_missing):
            text = html.escape(tr("Add raster layers to the project, or try the {0}example scene{1}."))
            text = text.format("<a href='example'>", "</a>")
        else:
            lines = (
                [refusal] if refusal else [expected_result(card, self.rows.layers(), self.check, self.adapters.card())]
            )
            lines += [] if refusal else self.check.warnings_about(None)
            text = html.escape("\n".join(lines)).replace("\n", "<br>")
        self.expectedResult.setText(text)
        self.expectedResult.setVisible(not running)
        self.runRow.setVisible(running)
        self.logAction.setEnabled(bool(self.running.log))
        possible = not running and not self._engine_missing
        self.classifyButton.setEnabled(card is not None and bool(self.rows.layers()) and not refusal and possible)
        self.trainButton.setEnabled(possible)
        self.exampleAction.setEnabled(possible)
        self.productAction.setEnabled(possible)
        self.label_tools.hold(possible)
        if self.train_dialog is not None:
            self.train_dialog.hold(tr("Another run is in progress. Train when it has finished.") if running else "")

    def _refusal(self) -> str:
        """Why Classify can't be clicked with what is chosen; empty where it can, or where nothing is chosen yet."""
        if self._engine_missing:
            return tr("Set up the engine first (above).")
        refused = self.rows.refusal() if self.model.card is not None else ""
        return self.area.missing_reason() or refused or self.check.refusal(None)

    def _ask_engine_again(self) -> None:
        """Look again at an engine that had failed, once a check of the choices was answered."""
        if self.engine.failed and self.check.answered:
            self.engine.ask()

    def _show_engine(self) -> None:
        before, self._engine_missing = self._engine_missing, bool(places.missing_reason())
        if self._engine_missing and not before:
            self.setup_panel.offer()
        elif before and not self._engine_missing:
            say(self.messages, tr("The engine is ready."), Qgis.MessageLevel.Success)
        self.setup_panel.setVisible(self._engine_missing)
        self.engineState.setText(self.engine.text)
        self.engineState.setToolTip(self.engine.details)
        self.engineState.setVisible(not self._engine_missing or bool(places.python()))  # the card has said the rest
        if before != self._engine_missing:
            self._ask()
        self._update()
