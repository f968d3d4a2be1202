"""The page of the study of experts: every figure in it, and what is said of it, is made from the trials by rule."""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy import stats

from ..common import table
from .variants import ADAPTING, ADDING, ANEW, BASE, CONTINUED, PRODUCT

Trial = dict[str, Any]
WORDS = {
    "adding": {BASE: "the old model, without the sensor", **{name: entry.words for name, entry in ADDING.items()}},
    "adapting": {
        BASE: "nothing: the model as it is or fitted",
        **{name: entry.words for name, entry in ADAPTING.items()},
        CONTINUED: "everything continued, as the product does",
        ANEW: "everything from nothing",
    },
}

_ADDING = """A model of all sensors of a scene but one was trained, and then that sensor was added with the same labels,
100 pixels a class at most. *OA* is with all sensors. *Forgetting*: what the OA without the new sensor, mean over every
set of the old ones, is afterwards less what it was before. While they learn, sensors are left out at times, as in any
training; in the product's way the new one never is. All but that way, continuing and from nothing differ in what learns
alone."""
_ADAPTING = """A model was trained with all labels of one date, place or region and adapted to another with few. All
ways but the last two start from what the product adapts, the model as it is or fitted to the layers, and learn from the
same crops and the same soft labels, for the most part of the model itself. *Continued* and *from nothing* are taught by
the helper classifiers alone, as every training is. *Forgetting*: what the OA on the model's own date or place, with all
labels, would be afterwards less what it was, were the adapted weights put in place of the model's. With an adapter file
beside the model nothing is: it stays as it is."""


_HEAD = """# What the experts are for, and what they are not

<!-- Written by `python -m benchmarks.experts`; do not edit. -->

Where a trained model stays frozen, a small part of it can learn something new. Here that part is varied, in the two
uses that the product makes of it: a sensor is added, and a model is adapted to another date, place or region. Split,
labels, soft labels, crops and first weights of a seed are the same for the ways that are compared; all are trained with
the product's own training, effort *quick*, at its rates: 2e-3 from nothing and where a sensor is added, 1e-3 where
everything is continued, 4e-3 where a part is adapted. No setting was chosen here, but the product's were, in part on
some of these scenes: the steps of adding on seeds 0 to 2, the adapter on seed 3.

New experts have the form of the model's own, rank 8 in each block: a *shared* one is always on, which is one LoRA; a
*specific* one by the share that its sensor saw; of four *dynamic* ones a router's best. Figures are in per cent and
points on test blocks; brackets are 95 % intervals of paired differences by Student's t over trials, taken as
independent, and not widened for the number of comparisons. *Seconds* are of a processor, without soft labels."""

_OLD = """Inside a network that is trained from nothing, whole, no mixture of experts was found to differ from none:
MaMOL, without its parts, one LoRA, and top-1, top-2 and soft mixtures all came within 0.2 OA of no experts at all, over
165 trainings of 3 scenes and 5 seeds, with and without sensors missing. That was a former network, of three blocks;
program and figures are those of commit 8782d45 (`benchmarks/experts`)."""

_NOT = """Efforts other than *quick*: experts that begin at zero hardly move in sixty steps, and may be worth more in
longer trainings. Other ranks. Adapting among the plots of ordway. Backbones and series of dates. Several sensors added
one after the other."""


@dataclass(frozen=True)
class Difference:
    """Mean of ``n`` paired differences and its 95 % interval by Student's t, in points; no interval for one."""

    mean: float
    half: float | None
    n: int

    @classmethod
    def of(cls, values: Sequence[float]) -> Difference:
        n = len(values)
        half = float(stats.t.ppf(0.975, n - 1) * np.std(values, ddof=1) / n**0.5) if n > 1 else None
        return cls(float(np.mean(values)), half, n)

    def __str__(self) -> str:
        if self.half is None:
            return signed(self.mean)
        return f"{signed(self.mean)} [{signed(self.mean - self.half)}, {signed(self.mean + self.half)}]"

    @property
    def verdict(self) -> str:
        """What it shows, in words."""
        if self.half is None:
            return f"{self} in the only pair: nothing is shown"
        if abs(self.mean) <= self.half:
            return f"no difference shown, {self}"
        return f"{'better' if self.mean > 0 else 'worse'}, {self}"


