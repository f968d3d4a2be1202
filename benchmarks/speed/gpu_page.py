"""Writes docs/gpu.md from the figures of gpu.py."""

from __future__ import annotations

from typing import Any

from mamol_core.stages import MAPPING, WRITING_MAP

from ..common import measured, table

_STAGES = (
    ("decode_mpx_s", "decoding and resampling the layers, all threads"),
    ("copy_mpx_s", "copying to the device"),
    ("compute_mpx_s", "features, network, blending and encoding of whole rows of tiles"),
    ("write_mpx_s", "writing the land cover"),
)


def page(report: dict[str, Any]) -> str:
    """The page, in Markdown; sections that did not run are left out and said to be."""
    sections = report["sections"]
    parts = [_head(report)]
    for name, write in (("maps", _maps), ("equality", _equality), ("trouble", _trouble), ("training", _training)):
        if name in sections:
            parts.append(write(sections))
        else:
            parts.append(f"*{name}*: not measured in this run" + _why(report, name) + ".")
    return "\n\n".join(parts) + "\n"


def _why(report: dict[str, Any], name: str) -> str:
    return f" ({report['failed'][name]})" if name in report["failed"] else ""


def _head(report: dict[str, Any]) -> str:
    gpu = report["gpu"]
    machine = f"{gpu['name']}, {gpu['memory_gib']:.0f} GiB, CUDA {gpu['cuda']}; " if gpu else "no GPU; "
    return f"""# Maps and trainings on a GPU

<!-- Written by `python -m benchmarks.speed.gpu`; do not edit. -->

`python -m benchmarks.speed.gpu --size {report["size"]}`

{measured(report)}

{machine}PyTorch {report["torch"]}, Python {report["python"]}. A generated Sentinel-2
(12 bands) + Sentinel-1 (2) + elevation (1) stack on three grids, {report["size"]} x {report["size"]} pixels; maps that
are compared have {report["small"]} x {report["small"]}."""


def _maps(sections: dict[str, Any]) -> str:
    alone = sections.get("stages", {})
    stages = [(what, f"{alone[key]:.0f}") for key, what in _STAGES if key in alone]
    maps = []
    for name, figures in sections["maps"].items():
        runs = sorted(figures["runs"], key=lambda run: run["seconds"])
        run = runs[len(runs) // 2]
        mapping, writing = (run["stages"].get(stage, 0) for stage in (MAPPING, WRITING_MAP))
        times = (run["seconds"], run["seconds"] - mapping - writing, mapping, writing)
        maps.append((name, *(f"{value:.1f}" for value in (run["mpx_s"], *times))))
    head = ["map, from the request to the finished file", "Mpx/s", "seconds", "of these opening", "mapping", "writing"]
    lines = ["## Speed", "", table(["stage alone", "Mpx/s"], stages), "", table(head, maps)]
    if alone:
        slowest, what = min((alone[key], what) for key, what in _STAGES if key in alone)
        share = sections["maps"]["land cover"]["mpx_s"] / slowest
        lines.append(
            f"\nThe slowest stage alone is {what}, {slowest:.0f} Mpx/s:\n"
            f"the land cover comes at {share:.0%} of that. The "
            f"network alone does {alone['forward_mpx_s']:.0f} Mpx/s, with {alone['tiles_at_once']} tiles at once. The "
            "process has imported\neverything before; a median of the runs is shown."
        )
    return "\n".join(lines)


def _equality(sections: dict[str, Any]) -> str:
    figures = sections["equality"]
    return (
        "## The same map\n\n"
        f"Of {figures['pixels']:,} pixels {figures['equal_bfloat16']:.3%} have the class that the CPU gives them in\n"
        f"bfloat16, the precision of every map on a GPU, and {figures['equal_float32']:.4%} in float32."
    )


def _trouble(sections: dict[str, Any]) -> str:
    figures = sections["trouble"]
    said = [*figures["said of a failure"], *figures.get("said of little memory", ())]
    lines = ["## Trouble", "", "What a run said, and went on:", ""] + [f"> {line}" + "\n>" for line in said]
    lines[-1] = lines[-1].removesuffix("\n>")
    shares = [f"{figures['equal after a failure']:.3%} of the map is the same after a failure"]
    if "equal with little memory" in figures:
        shares.append(f"{figures['equal with little memory']:.3%} with too little memory")
        shares.append(f"{figures['reserved_mib_after']:.0f} MiB stay reserved after a run")
    return "\n".join([*lines, "", "; ".join(shares) + "."])


def _training(sections: dict[str, Any]) -> str:
    rows = [(name, f"{row['seconds']:.1f}", f"{row['oa']:.3f}") for name, row in sections["training"].items()]
    return "## Training\n\n" + table(["", "seconds", "overall accuracy"], rows)
