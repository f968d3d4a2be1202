"""Names of other packages that a Python file uses, read from its syntax, without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class Use:
    """``Qt.AlignmentFlag.AlignTop`` of qgis.PyQt.QtCore: the module, the chain of names in it, and the line."""

    module: str
    chain: tuple[str, ...]
    line: int

    def __str__(self) -> str:
        return f"line {self.line}: {self.module}.{'.'.join(self.chain)}"


def uses(code: str, packages: tuple[str, ...]) -> list[Use]:
    """What is imported from modules of these packages by ``from … import``, and every attribute asked of it.

    A module that is imported from its package, such as ``from qgis.PyQt import QtCore``, comes as a use of the package.
    """
    tree = ast.parse(code)
    known: dict[str, tuple[str, str]] = {}  # the name in the file: module, name there
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and _within(node.module or "", packages):
            for alias in node.names:
                known[alias.asname or alias.name] = (str(node.module), alias.name)
                found.append(Use(str(node.module), (alias.name,), node.lineno))
    for line, root, attributes in _chains(tree):
        if root in known:
            module, name = known[root]
            found.append(Use(module, (name, *attributes), line))
    return found


def _within(module: str, packages: tuple[str, ...]) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def _chains(tree: ast.AST) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Line, first name and attributes of each chain ``a.b.c``, in full and each of its beginnings."""
    for node in ast.walk(tree):
        attributes: list[str] = []
        inner: ast.AST = node
        while isinstance(inner, ast.Attribute):
            attributes.insert(0, inner.attr)
            inner = inner.value
        if attributes and isinstance(inner, ast.Name):
            yield node.lineno, inner.id, tuple(attributes)
