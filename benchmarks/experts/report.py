"""The study's page: every sentence and figure in it is made from the stored results by rule.

python -m benchmarks.experts.report    writes page and picture from results/experts.json
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from scipy import stats
from torch.utils.flop_counter import FlopCounterMode

from mamol_core.model.network import Mamol, NetworkConfig

from ..common import DOCS, measured, read_results, table, write_results
from .adapters import GATINGS, MAMOL, VARIANTS, equip, matched_rank, needs_code, parameters
from .missing import BLOCK, RATES
from .picture import draw
from .trial import COMPLETE, DRAWS, FIGURES

GONE = [f"{rate:.0%}" for rate in RATES if rate]
CONDITIONS = [COMPLETE, *(f"{kind} {rate}" for kind in ("blocks", "layers") for rate in GONE)]
MISSING = "missing"  # the mean of all conditions but the complete one
READABLE = {"oa": "OA", "macro_f1": "macro-F1"}
COSTS_CONFIG = NetworkConfig(features=(19, 2, 3), classes=8)
COSTS_SIDE = 256


def interval(values: Sequence[float]) -> dict[str, Any]:
    """Mean of n values and its 95 % confidence interval by Student's t; no interval for fewer than two."""
    mean, n = float(np.mean(values)), len(values)
    half = float(stats.t.ppf(0.975, n - 1) * np.std(values, ddof=1) / n**0.5) if n > 1 else None
    return {
        "mean": mean,
        "low": None if half is None else mean - half,
        "high": None if half is None else mean + half,
        "n": n,
    }


def summarise(results: Sequence[dict[str, Any]], figures: Sequence[str] = FIGURES) -> dict[str, Any]:
    """By variant, condition and figure: ``value`` over scenes and seeds, and ``difference`` to MaMOL over the pairs of
    one scene and seed. In percent and percentage points. Condition ``missing``: the mean of all but the complete."""
    by_variant: dict[str, dict[tuple[str, int], Any]] = {}
    for entry in results:
        conditions = entry["conditions"]
        partial = [found for name, found in conditions.items() if name != COMPLETE]
        mean = {name: float(np.mean([found[name] for found in partial])) for name in figures}
        key = entry["scene"], entry["seed"]
        by_variant.setdefault(entry["variant"], {})[key] = {**conditions, MISSING: mean}
    base = by_variant.get(MAMOL, {})
    summary: dict[str, Any] = {}
    for variant, found in by_variant.items():
        pairs = sorted(found.keys() & base.keys())
        for condition in next(iter(found.values())):
            for name in figures:
                entry = {"value": interval([100 * trial[condition][name] for trial in found.values()])}
                if variant != MAMOL and pairs:
                    entry["difference"] = interval(
                        [100 * (found[key][condition][name] - base[key][condition][name]) for key in pairs]
                    )
                summary.setdefault(variant, {}).setdefault(condition, {})[name] = entry
    return summary


def verdict(difference: dict[str, Any]) -> str:
    """What a difference to MaMOL shows, in words."""
    mean, low, high = (difference[key] for key in ("mean", "low", "high"))
    if low is None:
        return f"differs from MaMOL by {signed(mean)} in the only pair: nothing is shown"
    found = f"{signed(mean)} [{signed(low)}, {signed(high)}]"
    if low > 0:
        return f"better than MaMOL: {found}"
    if high < 0:
        return f"worse than MaMOL: {found}"
    return f"differs from MaMOL by {found}: no difference shown"


def signed(value: float) -> str:
    """+1.2, −0.4 or 0.0."""
    text = f"{value:+.1f}".replace("-", "−")
    return "0.0" if text[1:] == "0.0" else text


