"""List every sentence that a user can see, with file and line, to be read in one go. Standard library only.

python3 .ci/sentences.py [FOLDER...]     e.g. plugin ui mamol_core; all three without

Of plugin/ and ui/, the texts that are translated; of mamol_core/, all texts of two words or more but docstrings, whose
values stand as {…}: messages, warnings, hints, stages and the help of the command line.
"""

from __future__ import annotations

import ast
import re
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ("plugin", "ui", "mamol_core")
PROSE = re.compile(r"[^\W\d_]{2,}[,;:.!?…)'”}]*\s+[(“'{<]*[^\W\d_…]")
NOT_SHOWN = (
    "compile",
    "fullmatch",
    "match",
    "search",
    "findall",
    "sub",
    "execute",
)  # calls that take patterns and code

Sentence = tuple[str, int, str]


def main() -> int:
    for folder in sys.argv[1:] or FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.ui" if folder == "ui" else "*.py")):
            for _, line, text in sorted(_of_form(path) if folder == "ui" else _of_python(path, folder == "plugin")):
                print(f"{path.relative_to(ROOT).as_posix()}:{line}: {text}")
    return 0


def _of_python(path: Path, translated: bool) -> Iterator[Sentence]:
    """The sentences of a module: what stands in tr() where it is ``translated``, else all that look like one."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if translated:
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr" and node.args:
                yield path.name, node.lineno, _text(node.args[0])
        return
    inside = set()  # literals that are part of a larger one, of a pattern or of a docstring
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr):
            inside.add(node.value)
        elif isinstance(node, ast.JoinedStr):
            inside.update(child for child in ast.walk(node) if child is not node)
        elif isinstance(node, ast.Call) and getattr(node.func, "attr", "") in NOT_SHOWN:
            inside.update(ast.walk(node))
    for node in ast.walk(tree):
        text = _text(node) if node not in inside else ""
        if PROSE.search(text):
            yield path.name, node.lineno, text


def _text(node: ast.AST) -> str:
    """A literal's text, with {…} for its values; empty for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(_text(part) or "{…}" for part in node.values)
    return ""


def _of_form(path: Path) -> Iterator[Sentence]:
    lines = path.read_text(encoding="utf-8").splitlines()
    for element in ElementTree.parse(path).getroot().iter("string"):
        if element.text and element.get("notr") != "true":
            first = element.text.splitlines()[0].replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
            yield path.name, next((k for k, line in enumerate(lines, 1) if first in line), 0), element.text


if __name__ == "__main__":
    sys.exit(main())
