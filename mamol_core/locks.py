"""A file that one run holds, on this or another computer, until it lets go or its process ends in whatever way."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from pathlib import Path

_BETWEEN_TRIES = 0.02  # seconds
_TAKEN = (errno.EACCES, errno.EAGAIN, errno.EWOULDBLOCK, errno.EDEADLK)


class Lock:
    """A lock on a file, which is made where it is missing and removed on release.

    File systems that know no locks let everybody have it: there runs are not kept apart.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._number: int | None = None

    def take(self, wait: float = 0) -> bool:
        """Whether the lock is had, after at most ``wait`` seconds. OSError where its folder is gone or read-only."""
        until = time.monotonic() + wait
        while True:
            number = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o666)
            if _lock(number) and self._is_ours(number):
                self._number = number
                return True
            os.close(number)
            if time.monotonic() >= until:
                return False
            time.sleep(_BETWEEN_TRIES)

    def release(self) -> None:
        """Let go and remove the file."""
        if self._number is None:
            return
        with contextlib.suppress(OSError):  # Windows removes only what is closed
            os.unlink(self.path)
        os.close(self._number)
        self._number = None
        if sys.platform == "win32":
            with contextlib.suppress(OSError):  # in between another has it
                os.unlink(self.path)

    def _is_ours(self, number: int) -> bool:
        """Whether the open file is still the one of that name: its former holder may have removed it."""
        try:
            return os.path.samestat(os.fstat(number), os.stat(self.path))
        except OSError:
            return False


def _lock(number: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN
    return True
