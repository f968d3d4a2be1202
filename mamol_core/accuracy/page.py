"""Reports as pages: one self-contained file in the house's style, for the screen and for paper."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import jinja2

from ..errors import OutputError
from ..files import check_folder, write_texts

NONE = "–"


def render(template: Path, content: Mapping[str, Any], **filters: Any) -> str:
    """The page of a template that extends ``page.html.jinja``; ``filters``: further ones than those below."""
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([template.parent, Path(__file__).parent]),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
    )
    environment.filters |= {
        "percent": percent,
        "thousands": thousands,
        "decimals": lambda value: NONE if value is None else f"{value:.3f}",
    }
    environment.filters |= filters
    return environment.get_template(template.name).render(content)


def check_report_folder(folder: str, kind: str) -> None:
    """OutputError where a report can't be written into the folder, or would replace one of another kind.

    ``kind``: a key that ``report.json`` has in reports of this kind only.
    """
    check_folder(Path(folder))
    try:
        older = json.loads((Path(folder) / "report.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return
    if kind not in older:
        raise OutputError(f"The folder '{folder}' holds a report of another kind.", "Choose another folder.")


def write_files(folder: str | Path, texts: Mapping[str, str]) -> list[str]:
    """Write text files into a folder, made if missing, all or none, and return their paths. OutputError where they
    can't be written."""
    files = {Path(folder) / name: text for name, text in texts.items()}
    try:
        Path(folder).mkdir(parents=True, exist_ok=True)
        write_texts(files)
    except OSError as error:
        raise OutputError(
            f"The report can't be written to '{folder}': {error.strerror or error}.", "Choose another folder."
        ) from error
    return [str(path) for path in files]


def percent(value: float | None, digits: int = 1) -> str:
    """A share as people read it."""
    return NONE if value is None else f"{100 * value:.{digits}f}\u202f%"


def thousands(value: float) -> str:
    """A number without decimals, in groups of three digits."""
    return f"{value:,.0f}".replace(",", "\u202f")
