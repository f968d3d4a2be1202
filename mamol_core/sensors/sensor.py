"""What a model remembers of a sensor: its bands, units and robust statistics. Plain data, stored as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ..matching import Band
from ..roles import role_of

Numbers = tuple[float, ...]


@dataclass(frozen=True)
class SensorSpec:
    """One sensor of a model. Statistics have one entry per band and are in ``units``.

    ``low`` and ``high`` are the 0.1 and 99.9 percentiles, ``gsd`` is in metres. ``correlation`` is the matrix of
    correlations between bands, empty where there are more than 64 of them. ``dates``: those of a series that the model
    was trained with, such as ``2024-05-03``; empty for a sensor that is no series. ``version``: of an embedding, as its
    file states it.
    """

    sensor: str
    bands: tuple[Band, ...]
    quantity: str
    units: str
    gsd: float
    median: Numbers
    p2: Numbers
    p98: Numbers
    low: Numbers
    high: Numbers
    correlation: tuple[Numbers, ...] = ()
    dates: tuple[str, ...] = ()
    version: str = ""

    @property
    def role(self) -> str:
        """Key of the sensor's row in ``ROLES``."""
        return role_of(self.sensor)

    def to_json(self) -> dict[str, Any]:
        """The spec as a JSON object; ``dates`` only of a series, ``version`` only where there is one."""
        entry = asdict(self)
        for name in ("dates", "version"):
            if not entry[name]:
                del entry[name]
        return entry

    @classmethod
    def from_json(cls, entry: Mapping[str, Any]) -> SensorSpec:
        """The inverse of :meth:`to_json`; ValueError, in a sentence, where the entry is not a sensor."""
        try:
            statistics = {
                name: tuple(float(number) for number in entry[name]) for name in ("median", "p2", "p98", "low", "high")
            }
            spec = cls(
                sensor=str(entry["sensor"]),
                bands=tuple(_band(band) for band in entry["bands"]),
                quantity=str(entry["quantity"]),
                units=str(entry["units"]),
                gsd=float(entry["gsd"]),
                correlation=tuple(tuple(float(number) for number in row) for row in entry.get("correlation", ())),
                dates=tuple(str(date) for date in entry.get("dates", ())),
                version=str(entry.get("version", "")),
                **statistics,
            )
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ValueError(f"A sensor in the model card is not readable ({type(error).__name__}: {error}).") from None
        role_of(spec.sensor)
        if not spec.bands or any(len(values) != len(spec.bands) for values in statistics.values()):
            raise ValueError(f"Sensor '{spec.sensor}' in the model card has statistics for another number of bands.")
        return spec


def _band(entry: Mapping[str, Any]) -> Band:
    name, wavelength = entry.get("name"), entry.get("wavelength_nm")
    return Band(None if name is None else str(name), None if wavelength is None else float(wavelength))
