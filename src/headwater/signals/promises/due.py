"""When a phrase falls due: its days and hours laid on the calendar, never before the moment it was written."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from headwater.signals.promises.calendar import LATE, Calendar
from headwater.signals.promises.days import Days, easter, plus
from headwater.signals.promises.domain import Due, Phrase, When

Default = timedelta | int


def due(phrase: Phrase, at: datetime, calendar: Calendar, default: Default) -> Due | None:
    """None for a time that is past; `at` in the calendar's zone."""
    when = phrase.when
    when = _later_half(when, at, calendar)
    if when.moments:
        return _ahead(at, *when.moments)
    if not when.days and not when.clock:
        return Due(at, _default(at, calendar, default))
    days = when.days or _day_of(when, at)
    if when.clock is None:
        return _by_day(phrase, days, at, calendar)
    return _by_clock(phrase, days, when.clock, at, calendar)


def _default(at: datetime, calendar: Calendar, default: Default) -> datetime:
    if isinstance(default, timedelta):
        return at + default
    return calendar.closes(calendar.business_day(at.date(), default))


def _later_half(when: When, at: datetime, calendar: Calendar) -> When:
    """ "At 8", said in the afternoon, is the evening's, unless the morning is open and the evening is not."""
    if (
        not when.twelve
        or not when.clock
        or when.days
        or when.clock[0].hour + 12 > _LAST_HOUR
        or (at.hour < _NOON and when.clock[0].hour > _EARLY)
    ):
        return when
    first, last = (one.replace(hour=one.hour + 12) for one in when.clock)
    if calendar.ever_open(when.clock[0]) and not calendar.ever_open(first):
        return when
    return replace(when, clock=(first, last)) if first > at.time() else when


_EARLY, _NOON, _LAST_HOUR = 7, 12, 21  # hours; at a later one work begins


def _day_of(when: When, at: datetime) -> Days:
    """A time of day alone is today's, or tomorrow's once it is over."""
    assert when.clock
    over = when.clock[1] <= at.time() or (when.next_day and at.time() >= when.clock[0])
    day = plus(at.date(), 1) if over else at.date()
    return day, day


def _by_day(phrase: Phrase, days: Days, at: datetime, calendar: Calendar) -> Due | None:
    first, last = days
    if phrase.before == "before" or (phrase.before == "by" and phrase.rule == "weekend"):
        last = _day_before(phrase, first, at.date(), calendar)
        first = at.date()
    elif phrase.before == "after":
        first = last = calendar.business_day(last, 1)
    latest = calendar.closes(last)
    if latest <= at and last == at.date():
        latest = calendar.local(last, LATE)
    begin = at if phrase.before == "by" or phrase.when.by else calendar.opens(first)
    return _ahead(at, begin, latest)


def _day_before(phrase: Phrase, day: date, today: date, calendar: Calendar) -> date:
    """The last open day before; before Easter is before Good Friday."""
    if phrase.rule == "holiday" and day == easter(day.year):
        day -= timedelta(days=2)
    last = max(today, day - timedelta(days=1))
    return last if calendar.is_open(last) else max(today, calendar.business_day(last, -1))


def _by_clock(phrase: Phrase, days: Days, clock: tuple[time, time], at: datetime, calendar: Calendar) -> Due | None:
    begin, end = calendar.local(days[0], clock[0]), calendar.local(days[1], clock[1])
    if phrase.before in ("by", "before") or phrase.when.by:
        begin = at
    elif phrase.before == "after":
        begin, end = end, max(end, calendar.closes(days[1]))
    return _ahead(at, begin, end)


def _ahead(at: datetime, earliest: datetime, latest: datetime) -> Due | None:
    return Due(max(at, min(earliest, latest)), latest) if latest >= at else None