def costs(variant: str) -> dict[str, Any]:
    """Trainable parameters of adapters and network; multiply-adds per pixel as executed; experts and their rank."""
    network = Mamol(COSTS_CONFIG).eval()
    equip(network, variant)
    features = [torch.zeros(1, count, COSTS_SIDE, COSTS_SIDE) for count in COSTS_CONFIG.features]
    counter = FlopCounterMode(display=False)
    with torch.inference_mode(), counter:
        network(features, torch.ones(1, len(features), COSTS_SIDE, COSTS_SIDE))
    adapters = parameters(network.blocks) - sum(
        parameters(part) for block in network.blocks for name, part in block.named_children() if name != "experts"
    )
    found: dict[str, Any] = {
        "adapter_parameters": adapters + (parameters(network.code) if needs_code(variant) else 0),
        "parameters": parameters(network),
        "multiply_adds": counter.get_total_flops() / 2 / COSTS_SIDE**2,
    }
    if variant in GATINGS:
        config, gating = COSTS_CONFIG, GATINGS[variant]
        sensors = len(config.features)
        found["rank"] = matched_rank(gating, config.width, sensors, config.rank, config.dynamic)
        found["experts"] = gating.experts(sensors, config.dynamic)
    return found


def costs_of(variants: Sequence[str]) -> dict[str, dict[str, Any]]:
    """Costs by variant."""
    return {name: costs(name) for name in variants}


def write_report(report: dict[str, Any]) -> None:
    """Write results/experts.json, and the page and the picture into docs; results/digits.json is taken in.

    ``report``: ``stamp()``, ``torch``, ``device``, ``effort``, ``costs`` by variant and ``trials``; perhaps a ``note``
    that the page begins with.
    """
    write_results("experts", report)
    (DOCS / "experts.md").write_text(page(report, read_results("digits")), encoding="utf-8")
    scenes, seeds = _extent(report["trials"])
    draw(DOCS / "images" / "experts.png", summarise(report["trials"]), VARIANTS, len(scenes), len(seeds))


SHORT_TRAINING = """\
Adapters begin at zero (`W_o = 0`) and "quick" takes few steps, in which they hardly move: with it the study
says what the experts earn in so short a training, not what they are worth in a longer one."""


def page(report: dict[str, Any], digits: dict[str, Any] | None = None) -> str:
    """The page in Markdown."""
    summary, variants = summarise(report["trials"]), {name: VARIANTS[name] for name in report["costs"]}
    parts = [*_method(report), "## What holds", *_what_holds(summary, variants)]
    if report["effort"] == "quick":
        parts.append(SHORT_TRAINING)
    parts.append("![Differences to MaMOL in OA and macro-F1](images/experts.png)")
    for figure in FIGURES:
        parts += [f"## {READABLE[figure]}", _table(summary, variants, CONDITIONS, figure)]
    parts += ["## Costs", _costs(report)]
    if digits:
        found = summarise(digits["trials"], ["oa"])
        parts += ["## Digits", digits["method"], measured(digits), _table(found, VARIANTS, digits["conditions"], "oa")]
        parts += _what_holds(found, VARIANTS, ["oa"])
    return "\n\n".join(parts) + "\n"


def _extent(trials: Sequence[dict[str, Any]]) -> tuple[list[str], list[int]]:
    """Scenes and seeds."""
    return sorted({trial["scene"] for trial in trials}), sorted({trial["seed"] for trial in trials})


def _what_holds(summary: dict[str, Any], variants: dict[str, str], figures: Sequence[str] = FIGURES) -> list[str]:
    lines = []
    for name, words in variants.items():
        if "difference" not in summary.get(name, {}).get(COMPLETE, {}).get(figures[0], {}):
            continue
        said = [
            f"{where}, {READABLE[figure]}: {verdict(summary[name][condition][figure]['difference'])}"
            for condition, where in ((COMPLETE, "nothing missing"), (MISSING, "sensors missing"))
            for figure in figures
        ]
        lines.append(f"- **{words}**\n" + "\n".join(f"  - {text}" for text in said))
    introduction = (
        'In percentage points, with 95 % intervals of the paired difference. "Sensors missing" is the mean of all '
        f"conditions but the complete one. {len(lines)} variants are compared and the intervals are not widened for "
        "that: of twenty true ties, one is expected to look like a difference."
    )
    return [introduction, "\n".join(lines)]


