"""The dock: collects layers, model and outputs, and runs the provider's algorithms with them. It computes nothing."""

from __future__ import annotations

import html
import os
from typing import Any, Dict, Optional, Tuple

from qgis.core import (
    Qgis,
    QgsApplication,
    QgsMapLayer,
    QgsMapLayerProxyModel,
    QgsProcessing,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingOutputLayerDefinition,
    QgsProject,
    QgsReferencedRectangle,
)
from qgis.gui import QgisInterface, QgsDockWidget, QgsFileWidget, QgsMessageViewer
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QCoreApplication, QEvent, QTimer, QUrl
from qgis.PyQt.QtGui import QDesktopServices, QIcon, QShowEvent
from qgis.PyQt.QtWidgets import QAction, QMenu, QWidget

from ...mamol_core.contract import MODEL_SUFFIX, read_card
from ...mamol_core.roles import ROLES
from .. import choices
from ..background import wait_for_all
from ..engine import places, warm
from ..engine.state import EngineState
from ..help import open_page
from ..layers.guess import Wanted, wanted_from_card
from ..layers.sensors import join_sensors
from ..messages import Button, say
from ..model.card_view import CardView, write_class_table
from ..paths import ICON, ROOT, STARTER, stem
from ..results.layer_actions import show_areas
from ..results.map_facts import facts_of
from ..run import Run
from ..setup.current import current
from ..setup.page import PAGE
from ..setup.panel import SetupCard
from ..texts import tr
from .check import RunCheck
from .expected_result import expected_result
from .sensor_rows import SensorRows

_PATIENCE_S = 3
LAYERS, CANVAS, EXTENT, POLYGONS = "layers", "canvas", "extent", "polygons"


