"""Where the time of a training goes: wall-clock and processor seconds of its stages.

    python -m benchmarks.speed.training SCENE [--effort standard] [--seed 0]

SCENE is a folder with a scene.json. The two trainings run side by side, as the product runs them, and then one after
the other, each by one thread, which tells what a stage costs. Importing the engine is not counted.
"""

from __future__ import annotations

import itertools
import resource
import time
from pathlib import Path

import torch

from mamol_core.contract import EFFORTS, TrainRequest
from mamol_core.model.device import choose_device
from mamol_core.reporting import Reporter
from mamol_core.training.material import load_training_data
from mamol_core.training.trainer import Trainer

from ..common import measured, parser, stamp


class Clock(Reporter):
    """Notes when a stage begins."""

    def __init__(self) -> None:
        super().__init__()
        self.marks: list[tuple[str, float, float]] = []

    def stage(self, name: str, total: float = 0) -> None:
        super().stage(name, total)
        self.mark(name)

    def mark(self, name: str) -> None:
        """A stage of this name begins."""
        self.marks.append((name, time.perf_counter(), time.process_time()))

    def show(self) -> None:
        """Print the seconds of each stage until now."""
        self.mark("")
        for (name, wall, cpu), (_, wall_end, cpu_end) in itertools.pairwise(self.marks):
            print(f"{name:48} {wall_end - wall:8.2f} wall {cpu_end - cpu:8.2f} processor")


def main() -> None:
    """Measure and print."""
    arguments = parser(__doc__)
    arguments.add_argument("scene", type=Path)
    arguments.add_argument("--effort", choices=EFFORTS, default="quick")
    arguments.add_argument("--seed", type=int, default=0)
    given = arguments.parse_args()
    request = TrainRequest((), None, "", scenes=(str(given.scene),), effort=given.effort, seed=given.seed)
    device = choose_device("cpu")
    print(measured(stamp()))

    def load(clock: Clock) -> Trainer:
        data = load_training_data(request, clock)
        return Trainer(data.model, data.windows, given.effort, device, given.seed, clock)

    together = Clock()
    load(together).train()
    together.show()
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MiB\n")
    torch.set_num_threads(1)
    apart = Clock()
    load(apart).assess(apart)
    apart.mark("(read again)")
    load(Clock()).deliver(apart)
    apart.show()


if __name__ == "__main__":
    main()
