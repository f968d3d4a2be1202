"""The commands, put together, and the exit codes: 0 done, 2 bad input (one line on stderr), 3 cancelled, 1 other."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from ..contract import REQUESTS, Request
from ..errors import Cancelled, MamolError
from ..roles import ROLES
from .check import check
from .describe import describe
from .parameters import command_for
from .terminal import execute, fail
from .worker import worker

_OWN: dict[str, Callable[[type[Request]], click.Command]] = {"check": check, "describe": describe}
"""Commands that show their result in a way of their own; the others print the files that were written."""


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return the process's exit code."""
    try:
        return cli.main(args=words, prog_name="python -m mamol_core", standalone_mode=False) or 0
    except Cancelled as error:
        return fail(3, error.message)
    except MamolError as error:
        return fail(2, str(error))
    except click.ClickException as error:
        return fail(2, error.format_message() + " See --help.")
    except click.exceptions.Abort:
        return fail(3, Cancelled().message)


def _group() -> click.Group:
    *others, last = ROLES
    roles = f"{', '.join(others)} or {last}"
    group = click.Group(
        context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110},
        help="Map land cover from whichever optical, SAR, LiDAR/elevation, hyperspectral and embedding rasters "
        "exist.\n\n"
        f"ROLE is {roles}; ROLE:NAME tells two layers of one role apart.",
    )
    for command, request in REQUESTS.items():
        own = _OWN.get(command)
        group.add_command(own(request) if own else command_for(request, execute), command)
    group.add_command(worker)
    return group


cli = _group()
