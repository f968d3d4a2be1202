"""How often the 95 % intervals of an assessment hold the truth: docs/assessment-coverage.md.

    python -m benchmarks.accuracy.coverage [--samples 1000] [--page]

Each case is a map of ten million pixels of which everything is known: how many pixels of each stratum have which class
on the map and which in truth. Samples are drawn from it without replacement, as ``mamol_core sample`` draws them, and
assessed with the estimators of ``mamol_core assess``. --page only writes the page.
"""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from typing import Any

import numpy as np

from mamol_core.accuracy.design import Stratum, allocate
from mamol_core.accuracy.doubts import doubts
from mamol_core.accuracy.estimate import Estimate, Figure, Sample, estimate
from mamol_core.accuracy.population import OTHER_STRATA, RANDOM, STRATIFIED, Population

from ..common import DOCS, measured, parser, read_results, stamp, table, write_results

PIXELS = 10_000_000
RARE = 4  # number of the class that is rare where one is


@dataclass(frozen=True)
class Case:
    """A known map. ``pixels`` (H, K, K): of each stratum, by class on the map and in truth; ``points`` (H,): drawn."""

    name: str
    estimator: str
    pixels: np.ndarray
    points: tuple[int, ...]

    @property
    def rare(self) -> bool:
        """Whether one class is rare."""
        truth = self.pixels.sum((0, 1))
        return bool(truth[RARE] < 0.05 * truth.sum())


def main() -> None:
    """Draw, assess, count, and write the page."""
    arguments = parser(__doc__)
    arguments.add_argument("--samples", type=int, default=1000)
    arguments.add_argument("--page", action="store_true", help="measure nothing")
    given = arguments.parse_args()
    if not given.page:
        report: dict[str, Any] = {**stamp(), "samples": given.samples, "cases": []}
        for number, case in enumerate(cases()):
            report["cases"].append(run_case(case, given.samples, seed=number))
            print(report["cases"][-1], flush=True)
        write_results("assessment-coverage", report)
    (DOCS / "assessment-coverage.md").write_text(page(read_results("assessment-coverage")), encoding="utf-8")


def cases() -> list[Case]:
    """The known maps and how they are sampled."""
    balanced = _pixels(np.full(5, 0.2), 0.85)
    rare = _pixels(np.array([0.35, 0.3, 0.2, 0.145, 0.005]), 0.9)
    # What the map has is not what the strata have: an older map, that agrees with it on 70 % of its pixels.
    older = np.stack([(0.7 * np.eye(5)[stratum] + 0.075 * (1 - np.eye(5)[stratum])) for stratum in range(5)])
    of_older = np.rint(older[:, :, None] * balanced[None]).astype(np.int64)
    of_older_rare = np.rint(older[:, :, None] * rare[None]).astype(np.int64)
    return [
        _stratified("balanced, 500 points in proportion", balanced, 500, "proportional", 0),
        _stratified("balanced, 150 points in proportion", balanced, 150, "proportional", 0),
        Case("balanced, 500 points at random", RANDOM, balanced[None], (500,)),
        _by_others("balanced, strata of an older map, 500 points", of_older, 500),
        _stratified("one class of 0.5 %, 641 points, at least 50 a class", rare, 641, "proportional", 50),
        _stratified("one class of 0.5 %, 641 points, equally", rare, 641, "equal", 0),
        _stratified("one class of 0.5 %, 3000 points, at least 50 a class", rare, 3000, "proportional", 50),
        Case("one class of 0.5 %, 641 points at random", RANDOM, rare[None], (641,)),
        _by_others("one class of 0.5 %, strata of an older map, 641 points", of_older_rare, 641),
    ]


def _pixels(mapped: np.ndarray, users: float) -> np.ndarray:
    """Pixels by class on the map and in truth (K, K): of each mapped class ``users`` is right, and the rest is of the
    others by their area."""
    others = mapped[None, :] * (1 - np.eye(len(mapped)))
    wrong = (1 - users) * others / others.sum(1, keepdims=True)
    return np.rint(PIXELS * mapped[:, None] * (users * np.eye(len(mapped)) + wrong)).astype(np.int64)


def _stratified(name: str, pixels: np.ndarray, size: int, rule: str, minimum: int) -> Case:
    """Strata are the map's classes."""
    by_stratum = np.eye(len(pixels), dtype=np.int64)[:, :, None] * pixels[None]
    return Case(name, STRATIFIED, by_stratum, _allotted(by_stratum, size, rule, minimum))


def _by_others(name: str, pixels: np.ndarray, size: int) -> Case:
    return Case(name, OTHER_STRATA, pixels, _allotted(pixels, size, "equal", 0))


def _allotted(pixels: np.ndarray, size: int, rule: str, minimum: int) -> tuple[int, ...]:
    sizes = pixels.sum((1, 2))
    strata = [Stratum(n, "", int(count), float(count), count / sizes.sum(), 0.8) for n, count in enumerate(sizes)]
    return tuple(allocate(strata, size, rule, minimum))


