"""Where the managed engine lives, and whether one is there.

Below the user's data folder, ``mamol-landcover``, outside QGIS's profile and the plugin's folder, so that all versions
of QGIS share it::

    engine-<key>/      one environment; it counts only with its marker, ready.json, which is written last
    python/  tools/    a Python and uv, where they had to be downloaded
    setup.lock  setup.log
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from pathlib import Path
from typing import Any, Dict, List, Optional

from qgis.PyQt.QtCore import QLockFile, QStandardPaths

from ..paths import ROOT

REQUIREMENTS = ROOT / "mamol_core" / "requirements.txt"
LAYOUT = 1  # raised where older environments can no longer be used
MARKER = "ready.json"
_PREFIX = "engine-"


def base() -> Path:
    """The folder that holds all of it."""
    data = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericDataLocation)
    return Path(data) / "mamol-landcover"


def log_file() -> Path:
    """What the last set-up said, in full."""
    return base() / "setup.log"


def lock() -> QLockFile:
    """The lock that a set-up or a removal holds; a crashed holder's is taken over."""
    base().mkdir(parents=True, exist_ok=True)
    file = QLockFile(str(base() / "setup.lock"))
    file.setStaleLockTime(0)  # only a dead owner makes it stale: a set-up may take an hour
    return file


def requirements_hash(requirements: Path) -> str:
    """Says which requirements an environment was made from, whatever the line ends."""
    return hashlib.sha256(requirements.read_text(encoding="utf-8").encode("utf-8")).hexdigest()


def environment_folder(requirements: Path, variant: str) -> Path:
    """Folder of the environment for these requirements and this variant of torch."""
    key = f"{requirements_hash(requirements)} {variant} {LAYOUT}"
    return base() / (_PREFIX + hashlib.sha256(key.encode("utf-8")).hexdigest()[:12])


def interpreter(folder: Path) -> Path:
    """The Python of an environment."""
    return folder / "Scripts" / "python.exe" if os.name == "nt" else folder / "bin" / "python"


def write_marker(folder: Path, requirements: Path, facts: Dict[str, Any]) -> None:
    """Declare the environment complete: the last step, in one rename."""
    marker = {"layout": LAYOUT, "requirements": requirements_hash(requirements), **facts}
    partial = folder / (MARKER + ".partial")
    partial.write_text(json.dumps(marker, indent=1), encoding="utf-8")
    os.replace(partial, folder / MARKER)


def read_marker(folder: Path) -> Optional[Dict[str, Any]]:
    """The marker of a complete environment; None for one that is half-made, damaged or of another layout."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    usable = isinstance(marker, dict) and marker.get("layout") == LAYOUT and interpreter(folder).is_file()
    return marker if usable else None


def ready_engine(requirements: Path = REQUIREMENTS) -> Optional[Path]:
    """The complete environment for these requirements, the newest of several; None where there is none."""
    wanted = requirements_hash(requirements)
    fitting = [folder for folder in engines() if (read_marker(folder) or {}).get("requirements") == wanted]
    return max(fitting, key=lambda folder: (folder / MARKER).stat().st_mtime, default=None)


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


def remove(folder: Path) -> None:
    """Remove an environment, its marker first, so that what is left of a removal cut short is not mistaken for one.

    Raises OSError, on Windows also where the engine is running.
    """
    if (folder / MARKER).exists():
        (folder / MARKER).unlink()
    if folder.exists():
        shutil.rmtree(folder)
