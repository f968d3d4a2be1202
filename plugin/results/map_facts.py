"""What is known about a map, kept with its layer: in the layer's metadata, to read, and for the actions of its menu."""

from __future__ import annotations

import json
import os
from typing import Any, Dict, List, Optional

from qgis.core import QgsAbstractMetadataBase, QgsLayerMetadata, QgsMapLayer, QgsProject
from qgis.PyQt.QtCore import QUrl

from ...mamol_core import contract
from ...mamol_core.roles import split_date
from ...mamol_core.shell import command_line
from ..choices import MAP_PROPERTY, report_of
from ..layers.sensors import join_sensors
from ..model.accuracy import expectation
from ..paths import stem, version
from ..texts import in_figures, tr
from .pages import paragraph, table_html

Facts = Dict[str, Any]


def collect_facts(request: contract.ClassifyRequest, result: Dict[str, Any]) -> Facts:
    """The facts about a map that was just made, ready for JSON; ``result``: what the engine said."""
    card = result["card"]
    sensors = list(dict.fromkeys(split_date(layer.sensor)[0] for layer in request.layers))
    adapter = result.get("adapter")
    return {
        "model": str(card.get("name") or stem(request.model)),
        "adapter": adapter or "",
        "model_file": request.model,
        "sensors": sensors,
        "layers": {layer.sensor: layer.name or os.path.basename(layer.path) for layer in request.layers},
        # What the model's validation found does not hold with an adapter, which was assessed by itself.
        "accuracy": "" if adapter else expectation(card, sensors),
        "licence": str(card.get("licence") or ""),
        "engine": version(),
        "device": result["device"],
        "command": command_line(request),
        "pixel_area": result["pixel_area"],
        "classes": [{"name": entry["name"], "pixels": entry["pixels"]} for entry in result["classes"]],
    }


def title(facts: Facts) -> str:
    """What a map is called whose file a person did not name: by model and sensors."""
    return tr("Land cover, {model} ({sensors})").format(model=facts["model"], sensors=join_sensors(facts["sensors"]))


def free_title(text: str, project: QgsProject, besides: QgsMapLayer) -> str:
    """The title, with a number where another layer of the project has it already."""
    taken = {layer.name() for layer in project.mapLayers().values() if layer.id() != besides.id()}
    number = 2
    found = text
    while found in taken:
        found = f"{text} {number}"
        number += 1
    return found


def keep_with(layer: QgsMapLayer, facts: Facts) -> None:
    """Fill the layer's metadata, and keep the facts in it for :func:`facts_of`."""
    keep_facts(layer, facts)
    metadata = QgsLayerMetadata()
    metadata.setTitle(layer.name())
    metadata.setIdentifier(os.path.basename(layer.source()))
    metadata.setType("dataset")
    metadata.setCrs(layer.crs())
    layers = ", ".join(facts["layers"].values())
    metadata.setAbstract(
        "\n".join(
            [
                tr("Land cover from {sensors} ({layers}).").format(
                    sensors=join_sensors(facts["sensors"]), layers=layers
                ),
                tr("Model: {0}.").format(facts["model"]),
                *([tr("Adapter: {0}.").format(facts["adapter"])] if facts.get("adapter") else [facts["accuracy"]]),
                tr("Made with MaMOL Land Cover {0}. {1}").format(facts["engine"], facts["device"]),
            ]
        )
    )
    metadata.setKeywords({"gmd:topicCategory": [tr("Land cover"), *facts["sensors"]]})
    if facts["licence"]:
        metadata.setLicenses([facts["licence"]])
    metadata.setHistory([tr("Equivalent command line, in the plugin's folder: {0}").format(facts["command"])])
    report = report_of(facts["model_file"])
    if report:
        address = QUrl.fromLocalFile(report).toString()
        metadata.setLinks([QgsAbstractMetadataBase.Link(tr("Report of the model"), "WWW:LINK", address)])
    layer.setMetadata(metadata)


def keep_facts(layer: QgsMapLayer, facts: Facts) -> None:
    """Keep the facts for :func:`facts_of`."""
    layer.setCustomProperty(MAP_PROPERTY, json.dumps(facts))


def facts_of(layer: Optional[QgsMapLayer]) -> Optional[Facts]:
    """The facts about the map that a layer shows; None for any other layer."""
    kept = layer.customProperty(MAP_PROPERTY) if layer is not None else None
    try:
        facts = json.loads(kept) if kept else None
    except ValueError:
        return None
    return facts if isinstance(facts, dict) else None


def area_rows(facts: Facts) -> List[List[str]]:
    """Name, pixels, hectares ("" where they can't be known) and share of each class that occurs, largest first."""
    classes = sorted((entry for entry in facts["classes"] if entry["pixels"]), key=lambda entry: -entry["pixels"])
    total = sum(entry["pixels"] for entry in classes)
    size = facts["pixel_area"]
    return [
        [
            entry["name"],
            in_figures(entry["pixels"]),
            in_figures(entry["pixels"] * size / 10_000, 2) if size else "",
            tr("{} %").format(in_figures(100 * entry["pixels"] / total, 1)),
        ]
        for entry in classes
    ]


def area_lines(facts: Facts) -> List[str]:
    """The same for a log: "Trees: 16677 pixels, 166.77 ha, 25.4 %"."""
    text = tr("{0}: {1} pixels, {2} ha, {3}") if facts["pixel_area"] else tr("{0}: {1} pixels, {3}")
    return [text.format(*row) for row in area_rows(facts)]


def area_caution() -> str:
    """What the area table is not."""
    return tr(
        "Counted from the pixels of the map. This is not an estimate of the area: it repeats the map's errors. An "
        "estimate with a confidence interval needs reference data from a probability sample."
    )


def area_page(facts: Facts) -> str:
    """The area table as a page of HTML."""
    heads = [tr("Class"), tr("Pixels"), tr("Hectares"), tr("Share")]
    known = [k for k in range(len(heads)) if k != 2 or facts["pixel_area"]]
    rows = [[row[k] for k in known] for row in area_rows(facts)]
    return paragraph(area_caution()) + table_html([heads[k] for k in known], rows)
