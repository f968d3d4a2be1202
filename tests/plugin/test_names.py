"""What the plugin names of QGIS is there, and its enums are written in full, as QGIS on Qt 6 wants them."""

import enum
import importlib
from pathlib import Path

import pytest

from tests.names import Use, uses

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted((ROOT / "plugin").rglob("*.py"))
MODULES = ("qgis.core", "qgis.gui", "qgis.utils", "qgis.analysis")


def is_enum(kind: type) -> bool:
    """Whether a type is an enum, of Python or, as a subtype of int, of PyQt 5."""
    return issubclass(kind, enum.Enum) or (issubclass(kind, int) and kind not in (int, bool))


def problem(use: Use) -> str:
    """Why QGIS on Qt 6 may lack it; empty if all is well."""
    owner, found = None, importlib.import_module(use.module)
    for name in use.chain:
        if not hasattr(found, name):
            return f"{use} does not exist"
        owner, found = found, getattr(found, name)
    if is_enum(type(found)) and not (isinstance(owner, type) and is_enum(owner)):
        return f"{use} lacks the name of its enum, such as {type(found).__name__}"
    return ""


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_names_of_qgis_should_exist_in_full(path, qgis_app):
    found = [problem(use) for use in uses(path.read_text(encoding="utf-8"), MODULES)]
    assert [text for text in found if text] == []


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("from qgis.core import QgsVectorLayr", "does not exist"),
        ("from qgis.core import QgsProject\nQgsProject.instanse()", "does not exist"),
        ("from qgis.core import QgsTask\nQgsTask.CanCancel", "lacks the name of its enum, such as Flag"),
        ("from qgis.gui import QgsFileWidget as Files\nFiles.GetFile", "StorageMode"),
        ("from qgis.core import Qgis\nQgis.Warning", "MessageLevel"),
    ],
)
def test_names_that_qgis_lacks_or_that_are_short_should_be_found(code, expected, qgis_app):
    assert any(expected in problem(use) for use in uses(code, MODULES))
