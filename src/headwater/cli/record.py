"""`headwater import`: append a file to the record."""

from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from headwater.cli import options as o
from headwater.cli.output import progress, tell


def import_(
    file: o.File,
    data: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder that holds the record.")],
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
    reject_share: o.RejectShare = 0.05,
) -> None:
    """Append the moments of a file to the record; the same file twice adds nothing."""

    roles = {
        "case": case, "step": step, "at": at, "start": start,
        "who": who, "team": team, "customer": customer, "channel": channel,
    }  # fmt: skip
    with progress(1) as now:
        now("Appending the moments")
        added = import_module("headwater.moments.service").append(
            file, data, **o.reading(roles, mapping, timezone, dates, reject_share)
        )
    tell(f"{added}\nNext     headwater diagnose {data}")
