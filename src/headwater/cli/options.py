"""The options that several commands share, said once."""

import os
from enum import StrEnum
from importlib import import_module
from pathlib import Path
from typing import Annotated, Any

import typer

from headwater.shared.errors import UsageError


class Dates(StrEnum):
    """How an ambiguous date is written."""

    DAY_FIRST = "day-first"
    MONTH_FIRST = "month-first"


class Tongue(StrEnum):
    """A language that answers are given in."""

    EN = "en"
    DE = "de"


Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="CSV, TSV, XLSX, Parquet, JSON lines, XES, or a record folder.")
]
File = Annotated[Path, typer.Argument(metavar="FILE", help="A file of moments, or a record folder.")]
Case = Annotated[str | None, typer.Option(metavar="COL", help="Column that names the case.", rich_help_panel="Columns")]
Step = Annotated[str | None, typer.Option(metavar="COL", help="Column that names the step.")]
At = Annotated[
    str | None, typer.Option(metavar="COL", help="Column with the time a step was done; DAY+CLOCK joins two columns.")
]
Start = Annotated[str | None, typer.Option(metavar="COL", help="Column with the time a step was started.")]
Who = Annotated[str | None, typer.Option(metavar="COL", help="Column that names the person who did it.")]
Team = Annotated[str | None, typer.Option(metavar="COL", help="Column that names the team.")]
Customer = Annotated[str | None, typer.Option(metavar="COL", help="Column that names the customer.")]
Channel = Annotated[str | None, typer.Option(metavar="COL", help="Column that names the channel.")]
Mapping = Annotated[
    Path | None, typer.Option(metavar="TOML", help="How the columns are read; headwater columns --write makes it.")
]
Calendar = Annotated[Path | None, typer.Option(metavar="TOML", help="Opening hours and holidays; else learned.")]
Timezone = Annotated[str | None, typer.Option(metavar="NAME", help="Time zone of times without one: Europe/Berlin.")]
DateOrder = Annotated[Dates | None, typer.Option(help="How dates such as 03/04/2025 are read.")]
RejectShare = Annotated[
    float, typer.Option(min=0.0, max=1.0, help="Stop when more than this share of the rows cannot be read.")
]
Language = Annotated[
    Tongue | None, typer.Option("--language", help="What is said: en or de; else the language of the terminal.")
]
Json = Annotated[str | None, typer.Option(metavar="FILE", help="Write the answer as JSON; - is standard output.")]
Data = Annotated[
    Path, typer.Option(metavar="FOLDER", envvar="HEADWATER_DATA", help="The folder that holds all that is kept.")
]
DATA = Path("headwater-data")


def reading(
    roles: dict[str, str | None], mapping: Path | None, timezone: str | None, dates: Dates | None, reject_share: float
) -> dict[str, Any]:
    """What `headwater.moments.service.read` is given."""
    order = None if dates is None else dates.value.replace("-", " ")
    how = {"mapping": mapping, "timezone": timezone, "dates": order, "reject_share": reject_share}
    return {name: value for name, value in {**roles, **how}.items() if value is not None}


def tongue(given: Tongue | None) -> str:
    """The language that was asked for, else that of the terminal where there is such a language, else English."""
    set_by = (os.environ.get(name, "") for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next(filter(None, set_by), "")[:2].lower()
    return given.value if given else locale if locale in list(Tongue) else Tongue.EN.value


def one_or_many(files: list[Path]) -> Path | list[Path]:
    """One file as itself, several as a list."""
    return files[0] if len(files) == 1 else files


def server_part(part: str) -> Any:
    """A part of the server; UsageError where the library is installed without it."""
    try:
        return import_module(f"headwater.project.{part}.service")
    except ModuleNotFoundError as error:
        raise UsageError(
            f"The server needs {error.name}, which is not installed; install it: pip install 'headwater[server]'."
        ) from error
