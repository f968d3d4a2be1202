"""Whether the labels lie where the layers show what they mean, before anything is learned from them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from ..labels.labels import Labels
from ..rasters.grid import Grid
from ..registration.finding import SHIFTED, metres
from ..registration.look import Look, look
from ..reporting import Reporter
from ..sensors.layers import LayerInput
from ..sensors.series import SensorInput

_MOST_DATES = 4  # of a series that are looked at
_MOST_SAID = 3

Shift = tuple[float, float]


def line_up(
    moved: Shift | None,
    align: bool,
    layers: Sequence[SensorInput | None],
    grid: Grid,
    labels: Labels,
    read: Callable[[Shift | None], Labels],
    reporter: Reporter,
) -> tuple[Labels, Shift | None, Look]:
    """Look how far labels and layers lie from one another, and say so; move the labels where that is asked for.

    ``moved``: by what they are moved already; ``align``: whether they are to be moved to the layers; ``read``: reads
    the labels moved by metres east and north. Returns the labels to learn from, what they were moved by
    and what was found before.
    """
    found = look([part for entry in layers if entry for part in _some_dates(entry)], grid, labels, reporter)
    if moved:
        reporter.log(f"The labels are moved by {_numbers(moved, grid)} (metres east, north), as asked.")
    if align:
        if found.correction is None:
            reporter.log(
                "The labels stay where they are: no shift is beyond doubt, or not all kinds of layers show one."
            )
        else:
            east, north = moved or (0.0, 0.0)
            moved = round(east + found.correction[0], 3), round(north + found.correction[1], 3)
            labels = read(moved)
            said = found.labels.sentence if found.labels else ""
            reporter.log(
                f"{said} They are moved back by that: by {_numbers(found.correction, grid)} (metres east, north)."
            )
    _warn(found, grid, bool(align and found.correction), reporter)
    return labels, moved, found


def _some_dates(entry: SensorInput) -> list[LayerInput]:
    """The layers of a sensor, of a long series some that are spread over it."""
    parts = [part for part in entry.parts if not part.empty]
    places = np.linspace(0, len(parts) - 1, min(len(parts), _MOST_DATES))
    return [parts[round(place)] for place in places]


def _warn(found: Look, grid: Grid, aligned: bool, reporter: Reporter) -> None:
    """Warn of the shifts beyond doubt that stay."""
    of_layers = [finding for finding in found.findings if finding.sensor and finding.verdict == SHIFTED]
    of_labels = [found.labels] if found.labels and found.labels.verdict == SHIFTED else []
    for findings in ([] if aligned else of_labels, of_layers):
        for finding in findings[:_MOST_SAID]:
            thing = "them" if finding.sensor is None else "it"
            back = -(finding.east or 0.0), -(finding.north or 0.0)
            said = f"To bring {thing} in line, move {thing} by {_numbers(back, grid)} (metres east, north)."
            reporter.warn(f"{finding.sentence} {said}")
        if len(findings) > _MOST_SAID:
            reporter.warn(f"{len(findings) - _MOST_SAID} more layers do not line up; see the training report.")


def _numbers(shift: Shift, grid: Grid) -> str:
    """A shift as it can be asked for: the sign of its second number tells the comma from a decimal one."""
    numbers = (metres(part, grid.gsd).removesuffix(" m") for part in shift)
    east, north = (number if float(number) else "0" for number in numbers)
    return f"{east},{north}" if north.startswith("-") else f"{east},+{north}"
