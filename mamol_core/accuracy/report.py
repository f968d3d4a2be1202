"""The report of an assessment: ``report.html`` for people, ``report.json`` for programs, tables as CSV."""

from __future__ import annotations

import csv
import io
import json
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from .estimate import Z
from .page import NONE, percent, render, thousands, write_files

_TEMPLATE = Path(__file__).parent / "assessment.html.jinja"
_MOST_CELLS = 40  # classes: a larger matrix is in the table only
_LEFT, _RIGHT, _ROW, _TOP = 230, 930, 34, 24  # of a figure, in SVG units


def write_report(folder: str, value: dict[str, Any]) -> dict[str, Any]:
    """Write the files and return their paths: ``report_html``, ``report_json``, ``tables``.

    OutputError where the folder can't be written.
    """
    texts = {
        "classes.csv": _class_table(value),
        "confusion_points.csv": _matrix_table(value, "counts"),
        "confusion_area.csv": _matrix_table(value, "proportions"),
        "report.json": json.dumps(value, indent=1, ensure_ascii=False),
        "report.html": render(_TEMPLATE, _page(value), hectares=hectares, pm=plus_minus, pm_ha=_plus_minus_ha),
    }
    *tables, json_file, html_file = write_files(folder, texts)
    return {"report_html": html_file, "report_json": json_file, "tables": tables}


def _class_table(value: dict[str, Any]) -> str:
    columns = ["code", "class", "mapped_pixels", "mapped_ha", "points_mapped", "points_reference", "f1"]
    figures = ("users", "producers", "area_share", "area_ha")
    header = columns + [f"{name}_{part}" for name in figures for part in ("estimate", "se", "low", "high")]
    rows = [header]
    for entry in value["classes"]:
        cells = [entry["name"] if name == "class" else entry[name] for name in columns]
        cells += [entry[name][part] for name in figures for part in ("estimate", "se", "low", "high")]
        rows.append(["" if cell is None else cell for cell in cells])
    return csv_text(rows)


def _matrix_table(value: dict[str, Any], kind: str) -> str:
    names = {entry["code"]: entry["name"] for entry in value["classes"]}
    codes = value["matrix"]["codes"]
    rows = [["map \\ reference", *(names[code] for code in codes)]]
    rows += [[names[code], *cells] for code, cells in zip(codes, value["matrix"][kind], strict=True)]
    return csv_text(rows)


def csv_text(rows: Sequence[Sequence[Any]]) -> str:
    """Rows as the text of a CSV file."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def hectares(value: float | None) -> str:
    """An area as people read it."""
    if value is None:
        return NONE
    return thousands(value) if abs(value) >= 100 else f"{value:.3g}"


def plus_minus(figure: dict[str, Any]) -> str:
    """A share with half its interval, or with both ends where those do not lie evenly."""
    if figure["estimate"] is None:
        return NONE
    text = percent(figure["estimate"])
    return text if figure["high"] is None else f"{text} {_half(figure, 100, '.1f')}"


def _plus_minus_ha(figure: dict[str, Any]) -> str:
    if figure["estimate"] is None:
        return NONE
    text = hectares(figure["estimate"])
    return text if figure["high"] is None else f"{text} ± {hectares(Z * figure['se'])}"


def _half(figure: dict[str, Any], scale: float, form: str) -> str:
    """``± 1.9``, or both ends where there is no standard error to speak of."""
    if figure["se"]:
        return f"± {scale * Z * figure['se']:{form}}"
    return f"({scale * figure['low']:{form}}–{scale * figure['high']:{form}})"


def _page(value: dict[str, Any]) -> dict[str, Any]:
    """What the template shows."""
    by_code = {entry["code"]: entry for entry in value["classes"]}
    shown = [by_code[code] for code in value["matrix"]["codes"]]
    overall = value["overall"]
    return {
        **value,
        "introduction": _introduction(value),
        "shown": shown,
        "matrix_rows": _rows(value, shown) if len(shown) <= _MOST_CELLS else [],
        "reference_sums": [sum(column) for column in zip(*value["matrix"]["counts"], strict=True)],
        "area_sums": [sum(column) for column in zip(*value["matrix"]["proportions"], strict=True)],
        "accuracy_figure": _accuracy_figure(shown),
        "area_figure": _area_figure(shown),
        "overall_text": plus_minus(overall),
        "facts": _facts(value),
    }


def _introduction(value: dict[str, Any]) -> str:
    kind = "pixels of reference polygons" if value["reference_kind"] == "polygons" else "reference points"
    text = (
        f"{len(value['classes'])} classes on {hectares(value['mapped_ha'])} ha, compared with "
        f"{thousands(value['points'])} {kind}."
    )
    overall = value["overall"]
    if overall["high"] is not None:
        text += (
            f" Of the area, {percent(overall['estimate'])} is mapped right; with 95 % confidence between "
            f"{percent(overall['low'])} and {percent(overall['high'])}."
        )
    return text


def _rows(value: dict[str, Any], shown: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of both matrices, with the shade of each cell: its share of the row, 0.12 to 1."""
    rows = []
    matrix = value["matrix"]
    for number, entry in enumerate(shown):
        counts, shares = matrix["counts"][number], matrix["proportions"][number]
        total = sum(counts)
        cells = []
        for column, (points, share) in enumerate(zip(counts, shares, strict=True)):
            part = points / total if total else 0.0
            kind = "zero" if not points else "right" if column == number else "wrong"
            cells.append(
                {
                    "points": points,
                    "share": share,
                    "heat": 0.12 + 0.88 * part,
                    "kind": f"{kind} strong" if part > 0.8 else kind,
                    "title": f"mapped as {entry['name']}, really {shown[column]['name']}: {percent(part)} of the row",
                }
            )
        rows.append({**entry, "cells": cells, "sum": total, "share_sum": sum(shares)})
    return rows


