"""A web server for one folder that answers ranges, as object stores do; a process of its own, which GDAL may wait for.

    python range_server.py FOLDER

Prints its port, then a line for every answer: method, path, bytes sent.
"""

import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

FOLDER = Path(sys.argv[1])


class Handler(BaseHTTPRequestHandler):
    def do_HEAD(self):
        self.answer(with_body=False)

    def do_GET(self):
        self.answer(with_body=True)

    def answer(self, with_body):
        path = FOLDER / self.path.lstrip("/")
        data = path.read_bytes() if path.is_file() else b""
        asked = re.fullmatch(r"bytes=(\d+)-(\d+)", self.headers.get("Range", ""))
        part = data[int(asked[1]) : int(asked[2]) + 1] if asked else data
        sys.stdout.write(f"{self.command} {self.path} {len(part) if with_body else 0}\n")
        sys.stdout.flush()
        if not data:
            self.send_error(404)
            return
        self.send_response(206 if asked else 200)
        self.send_header("Accept-Ranges", "bytes")
        self.send_header("Content-Length", str(len(part)))
        if asked:
            self.send_header("Content-Range", f"bytes {asked[1]}-{int(asked[1]) + len(part) - 1}/{len(data)}")
        self.end_headers()
        if with_body:
            self.wfile.write(part)

    def log_message(self, *args):
        """Nothing on stderr."""


server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
print(server.server_port, flush=True)
server.serve_forever()
