"""Sensors as people read them: names and icons of the roles, beside the engine's table of what they are."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Sequence

from qgis.PyQt.QtGui import QIcon

from ...mamol_core.roles import ROLES
from ..paths import ROOT
from ..texts import tr


@dataclass(frozen=True)
class RoleTexts:
    """What a role is called: inside a sentence, at the head of a row, and as a parameter of the algorithms."""

    name: str
    title: str
    layer: str


def role_texts() -> Dict[str, RoleTexts]:
    """The texts of each role in the user's language, in the order of the engine's table."""
    texts = {
        "optical": RoleTexts(tr("optical"), tr("Optical"), tr("Optical layer")),
        "sar": RoleTexts(tr("SAR"), tr("SAR"), tr("SAR layer")),
        "lidar": RoleTexts(tr("LiDAR"), tr("LiDAR or elevation"), tr("LiDAR or elevation layer")),
        "hyperspectral": RoleTexts(tr("hyperspectral"), tr("Hyperspectral"), tr("Hyperspectral layer")),
        "embedding": RoleTexts(tr("embedding"), tr("Embedding"), tr("Embedding layer")),
    }
    return {role: texts[role] for role in ROLES}


def _texts_of(role: str) -> RoleTexts:
    """Also of a role that this version does not know: a map that a newer one made may name it."""
    return role_texts().get(role) or RoleTexts(role, capitalised(role), role)


def sensor_name(sensor: str) -> str:
    """``optical:ndvi`` as people read it inside a sentence: "optical ndvi"."""
    role, _, name = sensor.partition(":")
    return f"{_texts_of(role).name} {name}".strip()


def sensor_title(sensor: str, bands: int = 0) -> str:
    """The same at the head of a row, with the number of bands where it is known: "Optical · 12 bands"."""
    role, _, name = sensor.partition(":")
    texts = _texts_of(role)
    title = f"{capitalised(texts.name)} {name}" if name else texts.title
    return f"{title} · {count_bands(bands)}" if bands else title


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def join_sensors(sensors: Sequence[str]) -> str:
    return " + ".join(sensor_name(sensor) for sensor in sensors)


def count_bands(number: int) -> str:
    return tr("%n band(s)", n=number)


def role_icon(role: str) -> QIcon:
    return QIcon(str(ROOT / "resources" / "icons" / f"{role}.svg"))
