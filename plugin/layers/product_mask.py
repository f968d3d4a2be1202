"""The cloud mask that came with a layer's product: kept with the layer, so that a row can choose it with the layer."""

from __future__ import annotations

import os
from typing import Optional

from qgis.core import QgsMapLayer, QgsProject

PROPERTY = "mamol/mask"
"""The layer's custom property that names the mask's file."""


def keep_with(layer: QgsMapLayer, path: str) -> None:
    layer.setCustomProperty(PROPERTY, path)


def mask_of(layer: Optional[QgsMapLayer]) -> Optional[QgsMapLayer]:
    """The project's layer of the mask; None where there is none."""
    path = str(layer.customProperty(PROPERTY) or "") if layer is not None else ""
    if not path:
        return None
    wanted = os.path.normcase(os.path.realpath(path))
    layers = QgsProject.instance().mapLayers().values()
    return next((each for each in layers if os.path.normcase(os.path.realpath(each.source())) == wanted), None)
