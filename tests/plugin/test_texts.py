"""No text that a person reads in plugin/ or ui/ falls outside tr(), so that it can be translated.

Three looks at every literal outside tr(): what is handed to something that shows it must have no letters; two words or
more, and one capitalised word, must have a place that is known to hold no text for people.
"""

from __future__ import annotations

import ast
import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FILES = sorted((ROOT / "plugin").rglob("*.py"))
NAMES = {"MaMOL Land Cover", "MaMOL"}  # the same in every language

# Functions and constants whose literals are words of a machine, or sent to whoever helps (the diagnostics).
NOT_FOR_PEOPLE = {
    "labelling/action.py": {"__init__"},
    "labelling/panel.py": {"_build"},
    "layers/bands.py": {"_NAMES"},
    "layers/guess.py": {"_OTHER_WORDS"},
    "layers/labels.py": {"make_fields"},
    "setup/health.py": {"diagnostics"},
    "setup/install.py": {"_COMPILE", "offline", "_refused"},
    "setup/panel.py": {"_CARD"},
    "engine/places.py": {"interpreter"},
    "engine/words.py": {"units_text", "reason_text"},
    "setup/pythons.py": {"_ASK", "check_own", "pip_is_configured"},
    "setup/remedies.py": {"_SYMPTOMS"},
    "setup/steps.py": {"_PACKAGE_LINE", "_package", "run"},
    "setup/uv.py": {"_address"},
}

SHOWS_ALL = re.compile(
    r"set(Text|Title|WindowTitle|DialogTitle|ToolTip|StatusTip|WhatsThis|PlaceholderText|Filter|Accessible\w+|Help"
    r"|\w*HeaderLabels?|LabelText|Prefix|Suffix|InformativeText|DetailedText|\w*Message|MessageAs\w+|ProgressText)"
    r"|push(Message|Info|Warning|DebugInfo)|reportError|showMessage|say|warn|explain|addMenu|addSection"
    r"|question|information|warning|critical|getText|getItem|getOpenFileName|getSaveFileName|getExistingDirectory"
    r"|QAction|QLabel|Q\w*Button|QCheckBox|QGroupBox|QMenu|Q\w*WidgetItem|QMessageBox|QProgressDialog|WrappedLabel"
    r"|[A-Z]\w+(Error|Exception|Cancelled|Remedy)"
)
SHOWS_SOME = {  # positions and keywords of what is shown
    re.compile(r"EngineError"): {1, 2},
    re.compile(r"(PermissionError|ValueError)"): set(),  # caught in the plugin
    re.compile(r"QgsProcessing(Parameter|Output)\w*"): {1, "description", "fileFilter", "headers"},
    re.compile(r"QgsProcessingParameterFileDestination"): {1, 2, "description", "fileFilter"},
    re.compile(r"LayerDetails"): {0},
    re.compile(r"addItem"): {0},
    re.compile(r"add(Action|Tab)"): {0, 1},
    re.compile(r"Step"): {3},
    re.compile(r"Variant"): {1},
}
RETURNS = {"displayName", "group", "shortDescription", "shortHelpString", "helpString", "tags"}
PROSE = re.compile(r"[^\W\d_]{2,}[,;:.!?…)]*\s+[(“]*[^\W\d_]|^[A-Z][a-z]+[….:!?]?$")
LETTERS = re.compile(r"[^\W\d_]")


def outside(code: str) -> Iterator[tuple[str, str]]:
    """(owner, text) of each literal outside tr() that looks like a text for people; owner: function or constant."""
    tree = ast.parse(code)
    parents = {child: parent for parent in ast.walk(tree) for child in ast.iter_child_nodes(parent)}
    for node in ast.walk(tree):
        if not (isinstance(node, ast.Constant) and isinstance(node.value, str)) or node.value in NAMES:
            continue
        line = list(_upwards(node, parents))
        if _is_wrapped(line) or _is_syntax(line):
            continue
        text = re.sub(r"<[^<>]*>?", " ", node.value)
        if PROSE.search(text.strip()) or (LETTERS.search(text) and _is_shown(line)):
            yield _owner(line), node.value


