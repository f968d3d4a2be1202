"""What values a sensor of each role can have at all: whatever lies beyond is no measurement but a stand-in for none.

Float32's and float64's minimum, the ends of 32-bit integers and 1e20 are the usual undeclared nodata values. One of
them among heights spoils slope and relief around it, and their sums overflow, so they must never reach the network.
"""

from __future__ import annotations

from ..contract import Range
from ..roles import ROLES

_PER_METRE = {
    **dict.fromkeys(("m", "metre", "meter"), 1.0),
    **dict.fromkeys(("ft", "foot", "feet", "us-ft", "us survey foot"), 3.3),
    **dict.fromkeys(("dm", "decimetre", "decimeter"), 10.0),
    **dict.fromkeys(("cm", "centimetre", "centimeter"), 100.0),
}
_MILLIMETRES = 1000.0  # the finest unit that heights are kept in, for those whose unit is not known

_FLOAT32 = 3.4028234663852886e38


def possible_values(role: str, unit: str) -> Range:
    """The least and the greatest value that a layer of the role can have in its unit, both finite."""
    low, high = ROLES[role].possible
    if not ROLES[role].lengths:
        return low, high
    named = unit.strip().lower()
    factor = _PER_METRE.get(named) or _PER_METRE.get(named.removesuffix("s"), _MILLIMETRES)
    return low * factor, high * factor


def possible_stored(possible: Range, scale: float, offset: float) -> Range:
    """The range of stored values that float32 can hold and whose ``scale * value + offset`` is possible.

    Scale and offset are finite, and scale is not 0.
    """
    low, high = sorted((bound - offset) / scale for bound in possible)
    return max(low, -_FLOAT32), min(high, _FLOAT32)
