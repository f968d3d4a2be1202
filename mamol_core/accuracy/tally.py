"""How often pairs of codes occur in two class rasters, counted strip by strip."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

_CODES = 65536
_BYTE = 256
_DENSE = 1 << 22  # pairs that are counted in a table; of more, only those that occur


@dataclass(frozen=True)
class Pairs:
    """Pairs of codes that occur, all (P,): ``first`` and ``second`` code, ``pixels`` and ``area`` in m²."""

    first: np.ndarray
    second: np.ndarray
    pixels: np.ndarray
    area: np.ndarray

    def sums(self, by: str) -> dict[int, tuple[int, float]]:
        """Pixels and area by the code ``by`` ("first" or "second"), sorted by code."""
        codes, number = np.unique(getattr(self, by), return_inverse=True)
        pixels, area = np.bincount(number, self.pixels), np.bincount(number, self.area)
        return {int(code): (round(p), float(a)) for code, p, a in zip(codes, pixels, area, strict=True)}

    def where(self, kept: np.ndarray) -> Pairs:
        """Those that ``kept`` (P,) bool says."""
        return Pairs(self.first[kept], self.second[kept], self.pixels[kept], self.area[kept])


class Crosstab:
    """Counts pairs of codes of two rasters on one grid."""

    def __init__(self) -> None:
        self._keys: list[np.ndarray] = [np.zeros(0, np.int64)]
        self._pixels: list[np.ndarray] = [np.zeros(0)]
        self._area: list[np.ndarray] = [np.zeros(0)]

    def add(self, first: np.ndarray, second: np.ndarray, area: float | np.ndarray) -> None:
        """Count a strip: codes (h, w) uint16 of both, and what a pixel covers, one number or (h, w)."""
        columns = np.zeros(1, np.int64)
        if first is second:
            rows, pair = np.arange(int(first.max(initial=0)) + 1) * (_CODES + 1), first.ravel()
        elif max(first.max(initial=0), second.max(initial=0)) < _BYTE:  # most maps: no numbering is needed
            rows, columns = np.arange(_BYTE) * _CODES, np.arange(_BYTE)
            pair = ((first << 8) | second).ravel()
        else:
            (rows, one), (columns, two) = _numbered(first), _numbered(second)
            rows, pair = rows * _CODES, one.astype(np.int64) * len(columns) + two
        size = len(rows) * len(columns)
        if size <= _DENSE:
            pixels = np.bincount(pair, minlength=size)
            there = np.flatnonzero(pixels)
            pixels = pixels[there]
            areas = pixels * area if isinstance(area, float) else np.bincount(pair, np.ravel(area), size)[there]
        else:
            there, inverse, pixels = np.unique(pair, return_inverse=True, return_counts=True)
            areas = pixels * area if isinstance(area, float) else np.bincount(inverse, np.ravel(area))
        self._keys.append(rows[there // len(columns)] + columns[there % len(columns)])
        self._pixels.append(pixels)
        self._area.append(np.asarray(areas, float))
        if sum(map(len, self._keys)) > _DENSE:
            self._gather()

    def _gather(self) -> None:
        keys, number = np.unique(np.concatenate(self._keys), return_inverse=True)
        self._pixels = [np.bincount(number, np.concatenate(self._pixels), len(keys))]
        self._area = [np.bincount(number, np.concatenate(self._area), len(keys))]
        self._keys = [keys]

    def pairs(self) -> Pairs:
        """What was counted, sorted by first and second code; code 0 is among them."""
        self._gather()
        keys = self._keys[0]
        return Pairs(keys // _CODES, keys % _CODES, np.rint(self._pixels[0]).astype(np.int64), self._area[0])


def _numbered(codes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The codes that occur, int64 ascending, and the number of each pixel's (N,) int32 among them."""
    flat = codes.ravel()
    present = np.flatnonzero(np.bincount(flat, minlength=1)).astype(np.int64)
    number = np.zeros(_CODES, np.int32)
    number[present] = np.arange(len(present))
    return present, number[flat]
