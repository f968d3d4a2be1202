"""The one error of the set-up."""

from __future__ import annotations


class SetupError(Exception):
    """The engine could not be set up. ``message`` says what happened, ``hint`` what to do."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(f"{message} {hint}".strip())
        self.message, self.hint = message, hint


class SetupCancelled(SetupError):
    """A person asked to stop."""
