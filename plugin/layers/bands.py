"""What a person said of a layer's bands, and of the codes of a mask: kept with the layer, and so in the project."""

from __future__ import annotations

from typing import List, Optional, Tuple

from qgis.core import Qgis, QgsMapLayer, QgsProject, QgsRasterLayer

from ...mamol_core.presets import Proposal, format_bands, parse_bands, propose

PROPERTY = "mamol/bands"
"""The layer's custom property that holds them, as the command line writes them."""

CODES_PROPERTY = "mamol/mask_codes"
"""The custom property of a mask that holds what in it must not be used, as the command line writes it."""

Bands = Tuple[Optional[str], ...]

_NAMES = (
    ("Byte", "uint8"),
    ("Int8", "int8"),
    ("UInt16", "uint16"),
    ("Int16", "int16"),
    ("Float32", "float32"),
    ("Float64", "float64"),
)
# QGIS before 3.30 has no Int8; it calls such a band a byte.
_TYPES = {getattr(Qgis.DataType, name): dtype for name, dtype in _NAMES if hasattr(Qgis.DataType, name)}


def said_of(layer: QgsMapLayer) -> Optional[Bands]:
    """What each band of the layer's file is, None for one that is left out; None where nobody said."""
    text = layer.customProperty(PROPERTY)
    try:
        return parse_bands(str(text)) if text else None
    except ValueError:  # of another release, or changed by hand
        return None


def say(layer: QgsMapLayer, bands: Optional[Bands]) -> None:
    """Keep what each band is; None: what the file says."""
    if bands is None:
        layer.removeCustomProperty(PROPERTY)
    else:
        layer.setCustomProperty(PROPERTY, format_bands(bands))
    QgsProject.instance().setDirty(True)


def codes_of(mask: QgsMapLayer) -> Optional[str]:
    """What in the mask must not be used; None where that is to be recognised."""
    return str(mask.customProperty(CODES_PROPERTY) or "") or None


def say_codes(mask: QgsMapLayer, codes: str) -> None:
    """Keep what in the mask must not be used; empty: what is recognised."""
    if codes:
        mask.setCustomProperty(CODES_PROPERTY, codes)
    else:
        mask.removeCustomProperty(CODES_PROPERTY)
    QgsProject.instance().setDirty(True)


def proposals(layer: QgsRasterLayer, role: str) -> List[Proposal]:
    """The presets for as many bands as the layer has, the likeliest first. No pixel is read."""
    provider = layer.dataProvider()
    return list(propose(role, provider.bandCount(), _TYPES.get(provider.dataType(1), "float32")))
