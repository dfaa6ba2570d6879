"""`headwater diagnose`: from an export to the causes."""

import shlex
import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from headwater.cli import options as o
from headwater.cli.output import check_target, progress, say_answer, say_noticed, write_json
from headwater.shared.said import speaking


def diagnose(
    files: o.Files,
    spoiled: Annotated[
        str | None, typer.Option(metavar="EXPR", help='What counts as spoiled: "rating <= 2 or reopened".')
    ] = None,
    case: o.Case = None,
    step: o.Step = None,
    at: o.At = None,
    start: o.Start = None,
    who: o.Who = None,
    team: o.Team = None,
    customer: o.Customer = None,
    channel: o.Channel = None,
    mapping: o.Mapping = None,
    mix: Annotated[
        list[str] | None, typer.Option(metavar="COL", help="A column that the customer brings; may be repeated.")
    ] = None,
    link: Annotated[
        list[str] | None, typer.Option(metavar="COL", help="A column that can break; may be repeated.")
    ] = None,
    sign: Annotated[
        list[str] | None, typer.Option(metavar="COL", help="A column that follows the damage; may be repeated.")
    ] = None,
    customer_value: Annotated[
        float | None, typer.Option(metavar="N", min=0.0, help="What a customer is worth, for a money range.")
    ] = None,
    standards: Annotated[Path | None, typer.Option(metavar="TOML", help="The longest wait before each step.")] = None,
    calendar: o.Calendar = None,
    timezone: o.Timezone = None,
    dates: o.DateOrder = None,
    reject_share: o.RejectShare = 0.05,
    out: Annotated[Path, typer.Option(metavar="FOLDER", help="Where the report is written.")] = Path("report"),
    json: o.Json = None,
    show_cases: Annotated[
        bool, typer.Option("--show-cases", help="Show the recorded codes and numbers of the real cases.")
    ] = False,
    language: o.Language = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Write the report and say nothing.")] = False,
) -> None:
    """Find the links that spoil cases, how many, and whose they are; write a report."""
    from headwater.causes.service import causes  # noqa: PLC0415 -- slow import
    from headwater.chain.service import chain  # noqa: PLC0415 -- slow import
    from headwater.chain.standards import read_standards  # noqa: PLC0415 -- slow import
    from headwater.moments.service import read  # noqa: PLC0415 -- slow import
    from headwater.report.service import check_place, findings_json, write_report  # noqa: PLC0415 -- slow import

    roles = {
        "case": case, "step": step, "at": at, "start": start,
        "who": who, "team": team, "customer": customer, "channel": channel,
    }  # fmt: skip
    how = o.reading(roles, mapping, timezone, dates, reject_share)
    given = read_standards(standards) if standards else None
    limits = None if given is None else {f"wait: {s.step}": s.max_wait_s for s in given}
    check_place(out)
    if json not in (None, "-"):
        check_target(json, "--json", coming=out)
    with speaking(o.tongue(language)), progress(4) as now:
        now("Reading the moments")
        record = read(o.one_or_many(files), **how)
        now("Drawing the chain")
        links = chain(record, calendar=calendar, standards=given, zone=timezone or "UTC")
        now("Looking for causes")
        answer = causes(
            record,
            spoiled=spoiled,
            mix=mix or (),
            links=link or (),
            signs=sign or (),
            standards=limits,
            customer_value=customer_value,
        )
        now("Writing the report")
        made_at, command = datetime.now().astimezone(), shlex.join(["headwater", *sys.argv[1:]])
        index = write_report(answer, record, links, out, made_at=made_at, command=command, show_cases=show_cases)
    if json is not None:
        write_json(findings_json(answer, record), json)
    if not quiet and json != "-":
        with speaking(o.tongue(language)):
            say_answer(answer, index)
            say_noticed(record.counts, out / "rejected.csv")
