"""What the engine says in fixed words, in the user's language; other words stay as they are."""

from __future__ import annotations

import re

from ..texts import tr


def units_text(units: str) -> str:
    """The units of a sensor's values, as a model's card names them."""
    names = {
        "reflectance 0-1": tr("reflectance 0–1"),
        "reflectance in percent": tr("reflectance in percent"),
        "reflectance x 10000": tr("reflectance × 10000"),
        "reflectance, scale differs between bands": tr("reflectance, scale differs between bands"),
        "8-bit counts": tr("8-bit counts"),
        "16-bit counts": tr("16-bit counts"),
        "index": tr("index"),
        "dB x a factor": tr("dB × a factor"),
        "linear power": tr("linear power"),
        "amplitude counts": tr("amplitude counts"),
    }
    return names.get(units, units)


def device_text(name: str) -> str:
    """The device's name: a GPU's own, or the CPU with its cores."""
    cores = re.fullmatch(r"CPU, (\d+) cores?", name)
    return tr("CPU, %n core(s)", n=int(cores[1])) if cores else name


def reason_text(reason: str) -> str:
    """Why the device was chosen."""
    reasons = {
        "A test computation on the GPU succeeded.": tr("A test computation on the GPU succeeded."),
        "The CPU was asked for.": tr("The CPU was asked for."),
        "No GPU is used: this PyTorch is built without CUDA.": tr(
            "No GPU is used: this PyTorch is built without CUDA."
        ),
        "No GPU is used: PyTorch finds no CUDA GPU with a working driver.": tr(
            "No GPU is used: PyTorch finds no CUDA GPU with a working driver."
        ),
    }
    failed = re.fullmatch(r"No GPU is used: a test computation on the GPU failed \((.*)\)\.", reason)
    if failed:
        return tr("No GPU is used: a test computation on the GPU failed ({0}).").format(failed[1])
    return reasons.get(reason, reason)
