"""Open hours: given as TOML or learned from when the record is busy; waits are then counted in open time, exactly."""

import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from math import gcd
from pathlib import Path
from typing import Any, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import numpy.typing as npt

from headwater.shared.errors import UsageError

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
DAY = 24 * 60
WEEK = 7 * DAY


@dataclass(frozen=True)
class Calendar:
    """`hours` are open spans in minutes since Monday 00:00 of the zone; `holidays` are closed all day."""

    hours: tuple[tuple[int, int], ...]
    holidays: frozenset[date] = frozenset()
    zone: str = "UTC"
    origin: Literal["given", "learned"] = "given"
    reason: str = ""

    def spans(self) -> list[dict[str, str]]:
        """The week as text, one row per open span."""
        return [
            {"day": DAYS[a // DAY], "from": _clock(a % DAY), "to": _clock(b - a // DAY * DAY)} for a, b in self.hours
        ]

    @property
    def always_open(self) -> bool:
        """Whether open time is the same as elapsed time."""
        return not self.holidays and sum(b - a for a, b in self.hours) == WEEK

    @property
    def weekly_hours(self) -> float:
        """How many hours of a week without holidays are open."""
        return sum(b - a for a, b in self.hours) / 60


@dataclass(frozen=True)
class Slots:
    """Open time until each slot of `minutes`, for slots `first`, `first + 1`, … since 1970 (UTC).

    `open_s` has the open seconds before a slot begins; `open` is 1.0 where the slot is open, else 0.0.
    Every boundary of the calendar falls on a slot's edge, so a slot is open or closed as a whole.
    """

    minutes: int
    first: int
    open_s: npt.NDArray[np.float64]
    open: npt.NDArray[np.float64]


def read_calendar(path: Path) -> Calendar:
    """A calendar from a TOML file with `zone`, `[hours]` (mon = ["09:00-17:00"], …) and `holidays` (dates)."""
    try:
        found = tomllib.loads(path.read_text(encoding="utf-8"))
        zone = str(found.get("zone", "UTC"))
        ZoneInfo(zone)
        hours = tuple(span for i, day in enumerate(DAYS) for span in _spans(i, found.get("hours", {}).get(day, [])))
        holidays = frozenset(_date(value) for value in found.get("holidays", []))
    except (OSError, tomllib.TOMLDecodeError, ValueError, ZoneInfoNotFoundError, AttributeError, TypeError) as error:
        raise UsageError(
            f'The calendar {path} cannot be used ({error}): give zone = "Europe/Rome", [hours] with '
            'mon = ["09:00-17:00"] and so on, and holidays = ["2025-12-25"].'
        ) from error
    if not hours:
        raise UsageError(f'The calendar {path} has no open hour: add [hours] with mon = ["09:00-17:00"] and so on.')
    return Calendar(hours, holidays, zone, "given", f"given in {path.name}")


def slots(calendar: Calendar, start: datetime, end: datetime) -> Slots:
    """Open time over a period (naive UTC times), one slot beyond its end."""
    zone = ZoneInfo(calendar.zone)
    hours = np.arange(_hour(start), _hour(end) + 2)
    offset = np.zeros(len(hours), dtype=np.int64)
    if calendar.zone != "UTC":
        offset[:] = [_offset(zone, int(hour)) for hour in hours]
    minutes = _common(calendar, offset)
    per_hour = 60 // minutes
    utc = np.repeat(hours * 60, per_hour) + np.tile(np.arange(per_hour) * minutes, len(hours))
    is_open = _open_at(calendar, utc + np.repeat(offset, per_hour)).astype(np.float64)
    open_s = np.concatenate([[0.0], np.cumsum(is_open[:-1])]) * minutes * 60
    return Slots(minutes, int(utc[0]) // minutes, open_s, is_open)


def _open_at(calendar: Calendar, local: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether each local minute since 1970 (a Thursday) is open."""
    minute = (local + 3 * DAY) % WEEK
    week = np.zeros(WEEK, dtype=bool)
    for a, b in calendar.hours:
        week[a:b] = True
    closed = [(day - date(1970, 1, 1)).days for day in calendar.holidays]
    return week[minute] & ~np.isin(local // DAY, closed)


def _common(calendar: Calendar, offsets: npt.NDArray[np.int64]) -> int:
    step = 60
    for edge in [edge for span in calendar.hours for edge in span] + [int(o) for o in np.unique(offsets)]:
        step = gcd(step, edge)
    return step


def _hour(time: datetime) -> int:
    return int(time.replace(tzinfo=UTC).timestamp() // 3600)


def _offset(zone: ZoneInfo, hour: int) -> int:
    """Minutes ahead of UTC during an hour since 1970. Old zones with odd seconds are rounded to the minute."""
    moment = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(hours=hour)
    found = moment.astimezone(zone).utcoffset() or timedelta()
    return round(found.total_seconds() / 60)


def _spans(day: int, texts: list[str]) -> list[tuple[int, int]]:
    return [_span(day, text) for text in sorted(texts)]


def _span(day: int, text: str) -> tuple[int, int]:
    start, end = (_minutes(part) for part in text.split("-"))
    if not 0 <= start < end <= DAY:
        raise ValueError(f"{text!r} must run forward within one day")
    return day * DAY + start, day * DAY + end


def _minutes(clock: str) -> int:
    hour, minute = clock.strip().split(":")
    return int(hour) * 60 + int(minute)


def _clock(minute: int) -> str:
    return f"{minute // 60:02d}:{minute % 60:02d}"


def _date(value: Any) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)
