"""The loop of labelling, in one place of the dock: draw, have places suggested, give them classes, train further."""

from __future__ import annotations

from typing import Any, Dict, List, Optional

from qgis.core import (
    QgsCsException,
    QgsProcessingFeatureSourceDefinition,
    QgsProcessingUtils,
    QgsProject,
    QgsVectorLayer,
)
from qgis.gui import QgisInterface
from qgis.PyQt import uic
from qgis.PyQt.QtCore import QSize, QTimer, pyqtSignal
from qgis.PyQt.QtGui import QColor, QIcon, QPixmap
from qgis.PyQt.QtWidgets import QMenu, QWidget

from ..layers import label_layer
from ..layers.inputs import InputError
from ..layers.label_guess import likely_field
from ..layers.labels import CODE_FIELD, Category
from ..model.about import places_learned_from
from ..paths import ROOT
from ..texts import tr
from .model_choice import ModelChoice
from .sensor_rows import SensorRows

_AROUND = 4  # how much more than a place is shown around it


class LabelTools(QWidget):
    """What is drawn, and in which layer. ``suggest_wanted`` and ``training_wanted``: a person asked for it. ``done``:
    what to tell that was done."""

    suggest_wanted = pyqtSignal()
    training_wanted = pyqtSignal()
    done = pyqtSignal(str)

    def __init__(self, iface: QgisInterface, model: ModelChoice, rows: SensorRows) -> None:
        super().__init__()
        self._iface, self._model, self._rows = iface, model, rows
        self._layer: Optional[QgsVectorLayer] = None
        self._palette: Dict[str, str] = {}
        self._possible = True
        self._soon = QTimer(self)  # many features may change at once
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self.update_state)
        uic.loadUi(str(ROOT / "ui" / "labelling.ui"), self)
        self.classes.setIconSize(QSize(22, 14))
        self._sources = QMenu(self)
        self._sources.aboutToShow.connect(self._list_sources)
        self.addButton.setMenu(self._sources)
        self.drawButton.clicked.connect(self.draw)
        self.giveButton.clicked.connect(self.give)
        self.suggestButton.clicked.connect(self.suggest_wanted)
        self.nextButton.clicked.connect(self.show_next)
        self.furtherButton.clicked.connect(self.training_wanted)
        self.classes.activated.connect(self._class_changed)
        self.classes.lineEdit().editingFinished.connect(self._class_changed)
        QgsProject.instance().layersWillBeRemoved.connect(self._leave)
        model.changed.connect(self._model_changed)
        self.update_state()

    def unload(self) -> None:
        """Let go of the project."""
        QgsProject.instance().layersWillBeRemoved.disconnect(self._leave)
        self._follow(None)

    def open(self) -> None:
        """The panel is shown: take the project's layer for labels, where it has one."""
        self._follow(label_layer.usable(self._iface.activeLayer()) or label_layer.find())
        self._refresh_palette()

    def layer(self) -> Optional[QgsVectorLayer]:
        """The layer with the labels; None before anything was drawn."""
        return self._layer

    def parameters(self) -> Dict[str, Any]:
        """What ``mamol:suggest`` is to know besides model, layers and area."""
        values: Dict[str, Any] = {"OUTPUT": QgsProcessingUtils.generateTempFilename("places.gpkg")}
        if self._layer is not None and label_layer.count_classes(self._layer) > 1:
            values["LABELS"] = QgsProcessingFeatureSourceDefinition(self._layer.id(), False)
            values["FIELD"] = CODE_FIELD
        return values

    # what a person does

    def draw(self) -> None:
        """Draw polygons of the chosen class, in a new scratch layer where there is none."""
        name = self._class_to_draw()
        if not name:
            self.classes.setFocus()
            return
        self._make_ready()
        label_layer.draw_as(self._layer, name)
        if not self._layer.isEditable():
            self._layer.startEditing()
        self._iface.setActiveLayer(self._layer)
        self._iface.actionAddFeature().trigger()

    def give(self) -> None:
        """Give the class to the selected polygons; after a place without one, go to the next."""
        name = self._class_to_draw()
        if not name or self._layer is None:
            return
        chosen = list(self._layer.selectedFeatureIds())
        was_open = set(chosen) & set(label_layer.open_places(self._layer))
        label_layer.give(self._layer, chosen, name)
        if was_open:
            self.show_next()
        else:
            self.update_state()

    def show_next(self) -> None:
        """Select and show the next place without a class."""
        places = label_layer.open_places(self._layer) if self._layer is not None else []
        if not places:
            self.update_state()
            return
        selected = self._layer.selectedFeatureIds()
        later = [place for place in places if selected and _after(place, selected[0])]
        self._layer.selectByIds([(later or places)[0]])
        self._iface.setActiveLayer(self._layer)
        canvas = self._iface.mapCanvas()
        canvas.zoomToSelected(self._layer)
        canvas.zoomByFactor(_AROUND)
        self.update_state()

    def add_places(self, file: str) -> None:
        """Take the places that were suggested into the layer, and show the first."""
        self._make_ready()
        try:
            label_layer.add_places(self._layer, file)
        except InputError as error:
            self.done.emit(str(error))
        self._layer.removeSelection()
        self.show_next()

    def add_labels(self, other: QgsVectorLayer) -> None:
        """Take the labels of another layer into the layer, so that they are trained with as well."""
        self._make_ready()
        try:
            added, others = label_layer.add_labels(self._layer, other, self._names())
        except QgsCsException:
            text = tr("The labels of '{0}' can't be brought to the CRS of layer '{1}'. Nothing was added.")
        except InputError as error:
            self.done.emit(str(error))
            return
        else:
            self._refresh_palette()
            none = tr("The labels of '{0}' are in layer '{1}' already, or have no class. Nothing was added.")
            text = tr("%n label(s) of '{0}' were added to layer '{1}'.", n=added) if added or others else none
            left_out = tr("%n polygon(s) were left out, as the layer has them with another class or none.", n=others)
            text += " " + left_out if others else ""
        self.done.emit(text.format(other.name(), self._layer.name()))

    def _list_sources(self) -> None:
        self._sources.clear()
        for other in label_layer.sources(self._layer):
            action = self._sources.addAction(f"{other.name()} ({likely_field(other)})".replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, other=other: self.add_labels(other))
        if self._sources.isEmpty():
            self._sources.addAction(tr("There is no other layer of polygons")).setEnabled(False)

    # what the panel says

    def hold(self, possible: bool) -> None:
        """Whether a run may be started now."""
        self._possible = possible
        if not self.isHidden():
            self.update_state()

    def update_state(self, *_: Any) -> None:
        """Bring texts and buttons in line with the layer, the class and the model."""
        layer = self._layer
        places = len(label_layer.open_places(layer)) if layer is not None else 0
        named = bool(self.classes.currentText().strip())
        self.drawButton.setEnabled(named)
        self.giveButton.setEnabled(named and layer is not None and layer.selectedFeatureCount() > 0)
        self.nextButton.setEnabled(places > 0)
        self.furtherButton.setEnabled(self._possible and layer is not None and label_layer.count_classes(layer) > 0)
        problem = self._why_no_suggestions()
        self.suggestButton.setEnabled(self._possible and not problem)
        self.suggestButton.setToolTip(problem or tr("Find places where a label would teach this model most"))
        if layer is None:
            text = tr("Choose or type a class, and draw. The polygons come into a new scratch layer.")
        else:
            done = layer.featureCount() - places
            text = tr("Layer '{0}': %n polygon(s) with a class", n=done).format(layer.name())
            text += tr(", %n without", n=places) if places else ""
            text = " ".join(filter(None, [text + ".", self._hint(), self._what_is_missing(done)]))
        self.told.setText(text)

    def _hint(self) -> str:
        """What the model takes the selected place for."""
        features = self._layer.selectedFeatures() if self._layer.selectedFeatureCount() == 1 else []
        if not features or self._layer.fields().lookupField(label_layer.HINT_FIELD) < 0:
            return ""
        hint = features[0][label_layer.HINT_FIELD]
        return tr("The model wavers here: {0}").format(hint) if isinstance(hint, str) and hint else ""

    def _what_is_missing(self, labelled: int) -> str:
        """That the model was trained with more than the layer has, and would be trained further without it."""
        places = places_learned_from(self._model.card) if self._model.card else 0
        if labelled >= places:
            return ""
        return tr(
            "The model learned from %n place(s). Add their labels, or training further may undo what they taught.",
            n=places,
        )

    def _why_no_suggestions(self) -> str:
        if self._model.card is None:
            return tr("Choose a model first: places are those that it is unsure of.")
        return "" if self._rows.layers() else tr("Choose a layer for at least one sensor.")

    # layer and classes

    def _class_to_draw(self) -> str:
        """The class in the box, which joins the palette where it is new."""
        name = " ".join(self.classes.currentText().split())
        known = {other.casefold(): other for other in self._palette}
        name = known.get(name.casefold(), name)
        if name and name not in self._palette:
            self._palette[name] = ""
            self._refresh_palette(name)
        return name

    def _names(self) -> Dict[int, str]:
        """What the model calls its classes, by code."""
        return {entry["code"]: entry["name"] for entry in (self._model.card or {}).get("classes", [])}

    def _class_changed(self, *_: Any) -> None:
        name = self._class_to_draw()
        if name and self._layer is not None:
            label_layer.draw_as(self._layer, name)
        self.update_state()

    def _model_changed(self) -> None:
        if self.isVisible():
            self._refresh_palette()

    def _make_ready(self) -> None:
        """Have a layer to draw in."""
        if self._layer is None:
            layers = list(self._rows.layers().values())
            crs = layers[0].crs() if layers else QgsProject.instance().crs()
            self._follow(label_layer.create(crs))
            self._refresh_palette(self.classes.currentText())

    def _refresh_palette(self, chosen: str = "") -> None:
        """Offer the model's classes, those of the layer and those that were typed, in their colours."""
        card = self._model.card or {}
        entries = self._model.edited_classes() or card.get("classes", [])
        palette = {entry["name"]: entry["colour"] for entry in entries}
        palette.update({name: colour for name, colour in self._palette.items() if name not in palette})
        if self._layer is not None and label_layer.is_ours(self._layer):
            palette = label_layer.set_palette(self._layer, [Category(*entry) for entry in palette.items()])
        elif self._layer is not None:
            palette = {**label_layer.classes_of(self._layer), **palette}
        self._palette = palette
        chosen = chosen or self.classes.currentText()
        self.classes.blockSignals(True)
        self.classes.clear()
        for name, colour in palette.items():
            self.classes.addItem(_swatch(colour), name)
        self.classes.setCurrentIndex(max(0, self.classes.findText(chosen)))
        self.classes.blockSignals(False)
        self.update_state()

    def _follow(self, layer: Optional[QgsVectorLayer]) -> None:
        for signal in _signals(self._layer) if self._layer is not None else []:
            signal.disconnect(self._update_soon)
        self._layer = layer
        for signal in _signals(layer) if layer is not None else []:
            signal.connect(self._update_soon)

    def _update_soon(self, *_: Any) -> None:
        self._soon.start()

    def _leave(self, ids: List[str]) -> None:
        if self._layer is not None and self._layer.id() in ids:
            self._follow(None)
            self._palette = {}
            self._refresh_palette()


def _signals(layer: QgsVectorLayer) -> List[Any]:
    """What tells that features, their classes or their selection have changed."""
    return [
        layer.featureAdded, layer.featureDeleted, layer.attributeValueChanged, layer.selectionChanged,
        layer.nameChanged,
    ]  # fmt: skip


def _after(place: int, selected: int) -> bool:
    """Whether a feature came after another; those not saved yet count downwards from -1."""
    return place < selected if place < 0 and selected < 0 else place > selected


def _swatch(colour: str) -> QIcon:
    pixmap = QPixmap(44, 28)
    pixmap.fill(QColor(colour or "#999999"))
    return QIcon(pixmap)
