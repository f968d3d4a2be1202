"""The tiny scene of the engine's tests."""

from tests.core.conftest import scene  # noqa: F401
