"""When the organisation works: opening hours by weekday, days off, and the zone in which its words are meant."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo

Span = tuple[time, time]
OFFICE: Mapping[int, tuple[Span, ...]] = {day: ((time(9), time(17)),) for day in range(5)}
LATE = time(23, 59)
_YEAR = 366  # days looked ahead for an open one


@dataclass(frozen=True)
class Calendar:
    """Spans of local time by weekday (0 is Monday); a weekday without one is closed, none at all means never closed."""

    spans: Mapping[int, tuple[Span, ...]] = field(default_factory=lambda: OFFICE)
    holidays: frozenset[date] = frozenset()
    zone: tzinfo = UTC

    def is_open(self, day: date) -> bool:
        """Whether anybody works on that day."""
        return day not in self.holidays and (not self.spans or bool(self.spans.get(day.weekday())))

    def ever_open(self, clock: time) -> bool:
        """Whether a time of day lies within the opening hours of any weekday."""
        return any(begin <= clock <= end for spans in self.spans.values() for begin, end in spans)

    def opens(self, day: date) -> datetime:
        """The beginning of business; of the day itself where it is closed."""
        spans = self.spans.get(day.weekday(), ()) if self.is_open(day) else ()
        return self.local(day, min((begin for begin, _ in spans), default=time()))

    def closes(self, day: date) -> datetime:
        """The end of business; of the day itself where it is closed."""
        spans = self.spans.get(day.weekday(), ()) if self.is_open(day) else ()
        return self.local(day, min(LATE, max((end for _, end in spans), default=LATE)))

    def local(self, day: date, clock: time) -> datetime:
        """A wall clock's time on that day; one that the clocks skip is the hour after."""
        there = datetime.combine(day, clock, self.zone)
        return there.astimezone(UTC).astimezone(self.zone)

    def business_day(self, day: date, count: int) -> date:
        """The count-th open day after `day` (before it, where the count is negative); the day itself for 0."""
        step = timedelta(days=1 if count > 0 else -1)
        left = min(abs(count), _YEAR)
        for _ in range(_YEAR * 2):
            if not left:
                return day
            day += step
            left -= self.is_open(day)
        return day

    def last_open(self, first: date, last: date) -> date:
        """The last open day in [first, last]; `last` where all are closed."""
        day = last
        while day > first and not self.is_open(day):
            day -= timedelta(days=1)
        return day if self.is_open(day) else last

    def first_open(self, first: date, last: date) -> date:
        """The first open day in [first, last]; `first` where all are closed."""
        day = first
        while day < last and not self.is_open(day):
            day += timedelta(days=1)
        return day if self.is_open(day) else first
