"""How a run tells its caller what it does, and learns that it should stop."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any, TypeVar

from .errors import Cancelled, MamolError
from .progress import Progress, Stages

_SECONDS_BETWEEN_PROGRESS = 0.1
_SECONDS_BETWEEN_LOOKS = 0.1  # for a cancel, while a library works

Result = TypeVar("Result")


class Reporter:
    """Sends the contract's events to ``emit``; silent by default.

    Warnings are also kept in ``warnings``, since results and reports repeat them. Safe to use from several threads.
    """

    def __init__(self, emit: Callable[[dict[str, Any]], None] = lambda event: None) -> None:
        self.warnings: list[str] = []
        self.cancel = threading.Event()
        self._emit = emit
        self._stage, self._total, self._done = "", 0.0, 0.0
        self._began = self._sent = 0.0
        self._run = Progress()
        self._lock = threading.RLock()  # counting and telling are one step, so that progress never goes back

    def plan(self, stages: Stages) -> None:
        """Name the stages to come, in order, with the seconds that each was measured to take, for one progress bar.

        May be said again once more is known: what is done so far stays done. Only the proportions count.
        """
        with self._lock:
            self._run.plan(stages)

    def stage(self, name: str, total: float = 0) -> None:
        """Begin a stage of ``total`` units of work; 0 where the amount is not known."""
        self.check_cancelled()
        with self._lock:
            self._stage, self._total, self._done = name, float(total), 0.0
            self._began, self._sent = time.monotonic(), 0.0
            self._run.enter(name)
            self._progress()

    def advance(self, amount: float = 1) -> None:
        """Count ``amount`` units of the stage as done. Raises Cancelled where the caller asked to stop."""
        self.check_cancelled()
        with self._lock:
            self._done += amount
            if self._done >= self._total or time.monotonic() - self._sent >= _SECONDS_BETWEEN_PROGRESS:
                self._progress()

    def log(self, message: str) -> None:
        """Say something for the record."""
        self._emit({"event": "log", "message": message})

    def warn(self, message: str) -> None:
        """Say something that a person should read before trusting the result."""
        with self._lock:
            if message not in self.warnings:
                self.warnings.append(message)
                self._emit({"event": "warning", "message": message})

    def pass_on(self, messages: list[tuple[str, str]]) -> None:
        """Log or warn of each message, a pair of (``log`` or ``warning``, text)."""
        for level, text in messages:
            (self.warn if level == "warning" else self.log)(text)

    @contextmanager
    def about(self, sensor: str | None = None) -> Iterator[None]:
        """What is found within concerns the layer of this sensor, or all of them; an error then says so itself."""
        try:
            yield
        except MamolError as error:
            error.sensor = error.sensor or sensor
            raise

    def check_cancelled(self) -> None:
        """Raise Cancelled where the caller asked to stop."""
        if self.cancel.is_set():
            raise Cancelled

    def wait_for(self, work: Callable[[], Result]) -> Result:
        """The result of ``work``, done in a thread of its own, for libraries that can't be asked to stop.

        Raises Cancelled at once where the caller asked to stop; the thread then goes on until it looks at this
        reporter, or until the process ends, and nothing is made of its result.
        """
        future: Future[Result] = Future()

        def run() -> None:
            try:
                future.set_result(work())
            except BaseException as error:
                future.set_exception(error)

        threading.Thread(target=run, daemon=True).start()
        while True:
            self.check_cancelled()
            try:
                return future.result(_SECONDS_BETWEEN_LOOKS)
            except TimeoutError:
                if future.done():
                    raise

    def _progress(self) -> None:
        self._sent = time.monotonic()
        seconds = self._sent - self._began
        rate = self._done / seconds if self._done and seconds > 0 else None
        overall, eta = self._run.tell(min(1.0, self._done / self._total) if self._total else 0.0)
        self._emit(
            {
                "event": "progress",
                "stage": self._stage,
                "done": self._done,
                "total": self._total,
                "rate": rate,
                "overall": overall,
                "eta": eta,
            }
        )


class PlaceReporter(Reporter):
    """Passes on what is said of a place, such as one of several scenes, to the reporter of the whole, and names it."""

    def __init__(self, whole: Reporter, place: str) -> None:
        super().__init__()
        self.warnings, self.cancel = whole.warnings, whole.cancel
        self._whole, self._place = whole, place

    def plan(self, stages: Stages) -> None:
        self._whole.plan(stages)

    def stage(self, name: str, total: float = 0) -> None:
        self._whole.stage(name, total)

    def advance(self, amount: float = 1) -> None:
        self._whole.advance(amount)

    def log(self, message: str) -> None:
        self._whole.log(f"{self._place}: {message}")

    def warn(self, message: str) -> None:
        self._whole.warn(f"{self._place}: {message}")

    @contextmanager
    def about(self, sensor: str | None = None) -> Iterator[None]:  # noqa: ARG002  # is that of another place
        with self._whole.about():
            try:
                yield
            except Cancelled:
                raise
            except MamolError as error:
                error.sensor = None
                error.put_in(self._place)
                raise