class MamolDock(QgsDockWidget):
    """The plugin's one window. ``unload`` before it is deleted."""

    def __init__(self, iface: QgisInterface, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent or iface.mainWindow())
        self._iface = iface
        self._card: Optional[Dict[str, Any]] = None
        self._run: Optional[Run] = None
        self._log = ""
        self._restoring = False
        self._shown = False
        self._lacking = False
        self.train_dialog: Optional[QWidget] = None
        uic.loadUi(str(ROOT / "ui" / "dock.ui"), self)
        self.rows = SensorRows()
        self.rowsLayout.addWidget(self.rows)
        self.card_view = CardView()
        self.cardLayout.addWidget(self.card_view)
        self.setup_panel = SetupCard()
        self.setupLayout.addWidget(self.setup_panel)
        self.engine = EngineState(self)
        self.check = RunCheck("classify", self)
        self._refresh_later = QTimer(self)
        self._refresh_later.setSingleShot(True)
        self._set_up_widgets()
        self._set_up_more()
        self._connect()
        self._restore()
        QCoreApplication.instance().aboutToQuit.connect(warm.let_go)

    def unload(self) -> None:
        """Stop what runs and let go of the project."""
        self._shown = False  # what happens to layers from now on is asked no more
        self.engine.stop()
        self.check.forget()
        self._iface.mapCanvas().extentsChanged.disconnect(self._canvas_moved)
        if self._run is not None:
            self._run.finished.disconnect(self._finished)
            self._run.cancel_and_wait()
            self._run = None
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
        return self._run is not None

    def parameters(self) -> Dict[str, Any]:
        """Parameters of ``mamol:classify`` for what is chosen."""
        return self._parameters(self.rows.parameters())

    def _parameters(self, layers: Dict[str, Any]) -> Dict[str, Any]:
        values = {"MODEL": self.modelFile.filePath(), **layers, **self._area_parameters()}
        classes = self.card_view.edited_classes()
        if classes is not None:
            values["CLASSES"] = write_class_table(classes)
        path = self.output.filePath().strip()
        sides = {"CONFIDENCE": self.confidence, "PROBABILITIES": self.probabilities, "SENSORS_USED": self.sensorsUsed}
        values["OUTPUT"] = _destination(path)
        for name, box in sides.items():
            if box.isChecked():
                side = os.path.join(os.path.dirname(path), f"{stem(path)}_{name.lower()}.tif") if path else ""
                values[name] = _destination(side)
        return values

    def classify(self) -> None:
        self._start("classify", self.parameters())

    def example(self) -> None:
        """Write the example scene to a temporary folder and open it."""
        self._start("example", {"FOLDER": QgsProcessing.TEMPORARY_OUTPUT})

    def train(self) -> None:
        """Ask what to train with; the run starts when the dialog is accepted."""
        from .train_dialog import TrainDialog

        if self.train_dialog is None:
            self.train_dialog = TrainDialog(self)
            self.train_dialog.accepted.connect(lambda: self._start("train", self.train_dialog.parameters()))
            self._update()
        self.train_dialog.open_with(self.rows)

    def cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()
            self.stage.setText(tr("Cancelling…"))
            self.cancelButton.setEnabled(False)

    def show_engine_page(self) -> None:
        """Open the options where the engine is set up and checked."""
        self._iface.showOptionsDialog(self._iface.mainWindow(), PAGE)
        self.engine.ask()

    def show_help(self) -> None:
        open_page("installing" if places.lack() else "index", self)

    def show_log(self) -> None:
        viewer = QgsMessageViewer(self)
        viewer.setTitle(tr("Log of the last run"))
        viewer.setMessageAsPlainText(self._log)
        viewer.showMessage(False)

    # set-up

    def _set_up_widgets(self) -> None:
        self.setWindowIcon(QIcon(ICON))
        self.modelFile.setFilter(tr("MaMOL models (*{suffix})").format(suffix=MODEL_SUFFIX))
        self.modelFile.setDialogTitle(tr("Choose a model"))
        self.modelFile.lineEdit().setPlaceholderText(tr("Choose a model…"))
        self.output.setStorageMode(QgsFileWidget.StorageMode.SaveFile)
        self.output.setFilter(tr("GeoTIFF (*.tif *.tiff)"))
        self.output.setDialogTitle(tr("Save land cover as"))
        self.output.lineEdit().setPlaceholderText(tr("[Save to temporary file]"))
        self.recentModels.setIcon(QgsApplication.getThemeIcon("/mIconHistory.svg"))
        self.classifyButton.setIcon(QIcon(ICON))
        self.areaChoice.addItem(tr("Full extent of the layers"), LAYERS)
        self.areaChoice.addItem(tr("Map canvas extent"), CANVAS)
        self.areaChoice.addItem(tr("Extent of a layer"), EXTENT)
        self.areaChoice.addItem(tr("Polygons of a layer"), POLYGONS)
        for button in (self.moreButton, self.recentModels):
            button.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        for widget in (
            self.setup_panel,
            self.modelProblem,
            self.cardGroup,
            self.runRow,
            self.areaLayer,
            self.areaSelected,
        ):
            widget.hide()

    def _set_up_more(self) -> None:
        menu = QMenu(self)
        self.exampleAction = QAction(tr("&Example scene (simulated)"), self)
        self.exampleAction.triggered.connect(self.example)
        self.logAction = QAction(tr("&Log of the last run…"), self)
        self.logAction.setEnabled(False)
        self.logAction.triggered.connect(self.show_log)
        engine_action = QAction(tr("&Engine…"), self)
        engine_action.triggered.connect(self.show_engine_page)
        self.helpAction = QAction(tr("&Help"), self)
        self.helpAction.triggered.connect(self.show_help)
        menu.addActions([self.exampleAction, self.logAction, engine_action, self.helpAction])
        self.moreButton.setText("⋯")
        self.moreButton.setMenu(menu)
        recent = QMenu(self)
        recent.aboutToShow.connect(self._list_recent)
        self.recentModels.setMenu(recent)

    def _connect(self) -> None:
        self.modelFile.fileChanged.connect(self._load_model)
        self.rows.changed.connect(self._ask)
        self.check.changed.connect(self._show_findings)
        self._iface.mapCanvas().extentsChanged.connect(self._canvas_moved)
        self.rows.picked.connect(self._remember)
        self.card_view.classes_changed.connect(self._remember)
        self.areaChoice.currentIndexChanged.connect(self._area_changed)
        self.areaLayer.layerChanged.connect(self._area_layer_changed)
        for picker in (self.areaChoice, self.areaLayer):
            picker.activated.connect(self._remember)
        for box in (self.areaSelected, self.confidence, self.probabilities, self.sensorsUsed):
            box.toggled.connect(self._remember)
            box.toggled.connect(self._ask)
        self.output.fileChanged.connect(self._remember)
        self.output.fileChanged.connect(self._ask)
        self.classifyButton.clicked.connect(self.classify)
        self.trainButton.clicked.connect(self.train)
        self.cancelButton.clicked.connect(self.cancel)
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

    # model and layers

    def _load_model(self, path: str) -> None:
        """Read the card of the file named in the picker and make a row for each of its sensors."""
        path, problem = path.strip(), ""
        self._card = None
        if path:
            try:
                self._card = read_card(path)
                wanted = wanted_from_card(self._card)
                self.card_view.show_card(self._card, choices.recall("classes") if self._restoring else None)
            except OSError as error:
                problem = tr("The model can't be read: {reason}.").format(reason=error.strerror or error)
            except ValueError as error:
                problem = str(error)
            except (KeyError, TypeError, AttributeError):
                self._card = None
                problem = tr("The model's card is incomplete; train the model again.")
        if self._card is None:
            wanted = [Wanted(role) for role in ROLES]
        else:
            choices.add_recent_model(path)
            self.cardGroup.setTitle(tr("About {name}").format(name=self._card.get("name") or stem(path)))
        self.modelProblem.setText(problem)
        self.modelProblem.setVisible(bool(problem))
        self.cardGroup.setVisible(self._card is not None)
        self.rows.set_sensors(wanted)
        self._restore_rows()
        self._remember()
        self._ask()

    def _layers_changed(self, _layers: Any) -> None:
        self._refresh_later.start(0)

    def _list_recent(self) -> None:
        menu = self.recentModels.menu()
        menu.clear()
        starter = menu.addAction(tr("Starter model (demonstration)"))
        starter.triggered.connect(lambda _checked=False: self.modelFile.setFilePath(STARTER))
        menu.addSeparator()
        for path in choices.recent_models():
            action = menu.addAction(stem(path))
            action.setToolTip(path)
            action.triggered.connect(lambda _checked=False, path=path: self.modelFile.setFilePath(path))

    # area

    def _area(self) -> str:
        return self.areaChoice.currentData()

    def _area_changed(self, _index: int) -> None:
        kind = self._area()
        filters = QgsMapLayerProxyModel.Filter
        kinds = filters.PolygonLayer if kind == POLYGONS else filters.HasGeometry | filters.RasterLayer
        self.areaLayer.set_up(kinds, tr("Choose a layer…"))
        if self.areaLayer.count() == 2:
            self.areaLayer.choose(self.areaLayer.layer(1))
        self.areaLayer.setVisible(kind in (EXTENT, POLYGONS))

    def _area_layer_changed(self, layer: Optional[QgsMapLayer]) -> None:
        selected = self._area() == POLYGONS and layer is not None and layer.selectedFeatureCount() > 0
        self.areaSelected.setVisible(selected)
        self._ask()

    def _canvas_moved(self) -> None:
        if self._area() == CANVAS:
            self._ask()

    def _area_missing(self) -> bool:
        return self._area() in (EXTENT, POLYGONS) and self.areaLayer.currentLayer() is None

    def _area_parameters(self) -> Dict[str, Any]:
        kind, layer = self._area(), self.areaLayer.currentLayer()
        if kind == CANVAS:
            canvas = self._iface.mapCanvas()
            return {"EXTENT": QgsReferencedRectangle(canvas.extent(), canvas.mapSettings().destinationCrs())}
        if kind == EXTENT and layer is not None:
            return {"EXTENT": QgsReferencedRectangle(layer.extent(), layer.crs())}
        if kind == POLYGONS and layer is not None:
            only_selected = not self.areaSelected.isHidden() and self.areaSelected.isChecked()
            return {"AOI": QgsProcessingFeatureSourceDefinition(layer.id(), only_selected)}
        return {}

    # running

    def _start(self, name: str, parameters: Dict[str, Any]) -> None:
        if self._run is not None:
            text = tr("Another run is in progress. Wait until it has finished, or cancel it.")
            say(self.messages, text, Qgis.MessageLevel.Info)
            return
        self.messages.clearWidgets()
        self.check.forget()
        self._run = run = Run(name, parameters, self)
        run.progressed.connect(lambda done: self.progress.setValue(round(10 * done)))
        run.stage_changed.connect(self._show_stage)
        run.finished.connect(self._finished)
        self.progress.setValue(0)
        self.stage.setText(tr("Starting…"))
        self.cancelButton.setEnabled(True)
        self._update()
        run.start()

    def _show_stage(self, text: str) -> None:
        if self._run is not None and not self._run.cancelled:
            self.stage.setText(text)

    def _finished(self) -> None:
        run, self._run = self._run, None
        self._log = run.log
        self.logAction.setEnabled(True)
        self._ask()
        if run.ok:
            self._show_results(run)
        else:
            level = Qgis.MessageLevel.Info if run.cancelled else Qgis.MessageLevel.Critical
            say(self.messages, run.error, level, None if run.cancelled else (tr("Lo&g"), self.show_log))
            run.deleteLater()

    def _show_results(self, run: Run) -> None:
        """Use what came out, and say so. What belongs to a project that was closed meanwhile is offered, not used."""
        text, use, look = self._results(run)
        if run.project_closed:
            text += " " + tr("Its project was closed during the run, so nothing was added to this one.")
        else:
            use = None
        level = Qgis.MessageLevel.Warning if run.warnings else Qgis.MessageLevel.Success
        log = (tr("Lo&g"), self.show_log) if run.warnings else None
        say(self.messages, "\n".join([text, *run.warnings]), level, use, look, log)

    def _results(self, run: Run) -> Tuple[str, Button, Optional[Button]]:
        """What to say about a run that went well, how to use what came out later, and how to look at it."""
        if run.name == "train":
            model, report = run.results["MODEL"], QUrl.fromLocalFile(run.results["REPORT_HTML"])
            look = (tr("Open report"), lambda: QDesktopServices.openUrl(report))
            use = (tr("Choose the model"), lambda: self.modelFile.setFilePath(model))
            if run.project_closed:
                return tr("Model trained in {time}: {model}.").format(time=run.time_taken(), model=model), use, look
            self.modelFile.setFilePath(model)
            return tr("Model trained in {time} and chosen.").format(time=run.time_taken()), use, look
        use = (tr("Add to this project"), run.load_layers)
        if run.name == "example":
            return tr("The example scene is open; its data are simulated. Next: Train…"), use, None
        layers, made = QgsProject.instance().mapLayers().values(), run.results["OUTPUT"]
        facts = next((facts_of(layer) for layer in layers if layer.source() == made), None)
        look = (tr("Areas…"), lambda: show_areas(facts, self)) if facts else None
        return tr("Land cover mapped in {time}.").format(time=run.time_taken()), use, look

    # state

    def _ask(self, *_: Any) -> None:
        """Have the engine asked what it would say to the choices, where they are a request already."""
        rows = self.rows.parameters(usable=True)
        if self._shown and self._card and rows and self._run is None and not (self._area_missing() or self._lacking):
            self.check.ask(lambda: self._parameters(self.rows.parameters(usable=True)))
        else:
            self.check.forget()
        self._show_findings()

    def _show_findings(self) -> None:
        self.rows.show_findings(self.check)
        self._update()

    def _update(self) -> None:
        """Bring texts and buttons in line with what is chosen, what the engine says of it and what runs."""
        running = self._run is not None
        refusal = self._refusal()
        if not QgsProject.instance().mapLayers() and not (running or self._lacking):
            text = html.escape(tr("Add raster layers to the project, or try the {0}example scene{1}."))
            text = text.format("<a href='example'>", "</a>")
        else:
            lines = [refusal] if refusal else [expected_result(self._card, self.rows.layers(), self.check)]
            lines += [] if refusal else self.check.warnings_about(None)
            text = html.escape("\n".join(lines)).replace("\n", "<br>")
        self.expectedResult.setText(text)
        self.expectedResult.setVisible(not running)
        self.runRow.setVisible(running)
        possible = not running and not self._lacking
        self.classifyButton.setEnabled(self._card is not None and bool(self.rows.layers()) and not refusal and possible)
        self.trainButton.setEnabled(possible)
        self.exampleAction.setEnabled(possible)
        if self.train_dialog is not None:
            self.train_dialog.hold(tr("Another run is in progress. Train when it has finished.") if running else "")

    def _refusal(self) -> str:
        """Why Classify can't be clicked with what is chosen; empty where it can, or where nothing is chosen yet."""
        refused = self.rows.refused() if self._card else []
        if self._lacking:
            return tr("Set up the engine first (above).")
        if self._area_missing():
            return tr("Choose the layer that gives the area.")
        if refused:
            sensors = join_sensors([row.sensor for row in refused])
            return tr("Fix the problem shown below the layer first: {sensors}.").format(sensors=sensors)
        return self.check.refusal(None)

    def _show_engine(self) -> None:
        before, self._lacking = self._lacking, bool(places.lack())
        if self._lacking and not before:
            self.setup_panel.offer()
        elif before and not self._lacking:
            say(self.messages, tr("The engine is ready."), Qgis.MessageLevel.Success)
        self.setup_panel.setVisible(self._lacking)
        self.engineState.setText(self.engine.text)
        self.engineState.setToolTip(self.engine.details)
        self.engineState.setVisible(not self._lacking or bool(places.python()))  # the card has said the rest
        if before != self._lacking:
            self._ask()
        self._update()

    def _remember(self, *_: Any) -> None:
        """Keep in the project what a person chose."""
        if self._restoring:
            return
        picked = [row for row in self.rows.rows if row.was_picked]
        choices.remember_path("model", self.modelFile.filePath().strip())
        choices.remember("layers", {row.sensor: row.layer().id() if row.layer() else "" for row in picked} or None)
        choices.remember("masks", {row.sensor: row.mask().id() for row in picked if row.mask()} or None)
        choices.remember("classes", self.card_view.edited_classes() if self._card else None)
        area, layer = self._area(), self.areaLayer.currentLayer()
        choices.remember(
            "area", [area, layer.id() if layer and area in (EXTENT, POLYGONS) else ""] if area != LAYERS else None
        )
        choices.remember_path("output", self.output.filePath().strip())
        boxes = (self.confidence, self.probabilities, self.sensorsUsed)
        choices.remember("extras", [box.objectName() for box in boxes if box.isChecked()] or None)

    def _restore(self, *_: Any) -> None:
        """Take up what the project remembers."""
        self._forget_training()
        self._restoring = True
        try:
            self._take_up()
        finally:
            self._restoring = False

    def _take_up(self) -> None:
        project = QgsProject.instance()
        area, layer_id = choices.recall("area", [LAYERS, ""])
        self.areaChoice.setCurrentIndex(max(0, self.areaChoice.findData(area)))
        self._area_changed(0)
        if layer_id:
            self.areaLayer.choose(project.mapLayer(layer_id))
        self.output.setFilePath(choices.recall_path("output"))
        for box in (self.confidence, self.probabilities, self.sensorsUsed):
            box.setChecked(box.objectName() in choices.recall("extras", []))
        model = choices.recall_path("model") or self.modelFile.filePath().strip()
        self.modelFile.blockSignals(True)
        self.modelFile.setFilePath(model)
        self.modelFile.blockSignals(False)
        self._load_model(model)

    def _forget_training(self) -> None:
        """Close the training dialog: its layers, labels and file belong to the project that was open."""
        if self.train_dialog is not None:
            self.train_dialog.close()
            self.train_dialog.deleteLater()
            self.train_dialog = None

    def _project_closed(self) -> None:
        self.messages.clearWidgets()  # they are about the project before
        self._restore()

    def _restore_rows(self) -> None:
        """Layers a person chose earlier in this project, guesses for the rest."""
        project = QgsProject.instance()
        layers, masks = choices.recall("layers", {}), choices.recall("masks", {})
        for row in self.rows.rows:
            if row.sensor in layers:
                row.pick(project.mapLayer(layers[row.sensor]), project.mapLayer(masks.get(row.sensor, "")))
        self.rows.prefill()


def _destination(path: str) -> QgsProcessingOutputLayerDefinition:
    """An output that is opened in the project when it is done; a temporary one where the path is empty."""
    return QgsProcessingOutputLayerDefinition(path or QgsProcessing.TEMPORARY_OUTPUT, QgsProject.instance())
