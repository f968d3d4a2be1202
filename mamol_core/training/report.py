"""The training report: ``report.json`` for programs, ``report.html`` for people, self-contained."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from ..accuracy.page import NONE, percent, render, thousands, write_files
from ..expectations import class_names, class_text, overall_text, weak_classes, weakest_class
from ..matching import Band
from ..registration.page import rows
from ..roles import sensor_name

_TEMPLATE = Path(__file__).parent / "report.html.jinja"
GIVEN = "Layers and labels given"
_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 960, 300, 56, 944, 28, 252


def write_report(folder: str | Path, report: dict[str, Any]) -> tuple[str, str]:
    """Write ``report.json`` and ``report.html`` into ``folder``, made if missing, and return their paths.

    ``report`` is a model card with "loss", a list of [step, loss], "warnings" and "findings", how labels and layers
    lie. OutputError where the folder can't be written.
    """
    findings = report.get("findings", [])
    pictures = [{**finding.to_json(), "fit": finding.surface} for finding in findings]
    report = {
        **report,
        "findings": findings,
        "loss": [[step, loss] for step, loss in report.get("loss", []) if math.isfinite(loss)],
    }
    texts = {
        "report.json": json.dumps({**report, "findings": pictures}, indent=1, ensure_ascii=False),
        "report.html": render(_TEMPLATE, _page(report), **_FILTERS),
    }
    json_file, html_file = write_files(folder, texts)
    return json_file, html_file


def _band_names(bands: Sequence[dict[str, Any]]) -> str:
    names = [Band(band["name"], band["wavelength_nm"]).label for band in bands]
    if not any(names):
        return "not named in the files"
    return ", ".join(names) if len(names) <= 14 else f"{', '.join(names[:6])} … {', '.join(names[-2:])}"


_FILTERS: dict[str, Callable[..., str]] = {
    "count_or_none": lambda value: NONE if value is None else thousands(value),
    "interval": lambda ends: f"{percent(ends[0])} to {percent(ends[1])}",
    "metres": lambda value: f"{value:.4g} m",
    "band_names": _band_names,
}


def _page(report: dict[str, Any]) -> dict[str, Any]:
    """What the template shows."""
    training = report["training"]
    nothing: dict[str, Any] = {
        "oa": None,
        "macro_f1": None,
        "kappa": None,
        "pixels": 0,
        "confusion": [],
        "per_class": [],
    }
    names = class_names(report["classes"])
    older = {"oa_interval": None, "places": None}  # models of earlier releases
    patterns = [
        {
            **older,
            **entry,
            "weakest": _weakest_name(entry, names),
            "weak": bool(weak_classes(entry)),
            "expected": overall_text(entry),
        }
        for entry in report["accuracy"]
    ]
    full = patterns[0] if patterns else {**nothing, **older}
    weakest, flagged = weakest_class(full), weak_classes(full)
    figures = {entry["code"]: entry for entry in full["per_class"]}
    blank = {"users": None, "producers": None, "f1": None, "support": 0}
    classes = [
        {
            **blank,
            **figures.get(entry["code"], {}),
            **entry,
            "pixels": training["pixels"].get(str(entry["code"]), 0),
            "groups": training["groups"].get(str(entry["code"]), 0),
        }
        for entry in report["classes"]
    ]
    return {
        "name": report["name"],
        "added": _added(training),
        "introduction": _introduction(report, classes),
        "full": full,
        "patterns": patterns,
        "scenes": _by_scene(report, full),
        "sensors": [{**sensor, "title": sensor_name(sensor["sensor"])} for sensor in report["sensors"]],
        "classes": classes,
        "not_assessed": [entry["name"] for entry in classes if not entry["support"]],
        "matrix": _matrix(full["confusion"], classes),
        "column_sums": [sum(column) for column in zip(*full["confusion"], strict=True)],
        "expected": overall_text(full),
        "weakest": class_text(weakest, names[weakest.code]) if weakest else None,
        "flagged": [class_text(figure, names[figure.code]) for figure in flagged],
        "flagged_codes": {figure.code for figure in flagged},
        "refitted": training["refitted_on_all_labels"],
        "warnings": report["warnings"],
        "curve": _curve(report["loss"]),
        "facts": _facts(report),
        "shifts": rows(report["findings"]),
        "moved": bool(training.get("labels_shift")),
    }


def _added(training: dict[str, Any]) -> dict[str, Any] | None:
    """What this training added to a model; None where it made or went on with a whole one.

    A model that is trained further has no history of what was added: see :mod:`.growing`.
    """
    history = training.get("added") or []
    return {**history[-1], "names": " and ".join(map(sensor_name, history[-1]["sensors"]))} if history else None


def _weakest_name(entry: dict[str, Any], names: dict[int, str]) -> str:
    """The weakest class of a sensor pattern and its lower accuracy."""
    figure = weakest_class(entry)
    return NONE if figure is None else f"{names[figure.code]} {percent(figure.value)}"


def _introduction(report: dict[str, Any], classes: Sequence[dict[str, Any]]) -> str:
    sensors = [sensor_name(sensor["sensor"]) for sensor in report["sensors"]]
    listed = " and ".join([", ".join(sensors[:-1]), sensors[-1]] if len(sensors) > 1 else sensors)
    pixels, places = (sum(entry[key] for entry in classes) for key in ("pixels", "groups"))
    return (
        f"A land-cover model of {len(classes)} classes, trained with {listed} on {thousands(pixels)} labelled pixels "
        f"in {thousands(places)} places. It maps at {report['gsd']:.4g} m and works with any of its sensors missing."
    )


def _matrix(confusion: Sequence[Sequence[int]], classes: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows of the confusion matrix with the shade of each cell: its share of the row, 0.12 to 1."""
    rows = []
    for number, (counts, entry) in enumerate(zip(confusion, classes, strict=False)):
        total = sum(counts)
        cells = []
        for column, (pixels, mapped) in enumerate(zip(counts, classes, strict=True)):
            share = pixels / total if total else 0.0
            kind = "zero" if not pixels else "right" if column == number else "wrong"
            cells.append(
                {
                    "pixels": pixels,
                    "heat": 0.12 + 0.88 * share,
                    "kind": f"{kind} strong" if share > 0.8 else kind,
                    "title": f"{entry['name']} mapped as {mapped['name']}: {percent(share)}",
                }
            )
        rows.append({**entry, "cells": cells, "sum": total})
    return rows


