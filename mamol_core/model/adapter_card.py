"""What an adapter is and says of itself, read without its tensors and without torch."""

from __future__ import annotations

from typing import Any

from ..adapters import adapter_path, belongs, read_adapter_card
from ..errors import ModelFileError, RequestError


def find_adapter(model: str, given: str) -> str:
    """The file of the adapter that is given by name or file. Raises RequestError."""
    try:
        return adapter_path(model, given)
    except ValueError as error:
        raise RequestError(str(error), "Choose one that lies beside the model, or its file.") from None


def open_adapter(path: str, card: dict[str, Any]) -> dict[str, Any]:
    """The card of an adapter for the model with this ``card``. ModelFileError where it is none, or another model's."""
    try:
        found = read_adapter_card(path)
    except OSError as error:
        raise ModelFileError(
            f"The adapter {path} can't be read: {error.strerror}.", "Check its name, and that it lies beside the model."
        ) from None
    except ValueError as error:
        raise ModelFileError(str(error), "Choose a file written by MaMOL's training, or train it again.") from None
    if not belongs(found, card):
        raise ModelFileError(
            f"The adapter '{found['name']}' was made for another model ('{found['model']['name']}', of another "
            f"content) than '{card['name']}'.",
            "Choose the model that it was made for, or train an adapter for this one.",
        )
    return found
