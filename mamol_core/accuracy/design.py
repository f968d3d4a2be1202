"""How many reference points, how many in each stratum, and what of it is kept for the assessment."""

from __future__ import annotations

import csv
import json
import math
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from ..contract import ALLOCATIONS, DESIGN_SUFFIX
from ..errors import RequestError
from ..rasters.legend import LandClass, plain_name

TARGET_SE = 0.02
"""Standard error of the overall accuracy that is aimed at where neither it nor the size is given."""
EXPECTED = 0.8
"""User's accuracy of a class where nothing is expected of it."""
FEWEST = 50
"""Points of each stratum where nothing else is asked (Olofsson et al. 2014, section 5.1.2: 50 to 100)."""
_FORMAT = 1


@dataclass(frozen=True)
class Stratum:
    """One stratum: ``pixels`` to draw from, ``area`` in m², its ``share``, ``expected`` accuracy, ``points`` drawn."""

    code: int
    name: str
    pixels: int
    area: float
    share: float
    expected: float
    points: int = 0

    @property
    def probability(self) -> float:
        """Of a pixel, to be drawn."""
        return self.points / self.pixels


@dataclass(frozen=True)
class Design:
    """What the assessment must know of a sample; kept as JSON beside the points.

    ``map`` and ``strata_raster``: file name and fingerprint of what was drawn from; the latter is None where the strata
    are the map's classes or there are none. ``points``: for each point its id, row, column and stratum, which the
    points themselves do not tell.
    """

    design: str
    strata: tuple[Stratum, ...]
    classes: tuple[LandClass, ...]
    map: dict[str, Any]
    strata_raster: dict[str, Any] | None
    allocation: str
    seed: int
    distance: float | None
    points: tuple[tuple[int, int, int, int], ...] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """The content of a design file."""
        strata = [asdict(stratum) | {"probability": stratum.probability} for stratum in self.strata]
        return {
            "mamol_design": _FORMAT,
            **{name: getattr(self, name) for name in ("design", "map", "strata_raster", "allocation", "seed")},
            "distance": self.distance,
            "strata": strata,
            "classes": [entry.to_json() for entry in self.classes],
            "points": [list(point) for point in self.points],
        }

    @classmethod
    def read(cls, path: str | Path) -> Design:
        """The inverse of :meth:`to_json`; RequestError where the file is no such design."""
        name = Path(path).name
        try:
            content = json.loads(Path(path).read_text(encoding="utf-8"))
        except OSError as error:
            raise RequestError(
                f"The sampling design '{name}' can't be read: {error.strerror or error}.",
                "Give the file that was written beside the sample points.",
            ) from error
        except ValueError:
            content = None
        try:
            if content["mamol_design"] != _FORMAT:
                raise RequestError(
                    f"The sampling design '{name}' has format {content['mamol_design']!r:.20}; this release reads "
                    f"{_FORMAT}.",
                    "Update MaMOL Land Cover.",
                )
            strata = [
                {key: value for key, value in entry.items() if key != "probability"} for entry in content["strata"]
            ]
            return cls(
                design=str(content["design"]),
                strata=tuple(Stratum(**entry) for entry in strata),
                classes=tuple(LandClass.from_json(entry) for entry in content["classes"]),
                map=_fingerprint(content["map"]),
                strata_raster=content["strata_raster"] and _fingerprint(content["strata_raster"]),
                allocation=str(content["allocation"]),
                seed=int(content["seed"]),
                distance=content["distance"],
                points=tuple((int(a), int(b), int(c), int(d)) for a, b, c, d in content["points"]),
            )
        except (KeyError, TypeError, ValueError) as error:
            if isinstance(error, RequestError):
                raise
            raise RequestError(
                f"'{name}' is not a sampling design.", "Give the file that was written beside the sample points."
            ) from None


def _fingerprint(entry: dict[str, Any]) -> dict[str, Any]:
    """Name and fingerprint of a raster; KeyError where something of it is missing."""
    return {key: entry[key] for key in ("name", "width", "height", "crs", "transform", "sha256")}


def design_path(points: str | Path) -> Path:
    """Where the design of a file of points lies."""
    return Path(points).with_suffix(DESIGN_SUFFIX)


def sample_size(strata: list[Stratum], target_se: float) -> int:
    """Points for which the overall accuracy has the standard error ``target_se``, if the strata are as accurate as is
    expected: Cochran 1977, equation 5.25, as in Olofsson et al. 2014, equation 13."""
    if not 0 < target_se < 0.5:
        raise RequestError(
            f"The standard error aimed at is {target_se:g}; a fraction between 0 and 0.5 was expected, such as 0.02."
        )
    share = np.array([stratum.share for stratum in strata])
    deviation = np.sqrt([stratum.expected * (1 - stratum.expected) for stratum in strata])
    pixels = sum(stratum.pixels for stratum in strata)
    size = (share @ deviation) ** 2 / (target_se**2 + share @ deviation**2 / pixels)
    return max(1, min(pixels, math.ceil(size - 1e-9)))


