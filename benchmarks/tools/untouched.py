"""Whether folders are byte for byte what they were: a listing with hashes, and what differs between two."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

Listing = dict[str, str]


def listing(folders: Iterable[Path], without: Iterable[Path] = ()) -> Listing:
    """Path to SHA-256 of every file below the folders, and to the target of every link.

    Leaves out ``__pycache__``, which Python writes by itself, and the folders ``without``.
    """
    skipped = {os.path.realpath(folder) for folder in without}
    found: Listing = {}
    for top in sorted({os.path.realpath(folder) for folder in folders} - skipped):
        for parent, names, files in os.walk(top):
            kept = (name for name in names if name != "__pycache__")
            names[:] = [name for name in kept if os.path.realpath(os.path.join(parent, name)) not in skipped]
            for name in files + [name for name in names if os.path.islink(os.path.join(parent, name))]:
                path = os.path.join(parent, name)
                found[path] = "-> " + os.readlink(path) if os.path.islink(path) else _hash(path)
    return found


def difference(before: Listing, after: Listing) -> list[str]:
    """A line per file that came, went or changed."""
    lines = [f"new: {path}" for path in after.keys() - before.keys()]
    lines += [f"gone: {path}" for path in before.keys() - after.keys()]
    lines += [f"changed: {path}" for path in before.keys() & after.keys() if before[path] != after[path]]
    return sorted(lines)


def _hash(path: str) -> str:
    with open(path, "rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
