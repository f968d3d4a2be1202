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
set of the old ones, is afterwards less what it was before. While it is added the new sensor is never left out. Only
with *old maps rehearsed*, where everything is continued, and from nothing, it is at times, as in any training. All
other ways differ in nothing but what learns."""
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
everything is continued, 4e-3 where a part is adapted. The product's settings were chosen in part on these scenes: the
steps of adding on seeds 0 to 2, a last layer for the new sensor on all trials of adding below, the adapter on seed 3.

New experts have the form of the model's own, rank 8 in each block: a *shared* one is always on, which is one LoRA; a
*specific* one by the share that its sensor saw; of four *dynamic* ones a router's best. Figures are in per cent and
points on test blocks; brackets are 95 % intervals of paired differences by Student's t over trials, taken as
independent, and not widened for the number of comparisons: of twenty true ties one is expected to look like a
difference, and of few trials an interval is wide. *Seconds* are of a processor, without soft labels."""

_OLD = """Inside a network that is trained from nothing, whole, no mixture of experts did better than no experts at all:
MaMOL, MaMOL without each of its parts, one LoRA, and top-1, top-2 and soft mixtures came out −0.2 to 0.0 OA against it,
over 165 trainings of 3 scenes and 5 seeds, with and without sensors missing. That was a former network, of three
blocks; program and figures are those of commit 8782d45 (`benchmarks/experts`)."""

_NOT = """Efforts other than *quick*, but for the product's command: experts that begin at zero hardly move in sixty
steps, and may be worth more in longer trainings. Other ranks. Adapting among the plots of ordway. Backbones and series
of dates. Several sensors added one after the other."""


CLOSE = 1.0
_WRAP: dict[str, Any] = {"break_long_words": False, "break_on_hyphens": False}


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
        parts += ["## Adapting to another date, place or region", _paragraph(_ADAPTING)]
        for most in sorted({entry["labels"] for entry in adapting}):
            chosen = [entry for entry in adapting if entry["labels"] == most]
            parts += [f"### {most} labels a class", _extent(chosen), _table("adapting", chosen)]
    parts += [
        "## The product's command: adding a sensor against training anew",
        product,
        "## Inside a training",
        _paragraph(_OLD),
    ]
    return "\n\n".join([*parts, "## What was not measured", _paragraph(_NOT), measured]) + "\n"


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


_PAIRS = {
    "adding": (
        ("The product's way, against the old model without the sensor", PRODUCT, BASE),
        ("A specific expert beside the new stem, against the stem alone", "specific", "stem"),
        ("A last layer of its own beside the new stem, against the stem alone", "last", "stem"),
        ("The product's way, against the same without the specific expert", PRODUCT, "last"),
        ("A shared expert (one LoRA) beside it, against the stem alone", "shared", "stem"),
        ("Dynamic experts beside it, against the stem alone", "dynamic", "stem"),
        ("The head beside it, against the stem alone", "head", "stem"),
        ("All experts, against the specific one", "mamol", "specific"),
        ("All experts, against all without the shared one", "mamol", "specific_dynamic"),
        ("All experts, against all without the specific one", "mamol", "shared_dynamic"),
        ("All experts, against all without the dynamic ones", "mamol", "shared_specific"),
        ("The head beside the stem, old maps rehearsed, against not", "head_left_out", "head"),
        ("A shared expert beside the stem, old maps rehearsed, against not", "shared_left_out", "shared"),
    ),
    "adapting": (
        ("The product's adapter, against not adapting", PRODUCT, BASE),
        ("The adapter, against the same without its expert", PRODUCT, "near"),
        ("The adapter with specific and dynamic experts too, against the adapter", "near_mamol", PRODUCT),
        ("One LoRA alone, against not adapting", "shared", BASE),
        ("One LoRA alone, against the adapter", "shared", PRODUCT),
        ("Specific experts alone, against one LoRA alone", "specific", "shared"),
        ("Dynamic experts alone, against one LoRA alone", "dynamic", "shared"),
        ("All experts alone, against one LoRA alone", "mamol", "shared"),
        ("Everything taught as the adapter is, against everything continued", "everything", CONTINUED),
    ),
}


def _what_holds(adding: Sequence[Trial], adapting: Sequence[Trial]) -> list[str]:
    parts = []
    if adding:
        parts += [_bullets(_of_adding(adding)), _comparisons("adding", adding)]
    if adapting:
        parts += [_bullets(_of_adapting(adapting)), _comparisons("adapting", adapting)]
    return parts


def _comparisons(setting: str, trials: Sequence[Trial]) -> str:
    """Pairs of ways by number of labels, and what all trials show."""
    labels = sorted({entry["labels"] for entry in trials})
    every = labels if len(labels) > 1 else []
    rows = [
        [words, *(str(difference([e for e in trials if e["labels"] == most], one, other)) for most in every),
         difference(trials, one, other).verdict]
        for words, one, other in _PAIRS[setting]
    ]  # fmt: skip
    of = "OA with all sensors" if setting == "adding" else "OA on the new date, place or region"
    return table([f"{setting}, {of}", *(f"{most} labels" for most in every), "all trials"], rows)


