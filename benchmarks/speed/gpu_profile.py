"""Where the time of a map on a GPU goes: decoding by threads, seconds by step, and what opening consists of."""

from __future__ import annotations

import cProfile
import functools
import io
import pstats
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from typing import Any
from unittest import mock

import numpy as np
import rasterio

from mamol_core.contract import ClassifyRequest
from mamol_core.mapping import compute, merge, parts, rows, tiles
from mamol_core.mapping import plan as plan_module
from mamol_core.mapping.classify import classify
from mamol_core.mapping.plan import make_plan
from mamol_core.model.device import count_cores
from mamol_core.reporting import Reporter

from .mapping import HOME, Stages, seconds

_ROUNDS, _LINES = 4, 40
_STEPS: tuple[tuple[object, str, str], ...] = (
    (rows._Layers, "_load", "decoding threads: reading and copying a chunk"),
    (rows._Layers, "rows", "strips' thread: waiting for rows"),
    (tiles.Blender, "add", "strips' thread: blending"),
    (compute, "encode", "strips' thread: encoding, which waits for the device"),
    (parts.PartWriter, "write", "main thread: writing strips"),
    (parts.PartWriter, "__exit__", "main thread: closing parts"),
    (plan_module.Plan, "check_unchanged", "main thread: looking whether layers changed"),
    (merge.Assembly, "copy", "assembling thread: copying parts"),
    (merge.Assembly, "commit", "main thread: finishing the file"),
)


def profile(request: Callable[[str], ClassifyRequest]) -> dict[str, Any]:
    """``decode_mpx_s`` by number of threads, blocks decoded before; ``steps``: seconds of a map by step and thread;
    ``opening``: the functions that take longest before the first pixel. ``request``: of a map in a folder."""
    with tempfile.TemporaryDirectory(dir=HOME) as folder:
        figures: dict[str, Any] = {"decode_mpx_s": _decoding(request(folder))}
        stages, taken = Stages(), defaultdict[str, float](float)
        with _timed(taken):
            figures["seconds"] = seconds(lambda: classify(request(folder), Reporter(stages)))
        figures["stages"], figures["steps"] = stages.seconds(), dict(taken)
        figures["opening"] = _opening(request(folder))
    return figures


def _decoding(request: ClassifyRequest) -> dict[str, float]:
    """Megapixels per second that so many threads read of all layers, into memory of their own."""
    height, width = tiles.CHUNK_ROWS, tiles.CHUNK_COLS
    figures: dict[str, float] = {}
    with rasterio.Env(), ExitStack() as stack:
        readers = [reader for reader in make_plan(request, Reporter()).open_readers(stack, apart=True) if reader]
        own = threading.local()

        def read(left: int) -> None:
            if not hasattr(own, "memory"):
                own.memory = [
                    (np.empty((reader.channels, height, width), np.float32), np.empty((height, width), bool))
                    for reader in readers
                ]
            for reader, memory in zip(readers, own.memory, strict=True):
                reader.read_into(0, left, *memory)

        count = 1
        while count <= count_cores():
            chunks = [0, width] * (_ROUNDS * count // 2)
            with ThreadPoolExecutor(count) as pool:
                list(pool.map(read, chunks))
                took = seconds(functools.partial(list, pool.map(read, chunks)))
            figures[str(count)] = len(chunks) * height * width / took / 1e6
            count *= 2
    return figures


def _opening(request: ClassifyRequest) -> list[str]:
    profiler = cProfile.Profile()
    with rasterio.Env():
        profiler.runcall(make_plan, request, Reporter())
    said = io.StringIO()
    pstats.Stats(profiler, stream=said).strip_dirs().sort_stats("cumulative").print_stats(_LINES)
    return said.getvalue().splitlines()


@contextmanager
def _timed(taken: dict[str, float]) -> Iterator[None]:
    """Calls of the steps are timed while the context lasts."""
    with ExitStack() as stack:
        for owner, name, label in _STEPS:
            stack.enter_context(mock.patch.object(owner, name, _timing(getattr(owner, name), label, taken)))
        yield


def _timing(step: Callable[..., Any], label: str, taken: dict[str, float]) -> Callable[..., Any]:
    lock = threading.Lock()

    @functools.wraps(step)
    def timed(*given: Any, **named: Any) -> Any:
        began = time.perf_counter()
        try:
            return step(*given, **named)
        finally:
            with lock:
                taken[label] += time.perf_counter() - began

    return timed
