"""The table of wavelengths that comes with a sensor of many bands, as its maker or a spreadsheet writes it.

A line for each band, columns parted by semicolons, tabs, commas or spaces, numbers with a decimal point or comma; or a
list in ENVI's manner. The standard library only and Python 3.9 syntax, like the contract.
"""

from __future__ import annotations

import csv
import math
import os
import re
from collections.abc import Sequence
from itertools import zip_longest

_CENTRE = re.compile(r"wave|wellenl|cent(?:er|re|ral)|\bcw\b|lambda|λ|波长", re.IGNORECASE)
_UNIT = re.compile(r"\bnm\b|[µμu]m\b", re.IGNORECASE)
_ANOTHER = re.compile(  # what else is told of a band in these units
    r"fwhm|width|breite|halbwert|resol|sampling|\brange|(?<!no)min|max|lower|upper|start|\bend\b|半高|带宽|分辨率",
    re.IGNORECASE,
)
_ENVI = re.compile(r"^\s*wavelength\s*=\s*\{([^}]*)\}", re.IGNORECASE | re.MULTILINE)
_DECIMAL_COMMA = re.compile(r"[+-]?\d+,\d+")
_LEFT_OUT = "-"
_MOST_MICROMETRES = 20.0
_LEAST_NM = 100.0
_LARGEST = 1_000_000  # characters


def read_wavelength_table(path: str) -> tuple[float | None, ...]:
    """Wavelengths in nm of the bands of a file, None where a band is left out: its wavelength is 0 or a dash.

    The column is the one that is called so or, without a heading, the first that can be one. ValueError, in a sentence,
    where the file can't be read or does not tell the wavelength of each band.
    """
    name = os.path.basename(path)
    try:
        with open(path, encoding="utf-8-sig", errors="replace") as file:
            text = file.read(_LARGEST)
    except OSError as error:
        raise ValueError(f"The table of wavelengths '{name}' can't be read: {error.strerror or error}.") from None
    found: list[float] = []
    for place, cell in _envi_list(text) or _column(text):
        number = _number(cell)
        if number is None or number < 0:
            raise ValueError(
                f"The table '{name}' does not tell the wavelength of each band: {place} is '{cell}'. Write it in nm or "
                "µm, or 0 or - where the band is to be left out."
            )
        found.append(number)
    if not found:
        raise ValueError(
            f"The table '{name}' does not tell the wavelength of each band. Give a line for each band, with its "
            "wavelength in nm or µm, and call that column wavelength where there are others."
        )
    for band, number in enumerate(found, 1):
        if number and found.index(number) + 1 < band:
            raise ValueError(
                f"The table '{name}' gives band {found.index(number) + 1} and band {band} the same wavelength, "
                f"{number:g}. Check that this is the column of wavelengths; 0 or - leaves a band out."
            )
    scale = 1000 if max(found) < _MOST_MICROMETRES else 1
    return tuple(scale * number if number else None for number in found)


def _envi_list(text: str) -> list[tuple[str, str]]:
    """Where each cell stands, and the cell, of a header's list, or of lines of numbers that go on after a comma."""
    header = _ENVI.search(text)
    lines = [line.strip() for line in (header[1] if header else text).strip(" \r\n\t{}").splitlines()]
    cells = [cell.strip() for cell in " ".join(lines).rstrip(",").split(",")]
    wrapped = len(cells) > max(2, len(lines)) and all(line.endswith(",") for line in lines[:-1])
    if header or (wrapped and None not in map(_number, cells) and not lines[-1].endswith(",")):
        return [(f"number {place}", cell) for place, cell in enumerate(cells, 1)]
    return []


def _column(text: str) -> list[tuple[str, str]]:
    """Where each cell stands, and the cell, of the column of wavelengths of a table; empty where there is none."""
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1)]
    lines = [(number, line) for number, line in lines if line and not line.startswith("#")]
    cells, spaced = _split([line for _, line in lines])
    first = next((place for place, row in enumerate(cells) if any(_number(cell) is not None for cell in row)), 0)
    columns = list(zip_longest(*cells[first:], fillvalue=""))
    above = [[cell for cell in row if not spaced or _UNIT.sub("", cell).strip("()[], ")] for row in cells[:first]]
    titles = next((row for row in reversed(above) if any(map(_CENTRE.search, row))), above[-1] if above else [])
    places = [place for place, column in enumerate(columns) if _can_be_wavelengths([_number(c) for c in column])]
    if spaced and titles and len(titles) != len(columns) and len(places) > 1:
        return []  # titles of several words, so that nothing tells which is whose
    named = dict(enumerate(titles))
    places = [place for place in places if not _ANOTHER.search(named.get(place, ""))]
    for words in (_CENTRE, _UNIT):
        called = [place for place in places if words.search(named.get(place, ""))]
        places = called or places
    rows = [f"line {number}" for number, _ in lines[first:]]
    return list(zip(rows, columns[places[0]])) if places else []


def _split(lines: Sequence[str]) -> tuple[list[list[str]], bool]:
    """The cells of each line, decimal commas made points, and whether only spaces part them."""
    signs = [sign for sign in ";\t" if sum(sign in line for line in lines) > len(lines) / 2]
    spaced = not signs and (not any("," in line for line in lines) or _decimal_commas([line.split() for line in lines]))
    sign = signs[0] if signs else " " if spaced else ","
    rows = [next(csv.reader([line], delimiter=sign, skipinitialspace=True)) for line in lines]
    return [[cell.strip(" \"'").replace(",", ".") for cell in row] for row in rows], spaced


def _decimal_commas(rows: Sequence[Sequence[str]]) -> bool:
    """Whether commas stand within numbers that spaces part, and not between a counter and a number."""
    if any("," in cell and not _DECIMAL_COMMA.fullmatch(cell) for row in rows for cell in row):
        return False
    columns = [
        [cell.partition(",")[0] for cell in column if "," in cell] for column in zip_longest(*rows, fillvalue="")
    ]
    return not any(column and _counts([float(cell) for cell in column]) for column in columns)


def _number(cell: str) -> float | None:
    if cell == _LEFT_OUT:
        return 0.0
    try:
        number = float(cell)
    except ValueError:
        return None
    return number if math.isfinite(number) else None


def _can_be_wavelengths(column: Sequence[float | None]) -> bool:
    """Whether the numbers of a column, which may lack some, are wavelengths and no counter or text."""
    known = [number for number in column if number]
    if not known or (None not in column and _counts([number or 0.0 for number in column])):
        return False
    if max(known) < _MOST_MICROMETRES:
        return any(number % 1 for number in known)
    return min(abs(number) for number in known) >= _LEAST_NM


def _counts(column: Sequence[float]) -> bool:
    """Whether a column is 1, 2, 3, … or 0, 1, 2, …"""
    return any(list(column) == list(range(first, len(column) + first)) for first in (0, 1))
