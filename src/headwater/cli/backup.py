"""`headwater backup` and `headwater restore`: all that the server keeps, in one file."""

from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from headwater.cli.output import tell

Data = Annotated[
    Path, typer.Option(metavar="FOLDER", envvar="HEADWATER_DATA", help="The folder that holds all that is kept.")
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="The backup: a .tar or .tar.gz file.")]
DEFAULT = Path("headwater-data")
PG_DUMP = "The database is PostgreSQL and not in this file: copy it with pg_dump, just before."


def backup(file: File, data: Data = DEFAULT) -> None:
    """Copy all that the server keeps into one file; the server may run meanwhile."""
    copied = import_module("headwater.project.backup.service").backup(data=data, file=file, now=datetime.now(UTC))
    tell(f"{copied.files} files, {copied.bytes:,} bytes in {copied.file}")
    if not copied.database:
        tell(PG_DUMP)


def restore(file: File, data: Data = DEFAULT) -> None:
    """Make the server's folder again from a backup; the folder must be empty or not be there."""
    about = import_module("headwater.project.backup.service").restore(data=data, file=file)
    tell(f"{data} is as it was at {about['made_at']} (Headwater {about['version']}).\nNext     headwater serve")
