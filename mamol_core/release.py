"""Which release this is."""

from __future__ import annotations

from pathlib import Path


def version() -> str:
    """Version of the product, which is written once, in metadata.txt beside the engine's folder."""
    metadata = Path(__file__).resolve().parent.parent / "metadata.txt"
    for line in metadata.read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and key.strip() == "version":
            return value.strip()
    raise RuntimeError(f"{metadata.name} names no version.")
