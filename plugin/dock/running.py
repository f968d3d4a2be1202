"""The run that the dock has started: its progress, its log, and the message about its end."""

from __future__ import annotations

from typing import Any, Callable, Dict, Optional, Tuple

from qgis.core import Qgis, QgsProject
from qgis.gui import QgsMessageBar, QgsMessageViewer
from qgis.PyQt.QtCore import QObject, QUrl, pyqtSignal
from qgis.PyQt.QtGui import QDesktopServices
from qgis.PyQt.QtWidgets import QLabel, QProgressBar, QPushButton, QWidget

from ...mamol_core.adapters import ADAPTED, AS_IT_IS, read_adapter_card
from ...mamol_core.cards import read_card
from ..model.accuracy import grown, moved, percent
from ..results.layer_actions import show_areas
from ..results.map_facts import facts_of
from ..run import Run
from ..texts import tr
from .messages import Button, say


class Running(QObject):
    """One run at a time. ``changed``: a run has begun or ended. ``log``: what the last one wrote.
    ``places_found``: places to label were written to this file, for the project that is open.

    ``choose_model`` is told the file of a model that was just trained, and the name of an adapter that was made of it.
    """

    changed = pyqtSignal()
    places_found = pyqtSignal(str)

    def __init__(
        self,
        messages: QgsMessageBar,
        progress: QProgressBar,
        stage: QLabel,
        cancel: QPushButton,
        choose_model: Callable[..., None],
    ) -> None:
        super().__init__(messages)
        self.log = ""
        self._messages, self._progress, self._stage, self._cancel = messages, progress, stage, cancel
        self._choose_model = choose_model
        self._run: Optional[Run] = None
        self._continued: Optional[Dict[str, Any]] = None
        cancel.clicked.connect(self.cancel)

    def is_on(self) -> bool:
        return self._run is not None

    def start(self, name: str, parameters: Dict[str, Any]) -> None:
        """Run ``mamol:NAME``, unless a run is on."""
        if self._run is not None:
            say(
                self._messages,
                tr("Another run is in progress. Wait until it has finished, or cancel it."),
                Qgis.MessageLevel.Info,
            )
            return
        self._messages.clearWidgets()
        self._continued = _card_of(parameters.get("CONTINUE"))
        self._run = run = Run(name, parameters, self)
        run.progressed.connect(lambda done: self._progress.setValue(round(10 * done)))
        run.stage_changed.connect(self._show_stage)
        run.finished.connect(self._finished)
        self._progress.setValue(0)
        self._stage.setText(tr("Starting…"))
        self._cancel.setEnabled(True)
        self.changed.emit()
        run.start()

    def cancel(self) -> None:
        if self._run is not None:
            self._run.cancel()
            self._stage.setText(tr("Cancelling…"))
            self._cancel.setEnabled(False)

    def stop(self) -> None:
        """Cancel and wait for the end; nothing is said of it."""
        if self._run is not None:
            self._run.finished.disconnect(self._finished)
            self._run.cancel_and_wait()
            self._run = None

    def show_log(self) -> None:
        viewer = QgsMessageViewer(self._window())
        viewer.setModal(False)
        viewer.setTitle(tr("Log of the last run"))
        viewer.setMessageAsPlainText(self.log)
        viewer.showMessage(False)

    def _window(self) -> QWidget:
        return self._messages.window()

    def _show_stage(self, text: str) -> None:
        if self._run is not None and not self._run.cancelled:
            self._stage.setText(text)

    def _finished(self) -> None:
        run, self._run = self._run, None
        self.log = run.log
        self.changed.emit()
        if run.ok:
            self._show_results(run)
        else:
            level = Qgis.MessageLevel.Info if run.cancelled else Qgis.MessageLevel.Critical
            look = None if run.report is None else _open_report(run.report)
            say(self._messages, run.error, level, look, None if run.cancelled else (tr("Lo&g"), self.show_log))
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
        say(self._messages, "\n".join([text, *run.warnings]), level, use, look, log)

    def _results(self, run: Run) -> Tuple[str, Optional[Button], Optional[Button]]:
        """What to say about a run that went well, how to use what came out later, and how to look at it."""
        if run.name == "train":
            model, look = run.results["MODEL"], _open_report(run.results["REPORT_HTML"])
            if run.results.get("ADAPTER_FILE"):
                return (*self._adapted(run, model), look)
            use: Optional[Button] = (tr("Choose the model"), lambda: self._choose_model(model))
            if run.project_closed:
                return tr("Model trained in {time}: {model}.").format(time=run.time_taken(), model=model), use, look
            self._choose_model(model)
            text = tr("Model trained in {time} and chosen.").format(time=run.time_taken())
            made = _card_of(model)
            if self._continued is not None and made is not None:
                news = grown(self._continued, made) or moved(self._continued, made)
                text = "\n".join(filter(None, [text, news]))
            return text, use, look
        if run.name == "suggest":
            if run.project_closed:
                return tr("Places to label were written to {0}.").format(run.results["OUTPUT"]), None, None
            self.places_found.emit(run.results["OUTPUT"])
            return tr("The places to label are in the layer of labels. Next place shows them one by one."), None, None
        use = (tr("Add to this project"), run.load_layers)
        if run.name == "example":
            return tr("The example scene is open; its data are simulated. Next: Train…"), use, None
        if run.name == "importproduct":
            clouds = run.results["MASK"]
            text = tr("The product is open, with its cloud mask.") if clouds else tr("The product is open.")
            return text, use, None
        layers, made = QgsProject.instance().mapLayers().values(), run.results["OUTPUT"]
        facts = next((facts_of(layer) for layer in layers if layer.source() == made), None)
        look = (tr("Areas…"), lambda: show_areas(facts, self._window())) if facts else None
        return tr("Land cover mapped in {time}.").format(time=run.time_taken()), use, look

    def _adapted(self, run: Run, model: str) -> Tuple[str, Optional[Button]]:
        """What to say of an adapter that was made, and how to use it later."""
        made = read_adapter_card(run.results["ADAPTER_FILE"])
        if not run.project_closed:
            self._choose_model(model, made["name"])
        before, after = (percent(made["accuracy"][key]["oa"]) for key in (AS_IT_IS, ADAPTED))
        text = tr(
            "Adapter {name} made in {time}: {before} of the labels kept aside are mapped right by the model as it is, "
            "{after} with the adapter. The model stays as it is."
        ).format(name=made["name"], time=run.time_taken(), before=before, after=after)
        return text, (tr("Choose the adapter"), lambda: self._choose_model(model, made["name"]))


def _open_report(path: str) -> Button:
    return tr("Open report"), lambda: QDesktopServices.openUrl(QUrl.fromLocalFile(path))


def _card_of(model: Optional[str]) -> Optional[Dict[str, Any]]:
    """A model's card; None where there is none that can be read."""
    try:
        return read_card(model) if model else None
    except (OSError, ValueError):
        return None
