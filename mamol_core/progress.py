"""How far a whole run is: its stages, weighted by what they take, on one scale that never goes back."""

from __future__ import annotations

import time
from collections.abc import Sequence

Stages = Sequence[tuple[str, float]]

_FIRST_WORD = 1.0  # s; before, the time left is a guess


class Progress:
    """Where a run is. Without a plan, the stage it is in counts as all there is."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._overall = 0.0
        self.plan(())

    def plan(self, stages: Stages) -> None:
        """Name the stages that are still to come and the seconds each takes; what is done so far stays done."""
        self._stages = list(stages)
        self._base = self._overall
        self._planned = time.monotonic()
        self._before = 0.0  # seconds of the plan before the stage that runs
        self._next = 0

    def enter(self, stage: str) -> None:
        """Begin a stage; stages of the plan that were not needed count as done."""
        self._entered = time.monotonic()
        for position in range(self._next, len(self._stages)):
            if self._stages[position][0] == stage:
                self._before = sum(seconds for _, seconds in self._stages[:position])
                self._next = position + 1
                return

    def tell(self, share: float) -> tuple[float, float | None]:
        """Share of the run that is done, 0 to 1, and seconds left (None while unknown), at ``share`` of the stage."""
        now = time.monotonic()
        all_seconds = sum(seconds for _, seconds in self._stages)
        seconds = self._stages[self._next - 1][1] if self._next else 0.0
        done = self._before + share * seconds
        part = done / all_seconds if all_seconds else share
        self._overall = max(self._overall, self._base + (1 - self._base) * min(1.0, part))
        if now - self._began < _FIRST_WORD or share <= 0:
            return self._overall, None
        # The stage at its own pace, the later ones at the pace of the run: they may use another device.
        left = (now - self._entered) * (1 - share) / share
        if all_seconds > self._before + seconds and done:
            left += (all_seconds - self._before - seconds) * (now - self._planned) / done
        return self._overall, left
