"""`headwater chain`: the map alone."""

from pathlib import Path
from typing import Annotated, Any

import typer

from headwater.cli import options as o
from headwater.cli.groups import reads
from headwater.cli.output import check_target, progress, say_noticed, write_json
from headwater.shared.plain import clean, json_text


@reads
def chain(
    file: o.File,
    how: dict[str, Any],
    calendar: o.Calendar = None,
    json: o.Json = None,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the map as a picture.")] = None,
) -> None:
    """Show the steps of the record, how cases move between them, and how long they wait."""
    from headwater.chain import service  # noqa: PLC0415 -- slow import
    from headwater.moments.service import read  # noqa: PLC0415 -- slow import

    if json not in (None, "-"):
        check_target(json, "--json")
    if svg is not None:
        check_target(svg, "--svg")
    with progress(2) as now:
        now("Reading the moments")
        record = read(file, wide=False, **how)
        now("Drawing the chain")
        found = service.chain(record, calendar=calendar, zone=how.get("timezone", "UTC"))
    if svg is not None:
        found.plot().save(svg)
    if json is not None:
        write_json(json_text(clean(found.to_dict()), 2) + "\n", json)
    if json != "-":
        typer.echo(str(found))
        say_noticed(record.counts, None)
