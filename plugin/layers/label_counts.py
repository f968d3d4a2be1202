"""Which classes a label layer holds, and how many of each: counted in the background, for a person to look at."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any, Callable, Collection, Optional, Tuple, cast

from qgis.core import QgsFeatureRequest, QgsMapLayer, QgsRasterLayer, QgsVectorLayer, QgsVectorLayerFeatureSource

from ...mamol_core.contract import MAX_CLASSES
from ..texts import in_figures, tr
from .inputs import InputError, raster_path

_LOOKED_AT = 1024
"""A class raster is looked at on at most this many columns and rows."""


@dataclass(frozen=True)
class Counts:
    """Features or pixels per class value, sorted; ``unlabelled`` features have none. ``exact``: no estimate."""

    classes: Tuple[Tuple[Any, int], ...]
    unlabelled: int = 0
    exact: bool = True


def counter_for(layer: QgsMapLayer, field: str, selected: bool) -> Callable[[], Counts]:
    """What counts a layer's classes, safe to call in another thread. Made in the GUI's thread. Raises InputError."""
    if isinstance(layer, QgsRasterLayer):
        path, band = raster_path(layer), layer.dataProvider()
        nodata = band.sourceNoDataValue(1) if band.sourceHasNoDataValue(1) else None
        return lambda: _count_pixels(path, nodata)
    return _feature_counter(cast(QgsVectorLayer, layer), field, selected)


def problem(counts: Counts, raster: bool, ignored: Collection[str] = ()) -> str:
    """Why training would refuse the labels, without the ignored codes, as far as counts tell; else empty."""
    values = [value for value, _ in counts.classes if str(value) not in ignored]
    if not counts.classes:
        return tr("The layer contains no labels.")
    if len(values) > MAX_CLASSES:
        return tr("%n different value(s): this does not look like classes.", n=len(values))
    if not raster and 0 in values:
        return tr("Class 0 stands for no data. Give it another code, from 1 on.")
    if len(values) < 2:
        return tr("There is only one class; training needs at least two.")
    return ""


def summary(counts: Counts, raster: bool) -> str:
    """The counts in a sentence; a problem that training would refuse comes instead."""
    refused = problem(counts, raster)
    if refused:
        return refused
    number = len(counts.classes)
    total = sum(count for _, count in counts.classes)
    classes = tr("%n class(es)", n=number)
    where = tr("{classes} on {total} pixel(s).", n=total) if raster else tr("{classes} in {total} feature(s).", n=total)
    text = where.format(classes=classes, total=in_figures(total)) if counts.exact else classes + "."
    if counts.unlabelled:
        text += " " + tr("%n feature(s) have no class and are left out.", n=counts.unlabelled)
    return text


def _feature_counter(layer: QgsVectorLayer, field: str, selected: bool) -> Callable[[], Counts]:
    source = QgsVectorLayerFeatureSource(layer)
    index = layer.fields().lookupField(field)
    request = QgsFeatureRequest()
    if selected:
        request.setFilterFids(layer.selectedFeatureIds())
    request.setFlags(QgsFeatureRequest.Flag.NoGeometry)
    request.setSubsetOfAttributes([index])

    def count() -> Counts:
        found: Counter = Counter()
        unlabelled = 0
        for feature in source.getFeatures(request):
            value = feature.attribute(index)
            if value is None or value == "" or (hasattr(value, "isNull") and value.isNull()):
                unlabelled += 1
            else:
                found[value] += 1
        return Counts(tuple(sorted(found.items(), key=_order)), unlabelled)

    return count


def _count_pixels(path: str, nodata: Optional[float]) -> Counts:
    import numpy as np
    from osgeo import gdal

    try:
        dataset = gdal.Open(path)  # named, since a band does not keep its dataset alive
    except RuntimeError:  # where somebody has switched GDAL's exceptions on
        dataset = None
    if dataset is None:
        raise InputError(gdal.GetLastErrorMsg())
    band = dataset.GetRasterBand(1)
    columns, rows = min(band.XSize, _LOOKED_AT), min(band.YSize, _LOOKED_AT)
    share = columns * rows / (band.XSize * band.YSize)
    values, counts = np.unique(band.ReadAsArray(buf_xsize=columns, buf_ysize=rows), return_counts=True)
    found = {
        int(value) if float(value).is_integer() else float(value): round(int(count) / share)
        for value, count in zip(values.tolist(), counts.tolist())
        if value not in (0, nodata) and value == value
    }
    return Counts(tuple(sorted(found.items(), key=_order)), exact=share == 1)


def _order(item: Tuple[Any, int]) -> Tuple[int, float, str]:
    value = item[0]
    return (0, float(value), "") if isinstance(value, (int, float)) else (1, 0.0, str(value))
