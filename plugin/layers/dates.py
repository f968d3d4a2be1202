"""When a layer was taken: as a person said it, from QGIS's temporal properties, the names of layer and file, or tags.

Dates are texts such as ``2024-05-03``; empty where nothing tells one. What a person says is kept with the layer, and so
in the project.
"""

from __future__ import annotations

import datetime
import os
import re
from typing import Dict, Iterable, List, Optional, Sequence, Tuple

from osgeo import gdal
from qgis.core import QgsMapLayer, QgsProject, QgsRasterLayer

from ..texts import tr
from . import products

PROPERTY = "mamol/date"
"""The layer's custom property that holds the date."""

Dated = Tuple[QgsMapLayer, Optional[QgsMapLayer]]  # a layer of a series and its mask
_IN_NAME = re.compile(r"(?<!\d)((?:19|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")
_IN_TAG = re.compile(r"(\d{4})[:-](\d\d)[:-](\d\d)")
_TAGS = ("ACQUISITION_DATE", "ACQUISITIONDATETIME", "TIFFTAG_DATETIME")
_MASK_WORDS = {"scl", "qa", "pixel", "mask", "masks", "cloud", "clouds", "cldprb", "cloudprob", "udm2", "fmask"}


def date_of(layer: QgsMapLayer) -> str:
    """When the layer was taken."""
    said = is_date(str(layer.customProperty(PROPERTY) or ""))
    if said:
        return said
    temporal = layer.temporalProperties()
    if temporal is not None and temporal.isActive():
        begin = getattr(temporal, "fixedTemporalRange", lambda: None)()
        if begin is not None and begin.begin().isValid():
            return str(begin.begin().date().toString("yyyy-MM-dd"))
    name = os.path.basename(layer.source().rstrip("/\\"))
    return in_name(layer.name()) or in_name(name) or _in_tags(layer)


def say(layer: QgsMapLayer, date: str) -> None:
    """Keep when the layer was taken."""
    layer.setCustomProperty(PROPERTY, date)
    QgsProject.instance().setDirty(True)


def is_date(text: str) -> str:
    """The text where it is a date such as 2024-05-03; empty else."""
    try:
        return datetime.date.fromisoformat(text).isoformat() if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else ""
    except ValueError:
        return ""


def in_name(name: str) -> str:
    """The first date in a name: ``20240503``, ``2024-05-03``, ``2024_05_03``. Of a product it is when it was taken."""
    found = (is_date(f"{year}-{month}-{day}") for year, _, month, day in _IN_NAME.findall(name))
    return next(filter(None, found), "")


def wrong_dates(given: Sequence[Tuple[str, str]]) -> str:
    """Why layers, (name, date) each, can't be a series; empty where they can."""
    by_date: Dict[str, str] = {}
    for name, date in given:
        if not date:
            return tr("Layer '{name}' has no date. Say when it was taken, such as 2024-05-03.").format(name=name)
        if not is_date(date):
            text = tr("'{date}' of layer '{name}' is not a date. Write year, month and day, such as 2024-05-03.")
            return text.format(date=date, name=name)
        if date in by_date:
            text = tr("Layers '{one}' and '{two}' are both of {date}. A series has one layer a date.")
            return text.format(one=by_date[date], two=name, date=date)
        by_date[date] = name
    return ""


def alike(layer: QgsMapLayer, layers: Iterable[QgsMapLayer]) -> List[QgsRasterLayer]:
    """The layers that can be other dates of a layer: rasters of as many bands, of the same type; with the layer."""
    kind = _kind(layer) if isinstance(layer, QgsRasterLayer) else None
    return [other for other in layers if isinstance(other, QgsRasterLayer) and _kind(other) == kind]


def mask_for(layer: QgsMapLayer, layers: Iterable[QgsMapLayer]) -> Optional[QgsMapLayer]:
    """The mask that came with the layer, or the one of its date; None where there is none or more than one."""
    own = products.mask_of(layer)
    if own is not None:
        return own
    date = date_of(layer)
    found = [other for other in masks(layers) if date and date_of(other) == date and other.id() != layer.id()]
    return found[0] if len(found) == 1 else None


def masks(layers: Iterable[QgsMapLayer]) -> List[QgsMapLayer]:
    """The layers that are called like masks and have one band, as masks but UDM2 do."""
    words = [
        (layer, set(re.split(r"[^a-z0-9]+", layer.name().lower())))
        for layer in layers
        if isinstance(layer, QgsRasterLayer)
    ]
    return [layer for layer, said in words if said & _MASK_WORDS and (layer.bandCount() == 1 or "udm2" in said)]


def _kind(layer: QgsRasterLayer) -> Tuple[int, int, str]:
    provider = layer.dataProvider()
    names = "".join(provider.generateBandName(number) for number in range(1, provider.bandCount() + 1))
    return provider.bandCount(), int(provider.dataType(1)), names


def _in_tags(layer: QgsMapLayer) -> str:
    if not isinstance(layer, QgsRasterLayer) or layer.providerType() != "gdal":
        return ""
    try:
        dataset = gdal.Open(layer.source())
    except RuntimeError:  # where somebody has switched GDAL's exceptions on
        dataset = None
    if dataset is None:
        return ""
    tags = {**dataset.GetMetadata("IMAGERY"), **dataset.GetMetadata()}
    found = (_IN_TAG.match(str(tags.get(key, ""))) for key in _TAGS)
    return next(filter(None, (is_date("-".join(tag.groups())) for tag in found if tag)), "")
