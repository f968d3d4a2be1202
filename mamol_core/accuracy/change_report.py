"""The report of a comparison of two maps: a page, JSON and tables."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .page import percent, render, thousands, write_files
from .report import csv_text, hectares, plus_minus

_TEMPLATE = Path(__file__).parent / "change.html.jinja"
_MOST_CELLS = 40


def write_change_report(folder: str, value: dict[str, Any]) -> dict[str, Any]:
    """Write the files and return their paths: ``report_html``, ``report_json``, ``tables``.

    OutputError where the folder can't be written.
    """
    names = {entry["code"]: entry["name"] for entry in value["classes"]}
    codes = value["matrix"]["codes"]
    matrix = [["first \\ second, ha", *(names[code] for code in codes)]]
    matrix += [[names[code], *cells] for code, cells in zip(codes, value["matrix"]["area_ha"], strict=True)]
    columns = ("code", "name", "first_ha", "second_ha", "difference_ha", "only_first_ha", "only_second_ha")
    classes = [list(columns), *([entry[column] for column in columns] for entry in value["classes"])]
    texts = {
        "change_classes.csv": csv_text(classes),
        "change_matrix.csv": csv_text(matrix),
        "report.json": json.dumps(value, indent=1, ensure_ascii=False),
        "report.html": render(_TEMPLATE, _page(value), hectares=hectares, signed=_signed, pm=plus_minus),
    }
    *tables, json_file, html_file = write_files(folder, texts)
    return {"report_html": html_file, "report_json": json_file, "tables": tables}


def _signed(value: float) -> str:
    return ("+" if value > 0 else "−" if value < 0 else "") + hectares(abs(value))


def _page(value: dict[str, Any]) -> dict[str, Any]:
    """What the template shows."""
    area = value["matrix"]["area_ha"]
    rows = []
    for number, entry in enumerate(value["classes"]):
        total = sum(area[number])
        cells = []
        for column, hectares_of in enumerate(area[number]):
            share = hectares_of / total if total else 0.0
            kind = "zero" if not hectares_of else "right" if column == number else "wrong"
            title = f"{entry['name']} → {value['classes'][column]['name']}: {percent(share)} of the row"
            heat = 0.12 + 0.88 * share
            cells.append({"area": hectares_of, "heat": heat, "kind": f"{kind} strong" * (share > 0.8) or kind})
            cells[-1]["title"] = title
        rows.append({**entry, "cells": cells})
    accuracy = value["accuracy"]
    return {
        **value,
        "rows": rows if len(rows) <= _MOST_CELLS else [],
        "verdict": None if accuracy is None else _verdict(accuracy),
    }


def _verdict(accuracy: dict[str, Any]) -> str:
    """In a sentence, which map is right more often."""
    difference = accuracy["difference"]
    counts = (
        f"At {thousands(accuracy['only_second_right'])} points only the second map is right, at "
        f"{thousands(accuracy['only_first_right'])} only the first, of {thousands(accuracy['points'])}."
    )
    better = "second" if difference["estimate"] > 0 else "first"
    by = f"{100 * abs(difference['estimate']):.1f} percentage points of the area"
    if difference["low"] is None:
        return (
            f"The {better} map is right on {by} more. {counts}"
            if difference["estimate"]
            else f"No difference. {counts}"
        )
    interval = f"{100 * difference['low']:+.1f} to {100 * difference['high']:+.1f}"
    if difference["low"] <= 0 <= difference["high"]:
        return (
            f"No difference in overall accuracy is shown by these points: second less first is "
            f"{100 * difference['estimate']:+.1f} percentage points (95 %: {interval}). {counts}"
        )
    return f"The {better} map is right on {by} more (second less first, 95 %: {interval}). {counts}"
