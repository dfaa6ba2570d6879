"""`headwater promises`: what was promised in a text, by when, and which words say so."""

import json
import re
import sys
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from headwater.cli.output import check_target, console, plain_table, tell, write_json
from headwater.shared.errors import InputError, UsageError

if TYPE_CHECKING:
    from headwater.signals.promises.calendar import Calendar
    from headwater.signals.promises.domain import Suggestion

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_HOURS = re.compile(r"(?P<first>[a-z]{3})(?:-(?P<last>[a-z]{3}))?\s+(?P<opens>\d\d:\d\d)-(?P<closes>\d\d:\d\d)")
OFFICE = "mon-fri 09:00-17:00"


def promises(
    text: Annotated[
        str, typer.Argument(metavar="TEXT", help="The message, or a file that holds it; - reads standard input.")
    ],
    at: Annotated[
        str, typer.Option(metavar="TIME", help="When it was written, with its offset: 2026-03-12T10:30+01:00.")
    ],
    zone: Annotated[
        str, typer.Option(metavar="ZONE", help="The writer's time zone, Europe/Berlin; else the offset of --at.")
    ] = "",
    language: Annotated[str, typer.Option(metavar="en|de|auto", help="The language it is written in.")] = "auto",
    holidays: Annotated[
        str, typer.Option(metavar="DATES", help="Days off: 2026-04-03,2026-04-06, or a file with one a line.")
    ] = "",
    hours: Annotated[
        str, typer.Option(metavar="HOURS", help='When you are open: "mon-fri 09:00-17:00, sat 10:00-14:00".')
    ] = OFFICE,
    default_days: Annotated[
        int, typer.Option(min=0, max=365, help="Business days that a promise without a date is given.")
    ] = 2,
    own: Annotated[bool, typer.Option("--own", help="Leave out what is quoted from an earlier message.")] = False,
    json_: Annotated[
        str | None, typer.Option("--json", metavar="FILE", help="Write them as JSON; - prints it.")
    ] = None,
) -> None:
    """Find promises in a message: who, what, by when, by which rule; a person decides whether they are any."""
    if json_ not in (None, "-"):
        check_target(json_, "--json")
    service = import_module("headwater.signals.promises.service")
    moment, said = _moment(at), _text(text)
    found = service.suggest(
        said,
        at=moment,
        calendar=_calendar(hours, holidays, zone, moment),
        language=_language(language),
        default=default_days,
        without_quotes=own,
    )
    if json_ is not None:
        write_json(json.dumps([service.as_json(one) for one in found], ensure_ascii=False, indent=2) + "\n", json_)
    else:
        _show(said, found)


def _text(said: str) -> str:
    if said == "-":
        return sys.stdin.read()
    path = Path(said)
    try:
        is_file = "\n" not in said and path.is_file()
    except (OSError, ValueError):  # too long or odd for a name, so a text
        is_file = False
    if not is_file:
        return said
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{said} is no text in UTF-8 (byte {error.start}); save it as UTF-8.") from error


def _moment(at: str) -> datetime:
    try:
        moment = datetime.fromisoformat(at)
    except ValueError as error:
        raise UsageError(f"--at {at} is no time; write it as 2026-03-12T10:30+01:00.") from error
    if moment.tzinfo is None:
        raise UsageError(f"--at {at} has no offset; add the writer's, for example {at}+01:00.")
    return moment


def _language(said: str) -> str | None:
    if said not in ("en", "de", "auto"):
        raise UsageError(f"--language {said} is not known; it is en, de or auto.")
    return None if said == "auto" else said


def _calendar(hours: str, holidays: str, zone: str, moment: datetime) -> "Calendar":
    calendar = import_module("headwater.signals.promises.calendar")
    made: Calendar = calendar.Calendar(_spans(hours), _days_off(holidays), _zone(zone) or moment.tzinfo)
    return made


def _zone(name: str) -> Any:
    zones = import_module("zoneinfo")
    try:
        return zones.ZoneInfo(name) if name else None
    except (ValueError, OSError, zones.ZoneInfoNotFoundError) as error:
        raise UsageError(f"--zone {name} is not known; it is a name such as Europe/Berlin.") from error


def _days_off(said: str) -> frozenset[date]:
    file = bool(said) and Path(said).is_file()
    listed = Path(said).read_text(encoding="utf-8").split() if file else said.replace(",", " ").split()
    found = set()
    for one in listed:
        try:
            found.add(date.fromisoformat(one))
        except ValueError as error:
            wrong = InputError if file else UsageError
            raise wrong(f"--holidays {said}: {one} is no date; write days as 2026-12-25, or name a file.") from error
    return frozenset(found)


def _spans(said: str) -> Mapping[int, tuple[tuple[time, time], ...]]:
    found: dict[int, tuple[tuple[time, time], ...]] = {}
    for part in said.lower().split(","):
        match = _HOURS.fullmatch(part.strip())
        try:
            days, span = _part(match) if match else ((), (time(), time()))
        except ValueError:
            days, span = (), (time(), time())
        if not days or span[0] >= span[1]:
            raise UsageError(f'--hours {said}: "{part.strip()}" is not understood; write "{OFFICE}, sat 10:00-14:00".')
        for day in days:
            found[day] = (*found.get(day, ()), span)
    return found


def _part(match: re.Match[str]) -> tuple[Iterable[int], tuple[time, time]]:
    first, last = (_DAYS.index(match[name] or match["first"]) for name in ("first", "last"))
    closes = time.max if match["closes"] == "24:00" else time.fromisoformat(match["closes"])
    return range(first, last + 1), (time.fromisoformat(match["opens"]), closes)


def _show(text: str, found: "list[Suggestion]") -> None:
    """The text with each promise underlined, and below it what was understood."""
    if not found:
        tell("No promise was found.")
        return
    from rich.text import Text  # noqa: PLC0415 -- slow import

    out = console()
    for one in found:
        begin, end = text.rfind("\n", 0, one.span[0]) + 1, text.find("\n", one.span[1])
        line = Text(text[begin : end if end >= 0 else len(text)])
        line.stylize("underline", one.span[0] - begin, one.span[1] - begin)
        out.print()
        out.print(line, soft_wrap=out.soft_wrap)
        if not out.is_terminal:
            out.print(Text(_marks(text, begin, one)))
        out.print(_table(one))


def _marks(text: str, begin: int, one: "Suggestion") -> str:
    """Carets below the promise where a terminal cannot underline it; a promise over lines ends with the first."""
    first = text[one.span[0] : one.span[1]].split("\n", 1)[0]
    return " " * (one.span[0] - begin) + "^" * len(first)


def _table(one: "Suggestion") -> Any:
    from rich.text import Text  # noqa: PLC0415 -- slow import

    table = plain_table([("", "left", 12), ("", "left", None)])
    table.show_header = False
    rows = [
        ("who", one.who),
        ("to whom", one.to_whom),
        ("earliest", f"{one.due.earliest:%a %Y-%m-%d %H:%M}"),
        ("latest", f"{one.due.latest:%a %Y-%m-%d %H:%M}" + (" (no date was said)" if one.vague else "")),
        ("rule", f"{one.rule} ({one.language})"),
    ]
    for name, value in rows + ([("waits for", one.condition)] if one.condition else []):
        table.add_row(name, Text(value))
    return table
