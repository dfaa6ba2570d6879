"""`headwater serve`: the server, all of it, from one command."""

import os
from typing import Annotated

import typer

from headwater.cli.options import DATA, Data, server_part


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 is every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    data: Data = DATA,
    demo: Annotated[bool, typer.Option("--demo", help="Fill an empty server with a small invented company.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes for pages; one a core if not said.")
    ] = None,
) -> None:
    """Start the server: pages, events and background work, until Ctrl-C."""
    server_part("serving").serve(
        host=host, port=port, data=data, demo=demo, workers=workers or min(os.cpu_count() or 1, 4)
    )
