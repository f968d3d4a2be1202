"""The page on fitting a model to the layers it maps, from the results of matching.py."""

from __future__ import annotations
from typing import Any


def page(trials: list[dict[str, Any]], measured: str) -> str:
    return measured
