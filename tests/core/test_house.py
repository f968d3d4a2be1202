"""The house of DEVELOPMENT.md, read from the imports: who may know whom, no circles, no file that is too long."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MOST_LINES = 400
STOREYS = (
    (
        "adapters cards contract errors expectations fields layer locks matching messages presets progress release "
        "requests roles shell stages wavelengthtable"
    ),
    "files reporting",
    "geotiff",
    "products",
    "rasters",
    "sensors",
    "labels model",
    "accuracy example",
    "registration",
    "mapping training",
    "discovery",
    "check describe",
    "run",
    "selfcheck worker",
    "commands",
    "__main__",
)
"""Files and folders of the engine from the ground up. Each may import from the storeys below it, those of the ground
floor also from one another."""


def modules(package: str) -> dict[str, Path]:
    """Every module of a package by its dotted name."""
    found = {}
    for path in sorted((ROOT / package).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


def imports(name: str, path: Path) -> Iterator[str]:
    """Dotted names that a module imports, also within functions, and modules that it names to import them later."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else []
            module = ".".join([*base, *filter(None, [node.module])])
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Constant) and re.fullmatch(r"(\.\w+)+:\w+", str(node.value)):
            yield ".".join(package) + str(node.value).partition(":")[0]


def graph(package: str) -> dict[str, set[str]]:
    """The modules of the package that each of its modules imports."""
    known = modules(package)
    return {name: {used for used in imports(name, path) if used in known} - {name} for name, path in known.items()}


def room(module: str) -> str:
    return f"{module}..".split(".")[1]


def test_no_import_should_climb():
    storey = {name: number for number, names in enumerate(STOREYS) for name in names.split()}
    rooms = {room(name) for name in modules("mamol_core")} - {""}
    assert rooms == set(storey), "give a new room its storey, or take away that of one that is gone"
    climbing = []
    for module, used in graph("mamol_core").items():
        for other in used:
            here, there = room(module), room(other)
            if not here or not there or here == there:
                continue  # the package itself, or the same room
            allowed = storey[there] < storey[here] or storey[there] == storey[here] == 0
            if not allowed:
                climbing.append(f"{module} imports {other}")
    assert not climbing


@pytest.mark.parametrize("package", ["mamol_core", "plugin"])
def test_no_module_or_room_should_import_itself_by_way_of_others(package):
    known = graph(package)
    parents = {name: {used for used in found if not name.startswith(f"{used}.")} for name, found in known.items()}
    try:
        list(TopologicalSorter(parents).static_order())
        rooms: dict[str, set[str]] = {}
        for name, found in known.items():
            rooms.setdefault(room(name), set()).update({room(used) for used in found} - {room(name), ""})
        list(TopologicalSorter(rooms).static_order())
    except CycleError as error:
        pytest.fail(" <- ".join(error.args[1]))


def test_plugin_should_reach_only_what_needs_nothing_but_python():
    """QGIS has none of the engine's packages, and on Windows an older Python, whose syntax ruff checks."""
    engine = graph("mamol_core")
    reached = {
        used.replace("mamol_landcover.", "")
        for name, path in modules("plugin").items()
        for used in imports(f"mamol_landcover.{name}", path)
    } & set(engine)
    pending = list(reached)
    while pending:
        new = engine[pending.pop()] - reached
        reached |= new
        pending += new
    others = {
        used.partition(".")[0] for name in reached for used in imports(name, modules("mamol_core")[name])
    } - sys.stdlib_module_names
    assert others <= {"mamol_core"}
    checked = re.findall(r'^"mamol_core/(\w+)\.py" = "py39"', (ROOT / "pyproject.toml").read_text(), re.MULTILINE)
    assert reached - {"mamol_core"} == {f"mamol_core.{name}" for name in checked if name != "__init__"}


def test_no_file_should_be_too_long():
    folders = ("mamol_core", "plugin", "benchmarks", "tests", ".ci")
    found = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    assert len(found) > 300
    lines = {str(path.relative_to(ROOT)): len(path.read_text(encoding="utf-8").splitlines()) for path in found}
    assert {path: count for path, count in lines.items() if count > MOST_LINES} == {}
