"""The plugin on Qt 6, as far as it can be told without a QGIS built on it: its forms, and what it names of Qt."""

from __future__ import annotations

import importlib
import re
import sys
import types
from pathlib import Path
from xml.etree import ElementTree

import pytest
from PyQt6 import QtWidgets, uic

from tests.names import Use, uses

ROOT = Path(__file__).resolve().parents[2]
FORMS = sorted((ROOT / "ui").glob("*.ui"))
SOURCES = sorted([ROOT / "__init__.py", *(ROOT / "plugin").rglob("*.py")])
# What qgis.PyQt's module offers on Qt 6 beside PyQt6's of the same name: it keeps these at their place in Qt 5.
KEPT_BY_QGIS = {("QtWidgets", "QAction"): "QtGui", ("QtWidgets", "QShortcut"): "QtGui"}


@pytest.fixture(scope="module", autouse=True)
def application():
    return QtWidgets.QApplication.instance() or QtWidgets.QApplication(["test"])


def load(form: Path, monkeypatch) -> QtWidgets.QWidget:
    """Load a form, with plain widgets of Qt in place of QGIS's and the plugin's own."""
    for widget in ElementTree.parse(form).iter("customwidget"):
        name, extends, header = (widget.findtext(tag) for tag in ("class", "extends", "header"))
        if header not in sys.modules:
            monkeypatch.setitem(sys.modules, header, types.ModuleType(header))
        setattr(sys.modules[header], name, type(name, (getattr(QtWidgets, extends),), {}))
    return uic.loadUi(str(form))


@pytest.mark.parametrize("form", FORMS, ids=lambda form: form.name)
def test_form_should_load(form, monkeypatch):
    widget = load(form, monkeypatch)
    names = {node.get("name") for node in ElementTree.parse(form).iter("widget")}
    assert names <= {widget.objectName(), *(child.objectName() for child in widget.findChildren(QtWidgets.QWidget))}


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("Qt::PlainText", "Qt::TextPlain"), ("QFrame::NoFrame", "QFrame::None"), ('class="QLabel"', 'class="QLabelled"')],
)
def test_form_with_what_qt_6_lacks_should_not_load(right, wrong, tmp_path, monkeypatch):
    text = (ROOT / "ui" / "dock.ui").read_text(encoding="utf-8")
    assert right in text
    form = tmp_path / "dock.ui"
    form.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    with pytest.raises(Exception, match=re.split(r'::|"', wrong)[1]):
        load(form, monkeypatch)


def exists(use: Use) -> bool:
    """Whether qgis.PyQt has it on Qt 6."""
    *_, module = use.module.removeprefix("qgis.PyQt").split(".")
    chain = list(use.chain) if module else list(use.chain[1:])
    module = module or use.chain[0]
    if chain:
        module = KEPT_BY_QGIS.get((module, chain[0]), module)
    try:
        found = importlib.import_module(f"PyQt6.{module}")
        for name in chain:
            found = getattr(found, name)
    except (ImportError, AttributeError):
        return False
    return True


def problems(code: str) -> list[str]:
    """What of a file's names is not there on Qt 6, or bypasses QGIS's choice of Qt."""
    found = [str(use) for use in uses(code, ("qgis.PyQt",)) if not exists(use)]
    found += re.findall(r"(?m)^\s*(?:from|import) (?:PyQt[56]|sip)\b.*", code)
    return found + re.findall(r"\w+\.(?:exec|print)_\(", code)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_names_should_be_those_of_qt_6(path):
    assert problems(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "code",
    [
        "from qgis.PyQt.QtCore import Qt\nlabel.setAlignment(Qt.AlignTop)",
        "from qgis.PyQt.QtCore import Qt as Q\nlabel.setAlignment(Q.AlignmentFlag.AlignTop | Q.AlignRight)",
        "from qgis.PyQt import QtCore\nprint(QtCore.Qt.Checked)",
        "from qgis.PyQt.QtCore import QVariant\nQgsField('class', QVariant.Type.Int)",
        "from qgis.PyQt.QtCore import QRegExp",
        "from qgis.PyQt.QtWidgets import QActionGroup",
        "from qgis.PyQt.QtWidgets import QDesktopWidget",
        "from qgis.PyQt import QtWebKit",
        "from PyQt5.QtCore import Qt",
        "import sip",
        "dialog.exec_()",
    ],
)
def test_names_that_qt_6_lacks_should_be_found(code):
    assert problems(code)


def test_names_that_qgis_keeps_should_pass():
    assert problems("from qgis.PyQt.QtWidgets import QAction, QShortcut, QMenu\nQAction.Priority.LowPriority") == []
