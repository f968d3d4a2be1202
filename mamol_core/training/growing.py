"""What the card of a model tells of the sensors that were added to it after its first training."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ..expectations import overall_text
from ..reporting import Reporter
from ..roles import sensor_name

_FIGURES = ("oa", "oa_interval", "macro_f1", "places", "pixels")
_KEPT = ("author", "licence", "citation")


def grown_card(
    card: dict[str, Any], start: dict[str, Any], sensors: Sequence[str], adding: int, reporter: Reporter
) -> dict[str, Any]:
    """The card of a model with the last ``adding`` of its ``sensors`` new, from that of its training and the old one.

    Without the new sensors the model is the old one, and so are its figures. ``training.added`` tells for each time
    that sensors were added which, when, to what, and the accuracy before and after on the same labels kept aside; none
    before where the old sensors did not see all of these.
    """
    old, new = list(sensors[:-adding]), list(sensors[-adding:])
    measured = card["accuracy"]
    figures = {tuple(entry["sensors"]): entry for entry in start.get("accuracy") or ()}
    accuracy = [figures.get(tuple(entry["sensors"]), entry) for entry in measured]
    before, after = (_of(measured, which) for which in (old, list(sensors)))
    if before and after and before["pixels"] != after["pixels"]:
        reporter.log(
            f"Without {_names(new)} not all labels kept aside can be mapped, so the accuracy before and after can't be "
            "compared."
        )
        before = None
    if before and after:
        _tell(before, after, new, reporter)
    added = {"sensors": new, "to": old, "created": card["created"], "model": start["name"]}
    added.update(before=before, after=after)
    history = [*(start.get("training") or {}).get("added", []), added]
    kept = {key: start.get(key) or "" for key in _KEPT}
    training = {**card["training"], "added": history, "warnings": list(reporter.warnings)}
    return {**card, **kept, "accuracy": accuracy, "training": training}


def _of(accuracy: Sequence[dict[str, Any]], sensors: list[str]) -> dict[str, Any] | None:
    """The figures with these sensors; None where no label was kept aside that they saw."""
    entry = next((entry for entry in accuracy if entry["sensors"] == sensors), None)
    return {key: entry.get(key) for key in _FIGURES} if entry and entry["oa"] is not None else None


def _names(sensors: Sequence[str]) -> str:
    return " and ".join(map(sensor_name, sensors))


def _tell(before: dict[str, Any], after: dict[str, Any], new: Sequence[str], reporter: Reporter) -> None:
    names = _names(new)
    reporter.log(
        f"Overall accuracy on the same labels kept aside: {overall_text(before)} without {names}, "
        f"{overall_text(after)} with it."
    )
    had, has = (round(100 * figures["oa"]) for figures in (before, after))
    if has < had:
        reporter.warn(
            f"With {names} fewer of the labels kept aside are mapped right than without: {has} % in place of {had} %. "
            "The old model may be the better one, unless it was trained with these labels itself."
        )
