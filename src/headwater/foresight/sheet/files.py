"""Decision sheets as TOML files that a person can read, change and give back."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from headwater.foresight.decisions import when
from headwater.foresight.decisions.files import KNOWN, TEXTS, changes, check_keys, read_toml
from headwater.foresight.decisions.values import day, written
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
from headwater.foresight.sheet.units import is_zone, read_length, read_share, read_value
from headwater.shared.errors import InputError, UsageError
from headwater.shared.said import LANGUAGES, in_language, say
from headwater.shared.words import joined, listing

_AT = ("where", "when")
_PROMISED = ("what", "where", "within", "share", "from", "until")
KEYS = {
    "links": ("name", "owner", "means"),
    "asked": ("who", "why"),
    "predictions": ("who", "what", *_AT, "above", "below", "whom", "by", "sure"),
    "watch": ("measure", *_AT, "peak", "baseline", "expected", "interval", "weeks", "last_week"),
    "stop": ("measure", *_AT, "above", "below", "weeks"),
    "promises": _PROMISED,
    "can": _PROMISED,
}
"""what each table holds"""

Table = Mapping[str, Any]


def read_sheet(path: str | Path) -> Sheet:
    """A sheet from its file. InputError where it cannot be used: what, where, and how it is written."""
    place = Path(path)
    held = read_toml(place)
    try:
        return _sheet(held, place)
    except UsageError as error:
        raise InputError(say("{place}: {error}", place=place, error=error.said)) from error


def _sheet(held: Table, path: Path) -> Sheet:
    check_keys(held, KNOWN)
    texts = {name: _text(held, name) for name in TEXTS if name in held}
    texts.setdefault("name", path.stem)
    if texts.get("size", "tweak") not in ("tweak", "reform"):
        raise UsageError(say("size is tweak or reform, not {size}.", size=texts["size"]))
    zone = texts.setdefault("zone", "UTC")
    if not is_zone(zone):
        raise UsageError(say("zone = {zone} is no time zone; write one like Europe/Berlin.", zone=written(zone)))
    change = held.get("change", ())
    decisions = changes(held, path).decisions if "change" in held or "changes" in held else ()
    texts["name"] = _as_said(texts["name"], [decision.sentence for decision in decisions])
    return Sheet(
        **texts,  # type: ignore[arg-type]  # texts and dates, each under its own name
        change=(change,) if isinstance(change, str) else tuple(change),
        decisions=decisions,
        start=_day(held.get("start"), "start"),
        links=_each(held, "links", _link),
        asked=_each(held, "asked", lambda t: (_text(t, "who"), _text(t, "why"))),
        predictions=_each(held, "predictions", _prediction),
        watched=_each(held, "watch", _watched),
        stops=_each(held, "stop", _stop),
        promises=_each(held, "promises", _promised),
        can=_each(held, "can", _promised),
        notes=_list(held, "notes", _noted),
    )


def _as_said(name: str, sentences: list[str]) -> str:
    """A name that was made from the decisions, in any language, is said in the reader's."""
    made = (listing(sentences), joined("; ", sentences))
    return next((one for one in made for to in LANGUAGES if in_language(one, to) == name), name)


def _each(held: Table, name: str, made: Callable[[Table], Any]) -> tuple[Any, ...]:
    tables = held.get(name, [])
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise UsageError(say("{name} are tables; write each below a line [[{name}]].", name=name))
    return tuple(_placed(made, table, name, n) for n, table in enumerate(tables, 1))


def _placed(made: Callable[[Table], Any], table: Table, name: str, n: int) -> Any:
    """What a table holds; an error says in which it is."""
    place = f"[[{name}]] {n}"
    try:
        check_keys(table, KEYS[name])
        return made(table)
    except UsageError as error:
        raise UsageError(say("{path}: {error}", path=place, error=error.said)) from error


