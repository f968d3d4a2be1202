"""Lets the workers of a Dask cluster compute the parts of a map (https://distributed.dask.org).

Every worker must see the layers, the model and the folder of the map under the same paths, and import this package.
"""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice
from typing import Any

import torch
from rasterio.env import ensure_env

from ..contract import ClassifyRequest
from ..errors import RequestError
from ..fields import absolute
from ..messages import from_json, to_json
from ..model.runtimes.runtime import Runtime
from ..reporting import Reporter
from ..stages import MAPPING_ON_CLUSTER
from .compute import compute_parts, prepare
from .parts import Parts, parts_folder
from .plan import Plan, make_plan

_AHEAD = 2  # parts in flight per worker
_PATIENCE = 0.5  # seconds between looks at whether the run is cancelled
_CONNECTING = 20  # seconds
_ONE_AT_A_TIME = threading.Lock()


def compute_on_cluster(request: ClassifyRequest, parts: Parts, numbers: Iterable[int], reporter: Reporter) -> None:
    """Compute parts on the cluster whose scheduler the request names; Dask repeats those of a worker that dies.

    RequestError: Dask is not installed, or the scheduler does not answer. Otherwise what a worker raises.
    """
    try:
        from distributed import Client, wait
    except ImportError:
        raise RequestError(
            "A scheduler needs Dask, which is not installed.",
            "Install the package distributed into the engine's Python, here and on the workers.",
        ) from None
    try:
        client = Client(request.scheduler, timeout=_CONNECTING)
    except (OSError, ValueError, TimeoutError) as error:
        raise RequestError(
            f"The scheduler {request.scheduler} does not answer: {error}.",
            "Check the address, such as tcp://host:8786.",
        ) from None
    message = json.dumps(to_json(replace(absolute(request), scheduler=None)))
    waiting = iter(sorted(numbers))
    with client:
        workers = len(client.ncores())
        reporter.log(f"Cluster: {request.scheduler}, {workers} workers.")
        reporter.stage(MAPPING_ON_CLUSTER, len(set(numbers)))
        running: set[Any] = set()
        try:
            while True:
                for number in islice(waiting, max(1, _AHEAD * workers) - len(running)):
                    running.add(client.submit(_compute_part, message, parts.layout.fingerprint, number, pure=False))
                if not running:
                    return
                try:
                    done = wait(running, timeout=_PATIENCE, return_when="FIRST_COMPLETED").done
                except TimeoutError:
                    done = set()
                for future in done:
                    future.result()
                running -= done
                reporter.advance(len(done))
        finally:
            client.cancel(list(running))


@ensure_env
def _compute_part(message: str, fingerprint: str, number: int) -> None:
    """On a worker: compute a part, unless it is there. RequestError where the worker sees other files."""
    with _ONE_AT_A_TIME:
        plan, runtime, parts = _prepare(message)
        if plan.layout.fingerprint != fingerprint:
            raise RequestError(
                "A worker of the cluster sees other layers or another model or release than this computer.",
                "Let all share one disk and one release of MaMOL.",
            )
        if number not in parts.finished():
            compute_parts(plan, parts, [number], runtime, Reporter())


@functools.lru_cache(maxsize=1)
def _prepare(message: str) -> tuple[Plan, Runtime, Parts]:
    from distributed import get_worker

    torch.set_num_threads(get_worker().state.nthreads)
    request = from_json(json.loads(message))
    if not isinstance(request, ClassifyRequest):
        raise TypeError(message)
    plan = make_plan(request, Reporter())
    return plan, prepare(plan, Reporter()), Parts(parts_folder(request.output), plan.layout)
