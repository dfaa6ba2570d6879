"""`headwater serve`: the server, all of it, from one command."""

import os
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from headwater.shared.errors import UsageError

Data = Annotated[
    Path, typer.Option(metavar="FOLDER", envvar="HEADWATER_DATA", help="The folder that holds all that is kept.")
]
DEFAULT = Path("headwater-data")


def serve(
    host: Annotated[str, typer.Option(help="The address to listen on; 0.0.0.0 is every one.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to listen on.")] = 8000,
    data: Data = DEFAULT,
    demo: Annotated[bool, typer.Option("--demo", help="Fill an empty server with a small invented company.")] = False,
    workers: Annotated[
        int | None, typer.Option(min=1, max=64, help="Processes for pages; one a core if not said.")
    ] = None,
) -> None:
    """Start the server: pages, events and background work, until Ctrl-C."""
    service("serving").serve(host=host, port=port, data=data, demo=demo, workers=workers or min(os.cpu_count() or 1, 4))


def service(part: str) -> Any:
    """A part of the server; UsageError where the library is installed without it."""
    try:
        return import_module(f"headwater.project.{part}.service")
    except ModuleNotFoundError as error:
        raise UsageError(
            f"The server needs {error.name}, which is not installed; install it: pip install 'headwater[server]'."
        ) from error
