"""The files of a product, wherever they lie: in a folder, a ``.zip`` or a ``.tar``."""

from __future__ import annotations

import os
import re
import tarfile
import zipfile
from xml.etree import ElementTree as xml  # nosec B405: see Place.tree

from ..errors import LayerError

_MOST_FILES = 20_000  # of a folder; a product has some hundreds
_DEEPEST = 8  # folders in folders
_LARGEST_TEXT = 64_000_000  # bytes of a file of metadata
_METADATA = re.compile(r"MTD_MSI\w+\.xml|.*_MTL\.(txt|xml|json)|ENMAP.*-METADATA\.XML", re.IGNORECASE)


class Place:
    """``names``: of all files, relative, with ``/`` between folders. ``title``: of the product, for messages."""

    def __init__(self, path: str) -> None:
        """LayerError where an archive is damaged or of a kind that can't be read without unpacking it."""
        self.path = os.path.abspath(path)
        self.title = os.path.basename(self.path.rstrip("/\\"))
        self._prefix = ""
        self.archive = not os.path.isdir(self.path)
        lower = self.path.lower()
        try:
            if not self.archive:
                self.names = sorted(_walk(self.path))
            elif lower.endswith(".zip"):
                self._prefix = "/vsizip/"
                with zipfile.ZipFile(self.path) as archive:
                    self.names = sorted(name for name in archive.namelist() if not name.endswith("/"))
            else:
                self._prefix = "/vsitar/"
                with tarfile.open(self.path, "r:") as packed:
                    self.names = sorted(entry.name.removeprefix("./") for entry in packed if entry.isfile())
        except (zipfile.BadZipFile, tarfile.TarError, EOFError) as error:
            raise LayerError(
                f"{self.title} is not an archive that can be read, or it is cut short ({error}).", "Copy it again."
            ) from None
        except OSError as error:
            raise LayerError(f"{self.title} can't be read ({error.strerror or error}).") from None

    def gdal(self, name: str) -> str:
        """What GDAL opens the file by."""
        inside = name if self._prefix else name.replace("/", os.sep)
        return f"{self._prefix}{self.path}{'/' if self._prefix else os.sep}{inside}"

    def text(self, name: str) -> str:
        """A file of metadata; LayerError where it is too large to be one or can't be read."""
        try:
            if self._prefix == "/vsizip/":
                with zipfile.ZipFile(self.path) as archive, archive.open(name) as file:
                    found = file.read(_LARGEST_TEXT + 1)
            elif self._prefix:
                with tarfile.open(self.path, "r:") as packed:
                    entry = next(entry for entry in packed if entry.name.removeprefix("./") == name)
                    held = packed.extractfile(entry)
                    found = held.read(_LARGEST_TEXT + 1) if held else b""
            else:
                with open(self.gdal(name), "rb") as plain:
                    found = plain.read(_LARGEST_TEXT + 1)
        except (zipfile.BadZipFile, tarfile.TarError, EOFError, OSError) as error:
            raise LayerError(f"{self.title}: {name} can't be read ({error}).", "Copy the product again.") from None
        if len(found) > _LARGEST_TEXT:
            raise LayerError(f"{self.title}: {name} is too large to hold metadata.")
        return found.decode("utf-8", errors="replace")

    def tree(self, name: str) -> xml.Element:
        """A file of XML; LayerError where it is none. One that declares entities of its own is refused unread."""
        text = self.text(name)
        if "<!DOCTYPE" in text or "<!ENTITY" in text:
            raise LayerError(f"{self.title}: {name} declares entities, which metadata of a product never do.")
        try:
            return xml.fromstring(text)  # noqa: S314  # nosec B314: without entities
        except xml.ParseError as error:
            raise LayerError(f"{self.title}: {name} can't be read ({error}).", "Copy the product again.") from None


def place_of(path: str) -> Place | None:
    """The files of what may be a product: a folder, an archive, or the folder of a product's metadata; else None."""
    if os.path.isdir(path):
        return Place(path)
    if not os.path.isfile(path):
        return None
    if _METADATA.fullmatch(os.path.basename(path)):
        return Place(os.path.dirname(os.path.abspath(path)))
    return Place(path) if path.lower().endswith((".zip", ".tar")) else None


def elements(tree: xml.Element, name: str) -> list[xml.Element]:
    """All elements of a name, whatever their namespace."""
    return [element for element in tree.iter() if element.tag.rpartition("}")[2] == name]


def text_of(tree: xml.Element, name: str) -> str | None:
    """The text of the first element of a name that has one."""
    return next((element.text.strip() for element in elements(tree, name) if element.text), None)


def _walk(folder: str) -> list[str]:
    found: list[str] = []
    for here, folders, files in os.walk(folder):
        inside = os.path.relpath(here, folder).replace(os.sep, "/")
        found += [name if inside == "." else f"{inside}/{name}" for name in files]
        if inside.count("/") >= _DEEPEST:
            folders.clear()
        if len(found) > _MOST_FILES:
            break
    return found
