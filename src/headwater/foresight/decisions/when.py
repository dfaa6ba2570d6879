"""Hours of the week as a person says them: "Saturday", "Mon-Fri 08:00-12:00", "weekends", "sat 9-13, sun", and
"Friday 22-6" for the night that begins on a Friday."""

import re
from collections.abc import Iterator

from headwater.foresight.simulator.domain import Service
from headwater.shared.errors import UsageError
from headwater.shared.said import amount, phrase, say
from headwater.shared.words import listing

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_GERMAN = ("montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag")
SHORT = (
    phrase("Mon"), phrase("Tue"), phrase("Wed"), phrase("Thu"), phrase("Fri"), phrase("Sat"), phrase("Sun")
)  # fmt: skip
_NAMES = (
    phrase("Monday"), phrase("Tuesday"), phrase("Wednesday"), phrase("Thursday"), phrase("Friday"),
    phrase("Saturday"), phrase("Sunday"),
)  # fmt: skip
ON = (
    phrase("on Mondays"), phrase("on Tuesdays"), phrase("on Wednesdays"), phrase("on Thursdays"), phrase("on Fridays"),
    phrase("on Saturdays"), phrase("on Sundays"),
)  # fmt: skip
"""as they are said, and can be typed"""
_GROUPS = {
    "weekdays": (0, 1, 2, 3, 4), "weekend": (5, 6), "weekends": (5, 6), "daily": tuple(range(7)),
    "every day": tuple(range(7)), "jeden tag": tuple(range(7)),
    "werktags": (0, 1, 2, 3, 4), "wochenende": (5, 6), "wochenenden": (5, 6), "täglich": tuple(range(7)),
}  # fmt: skip
_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?\s*(?:-|–|to|bis)\s*(\d{1,2})(?::(\d{2}))?(?:\s*(?:h|uhr))?")
_SPAN = re.compile(r"([a-zäöü]+)(?:\s*(?:-|–|\bto\b|\bbis\b)\s*([a-zäöü]+))?")
_AT = "from|at|between|von|um|zwischen"

Hours = tuple[tuple[int, ...], float, float]
"""Days of the week (0 is Monday), from and to in hours of the day; beyond 24 they are hours of the next day."""


def slots(when: str, service: Service) -> tuple[int, ...]:
    """The slots of the cycle that are meant; all for an empty text. A slot counts where half of it or more is
    inside."""
    if not when.strip():
        return tuple(range(service.slots))
    meant = read(when)
    found = [s for s in range(service.slots) if any(_inside(s, service, hours) for hours in meant)]
    if not found:
        raise UsageError(
            say(
                "“{when}” holds no hour of the service's week of {n} h.",
                when=when,
                n=amount(f"{service.slots * service.slot:g}"),
            )
        )
    return tuple(found)


def read(when: str) -> tuple[Hours, ...]:
    """The days and hours of a text; UsageError where it is none."""
    parts = [part.strip() for part in re.split(r",|\band\b|\bund\b|;", when.lower()) if part.strip()]
    if not parts:
        raise _not_understood(when)
    return tuple(_read_one(part, when) for part in parts)


def check(when: str) -> None:
    """UsageError where a text names no hours; an empty one means always."""
    if when.strip():
        read(when)


def said(when: str) -> str:
    """The same as a person says it: "on Saturdays", "Monday to Friday from 08:00 to 12:00"; empty for always."""
    parts = [_said_one(hours) for hours in read(when)] if when.strip() else []
    return listing(parts, len(parts))


def at(when: str) -> str:
    """ "on Saturday", "on Saturday 09:00", "on Fridays from 22:00 to 06:00"."""
    day, _, clock = when.partition(" ")
    plain = day in DAYS and (not clock or re.fullmatch(r"\d\d:\d\d", clock))
    return say("on {day}", day=named(when)) if plain else said(when)


