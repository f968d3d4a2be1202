"""The page on accuracy, docs/accuracy.md, from what the accuracy benchmark measured.

    python -m benchmarks.accuracy.page [build/accuracy/LABELS-EFFORT.json ...]

Takes the given reports into results/accuracy.json, in place of those with the same labels and effort, and writes the
page and its picture.
"""

from __future__ import annotations

import json
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from mamol_core.training.teacher import MOST_PIXELS_PER_CLASS

from ..common import DOCS, measured, parser, read_results, table, write_results
from .rivals import MANY, RIVALS, TREES, TREES_OF_MANY

OURS = "mamol"
METHODS = (*RIVALS, OURS)
KEYS = ("labels", "effort")
FIGURES = ("oa", "macro_f1", "ece")
NAMES = {
    "bands-one": "forest, bands, one",
    "bands-each": "forest, bands, per pattern",
    "context-one": "forest, context, one",
    "context-each": "forest, context, per pattern",
    "ensemble-each": "forest + extra trees + logistic regression, per pattern",
    "boosting-each": "gradient boosting, per pattern",
    "svm-each": "support vector machine, per pattern",
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
    "ensemble-each": "#009e73", "boosting-each": "#56b4e9", "svm-each": "#cc79a7", "mamol": "#0072b2",
}  # fmt: skip


def main() -> None:
    """Write figures, page and picture."""
    asking = parser(__doc__)
    asking.add_argument("reports", nargs="*", type=Path, metavar="REPORT")
    given = [json.loads(path.read_text(encoding="utf-8")) for path in asking.parse_args().reports]
    reports = {tuple(report[key] for key in KEYS): report for report in [*stored(), *given]}
    joined = [report for _, report in sorted(reports.items())]
    store(joined)
    draw(next(report for report in joined if report["effort"] == "standard"), DOCS / "images" / "accuracy.png")
    (DOCS / "accuracy.md").write_text(page(joined), encoding="utf-8")


def stored() -> list[dict[str, Any]]:
    """The reports in results/accuracy.json, in which each trial names its run."""
    found = read_results("accuracy")
    runs = [{**run, "trials": []} for run in found.get("runs", ())]
    for trial in found.get("trials", ()):
        runs[trial.pop("run")]["trials"].append(trial)
    return runs


def store(reports: list[dict[str, Any]]) -> None:
    """Write what :func:`stored` reads."""
    runs = [{key: value for key, value in report.items() if key != "trials"} for report in reports]
    trials = [{"run": number, **trial} for number, report in enumerate(reports) for trial in report["trials"]]
    write_results("accuracy", {"runs": runs, "trials": trials})


Summary = dict[str, dict[str, dict[str, np.ndarray]]]


def summarise(report: dict[str, Any]) -> Summary:
    """Scene -> method -> "all", "missing", "gaps" -> (seeds, 3): OA, macro-F1 and calibration error in percent.

    NaN where there is none; without the rivals that were not measured in every trial.
    """
    measured_in = [trial["rivals"].keys() for trial in report["trials"]]
    methods = [method for method in METHODS if method == OURS or all(method in found for found in measured_in)]
    found: Summary = {}
    for scene in dict.fromkeys(trial["scene"] for trial in report["trials"]):
        found[scene] = {}
        for method in methods:
            rows: dict[str, list[list[float]]] = {"all": [], "missing": [], "gaps": []}
            for trial in report["trials"]:
                if trial["scene"] != scene:
                    continue
                cases = trial["mamol"] if method == OURS else trial["rivals"][method]
                full, *others = [name for name in cases if name != "gaps"]
                for key, names in (("all", [full]), ("missing", others), ("gaps", [n for n in cases if n == "gaps"])):
                    values = [[100 * cases[n].get(figure, np.nan) for figure in FIGURES] for n in names]
                    rows[key].append(np.mean(values, axis=0).tolist() if values else [np.nan] * len(FIGURES))
            found[scene][method] = {key: np.array(values) for key, values in rows.items()}
    return found


def rivals_of(summary: Summary) -> list[str]:
    """The rivals that were measured."""
    return [method for method in next(iter(summary.values())) if method != OURS]


def means(summary: Summary, method: str, key: str) -> np.ndarray:
    """(scenes, 3): a method's figures per scene, the mean over seeds, of the scenes that have such a pattern."""
    found = [methods[method][key] for methods in summary.values() if not np.isnan(methods[method][key][:, 0]).all()]
    return np.array([values.mean(0) for values in found])


def strongest(summary: Summary, key: str) -> str:
    """The rival with the highest OA in the mean over scenes."""
    rivals = rivals_of(summary)[::-1]  # of equal ones the one per pattern
    return max(rivals, key=lambda method: means(summary, method, key)[:, 0].mean())


