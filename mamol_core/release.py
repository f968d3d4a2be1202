"""Which release this is, and which packages it was made with."""

from __future__ import annotations

from pathlib import Path

REQUIREMENTS = Path(__file__).resolve().parent / "requirements.txt"


def version() -> str:
    """Version of the product, which is written once, in metadata.txt beside the engine's folder."""
    metadata = Path(__file__).resolve().parent.parent / "metadata.txt"
    for line in metadata.read_text(encoding="utf-8").splitlines():
        key, equals, value = line.partition("=")
        if equals and key.strip() == "version":
            return value.strip()
    raise RuntimeError(f"{metadata.name} names no version.")


def pinned(requirements: Path = REQUIREMENTS) -> dict[str, str]:
    """Names and versions of the lines ``name==version``."""
    lines = (line.partition("#")[0].strip() for line in requirements.read_text(encoding="utf-8").splitlines())
    return {name.strip(): number.strip() for name, _, number in (line.partition("==") for line in lines if line)}
