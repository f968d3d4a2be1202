"""What a virtual file (VRT of GDAL or OGR) is made of, read as text: GDAL opens some of the parts with the file."""

from __future__ import annotations

import html
import os
import re

from ..errors import MamolError
from ..files import is_special_file

_PART = re.compile(rb"<(?:SourceFilename|SourceDataset|SrcDataSource)\b([^>]*)>([^<]*)<")
_RELATIVE = re.compile(rb"""relativeTo(?:VRT|DSN)\s*=\s*["']1""")
_SIDE_FILES = (".msk", ".aux.xml")


def check_no_pipe(path: str, title: str, error: type[MamolError]) -> None:
    """Raise ``error``, naming ``title``, where reading a file might never end: it is a pipe, or made of one."""
    waiting, looked_at = [path, *(path + suffix for suffix in _SIDE_FILES)], set()
    while waiting:
        name = waiting.pop()
        if name in looked_at:
            continue
        looked_at.add(name)
        if is_special_file(name):
            found = "is" if name == path else f"is read from '{os.path.basename(name)}', which is"
            raise error(f"{title} {found} a device or a pipe; a file is expected.", "Choose a file on disk.")
        if name == path or name.lower().endswith(".vrt"):
            waiting += _parts(name)


def _parts(path: str) -> list[str]:
    """The files that a virtual file names, each once; none where it is no virtual file."""
    try:
        with open(path, "rb") as file:
            text = file.read(1000)
            if not text.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<") or b"VRT" not in text:
                return []
            text += file.read()
    except (OSError, ValueError):  # it is no file, or can't be read; who opens it says so
        return []
    folder = os.path.dirname(path)
    return [
        os.path.join(folder if _RELATIVE.search(how) else "", html.unescape(name.decode("utf-8", "replace")).strip())
        for how, name in dict.fromkeys(_PART.findall(text))
    ]
