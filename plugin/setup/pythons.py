"""Pythons of the system that an environment can be made with, and whether the user has configured pip."""

from __future__ import annotations

import glob
import json
import os
import platform
import shutil
import sys
from pathlib import Path
from typing import Iterator, List, Optional, Tuple

from qgis.core import QgsFeedback

from ..engine.places import REQUIREMENTS
from ..texts import tr
from . import remedies, steps
from .failure import SetupError

OLDEST, NEWEST = (3, 11), (3, 14)  # what the pinned packages have builds for
MANAGED = "3.12"  # downloaded where the system has none
_PLACES = {
    "win32": (
        r"%LOCALAPPDATA%\Programs\Python\Python3*\python.exe",
        r"%PROGRAMFILES%\Python3*\python.exe",
        r"C:\Python3*\python.exe",
    ),
    "darwin": (
        "/opt/homebrew/bin/python3.*",
        "/usr/local/bin/python3.*",
        "/Library/Frameworks/Python.framework/Versions/3.*/bin/python3",
    ),
}
_ASK = (
    "import sys, json, struct, importlib.util as u; print(json.dumps("
    "[sys.version_info[:2], struct.calcsize('P'), sys.prefix, u.find_spec('ensurepip') is not None]))"
)


def find(with_pip: bool = False) -> Optional[str]:
    """A suitable Python of the system, the oldest that will do (which the most packages were built for).

    ``with_pip``: one that can give its environments a pip, which Debian's only does with python3-venv; uv needs none.
    """
    found: List[Tuple[Tuple[int, int], str]] = []
    for path in _candidates():
        version, has_pip = _examined(path)
        if OLDEST <= version <= NEWEST and (has_pip or not with_pip):
            found.append((version, path))
    return min(found)[1] if found else None


def _examined(path: str) -> Tuple[Tuple[int, int], bool]:
    """Version of a 64-bit Python that is not QGIS's own, 0.0 for anything else; whether it has pip for environments."""
    heard: List[str] = []
    code, _ = steps.execute(path, ("-c", _ASK), steps.environment(), heard=heard.append, seconds=20)
    try:
        version, pointer, prefix, has_pip = json.loads(heard[-1])
    except (IndexError, ValueError):
        return (0, 0), False
    if code != 0 or pointer != 8 or _is_qgis(prefix):
        return (0, 0), False
    return (version[0], version[1]), has_pip


def _is_qgis(prefix: str) -> bool:
    """Whether a Python belongs to QGIS: on Windows and macOS QGIS brings its own, which stays as it is."""
    return sys.platform in ("win32", "darwin") and os.path.realpath(prefix) == os.path.realpath(sys.prefix)


def _candidates() -> Iterator[str]:
    """Programs that may be a Python, each once."""
    seen = set()
    names = [f"python3.{minor}" for minor in range(OLDEST[1], NEWEST[1] + 1)] + ["python3", "python"]
    paths = [shutil.which(name) for name in names]
    for pattern in _PLACES.get(sys.platform, ("/usr/bin/python3.*", "/usr/local/bin/python3.*")):
        paths += sorted(glob.glob(os.path.expandvars(pattern)))
    for path in paths:
        # The stubs of the Microsoft Store open a shop window instead of running.
        if path and not path.endswith("-config") and "WindowsApps" not in path:
            real = os.path.realpath(path)
            if real not in seen:
                seen.add(real)
                yield path


def pip_is_configured() -> bool:
    """Whether the user, or the site, has configured pip: then pip is to do the work, since uv reads none of it."""
    if any(name.startswith("PIP_") for name in os.environ):
        return True
    home = Path.home()
    if sys.platform == "win32":
        folders = [Path(os.environ[name], "pip") for name in ("APPDATA", "PROGRAMDATA") if os.environ.get(name)]
        return any((folder / "pip.ini").is_file() for folder in [*folders, home / "pip"])
    xdg = [os.environ.get("XDG_CONFIG_HOME") or str(home / ".config")]
    xdg += (os.environ.get("XDG_CONFIG_DIRS") or "/etc/xdg").split(":")
    files = [Path(folder, "pip", "pip.conf") for folder in xdg]
    files += [Path("/etc/pip.conf"), home / ".pip" / "pip.conf"]
    if sys.platform == "darwin":
        files.append(home / "Library" / "Application Support" / "pip" / "pip.conf")
    return any(file.is_file() for file in files)


def check_own(path: str, requirements: Path = REQUIREMENTS) -> None:
    """Check a Python of the user's: there, new enough, and each package in its version. Raises SetupError."""
    missing = missing_program(path)
    if missing:
        raise SetupError(missing)
    problems = problems_of(path, requirements)
    if problems:
        remedy = remedies.find(problems)
        raise SetupError(
            tr("{0} does not have what the engine needs:").format(path) + "\n" + problems,
            remedy.do if remedy else tr("Install it there: {0}").format(f'"{path}" -m pip install -r "{requirements}"'),
        )


def missing_program(path: str) -> str:
    """Why a path names no program; empty where it does."""
    if os.path.isfile(path) and os.access(path, os.X_OK):
        return ""
    return tr(
        "There is no program {0}. Name the Python of a venv, conda or pixi environment, for example …/bin/python."
    ).format(path or "—")


def problems_of(path: str, requirements: Path, feedback: Optional[QgsFeedback] = None) -> str:
    """What keeps a Python from being the engine's, a line each, by using every package; empty if all is well."""
    heard: List[str] = []
    arguments = check_arguments(requirements)
    _code, trouble = steps.execute(path, arguments, steps.environment(), feedback, heard.append)
    answer = self_check_answer(heard)
    if answer is None:
        return remedies.last_lines("\n".join([*heard, trouble]))
    return "\n".join(answer["problems"])


def check_arguments(requirements: Path, model: Optional[str] = None) -> Tuple[str, ...]:
    """Arguments for a Python that uses every package and, with a model, maps a tiny scene."""
    return ("-m", "mamol_core.selfcheck", str(requirements), *(("--map", model) if model else ()))


def self_check_answer(lines: List[str]) -> Optional[dict]:
    """The self-check's JSON among the lines of its output; None where it gave none."""
    for line in reversed(lines):
        if line.startswith("{"):
            try:
                return json.loads(line)
            except ValueError:
                return None
    return None


def platform_name() -> str:
    """The system and processor, as wheels call them: ``linux-x86_64``, ``win-amd64``, ``macos-arm64``."""
    system = {"win32": "win", "darwin": "macos"}.get(sys.platform, "linux")
    return f"{system}-{platform.machine().lower()}"
