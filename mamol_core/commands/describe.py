"""``describe``: what the engine runs on and what a model holds, to read or as JSON."""

from __future__ import annotations

import json
from typing import Any

import click

from ..contract import Request
from ..reporting import Reporter
from ..run import run
from .parameters import help_of, parameters, request_of


def describe(request: type[Request]) -> click.Command:
    """The command."""
    as_json = click.Option(["as_json", "--json"], is_flag=True, help="Print JSON.")
    return click.Command(
        request.command, params=[*parameters(request), as_json], callback=_tell(request), help=help_of(request)
    )


def _tell(request: type[Request]) -> Any:
    def callback(as_json: bool, **values: Any) -> None:
        value = run(request_of(request, values), Reporter())
        if as_json:
            click.echo(json.dumps(value, indent=1))
        else:
            from ..describe import readable

            click.echo(readable(value))

    return callback