def named(when: str) -> str:
    """Hours as a heading: a day by its name, else as a person says them; "Saturday 09:00" is such an hour, too."""
    day, _, clock = when.partition(" ")
    if day in DAYS and re.fullmatch(r"\d\d:\d\d", clock):
        return say("{day} {clock}", day=say(_NAMES[DAYS.index(day)]), clock=clock)
    days, *rest = read(when)
    one = len(days[0]) == 1 and days[1:] == (0.0, 24.0) and not rest
    return say(_NAMES[days[0][0]]) if one else said(when)


def hour_name(slot: int, service: Service) -> str:
    """ "Saturday 09:00"."""
    day, hour = divmod(slot * service.slot, 24.0)
    return f"{DAYS[int(day) % 7]} {int(hour):02d}:{round(hour % 1 * 60):02d}"


def _inside(slot: int, service: Service, hours: Hours) -> bool:
    days, low, high = hours
    day, hour = divmod(slot * service.slot, 24.0)
    return any(
        (day - back) % 7 in days
        and min(hour + service.slot, high - 24 * back) - max(hour, low - 24 * back) >= min(service.slot, 24) / 2
        for back in (0, 1)
    )


def _read_one(part: str, whole: str) -> Hours:
    clock = _CLOCK.search(part)
    low, high = _times(clock, whole) if clock else (0.0, 24.0)
    rest = (part[: clock.start()] + part[clock.end() :] if clock else part).strip()
    rest = re.sub(rf"^(on|am|an|{_AT})\b|\b({_AT})$", "", rest.strip()).strip()
    return tuple(sorted(set(_days(rest, whole)))) if rest else tuple(range(7)), low, high


def _times(clock: re.Match[str], whole: str) -> tuple[float, float]:
    low, high = (int(clock[i]) + int(clock[i + 1] or 0) / 60 for i in (1, 3))
    if max(low, high) > 24 or low in (high, 24) or max(int(clock[i] or 0) for i in (2, 4)) > 59:
        raise UsageError(
            say(
                "“{whole}” has no hours of a day; write them like 08:00-12:00, and a night like 22:00-06:00.",
                whole=whole,
            )
        )
    return low, high if low < high else high + 24


def _days(rest: str, whole: str) -> Iterator[int]:
    if rest in _GROUPS:
        yield from _GROUPS[rest]
        return
    found = _SPAN.fullmatch(rest)
    if found is None:
        raise _not_understood(whole)
    first = _day(found[1], whole)
    last = _day(found[2], whole) if found[2] else first
    yield first
    while first != last:
        first = (first + 1) % 7
        yield first


def _day(word: str, whole: str) -> int:
    stem = word.removesuffix("s") if len(word) > 4 else word
    for names in (tuple(d.lower() for d in DAYS), _GERMAN):
        found = [i for i, name in enumerate(names) if len(stem) >= 2 and name.startswith(stem)]
        if len(found) == 1:
            return found[0]
    raise _not_understood(whole)


def _not_understood(whole: str) -> UsageError:
    return UsageError(
        say(
            "“{whole}” names no hours of the week; write days and hours like Saturday, Mon-Fri"
            " 08:00-12:00 or weekends.",
            whole=whole,
        )
    )


def _said_one(hours: Hours) -> str:
    days, low, high = hours
    named = say("every day") if len(days) == 7 else _said_days(days)
    if (low, high) == (0.0, 24.0):
        return named
    until = _clock(high - 24 if high > 24 else high)
    return say("{days} from {low} to {high}", days=named, low=_clock(low), high=until)


def _said_days(days: tuple[int, ...]) -> str:
    if days == (5, 6):
        return say("at weekends")
    if len(days) > 1 and days == tuple(range(days[0], days[-1] + 1)):
        return say("{first} to {last}", first=say(_NAMES[days[0]]), last=say(_NAMES[days[-1]]))
    return listing([say(ON[day]) for day in days], len(days))


def _clock(hour: float) -> str:
    return f"{int(hour):02d}:{round(hour % 1 * 60):02d}"
