"""The page on accuracy, docs/accuracy.md, from what the accuracy benchmark measured.

    python -m benchmarks.accuracy.page

Reads every build/accuracy/LABELS-EFFORT.json there is; writes the page, its picture and results/accuracy.json.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure

from ..common import DOCS, RESULTS, ROOT
from .forests import MANY, TREES, TREES_OF_MANY
from .table import METHODS, summarise

mpl.use("Agg")
HOME = ROOT / "build" / "accuracy"
OURS, BEST = "mamol", "context-each"
NAMES = {
    "bands-one": "forest, bands, one",
    "context-one": "forest, context, one",
    "bands-each": "forest, bands, per pattern",
    "context-each": "forest, context, per pattern",
    "mamol": "**MaMOL, one model**",
}
GROUPS = {
    "all": "All sensors",
    "missing": "Sensors missing (mean over patterns)",
    "gaps": "Each sensor half under clouds",
}
LABELS = {"100": "At most 100 labelled pixels per class", "all": "All labelled pixels of the training side"}
# Okabe and Ito's colours, distinct for colour-blind readers (https://jfly.uni-koeln.de/color/)
COLOURS = {
    "bands-one": "#cccccc", "context-one": "#999999", "bands-each": "#e69f00", "context-each": "#d55e00",
    "mamol": "#0072b2",
}  # fmt: skip


def main() -> None:
    """Write page, picture and figures."""
    reports = [json.loads(path.read_text(encoding="utf-8")) for path in sorted(HOME.glob("*-*.json"))]
    main_reports = [report for report in reports if report["effort"] == "standard"]
    if not main_reports:
        raise SystemExit("Nothing measured yet: run python -m benchmarks.accuracy first.")
    (DOCS / "images").mkdir(parents=True, exist_ok=True)
    draw(main_reports[0], DOCS / "images" / "accuracy.png")
    (RESULTS / "accuracy.json").write_text(json.dumps(reports), encoding="utf-8")
    (DOCS / "accuracy.md").write_text(page(reports), encoding="utf-8")


def page(reports: list[dict[str, Any]]) -> str:
    """The page as Markdown."""
    lines = [
        "# How accurate are the maps?",
        "",
        "One MaMOL model per scene against the random forests that analysts use today, with all sensors and with every",
        "combination of fewer. This page is written by `python -m benchmarks.accuracy.page` from the figures of",
        "",
        "```",
        *(command(report) for report in reports),
        "```",
        "",
        "**Protocol.** Blocks of 32 pixels (20 on small scenes) in a checkerboard at a random place per seed, one",
        "colour trains, the other scores; training pixels within 4 pixels of a scoring block are dropped. Polygons and",
        "plots go to one side whole. Few labels are drawn in windows of 5 x 5 pixels, as analysts do. What scores",
        "never takes part in training, not even without its label. Classes with fewer than 25 pixels on a side are",
        "dropped. Every competitor has the same training pixels and is scored on the same pixels.",
        "",
        f"**Competitors.** Random forests of {TREES} trees (from {MANY} labelled pixels on {TREES_OF_MANY}, each",
        f"drawing {MANY} pixels), else with scikit-learn's defaults, on bands, or on bands with spectral indices,",
        "slope and relief and the mean and SD of 3 x 3 and 7 x 7 pixels (*context*); either one forest with the mean",
        "in place of missing values, or a forest trained again *per pattern* of sensors. MaMOL is one model for all",
        "patterns, trained and mapped by the product's own commands.",
        "",
        "![Accuracy per scene](images/accuracy.png)",
    ]
    for report in reports:
        if report["effort"] == "standard":
            lines += ["", f"## {LABELS[report['labels']]}", "", *sections(report)]
    lines += ["", "## Effort, time and confidence", "", *costs(reports)]
    notes = DOCS / "accuracy-notes.md"
    if notes.exists():
        lines += ["", notes.read_text(encoding="utf-8").strip()]
    return "\n".join(lines) + "\n"


def command(report: dict[str, Any]) -> str:
    """The command that measured a report."""
    seeds = " ".join(map(str, report["seeds"]))
    options = f"--seeds {seeds} --labels {report['labels']} --effort {report['effort']}"
    return f"python -m benchmarks.accuracy SCENE... {options}"


def sections(report: dict[str, Any]) -> list[str]:
    """A table per group of patterns: OA / macro-F1 in percent, mean and SD over seeds; and who wins."""
    summary = summarise(report)
    lines = []
    for key, title in GROUPS.items():
        rows, means = [], []
        for scene, methods in summary.items():
            values = [methods[method][key] for method in METHODS]
            if np.isnan(values[0]).all():
                continue
            means.append([value.mean(0) for value in values])
            best = max(value[:, 0].mean() for value in values)
            rows.append(f"| {scene} | " + " | ".join(_cell(value, best) for value in values) + " |")
        mean = np.mean(means, axis=0)
        rows.append("| **mean** | " + " | ".join(f"{oa:.1f} / {f1:.1f}" for oa, f1 in mean) + " |")
        lines += [
            f"**{title}**: OA / macro-F1 in %, ± SD of OA over seeds; the best OA of each scene in bold.",
            "",
            "| scene | " + " | ".join(NAMES[method] for method in METHODS) + " |",
            "|---|" + "---|" * len(METHODS),
            *rows,
            "",
            verdict(summary, key),
            "",
        ]
    return lines[:-1]


def verdict(summary: dict[str, dict[str, dict[str, np.ndarray]]], key: str) -> str:
    """MaMOL against the context forest per pattern, in a sentence."""
    pairs = {
        scene: (methods[OURS][key], methods[BEST][key])
        for scene, methods in summary.items()
        if not np.isnan(methods[OURS][key]).all()
    }
    gain = np.mean([(ours - theirs).mean(0) for ours, theirs in pairs.values()], axis=0)
    worst, by = min(((scene, (a - b)[:, 0].mean()) for scene, (a, b) in pairs.items()), key=lambda pair: pair[1])
    won = sum(int((a[:, 0] > b[:, 0]).sum()) for a, b in pairs.values())
    count = sum(len(a) for a, _ in pairs.values())
    return (
        f"MaMOL against the context forest per pattern: {gain[0]:+.1f} OA, {gain[1]:+.1f} macro-F1 in the mean; "
        f"OA higher in {won} of {count} scene-seeds; least on {worst} ({by:+.1f} OA)."
    )


def costs(reports: list[dict[str, Any]]) -> list[str]:
    """A table of every measured effort."""
    lines = [
        "| labels | effort | training, s (mean / max) | mapping, Mpx/s | all sensors | sensors missing | ECE |",
        "|---|---|---|---|---|---|---|",
    ]
    for report in reports:
        summary = summarise(report)
        results = [result for seeds in report["scenes"].values() for result in seeds.values()]
        seconds = [result["seconds"] for result in results]
        errors = [np.mean([case["ece"] for case in result["mamol"].values()]) for result in results]
        speed = np.mean([result["mpx_per_second"] for result in results])
        cells = []
        for key in ("all", "missing"):
            values = [m[OURS][key].mean(0) for m in summary.values() if not np.isnan(m[OURS][key]).all()]
            cells.append("{:.1f} / {:.1f}".format(*np.mean(values, axis=0)))
        lines.append(
            f"| {report['labels']} | {report['effort']} | {np.mean(seconds):.0f} / {max(seconds):.0f} | {speed:.2f} | "
            f"{cells[0]} | {cells[1]} | {np.mean(errors):.3f} |"
        )
    said = (
        f"Seconds and Mpx/s on {reports[0]['machine']}, start-up of each map included (the scenes are small). ECE: "
        "expected calibration error, 15 bins of equal width, top label, the mean over patterns and scenes."
    )
    return [*lines, "", said]


def draw(report: dict[str, Any], path: Path) -> None:
    """A dot per method and scene, OA with all sensors and with sensors missing, seeds as small dots."""
    summary = summarise(report)
    figure = Figure((11, 0.62 * len(summary) + 1.9), layout="constrained", dpi=130)
    axes = figure.subplots(1, 2, sharey=True)
    scenes = list(summary)[::-1]
    for axis, (key, title) in zip(axes, list(GROUPS.items())[:2], strict=True):
        for row, scene in enumerate(scenes):
            for method in METHODS:
                values = summary[scene][method][key][:, 0]
                if np.isnan(values).all():
                    continue
                shift = (METHODS.index(method) - 2) * 0.13
                marker = {"ms": 9 if method == OURS else 6, "zorder": 4 if method == OURS else 3}
                axis.plot(values, [row - shift] * len(values), "|", color=COLOURS[method], ms=5, alpha=0.7)
                axis.plot(values.mean(), row - shift, "o", color=COLOURS[method], **marker)
        axis.set_title(title, loc="left", fontsize=11, fontweight="bold")
        axis.set_xlabel("overall accuracy, %")
        axis.grid(axis="x", color="#e5e8ec")
        axis.set_axisbelow(True)
        for side in ("top", "right", "left"):
            axis.spines[side].set_visible(False)
        axis.tick_params(left=False)
    axes[0].set_yticks(range(len(scenes)), [scene.replace("_", " ") for scene in scenes])
    handles = [
        mpl.lines.Line2D([], [], marker="o", ls="", color=COLOURS[m], label=NAMES[m].strip("*"), ms=7) for m in METHODS
    ]
    figure.legend(handles=handles, loc="outside lower center", ncols=5, frameon=False, fontsize=9)
    figure.savefig(path)


def _cell(values: np.ndarray, best: float) -> str:
    oa, f1 = values.mean(0)
    spread = f" ± {values[:, 0].std(ddof=1):.1f}" if len(values) > 1 else ""
    text = f"{oa:.1f}{spread} / {f1:.1f}"
    return f"**{text}**" if oa >= best - 0.05 else text


if __name__ == "__main__":
    main()
