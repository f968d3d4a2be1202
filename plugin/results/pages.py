"""Small tables for people, as pages of HTML that Processing's results viewer or a message shows."""

from __future__ import annotations

import html
from typing import List, Sequence

from qgis.core import QgsProcessingException

from ..texts import tr


def table_html(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table whose first column holds texts and whose others hold figures."""
    lines = ["".join(f"<th align='left' style='padding-right: 16px'>{html.escape(head)}</th>" for head in heads)]
    for row in rows:
        cells = (
            f"<td align='{'left' if k == 0 else 'right'}' style='padding-right: 16px'>{html.escape(cell)}</td>"
            for k, cell in enumerate(row)
        )
        lines.append("".join(cells))
    return "<table>" + "".join(f"<tr>{line}</tr>" for line in lines) + "</table>"


def write_page(path: str, title: str, parts: List[str]) -> None:
    """Write a page of a title and parts in HTML. Raises QgsProcessingException where that is impossible."""
    page = f"<html><head><meta charset='utf-8'><title>{html.escape(title)}</title></head>"
    page += f"<body style='font-family: sans-serif'><h2>{html.escape(title)}</h2>{''.join(parts)}</body></html>"
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write(page)
    except OSError as error:
        raise QgsProcessingException(
            tr("The page can't be written to {0}: {1}. Choose another folder.").format(path, error.strerror)
        ) from None


def paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"
