"""What an estimate means: a shift beyond doubt, none, or nothing that can be told; in metres and in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Any

import numpy as np

from .correlation import REACH, Estimate

SHIFTED, IN_LINE, UNKNOWN = "shifted", "in line", "unknown"

_LEAST_SHIFT = 0.5  # pixels: less is not worth a word
_MARGIN = 0.25  # pixels that lie between no shift and what an estimate may be
_LEAST_SPREAD = 0.15  # pixels: what is left of an estimate's error with ever so many blocks
_MOST_SPREAD = 0.4  # pixels: with more nothing is told
_HEIGHT = 5.5  # standard deviations of a peak that tells something
_HEIGHT_ACROSS = 7.0  # of one between two kinds of sensors
_HEIGHT_TERRAIN = (
    9.0  # of one of heights and an image: slopes lit by the sun seem to lie beside the heights they are of
)
_SECOND = 0.65  # of the peak's height
_APART = 0.5  # pixels between the answers of both directions
_SAID = 0.25  # pixels east or north that a sentence names


@dataclass(frozen=True)
class Finding:
    """Where ``what`` lies, seen from ``against``: metres in the axes of the grid's CRS, as they are on the ground.

    ``sensor``: of ``what``, None for the labels; ``other``: of ``against``, None for several layers together.
    ``verdict``: SHIFTED, IN_LINE or UNKNOWN; ``east``, ``north``, ``uncertainty``: None where nothing can be told.
    ``reach``: metres that were looked at; ``surface``: how well both match with ``what`` lying there, rows from north
    to south, columns from west to east; None where nothing was seen. ``reason``: why nothing can be told, else empty.
    """

    sensor: str | None
    other: str | None
    what: str
    against: str
    verdict: str
    east: float | None
    north: float | None
    uncertainty: float | None
    pixel: float
    reach: float
    surface: list[list[float]] | None
    reason: str = ""

    @property
    def distance(self) -> float:
        """Metres between the two."""
        return math.hypot(self.east or 0.0, self.north or 0.0)

    @property
    def where(self) -> str:
        """``20 m north and 4 m east``."""
        parts = []
        for value, names in ((self.north, ("north", "south")), (self.east, ("east", "west"))):
            if value is not None and abs(value) >= _SAID * self.pixel:
                parts.append(f"{metres(abs(value), self.pixel)} {names[value < 0]}")
        return " and ".join(parts)

    @property
    def sentence(self) -> str:
        """All of it, for people."""
        begin = self.what[0].upper() + self.what[1:]
        verb = "lie" if self.sensor is None else "lies"
        if self.verdict == SHIFTED:
            return f"{begin} {verb} {self.where} of {self.against} (± {metres(self.uncertainty or 0, self.pixel)})."
        if self.verdict == IN_LINE:
            return f"{begin}, {self.against}: no shift seen."
        return f"{begin}, {self.against}: it can't be told whether they line up ({self.reason})."

    def to_json(self) -> dict[str, Any]:
        """What cards and reports keep of it: no picture."""
        numbers = {name: getattr(self, name) for name in ("east", "north", "uncertainty")}
        rounded = {name: None if value is None else round(value, 3) for name, value in numbers.items()}
        return {
            "sensor": self.sensor, "other": self.other, "what": self.what, "against": self.against,
            "verdict": self.verdict, **rounded, "pixel": round(self.pixel, 4), "sentence": self.sentence,
        }  # fmt: skip


def metres(value: float, pixel: float) -> str:
    """A length, to about a tenth of a pixel."""
    digits = max(0, 1 - math.floor(math.log10(pixel))) if pixel < 10 else 0
    return f"{value:.{digits}f} m"


def judge(
    estimate: Estimate | None,
    size: tuple[float, float],
    roles: tuple[str, str] | None = None,
    apart: float = 0.0,
) -> dict[str, Any]:
    """Verdict, metres and the rest of a :class:`Finding`, of where an image lies, seen from its template.

    ``size``: metres of a pixel east and north. ``roles``: of the two layers; None where the template are labels, and
    where these lie is asked. ``apart``: pixels between the answers of both directions.
    """
    pixel = math.sqrt(size[0] * size[1])
    found: dict[str, Any] = {"pixel": pixel, "reach": (REACH + 0.5) * pixel, "surface": None}
    nothing: dict[str, Any] = {"verdict": UNKNOWN, "east": None, "north": None, "uncertainty": None}
    if estimate is None:
        return {**found, **nothing, "reason": "too little is seen of both"}
    labels = roles is None
    sign = -1 if labels else 1
    surface = estimate.surface[::-1, ::-1] if labels else estimate.surface
    found["surface"] = [[round(float(value), 2) for value in row] for row in surface]
    reason = _doubt(estimate, roles, apart)
    if reason:
        return {**found, **nothing, "reason": reason}
    spread = _spread(estimate)
    long = math.hypot(*estimate.shift)
    numbers = {
        "east": sign * estimate.shift[1] * size[0],
        "north": -sign * estimate.shift[0] * size[1],
        "uncertainty": spread * pixel,
    }
    if long < _LEAST_SHIFT:
        return {**found, **numbers, "verdict": IN_LINE}
    if long - spread < _MARGIN:
        return {**found, **nothing, "reason": f"perhaps {metres(long * pixel, pixel)}, perhaps nothing"}
    return {**found, **numbers, "verdict": SHIFTED}


def _doubt(estimate: Estimate, roles: tuple[str, str] | None, apart: float) -> str:
    """Why nothing can be told; empty where something can."""
    if estimate.at_edge:
        return f"no place within {REACH - 1} pixels fits"
    least = _HEIGHT
    if roles and roles[0] != roles[1]:
        least = _HEIGHT_TERRAIN if "lidar" in roles else _HEIGHT_ACROSS
    if estimate.height < least or estimate.second > _SECOND * estimate.height:
        return "no place fits clearly better than others"
    if apart > _APART or _spread(estimate) > _MOST_SPREAD:
        return "parts of the scene disagree"
    return ""


def _spread(estimate: Estimate) -> float:
    """Pixels that the estimate may be wrong by, along either axis."""
    ends = np.abs(np.subtract((estimate.low, estimate.high), estimate.shift))
    return float(max(_LEAST_SPREAD, ends.max()))
