"""Working time of the invented company: Monday to Friday, 8 to 18 in Berlin."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from headwater.demo.company.staff import ZONE

OPEN, CLOSED, WEEKEND = time(8), time(18), 5


def working(at: datetime) -> datetime:
    """The same moment where the doors are open; else in the first hour of the next working day. In UTC."""
    there = at.astimezone(ZoneInfo(ZONE))
    if there.weekday() < WEEKEND and OPEN <= there.time() < CLOSED:
        return at.astimezone(UTC)
    day = there.date() + timedelta(days=1 if there.time() >= CLOSED else 0)
    while day.weekday() >= WEEKEND:
        day += timedelta(days=1)
    late = timedelta(minutes=at.minute, seconds=at.second)
    return (datetime.combine(day, OPEN, ZoneInfo(ZONE)) + late).astimezone(UTC)
