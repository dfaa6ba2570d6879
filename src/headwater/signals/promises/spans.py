"""How far ahead: "within two business days", "in 2-3 Werktagen", "innerhalb von 24 Stunden"."""

from datetime import UTC, date, datetime, timedelta
from math import ceil

from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.days import month_of, plus
from headwater.signals.promises.domain import When
from headwater.signals.promises.words import FEW, Match, number

_BUSINESS = ("business", "working", "work", "week", "werk", "arbeits", "bank", "geschäfts")
_MOST = 3650  # days; farther ahead nothing is promised
_MINUTES = {"min": 1, "h": 60, "st": 60}
_FEW_FROM, _FEW_TO = 2, 5


def ahead(match: Match, at: datetime, calendar: Calendar) -> When | None:
    """Groups: `n` and `to` (numbers or "a few"), `business`, `unit`, `within` (then it may be earlier)."""
    few = " ".join((match["n"] or "").split()) in FEW
    low, high = (_FEW_FROM, _FEW_TO) if few else _numbers(match)
    within = match.groupdict().get("within") is not None and not match.groupdict().get("to")
    when = _ahead(at, calendar, low, high, match["unit"], bool(match["business"]), within)
    return When(when.days, None, when.moments, vague=True, by=within) if when and few else when


def _numbers(match: Match) -> tuple[float, float]:
    low = number(match["n"])
    high = number(match.groupdict().get("to") or match["n"])
    return min(low, high), max(low, high)


def span(at: datetime, calendar: Calendar, low: float, high: float, unit: str) -> When | None:
    """From `low` to `high` units ahead."""
    return _ahead(at, calendar, low, high, unit, business=False, within=False)


def _ahead(
    at: datetime, calendar: Calendar, low: float, high: float, unit: str, business: bool, within: bool
) -> When | None:
    unit = unit.strip()
    for begins, minutes in _MINUTES.items():
        if unit.startswith(begins):
            first, last = (_later(at, n * minutes) for n in (low, high))
            return When(moments=(at if within else first, last), by=within)
    first_day, last_day = (_day(at, calendar, n, unit, business) for n in (low, high))
    return When(days=(at.date() if within else first_day, last_day), by=within) if last_day else None


def _later(at: datetime, minutes: float) -> datetime:
    """By the real time that passes, also where the clocks change."""
    return (at.astimezone(UTC) + timedelta(minutes=min(minutes, _MOST * 1440))).astimezone(at.tzinfo)


def _day(at: datetime, calendar: Calendar, count: float, unit: str, business: bool) -> date:
    today = at.date()
    if unit[0] == "w" and not unit.startswith(("weekday", "werk")):
        return plus(today, min(ceil(count * 7), _MOST))
    if unit[0] == "m":
        first = month_of(today, int(min(count, _MOST // 30)))
        return plus(first, min(today.day, 28) - 1)
    if unit[0] == "f":
        return plus(today, min(int(count) * 14, _MOST))
    if business or unit.startswith(("weekday", "werk", "arbeit")) or any(unit.startswith(b) for b in _BUSINESS):
        return calendar.business_day(today, min(ceil(count), 365))
    return plus(today, min(ceil(count), _MOST))
