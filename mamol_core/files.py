"""Files that are there as a whole or not at all: written beside their place, made durable, renamed into it.

The one place where results, parts, models, reports and markers get their names, and where it is asked beforehand
whether they can. The standard library only and Python 3.9 syntax: the plugin uses it as well.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
import shutil
import stat
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from .errors import OutputError

_LONGEST_NAME = 200  # bytes; file systems take 255, and temporary names and sidecars are longer
_FULL = 10_000_000  # bytes: with less, the disk is why a write failed


def temporary(path: Path, kind: str = "part") -> Path:
    """A hidden name beside ``path``, its suffix kept, that no other process uses: ``.STEM.part-….SUFFIX``."""
    return path.with_name(f".{path.stem}.{kind}-{os.getpid()}-{secrets.token_hex(3)}{path.suffix}")


def is_special_file(path: str) -> bool:
    """Whether a path names a pipe, a socket or a device, of which opening or reading may never come to an end."""
    try:
        mode = os.stat(path).st_mode
    except (OSError, ValueError):  # no such file, or no possible name of one
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """Yields a temporary path to write to; what is there at the end gets the name ``path``, on an error nothing does.

    OSError where the file can't be written or renamed.
    """
    part = temporary(path)
    try:
        yield part
        replace_all([(part, path)])
    finally:
        remove([part])


def places(path: Path, suffix: str) -> Iterator[Path]:
    """Where to write what must not be lost: ``path``, then free names ending in ``suffix`` beside it, at home, and
    among the temporary files."""
    yield path
    stem = path.name[: -len(suffix)] if path.name.endswith(suffix) else path.stem
    for folder in (path.parent, Path.home(), Path(tempfile.gettempdir())):
        yield next(name for number in range(2, 1_000_000) if not (name := folder / f"{stem}-{number}{suffix}").exists())


def write_texts(texts: Mapping[Path, str]) -> None:
    """Write text files in UTF-8, all or none; OSError where one can't be written, and older ones stay as they were."""
    parts = {path: temporary(path) for path in texts}
    try:
        for path, text in texts.items():
            parts[path].write_text(text, encoding="utf-8")
        replace_all([(part, path) for path, part in parts.items()])
    finally:
        remove(parts.values())


def replace_all(changes: Sequence[tuple[Path | None, Path]]) -> None:
    """Give several files their names, (temporary, final), replacing older ones; a temporary None removes an older one.

    All or none, as far as files allow: OSError where one can't be renamed, as while another program holds the older
    one open on Windows. Then every older file is back in its place and the temporary ones are where they were. The
    last one is replaced in one step, so that there always is an old or a new one: the file that matters comes last.
    """
    for part, _ in changes:
        if part is not None:
            sync(part)
    kept: list[tuple[Path, Path]] = []  # older files: where they were and where they are meanwhile
    placed: list[tuple[Path, Path]] = []
    try:
        for number, (part, final) in enumerate(changes):
            if os.path.lexists(final) and (part is None or number < len(changes) - 1):
                aside = temporary(final, "old")
                os.replace(final, aside)
                kept.append((final, aside))
            if part is not None:
                os.replace(part, final)
                placed.append((part, final))
    except BaseException:
        for part, final in reversed(placed):
            with contextlib.suppress(OSError):
                os.replace(final, part)
        for final, aside in reversed(kept):
            with contextlib.suppress(OSError):  # else it stays under the other name
                os.replace(aside, final)
        raise
    remove(aside for _, aside in kept)
    for folder in {final.parent for _, final in changes}:
        _sync_folder(folder)


def remove(paths: Iterable[Path]) -> list[str]:
    """Remove files where they exist; a sentence for each that can't be removed."""
    problems = []
    for path in paths:
        try:
            path.unlink(missing_ok=True)
        except OSError as error:
            problems.append(f"{path}: {error.strerror or error}")
    return problems


def sync(path: Path) -> None:
    """Wait until a file's content is on the disk: a rename alone would survive a power cut without it."""
    with open(path, "r+b") as file:
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name != "posix":
        return
    with contextlib.suppress(OSError):  # not every file system can
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)


def check_folder(path: Path) -> None:
    """Try whether files can be written into a folder, or the folder be made. OutputError where they can't."""
    if os.path.lexists(path) and not path.is_dir():
        raise OutputError(f"'{path}' is a file; a folder is needed there.", "Choose another name for the folder.")
    check_writable(temporary(path / "file") if path.is_dir() else path)


def check_writable(path: Path) -> None:
    """Try whether a file can be written at ``path``, in the place of an older one. OutputError where it can't."""
    folder = path.absolute().parent
    if len(os.fsencode(path.name)) > _LONGEST_NAME:
        raise OutputError(
            f"The file name '{path.name[:40]}…' has {len(path.name)} characters, too many to write files beside it.",
            "Choose a shorter name.",
        )
    if not os.path.isdir(folder):
        raise OutputError(f"The folder '{folder}' does not exist.", "Create it, or choose another folder.")
    try:
        with tempfile.TemporaryFile(dir=folder):  # os.access knows neither Windows' permissions nor all of a network's
            pass
    except OSError as error:
        raise OutputError(
            f"The folder '{folder}' can't be written to: {error.strerror or error}.", "Choose another folder."
        ) from error
    if path.is_dir():
        raise OutputError(f"'{path}' is a folder; a file name was expected.", "Choose a file name.")
    if os.path.lexists(path):
        try:
            os.rename(path, path)  # changes nothing; Windows refuses it while another program holds the file
        except OSError as error:
            raise OutputError(
                f"'{path.name}' can't be replaced: {error.strerror or error}.",
                "Close the programs that have it open, or choose another file name.",
            ) from error


@contextmanager
def reporting_write_errors(path: Path, *kinds: type[Exception]) -> Iterator[None]:
    """Turn an OSError, or one of ``kinds``, while writing ``path`` into an OutputError with folder and free space."""
    try:
        yield
    except OutputError:
        raise
    except Exception as error:
        if not isinstance(error, (OSError, *kinds)):
            raise
        too_many = os.strerror(errno.EMFILE)
        if too_many in str(error):  # it is not about this file, and GDAL tells it in words only
            raise OSError(errno.EMFILE, too_many) from error
        free = _free_space(path.parent)
        if isinstance(error, OSError) and error.strerror:
            reason = error.strerror
        else:
            reason = "the disk is full" if free < _FULL else str(error.__cause__ or error)
        space = f"{free / 1e9:.1f} GB" if free >= 1e9 else f"{free / 1e6:.0f} MB"
        raise OutputError(
            f"'{path.name}' can't be written to the folder '{path.parent}' ({space} free): {reason}.",
            "Free some space or choose another folder, and close programs that have the file open.",
        ) from error


def _free_space(folder: Path) -> int:
    """Free bytes; 0 where the folder is gone."""
    try:
        return shutil.disk_usage(folder).free
    except OSError:
        return 0
