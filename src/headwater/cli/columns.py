"""`headwater columns`: what was recognised, and why; writes a mapping file to change by hand."""

from pathlib import Path
from typing import Annotated

import typer

from headwater.cli import options as o
from headwater.cli.output import tell
from headwater.shared.errors import UsageError


def columns(
    file: o.File,
    case: o.Case = None,
    step: o.Step = None,
    at: o.At = None,
    start: o.Start = None,
    who: o.Who = None,
    team: o.Team = None,
    customer: o.Customer = None,
    channel: o.Channel = None,
    mapping: o.Mapping = None,
    timezone: o.Timezone = None,
    dates: o.DateOrder = None,
    write: Annotated[Path | None, typer.Option(metavar="TOML", help="Write the choices to a mapping file.")] = None,
) -> None:
    """Show what each column was taken for, and why."""
    from headwater.moments import service  # noqa: PLC0415 -- slow import
    from headwater.moments.store import is_record  # noqa: PLC0415 -- slow import

    if write is not None and is_record(file):
        raise UsageError(
            f"{file} is a record, whose columns are settled; write the mapping of a file before importing."
        )
    roles = {
        "case": case, "step": step, "at": at, "start": start,
        "who": who, "team": team, "customer": customer, "channel": channel,
    }  # fmt: skip
    found = service.columns(file, **o.reading(roles, mapping, timezone, dates, 1.0))
    typer.echo(str(found))
    if write is not None:
        service.write_mapping(write, found.source)
        tell(f"\nMapping  {write}\nNext     headwater diagnose {file} --mapping {write}")
