"""Choices of the dock: those that travel with the project file, and the models a person used lately."""

from __future__ import annotations

import json
from typing import Any, List, Optional

from qgis.core import QgsProject, QgsSettings

from .settings import PREFIX

SCOPE = "mamol_landcover"
_RECENT_MODELS = PREFIX + "models/recent"
_MOST_RECENT = 8


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


def add_recent_model(path: str) -> None:
    others = [known for known in recent_models() if known != path]
    QgsSettings().setValue(_RECENT_MODELS, [path, *others][:_MOST_RECENT])
