"""The command ``align``: how far layers, and labels, lie from one another."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from rasterio.env import ensure_env

from ..accuracy.page import render
from ..contract import AlignRequest
from ..errors import OutputError, RequestError
from ..files import check_writable, reporting_write_errors, write_texts
from ..labels.labels import read_labels
from ..rasters.grid import choose_grid
from ..rasters.source import open_source
from ..reporting import Reporter
from ..sensors.layers import LayerInput
from ..sensors.series import by_sensor, describe
from ..stages import LINING_UP, READING_LAYERS
from .finding import SHIFTED
from .look import Look, look
from .page import rows

_MOST_SAID = 2
_TEMPLATE = Path(__file__).parent / "align.html.jinja"


@ensure_env
def align(request: AlignRequest, reporter: Reporter) -> dict[str, Any]:
    """Look how far layers and labels lie from one another, say it, and write a page of it where one is asked for.

    The result has the ``findings``, see :meth:`Finding.to_json`, and ``labels_shift``: the metres east and north that
    would bring the labels to the layers, None where no shift of theirs is beyond doubt. Raises MamolError.
    """
    began = time.monotonic()
    reporter.plan([(READING_LAYERS, 0.5), (LINING_UP, 0.5)])
    reporter.stage(READING_LAYERS, len(request.layers) + 1)
    if len(request.layers) < 2 and request.labels is None:
        raise RequestError("One layer alone was given.", "Give a second layer, or labels, to compare it with.")
    page = Path(request.output) if request.output else None
    if page:
        if page.suffix.lower() not in (".html", ".htm"):
            raise OutputError(f"The page '{page.name}' does not end in .html.", "Add .html.")
        check_writable(page)
    sources = [open_source(layer) for layer in request.layers]
    grid = choose_grid(sources, None)
    labels = None
    if request.labels:
        labels = read_labels(
            request.labels,
            grid,
            layer=request.labels_layer,
            field=request.field,
            called=request.labels_name,
            shift=request.labels_shift,
        )
        reporter.pass_on(labels.messages)
        if request.labels_shift:
            east, north = request.labels_shift
            reporter.log(f"The labels are moved by {east:g},{north:g} (metres east, north), as asked.")
    layers: list[LayerInput] = []
    for given in by_sensor(sources).values():
        described = describe(given, grid, reporter)
        layers += described[1].parts if described else ()
        reporter.advance(len(given))
    reporter.stage(LINING_UP)
    found = look(layers, grid, labels, reporter)
    for finding in found.findings:
        (reporter.warn if finding.verdict == SHIFTED else reporter.log)(finding.sentence)
    if page:
        with reporting_write_errors(page):
            write_texts({page: render(_TEMPLATE, _page(found, grid.gsd))})
    return {
        "output": request.output,
        "findings": [finding.to_json() for finding in found.findings],
        "labels_shift": None if found.correction is None else [round(part, 3) for part in found.correction],
        "seconds": round(time.monotonic() - began, 2),
        "warnings": list(reporter.warnings),
    }


def _page(found: Look, gsd: float) -> dict[str, Any]:
    shifted = [finding.sentence for finding in found.findings if finding.verdict == SHIFTED and finding.sensor]
    if len(shifted) > _MOST_SAID:
        shifted = [f"{len(shifted)} layers do not line up with others."]
    if found.labels and found.labels.verdict == SHIFTED:
        shifted.insert(0, found.labels.sentence)
    return {"rows": rows(found.findings), "shifted": shifted, "gsd": f"{gsd:.4g} m"}
