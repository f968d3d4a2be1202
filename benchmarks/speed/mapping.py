"""Maps the generated stack in a process of its own, as the command line does, and measures that process."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..common import ROOT
from .stack import scene, trained

HOME = ROOT / "build" / "throughput"
_WITHOUT_OPENVINO = (
    "import sys; sys.modules['openvino'] = None; from mamol_core.__main__ import start; sys.exit(start())"
)


@dataclass(frozen=True)
class Figures:
    """Of one run: ``seconds`` in all, ``start`` of them until the first tile, ``cores`` in use while mapping.

    ``rss_mib``: the largest resident memory of the process; ``runtime``: what the log says computed.
    """

    pixels: int
    seconds: float
    start: float
    cores: float
    rss_mib: float
    runtime: str

    @property
    def mpx_s(self) -> float:
        """Megapixels per second, start-up and overviews included."""
        return self.pixels / self.seconds / 1e6

    @property
    def steady_mpx_s(self) -> float:
        """Megapixels per second from the first tile on."""
        return self.pixels / (self.seconds - self.start) / 1e6


def map_stack(height: int, width: int, tile: int = 256, filled: float = 1.0, openvino: bool = True) -> Figures:
    """Map the stack of height x width pixels with the command line, from its start to the finished file.

    ``filled``: see :func:`scene`. Without ``openvino`` PyTorch computes, as where that package is not installed.
    """
    layers = scene(HOME, height, width, filled).items()
    begin = ["-m", "mamol_core"] if openvino else ["-c", _WITHOUT_OPENVINO]
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        words = ["--model", str(trained(HOME)), "--output", f"{folder}/map.tif", "--device", "cpu", "--tile", str(tile)]
        words += [word for name, path in layers for word in ("--layer", f"{name}={path}")]
        return _run([sys.executable, "-W", "ignore", *begin, "classify", *words], height * width)


def _run(command: Sequence[str], pixels: int) -> Figures:
    began = time.perf_counter()
    child = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
    start, runtime, said = 0.0, "", []
    for line in child.stderr or ():
        said.append(line)
        if line.startswith("Runtime: "):
            start, runtime = time.perf_counter() - began, line.removeprefix("Runtime: ").strip()
    _, status, used = os.wait4(child.pid, 0)
    if status:
        raise RuntimeError("".join(said)[-2000:])
    seconds = time.perf_counter() - began
    return Figures(pixels, seconds, start, (used.ru_utime + used.ru_stime) / seconds, used.ru_maxrss / 1024, runtime)


class Stages:
    """Listens to the events of a run made in this process; ``total``: its units of work by stage."""

    def __init__(self) -> None:
        self._marks = [("before", time.perf_counter())]
        self.total: dict[str, float] = {}

    def __call__(self, event: dict[str, Any]) -> None:
        """Take an event of the run."""
        if event["event"] == "progress" and self._marks[-1][0] != event["stage"]:
            self._marks.append((event["stage"], time.perf_counter()))
            self.total[event["stage"]] = event["total"]

    def seconds(self) -> dict[str, float]:
        """Seconds by stage, until now; ``before``: until the first began."""
        found: dict[str, float] = {}
        for (stage, began), (_, ended) in itertools.pairwise([*self._marks, ("", time.perf_counter())]):
            found[stage] = found.get(stage, 0) + ended - began
        return found


def seconds(task: Callable[[], Any]) -> float:
    """Seconds that ``task`` takes."""
    began = time.perf_counter()
    task()
    return time.perf_counter() - began
