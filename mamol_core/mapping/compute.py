"""Computes parts of a map on this machine."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from ..contract import MAPPING
from ..model.runtime import Runtime, choose_runtime
from ..reporting import Reporter
from .parts import NOT_A_NUMBER, Parts
from .pipeline import available_pixels, map_rows, tiles_to_map
from .plan import Plan


def prepare(plan: Plan, reporter: Reporter) -> Runtime:
    """What computes every part of the map: it depends on the whole map, since runtimes round differently."""
    pixels = plan.grid.height * plan.grid.width
    runtime, sentence = choose_runtime(plan.model, plan.device, plan.given, plan.tiling.read_side, pixels)
    reporter.log(sentence)
    if runtime.problem:
        reporter.warn(runtime.problem)
    return runtime


def compute_parts(plan: Plan, parts: Parts, numbers: Iterable[int], runtime: Runtime, reporter: Reporter) -> None:
    """Compute and write parts; neighbours share the row of tiles between them. Raises MamolError."""
    runs = [range(parts.tile_rows(run[0]).start, parts.tile_rows(run[-1]).stop) for run in _runs(numbers)]
    codes = np.array([entry.code for entry in plan.model.classes], np.uint16)
    reporter.stage(MAPPING, sum(tiles_to_map(plan.tiling, run) for run in runs))
    for run, numbers_of_run in zip(runs, _runs(numbers), strict=True):
        strips = map_rows(plan, runtime, run, reporter)
        for number in numbers_of_run:
            with parts.writer(number, runtime.name) as writer:
                lost = 0
                for _ in parts.tile_rows(number):
                    strip = next(strips)
                    chosen, share = strip.most_likely()
                    products = {
                        "output": codes[chosen],
                        "confidence": share,
                        "probabilities": strip.probabilities,
                        "sensors_used": strip.seen,
                    }
                    available = available_pixels(plan, strip)
                    undecided = available & np.isnan(share)
                    lost += int(np.count_nonzero(undecided))
                    writer.write(strip.row, products, available & ~undecided)
                if lost:
                    writer.tag(NOT_A_NUMBER, lost)
                plan.check_unchanged()  # so that a part, which a later run may take, is all of one state of the layers


def _runs(numbers: Iterable[int]) -> list[list[int]]:
    """Numbers in ascending order, consecutive ones together."""
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
