"""The study's picture: paired differences to MaMOL with their intervals, one panel per missing rate and figure."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from .adapters import MAMOL
from .missing import RATES
from .trial import COMPLETE, FIGURES

INK, FAINT = "#1f2933", "#6b7785"
# Okabe and Ito's colours, distinct for colour-blind readers (https://jfly.uni-koeln.de/color/)
KINDS = {
    COMPLETE: ("nothing missing", "#000000", "D", 0.0),
    "blocks": ("missing in blocks of pixels", "#0072b2", "o", -0.17),
    "layers": ("missing as whole layers", "#d55e00", "s", 0.17),
}
TITLES = {"oa": "OA", "macro_f1": "Macro-F1"}


def draw(path: Path, summary: dict[str, Any], variants: dict[str, str], scenes: int, seeds: int) -> None:
    """Write the picture of the summary of so many scenes and seeds; ``variants``: their names."""
    names = [name for name in variants if name != MAMOL and name in summary]
    height = 0.31 * len(names) + 0.75
    figure = Figure(figsize=(12.5, 2 * height + 1.0), facecolor="white", layout="constrained")
    panels = figure.subplots(len(FIGURES), len(RATES), sharey=True, sharex="row", squeeze=False)
    for row, name in zip(panels, FIGURES, strict=True):
        for axis, rate in zip(row, RATES, strict=True):
            kinds = ("blocks", "layers") if rate else (COMPLETE,)
            told = []
            for kind in kinds:
                condition = f"{kind} {rate:.0%}" if rate else kind
                _, colour, marker, shift = KINDS[kind]
                for place, variant in enumerate(names):
                    entry = summary[variant][condition][name].get("difference")
                    if entry is None:
                        continue
                    if entry["low"] is not None:
                        axis.plot([entry["low"], entry["high"]], [place + shift] * 2, color=colour, linewidth=1.6)
                    axis.plot(entry["mean"], place + shift, marker, color=colour, markersize=4.5)
                if MAMOL in summary:
                    told.append(f"{summary[MAMOL][condition][name]['value']['mean']:.1f} %")
            axis.axvline(0, color=FAINT, linewidth=1.2, zorder=1)
            axis.set_title(f"{TITLES[name]}, {rate:.0%} missing", loc="left", fontsize=10, fontweight="bold", color=INK)
            axis.set_xlabel(f"points; MaMOL has {' and '.join(told)}" if told else "points", fontsize=8.5, color=FAINT)
            axis.set_yticks(range(len(names)), [variants[variant] for variant in names], fontsize=8.5)
            axis.tick_params(axis="both", length=0, labelsize=8.5, colors=INK)
            axis.grid(axis="x", color="#e4e7eb", linewidth=0.6)
            axis.set_axisbelow(True)
            axis.spines[:].set_visible(False)
        row[0].set_ylim(len(names) - 0.4, -0.6)
    figure.suptitle(
        f"Difference to MaMOL in percentage points, with 95 % intervals ({scenes} scenes, {seeds} seeds)"
        .replace("1 scenes", "1 scene").replace("1 seeds", "1 seed"),
        x=0.01, ha="left", fontsize=13, fontweight="bold", color=INK,
    )  # fmt: skip
    handles = [
        Line2D([], [], color=colour, marker=marker, markersize=5, linewidth=1.6, label=label)
        for label, colour, marker, _ in KINDS.values()
    ]
    figure.legend(handles=handles, loc="outside lower left", ncols=3, frameon=False, fontsize=9)
    figure.savefig(path, dpi=110)
