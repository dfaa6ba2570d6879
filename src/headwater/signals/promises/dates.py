"""Days of a month by their number, read alike in both languages."""

from datetime import datetime

from headwater.signals.promises import days as d
from headwater.signals.promises.calendar import Calendar
from headwater.signals.promises.domain import When
from headwater.signals.promises.words import MONTHS, Match


def read_date(match: Match, at: datetime, _: Calendar) -> When | None:
    found = match.groupdict()
    month = MONTHS[found["month"].rstrip(".")]
    year = int(found["year"]) if found.get("year") else None
    days = [d.dated(at.date(), int(day), month, year) for day in (found["d"], found.get("d2")) if day]
    hull = d.hull(x for x in days if x)
    if any(d.impossible(int(day), month, year) for day in (found["d"], found.get("d2")) if day):
        return When(vague=True)
    return When(days=hull) if hull and None not in days else None


def read_nth(match: Match, at: datetime, _: Calendar) -> When | None:
    days = d.day_of_month(at.date(), int(match["d"]))
    return When(days=days) if days else None
