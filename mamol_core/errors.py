"""Every error the engine raises on purpose: what was found, what was expected, what to do.

``MamolError`` is the root. A subclass names the area; its ``code`` is stable and travels in the ``error`` event.
"""

from __future__ import annotations


class MamolError(Exception):
    """A problem a person can mend. ``message`` says what was found and expected, ``hint`` what to do next.

    ``sensor``: whose layer it is about, None where it is about none or several.
    """

    code = "error"
    sensor: str | None = None

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def put_in(self, place: str) -> None:
        """Have the message begin with where this was found."""
        self.message = f"{place}: {self.message}"
        self.args = (self.message,)

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class RequestError(MamolError, ValueError):
    """The request itself: an unknown sensor, a value out of range, a missing choice."""

    code = "request"


class LayerError(MamolError, ValueError):
    """An input raster that can't be opened, has no CRS or does not fit the model's sensor."""

    code = "layer"


class GridError(MamolError, ValueError):
    """Layers, extent or area of interest that do not meet, or a target grid that can't be made."""

    code = "grid"


class ValuesError(MamolError, ValueError):
    """Pixel values in other units than the model's, which can't be converted beyond doubt."""

    code = "values"


class LabelError(MamolError, ValueError):
    """Training labels that are empty, of one class, outside the rasters or with impossible codes."""

    code = "labels"


class TrainingError(MamolError, ArithmeticError):
    """A training that came to nothing, though its input was readable."""

    code = "training"


class ModelFileError(MamolError, ValueError):
    """A model file that is truncated, of a newer format or not a model."""

    code = "model"


class OutputError(MamolError, OSError):
    """A result that can't be written: no such folder, no permission, disk full."""

    code = "output"


class DeviceError(MamolError, RuntimeError):
    """A device that was asked for and does not work, or ran out of memory."""

    code = "device"


class Cancelled(MamolError):
    """The person at the other end asked to stop."""

    code = "cancelled"

    def __init__(self) -> None:
        super().__init__("Cancelled; no result was written.")
