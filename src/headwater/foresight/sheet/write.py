"""A sheet written down as TOML: read back, it is the same sheet."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date
from pathlib import Path

from headwater.foresight.decisions.domain import Decision
from headwater.foresight.sheet.domain import Place, Prediction, Promised, Sheet, Stop, Watched
from headwater.foresight.sheet.units import write_value
from headwater.shared.said import phrase, spoken, words

Value = str | float | int | bool | date | tuple[str, ...] | None
TOP = phrase("A decision sheet. Fill in what is empty, ask the people named below; headwater decide and watch read it.")
ASK = phrase("Ask each of those named under [[asked]]: what will happen, to whom, how soon, how sure are you?")
JUDGED = phrase("or left, repeats, spoiled; any other words are for people to judge")
WEEK_DIGITS = 3
BELOW = phrase("or below")
EXAMPLE = """
# {ask}
# [[predictions]]
# who = "…"
# what = "wait"            # {judged}
# where = "…"
# when = "Saturday"
# above = "5 min"          # {below}
# whom = "…"
# by = 2027-03-01
# sure = 0.7
"""


def write_sheet(sheet: Sheet, path: str | Path) -> None:
    """Write the sheet's file."""
    Path(path).write_text(text(sheet), encoding="utf-8")


def text(sheet: Sheet) -> str:
    """The sheet as TOML: names as they are read back, sentences in the language of the door."""
    head = {
        "name": sheet.name, "aim": sheet.aim, "criterion": sheet.criterion, "department": sheet.department or None,
        "owner": sheet.owner, "size": sheet.size, "start": sheet.start, "change": sheet.change or None,
        "zone": sheet.zone, "spoiled": sheet.spoiled or None, "notes": sheet.notes or None,
    }  # fmt: skip
    hints = [] if sheet.start else ["# start = 2027-01-04\n"]
    hints += [] if sheet.predictions else [EXAMPLE.format(ask=words(ASK), judged=words(JUDGED), below=words(BELOW))]
    return f"# {words(TOP)}\n\n" + "".join(_lines(head)) + "".join(hints) + "".join(_tables(sheet))


def _tables(sheet: Sheet) -> Iterator[str]:
    for decision in sheet.decisions[len(sheet.change) :]:
        yield from _table("changes", _changed(decision))
    for link in sheet.links:
        yield from _table("links", {"name": link.name, "owner": link.owner, "means": link.means})
    for who, why in sheet.asked:
        yield from _table("asked", {"who": who, "why": why})
    for prediction in sheet.predictions:
        yield from _table("predictions", _prediction(prediction))
    for watched in sheet.watched:
        yield from _table("watch", _watched(watched))
    for stop in sheet.stops:
        yield from _table("stop", _stop(stop))
    for name, promises in (("promises", sheet.promises), ("can", sheet.can)):
        for promised in promises:
            yield from _table(name, _promised(promised))


def _changed(decision: Decision) -> dict[str, Value]:
    """The values that are set; a day stays a day of TOML."""
    held = decision.to_dict()
    days = {f.name: value for f in fields(decision) if isinstance(value := getattr(decision, f.name), date)}
    return held | days


def _table(name: str, held: Mapping[str, Value]) -> Iterator[str]:
    yield f"\n[[{name}]]\n"
    yield from _lines(held)


def _lines(held: Mapping[str, Value]) -> Iterator[str]:
    return (f"{name} = {_toml(value)}\n" for name, value in held.items() if value is not None)


def _place(place: Place, name: str) -> dict[str, Value]:
    return {name: place.measure, "where": place.where or None, "when": place.when or None}


def _prediction(one: Prediction) -> dict[str, Value]:
    what: dict[str, Value] = {"what": one.what} if one.place is None else _place(one.place, "what")
    limits = {
        name: None if one.place is None or value is None else write_value(one.place.measure, value)
        for name, value in (("above", one.least), ("below", one.most))
    }
    return {"who": one.who, **what, **limits, "whom": one.whom or None, "by": one.by, "sure": one.sure}


def _watched(one: Watched) -> dict[str, Value]:
    def as_text(value: float) -> str:
        return write_value(one.place.measure, value)

    return {
        **_place(one.place, "measure"),
        "peak": one.peak or None,
        "baseline": as_text(one.baseline),
        "expected": None if one.expected is None else as_text(one.expected),
        "interval": None if one.interval is None else tuple(map(as_text, one.interval)),
        "weeks": tuple(write_value(one.place.measure, value, WEEK_DIGITS) for value in one.weeks) or None,
        "last_week": one.last_week,
    }


def _stop(one: Stop) -> dict[str, Value]:
    limits = {
        name: None if value is None else write_value(one.place.measure, value)
        for name, value in (("above", one.above), ("below", one.below))
    }
    return {**_place(one.place, "measure"), **limits, "weeks": one.weeks}


def _promised(one: Promised) -> dict[str, Value]:
    within = write_value("wait", one.within)
    share = None if one.share is None else write_value("left", one.share)
    return {
        "what": one.what, "where": one.where, "within": within, "share": share, "from": one.since, "until": one.until,
    }  # fmt: skip


def _toml(value: Value) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return _quoted(spoken(value))
    if isinstance(value, tuple):
        return f"[{', '.join(_quoted(spoken(text)) for text in value)}]"
    return value.isoformat() if isinstance(value, date) else f"{value:g}"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'
