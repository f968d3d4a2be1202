"""How many tiles a runtime computes at once: as many as the device's memory holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import torch
from torch import Tensor

from ...errors import DeviceError
from ...reporting import Reporter
from .runtime import Runtime

_MEMORY_SHARE = 0.5  # of the device's free memory, for the activations of a batch

Cut = Callable[[Sequence[int]], tuple[Sequence[Tensor | None], Tensor]]


class Batches:
    """Predicts tiles in batches: measured by what the first tile takes, halved where the memory does not hold one."""

    def __init__(self, runtime: Runtime, effort: str, reporter: Reporter) -> None:
        self._runtime, self._effort, self._reporter = runtime, effort, reporter
        self._size = 0  # not known before the first tile

    def predict(self, tiles: Sequence[int], cut: Cut) -> Iterator[tuple[Sequence[int], Tensor]]:
        """Numbers of tiles and their probabilities (B, K, S, S), batch by batch.

        ``cut``: values and masks of the tiles of these numbers, as :meth:`Runtime.predict` takes them. DeviceError
        where the memory does not hold a single tile.
        """
        done = 0
        while done < len(tiles):
            batch = tiles[done:][: max(1, self._size)]
            try:
                probabilities = self._predict(*cut(batch)) if self._size else self._measure(*cut(batch))
            except torch.OutOfMemoryError:
                self._halve(len(batch))
                continue
            yield batch, probabilities
            done += len(batch)

    def _predict(self, values: Sequence[Tensor | None], masks: Tensor) -> Tensor:
        return self._runtime.predict(values, masks, self._effort, self._reporter)

    def _measure(self, values: Sequence[Tensor | None], masks: Tensor) -> Tensor:
        """Predict the first tile, and from what that took choose how many fit."""
        device = self._runtime.device
        before = device.begin_peak()
        probabilities = self._predict(values, masks)
        need = device.peak() - before
        self._size = max(1, min(self._runtime.batch, int(_MEMORY_SHARE * device.free_memory() / max(need, 1))))
        return probabilities

    def _halve(self, size: int) -> None:
        device = self._runtime.device
        device.give_back_memory()
        if size <= 1:
            raise DeviceError(f"The {device.label} ran out of memory.", "Choose the device cpu, or smaller tiles.")
        self._size = size // 2
        self._reporter.log(
            f"The {device.label} ran out of memory with {size} tiles at once; trying {self._size} from now on."
        )