def _of_adding(trials: Sequence[Trial]) -> list[str]:
    stay = [name for name in ADDING if all(entry["ways"][name]["forgetting"] == 0 for entry in trials)]
    lost = {
        name: float(np.mean([100 * entry["ways"][name]["forgetting"] for entry in trials]))
        for name in ADDING if name not in stay
    }  # fmt: skip
    expert, more = difference(trials, PRODUCT, "last"), difference(trials, "mamol", "specific")
    last = difference(trials, PRODUCT, "specific")
    names = _list("adding", stay) or "nothing that was measured"
    return [
        f"""**Adding a sensor: that new parts are on only where it saw something is what keeps old maps as they
        were**, in {len(trials)} of {len(trials)} trials: {names}. All else that learns changes maps without the sensor,
        in the mean by {signed(min(lost.values()))} ({_name("adding", min(lost, key=lost.__getitem__))}) to
        {signed(max(lost.values()))} OA ({_name("adding", max(lost, key=lost.__getitem__))}).""",
        f"""**{_plainly("The specific expert", expert, "what is new without it")}** ({expert}), which is switched by
        availability as well. {_plainly("A last layer of the new sensor's own", last, "the same without it")} ({last}).
        {_plainly("Shared and dynamic experts besides", more, "stem and specific expert alone")} ({more}).""",
        *_rankings("adding", trials),
    ]


def _of_adapting(trials: Sequence[Trial]) -> list[str]:
    gain, expert = difference(trials, PRODUCT, BASE), difference(trials, PRODUCT, "near")
    taught = difference(trials, "everything", CONTINUED)
    return [
        f"""**Adapting: {_plainly("the product's adapter", gain, "not adapting, or only fitting to the layers")}**
        ({gain}). **{_plainly("Its experts", expert, "the same adapter without them")}** ({expert}).""",
        *_rankings("adapting", trials),
        f"""What teaches, and what is begun from, apart from what learns: with all weights learning, everything taught
        as the adapter is, mostly by the model itself and from the better of as it is and fitted, against everything
        continued, with helper classifiers alone and from the model as it is: {taught.verdict}.""",
        """That nothing is forgotten comes of the file beside the model, not of the experts in it: any of these ways
        could be kept so. The file is small because little learns; without experts it would be smaller still.""",
    ]


def _plainly(what: str, found: Difference, other: str) -> str:
    """What a difference shows, as a sentence. CLOSE tells a narrow tie from an interval too wide to tell anything."""
    if found.half is None or abs(found.mean) <= found.half:
        close = found.half is not None and found.half <= CLOSE
        return (
            f"{what} did neither better nor worse than {other}"
            if close
            else f"{what} is not shown to differ from {other}"
        )
    return f"{what} did {'better' if found.mean > 0 else 'worse'} than {other}"


def _rankings(setting: str, trials: Sequence[Trial]) -> list[str]:
    """Which ways are better and worse than the product's, as far as intervals show it."""
    texts = []
    for figure, words in (("oa", "OA"), ("macro_f1", "macro-F1")):
        found = {
            name: difference(trials, name, PRODUCT, figure) for name in WORDS[setting] if name not in (PRODUCT, BASE)
        }
        parts = []
        for verdict in ("better", "worse"):
            names = [name for name, entry in found.items() if entry.verdict.startswith(verdict)]
            listed = "; ".join(f"*{_name(setting, name)}* ({found[name]})" for name in names)
            parts.append(f"{verdict}: {listed or 'none'}")
        highest = max(found, key=lambda name: found[name].mean)
        best = f"*{_name(setting, highest)}* ({found[highest]})"
        text = f"Shown against the product's way in {words}, {'; '.join(parts)}."
        texts.append(f"{text} Of the others nothing is shown. The highest mean beside it had {best}.")
    return texts


def _bullets(texts: Sequence[str]) -> str:
    return "\n".join(
        textwrap.fill(" ".join(text.split()), 115, initial_indent="- ", subsequent_indent="  ", **_WRAP)
        for text in texts
    )


def _list(setting: str, names: Sequence[str]) -> str:
    return "; ".join(f"*{_name(setting, name)}*" for name in names)


def _name(setting: str, name: str) -> str:
    return WORDS[setting][name].replace("**", "")


def _extent(trials: Sequence[Trial]) -> str:
    """How many trials, of which seeds and scenes."""
    pairs = dict.fromkeys((entry["of"], entry["to"]) for entry in trials)
    arrow = " + " if trials[0]["setting"] == "adding" else " to "
    seeds = ", ".join(map(str, sorted({entry["seed"] for entry in trials})))
    listed = ", ".join(f"{of}{arrow}{to}" for of, to in pairs)
    return _paragraph(f"Trials: {len(trials)}, seeds {seeds}: {listed}.")


def _paragraph(text: str) -> str:
    return textwrap.fill(" ".join(text.split()), 115, **_WRAP)