def page(reports: list[dict[str, Any]]) -> str:
    """The page as Markdown."""
    lines = [
        "# How accurate are the maps?",
        "",
        "One MaMOL model per scene against classifiers that analysts use today, with all sensors and with every",
        "combination of fewer.",
        "",
        *lead(reports),
        *unmeasured(reports),
        "",
        "This page is written by `python -m benchmarks.accuracy.page` from the figures of",
        "",
        "```",
        *(command(report) for report in reports),
        "```",
        "",
        *dict.fromkeys(measured(report) for report in reports),
        "",
        "**Protocol.** Blocks of 32 pixels (20 on small scenes) in a checkerboard at a random place per seed, one",
        "colour trains, the other scores; training pixels within 4 pixels of a scoring block are dropped. Polygons and",
        "plots go to one side whole. Few labels are drawn in windows of 5 x 5 pixels, as analysts do. What scores",
        "never takes part in training, not even without its label. Classes with fewer than 25 pixels on a side are",
        "dropped. Every competitor has the same training pixels and is scored on the same pixels.",
        "",
        *textwrap.wrap(
            f"**Rivals.** Random forests of {TREES} trees (from {MANY} labelled pixels on {TREES_OF_MANY}, each "
            f"drawing {MANY} pixels) on bands, or on bands with spectral indices, slope and relief and the mean and SD "
            "of 3 x 3 and 7 x 7 pixels (*context*); either one forest with the mean in place of missing values, or a "
            "forest trained again *per pattern* of sensors. On context and per pattern also: the mean of the "
            f"probabilities of a random forest, extremely randomised trees ({TREES_OF_MANY} trees each) and a logistic "
            "regression, which is what teaches our network; histogram gradient boosting; and a support vector machine "
            "with a Gaussian kernel, its probabilities by Platt's sigmoid. Ensemble and machine see at most "
            f"{MOST_PIXELS_PER_CLASS} pixels of a class. What is not said is as in scikit-learn. MaMOL is one model "
            "for all patterns, trained and mapped by the product's own commands.",
            120,
        ),
        "",
        "![Accuracy per scene](images/accuracy.png)",
    ]
    for report in reports:
        if report["effort"] == "standard":
            lines += ["", f"## {LABELS[report['labels']]}", "", *sections(report), "", *confidence(report)]
    lines += ["", "## Effort, time and confidence", "", *costs(reports)]
    notes = DOCS / "accuracy-notes.md"
    if notes.exists():
        lines += ["", notes.read_text(encoding="utf-8").strip()]
    return "\n".join(lines) + "\n"


def command(report: dict[str, Any]) -> str:
    """The command that measured a report."""
    seeds = " ".join(map(str, sorted({trial["seed"] for trial in report["trials"]})))
    options = f"--seeds {seeds} --labels {report['labels']} --effort {report['effort']}"
    return f"python -m benchmarks.accuracy SCENE... {options}"


def lead(reports: list[dict[str, Any]]) -> list[str]:
    """A table: MaMOL against the strongest rival of each group of patterns."""
    rows = []
    for report in reports:
        summary = summarise(report)
        for key, title in GROUPS.items() if report["effort"] == "standard" else ():
            if not len(means(summary, OURS, key)):
                continue
            best = strongest(summary, key)
            theirs, ours = (means(summary, method, key) for method in (best, OURS))
            gain = (ours - theirs)[:, 0]
            error = f" ± {gain.std(ddof=1) / len(gain) ** 0.5:.1f}" if len(gain) > 1 else ""
            rows.append(
                [
                    report["labels"],
                    title.partition(" (")[0],
                    NAMES[best],
                    *("{:.1f} / {:.1f}".format(*found.mean(0)[:2]) for found in (theirs, ours)),
                    f"{gain.mean():+.1f}{error}",
                    *(_ece(found) for found in (theirs, ours)),
                ]
            )
    head = ["labels", "sensors", "strongest rival", "its OA / macro-F1", "MaMOL", "OA gained", "its ECE", "MaMOL's ECE"]
    said = (
        "The strongest rival is the one with the highest OA in the mean of the scenes, chosen for each row among all "
        "that were measured; ± is the standard error over scenes. ECE: expected calibration error."
    )
    return [table(head, rows, left=3), "", *textwrap.wrap(said, 120)]


def unmeasured(reports: list[dict[str, Any]]) -> list[str]:
    """A sentence on the rivals that some of the reports lack."""
    names = [NAMES[m] for m in RIVALS if any(m not in rivals_of(summarise(report)) for report in reports)]
    said = f"Not yet measured in all of the tables below: {'; '.join(names)}."
    return ["", *textwrap.wrap(said, 120)] if names else []


def sections(report: dict[str, Any]) -> list[str]:
    """A table per group of patterns: OA / macro-F1 in percent, mean and SD over seeds; and who wins."""
    summary = summarise(report)
    methods = [*rivals_of(summary), OURS]
    lines = []
    for key, title in GROUPS.items():
        rows = []
        for scene, found in summary.items():
            values = [found[method][key] for method in methods]
            if np.isnan(values[0]).all():
                continue
            best = max(value[:, 0].mean() for value in values)
            rows.append([scene, *(_cell(value, best) for value in values)])
        if not rows:
            continue
        cells = ["{:.1f} / {:.1f}".format(*means(summary, method, key).mean(0)[:2]) for method in methods]
        rows.append(["**mean**", *cells])
        lines += [
            f"**{title}**: OA / macro-F1 in %, ± SD of OA over seeds; the best OA of each scene in bold.",
            "",
            table(["scene", *(NAMES[method] for method in methods)], rows, left=1 + len(methods)),
            "",
            verdict(summary, key),
            "",
        ]
    return lines[:-1]


