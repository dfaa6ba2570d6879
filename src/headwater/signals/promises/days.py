"""Days as people name them, counted from the day on which it was written. Ranges are of dates, both ends included."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date, timedelta

from headwater.signals.promises.calendar import Calendar

Days = tuple[date, date]
FRIDAY, SUNDAY = 4, 6
_LONG_AGO = 150  # days back within which a date without a year is a past one, not next year's
_LEAP, _LONGEST = 2024, 31
_SOON = 75  # days ahead within which one reading of an ambiguous date is believed


def plus(day: date, days: int) -> date:
    """The calendar ends in the year 9999, and nobody promises beyond it."""
    return day + timedelta(days=min(days, (date.max - day).days))


def weekday(today: date, wanted: int, said: str = "") -> Days:
    """`said`: "" or "this" is the coming one; "next" is next week's, where the coming one lies in this week."""
    ahead = (wanted - today.weekday()) % 7 or (0 if said == "this" else 7)
    if said == "next" and today.weekday() + ahead <= SUNDAY:
        ahead += 7
    day = plus(today, ahead + (7 if said == "after next" else 0))
    return day, day


def of_week(today: date, weeks: int, wanted: int) -> Days:
    """A weekday of the week that lies so many weeks ahead."""
    day = plus(monday(today, weeks), wanted)
    return day, day


def monday(today: date, weeks: int = 0) -> date:
    """Monday of the week so many weeks ahead."""
    return plus(today - timedelta(days=min(today.weekday(), (today - date.min).days)), 7 * weeks)


_PARTS = {"early": (0, 1), "mid": (2, 2), "late": (3, 4), "end": (3, 4), "": (0, 4), "weekend": (5, 6)}


def week(today: date, weeks: int, part: str, calendar: Calendar) -> Days:
    """A week or its early, mid, late part: its open days, the calendar's where they are others."""
    first, last = (plus(monday(today, weeks), n) for n in _PARTS[part])
    if part == "weekend":
        return first, last
    if part in ("late", "end", "") and today > last:
        last = plus(monday(today, weeks), SUNDAY)
    first, last = calendar.first_open(first, last), calendar.last_open(first, last)
    if part == "end":
        first = last
    return (max(first, today), last) if weeks == 0 else (first, last)


def calendar_week(today: date, wanted: int, part: str, calendar: Calendar) -> Days | None:
    """The coming week of that ISO number; None where it is more than half a year off, or where no such week is."""
    coming = (weeks for weeks in range(_HALF_A_YEAR) if monday(today, weeks).isocalendar().week == wanted)
    ahead = next(coming, None)
    return None if ahead is None else week(today, ahead, part, calendar)


_HALF_A_YEAR = 30  # weeks, with some to spare


def month_of(today: date, months: int) -> date:
    """The first of the month so many months ahead."""
    count = min(today.year * 12 + today.month - 1 + months, 9999 * 12 + 11)
    return date(count // 12, count % 12 + 1, 1)


def month(first: date, part: str) -> Days:
    """A month from its first day, or its early, mid, late part or its end."""
    last = monthrange(first.year, first.month)[1]
    begin, end = {"early": (1, 10), "mid": (13, 17), "late": (21, last), "end": (last, last), "": (1, last)}[part]
    return first.replace(day=begin), first.replace(day=end)


def week_of_month(first: date, nth: int) -> Days:
    """Monday to Friday of the nth week (0: the last), inside the month."""
    last = month(first, "end")[0]
    begin = monday(last) if not nth else monday(first, nth - 1 + (first.weekday() > FRIDAY))
    return max(first, begin), min(last, plus(begin, FRIDAY))


def named_month(today: date, number: int) -> date:
    """The first of the month of that name that is not over."""
    return date(min(today.year + (number < today.month), 9999), number, 1)


def year_end(today: date) -> Days:
    return date(today.year, 12, 31), date(today.year, 12, 31)


def quarter_end(today: date, quarter: int = 0) -> Days:
    """The last day of a quarter (0: the present one)."""
    wanted = quarter or (today.month + 2) // 3
    first = named_month(today, wanted * 3)
    return month(first, "end")


def dated(today: date, day: int, number: int, year: int | None = None) -> Days | None:
    """A day and a month; None where no such day is, or where it is past."""
    try:
        if year is not None:
            found = date(year + (2000 if year < 100 else 0), number, day)
            return (found, found) if found >= today else None
        found = date(today.year, number, day)
        if found < today and (today - found).days > _LONG_AGO:
            found = date(today.year + 1, number, day)
    except ValueError:
        return None
    return (found, found) if found >= today else None


def impossible(day: int, number: int, year: int | None = None) -> bool:
    """Whether a month has no such day, as 30 February; without a year, in no year."""
    return 1 <= number <= 12 and monthrange(year or _LEAP, number)[1] < day <= _LONGEST


def day_of_month(today: date, day: int) -> Days | None:
    """The 14th: of this month, or of the next that has one."""
    for months in range(3):
        first = month_of(today, months)
        if 1 <= day <= monthrange(first.year, first.month)[1] and first.replace(day=day) >= today:
            return first.replace(day=day), first.replace(day=day)
    return None


def slashed(today: date, one: int, two: int, year: int | None, day_first: bool | None) -> Days | None:
    """3/12: by the order of the place where it is known; otherwise the reading that is near, or both as a range."""
    by_day, by_month = dated(today, one, two, year), dated(today, two, one, year)
    preferred = {True: by_day, False: by_month, None: None}[day_first]
    if preferred is not None and (preferred[0] - today).days <= _SOON:
        return preferred
    found = [days for days in (by_day, by_month) if days is not None]
    near = [days for days in found if (days[0] - today).days <= _SOON]
    return hull(near or ([preferred] if preferred else found))


def hull(many: Iterable[Days]) -> Days | None:
    """From the first to the last day of all."""
    all_of = list(many)
    return (min(first for first, _ in all_of), max(last for _, last in all_of)) if all_of else None


def easter(year: int) -> date:
    """Easter Sunday (Gregorian; Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    shift = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * shift) // 451
    number, day = divmod(h + shift - 7 * m + 114, 31)
    return date(year, number, day + 1)


FEASTS = {
    "christmas": (25, 12),
    "christmas eve": (24, 12),
    "new year": (1, 1),
    "halloween": (31, 10),
    "epiphany": (6, 1),
    "st nicholas": (6, 12),
    "new year's eve": (31, 12),
}
_MOVING = {
    "easter": 0,
    "easter monday": 1,
    "whit monday": 50,
    "holy saturday": -1,
    "maundy thursday": -3,
    "pentecost": 49,
    "good friday": -2,
    "ascension": 39,
    "carnival": -48,
}


def feast(today: date, name: str) -> date:
    """The coming one."""
    for year in (today.year, min(today.year + 1, 9999)):
        found = easter(year) + timedelta(days=_MOVING[name]) if name in _MOVING else date(year, *FEASTS[name][::-1])
        if found >= today:
            return found
    return found
