"""`headwater import`: append a file to the record."""

from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from headwater.cli import options as o
from headwater.cli.groups import reads
from headwater.cli.output import progress, tell


@reads
def import_(
    file: o.File,
    data: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder that holds the record.")],
    how: dict[str, Any],
) -> None:
    """Append the moments of a file to the record; the same file twice adds nothing."""
    with progress(1) as now:
        now("Appending the moments")
        added = import_module("headwater.moments.service").append(file, data, **how)
    tell(f"{added}\nNext     headwater diagnose {data}")
