"""A calendar learned from the record: in which hours of the week work happens, and on which weekdays it stopped."""

from datetime import date, timedelta

import numpy as np
import numpy.typing as npt

from headwater.chain.calendar import Calendar
from headwater.engine import literal
from headwater.moments.domain import Record

QUIET_HOUR = 0.25
"""An hour of the week is open when it holds at least this share of what an hour would hold if all were alike."""

QUIET_DAY = 0.1
"""A weekday is a holiday when it holds less than this share of the median for that weekday …"""

BUSY_DAY = 10
"""… and that median is at least this many moments."""


def learn_calendar(record: Record, zone: str) -> Calendar:
    """Open hours and closed days as the record's own activity shows them."""
    local = f"(done_at AT TIME ZONE 'UTC') AT TIME ZONE {literal(zone)}" if zone != "UTC" else "done_at"
    found = record.sql(
        f"SELECT epoch_us({local}) // 3600000000 AS hour, count(*) AS n FROM moments GROUP BY 1 ORDER BY 1"
    )
    hour, n = (np.array(found[name].to_pylist(), dtype=np.int64) for name in ("hour", "n"))
    week: npt.NDArray[np.float64] = np.bincount((hour + 3 * 24) % 168, weights=n, minlength=168).astype(np.float64)
    is_open = week >= QUIET_HOUR * week.sum() / 168
    hours = tuple((h * 60, h * 60 + 60) for h in range(168) if is_open[h])
    return Calendar(_joined(hours), _holidays(hour, n, is_open), zone, "learned", _reason(zone, week, is_open))


def _reason(zone: str, week: npt.NDArray[np.float64], is_open: npt.NDArray[np.bool_]) -> str:
    inside = week[is_open].sum() / max(week.sum(), 1)
    return (
        f"learned from the hours of the week ({zone}): {int(is_open.sum())} of 168 hours are open and hold "
        f"{inside:.1%} of the moments; an hour is open with at least a quarter of an even share"
    )


def _joined(hours: tuple[tuple[int, int], ...]) -> tuple[tuple[int, int], ...]:
    """Neighbouring hours of one day as one span."""
    spans: list[tuple[int, int]] = []
    for start, end in hours:
        if spans and spans[-1][1] == start and start % 1440:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return tuple(spans)


def _holidays(hour: npt.NDArray[np.int64], n: npt.NDArray[np.int64], is_open: npt.NDArray[np.bool_]) -> frozenset[date]:
    if not len(hour):
        return frozenset()
    first = int(hour[0]) // 24
    days = np.bincount(hour // 24 - first, weights=n)
    weekday = (np.arange(len(days)) + first + 3) % 7
    closed: set[date] = set()
    for d in range(7):
        if not is_open[d * 24 : d * 24 + 24].any():
            continue
        usual = float(np.median(days[weekday == d])) if (weekday == d).any() else 0.0
        inside = (np.arange(len(days)) > 0) & (np.arange(len(days)) < len(days) - 1)
        quiet = inside & (weekday == d) & (days < QUIET_DAY * usual) & (usual >= BUSY_DAY)
        closed |= {date(1970, 1, 1) + timedelta(days=first + int(i)) for i in np.flatnonzero(quiet)}
    return frozenset(closed)
