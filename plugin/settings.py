"""What the plugin remembers for a user, all under one prefix."""

from qgis.core import QgsSettings

PREFIX = "mamol/"
_ENGINE_PYTHON = PREFIX + "engine/python"


def engine_python() -> str:
    """Path of the engine's Python interpreter as set by the user; empty where none was set."""
    return str(QgsSettings().value(_ENGINE_PYTHON, "") or "").strip()


def set_engine_python(path: str) -> None:
    """Remember the engine's Python interpreter; an empty path forgets it."""
    _set(_ENGINE_PYTHON, path)


# Addresses of package indexes, for sites that keep a mirror. An empty default index leaves it to pip and uv.
_INDEX = PREFIX + "setup/index"
_TORCH_INDEX = PREFIX + "setup/torch_index"
UV_INDEX = "https://pypi.org/simple"  # where uv itself comes from, unless a default index is set
TORCH_INDEX = "https://download.pytorch.org/whl"  # PyTorch's builds by variant: …/cpu, …/cu126


def index() -> str:
    """Address of the default package index; empty where pip's or uv's own is meant."""
    return str(QgsSettings().value(_INDEX, "") or "").strip().rstrip("/")


def set_index(address: str) -> None:
    """Remember the default package index; an empty address forgets it."""
    _set(_INDEX, address)


def torch_index() -> str:
    """Address below which PyTorch's builds lie by variant."""
    return str(QgsSettings().value(_TORCH_INDEX, "") or TORCH_INDEX).strip().rstrip("/")


def set_torch_index(address: str) -> None:
    """Remember the index of PyTorch's builds; an empty address goes back to PyTorch's own."""
    _set(_TORCH_INDEX, address)


def _set(key: str, value: str) -> None:
    if value:
        QgsSettings().setValue(key, value)
    else:
        QgsSettings().remove(key)
