"""Labels as QGIS shows them, handed to the engine: features as a GeoPackage, classes as a table.

A feature source brings scratch layers, uncommitted edits, selection and filters. Names and colours come from the
layer's style: its categories, or the palette of a class raster.
"""

from __future__ import annotations

import csv
import os
import re
from dataclasses import dataclass, field
from typing import Any, Callable, Dict, Iterator, List, Optional, Tuple

from qgis.core import (
    QgsCategorizedSymbolRenderer,
    QgsCoordinateTransformContext,
    QgsExpression,
    QgsFeature,
    QgsFeatureRequest,
    QgsFeatureSink,
    QgsFeedback,
    QgsField,
    QgsFields,
    QgsGeometry,
    QgsPalettedRasterRenderer,
    QgsProcessingFeatureSource,
    QgsRasterLayer,
    QgsVectorFileWriter,
    QgsVectorLayer,
    QgsWkbTypes,
)
from qgis.PyQt.QtGui import QColor

from ...mamol_core.contract import MAX_CODE
from ..texts import tr
from .inputs import InputError, file_for

CODE_FIELD = "class"
_FEATURE_ID = "fid"  # GeoPackage's own
_WRITTEN_ID = "mamol_fid"


@dataclass
class Category:
    """How a class is called and drawn."""

    name: str
    colour: str


@dataclass
class Style:
    """A vector layer's categories: the field they are made of, and the category of each of its values."""

    attribute: str
    categories: Dict[Any, Category] = field(default_factory=dict)


def style_of(layer: Optional[QgsVectorLayer]) -> Optional[Style]:
    """The layer's categories; None where it is not drawn by the values of one field."""
    renderer = layer.renderer() if layer is not None else None
    if not isinstance(renderer, QgsCategorizedSymbolRenderer):
        return None
    attribute = renderer.classAttribute()
    expression = QgsExpression(attribute)
    name = attribute if layer.fields().lookupField(attribute) >= 0 else ""
    if not name and expression.isField():
        name = next(iter(expression.referencedColumns()), "")
    if not name:
        return None
    style = Style(layer.fields().at(layer.fields().lookupField(name)).name())
    for category in renderer.categories():
        value = category.value()
        values = value if isinstance(value, list) else [value]
        for entry in values:
            if class_key(entry) in (None, ""):
                continue
            shown = category.label() or str(entry)
            if len(values) > 1:
                shown = f"{shown} ({entry})"
            style.categories[class_key(entry)] = Category(shown, category.symbol().color().name())
    return style


def export_labels(
    source: QgsProcessingFeatureSource,
    class_field: Optional[str],
    style: Optional[Style],
    folder: str,
    table: Optional[str],
    feedback: QgsFeedback,
) -> Tuple[str, Optional[str]]:
    """Write the features to a GeoPackage in ``folder``; returns its path and the name of the class field there.

    The name is None where the engine has to find the field itself. Where ``table`` is given and the style has names
    for that field, names and colours of the classes are written to ``table``; field ``class`` holds the codes where
    classes have some, else the names: a number that stands for a text only must not look like a person's own code.
    Raises InputError where the field is not there or the file can't be written.
    """
    styled = style if style is not None and class_field in (None, "", style.attribute) else None
    chosen = class_field or (styled.attribute if styled else None)
    path = file_for(source.sourceName(), folder, ".gpkg")
    if chosen is None:
        fields = QgsFields()
        for entry in source.fields():
            if entry.name().lower() != _FEATURE_ID:
                fields.append(entry)
        names = fields.names()
        _write_features(source, path, fields, lambda feature: [feature[name] for name in names], feedback)
        return path, None
    index = source.fields().lookupField(chosen)
    if index < 0:
        raise InputError(
            tr("The labels have no field '{0}'; their fields are {1}.").format(
                chosen, ", ".join(source.fields().names()) or tr("none")
            )
        )
    codes = _codes(source, index) if styled and table else None
    if codes is not None:
        shown = {value: styled.categories.get(value) or _unnamed(value) for value in codes}
        called = {value: category.name for value, category in shown.items()}
        written: Dict[Any, Any] = codes
        if _tell_apart(codes, list(called.values())):
            order = sorted(called.values())
            codes = {value: order.index(name) + 1 for value, name in called.items()}
            written = called
        field_name = CODE_FIELD if chosen.lower() == _FEATURE_ID else chosen
        fields = _class_fields(field_name, "int8" if written is codes else "string")
        _write_features(source, path, fields, lambda feature: [written.get(class_key(feature[index]))], feedback)
        write_table(table, {code: shown[value] for value, code in codes.items()})
        return path, field_name
    entry = QgsField(source.fields().at(index))
    if chosen.lower() == _FEATURE_ID:
        entry.setName(CODE_FIELD)
    fields = QgsFields()
    fields.append(entry)
    _write_features(source, path, fields, lambda feature: [feature[index]], feedback)
    return path, entry.name()


def export_areas(source: QgsProcessingFeatureSource, folder: str, feedback: QgsFeedback) -> str:
    """Write the geometries to a GeoPackage in ``folder``; returns its path. Raises InputError where that fails."""
    path = file_for(source.sourceName(), folder, ".gpkg")
    _write_features(source, path, QgsFields(), lambda feature: [], feedback)
    return path


