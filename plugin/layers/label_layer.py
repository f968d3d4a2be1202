"""A layer to draw labels in: polygons with a class, drawn in the colours of the classes, none of which needs a form."""

from __future__ import annotations

from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Tuple

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsDefaultValue,
    QgsEditFormConfig,
    QgsEditorWidgetSetup,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsFillSymbol,
    QgsGeometry,
    QgsMapLayer,
    QgsProject,
    QgsRendererCategory,
    QgsSimpleLineSymbolLayer,
    QgsVectorLayer,
    QgsVectorLayerUtils,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

from ..choices import LABELS_PROPERTY
from ..texts import tr
from .inputs import InputError
from .label_guess import likely_field
from .labels import CODE_FIELD, Category, class_key, is_whole, style_of

HINT_FIELD = "suggested"
"""What the model takes a suggested place for."""


def create(crs: QgsCoordinateReferenceSystem) -> QgsVectorLayer:
    """A new scratch layer of the project."""
    fields = f"field={CODE_FIELD}:string(80)&field={HINT_FIELD}:string(200)"
    layer = QgsVectorLayer(f"MultiPolygon?{fields}", tr("Labels"), "memory")
    layer.setCrs(crs)
    layer.setCustomProperty(LABELS_PROPERTY, True)
    QgsProject.instance().addMapLayer(layer)
    return layer


def find() -> Optional[QgsVectorLayer]:
    """The project's layer for labels that was made here, or saved from such a one."""
    layers = QgsProject.instance().mapLayers().values()
    return next((usable(layer) for layer in layers if is_ours(layer) and usable(layer)), None)


def is_ours(layer: QgsMapLayer) -> bool:
    """Whether the layer was made here, so that style and form are ours to set."""
    return bool(layer.customProperty(LABELS_PROPERTY))


def usable(layer: Optional[QgsMapLayer]) -> Optional[QgsVectorLayer]:
    """The layer, if labels can be drawn in it: polygons with a text field ``class``."""
    if not isinstance(layer, QgsVectorLayer) or not layer.isValid() or layer.readOnly():
        return None
    index = layer.fields().lookupField(CODE_FIELD)
    polygons = layer.geometryType() == QgsWkbTypes.GeometryType.PolygonGeometry
    return layer if polygons and index >= 0 and not layer.fields().at(index).isNumeric() else None


def classes_of(layer: QgsVectorLayer) -> Dict[str, str]:
    """Name and colour of the classes that a layer is drawn by or holds; no colour where it has none."""
    found = {name: "" for name in layer.uniqueValues(_index(layer), 256) if _is_class(name)}
    renderer = layer.renderer()
    if isinstance(renderer, QgsCategorizedSymbolRenderer) and renderer.classAttribute() == CODE_FIELD:
        for entry in renderer.categories():
            if isinstance(entry.value(), str) and entry.value():
                found[entry.value()] = QColor(entry.symbol().color()).name()
    return found


def set_palette(layer: QgsVectorLayer, classes: Iterable[Category]) -> Dict[str, str]:
    """Draw the layer by these classes and those it has, and offer them in its form: colour of each, by name."""
    palette = {entry.name: entry.colour for entry in classes}
    for name, colour in classes_of(layer).items():
        palette[name] = palette.get(name) or colour
    for number, (name, colour) in enumerate(palette.items()):
        palette[name] = colour or QColor.fromHsv((number * 137) % 360, 190, 210).name()
    categories = [_category(name, colour) for name, colour in palette.items()]
    # A line and no fill, which hides nothing of the place when it is selected.
    outline = QgsFillSymbol.createSimple({})
    outline.changeSymbolLayer(0, QgsSimpleLineSymbolLayer(QColor("#e31a1c"), 0.8))
    categories.append(QgsRendererCategory("", outline, tr("no class yet")))
    layer.setRenderer(QgsCategorizedSymbolRenderer(CODE_FIELD, categories))
    values = [{name: name} for name in palette]
    layer.setEditorWidgetSetup(_index(layer), QgsEditorWidgetSetup("ValueMap", {"map": values}))
    layer.triggerRepaint()
    return palette


def _category(name: str, colour: str) -> QgsRendererCategory:
    symbol = QgsFillSymbol.createSimple({"color": colour, "outline_color": colour, "outline_width": "0.6"})
    symbol.setOpacity(0.7)  # the imagery is what is drawn from
    return QgsRendererCategory(name, symbol, name)


def draw_as(layer: QgsVectorLayer, name: str) -> None:
    """What is drawn from now on is of this class, and no form asks for it."""
    layer.setDefaultValueDefinition(_index(layer), QgsDefaultValue(QgsExpression.quotedValue(name)))
    form = layer.editFormConfig()
    form.setSuppress(QgsEditFormConfig.FeatureFormSuppress.SuppressOn)
    layer.setEditFormConfig(form)


def give(layer: QgsVectorLayer, features: Iterable[int], name: str) -> None:
    """Make features ones of this class."""
    if not layer.isEditable():
        layer.startEditing()
    layer.beginEditCommand(tr("Class {0}").format(name))
    for feature in features:
        layer.changeAttributeValue(feature, _index(layer), name)
    layer.endEditCommand()


