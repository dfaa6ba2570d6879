"""How decisions write numbers, and read them: whole people, shares, lengths of time."""

import re
from datetime import timedelta

from headwater.shared.errors import UsageError
from headwater.shared.said import amount, phrase, say, say_n
from headwater.shared.words import NARROW, count, duration

SMALL = (
    phrase("nobody"), phrase("one"), phrase("two"), phrase("three"), phrase("four"), phrase("five"), phrase("six"),
    phrase("seven"), phrase("eight"), phrase("nine"), phrase("ten"), phrase("eleven"), phrase("twelve"),
)  # fmt: skip
HOURS = {
    "s": 1 / 3600, "sec": 1 / 3600, "second": 1 / 3600, "seconds": 1 / 3600, "sekunden": 1 / 3600,
    "m": 1 / 60, "min": 1 / 60, "minute": 1 / 60, "minutes": 1 / 60, "minuten": 1 / 60,
    "h": 1.0, "hour": 1.0, "hours": 1.0, "std": 1.0, "stunde": 1.0, "stunden": 1.0,
    "d": 24.0, "day": 24.0, "days": 24.0, "tag": 24.0, "tage": 24.0,
    "w": 168.0, "week": 168.0, "weeks": 168.0, "woche": 168.0, "wochen": 168.0,
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
        raise UsageError(
            say(
                "“{length}” is no length of time; write a number with its unit: 90 s, 6 min, 4 h or 2 days.",
                length=length,
            )
        )
    return float(found[1].replace(",", ".")) * HOURS[found[2].lower()]


def longer(length: str | float | timedelta) -> float:
    """The same of what cannot take no time at all."""
    found = hours(length)
    if found == 0:
        raise UsageError(say("A length of time of 0 changes nothing; give one that is longer, such as 5 min or 4 h."))
    return found


def _positive(value: float) -> float:
    if not value >= 0:
        raise UsageError(
            say("A length of time cannot be {value} h; give one that is not below zero.", value=amount(f"{value:g}"))
        )
    return value


def length(value: float) -> str:
    """Hours as they are read: 6 min, 4 h."""
    return duration(value * 3600)


def people(n: int) -> str:
    """ "two people", "one person"."""
    if n == 0:
        return say(SMALL[0])
    return say_n(n, "{n} person", "{n} people", n=say(SMALL[n]) if n < len(SMALL) else count(n))


def percent(share: float) -> str:
    """A share without needless digits: 10 %, 2.5 %."""
    return amount(f"{100 * share:.4g}{NARROW}%")


def plain_number(value: float) -> str:
    """A number as it was given: 1,000 or 99.5."""
    return amount(f"{value:,.10g}")
