"""Tables to read: compact, without a grid, and as high as their rows."""

from __future__ import annotations

from typing import List, Sequence

from qgis.PyQt.QtCore import QSize, Qt
from qgis.PyQt.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from .texts import plain_tip


def make_table(headers: List[str], stretch: int) -> QTableWidget:
    table = QTableWidget(0, len(headers))
    table.setHorizontalHeaderLabels(headers)
    table.setIconSize(QSize(22, 14))
    style_table(table, stretch)
    return table


def style_table(table: QTableWidget, stretch: int) -> None:
    """A plain list to read: compact rows, no grid, and column ``stretch`` takes the room that is left."""
    table.setShowGrid(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    table.verticalHeader().hide()
    table.verticalHeader().setMinimumSectionSize(0)
    table.verticalHeader().setDefaultSectionSize(table.fontMetrics().height() + 6)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(stretch, QHeaderView.ResizeMode.Stretch)
    table.horizontalHeaderItem(stretch).setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


def add_row(
    table: QTableWidget, texts: List[str], numbers: Sequence[int], editable: Sequence[int] = (), tip: str = ""
) -> None:
    row = table.rowCount()
    table.insertRow(row)
    for column, text in enumerate(texts):
        item = QTableWidgetItem(text)
        if column not in editable:
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
        if column in numbers:
            item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        item.setToolTip(plain_tip(tip or text))
        table.setItem(row, column, item)


def wrap_rows(table: QTableWidget) -> None:
    """Break the lines of cells that are too narrow, in rows as high as that takes."""

    def fit(*_: int) -> None:
        table.resizeRowsToContents()
        fit_height(table)

    table.horizontalHeader().sectionResized.connect(fit)


def fit_height(table: QTableWidget, most: int = 8) -> None:
    """Show all rows where they are few; more of them scroll."""
    rows = min(table.rowCount(), most)
    height = sum(table.rowHeight(row) for row in range(rows))
    table.setFixedHeight(table.horizontalHeader().sizeHint().height() + height + 2 * table.frameWidth())
