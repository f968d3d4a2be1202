"""Choices of the dock: those that travel with the project file, and the models and reports of a person."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, List, Optional

from qgis.core import QgsProject, QgsSettings

from .paths import stem
from .settings import PREFIX

SCOPE = "mamol_landcover"
MAP_PROPERTY = f"{SCOPE}/map"  # of a layer: what is known about the map it shows
LABELS_PROPERTY = f"{SCOPE}/labels"  # of a layer: labels are drawn in it
_RECENT_MODELS = PREFIX + "models/recent"
_REPORTS = PREFIX + "models/reports"
_MOST_RECENT = 8
_MOST_REPORTS = 100


def remember(key: str, value: Any) -> None:
    """Keep a JSON-ready value in the project; None forgets it. Only a new value makes the project count as changed."""
    if value is None:
        if recall(key) is not None:
            QgsProject.instance().removeEntry(SCOPE, key)
        return
    if value != recall(key):
        QgsProject.instance().writeEntry(SCOPE, key, json.dumps(value))


def recall(key: str, default: Any = None) -> Any:
    """What was kept under ``key``; ``default`` where nothing (readable) was."""
    text, found = QgsProject.instance().readEntry(SCOPE, key, "")
    if not found or not text:
        return default
    try:
        return json.loads(text)
    except ValueError:
        return default


def remember_path(key: str, path: Optional[str]) -> None:
    """Keep a file's path, relative to the project where the project keeps relative paths."""
    remember(key, QgsProject.instance().writePath(path) if path else None)


def recall_path(key: str) -> str:
    """The path kept under ``key`` as an absolute one; empty where there is none."""
    kept = recall(key)
    return QgsProject.instance().readPath(kept) if kept else ""


def recent_models() -> List[str]:
    """Paths of the models used lately, the last one first."""
    kept = QgsSettings().value(_RECENT_MODELS, [])
    return [kept] if isinstance(kept, str) else list(kept or [])


def remember_report(model: str, report: str) -> None:
    """Keep where the report of a model that was just trained is."""
    reports = {**_reports(), os.path.abspath(model): os.path.abspath(report)}
    QgsSettings().setValue(_REPORTS, json.dumps(dict(list(reports.items())[-_MOST_REPORTS:])))


def report_of(model: str) -> str:
    """The page of a model's report: where its training wrote it, else beside the model; empty where it is not there."""
    beside = os.path.join(os.path.dirname(model), f"{stem(model)}_report", "report.html")
    places = [_reports().get(os.path.abspath(model), ""), beside]
    return next((path for path in places if path and os.path.isfile(path)), "")


def _reports() -> Dict[str, str]:
    try:
        kept = json.loads(QgsSettings().value(_REPORTS, "") or "{}")
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}


def add_recent_model(path: str) -> None:
    others = [known for known in recent_models() if known != path]
    QgsSettings().setValue(_RECENT_MODELS, [path, *others][:_MOST_RECENT])