def confidence(report: dict[str, Any]) -> list[str]:
    """A table of the calibration error of every method."""
    summary = summarise(report)
    groups = [key for key in GROUPS if len(means(summary, OURS, key))]
    rows = [[NAMES[m], *(_ece(means(summary, m, key)) for key in groups)] for m in [*rivals_of(summary), OURS]]
    return [
        "**Calibration error** of each, the mean over patterns, seeds and scenes:",
        "",
        table(["", *(GROUPS[key].partition(" (")[0] for key in groups)], rows),
    ]


def verdict(summary: Summary, key: str) -> str:
    """MaMOL against the strongest rival, in a sentence."""
    best = strongest(summary, key)
    pairs = {
        scene: (methods[OURS][key], methods[best][key])
        for scene, methods in summary.items()
        if not np.isnan(methods[OURS][key][:, 0]).all()
    }
    gain = np.mean([(ours - theirs).mean(0) for ours, theirs in pairs.values()], axis=0)
    worst, by = min(((scene, (a - b)[:, 0].mean()) for scene, (a, b) in pairs.items()), key=lambda pair: pair[1])
    won = sum(int((a[:, 0] > b[:, 0]).sum()) for a, b in pairs.values())
    count = sum(len(a) for a, _ in pairs.values())
    return (
        f"MaMOL against the strongest rival ({NAMES[best]}): {gain[0]:+.1f} OA, {gain[1]:+.1f} macro-F1 in the mean; "
        f"OA higher in {won} of {count} scene-seeds; least on {worst} ({by:+.1f} OA)."
    )


def costs(reports: list[dict[str, Any]]) -> list[str]:
    """A table of every measured effort."""
    head = ["labels", "effort", "training, s (mean / max)", "mapping, Mpx/s", "all sensors", "sensors missing", "ECE"]
    rows = []
    for report in reports:
        summary, trials = summarise(report), report["trials"]
        seconds = [trial["seconds"] for trial in trials]
        errors = [np.mean([case["ece"] for case in trial["mamol"].values()]) for trial in trials]
        cells = ["{:.1f} / {:.1f}".format(*means(summary, OURS, key).mean(0)[:2]) for key in ("all", "missing")]
        speed = f"{np.mean([trial['mpx_per_second'] for trial in trials]):.2f}"
        times = f"{np.mean(seconds):.0f} / {max(seconds):.0f}"
        rows.append([report["labels"], report["effort"], times, speed, *cells, f"{np.mean(errors):.3f}"])
    said = (
        f"Seconds and Mpx/s with {reports[0]['jobs']} scenes at a time, start-up of each map included (the scenes are "
        "small). ECE: expected calibration error, 15 bins of equal width, top label, the "
        "mean over patterns and scenes."
    )
    return [table(head, rows, left=len(head)), "", said]


def draw(report: dict[str, Any], path: Path) -> None:
    """A dot per method and scene, OA with all sensors and with sensors missing, seeds as small dots."""
    summary = summarise(report)
    figure = Figure((11, 0.62 * len(summary) + 1.9), layout="constrained", dpi=130)
    axes = figure.subplots(1, 2, sharey=True)
    scenes, shown = list(summary)[::-1], [*rivals_of(summary), OURS]
    for axis, (key, title) in zip(axes, list(GROUPS.items())[:2], strict=True):
        for row, scene in enumerate(scenes):
            for number, method in enumerate(shown):
                values = summary[scene][method][key][:, 0]
                if np.isnan(values).all():
                    continue
                shift = (number - (len(shown) - 1) / 2) * 0.65 / len(shown)
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
    handles = [Line2D([], [], marker="o", ls="", color=COLOURS[m], label=NAMES[m].strip("*"), ms=7) for m in shown]
    figure.legend(handles=handles, loc="outside lower center", ncols=3, frameon=False, fontsize=9)
    figure.savefig(path)


def _cell(values: np.ndarray, best: float) -> str:
    oa, f1, _ = values.mean(0)
    spread = f" ± {values[:, 0].std(ddof=1):.1f}" if len(values) > 1 else ""
    text = f"{oa:.1f}{spread} / {f1:.1f}"
    return f"**{text}**" if oa >= best - 0.05 else text


def _ece(found: np.ndarray) -> str:
    """The mean calibration error of figures (scenes, 3) as a fraction; a dash where it was not measured."""
    error = found[:, 2].mean() / 100
    return "–" if np.isnan(error) else f"{error:.3f}"


if __name__ == "__main__":
    main()
