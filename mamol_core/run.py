"""One door to every command: a request in, its result out."""

from __future__ import annotations

import errno
from typing import Any

from .contract import (
    DEVICES,
    EFFORTS,
    ClassifyRequest,
    DescribeRequest,
    ExampleRequest,
    MergeRequest,
    Request,
    TrainRequest,
    role_of,
    shard_of,
)
from .errors import DeviceError, MamolError, RequestError
from .reporting import Reporter


def run(request: Request, reporter: Reporter) -> dict[str, Any]:
    """Carry out a request and return its result, a JSON object. Raises MamolError for what a person can mend.

    The heavy packages are imported here, behind the door, so that asking for help or saying hello costs nothing.
    """
    _check(request)
    try:
        return _carry_out(request, reporter)
    except MamolError:
        raise
    except (MemoryError, OSError, RuntimeError) as error:
        problem = _exhausted(error)
        if problem is None:
            raise
        raise problem from error


def _carry_out(request: Request, reporter: Reporter) -> dict[str, Any]:
    if isinstance(request, TrainRequest):
        from .training.train import train

        return train(request, reporter)
    if isinstance(request, ClassifyRequest):
        from .mapping.classify import classify

        return classify(request, reporter)
    if isinstance(request, MergeRequest):
        from .mapping.merge import merge

        return merge(request, reporter)
    if isinstance(request, DescribeRequest):
        from .describe import describe

        return describe(request)
    if isinstance(request, ExampleRequest):
        from .example import write_example

        return write_example(request.folder, seed=request.seed, reporter=reporter)
    raise RequestError(f"Unknown request {request!r}.")


def _exhausted(error: Exception) -> DeviceError | None:
    """What to say where the computer ran out of memory or of open files; None for any other error."""
    text = str(error)
    if isinstance(error, MemoryError) or "DefaultCPUAllocator" in text or "bad allocation" in text:
        return DeviceError(
            f"The computer ran out of memory ({' '.join(text.split())[:200] or 'none is left'}).",
            "Close other programs, choose a smaller tile, or work on a smaller extent.",
        )
    if isinstance(error, OSError) and error.errno in (errno.EMFILE, errno.ENFILE):
        return DeviceError(
            f"The engine may not open more files ({error.strerror}).",
            "Close other programs, or allow more open files (on Linux and macOS: ulimit -n).",
        )
    return None


def _check(request: Request) -> None:
    if not isinstance(request, (TrainRequest, ClassifyRequest)):
        return
    if not request.layers:
        raise RequestError("No layer was given.", "Give at least one raster, for example optical=scene.tif.")
    seen: set[str] = set()
    for layer in request.layers:
        try:
            role_of(layer.sensor)
        except ValueError as error:
            raise RequestError(str(error)) from None
        if layer.sensor in seen:
            raise RequestError(
                f"Sensor '{layer.sensor}' was given twice.",
                f"Name the second one, for example {layer.sensor.partition(':')[0]}:second=….",
            )
        seen.add(layer.sensor)
    if request.effort not in EFFORTS:
        raise RequestError(f"Effort '{request.effort}' is unknown; choose one of {', '.join(EFFORTS)}.")
    if request.device not in DEVICES:
        raise RequestError(f"Device '{request.device}' is unknown; choose one of {', '.join(DEVICES)}.")
    if isinstance(request, ClassifyRequest):
        try:
            shard_of(request.shard)
        except ValueError as error:
            raise RequestError(str(error)) from None
        if request.shard and request.scheduler:
            raise RequestError("Both a shard and a scheduler were given.", "Leave one of them out.")
