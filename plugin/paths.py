"""Places of the plugin's own files, and names for new ones."""

from __future__ import annotations

import os
import re
from pathlib import Path

from ..mamol_core.contract import MODEL_SUFFIX

ROOT = Path(__file__).resolve().parent.parent
ICON = str(ROOT / "resources" / "icons" / "mamol.svg")
STARTER = str(ROOT / "resources" / f"starter{MODEL_SUFFIX}")


def version() -> str:
    """The plugin's version, as its metadata tell it."""
    found = re.search(r"^version=(.*)$", (ROOT / "metadata.txt").read_text(encoding="utf-8"), re.MULTILINE)
    return found[1].strip() if found else ""


def stem(path: str) -> str:
    """File name without its extension, a model's double one included."""
    name = os.path.basename(path)
    return name[: -len(MODEL_SUFFIX)] if name.endswith(MODEL_SUFFIX) else os.path.splitext(name)[0]


def free_name(path: str) -> str:
    """A file beside ``path`` that does not exist yet: ``map_2.tif`` for ``map.tif``."""
    folder, name = os.path.split(path)
    base = stem(path)
    extension = name.replace(base, "", 1)
    number = 2
    while os.path.exists(os.path.join(folder, f"{base}_{number}{extension}")):
        number += 1
    return os.path.join(folder, f"{base}_{number}{extension}")
