"""``check``: what another command would refuse, convert or warn of."""

from __future__ import annotations

import click

from ..contract import REQUESTS, CheckRequest, Request
from ..reporting import Reporter
from ..run import run
from .parameters import command_for
from .terminal import fail


def check(_request: type[Request]) -> click.Group:
    """The command, with one below it for each request that can be checked, whose options it has."""
    checked = [request for request in REQUESTS.values() if request.checked]
    names = " or ".join(request.command.upper() for request in checked)
    group = click.Group(help=f"Tell what {names} would refuse, convert or warn of, without running it.")
    for request in checked:
        command = command_for(request, _tell)
        command.help = f"Tell what {request.command} would refuse, convert or warn of; the options are the same."
        group.add_command(command)
    return group


def _tell(request: Request) -> None:
    """Print each layer's state and the warnings; what would be refused becomes the command's error."""
    found = run(CheckRequest(request), Reporter())
    for sensor, layer in found["layers"].items():
        click.echo(f"{sensor}: {layer['state']}" + (f", converted: {layer['conversion']}" * bool(layer["conversion"])))
        if layer["mask"]:
            click.echo(f"  mask: {layer['mask']}")
        for preset in layer["presets"]:
            click.echo(f"  its bands may be {preset['title']} (--bands {sensor}={preset['key']}): {preset['why']}")
    for warning in found["warnings"]:
        click.echo("Warning: " + warning["message"], err=True)
    for problem in found["refused"]:
        fail(2, f"{problem['message']} {problem['hint']}")
    if found["refused"]:
        raise click.exceptions.Exit(2)  # the code that main returns
