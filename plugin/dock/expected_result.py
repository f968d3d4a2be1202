"""What Classify will do with the layers chosen, said before the click."""

from __future__ import annotations

from typing import Any, Collection, Dict, Optional

from ...mamol_core.adapters import ADAPTED
from ...mamol_core.roles import split_date
from ..layers.sensors import join_sensors
from ..model.accuracy import expectation, percent
from ..texts import tr
from .check import RunCheck


def expected_result(
    card: Optional[Dict[str, Any]], present: Collection[str], check: RunCheck, adapter: Optional[Dict[str, Any]] = None
) -> str:
    """What Classify will do with the layers chosen, in a sentence or two: no more than the engine's check confirms.

    ``adapter``: the card of the one that is chosen.
    """
    if card is None:
        return tr("Choose a model, or train one with these layers.")
    if not present:
        return tr("Choose a layer for at least one of the model's sensors.")
    sensors = [spec["sensor"] for spec in card["sensors"]]
    if check.answered:
        used = {split_date(key)[0] for key, found in check.layers.items() if found["state"] == "used"}
        present = [sensor for sensor in present if sensor in used]
        if not present:
            return tr("None of the layers has a valid pixel in the area to map.")
    present = [sensor for sensor in sensors if sensor in present]
    absent = [sensor for sensor in sensors if sensor not in present]
    text = tr("Maps with {sensors}.").format(sensors=join_sensors(present))
    if absent:
        missing = tr("Missing: {sensors}. Each pixel is classified from the remaining sensors.")
        text += " " + missing.format(sensors=join_sensors(absent))
    more = ""
    if check.waiting:
        more = tr("Checking the layers…")
    elif check.answered:
        more = expectation(card, present) if adapter is None else _with_adapter(adapter)
    elif check.problem:
        more = check.problem
    return "\n".join(filter(None, [text, more]))


def _with_adapter(adapter: Dict[str, Any]) -> str:
    right = percent(adapter["accuracy"][ADAPTED]["oa"])
    return tr("With the adapter {0}, {1} of the labels kept aside were mapped right.").format(adapter["name"], right)
