"""A run in a terminal: what it says, how far it is, what it has written."""

from __future__ import annotations

import signal
import sys
from typing import Any

import click

from ..contract import Request
from ..fields import results
from ..reporting import Reporter
from ..run import run


def execute(request: Request) -> None:
    """Carry out the request and print the files that were written. Raises MamolError."""
    terminal = _Terminal()
    reporter = Reporter(terminal.show)
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), lambda *_: reporter.cancel.set())
    try:
        value = run(request, reporter)
    finally:
        terminal.clear()
    for key in results(request):
        if value.get(key):
            click.echo(f"{key.replace('_', ' ')}: {value[key]}")


def fail(code: int, message: str) -> int:
    """Say on one line of stderr why the command ends with this exit code, and return it."""
    click.echo("Error: " + " ".join(message.split()), err=True)
    return code


class _Terminal:
    """Shows events to a person: messages as lines, progress as one line that is drawn over on a terminal."""

    def __init__(self) -> None:
        self._drawn = False

    def show(self, event: dict[str, Any]) -> None:
        if event["event"] == "progress":
            if sys.stderr.isatty():
                self._draw(event)
            return
        self.clear()
        click.echo(("Warning: " if event["event"] == "warning" else "") + event["message"], err=True)

    def _draw(self, event: dict[str, Any]) -> None:
        text = event["stage"]
        share = event["overall"]
        text = f"{text:<24} {'█' * round(28 * share):·<28} {100 * share:3.0f} %"
        if event["eta"]:
            minutes, seconds = divmod(round(event["eta"]), 60)
            text += f"  {minutes}:{seconds:02d} left"
        click.echo("\r\033[K" + text, nl=False, err=True)
        self._drawn = True

    def clear(self) -> None:
        """Wipe the progress line."""
        if self._drawn:
            click.echo("\r\033[K", nl=False, err=True)
            self._drawn = False
