"""Business time: how much of a span lies in a team's hours. Spans are half-open, days are the team's own."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Span = tuple[time, time]


@dataclass(frozen=True)
class BusinessHours:
    """Spans of local time by weekday (0 is Monday), days off, and the zone. No spans at all means round the clock."""

    spans: Mapping[int, tuple[Span, ...]] = field(default_factory=dict)
    holidays: frozenset[date] = frozenset()
    zone: ZoneInfo = field(default_factory=lambda: ZoneInfo("UTC"))

    def seconds(self, since: datetime, until: datetime) -> float:
        """Business seconds in [since, until); 0 where it ends before it begins."""
        if until <= since:
            return 0.0
        if not self.spans:
            return (until - since).total_seconds()
        return sum(
            max(0.0, (min(end, until) - max(begin, since)).total_seconds()) for begin, end in self._open(since, until)
        )

    def _open(self, since: datetime, until: datetime) -> Iterator[tuple[datetime, datetime]]:
        day, last = since.astimezone(self.zone).date(), until.astimezone(self.zone).date()
        while day <= last:
            if day not in self.holidays:
                for begin, end in self.spans.get(day.weekday(), ()):
                    yield self._at(day, begin), self._at(day, end)
            day += timedelta(days=1)

    def _at(self, day: date, clock: time) -> datetime:
        """A local time in UTC; 23:59:59.999999 is the day's end, also where clocks are put on."""
        if clock == time.max:
            return datetime.combine(day + timedelta(days=1), time(), self.zone).astimezone(UTC)
        return datetime.combine(day, clock, self.zone).astimezone(UTC)


def business_hours(hours: Mapping[str, Sequence[Sequence[str]]], holidays: Sequence[str], zone: str) -> BusinessHours:
    """Out of a team's settings: {"mon": [["09:00", "17:00"]]}, ["2026-12-25"], "Europe/Berlin"."""
    spans = {
        DAYS.index(name): tuple((_clock(begin), _clock(end)) for begin, end in parts)
        for name, parts in hours.items()
        if parts
    }
    return BusinessHours(spans, frozenset(date.fromisoformat(day) for day in holidays), ZoneInfo(zone))


def _clock(text: str) -> time:
    return time.max if text == "24:00" else time.fromisoformat(text)
