"""The form and the symbols of layers that wait for classes: one list of the classes, and what is open stands out."""

from __future__ import annotations

from typing import Any, List, Sequence, Tuple

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsEditorWidgetSetup,
    QgsFillSymbol,
    QgsMarkerSymbol,
    QgsRendererCategory,
    QgsSymbol,
    QgsVectorLayer,
)

from ...mamol_core.contract import REFERENCE_FIELD
from ..layers.samples import SampleDesign
from ..texts import tr

_OPEN = "#ff00c8"  # no land cover is drawn so


def prepare_sample(layer: QgsVectorLayer, design: SampleDesign) -> None:
    """Give a layer of reference points the form and the symbols."""
    choices = [(code, name) for code, name, _ in design.classes]
    _offer(layer, REFERENCE_FIELD, choices)
    _lock(layer, ["id", "fid"])
    categories = [(code, name, _ring(colour, 3.0)) for code, name, colour in design.classes]
    _draw(layer, REFERENCE_FIELD, categories, tr("no reference yet"), _ring(_OPEN, 5.0))


def is_prepared(layer: QgsVectorLayer) -> bool:
    """Whether the form lists classes already."""
    index = layer.fields().lookupField(REFERENCE_FIELD)
    return index >= 0 and layer.editorWidgetSetup(index).type() == "ValueMap"


def prepare_places(layer: QgsVectorLayer, field: str, classes: Sequence[Tuple[str, str]]) -> None:
    """Give a layer of places to label the form and the symbols; ``classes``: name and colour."""
    _offer(layer, field, [(name, name) for name, _ in classes])
    _lock(layer, ["rank", "likeliest", "second", "doubt", "fid"])
    _draw(layer, field, [(name, name, _frame(colour)) for name, colour in classes], tr("no class yet"), _frame(_OPEN))


def _offer(layer: QgsVectorLayer, field: str, choices: Sequence[Tuple[Any, str]]) -> None:
    index = layer.fields().lookupField(field)
    layer.setEditorWidgetSetup(
        index, QgsEditorWidgetSetup("ValueMap", {"map": [{name: str(value)} for value, name in choices]})
    )


def _lock(layer: QgsVectorLayer, fields: List[str]) -> None:
    form = layer.editFormConfig()
    for name in fields:
        index = layer.fields().lookupField(name)
        if index >= 0:
            form.setReadOnly(index, True)
    layer.setEditFormConfig(form)


def _draw(
    layer: QgsVectorLayer, field: str, drawn: Sequence[Tuple[Any, str, QgsSymbol]], rest: str, symbol: QgsSymbol
) -> None:
    categories = [QgsRendererCategory(value, shape, name) for value, name, shape in drawn]
    categories.append(QgsRendererCategory("", symbol, rest))
    layer.setRenderer(QgsCategorizedSymbolRenderer(field, categories))
    layer.triggerRepaint()


def _ring(colour: str, size: float) -> QgsMarkerSymbol:
    """Hollow, so that the pixel below is seen."""
    return QgsMarkerSymbol.createSimple(
        {"name": "circle", "color": "0,0,0,0", "outline_color": colour, "outline_width": "0.7", "size": str(size)}
    )


def _frame(colour: str) -> QgsFillSymbol:
    return QgsFillSymbol.createSimple({"style": "no", "outline_color": colour, "outline_width": "0.7"})
