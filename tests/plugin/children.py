"""This process's children, as Linux tells of them; minimal systems have no ``ps``."""

import os
from pathlib import Path

import pytest


def children(*, of: str) -> dict[int, str]:
    """Command line per process number of the children whose command line holds the word or words ``of``."""
    if not Path("/proc/self/stat").exists():
        pytest.skip("child processes are looked up in /proc")
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            parent = (folder / "stat").read_text().rpartition(")")[2].split()[1]
            line = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except (FileNotFoundError, ProcessLookupError):
            continue  # it has just ended
        if int(parent) == os.getpid() and of in line:
            found[int(folder.name)] = line
    return found
