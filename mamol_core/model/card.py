"""What a model file says of itself, read without its tensors and without torch."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..cards import read_card
from ..contract import MODEL_SUFFIX
from ..errors import ModelFileError, OutputError, RequestError
from ..files import check_writable
from ..rasters.legend import LandClass
from ..sensors.sensor import SensorSpec
from .backbones.registry import find_backbone


@dataclass(frozen=True)
class ModelCard:
    """Sensors, classes and ground sampling distance (m) of a model; ``json`` is the whole card."""

    sensors: list[SensorSpec]
    classes: list[LandClass]
    gsd: float
    json: dict[str, Any]


def load_card(path: str) -> dict[str, Any]:
    """The card of a model file; ModelFileError where it is missing or not a model that this release reads."""
    try:
        return read_card(path)
    except OSError as error:
        raise ModelFileError(f"The model {path} can't be read: {error.strerror}.", "Check the path.") from None
    except ValueError as error:
        raise ModelFileError(str(error), "Choose a file written by MaMOL's training.") from None


def open_card(path: str) -> ModelCard:
    """The same, taken apart. Raises ModelFileError."""
    card = load_card(path)
    try:
        if card["network"].get("backbone") is not None:
            find_backbone(card["network"]["backbone"])
    except RequestError as error:
        raise ModelFileError(
            f"The model {Path(path).name} uses a backbone that this release does not know. {error.message}",
            "Update MaMOL Land Cover, or choose another model.",
        ) from None
    try:
        return ModelCard(
            [SensorSpec.from_json(entry) for entry in card["sensors"]],
            [LandClass.from_json(entry) for entry in card["classes"]],
            float(card["gsd"]),
            card,
        )
    except (KeyError, TypeError, ValueError) as error:
        raise damaged(f"The model {Path(path).name}", error) from None


def damaged(what: str, error: Exception) -> ModelFileError:
    """What to say of a model or an adapter whose parts do not fit together; ``what`` names it."""
    problem = str(error).splitlines()[0].removesuffix(".")
    return ModelFileError(f"{what} is damaged: {problem}.", "Copy it again, or train it again.")


def check_model_path(path: str) -> None:
    """Raise OutputError, before any work, where a model can't be written at ``path``."""
    check_writable(Path(path))
    if not path.endswith(".safetensors"):
        raise OutputError(f"The model file {Path(path).name} does not end in {MODEL_SUFFIX}.", "Change its name.")
