"""Sensors as people read them: the name of each role, inside a sentence and at the head of a row, and its icon."""

from __future__ import annotations

from typing import Dict, Sequence

from qgis.PyQt.QtGui import QIcon

from ..paths import ROOT
from ..texts import tr


def role_names() -> Dict[str, str]:
    """Sensor roles as they are written inside a sentence."""
    return {
        "optical": tr("optical"),
        "sar": tr("SAR"),
        "lidar": tr("LiDAR"),
        "hyperspectral": tr("hyperspectral"),
    }


def sensor_name(sensor: str) -> str:
    """``optical:ndvi`` as people read it inside a sentence: "optical ndvi"."""
    role, _, name = sensor.partition(":")
    return f"{role_names().get(role, role)} {name}".strip()


def sensor_title(sensor: str, bands: int = 0) -> str:
    """The same at the head of a row, with the number of bands where it is known: "Optical · 12 bands"."""
    title = tr("LiDAR or elevation") if sensor == "lidar" else capitalised(sensor_name(sensor))
    return f"{title} · {count_bands(bands)}" if bands else title


def capitalised(text: str) -> str:
    return text[:1].upper() + text[1:]


def join_sensors(sensors: Sequence[str]) -> str:
    return " + ".join(sensor_name(sensor) for sensor in sensors)


def count_bands(number: int) -> str:
    return tr("%n band(s)", n=number)


def role_icon(role: str) -> QIcon:
    return QIcon(str(ROOT / "resources" / "icons" / f"{role}.svg"))
