"""The folder of a map's parts: who may write into it, and what may be removed from it.

Runs of one request share it, each with its own shard; a run of all parts has it for itself. Nothing is removed but
files with the names of parts, and none that another run still needs.
"""

from __future__ import annotations

import contextlib
import fnmatch
import json
import os
import re
import secrets
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ..errors import OutputError
from ..files import remove, write_texts
from ..locks import Lock
from ..rasters.products import PRODUCTS

LAYOUT = "layout.json"
_GUARD = ".guard"  # held while somebody comes or goes
_ALONE, _SHARING = ".alone-", ".sharing-"  # held by a run as long as it goes on
_MARKS = (_GUARD, f"{_ALONE}*", f"{_SHARING}*", ".layout.part-*")
_PARTS = tuple(f"{hidden}{product}-[0-9]*.tif*" for product in PRODUCTS for hidden in ("", "."))
_PATIENCE = 60  # seconds that another may take to come or go


class Folder:
    """A folder of parts, entered by a run and left at its end."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._presence: Lock | None = None

    def enter(self, layout: dict[str, Any], alone: bool) -> str:
        """Begin to use the folder, which is made where it is missing, for parts of ``layout``; a sentence, or "".

        Parts of another map are removed by a run that is alone. OutputError: others are at work on them or on this
        map, or the folder holds something else.
        """
        while True:
            self._check()
            self.path.mkdir(exist_ok=True)
            guard = Lock(self.path / _GUARD)
            try:
                if not guard.take(_PATIENCE):
                    raise self._busy()
            except FileNotFoundError:  # its last user has removed it
                continue
            try:
                self._check()
                message = self._prepare(layout, alone)
                self._presence = Lock(
                    self.path / f"{_ALONE if alone else _SHARING}{os.getpid()}-{secrets.token_hex(3)}"
                )
                self._presence.take()
                return message
            finally:
                guard.release()
                self._remove_if_empty()

    def leave(self, remove_parts: Callable[[], bool]) -> list[str]:
        """End the use; where ``remove_parts`` says so, remove the parts and the folder, unless another run uses them.

        A sentence for each file that stays although it should not.
        """
        guard = Lock(self.path / _GUARD)
        problems: list[str] = []
        try:
            guarded = guard.take(_PATIENCE)
            if self._presence:
                self._presence.release()
                self._presence = None
            if guarded and remove_parts() and not self._others():
                problems = self._clear()
                problems += [f"{path}: not of the map" for path in self.path.iterdir() if path.name != _GUARD]
        except FileNotFoundError:  # somebody has removed the folder
            pass
        except OSError as error:
            problems.append(f"{self.path}: {error.strerror or error}")
        finally:
            guard.release()
            self._remove_if_empty()
        return problems

    def fingerprint(self) -> str | None:
        """Of the map whose parts the folder holds; None where it is no folder of parts."""
        try:
            found = json.loads((self.path / LAYOUT).read_text(encoding="utf-8"))["fingerprint"]
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return found if isinstance(found, str) and re.fullmatch("[0-9a-f]{64}", found) else None

    def _check(self) -> None:
        """OutputError where something else is in the folder's place or in it."""
        if not os.path.lexists(self.path):
            return
        if self.path.is_symlink() or not self.path.is_dir():
            raise OutputError(
                f"{self.path} is a {'link' if self.path.is_symlink() else 'file'}; a folder is needed there for the "
                "map's parts.",
                "Remove it, or choose another name for the result.",
            )
        others = [path.name for path in self.path.iterdir() if not _matches(path, _MARKS)]
        if others and self.fingerprint() is None:
            raise OutputError(
                f"The folder {self.path} is needed for the map's parts, but holds something else "
                f"({', '.join(sorted(others)[:3])}).",
                "Move it away, or choose another name for the result.",
            )

    def _prepare(self, layout: dict[str, Any], alone: bool) -> str:
        others = self._others()
        if any(path.name.startswith(_ALONE) for path in others) or (alone and others):
            raise self._busy()
        found = self.fingerprint()
        if found not in (None, layout["fingerprint"]):
            if not alone and (others or any(self.path.glob("*-[0-9]*.tif"))):
                raise OutputError(
                    f"The folder {self.path} is needed for the map's parts, but holds parts of another map: layers, "
                    "model or options differed.",
                    "Remove the folder, or choose another name for the result.",
                )
            if problems := self._clear():
                raise OutputError(f"Parts of another map can't be removed: {problems[0]}.", "Remove their folder.")
            found = None
        message = ""
        if found:
            before = json.loads((self.path / LAYOUT).read_text(encoding="utf-8"))
            if before.get("classes") == layout["classes"]:
                return ""
            message = f"The parts in {self.path} now have this run's names and colours of the classes."
        write_texts({self.path / LAYOUT: json.dumps(layout, indent=1)})
        return message

    def _clear(self) -> list[str]:
        """Remove the parts, and when they are gone the layout that says whose they are; a sentence for each that can't
        be removed."""
        problems = remove([path for path in self.path.iterdir() if _matches(path, _PARTS)])
        return problems or remove([self.path / LAYOUT])

    def _others(self) -> list[Path]:
        """Marks of runs that go on; those of runs that were killed are removed."""
        found = []
        for path in self.path.iterdir():
            if path.name.startswith((_ALONE, _SHARING)):
                lock = Lock(path)
                if lock.take():
                    lock.release()
                else:
                    found.append(path)
        return found

    def _busy(self) -> OutputError:
        return OutputError(
            f"Another run is making this map; its parts lie in {self.path}.",
            "Wait until it has ended, or choose another name for the result.",
        )

    def _remove_if_empty(self) -> None:
        with contextlib.suppress(OSError):  # it is in use, or holds somebody's files
            self.path.rmdir()


def _matches(path: Path, patterns: Sequence[str]) -> bool:
    return any(fnmatch.fnmatchcase(path.name, pattern) for pattern in patterns)
