"""Whether a map that was killed and resumed, made in shards or by a cluster is the map of one run, to the byte.

    python -m benchmarks.speed.parts [--side 4096]

On the generated stack (stack.py), by the command line with all four products, whose values are compared:
killed with SIGKILL at three points and started again; in 1, 2 and 7 shards, merged; by a Dask scheduler with two
workers, of which one is killed midway. Needs the package distributed. Writes docs/parts.md.
"""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import rasterio

from mamol_core.mapping.parts import parts_folder

from ..common import DOCS, ROOT, measured, parser, stamp, table
from .mapping import HOME
from .stack import scene, trained

PRODUCTS = ("confidence", "probabilities", "sensors-used")
KILLED_AT = (0.3, 0.6, 0.9)  # shares of the time from the first tile to the end
SHARDS = (1, 2, 7)
ADDRESS = "tcp://127.0.0.1:8791"


def main() -> None:
    """Make the map every way, and write the page; the exit status tells whether all were alike."""
    arguments = parser(__doc__)
    arguments.add_argument("--side", type=int, default=4096, help="pixels")
    side = arguments.parse_args().side
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        rows = list(_rows(Ways(Path(folder), side)))
    (DOCS / "parts.md").write_text(page(side, rows))
    sys.exit(any(not same for _, _, same in rows))


class Ways:
    """Ways to make one map of ``side`` x ``side`` pixels in a folder."""

    def __init__(self, folder: Path, side: int) -> None:
        self.folder = folder
        self._inputs = ["--model", str(trained(HOME)), "--device", "cpu"]
        for name, path in scene(HOME, side, side).items():
            self._inputs += ["--layer", f"{name}={path}"]

    def outputs(self, name: str) -> list[str]:
        """Options for all products of the map called ``name``."""
        words = ["--output", str(self.folder / f"{name}.tif")]
        for product in PRODUCTS:
            words += [f"--{product}", str(self.folder / f"{name}-{product}.tif")]
        return words

    def start(self, name: str, *more: str) -> subprocess.Popen[str]:
        """Begin a map, and return when its first tile begins, or is handed to the cluster."""
        process = _engine("classify", *self._inputs, *self.outputs(name), *more)
        for line in process.stderr or ():
            if line.startswith(("Runtime: ", "Cluster: ")):
                break
        return process

    def map(self, name: str, *more: str) -> float:
        """Make a map; the seconds from its first tile on."""
        process = self.start(name, *more)
        began = time.perf_counter()
        _finish(process)
        return time.perf_counter() - began

    def merge(self, name: str) -> None:
        """Put a map together from its shards."""
        _finish(_engine("merge", str(self.parts(name)), *self.outputs(name)))

    def parts(self, name: str) -> Path:
        """The folder of a map's parts."""
        return parts_folder(str(self.folder / f"{name}.tif"))

    def values(self, name: str) -> str:
        """A digest of all values of a map's products."""
        digest = hashlib.sha256()
        for file in [f"{name}.tif", *(f"{name}-{product}.tif" for product in PRODUCTS)]:
            with rasterio.open(self.folder / file) as raster:
                for _, window in raster.block_windows(1):
                    digest.update(raster.read(window=window).tobytes())
        return digest.hexdigest()


def _rows(ways: Ways) -> Iterator[tuple[str, str, bool]]:
    """Way, what happened, and whether the map was that of one run."""
    seconds = ways.map("whole")
    expected = ways.values("whole")

    def row(way: str, name: str, happened: str) -> tuple[str, str, bool]:
        found = (way, happened, ways.values(name) == expected)
        print(*found, flush=True)
        return found

    for share in KILLED_AT:
        name = f"killed-{share}"
        process = ways.start(name)
        time.sleep(seconds * share)
        process.kill()
        process.wait()
        finished = len(list(ways.parts(name).glob("output-*.tif")))
        again = ways.map(name)
        told = f"finished parts: {finished}; the rest took {again:.0f} s of {seconds:.0f}"
        yield row(f"killed at {share:.0%}, resumed", name, told)
    for count in SHARDS:
        name = f"shards-{count}"
        for number in range(1, count + 1):
            ways.map(name, "--shard", f"{number}/{count}")
        ways.merge(name)
        yield row(f"{count} shard{'s' if count > 1 else ''}, merged", name, "")
    with _cluster() as workers:
        process = ways.start("cluster", "--scheduler", ADDRESS)
        time.sleep(seconds / 2)
        running = process.poll() is None
        os.killpg(workers[0].pid, signal.SIGKILL)
        _finish(process)
        told = f"one of two workers killed after {seconds / 2:.0f} s{'' if running else ', too late'}"
        yield row("Dask", "cluster", told)


def _engine(*words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-W", "ignore", "-m", "mamol_core", *words]
    return subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)


def _finish(process: subprocess.Popen[str]) -> None:
    said = process.communicate()[1]
    if process.returncode:
        raise RuntimeError(said[-2000:])


@contextmanager
def _cluster() -> Iterator[list[subprocess.Popen[bytes]]]:
    """A scheduler at ADDRESS with two workers of one thread."""
    port = ADDRESS.rpartition(":")[2]
    begin = [sys.executable, "-m"]
    commands = [
        [*begin, "distributed.cli.dask_scheduler", "--port", port, "--no-dashboard"],
        *2 * [[*begin, "distributed.cli.dask_worker", ADDRESS, "--nthreads", "1", "--no-nanny", "--no-dashboard"]],
    ]
    processes = [
        subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        for command in commands
    ]
    try:
        yield processes[1:]
    finally:
        for process in processes:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def page(side: int, rows: list[tuple[str, str, bool]]) -> str:
    """The page in Markdown."""
    cells = [(way, happened, "identical" if same else "**differs**") for way, happened, same in rows]
    return f"""# One map, whichever way

<!-- Written by `python -m benchmarks.speed.parts`; do not edit. -->

`python -m benchmarks.speed.parts --side {side}`

The generated stack of [throughput](throughput.md), {side} x {side} pixels. Compared are all values of classes,
confidence, probabilities and sensors used with those of a run that nothing disturbed.

{measured(stamp())}

{table(["", "", "all four products"], cells, left=3)}
"""


if __name__ == "__main__":
    main()
