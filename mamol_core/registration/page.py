"""How far layers and labels lie from one another, as rows of a page with a small picture each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from .correlation import REACH
from .finding import UNKNOWN, Finding, metres

_SIDE = 2 * REACH + 1
_FAINTEST = 0.15


def rows(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """What ``shifts.html.jinja`` shows of each finding. Its picture counts in pixels of the grid from the corner."""
    return [
        {
            "what": finding.what[0].upper() + finding.what[1:],
            "against": finding.against[0].upper() + finding.against[1:],
            "verdict": finding.verdict,
            "where": finding.where,
            "uncertainty": metres(finding.uncertainty or 0.0, finding.pixel),
            "reason": finding.reason,
            "sentence": finding.sentence,
            "reach": metres(finding.reach, finding.pixel),
            "side": _SIDE,
            "cells": _cells(finding.surface),
            "place": _place(finding),
        }
        for finding in findings
    ]


def _cells(surface: list[list[float]] | None) -> list[dict[str, Any]] | None:
    """The squares that fit better than most; None without a surface."""
    if surface is None:
        return None
    top = max(max(row) for row in surface) or 1.0
    return [
        {"x": col, "y": row, "share": f"{value / top:.2f}"}
        for row, values in enumerate(surface)
        for col, value in enumerate(values)
        if value > _FAINTEST * top
    ]


def _place(finding: Finding) -> dict[str, str] | None:
    if finding.verdict == UNKNOWN:
        return None
    scale, middle = finding.pixel, _SIDE / 2
    return {
        "x": f"{middle + (finding.east or 0.0) / scale:.2f}",
        "y": f"{middle - (finding.north or 0.0) / scale:.2f}",
        "spread": f"{(finding.uncertainty or 0.0) / scale:.2f}",
    }
