"""Adapters of a model as files: their names, their cards, and which lie beside a model.

An adapter fits a model to another place or season (:mod:`mamol_core.model.adapter`). Its file lies beside the model's,
as NAME.adapter.safetensors, and names the model by its checksum, so that either may be renamed or moved.

The standard library only and Python 3.9 syntax, like the contract.
"""

from __future__ import annotations

import math
import os
import re
from typing import Any

from .cards import check_sensor_entry, read_entry

ADAPTER_SUFFIX = ".adapter.safetensors"
ADAPTER_KEY = "mamol_adapter"
"""Of the card in the file's metadata."""
ADAPTER_FORMAT = 1
MOST_RANK = 64
AS_IT_IS, MATCH, ADAPTED = CANDIDATES = ("as_it_is", "match", "adapted")
"""What an adaptation compares: the model as it is, fitted to the layers without labels, and adapted."""
_MOST_SENSORS = 16
_IMPOSSIBLE = re.compile(r'[<>:"/\\|?*\x00-\x1f]|^\s*$|^\.|[. ]$')


def adapter_path(model: str, given: str) -> str:
    """The file of an adapter that is given by its name, beside the model, or by its file.

    ValueError, in a sentence, where it is no possible name.
    """
    if given.endswith(ADAPTER_SUFFIX):
        name = os.path.basename(given)[: -len(ADAPTER_SUFFIX)]
        path = given if os.path.dirname(given) else os.path.join(os.path.dirname(model), given)
    else:
        name, path = given, os.path.join(os.path.dirname(model), given + ADAPTER_SUFFIX)
    if _IMPOSSIBLE.search(name):
        raise ValueError(f"'{given}' is no name of an adapter; one such as spring-2024 was expected.")
    return path


def adapter_name(path: str) -> str:
    """The name of the adapter in a file."""
    return os.path.basename(path)[: -len(ADAPTER_SUFFIX)]


def read_adapter_card(path: str) -> dict[str, Any]:
    """The card of an adapter's file, without its tensors, with the file's name as ``name``.

    Raises OSError where the file can't be read and ValueError, in a sentence, where it is no adapter that a map can be
    made with.
    """
    card = read_entry(path, ADAPTER_KEY, "adapter", (ADAPTER_FORMAT,))
    try:
        _check(card)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        name = os.path.basename(path)
        raise ValueError(f"{name} can't be used as an adapter: its card is damaged ({error}).") from None
    return {**card, "name": adapter_name(path)}


def _check(card: Any) -> None:
    for value in (card["created"], card["checksum"], card["model"]["name"], card["model"]["checksum"], card["base"]):
        if not isinstance(value, str):
            raise ValueError("a text is missing")
    if not (isinstance(card["rank"], int) and 1 <= card["rank"] <= MOST_RANK):
        raise ValueError(f"its rank is {card['rank']!r:.20}")
    if not (isinstance(card["sensors"], list) and len(card["sensors"]) <= _MOST_SENSORS):
        raise ValueError("its sensors are no list")
    for sensor in card["sensors"]:
        check_sensor_entry(sensor)
    if not all(isinstance(name, str) for name in card["training"]["sensors"]):
        raise ValueError("its sensors have no names")
    for name, figures in card["accuracy"].items():
        if name not in CANDIDATES or not all(math.isfinite(figures[key]) for key in ("oa", "weighted")):
            raise ValueError("its accuracy is no number")
    if not {AS_IT_IS, ADAPTED} <= card["accuracy"].keys():
        raise ValueError("its accuracy is missing")


def belongs(adapter: dict[str, Any], model: dict[str, Any]) -> bool:
    """Whether an adapter, by its card, was made for a model, by its card."""
    return bool(adapter["model"]["checksum"] == model.get("checksum"))


def adapters_beside(path: str, model: dict[str, Any]) -> list[dict[str, Any]]:
    """The cards of the adapters of a model that lie beside its file ``path``, by name; ``model``: its card."""
    folder = os.path.dirname(os.path.abspath(path))
    found = []
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    for name in names:
        if name.endswith(ADAPTER_SUFFIX):
            try:
                card = read_adapter_card(os.path.join(folder, name))
            except (OSError, ValueError):  # whose it is can't be known
                continue
            if belongs(card, model):
                found.append(card)
    return found
