"""Decision sheets as TOML files that a person can read, change and give back."""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from headwater.foresight.decisions import when
from headwater.foresight.decisions.files import changes
from headwater.foresight.sheet.domain import (
    ANSWER,
    MEASURES,
    Link,
    Place,
    Prediction,
    Promised,
    Sheet,
    Stop,
    Watched,
)
from headwater.foresight.sheet.units import read_length, read_share, read_value
from headwater.shared.errors import InputError, UsageError
from headwater.shared.said import say

TEXTS = ("name", "aim", "criterion", "department", "owner", "size", "zone", "spoiled")
LISTS = ("links", "asked", "predictions", "watch", "stop", "promises", "can")
KNOWN = {*TEXTS, *LISTS, "change", "changes", "start", "notes"}

Table = Mapping[str, Any]


def read_sheet(path: str | Path) -> Sheet:
    """A sheet from its file. InputError where it cannot be used: what, where, and how it is written."""
    place = Path(path)
    try:
        held = tomllib.loads(place.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise InputError(say("{place} is no TOML file: {error}.", place=place, error=error)) from error
    try:
        return _sheet(held, place)
    except UsageError as error:
        raise InputError(say("{place}: {error}", place=place, error=error.said)) from error


def _sheet(held: Table, path: Path) -> Sheet:
    if strange := sorted(set(held) - KNOWN):
        raise UsageError(
            say(
                "{strange} is not known on a decision sheet; it holds {known}.",
                strange=strange[0],
                known=", ".join(sorted(KNOWN)),
            )
        )
    texts = {name: _text(held, name) for name in TEXTS if name in held}
    texts.setdefault("name", path.stem)
    if texts.get("size", "tweak") not in ("tweak", "reform"):
        raise UsageError(say("size is tweak or reform, not {size}.", size=texts["size"]))
    change = held.get("change", ())
    return Sheet(
        **texts,  # type: ignore[arg-type]  # texts and dates, each under its own name
        change=(change,) if isinstance(change, str) else tuple(map(str, change)),
        decisions=changes(held, path).decisions if "change" in held or "changes" in held else (),
        start=_day(held.get("start"), "start"),
        links=_each(held, "links", _link),
        asked=_each(held, "asked", lambda t: (_text(t, "who"), _text(t, "why"))),
        predictions=_each(held, "predictions", _prediction),
        watched=_each(held, "watch", _watched),
        stops=_each(held, "stop", _stop),
        promises=_each(held, "promises", _promised),
        can=_each(held, "can", _promised),
        notes=tuple(map(str, held.get("notes", ()))),
    )


def _each(held: Table, name: str, made: Callable[[Table], Any]) -> tuple[Any, ...]:
    tables = held.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(say("{name} are tables; write each below a line [[{name}]].", name=name))
    return tuple(made(table) for table in tables)


def _link(table: Table) -> Link:
    return Link(_need(table, "name", say("a link")), _text(table, "owner"), _text(table, "means"))


def _prediction(table: Table) -> Prediction:
    place = _place(table, "what") if table.get("what") in MEASURES else None
    bounds = {name: table[old] for name, old in (("least", "above"), ("most", "below")) if old in table}
    if bounds and place is None:
        raise UsageError(
            say("a prediction with a limit names a measure: what is one of {measures}.", measures=", ".join(MEASURES))
        )
    return Prediction(
        _need(table, "who", say("a prediction")),
        _need(table, "what", say("a prediction")),
        _text(table, "whom"),
        _day(table.get("by"), "by"),
        read_share(table.get("sure", 0.5)),
        place if bounds else None,
        **{name: read_value(place.measure, value) for name, value in bounds.items() if place},
    )


def _watched(table: Table) -> Watched:
    place = _place(table, "measure")
    interval = table.get("interval")
    return Watched(
        place,
        read_value(place.measure, _need(table, "baseline", say("a watched measure"))),
        tuple(read_value(place.measure, week) for week in table.get("weeks", ())),
        read_value(place.measure, table["expected"]) if "expected" in table else None,
        None if interval is None else tuple(read_value(place.measure, end) for end in interval),  # type: ignore[arg-type]  # two ends
        bool(table.get("peak", False)),
    )


def _stop(table: Table) -> Stop:
    place = _place(table, "measure")
    limits = {name: read_value(place.measure, table[name]) for name in ("above", "below") if name in table}
    if len(limits) != 1:
        raise UsageError(say('a stop condition has one limit, above or below: above = "10 min".'))
    weeks = table.get("weeks", 2)
    if not isinstance(weeks, int) or weeks < 1:
        raise UsageError(say("a stop condition holds for 1 week or more in a row, not {weeks}.", weeks=repr(weeks)))
    return Stop(place, **limits, weeks=weeks)


def _promised(table: Table) -> Promised:
    return Promised(
        _text(table, "what") or ANSWER,
        _text(table, "where"),
        read_length(_need(table, "within", say("a promise"))),
        _day(table.get("from"), "from"),
        _day(table.get("until"), "until"),
    )


def _place(table: Table, name: str) -> Place:
    measure = table.get(name)
    if measure not in MEASURES:
        raise UsageError(
            say(
                "{name} = {measure} is no measure; it is one of {measures}.",
                name=name,
                measure=repr(measure),
                measures=", ".join(MEASURES),
            )
        )
    hours = _text(table, "when")
    if hours:
        when.read(hours)
    return Place(measure, _text(table, "where"), hours)


def _need(table: Table, name: str, what: str) -> Any:
    if name not in table:
        raise UsageError(say("{what} has no {name}.", what=what, name=name))
    return table[name]


def _text(table: Table, name: str) -> str:
    value = table.get(name, "")
    if not isinstance(value, str):
        raise UsageError(say('{name} is a text, not {value}; write {name} = "…".', name=name, value=repr(value)))
    return value


def _day(value: Any, name: str) -> date | None:
    if isinstance(value, datetime):
        return value.date()
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value))
    except ValueError as error:
        raise UsageError(
            say("{name} = {value} is no day; write it like {name} = 2027-01-04.", name=name, value=repr(value))
        ) from error