def _upwards(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> Iterator[ast.AST]:
    while node is not None:
        yield node
        node = parents.get(node)


def _called(node: ast.AST) -> str:
    """Name of what a call calls; empty for other nodes."""
    if not isinstance(node, ast.Call):
        return ""
    return getattr(node.func, "attr", "") or getattr(node.func, "id", "")


def _is_wrapped(line: list[ast.AST]) -> bool:
    """Inside tr(), a docstring or a style sheet."""
    if isinstance(line[1], ast.Expr):
        return True
    return any(_called(node) in ("tr", "setStyleSheet", "setObjectName") for node in line)


def _is_syntax(line: list[ast.AST]) -> bool:
    """Inside an annotation or a format such as ``.1f``."""
    parts = ("annotation", "returns", "format_spec")
    return any(child is getattr(parent, part, None) for child, parent in pairwise(line) for part in parts)


def _is_shown(line: list[ast.AST]) -> bool:
    """Whether the literal is what something that shows texts is given, as it stands or put together there."""
    for child, parent in pairwise(line):
        if isinstance(parent, ast.Return):
            return _owner(line) in RETURNS
        if isinstance(parent, (ast.Compare, ast.Subscript, ast.stmt)):
            return False
        name = _called(parent)
        if name in ("format", "join", "escape"):
            continue
        if name and child is not parent.func:
            return _shows(name, parent, child)
        if name:
            return False
    return False


def _shows(name: str, call: ast.Call, argument: ast.AST) -> bool:
    places = [places for pattern, places in SHOWS_SOME.items() if pattern.fullmatch(name)]
    if places:
        position = call.args.index(argument) if argument in call.args else argument.arg
        return position in places[-1]
    return bool(SHOWS_ALL.fullmatch(name))


def _owner(line: list[ast.AST]) -> str:
    """The innermost function, else the module's constant, that the literal stands in."""
    for node in line:
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            return node.name
    for node in line:
        if isinstance(node, ast.Assign):
            return getattr(node.targets[0], "id", "")
    return ""


def test_no_text_should_fall_outside_tr():
    strays, used = [], defaultdict(set)
    for path in FILES:
        name = path.relative_to(ROOT / "plugin").as_posix()
        for owner, text in outside(path.read_text(encoding="utf-8")):
            if owner in NOT_FOR_PEOPLE.get(name, ()):
                used[name].add(owner)
            else:
                strays.append(f"{name}, {owner}: {text!r}")
    assert not strays
    assert used == NOT_FOR_PEOPLE, "exceptions that nothing needs any more"


@pytest.mark.parametrize(
    "code",
    [
        "label.setText('ready')",
        "label.setText(f'{number} bands')",
        "label.setText('{} bands'.format(number))",
        "label.setText(html.escape('bands'))",
        "label.setToolTip('absent' if layer is None else tr('present'))",
        "label.setText(tr('Bands') + ': none')",
        "table.setHorizontalHeaderLabels([tr('Code'), 'class'])",
        "action = QAction('train', self)",
        "menu.addAction(QIcon(ICON), 'train')",
        "box.addItem('standard', effort)",
        "feedback.pushInfo('mapping')",
        "QMessageBox.question(self, tr('Remove'), 'sure?')",
        "raise InputError('unreadable')",
        "raise EngineError('died', 'ended')",
        "self.addParameter(QgsProcessingParameterFile('MODEL', 'model', optional=True))",
        "QgsProcessingParameterFile('CLASSES', tr('Classes'), fileFilter='tables (*.csv)')",
        "details = QgsProcessingContext.LayerDetails('optical', project, name)",
        "class A:\n def displayName(self):\n  return 'classify'",
        "titles = {'CONFIDENCE': 'Confidence'}",
        "text = 'Choose a layer.'",
        "text = f'{name} is absent'",
        "def f():\n 'Documented.'\n return 'no layer'",
    ],
)
def test_text_outside_tr_should_be_found(code):
    assert list(outside(code))


@pytest.mark.parametrize(
    "code",
    [
        "label.setText(tr('Ready to map') if fine else '')",
        "label.setText(tr('{} bands and more').format(number) + ' · ' + names['optical'])",
        "label.setText('<b>' + html.escape(text) + '</b>')",
        "box.addItem(names[effort], 'standard')",
        "self.addParameter(QgsProcessingParameterFile('MODEL', tr('Model'), extension='safetensors'))",
        "raise EngineError('died', tr('It ended.'))",
        "def f(dock: 'Dock') -> Optional['Dock']:\n '''Says what it does.'''",
        "variables.insert('PYTHONUTF8', '1')",
        "class A:\n def name(self):\n  return 'classify'",
    ],
)
def test_what_is_no_text_should_pass(code):
    assert not list(outside(code))


def test_texts_should_be_looked_up_when_they_are_wanted():
    """Not while modules are imported, when the translation is not there yet."""
    for path in FILES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        inside = {
            node
            for function in ast.walk(tree)
            if isinstance(function, (ast.FunctionDef, ast.Lambda))
            for part in (function.body if isinstance(function.body, list) else [function.body])
            for node in ast.walk(part)
        }
        early = [node.lineno for node in ast.walk(tree) if _called(node) == "tr" and node not in inside]
        assert not early, f"{path}: {early}"


def test_forms_should_keep_nothing_but_names_from_translation():
    kept = {
        element.text
        for path in (ROOT / "ui").glob("*.ui")
        for element in ElementTree.parse(path).getroot().iter("string")
        if element.get("notr") == "true"
    }
    assert kept <= NAMES
