"""From when a heap is counted: a time of the day, or of the week: "9:00", "Monday 15:00"."""

import re

from headwater.foresight.decisions import when
from headwater.foresight.decisions.words import length
from headwater.foresight.simulator.domain import Service, Step
from headwater.shared.errors import UsageError
from headwater.shared.said import say
from headwater.shared.words import count

WRITTEN = r"(?:[a-zäöü]+\s+)?\d{1,2}(?::\d{2})?(?:\s*(?:h|uhr))?"
_PARTS = re.compile(r"(?:([a-zäöü]+)\s+)?([01]?\d|2[0-3])(?::([0-5]\d))?(?:\s*(?:h|uhr))?", re.IGNORECASE)


def hours(text: str) -> float | None:
    """Since Monday 00:00, of a time without a day since midnight; None where it is no time."""
    found = _PARTS.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    try:
        day = when.read(found[1])[0][0][0] if found[1] else 0
    except UsageError:
        return None
    return (60 * (24 * day + int(found[2])) + int(found[3] or 0)) / 60


def written(begin: float, every: float) -> str:
    """As it is typed: the time of the first of these heaps in a day, with its day where not every day has one."""
    minutes = round(begin % every * 60) % (7 * 24 * 60)
    clock = f"{minutes // 60 % 24:02d}:{minutes % 60:02d}"
    return clock if every <= 24 else f"{when.DAYS[minutes // 1440]} {clock}"


def said(text: str) -> str:
    """As it is read: 09:00, Monday 15:00."""
    begin = hours(text) or 0.0
    named = when.DAYS[int(begin // 24)]
    clock = written(begin, 24.0)
    return when.named(f"{named} {clock}") if text.strip()[:1].isalpha() else clock


def usual(service: Service, step: Step, every: float) -> float:
    """From when heaps are counted where nobody says it: as those of the step are now, else, where there is one in a
    day or in several, from when its team opens, else from midnight."""
    if step.batch_every:
        return step.batch_from
    if every % 24:
        return 0.0
    pools = [pool for pool in service.pools if step.station in pool.stations]
    opened = (slot * service.slot % 24 for pool in pools for slot, n in enumerate(pool.servers) if n)
    return min(opened, default=0.0)


def let_go(step: Step) -> str:
    """When the heaps of a step are let go; empty where it has none."""
    if step.batch_every:
        at = said(written(step.batch_from, step.batch_every))
        return say("every {long} from {at}", long=length(step.batch_every), at=at)
    return say("once {n} cases wait", n=count(step.batch_of)) if step.batch_of else ""
