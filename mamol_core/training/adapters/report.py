"""The report of an adaptation, whether an adapter came of it or not: ``report.json`` and ``report.html``."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ...accuracy.page import percent, render, write_files

_TEMPLATE = Path(__file__).parent / "report.html.jinja"
_TITLES = {
    "as_it_is": "The model as it is",
    "match": "The model fitted to the layers, without labels",
    "adapted": "Adapted to the labels",
}


def write_adapting_report(folder: str | Path, report: dict[str, Any]) -> tuple[str, str]:
    """Write both files into ``folder``, made if missing, and return their paths.

    ``report`` is an adapter's card with the model's "classes", "made" and the "verdict" in words. OutputError where the
    folder can't be written.
    """
    accuracy = report["accuracy"]
    rows = [{**entry, "title": _TITLES[name]} for name, entry in accuracy.items()]
    classes = [
        {"name": entry["name"], "shares": [found["producers"].get(str(number)) for found in accuracy.values()]}
        for number, entry in enumerate(report["classes"], 1)
    ]
    content = {**report, "rows": rows, "labelled": [entry for entry in classes if entry["shares"][0] is not None]}
    texts = {
        "report.json": json.dumps(report, indent=1, ensure_ascii=False),
        "report.html": render(_TEMPLATE, content, interval=lambda ends: f"{percent(ends[0])} to {percent(ends[1])}"),
    }
    json_file, html_file = write_files(folder, texts)
    return json_file, html_file