def allocate(strata: list[Stratum], size: int, rule: str, minimum: int) -> list[int]:
    """Points of each stratum, ``size`` in all: "equal", "proportional" to area, or "optimal" for the overall accuracy
    (Neyman, Cochran 1977, equation 5.26).

    No stratum gets fewer than ``minimum`` or more than it has pixels; the others share what is left by the rule.
    RequestError where ``size`` does not do for that.
    """
    room = np.array([stratum.pixels for stratum in strata])
    least = np.minimum(minimum, room)
    if size < least.sum():
        raise RequestError(
            f"{len(strata)} strata with at least {minimum} points each need {least.sum()} points; {size} are to be "
            "drawn.",
            "Draw more points, or lower the minimum.",
        )
    size = min(size, int(room.sum()))
    share = np.array([stratum.share for stratum in strata])
    wanted = {
        "equal": np.ones(len(strata)),
        "proportional": share,
        "optimal": share * np.sqrt([stratum.expected * (1 - stratum.expected) for stratum in strata]),
    }[rule]
    wanted = np.maximum(wanted, 1e-12)
    points = np.zeros(len(strata))
    open_strata = np.ones(len(strata), bool)
    while open_strata.any():
        left = size - points[~open_strata].sum()
        points[open_strata] = left * wanted[open_strata] / wanted[open_strata].sum()
        low, high = open_strata & (points < least), open_strata & (points > room)
        if not (low.any() or high.any()):
            break
        # What the small ones are short of and the full ones have too much: the greater of the two is settled first.
        short, over = (least - points)[low].sum(), (points - room)[high].sum()
        points = np.where(low, least, points) if short >= over else np.where(high, room, points)
        open_strata &= ~low if short >= over else ~high
    whole = np.floor(points + 1e-9).astype(int)
    rest = np.argsort(whole - points, kind="stable")
    whole[rest[slice(0, size - whole.sum())]] += 1
    return [int(number) for number in whole]


def parse_allocation(text: str, strata: list[Stratum]) -> list[int] | None:
    """Points of each stratum of ``NAME=N,…``, names or codes; None where the text is one of ALLOCATIONS."""
    if text in ALLOCATIONS:
        return None
    wanted: dict[int, int] = {}
    for part in text.split(","):
        name, equals, number = part.rpartition("=")
        if not equals or not number.strip().isdecimal():
            raise RequestError(
                f"The allocation '{text[:80]}' is none of {', '.join(ALLOCATIONS)} and not NAME=N,….",
                "Write for example water=50,forest=120.",
            )
        wanted[_which(name, strata)] = int(number)
    lacking = [stratum.name for number, stratum in enumerate(strata) if not wanted.get(number)]
    if lacking:
        raise RequestError(
            f"The allocation gives no points to {', '.join(map(repr, lacking[:8]))}.",
            "Give every stratum at least two points: of one without points nothing can be said.",
        )
    for place, stratum in enumerate(strata):
        if wanted[place] > stratum.pixels:
            raise RequestError(
                f"{wanted[place]} points are asked of '{stratum.name}', which has {stratum.pixels} pixels.",
                "Ask for fewer.",
            )
    return [wanted[number] for number in range(len(strata))]


def _which(name: str, strata: list[Stratum]) -> int:
    for number, stratum in enumerate(strata):
        if plain_name(name) in (plain_name(stratum.name), str(stratum.code)):
            return number
    listed = ", ".join(f"'{stratum.name}'" for stratum in strata[:12])
    raise RequestError(f"There is no stratum '{name.strip()[:60]}'; there are {listed}.", "Name one of these.")


def read_expected(path: str, strata: list[Stratum]) -> dict[int, float]:
    """User's accuracies that are expected, by number of the stratum, from a table of name or code and fraction."""
    name = Path(path).name
    try:
        lines = [line for line in Path(path).read_text(encoding="utf-8-sig").splitlines() if line.strip()]
    except (OSError, UnicodeDecodeError) as error:
        raise RequestError(
            f"The table of expected accuracies '{name}' can't be read: {getattr(error, 'strerror', None) or error}.",
            "Give a CSV file with class and accuracy.",
        ) from error
    found: dict[int, float] = {}
    delimiter = max("\t;,", key=lines[0].count) if lines else ","
    for row in csv.reader(lines, delimiter=delimiter):
        cells = [cell.strip() for cell in row]
        try:
            accuracy = float(cells[1])
        except (IndexError, ValueError):
            if (
                not found
                and row == next(csv.reader(lines[:1], delimiter=delimiter))
                and not any(map(str.isdigit, "".join(cells)))
            ):
                continue  # the header
            raise RequestError(
                f"The table of expected accuracies '{name}' has the line '{delimiter.join(row)[:60]}'.",
                "Write one line per class: its name or code, and its accuracy as a fraction, such as forest,0.9.",
            ) from None
        if not 0 < accuracy <= 1:
            raise RequestError(
                f"The table of expected accuracies '{name}' has {accuracy:g} for '{cells[0]}'; a fraction from 0 to 1 "
                "was expected.",
                "Write 0.9 for 90 %.",
            )
        found[_which(cells[0], strata)] = accuracy
    return found
