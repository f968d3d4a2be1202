"""A package index on this machine, made of a folder of wheels, for where no other can or may be reached."""

from __future__ import annotations

import re
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any


class _Handler(SimpleHTTPRequestHandler):
    """Answers ``…/PACKAGE/`` with a page of links (PEP 503), and ``…/FILE.whl`` with the file."""

    def do_GET(self) -> None:
        name = self.path.rstrip("/").rpartition("/")[2]
        if name.endswith(".whl"):
            self.path = "/" + name
            super().do_GET()
            return
        wheels = Path(self.directory).glob("*.whl")
        links = [wheel.name for wheel in wheels if _normal(wheel.name.partition("-")[0]) == _normal(name)]
        if not links:
            self.send_error(404)
            return
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write("".join(f'<a href="{link}">{link}</a>\n' for link in links).encode())

    def log_message(self, *_words: Any) -> None:
        """Say nothing."""


def serve(wheels: Path) -> str:
    """Serve the folder on the loopback address until this process ends: the index's address."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, directory=str(wheels)))
    Thread(target=server.serve_forever, daemon=True).start()
    return f"http://127.0.0.1:{server.server_port}"


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
