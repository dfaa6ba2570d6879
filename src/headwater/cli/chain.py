"""`headwater chain`: the map alone."""

from pathlib import Path
from typing import Annotated

import typer

from headwater.cli import options as o
from headwater.cli.output import check_target, progress, say_noticed, write_json
from headwater.shared.plain import clean, json_text


def chain(
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
    calendar: o.Calendar = None,
    timezone: o.Timezone = None,
    dates: o.DateOrder = None,
    reject_share: o.RejectShare = 0.05,
    json: o.Json = None,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the map as a picture.")] = None,
) -> None:
    """Show the steps of the record, how cases move between them, and how long they wait."""
    from headwater.chain import service  # noqa: PLC0415 -- slow import
    from headwater.moments.service import read  # noqa: PLC0415 -- slow import

    roles = {
        "case": case, "step": step, "at": at, "start": start,
        "who": who, "team": team, "customer": customer, "channel": channel,
    }  # fmt: skip
    if json not in (None, "-"):
        check_target(json, "--json")
    if svg is not None:
        check_target(svg, "--svg")
    with progress(2) as now:
        now("Reading the moments")
        record = read(file, wide=False, **o.reading(roles, mapping, timezone, dates, reject_share))
        now("Drawing the chain")
        found = service.chain(record, calendar=calendar, zone=timezone or "UTC")
    if svg is not None:
        found.plot().save(svg)
    if json is not None:
        write_json(json_text(clean(found.to_dict()), 2) + "\n", json)
    if json != "-":
        typer.echo(str(found))
        say_noticed(record.counts, None)
