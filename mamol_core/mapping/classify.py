"""The classify command: layers and a model in, a land-cover map and its side products out."""

from __future__ import annotations

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from rasterio.env import ensure_env

from ..contract import ClassifyRequest, shard_of
from ..progress import Stages
from ..reporting import Reporter
from ..stages import MAPPING, MAPPING_ON_CLUSTER, OPENING, WRITING_MAP
from .compute import compute_map, prepare
from .inputs import output_paths
from .merge import Assembly
from .parts import Parts, parts_folder
from .plan import LayerChanged, Plan, make_plan

# What the progress bar's stages take, as `python -m benchmarks.speed.stages` measures it. Opening has a fixed share:
# it is not known before how much there is to map; seconds per tile (GPU: docs/gpu.md), and per band and megapixel.
_OPENING = 0.05
_TILE = {"cpu": 0.08, "cuda": 0.002}
_ONE_CLASS = 0.95  # of a map
_BAND, _BAND_OF_COG = 0.03, 0.13


@ensure_env
def classify(request: ClassifyRequest, reporter: Reporter) -> dict[str, Any]:
    """Map land cover and write it; the result as the contract's ``result`` event carries it. Raises MamolError.

    The map's parts lie in a folder beside it until all are there. A run that is stopped leaves the finished ones to the
    next; a shard leaves them to :func:`merge`.
    """
    began = time.monotonic()
    reporter.plan([(OPENING, _OPENING), (MAPPING, 1 - _OPENING)])
    reporter.stage(OPENING, 3)
    plan = make_plan(request, reporter)
    parts = Parts(parts_folder(request.output), plan.layout)
    shard, shards = shard_of(request.shard)
    own = set(range((shard - 1) * len(parts) // shards, shard * len(parts) // shards))
    there = parts.begin(request.shard is None, reporter)
    missing = own - there
    try:
        _describe_found(len(own & there), len(own), plan, parts, reporter)
        if request.shard:
            _compute(request, plan, parts, missing, lambda number: None, reporter)
            plan.check_unchanged(remote=True)
            reporter.log(f"Shard {request.shard} is done; {len(parts.finished())} of {len(parts)} parts are there.")
            pixels = None
        else:
            pixels = _compute_and_assemble(request, plan, parts, missing, reporter)
    except BaseException as error:
        _clean_up_after_failure(parts, isinstance(error, LayerChanged) and not request.shard, reporter)
        raise
    problems = parts.end(keep=lambda finished: request.shard is not None)
    if problems:
        reporter.warn(
            f"The map is finished, but the folder of its parts, {parts.folder}, could not be removed completely "
            f"({problems[0]}). Remove it yourself."
        )
    if pixels is not None and not pixels:
        reporter.warn("No pixel of the map has a class: no layer has valid values in the mapped area.")
    if pixels and "MAMOL_FITTED_TO_LAYERS" in plan.layout.tags:
        _warn_if_one_class(pixels, plan, reporter)
    return {
        **({"parts": str(parts.folder)} if request.shard else output_paths(request)),
        "classes": [{**entry.to_json(), "pixels": (pixels or {}).get(entry.code, 0)} for entry in plan.layout.classes],
        "card": plan.card,
        "adapter": plan.layout.tags.get("MAMOL_ADAPTER"),
        "sensors": list(plan.layout.sensors),
        "width": plan.grid.width,
        "height": plan.grid.height,
        "crs": plan.grid.crs_name,
        "resolution": plan.grid.resolution[0],
        "pixel_area": plan.grid.gsd**2 if plan.grid.crs.is_projected else None,
        "seconds": round(time.monotonic() - began, 2),
        "device": plan.device.sentence,
        "warnings": list(reporter.warnings),
    }


def _warn_if_one_class(pixels: dict[int, int], plan: Plan, reporter: Reporter) -> None:
    """Warn where a fitted model found next to nothing but one class: then that is what it was fitted to."""
    code = max(pixels, key=lambda entry: pixels[entry])
    share = pixels[code] / max(sum(pixels.values()), 1)
    if share > _ONE_CLASS and len(plan.layout.classes) > 1:
        name = next(entry.name for entry in plan.layout.classes if entry.code == code)
        reporter.warn(
            f"The model was fitted to the layers, and {100 * share:.0f} % of the map is '{name}'. Fitting supposes the "
            "classes of the training area: compare with a map made without it."
        )


def _stages(plan: Plan, missing: set[int], parts: Parts, request: ClassifyRequest) -> Stages:
    """What is left to do, in seconds."""
    tiles = sum(len(parts.tile_rows(number)) * plan.tiling.cols for number in missing)
    mapping = (MAPPING_ON_CLUSTER if request.scheduler else MAPPING, tiles * _TILE[plan.device.name])
    if request.shard:
        return [mapping]
    megapixels = plan.grid.height * plan.grid.width / 1e6
    bands = sum(len(product.bands) for product in parts.products)
    return [mapping, (WRITING_MAP, megapixels * bands * (_BAND_OF_COG if request.cog else _BAND))]


def _compute_and_assemble(
    request: ClassifyRequest, plan: Plan, parts: Parts, missing: set[int], reporter: Reporter
) -> dict[int, int]:
    """Compute the missing parts and copy each into the finished rasters meanwhile; pixels per class code."""
    with (
        Assembly([parts] * len(parts), output_paths(request)) as assembly,
        ThreadPoolExecutor(1, "assembly") as pool,
    ):
        copies = [pool.submit(assembly.copy, number) for number in sorted(set(range(len(parts))) - missing)]

        def copy(number: int) -> None:
            for finished in (entry for entry in copies if entry.done()):
                finished.result()  # raises at once where the disk is full
            copies.append(pool.submit(assembly.copy, number))

        try:
            _compute(request, plan, parts, missing, copy, reporter)
            plan.check_unchanged(remote=True)
            reporter.stage(WRITING_MAP, len(copies))
            for entry in copies:
                entry.result()
                reporter.advance()
        finally:
            pool.shutdown(cancel_futures=True)
        return assembly.commit(request.cog, reporter)


def _compute(
    request: ClassifyRequest,
    plan: Plan,
    parts: Parts,
    missing: set[int],
    finished: Callable[[int], None],
    reporter: Reporter,
) -> None:
    """Compute the missing parts, here or on a cluster, and call ``finished`` with the number of each."""
    if missing and request.scheduler:
        from .cluster import compute_on_cluster

        reporter.plan(_stages(plan, missing, parts, request))
        compute_on_cluster(request, parts, missing, reporter)
        for number in sorted(missing):
            finished(number)
    elif missing:
        runtime = prepare(plan, reporter)
        reporter.advance()
        reporter.plan(_stages(plan, missing, parts, request))
        compute_map(plan, parts, missing, runtime, reporter, finished)


def _describe_found(found: int, own: int, plan: Plan, parts: Parts, reporter: Reporter) -> None:
    """Say what the run goes on from, and what about it can't be known."""
    if found:
        reporter.log(f"{found} of {own} parts are there from an earlier run in {parts.folder}.")
    unknowable = ", ".join(plan.unknowable())
    if unknowable and found:
        reporter.warn(
            f"Whether these layers are still the same as when the parts in {parts.folder} were made can't be checked: "
            f"{unknowable}. Where they may have changed, remove the folder and run again."
        )
    elif unknowable:
        reporter.log(f"Changes to these layers during the run would not be noticed: {unknowable}.")


def _clean_up_after_failure(parts: Parts, useless: bool, reporter: Reporter) -> None:
    """After a run that was stopped: keep finished parts where they save work, else nothing. Other runs' always stay."""
    problems = parts.end(keep=lambda finished: bool(finished) and len(parts) > 1 and not useless)
    finished = len(parts.finished())
    if finished and len(parts) > 1:
        reporter.log(
            f"{finished} of {len(parts)} parts are finished and were kept in {parts.folder}: the same run "
            "continues from there. Remove the folder if you don't want it."
        )
    elif problems:
        reporter.log(f"Not all of {parts.folder} could be removed ({problems[0]}). Remove it yourself.")