def _facts(value: dict[str, Any]) -> list[tuple[str, str]]:
    design = value["design"]
    estimators = {
        "stratified": "Stratified by the map's classes (Olofsson et al. 2014)",
        "other strata": "Stratified by other strata (Stehman 2014)",
        "simple random": "Simple random",
        "none": "No probability sample: no intervals",
    }
    facts = [
        ("Map", value["map"]),
        ("Reference", f"{value['reference']}, field '{value['field']}'"),
        ("Estimator", estimators[value["estimator"]]),
        ("Area assessed", f"{hectares(value['assessed_ha'])} of {hectares(value['mapped_ha'])} ha"),
        ("Pixel areas", value["areas"]),
        ("Engine", f"MaMOL Land Cover {value['engine']}"),
    ]
    if design is not None:
        facts += [
            ("Sampling design", f"{design['design']}, {design['allocation']} allocation, seed {design['seed']}"),
            ("Points drawn", thousands(design["drawn"])),
            ("Drawn from", design["strata_raster"] or design["map"]),
        ]
    return facts


def _accuracy_figure(shown: list[dict[str, Any]]) -> dict[str, Any]:
    """Places of user's and producer's accuracies and their intervals, by class."""

    def across(share: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * share, 1)

    rows = []
    for number, entry in enumerate(shown):
        middle = _TOP + _ROW * (number + 0.5)
        marks = []
        for name, offset in (("users", -6), ("producers", 6)):
            figure = entry[name]
            if figure["estimate"] is None:
                continue
            spread = figure["high"] is not None
            marks.append(
                {
                    "kind": name,
                    "y": middle + offset,
                    "x": across(figure["estimate"]),
                    "low": across(figure["low"]) if spread else None,
                    "high": across(figure["high"]) if spread else None,
                }
            )
        rows.append({"name": _short(entry["name"]), "colour": entry["colour"], "y": middle, "marks": marks})
    ticks = [{"at": across(tick / 5), "label": f"{20 * tick} %"} for tick in range(6)]
    return {"rows": rows, "ticks": ticks, "height": _TOP + _ROW * len(shown) + 34, "bottom": _TOP + _ROW * len(shown)}


def _area_figure(shown: list[dict[str, Any]]) -> dict[str, Any]:
    """Bars of the area by the map and by the reference, by class."""
    tops = [entry["mapped_ha"] for entry in shown]
    tops += [entry["area_ha"][part] or 0.0 for entry in shown for part in ("estimate", "high")]
    top = max(tops, default=0.0) or 1.0
    step = 10.0 ** math.floor(math.log10(top / 4))
    step = next(step * factor for factor in (1, 2, 5, 10) if top / (step * factor) <= 5)

    def across(area: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * area / top, 1)

    rows = []
    for number, entry in enumerate(shown):
        figure = entry["area_ha"]
        spread = figure["high"] is not None
        rows.append(
            {
                "name": _short(entry["name"]),
                "colour": entry["colour"],
                "y": _TOP + _ROW * (number + 0.5),
                "mapped": round(across(entry["mapped_ha"]) - _LEFT, 1),
                "estimated": round(across(figure["estimate"] or 0.0) - _LEFT, 1),
                "low": across(figure["low"]) if spread else None,
                "high": across(figure["high"]) if spread else None,
            }
        )
    ticks = [{"at": across(step * n), "label": f"{hectares(step * n)} ha"} for n in range(int(top / step + 1e-9) + 1)]
    return {"rows": rows, "ticks": ticks, "height": _TOP + _ROW * len(shown) + 34, "bottom": _TOP + _ROW * len(shown)}


def _short(name: str) -> str:
    return name if len(name) <= 30 else name[:28] + "…"
