"""One door to every command: a request in, its result out."""

from __future__ import annotations

import errno
from typing import Any

from .contract import (
    CheckRequest,
    ClassifyRequest,
    DescribeRequest,
    ExampleRequest,
    MergeRequest,
    Request,
    TrainRequest,
)
from .errors import DeviceError, MamolError, RequestError
from .reporting import Reporter
from .requests import check_request


def run(request: Request, reporter: Reporter) -> dict[str, Any]:
    """Carry out a request and return its result, a JSON object. Raises MamolError for what a person can mend.

    The heavy packages are imported here, behind the door, so that asking for help or saying hello costs nothing.
    """
    check_request(request)
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
        from .example.scene import write_example

        return write_example(request.folder, seed=request.seed, reporter=reporter)
    if isinstance(request, CheckRequest):
        from .check import check

        return check(request, reporter)
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