def _facts(report: dict[str, Any]) -> list[tuple[str, str]]:
    """Label and value of what is worth knowing about the training; what is empty is left out."""
    training = report["training"]
    scenes = training.get("scenes") or [training["scene"]]
    minutes, seconds = divmod(round(training["seconds"]), 60)
    facts = [
        ("Scenes" if len(scenes) > 1 else "Scene", "; ".join(map(_scene, scenes))),
        ("Created", f"{datetime.fromisoformat(report['created']):%Y-%m-%d %H:%M %Z}"),
        ("Effort", training["effort"]),
        ("Time", f"{minutes} min {seconds} s" if minutes else f"{seconds} s"),
        ("Steps", thousands(training["steps"])),
        ("Seed", str(training["seed"])),
        ("Continued from", training["continued_from"]),
        ("Labels moved by", _pair(training.get("labels_shift"))),
        (
            "Layers moved by",
            "; ".join(f"{key}: {_pair(pair)}" for key, pair in training.get("layer_shifts", {}).items()),
        ),
        ("Engine", f"MaMOL Land Cover {report['engine']}"),
        ("Author", report.get("author")),
        ("Licence", report.get("licence")),
        ("Citation", report.get("citation")),
        ("Data", report.get("attribution")),
    ]
    return [(label, value) for label, value in facts if value]


def _scene(scene: dict[str, Any]) -> str:
    """A scene's grid, after the name that one of several has."""
    grid = scene.get("scene", scene)
    name = f"{scene['name'] or GIVEN}: " if "name" in scene else ""
    return f"{name}{thousands(grid['width'])} × {thousands(grid['height'])} pixels, {grid['crs']}"


def _by_scene(report: dict[str, Any], full: dict[str, Any]) -> list[dict[str, Any]]:
    """Title, sensors and figures of each scene, None for one in which nothing validated; empty with one scene only."""
    figures = {entry["name"]: entry for entry in full.get("scenes", ())}
    return [
        {
            "title": scene["name"] or GIVEN,
            "sensors": ", ".join(map(sensor_name, scene["sensors"])),
            "figures": figures.get(scene["name"]),
        }
        for scene in report["training"].get("scenes", ())
    ]


def _pair(shift: Sequence[float] | None) -> str | None:
    return None if shift is None else f"{shift[0]:g} m east, {shift[1]:g} m north"


def _curve(loss: Sequence[Sequence[float]]) -> dict[str, Any] | None:
    """Points and ticks of the loss curve in SVG units; None with fewer than two steps."""
    if len(loss) < 2:
        return None
    first, last, top = loss[0][0], loss[-1][0], max(value for _, value in loss) or 1

    def across(step: float) -> float:
        return round(_LEFT + (_RIGHT - _LEFT) * (step - first) / ((last - first) or 1), 1)

    def down(value: float) -> float:
        return round(_BOTTOM - (_BOTTOM - _TOP) * value / top, 1)

    half = len(loss) // 40
    smooth = []
    for number, (step, _) in enumerate(loss):
        begin, end = max(0, number - half), number + half + 1
        around = [value for _, value in loss[begin:end]]
        smooth.append(f"{across(step)},{down(sum(around) / len(around))}")
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "left": _LEFT,
        "right": _RIGHT,
        "bottom": _BOTTOM,
        "raw": " ".join(f"{across(step)},{down(value)}" for step, value in loss),
        "smooth": " ".join(smooth),
        "x_ticks": [{"at": across(tick), "label": f"{tick:g}"} for tick in _ticks(first, last)],
        "y_ticks": [{"at": down(tick), "label": f"{tick:g}"} for tick in _ticks(0, top)],
    }


def _ticks(low: float, high: float) -> list[float]:
    """Round numbers from ``low`` to ``high``, about five of them."""
    step = 10.0 ** math.floor(math.log10(max(high - low, 1e-9) / 5))
    step = next(step * factor for factor in (1, 2, 5, 10) if (high - low) / (step * factor) <= 6)
    return [round(number * step, 10) for number in range(math.ceil(low / step), math.floor(high / step) + 1)]
