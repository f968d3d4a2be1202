"""Where a model comes from: the facts of its card in a few lines."""

from __future__ import annotations

import html
from typing import Any, Dict, Optional, Sequence

from ...mamol_core.adapters import ADAPTED, AS_IT_IS
from ..engine.words import units_text
from ..layers.sensors import count_bands, join_sensors, sensor_title
from ..texts import in_figures, tr
from .accuracy import percent


def summary(card: Dict[str, Any], adapters: Sequence[Dict[str, Any]] = ()) -> str:
    """Where the model comes from, in a few lines of rich text; ``adapters``: the cards of those beside it."""
    training = card.get("training") or {}
    pixels = sum((training.get("pixels") or {}).values())
    facts = [
        (tr("Trained"), str(card.get("created") or "")[:10]),
        (tr("Pixel size"), tr("{} m").format(in_figures(card["gsd"])) if card.get("gsd") else ""),
        (tr("Labels"), tr("{} pixel(s)", n=pixels).format(in_figures(pixels)) if pixels else ""),
        (tr("Effort"), _effort(training.get("effort"))),
        (tr("Continued from"), training.get("continued_from")),
    ]
    for entry in training.get("added") or []:
        facts.append((tr("Added"), _addition(entry)))
    for adapter in adapters:
        facts.append((tr("Adapter"), _adapter(adapter)))
    for spec in card["sensors"]:
        facts.append((sensor_title(spec["sensor"]), f"{count_bands(len(spec['bands']))}, {_units(spec)}"))
    facts += [
        (tr("Author"), card.get("author")),
        (tr("Licence"), card.get("licence")),
        (tr("Citation"), card.get("citation")),
        (tr("Data"), card.get("attribution")),
    ]
    rows = "".join(
        f"<tr><td style='padding-right:8px'>{html.escape(title)}</td><td>{html.escape(str(value))}</td></tr>"
        for title, value in facts
        if value
    )
    return f"<table>{rows}</table>"


def places_learned_from(card: Dict[str, Any]) -> int:
    """How many polygons, points or regions a model was trained with; 0 where its card does not tell."""
    return sum(((card.get("training") or {}).get("groups") or {}).values())


def _addition(entry: Dict[str, Any]) -> str:
    """``SAR, 2026-11-27, to land_cover: 74 % → 81 %``."""
    names = {"sensors": join_sensors(entry["sensors"]), "date": str(entry["created"])[:10], "model": entry["model"]}
    text = tr("{sensors}, {date}, to {model}").format(**names)
    if entry.get("before") and entry.get("after"):
        text += f": {percent(entry['before']['oa'])} → {percent(entry['after']['oa'])}"
    return text


def _adapter(card: Dict[str, Any]) -> str:
    """``spring, 2026-11-27, with optical: 74 % → 81 %``."""
    names = {"name": card["name"], "date": card["created"][:10], "sensors": join_sensors(card["training"]["sensors"])}
    before, after = (percent(card["accuracy"][key]["oa"]) for key in (AS_IT_IS, ADAPTED))
    return tr("{name}, {date}, with {sensors}").format(**names) + f": {before} → {after}"


def _effort(word: Optional[str]) -> Optional[str]:
    names = {"quick": tr("quick"), "standard": tr("standard"), "thorough": tr("thorough")}
    return names.get(word, word)


def _units(spec: Dict[str, Any]) -> str:
    return units_text(str(spec.get("units") or ""))