def signed(value: float) -> str:
    """+1.2, −0.4 or 0.0."""
    text = f"{value:+.1f}".replace("-", "−")
    return "0.0" if text[1:] == "0.0" else text


def difference(trials: Sequence[Trial], one: str, other: str, figure: str = "oa") -> Difference:
    """What one way reaches over the other, trial by trial."""
    return Difference.of([100 * (entry["ways"][one][figure] - entry["ways"][other][figure]) for entry in trials])


def page(trials: Sequence[Trial], measured: str, product: str) -> str:
    """The page, in Markdown. ``product``: what was measured of the command that adds a sensor."""
    adding, adapting = (
        [entry for entry in trials if entry["setting"] == setting] for setting in ("adding", "adapting")
    )
    parts = [_HEAD, "## What holds", *_what_holds(adding, adapting)]
    if adding:
        parts += ["## Adding a sensor", _paragraph(_ADDING), _extent(adding), _table("adding", adding)]
    if adapting:
        parts += ["## Adapting to another date, place or region", _paragraph(_ADAPTING), _extent(adapting)]
        for most in sorted({entry["labels"] for entry in adapting}):
            chosen = [entry for entry in adapting if entry["labels"] == most]
            parts += [f"### {most} labels a class, {len(chosen)} trials", _table("adapting", chosen)]
    parts += ["## The product's command: adding a sensor against training anew", product, "## Inside a training", _OLD]
    return "\n\n".join([*parts, "## What was not measured", _NOT, measured]) + "\n"


def _table(setting: str, trials: Sequence[Trial]) -> str:
    rows = []
    for name, words in WORDS[setting].items():
        ways = [entry["ways"][name] for entry in trials]
        against = ["", ""]
        if name != PRODUCT:
            against = [str(difference(trials, name, PRODUCT, figure)) for figure in ("oa", "macro_f1")]
        learning = float(np.mean([entry["ways"][name]["learning"] / entry["parameters"] for entry in trials]))
        kept = [100 * way["forgetting"] for way in ways if way["forgetting"] is not None]
        forgetting = f"{signed(float(np.mean(kept)))} ({signed(min(kept))} to {signed(max(kept))})" if kept else "–"
        seconds = f"{np.mean([way['seconds'] for way in ways]):.1f}"
        oa = f"{100 * np.mean([way['oa'] for way in ways]):.1f}"
        rows.append([words, f"{100 * learning:.1f} %", oa, *against, forgetting, seconds])
    head = ["what learns", "of the parameters", "OA", "OA against the product's way", "macro-F1 against it"]
    return table([*head, "forgetting", "seconds"], rows)


def _what_holds(adding: Sequence[Trial], adapting: Sequence[Trial]) -> list[str]:
    parts = []
    if adding:
        lines = [
            f"- {words}: {difference(adding, one, other).verdict}"
            for words, one, other in (
                ("The product's way, against the old model without the sensor", PRODUCT, BASE),
                ("A specific expert beside the new stem, against the stem alone", "specific", "stem"),
                ("A shared expert (one LoRA) beside it, against the stem alone", "shared", "stem"),
                ("Dynamic experts beside it, against the stem alone", "dynamic", "stem"),
                ("The head beside it, against the stem alone", "head", "stem"),
                ("All experts, against the specific one", "mamol", "specific"),
                ("All experts, against all without the shared one", "mamol", "specific_dynamic"),
                ("All experts, against all without the specific one", "mamol", "shared_dynamic"),
                ("All experts, against all without the dynamic ones", "mamol", "shared_specific"),
                ("The product's way, against the same with the new sensor left out at times", PRODUCT, "specific"),
                ("Continuing everything, against the product's way", "everything", PRODUCT),
                ("Everything from nothing, against the product's way", ANEW, PRODUCT),
            )
        ]
        parts += [_of_adding(adding), "Adding a sensor, OA with all sensors:", "\n".join(lines)]
    if adapting:
        pairs = (
            ("The product's adapter, against not adapting", PRODUCT, BASE),
            ("The adapter, against the same without its expert", PRODUCT, "near"),
            ("Specific and dynamic experts besides, against the adapter", "near_mamol", PRODUCT),
            ("One LoRA alone, against not adapting", "shared", BASE),
            ("One LoRA alone, against the adapter", "shared", PRODUCT),
            ("All experts alone, against one LoRA alone", "mamol", "shared"),
            ("The head alone, against the adapter", "head", PRODUCT),
            ("Everything taught as the adapter is, against the adapter", "everything", PRODUCT),
            ("Continuing everything as the product does, against the adapter", CONTINUED, PRODUCT),
            ("Everything from nothing, against the adapter", ANEW, PRODUCT),
        )
        parts += [_of_adapting(adapting), "Adapting, OA on the new date, place or region:"]
        labels = sorted({entry["labels"] for entry in adapting})
        rows = [
            [words, *(str(difference([e for e in adapting if e["labels"] == n], one, other)) for n in labels),
             difference(adapting, one, other).verdict]
            for words, one, other in pairs
        ]  # fmt: skip
        parts.append(table(["", *(f"{n} labels" for n in labels), "all"], rows))
    return parts


