"""``worker``: the engine as the QGIS plugin talks to it."""

from __future__ import annotations

import click


@click.command()
@click.option("--warm", is_flag=True, help="Load the heavy packages while there is nothing to do.")
def worker(warm: bool) -> None:
    """Answer JSON requests on stdin, as the QGIS plugin does."""
    from ..worker import serve

    serve(warm)
