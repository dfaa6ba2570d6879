"""What the fields of a decision may hold: a value of a wrong kind is answered with how it is written."""

import json
import re
from collections.abc import Callable
from dataclasses import MISSING, Field
from datetime import date, datetime, time, timedelta
from numbers import Real
from typing import Any, Literal, get_args, get_origin

from headwater.foresight.decisions import clock
from headwater.foresight.decisions.amounts import amount
from headwater.shared.errors import UsageError
from headwater.shared.said import phrase, say

Length = str | float | timedelta
"""A length of time: "4 h", "90 s", a timedelta, or a number of hours."""
Clock = str | time
"""A time of the day, or of the week: "9:00", "Monday 15:00"."""
MOST = 1e12
"""No number of a decision is larger."""
SHOWN = 60
_AMOUNT = re.compile(r"\s*([+\-−]?)([\d.,]{1,20})\s*(%?)\s*")

Rule = tuple[Callable[[Any], Any], str, str]
"""reads a value (None where it is none), what is said then, and an example"""


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Any) -> Any:
    """A real number, of numpy too; true and false are none, nor is what has no end."""
    number = isinstance(value, Real) and value is not True and value is not False
    return value if number and -MOST <= value <= MOST else None


def _too_large(value: Any) -> bool:
    return isinstance(value, int | float) and abs(value) > MOST


def _whole(value: Any) -> int | None:
    found = _number(value)
    return int(found) if found is not None and found == int(found) else None


def _yes_or_no(value: Any) -> bool | None:
    return value if isinstance(value, bool) else None


def day(value: Any) -> date | None:
    """A day, of a day and hour or of a text, too; None where it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None


def _clock(value: Any) -> str | None:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value if isinstance(value, str) and (not value or clock.hours(value) is not None) else None


def _length(value: Any) -> Any:
    return value if isinstance(value, str | timedelta) else _number(value)


_NAME: Rule = (_text, phrase("{name} = {value} is no text; write it in quotes, like {name} = {example}."), '"billing"')
_WHOLE: Rule = (_whole, phrase("{name} = {value} is no whole number; write it like {name} = {example}."), "2")
_NUMBER: Rule = (_number, phrase("{name} = {value} is no number; write it like {name} = {example}."), "0.1")
_DAY: Rule = (day, phrase("{name} = {value} is no day; write it like {name} = {example}."), "2027-01-04")
_YES: Rule = (
    _yes_or_no, phrase("{name} = {value} is neither true nor false; write it like {name} = {example}."), "true",
)  # fmt: skip
_LONG: Rule = (
    _length,
    phrase("{name} = {value} is no length of time; write it with its unit, like {name} = {example}."),
    '"4 h"',
)
_AT: Rule = (
    _clock,
    phrase("{name} = {value} is no time of the day or the week; write it like {name} = {example}."),
    '"9:00"',
)
_RULES: dict[Any, Rule] = {
    str: _NAME, int: _WHOLE, int | None: _WHOLE, float: _NUMBER, float | None: _NUMBER, bool: _YES,
    date: _DAY, date | None: _DAY, Length: _LONG, Clock: _AT,
}  # fmt: skip


def checked(field: Field[Any], value: Any) -> Any:
    """The value of a field, a day written as text made a day; UsageError where it is of another kind."""
    if value is None and field.default is None:
        return None
    if get_origin(field.type) is Literal:
        return _chosen(field, value)
    read, wrong, example = _RULES[field.type]
    found = read(value)
    if found is None and read in (_number, _whole) and _too_large(value):
        raise UsageError(
            say("{name} = {value} is more than can be; give a smaller one.", name=key(field), value=written(value))
        )
    if found is None:
        example = _meant(value) or example if read in (_number, _whole) else example
        raise UsageError(say(wrong, name=key(field), value=written(value), example=example))
    if needed(field) and isinstance(found, str) and not found.strip():
        raise UsageError(say("{name} is empty; write it like {name} = {example}.", name=key(field), example=example))
    return found


def key(field: Field[Any]) -> str:
    """The name of a field as it is written: `from`, which Python keeps for itself, is `from_` there."""
    return field.name.rstrip("_")


def needed(field: Field[Any]) -> bool:
    """Whether a decision cannot be without this field."""
    return field.default is MISSING and field.default_factory is MISSING


def example(field: Field[Any]) -> str:
    """How a value of the field is written."""
    return _RULES[field.type][2]


def is_length(field: Field[Any]) -> bool:
    """Whether the field is a length of time."""
    return bool(field.type == Length)


def written(value: Any) -> str:
    """A value as it stands in a TOML file; a long one is cut."""
    text = _written(value)
    return text if len(text) <= SHOWN else f"{text[:SHOWN]}…"


def _written(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_written, value))}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {_written(part)}" for key, part in value.items()) + "}"
    return f"{value:.10g}" if isinstance(value, float) else say("nothing") if value is None else str(value)


def _chosen(field: Field[Any], value: Any) -> Any:
    choices = get_args(field.type)
    if not isinstance(value, str) or value not in choices:
        named = ", ".join(map(_written, choices))
        raise UsageError(
            say(
                "{name} = {value} cannot be; choose one of {choices}.",
                name=key(field),
                value=written(value),
                choices=named,
            )
        )
    return value


def _meant(value: Any) -> str:
    """The number that a text holds, as it is written without quotes: 0.1 for "10 %"."""
    found = _AMOUNT.fullmatch(value) if isinstance(value, str) else None
    number = amount(found[2]) if found else None
    if found is None or number is None:
        return ""
    signed = -number if found[1] in ("-", "−") else number
    return f"{signed / 100 if found[3] else signed:.10g}"
