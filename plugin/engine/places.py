"""Where the engine's Python is: named by the user, or in the managed environment.

That one lives below the user's data folder, ``mamol-landcover``, outside QGIS's profile and the plugin's folder, so
that all versions of QGIS share it::

    engine-<key>-<try>/   one environment; it counts only with its marker, ready.json, which is written last
    python/  tools/       a Python and uv, where they had to be downloaded
    setup.lock  setup.log
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import shutil
from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Optional, Tuple

from qgis.PyQt.QtCore import QLockFile, QStandardPaths

from ...mamol_core.files import write_texts
from .. import settings
from ..paths import ROOT, version
from ..texts import tr

PYTHON_VARIABLE = "MAMOL_ENGINE_PYTHON"
REQUIREMENTS = ROOT / "mamol_core" / "requirements.txt"
LAYOUT = 1  # raised where older environments can no longer be used
MARKER = "ready.json"
_USED = "last-used-by"  # holds the plugin's version; its time is that of the last use
_PREFIX = "engine-"


def python() -> str:
    """Path of the engine's Python: the environment variable's, else the user's own, else the managed one's, else ''."""
    named = os.environ.get(PYTHON_VARIABLE, "").strip() or settings.engine_python()
    if named:
        return named
    folder = ready_engine()
    return str(interpreter(folder)) if folder else ""


def missing_reason() -> str:
    """What keeps the engine from being started, in a sentence; empty where its Python is there."""
    path = python()
    if not path:
        return tr("The engine is not set up.")
    if not (os.path.isfile(path) and os.access(path, os.X_OK)):
        return tr("The engine's Python was not found: there is no program {0}.").format(path)
    return ""


def setup_hint() -> str:
    """Why the engine can't be started, with the remedy; empty where its Python is there."""
    remedy = tr(
        "Set it up in the MaMOL dock, in Settings > Options > MaMOL, or with the algorithm mamol:enginesetup; or name "
        "a Python that holds the engine's packages in the environment variable {0}."
    ).format(PYTHON_VARIABLE)
    return f"{missing_reason()} {remedy}" if missing_reason() else ""


def base() -> Path:
    """The folder that holds all of it."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(data) / "mamol-landcover"


def log_file() -> Path:
    """What the last set-up said, in full."""
    return base() / "setup.log"


def lock() -> QLockFile:
    """The lock that a set-up or a removal holds; a holder that crashed no longer counts."""
    base().mkdir(parents=True, exist_ok=True)
    file = QLockFile(str(base() / "setup.lock"))
    file.setStaleLockTime(0)  # only a dead owner makes it stale: a set-up may take an hour
    return file


def requirements_hash(requirements: Path) -> str:
    """Says which requirements an environment was made from, whatever the line ends."""
    return hashlib.sha256(requirements.read_text(encoding="utf-8").encode("utf-8")).hexdigest()


def new_folder(requirements: Path, variant: str) -> Path:
    """A folder for an environment with these requirements and this variant of torch, another one each time.

    What a killed set-up had started, such as pip, may go on for a while and write to the folder before.
    """
    key = f"{requirements_hash(requirements)} {variant} {LAYOUT}"
    name = hashlib.sha256(key.encode("utf-8")).hexdigest()[:12]
    return base() / f"{_PREFIX}{name}-{secrets.token_hex(3)}"


def interpreter(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def write_marker(folder: Path, requirements: Path, facts: Dict[str, Any]) -> None:
    """Declare the environment complete: the last step, in one rename."""
    marker = {"layout": LAYOUT, "requirements": requirements_hash(requirements), **facts}
    write_texts({folder / MARKER: json.dumps(marker, indent=1)})


def read_marker(folder: Path) -> Optional[Dict[str, Any]]:
    """The marker of a complete environment; None for one that is half-made, damaged or of another layout."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    usable = isinstance(marker, dict) and marker.get("layout") == LAYOUT and interpreter(folder).is_file()
    return marker if usable else None


def ready_engine(requirements: Path = REQUIREMENTS, variant: Optional[str] = None) -> Optional[Path]:
    """The complete environment for these requirements, the newest of several; None where there is none.

    With ``variant``, one with this variant of torch.
    """
    wanted = requirements_hash(requirements)
    fitting = []
    for folder in engines():
        marker = read_marker(folder)
        if marker and marker.get("requirements") == wanted and variant in (None, marker.get("variant")):
            fitting.append(folder)
    return max(fitting, key=lambda folder: (folder / MARKER).stat().st_mtime, default=None)


def note_use(python: str) -> None:
    """Keep, in a managed environment, that this version of the plugin uses it today."""
    folder = Path(python).parent.parent
    if folder.parent == base() and (folder / MARKER).exists():
        try:
            (folder / _USED).write_text(version(), encoding="utf-8")
        except OSError:
            return  # another user's, or the disk is full: it only informs


def last_use(folder: Path) -> Optional[Tuple[date, str]]:
    """When an environment was last used, and by which version of the plugin; None for never."""
    try:
        used = date.fromtimestamp((folder / _USED).stat().st_mtime)
        return used, (folder / _USED).read_text(encoding="utf-8").strip()
    except OSError:
        return None


def engines() -> List[Path]:
    """All environments, complete or not."""
    return sorted(folder for folder in base().glob(_PREFIX + "*") if folder.is_dir())


def size(folder: Path) -> int:
    """Bytes below a folder; a file with several names counts once, as on disk."""
    seen, total = set(), 0
    for parent, _folders, files in os.walk(folder):
        for name in files:
            try:
                status = os.lstat(os.path.join(parent, name))
            except OSError:
                continue  # removed meanwhile
            if status.st_nlink > 1 and (status.st_dev, status.st_ino) in seen:
                continue
            seen.add((status.st_dev, status.st_ino))
            total += status.st_size
    return total


def disown(folder: Path) -> None:
    """Have an environment no longer count: it is a leftover then. Raises OSError."""
    if (folder / MARKER).exists():
        (folder / MARKER).unlink()


def remove(folder: Path) -> None:
    """Remove an environment, its marker first, so that what is left of a removal cut short is not mistaken for one.

    Raises OSError, on Windows also where the engine is running.
    """
    disown(folder)
    if folder.exists():
        shutil.rmtree(folder)
