"""`headwater watch`: after the start, new records against what was foreseen."""

import shlex
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli import options as o
from headwater.cli.groups import reads, speaks
from headwater.cli.output import ROWS, check_target, console, plain_table, progress, say_noticed, tell, write_json
from headwater.shared.plain import clean, json_text
from headwater.shared.said import all_spoken, phrase, say, spoken, words
from headwater.shared.words import joined

if TYPE_CHECKING:
    from headwater.foresight.sheet.domain import Sheet
    from headwater.foresight.sheet.watching import Watching
    from headwater.moments.domain import Record


SCHEMA = "headwater-sheet/1"
"""of what a sheet still lacks"""
HEADS = (phrase("before"), phrase("foreseen"), phrase("since"))


@speaks
@reads
def watch(
    sheet: Annotated[Path, typer.Argument(metavar="SHEET", help="The decision sheet, a TOML file.")],
    files: Annotated[
        list[Path] | None,
        typer.Argument(metavar="FILE...", help="The new records, alone or with those from before the start."),
    ] = None,
    *,
    how: dict[str, Any],
    out: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the page: each measure week by week.")
    ] = None,
    json: o.Json = None,
) -> None:
    """After the start: alarms week by week at the peaks, what came of the predictions, whether to stop.

    Without new records it says what the sheet still lacks.
    """
    from headwater.foresight.sheet import show, watching, weeks  # noqa: PLC0415 -- slow import
    from headwater.foresight.sheet.files import read_sheet  # noqa: PLC0415 -- slow import
    from headwater.moments.service import read  # noqa: PLC0415 -- slow import

    if json not in (None, "-"):
        check_target(json, "--json")
    if not files:
        _before(read_sheet(sheet), out, json)
        return
    with progress(3) as now:
        now(say("Reading the sheet"))
        held = read_sheet(sheet)
        now(say("Reading the moments"))
        record = read(o.one_or_many(files), **how)
        now(say("Looking at each week"))
        spoiled = _spoiled(record, held)
        found = watching.watch(held, weeks.frame(record, how.get("timezone", held.zone), spoiled))
    page = None if out is None else _page(held, found, out)
    if json is not None:
        write_json(json_text(clean(show.to_dict(found)), 2) + "\n", json)
    if json != "-":
        _say(found, record)
        if page is not None:
            _say_page(page)


def _before(sheet: "Sheet", out: Path | None, json: str | None) -> None:
    """Before the start: what is missing."""
    missing = sheet.open_points
    sentence = joined(" ", missing) if missing else say("Nothing is missing on the sheet {name}.", name=sheet.name)
    page = None if out is None else _page(sheet, None, out)
    if json is not None:
        held = {"schema": SCHEMA, "name": sheet.name, "sentence": sentence, "missing": missing}
        write_json(json_text(clean(all_spoken(held)), 2) + "\n", json)
    if json != "-":
        tell(sentence)
        if page is not None:
            _say_page(page)


def _say_page(page: Path) -> None:
    console().print()
    tell(say("Page    {file}", file=page))


def _page(sheet: "Sheet", found: "Watching | None", out: Path) -> Path:
    from headwater.report.sheet import write_sheet_page  # noqa: PLC0415 -- slow import

    made_at, command = datetime.now().astimezone(), shlex.join(["headwater", *sys.argv[1:]])
    return write_sheet_page(sheet, out, made_at=made_at, came=found, command=command)


def _spoiled(record: "Record", sheet: "Sheet") -> Any:
    """Which cases are spoiled by the sheet's definition; None where it has none."""
    if not sheet.spoiled:
        return None
    from headwater.causes.facts import Facts  # noqa: PLC0415 -- slow import
    from headwater.causes.spoiled import mark  # noqa: PLC0415 -- slow import

    return mark(Facts(record), sheet.spoiled).true


def _say(found: "Watching", record: "Record") -> None:
    from headwater.foresight.sheet import show  # noqa: PLC0415 -- slow import

    out = console()
    out.print()
    tell(show.headline(found))
    if found.stop_now:
        tell(show.moved(found))
    out.print()
    table = plain_table(
        [
            ("", "left", 34),
            *((words(head), "right", None) for head in HEADS),
            ("", "left", 28),
        ]
    )
    for row in found.rows[:ROWS]:
        table.add_row(*map(spoken, show.cells(row)))
    out.print(table)
    if len(found.rows) > ROWS:
        tell(say("… and {n} more measures with --json", n=len(found.rows) - ROWS))
    for title, lines in (
        (say("Predictions"), show.predictions(found)),
        (say("Stop conditions"), show.stops(found)),
        (say("What else moved"), show.drifts(found)),
    ):
        held = list(lines)
        if held:
            out.print()
            tell(title)
            for line in held:
                tell(say("  {line}", line=line))
    say_noticed(record.counts, None)
