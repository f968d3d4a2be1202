"""Satellite products: the files that stand for one, and the cloud mask that comes with its layer."""

from __future__ import annotations

import os
from typing import Optional

from qgis.core import QgsMapLayer, QgsProject

from ..texts import tr

PROPERTY = "mamol/mask"
"""The layer's custom property that names the mask's file."""


def keep_mask_with(layer: QgsMapLayer, path: str) -> None:
    """Keep the mask's file with the layer, so that a row can choose it with the layer."""
    layer.setCustomProperty(PROPERTY, path)


def mask_of(layer: Optional[QgsMapLayer]) -> Optional[QgsMapLayer]:
    """The project's layer of the mask; None where there is none."""
    path = str(layer.customProperty(PROPERTY) or "") if layer is not None else ""
    if not path:
        return None
    wanted = os.path.normcase(os.path.realpath(path))
    layers = QgsProject.instance().mapLayers().values()
    return next((each for each in layers if os.path.normcase(os.path.realpath(each.source())) == wanted), None)


def dialog_filter() -> str:
    """Which files a dialog offers as products."""
    return tr("Products (*.zip *.tar MTD_MSI*.xml *_MTL.txt *METADATA.XML *VV*.tif PRS_L2D*.he5);;All files (*)")


def place_of(path: str) -> str:
    """The archive or folder of a product, of which a person may have chosen the metadata or an image."""
    is_part = os.path.isfile(path) and path.lower().endswith((".xml", ".txt", ".tif", ".tiff"))
    return os.path.dirname(path) if is_part else path.rstrip("/\\")