def _list(table: Table, name: str, read: Callable[[Any], Any]) -> tuple[Any, ...]:
    """A list of values; empty where it is not given."""
    values = table.get(name, [])
    if not isinstance(values, list):
        raise UsageError(
            say("{name} = {value} is no list; write it in brackets, as {name} = […].", name=name, value=written(values))
        )
    return tuple(map(read, values))


def _noted(value: Any) -> str:
    return _text({"notes": value}, "notes")


def _link(table: Table) -> Link:
    return Link(_named(table, "name", say("a link")), _text(table, "owner"), _text(table, "means"))


def _prediction(table: Table) -> Prediction:
    place = _place(table, "what") if _named(table, "what", say("a prediction")) in MEASURES else None
    bounds = {name: table[old] for name, old in (("least", "above"), ("most", "below")) if old in table}
    if bounds and place is None:
        raise UsageError(
            say("a prediction with a limit names a measure: what is one of {measures}.", measures=", ".join(MEASURES))
        )
    return Prediction(
        _named(table, "who", say("a prediction")),
        _named(table, "what", say("a prediction")),
        _text(table, "whom"),
        _day(table.get("by"), "by"),
        read_share(table.get("sure", 0.5)),
        place if bounds else None,
        **{name: read_value(place.measure, value) for name, value in bounds.items() if place},
    )


def _watched(table: Table) -> Watched:
    place = _place(table, "measure")
    interval = _list(table, "interval", lambda end: read_value(place.measure, end)) or None
    if interval is not None and len(interval) != 2:
        raise UsageError(say('interval has two ends, as interval = ["2 min", "4 min"].'))
    peak = table.get("peak", False)
    if not isinstance(peak, bool):
        raise UsageError(
            say(
                "{name} = {value} is neither true nor false; write it like {name} = {example}.",
                name="peak",
                value=written(peak),
                example="true",
            )
        )
    return Watched(
        place,
        read_value(place.measure, _need(table, "baseline", say("a watched measure"))),
        _list(table, "weeks", lambda week: read_value(place.measure, week)),
        read_value(place.measure, table["expected"]) if "expected" in table else None,
        interval,
        peak,
        _day(table.get("last_week"), "last_week"),
    )


def _stop(table: Table) -> Stop:
    place = _place(table, "measure")
    limits = {name: read_value(place.measure, table[name]) for name in ("above", "below") if name in table}
    if len(limits) != 1:
        raise UsageError(say('a stop condition has one limit, above or below: above = "10 min".'))
    weeks = table.get("weeks", 2)
    if not isinstance(weeks, int) or isinstance(weeks, bool) or weeks < 1:
        raise UsageError(say("a stop condition holds for 1 week or more in a row, not {weeks}.", weeks=written(weeks)))
    return Stop(place, **limits, weeks=weeks)


def _promised(table: Table) -> Promised:
    since, until = _day(table.get("from"), "from"), _day(table.get("until"), "until")
    if since is not None and until is not None and until < since:
        raise UsageError(
            say(
                "until = {until} lies before from = {since}; give the last day on which it holds.",
                until=until,
                since=since,
            )
        )
    within = read_length(_need(table, "within", say("a promise")))
    share = read_share(table["share"]) if "share" in table else None
    return Promised(_text(table, "what") or ANSWER, _text(table, "where"), within, since, until, share)


def _place(table: Table, name: str) -> Place:
    measure = table.get(name)
    if not isinstance(measure, str) or measure not in MEASURES:
        raise UsageError(
            say(
                "{name} = {measure} is no measure; it is one of {measures}.",
                name=name,
                measure=written(measure),
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
        raise UsageError(say('{name} is a text, not {value}; write {name} = "…".', name=name, value=written(value)))
    return value


def _named(table: Table, name: str, what: str) -> str:
    _need(table, name, what)
    return _text(table, name)


def _day(value: Any, name: str) -> date | None:
    found = None if value is None else day(value)
    if found is None and value is not None:
        raise UsageError(
            say(
                "{name} = {value} is no day; write it like {name} = {example}.",
                name=name,
                value=written(value),
                example="2027-01-04",
            )
        )
    return found