def _of_adding(trials: Sequence[Trial]) -> str:
    """The paragraph on what adding a sensor shows."""
    kept = [name for name in ADDING if all(entry["ways"][name]["forgetting"] == 0 for entry in trials)]
    others = [name for name in ADDING if name not in kept]
    lost = {name: float(np.mean([100 * entry["ways"][name]["forgetting"] for entry in trials])) for name in others}
    worst = min(lost, key=lost.__getitem__)
    expert, stem = difference(trials, "specific", "stem"), difference(trials, PRODUCT, BASE)
    stay = "; ".join(f"*{_name('adding', name)}*" for name in kept)
    return _paragraph(f"""**Adding a sensor.** What a sensor that is added is for, is done by its stem: with it and its
specific expert the new sensor is worth {stem} OA; of that the expert beside the stem is {expert}
({expert.verdict.partition(",")[0]}). What is switched by availability, and that alone, leaves the maps without the new
sensor exactly as they were, in {len(trials)} of {len(trials)} trials: {stay}.
All other ways change these maps, most of all {_name("adding", worst)}, by {signed(lost[worst])} OA in the mean.""")


def _of_adapting(trials: Sequence[Trial]) -> str:
    """The paragraph on what adapting shows."""
    expert, gain = difference(trials, PRODUCT, "near"), difference(trials, PRODUCT, BASE)
    lora, taught = difference(trials, "shared", BASE), difference(trials, "everything", CONTINUED)
    best = max(WORDS["adapting"], key=lambda name: np.mean([entry["ways"][name]["oa"] for entry in trials]))
    return _paragraph(f"""**Adapting.** The product's adapter is worth {gain} OA over not adapting, and its expert in
each block is {expert} of that ({expert.verdict.partition(",")[0]}): the head, norms, biases and the layers next to the
pixels do what is done. One LoRA alone is worth {lora}. What teaches matters more than what learns: everything taught as
the adapter is, mostly by the model itself, reaches {taught} OA over everything continued with helper classifiers. The
highest mean has: {_name("adapting", best)}. An adapter is a small file beside a model that stays as it is; that nothing
is forgotten comes of the file, not of the experts in it.""")


def _name(setting: str, name: str) -> str:
    return WORDS[setting][name].replace("**", "")


def _extent(trials: Sequence[Trial]) -> str:
    """How many trials, of which seeds and scenes."""
    pairs = dict.fromkeys((entry["of"], entry["to"]) for entry in trials)
    arrow = " + " if trials[0]["setting"] == "adding" else " to "
    seeds = ", ".join(map(str, sorted({entry["seed"] for entry in trials})))
    listed = ", ".join(f"{of}{arrow}{to}" for of, to in pairs)
    return _paragraph(f"{len(trials)} trials, seeds {seeds}: {listed}.")


def _paragraph(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 115, break_long_words=False, break_on_hyphens=False)
