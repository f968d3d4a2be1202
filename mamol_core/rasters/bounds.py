"""What values a sensor of each role can have at all: whatever lies beyond is no measurement but a stand-in for none.

Float32's and float64's minimum, the ends of 32-bit integers and 1e20 are the usual undeclared nodata values. One of
them among heights spoils slope and relief around it, and their sums overflow, so they must never reach the network.
"""

from __future__ import annotations

from ..contract import Range

_PER_METRE = {
    **dict.fromkeys(("m", "metre", "meter"), 1.0),
    **dict.fromkeys(("ft", "foot", "feet", "us-ft", "us survey foot"), 3.3),
    **dict.fromkeys(("dm", "decimetre", "decimeter"), 10.0),
    **dict.fromkeys(("cm", "centimetre", "centimeter"), 100.0),
}
_MILLIMETRES = 1000.0  # the finest unit that heights are kept in, for those whose unit is not known

_FLOAT32 = 3.4028234663852886e38
_DEEPEST = -12_000.0  # metres; the Challenger Deep is at -10 935 m
_HIGHEST = 100_000.0  # metres; also holds the 16-bit intensity or return counts that come with heights
_POSSIBLE = {"optical": (-1e9, 1e9), "hyperspectral": (-1e9, 1e9), "sar": (-1e9, 1e10)}
"""Counts, reflectance at any scale, components and differences; for radar also squared 16-bit amplitude."""


def possible_values(role: str, unit: str) -> Range:
    """The least and the greatest value that a layer of the role can have in its unit, both finite."""
    if role in _POSSIBLE:
        return _POSSIBLE[role]
    named = unit.strip().lower()
    factor = _PER_METRE.get(named) or _PER_METRE.get(named.removesuffix("s"), _MILLIMETRES)
    return _DEEPEST * factor, _HIGHEST * factor


def possible_stored(possible: Range, scale: float, offset: float) -> Range:
    """The range of stored values that float32 can hold and whose ``scale * value + offset`` is possible.

    Scale and offset are finite, and scale is not 0.
    """
    low, high = sorted((bound - offset) / scale for bound in possible)
    return max(low, -_FLOAT32), min(high, _FLOAT32)
