"""`headwater chain`: the map alone."""

import json as encode
from pathlib import Path
from typing import Annotated

import typer

from headwater.cli import options as o
from headwater.cli.output import ROWS, console, plain_table, progress, say, write_json


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
    timezone: o.Timezone = None,
    dates: o.DateOrder = None,
    reject_share: o.RejectShare = 0.05,
    json: o.Json = None,
    svg: Annotated[Path | None, typer.Option(metavar="FILE", help="Write the map as a picture.")] = None,
) -> None:
    """Show the steps of the record, how cases move between them, and how long they wait."""
    from headwater.causes.show import clean  # noqa: PLC0415 -- slow import
    from headwater.chain import service  # noqa: PLC0415 -- slow import
    from headwater.moments.service import read  # noqa: PLC0415 -- slow import

    roles = {
        "case": case, "step": step, "at": at, "start": start,
        "who": who, "team": team, "customer": customer, "channel": channel,
    }  # fmt: skip
    with progress(2) as now:
        now("Reading the moments")
        record = read(file, wide=False, **o.reading(roles, mapping, timezone, dates, reject_share))
        now("Drawing the chain")
        found = service.chain(record)
    if svg is not None:
        svg.write_text(found.svg(), encoding="utf-8")
    if json is not None:
        write_json(encode.dumps(clean(found.to_dict()), indent=2, ensure_ascii=False) + "\n", json)
    if json != "-":
        _say(found.to_dict(), str(found))


def _say(found: dict[str, list[dict[str, object]]], sentence: str) -> None:
    from headwater.shared.words import count, duration  # noqa: PLC0415 -- slow import

    say(sentence)
    table = plain_table(
        [
            ("from", "left", None),
            ("to", "left", None),
            ("moves", "right", 9),
            ("median", "right", 9),
            ("p90", "right", 9),
        ]
    )
    edges = found["edges"]
    for edge in edges[:ROWS]:
        times = [duration(edge[name]) for name in ("wait_median_s", "wait_p90_s")]  # type: ignore[arg-type]
        table.add_row(str(edge["from"]), str(edge["to"]), count(edge["count"]), *times)  # type: ignore[arg-type]
    console().print(table)
    if len(edges) > ROWS:
        say(f"… and {len(edges) - ROWS} rarer moves; --json FILE writes them all.")
