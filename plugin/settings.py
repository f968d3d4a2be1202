"""What the plugin remembers for a user, all under one prefix."""

from qgis.core import QgsSettings

PREFIX = "mamol/"
_ENGINE_PYTHON = PREFIX + "engine/python"


def engine_python() -> str:
    """Path of the engine's Python interpreter as set by the user; empty where none was set."""
    return str(QgsSettings().value(_ENGINE_PYTHON, "") or "").strip()


def set_engine_python(path: str) -> None:
    """Remember the engine's Python interpreter; an empty path forgets it."""
    if path:
        QgsSettings().setValue(_ENGINE_PYTHON, path)
    else:
        QgsSettings().remove(_ENGINE_PYTHON)
