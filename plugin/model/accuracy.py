"""What a model's card says of its accuracy, in sentences and in figures for tables."""

from __future__ import annotations

from typing import Any, Dict, Optional, Sequence

from ...mamol_core.expectations import ClassFigure, class_names, weak_classes, weakest_class
from ..layers.sensors import capitalised, join_sensors
from ..texts import in_figures, tr

Card = Dict[str, Any]
_MOST_LINES = 4  # combinations of sensors in a message


def expectation(card: Card, sensors: Sequence[str]) -> str:
    """The accuracy to expect with these sensors, how sure it is, and a line on the classes that will be bad."""
    figures = accuracy_of(card, sensors)
    if figures is None or figures["oa"] is None:
        return tr("The accuracy with these sensors was not assessed.")
    text = tr("Expected accuracy: {oa}.").format(oa=overall(figures))
    if not figures.get("oa_interval"):
        text += " " + tr("The model gives no confidence interval for it.")
    names = class_names(card["classes"])
    weak, weakest = weak_classes(figures), weakest_class(figures)
    if weak:
        listed = "; ".join(class_sentence(figure, names.get(figure.code, "")) for figure in weak[:3])
        more = tr(" and %n more class(es)", n=len(weak) - 3) if len(weak) > 3 else ""
        return f"{text}\n⚠ " + tr("Unreliable: {classes}.").format(classes=listed + more)
    if weakest is None or len(names) < 2:
        return text
    sentence = class_sentence(weakest, names.get(weakest.code, ""))
    return f"{text}\n" + tr("Weakest class: {classes}.").format(classes=sentence)


def accuracy_of(card: Card, sensors: Sequence[str]) -> Optional[Dict[str, Any]]:
    """The card's figures for exactly these sensors; None where it has none."""
    return next((entry for entry in card.get("accuracy", []) if set(entry["sensors"]) == set(sensors)), None)


def moved(before: Card, after: Card) -> str:
    """How the accuracy of each combination of sensors has moved, a line each: "All sensors: 74 % → 81 %"."""
    lines = []
    most = max((len(entry["sensors"]) for entry in after.get("accuracy", [])), default=0)
    for entry in after.get("accuracy", []):
        former = accuracy_of(before, entry["sensors"])
        if former is None:
            continue
        alone = len(entry["sensors"]) == most
        name = tr("All sensors") if alone else capitalised(join_sensors(entry["sensors"]))
        lines.append(f"{name}: {percent(former['oa'])} → {percent(entry['oa'])}")
    if not lines:
        return ""
    more = tr("… and %n more in the report", n=len(lines) - _MOST_LINES) if len(lines) > _MOST_LINES else ""
    caution = tr("(each on the labels that its own training kept aside)")
    return "\n".join([*lines[:_MOST_LINES], *filter(None, [more]), caution])


def grown(before: Card, after: Card) -> str:
    """What was added to a model, and its accuracy before and after; empty where nothing was."""
    former, history = ((card.get("training") or {}).get("added") or [] for card in (before, after))
    if len(history) <= len(former):
        return ""
    entry = history[-1]
    text = tr("Added: {sensors}.").format(sensors=join_sensors(entry["sensors"]))
    if entry.get("before") and entry.get("after"):
        figures = {key: overall(entry[key]) for key in ("before", "after")}
        text += " " + tr("On the same labels kept aside: {before} before, {after} with it.").format(**figures)
    return text


def overall(figures: Dict[str, Any]) -> str:
    """``89 % (74–95 %), from 46 places``; the figure alone where an older model has no more."""
    text = percent(figures["oa"])
    interval = figures.get("oa_interval")
    if interval:
        low, high = (round(100 * end) for end in interval)
        text = tr("{oa} ({low}–{high} %)").format(oa=text, low=low, high=high)
    if figures.get("places"):
        text += tr(", from %n place(s)", n=figures["places"])
    return text


def interval(figures: Dict[str, Any]) -> str:
    """``89 % (74–95)`` for a table."""
    ends = figures.get("oa_interval")
    return percent(figures["oa"]) + (f" ({round(100 * ends[0])}–{round(100 * ends[1])})" if ends else "")


def class_sentence(figure: ClassFigure, name: str) -> str:
    """``crops: none of 46 pixels found``."""
    n = figure.of
    if figure.measure == "producers":
        texts = tr("{name}: none of {of} pixel(s) found", n=n), tr("{name}: {share} of {of} pixel(s) found", n=n)
    else:
        none = tr("{name}: none of {of} mapped pixel(s) right", n=n)
        texts = none, tr("{name}: {share} of {of} mapped pixel(s) right", n=n)
    return texts[bool(figure.right)].format(name=name, share=percent(figure.value), of=in_figures(n))


def percent(fraction: Optional[float]) -> str:
    return "–" if fraction is None else tr("{} %").format(round(100 * fraction))
