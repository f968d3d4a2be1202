"""What the engine runs on, and what a model file holds."""

from __future__ import annotations

import platform
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as package_version
from typing import Any

from .adapters import adapters_beside
from .contract import CONTRACT_VERSION, DescribeRequest
from .expectations import class_names, class_text, overall_text, weakest_class
from .release import pinned, version
from .reporting import Reporter


def describe(request: DescribeRequest, _reporter: Reporter) -> dict[str, Any]:
    """Versions, device and, where the request names a model, its card and those of the adapters beside it.

    Raises ModelFileError.
    """
    from .model.card import load_card
    from .model.device import choose_device

    device = choose_device()
    model = load_card(request.model) if request.model else None
    return {
        "engine": version(),
        "contract": CONTRACT_VERSION,
        "python": platform.python_version(),
        "packages": {name: _installed(name) for name in pinned()},
        "device": device.name,
        "device_name": device.label,
        "device_reason": device.reason,
        "model": model,
        "adapters": adapters_beside(request.model, model) if request.model and model else [],
    }


def _installed(name: str) -> str | None:
    try:
        return package_version(name)
    except PackageNotFoundError:
        return None


def readable(value: dict[str, Any]) -> str:
    """The description as text for a terminal."""
    packages = ", ".join(f"{name} {number or 'missing'}" for name, number in value["packages"].items())
    lines = [
        f"MaMOL engine {value['engine']}, contract {value['contract']}, Python {value['python']}",
        f"Device: {value['device_name']} ({value['device']}). {value['device_reason']}",
        f"Packages: {packages}",
    ]
    if value["model"]:
        lines += ["", *_card_lines(value["model"]), *map(_adapter_line, value["adapters"])]
    return "\n".join(lines)


def _adapter_line(card: dict[str, Any]) -> str:
    """An adapter in one line: when and for what it was made, and what it gained over the model as it is."""
    before, after = (card["accuracy"][name]["oa"] for name in ("as_it_is", "adapted"))
    sensors = " + ".join(card["training"]["sensors"])
    gain = f"{before:.0%} of labels right, {after:.0%} with it"
    return f"  adapter {card['name']}, {card['created'][:10]}, {sensors}: {gain}"


def _card_lines(card: dict[str, Any]) -> list[str]:
    lines = [f"Model {card['name']}, {card['gsd']:g} m, trained {card.get('created') or 'at an unknown date'}"]
    for spec in card["sensors"]:
        names = [band["name"] for band in spec["bands"] if band.get("name")]
        span = f" ({names[0]} … {names[-1]})" if len(names) > 1 else ""
        lines.append(f"  sensor {spec['sensor']:<22} {len(spec['bands'])} bands{span}, {spec['units']}")
    for entry in card["classes"]:
        lines.append(f"  class {entry['code']:>5}  {entry['name']}  {entry['colour']}")
    called = class_names(card["classes"])
    for entry in card.get("accuracy") or ():
        figures = overall_text(entry)
        if isinstance(entry.get("macro_f1"), float):
            figures += f", macro-F1 {entry['macro_f1']:.2f}"
        weakest = weakest_class(entry)
        if weakest:
            figures += f"; weakest class – {class_text(weakest, called.get(weakest.code, str(weakest.code)))}"
        lines.append(f"  {' + '.join(entry['sensors']):<40} {figures}")
    return lines
