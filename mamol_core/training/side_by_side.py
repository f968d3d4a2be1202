"""Trainings side by side: each in a thread of its own, all of them one stage of the run."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import Any

import torch

from ..errors import Cancelled
from ..progress import Stages
from ..reporting import Reporter

_TICKS = 100  # per second of the plan

Task = tuple[Callable[[Reporter], Any], Stages]
"""What is to be done, which tells the reporter it is given how far it is, and the seconds that its stages take."""


def side_by_side(tasks: Sequence[Task], stage: str, reporter: Reporter, threads: int) -> list[Any]:
    """Do the tasks, ``threads`` of them at a time, as one stage of the run; their results, in order.

    With several threads each operation of PyTorch is computed by one of them: they are too short to be shared out, and
    so results do not depend on the number of cores. The first error of a task ends the others and is raised. A cancel
    is raised at once; the tasks end when they next look at their reporter.
    """
    failed = threading.Event()
    parts = [_Part(reporter, stages, failed) for _, stages in tasks]
    reporter.stage(stage, sum(part.ticks for part in parts))
    each = 1 if threads > 1 else torch.get_num_threads()

    def carry_out(task: Task, part: _Part) -> Any:
        try:
            return task[0](part)
        except BaseException:
            failed.set()
            raise

    def carry_out_all() -> list[Any]:
        with ThreadPoolExecutor(threads, "training", torch.set_num_threads, (each,)) as pool:
            futures = [pool.submit(carry_out, task, part) for task, part in zip(tasks, parts, strict=True)]
            wait(futures)
        errors = [error for future in futures if (error := future.exception())]
        for error in errors:
            if not isinstance(error, Cancelled):
                raise error
        return [future.result() for future in futures]

    found: list[Any] = reporter.wait_for(carry_out_all)
    return found


class _Part(Reporter):
    """Counts what one of several tasks does towards the stage of the whole, in whole ticks, so that they add up."""

    def __init__(self, whole: Reporter, stages: Stages, failed: threading.Event) -> None:
        super().__init__()
        self.warnings, self.cancel = whole.warnings, whole.cancel
        self._whole, self._failed = whole, failed
        self._cost = {name: round(_TICKS * seconds) for name, seconds in stages}
        self._counted = 0

    @property
    def ticks(self) -> int:
        return sum(self._cost.values())

    def stage(self, name: str, total: float = 0) -> None:
        self.check_cancelled()
        with self._lock:
            self._stage, self._total, self._done, self._counted = name, float(total), 0.0, 0

    def advance(self, amount: float = 1) -> None:
        self.check_cancelled()
        with self._lock:
            self._done += amount
            reached = int(self._cost.get(self._stage, 0) * self._done / self._total) if self._total else 0
            more, self._counted = reached - self._counted, reached
        self._whole.advance(more)

    def log(self, message: str) -> None:
        self._whole.log(message)

    def warn(self, message: str) -> None:
        self._whole.warn(message)

    def check_cancelled(self) -> None:
        self._whole.check_cancelled()
        if self._failed.is_set():
            raise Cancelled
