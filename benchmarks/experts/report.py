"""The study's page: every sentence and figure in it is made from the stored results by rule."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from scipy import stats
from torch.utils.flop_counter import FlopCounterMode

from mamol_core.model.network import Mamol, NetworkConfig

from ..common import RESULTS, processor
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
    table: dict[str, dict[tuple[str, int], Any]] = {}
    for entry in results:
        conditions = entry["conditions"]
        partial = [found for name, found in conditions.items() if name != COMPLETE]
        mean = {name: float(np.mean([found[name] for found in partial])) for name in figures}
        key = entry["scene"], entry["seed"]
        table.setdefault(entry["variant"], {})[key] = {**conditions, MISSING: mean}
    base = table.get(MAMOL, {})
    summary: dict[str, Any] = {}
    for variant, found in table.items():
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


def write_report(docs: Path, results: Sequence[dict[str, Any]], variants: Sequence[str]) -> None:
    """Write results/experts.json, and experts.md and images/experts.png into ``docs``; digits.json is taken in."""
    (docs / "images").mkdir(parents=True, exist_ok=True)
    file = RESULTS / "digits.json"
    report = {
        "scenes": sorted({entry["scene"] for entry in results}),
        "seeds": sorted({entry["seed"] for entry in results}),
        "efforts": sorted({entry["effort"] for entry in results}),
        "machine": {
            "device": ", ".join(sorted({entry["device"] for entry in results})),
            "processor": processor(),
            "torch": torch.__version__,
        },
        "variants": {name: VARIANTS[name] for name in variants},
        "costs": {
            name: {
                **costs(name),
                "seconds": interval([entry["seconds"] for entry in results if entry["variant"] == name]),
            }
            for name in variants
        },
        "summary": summarise(results),
        "trials": results,
    }
    (RESULTS / "experts.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    digits = json.loads(file.read_text(encoding="utf-8")) if file.exists() else None
    (docs / "experts.md").write_text(page(report, digits), encoding="utf-8")
    draw(docs / "images" / "experts.png", report)


SHORT_TRAINING = """\
Adapters begin at zero (`W_o = 0`) and "quick" takes few steps, in which they hardly move: with it the study
says what the experts earn in so short a training, not what they are worth in a longer one."""


def page(report: dict[str, Any], digits: dict[str, Any] | None = None) -> str:
    """The page in Markdown."""
    summary, variants = report["summary"], report["variants"]
    parts = [_method(report), "## What holds", *_what_holds(summary, variants)]
    if "quick" in report["efforts"]:
        parts.append(SHORT_TRAINING)
    parts.append("![Differences to MaMOL in OA and macro-F1](images/experts.png)")
    for figure in FIGURES:
        parts += [f"## {READABLE[figure]}", _table(summary, variants, CONDITIONS, figure)]
    parts += ["## Costs", _costs(report)]
    if digits:
        parts += ["## Digits", digits["method"], _table(digits["summary"], variants, digits["conditions"], "oa")]
        parts += _what_holds(digits["summary"], variants, ["oa"])
    return "\n\n".join(parts) + "\n"


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


def _method(report: dict[str, Any]) -> str:
    machine, trials = report["machine"], report["trials"]
    words = [*report["scenes"], "--seeds", str(len(report["seeds"]))]
    if report["efforts"] != ["quick"]:
        words += ["--effort", *report["efforts"]]
    if list(report["variants"]) != list(VARIANTS):
        words += ["--variants", *report["variants"]]
    return f"""# Mixtures of experts with sensors missing

<!-- Written by `python -m benchmarks.experts`; do not edit. -->

One network, trained once per scene, seed and variant exactly as the product trains (effort
{" and ".join(report["efforts"])}); the variants differ only in the adapters beside the transformer blocks'
MLPs. All have the form `dh = W_o GELU(sum_e g_e z A_e B_e)` and about as many parameters as MaMOL's; they
differ in which experts there are and how the gates `g` come about. Scene, split, first weights of the backbone,
crops, modality dropout and missing
masks of a seed are the same for all variants, so differences are paired. There is no load-balancing loss.

- Scenes: {", ".join(report["scenes"])}. Seeds: {", ".join(map(str, report["seeds"]))}. {len(trials)} trainings.
- Scored on labels kept apart in space, which training never sees.
- **Blocks**: in each block of {BLOCK} x {BLOCK} pixels, each sensor is missing with the stated probability; pooled over
  {DRAWS} draws. **Layers**: the same for whole layers, as the exact expectation over the patterns. Where all
  sensors would be missing, one drawn at random stays: of S sensors at rate p, the share missing is p − p^S / S.
- ± and brackets: 95 % confidence intervals by Student's t, over scene-seeds taken as independent; means over
  scene-seeds vary with the scenes, so compare variants by the paired differences.
- {machine["device"]} ({machine["processor"]}), PyTorch {machine["torch"]}.

`python -m benchmarks.experts {" ".join(words)}`, scenes given as folders; all figures are in
[experts.json](../benchmarks/results/experts.json)."""


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
    return "In percent; second line: difference to MaMOL, paired.\n\n" + _markdown(["", *conditions], rows)


def _costs(report: dict[str, Any]) -> str:
    rows = []
    for name, words in report["variants"].items():
        cost = report["costs"][name]
        shared, specific, routed = cost.get("experts", (0, 0, 0))
        rows.append(
            [
                words,
                f"{shared} + {specific} + {routed}",
                str(cost.get("rank", "–")),
                f"{cost['adapter_parameters']:,}",
                f"{cost['parameters']:,}",
                f"{cost['multiply_adds']:,.0f}",
                _plus_minus(cost["seconds"]),
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
        + _markdown(head, rows)
    )


def _plus_minus(found: dict[str, Any]) -> str:
    half = "" if found["high"] is None else f" ± {found['high'] - found['mean']:.1f}"
    return f"{found['mean']:.1f}{half}"


def _markdown(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["---:"] * (len(head) - 1)], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