def _method(report: dict[str, Any]) -> list[str]:
    scenes, seeds = _extent(report["trials"])
    words = [*scenes, "--seeds", str(len(seeds))]
    if report["effort"] != "quick":
        words += ["--effort", report["effort"]]
    if list(report["costs"]) != list(VARIANTS):
        words += ["--variants", *report["costs"]]
    return [
        "# Mixtures of experts with sensors missing",
        *([report["note"]] if "note" in report else []),
        "<!-- Written by `python -m benchmarks.experts`; do not edit. -->",
        f"{measured(report)} {report['device']}, PyTorch {report['torch']}.",
        f"""\
One network, trained once per scene, seed and variant exactly as the product trains (effort
{report["effort"]}); the variants differ only in the adapters beside the transformer blocks'
MLPs. All have the form `dh = W_o GELU(sum_e g_e z A_e B_e)` and about as many parameters as MaMOL's; they
differ in which experts there are and how the gates `g` come about. Scene, split, first weights of the backbone,
crops, modality dropout and missing
masks of a seed are the same for all variants, so differences are paired. There is no load-balancing loss.

- Scenes: {", ".join(scenes)}. Seeds: {", ".join(map(str, seeds))}. {len(report["trials"])} trainings.
- Scored on labels kept apart in space, which training never sees.
- **Blocks**: in each block of {BLOCK} x {BLOCK} pixels, each sensor is missing with the stated probability; pooled over
  {DRAWS} draws. **Layers**: the same for whole layers, as the exact expectation over the patterns. Where all
  sensors would be missing, one drawn at random stays: of S sensors at rate p, the share missing is p − p^S / S.
- ± and brackets: 95 % confidence intervals by Student's t, over scene-seeds taken as independent; means over
  scene-seeds vary with the scenes, so compare variants by the paired differences.

`python -m benchmarks.experts {" ".join(words)}`, scenes given as folders; all figures are in
[experts.json](../benchmarks/results/experts.json).""",
    ]


def _table(summary: dict[str, Any], variants: dict[str, str], conditions: Sequence[str], figure: str) -> str:
    """Mean and interval of the variants, and under it the paired difference to MaMOL."""
    rows = []
    for name, words in variants.items():
        if name not in summary:
            continue
        cells = []
        for condition in conditions:
            entry = summary[name][condition][figure]
            cell = _plus_minus(entry["value"])
            if "difference" in entry:
                difference = entry["difference"]
                bounds = (
                    "" if difference["low"] is None else f" [{signed(difference['low'])}, {signed(difference['high'])}]"
                )
                cell += f"<br>{signed(difference['mean'])}{bounds}"
            cells.append(cell)
        rows.append([words, *cells])
    return "In percent; second line: difference to MaMOL, paired.\n\n" + table(["", *conditions], rows)


def _costs(report: dict[str, Any]) -> str:
    rows = []
    for name, cost in report["costs"].items():
        seconds = [trial["seconds"] for trial in report["trials"] if trial["variant"] == name]
        shared, specific, routed = cost.get("experts", (0, 0, 0))
        rows.append(
            [
                VARIANTS[name],
                f"{shared} + {specific} + {routed}",
                str(cost.get("rank", "–")),
                f"{cost['adapter_parameters']:,}",
                f"{cost['parameters']:,}",
                f"{cost['multiply_adds']:,.0f}",
                _plus_minus(interval(seconds)) if seconds else "–",
            ]
        )
    head = ["", "experts: shared + specific + routed", "rank", "parameters of adapters", "of the network"]
    head += ["multiply-adds per pixel", "training, s"]
    bands = ", ".join(map(str, COSTS_CONFIG.features))
    return (
        f"For three sensors ({bands} features) and {COSTS_CONFIG.classes} classes; all parameters are trained. "
        "Multiply-adds are those of matrix products, convolutions and attention that PyTorch's `FlopCounterMode` "
        f"counts (half its operations) in one pass over {COSTS_SIDE} x {COSTS_SIDE} pixels, as executed: every expert "
        "is computed and gates multiply, so sparse gates save nothing here. Ranks are chosen so that parameters are "
        "comparable. Training seconds include the teacher and depend on what else the machine did.\n\n"
        + table(head, rows)
    )


def _plus_minus(found: dict[str, Any]) -> str:
    half = "" if found["high"] is None else f" ± {found['high'] - found['mean']:.1f}"
    return f"{found['mean']:.1f}{half}"


if __name__ == "__main__":
    write_report(read_results("experts"))