def class_key(value: Any) -> Any:
    """A class value in the one form it is compared in: None, int, float or text."""
    if value is None or (hasattr(value, "isNull") and value.isNull()):
        return None
    if isinstance(value, (int, float)):
        return int(value) if value == int(value) else value
    return str(value).strip()


def _codes(source: QgsProcessingFeatureSource, index: int) -> Optional[Dict[Any, int]]:
    """Code of each class value: the whole number it is, else 1..K for texts in order; None where that is impossible."""
    request = QgsFeatureRequest().setSubsetOfAttributes([index])
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    values = {class_key(feature[index]) for feature in _features(source, request)} - {None, ""}
    if all(is_whole(str(value)) for value in values):
        return {value: int(value) for value in values}
    if all(isinstance(value, str) for value in values):
        return {value: number for number, value in enumerate(sorted(values), start=1)}
    return None


def _tell_apart(codes: Dict[Any, int], names: List[str]) -> bool:
    """Whether classes are texts, and their names all different and no numbers."""
    texts = not all(is_whole(str(value)) for value in codes)
    return texts and len(set(names)) == len(names) and not any(map(is_whole, names))


def is_whole(text: str) -> bool:
    """Whether the text is a whole number, as codes are."""
    return re.fullmatch(r"[+-]?\d+", text) is not None


def make_fields(*described: str) -> QgsFields:
    """Fields of a layer, each as ``name:type``: the types of QgsField's constructor differ between Qt 5 and Qt 6."""
    words = "&".join(f"field={text}" for text in described)
    return QgsVectorLayer(f"None?{words}", "fields", "memory").fields()


def _class_fields(name: str, kind: str) -> QgsFields:
    field = make_fields(f"{CODE_FIELD}:{kind}").at(0)
    field.setName(name)  # which may hold what a description can't
    fields = QgsFields()
    fields.append(field)
    return fields


def _features(source: QgsProcessingFeatureSource, request: QgsFeatureRequest) -> Iterator[QgsFeature]:
    # The engine mends invalid polygons; Processing would stop at the first.
    return source.getFeatures(request, QgsProcessingFeatureSource.Flag.FlagSkipGeometryValidityChecks)


def _write_features(
    source: QgsProcessingFeatureSource,
    path: str,
    fields: QgsFields,
    attributes: Callable[[QgsFeature], List[Any]],
    feedback: QgsFeedback,
) -> None:
    options = QgsVectorFileWriter.SaveVectorOptions()
    options.driverName = "GPKG"
    options.layerName = os.path.splitext(os.path.basename(path))[0]
    options.layerOptions = ["FID=" + _WRITTEN_ID]
    kind = QgsWkbTypes.multiType(QgsWkbTypes.linearType(source.wkbType()))
    writer = QgsVectorFileWriter.create(
        path, fields, kind, source.sourceCrs(), QgsCoordinateTransformContext(), options
    )
    for feature in _features(source, QgsFeatureRequest()):
        if feedback.isCanceled() or _failed(writer):
            break
        if not feature.hasGeometry():
            continue
        written = QgsFeature(fields)
        written.setGeometry(_straight_multi(feature.geometry()))
        written.setAttributes(attributes(feature))
        writer.addFeature(written, QgsFeatureSink.Flag.FastInsert)
    if _failed(writer):
        raise InputError(tr("The features could not be exported for the engine: {0}").format(writer.errorMessage()))
    del writer


def _failed(writer: QgsVectorFileWriter) -> bool:
    return writer.hasError() != QgsVectorFileWriter.WriterError.NoError


def _straight_multi(geometry: QgsGeometry) -> QgsGeometry:
    """The geometry with its curves as lines, and as a multi-geometry, so that one layer holds them all."""
    shape = geometry.constGet()
    plain = QgsGeometry(shape.segmentize()) if shape.hasCurvedSegments() else QgsGeometry(geometry)
    plain.convertToMultiType()
    return plain


def palette(layer: QgsRasterLayer) -> Dict[int, Category]:
    """Names and colours of a class raster by code; none where it is not drawn by a palette.

    A label that QGIS made of the value is no name: the file may have one.
    """
    renderer = layer.renderer()
    if not isinstance(renderer, QgsPalettedRasterRenderer):
        return {}
    return {
        int(entry.value): Category("" if is_whole(entry.label.strip()) else entry.label, QColor(entry.color).name())
        for entry in renderer.classes()
        if 1 <= entry.value <= MAX_CODE and entry.value == int(entry.value)
    }


def raster_table(layer: QgsRasterLayer, table: str) -> bool:
    """Write names and colours of a class raster to ``table``; False where it is not drawn by a palette."""
    classes = palette(layer)
    if classes:
        write_table(table, classes)
    return bool(classes)


def _unnamed(value: Any) -> Category:
    """For a class that has no category; an empty name or colour leaves the choice to the engine."""
    return Category(value if isinstance(value, str) else "", "")


def write_table(path: str, classes: Dict[int, Category]) -> None:
    """Write a class table (code, name, colour), without impossible codes: the engine reports those of the labels."""
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["code", "name", "colour"])
        for code, category in sorted(classes.items()):
            if 1 <= code <= MAX_CODE:
                writer.writerow([code, category.name, category.colour])
