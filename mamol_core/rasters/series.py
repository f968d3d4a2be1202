"""Windows of a series, the dates of one sensor, on the target grid."""

from __future__ import annotations

from collections.abc import Sequence
from types import TracebackType
from typing import Protocol

import numpy as np

from .reader import Reader


class SensorReader(Protocol):
    """What the windows of a sensor come from: its layer, or the dates of a series."""

    @property
    def channels(self) -> int:
        """Planes of a window's values."""
        ...

    @property
    def origin(self) -> tuple[int, int] | None:
        """Row and column of the grid where the raster begins, if both have the same lattice."""
        ...

    def read(self, row: int, col: int, height: int, width: int) -> tuple[np.ndarray, np.ndarray]: ...

    def read_into(self, row: int, col: int, values: np.ndarray, available: np.ndarray) -> None: ...

    def close(self) -> None: ...

    def __enter__(self) -> SensorReader: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None: ...


def count_dates(values: np.ndarray, planes: int) -> np.ndarray:
    """How many dates saw each pixel (h, w), from a window of a :class:`SeriesReader` with so many planes a date."""
    return np.count_nonzero(values[slice(planes - 1, None, planes)], axis=0).astype(np.int32)


class SeriesReader:
    """The dates of one sensor on one grid, for several threads, read like the single layer of another sensor.

    Values are (T * (C + 1), h, w): of each date its C bands and, after them, a plane that holds the day of the year
    where that date saw the pixel, and 0 where it did not. A pixel is available where any date saw it.
    """

    def __init__(self, readers: Sequence[Reader], days: Sequence[int]) -> None:
        """``days``: the day of the year, from 1, of each reader's date."""
        self._dates = list(zip(readers, days, strict=True))
        self._planes = readers[0].channels + 1

    @property
    def channels(self) -> int:
        """Planes of a window."""
        return len(self._dates) * self._planes

    @property
    def origin(self) -> tuple[int, int] | None:
        """As :attr:`Reader.origin`, of the first date."""
        return self._dates[0][0].origin

    def read(self, row: int, col: int, height: int, width: int) -> tuple[np.ndarray, np.ndarray]:
        """((T * (C + 1), h, w) float32, (h, w) bool availability); see :meth:`Reader.read`."""
        values = np.empty((self.channels, height, width), np.float32)
        available = np.empty((height, width), bool)
        self.read_into(row, col, values, available)
        return values, available

    def read_into(self, row: int, col: int, values: np.ndarray, available: np.ndarray) -> None:
        """As :meth:`read`, into arrays, whatever they hold before."""
        available.fill(False)
        seen = np.empty_like(available)
        for number, (reader, day) in enumerate(self._dates):
            planes = values[slice(number * self._planes, (number + 1) * self._planes)]
            reader.read_into(row, col, planes[:-1], seen)
            np.multiply(seen, np.float32(day), out=planes[-1])
            available |= seen

    def close(self) -> None:
        """Close the files."""
        for reader, _ in self._dates:
            reader.close()

    def __enter__(self) -> SeriesReader:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()
