"""A row that gives a sensor a raster layer of the project, prefilled by a guess and open to change."""

from __future__ import annotations

from typing import Any, List, Optional, Sequence, Tuple, cast

from qgis.core import QgsApplication, QgsMapLayer, QgsMapLayerProxyModel, QgsProject, QgsRasterLayer
from qgis.PyQt import sip
from qgis.PyQt.QtCore import QSize, Qt, pyqtSignal
from qgis.PyQt.QtGui import QIcon
from qgis.PyQt.QtWidgets import QHBoxLayout, QInputDialog, QLabel, QToolButton, QVBoxLayout, QWidget

from ...mamol_core.presets import MASK_KINDS
from ...mamol_core.roles import role_of
from ..layers import bands, dates, guess, products
from ..layers.dates import Dated
from ..layers.guess import Guess, Wanted
from ..layers.inputs import InputError, raster_path
from ..layers.sensors import role_icon, sensor_name, sensor_title
from ..paths import ROOT
from ..texts import breakable, plain_tip, tr
from .bands_dialog import BandsDialog
from .dates_dialog import DatesDialog
from .layer_picker import LayerPicker


class SensorRow(QWidget):
    """One sensor: its layer, why that one, and an optional mask layer.

    ``changed``: layer or mask are others now, by whomever. ``picked``: a person chose them.
    """

    changed = pyqtSignal()
    picked = pyqtSignal()

    def __init__(self, wanted: Wanted, parent: Optional[QWidget] = None) -> None:
        super().__init__(parent)
        self.wanted = wanted
        self.was_picked = False
        self._guess: Optional[Guess] = None
        self._why_not = ""
        self._refused = ""
        self._warnings: List[str] = []
        self._mask_meaning = ""
        self._watched: List[QgsMapLayer] = []
        self._mask_of_product: Optional[QgsMapLayer] = None
        self._series: List[Tuple[str, str]] = []  # ids of layers and masks, by date; empty for a layer alone
        name = sensor_name(wanted.sensor)

        self.combo = raster_picker(tr("Absent"))
        self.combo.setAccessibleName(tr("Layer for {sensor}").format(sensor=name))
        self.combo.setToolTip(plain_tip(tr("The layer with the {sensor} data, if there is one").format(sensor=name)))
        self.bands_button = _tool_button(
            "bands.svg", tr("Say which band of the {sensor} layer is which").format(sensor=name)
        )
        self.dates_button = _tool_button("", tr("Several dates of {sensor}: a series").format(sensor=name))
        self.dates_button.setIcon(QgsApplication.getThemeIcon("/propertyicons/temporal.svg"))
        self.mask_button = _tool_button("mask.svg", tr("Mask {sensor}: leave pixels out").format(sensor=name))
        self.mask_button.setCheckable(True)
        self.mask_combo = raster_picker(tr("No mask"))
        self.mask_combo.setAccessibleName(tr("Mask for {sensor}").format(sensor=name))
        tip = tr("A raster that is 0, or no data, where {sensor} must not be used, or a cloud mask as it is delivered")
        self.mask_combo.setToolTip(plain_tip(tip.format(sensor=name)))
        self.codes_button = QToolButton()
        self.codes_button.setText("…")
        self.codes_button.setAutoRaise(True)
        self.codes_button.setToolTip(tr("Say what in the mask must not be used"))
        self.codes_button.setAccessibleName(self.codes_button.toolTip())
        self.note = QLabel()
        self.note.setWordWrap(True)
        self.note.setTextFormat(Qt.TextFormat.PlainText)
        small = self.note.font()
        small.setPointSizeF(small.pointSizeF() * 0.9)
        self.note.setFont(small)
        self._sign = QLabel()
        self._build()
        self.mask_combo.hide()
        self.codes_button.hide()
        self.combo.layerChanged.connect(self._follow)
        self.combo.activated.connect(self._on_picked)
        self.combo.lost.connect(self._on_lost)
        self.mask_combo.layerChanged.connect(self._mask_follows)
        self.mask_combo.activated.connect(self._on_picked)
        self.bands_button.clicked.connect(self.ask_for_bands)
        self.dates_button.clicked.connect(self.ask_for_dates)
        self.codes_button.clicked.connect(self.ask_for_codes)
        self.mask_button.toggled.connect(self._show_mask)
        QgsProject.instance().layersRemoved.connect(self._some_left)
        self.explain()

    @property
    def sensor(self) -> str:
        return self.wanted.sensor

    def layer(self) -> Optional[QgsMapLayer]:
        return self.combo.currentLayer()

    def mask(self) -> Optional[QgsMapLayer]:
        """The mask of a layer alone; each date of a series has its own."""
        return self.mask_combo.currentLayer() if self.mask_button.isChecked() else None

    def series(self) -> List[Dated]:
        """The layers of a series that are still in the project, and their masks; empty where there is one layer."""
        layers = QgsProject.instance().mapLayers()
        return [(layers[one], layers.get(mask)) for one, mask in self._series if one in layers]

    def entries(self) -> List[Tuple[str, QgsMapLayer, Optional[QgsMapLayer]]]:
        """What a run is given: sensor, of a series with its date, layer and mask; nothing where the row is empty."""
        layer = self.layer()
        if layer is None:
            return []
        dated: List[Dated] = self.series() or ([(layer, self.mask())] if self.wanted.series else [])
        if dated:
            return [(f"{self.sensor}@{dates.date_of(one)}", one, mask) for one, mask in dated]
        return [(self.sensor, layer, self.mask())]

    def problem(self) -> str:
        """Why the layer can't be used, as far as it can be told here; empty where nothing speaks against it."""
        for _, layer, mask in self.entries():
            problem = _problem(layer, self.wanted) or (_unreadable(mask) if mask is not None else "")
            if problem:
                return problem
        dated = [layer for key, layer, _ in self.entries() if "@" in key]
        return dates.wrong_dates([(layer.name(), dates.date_of(layer)) for layer in dated])

    def refusal(self) -> str:
        """Why the layer would be refused, by what can be told here or by what the engine said."""
        return self.problem() or (self._refused if self.layer() is not None else "")

    def show_findings(self, refused: str, warnings: Sequence[str], mask: str = "") -> None:
        """Show what the engine would say of the layer and what it takes the mask for; nothing where it is not known."""
        self._refused, self._warnings, self._mask_meaning = refused, list(warnings), mask
        self.explain()

    def prefill(self, found: Optional[Guess], why_not: str = "") -> None:
        """Take a guess, or say ``why_not``, unless a person has chosen already."""
        if self.was_picked:
            return
        self._guess, self._why_not, self._series = found, why_not, []
        self.combo.choose(QgsProject.instance().mapLayer(found.layer_id) if found else None)
        self._take_mask_of_product()
        self.explain()

    def take_over(
        self, layer: Optional[QgsMapLayer], mask: Optional[QgsMapLayer], series: Sequence[Dated] = ()
    ) -> None:
        """Show what was chosen elsewhere; it may follow that again, as no person has chosen here.

        ``series``: the dates, of which the layer is the first, where there are several.
        """
        self._guess = None
        self._series = [(one.id(), "" if its_mask is None else its_mask.id()) for one, its_mask in series]
        self.combo.choose(layer)
        self._watch_chosen()
        self.mask_combo.choose(mask)
        self.mask_button.setChecked(mask is not None)
        self._mask_of_product = products.mask_of(layer)
        self.explain()

    def pick(
        self, layer: Optional[QgsMapLayer], mask: Optional[QgsMapLayer] = None, series: Sequence[Dated] = ()
    ) -> None:
        """Set what a person chose, now or when the project was saved; see :meth:`take_over`."""
        self.was_picked = True
        self.take_over(layer, mask, series)

    def retire(self) -> None:
        """Listen no more and go away."""
        self._watch([])
        QgsProject.instance().layersRemoved.disconnect(self._some_left)
        for sender in (self, self.combo, self.mask_combo):
            sender.blockSignals(True)
        self.hide()
        self.deleteLater()

    def title_widget(self) -> QWidget:
        """What names the sensor at the head of the row."""
        label = QLabel(sensor_title(self.wanted.sensor, len(self.wanted.bands)).replace("&", "&&"))
        label.setTextFormat(Qt.TextFormat.PlainText)
        label.setBuddy(self.combo)
        return label

    def _build(self) -> None:
        icon = QLabel()
        icon.setPixmap(role_icon(role_of(self.wanted.sensor)).pixmap(QSize(16, 16)))
        head = QHBoxLayout()
        head.addWidget(icon)
        head.addWidget(self.title_widget(), 1)
        picker = QHBoxLayout()
        picker.addWidget(self.combo, 1)
        picker.addWidget(self.dates_button)
        picker.addWidget(self.bands_button)
        picker.addWidget(self.mask_button)
        below = QHBoxLayout()
        below.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        below.addWidget(self.note, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 2)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addLayout(picker)
        masks = QHBoxLayout()
        masks.addWidget(self.mask_combo, 1)
        masks.addWidget(self.codes_button)
        layout.addLayout(masks)
        layout.addLayout(below)

    def ask_for_bands(self) -> None:
        """Let a person say which band of the layer is which."""
        layer = self.layer()
        if isinstance(layer, QgsRasterLayer):
            taken = BandsDialog(layer, role_of(self.sensor), self).exec()
            for other, _ in self.series() if taken else ():
                if other is not layer and bands.said_of(other) != bands.said_of(layer):
                    bands.say(other, bands.said_of(layer))

    def ask_for_dates(self) -> None:
        """Let a person say which layers are dates of the sensor, when they were taken, and which masks they have."""
        layer = self.layer()
        dialog = DatesDialog(self.sensor, layer, self.series(), self)
        if not dialog.exec():
            return
        series = dialog.series()
        alone = series[0] if len(series) == 1 else (None, None)
        self.pick(series[0][0] if series else None, alone[1], series if len(series) > 1 else ())
        self.changed.emit()
        self.picked.emit()

    def ask_for_codes(self) -> None:
        """Let a person say what in the mask must not be used."""
        masks = self._masks()
        if not masks:
            return
        mask, recognised = masks[0], tr("What is recognised")
        choices = [recognised, *MASK_KINDS, "none"]
        kept = bands.codes_of(mask)
        if kept and kept not in choices:
            choices.append(kept)
        text, taken = QInputDialog.getItem(
            self,
            tr("Mask {layer}").format(layer=mask.name()),
            tr("Not used: a kind of mask, or values such as 3,8..10, or bits such as bits:1,3"),
            choices,
            choices.index(kept) if kept else 0,
        )
        if taken:
            for each in masks:
                bands.say_codes(each, "" if text == recognised else text.strip())
            self.explain()
            self.changed.emit()

    def _masks(self) -> List[QgsMapLayer]:
        """The mask of the layer, or those of the dates of a series."""
        mask = self.mask()
        return [one for _, one in self.series() if one is not None] or ([mask] if mask is not None else [])

    def _on_picked(self, _index: int) -> None:
        self.was_picked = True
        if self.sender() is self.combo and self._series:
            self._series = []
            self._follow(self.layer())  # which it did as one of a series
        self.explain()
        self.picked.emit()

    def _on_lost(self) -> None:
        rest = self.series()
        if rest:
            self.take_over(rest[0][0], None, rest)
        else:
            self.was_picked = False  # so that the next layer that fits is taken

    def _some_left(self, ids: List[str]) -> None:
        if any(one in ids for dated in self._series for one in dated):
            self.explain()
            self.changed.emit()

    def _follow(self, _layer: Optional[QgsMapLayer]) -> None:
        self._watch_chosen()
        self._take_mask_of_product()
        self.explain()
        self.changed.emit()

    def _take_mask_of_product(self) -> None:
        """Choose the cloud mask that came with the layer, in place of none or of the former layer's own."""
        mask, chosen = products.mask_of(self.layer()), self.mask_combo.currentLayer()
        if self._series:
            return
        if chosen is not None and chosen is not self._mask_of_product:
            return  # what a person chose, or the project had
        if mask is not chosen:
            self.mask_combo.choose(mask)
            self.mask_button.setChecked(mask is not None)
        self._mask_of_product = mask

    def _watch_chosen(self) -> None:
        layer = self.layer()
        self._watch([one for one, _ in self.series()] or ([layer] if layer is not None else []))

    def _watch(self, layers: List[QgsMapLayer]) -> None:
        """Listen to changes of layers' properties: CRS, nodata, bands and dates decide what the engine says of them."""
        for layer in self._watched:
            if not sip.isdeleted(layer):
                layer.crsChanged.disconnect(self._altered)
                layer.repaintRequested.disconnect(self._altered)
                layer.customPropertyChanged.disconnect(self._property_changed)
        self._watched = layers
        for layer in layers:
            layer.crsChanged.connect(self._altered)
            layer.repaintRequested.connect(self._altered)
            layer.customPropertyChanged.connect(self._property_changed)

    def _altered(self, *_: Any) -> None:
        self.changed.emit()

    def _property_changed(self, key: str) -> None:
        if key == products.PROPERTY:
            self._take_mask_of_product()
        if key in (bands.PROPERTY, dates.PROPERTY):
            self.explain()
            self.changed.emit()

    def _mask_follows(self, _layer: Optional[QgsMapLayer]) -> None:
        self.explain()
        self.changed.emit()

    def _show_mask(self, shown: bool) -> None:
        self.mask_combo.setVisible(shown)
        self.codes_button.setVisible(shown)
        if not shown and self.mask_combo.currentLayer() is not None:
            self.was_picked = True
            self.picked.emit()
        self.changed.emit()

    def explain(self) -> None:
        """Say what speaks against this layer, what becomes of it, or why this one; where there is none, why not."""
        self.bands_button.setEnabled(isinstance(self.layer(), QgsRasterLayer))
        series = self.series()
        self.mask_button.setVisible(not series)
        self.mask_combo.setVisible(self.mask_button.isChecked() and not series)
        self.codes_button.setVisible(bool(self._masks()) if series else self.mask_button.isChecked())
        layer, warning = self.layer(), QgsApplication.getThemeIcon("/mIconWarning.svg")
        text, sign = "", QIcon()
        if layer is None:
            text = "" if self.was_picked else self._why_not
        elif self.refusal():
            text, sign = self.refusal(), QIcon(str(ROOT / "resources" / "icons" / "refused.svg"))
        elif self._warnings:
            text, sign = "\n".join(self._warnings), warning
        elif isinstance(layer, QgsRasterLayer):
            facts = guess.facts_of(layer)
            if facts.paletted:
                text, sign = tr("This is a class raster, not imagery."), warning
            elif self._guess is not None and not self.was_picked and self._guess.layer_id == layer.id():
                text = tr("Guessed: {reason}").format(reason=self._guess.reason)
            else:
                text = guess.describe_bands(facts.bands)
        if series:
            text = "\n".join(filter(None, [_in_words(series), text]))
        if self._mask_meaning and (series or self.mask() is not None):
            text += ("\n" if text else "") + tr("Mask: {meaning}.").format(meaning=self._mask_meaning)
        self.note.setText(breakable(text))
        self.note.setVisible(bool(text))
        self._sign.setVisible(not sign.isNull())
        self._sign.setPixmap(sign.pixmap(QSize(14, 14)))


def raster_picker(empty: str) -> LayerPicker:
    """A picker of raster layers that starts empty."""
    picker = LayerPicker()
    picker.set_up(QgsMapLayerProxyModel.Filter.RasterLayer, empty)
    return picker


def _tool_button(icon: str, text: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(QIcon(str(ROOT / "resources" / "icons" / icon)))
    button.setAutoRaise(True)
    button.setToolTip(plain_tip(text))
    button.setAccessibleName(text)
    return button


def _problem(layer: QgsMapLayer, wanted: Wanted) -> str:
    return _unreadable(layer) or guess.misfit(guess.facts_of(cast(QgsRasterLayer, layer)), wanted)


def _in_words(series: Sequence[Dated]) -> str:
    taken = sorted(dates.date_of(layer) for layer, _ in series)
    masked = sum(mask is not None for _, mask in series)
    words = tr("%n date(s), {first} to {last}", n=len(series)).format(first=taken[0], last=taken[-1])
    return words + (", " + tr("%n with a mask", n=masked) if masked else "") + "."


def _unreadable(layer: QgsMapLayer) -> str:
    try:
        raster_path(layer)
    except InputError as error:
        return str(error)
    return ""
