"""How decisions write numbers, and read them: whole people, shares, lengths of time."""

import re
from datetime import timedelta

from headwater.shared.errors import UsageError
from headwater.shared.words import NARROW, duration

SMALL = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
HOURS = {
    "s": 1 / 3600, "sec": 1 / 3600, "second": 1 / 3600, "seconds": 1 / 3600,
    "m": 1 / 60, "min": 1 / 60, "minute": 1 / 60, "minutes": 1 / 60,
    "h": 1.0, "hour": 1.0, "hours": 1.0,
    "d": 24.0, "day": 24.0, "days": 24.0, "w": 168.0, "week": 168.0, "weeks": 168.0,
}  # fmt: skip
LENGTH = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*([a-z]+)\s*", re.IGNORECASE)


def hours(length: str | float | timedelta) -> float:
    """A length of time in hours; UsageError where it has no unit or is below zero."""
    if isinstance(length, timedelta):
        return _positive(length.total_seconds() / 3600)
    if isinstance(length, int | float):
        return _positive(float(length))
    found = LENGTH.fullmatch(length)
    if found is None or found[2].lower() not in HOURS:
        raise UsageError(f"“{length}” is no length of time; write a number with its unit: 90 s, 6 min, 4 h or 2 days.")
    return float(found[1].replace(",", ".")) * HOURS[found[2].lower()]


def _positive(value: float) -> float:
    if not value >= 0:
        raise UsageError(f"A length of time cannot be {value:g} h; give one that is not below zero.")
    return value


def length(value: float) -> str:
    """Hours as they are read: 6 min, 4 h."""
    return duration(value * 3600)


def people(n: int) -> str:
    """ "Two people", "one person"."""
    word = SMALL[n] if n < len(SMALL) else f"{n:,}"
    return f"{word} {'person' if n == 1 else 'people'}"


def percent(share: float) -> str:
    """A share without needless digits: 10 %, 2.5 %."""
    return f"{100 * share:.4g}{NARROW}%"


def more_or_less(share: float, more: str = "more", less: str = "fewer") -> str:
    """ "10 % more", "5 % fewer"."""
    return f"{percent(abs(share))} {more if share >= 0 else less}"


def first_upper(text: str) -> str:
    """The sentence's first letter, large."""
    return text[:1].upper() + text[1:]
