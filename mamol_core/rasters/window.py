"""A rectangle of pixels."""

from __future__ import annotations

from typing import NamedTuple

from rasterio.windows import Window


class GridWindow(NamedTuple):
    """Pixels of a grid or of a file; of a grid they may reach beyond its edges.

    In the order in which arrays are sliced, whereas rasterio's Window begins with the column.
    """

    row: int
    col: int
    height: int
    width: int

    def to_rasterio(self) -> Window:
        """The same for rasterio's functions."""
        return Window(self.col, self.row, self.width, self.height)
