"""uv, which makes environments fast and brings a Python where the system has none: one pinned version, checked by hash.

It comes as a wheel from the package index, through QGIS's own network settings, or from a folder of wheels.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import List, Optional, Tuple
from urllib.parse import urldefrag, urljoin

from qgis.core import QgsBlockingNetworkRequest, QgsFeedback
from qgis.PyQt.QtCore import QUrl
from qgis.PyQt.QtNetwork import QNetworkRequest

from .. import settings
from ..engine import places
from ..texts import tr
from . import remedies
from .failure import SetupCancelled, SetupError
from .pythons import platform_name

VERSION = "0.13.9"
_WHEELS = {
    "linux-x86_64": (
        "manylinux_2_17_x86_64.manylinux2014_x86_64",
        "d7f459fe4fd247d830351c75686d3996ace3c6f3f728eb0e85a30b7ada0cef19",  # pragma: allowlist secret
    ),
    "linux-aarch64": (
        "manylinux_2_28_aarch64",
        "ecb6028d79dc96fbeafffe5c8af62a7099487ebc05a701e76714eebcffd06375",  # pragma: allowlist secret
    ),
    "macos-x86_64": (
        "macosx_10_12_x86_64",
        "c16ed11e013557536b3e60065f1b912f6407bd6518e041b961e23ef9e6b4fbf5",  # pragma: allowlist secret
    ),
    "macos-arm64": (
        "macosx_11_0_arm64",
        "66c512266d633bef48384a1f53003f41f2a8e7b36fe6e7fbfd3e0fd52d96fa63",  # pragma: allowlist secret
    ),
    "win-amd64": (
        "win_amd64",
        "6a44b2ed8111d2f60d2b92627c5dccda3f7ed7570b18ce115e569cd68c28246b",  # pragma: allowlist secret
    ),
    "win-arm64": (
        "win_arm64",
        "eeb92051c2123b9730c46b04cc843cfa4bc7d7b0aec56df431a2215ef4cb0273",  # pragma: allowlist secret
    ),
}


def program(feedback: QgsFeedback) -> Path:
    """Path of the pinned uv, downloaded where it is not there yet. Raises SetupError."""
    if _target().is_file():
        return _target()
    if platform_name() not in _WHEELS:
        raise SetupError(tr("There is no uv for this system ({0}).").format(platform_name()))
    return _extracted(_fetch(_address(_file(), feedback), feedback))


def from_folder(wheels: Path) -> Optional[Path]:
    """Path of the pinned uv, out of a folder of wheels; None where that does not hold it. Raises SetupError."""
    if _target().is_file():
        return _target()
    if platform_name() not in _WHEELS or not (wheels / _file()).is_file():
        return None
    return _extracted((wheels / _file()).read_bytes())


def _target() -> Path:
    """Where uv lies once it is there."""
    return places.base() / "tools" / f"uv-{VERSION}" / ("uv.exe" if os.name == "nt" else "uv")


def _file() -> str:
    """Name of the wheel for this system."""
    return f"uv-{VERSION}-py3-none-{_WHEELS[platform_name()][0]}.whl"


def _extracted(wheel: bytes) -> Path:
    """Path of the program, taken out of the wheel once that has proved to be the one pinned."""
    found, expected = hashlib.sha256(wheel).hexdigest(), _WHEELS[platform_name()][1]
    if found != expected:
        raise SetupError(
            tr("This uv is not the one expected: its wheel's SHA-256 is {0}, not {1}.").format(found, expected)
        )
    target = _target()
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(target.name + ".partial")
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        content = archive.read(f"uv-{VERSION}.data/scripts/{target.name}")
    # Opened as a program: a mode can be given only to a new file.
    partial.unlink(missing_ok=True)
    with os.fdopen(os.open(partial, os.O_CREAT | os.O_WRONLY | getattr(os, "O_BINARY", 0), 0o700), "wb") as file:
        file.write(content)
    os.replace(partial, target)
    return target


def _address(file: str, feedback: QgsFeedback) -> str:
    """Address of a file of the index's project page, in JSON or HTML (PEP 691, PEP 503)."""
    page = (settings.index() or settings.UV_INDEX) + "/uv/"
    content = _fetch(page, feedback, "application/vnd.pypi.simple.v1+json, text/html;q=0.5")
    try:
        links = [(entry["filename"], entry["url"]) for entry in json.loads(content)["files"]]
    except (ValueError, KeyError, TypeError):
        parser = _Links()
        parser.feed(content.decode("utf-8", "replace"))
        links = parser.found
    for name, address in links:
        if name == file:
            return urldefrag(urljoin(page, address))[0]
    raise SetupError(tr("The package index {0} has no {1}.").format(page, file))


def _fetch(address: str, feedback: QgsFeedback, accept: str = "") -> bytes:
    """Content of an address, through QGIS's proxy and certificates. Raises SetupError."""
    request = QNetworkRequest(QUrl(address))
    if accept:
        request.setRawHeader(b"Accept", accept.encode("ascii"))
    blocking = QgsBlockingNetworkRequest()
    error = blocking.get(request, True, feedback)
    if feedback.isCanceled():
        raise SetupCancelled(tr("Cancelled. The next set-up starts from the beginning."))
    if error != QgsBlockingNetworkRequest.ErrorCode.NoError:
        message = blocking.errorMessage()
        remedy = remedies.find(message)
        hint = remedy.do if remedy else ""
        raise SetupError(tr("{0} could not be downloaded: {1}.").format(address, message.rstrip(".")), hint)
    return bytes(blocking.reply().content())


class _Links(HTMLParser):
    """Collects (file name, address) of an index's page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: List[Tuple[str, str]] = []
        self._address: Optional[str] = None

    def handle_starttag(self, tag: str, attrs: List[Tuple[str, Optional[str]]]) -> None:
        self._address = dict(attrs).get("href") if tag == "a" else None

    def handle_data(self, data: str) -> None:
        if self._address and data.strip():
            self.found.append((data.strip(), self._address))
