"""Which layer of the project holds labels, and which of its fields the class: a guess, open to change."""

from __future__ import annotations

from typing import Collection, Optional

from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer, QgsVectorLayer

from .labels import style_of

_LAYER_WORDS = ("train", "label", "roi", "sample", "reference", "truth", "lulc", "class", "polygon")
_FIELD_WORDS = ("class", "klasse", "clase", "code", "label", "lulc", "type", "cover", "category", "species")
_IDS = ("fid", "id", "ogc_fid", "objectid")


def likely_labels(imagery: Collection[QgsMapLayer]) -> Optional[QgsMapLayer]:
    """The layer most likely made for training, none of the ``imagery``: vector before raster, telling names first."""
    best, best_score = None, 0.0
    for layer in QgsProject.instance().mapLayers().values():
        if layer in imagery or not layer.isValid():
            continue
        named = any(word in layer.name().lower() for word in _LAYER_WORDS)
        if isinstance(layer, QgsVectorLayer) and layer.isSpatial():
            score = 2.0 + 2.0 * named
        elif isinstance(layer, QgsRasterLayer) and layer.bandCount() == 1:
            score = 3.0 * named
        else:
            score = 0.0
        if score > best_score:
            best, best_score = layer, score
    return best


def likely_field(layer: QgsVectorLayer) -> str:
    """The field of the layer's categories, else one that is called like a class, else the first that is not an id."""
    style = style_of(layer)
    if style is not None:
        return style.attribute
    names = [field.name() for field in layer.fields() if field.name().lower() not in _IDS]
    for word in _FIELD_WORDS:
        for name in names:
            if word in name.lower():
                return name
    return names[0] if names else ""