def open_places(layer: QgsVectorLayer) -> List[int]:
    """Features without a class, in the order in which they came."""
    return [feature.id() for feature in layer.getFeatures(_classes_only(layer)) if not _is_class(feature[CODE_FIELD])]


def count_classes(layer: QgsVectorLayer) -> int:
    """How many different classes features have."""
    return len(
        {feature[CODE_FIELD] for feature in layer.getFeatures(_classes_only(layer)) if _is_class(feature[CODE_FIELD])}
    )


def _classes_only(layer: QgsVectorLayer) -> QgsFeatureRequest:
    request = QgsFeatureRequest().setSubsetOfAttributes([_index(layer)])
    return request.setFlags(QgsFeatureRequest.Flag.NoGeometry)


def _is_class(value: object) -> bool:
    return isinstance(value, str) and bool(value.strip())


def add_places(layer: QgsVectorLayer, file: str) -> int:
    """Add the places that were suggested in a file and are not there yet, without a class: how many.

    Raises InputError where the layer doesn't take them.
    """
    places = QgsVectorLayer(file, "places", "ogr")
    hint = layer.fields().lookupField(HINT_FIELD)

    def found() -> Iterator[Tuple[QgsGeometry, Dict[int, Any]]]:
        for place in places.getFeatures():
            text = tr("{0} or {1}?").format(place["likeliest"], place["second"])
            values = {_index(layer): None}  # not the class that is being drawn
            yield place.geometry(), {**values, hint: text} if hint >= 0 else values

    return _add(layer, places.crs(), found(), tr("Places to label"))[0]


def sources(layer: Optional[QgsVectorLayer]) -> List[QgsVectorLayer]:
    """Layers of the project whose polygons may be labels to add to the layer."""
    polygon = QgsWkbTypes.GeometryType.PolygonGeometry
    found = [
        other
        for other in QgsProject.instance().mapLayers().values()
        if isinstance(other, QgsVectorLayer) and other.isValid() and other.geometryType() == polygon
        if other is not layer and likely_field(other)
    ]
    return sorted(found, key=lambda other: other.name().casefold())


def add_labels(layer: QgsVectorLayer, other: QgsVectorLayer, known: Mapping[int, str]) -> Tuple[int, int]:
    """Add the polygons of another layer that have a class and are not there yet.

    Returns how many, and how many were left out that are there with another class or none.
    Classes are called as the other layer is drawn; a code without a name is called as it is in ``known``. Raises
    QgsCsException where a polygon can't be brought to the layer's CRS, InputError where the layer doesn't take them.
    """
    field, style = likely_field(other), style_of(other)
    drawn = style.categories if style is not None and style.attribute == field else {}
    spelt = {name.casefold(): name for name in (*known.values(), *classes_of(layer))}

    def found() -> Iterator[Tuple[QgsGeometry, Dict[int, Any]]]:
        for feature in other.getFeatures():
            value = class_key(feature[field])
            if value in (None, "") or not feature.hasGeometry():
                continue
            category = drawn.get(value)
            code = int(value) if is_whole(str(value)) else value
            name = category.name if category is not None else known.get(code, str(value))
            yield feature.geometry(), {_index(layer): spelt.get(name.casefold(), name)}

    return _add(layer, other.crs(), found(), tr("Labels of {0}").format(other.name()))


def _add(
    layer: QgsVectorLayer,
    crs: QgsCoordinateReferenceSystem,
    found: Iterable[Tuple[QgsGeometry, Dict[int, Any]]],
    what: str,
) -> Tuple[int, int]:
    """Add polygons in that CRS, each with values by the index of their field, unless they are there.

    Returns how many, and how many are there with another class or none. Raises InputError.
    """
    transform = QgsCoordinateTransform(crs, layer.crs(), QgsProject.instance())
    there = {feature.geometry().asWkb().data(): feature[CODE_FIELD] for feature in layer.getFeatures()}
    features: List[QgsFeature] = []
    others = 0
    for geometry, values in found:
        shape = QgsGeometry(geometry)
        shape.transform(transform)
        for part in shape.coerceToType(layer.wkbType()):
            if part.asWkb().data() not in there:
                feature = QgsVectorLayerUtils.createFeature(layer, part, values)
                for index, value in values.items():
                    feature.setAttribute(index, value)  # also None, which createFeature takes for the default
                features.append(feature)
            elif there[part.asWkb().data()] != values[_index(layer)]:
                others += 1
    if not features:
        return 0, others
    if not layer.isEditable():
        layer.startEditing()
    layer.beginEditCommand(what)
    if not layer.addFeatures(features):
        layer.destroyEditCommand()
        raise InputError(tr("Layer '{0}' does not take the polygons. Nothing was added.").format(layer.name()))
    layer.endEditCommand()
    return len(features), others


def _index(layer: QgsVectorLayer) -> int:
    return layer.fields().lookupField(CODE_FIELD)
