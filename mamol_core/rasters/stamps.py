"""Whether the files that a raster is read from are still the same: those it names, its masks and its side files too."""

from __future__ import annotations

import hashlib
import os
import re
import urllib.parse
import urllib.request
import warnings
from dataclasses import dataclass
from typing import Any

import rasterio
from rasterio._err import CPLE_BaseError
from rasterio.errors import NotGeoreferencedWarning, RasterioError

_MOST_REMOTE = 20  # files on servers that are asked about; more would take long
_PATIENCE = 5  # seconds for a server's answer
_SIDE_FILES = (".msk", ".aux.xml")
_STATISTICS = re.compile(r'<MDI key="STATISTICS_[^"]*">[^<]*</MDI>|<Histograms>.*?</Histograms>', re.DOTALL)
_EMPTY_ELEMENT = re.compile(r"<(\w+)[^<>]*(?:/>|>\s*</\1>)")


@dataclass(frozen=True)
class Stamp:
    """``state``: for each file its name, without folders, and what tells one state of it from another.

    ``known``: False where a change could go unnoticed, as with files on some servers.
    """

    files: tuple[str, ...]
    state: tuple[tuple[Any, ...], ...]
    known: bool

    def changed(self, remote: bool = False) -> str | None:
        """The name of a file that is no longer what it was; ``remote``: ask servers as well."""
        for path, before in zip(self.files, self.state, strict=True):
            if (remote or not _url(path)) and _state(path) != before:
                return str(before[0])
        return None


def take_stamp(path: str) -> Stamp:
    """The present state of what a raster is read from."""
    files = _files(path)
    remote = [name for name in files if _url(name)]
    state = tuple((name,) if _url(name) and len(remote) > _MOST_REMOTE else _state(name) for name in files)
    return Stamp(tuple(files), state, all(len(entry) > 1 for entry in state))


def _files(path: str) -> list[str]:
    """The files that GDAL would read, each once, and where its side files would be; overviews are never read."""
    waiting, found = [path], []
    while waiting:
        name = waiting.pop()
        if name in found or name.endswith(".ovr"):
            continue
        found.append(name)
        local = os.path.isfile(name)
        if local and not name.endswith(_SIDE_FILES):
            waiting += [name + suffix for suffix in _SIDE_FILES]
        if (name == path and not _url(name)) or name.lower().endswith(".vrt"):
            try:
                with warnings.catch_warnings(), rasterio.open(name) as dataset:
                    warnings.simplefilter("ignore", NotGeoreferencedWarning)
                    waiting += dataset.files
            except (RasterioError, CPLE_BaseError, OSError):  # who reads it will say so
                continue
    listed = [name for name in found if os.path.isfile(name) or name.endswith(_SIDE_FILES) or _container(name)]
    return sorted(listed + [name for name in found if _url(name)]) or [path]


def _state(path: str) -> tuple[Any, ...]:
    """Name and state of a file; the name alone where its state can't be known."""
    if address := _url(path):
        return _remote_state(address)
    name = os.path.basename(path)
    try:
        if path.endswith(".aux.xml"):
            return name, _meaning(path)
        status = os.stat(path if os.path.exists(path) else _container(path) or path)
    except OSError:  # it is not there, or its name is too long to be
        return (name, None) if path.endswith(_SIDE_FILES) else (name,)
    return name, status.st_size, status.st_mtime_ns


def _meaning(path: str) -> str | None:
    """Hash of an ``.aux.xml`` without the statistics that QGIS adds when it shows a layer; None where there is no
    more."""
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            text = _STATISTICS.sub("", file.read())
    except FileNotFoundError:
        return None
    count = 1
    while count:
        text, count = _EMPTY_ELEMENT.subn("", text)
    return hashlib.sha256(text.encode()).hexdigest() if text.strip() else None


def _container(path: str) -> str | None:
    """The archive that a path such as ``/vsizip//data/scenes.zip/scene.tif`` lies in."""
    inner = re.sub(r"^(?:/vsi\w+/|\w+://)+", "", path).replace("!", "")
    while inner and inner != os.path.dirname(inner):
        if os.path.isfile(inner):
            return inner
        inner = os.path.dirname(inner)
    return None


def _url(path: str) -> str | None:
    """The web address in a path such as ``/vsicurl/https://example.org/scene.tif``."""
    found = re.search(r"https?://.*", urllib.parse.unquote(path) if "url=" in path else path, re.DOTALL)
    return found[0] if found and "<" not in path else None


def _remote_state(address: str) -> tuple[Any, ...]:
    name = urllib.parse.urlsplit(address).path
    try:
        asked = urllib.request.Request(address, method="HEAD")  # noqa: S310
        with urllib.request.urlopen(asked, timeout=_PATIENCE) as answer:  # noqa: S310 # nosec B310: http only, see _url
            told = [answer.headers.get(key) for key in ("ETag", "Last-Modified", "Content-Length")]
    except (OSError, ValueError):
        return (name,)
    return (name, *told) if told[0] or told[1] else (name,)
