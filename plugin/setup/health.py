"""How the engine is: what it runs on, whether it maps, how large it is; and the same as text that can be sent."""

from __future__ import annotations

import getpass
import os
import platform
import re
import socket
from dataclasses import dataclass, field
from pathlib import Path
from typing import Dict, List, Optional

from qgis.core import Qgis, QgsFeedback

from .. import settings
from ..engine import places
from ..engine.places import REQUIREMENTS
from ..engine.words import device_text, reason_text
from ..paths import STARTER, version
from ..texts import in_figures, tr
from . import pythons, remedies, steps

_LOG_LINES = 30


@dataclass
class Health:
    """What an examination found; texts are for people, and empty where nothing is known."""

    interpreter: str = ""
    origin: str = ""
    problem: str = ""
    python: str = ""
    device: str = ""
    reason: str = ""
    self_test: str = ""
    packages: Dict[str, Optional[str]] = field(default_factory=dict)
    folders: Dict[str, int] = field(default_factory=dict)

    @property
    def ready(self) -> bool:
        return not self.problem


def examine(feedback: Optional[QgsFeedback] = None) -> Health:
    """Use every package and map a tiny scene; about ten seconds, of which one is the map. Raises SetupCancelled."""
    found = Health(interpreter=places.python(), origin=_origin(), problem=places.setup_hint())
    found.folders = {str(folder): places.size(folder) for folder in places.engines()}
    if found.problem:
        return found
    heard: List[str] = []
    arguments = pythons.check_arguments(REQUIREMENTS, STARTER)
    _code, trouble = steps.execute(
        found.interpreter, arguments, steps.environment(), feedback, heard.append, seconds=300
    )
    answer = pythons.self_check_answer(heard)
    if answer is None:
        found.problem = remedies.last_lines("\n".join([*heard, trouble]))
    else:
        found.python, found.packages = answer["python"], answer["packages"]
        found.problem = "\n".join(answer["problems"])
        if "map" in answer:
            found.self_test = tr("A tiny scene was mapped in {0} s.").format(in_figures(answer["map"]["seconds"]))
        if "engine" in answer:
            engine = answer["engine"]
            found.device, found.reason = device_text(engine["device_name"]), reason_text(engine["device_reason"])
    remedy = remedies.find(found.problem) if found.problem else None
    if remedy is not None:
        found.problem += "\n" + remedy.do
    return found


def diagnostics(found: Health) -> str:
    """All of it as text, with the end of the last set-up's log, and without personal paths and names."""
    lines = [
        f"MaMOL Land Cover {version()}, QGIS {Qgis.QGIS_VERSION}, {platform.platform()}, {platform.machine()}",
        f"Ready: {'yes' if found.ready else 'no'}",
        f"Problem: {found.problem}",
        f"Interpreter: {found.interpreter} ({found.origin})",
        f"Python: {found.python}",
        f"Device: {found.device} {found.reason}",
        f"Self-test: {found.self_test}",
        "Packages: " + ", ".join(f"{name} {number or 'missing'}" for name, number in found.packages.items()),
        *(f"Folder: {folder}, {size_text(size)}" for folder, size in found.folders.items()),
    ]
    log = places.log_file()
    if log.is_file():
        lines += ["", "Last set-up:", *log.read_text(encoding="utf-8", errors="replace").splitlines()[-_LOG_LINES:]]
    return scrub("\n".join(lines))


def scrub(text: str) -> str:
    """The text without the home folder, user and computer names, and passwords in addresses."""
    text = re.sub(r"(https?://)[^/\s@]+@", r"\1…@", text)
    home = str(Path.home())
    for path in {home, os.path.realpath(home), home.replace("\\", "/"), home.replace("\\", "\\\\")}:
        if len(path) > 1:
            text = text.replace(path, "~")
    text = re.sub(r"(?i)((?:/home|/Users|[A-Z]:[\\/]+Users)[\\/]+)[^\\/\s\"']+", r"\1USER", text)
    for name, word in ((_user(), "USER"), (socket.gethostname(), "HOST")):
        if name:
            text = re.sub(rf"(?<![\w-]){re.escape(name)}(?![\w-])", word, text)
    return text


def size_text(size: int) -> str:
    """``1.6 GB`` or ``25 MB``."""
    return f"{in_figures(size / 1e9, 1)} GB" if size >= 1e9 else f"{in_figures(size / 1e6, 0)} MB"


def _origin() -> str:
    if os.environ.get(places.PYTHON_VARIABLE, "").strip():
        return tr("named in the environment variable {0}").format(places.PYTHON_VARIABLE)
    if settings.engine_python():
        return tr("my own Python")
    return tr("managed") if places.python() else tr("not set up")


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, ImportError, OSError):
        return ""  # a user without an entry, as in some containers
