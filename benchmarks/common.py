"""What the programs share: arguments, results, tables, and the machine and commit that something was measured with."""

from __future__ import annotations

import argparse
import datetime
import hashlib
import json
import os
import platform
import subprocess
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from mamol_core.files import write_texts

ROOT = Path(__file__).resolve().parents[1]
DOCS, RESULTS = ROOT / "docs", ROOT / "benchmarks" / "results"


def parser(text: str | None) -> argparse.ArgumentParser:
    """A parser that shows a program's docstring as it is written."""
    return argparse.ArgumentParser(description=text, formatter_class=argparse.RawDescriptionHelpFormatter)


def processor() -> str:
    """Name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
        return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.processor() or platform.machine()


def stamp() -> dict[str, Any]:
    """When, with which commit and on what something is measured, without names of people or folders."""
    commit = _git("rev-parse", "--short", "HEAD")
    # What a program itself writes is no change of what it measures.
    changed = _git("status", "--porcelain", "--untracked-files=no", "--", ".", ":!benchmarks/results", ":!docs")
    return {
        "date": datetime.date.today().isoformat(),
        "commit": (commit + ("-dirty" if changed else "")) or "unknown",
        "cores": len(os.sched_getaffinity(0)),
        "processor": processor(),
    }


def _git(*words: str) -> str:
    return subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True).stdout.strip()


def measured(report: dict[str, Any]) -> str:
    """The sentence on :func:`stamp` for a page."""
    return (
        f"Measured on {report['date']} with commit {report['commit']}; {report['cores']} cores ({report['processor']})."
    )


def write_results(name: str, report: dict[str, Any], folder: Path = RESULTS) -> None:
    """Write NAME.json, minified, six digits to a number: a line for each entry, and for each trial among them."""
    lines = []
    for key, value in report.items():
        text = _dump(value)
        if isinstance(value, list) and value and isinstance(value[0], dict):
            text = "[\n" + ",\n".join(map(_dump, value)) + "\n]"
        elif isinstance(value, dict) and all(isinstance(entry, dict) for entry in value.values()):
            text = "{\n" + ",\n".join(f"{_dump(key)}:{_dump(entry)}" for key, entry in value.items()) + "\n}"
        lines.append(f"{_dump(key)}:{text}")
    folder.mkdir(parents=True, exist_ok=True)
    write_texts({folder / f"{name}.json": "{\n" + ",\n".join(lines) + "\n}\n"})


def read_results(name: str, folder: Path = RESULTS) -> dict[str, Any]:
    """What :func:`write_results` has written; nothing where it has not."""
    file = folder / f"{name}.json"
    found: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    return found


def _dump(value: Any) -> str:
    return json.dumps(_rounded(value), separators=(",", ":"), ensure_ascii=False)


def _rounded(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.6g}")
    if isinstance(value, dict):
        return {key: _rounded(entry) for key, entry in value.items()}
    return [_rounded(entry) for entry in value] if isinstance(value, list | tuple) else value


def kept(file: Path, sources: Iterable[Path], work: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The result stored in ``file``, if the files it depends on are as they were; else a new one, stored."""
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sorted(sources))).hexdigest()
    if file.exists():
        stored: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        if stored["digest"] == digest:
            result: dict[str, Any] = stored["result"]
            return result
    result = work()
    file.parent.mkdir(parents=True, exist_ok=True)
    write_texts({file: json.dumps({"digest": digest, "result": result})})
    return result


def table(head: Sequence[str], rows: Iterable[Sequence[object]], left: int = 1) -> str:
    """A table in Markdown, the first ``left`` columns aligned to the left and the others to the right."""
    align = ["---"] * left + ["---:"] * (len(head) - left)
    return "\n".join(f"| {' | '.join(map(str, cells))} |" for cells in (head, align, *rows))
