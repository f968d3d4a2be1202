"""The accuracy benchmark's table, as text."""

from __future__ import annotations

from typing import Any

import numpy as np

METHODS = ("bands-one", "context-one", "bands-each", "context-each", "mamol")


def summarise(report: dict[str, Any]) -> dict[str, dict[str, dict[str, np.ndarray]]]:
    """Scene -> method -> "all", "missing", "gaps" -> (seeds, 2): OA and macro-F1 in percent, NaN where none."""
    found: dict[str, dict[str, dict[str, np.ndarray]]] = {}
    for scene, seeds in report["scenes"].items():
        found[scene] = {}
        for method in METHODS:
            rows: dict[str, list[list[float]]] = {"all": [], "missing": [], "gaps": []}
            for result in seeds.values():
                cases = result["mamol"] if method == "mamol" else result["forests"][method]
                full, *others = [name for name in cases if name != "gaps"]
                for key, names in (("all", [full]), ("missing", others), ("gaps", [n for n in cases if n == "gaps"])):
                    values = [[100 * cases[n]["oa"], 100 * cases[n]["macro_f1"]] for n in names]
                    rows[key].append(np.mean(values, axis=0).tolist() if values else [np.nan, np.nan])
            found[scene][method] = {key: np.array(values) for key, values in rows.items()}
    return found


def table(report: dict[str, Any]) -> str:
    """Per scene and in the mean: OA / macro-F1 of every method, mean and SD over seeds; wins and losses; seconds."""
    summary = summarise(report)
    lines = []
    for key, title in (("all", "All sensors"), ("missing", "Mean over missing patterns"), ("gaps", "Partial gaps")):
        lines.append(f"{title}, OA / macro-F1 in %, mean (SD of OA over seeds)")
        lines.append(f"{'scene':28}" + "".join(f"{method:>22}" for method in METHODS))
        means = []
        for scene, methods in summary.items():
            values = [methods[method][key] for method in METHODS]
            if np.isnan(values[0]).all():
                continue
            means.append([value.mean(0) for value in values])
            cells = [
                f"{v[:, 0].mean():.1f} / {v[:, 1].mean():.1f} ({v[:, 0].std(ddof=len(v) > 1):.1f})" for v in values
            ]
            lines.append(f"{scene:28}" + "".join(f"{cell:>22}" for cell in cells))
        if means:
            mean = np.mean(means, axis=0)
            lines.append(f"{'mean':28}" + "".join(f"{f'{m[0]:.1f} / {m[1]:.1f}':>22}" for m in mean))
            gain = mean[-1] - mean[3]
            won = sum(
                int((summary[scene]["mamol"][key][:, 0] > summary[scene]["context-each"][key][:, 0]).sum())
                for scene in summary
            )
            count = sum(int((~np.isnan(summary[scene]["mamol"][key][:, 0])).sum()) for scene in summary)
            lines.append(
                f"MaMOL against the context forest per pattern: {gain[0]:+.1f} OA, {gain[1]:+.1f} macro-F1; "
                f"{won} of {count} won (OA)"
            )
        lines.append("")
    results = [result for seeds in report["scenes"].values() for result in seeds.values()]
    errors = [np.mean([case["ece"] for case in result["mamol"].values()]) for result in results]
    seconds = [result["seconds"] for result in results]
    lines.append(f"Expected calibration error, mean over patterns: {np.mean(errors):.3f}")
    lines.append(f"Training: {np.mean(seconds):.0f} s in the mean, {max(seconds):.0f} s at most ({report['machine']})")
    lines.append(f"Mapping: {np.mean([result['mpx_per_second'] for result in results]):.2f} Mpx/s, start-up included")
    return "\n".join(lines)