def run_case(case: Case, samples: int, seed: int) -> dict[str, Any]:
    """Shares of samples whose intervals hold the truth."""
    rng = np.random.default_rng(seed)
    classes = case.pixels.shape[1]
    joint = case.pixels.sum(0) / case.pixels.sum()
    truth = {"overall": np.trace(joint), "area": joint.sum(0)}
    truth |= {"users": np.diag(joint) / joint.sum(1), "producers": np.diag(joint) / joint.sum(0)}
    held: dict[str, list[Any]] = {name: [] for name in truth}
    warned = []
    for _ in range(samples):
        population, found = _assessed(case, rng)
        held["overall"].append(_holds(found.overall, float(truth["overall"])))
        for name in ("area", "users", "producers"):
            figures = zip(getattr(found, name), truth[name].tolist(), strict=True)
            held[name].append([_holds(figure, value) for figure, value in figures])
        warned.append(_warned(population, found))
    of_area, told = np.array(held["area"]), np.array(warned)
    return {
        "case": case.name,
        "rare": case.rare,
        "points": list(case.points),
        "overall": float(np.mean(held["overall"])),
        **{name: np.mean(held[name], axis=0).tolist() for name in ("area", "users", "producers")},
        "rare_warned": float(told.mean()),
        "rare_area_if_warned": float(of_area[told, RARE].mean()) if told.any() else None,
        "rare_area_if_not": float(of_area[~told, RARE].mean()) if not told.all() else None,
        "classes": classes,
    }


def _assessed(case: Case, rng: np.random.Generator) -> tuple[Population, Estimate]:
    """A sample, drawn and assessed."""
    classes = case.pixels.shape[1]
    sizes = case.pixels.sum((1, 2))
    drawn = [
        np.repeat(np.arange(classes**2), rng.multivariate_hypergeometric(part.ravel(), number))
        for part, number in zip(case.pixels, case.points, strict=True)
    ]
    stratum = np.repeat(np.arange(len(drawn)), [len(part) for part in drawn])
    mapped, really = np.divmod(np.concatenate(drawn), classes)
    population = Population(case.estimator, np.arange(len(sizes)), sizes, sizes.astype(float), {}, stratum, None)
    strata, number = population.strata(list(range(classes)))
    return population, estimate(Sample(number, mapped, really, np.ones(len(mapped))), strata, classes)


def _holds(figure: Figure, truth: float) -> bool:
    return figure.low is not None and figure.high is not None and figure.low <= truth <= figure.high


def _warned(population: Population, found: Estimate) -> bool:
    """Whether the report would doubt the area of the rare class."""
    codes = list(range(len(found.area)))
    value = {"classes": [{"code": code, "name": f"<{code}>"} for code in codes], "assessed_ha": 1.0}
    return any(f"The area of '<{RARE}>'" in sentence for sentence in doubts(value, found, codes, population))


def page(report: dict[str, Any]) -> str:
    """The page as Markdown."""
    head = ["map and sample", "overall", "areas, each class", "user's", "producer's"]

    def percent(values: list[float]) -> str:
        low, high = 100 * min(values), 100 * max(values)
        return f"{low:.1f}" if round(low, 1) == round(high, 1) else f"{low:.1f} to {high:.1f}"

    rows, rare_rows = [], []
    for case in report["cases"]:
        common = [number for number in range(case["classes"]) if not (case["rare"] and number == RARE)]
        kept = {name: [case[name][number] for number in common] for name in ("area", "users", "producers")}
        rows.append([case["case"], percent([case["overall"]]), *map(percent, kept.values())])
        if case["rare"]:
            warned = case["rare_area_if_warned"], case["rare_area_if_not"]
            shown = ["–" if value is None else percent([value]) for value in warned]
            figures = [percent([case[name][RARE]]) for name in ("area", "users", "producers")]
            rare_rows.append([case["case"], *figures, percent([case["rare_warned"]]), *shown])
    rare_head = ["map and sample", "area", "user's", "producer's", "warned of", "area, where warned", "area, where not"]
    return f"""# Do the intervals of an assessment hold the truth?

{_paragraph(_INTRODUCTION, samples=f"{report['samples']:,}", span=_range(report["samples"]))}

`python -m benchmarks.accuracy.coverage`

{measured(report)}

## All classes but the rare one

{table(head, rows)}

## The class of 0.5 %

{_paragraph(_RARE_CLASS)}

{table(rare_head, rare_rows)}
"""


_INTRODUCTION = """`assess` gives each figure with a 95 % interval, by the formulas of Olofsson et al. (2014) and
Stehman (2014). Here {samples} samples were drawn from each of several maps of which everything is known (simulated, ten
million pixels, five classes), and it was counted in how many of them the interval held the truth, in per cent. With
{samples} samples a true 95 % shows as {span}, nineteen times of twenty."""
_RARE_CLASS = """What the map misses of a rare class lies in the large classes, where one point stands for a large area.
A sample that meets none of it gives an interval that is too narrow, and no formula can tell from the sample alone. So
the report looks for it and warns: of strata where no point is of the class, though up to 3/n of the stratum could be,
and of intervals that hang on fewer than five points. The last columns show the share of samples that it warned of, and
how often the area's interval held the truth among those and among the others. Much more than these points, in the large
classes above all, is what the area of a class of 0.5 % takes."""


def _paragraph(text: str, **values: str) -> str:
    return textwrap.fill(" ".join(text.format(**values).split()), 115)


def _range(samples: int) -> str:
    """Between what per cents a true 95 % shows with so many samples."""
    half = 196 * np.sqrt(0.95 * 0.05 / samples)
    return f"{95 - half:.1f} to {95 + half:.1f}"


if __name__ == "__main__":
    main()
